"""Pages on a real database: whatever a line holds the cursor goes on; scopes are left; a cloned disk loses nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.data.keeping.keys import Profile
from app.data.outbox import dispatch, outbox
from app.data.replica import replica
from app.domain.ids import new_id
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office, sign_in
from sync.client.ports import Outgoing
from sync.protocol.canonical import body_hash
from sync.protocol.chain import START, link, shown
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply, ReplyHead, echo_hash
from sync.protocol.lines import EchoLine, GoneLine, LogLine, PageLine, RecordLine, Verdict
from tests.support.far import AT, SCOPE, Far, record


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """An office that the tests here share: each uses records of its own."""
    folder = tmp_path_factory.mktemp("office") / "one"
    session = create_office(folder, "0203", "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    yield session
    session.close()


@pytest.fixture
def far(office: Session) -> Far:
    return Far(office)


def test_invariant_19_whatever_a_line_holds_the_page_is_taken(far: Far) -> None:
    start = far.here()
    strange = [
        record(start + 1, {"office": 5, "sex": ["x"], "birth_from": {"a": None}, "unheard_of": "kept"}),
        record(start + 2, {"disability": "no list", "gazetteer_year": "no number"}),
        record(start + 3, {"a": 1}, "type_of_tomorrow"),
        record(start + 4, {"how_to_find": "\ud800 half a character", "gazetteer_year": 2**80}),
        record(start + 5, {"number": -(2**70)}, "return"),
        record(start + 6, {"school": "good"}),
    ]
    far.page(*strange, end=start + 6)
    assert far.here() == start + 6
    with far.session.read() as reader:
        assert reader.get("child", strange[0].record).values["unheard_of"] == "kept"
        assert reader.get("child", strange[5].record).text("school") == "good"
        assert exchange.status(reader).parked >= 1


def test_unread_lines_and_strange_history_stop_nothing(far: Far) -> None:
    start = far.here()
    one = record(start + 1, {"school": "x"})
    logs = (
        LogLine(one.record, "child", start + 1, new_id(), AT, "changed", {}),
        LogLine(new_id(), "nothing", start + 1, "", AT, "changed", {"a": ({"b": [1]}, None)}),
    )
    far.page(one, end=start + 1, logs=logs, unread=(b"{}", b"\xff"))
    assert far.here() == start + 1


def test_invariant_7_pages_in_any_order_or_twice_never_move_the_cursor_back_or_over(far: Far) -> None:
    start = far.here()
    one, two = record(start + 1, {"school": "1"}), record(start + 2, {"school": "2"})
    far.page(two, start=start + 1, end=start + 2)
    assert far.here() == start
    far.page(one, two, end=start + 2)
    far.page(one, start=start, end=start + 1)
    assert far.here() == start + 2
    older = record(start + 1, {"school": "old"}, identity=two.record)
    far.page(older, start=start, end=start + 2)
    with far.session.read() as reader:
        assert reader.get("child", two.record).text("school") == "2"


def test_an_operation_stays_on_top_until_its_record_came(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "server"})
    far.page(line, end=start + 1)
    with far.session.write("edit") as uow:
        uow.update("child", line.record, {"school": "mine"})
    batch = far.store.outgoing(1_000_000)
    have = batch.first - 1 + len(batch.lines)
    moved = {SCOPE: (Cursor(1, start + 1, "t"), Cursor(1, start + 2, "t"))}
    other = record(start + 2, {"school": "other"})
    head = ReplyHead(1, have, answered=len(batch.lines), more=True, scopes=(SCOPE,), moved=moved)
    far.store.accept(batch, len(batch.lines), Reply(head, page=(other,)))
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "mine"
    far.page(record(start + 3, {"school": "mine"}, identity=line.record), end=start + 3, have=have)
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "mine"
        assert reader.get("child", line.record).version == start + 3


def test_inv_11_what_was_held_of_an_erased_record_that_left_this_laptop_is_wiped(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "server"})
    far.page(line, end=start + 1)
    with far.session.write("edit") as uow:
        uow.update("child", line.record, {"school": "of no other place"})
    batch = far.store.outgoing(1_000_000)
    have, place = batch.first - 1 + len(batch.lines), len(batch.lines) - 1
    far.store.accept(
        batch, len(batch.lines), Reply(ReplyHead(1, have), verdicts=(Verdict(place, "held", reason="not_in_scope"),))
    )
    far.page(GoneLine(SCOPE, line.record, start + 2), end=start + 2)
    head = ReplyHead(1, have, freed=((batch.incarnation, have, "erased"),))
    far.store.accept(far.store.outgoing(1), 0, Reply(head))
    with far.session.database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT plain(patch), verdict FROM op WHERE record = ?", (line.record,)).fetchall()
    assert [tuple(row) for row in rows] == [("{}", "erased")]


def test_inv_16_an_answer_that_comes_after_the_line_of_an_erased_record_leaves_its_base(far: Far) -> None:
    """Files come in any order, and a restored server is told of operations anew: no page tells of the record once more."""
    start = far.here()
    line = record(start + 1, {"school": "server"})
    far.page(line, end=start + 1)
    with far.session.write("edit") as uow:
        uow.update("child", line.record, {"school": "mine"})
    batch, known = far.store.outgoing(1_000_000), []
    far.page(replace(line, version=start + 2, body=None, erased=True), end=start + 2)
    for answered in (0, len(batch.lines)):
        verdicts = (Verdict(answered - 1, "erased"),) if answered else ()
        far.store.accept(batch, answered, Reply(ReplyHead(1, 0, answered=answered), verdicts))
        with far.session.database.transaction() as connection:
            known.append((replica.base_of(connection, line.record), dispatch.roots(connection)))
    assert known[0] == known[1]


def _one_answered_of_two(far: Far, identity: str, page: Callable[[Outgoing], PageLine], end: int) -> Outgoing:
    """Two edits of a record were sent and the answer to both was lost; a page with both in `have` answers the first alone."""
    for school in ("first", "second"):
        with far.session.write("edit") as uow:
            uow.update("child", identity, {"school": school})
        batch = far.store.outgoing(1_000_000)  # what was sent once takes no further change up
    count = len(batch.lines)
    moved = {SCOPE: (Cursor(1, far.here(), "t"), Cursor(1, end, "t"))}
    head = ReplyHead(1, batch.first - 1 + count, answered=count - 1, scopes=(SCOPE,), moved=moved)
    far.store.accept(batch, count - 1, Reply(head, page=(page(batch),)))
    return batch


def test_what_a_page_counted_as_contained_is_shown_again_when_it_turns_out_to_be_held(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "server"})
    far.page(line, end=start + 1)
    after = record(start + 2, {"school": "first"}, identity=line.record)
    batch = _one_answered_of_two(far, line.record, lambda _: after, start + 2)
    held = Verdict(0, "held", reason="no_right")
    last = far.store.outgoing(1_000_000)
    assert last.first == batch.first + len(batch.lines) - 1
    far.store.accept(last, 1, Reply(ReplyHead(1, last.first, answered=1), (held,)))
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "second"
        assert [each.reason for each in exchange.held(reader)] == ["no_right"]
    freed = ((last.incarnation, last.first, "discarded"),)
    far.store.accept(far.store.outgoing(1), 0, Reply(ReplyHead(1, last.first, freed=freed)))
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "first"


def test_what_was_typed_behind_an_answered_edit_does_not_go_back_before_its_own_answer(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "server"})
    far.page(line, end=start + 1)
    told = echo_hash([(line.record, start + 2, body_hash({"school": "first"}))])
    _one_answered_of_two(
        far, line.record, lambda batch: EchoLine((SCOPE,), len(batch.lines) - 2, 1, start + 2, told), start + 2
    )
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "second"
        assert reader.get("child", line.record).version == start + 2
        assert outbox.overlay_of(reader.connection, line.record) == [("edit", {"school": "second"})]


def test_a_patch_from_another_state_is_asked_for_whole(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "a", "how_to_find": "b"})
    far.page(line, end=start + 1)
    good = RecordLine((SCOPE,), line.record, "child", start + 2, {"school": "c", "how_to_find": None}, patch_base=start + 1)
    far.page(good, end=start + 2)
    with far.session.read() as reader:
        assert dict(reader.get("child", line.record).values) == {"school": "c"}
    wrong = RecordLine((SCOPE,), line.record, "child", start + 9, {"school": "d"}, patch_base=start + 8)
    assert far.page(wrong, end=start + 9).waiting
    assert far.store.outgoing(1).wanted == (line.record,)
    far.page(record(start + 9, {"school": "d"}, identity=line.record), end=start + 9)
    assert far.store.outgoing(1).wanted == ()


def test_what_leaves_the_scope_is_hidden_and_its_content_goes(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "secret"})
    far.page(line, end=start + 1)
    far.page(GoneLine(SCOPE, line.record, start + 2), end=start + 2)
    assert [change.what for change in far.told[-1]] == ["deleted"]
    with far.session.read() as reader:
        assert reader.maybe("child", line.record) is None
        held = reader.connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (line.record,)).scalar()
        assert held is None
    far.page(record(start + 3, {"school": "back"}, identity=line.record), end=start + 3)
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "back"


def test_a_page_from_before_brings_nothing_back_that_left(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"office": "0203", "school": "secret"})
    far.page(line, end=start + 1)
    far.page(GoneLine(SCOPE, line.record, start + 2), end=start + 2)
    far.page(line, start=start, end=start + 1)
    with far.session.read() as reader:
        assert reader.maybe("child", line.record) is None
    back = record(start + 3, {"office": "0203", "school": "again"}, identity=line.record)
    far.page(back, end=start + 3)
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "again"


def _places(far: Far, identity: str) -> dict[str, bool]:
    """Scope → whether a record is inside it on the laptop."""
    with far.session.read() as reader:
        query = "SELECT scope, inside FROM membership WHERE record = ?"
        return {scope: bool(inside) for scope, inside in reader.connection.exec_driver_sql(query, (identity,))}


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("known", ["in both", "in the directory", "not at all"])
def test_a_page_from_before_brings_nothing_back_into_a_scope_that_it_left(far: Far, known: str, many: bool) -> None:
    """A facility is in the directory and with its office; it moves away, and then a reply file from before comes."""
    start, both = far.here(), ("n", SCOPE)
    line = RecordLine(both, new_id(), "facility", start + 2, {"code": "X"})
    other = record(start + 1, {"school": "in the same page"})
    far.page(other, end=start + 1)
    if known == "in both":
        far.page(line, end=start + 2)
    after = RecordLine(("n",), line.record, "facility", start + 3, {"code": "X", "office": "0204"})
    left = GoneLine(SCOPE, line.record, start + 3)
    far.page(*([left] if known == "not at all" else [left, after]), end=start + 3)
    roots = _roots(far)
    late = replace(line, scopes=(SCOPE,)) if known == "not at all" else line
    far.page(*([other, late] if many else [late]), start=start, end=start + 2)
    assert _roots(far) == roots
    assert _places(far, line.record) == ({SCOPE: False} if known == "not at all" else {"n": True, SCOPE: False})
    with far.session.read() as reader:
        found = reader.maybe("facility", line.record)
        assert (found is None) == (known == "not at all")
    again = RecordLine(both, line.record, "facility", start + 4, {"code": "X", "office": "0203"})
    far.page(again, end=start + 4)
    assert _places(far, line.record)[SCOPE]


def _roots(far: Far) -> dict[str, int]:
    """The roots of the scopes as the laptop keeps them."""
    with far.session.database.transaction() as connection:
        return dispatch.roots(connection)


def test_a_record_of_which_a_change_waits_leaves_only_when_that_is_answered(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "a"})
    far.page(line, end=start + 1)
    with far.session.write("edit") as uow:
        uow.update("child", line.record, {"school": "b"})
    far.page(GoneLine(SCOPE, line.record, start + 2), end=start + 2)
    with far.session.read() as reader:
        assert reader.maybe("child", line.record) is None
        kept = reader.connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (line.record,)).scalar()
        assert kept is not None
    batch = far.store.outgoing(1_000_000)
    count = len(batch.lines)
    verdict = Verdict(count - 1, "held", reason="not_in_scope")
    far.store.accept(batch, count, Reply(ReplyHead(1, batch.first - 1 + count, answered=count), (verdict,)))
    freed = ((batch.incarnation, batch.first - 1 + count, "applied"),)
    far.store.accept(far.store.outgoing(1), 0, Reply(ReplyHead(1, 0, freed=freed)))
    with far.session.read() as reader:
        gone = reader.connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (line.record,)).scalar()
        assert gone is None
        assert exchange.held(reader) == []


def test_invariant_14_a_cloned_disk_takes_numbers_of_its_own_and_loses_nothing(tmp_path: Path) -> None:
    made = create_office(tmp_path / "one", "0203", "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    store = Far(made).store
    batch = store.outgoing(1_000_000)
    sent = len(batch.lines)
    store.accept(batch, sent, Reply(ReplyHead(1, 0, answered=sent)))
    made.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    lines = []
    for name in ("one", "two"):
        session = sign_in(tmp_path / name, "Sok Dara", "correct horse 9")
        with session.write("add") as uow:
            child = uow.create("child", {"office": "0203", "school": name})
        far = Far(session)
        batch = far.store.outgoing(1_000_000)
        lines.append(batch.lines)
        if name == "two":
            far.store.fork(batch.incarnation, batch.first)
            old = far.store.outgoing(1_000_000)
            assert (old.incarnation, old.lines) == (batch.incarnation, ())
            far.store.accept(old, 0, Reply(ReplyHead(1, sent)))
            anew = far.store.outgoing(1_000_000)
            assert anew.incarnation != batch.incarnation
            assert (anew.first, anew.chain, len(anew.lines)) == (1, shown(START), len(batch.lines))
            with session.read() as reader:
                assert reader.get("child", child).text("school") == "two"
                assert exchange.status(reader).waiting == len(batch.lines)
            assert far.store.frozen(batch.incarnation) == sent
        session.close()
    assert lines[0] != lines[1]


def test_after_a_restored_server_what_is_not_safe_is_offered_again(tmp_path: Path) -> None:
    session = create_office(tmp_path / "one", "0203", "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    far = Far(session)
    batch = far.store.outgoing(1_000_000)
    count = len(batch.lines)
    far.store.accept(batch, count, Reply(ReplyHead(1, count, safe=1, answered=count)))
    assert far.store.outgoing(1_000_000).lines == ()
    far.store.new_epoch(2)
    again = far.store.outgoing(1_000_000)
    assert again.first == 2
    assert again.lines == batch.lines[1:]
    chain = START
    for line in batch.lines[:1]:
        chain = link(chain, line)
    assert again.chain == shown(chain)
    session.close()


def test_what_was_parked_is_tried_again(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "x"}, "type_of_tomorrow")
    far.page(line, end=start + 1)
    with far.session.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE record SET type = 'child' WHERE id = ?", (line.record,))
    far.told.clear()
    far.store.begin()
    assert [change.id for change in far.told[0]] == [line.record]
    with far.session.read() as reader:
        assert reader.get("child", line.record).text("school") == "x"
