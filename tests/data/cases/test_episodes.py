"""Episodes keep their own dates: a reopened case has a contact limit of its own, and nothing of the first one is lost."""

from __future__ import annotations

from datetime import date

from app.data import undo
from app.data.database import Database
from app.services.cases import case_file, case_history, case_parts, cases, flow
from app.services.desk import today
from tests.data.cases.support import HEAD, WORKER, acting, register
from tests.support.closing import close_case


def test_a_reopened_case_has_a_contact_limit_of_its_own(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        cases.first_contact(uow, opened.case, on=date(2026, 2, 27), how="face_to_face")
        close_case(uow, opened.case, "success", on=date(2026, 2, 28))
    with acting(database) as uow:
        flow.reopen(uow, opened.case, "new_concern", on=date(2026, 2, 28))
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        due = {
            one.what: (one.state, one.due.isoformat()) for one in case_file.promises(file, reader.clock.now(), reader.today())
        }
        assert due == {"first_contact": ("running", "2026-03-01T17:00:00+00:00")}, "high risk: until the end of the next day"
        assert [group.kind for group in today.today(reader)] == ["due"]
        first, second = file.rows("episode")
        assert (first.text("received_at"), first.text("received_precision")) == ("2026-02-27T03:00:00.000Z", "minute")
        assert (first.text("first_contact_on"), first.text("first_contact_how")) == ("2026-02-27", "face_to_face")
        assert (first.code("risk_level"), second.day("first_contact_on")) == ("high", None)
        told = [(str(event.day), event.what) for event in case_history.events(reader, file) if event.what == "first_contact"]
        assert told == [("2026-02-27", "first_contact")]
    with acting(database) as uow:
        cases.first_contact(uow, opened.case, on=date(2026, 3, 1))
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        told = [(str(event.day), event.what) for event in case_history.events(reader, file) if event.what == "first_contact"]
        assert told == [("2026-03-01", "first_contact"), ("2026-02-27", "first_contact")]
        assert {line.kind for group in today.today(reader) for line in group.lines} == {"visit"}, "what comes after it"


def test_each_episode_keeps_the_day_of_its_own_receipt(database: Database) -> None:
    """Also over several reopenings."""
    opened = register(database)
    for day, again in ((date(2026, 2, 27), date(2026, 2, 28)), (date(2026, 2, 28), date(2026, 3, 1))):
        with acting(database) as uow:
            close_case(uow, opened.case, "success", on=day)
        with acting(database) as uow:
            flow.reopen(uow, opened.case, "new_concern", on=again)
    with database.read(WORKER) as reader:
        received = [row.text("received_at")[:10] for row in case_file.case_file(reader, opened.case).rows("episode")]
    assert received == ["2026-02-27", "2026-02-27", ""], "28 February begins at 17:00 of the day before, in UTC"


def test_a_reopening_is_taken_back_whole_or_not_at_all(database: Database) -> None:
    """A case never stands closed with an episode that is open: somebody wrote in the new one, so the reopening stays."""
    opened = register(database)
    with acting(database) as uow:
        close_case(uow, opened.case, "success", on=date(2026, 2, 28))
    for written in (False, True):
        with acting(database) as uow:
            flow.reopen(uow, opened.case, "new_concern", on=date(2026, 2, 28))
        if written:
            with acting(database, HEAD) as uow:
                [_, episode] = uow.find("episode", case=opened.case, order=("number",))
                uow.update("episode", episode.id, {"owner": HEAD.user})
        with acting(database) as uow:
            undone = undo.undo(uow)
        assert (undone.restored > 0, [name for _, _, name in undone.left]) == (not written, ["*"] if written else [])
        with database.read(WORKER) as reader:
            ended = reader.find("episode", case=opened.case, order=("-number",))[0].day("closed_on") is not None
            assert (reader.get("case", opened.case).code("status"), ended) == (("open", False) if written else ("closed", True))


def test_a_case_is_not_taken_back_from_under_what_hangs_on_it(database: Database) -> None:
    """Whoever registers can undo it, until a colleague wrote in the case, here or on another laptop."""
    opened = register(database)
    with acting(database, HEAD) as uow:
        note = case_parts.add(uow, "note", opened.case, {"kind": "call", "on_date": date(2026, 3, 1), "text": "hurt again"})
    with acting(database) as uow:
        undone = undo.undo(uow)
    assert undone.restored == 0
    assert ("case", opened.case, "*") in undone.left
    with database.read(HEAD) as reader:
        assert reader.get("case", opened.case).code("status") == "open"
        assert [row.id for row in case_file.case_file(reader, opened.case).rows("note")] == [note]
    again = register(database)
    with acting(database) as uow:
        assert undo.undo(uow).left == ()
    with database.read(HEAD) as reader:
        assert reader.maybe("case", again.case) is None, "with nothing on it, it goes"


def test_nothing_is_taken_back_in_a_case_that_was_closed_since(database: Database) -> None:
    """A closing is approved with what stands in the case; when it is taken back itself, so can be what was done before."""
    opened = register(database)
    with acting(database) as uow:
        note = case_parts.add(uow, "note", opened.case, {"kind": "call", "on_date": date(2026, 2, 27), "text": "safe"})
    with acting(database, HEAD) as uow:
        close_case(uow, opened.case, "success", on=date(2026, 2, 28))
    with acting(database) as uow:
        uow.undoable = False
        assert undo.undo(uow) == undo.Undone("test", {}, 0, (("case", opened.case, "*"),))
        assert uow.maybe("note", note) is not None


def test_nothing_is_taken_back_in_a_case_of_somebody_else(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        uow.update("case", opened.case, {"reason": "mine"})
    with acting(database, HEAD) as uow:
        uow.update("case", opened.case, {"owner": HEAD.user})
    with acting(database) as uow:
        assert undo.undo(uow).restored == 0
        assert uow.get("case", opened.case).text("reason") == "mine"
