"""XForms that no converter wrote: accepted or refused as JavaRosa does, and read into the same definitions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.xpath.nodes import Node

FORMS = json.loads((Path(__file__).parent / "fixtures" / "hand_written.json").read_text(encoding="utf-8"))["forms"]
_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"
 xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>By hand</h:title><model>%s
 <instance><data id="hand" version="7" orx:note="x" xmlns="http://example.org/hand">%s</data></instance>%s</model></h:head>
 <h:body class="pages">%s</h:body></h:html>"""


def made(instance: str, model: str = "", body: str = "", itext: str = "") -> CompiledForm:
    return load_form((_FORM % (itext, instance, model, body)).encode())


def named(name: str) -> CompiledForm:
    return load_form(next(str(form["xform"]) for form in FORMS if form["name"] == name).encode())


def tree(node: Node) -> object:
    return {node.name: [tree(child) for child in node.children] or node.value}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_the_verdict_is_that_of_javarosa(form: dict[str, object]) -> None:
    xform = str(form["xform"]).encode()
    if form["accepted"]:
        assert load_form(xform).definitions
    else:
        with pytest.raises(InputError):
            load_form(xform)


def test_the_root_its_version_and_its_attributes() -> None:
    form = made("<a/>", body='<input ref="/data/a"><label>A</label></input>')
    assert (form.id, form.version, form.title, form.settings) == ("hand", "7", "By hand", {"style": "pages"})
    assert form.root.attributes == {"id": "hand", "version": "7", "orx:note": "x"}
    assert form.namespaces["orx"] == "http://openrosa.org/xforms"


def test_items_in_the_control_become_choices() -> None:
    items = (
        "<item><label>One <output value='/data/b'/></label><value>1</value></item>"
        "<item><label>Two</label><value>2</value></item>"
    )
    form = made("<a/><b/>", body=f'<select1 ref="/data/a"><label>A</label>{items}</select1>')
    found = form.definitions["/data/a"].choices
    assert found is not None
    assert (found.nodes.text, found.label.text) == ("instance('inline:/data/a')/item", "jr:itext(itextId)")
    assert [row.children[0].value for row in form.instances["inline:/data/a"].children] == ["1", "2"]
    assert form.texts["inline:/data/a:1"][""].plain == "Two"


def test_relative_references_start_from_the_group_around() -> None:
    form = made(
        "<g><a/><r><b/></r></g>",
        body='<group ref="/data/g"><label>G</label><input ref="a"><label>A</label></input>'
        '<repeat nodeset="r"><input ref="b"><label>B</label></input></repeat></group>',
    )
    kinds = {path: definition.kind for path, definition in form.definitions.items()}
    assert (kinds["/data/g/a"], kinds["/data/g/r"], kinds["/data/g/r/b"]) == ("question", "repeat", "question")


def test_a_label_on_a_group_without_node_around_a_repeat_is_the_repeats() -> None:
    form = made(
        "<r><a/></r>", body='<group><label>Visit</label><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat></group>'
    )
    assert form.definitions["/data/r"].label[""].plain == "Visit"
    assert form.notices == ()


def test_a_group_without_node_is_a_notice_and_its_questions_stay() -> None:
    form = made("<a/>", body='<group><label>Part one</label><input ref="/data/a"><label>A</label></input></group>')
    assert [(notice.code, notice.sheet, notice.value) for notice in form.notices] == [
        ("form_group_without_node", "XForm", "Part one")
    ]
    assert form.definitions["/data/a"].kind == "question"


def test_where_a_filling_begins() -> None:
    repeat = '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'
    template = made('<r jr:template=""><x>new</x></r>', body=repeat)
    assert template.beginning is not None
    assert (tree(template.beginning), template.definitions["/data/r"].at_start) == ({"data": ""}, 0)
    assert template.definitions["/data/r/x"].default == "new"
    several = made('<r jr:template=""><x/></r><r><x>1</x></r><r><x>2</x></r>', body=repeat)
    assert several.beginning is not None
    assert tree(several.beginning) == {"data": [{"r": [{"x": "1"}]}, {"r": [{"x": "2"}]}]}
    assert several.definitions["/data/r"].at_start == 2


def test_a_repeat_that_nobody_adds_to() -> None:
    form = made("<r><x/></r>", body='<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/x"/></repeat>')
    assert form.definitions["/data/r"].fixed


@pytest.mark.parametrize("count", ["/data/g/n", "current()/../n", "n", "./n"])
def test_what_counts_a_repeat_wherever_its_path_starts(count: str) -> None:
    body = f'<group ref="/data/g"><repeat nodeset="/data/g/r" jr:count="{count}"><input ref="/data/g/r/x"/></repeat></group>'
    counted = made("<g><n/><r><x/></r></g>", body=body).definitions["/data/g/r"].count
    assert counted is not None
    assert counted.text == "/data/g/n"


def test_the_answers_themselves_by_the_id_of_their_instance() -> None:
    form = load_form(
        (_FORM % ("", "<a/><b/>", '<bind nodeset="/data/b" calculate="instance(\'own\')/data/a"/>', ""))
        .replace("<instance>", '<instance id="own">')
        .encode()
    )
    assert form.own_instance == "own"


