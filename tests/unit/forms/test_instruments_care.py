"""The instruments of the facility and of care: workbooks that say the same in both languages, and what they do when filled."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from app.data.fields import field_info, fields, type_names
from app.domain.codelists import GROUPS, codelist
from app.domain.scoring import load_profiles
from app.forms import binds
from app.forms.blank import offered
from app.forms.checks import Knowledge, check
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.visits.inspection_kinds import forms_of, kinds
from tests.support.sources import ROOT

FORMS = ROOT / "resources" / "forms"
NAMES = (
    "inspection_minimum_standards", "inspection_complaint_visit", "inspection_closure_visit", "facility_notification",
    "carer_household_assessment", "family_placement_visit", "community_care_visit", "facility_support_visit",
)  # fmt: skip
ABOUT = {
    "inspection_minimum_standards": "inspection", "inspection_complaint_visit": "inspection",
    "inspection_closure_visit": "inspection", "facility_notification": "facility", "carer_household_assessment": "case",
    "family_placement_visit": "placement", "community_care_visit": "facility", "facility_support_visit": "facility",
}  # fmt: skip
KM, EN = "Khmer (km)", "English (en)"
NOT_IN_KHMER = re.compile("[\u200b\u17a3\u17a4\ufeff]|ឲ្យ|[A-Za-z]{2,}")
REFERENCE = re.compile(r"\$\{[^}]*\}")
OFFICIAL = {
    "sex": "sex", "exit_destination": "exit_destination", "care_answer": "care_answer", "allegation_kind": "allegation_kind",
    "reported_to": "reported_to", "facility_type": "facility_type", "facility_owner": "facility_owner", "light": "light",
    "visit_not_seen_reason": "visit_not_seen_reason", "relation": "relation", "sex2": "sex", "care_kind": "care_option",
    "place_kind": "care_option",
}  # fmt: skip
"""List of a workbook → code list whose codes and words it must use."""


@cache
def form(name: str) -> CompiledForm:
    return load_form(FORMS / f"{name}.xlsx")


@cache
def rows(name: str, sheet: str) -> tuple[dict[str, str], ...]:
    book = openpyxl.load_workbook(FORMS / f"{name}.xlsx", read_only=True)
    lines = [["" if cell is None else str(cell) for cell in row] for row in book[sheet].iter_rows(values_only=True)]
    book.close()
    return tuple(dict(zip(lines[0], line, strict=True)) for line in lines[1:])


def filled(name: str, *answers: tuple[str, str | int], hidden: dict[str, str | int] | None = None) -> FormSession:
    """A session in English with answers by name."""
    session = FormSession(form(name), hidden=hidden, lang="en")
    for question, value in answers:
        path = form(name).path_of(question)
        assert path is not None, question
        assert session.answer(path, value).result == "OK", question
    return session


def at(name: str, question: str) -> str:
    path = form(name).path_of(question)
    assert path is not None
    return path


@pytest.mark.parametrize("name", NAMES)
def test_every_row_speaks_khmer_and_english(name: str) -> None:
    faults = []
    for sheet in ("survey", "choices"):
        for number, row in enumerate(rows(name, sheet), 2):
            for column in ("label", "hint", "constraint_message", "required_message"):
                km, en = (REFERENCE.sub("", row.get(f"{column}::{lang}", "")) for lang in (KM, EN))
                if bool(km) != bool(en) or NOT_IN_KHMER.search(km) or re.search(r"[\u1780-\u17ff]", en):
                    faults.append(f"{sheet} {number} {column}: {km} / {en}")
    assert faults == []


@pytest.mark.parametrize("name", NAMES)
def test_names_and_choices_are_used_once(name: str) -> None:
    choices = [(row["list_name"], row["name"]) for row in rows(name, "choices")]
    assert len(choices) == len(set(choices))
    asked = " ".join(row["type"] for row in rows(name, "survey"))
    assert {list_name for list_name, _ in choices} == set(re.findall(r"select_\w+ (\w+)", asked))
    names = [row["name"] for row in rows(name, "survey") if row["name"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", NAMES)
def test_official_codes_have_the_words_of_their_lists(name: str) -> None:
    for row in rows(name, "choices"):
        if row["list_name"] in OFFICIAL:
            code = codelist(OFFICIAL[row["list_name"]]).rows[row["name"]]
            assert (row[f"label::{KM}"], row[f"label::{EN}"]) == (code.km, code.en)


@pytest.mark.parametrize("name", NAMES)
def test_the_converter_takes_it_without_a_word(name: str) -> None:
    result = convert(str(FORMS / f"{name}.xlsx"))
    assert result.warnings == []
    again = load_form(result.xform.encode())
    assert (again.id, again.version, again.title) == (form(name).id, form(name).version, form(name).title)
    assert list(again.definitions) == list(form(name).definitions)
    assert [part.komar for part in again.definitions.values()] == [part.komar for part in form(name).definitions.values()]


@pytest.mark.parametrize("name", NAMES)
def test_its_columns_mean_something(name: str) -> None:
    targets = {kind: set(fields(kind)) for kind in type_names()}
    coded = {f"{kind}.{field}": field_info(kind, field) for kind, known in targets.items() for field in known}
    lists = {name: codelist(info.codelist).codes() for name, info in coded.items() if info.kind == "code" and info.codelist}
    profiles = {profile.form: profile for profile in load_profiles(ROOT / "resources" / "rules")}
    assert check(form(name), Knowledge(profile=profiles.get(name), targets=targets, lists=lists)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is_about_and_asks_little(name: str) -> None:
    assert form(name).definitions["/data/k_subject"].default == ABOUT[name]
    required = [part.name for part in form(name).definitions.values() if part.required]
    heard = {"i15_heard", "i16_heard", "i49_heard", "i50_heard"}  # only once their item is met (P25)
    assert len(set(required) - heard) <= 2


@pytest.mark.parametrize("name", NAMES)
def test_nothing_open_is_computed_from_what_is_restricted(name: str) -> None:
    made = form(name)

    def group(path: str) -> str:
        while path:
            found = made.definitions[path].komar.get("group") if path in made.definitions else None
            if found:
                return found
            path = path.rpartition("/")[0]
        return ""

    leaks = []
    for path, fed in [*made.feeds.items(), *made.shows.items()]:
        own = group(path)
        leaks += [f"{path} → {other}" for other in fed if own and group(other) != own]
    assert leaks == []
    assert {part.komar["group"] for part in made.definitions.values() if "group" in part.komar} <= GROUPS


@pytest.mark.parametrize("name", ["inspection_minimum_standards", "inspection_complaint_visit", "community_care_visit"])
def test_words_of_children_are_in_the_sealed_part(name: str) -> None:
    talks = [part for part in form(name).definitions.values() if part.name in ("talk_name", "talk_said", "talk_next")]
    assert [part.komar.get("group") for part in talks] == ["interview"] * 3
    session = filled(name)
    first = session.add_repeat(at(name, "talk"))
    assert session.label(f"{first}/talk_head") == "Child C2", "one line stands there from the start"


def test_each_kind_of_visit_has_a_form() -> None:
    shipped = {file.stem for file in FORMS.glob("inspection_*.xlsx")}
    assert {name for kind in kinds() for name in forms_of(kind)} <= shipped
    assert set(kinds()) == set(codelist("inspection_kind").codes()) - {"support"}


# ---- complaint ----


def test_a_complaint_asks_only_about_what_it_touches() -> None:
    name, standard = "inspection_complaint_visit", "inspection_minimum_standards"
    session = filled(name, ("standards", "14 33"))
    asked = {item.number for item in binds.items(form(name)) if session.state(item.path).relevant}
    assert asked == {"14", "33", "51", "52", "danger_visit"}
    assert [part for part in "ABCDEFGH" if session.state(f"/data/{part}").relevant] == ["C", "E"]
    assert not any(item.weight for item in binds.items(form(name)))
    same = {item.number: item for item in binds.items(form(standard))}
    other = FormSession(form(standard), lang="en")
    for item in (item for item in binds.items(form(name)) if item.number.isdigit()):
        assert (item.critical, item.finding, item.sourced) == (
            same[item.number].critical, same[item.number].finding, same[item.number].sourced,
        )  # fmt: skip
        assert session.label(item.path) == other.label(same[item.number].path)


@pytest.mark.parametrize("number", [15, 16, 49, 50])
def test_also_in_a_complaint_the_directors_word_alone_is_not_enough(number: int) -> None:
    name = "inspection_complaint_visit"
    session = filled(name, ("standards", str(number)), (f"i{number}", "meets"))
    heard = at(name, f"i{number}_heard")
    assert [problem.key for problem in session.validate()] == [heard]
    assert session.answer(heard, 0).result == "CONSTRAINT_VIOLATED"
    assert session.answer(heard, 1).result == "OK"
    assert session.validate() == ()


def test_a_complaint_keeps_complainant_accused_and_details_apart() -> None:
    groups = {part.name: part.komar.get("group") for part in form("inspection_complaint_visit").definitions.values()}
    assert {groups[name] for name in ("complainant", "complainant_name", "complainant_phone", "complainant_wish")} == {
        "reporter"
    }
    assert {groups[name] for name in ("alleged_role", "alleged_name", "alleged_there", "alleged_source")} == {"perpetrator"}
    assert {groups[name] for name in ("allegation_kind", "alleged_detail")} == {"sexual_violence"}


@pytest.mark.parametrize(("reported", "late"), [("2026-01-03T09:00:00+07:00", False), ("2026-01-03T11:00:00+07:00", True)])
def test_a_report_after_48_hours_is_late(reported: str, late: bool) -> None:
    name = "inspection_complaint_visit"
    known = ("known_at", "2026-01-01T10:00:00+07:00")
    session = filled(name, known, ("reported_to", "police"), ("reported_at", reported))
    assert session.state(at(name, "reported_late")).relevant is late
    assert session.answer(at(name, "reported_at"), "2026-01-01T09:00:00+07:00").result == "CONSTRAINT_VIOLATED"


@pytest.mark.parametrize(
    ("name", "question", "alone"),
    [
        ("inspection_complaint_visit", "measures", "none"),
        ("family_placement_visit", "carer_needs", "none"),
        ("inspection_closure_visit", "papers", "none"),
    ],
)
def test_none_stands_alone(name: str, question: str, alone: str) -> None:
    session = filled(name)
    path = at(name, question)
    if "/children/" in path:
        line = session.add_repeat("/data/children")
        session.answer(f"{line}/to_where", "kinship")
        path = f"{line}/{question}"
    other = next(
        value for value, _ in offered(form(name), form(name).definitions[at(name, question)], EN) or () if value != alone
    )
    assert session.answer(path, alone).result == "OK"
    assert session.answer(path, f"{alone} {other}").result == "CONSTRAINT_VIOLATED"


# ---- closure ----


def test_every_child_of_a_closing_facility_has_a_place() -> None:
    name = "inspection_closure_visit"
    session = filled(name, hidden={"k_roster_6_9": 2})
    line = session.node("/data/children[1]")
    key = session.state("/data/children[1]/to_where").key
    assert line.repeat
    assert [problem.key for problem in session.validate()] == [key]
    assert [choice.value for choice in session.choices(key)][:6] == [
        "birth_family", "kinship", "foster", "group_care", "faith", "other_facility",
    ], "the official order of preference"  # fmt: skip
    assert session.answer(key, "not_known").result == "OK"
    assert session.state(key.replace("to_where", "to_where_lost")).relevant
    assert session.value("/data/count/placed") == "0"
    session.answer(key, "foster")
    for question, asked in (("not_birth_family", True), ("not_kinship", True), ("not_foster", False), ("goes_with", True)):
        assert session.state(key.replace("to_where", question)).relevant is asked, question
    assert (session.value("/data/count/lines"), session.value("/data/count/placed")) == ("1", "1")
    assert session.state("/data/count/count_note").relevant, "two live there"
    assert session.validate() == ()


def test_a_small_child_does_not_go_to_another_facility() -> None:
    name = "inspection_closure_visit"
    session = filled(name)
    session.answer("/data/children[1]/child_age", 2)
    session.answer("/data/children[1]/to_where", "other_facility")
    assert session.state("/data/children[1]/to_where_young").relevant
    session.answer("/data/children[1]/child_age", 3)
    assert not session.state("/data/children[1]/to_where_young").relevant


# ---- notification, carers, visits ----


def test_a_notification_writes_to_the_facility() -> None:
    saved = {part.komar["save"] for part in form("facility_notification").definitions.values() if "save" in part.komar}
    wanted = "notified_on name_km name_en type owner opened_on mou_number mou_from mou_until village_code how_to_find phone"
    assert saved == {f"facility.{field}" for field in (*wanted.split(), "director", "capacity")}
    name = "facility_notification"
    session = filled(name, ("step", "notify"), ("owner", "state"), ("capacity", 3), ("now_f", 4))
    assert session.state(at(name, "now_over")).relevant
    assert not session.state(at(name, "mou_number")).relevant
    assert session.answer(at(name, "village_code"), "0203").result == "CONSTRAINT_VIOLATED"


def test_a_carer_is_not_recommended_unseen() -> None:
    name = "carer_household_assessment"
    session = filled(name, ("care_kind", "kinship"), ("harmed", "yes"))
    assert session.state(at(name, "harmed_stop")).relevant
    assert not session.state("/data/place_numbers").relevant
    assert {problem.key for problem in session.validate()} == {at(name, "advice")}
    session.answer("/data/person[1]/person_age", 40)
    assert session.state(at(name, "advice_unchecked")).relevant
    session.answer("/data/person[1]/person_checked", "yes")
    assert not session.state(at(name, "advice_unchecked")).relevant
    session.answer(at(name, "care_kind"), "faith")
    assert session.state("/data/place_numbers").relevant
    restricted = {part.name for part in form(name).definitions.values() if part.komar.get("group") == "perpetrator"}
    assert {"harmed", "harmed_note", "harmed_others", "harmed_stop"} <= restricted


@pytest.mark.parametrize(
    ("letters", "light"),
    [("AAAAA", "green"), ("AABAA", "yellow"), ("ABCAB", "red"), ("AAAA", ""), ("AAAC", "red"), ("BAAA", "yellow"), ("", "")],
)
def test_the_light_of_a_family_visit(letters: str, light: str) -> None:
    name = "family_placement_visit"
    asked = ("health", "education", "food", "family", "violence")
    session = filled(name, *zip(asked, letters, strict=False))
    assert session.value(at(name, "light_result")) == light
    shown = [colour for colour in ("green", "yellow", "red") if session.state(at(name, f"light_{colour}")).relevant]
    assert shown == ([light] if light else [])


def test_a_family_visit_becomes_a_note_of_the_case() -> None:
    saved = {part.komar["save"] for part in form("family_placement_visit").definitions.values() if "save" in part.komar}
    wanted = "kind on_date child_seen not_seen_reason health education food family violence text next_visit_on"
    assert saved == {"placement.next_review_on"} | {f"+note.{field}" for field in wanted.split()}
    name = "family_placement_visit"
    session = filled(name, ("visit_on", "2026-01-05"), ("child_seen", "no"))
    assert session.value(at(name, "note_kind")) in codelist("note_kind")
    assert not session.state(at(name, "child_said")).relevant
    assert session.answer(at(name, "next_visit_on"), "2026-01-04").result == "CONSTRAINT_VIOLATED"


@pytest.mark.parametrize("name", ["carer_household_assessment", "family_placement_visit", "community_care_visit"])
def test_what_no_standard_says_yet_is_marked(name: str) -> None:
    asked = [part for part in form(name).definitions.values() if (part.control and part.type != "string") or part.choices]
    unmarked = [part.name for part in asked if "source" not in part.komar and part.control != "trigger"]
    assert unmarked == []
    if name != "family_placement_visit":  # its light and its notes are those of form 5
        assert {part.komar["source"] for part in asked} == {"inferred"}
        first = next(part for part in form(name).definitions.values() if part.name == "about_say")
        assert "proposal" in str(first.label[EN].plain)


def test_a_visit_to_a_pagoda_or_group_names_no_norm_of_the_state() -> None:
    name = "community_care_visit"
    session = filled(name, ("place_kind", "faith"), ("boys_n", 11))
    assert session.state(at(name, "faith_big")).relevant
    assert "not a rule of the state" in session.label(at(name, "faith_big"))
    assert not any(part.komar.get("weight") for part in form(name).definitions.values())


def test_files_have_no_traces() -> None:
    for name in NAMES:
        properties = openpyxl.load_workbook(Path(FORMS / f"{name}.xlsx"), read_only=True).properties
        assert properties.creator in ("Komar", "openpyxl")
        assert properties.lastModifiedBy is None
