"""Contents that are missing and files that nothing names: counted, said what to do; nothing is cleared that could be missed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.outbox import dispatch
from app.data.replica import alarms
from app.domain.errors import InputError
from app.services.exchange.transfers import clear_unnamed, transfers, unnamed_files
from app.services.office.offices import Session
from app.syncing.exchange import LAST_RESULT
from app.ui.pages.sync_parts.transfers import TransfersPart
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.ui.support import PLACES, sync_page
from tests.ui.test_link_page import contents

MONTHS_AGO = -60 * 86400


def store_of(session: Session) -> AttachmentStore:
    """The files of an office."""
    return AttachmentStore.of(session.database)


def put(session: Session, content: bytes, *, old: bool = True) -> Path:
    """A file that no record names."""
    store = store_of(session)
    path = store.path(store.put(content))
    if old:
        then = session.database.clock.now().timestamp() + MONTHS_AGO
        os.utime(path, (then, then))
    return path


def attach(session: Session, content: bytes) -> str:
    """An attachment with its file, as old as any."""
    path = put(session, content)
    name = store_of(session).put(content)
    assert path.is_file()
    with session.write("attachment_add") as uow:
        return uow.create("attachment", {"response": "none", "name": "a.pdf", "size": len(content), "sha256": name})


def told(session: Session, result: str = "ok") -> None:
    """How the last exchange ended."""
    with session.database.transaction() as connection:
        dispatch.put_meta(connection, LAST_RESULT, result)


def part_of(window: Window) -> TransfersPart:
    """The tab, shown."""
    page = sync_page(window)
    page.joining.hide()
    page.tabs.setCurrentWidget(page.transfers)
    page.reload()
    settle(window)
    return page.transfers


def test_only_what_nothing_names_and_has_lain_long_is_cleared(office: Session) -> None:
    kept, taken_away = attach(office, b"of a record"), attach(office, b"taken away, undo may want it")
    fresh, old = put(office, b"fresh", old=False), put(office, b"old")
    with office.write("attachment_drop") as uow:
        uow.delete("attachment", taken_away)
    assert (unnamed_files(office).count, unnamed_files(office).clear) == (2, 0), "the server was never asked"
    with pytest.raises(InputError, match="files_not_all_here"):
        clear_unnamed(office)
    told(office)
    assert unnamed_files(office).clear == 1
    assert clear_unnamed(office) == 1
    store = store_of(office)
    assert (fresh.is_file(), old.is_file()) == (True, False)
    with office.read() as reader:
        assert store.get(reader.get("attachment", kept).text("sha256")) == b"of a record"
    assert sorted(len(path.read_bytes()) > 0 for path in store.files()) == [True] * 3
    office.close()


@pytest.mark.parametrize("why", ["cut", "parked", "lost", "comparing"])
def test_nothing_is_cleared_while_a_record_that_names_it_may_come(office: Session, why: str) -> None:
    put(office, b"old")
    told(office, "link_cut" if why == "cut" else "ok")
    with office.database.transaction() as connection:
        if why == "parked":
            columns = connection.exec_driver_sql("PRAGMA table_info(parked)").fetchall()
            connection.exec_driver_sql(f"INSERT INTO parked VALUES ({', '.join('1' for _ in columns)})")
        if why == "lost":
            alarms.raise_alarm(connection, alarms.OPS_GONE, "2026-03-01T00:00:00.000Z")
        if why == "comparing":
            dispatch.put_meta(connection, dispatch.BUCKETS, '{"o:02":[]}')
    assert (unnamed_files(office).count, unnamed_files(office).clear) == (1, 0)
    with pytest.raises(InputError, match="files_not_all_here"):
        clear_unnamed(office)
    office.close()


def test_files_that_nothing_names_are_told_and_taken_away_after_a_question(window: Window, dialogs: ScriptedDialogs) -> None:
    session = window.context.session
    put(session, b"x" * 4000)
    part = part_of(window)
    assert part.left.isVisible()
    assert not part.clear.isVisible()
    told(session)
    part = part_of(window)
    assert part.clear.isVisible()
    assert no_english(window.work, allowed=PLACES) == []
    assert unnamed(window.work) == []
    assert clipped(part) == []
    dialogs.answer(False)
    part.clear.click()
    settle(window)
    assert len(store_of(session).files()) == 1, "asked first"
    dialogs.answer(True)
    part.clear.click()
    settle(window)
    assert store_of(session).files() == []
    assert not part.left.isVisible()


def test_counts_stand_above_and_what_was_lost_here_says_what_to_do(window: Window) -> None:
    session = window.context.session
    contents(session, 7)
    lost = attach(session, b"gone")
    with session.database.transaction() as connection:
        store = store_of(session)
        blob_queue.take_in(connection, store)
        [name] = connection.exec_driver_sql("SELECT sha256 FROM attachment WHERE id = ?", (lost,)).one()
        store.path(name).unlink()
        blob_queue.is_not_here(connection, name)
    with session.read() as reader:
        assert [row.course for row in transfers(reader, "km").rows].count("lost") == 1
    part = part_of(window)
    assert "៧" in part.counts.text(), "six on no server, and the one that was lost"
    assert no_english(window.work, allowed=PLACES) == []
    window.context.language.switch("en")
    settle(window)
    assert "Not on the server yet: 7" in part.counts.text()
    assert any("attach it again" in text for place in range(8) for text in part.table.rows_model.texts(place))
