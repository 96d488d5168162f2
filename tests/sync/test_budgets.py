"""Invariant 17 by number, over HTTP with headers in: records, edits, an idle exchange; one trip both ways; the bench itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.data.keeping.keys import Profile
from app.data.queries.sample_places import villages_of
from app.domain.sample_careers import Ground, career
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office
from app.services.sample import sample_acts
from tests.bench.sync import ours, records
from tests.support.server import RunningServer, quick_code, serving

FREE_TEXT, FREE_COST = 160, 0.45
"""Characters of free text that a record's budget holds, and bytes for each more."""


RECORD, ALONE, COLD = 275, 1000, 2048
"""Bytes of a record of the bench among fifty and by itself; of a cold beginning."""
CASE, AUDIT = 450, 40
"""Bytes of a case as it is registered, with all its parts, and of an audit line."""
FEW = 36
"""Cases of a batch: some 380 records, well below the size from which on a good link packs less hard to be quicker."""


@dataclass
class Pair:
    """Two laptops of one office that have exchanged all and whose connections stand."""

    server: RunningServer
    one: Session
    two: Session

    def settle(self) -> None:
        """Until neither has anything for the other."""
        for session in (self.one, self.two, self.one, self.two):
            exchange.exchange(session)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Made once: no test here depends on what another has added."""
    folder = tmp_path_factory.mktemp("budgets")
    with serving(folder / "server", ours.OFFICE) as server:
        laptops = []
        for name in ("one", "two"):
            made = create_office(folder / name, ours.OFFICE, f"Sok {name}", "correct horse 9", profile=Profile(1, 8, 1))
            exchange.enrol(made.session, server.url, quick_code(server, ours.OFFICE))
            laptops.append(made.session)
        both = Pair(server, *laptops)
        yield both
        for session in laptops:
            exchange.leave(session)
            session.close()


def bytes_of(session: Session) -> int:
    """Bytes both ways of an exchange."""
    done = exchange.exchange(session)
    return done.bytes_up + done.bytes_down


def add(session: Session, maker: records.Maker, number: int) -> tuple[list[str], float]:
    """Records of the bench; their ids, and what their free text adds to the budget of each."""
    ids, free = [], 0.0
    for place in range(number):
        record = maker.record(place)
        free += max(0, sum(len(record[field]) for field in records.FREE) - FREE_TEXT) * FREE_COST
        with session.write("register_case") as uow:
            ids.append(uow.create(ours.TYPE, ours.values_of(record)))
    return ids, free / number


def test_invariant_17_fifty_records_and_one_alone(pair: Pair) -> None:
    with pair.one.write("register_case") as uow:  # an office with something in each restricted group, as all soon are
        child = uow.create("child", {"office": ours.OFFICE, "sex": "female"})
        case = uow.create("case", {"office": ours.OFFICE, "child": child})
        for kind in ("perpetrator", "reporter", "safety_plan", "interview"):
            uow.create(kind, {"case": case})
        for code in ("hiv", "sexual_violence"):
            uow.create("concern", {"case": case, "code": code})
    pair.settle()
    maker = records.Maker(11)
    add(pair.one, maker, 50)
    pair.settle()
    _, free = add(pair.one, maker, 50)
    assert bytes_of(pair.one) / 50 <= RECORD + free
    pair.settle()
    alone = []
    for _ in range(6):
        _, free = add(pair.one, maker, 1)
        done = exchange.exchange(pair.one)
        alone.append((done.requests, done.bytes_up + done.bytes_down - free))
    once = [spent for requests, spent in alone if requests == 1]  # a connection that the server let go asks a second time
    assert len(once) >= 5, alone
    assert sum(once) / len(once) <= ALONE, alone


def test_invariant_17_cases_with_their_parts_and_who_looked_at_them(pair: Pair) -> None:
    session = pair.one
    with session.read() as reader:
        ground = Ground(reader.today(), villages_of(reader, ours.OFFICE), (session.actor.user,), [], 0.0)
    cases: list[str] = []
    for place in range(3):
        pair.settle()
        for number in range(FEW * place, FEW * place + FEW):
            plan = replace(career(1, ours.OFFICE, number, ground), later=())
            cases.append(sample_acts.make_case(lambda _, __, act: session.write(act), session.actor, plan))
        spent = bytes_of(session)
    assert spent / FEW <= CASE, "the laptop knows its link, and sends them at once"
    pair.settle()
    idle = bytes_of(session)
    for case in cases[:50]:
        with session.write("read") as uow:
            uow.record_read("case", case)
    assert (bytes_of(session) - idle) / 50 <= AUDIT


def test_invariant_17_fifty_edits_of_three_fields_and_one_alone(pair: Pair) -> None:
    chance = random.Random(12)
    with pair.one.write("register_child") as uow:
        children = [uow.create("child", {"office": ours.OFFICE, "sex": "female"}) for _ in range(50)]
    pair.settle()

    def edit(some: list[str]) -> None:
        for child in some:
            values = {
                "sex": "male",
                "birth_from": f"2015-04-{chance.randrange(10, 28)}",
                "school": f"No. {chance.randrange(10**6)}",
            }
            with pair.one.write("edit") as uow:
                uow.update("child", child, values)

    edit(children)
    assert bytes_of(pair.one) / 50 <= 65
    pair.settle()
    edit(children[:1])
    assert bytes_of(pair.one) <= 800


def test_one_trip_is_enough_both_ways_and_when_idle(pair: Pair) -> None:
    with pair.one.write("register_child") as uow:
        mine = uow.create("child", {"office": ours.OFFICE, "school": "x"})
    pair.settle()
    for session, values in ((pair.two, {"how_to_find": "near the pagoda"}), (pair.one, {"school": "y"})):
        with session.write("edit") as uow:
            uow.update("child", mine, values)
    exchange.exchange(pair.two)
    done = exchange.exchange(pair.one)
    assert (done.requests, done.sent, done.received) == (1, 1, 1), "the page comes with the reply to the operations"
    with pair.one.read() as reader:
        child = reader.get("child", mine)
        assert (child.text("how_to_find"), child.text("school")) == ("near the pagoda", "y")
    pair.settle()
    idle = exchange.exchange(pair.one)
    assert idle.requests == 1
    assert idle.bytes_up + idle.bytes_down <= 700


def test_the_bench_runs_and_its_bytes_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = 300
    made = records.write(tmp_path / "data", number)
    free = sum(max(0, sum(len(each[field]) for field in records.FREE) - FREE_TEXT) * FREE_COST for each in made)
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    with serving(tmp_path / "server", ours.OFFICE) as server:
        codes = " ".join(quick_code(server, ours.OFFICE) for _ in range(2))
        (tmp_path / "codes").write_text(codes, encoding="ascii")
        ours.enrol_both(server.url, tmp_path)
        done = {name: ours.phase(name, server.url, tmp_path, number) for name in ours.PHASES}
    assert done["push"]["sent"] >= number
    assert done["pull"]["received"] >= number
    assert (done["repush"]["sent"], done["repull"]["received"]) == (3, 3)
    for name in ("push", "pull"):
        assert done[name]["bytes"] <= RECORD * number + free + COLD
    for laptop in ("a", "b"):
        session = ours.opened(tmp_path / laptop, server.url)
        with session.read() as reader:
            assert reader.count(ours.TYPE) == number
        session.close()
