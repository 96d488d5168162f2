"""The conflict inbox as a person uses it: by keyboard, combining, writing anew, later, what one may not see or decide."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.cli.handlers.sync_verbs import clash_json
from app.data.replica.rescue import NOT_KNOWN
from app.domain.clock import instant_text
from app.domain.ids import new_id
from app.services.exchange import conflicts
from app.services.exchange.conflict_view import approval_words
from app.services.exchange.conflicts import replace_roles
from app.services.facilities import facilities
from app.services.office.offices import Session
from app.services.visits import visit_alarms
from app.text.words import words
from app.ui.pages.sync import SyncPage
from app.ui.pages.sync_parts.clash import ClashPanel
from app.ui.pages.sync_parts.conflicts import ConflictsPart
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import no_english
from tests.ui.conftest import NAME
from tests.ui.support import PLACES, go, make_case

Values = Mapping[str, object]


def plant(
    session: Session,
    type_name: str,
    record: str,
    unit: str,
    current: Values,
    proposed: Values,
    *,
    seq: int = 1,
    author: str = "somebody-else",
) -> str:
    """A clash as a page of the server leaves it."""
    name, at = new_id(), instant_text(session.database.clock.now())
    sides = (("current", current, session.actor.user), ("proposed", proposed, author))
    data = json.dumps({side: {"values": dict(values), "user": user, "at": at} for side, values, user in sides})
    with session.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, ?, ?, ?, 1, ?)",
            (name, record, type_name, unit, data, seq),
        )
    return name


def child_of(session: Session, case: str) -> str:
    """The child of a case."""
    with session.read() as reader:
        return reader.get("case", case).text("child")


def a_child(session: Session) -> str:
    """A child with a case."""
    return child_of(session, make_case(session, hours_ago=1))


def set_child(session: Session, child: str, **values: object) -> None:
    """An edit of a child."""
    with session.write("edit") as uow:
        uow.update("child", child, values)


def value(session: Session, child: str, field: str) -> object:
    """What a child's field holds."""
    with session.read() as reader:
        return reader.get("child", child).values.get(field)


def inbox(window: Window) -> ConflictsPart:
    """The inbox, shown."""
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    page.reload()
    settle(window)
    return page.conflicts


def panel(part: ConflictsPart) -> ClashPanel:
    """The clash that is shown."""
    assert part.panel is not None
    return part.panel


def press(window: Window, key: Qt.Key) -> None:
    """A key, wherever the focus is."""
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, key)
    settle(window)


