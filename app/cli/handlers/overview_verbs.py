"""`facility overview`: all facilities at a glance, by district, by result and age of the last visit, by standard."""

from __future__ import annotations

from app.cli.context import Context
from app.domain.errors import InputError
from app.services.facilities import facility_overview
from app.services.visits import standard_trends
from app.services.visits.inspection_forms import FormShelf

WHAT = ("districts", "grades", "standards")


def show(context: Context) -> None:
    """Prints one of the three tables, a line a row; without a word that of the districts."""
    call = context.call
    what = call.text("what") or WHAT[0]
    if what not in WHAT:
        raise InputError("overview_unknown", what=what[:40], known=", ".join(WHAT))
    with context.session.read() as reader:
        if what == "standards":
            shelf = FormShelf(context.folder)
            found = standard_trends.trends(reader, shelf, context.lang, form=call.text("form"), kind=call.text("type"))
            context.out.rows(standard_trends.trends_json(found))
            return
        overview = facility_overview.overview(reader, call.text("province"))
        told = facility_overview.districts_json if what == "districts" else facility_overview.grades_json
        context.out.rows(told(overview))
