"""An echo brings a base without its body: the row stays as it is, unless something else is to be seen than before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.keeping.keys import Profile
from app.data.outbox import outbox
from app.data.replica.overlay import shown
from app.services.office.offices import create_office
from sync.protocol.canonical import body_hash
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply, ReplyHead, echo_hash
from sync.protocol.lines import EchoLine, GoneLine, Verdict
from tests.support.far import SCOPE, Far, record


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    """An office that the tests here share: each uses records of its own."""
    folder = tmp_path_factory.mktemp("office") / "one"
    session = create_office(folder, "0203", "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    yield Far(session)
    session.close()


def _applied(far: Far, identity: str, school: str, version: int) -> None:
    """What waits is sent, and the reply says that the last operation alone made the record what it is."""
    batch = far.store.outgoing(1_000_000)
    count = len(batch.lines)
    told = echo_hash([(identity, version, body_hash({"school": school}))])
    moved = {SCOPE: (Cursor(1, far.here(), "t"), Cursor(1, version, "t"))}
    head = ReplyHead(1, batch.first - 1 + count, answered=count, scopes=(SCOPE,), moved=moved)
    far.store.accept(batch, count, Reply(head, page=(EchoLine((SCOPE,), count - 1, 1, version, told),)))


def test_what_came_back_by_an_own_change_is_shown_again(far: Far) -> None:
    """A case was handed over by a file and taken back before the reply came, which hides it: the next one tells no body."""
    start = far.here()
    line = record(start + 1, {"school": "a"})
    far.page(line, end=start + 1)
    with far.session.write("edit") as uow:
        uow.update("child", line.record, {"school": "back"})
    far.page(GoneLine(SCOPE, line.record, start + 2), end=start + 2)
    _applied(far, line.record, "back", start + 3)
    assert [change.what for change in far.told[-1] if change.id == line.record] == ["created"]
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "back"


def test_what_is_held_below_an_adopted_base_is_shown_above_it(far: Far) -> None:
    """What a laptop shows is the base with the overlay on top, also when the base came without its body."""
    start = far.here()
    line = record(start + 1, {"school": "server"})
    far.page(line, end=start + 1)
    with far.session.write("edit") as uow:
        uow.update("child", line.record, {"school": "first"})
    batch = far.store.outgoing(1_000_000)
    count = len(batch.lines)
    verdicts = (Verdict(count - 1, "held", reason="malformed"),)
    far.store.accept(batch, count, Reply(ReplyHead(1, batch.first - 1 + count, answered=count), verdicts))
    with far.session.write("edit") as uow:
        uow.update("child", line.record, {"school": "second"})
    _applied(far, line.record, "second", start + 2)
    with far.session.read() as reader:
        visible = shown("child", {"school": "second"}, outbox.overlay_of(reader.connection, line.record))
        assert visible == dict(reader.get("child", line.record).values) == {"school": "first"}
    freed = ((batch.incarnation, batch.first - 1 + count, "discarded"),)
    far.store.accept(far.store.outgoing(1), 0, Reply(ReplyHead(1, batch.first + count, freed=freed)))
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "second"


def test_what_is_offered_again_is_shown_again(tmp_path: Path) -> None:
    """Its record was in no scope of this laptop when the server had it; the echo of the restored one brings no body."""
    session = create_office(tmp_path / "one", "0203", "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    far = Far(session)
    with session.write("create") as uow:
        child = uow.create("child", {"office": "0203", "sex": "female", "school": "mine"})
    batch = far.store.outgoing(1_000_000)
    count = len(batch.lines)
    far.store.accept(batch, count, Reply(ReplyHead(1, count, safe=count - 1, answered=count)))
    with session.read() as reader:
        assert reader.maybe("child", child) is None
    far.store.new_epoch(2)
    with session.read() as reader:
        assert reader.get("child", child).text("school") == "mine"
    assert [change.what for change in far.told[-1] if change.id == child] == ["created"]
    far.store.accept(far.store.outgoing(1_000_000), 1, Reply(ReplyHead(2, count, answered=1)))
    with session.read() as reader:
        assert reader.maybe("child", child) is None
    far.store.behind(batch.incarnation, count - 1)
    with session.read() as reader:
        assert reader.get("child", child).text("school") == "mine"
    session.close()