def test_labels_of_ticks_limit_no_answer() -> None:
    items = "<item><label>Good</label><value>1</value></item>"
    form = made("<a/>", body=f'<range ref="/data/a" start="1" end="5" step="1"><label>A</label>{items}</range>')
    assert form.definitions["/data/a"].choices is None


@pytest.mark.parametrize(
    ("place", "event", "source", "target"),
    [
        ("model", "odk-instance-first-load", "", "/data/b"), ("model", "xforms-ready", "", "/data/b"),
        ("model", "odk-instance-load", "", "/data/b"), ("group", "odk-instance-first-load", "", "/data/b"),
        ("repeat", "odk-new-repeat", "/data/r", "/data/b"), ("control", "xforms-value-changed", "/data/r/x", "/data/b"),
    ],
)  # fmt: skip
def test_setvalue_wherever_it_stands(place: str, event: str, source: str, target: str) -> None:
    actions = {place: f'<setvalue ref="/data/b" event="{event}" value="1 + 1"/>'}
    body = (
        f'<group ref="/data/r">{actions.get("group", "")}<repeat nodeset="/data/r">{actions.get("repeat", "")}'
        f'<input ref="/data/r/x">{actions.get("control", "")}</input></repeat></group>'
    )
    form = made('<r jr:template=""><x/></r><r><x/></r><b/>', actions.get("model", ""), body)
    (action,) = form.definitions[source if event == "xforms-value-changed" else target].actions
    wanted = "odk-instance-first-load" if event == "xforms-ready" else event
    assert (action.event, action.source, action.target, action.value.text) == (wanted, source, target, "1 + 1")


def test_setvalue_with_a_text_and_with_a_condition() -> None:
    model = (
        '<setvalue ref="/data/a" event="odk-instance-first-load">it\'s</setvalue>'
        '<setvalue ref="/data/r[position() = 2]/x" event="odk-instance-load" value="\'z\'"/>'
    )
    form = made("<a/><r><x/></r>", model, '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>')
    assert form.definitions["/data/a"].actions[0].value.text == '"it\'s"'
    (action,) = form.definitions["/data/r/x"].actions
    assert action.where is not None
    assert (action.target, action.where.text) == ("/data/r/x", "/data/r[position() = 2]/x")


def test_what_only_a_telephone_does_is_a_notice() -> None:
    model = (
        '<odk:setgeopoint ref="/data/a" event="odk-instance-first-load"/>'
        '<odk:recordaudio ref="/data/b" event="odk-instance-load"/>'
    )
    form = made("<a/><b/>", model)
    assert [(notice.code, notice.value) for notice in form.notices] == [
        ("form_action_left_aside", "setgeopoint"), ("form_action_left_aside", "recordaudio"),
    ]  # fmt: skip


def test_an_item_set_over_the_forms_own_answers() -> None:
    form = named("itemset over a repeat")
    found = form.definitions["/data/p"].choices
    assert found is not None
    assert (found.nodes.text, found.value, found.filtered) == ("/data/r[n != '']", "n", True)
    assert "/data/p" in form.shows["/data/r/n"]


def test_a_prefixed_meta_group_is_the_meta_group() -> None:
    form = named("meta with a prefix")
    assert form.definitions["/data/meta/instanceID"].preload == ("uid", "")


def test_a_bind_of_an_attribute_makes_no_node() -> None:
    form = named("attribute bind")
    assert (sorted(form.definitions), form.definitions["/data/a"].attributes) == (["/data", "/data/a"], {"at": "1"})


def test_binds_for_one_node_are_one() -> None:
    definition = named("two binds for one node").definitions["/data/a"]
    assert (definition.type, definition.relevant is not None) == ("int", True)


def test_texts_by_language_with_long_and_short_forms() -> None:
    itext = (
        '<itext><translation lang="en"><text id="q"><value form="long">Long</value><value form="short">S</value></text>'
        "</translation>"
        '<translation lang="km" default="true()"><text id="q"><value>វែង</value></text></translation></itext>'
    )
    form = made("<a/>", body='<input ref="/data/a"><label ref="jr:itext(\'q\')"/></input>', itext=itext)
    label = form.definitions["/data/a"].label
    assert ({language: phrase.plain for language, phrase in label.items()}, form.default_language) == (
        {"en": "Long", "km": "វែង"}, "km"
    )  # fmt: skip


def test_a_query_of_an_input_is_a_choice() -> None:
    form = made(
        "<a/>", '<instance id="t"><root><item><name>1</name><label>One</label></item></root></instance>',
        "<input ref=\"/data/a\" query=\"instance('t')/root/item[name = '1']\"><label>A</label></input>",
    )  # fmt: skip
    assert (form.definitions["/data/a"].control, form.definitions["/data/a"].choices is not None) == ("select1", True)


def test_faults_of_a_form_without_rows_name_the_node() -> None:
    with pytest.raises(InputError) as caught:
        made("<a/>", '<bind nodeset="/data/a" calculate="1 +"/>')
    assert caught.value.params == {"sheet": "XForm", "row": 0, "column": "/data/a calculation", "expression": "1 +"}


def test_a_mark_before_the_first_bracket_does_no_harm() -> None:
    xform = next(str(form["xform"]) for form in FORMS if form["name"] == "range").encode("utf-8-sig")
    assert load_form(xform).definitions["/data/a"].parameters == {"start": "1", "end": "5", "step": "1"}
