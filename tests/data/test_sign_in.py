"""Signing in where something is odd: a clock that is wrong by years, two people who happen to have the same password."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.cli.main import main
from app.data.keeping import keys
from app.domain.errors import EnvironmentFault, InputError
from app.services.office import backups, offices, users
from app.services.office.offices import Session, create_office, sign_in
from app.text.words import LANGUAGES

SECRET = "a long pass phrase"


@dataclass
class Clock:
    """A clock that can be set."""

    time: datetime = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """What it says."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    made = create_office(tmp_path / "office", "01", "Sok Dara", SECRET, clock=clock, profile=keys.Profile(1, 8, 1))
    users.add_user(made.session, "Keo Rithy", ["clerk"], SECRET)
    users.add_user(made.session, "Nou Maly", ["clerk"], f"{SECRET} too")
    made.session.close()
    return tmp_path / "office"


def doubt_of(session: Session) -> str | None:
    """The doubt at sign-in, as the key of its words."""
    with session:
        return session.clock_doubt.key if session.clock_doubt else None


def test_a_clock_that_jumped_by_years_is_told_once_and_hinders_nobody(folder: Path, clock: Clock) -> None:
    assert doubt_of(sign_in(folder, "Sok Dara", SECRET, clock=clock)) is None
    for days, key in ((20, None), (-0.9, None), (3650, "clock.ahead"), (30, None), (-3680, "clock.behind"), (30, None)):
        clock.time += timedelta(days=days)
        assert doubt_of(sign_in(folder, "Sok Dara", SECRET, clock=clock)) == key, days
    clock.time = datetime(2000, 1, 1, tzinfo=UTC)
    for _ in range(2):  # a dead battery: as long as it says so
        assert doubt_of(sign_in(folder, "Sok Dara", SECRET, clock=clock)) == "clock.behind"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_headless_face_tells_of_a_wrong_clock_and_goes_on(
    folder: Path, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMAR_USER", "Sok Dara")
    monkeypatch.setenv("KOMAR_PASSWORD", SECRET)
    monkeypatch.setattr(offices, "CLOCK_AHEAD", timedelta(days=-1))
    assert main(["--data", str(folder), "--lang", lang, "--json", "status"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("{")
    assert ("នាឡិកា" if lang == "km" else "clock") in said.err


def test_two_people_with_the_same_password_both_get_in_as_themselves(folder: Path, clock: Clock) -> None:
    for name in ("Sok Dara", "keo rithy", "Sok  Dara"):
        with sign_in(folder, name, SECRET, clock=clock) as session:
            assert offices.same_name(session.actor.name) == offices.same_name(name)
    for name in ("Nou Maly", "Nobody"):
        with pytest.raises(InputError, match="wrong_password"):
            sign_in(folder, name, SECRET, clock=clock)


def test_rights_of_one_of_two_people_of_one_name_can_be_taken_away(folder: Path, clock: Clock) -> None:
    """Each of two laptops began with somebody of that name; the exchange brought both here, with every right."""
    with sign_in(folder, "Sok Dara", SECRET, clock=clock) as session:
        whole = {
            "office": session.actor.office,
            "roles": ["administrator", "inspector"],
            "rights": ["interview"],
            "active": True,
        }
        with session.write("test") as uow:
            one, other = (uow.create("user", {**whole, "name": name}) for name in ("Keo Chan", "Keo Chan"))
        users.edit_user(session, one, name="Keo Chan", roles=["inspector"], rights=[], active=True)
        with session.read() as reader:
            assert reader.get("user", one).codes("rights") == frozenset()
        users.edit_user(session, other, name="Keo Chan", roles=["inspector"], rights=[], active=False)
        with pytest.raises(InputError, match="user_exists"):
            users.edit_user(session, other, name="Keo Chan", roles=["inspector"], rights=[], active=True)
        with pytest.raises(InputError, match="user_exists"):
            users.edit_user(session, one, name="Sok Dara", roles=["inspector"], rights=[], active=True)


STEPS = ("app.data.database.load_places", "app.data.database.refill", "app.data.unit_of_work.UnitOfWork.finish")


@pytest.mark.parametrize("step", [*STEPS, "pathlib.Path.replace"])
def test_an_office_whose_making_failed_is_not_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    folder = tmp_path / "office"
    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        with pytest.raises(EnvironmentFault, match="disk_full"):
            create_office(folder, "01", "Sok Dara", SECRET, profile=keys.Profile(1, 8, 1))
    assert not offices.has_office(folder)
    assert [path.name for path in folder.iterdir() if path.name != "komar.lock"] == []
    create_office(folder, "01", "Sok Dara", SECRET, profile=keys.Profile(1, 8, 1)).session.close()
    sign_in(folder, "Sok Dara", SECRET).close()


def test_a_database_without_its_slots_is_put_aside_not_in_the_way(tmp_path: Path, folder: Path, clock: Clock) -> None:
    (folder / keys.NAME).unlink()
    assert not offices.has_office(folder)
    create_office(folder, "02", "Keo Rithy", SECRET, clock=clock, profile=keys.Profile(1, 8, 1)).session.close()
    with sign_in(folder, "Keo Rithy", SECRET, clock=clock) as session:
        assert session.actor.office == "02"
    assert [path.name for path in folder.glob("kept-*/komar.db")] == ["komar.db"]


@pytest.mark.parametrize("failures", [{"count": 9, "at": "yesterday"}, {"count": 9}, {"count": 9, "at": 5}])
def test_slots_with_an_odd_count_of_failures_are_damaged_not_a_bug(folder: Path, failures: dict[str, object]) -> None:
    content = json.loads((folder / keys.NAME).read_text())
    (folder / keys.NAME).write_text(json.dumps({**content, "failures": failures}))
    with pytest.raises(EnvironmentFault, match="keys_damaged"):
        sign_in(folder, "Sok Dara", SECRET)


def test_a_place_that_is_not_there_any_more_is_told(folder: Path, clock: Clock) -> None:
    """As a stick that was pulled out; /proc takes no folders, and Windows has no such drive."""
    nowhere = Path("Q:/nowhere") if os.name == "nt" else Path("/proc/nowhere")
    with pytest.raises(EnvironmentFault, match="read_only"):
        create_office(nowhere / "office", "01", "Sok Dara", SECRET, profile=keys.Profile(1, 8, 1))
    with sign_in(folder, "Sok Dara", SECRET, clock=clock) as session, pytest.raises(EnvironmentFault, match="read_only"):
        backups.make_backup(session, nowhere)
