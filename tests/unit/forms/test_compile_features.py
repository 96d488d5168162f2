"""The public features of XLSForm, one fixture each, compiled and checked: types, groups, logic and choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from app.forms.model import Action
from tests.support.workbooks import SETTINGS, Row, compiled, only, question, said

END = question("end group", "", label=False)
END_REPEAT = question("end repeat", "", label=False)
CSV = b"name,label,p\na,A,1\nb,B,2\n"


# ---- question types ----

TYPES: Mapping[str, tuple[str, str, str]] = {
    "text": ("question", "input", "string"), "integer": ("question", "input", "int"),
    "decimal": ("question", "input", "decimal"), "date": ("question", "input", "date"), "time": ("question", "input", "time"),
    "dateTime": ("question", "input", "dateTime"), "note": ("question", "input", "string"),
    "select_one yes_no": ("question", "select1", "string"), "select_multiple yes_no": ("question", "select", "string"),
    "rank yes_no": ("question", "rank", "rank"), "range": ("question", "range", "int"),
    "geopoint": ("question", "input", "geopoint"), "geotrace": ("question", "input", "geotrace"),
    "geoshape": ("question", "input", "geoshape"), "barcode": ("question", "input", "barcode"),
    "acknowledge": ("question", "trigger", "string"), "image": ("question", "upload", "binary"),
    "audio": ("question", "upload", "binary"), "video": ("question", "upload", "binary"),
    "file": ("question", "upload", "binary"), "hidden": ("value", "", "string"), "start": ("value", "", "dateTime"),
    "end": ("value", "", "dateTime"), "today": ("value", "", "date"), "deviceid": ("value", "", "string"),
    "username": ("value", "", "string"), "phonenumber": ("value", "", "string"), "email": ("value", "", "string"),
    "simserial": ("value", "", "string"), "subscriberid": ("value", "", "string"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TYPES)
def test_question_type(kind: str) -> None:
    found = only(question(kind, "q"))
    assert (found.kind, found.control, found.type) == TYPES[kind]
    assert bool(found.label) is (found.kind == "question")


@pytest.mark.parametrize(
    ("kind", "preload"),
    [
        ("start", ("timestamp", "start")), ("end", ("timestamp", "end")), ("today", ("date", "today")),
        ("deviceid", ("property", "deviceid")), ("username", ("property", "username")), ("email", ("property", "email")),
    ],
)  # fmt: skip
def test_metadata_say_what_fills_them(kind: str, preload: tuple[str, str]) -> None:
    assert only(question(kind, "q", label=False)).preload == preload


@pytest.mark.parametrize(
    ("kind", "mediatype"), [("image", "image/*"), ("audio", "audio/*"), ("video", "video/*"), ("file", "application/*")]
)
def test_uploads_have_a_media_type(kind: str, mediatype: str) -> None:
    assert only(question(kind, "q")).mediatype == mediatype


@pytest.mark.parametrize("kind", ["audit", "background-audio", "start-geopoint"])
def test_what_only_a_telephone_fills_is_left_aside_with_a_notice(kind: str) -> None:
    form = compiled(question("text", "a"), question(kind, "audit" if kind == "audit" else "b", label=False))
    assert [(notice.code, notice.row, notice.value) for notice in form.notices] == [("form_type_left_aside", 3, kind)]


def test_calculate() -> None:
    found = only(question("integer", "a"), question("calculate", "c", label=False, calculation="${a} * 2"))
    assert (found.kind, found.calculate and found.calculate.text) == ("value", "/data/a  * 2")


def test_older_spellings_of_types() -> None:
    form = compiled(
        question("select one from yes_no", "a"), question("add image prompt", "b"), question("begin_group", "g"), END
    )
    assert [form.definitions[f"/data/{name}"].kind for name in "abg"] == ["question", "question", "group"]


# ---- groups and repeats ----


def test_nested_groups_with_relevant_and_appearance() -> None:
    form = compiled(
        question("text", "a"), question("begin group", "g", relevant="${a} = '1'", appearance="field-list"),
        question("begin group", "h"), question("text", "b"), END, END,
    )  # fmt: skip
    group = form.definitions["/data/g"]
    assert (group.kind, group.appearance, group.relevant is not None) == ("group", frozenset({"field-list"}), True)
    assert [definition.path for definition in form.below("/data/g")] == ["/data/g/h", "/data/g/h/b"]


def test_nested_repeats_and_their_count() -> None:
    form = compiled(
        question("integer", "n"), question("begin repeat", "outer", repeat_count="${n} + 1"), question("begin repeat", "inner"),
        question("text", "b"), END_REPEAT, END_REPEAT,
    )  # fmt: skip
    outer, inner = form.definitions["/data/outer"], form.definitions["/data/outer/inner"]
    assert (outer.kind, outer.count and outer.count.text, outer.row) == ("repeat", "/data/outer_count", 3)
    assert (inner.kind, inner.count, inner.at_start) == ("repeat", None, 0)
    assert form.beginning is not None
    (first,) = form.beginning.named("outer")
    assert [child.name for child in first.children] == ["inner"]


def test_repeat_count_that_is_a_number() -> None:
    form = compiled(question("begin repeat", "r", repeat_count=3), question("text", "b"), END_REPEAT)
    counted = form.definitions["/data/r_count"].calculate
    assert counted is not None
    assert counted.text == "3"


def test_table_list() -> None:
    form = compiled(
        question("begin group", "g", appearance="table-list"), question("select_one yes_no", "a"),
        question("select_one yes_no", "b"), END,
    )  # fmt: skip
    assert form.definitions["/data/g"].appearance == {"field-list"}
    assert form.definitions["/data/g/a"].appearance == {"list-nolabel"}
    assert any("label" in definition.appearance for definition in form.below("/data/g"))


# ---- logic ----


def test_relevant_required_readonly_and_constraint_with_messages() -> None:
    found = only(
        question("text", "o"),
        question(
            "integer", "a", relevant="${o} != ''", required="yes", readonly="${o} = 'x'", constraint=". > 0 and . < 9",
            **{"constraint_message::Khmer (km)": "ពី ១ ដល់ ៨", "constraint_message::English (en)": "1 to 8",
               "required_message::Khmer (km)": "ត្រូវតែ", "required_message::English (en)": "Needed ${o}"},
        ),
    )  # fmt: skip
    assert [name for name, _ in found.expressions] == ["relevant", "required", "readonly", "constraint"]
    assert said(found.constraint_message) == {"Khmer (km)": "ពី ១ ដល់ ៨", "English (en)": "1 to 8"}
    assert (
        said(found.required_message)["English (en)"] == "Needed|/data/o"
        or said(found.required_message)["English (en)"] == "Needed |/data/o"
    )


def test_conditions_that_never_or_always_hold() -> None:
    never = only(question("text", "a", relevant="false()", required="no", readonly="false"))
    assert ([name for name, _ in never.expressions], never.relevant and never.relevant.text) == (["relevant"], "false()")
    always = only(question("text", "a", required="TRUE", read_only="yes"))
    assert [name for name, _ in always.expressions] == ["required", "readonly"]


def test_default_and_dynamic_default() -> None:
    assert only(question("text", "a", default="Phnom Penh")).default == "Phnom Penh"
    found = only(question("date", "a", default="today()"))
    assert (found.default, [(action.event, action.value.text) for action in found.actions]) == (
        "", [("odk-instance-first-load", "today()")]
    )  # fmt: skip


def test_a_dynamic_default_in_a_repeat_waits_for_each_instance() -> None:
    form = compiled(question("begin repeat", "r"), question("text", "a", default="uuid()"), END_REPEAT)
    events = {(action.event, action.source) for action in form.definitions["/data/r/a"].actions}
    assert events == {("odk-instance-first-load", ""), ("odk-new-repeat", "/data/r")}


def test_trigger() -> None:
    form = compiled(question("text", "a"), question("dateTime", "b", calculation="now()", trigger="${a}"))
    (action,) = form.definitions["/data/a"].actions
    assert isinstance(action, Action)
    assert (action.event, action.source, action.target, action.value.text) == (
        "xforms-value-changed", "/data/a", "/data/b", "now()"
    )  # fmt: skip
    assert form.definitions["/data/b"].calculate is None


def test_several_triggers() -> None:
    form = compiled(
        question("text", "a"),
        question("text", "b"),
        question("calculate", "c", label=False, calculation="now()", trigger="${a}, ${b}"),
    )
    assert [form.definitions[f"/data/{name}"].actions[0].target for name in "ab"] == ["/data/c", "/data/c"]


# ---- choices ----


def test_choice_filter_and_a_cascade() -> None:
    choices = [
        {"list_name": "p", "name": "1", "label": "One"}, {"list_name": "d", "name": "11", "label": "Eleven", "province": "1"},
    ]  # fmt: skip
    form = compiled(
        question("select_one p", "p"), question("select_one d", "d", choice_filter="province = ${p}"), choices=choices
    )
    found = form.definitions["/data/d"].choices
    assert found is not None
    assert (found.filtered, found.nodes.text) == (True, "instance('d')/root/item[province =  /data/p ]")
    assert "/data/d" in form.shows["/data/p"]


def test_randomize_with_a_seed() -> None:
    found = only(question("integer", "s"), question("select_one yes_no", "a", parameters="randomize=true seed=${s}")).choices
    assert found is not None
    assert (found.filtered, found.nodes.text) == (True, "randomize(instance('yes_no')/root/item, /data/s)")


def test_or_other_in_the_languages_of_the_form() -> None:
    form = compiled(question("select_one yes_no or_other", "a"))
    other = form.definitions["/data/a_other"]
    assert said(other.label) == {"Khmer (km)": "សូមបញ្ជាក់", "English (en)": "Specify other."}
    assert (other.relevant and other.relevant.text, other.row) == ("selected(../a, 'other')", 2)
    assert said(form.texts["yes_no-2"]) == {"Khmer (km)": "ផ្សេងទៀត", "English (en)": "Other"}
    assert form.notices == ()


def test_duplicate_choices_when_they_are_allowed() -> None:
    choices = [{"list_name": "l", "name": "1", "label": "A"}, {"list_name": "l", "name": "1", "label": "B"}]
    settings = {**SETTINGS, "allow_choice_duplicates": "yes"}
    form = compiled(question("select_one l", "a"), choices=choices, settings=settings)
    assert len(form.instances["l"].children[0].children) == 2


def test_choices_from_answers_of_a_repeat() -> None:
    form = compiled(
        question("begin repeat", "child"), question("text", "who"), END_REPEAT, question("select_one ${who}", "eldest")
    )
    found = form.definitions["/data/eldest"].choices
    assert found is not None
    assert (found.value, found.label.text, found.filtered) == ("who", "who", True)
    assert "/data/eldest" in form.shows["/data/child/who"]


@pytest.mark.parametrize("kind", ["csv", "xml", "geojson"])
@pytest.mark.parametrize("select", ["select_one_from_file", "select_multiple_from_file", "select one from file"])
def test_select_from_file(select: str, kind: str) -> None:
    form = compiled(question(f"{select} towns.{kind}", "a"))
    assert [(file.name, file.id, file.kind) for file in form.files] == [(f"towns.{kind}", "towns", kind)]
    found = form.definitions["/data/a"].choices
    assert found is not None
    assert found.value == ("id" if kind == "geojson" else "name")


def test_select_from_file_with_its_own_columns() -> None:
    found = only(
        question("select_one_from_file t.csv", "a", parameters="value=code label=title"), media={"t.csv": b"code,title\n"}
    )
    assert found.choices is not None
    assert (found.choices.value, found.choices.label.text) == ("code", "title")


def test_select_one_external() -> None:
    external = [
        {"list_name": "village", "name": "v1", "label::Khmer (km)": "ភូមិ", "label::English (en)": "Village", "commune": "c1"},
    ]
    form = compiled(
        question("text", "c"), question("select_one_external village", "v", choice_filter="commune = ${c}"),
        external_choices=external,
    )  # fmt: skip
    found = form.definitions["/data/v"]
    assert (found.control, found.choices and found.choices.filtered) == ("select1", True)
    assert said(form.texts["village-0"])["Khmer (km)"] == "ភូមិ"


def test_csv_and_xml_external() -> None:
    form = compiled(
        question("csv-external", "prices", label=False), question("xml-external", "places", label=False),
        question("calculate", "n", label=False, calculation="count(instance('prices')/root/item)"), media={"prices.csv": CSV},
    )  # fmt: skip
    assert {(file.name, file.kind) for file in form.files} == {("prices.csv", "csv"), ("places.xml", "xml")}
    assert [(notice.code, notice.row, notice.value) for notice in form.notices] == [("form_file_wanted", 3, "places.xml")]
    assert len(form.instances["prices"].children[0].children) == 2


def test_pulldata_asks_for_its_file() -> None:
    form = compiled(
        question("text", "k"), question("calculate", "v", label=False, calculation="pulldata('towns', 'label', 'name', ${k})"),
        media={"towns.csv": CSV},
    )  # fmt: skip
    assert [(file.name, file.id) for file in form.files] == [("towns.csv", "towns")]
    assert form.notices == ()


def test_last_saved() -> None:
    form = compiled(question("text", "a", default="${last-saved#a}"))
    assert form.last_saved == {"__last-saved"}
    assert form.instances["__last-saved"].children[0].name == "data"


COLUMNS: Sequence[Row] = (
    {"list_name": "towns", "name": "0", "label": "Not in the list"},
    {"list_name": "towns", "name": "name", "label": "label, p"},
)


@pytest.mark.parametrize(
    ("call", "nodes"),
    [
        ("search('towns')", "instance('towns')/root/item"),
        ("search('towns.csv', 'matches', 'p', ${t})", "instance('towns')/root/item[(p = /data/t)]"),
        (
            "search('towns', 'startswith', 'label', ${t}, 'p', '1')",
            "instance('towns')/root/item[(starts-with(translate(label, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', "
            "'abcdefghijklmnopqrstuvwxyz'), translate(/data/t, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'))) "
            "and p = '1']",
        ),
    ],
)
def test_search_becomes_an_item_set(call: str, nodes: str) -> None:
    rows = (question("text", "t"), question("select_one towns", "a", appearance=f"minimal {call}"))
    form = compiled(*rows, choices=COLUMNS, media={"towns.csv": CSV})
    found = form.definitions["/data/a"]
    assert found.appearance == {"minimal"}
    assert found.choices is not None
    assert (found.choices.nodes.text, found.choices.value, found.choices.label.text) == (nodes, "name", "concat(label, ' ', p)")
    first = found.choices.first
    assert first is not None
    assert [row.children[0].value for row in form.instances["fixed:/data/a"].children] == ["0"]


@pytest.mark.parametrize("kind", ["contains", "endswith"])
def test_search_in_several_columns_from_inside_a_repeat(kind: str) -> None:
    form = compiled(
        question("begin repeat", "r"), question("text", "t"),
        question("select_one towns", "a", appearance=f"search('towns', '{kind}', 'label,name', ${{t}})"), END_REPEAT,
        choices=COLUMNS, media={"towns.csv": CSV},
    )  # fmt: skip
    found = form.definitions["/data/r/a"].choices
    assert found is not None
    assert found.nodes.text.count(f"{'contains' if kind == 'contains' else 'ends-with'}(translate(") == 2
    assert "current()/../t" in found.nodes.text
    assert "/data/r/a" in form.shows["/data/r/t"]
