"""The list of residents of a facility on a day as a paper: for a visit, where heads are counted against it.

It names the children, so that only who may take names out or fills inspections prints it (inspectors see that list, practice
P27); it says of nobody that there is a case.
"""

from __future__ import annotations

from datetime import date

from app.data.reader import Reader
from app.domain.codelists import label
from app.domain.permissions import can, require, sees_names
from app.domain.records import Actor
from app.print.papers import Language
from app.print.rosters import RosterLine, RosterPaper
from app.services.facilities import residencies
from app.services.facilities.residencies import Resident
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.visits.inspection_forms import is_practice
from app.services.visits.inspection_papers import facility_head
from app.text.dates import long_date, short_date
from app.text.digits import digits_for
from app.text.words import words

_HEADS = ("name", "latin", "sex", "age", "admitted", "seen", "remarks")


def may_print(actor: Actor) -> bool:
    """Whether a person may print the list."""
    return can(actor, "residency.read") and (sees_names(actor) or can(actor, "inspection.fill"))


def roster_paper(reader: Reader, facility: str, on: date, lang: Language) -> RosterPaper:
    """Who lived there at the end of a day, in Khmer order of names. InputError `not_allowed`, `record_not_found`."""
    if not may_print(reader.actor):
        require(reader.actor, "list.names")
    found = residencies.living_there(reader, facility, on)
    record = reader.get("facility", facility)
    counts = (
        ("children", len(found)),
        ("girls", sum(one.sex == "female" for one in found)),
        ("boys", sum(one.sex == "male" for one in found)),
        ("under_three", sum(one.under_three for one in found)),
        ("over_eighteen", sum(one.over_eighteen for one in found)),
    )
    return RosterPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant=None,
        title=words("roster.title", lang),
        facility=facility_head(reader, record, lang),
        day=long_date(on, lang),
        heads=tuple(words(f"roster.head.{name}", lang) for name in _HEADS),
        totals=tuple((words(f"roster.{name}", lang), digits_for(count, lang)) for name, count in counts),
        lines=tuple(_line(one, lang) for one in found),
        empty=words("roster.empty", lang),
    )


def _line(one: Resident, lang: Language) -> RosterLine:
    about = "~" if one.birth is not None and not one.birth.exact else ""
    return RosterLine(
        name=one.name or words("roster.not_known", lang),
        name_latin=one.name_latin,
        sex=label("sex", one.sex, lang),
        age=words("roster.not_known", lang) if one.age is None else f"{about}{digits_for(one.age, lang)}",
        admitted_on=short_date(one.admitted_on, lang),
        mark=_mark(one, lang),
    )


def _mark(one: Resident, lang: Language) -> str:
    """What is to be looked at: no child under three should live there."""
    if one.under_three:
        return words("roster.under_three", lang)
    return words("roster.over_eighteen", lang) if one.over_eighteen else ""
