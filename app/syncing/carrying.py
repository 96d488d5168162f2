"""What an exchange does for others (sync.md §7): asks for vouchers, hands their files over, keeps the answers for them.

The own records go first. Only what is asked about others goes before them: how far the server has what is shown here of theirs
must be known from before the pages in which that lies. Their files come behind, and one that fails stops only itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import monotonic

from app.data.database import Database
from app.domain.records import Changes
from app.syncing import between
from app.syncing.identity import Enrolment
from sync.client.bundles import Halted, NotTaken, ask_vouchers, hand_over
from sync.client.carry import Carrier
from sync.client.engine import Engine
from sync.client.patience import IN_A_ROW, Patience, is_of_one
from sync.client.ports import NO_USE_NOW, UNSERVED, ExchangeFault, Report
from sync.client.session import Session
from sync.protocol.bundle import AT_ONCE

AGAIN = 3600.0
"""Seconds until a file is tried anew that the server broke down over or has no room for."""
AT_LAST = 86_400.0
"""Seconds that lie between two tries at most, where it has no room again and again: each takes the whole file up."""


def ask(database: Database, enrolment: Enrolment, session: Session) -> Mapping[str, int]:
    """Asks the server about others, if there is anything to ask; how far it has what is shown here of them.

    ExchangeFault: NotTaken where it cannot read the question; what was wanted with that is asked no more.
    """
    asked = between.question(database, enrolment)
    if asked is None:
        return {}
    try:
        answer = ask_vouchers(session, asked)
    except NotTaken:
        between.ask_no_more(database, asked.tags)
        raise
    if answer is None:
        return {}
    between.keep_vouchers(database, answer)
    return answer.have


def records(
    database: Database,
    enrolment: Enrolment,
    engine: Engine,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Changes], None] = lambda _: None,
) -> Report:
    """Own records both ways; what is shown here of others leaves once it lies in them. ExchangeFault of the records."""
    try:
        have = ask(database, enrolment, engine.session)
    except ExchangeFault as fault:
        if fault.code in NO_USE_NOW:
            raise
        have = {}  # asked again next time; whether the link is good shows with the records
    report = engine.run(stop)
    if have and not stop():
        between.leave(database, have, told)
    return report


@dataclass(slots=True)
class Handed:
    """What became of files of others: how many the server has taken, and the code of what stopped one or all of them.

    `cut`: there is no link, or the server is out of order, and nothing else is to be tried now; `halted`: something else goes
    first.
    """

    files: int = 0
    fault: str = ""
    cut: bool = False
    halted: bool = False


class Carrying:
    """Hands files of others over, one after the other. `wait(seconds)` pauses between tries and says whether to go on."""

    def __init__(
        self,
        database: Database,
        session: Session,
        wait: Callable[[float], bool],
        patience: Patience | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._database, self._session, self._clock = database, session, clock
        self._patience = patience or Patience(wait)
        self._carrier = Carrier(session, lambda _: self._patience.moved())
        self._later: dict[str, float] = {}
        """When each file that is put aside is tried anew."""
        self._full: dict[str, float] = {}
        """How many seconds each waits after the server had no room for it."""
        self._cuts = Counter[str]()
        """How often the link broke over each file: a server that falls over one looks like that, and the others go first."""

    def run(self, stop: Callable[[], bool] = lambda: False, *, metered: bool = False) -> Handed:
        """Hands over what there is, until `stop` says that something else goes first; Refused of this device as such.

        `metered`: over a link that costs by the byte only what goes in one request.
        """
        handed, failed = Handed(), 0
        now = self._clock()
        self._later = {name: at for name, at in self._later.items() if now < at}
        for name, size in sorted(between.to_carry(self._database), key=lambda each: self._cuts[each[0]]):
            if name in self._later or (metered and size > AT_ONCE):
                continue
            try:
                handed.files += self._hand(name, stop)
                failed = 0
            except Halted:
                handed.halted = True
                break
            except ExchangeFault as fault:
                if fault.code in UNSERVED:
                    raise
                handed.fault, failed = fault.code, failed + 1
                if not is_of_one(fault) or failed >= IN_A_ROW:
                    self._cuts[name] += 1
                    handed.cut = fault.code != "link_cut"
                    break
                self._later[name] = now + AGAIN
        return handed

    def _hand(self, name: str, stop: Callable[[], bool]) -> bool:
        """One file; whether the server has taken it. One that it refuses goes: its maker still has what it holds."""
        data = between.carried_file(self._database, name)
        if data is None:
            return False
        reply = None
        try:
            reply = self._patience.through(partial(hand_over, self._session, data, stop, self._carrier))
        except NotTaken as fault:
            if fault.code == "bundle_full":
                self._full[name] = min(2 * self._full.get(name, AGAIN / 2), AT_LAST)
                self._later[name] = self._clock() + self._full[name]
                return False
            between.arrived(self._database, [name])
            return False
        if reply is not None:
            between.keep_answer(self._database, reply)
        between.arrived(self._database, [name])
        return True
