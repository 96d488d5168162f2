"""Operations that the server holds: which are asked about, and what becomes of those that left quarantine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection

from app.data.outbox.dispatch import meta, put_meta
from sync.protocol.limits import HELD_NAMED

TURN = "sync_held_turn"


def named(connection: Connection) -> Mapping[str, tuple[int, ...]]:
    """Held operations to be asked about (incarnation → numbers): all; where they are too many, in turns.

    The laptop asks, since a list that the server tells of itself ends after some time or some number, and what is not heard
    of then would be shown as held for ever (sync.md, invariant 3).
    """
    total = int(connection.exec_driver_sql("SELECT count(*) FROM held").scalar_one())
    start = 0
    if total > HELD_NAMED:
        start = int(meta(connection, TURN) or "0") % total
        put_meta(connection, TURN, str(start + HELD_NAMED))
    rows = connection.exec_driver_sql(
        "SELECT incarnation, seq FROM held ORDER BY incarnation, seq LIMIT ? OFFSET ?", (HELD_NAMED, start)
    )
    found: dict[str, list[int]] = defaultdict(list)
    for incarnation, seq in rows:
        found[str(incarnation)].append(int(seq))
    return {incarnation: tuple(numbers) for incarnation, numbers in found.items()}


def free(connection: Connection, freed: Sequence[tuple[str, int, str]], erased: Callable[[str], None]) -> list[tuple[str, str]]:
    """Operations that were released or discarded leave the list; (type, id) of their records.

    Discarded ones leave the overlay too. Released ones leave it as all do: with the page that contains them. `erased` is called
    with records that were erased by law meanwhile: no page tells of those that this device does not have any more.
    """
    touched = []
    for incarnation, seq, verdict in freed:
        row = connection.exec_driver_sql(
            "UPDATE op SET verdict = ?, overlay = overlay * (? <> 'discarded') WHERE incarnation = ? AND seq = ? "
            "AND verdict = 'held' RETURNING type, record",
            (verdict, verdict, incarnation, seq),
        ).fetchone()
        connection.exec_driver_sql("DELETE FROM held WHERE incarnation = ? AND seq = ?", (incarnation, seq))
        if row is not None:
            touched.append((str(row[0]), str(row[1])))
            if verdict == "erased":
                erased(str(row[1]))
    return touched
