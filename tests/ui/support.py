"""What tests of the window's own pages have in common: the way to a page, and a few records to show there."""

from __future__ import annotations

import json
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.domain.clock import instant_text
from app.domain.ids import new_id
from app.services.office.offices import Session
from app.ui.pages.facility import FacilityPage
from app.ui.pages.sync import SyncPage
from app.ui.window import Window
from tests.support.pictures import settle

PLACES = frozenset({"Battambang", "ABC"})
"""Words of these records that are Latin in both languages."""


def go(window: Window, name: str, **where: object) -> QWidget:
    """Goes to a page and waits for it."""
    window.navigate(name, **where)
    settle(window)
    return window.pages[name]


def facility_page(window: Window, facility: str) -> FacilityPage:
    """The page of a facility."""
    page = go(window, "facility", facility=facility)
    assert isinstance(page, FacilityPage)
    return page


def sync_page(window: Window) -> SyncPage:
    """The page of the exchange, shown."""
    page = go(window, "sync")
    assert isinstance(page, SyncPage)
    return page


def make_case(
    session: Session, *, hours_ago: float, risk: str = "high", concern: str | None = None, owner: str | None = None
) -> str:
    """A case with a child, received some hours ago, without a first contact yet."""
    now = session.database.clock.now()
    with session.write("register_child") as uow:
        child = {"office": "02", "family_name_km": "សុខ", "given_name_km": "ដារា", "given_name_latin": "Dara", "sex": "male"}
        known = uow.create("child", child)
        received = instant_text(now - timedelta(hours=hours_ago))
        case = {"office": "02", "child": known, "code": "K-ABC-00001-X", "status": "open", "risk_level": risk}
        case |= {"received_at": received, "received_precision": "exact", "owner": owner or session.actor.user}
        made = uow.create("case", case)
        if concern:
            uow.create("concern", {"case": made, "code": concern, "kind": "experienced"})
    return made


def plant_conflict(session: Session, case: str) -> str:
    """A conflict as a page of the server would leave it."""
    number = new_id()
    at = instant_text(session.database.clock.now())
    current = {"values": {"risk_level": "high"}, "user": session.actor.user, "at": at}
    proposed = {"values": {"risk_level": "low"}, "user": "", "at": at}
    data = json.dumps({"current": current, "proposed": proposed})
    with session.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, 'case', 'risk_level', ?, 1, 1)",
            (number, case, data),
        )
    return number
