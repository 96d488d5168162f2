"""Cursors as this server makes and checks them, and the opening of a new epoch.

A tag is the random one of the commit that covers the number, and our mark on epoch, number and that. A cursor with a true mark
that the database does not know shows that the database is older than what laptops have seen: it was restored.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, bindparam, insert, select, update

from sync.protocol.canonical import b64
from sync.protocol.cursor import Cursor
from sync.server import models
from sync.server.database import Store, position
from sync.server.faults import Refusal
from sync.server.files import now

RANDOM = 4
"""Characters of a tag that are the commit's; the rest is the mark."""


class Cursors:
    """Makes and checks cursors."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: tuple[int, int, str] | None = None

    def _mark(self, epoch: int, seq: int, random: str) -> str:
        """What only this server can write."""
        return b64(self._store.keys.mac(f"cursor {epoch}:{seq}:{random}", 3))

    def receipt(self, epoch: int, incarnation: str, have: int) -> str:
        """Our mark on how far an incarnation has come: the laptop can show it to a server that was put back."""
        return b64(self._store.keys.mac(f"have {epoch}:{incarnation}:{have}", 6))

    def gave_receipt(self, epoch: int, incarnation: str, told: tuple[int, str]) -> bool:
        """Whether a mark is ours and of this epoch or a later one.

        What an earlier epoch had and lost is known since; else one laptop with an old mark could begin epochs for ever.
        """
        last = max(epoch, self._store.ledger.epochs[-1][0])
        have, mark = told
        return any(secrets.compare_digest(mark, self.receipt(each, incarnation, have)) for each in range(epoch, last + 1))

    def known(self) -> tuple[int, int, str] | None:
        """What this process saw last: epoch, number, tag. To be read before the snapshot that `went_back` judges."""
        return self._last

    def went_back(self, connection: Connection, here: tuple[int, int], known: tuple[int, int, str] | None) -> bool:
        """Whether the database was put back under this process; `here`: the `position` that the snapshot shows."""
        epoch, top = here
        if known is not None and (known[0] > epoch or (known[0] == epoch and self._gone(connection, known))):
            return True
        self.saw(connection, epoch, top)
        return False

    def saw(self, connection: Connection, epoch: int, top: int) -> None:
        """What this process sees now."""
        if self._last is None or self._last[:2] != (epoch, top):
            self._last = (epoch, top, _random(connection, top))

    @staticmethod
    def _gone(connection: Connection, known: tuple[int, int, str]) -> bool:
        """Whether a commit that this process saw is here no more."""
        return known[1] > 0 and _random(connection, known[1]) != known[2]

    def at(self, connection: Connection, epoch: int, seq: int) -> Cursor:
        """The cursor of a number."""
        random = _random(connection, seq)
        return Cursor(epoch, seq, random + self._mark(epoch, seq, random) if seq else "")

    def check(self, connection: Connection, here: tuple[int, int], told: Iterable[Cursor]) -> None:
        """Refusal 410 `epoch` for one of another epoch or from before a restore, 400 `cursor` for a forged one."""
        epoch, top = here
        for each in sorted(set(told)):
            if each.seq and each.tag[RANDOM:] != self._mark(each.epoch, each.seq, each.tag[:RANDOM]):
                raise Refusal(400, "cursor")
            if each.epoch < epoch:
                raise new_epoch(connection, epoch)
            if each.epoch > epoch or each.seq > top or (each.seq and _random(connection, each.seq) != each.tag[:RANDOM]):
                if each.epoch > epoch and not each.seq:
                    raise Refusal(400, "cursor")
                raise Restored(each.epoch)


def new_epoch(connection: Connection, epoch: int) -> Refusal:
    """What tells a laptop of a new epoch, and where the server stood when each began."""
    return Refusal(410, "epoch", epoch=epoch, points=[list(each) for each in sorted(_epochs(connection).items())])


class Restored(Exception):
    """A laptop has seen what this database does not know."""

    def __init__(self, epoch: int) -> None:
        super().__init__(epoch)
        self.epoch = epoch


def _random(connection: Connection, seq: int) -> str:
    """The random part of the tag of the commit that gave a number."""
    return str(connection.execute(_TAG, {"seq": seq}).scalar() or "")


_LOG = models.commit_log.c
_TAG = select(_LOG.tag).where(_LOG.last_seq >= bindparam("seq")).order_by(_LOG.last_seq).limit(1)
_ROOTS = select(models.scope_root).where(models.scope_root.c.scope.in_(bindparam("scopes", expanding=True)))


STARTS = 500
"""Starts of the serving process that are remembered."""


def restored_to(connection: Connection, known: Iterable[Cursor]) -> int:
    """Where a database stood when it was put back without a word, rather too low than too high.

    It was put back while nothing served, so the point is where some start found it; and not before what it knows that it
    told the laptop which noticed.
    """
    _, seq = position(connection)
    least = max((each.seq for each in known), default=0)
    return min((start for start in starts_of(connection) if start >= least), default=seq)


def starts_of(connection: Connection) -> list[int]:
    """The numbers that the starts of the serving process found."""
    text = connection.execute(select(models.meta.c.value).where(models.meta.c.name == "starts")).scalar()
    return [int(each) for each in json.loads(text)] if text else []


def open_epoch(store: Store, connection: Connection, above: int = 0, point: int | None = None) -> int:
    """Begins a new epoch: its number lies outside the database first, then in it, with the point that was restored to.

    The global lock is held.
    """
    epoch, seq = position(connection)
    ledger = store.ledger
    # Since this database was copied there were other histories: only what came before all of them is known to everybody.
    others = [each for number, each in ledger.epochs if number > epoch]
    seq = min([seq, *others, *([] if point is None else [point])])
    fresh = max(epoch, above, ledger.epochs[-1][0]) + 1
    known = dict(ledger.epochs) | _epochs(connection)
    told = tuple(sorted({**known, fresh: seq}.items()))
    replace(ledger, epochs=told).store(store.folder)
    rows = [{"epoch": number, "restore_seq": point, "at": now()} for number, point in told if number not in _epochs(connection)]
    connection.execute(insert(models.epoch), rows)
    connection.execute(update(models.clock).values(epoch=fresh))
    return fresh


def _epochs(connection: Connection) -> dict[int, int]:
    """Epochs that the database knows, with their restore points."""
    return {row.epoch: int(row.restore_seq) for row in connection.execute(select(models.epoch))}


def roots_of(connection: Connection, scopes: Iterable[str]) -> Mapping[str, tuple[int, int, int]]:
    """Root, number of records and last number of scopes that have records."""
    rows = connection.execute(_ROOTS, {"scopes": sorted(scopes)})
    return {row.scope: (int(row.root, 16), int(row.records), int(row.last_seq)) for row in rows}
