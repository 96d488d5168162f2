"""No to reporting keeps a case out of lists of records that leave the office, not out of totals (practice P8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.data.database import Database
from app.data.keeping import keys
from app.data.queries.reporting import withheld
from app.domain.indicators import Month
from app.services.cases import case_parts
from app.services.numbers import lists, returns
from app.services.office.offices import Session, create_office
from tests.data.cases.support import HEAD, acting, register


def answer(database: Database, case: str, said: str, on: str) -> None:
    """One more answer on being reported."""
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "consent", case, {"purpose": "reporting", "answer": said, "on_date": on})


def codes(session: Session, target: Path) -> set[str]:
    """The numbers of the cases in the list for Excel."""
    lists.export_cases(session, target, "en")
    rows = load_workbook(target).worksheets[0].iter_rows(values_only=True)
    return {str(cell) for row in rows for cell in row if str(cell).startswith("K-")}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An office with its head at work."""
    made = create_office(tmp_path / "office", "01", "Head", "a long pass phrase", profile=keys.Profile(1, 8, 1)).session
    yield Session(made.database, HEAD)
    made.close()


def test_a_case_of_which_reporting_was_refused_is_in_no_list_of_records(session: Session, tmp_path: Path) -> None:
    database = session.database
    one, other = register(database, HEAD), register(database, HEAD, child__family_book="FB-1")
    answer(database, one.case, "given", "2026-02-27")
    answer(database, other.case, "refused", "2026-02-27")
    assert codes(session, tmp_path / "a.xlsx") == {one.code}
    with database.read(HEAD) as reader:
        assert withheld(reader) == {other.case}
        assert returns.compute(reader, Month(2026, 2)).cells["cases_new"] == 2, "totals count it"
    answer(database, one.case, "withdrawn", "2026-02-28")
    answer(database, other.case, "given", "2026-02-28")
    assert codes(session, tmp_path / "b.xlsx") == {other.code}, "the newest answer counts"
