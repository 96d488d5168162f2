"""Attachments: safe pictures, bytes that nobody else can read, in backups, gone after erasure."""

from __future__ import annotations

import errno
import io
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from struct import pack
from types import SimpleNamespace

import pytest
from PIL import Image

from app.data.contents import attachments as files
from app.data.contents.attachments import AttachmentStore
from app.data.database import open_database
from app.data.keeping import backup as backups
from app.data.keeping import keys
from app.data.replica.erase import erase
from app.domain.errors import EnvironmentFault, InputError
from app.services.cases import case_parts
from app.services.office.rules import set_rule
from app.services.papers import attachments, file_keeping
from app.services.papers.attachments import Attachment
from app.services.responses import responses
from tests.data.cases.support import HEAD, WORKER, with_rights
from tests.data.conftest import KEY, SteppingClock
from tests.support.damaged import last_byte_changed
from tests.support.workbooks import question
from tests.unit.responses.support import Place

SURVEY = [
    question("image", "picture"),
    question("file", "paper"),
    question("image", "secret", **{"bind::komar:group": "interview"}),
]
GPS = 0x8825


def photograph(width: int = 60, height: int = 40, kind: str = "JPEG", *, tilted: bool = False) -> bytes:
    """A picture as a telephone takes it, with a place in it."""
    exif = Image.Exif()
    exif[0x010E] = "zqsecret"
    exif[0x0112] = 6 if tilted else 1
    exif[GPS] = {1: "N", 2: (11.0, 33.0, 0.0)}
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(stream, kind, exif=exif)
    return stream.getvalue()


@pytest.fixture
def response(place: Place) -> str:
    return place.start(place.form(SURVEY))


@pytest.fixture
def store(place: Place) -> AttachmentStore:
    return AttachmentStore.of(place.database)


@pytest.fixture
def attach(place: Place, response: str, store: AttachmentStore) -> Callable[..., Attachment]:
    """Attaches to the draft."""

    def attached(
        key: str, name: str, data: bytes, *, purpose: str = "", max_side: int | None = None, keep_location: bool = False
    ) -> Attachment:
        with place.write() as uow:
            return attachments.add(
                uow, store, response, key, name, data, purpose=purpose, max_side=max_side, keep_location=keep_location
            )

    return attached


def opened(data: bytes) -> Image.Image:
    """A picture read back."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def test_a_picture_is_scaled_upright_and_says_nothing_of_its_place(
    place: Place, response: str, store: AttachmentStore, attach: Callable[..., Attachment]
) -> None:
    made = attach("/data/picture", "IMG_1.JPG", photograph(4000, 1000, tilted=True), purpose="place")
    assert place.answers(response)["picture"] == made.name
    assert made.name.endswith(".jpg")
    assert made.name != "IMG_1.JPG"
    with place.read() as reader:
        data, small = attachments.content(reader, store, made.id), attachments.thumbnail(reader, store, made.id)
        (listed,) = attachments.of_response(reader, store, response)
    assert listed == made
    assert made.size == len(data)
    assert opened(data).size == (512, 2048), "turned by a quarter, the longer side at the limit"
    assert max(opened(small).size) == 160
    assert dict(opened(data).getexif()) == {}
    assert b"zqsecret" not in data


def test_a_form_may_ask_for_the_place_and_for_less(
    place: Place, store: AttachmentStore, attach: Callable[..., Attachment]
) -> None:
    made = attach("/data/picture", "a.jpg", photograph(900, 600), purpose="place", max_side=300, keep_location=True)
    with place.read() as reader:
        picture = opened(attachments.content(reader, store, made.id))
    assert picture.size == (300, 200)
    assert picture.getexif().get_ifd(GPS)[1] == "N"
    assert 0x010E not in picture.getexif()


def bomb(side: int) -> bytes:
    """A small PNG that says it is huge."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("data", [b"", b"no picture", photograph()[:200], bomb(8000), bomb(2**31 - 1), b"GIF89a" + b"\0" * 30])
def test_what_is_no_picture_or_would_fill_the_memory_is_refused(
    place: Place, response: str, attach: Callable[..., Attachment], data: bytes
) -> None:
    with pytest.raises(InputError, match="attachment_not_picture"):
        attach("/data/picture", "a.png", data, purpose="place")
    assert "picture" not in place.answers(response)


