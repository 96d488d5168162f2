"""Placing a child in the window: the ladder of the options, warnings at once, a reason where one is needed, the end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.data import drafts
from app.domain.care import Wanted
from app.domain.records import Record
from app.services.care import care
from app.services.facilities import facilities, residencies
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.acts.placement_form import PlacementForm
from app.ui.pages.case_parts.tabs.care_tab import PlacementTable
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened, press_add


def home(desk: Desk, **values: object) -> str:
    """A facility without a recognition letter."""
    with desk.session.write("facility_register") as uow:
        return facilities.register(uow, {"name_km": "មណ្ឌល", "name_en": "Trial home", "type": "rci", "owner": "ngo", **values})


def placements(desk: Desk) -> list[Record]:
    """All placements."""
    with desk.session.read() as reader:
        return reader.find("placement", order=("id",))


def lines(form: PlacementForm) -> list[str]:
    """What speaks against it, as it is shown."""
    return [one.text() for one in form.panel.lines if isinstance(one, QLabel)]


def form_of(desk: Desk, qtbot: QtBot, page: CasePage, **values: object) -> PlacementForm:
    """The form of a new placement, filled in, settled."""
    assert page.file is not None
    form = PlacementForm(desk.context, page.words, page.file.case.id, {})
    qtbot.addWidget(form)
    form.show()
    form.set_values(values)
    desk.settle(lambda: not form._wait.isActive())
    desk.settle()
    return form


def test_the_ladder_shows_what_stands_before_the_chosen_option(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    form = form_of(desk, qtbot, page, option="foster_short")
    shown = [name for name, cell in form.cells.items() if name.startswith("answer_") and not cell.holder.isHidden()]
    assert shown == ["answer_birth_family", "answer_kinship"]
    assert form.cells["answer_kinship"].label.text().startswith("2. Relatives")
    assert form.cells["facility"].holder.isHidden()
    form.set_values({"option": "transit"})
    assert not form.cells["facility"].holder.isHidden()
    assert not form.cells["answer_faith"].holder.isHidden()


def test_warnings_come_while_one_fills_in_and_go_with_the_answers(desk: Desk, qtbot: QtBot) -> None:
    page, where = opened(desk, qtbot), home(desk, recognition_number="7")
    form = form_of(desk, qtbot, page, option="residential", facility=where)
    assert len(lines(form)) == 1
    assert "Birth family, Relatives (kinship care), Foster family" in lines(form)[0]
    assert not form.cells["reason_despite"].holder.isHidden()
    assert form.problems() != [], "a reason is needed"
    steps = ("birth_family", "kinship", "foster", "group_care", "faith")
    form.set_values({f"answer_{step}": "not_found" for step in steps})
    desk.settle(lambda: not form._wait.isActive())
    desk.settle()
    assert lines(form) == ["Nothing speaks against it."]
    assert form.problems() == []
    assert form.cells["reason_despite"].holder.isHidden()


def test_what_speaks_against_it_is_in_sight_in_the_same_moment(desk: Desk, qtbot: QtBot) -> None:
    form = form_of(desk, qtbot, opened(desk, qtbot), option="residential")
    for told in ([("one", True), ("two", False)], []):
        form.panel.show_warnings(told)
        assert [one.isVisible() for one in form.panel.lines] == [True] * max(1, len(told)), "nothing has gone round in between"


def test_a_child_is_placed_with_answers_stay_and_reason_in_one_act(desk: Desk, qtbot: QtBot) -> None:
    page, where = opened(desk, qtbot), home(desk)
    answers = {f"answer_{step}": "not_safe" for step in ("birth_family", "kinship", "foster", "group_care", "faith")}
    facts = {"option": "residential", "facility": where, "admission_reason": "protection", **answers}
    desk.answers.form = {**facts, "reason_despite": "Only bed tonight"}
    press_add(page, "placement")
    desk.settle(lambda: placements(desk))
    with desk.session.read() as reader:
        stay = residencies.living_there(reader, where)[0]
        assert reader.count("care_check") == 5
        assert reader.get("residency", stay.id).text("admission_reason") == "protection"
        assert drafts.drafts(reader) == []
    made = placements(desk)[0]
    assert (made.text("warned"), made.text("reason_despite")) == ("facility_unrecognised", "Only bed tonight")
    table = page.tables["placement"]
    desk.settle(lambda: table.table.rows_model.rowCount() == 1)
    assert table.table.rows_model.texts(0)[1] == "Trial home", "in the language of the window"
    assert page.file is not None
    assert page.file.place(where, "km") == "មណ្ឌល"
    table.table.selectRow(0)
    desk.settle()
    assert "Spoke against it: no recognition letter" in table.detail.text()


def test_without_a_reason_the_form_comes_back_and_nothing_is_saved(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, where = opened(desk, qtbot), home(desk)
    desk.answers.form = {"option": "residential", "facility": where}
    real = desk.answers.ask

    def ask(*told: Any) -> bool:
        return len(desk.answers.seen) < 1 and real(*told)

    monkeypatch.setattr(desk.answers, "ask", ask)
    desk.answers.agrees = False
    press_add(page, "placement")
    desk.settle(lambda: page.tables["placement"].drafted)
    assert placements(desk) == []


def test_a_placement_is_ended_where_it_stands(desk: Desk, qtbot: QtBot) -> None:
    page, where = opened(desk, qtbot), home(desk)
    desk.answers.form = {"option": "residential", "facility": where, "reason_despite": "x"}
    press_add(page, "placement")
    desk.settle(lambda: page.file is not None and page.file.rows("placement"))
    table = page.tables["placement"]
    assert isinstance(table, PlacementTable)
    desk.settle(lambda: table.table.rows_model.rowCount() == 1)
    table.table.selectRow(0)
    assert table.end_button.isEnabled()
    desk.answers.form = {"ended_reason": "reunified", "exit_destination": "kinship"}
    table.end_button.click()
    desk.settle(lambda: placements(desk)[0].day("to_on") is not None)
    with desk.session.read() as reader:
        stay = reader.get("residency", placements(desk)[0].text("residency"))
    assert stay.text("exit_destination") == "kinship"
    desk.settle(lambda: page.file is not None and page.file.rows("placement")[0].day("to_on"))
    table.table.selectRow(0)
    assert not table.end_button.isEnabled()


def test_a_missing_reason_of_a_placement_made_by_the_list_is_filled_in(desk: Desk, qtbot: QtBot) -> None:
    page, where = opened(desk, qtbot), home(desk)
    assert page.file is not None
    with desk.session.write("residency_admit") as uow:
        admitted = {"case": page.file.case.id, "admitted_on": uow.today().isoformat(), "admission_reason": "protection"}
        residencies.admit(uow, where, admitted)
    page.load()
    desk.settle(lambda: page.file is not None and page.file.rows("placement"))
    page._open("list:placement")
    table = page.tables["placement"]
    desk.settle(lambda: table.table.select(placements(desk)[0].id))
    desk.settle(lambda: "reason is still missing" in table.detail.text())
    desk.answers.form = {"reason_despite": "The police brought her at night"}
    table.change()
    desk.settle(lambda: placements(desk)[0].text("reason_despite"))
    assert placements(desk)[0].day("from_on") == desk.context.today()


def test_another_open_placement_is_ended_by_the_tick(desk: Desk, qtbot: QtBot) -> None:
    page, where = opened(desk, qtbot), home(desk)
    assert page.file is not None
    with desk.session.write("placement_add") as uow:
        wanted = Wanted("kinship", from_on=date(2026, 1, 2))
        care.place(uow, page.file.case.id, wanted, {}, reason_despite="x")
    form = form_of(desk, qtbot, page, option="residential", facility=where)
    assert form.field("end_open").value() is True
    assert any("A placement has not ended: Relatives (kinship care)" in line for line in lines(form))
    desk.answers.form = {"option": "residential", "facility": where, "reason_despite": "x", "end_open": True}
    press_add(page, "placement")
    desk.settle(lambda: len(placements(desk)) == 2)
    assert [row.day("to_on") for row in placements(desk)] == [desk.context.today(), None]


def test_support_money_and_signatures_belong_to_the_chosen_placement(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    desk.answers.form = {"option": "kinship", "reason_despite": "x"}
    press_add(page, "placement")
    desk.settle(lambda: page.file is not None and page.file.rows("placement"))
    table = page.tables["placement"]
    assert isinstance(table, PlacementTable)
    table.table.selectRow(0)
    desk.settle()
    assert "Agreement: not signed yet" in table.detail.text()
    desk.answers.form = {"role": "carer", "how": "thumbprint", "witness": "Village chief"}
    table.sign()
    desk.settle(lambda: table.signed)
    table.table.selectRow(0)
    assert "Agreement signed by: Carer" in table.detail.text()
    assert "not yet: Child" in table.detail.text()
    money = page.tables["support"]
    desk.settle(lambda: not money.add_button.isHidden())
    desk.answers.form = {"from_on": desk.context.today(), "amount": 150_000}
    money.add()
    desk.settle(lambda: money.table.rows_model.rowCount() == 1)
    with desk.session.read() as reader:
        made = reader.find("support")[0]
    assert (made.ref("placement"), made.values["amount"]) == (placements(desk)[0].id, 150_000)
    assert money.table.rows_model.texts(0)[2] == "150,000"


def test_its_approval_is_entered_from_paper_and_stands_in_the_list(desk: Desk, qtbot: QtBot) -> None:
    page, where = opened(desk, qtbot), home(desk)
    assert page.file is not None
    with desk.session.write("placement_add") as uow:
        made = care.place(uow, page.file.case.id, Wanted("residential", facility=where), {}, reason_despite="x")
    page.load()
    desk.settle()
    page.step("list:placement")
    desk.settle()
    table = page.tables["placement"]
    assert isinstance(table, PlacementTable)
    table.table.select(made)
    desk.settle()
    assert "Informal: no authority has approved it." in table.detail.text()
    assert (table.approve_button.text(), table.approve_button.isEnabled()) == ("Ask for approval…", True)
    today = desk.context.today()
    desk.answers.form = {"way": "paper", "paper_by": "Head of the province", "paper_on": today, "paper_number": "7/26"}
    page.step("approval:placement")
    desk.settle(lambda: placements(desk)[0].flag("formal"))
    assert placements(desk)[0].text("authority") == "Head of the province"
    desk.settle(lambda: "Approval: Approved" in table.detail.text())
    assert not table.approve_button.isEnabled()
