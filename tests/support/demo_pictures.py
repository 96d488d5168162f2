"""Pictures of every page of the demo office, in Khmer and English, for where there is no display."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.domain.indicators import parse_month
from app.services.care import carers
from app.services.cases import case_search
from app.services.cases.case_search import CaseFilter, CaseWish
from app.services.facilities.facilities import listing
from app.services.office.offices import Session
from app.ui.pages import BY_NAME
from app.ui.pages.form import FormPage
from tests.support.pictures import both_languages, open_window, page_pictures, settle

PLAIN_PAGES = (
    *("today", "cases", "register_case", "caseload", "approvals", "referrals", "letters", "calls", "supervision", "no_consent"),
    *("emergency", "stack", "facilities", "carers", "tonight", "inspections", "sync", "settings", "rules", "users"),
)


OFFSCREEN_ONLY = "This plugin does not support propagateSizeHints()"


def _tell(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """Qt's own messages, but the one that every window without a display gives."""
    if text != OFFSCREEN_ONLY:
        print(text, file=sys.stderr)


def every_page(session: Session, target: Path, inspection: str, month: str, responses: Mapping[str, str]) -> int:
    """Saves the pictures and gives their number; the session is closed with the window.

    `responses`: name of the pictures → the response whose third part the page of a form shows in them.
    """
    with session.read() as reader:
        case = case_search.page(reader, CaseWish(CaseFilter(risks=("high",), statuses=("open",)))).lines[0].row.id
        facility = listing(reader)[0].facility.id
        carer = carers.listing(reader, carers.CarerFilter(state="approved"))[0].id
    qInstallMessageHandler(_tell)
    window = open_window(session.folder, session)
    made = page_pictures(window, target, [(name, {}) for name in PLAIN_PAGES])
    with_records: list[tuple[str, dict[str, object]]] = [
        ("case", {"case": case}),
        ("facility", {"facility": facility}),
        ("carer", {"carer": carer}),
        ("inspection", {"inspection": inspection}),
        ("returns", {"month": parse_month(month)}),
    ]
    if "forms" in BY_NAME:
        with_records.append(("forms", {}))
    made += page_pictures(window, target, with_records)
    for name, response in responses.items():
        window.navigate("form", response=response)
        settle(window)
        page = window.page("form")
        assert isinstance(page, FormPage)
        for _ in range(2):
            page.view.step(1)
        settle(window)
        made += both_languages(window, target, name)
    window.lock()
    made += both_languages(window, target, "lock")
    window.sign_out()
    made += both_languages(window, target, "sign_in")
    window.shut()
    return len(made)