def test_other_files_stay_as_they_are_and_have_a_limit(
    place: Place, store: AttachmentStore, attach: Callable[..., Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = attach("/data/paper", "letter.pdf", b"%PDF-1.7 a letter")
    assert (made.mime, made.name.rpartition(".")[2]) == ("application/pdf", "pdf")
    with place.read() as reader:
        assert attachments.content(reader, store, made.id) == b"%PDF-1.7 a letter"
        assert attachments.thumbnail(reader, store, made.id) == b""
    monkeypatch.setattr(file_keeping, "MILLION", 1)
    with pytest.raises(InputError, match="attachment_too_large"):
        attach("/data/paper", "letter.pdf", b"x" * 26)


def test_a_picture_of_a_child_needs_its_consent(
    place: Place, response: str, store: AttachmentStore, attach: Callable[..., Attachment]
) -> None:
    with pytest.raises(InputError, match="attachment_purpose"):
        attach("/data/picture", "a.jpg", photograph())
    with pytest.raises(InputError, match="attachment_child_consent"):
        attach("/data/picture", "a.jpg", photograph(), purpose="child")
    with place.write() as uow:
        given = {"purpose": "photo", "answer": "given", "on_date": "2026-02-28", "how": "thumbprint"}
        case_parts.add(uow, "consent", place.case, given)
    made = attach("/data/picture", "a.jpg", photograph(), purpose="child")
    with place.read() as reader:
        assert attachments.thumbnail(reader, store, made.id) == b"", "no small picture of a child travels ahead"
        attachments.check_leaves(reader, response, made.name)
    with place.write() as uow:
        case_parts.add(uow, "consent", place.case, {**given, "answer": "withdrawn", "on_date": "2026-03-01"})
    with pytest.raises(InputError, match="attachment_child_consent"):
        attach("/data/picture", "a.jpg", photograph(), purpose="child")
    paper = attach("/data/paper", "b.txt", b"x")
    with place.read() as reader:
        with pytest.raises(InputError, match="copy_without_consent"):
            attachments.check_leaves(reader, response, made.name)
        assert attachments.content(reader, store, made.id), "it is still looked at, on purpose"
        attachments.check_leaves(reader, response, paper.name)
    with place.write() as uow:
        case_parts.add(uow, "consent", place.case, {**given, "on_date": "2026-03-01"})
    with place.write(HEAD) as uow:
        case_parts.add(uow, "concern", place.case, {"code": "trafficking", "kind": "experienced"})
    with place.write(HEAD) as uow, pytest.raises(InputError, match="attachment_child_off"):
        attachments.add(
            uow, AttachmentStore.of(place.database), response, "/data/picture", "a.jpg", photograph(), purpose="child"
        )


def test_a_voice_is_kept_with_a_form_of_a_case_only_where_office_and_child_agree(
    place: Place, store: AttachmentStore, attach: Callable[..., Attachment]
) -> None:
    """Practice P5: what it is counts, not the name nor the kind of the question."""
    for name in ("voice.mp3", "a.jpg", "letter.pdf"):
        with pytest.raises(InputError, match="attachment_purpose"):
            attach("/data/paper", name, b"ID3" + b"\0" * 40)
        with pytest.raises(InputError, match="recording_off"):
            attach("/data/paper", name, b"ID3" + b"\0" * 40, purpose="place")
    with place.write(HEAD) as uow:
        set_rule(uow, "attachments", "recordings_of_children", value=True)
    with pytest.raises(InputError, match="recording_consent"):
        attach("/data/paper", "voice.mp3", b"ID3", purpose="document")
    with place.write() as uow:
        case_parts.add(uow, "consent", place.case, {"purpose": "recording", "answer": "given", "on_date": "2026-02-28"})
    made = attach("/data/paper", "voice.mp3", b"ID3", purpose="document")
    assert (made.purpose, made.name.rpartition(".")[2]) == ("child", "mp3")


def test_nobody_without_the_right_hears_of_a_restricted_picture(
    place: Place, response: str, store: AttachmentStore, attach: Callable[..., Attachment]
) -> None:
    with pytest.raises(InputError, match="right_missing"):
        attach("/data/secret", "a.jpg", photograph(), purpose="place")
    knows = with_rights(WORKER, "interview")
    with place.write(knows) as uow:
        made = attachments.add(uow, store, response, "/data/secret", "a.jpg", photograph(), purpose="place")
    with place.read() as reader:
        assert attachments.of_response(reader, store, response) == ()
        with pytest.raises(InputError, match="response_unknown"):
            attachments.content(reader, store, made.id)
    with place.read(knows) as reader:
        assert attachments.content(reader, store, made.id)


def test_files_are_unreadable_and_named_by_a_key(store: AttachmentStore, attach: Callable[..., Attachment]) -> None:
    attach("/data/paper", "letter.pdf", b"zqsecret" * 100)
    found = [path for path in store.folder.rglob("*") if path.is_file()]
    assert len(found) == 1
    assert b"zqsecret" not in found[0].read_bytes()
    sha256 = store.put(b"zqsecret" * 100)
    assert [path for path in store.folder.rglob("*") if path.is_file()] == found, "the same content lies there once"
    assert sha256[:8] not in str(found[0])
    assert AttachmentStore(store.folder.parent, bytes(32)).path(sha256) != found[0]
    found[0].write_bytes(last_byte_changed(found[0].read_bytes()))
    with pytest.raises(InputError, match="attachment_damaged"):
        store.get(sha256, "letter.pdf")
    assert store.put(b"zqsecret" * 100) == sha256, "what was damaged is written anew"
    assert store.get(sha256) == b"zqsecret" * 100


def test_a_full_disk_or_a_cut_leaves_nothing_half(
    place: Place, response: str, store: AttachmentStore, attach: Callable[..., Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_whole", full)
        with pytest.raises(EnvironmentFault, match="disk_full"):
            attach("/data/paper", "letter.pdf", b"some letter")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
        with pytest.raises(EnvironmentFault, match="disk_full"):
            attach("/data/paper", "letter.pdf", b"some letter")
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []
    assert "paper" not in place.answers(response)


def test_a_dropped_attachment_leaves_the_question_empty(
    place: Place, response: str, store: AttachmentStore, attach: Callable[..., Attachment]
) -> None:
    first = attach("/data/paper", "a.pdf", b"one")
    second = attach("/data/paper", "b.pdf", b"two")
    with place.read() as reader:
        assert [one.id for one in attachments.of_response(reader, store, response)] == [second.id] != [first.id]
    with place.write() as uow:
        attachments.drop(uow, second.id)
    assert "paper" not in place.answers(response)
    with place.write() as uow:
        responses.save_answers(uow, response, {"/data/paper": None})


def test_backups_hold_attachments_and_bring_them_back(
    place: Place, store: AttachmentStore, attach: Callable[..., Attachment], tmp_path: Path
) -> None:
    made = attach("/data/paper", "a.pdf", b"one letter")
    (place.database.folder / keys.NAME).write_bytes(b"{}")
    info = backups.backup(place.database, tmp_path.parent / f"{tmp_path.name}-stick")
    attach("/data/paper", "b.pdf", b"a later letter")
    later = store.put(b"a later letter")
    home = tmp_path.parent / f"{tmp_path.name}-home"
    shutil.copytree(store.folder, home / "attachments")
    backups.restore(info.path, home, KEY, clock=SteppingClock())
    with open_database(home, KEY) as restored, restored.read(WORKER) as reader:
        there = AttachmentStore.of(restored)
        assert attachments.content(reader, there, made.id) == b"one letter"
        assert there.get(later) == b"a later letter", "what is newer than the backup is kept"
    sha256 = store.put(b"one letter")
    store_of_backup = AttachmentStore(info.path, KEY)
    store_of_backup.path(sha256).write_bytes(b"damaged")
    with pytest.raises(EnvironmentFault, match="backup_damaged"):
        backups.restore(info.path, home, KEY, clock=SteppingClock())


def test_erasure_destroys_the_file(place: Place, store: AttachmentStore, attach: Callable[..., Attachment]) -> None:
    first = attach("/data/paper", "a.pdf", b"same")
    second = attach("/data/picture", "b.pdf", b"same")
    with place.database.transaction() as connection:
        erase(connection, first.id)
    assert files.destroy_erased(place.database) == 0, "another attachment has the same content"
    with place.database.transaction() as connection:
        erase(connection, second.id)
    assert files.destroy_erased(place.database) == 1
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []
    assert files.destroy_erased(place.database) == 0
