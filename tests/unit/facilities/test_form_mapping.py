"""A checklist of somebody else mapped to standards: its workbook gets columns, its answers count, and what was made stays."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.domain.errors import InputError
from app.domain.scoring import section_points
from app.forms import binds
from app.forms.compile import load_form
from app.forms.mapping import Mapped, mapped, next_version, questions
from app.forms.model import CompiledForm
from app.print.letters import Paragraph
from app.print.typesetting import pdf
from app.services.facilities import facility_letters, measures
from app.services.forms import form_desk, form_library, form_mapping
from app.services.forms.form_library import FormShelf
from app.services.forms.form_studio import check_form
from app.services.visits import (
    finding_labels,
    findings,
    inspection_desk,
    inspection_papers,
    inspection_results,
    inspections,
    scoring_rules,
)
from app.services.visits.inspection_forms import STANDARD
from tests.support.checklists import MAPPING, MEANT, checklist, checklist_file
from tests.support.facility_office import Office
from tests.support.pdf_text import words_of
from tests.support.workbooks import question, workbook


def compiled(data: bytes) -> CompiledForm:
    """A form without a cache."""
    return load_form(data, None)


def test_the_questions_that_can_be_items() -> None:
    form = compiled(checklist())
    assert [one.name for one in questions(form)] == ["law", "staff", "safe", "danger"], "none of a repeat, no text"
    assert not binds.items(form)
    begin = form_mapping.proposed(form_mapping.lines(form, "en"))
    assert [(item.standard, item.weight) for item in begin.values()] == [("1", 4), ("2", 4), ("3", 4), ("4", 4)]


def test_a_mapped_workbook_is_an_instrument_and_keeps_the_rest() -> None:
    data = checklist()
    made = mapped(data, compiled(data), MAPPING, "2016-1")
    form = compiled(made)
    items = {item.number: item for item in binds.items(form)}
    assert (form.id, form.version) == ("ministry", "2016-1")
    assert {number: (item.weight, item.critical, item.finding) for number, item in items.items()} == {
        "1": (4, False, "yes"), "2": (6, False, "yes"), "3": (4, True, "no_date"), "51": (0, True, "no"),
    }  # fmt: skip
    assert (items["2"].due_days, items["2"].note, items["3"].section) == (30, "/data/p1/staff_note", "p2")
    assert (items["1"].means("0"), items["51"].means("y"), items["1"].means("other")) == ("does_not", "yes", "other")
    before, after = (load_workbook(BytesIO(book)) for book in (data, made))
    assert after.sheetnames == before.sheetnames
    for sheet in before.sheetnames:
        kept = [[cell.value for cell in line] for line in before[sheet].iter_rows()]
        now = [[cell.value for cell in line][: len(kept[0])] for line in after[sheet].iter_rows()]
        assert sheet == "settings" or now == kept
    report = check_form(made, "x.xlsx", "en")
    assert report.usable
    assert {line.code for line in report.lines if line.severity == "warning"} == {"no_profile"}


def test_a_mapping_is_changed_and_taken_back() -> None:
    first = mapped(checklist(), compiled(checklist()), MAPPING, "1")
    form = compiled(first)
    assert form_mapping.proposed(form_mapping.lines(form, "en")) == {
        name: replace(item, answers=tuple(pair for pair in item.answers)) for name, item in MAPPING.items()
    }
    second = compiled(mapped(first, form, {"law": Mapped(), "staff": replace(MAPPING["staff"], weight=2)}, "2"))
    assert [(item.number, item.weight) for item in binds.items(second)] == [("2", 2), ("3", 4), ("51", 0)]


def test_what_is_no_workbook_and_no_question_is_refused() -> None:
    form = compiled(checklist())
    with pytest.raises(InputError, match="form_map_no_workbook"):
        mapped(b"<h:html/>", form, MAPPING, "2")
    with pytest.raises(InputError, match="form_map_question"):
        mapped(checklist(), form, {"room": MAPPING["law"]}, "2")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({}, "form_map_none"),
        ({"law": Mapped(standard="1.a", weight=4, answers=MEANT)}, "form_map_number"),
        ({"law": MAPPING["law"], "staff": MAPPING["law"]}, "form_map_twice"),
        ({"law": Mapped(standard="1", weight=10**6, answers=MEANT)}, "form_map_weight"),
        ({"law": Mapped(standard="1", weight=4, due_days=0, answers=MEANT)}, "form_map_days"),
        ({"law": Mapped(standard="1", weight=4, answers=MEANT[:3])}, "form_map_answers"),
        ({"law": Mapped(standard="1", weight=4, answers=(*MEANT, ("7", "meets")))}, "form_map_answers"),
        ({"danger": Mapped(standard="1", finding="no", answers=(("y", "meets"), ("n", "no")))}, "form_map_answers"),
    ],
)
def test_what_cannot_be_meant_is_said_with_the_question(wanted: dict[str, Mapped], code: str) -> None:
    with pytest.raises(InputError, match=code):
        form_mapping.check(form_mapping.lines(compiled(checklist()), "en"), wanted)


@pytest.mark.parametrize(
    ("text", "fault"), [("2=meets 0=does_not", False), ("y=yes", False), ("2=good", True), ("meets", True), (" ", True)]
)
def test_the_column_of_meanings(text: str, fault: bool) -> None:
    assert binds.fault("answers", text) == fault


@given(st.text("0123456789ab.-", min_size=1, max_size=6), st.sets(st.text("0123456789ab.-", max_size=4), max_size=5))
def test_a_version_that_is_free(version: str, taken: set[str]) -> None:
    found = next_version(version, {*taken, version})
    assert found not in {*taken, version}
    assert next_version(found, taken) == found


def install(office: Office, data: bytes) -> CompiledForm:
    """A mapped form in use."""
    administrator = replace(office.head, roles=frozenset({"administrator", "supervisor"}))
    with office.write(actor=administrator) as uow:
        record = uow.get("form", form_library.install(uow, office.shelf, data, {}))
        form_library.publish(uow, office.shelf, record.text("form_id"), record.text("form_version"))
        office.shelf.read(uow)
    return office.shelf.form(record.text("form_id"), record.text("form_version"))


def visit_by(office: Office, form: CompiledForm, home: str) -> str:
    """A closed visit: one met, one in part, a critical one not met."""
    with office.write(actor=office.head) as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"law": "2", "staff": "1", "safe": "0", "danger": "n", "staff_note": "ខ្វះ"})
        inspection_results.close(uow, form, visit)
    return visit


def test_inspections_by_a_mapped_checklist_and_what_a_new_mapping_leaves(office: Office, home: str) -> None:
    plain = compiled(checklist())
    first = install(office, mapped(checklist(), plain, MAPPING, "1"))
    with office.write(actor=office.head) as uow:
        (wanting,) = form_desk.before_publishing(uow, office.shelf, "ministry", "1")
        assert (wanting.code, wanting.params) == ("ask.form_without_rules", {"form": "ministry", "version": "1"})
        assert form_desk.before_publishing(uow, office.shelf, STANDARD, office.shelf.form(STANDARD).version) == ()
        scoring_rules.set_profile(uow, office.shelf, {"form": "ministry", "valid_from": uow.today().isoformat(), "cut_off": 10})
        assert form_desk.before_publishing(uow, office.shelf, "ministry", "1") == ()
    visit = visit_by(office, first, home)
    with office.read(office.head) as reader:
        result = inspection_results.result_of(reader, first, visit)
    score = result.score
    assert score is not None
    assert (score.points, score.maximum, score.proposed_grade, score.reaches_cut_off) == (7, 14, "critical", False)
    assert [(one.item, one.answer, one.text) for one in score.findings] == [("2", "partly", "ខ្វះ"), ("3", "does_not", "")]
    with office.read() as reader:
        held = inspections.visit_of(reader, visit).answers
        [profile] = [one.profile for one in scoring_rules.listing(reader) if one.own]
    assert section_points(binds.items(first), held, profile) == score.sections

    with office.read(office.head) as reader:
        paper = inspection_papers.report(reader, first, visit, "en", "full")
    assert (paper.standards, paper.scale, [part.code for part in paper.sections]) == ("Checklist", 14, ["", ""])
    printed = words_of(pdf(paper))
    assert "On the scale of 14: 7" in printed
    assert "no rule of the ministry: 10" in printed
    assert "Minimum Standards" not in printed
    assert ". Question p1" not in printed

    free = form_mapping.version_for(office.shelf, first)
    assert free == "2"
    with pytest.raises(InputError, match="form_map_version"):
        form_mapping.apply(office.shelf, checklist(), plain, MAPPING, "1", "en")
    heavier = {**MAPPING, "staff": replace(MAPPING["staff"], weight=40)}
    second = install(office, form_mapping.apply(office.shelf, checklist(), plain, heavier, free, "en"))
    assert {item.number: item.weight for item in binds.items(second)}["2"] == 40
    with office.read(office.head) as reader:
        assert inspection_results.result_of(reader, first, visit).score == score


def test_a_form_of_inspections_without_items_is_asked_about(office: Office) -> None:
    install(office, workbook([question("hidden", "k_subject", label=False, default="inspection"), question("text", "word")]))
    with office.write(actor=office.head) as uow:
        assert [one.code for one in form_desk.before_publishing(uow, office.shelf, "sample", "1")] == ["ask.form_without_items"]


def test_findings_of_another_checklist_are_never_told_in_the_words_of_the_standards(office: Office, home: str) -> None:
    """Both have an item 3: a warning named a breach that nobody had found."""
    form = install(office, mapped(checklist(), compiled(checklist()), MAPPING, "1"))
    with office.write(actor=office.head) as uow:
        scoring_rules.set_profile(uow, office.shelf, {"form": "ministry", "valid_from": uow.today().isoformat()})
    visit = visit_by(office, form, home)
    standard = office.shelf.form(STANDARD)
    with office.write(actor=office.head) as uow:
        other = inspections.start(uow, standard, home, {"visit_on": "2026-06-01"})
        inspections.fill(uow, standard, other, {"entry": "allowed", "i3": "does_not", "i33": "partly"})
        inspection_results.close(uow, standard, other)
        again = inspections.start(uow, standard, home, {})
        values = {"kind": "warning", "reason": "x", "authority": "y", "until_on": "2026-09-01"}
        letter = facility_letters.measure_letter(uow, office.shelf, measures.take(uow, home, values), "en")
        found = {one.id: one for one in (*findings.of_inspection(uow, visit), *findings.of_inspection(uow, other))}
        told = finding_labels.labels(uow, office.shelf, found.values(), "en")
        desk = inspection_desk.desk_of(uow, office.shelf, again)
    by_form = {(one.text("inspection") == visit, one.text("item")): told[key] for key, one in found.items()}
    assert by_form[True, "3"] == "Question safe"
    assert by_form[False, "3"].startswith("Notified on the form")
    assert {key: desk.findings_labels["en"][key] for key in told} == told
    text = " ".join(f"{one.title} {one.text}" for one in letter.blocks if isinstance(one, Paragraph))
    assert "3. Question safe" in text
    assert text.count("3. Notified on the form") == 1


def test_items_numbered_in_parts_are_printed_and_keep_their_order(office: Office, home: str) -> None:
    parted = {
        "law": replace(MAPPING["law"], standard="1.10"),
        "staff": replace(MAPPING["staff"], standard="1.9"),
        "safe": replace(MAPPING["safe"], standard="2.1"),
        "danger": replace(MAPPING["danger"], standard="51"),
    }
    form_mapping.check(form_mapping.lines(compiled(checklist()), "en"), parted)
    form = install(office, mapped(checklist(), compiled(checklist()), parted, "1"))
    with office.write(actor=office.head) as uow:
        scoring_rules.set_profile(uow, office.shelf, {"form": "ministry", "valid_from": uow.today().isoformat()})
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"law": "0", "staff": "1", "safe": "0", "danger": "n"})
    with office.read(office.head) as reader:
        blank = inspection_papers.checklist(reader, form, reader.get("facility", home), "en")
    assert "1.10" in words_of(pdf(blank))
    with office.write(actor=office.head) as uow:
        inspection_results.close(uow, form, visit)
    with office.read(office.head) as reader:
        paper = inspection_papers.report(reader, form, visit, "en", "full")
    assert [line.item for line in paper.findings] == ["1.9", "1.10", "2.1"]
    assert [one.number for one in paper.critical] == ["2.1"]


def test_a_mapping_as_json(tmp_path: Path) -> None:
    file, shelf = checklist_file(tmp_path), FormShelf(tmp_path / "office")
    told = json.loads(json.dumps(form_mapping.template(compiled(checklist()), "en")))
    told["version"] = "9"
    for name, item in told["items"].items():
        item["answers"] = dict(MAPPING[name].answers)
    told["items"]["danger"] |= {"weight": 0, "finding": "no", "standard": 51}
    form = form_mapping.map_file(shelf, file, told, tmp_path / "out.xlsx", "en")
    assert form.version == "9"
    assert [item.number for item in binds.items(compiled((tmp_path / "out.xlsx").read_bytes()))] == ["1", "2", "3", "51"]
    told["items"]["law"]["weight"] = "heavy"
    with pytest.raises(InputError, match="form_map_unreadable"):
        form_mapping.map_file(shelf, file, told, tmp_path / "out.xlsx", "en")
