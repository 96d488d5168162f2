"""Children who were not found at a visit, who left unseen, or who are on no list. A source of tasks."""

from __future__ import annotations

from collections.abc import Iterable

from app.data.reader import Reader
from app.domain.deadlines import State
from app.domain.permissions import can, covers
from app.domain.tasks import COUNT, Due, Scope
from app.services.visits import census

_KIND: dict[str, str] = {"missing": "census_missing", "unlisted": "census_unlisted", "left": "census_left"}
_STATES: dict[str, State] = {"missing": "overdue", "unlisted": "overdue", "left": "soon"}


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """By facility and by what was found, with the number of children; who is missing is searched for at once."""
    if scope.owner is not None or scope.cases is not None or not can(reader.actor, "residency.admit"):
        return
    told = reader.connection.exec_driver_sql(
        "SELECT DISTINCT facility FROM census_line WHERE found IN ('missing', 'left', 'unlisted') AND settled_on IS NULL"
    )
    for home in reader.many("facility", sorted(str(row[0]) for row in told if row[0])).values():
        office = home.text("office")
        if not office.startswith(scope.office) or not covers(reader.actor.office, office):
            continue
        found: dict[str, int] = {}
        for one in census.open_of(reader, home.id):
            code = one.line.text("found")
            found[code] = found.get(code, 0) + 1
        for code, number in found.items():
            yield Due(_KIND[code], "", ("facility", home.id), None, _STATES[code], "", str(number), codes=COUNT)
