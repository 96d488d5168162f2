"""Real processes are killed in mid-work; `dev.py simulate --kill 200` does it often."""

from __future__ import annotations

from tests.simulation.kill import rounds


def test_nothing_saved_is_lost_when_processes_are_killed() -> None:
    said: list[str] = []
    assert rounds(3, 1, said.append) == 0, said
