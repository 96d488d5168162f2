"""Answers of closed visits with points, for what is counted over many of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.data.connection import bare
from app.data.queries.visit_points import begun_with, held
from app.data.reader import Reader


class AnsweredRow(NamedTuple):
    """A visit with a whole result: version of its form, year, maximum of points, answers of its own response by question."""

    id: str
    form_version: str
    year: int
    maximum: int
    answers: Mapping[str, str]


_WHOLE = "i.points IS NOT NULL AND i.closed_at IS NOT NULL AND i.visit_on IS NOT NULL AND i.state IN ('to_decide', 'decided')"
"""Visits whose result is whole, as others are not compared either."""
_INSIDE = "f.office >= ? AND f.office < ?"


def forms(reader: Reader, office: str) -> list[tuple[str, int, str]]:
    """The forms that visits with a whole result were filled from: id, how many visits, newest version; the most used first."""
    sql = (
        "SELECT i.form_id, count(*), max(i.form_version) FROM inspection i JOIN facility f ON f.id = i.facility "
        f"WHERE {_WHOLE} AND {_INSIDE} GROUP BY i.form_id ORDER BY count(*) DESC, i.form_id"
    )
    return bare(reader.connection).execute(sql, (office, f"{office}~")).fetchall()


def answered(reader: Reader, office: str, form_id: str, first: int, kind: str = "") -> Iterator[AnsweredRow]:
    """Visits by a form from a year on, one by one; `kind`: of facilities of that type alone."""
    sql = (
        "SELECT i.id, r.id, i.form_version, i.visit_on, i.maximum, r.answers FROM inspection i "
        "JOIN facility f ON f.id = i.facility JOIN form_response r ON r.inspection = i.id AND r.whole IS NULL "
        f"AND r.form_id = i.form_id WHERE i.form_id = ? AND i.visit_on >= ? AND {_WHOLE} AND {_INSIDE} "
        "AND (? = '' OR f.type = ?)"
    )
    parameters = (form_id, f"{first:04}-01-01", office, f"{office}~", kind, kind)
    found = bare(reader.connection).execute(sql, parameters).fetchall()
    for key, _, version, day, maximum, text in begun_with(found):
        yield AnsweredRow(str(key), str(version), int(day[:4]), int(maximum or 0), held(text))
