"""Who saw a case: for the head alone, newest first, looks and not changes."""

from __future__ import annotations

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.services.cases import notes
from app.services.cases.case_file import open_file
from app.services.office import access
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register


def test_looks_are_told_to_the_head_and_to_nobody_else(database: Database) -> None:
    opened = register(database)
    for actor in (WORKER, HEAD):
        with acting(database, actor, "case_read") as uow:
            open_file(uow, opened.case)
    with acting(database) as uow:
        notes.add(uow, opened.case, {"text": "x"})
    with database.read(HEAD) as reader:
        assert [one.user for one in access.seen_by(reader, opened.case)] == [HEAD.name, WORKER.name]
    for actor in (WORKER, OTHER, CLERK):
        with database.read(actor) as reader, pytest.raises(InputError, match="not_allowed"):
            access.seen_by(reader, opened.case)
