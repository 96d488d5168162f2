"""How the case of a child who died is closed: by the death that was noted (practice P21)."""

from __future__ import annotations

from datetime import date

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.services.approvals import approvals
from app.services.cases import flow
from tests.data.cases.support import HEAD, acting, register
from tests.data.cases.test_death import die


def test_a_case_ends_by_a_death_only_when_the_death_is_noted(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow, pytest.raises(InputError, match="death_not_noted"):
        flow.close(uow, opened.case, "died")
    die(database, opened.child)
    with acting(database) as uow:
        flow.close(uow, opened.case, "died")


@pytest.mark.parametrize("died_on", ["2026-02-27", None])
def test_the_case_of_a_dead_child_is_closed_by_the_death_and_by_no_success(database: Database, died_on: str | None) -> None:
    opened = register(database, case__received_at="2026-02-20T03:00:00Z")
    die(database, opened.child, died_on=died_on)
    with acting(database) as uow, pytest.raises(InputError, match="closed_after_death"):
        flow.close(uow, opened.case, "success")
    with acting(database) as uow, pytest.raises(InputError, match="closed_after_death"):
        flow.close(uow, opened.case, "adult", on=date(2026, 2, 27))
    with acting(database) as uow:
        flow.close(uow, opened.case, "duplicate")
    if died_on is not None:
        other = register(database, case__received_at="2026-02-20T03:00:00Z", child__given_name_km="ចាន់")
        die(database, other.child, died_on=died_on)
        with acting(database) as uow:
            flow.close(uow, other.case, "success", on=date(2026, 2, 26))


def test_a_closing_that_was_asked_for_before_the_death_is_asked_for_anew(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        asked = flow.close(uow, opened.case, "success")
    steps = die(database, opened.child)
    assert ("approval", asked) in [one.record for one in steps if one.done]
    with database.read(HEAD) as reader:
        assert reader.get("approval", asked).code("state") == "withdrawn"


def test_a_closing_with_another_reason_that_came_in_after_the_death_is_not_approved_but_sent_back(database: Database) -> None:
    opened = register(database)
    die(database, opened.child)
    with acting(database) as uow:
        asked = flow.close(uow, opened.case, "died")
        uow.update("approval", asked, {"reason": "success"})  # as another laptop asked, which had not heard of the death
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="closed_after_death"):
        approvals.decide(uow, asked, "approved")
    with acting(database, HEAD) as uow:
        approvals.decide(uow, asked, "sent_back", remarks="The child has died")
    with database.read(HEAD) as reader:
        assert reader.get("case", opened.case).code("status") == "open"
