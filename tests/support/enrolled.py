"""Laptops by hand (`laptop`) that a running server knows."""

from __future__ import annotations

from typing import Any

from app.domain.ids import new_id
from tests.support.laptop import Laptop
from tests.support.server import RunningServer, quick_code


def enrolled(server: RunningServer, office: str, **how: Any) -> Laptop:
    """A laptop of an office whose first user is on the server. `how`: as `Laptop.enrol` takes it."""
    laptop = Laptop(server.url, office)
    assert laptop.enrol(quick_code(server, office), **how).status_code == 200
    laptop.first_user()
    assert laptop.push().verdicts == ()
    return laptop


def children(laptop: Laptop, count: int) -> None:
    """New children in the outbox."""
    for number in range(count):
        laptop.create("child", {"office": laptop.office, "given_name_km": f"k{number}", "how_to_find": new_id()})
