"""What a server of an earlier version held comes out in the order of its arrival, and before all that comes now."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.pool import NullPool

from app.domain.ids import new_id
from sync.server import desk, models
from sync.server.database import FILE, SCRIPTS, open_store
from sync.server.devices.offices import add_office
from tests.support.near import near
from tests.support.postgres import DATABASES, database_of

FIRST, NEXT, OTHER = "f" * 32, "a" * 32, "1" * 32
"""Three numberings, the second after the first on one laptop; their names say nothing."""
BEFORE = (
    # device, numbering, number there, hour at which it came by the server's clock, what became of it
    ("d1", FIRST, 500, 9, "released"),
    ("d1", FIRST, 501, 10, "held"),
    ("d1", FIRST, 502, 8, "held"),  # the server's clock had gone back
    ("d1", FIRST, 503, 10, "held"),
    ("d1", NEXT, 3, 11, "held"),
    ("d1", NEXT, 4, 11, "held"),
    ("d2", OTHER, 70, 7, "held"),
)
FILLED = {"record": "", "reason": "malformed", "home": "0699"}


def older(folder: Path, database: str | None) -> None:
    """A server's database of the version before, with a quarantine."""
    folder.mkdir()
    engine = create_engine(database or f"sqlite:///{folder / FILE}", poolclass=NullPool)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0009")
        connection.execute(text("INSERT INTO clock VALUES (1, 1, 0)"))
        connection.execute(text("INSERT INTO epoch VALUES (1, 0, '')"))
        for device, incarnation, seq, hour, state in BEFORE:
            name = {"id": f"{incarnation[:8]}-{seq}", "incarnation": incarnation, "seq": seq, "number": seq}
            row = {**FILLED, **name, "device": device, "state": state, "held_at": f"2026-11-20T{hour:02}:00:00.000Z"}
            connection.execute(insert(models.held), [row])
    engine.dispose()


@pytest.mark.parametrize("kind", DATABASES)
def test_what_was_held_is_numbered_as_it_came(kind: str, tmp_path: Path) -> None:
    with database_of(kind, empty=True) as address:
        older(tmp_path / "server", address)
        with closing(open_store(tmp_path / "server", address)) as store, store.read() as connection:
            held = models.held.c
            query = select(held.device, held.incarnation, held.seq).where(held.state == "held")
            rows = connection.execute(query.order_by(held.device, held.number)).all()
            assert [tuple(row) for row in rows] == [
                ("d1", FIRST, 501),
                ("d1", FIRST, 502),
                ("d1", FIRST, 503),
                ("d1", NEXT, 3),
                ("d1", NEXT, 4),
                ("d2", OTHER, 70),
            ]
            freed = select(held.number, held.held_at, held.state).where(held.seq == 500)
            assert tuple(connection.execute(freed).one()) == (500, "2026-11-20T09:00:00.000Z", "released"), "it waits no more"


def test_what_comes_now_stands_behind_it(tmp_path: Path) -> None:
    older(tmp_path / "server", None)
    with closing(open_store(tmp_path / "server")) as store:
        add_office(store, "0698")
        laptop = near(store, "0698")
        with store.write() as connection:
            connection.execute(models.held.update().where(models.held.c.device == "d1").values(device=laptop.device))
        laptop.op("edit", "child", new_id(), {"school": "nowhere"}, 1)
        laptop.exchange()
        with store.read() as connection:
            held = models.held.c
            waits = (held.device == laptop.device, held.state == "held")
            last = connection.execute(select(held.incarnation).where(*waits).order_by(held.number.desc())).scalars().first()
        assert last == laptop.incarnation
        assert desk.status(store)["held"] == 7
