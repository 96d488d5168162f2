"""Operations that are here no more: those in a verified backup of the server may go, others must not (sync.md §1).

If operations are gone all the same, what is behind them goes on in a new numbering, with a `skip` operation that says so, and
an alarm is raised.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from app.data.outbox import outbox
from app.data.outbox.capture import Author, Edit, append_op
from app.data.outbox.dispatch import fork
from app.data.replica.alarms import OPS_GONE, raise_alarm
from app.domain.clock import Clock, instant_text

KEPT = 200
"""Operations at the end of a numbering that stay also when they are safe: by them a cloned disk is found."""


def prune(connection: Connection, incarnation: str) -> int:
    """Lets operations go that the server reports safe, from the beginning on, up to the first that is still needed."""
    row = connection.exec_driver_sql(
        "SELECT min(seq) FROM op WHERE incarnation = ? AND (safe = 0 OR overlay > 0 OR verdict IS NULL OR verdict = 'held')",
        (incarnation,),
    ).fetchone()
    end = outbox.incarnation(connection, incarnation).frozen_seq - KEPT
    least = row[0] if row is not None else None
    bound = end if least is None else min(end, int(least) - 1)
    return int(connection.exec_driver_sql("DELETE FROM op WHERE incarnation = ? AND seq <= ?", (incarnation, bound)).rowcount)


def kept(connection: Connection, incarnation: str) -> int:
    """The first operation of a numbering that is still here; behind the last one where none is."""
    least = connection.exec_driver_sql("SELECT min(seq) FROM op WHERE incarnation = ?", (incarnation,)).scalar()
    return int(least) if least is not None else _next(connection, incarnation)


def mend(connection: Connection, clock: Clock, incarnation: str, have: int) -> None:
    """Goes on behind a hole where the next operation to be sent is not here. `have`: how far the server is, asked just now.

    What the server has is not lost. What it does not have is: the operations behind it get a numbering of their own.
    """
    numbering = outbox.incarnation(connection, incarnation)
    first = numbering.acked_seq + 1
    if first >= _next(connection, incarnation) or _there(connection, incarnation, first):
        return
    if have >= first:
        reached = min(have, _next(connection, incarnation) - 1)
        connection.exec_driver_sql("UPDATE incarnation SET acked_seq = ? WHERE id = ?", (reached, incarnation))
        return
    later = connection.exec_driver_sql("SELECT min(seq) FROM op WHERE incarnation = ? AND seq > ?", (incarnation, first))
    last = int(later.scalar() or _next(connection, incarnation)) - 1
    go_on_behind(connection, clock, incarnation, (first, last))


def go_on_behind(connection: Connection, clock: Clock, incarnation: str, hole: tuple[int, int]) -> None:
    """Operations (first, last) of a numbering are gone and not on the server: says so to it and to people."""
    first, last = hole
    who = connection.exec_driver_sql('SELECT "user" FROM op ORDER BY n DESC LIMIT 1').scalar()
    fork(connection, clock, incarnation, first)
    moment = instant_text(clock.now())
    name = str(UUID(incarnation))
    author = Author(str(who or name), moment)
    told = {"of": incarnation, "from": first, "to": last}
    append_op(connection, author, Edit("", name, "skip", {}, {}), (0, 0), (0, 0), told)
    raise_alarm(connection, OPS_GONE, moment, **{"from": first, "to": last})


def _next(connection: Connection, incarnation: str) -> int:
    """The number that the next operation of a numbering gets."""
    return int(connection.exec_driver_sql("SELECT next_seq FROM incarnation WHERE id = ?", (incarnation,)).scalar_one())


def _there(connection: Connection, incarnation: str, seq: int) -> bool:
    """Whether an operation is here."""
    found = connection.exec_driver_sql("SELECT 1 FROM op WHERE incarnation = ? AND seq = ?", (incarnation, seq))
    return found.fetchone() is not None
