"""The register of family and community care in the real window: registered, approved, looked for tonight; both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.care import Wanted
from app.domain.records import Record
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.care import care, carers
from app.services.cases import case_json, case_parts, cases
from app.services.office.offices import Session
from app.ui.pages.carer import CarerPage
from app.ui.pages.carers import CarersPage
from app.ui.pages.facilities import FacilitiesPage
from app.ui.pages.tonight import TonightPage
from app.ui.window import Window
from tests.data.cases.support import form as case_form
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.ui.support import go

VILLAGE = "02030101"


@pytest.fixture(autouse=True)
def english(window: Window) -> None:
    """Tests read English; those of Khmer switch."""
    window.context.language.switch("en")


def household(office: Session, name: str = "ម៉ៅ សុខា", *, approved: bool = True, **values: object) -> str:
    """A household of the register."""
    given = {"kind": "foster_short", "name_km": name, "village_code": VILLAGE, "capacity": 2, **values}
    with office.write("carer_register") as uow:
        made = carers.register(uow, given)
        if approved:
            asked = approvals.ask(uow, "carer", ("carer", made))
            approvals.decide(uow, asked, "approved", paper=Paper("ប្រធានមន្ទីរ", uow.today(), "7/26"))
    return made


def carer_page(window: Window, carer: str) -> CarerPage:
    """The page of a household."""
    page = go(window, "carer", carer=carer)
    assert isinstance(page, CarerPage)
    return page


def record(office: Session, carer: str) -> Record:
    """A household as it stands in the database."""
    with office.read() as reader:
        return reader.get("carer", carer)


def test_a_household_is_registered_from_the_facilities_page(window: Window, office: Session) -> None:
    facilities = go(window, "facilities")
    assert isinstance(facilities, FacilitiesPage)
    facilities.faces.buttons["carers"].click()
    settle(window)
    listed = window.pages["carers"]
    assert isinstance(listed, CarersPage)
    window.perform("new")
    settle(window)
    page = window.pages["carer"]
    assert isinstance(page, CarerPage)
    window.perform("save")
    settle(window)
    assert "kind" in {name for name, _ in page.register.form.problems()}
    page.register.form.set_values({"kind": "foster_long", "name_latin": "Mao Sokha", "capacity": 3, "takes_siblings": True})
    window.perform("save")
    settle(window)
    made = record(office, page.carer)
    assert (made.text("state"), made.text("kind"), made.values.get("capacity")) == ("applied", "foster_long", 3)
    assert made.flag("tonight") is None, "what nobody asked stays open"
    assert page.heading.text() == "Mao Sokha"
    window.perform("back")
    settle(window)
    assert [one.id for one in listed.rows] == [made.id]


def test_it_is_approved_on_paper_and_ended(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    carer = household(office, approved=False)
    page = carer_page(window, carer)
    assert page.next_button.text() == "Ask for approval…"
    today = window.context.today()
    paper = {"way": "paper", "paper_by": "Head of the province", "paper_on": today, "paper_number": "7/26"}
    dialogs.answer(paper)
    page.next_step()
    settle(window)
    made = record(office, carer)
    assert (made.text("state"), made.text("number"), made.text("authority")) == ("approved", "7/26", "Head of the province")
    assert "Decided by Head of the province" in page.facts.text()
    assert page.acts.names() == ("state:suspended", "end")
    dialogs.answer({"ended_on": today, "ended_reason": "moved"})
    page.acts.run("end")
    settle(window)
    assert record(office, carer).text("ended_reason") == "moved"


def test_a_request_waits_and_its_asker_is_not_offered_to_decide(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    carer = household(office, approved=False)
    page = carer_page(window, carer)
    dialogs.answer({"way": "ask", "note": "Visited twice"})
    page.next_step()
    settle(window)
    assert "decide" not in page.acts.names()
    assert {"paper", "withdraw"} <= set(page.acts.names())
    assert "Waits for approval since" in page.facts.text()
    waiting = go(window, "approvals")
    window.perform("back")
    assert waiting is not None
    settle(window)
    dialogs.answer({"paper_by": "Head of the province", "paper_on": window.context.today(), "paper_number": "8/26"})
    page.acts.run("paper")
    settle(window)
    assert (record(office, carer).text("state"), record(office, carer).text("number")) == ("approved", "8/26")


def test_who_lives_there_and_visits_are_entered(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    carer = household(office)
    page = carer_page(window, carer)
    page.tabs.setCurrentWidget(page.members)
    dialogs.answer({"name": "Mao Sokha", "sex": "female", "check_kind": "police_record", "check_result": "in_order"})
    window.perform("new")
    settle(window)
    assert page.members.table.rows_model.texts(0)[0] == "Mao Sokha"
    page.tabs.setCurrentWidget(page.events)
    dialogs.answer({"kind": "yearly_review", "result": "continue", "next_on": window.context.today() + timedelta(days=200)})
    window.perform("new")
    settle(window)
    assert page.events.table.rows_model.texts(0)[0] == "Yearly review"
    assert page.view is not None
    assert page.view.row.review_on == window.context.today() + timedelta(days=200)


def test_who_can_take_two_children_tonight(window: Window, office: Session) -> None:
    near = household(office, "ក", takes_siblings=True, tonight=True)
    far = household(office, "ខ", village_code="12010101", takes_siblings=True, tonight=True)
    asked = household(office, "គ", takes_siblings=True)
    small = household(office, "ឃ", capacity=1, takes_siblings=True, tonight=True)
    household(office, "ង", approved=False)
    page = go(window, "tonight")
    assert isinstance(page, TonightPage)
    assert page.answer.text() == "Choose a village, and how many children."
    page.form.set_values({"village": {"village_code": VILLAGE, "village_km": "ភូមិ", "village_en": "Village"}, "number": 2})
    settle(window)
    settle(window)
    assert [one.id for one in page.offers] == [near, asked, far, small]
    rows = [page.table.rows_model.texts(row) for row in range(4)]
    assert [row[0] for row in rows] == ["Can", "To be asked", "Can", "Cannot"]
    assert [row[2] for row in rows] == ["same village", "same village", "another province", "same village"]
    assert page.answer.text() == "Children: 2. Households that can take them: 2; to be asked: 1."
    page.table.select(small)
    settle(window)
    assert "Free places in the household: 1; children to be placed: 2." in page.why.text()
    page.table.opened.emit(near)
    settle(window)
    assert window.context.signed_in
    shown = window.pages["carer"]
    assert isinstance(shown, CarerPage)
    assert shown.carer == near


def test_the_children_of_cases_are_looked_at(window: Window, office: Session) -> None:
    household(office, "ក", takes_siblings=True, tonight=True, age_from=12, age_to=17)
    data = case_form()
    data["case"].pop("consent", None)
    with office.write("case_register") as uow:
        opened = cases.register(uow, case_json.read(data, uow.today()))
    page = go(window, "tonight")
    assert isinstance(page, TonightPage)
    page.form.set_values({"village": {"village_code": VILLAGE}, "cases": opened.code})
    settle(window)
    settle(window)
    assert "the household takes children from 12 to 17" in page.table.rows_model.texts(0)[6]
    page.form.set_values({"cases": "K-0000000"})
    settle(window)
    settle(window)
    assert not page.form.cells["cases"].problem.isHidden()


def test_a_household_is_proposed_for_two_children_and_their_placements_begin(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    carer = household(office, "ក", takes_siblings=True, tonight=True)
    opened = []
    for given in ("សុខ", "សៅ"):
        data = case_form()
        data["case"].pop("consent", None)
        data["child"]["given_name_km"] = given
        with office.write("case_register") as uow:
            opened.append(cases.register(uow, case_json.read(data, uow.today())))
    first, second = (one.case for one in opened)
    page = go(window, "tonight")
    assert isinstance(page, TonightPage)
    assert not page.propose_button.isEnabled(), "no household is chosen"
    page.form.set_values({"village": {"village_code": VILLAGE}, "number": 2})
    settle(window)
    settle(window)
    page.table.select(carer)
    dialogs.answer({"case_0": first, "case_1": second})
    dialogs.answer({"reason_despite": "The family is known to the children"})
    dialogs.answer({"reason_despite": "Both together"})
    page.save()
    for _ in range(6):
        settle(window)
    with office.read() as reader:
        placed = {row.text("case"): row for row in reader.find("placement")}
        states = {row.text("case"): row.text("state") for row in reader.find("match", carer=carer)}
    assert set(placed) == {first, second}
    assert {(row.text("option"), row.text("approved_carer"), row.text("term")) for row in placed.values()} == {
        ("foster_short", carer, "short")
    }
    assert states == {first: "agreed", second: "agreed"}


def test_a_child_is_placed_with_a_household_and_stands_on_its_page(window: Window, office: Session) -> None:
    carer = household(office)
    data = case_form()
    data["case"].pop("consent", None)
    with office.write("case_register") as uow:
        opened = cases.register(uow, case_json.read(data, uow.today()))
        care.place(uow, opened.case, Wanted("foster_short", carer=carer, from_on=uow.today()), {}, reason_despite="x")
    page = carer_page(window, carer)
    assert page.table.rows_model.texts(0)[0] == opened.code
    assert "Children: 1, free places: 1" in page.facts.text()
    page.table.opened.emit(page.view.placed[0].id if page.view is not None else "")
    settle(window)
    assert window.pages["case"].isVisible()


@pytest.mark.parametrize("size", [100, 200])
def test_the_pages_are_in_khmer_and_nothing_is_clipped(window: Window, office: Session, size: int) -> None:
    carer = household(office, takes_siblings=True)
    with office.write("case_part_add") as uow:
        case_parts.add(uow, "carer_event", carer, {"kind": "visit", "on_date": uow.today().isoformat()})
    window.context.language.switch("km")
    if size != 100:
        window.context.theme.apply("light", size)
    for name, where in (("carers", {}), ("carer", {"carer": carer}), ("tonight", {})):
        page = go(window, name, **where)
        if isinstance(page, TonightPage):
            page.form.set_values({"village": {"village_code": VILLAGE, "village_km": "ភូមិ"}, "number": 2})
            settle(window)
            settle(window)
        assert no_english(page) == [], name
        assert unnamed(page) == [], name
        assert clipped(page) == [], name
