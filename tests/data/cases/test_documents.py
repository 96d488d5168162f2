"""Documents and signatures: who may add and see them, pages, turning, a child's picture, restricted ones."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.data import undo
from app.data.contents.attachments import AttachmentStore
from app.data.database import Database
from app.domain.errors import InputError
from app.services.cases import case_history, case_parts
from app.services.office.rules import set_rule
from app.services.papers import attachments, documents, scan_folder, signatures
from app.services.papers.documents import Document, Told
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register

INSPECTOR = replace(CLERK, name="Inspector", roles=frozenset({"inspector"}))


def photograph(width: int = 40, height: int = 20) -> bytes:
    """A picture whose left half is red."""
    drawn = Image.new("RGB", (width, height), "white")
    drawn.paste("red", (0, 0, width // 2, height))
    stream = io.BytesIO()
    drawn.save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def store(database: Database) -> AttachmentStore:
    return AttachmentStore.of(database)


@pytest.fixture
def case(database: Database) -> str:
    return register(database).case


def added(database: Database, store: AttachmentStore, parent: tuple[str, str], **more: Any) -> Document:
    """A document of a record."""
    with acting(database) as uow:
        return documents.add(uow, store, parent, photograph(), "scan of letter.png", kind="letter", **more)


def test_a_document_of_several_pages(database: Database, store: AttachmentStore, case: str) -> None:
    parent = ("case", case)
    with acting(database) as uow:
        letter = documents.add(uow, store, parent, b"%PDF-1.7 x", "C:\\scans\\letter.pdf", kind="letter", title=" Letter ")
        first = documents.add(uow, store, parent, photograph(), "p1.png", kind="form", dated_on=date(2026, 2, 1))
        second = documents.add(uow, store, parent, photograph(), "p2.png", kind="form", page_of=first.id)
        third = documents.add(uow, store, parent, photograph(), "p3.png", kind="form", page_of=first.id)
    assert (letter.name, letter.title, letter.mime, letter.here) == ("letter.pdf", "Letter", "application/pdf", True)
    assert (second.page, third.page, third.page_of) == (2, 3, first.id)
    with database.read(WORKER) as reader:
        told = documents.of(reader, store, parent)
        assert [(one.id, one.pages) for one in told] == [(first.id, 3), (second.id, 0), (third.id, 0), (letter.id, 1)]
        assert documents.content(reader, store, letter.id) == b"%PDF-1.7 x"
        assert documents.picture(reader, store, letter.id, 100) == b""
        assert attachments.thumbnail(reader, store, first.id).startswith(b"\xff\xd8")
    with acting(database) as uow:
        documents.describe(uow, letter.id, kind="court", title="", dated_on=date(2026, 2, 2))
        documents.take_out(uow, first.id)
    with database.read(WORKER) as reader:
        assert [(one.id, one.kind, one.title) for one in documents.of(reader, store, parent)] == [(letter.id, "court", "")]
    with acting(database) as uow:
        undo.undo(uow)
    with database.read(WORKER) as reader:
        assert len(documents.of(reader, store, parent)) == 4


def test_turning_a_page_leaves_the_file(database: Database, store: AttachmentStore, case: str) -> None:
    with acting(database) as uow:
        page = documents.add(uow, store, ("case", case), photograph(), "p.png", kind="form")
        before = documents.content(uow, store, page.id)
    sizes = []
    for quarters in (0, 1, 1, 2):
        with acting(database) as uow:
            documents.turn(uow, page.id, quarters)
        with database.read(WORKER) as reader:
            with Image.open(io.BytesIO(documents.picture(reader, store, page.id, 20))) as shown:
                pixel = shown.getpixel((0, 0))
                assert isinstance(pixel, tuple)
                sizes.append((shown.size, pixel[1] < 100))
            assert documents.content(reader, store, page.id) == before
    assert sizes == [((20, 10), True), ((10, 20), True), ((20, 10), False), ((20, 10), True)]


def test_a_page_follows_the_first_one_of_the_same_record(database: Database, store: AttachmentStore, case: str) -> None:
    with acting(database) as uow:
        first = documents.add(uow, store, ("case", case), b"x", "a.txt", kind="form")
        second = documents.add(uow, store, ("case", case), b"y", "b.txt", kind="form", page_of=first.id)
        child = uow.get("case", case).text("child")
    for parent, page_of in ((("case", case), second.id), (("child", child), first.id), (("case", case), "unknown")):
        with pytest.raises(InputError, match="document_page"), acting(database) as uow:
            documents.add(uow, store, parent, b"z", "c.txt", kind="form", page_of=page_of)


def test_documents_are_for_who_may_see_what_they_belong_to(database: Database, store: AttachmentStore, case: str) -> None:
    with acting(database, HEAD) as uow:
        paper = documents.add(uow, store, ("case", case), b"x", "a.txt", kind="form")
        carer = uow.create("carer", {"office": "01", "kind": "foster_long"})
        of_carer = documents.add(uow, store, ("carer", carer), b"y", "b.txt", kind="form")
        facility = uow.create("facility", {"office": "01", "name_km": "មណ្ឌល"})
        of_facility = documents.add(uow, store, ("facility", facility), b"z", "c.txt", kind="mou")
    asked = {"case": paper.id, "carer": of_carer.id, "facility": of_facility.id}
    seen: dict[str, set[str]] = {}
    for actor in (WORKER, OTHER, CLERK, INSPECTOR):
        with database.read(actor) as reader:
            for name, document in asked.items():
                try:
                    documents.content(reader, store, document)
                except InputError:
                    continue
                seen.setdefault(actor.name, set()).add(name)
    assert seen == {
        WORKER.name: {"case", "carer", "facility"},
        OTHER.name: {"carer", "facility"},
        CLERK.name: {"facility"},
        INSPECTOR.name: {"carer", "facility"},
    }
    with pytest.raises(InputError, match="not_allowed"), acting(database, OTHER) as uow:
        documents.add(uow, store, ("case", case), b"x", "a.txt", kind="form")
    with pytest.raises(InputError, match="record_not_found"), acting(database) as uow:
        documents.add(uow, store, ("user", HEAD.user), b"x", "a.txt", kind="form")


def test_a_closed_case_still_takes_its_papers(database: Database, store: AttachmentStore, case: str) -> None:
    with acting(database, HEAD) as uow:
        uow.update("case", case, {"status": "closed", "closed_on": "2026-03-01"})
    assert added(database, store, ("case", case), use="scan").use == "scan"


def test_a_restricted_document_is_not_there_without_the_right(database: Database, store: AttachmentStore, case: str) -> None:
    with acting(database, HEAD) as uow:
        hidden = documents.add(uow, store, ("case", case), b"x", "a.txt", kind="form", restricted="interview")
        more = documents.add(uow, store, ("case", case), b"y", "b.txt", kind="form", page_of=hidden.id)
    assert more.restricted == "interview", "a further page is of the same group"
    with database.read(WORKER) as reader:
        assert documents.of(reader, store, ("case", case)) == ()
        with pytest.raises(InputError, match="record_not_found"):
            documents.content(reader, store, hidden.id)
    with pytest.raises(InputError, match="right_missing"), acting(database) as uow:
        documents.add(uow, store, ("case", case), b"x", "a.txt", kind="form", restricted="interview")


def test_a_portrait_needs_consent_and_has_no_small_picture(database: Database, store: AttachmentStore, case: str) -> None:
    with acting(database) as uow:
        child = uow.get("case", case).text("child")
    with pytest.raises(InputError, match="attachment_child_consent"):
        added(database, store, ("child", child), use="portrait")
    with pytest.raises(InputError, match="attachment_child_consent"):
        added(database, store, ("case", case), purpose="child")
    with acting(database) as uow:
        case_parts.add(uow, "consent", case, {"purpose": "photo", "answer": "given", "on_date": "2026-02-28"})
    made = added(database, store, ("child", child), use="portrait")
    with database.read(WORKER) as reader:
        assert documents.portrait(reader, store, child) == made
        assert made.purpose == "child"
        assert attachments.thumbnail(reader, store, made.id) == b""
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "concern", case, {"code": "trafficking", "kind": "experienced"})
    with pytest.raises(InputError, match="attachment_child_off"), acting(database, HEAD) as uow:
        documents.add(uow, store, ("child", child), photograph(), "p.png", kind="", use="portrait")


@pytest.mark.parametrize(
    ("more", "code"),
    [({"use": "answer"}, "code_unknown"), ({"purpose": "x"}, "code_unknown"), ({"restricted": "x"}, "code_unknown")],
)
def test_what_a_document_cannot_be_is_said(
    database: Database, store: AttachmentStore, case: str, more: dict[str, str], code: str
) -> None:
    with pytest.raises(InputError, match=code):
        added(database, store, ("case", case), **more)
    with pytest.raises(InputError, match="date_in_future"):
        added(database, store, ("case", case), dated_on=date(2030, 1, 1))


def test_a_signature_on_a_record_of_a_case(database: Database, store: AttachmentStore, case: str) -> None:
    scan = added(database, store, ("case", case), use="scan")
    with acting(database) as uow:
        plan = case_parts.add(uow, "plan", case, {"number": 1})
        signatures.note(
            uow, ("plan", plan), "carer", "thumbprint", date(2026, 2, 28), name="សុខ ចន្ថា", witness="ភូមិ", scan=scan.id
        )
        signatures.note(uow, ("case", case), "caseworker", "signature", date(2026, 3, 1))
    with database.read(WORKER) as reader:
        (one,) = signatures.of(reader, ("plan", plan))
        assert (one.text("role"), one.text("how"), one.text("witness"), one.text("case")) == ("carer", "thumbprint", "ភូមិ", case)
        assert len(signatures.of(reader, ("case", case))) == 1
        told = [event.who for event in case_history.time_line(reader, case) if event.what == "signature"]
        assert told == ["", "សុខ ចន្ថា"]
    with pytest.raises(InputError, match="part_stays"), acting(database) as uow:
        case_parts.remove(uow, "signature", one.id)


def test_what_cannot_be_signed(database: Database, case: str) -> None:
    day = date(2026, 2, 28)
    with pytest.raises(InputError, match="witness_missing"), acting(database) as uow:
        signatures.note(uow, ("case", case), "child", "thumbprint", day)
    with pytest.raises(InputError, match="code_unknown"), acting(database) as uow:
        signatures.note(uow, ("case", case), "child", "fax", day)
    with pytest.raises(InputError, match="date_in_future"), acting(database) as uow:
        signatures.note(uow, ("case", case), "child", "signature", date(2030, 1, 1))
    for subject in (("case", "unknown"), ("no_such_type", case), ("user", WORKER.user)):
        with pytest.raises(InputError, match="record_not_found"), acting(database) as uow:
            signatures.note(uow, subject, "child", "signature", day)
    with pytest.raises(InputError, match="not_allowed"), acting(database, OTHER) as uow:
        signatures.note(uow, ("case", case), "child", "signature", day)


def test_a_signature_never_tells_of_something_restricted(database: Database, case: str) -> None:
    with acting(database, HEAD) as uow:
        secret = case_parts.add(uow, "interview", case, {"text": "x"})
    for actor, code in ((HEAD, "signature_restricted"), (WORKER, "record_not_found")):
        with pytest.raises(InputError, match=code), acting(database, actor) as uow:
            signatures.note(uow, ("interview", secret), "child", "signature", date(2026, 2, 28))


def test_a_carer_signs_too(database: Database) -> None:
    with acting(database) as uow:
        carer = uow.create("carer", {"office": "01", "kind": "foster_long"})
        made = signatures.note(uow, ("carer", carer), "carer", "signature", date(2026, 2, 28))
        assert uow.get("signature", made).text("carer") == carer
    with pytest.raises(InputError, match="not_allowed"), acting(database, INSPECTOR) as uow:
        signatures.note(uow, ("carer", carer), "carer", "signature", date(2026, 2, 28))


def agree(database: Database, case: str, answer: str = "given", day: str = "2026-02-27", purpose: str = "recording") -> None:
    """An answer to whether recordings may be kept."""
    with acting(database) as uow:
        case_parts.add(uow, "consent", case, {"purpose": purpose, "answer": answer, "on_date": day})


def spoken(
    database: Database, store: AttachmentStore, parent: tuple[str, str], name: str = "voice.jpg", **more: Any
) -> Document:
    """A voice, whatever it is called."""
    with acting(database, HEAD) as uow:
        return documents.add(uow, store, parent, b"OggS" + b"\0" * 40, name, kind="letter", **more)


def test_a_voice_is_off_until_the_office_allows_it_and_the_child_agrees(
    database: Database, store: AttachmentStore, case: str
) -> None:
    """Practice P5: by default off; then its own consent, never after sexual violence; the refusal names the file."""
    with database.read(WORKER) as reader:
        child = reader.get("case", case).text("child")
    agree(database, case, purpose="photo")
    for parent in (("case", case), ("child", child)):
        for more in ({}, {"use": "scan"}, {"purpose": "place"}, {"purpose": "child"}):
            with pytest.raises(InputError, match="recording_off") as off:
                spoken(database, store, parent, **more)
            assert off.value.params["name"] == "voice.jpg"
    with pytest.raises(InputError, match="not_allowed"), acting(database) as uow:
        set_rule(uow, "attachments", "recordings_of_children", value=True)
    with acting(database, HEAD) as uow:
        set_rule(uow, "attachments", "recordings_of_children", value=True)
    with pytest.raises(InputError, match="recording_consent"):
        spoken(database, store, ("case", case))
    agree(database, case)
    made = spoken(database, store, ("case", case), "voice.ogg")
    assert (made.purpose, made.name) == ("child", "voice.ogg"), "with a case a recording is one of the child"
    other = spoken(database, store, ("child", child))
    assert (other.purpose, other.name, other.mime) == ("child", "voice.jpg", "application/octet-stream")
    agree(database, case, "withdrawn", "2026-02-28")
    with pytest.raises(InputError, match="recording_consent"):
        spoken(database, store, ("child", child))
    agree(database, case, day="2026-03-01")
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "concern", case, {"code": "trafficking", "kind": "experienced"})
    for parent in (("case", case), ("child", child)):
        with pytest.raises(InputError, match="recording_never"):
            spoken(database, store, parent)


def test_a_recording_elsewhere_is_none_of_a_child(database: Database, store: AttachmentStore) -> None:
    with acting(database, HEAD) as uow:
        facility = uow.create("facility", {"office": "01", "name_km": "មណ្ឌល"})
    with pytest.raises(InputError, match="recording_no_case"):
        spoken(database, store, ("facility", facility), purpose="child")
    assert spoken(database, store, ("facility", facility), "alarm.ogg", purpose="place").purpose == "place"


def test_a_sound_among_the_scans_of_a_folder_refuses_them_whole(
    database: Database, store: AttachmentStore, case: str, tmp_path: Path
) -> None:
    paths = [tmp_path / "page.png", tmp_path / "zq.jpg"]
    paths[0].write_bytes(photograph())
    paths[1].write_bytes(b"ID3" + b"\0" * 40)
    files = scan_folder.read(paths)
    with pytest.raises(InputError, match="recording_off") as off, acting(database) as uow:
        scan_folder.keep(uow, store, ("case", case), files, Told("form"), together=True)
    assert off.value.params["name"] == "scan-2.jpg", "the name in the folder may be that of a child"
    with database.read(WORKER) as reader:
        assert documents.of(reader, store, ("case", case)) == ()


def test_what_was_withdrawn_in_one_case_is_not_taken_from_another(
    database: Database, store: AttachmentStore, case: str
) -> None:
    agree(database, case, purpose="photo")
    with acting(database, HEAD) as uow:
        child = uow.get("case", case).text("child")
        later = uow.create("case", {"child": child, "office": "01", "status": "open", "owner": OTHER.user, "code": "K-2"})
    parents = (("case", case), ("child", child))
    assert all(added(database, store, parent, purpose="child") for parent in parents)
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "consent", later, {"purpose": "photo", "answer": "withdrawn", "on_date": "2026-02-28"})
    for parent in (*parents, ("case", later)):
        with pytest.raises(InputError, match="attachment_child_consent"), acting(database, HEAD) as uow:
            documents.add(uow, store, parent, photograph(), "p.png", kind="", purpose="child")


def test_who_may_not_know_why_hears_only_that_the_consent_is_missing(
    database: Database, store: AttachmentStore, case: str
) -> None:
    """P1 and P5: what is restricted binds everybody and is told to nobody without the right."""
    agree(database, case, purpose="photo")
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "concern", case, {"code": "trafficking", "kind": "experienced"})
    with pytest.raises(InputError, match="attachment_child_consent"):
        added(database, store, ("case", case), purpose="child")
    with pytest.raises(InputError, match="attachment_child_off"), acting(database, HEAD) as uow:
        documents.add(uow, store, ("case", case), photograph(), "p.png", kind="", purpose="child")


def test_a_child_on_paper_needs_the_consent_too_and_its_pages_have_no_small_picture(
    database: Database, store: AttachmentStore, case: str
) -> None:
    with pytest.raises(InputError, match="attachment_child_consent"), acting(database) as uow:
        documents.add(uow, store, ("case", case), b"%PDF-1.7 x", "portrait.pdf", kind="form", purpose="child")
    agree(database, case, purpose="photo")
    first = added(database, store, ("case", case), purpose="child")
    page = added(database, store, ("case", case), page_of=first.id)
    assert page.purpose == "child"
    with acting(database) as uow:
        for one in (first, page):
            uow.update("attachment", one.id, {"thumbnail": "AAAA"})  # as an older version kept it
            assert attachments.thumbnail(uow, store, one.id) == b""


def test_no_copy_leaves_after_the_consent_was_withdrawn(database: Database, store: AttachmentStore, case: str) -> None:
    """It stays in the case: who has to act on it can look at it, on purpose, and take it out."""
    agree(database, case, purpose="photo")
    made, letter = added(database, store, ("case", case), purpose="child"), added(database, store, ("case", case))
    with database.read(WORKER) as reader:
        assert documents.content(reader, store, made.id)
    agree(database, case, "withdrawn", "2026-02-28", purpose="photo")
    with database.read(WORKER) as reader:
        with pytest.raises(InputError, match="copy_without_consent") as refused:
            documents.content(reader, store, made.id)
        assert refused.value.params["name"] == made.name
        assert documents.content(reader, store, letter.id)
        assert documents.picture(reader, store, made.id, 20)
    with acting(database) as uow:
        documents.take_out(uow, made.id)


def test_that_a_child_can_be_seen_on_it_may_be_said_later_and_only_a_head_takes_it_back(
    database: Database, store: AttachmentStore, case: str
) -> None:
    """What was filed as something else comes under the rules of pictures of a child, with its pages; the history tells it."""
    first = added(database, store, ("case", case))
    page = added(database, store, ("case", case), page_of=first.id)
    told: dict[str, Any] = {"kind": "letter", "title": "", "dated_on": None}
    with acting(database) as uow:
        documents.describe(uow, first.id, **told, of_child=True)
        for one in (first, page):
            assert documents.get(uow, store, one.id).of_child
            assert attachments.thumbnail(uow, store, one.id) == b""
            assert uow.get("attachment", one.id).text("thumbnail_sha256") == ""
            with pytest.raises(InputError, match="copy_without_consent"):
                documents.content(uow, store, one.id)
        assert documents.picture(uow, store, first.id, 20), "who works on the case still looks at it"
    with acting(database) as uow, pytest.raises(InputError, match="document_child_stays"):
        documents.describe(uow, first.id, **told, of_child=False)
    with acting(database, HEAD) as uow:
        documents.describe(uow, first.id, **told, of_child=False)
        assert documents.content(uow, store, page.id)
        assert uow.get("attachment", first.id).code("purpose") == "document"
    with database.read(WORKER) as reader:
        past = [one for one in case_history.field_history(reader, "attachment", first.id) if one.field == "purpose"]
        assert [one.who for one in past if one.old] == [HEAD.name, WORKER.name], "the newest first"
    agree(database, case, purpose="photo")
    with database.read(WORKER) as reader:
        child = reader.get("case", case).text("child")
    portrait = added(database, store, ("child", child), use="portrait")
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="document_child_stays"):
        documents.describe(uow, portrait.id, **told, of_child=False)
