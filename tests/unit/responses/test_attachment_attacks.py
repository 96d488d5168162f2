"""Files that would tell more than they show, stand under a wrong question, stay after their end, or are damaged unseen."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from app.data.contents import attachments as files
from app.data.contents.attachments import AttachmentStore
from app.data.contents.pictures import Limits, prepare
from app.data.database import open_database
from app.data.keeping import backup as backups
from app.data.keeping import keys
from app.data.keeping.doctor import examine
from app.data.replica.erase import erase
from app.domain.errors import InputError
from app.services.papers import attachments
from app.services.papers.attachments import Attachment
from app.services.responses import response_changes, responses
from tests.data.cases.support import HEAD, WORKER, with_rights
from tests.data.conftest import KEY, SteppingClock
from tests.support.damaged import last_byte_changed
from tests.support.workbooks import Row, question
from tests.unit.responses.support import Place

LIMITS = Limits(2048, 60_000_000, 160, 85)
SURVEY = [question("image", "picture"), question("file", "paper")]
SECRET = b"zqsecret"


def picture(kind: str, mode: str = "RGB", **saved: Any) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).convert(mode).save(stream, kind, **saved)
    return stream.getvalue()


def told() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return info


@pytest.mark.parametrize(
    "data",
    [
        picture("JPEG", comment=SECRET),
        picture("JPEG", xmp=b"<x>" + SECRET + b"</x>"),
        picture("JPEG", icc_profile=SECRET * 20),
        picture("GIF", "P", comment=SECRET),
        picture("WEBP", xmp=SECRET),
        picture("PNG", "RGBA", pnginfo=told()),
        picture("TIFF", description=SECRET.decode()),
    ],
)
def test_a_picture_says_nothing_beside_itself(data: bytes) -> None:
    made = prepare(data, LIMITS, name="a")
    assert SECRET not in made.content + made.thumbnail


@pytest.fixture
def store(place: Place) -> AttachmentStore:
    return AttachmentStore.of(place.database)


def attach(place: Place, response: str, key: str, name: str, data: bytes, purpose: str = "") -> Attachment:
    with place.write() as uow:
        return attachments.add(uow, AttachmentStore.of(place.database), response, key, name, data, purpose=purpose)


@pytest.mark.parametrize("name", ["photo", "photo.bin", "photo.pdf", "photo.jpg_", "photo.svg"])
def test_a_picture_by_another_name_is_still_one(place: Place, name: str) -> None:
    response = place.start(place.form(SURVEY))
    with pytest.raises(InputError, match="attachment_purpose"):
        attach(place, response, "/data/paper", name, picture("JPEG", comment=SECRET))
    made = attach(place, response, "/data/paper", name, picture("JPEG", comment=SECRET), "place")
    assert (made.mime, made.name[-4:]) == ("image/jpeg", ".jpg")
    with pytest.raises(InputError, match="attachment_not_picture"):
        attach(place, response, "/data/paper", name, b"\0\0\0\x18ftypheic" + SECRET, "place")


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("../../x.pdf", "pdf"), ("a." + "x" * 50, ""), ("a.p/../df", ""), ("C:\\con", ""), ("a.pdf:stream", ""),
        ("letter.PDF", "pdf"), ("", ""),
    ],
)  # fmt: skip
def test_nothing_of_a_files_name_is_kept_but_its_ending(place: Place, name: str, ending: str) -> None:
    made = attach(place, place.start(place.form(SURVEY)), "/data/paper", name, b"%PDF a letter")
    head, _, tail = made.name.partition(".")
    assert (head.isdigit(), tail) == (True, ending)


def test_two_files_of_one_moment_have_two_names(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    response = place.start(place.form(SURVEY))
    now = place.database.clock.now()
    monkeypatch.setattr(type(place.database.clock), "now", lambda _: now)
    names = {attach(place, response, f"/data/{key}", "a.pdf", key.encode()).name for key in ("picture", "paper")}
    assert len(names) == 2


def test_a_file_follows_its_question_into_a_group(place: Place, store: AttachmentStore) -> None:
    response = place.start(place.form(SURVEY, form_id="seen"))
    made = attach(place, response, "/data/paper", "a.pdf", SECRET)
    closed: list[Row] = [
        question("begin group", "more", **{"bind::komar:group": "interview"}),
        question("file", "paper"),
        question("end group", "", label=False),
    ]
    newer = place.form(closed, form_id="seen", version="2")
    knows = with_rights(WORKER, "interview")
    with pytest.raises(InputError, match="right_missing"), place.write() as uow:
        response_changes.take_over(uow, place.shelf, response, newer)
    with place.write(knows) as uow:
        response_changes.take_over(uow, place.shelf, response, newer)
    with place.read() as reader:
        assert attachments.of_response(reader, store, response) == ()
        with pytest.raises(InputError, match="response_unknown"):
            attachments.content(reader, store, made.id)
    with place.read(knows) as reader:
        (there,) = attachments.of_response(reader, store, response)
        assert (there.key, there.name) == ("/data/more/paper", made.name)


def test_a_file_that_no_answer_names_ends_with_the_draft(place: Place, store: AttachmentStore) -> None:
    response = place.start(place.form(SURVEY))
    attach(place, response, "/data/paper", "a.pdf", b"left")
    kept = attach(place, response, "/data/picture", "b.pdf", b"kept")
    with place.write() as uow:
        responses.save_answers(uow, response, {"/data/paper": None})
    place.finish(response)
    with place.read() as reader:
        assert [one.id for one in attachments.of_response(reader, store, response)] == [kept.id]


def test_erasure_reaches_files_that_were_taken_away_or_replaced(place: Place, store: AttachmentStore) -> None:
    response = place.start(place.form(SURVEY))
    first = attach(place, response, "/data/paper", "a.pdf", b"first")
    second = attach(place, response, "/data/paper", "a.pdf", b"second")
    other = attach(place, response, "/data/picture", "c.pdf", b"another")
    with place.write() as uow:
        attachments.drop(uow, second.id)
    with place.database.transaction() as connection:
        erase(connection, first.id)
        erase(connection, second.id)
    assert files.destroy_erased(place.database) == 2
    assert [path for path in store.folder.rglob("*") if path.is_file()] == [store.path(store.put(b"another"))]
    with place.read() as reader:
        assert attachments.content(reader, store, other.id) == b"another"


def test_the_examination_reads_files_back(place: Place, store: AttachmentStore) -> None:
    def checked() -> bool:
        return next(one.ok for one in examine(place.database, HEAD) if one.name == "attachments")

    response = place.start(place.form(SURVEY))
    assert checked()
    attach(place, response, "/data/paper", "a.pdf", b"a letter")
    path: Path = store.path(store.put(b"a letter"))
    assert checked()
    whole = path.read_bytes()
    path.write_bytes(last_byte_changed(whole))
    assert not checked()
    path.unlink()
    assert not checked(), "it was made here, so it must be here"
    path.write_bytes(whole)
    assert checked()
    with place.write() as uow:
        theirs = uow.create("attachment", {"response": response, "name": "1.pdf", "sha256": "a" * 64})
    with place.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM op WHERE record = ?", (theirs,))
    assert checked(), "files of other computers may come later"


def test_a_damaged_file_does_not_end_all_backups(place: Place, store: AttachmentStore, tmp_path: Path) -> None:
    response = place.start(place.form(SURVEY))
    for key in ("paper", "picture"):
        attach(place, response, f"/data/{key}", "a.pdf", key.encode())
    damaged = store.path(store.put(b"paper"))
    damaged.write_bytes(last_byte_changed(damaged.read_bytes()))
    (place.database.folder / keys.NAME).write_bytes(b"{}")
    info = backups.backup(place.database, tmp_path.parent / f"{tmp_path.name}-stick")
    home = tmp_path.parent / f"{tmp_path.name}-home"
    backups.restore(info.path, home, KEY, clock=SteppingClock())
    with open_database(home, KEY) as restored:
        there = AttachmentStore.of(restored)
        assert there.get(there.put(b"picture")) == b"picture"
        assert [path for path in (info.path / "attachments").rglob("*") if path.is_file()] == [
            AttachmentStore(info.path, KEY).path(store.put(b"picture"))
        ]
