"""The letter of each measure: its decision, what is to be corrected, no child and no allegation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.print.letters import Paragraph
from app.print.papers import Language
from app.print.typesetting import pictures
from app.services import allegations, facility_letters, inspection_results, inspections, measures
from tests.support.facility_office import Office

KINDS = ("warning", "suspension", "transition", "closure", "emergency_closure")


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_letter_tells_the_decision_and_the_findings(
    office: Office, form: CompiledForm, home: str, admit: Callable[..., str], lang: Language
) -> None:
    admit(given_name_km="ធារីរ័ត្ន")
    with office.write(actor=office.head) as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"entry": "allowed", "i3": "does_not"})
        inspection_results.close(uow, form, visit)
        allegations.hear(uow, home, "physical")
        made = measures.take(
            uow, home, {"kind": "warning", "reason": "មូលហេតុ", "authority": "ក្រសួង", "number": "12", "until_on": "2026-09-01"}
        )
        paper = facility_letters.measure_letter(uow, office.shelf, made, lang)
    texts = " ".join(f"{one.title} {one.text}" for one in paper.blocks if isinstance(one, Paragraph))
    assert "មូលហេតុ" in texts
    assert ("3. " if lang == "en" else "៣. ") in texts, "the finding, by its number"
    assert "ធារីរ័ត្ន" not in repr(paper), "no child"
    assert paper.number == "12"
    assert len(pictures(paper)) == 1


def test_every_kind_of_measure_has_its_words(office: Office, home: str) -> None:
    for kind in KINDS:
        with office.write(actor=office.head) as uow:
            made = measures.take(uow, home, {"kind": kind, "reason": "x", "authority": "ក្រសួង", "until_on": "2026-09-01"})
            for lang in ("km", "en"):
                assert facility_letters.measure_letter(uow, office.shelf, made, lang).title
            uow.update("measure", made, {"ended_on": "2026-06-15"})
            uow.update("facility", home, {"state": "operating"})


def test_a_letter_of_nothing_is_refused(office: Office, home: str) -> None:
    with office.read() as reader, pytest.raises(InputError, match="measure_unknown"):
        facility_letters.measure_letter(reader, office.shelf, home, "en")
