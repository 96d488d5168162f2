"""A power cut at every step of a restore: afterwards the office is the old one or the new one, whole, and opens by itself."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.data.keeping import keys
from app.services.office import backups
from app.services.office.offices import create_office, has_office, sign_in

SECRET = "a long pass phrase"


@dataclass
class Clock:
    """A clock that goes on a second with every look."""

    time: datetime = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The next second."""
        self.time += timedelta(seconds=1)
        return self.time


class Cut(BaseException):
    """The power is gone."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a facility, and a backup of before."""
    folder = tmp_path_factory.mktemp("cut")
    clock = Clock()
    with create_office(
        folder / "office", "01", "Sok Dara", SECRET, clock=clock, profile=keys.Profile(1, 8, 1)
    ).session as session:
        backups.make_backup(session, folder / "stick")
        with session.write("later") as uow:
            uow.create("facility", {"office": "01", "name_km": "later"})
    return folder


def facilities(folder: Path, clock: Clock) -> int:
    """How many facilities there are when somebody signs in: 1 before the restore, 0 after it."""
    assert has_office(folder)
    with sign_in(folder, "Sok Dara", SECRET, clock=clock) as session, session.read() as reader:
        return reader.count("facility")


def restore_until(step: int, made: Path, office: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Restores, and dies before the given file is put somewhere else in the office's folder; whether it got to the end."""
    rename, left = os.rename, step

    def cutting(source: object, target: object) -> None:
        nonlocal left
        left -= Path(str(target)).is_relative_to(office)
        if left == 0:
            raise Cut
        rename(str(source), str(target))

    def replacing(source: object, target: object) -> None:
        if left > 0:  # a dead programme tidies nothing up
            rename(str(source), str(target))

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.os.rename", cutting)
        patch.setattr("pathlib.os.replace", replacing)
        patch.setattr("shutil.rmtree", lambda *_, **__: None)
        try:
            backups.restore_backup(made / "stick", office, SECRET, clock=Clock())
        except Cut:
            return False
    return True


def test_a_power_cut_at_every_step_of_a_restore(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finished, step = False, 0
    while not finished:
        step += 1
        office = tmp_path / str(step) / "office"
        shutil.copytree(made / "office", office)
        finished = restore_until(step, made, office, monkeypatch)
        assert facilities(office, Clock()) == (0 if finished else 1), step
        backups.restore_backup(made / "stick", office, SECRET, clock=Clock())
        assert facilities(office, Clock()) == 0
    assert step > 3


def test_a_revoked_laptop_does_not_keep_what_was_put_aside(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "office", tmp_path / "office")
    aside = backups.restore_backup(made / "stick", tmp_path / "office", SECRET, clock=Clock())
    assert aside is not None
    assert keys.users(aside)
    keys.destroy(tmp_path / "office")
    assert keys.users(aside) == keys.users(tmp_path / "office") == ()
