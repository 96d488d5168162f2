"""Texts that lie packed come back as they were, beside those of older versions that do not; damage is no text of ours."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.data.keeping import doctor
from app.data.outbox import outbox
from app.domain.records import Actor
from sync.protocol import packed
from sync.protocol.packed import packed_content, packed_line, plain, plain_column, plain_content, plain_line
from tests.data.support import all_ops, pull
from tests.support.unpacked import unpacked

LONG = '{"how_to_find":"' + "ផ្ទះនៅជិតវត្ត " * 40 + '"}'
DICTIONARIES = {
    "1.zdict": "f89f3a447b96e867dd3ccfc99d3e2e4109e386ebe6178f12a52089eec9cac1af",
    "2.zdict": "dd0324ee61c35787c79b20be7fdd70cd2465d9c170263e034276a27ddd0b7415",
}
KEPT = bytes.fromhex(
    "0228b52ffd6052055d0100987b22686f775f746f5f66696e6491e19e8f227d06fc0d2e1c3c8af722e134950c71f235848cdfae3bfd03"
)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_a_text_comes_back(text: str) -> None:
    assert plain(packed.packed(text)) == text
    assert plain(text) == text
    assert plain_content(packed_content(text.encode())) == text.encode()
    line = b"[" + text.encode()
    assert plain_line(packed_line(line)) == line


def test_what_is_long_lies_packed_and_what_is_short_does_not() -> None:
    small = packed.packed(LONG)
    assert isinstance(small, bytes)
    assert len(small) * 4 < len(LONG.encode())
    assert packed.packed('{"school":"x"}') == '{"school":"x"}'
    assert plain_column(small) == LONG
    assert [plain_column(each) for each in (None, 7, "text")] == [None, 7, "text"]
    assert unpacked(small) == LONG


def test_what_is_no_shorter_stays_as_it_is() -> None:
    odd = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(5))
    assert packed_line(bytes.fromhex(odd) * 2)[:1] != b"\x02" or len(packed_line(bytes.fromhex(odd) * 2)) < 320


@pytest.mark.parametrize("damage", [b"", b"\x02", b"\x02\x28\xb5\x2f\xfd", b"\x01abc", b"{}"])
def test_damage_is_told_and_stops_no_query(damage: bytes) -> None:
    with pytest.raises(ValueError, match="packed"):
        plain(damage)
    assert plain_column(damage) == damage.hex()


def test_what_this_release_packed_is_read_for_ever() -> None:
    """The dictionaries are part of every database now: who exchanges a byte of them takes away what lies there."""
    folder = Path(packed.__file__).parent / "dict"
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} == DICTIONARIES
    assert plain(KEPT) == LONG


def test_several_threads_pack_and_read_at_once() -> None:
    texts = [LONG.replace("វត្ត", f"វត្ត{number}") for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: plain(packed.packed(text)), texts * 5)) == texts * 5


def test_old_rows_and_packed_ones_stand_side_by_side(database: Database, actor: Actor) -> None:
    """A database of before: its rows hold texts. What is written now goes beside, and nothing is written anew."""
    long = "ក" * 500
    with database.write(actor, "x") as uow:
        old, new = (uow.create("child", {"how_to_find": long}) for _ in range(2))
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE op SET patch = plain(patch) WHERE record = ?", (old,))
        numbering = outbox.current_incarnation(connection).id
        outbox.freeze(connection, outbox.next_unfrozen(connection, numbering, 10), lambda op: str([op.seq, op.patch]).encode())
        line = connection.exec_driver_sql("SELECT line FROM op WHERE record = ?", (old,)).scalar_one()
        connection.exec_driver_sql("UPDATE op SET line = ? WHERE record = ?", (plain_line(bytes(line)), old))
        kinds = "SELECT typeof(patch), length(line) < 500 FROM op WHERE record IN (?, ?) ORDER BY n"
        assert list(map(tuple, connection.exec_driver_sql(kinds, (old, new)))) == [("text", 0), ("blob", 1)]
        assert outbox.first_break(connection) is None
    ops = [op for op in all_ops(database) if op.record in (old, new)]
    assert [op.patch["how_to_find"] for op in ops] == [long, long]
    assert all(op.line is not None and long in op.line.decode() for op in ops)
    pull(database, "child", old, 5, {"how_to_find": long, "school": "s"}, contains_all=True)
    with database.write(actor, "x") as uow:
        for child in (old, new):
            uow.update("child", child, {"school": "after"})
    assert [check for check in doctor.examine(database, actor) if not check.ok] == []
