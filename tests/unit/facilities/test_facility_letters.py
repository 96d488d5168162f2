"""The letter of each measure: its decision, what is to be corrected, no child and no allegation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.data.contents.attachments import AttachmentStore
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.print.letters import Paragraph
from app.print.papers import Language
from app.print.typesetting import pictures
from app.services.facilities import allegations, facility_letters, measures
from app.services.papers import documents, paper_dues, paper_register
from app.services.papers.documents import Told
from app.services.visits import inspection_results, inspections
from tests.support.facility_office import Office

DECIDED = {"reason": "មូលហេតុ", "authority": "ក្រសួង", "number": "12"}
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


@pytest.mark.parametrize(("lang", "told"), [("km", "សេចក្តីព្រាង"), ("en", "Draft")])
def test_before_the_head_has_looked_the_letter_is_a_draft(office: Office, home: str, lang: Language, told: str) -> None:
    with office.write() as uow:
        made = measures.take(uow, home, {"kind": "suspension", **DECIDED})
        draft = facility_letters.measure_letter(uow, office.shelf, made, lang)
    assert told in draft.mark
    assert draft.frames == (), "nothing to sign or to seal"
    assert len(pictures(draft)) == 1
    with office.write(actor=office.head) as uow:
        measures.confirm(uow, made)
        letter = facility_letters.measure_letter(uow, office.shelf, made, lang)
        assert (letter.mark, len(letter.frames)) == ("", 2)
        measures.end(uow, made, "lifted")
        over = facility_letters.measure_letter(uow, office.shelf, made, lang)
    assert over.mark
    assert told not in over.mark, "a copy of what is over is no draft"
    assert over.frames == ()


def test_a_letter_stands_in_the_register_a_draft_does_not(office: Office, home: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    with office.write() as uow:
        made = measures.take(uow, home, {"kind": "suspension", **DECIDED})
        facility_letters.write_letter(uow, office.shelf, made, "en", file)
    assert file.read_bytes().startswith(b"%PDF")
    with office.read(office.head) as reader:
        assert paper_register.listing(reader) == ()
    with office.write(actor=office.head) as uow:
        measures.confirm(uow, made)
    for _ in range(2):
        with office.write() as uow:
            facility_letters.write_letter(uow, office.shelf, made, "en", file)
    with office.read(office.head) as reader:
        (line,) = paper_register.listing(reader)
    assert (line.kind, line.variant, line.number, line.state) == ("measure_letter", "suspension", "12", "printed")
    assert (line.twice, line.case, line.other_side) == (False, "", "BMC-001 · មណ្ឌលសាកល្បង")
    with office.write() as uow:
        paper_register.sent_out(uow, line.id, "MoSVY", uow.today())
    with office.read() as reader:
        assert paper_register.listing(reader, state="out"), "who can print it sees where it is"
    with office.read(office.caseworker) as reader:
        assert paper_register.listing(reader) == ()


def waiting(office: Office, actor: Actor) -> list[tuple[str, str, str]]:
    """Kind, number and day of what Today asks of letters."""
    with office.read(actor) as reader:
        return [(one.kind, one.extra, str(one.due)) for one in paper_dues.all_of(reader, Scope("01"))]


def test_a_letter_that_goes_nowhere_is_asked_after(office: Office, home: str) -> None:
    with office.write(actor=office.head) as uow:
        line = paper_register.register(uow, facility_letters.KIND, variant="warning", facility=home, number="12")
    assert waiting(office, office.head) == []
    office.clock.time += timedelta(days=15)
    assert waiting(office, office.head) == waiting(office, office.inspector) == [("letter_waits", "12", "2026-06-29")]
    assert waiting(office, office.caseworker) == []
    with office.write(actor=office.head) as uow:
        paper_register.sent_out(uow, line, "MoSVY", uow.today())
    assert waiting(office, office.head) == []
    office.clock.time += timedelta(days=15)
    assert waiting(office, office.head) == [("letter_out", "12", "2026-07-14")]
    with office.read(office.head) as reader:
        assert not list(paper_dues.all_of(reader, Scope("02")))
        assert [one.id for one in paper_register.listing(reader, facility=home)] == [line]
        assert paper_register.listing(reader, facility=line) == ()
    with office.write(actor=office.head) as uow:
        paper_register.came_back(uow, line, uow.today())
    assert waiting(office, office.head) == []


def test_scans_are_documents_of_the_facility_children_are_not(office: Office, home: str) -> None:
    store = AttachmentStore.of(office.database)
    scan = [("scan.pdf", b"%PDF-1.4 x")]
    with office.write() as uow:
        (kept,) = documents.add_files(uow, store, ("facility", home), scan, Told("letter", "ការព្រមាន", use="scan"))
        with pytest.raises(InputError, match="attachment_child_consent"):
            documents.add_files(uow, store, ("facility", home), scan, Told("photograph", purpose="child"))
    with office.read(office.caseworker) as reader:
        assert [one.document.id for one in documents.of_facility(reader, store, home)] == [kept]
    with office.write(actor=office.caseworker) as uow, pytest.raises(InputError, match="not_allowed"):
        documents.add_files(uow, store, ("facility", home), scan, Told("letter"))
