"""What the exchange has to tell people at once, in the order of its weight."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.outbox import dispatch
from app.data.reader import Reader
from app.services.exchange import exchange
from app.syncing.link import CLOCK_ODD

RESTORED, CLOCK = "restored", "clock"
"""Everything is asked for anew after the server was restored; the date here does not fit the server's certificate."""


@dataclass(frozen=True, slots=True)
class Alarms:
    """Names (words: `sync_alarm.<name>`); those to be seen stay until somebody says that he has read them."""

    standing: tuple[str, ...] = ()
    to_be_seen: frozenset[str] = frozenset()


def sync_alarms(reader: Reader) -> Alarms:
    """What stands now."""
    told = exchange.repair(reader)
    raised = sorted(told.alarms, key=lambda name: (name != "ops_gone", name))
    now = [RESTORED] if told.receiving_anew else []
    now += [CLOCK] if dispatch.meta(reader.connection, CLOCK_ODD) == "1" else []
    return Alarms((*raised, *now), frozenset(raised))
