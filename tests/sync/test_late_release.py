"""What waited for a record is taken in when it comes, whoever else holds something of the same name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.ids import new_id
from sync.server import desk
from sync.server.database import open_store
from sync.server.devices.offices import add_office
from sync.server.faults import ServerFault
from tests.support.near import near

OFFICE = "0101"


def test_a_name_that_two_devices_share_keeps_nothing_in_quarantine(tmp_path: Path) -> None:
    """Names begin with eight digits of a numbering; numberings that began within a minute of each other share them."""
    store = open_store(tmp_path)
    add_office(store, OFFICE)
    one = near(store, OFFICE)
    two, three = near(store, OFFICE, one.user), near(store, OFFICE, one.user)
    two.incarnation, three.incarnation = f"{'c' * 8}{'0' * 24}", f"{'c' * 8}{'1' * 24}"
    child, late = one.create("child", {"office": OFFICE}), new_id()
    one.push()
    two.op("edit", "child", child, {"school": "of a stranger"}, base=one.version(child), user=new_id())
    three.op("edit", "child", late, {"school": "of three"})
    assert [each.reason for box in (two, three) for each in box.push().verdicts] == ["no_right", "unknown_record"]
    assert {each["id"] for each in desk.held_list(store)} == {"cccccccc-1"}
    one.op("create", "child", late, {"office": OFFICE})
    one.push()
    assert [(each["record"], each["reason"]) for each in desk.held_list(store)] == [(child, "no_right")]
    assert desk.held_release(store, "cccccccc-1") == {"id": "cccccccc-1", "released": 0, "held": 1}
    with pytest.raises(ServerFault, match="No held operation"):
        desk.held_release(store, "dddddddd-1")
    store.close()
