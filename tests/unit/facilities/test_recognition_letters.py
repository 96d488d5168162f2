"""The recommendation to the ministry: facts without names, what speaks against it, a draft and the head's letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.data.reader import Reader
from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.print.letters import Facts, LetterPaper, Paragraph
from app.print.papers import Language
from app.print.typesetting import pictures
from app.services.cases import case_parts
from app.services.facilities import facilities, measures, recognition_letters
from app.services.facilities.recognition_letters import KIND, Advice
from app.services.papers import paper_register
from app.services.visits import inspection_results, inspections
from tests.support.facility_office import Office

GIVEN = {"advice": "with_conditions", "reason": "កែចំណុចទាំងអស់មុនខែកញ្ញា", "number": "7/26"}


def advice(reader: Reader, **values: object) -> Advice:
    return recognition_letters.advice_of(reader, GIVEN | values)


def told(paper: LetterPaper) -> dict[str, str]:
    """The facts of a letter."""
    return {name: value for block in paper.blocks if isinstance(block, Facts) for name, value in block.pairs}


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_letter_tells_numbers_and_no_names(
    office: Office, form: CompiledForm, home: str, admit: Callable[..., str], lang: Language
) -> None:
    admit(given_name_km="ធារីរ័ត្ន")
    with office.write(actor=office.head) as uow:
        facilities.edit(uow, home, {"applied_on": "2026-05-01", "application_number": "3", "capacity": 20})
        worker = {"name": "វណ្ណៈ", "role": "carer", "cares": True, "check_result": "in_order", "checked_on": "2026-01-01"}
        case_parts.add(uow, "facility_staff", home, worker)
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"entry": "allowed", "i3": "does_not"})
        inspection_results.close(uow, form, visit)
        paper = recognition_letters.letter(uow, home, advice(uow), lang)
    words = " ".join(f"{one.title} {one.text}" for one in paper.blocks if isinstance(one, Paragraph))
    assert GIVEN["reason"] in words
    assert "ធារីរ័ត្ន" not in repr(paper), "no child"
    assert "វណ្ណៈ" not in repr(paper), "nobody of the staff"
    facts = told(paper)
    assert len(facts) > 9
    assert any(("1" if lang == "en" else "១") in value for value in facts.values())
    assert (paper.mark, len(paper.frames), paper.number) == ("", 1, "7/26")
    assert len(pictures(paper)) == 1


def test_what_speaks_against_it_is_asked(office: Office, home: str, admit: Callable[..., str]) -> None:
    admit(birth_from="2024-01-01", birth_to="2024-01-01")
    with office.write(actor=office.head) as uow:
        asked = {one.code for one in recognition_letters.questions(uow, home, advice(uow))}
        assert asked == {"ask.recognition_young", "ask.recognition_visit", "ask.recognition_application"}
        facilities.edit(uow, home, {"capacity": 0, "applied_on": "2026-05-01"})
        bad = {"name": "ក", "role": "guard", "check_result": "not_in_order", "checked_on": "2026-01-01"}
        case_parts.add(uow, "facility_staff", home, bad)
        measures.take(uow, home, {"kind": "warning", "reason": "x", "authority": "ក្រសួង"})
        asked = {one.code for one in recognition_letters.questions(uow, home, advice(uow))}
        assert {"ask.recognition_staff", "ask.recognition_measure", "ask.recognition_rooms"} <= asked
        assert "ask.recognition_application" not in asked
        assert recognition_letters.questions(uow, home, advice(uow, advice="not_recommended")) == ()


def test_the_heads_letter_stands_in_the_register_a_draft_does_not(office: Office, home: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    with office.write() as uow:
        draft = recognition_letters.letter(uow, home, advice(uow), "en")
        assert (draft.frames, recognition_letters.write_letter(uow, home, advice(uow), "en", file)) == ((), "")
        assert draft.mark
    assert file.read_bytes().startswith(b"%PDF")
    with office.write(actor=office.head) as uow:
        made = recognition_letters.write_letter(uow, home, advice(uow, on="2026-06-01"), "km", file)
        assert recognition_letters.write_letter(uow, home, advice(uow), "km", file) == "", "the same number is the same letter"
        (line,) = paper_register.listing(uow, facility=home)
        assert (line.id, line.kind, line.variant, line.number) == (made, KIND, "with_conditions", "7/26")
        facility, again = recognition_letters.again(uow, made)
        assert (facility, again) == (home, advice(uow, on="2026-06-01"))
        with pytest.raises(InputError, match="record_not_found"):
            recognition_letters.again(uow, home)
    with office.read(office.caseworker) as reader, pytest.raises(InputError, match="not_allowed"):
        recognition_letters.letter(reader, home, again, "km")


def test_what_is_typed_is_checked(office: Office) -> None:
    wrong: tuple[tuple[dict[str, object], str], ...] = (
        ({"advice": "perhaps"}, "code_unknown"),
        ({"reason": " "}, "value_missing"),
        ({"on": "2027-01-01"}, "date_in_future"),
    )
    with office.read() as reader:
        for values, code in wrong:
            with pytest.raises(InputError, match=code):
                advice(reader, **values)
