"""The bar of a case: done, now, late; what is missing leads to where it is done; asking and deciding from it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.approvals import approval_ways
from app.services.cases import case_json, cases, flow
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.head.bar import StepButton
from app.ui.pages.cases import CasesPage
from tests.data.cases.support import form
from tests.support.closing import approve_all, close_case
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register, words


def states(page: CasePage) -> dict[str, str]:
    """The steps that are shown."""
    return {name: made.step.state for name, made in page.bar.buttons.items()}


def missing(page: CasePage) -> list[QPushButton]:
    """The buttons of what is missing for the step that is looked at."""
    return [made for made in page.bar.missing.findChildren(QPushButton) if made.isVisible()]


def test_the_late_step_is_looked_at_first_and_its_button_does_it(desk: Desk, qtbot: QtBot) -> None:
    received = (desk.context.session.database.clock.now() - timedelta(days=4)).strftime("%Y-%m-%dT%H:%M:%SZ")
    page = opened_page(desk, qtbot, register(desk, case__received_at=received, case__consent=[]).case)
    desk.settle(lambda: page.bar.steps)
    assert states(page)["contact"] == "late"
    assert states(page)["intake"] == "now"
    assert states(page)["closed"] == "next"
    assert page.bar.buttons["contact"].isChecked()
    [first] = missing(page)
    desk.answers.form = {}
    first.click()
    desk.settle(lambda: page.file and page.file.case.text("first_contact_on"))
    desk.settle(lambda: states(page)["contact"] == "done")
    page.bar.choose("intake")
    [consent] = missing(page)
    desk.answers.form = {"purpose": "services", "answer": "given", "how": "signature", "given_by": "carer"}
    consent.click()
    desk.settle(lambda: states(page)["intake"] == "done")


def test_the_cards_say_the_same_as_the_bar(desk: Desk, qtbot: QtBot) -> None:
    """What the bar tells as overdue is late for the cards too, and the next step is what is missing for it."""
    received = (desk.context.session.database.clock.now() - timedelta(days=40)).strftime("%Y-%m-%dT%H:%M:%SZ")
    case = register(desk, case__received_at=received).case
    with desk.session.write("contact") as uow:
        cases.first_contact(uow, case, on=uow.today() - timedelta(days=39))
    page = opened_page(desk, qtbot, case)
    desk.settle(lambda: page.bar.steps)
    assert states(page)["assessment"] == "late"
    told = words(page.answers)
    assert "Assessment: overdue since" in told
    assert "Nothing is late." not in told
    [next_one] = [made for made in page.answers.findChildren(QPushButton) if made.isVisible()]
    assert next_one.text() == missing(page)[0].text() == "Fill in the assessment"
    steps: list[str] = []
    page.answers.stepped.connect(steps.append)
    next_one.click()
    assert steps == [page.bar.steps[2].missing[0].step]
    page.answers.show_steps(())
    assert "Nothing is late." in words(page.answers)


def test_another_case_is_shown_from_its_beginning(desk: Desk, qtbot: QtBot) -> None:
    first, second = (register(desk, child__given_name_km=name).case for name in ("ដារ៉ា", "ចន្ថា"))
    page = opened_page(desk, qtbot, first)
    desk.settle(lambda: page.bar.steps)
    bar = page.body.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.load()
    desk.settle(lambda: page.file and page.file.case.id == first)
    assert bar.value() > 0, "what is read again stays where it is"
    page.shown(case=second)
    desk.settle(lambda: page.file and page.file.case.id == second)
    assert bar.value() == 0


def test_the_bar_is_walked_with_the_arrows_and_is_one_stop_of_the_tab_key(desk: Desk, qtbot: QtBot) -> None:
    page = opened_page(desk, qtbot, register(desk).case)
    desk.settle(lambda: page.bar.steps)
    stops = [made for made in page.bar.findChildren(StepButton) if made.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert [made.step.name for made in stops] == [page.bar.chosen] == ["contact"]
    QTest.keyClick(stops[0], Qt.Key.Key_Left)
    assert page.bar.chosen == "intake"
    assert page.bar.buttons["intake"].isChecked()
    QTest.keyClick(page.bar.buttons["intake"], Qt.Key.Key_Left)
    assert page.bar.chosen == "intake", "it ends there"
    QTest.keyClick(page.bar.buttons["intake"], Qt.Key.Key_Right)
    assert page.bar.chosen == "contact"


def test_every_step_leads_somewhere(desk: Desk, qtbot: QtBot) -> None:
    """A button that does nothing is worse than none."""
    page = opened_page(desk, qtbot, register(desk, case__consent=[]).case)
    desk.settle(lambda: page.bar.steps)
    known = set(page.menu_acts)
    for step in page.bar.steps:
        for one in step.missing:
            taken = any(tab.takes(one.step) or tab.takes(f"add:{one.step}") for tab in page.parts.values())
            assert one.step in known | {"visit"} or one.step.startswith("approval:") or taken, one


def test_asked_here_decided_by_another_head(desk: Desk, qtbot: QtBot) -> None:
    """A caseworker asks; the head, who is at this computer, approves from the bar."""
    worker = Actor(new_id(), "Sok Dara", "0102", frozenset({"caseworker"}))
    with desk.session.database.write(worker, "case_register") as uow:
        case = cases.register(uow, case_json.read(form(), uow.today())).case
    with desk.session.database.write(worker, "case_close") as uow:
        flow.close(uow, case, "success", note="ល្អ")
    page = opened_page(desk, qtbot, case)
    desk.settle(lambda: page.bar.steps)
    page.bar.choose("approval_close")
    [decide] = missing(page)
    assert "waits for approval" in decide.text()
    desk.answers.form = {"answer": "sent_back", "remarks": "Visit once more"}
    decide.click()
    desk.settle(lambda: page.file and page.file.rows("approval")[0].text("remarks") == "Visit once more")
    desk.settle(lambda: page.bar.steps)
    page.bar.choose("approval_close")
    assert "sent back" in words(page.bar)
    with desk.session.read() as reader:
        assert reader.get("case", case).code("status") == "open"
    with desk.session.database.write(worker, "case_close") as uow:
        flow.close(uow, case, "success")
    page.reload()
    desk.settle(lambda: page.file and len(page.file.rows("approval")) == 2)
    desk.answers.form = {"answer": "approved"}
    page.step("approval:closure")
    desk.settle(lambda: page.file and page.file.case.code("status") == "closed")
    desk.settle(lambda: states(page)["closed"] == "done")


def test_who_asked_enters_the_paper_from_the_bar(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    desk.answers.form = {"reason": "success", "way": "ask"}
    page.bar.choose("closing")
    assert "The risk level is still: High" in words(page.bar)
    page.step("approval:closure")
    desk.settle(lambda: page.file and page.file.rows("approval"))
    assert [told for told in desk.answers.questions if "• The risk level is still: High" in told], "asked once, then asked for"
    assert any("another person approves" in told for told in desk.notices)
    with desk.session.write("document") as uow:
        scan = uow.create("attachment", {"case": opened.case, "use": "document", "title": "Signed letter", "name": "a.jpg"})
        uow.create("attachment", {"case": opened.case, "use": "document", "restricted": "safety_plan", "title": "Secret"})
    with desk.session.read() as reader:
        ways = approval_ways.ways(reader, reader.get("case", opened.case))
        assert ways.scans == ((scan, "Signed letter"),), "a restricted one would be told of openly"
    desk.answers.form = {"paper_by": "Meas Bopha", "paper_on": desk.context.today(), "paper_number": "12", "scan": scan}
    page.step("approval:closure")
    desk.settle(lambda: page.file and page.file.case.code("status") == "closed")
    with desk.session.read() as reader:
        assert reader.get("approval", page.file.rows("approval")[0].id if page.file else "").ref("scan") == scan


def test_not_accepted_and_closed_cases_have_a_short_bar(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    desk.answers.form = {"sent_where": "ឃុំ", "note": "not ours", "way": "ask"}
    page.step("refuse")
    desk.settle(lambda: page.file and page.file.rows("approval"))
    assert approve_all(desk.session.database, "0102") == 1
    page.reload()
    desk.settle(lambda: states(page) == {"intake": "done", "not_accepted": "done"})
    assert not page.note_button.isVisible()
    other = register(desk)
    with desk.session.write("case_close") as uow:
        close_case(uow, other.case, "success")
    page.shown(case=other.case)
    desk.settle(lambda: states(page).get("closed") == "done")
    assert set(states(page).values()) == {"done", "not_needed"}
    with desk.session.write("case_void") as uow:
        cases.void(uow, other.case, "trial")
    page.reload()
    desk.settle(lambda: not page.bar.steps)
    assert not page.bar.isVisible()


def test_the_bar_follows_the_language(desk: Desk, qtbot: QtBot) -> None:
    page = opened_page(desk, qtbot, register(desk).case)
    desk.settle(lambda: page.bar.steps)
    desk.context.language.switch("km")
    page.retranslate()
    desk.settle()
    assert page.bar.buttons["approval_close"].text() == "ការអនុម័តឱ្យបិទករណី"
    assert not [made.text() for made in page.bar.findChildren(QPushButton) if made.text().isascii()]


def test_the_list_is_narrowed_to_a_step_and_says_so(desk: Desk, qtbot: QtBot) -> None:
    first = register(desk, case__consent=[])
    register(desk)
    listed = CasesPage(desk.context)
    qtbot.addWidget(listed)
    listed.show()
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.rowCount() == 2)
    listed.filters.form.set_values({"step": "intake"})
    desk.settle(lambda: listed.table.rows_model.rowCount() == 1)
    assert listed.table.rows_model.key_at(0) == first.case
    desk.settle(lambda: "Intake" in listed.filters.sentence.text() and "1" in listed.filters.sentence.text())
