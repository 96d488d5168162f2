"""Papers that are out for signature too long are a task; those of others, of dead children and those just sent are none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.data.database import Database
from app.domain.tasks import Scope
from app.services.office.rules import set_rule
from app.services.papers import paper_dues, paper_register
from app.services.people import deaths
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register


@pytest.mark.parametrize(("days", "state"), [(1, None), (13, "soon"), (14, "soon"), (15, "overdue")])
def test_a_paper_is_asked_after_once_its_days_are_over(database: Database, days: int, state: str | None) -> None:
    opened = register(database)
    with acting(database) as uow:
        paper = paper_register.register(uow, "consent", variant="family", case=opened.case)
        uow.update("paper", paper, {"state": "out", "out_to": "Commune", "out_on": uow.today() - timedelta(days=days)})
    with database.read(WORKER) as reader:
        found = list(paper_dues.all_of(reader, Scope(reader.actor.office)))
    assert [(one.kind, one.case, one.state) for one in found] == ([("paper_out", opened.case, state)] if state else [])


def test_others_the_dead_and_longer_rules_make_no_task(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        paper = paper_register.register(uow, "consent", variant="family", case=opened.case)
        uow.update("paper", paper, {"state": "out", "out_to": "Commune", "out_on": uow.today() - timedelta(days=20)})
    for actor, count in ((WORKER, 1), (HEAD, 1), (OTHER, 0), (CLERK, 0)):
        with database.read(actor) as reader:
            assert len(list(paper_dues.all_of(reader, Scope(reader.actor.office)))) == count, actor.name
    with database.read(HEAD) as reader:
        assert list(paper_dues.all_of(reader, Scope(reader.actor.office, owner=OTHER.user))) == []
        assert list(paper_dues.all_of(reader, Scope(reader.actor.office, cases=("none",)))) == []
    with acting(database, HEAD) as uow:
        set_rule(uow, "papers", "out_days", 40)
        assert list(paper_dues.all_of(uow, Scope("01"))) == []
        set_rule(uow, "papers", "out_days", None)
        assert len(list(paper_dues.all_of(uow, Scope("01")))) == 1
        deaths.note_death(uow, opened.child, {"death_known": "not_known", "death_told_by": "aunt"})
        assert list(paper_dues.all_of(uow, Scope("01"))) == []