def test_a_clash_is_decided_by_keyboard_alone_and_the_next_one_follows(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    set_child(session, child, school="one")
    plant(session, "child", child, "school", {"school": "one"}, {"school": "two"})
    second = plant(session, "child", child, "primero_id", {}, {"primero_id": "7"}, seq=2)
    part = inbox(window)
    window.activateWindow()
    part.table.setFocus()
    press(window, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel(part).takes[0], "Enter goes to the first choice"
    press(window, Qt.Key.Key_Escape)
    assert part.table.hasFocus(), "Escape goes back"
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Return)
    assert value(session, child, "school") == "two"
    assert panel(part).clash.row.id == second
    assert part.number() == 1
    assert part.table.hasFocus(), "the next one is a key away"


def test_two_texts_are_combined_or_written_anew(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    set_child(session, child, how_to_find="behind the school")
    plant(session, "child", child, "how_to_find", {"how_to_find": "behind the school"}, {"how_to_find": "near the pagoda"})
    part = inbox(window)
    panel(part).write()
    settle(window)
    editor = panel(part).editor
    assert editor is not None
    field = editor.form.field("how_to_find")
    assert field.value() == "behind the school / near the pagoda"
    field.set_value("behind the school near the pagoda")
    assert not editor.save.visibleRegion().isEmpty(), "what keeps it is seen"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert value(session, child, "how_to_find") == "behind the school near the pagoda"
    assert part.number() == 0
    with session.database.transaction() as connection:
        [kind, resolves] = connection.exec_driver_sql("SELECT kind, resolves FROM op ORDER BY n DESC LIMIT 1").one()
    assert kind == "resolve"
    assert resolves


def test_fields_that_go_together_are_written_together(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    names = {"family_name_km": "សុខ", "given_name_km": "ដារ៉ា"}
    set_child(session, child, **names, name_unknown=None)
    plant(session, "child", child, "(name_km)", names, {"family_name_km": "សុខ", "given_name_km": "តារា"})
    part = inbox(window)
    panel(part).write()
    editor = panel(part).editor
    assert editor is not None
    assert editor.form.field("given_name_km").value() == "ដារ៉ា", "what stands, not two names in one"
    editor.form.set_values({"given_name_km": "តារ៉ា"})
    editor.save.click()
    settle(window)
    assert (value(session, child, "family_name_km"), value(session, child, "given_name_km")) == ("សុខ", "តារ៉ា")


def test_what_is_put_off_goes_to_the_end_for_this_person(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    first = plant(session, "child", child, "school", {"school": "one"}, {"school": "two"})
    second = plant(session, "child", child, "primero_id", {}, {"primero_id": "7"}, seq=2)
    part = inbox(window)
    assert panel(part).clash.row.id == first
    panel(part).put_off.click()
    settle(window)
    assert [(row.id, row.later) for row in part.table.rows_model.rows] == [(second, False), (first, True)]
    assert part.number() == 2, "it stays open"


def test_a_restricted_clash_shows_no_value_and_no_record(window: Window) -> None:
    session = window.context.session
    case = make_case(session, hours_ago=1, concern="sexual_exploitation")
    child = child_of(session, case)
    plant(session, "child", child, "", {}, {})
    part = inbox(window)
    shown = panel(part).clash
    assert (shown.row.hidden, shown.row.subject, shown.page, shown.choices) == (True, "", "", ())
    assert (shown.row.who, {side.user for side in shown.sides}) == ("", {""}), "nor who wrote it"
    assert panel(part).takes == []
    assert no_english(part, allowed=PLACES) == []


def test_who_may_not_decide_is_told_who_may(window: Window) -> None:
    from dataclasses import replace

    session = window.context.session
    plant(session, "user", session.actor.user, "active", {"active": True}, {"active": False})
    worker = replace(session.actor, user="another", roles=frozenset({"caseworker"}))
    with session.database.read(worker) as reader:
        [clash] = conflicts.conflicts(reader)
        assert not clash.may
        roles, people = conflicts.deciders(reader, clash)
        assert roles == ("administrator",)
        assert people == (NAME,)
    with session.write("add") as uow:
        setting = uow.create("setting", {"office": session.actor.office, "key": "k", "value": 1})
    plant(session, "setting", setting, "value", {"value": 1}, {"value": 2}, seq=2)
    with session.database.read(worker) as reader:
        assert [clash.may for clash in conflicts.conflicts(reader)] == [False, False]
    with session.read() as reader:
        assert [clash.may for clash in conflicts.conflicts(reader)] == [True, True]
    part = inbox(window)
    assert panel(part).clash.row.may, "the administrator may"


def test_a_writer_whom_a_restore_made_unknown_is_told_in_words(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    plant(session, "child", child, "school", {"school": "one"}, {"school": "two"}, author=NOT_KNOWN)
    part = inbox(window)
    told = [side.user for side in panel(part).clash.sides]
    assert told == [NAME, words("history.nobody", "km")]
    assert NOT_KNOWN not in panel(part).clash.row.who
    assert words("history.nobody", "km") in panel(part).clash.row.who


def test_an_approval_of_another_text_is_read_and_stands(window: Window) -> None:
    session = window.context.session
    case = make_case(session, hours_ago=1)
    with session.database.transaction() as connection:
        connection.exec_driver_sql(
            'INSERT INTO history (record, type, what, field, old, new, "user", at, seq) '
            "VALUES (?, 'case', 'changed', 'risk_level', '\"low\"', '\"high\"', ?, '2026-03-01T00:00:00.000Z', 7)",
            (case, session.actor.user),
        )
    plant(session, "case", case, "*approved", {"*approved": [[case, 9]]}, {"*approved": [[case, [1, 5]]]})
    part = inbox(window)
    shown = panel(part)
    assert len(shown.clash.changes) == 1
    assert NAME in shown.clash.changes[0]
    assert no_english(part, allowed=PLACES) == []
    assert (shown.clash.page, shown.clash.where) == ("case", case)
    shown.takes[0].click()
    settle(window)
    assert part.number() == 0


def test_an_answered_danger_is_told_in_words_to_inspectors_and_head_alone(window: Window) -> None:
    session = window.context.session
    with session.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        visit = uow.create("inspection", {"facility": home, "state": "draft", "alarms": ["danger_C"]})
    with session.write("inspection_danger") as uow:
        visit_alarms.answer(uow, visit, "ប៉ូលិសត្រូវបានហៅ")
    with session.database.transaction() as connection:
        at = "2026-03-02T00:00:00.000Z"
        for field, when, seq in (("alarm_done", at, 6), ("team", "2026-03-01T00:00:00.000Z", 7)):
            connection.exec_driver_sql(
                'INSERT INTO history (record, type, what, field, old, new, "user", at, seq) '
                "VALUES (?, 'inspection', 'changed', ?, NULL, '\"2\"', ?, ?, ?)",
                (visit, field, session.actor.user, when, seq),
            )
        data = {
            "current": {"values": {"*approved": [[visit, 9]]}, "user": session.actor.user, "at": at},
            "proposed": {"values": {"*approved": [[visit, [1, 5]]]}, "user": session.actor.user, "at": at},
        }
        connection.exec_driver_sql(
            "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, 'inspection', '*approved', ?, 1, 1)",
            (new_id(), visit, json.dumps(data)),
        )
    shown = panel(inbox(window))
    assert shown.title.text() == words("clash.approval.danger", "km")
    assert shown.clash.changes
    with session.read() as reader:
        for role, hidden in (("inspector", False), ("supervisor", False), ("clerk", True), ("ministry", True)):
            reader.actor = replace_roles(session.actor, role)
            (one,) = conflicts.conflicts(reader)
            assert (one.hidden, "danger" in approval_words(reader, one, "en")) == (hidden, not hidden), role
            told = clash_json(reader, one, "en")
            assert (told["current"], told["proposed"]) == (None, None), "no numbers of versions"
            assert bool(told.get("changes")) == (not hidden)


def test_a_deletion_against_an_edit_keeps_or_takes_away(window: Window) -> None:
    session = window.context.session
    case = make_case(session, hours_ago=1)
    with session.write("add") as uow:
        notes = [uow.create("note", {"case": case, "text": text}) for text in ("one", "two")]
    for place, note in enumerate(notes):
        plant(session, "note", note, "*", {}, {"*": "deleted"}, seq=place)
    part = inbox(window)
    assert no_english(part, allowed=PLACES) == []
    told = [side.value for side in panel(part).clash.sides]
    assert told == [words("clash.kept_record", "km"), words("value.deleted", "km")]
    panel(part).takes[0].click()
    settle(window)
    panel(part).takes[1].click()
    settle(window)
    with session.read() as reader:
        assert [reader.maybe("note", note) is not None for note in notes] == [True, False]


def test_at_double_size_the_page_scrolls_to_the_choice_and_back(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    plant(session, "child", child, "how_to_find", {"how_to_find": "a" * 90}, {"how_to_find": "b" * 90})
    window.resize(1366, 768)
    window.context.theme.apply("light", 200)
    part = inbox(window)
    window.activateWindow()
    part.table.setFocus()
    press(window, Qt.Key.Key_Return)
    knob = panel(part).takes[0]
    assert QApplication.focusWidget() is knob
    assert not panel(part).visibleRegion().isEmpty()
    assert knob.width() <= window.width()
    assert part.scrolled.verticalScrollBar().maximum() == 0, "one scroll bar for all, not one in another"
    press(window, Qt.Key.Key_Escape)
    assert not part.table.visibleRegion().isEmpty()


def test_the_clash_that_is_shown_follows_the_language_and_what_others_write(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    set_child(session, child, school="one")
    plant(session, "child", child, "school", {"school": "one"}, {"school": "two"})
    part = inbox(window)
    before = panel(part).reason.text()
    window.context.language.switch("en")
    settle(window)
    assert panel(part).reason.text() != before
    set_child(session, child, school="three")
    window.context.bus.announce_exchange()
    settle(window)
    assert [side.value for side in panel(part).clash.sides] == ["three", "two"]
    set_child(session, child, school="two")
    window.context.bus.announce_exchange()
    settle(window)
    assert "by now both are the same" in panel(part).reason.text()


def test_everything_has_a_name_in_both_languages(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    plant(session, "child", child, "how_to_find", {"how_to_find": "a"}, {"how_to_find": "b"})
    part = inbox(window)
    for lang in ("en", "km"):
        window.context.language.switch(lang)
        settle(window)
        panel(part).write()
        for knob in panel(part).findChildren(QAbstractButton):
            assert knob.accessibleName() or knob.text(), knob
        assert part.table.accessibleName()
        assert part.scrolled.accessibleName()
        editor = panel(part).editor
        assert editor is not None
        assert all(inner.accessibleName() for inner in editor.form.field("how_to_find").parts)


def test_thousands_of_clashes_are_read_some_at_a_time(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    data = json.dumps({side: {"values": {"school": side}, "user": "", "at": ""} for side in ("current", "proposed")})
    rows = [(f"{number:032x}", child, "child", "school", data, number) for number in range(5000)]
    with session.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, ?, ?, ?, 1, ?)", rows
        )
    part = inbox(window)
    assert part.number() == 5000
    assert part.table.rows_model.rowCount() == 200
    part.table.scrollToBottom()
    settle(window)
    assert part.table.rows_model.rowCount() == 400
    ids = [row.id for row in part.table.rows_model.rows]
    assert ids == [row[0] for row in rows[:400]]
