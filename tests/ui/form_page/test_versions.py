"""Forms that changed meanwhile: a newer version, a form that is not here, a typed value that somebody else changed."""

from __future__ import annotations

from datetime import date

from app.domain.ids import new_id
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session
from app.services.people import children
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.tabs import FormsTab
from app.ui.window import Window
from tests.support.form_desk import a_draft, begin, keys, stored, the_case
from tests.support.pictures import settle
from tests.support.view_forms import household, words
from tests.support.window import ScriptedDialogs


def test_a_draft_goes_on_in_a_newer_version_and_loses_nothing(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    keys("zinc")
    settle(window)
    assert page.newer_button.isHidden()
    shelf = FormShelf(office.folder)
    with office.write("form_install") as uow:
        newer = household(version="2", more=[words("text", "extra", "បន្ថែម", "One more question")])
        record = uow.get("form", form_library.install(uow, shelf, newer))
        form_library.publish(uow, shelf, record.text("form_id"), record.text("form_version"))
    page.read()
    settle(window)
    assert page.newer_button.text() == "Go on in version 2…"
    dialogs.answer(True)
    page.newer_button.click()
    settle(window)
    assert "Version 2" in page.about.text()
    assert page.view.session is not None
    assert page.view.session.value("/data/house/roof") == "zinc"
    assert page.view.go_to("/data/extra")


def test_a_form_that_is_not_here_is_shown_as_it_is_stored(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    keys("zinc")
    settle(window)
    with office.write("response_save") as uow:
        uow.update("form_response", page.response, {"form_id": "unknown_here", "form_version": "7", "form_sha256": "0" * 64})
    page.desk = None
    page.read()
    settle(window)
    assert page.stack.currentWidget() is page.raw
    model = page.raw.table.rows_model
    assert ["house/roof", "zinc"] in [model.texts(place) for place in range(model.rowCount())]
    assert page.finish_button.isHidden()
    assert page.print_button.isHidden()
    assert not page.next_problem()


def test_a_typed_value_that_changed_meanwhile_is_asked_about(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = begin(window, dialogs, the_case(office), "child_name")
    assert page.desk is not None
    child = page.desk.subject.records["child"].id
    page.view.go_to("/data/given")
    settle(window)
    page.view.give("/data/given", "ចាន់")
    settle(window)
    with office.write("child_edit") as uow:
        children.edit(uow, child, {"given_name_km": "ផល្លា"})
    dialogs.answer(True, {"/data/given": "form"})
    assert page.finish()
    settle(window)
    assert page.state.text() == "Finished"
    with office.read() as reader:
        assert reader.get("child", child).text("given_name_km") == "ចាន់"
    assert stored(office, page)["/data/given"] == "ចាន់"


def test_a_form_that_does_not_exist_is_told(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    window.navigate("form", response=new_id())
    settle(window)
    assert page.desk is None
    assert page.finish_button.isHidden()


def test_a_stack_of_papers_keeps_day_and_name(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    page.back()
    settle(window)
    case = window.pages["case"]
    assert isinstance(case, CasePage)
    assert case.tab(FormsTab).part._proposed() == {
        "form": "household",
        "filled_on": date(2026, 1, 5),
        "filled_by": "Test Worker",
    }
