"""A laptop that was not brought up to date beside a new one and a new server (sync.md §8, invariant 19), each its own process:
what it does not know passes through it untouched, what it saved counts, and the update shows all that came before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.support import SECRET
from tests.support.older import FIELD, TYPE, older_tree, play
from tests.support.server import RunningServer, quick_code, serving
from tests.support.sources import ROOT

OFFICE = "0203"
Step = dict[str, Any]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with serving(tmp_path_factory.mktemp("server") / "data", OFFICE) as running:
        yield running


class Desk:
    """A laptop's folder; which programme opens it is another matter."""

    def __init__(self, folder: Path, name: str) -> None:
        self.who = {"folder": str(folder), "name": name, "password": SECRET}

    def init(self, server: RunningServer) -> Step:
        """Sets the laptop up and enrols it."""
        return {**self.who, "do": "init", "office": OFFICE, "url": server.url, "code": quick_code(server, OFFICE)}

    def create(self, kind: str, **values: object) -> Step:
        """A new record."""
        return {**self.who, "do": "create", "type": kind, "values": values}

    def edit(self, record: str, **values: object) -> Step:
        """A save of a child."""
        return {**self.who, "do": "edit", "type": "child", "record": record, "values": values}

    def show(self, record: str, kind: str = "child") -> Step:
        """What the screen shows."""
        return {**self.who, "do": "show", "type": kind, "record": record}

    def sql(self, statement: str) -> Step:
        """Rows of the database."""
        return {**self.who, "do": "sql", "sql": statement}

    @property
    def exchange(self) -> Step:
        """An exchange."""
        return {**self.who, "do": "exchange"}


def test_an_older_laptop_loses_nothing_and_falsifies_nothing(server: RunningServer, tmp_path: Path) -> None:
    """Long because it is one story: what each step finds is what the step before it left."""
    old, new = Desk(tmp_path / "old", "Sok Dara"), Desk(tmp_path / "new", "Chan Thida")
    older = older_tree(tmp_path / "older")
    _, child, unknown, first = play(
        ROOT,
        new.init(server),
        new.create("child", office=OFFICE, how_to_find="one", **{FIELD: "one"}),
        new.create(TYPE, office=OFFICE, amount=7),
        new.exchange,
    )
    assert first["verdicts"]["applied"] == first["sent"] > 0
    _, taken, shown, _, _, parked = play(
        older,
        old.init(server),
        old.exchange,
        old.show(child),
        old.edit(child, how_to_find="two"),
        old.exchange,
        old.sql("SELECT record FROM parked"),
    )
    assert taken["received"] > 0
    assert shown["how_to_find"] == "one"
    assert [record for (record,) in parked] == [unknown], "what cannot be shown lies by"
    shown, _, made = play(
        ROOT, new.exchange, new.edit(child, **{FIELD: "two"}), new.create("child", office=OFFICE, **{FIELD: "three"})
    )[0:3]
    [shown] = play(ROOT, new.show(child))
    assert (shown["how_to_find"], shown[FIELD]) == ("two", "two")
    play(older, old.edit(child, how_to_find="three"))  # saved by the older programme, not sent before the update
    play(ROOT, new.exchange)
    _, after, whole, other, of_type, waits, settled = play(
        ROOT,
        old.edit(child, **{FIELD: "four"}),
        old.exchange,
        old.show(child),
        old.show(made),
        old.show(unknown, TYPE),
        old.sql("SELECT (SELECT count(*) FROM parked), (SELECT count(*) FROM op WHERE overlay > 0)"),
        old.exchange,
    )
    assert (whole["how_to_find"], whole[FIELD]) == ("three", "two"), "the other's value stands until somebody decides"
    assert other[FIELD] == "three"
    assert (of_type or {}).get("amount") == 7
    assert after["verdicts"].get("conflict", 0) == 1, "who updated had not seen the value that another wrote meanwhile"
    assert waits == [[0, 0]]
    assert (settled["sent"], settled["received"]) == (0, 0)
    roots = old.sql("SELECT value FROM meta WHERE key = 'sync_roots_differ'")
    _, theirs, mine, differ, other_differ = play(
        ROOT, new.exchange, new.show(child), old.show(child), roots, {**roots, **new.who}
    )
    assert theirs == mine
    assert (differ, other_differ) == ([["[]"]], [["[]"]])
