"""Password slots: who can open the database, how wrong tries slow down, and what stands in the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.data.keeping import keys
from app.domain.errors import AppError, EnvironmentFault, InputError

CHEAP = keys.Profile(1, 8, 1)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


def refused(action: object, *arguments: object, **named: object) -> AppError:
    """The error that a call must end in."""
    assert callable(action)
    with pytest.raises(AppError) as fault:
        action(*arguments, **named)
    return fault.value


def test_each_user_opens_with_the_own_password_only(tmp_path: Path) -> None:
    clock = Clock()
    key, _ = keys.create_keys(tmp_path, "u1", "first password", profile=CHEAP)
    keys.set_password(tmp_path, key, "u2", "second password")
    assert keys.unlock(tmp_path, "first password", clock=clock) == keys.Unlocked("u1", key)
    assert keys.unlock(tmp_path, "second password", clock=clock, user="u2") == keys.Unlocked("u2", key)
    assert refused(keys.unlock, tmp_path, "second password", clock=clock, user="u1").code == "wrong_password"
    assert keys.users(tmp_path) == ("u1", "u2")
    keys.remove_user(tmp_path, "u1")
    assert refused(keys.unlock, tmp_path, "first password", clock=clock).code == "wrong_password"
    assert refused(keys.remove_user, tmp_path, "u2").code == "last_user"


def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path) -> None:
    clock = Clock()
    key, code = keys.create_keys(tmp_path, "u1", "first password", profile=CHEAP)
    groups = code.split("-")
    assert [len(group) for group in groups] == [5] * 6
    typed = " ".join(groups).lower().replace("0", "o").replace("1", "l")
    assert keys.unlock_by_code(tmp_path, typed, clock=clock) == key
    new = keys.new_recovery_code(tmp_path, key)
    assert keys.unlock_by_code(tmp_path, new, clock=clock) == key
    assert refused(keys.unlock_by_code, tmp_path, code, clock=clock).code == "wrong_code"


def test_wrong_passwords_slow_down_and_the_right_one_starts_anew(tmp_path: Path) -> None:
    clock = Clock()
    key, _ = keys.create_keys(tmp_path, "u1", "first password", profile=CHEAP)
    for _ in range(3):
        assert refused(keys.unlock, tmp_path, "guess guess", clock=clock).code == "wrong_password"
    waits = []
    for _ in range(12):
        waiting = refused(keys.unlock, tmp_path, "first password", clock=clock)
        assert waiting.code == "password_wait"
        waits.append(waiting.params["seconds"])
        clock.time += timedelta(seconds=int(str(waiting.params["seconds"])))
        assert refused(keys.unlock, tmp_path, "guess guess", clock=clock).code == "wrong_password"
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == 300
    clock.time -= timedelta(days=4000)
    assert refused(keys.unlock, tmp_path, "first password", clock=clock).params["seconds"] == 300
    clock.time += timedelta(seconds=299)
    assert refused(keys.unlock, tmp_path, "first password", clock=clock).params["seconds"] == 1
    clock.time += timedelta(seconds=1)
    assert keys.unlock(tmp_path, "first password", clock=clock).key == key
    assert refused(keys.unlock, tmp_path, "guess guess", clock=clock).code == "wrong_password"


def test_the_file_names_nobody_and_holds_no_key(tmp_path: Path) -> None:
    key, code = keys.create_keys(tmp_path, "u1", "first password", profile=CHEAP)
    content = (tmp_path / keys.NAME).read_text()
    assert "first password" not in content
    assert code not in content
    assert key.hex() not in content
    assert set(json.loads(content)["slots"]) == {"u1", "recovery"}
    assert json.loads(content)["slots"]["u1"]["argon2id"] == {"passes": 1, "memory": 8, "lanes": 1}
    assert (keys.STRONG.passes, keys.STRONG.memory) == (3, 65536)


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"[]", b'{"slots": 1, "failures": {"count": 0}}', b'{"slots": {}}'])
def test_a_damaged_file_is_told_apart_from_a_wrong_password(tmp_path: Path, content: bytes) -> None:
    (tmp_path / keys.NAME).write_bytes(content)
    fault = refused(keys.unlock, tmp_path, "first password", clock=Clock())
    assert isinstance(fault, EnvironmentFault)
    assert fault.code == "keys_damaged"


def test_a_damaged_slot_is_told_too(tmp_path: Path) -> None:
    keys.create_keys(tmp_path, "u1", "first password", profile=CHEAP)
    content = json.loads((tmp_path / keys.NAME).read_bytes())
    del content["slots"]["u1"]["salt"]
    (tmp_path / keys.NAME).write_text(json.dumps(content))
    assert refused(keys.unlock, tmp_path, "first password", clock=Clock()).code == "keys_damaged"


def test_short_passwords_and_empty_folders(tmp_path: Path) -> None:
    assert isinstance(refused(keys.create_keys, tmp_path, "u1", "short"), InputError)
    assert refused(keys.unlock, tmp_path, "first password", clock=Clock()).code == "database_missing"


def test_destroyed_slots_open_nothing(tmp_path: Path) -> None:
    _, code = keys.create_keys(tmp_path, "u1", "first password", profile=CHEAP)
    keys.destroy(tmp_path)
    assert refused(keys.unlock, tmp_path, "first password", clock=Clock()).code == "device_retired"
    assert refused(keys.unlock_by_code, tmp_path, code, clock=Clock()).code == "wrong_code"
