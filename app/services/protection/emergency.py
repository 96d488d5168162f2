"""Emergency numbers (practice P10): the sourced one and those of the office, each from a day until a day; and the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.data.faults import translated
from app.data.files import write_whole
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.print.card_paper import EmergencyCardPaper
from app.print.papers import Language
from app.print.typesetting import pdf
from app.services.cases.case_values import checked, day_of
from app.services.office.rules import rules

Values = Mapping[str, object]
FIELDS = ("name_km", "name_en", "number", "hours", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its record's id (empty for one that ships), names, hours, days, and where it comes from."""

    id: str
    name_km: str
    name_en: str
    number: str
    hours: str
    source: str
    valid_from: date | None = None
    valid_until: date | None = None

    def name(self, lang: str) -> str:
        """The name in a language, else in the other one."""
        names = (self.name_km, self.name_en) if lang == "km" else (self.name_en, self.name_km)
        return names[0] or names[1]

    def valid(self, day: date) -> bool:
        """Whether it may be called on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_until is None or day <= self.valid_until)


def numbers(reader: Reader, *, ended: bool = False) -> tuple[Number, ...]:
    """The numbers that hold today, those that ship first; with `ended` also those of other days. InputError `not_allowed`."""
    require(reader.actor, "office.read")
    own = rules(reader, "danger")
    shipped = tuple(_shipped(own, name) for name in own.tables("emergency"))
    rows = reader.find("emergency_number", office=reader.actor.office, order=("id",))
    found = (*shipped, *(_of_office(row) for row in rows))
    return tuple(one for one in found if ended or one.valid(reader.today()))


def add(uow: UnitOfWork, values: Values) -> str:
    """A number of the office; gives its id.

    InputError `not_allowed`, `value_missing`, `end_before_start`, `phone_without_digit`.
    """
    require(uow.actor, "rule.edit")
    fresh = {name: value for name, value in _checked(uow, values).items() if value is not None}
    _check(fresh)
    return uow.create("emergency_number", {**fresh, "office": uow.actor.office, "source_tag": "office"})


def change(uow: UnitOfWork, number: str, values: Values) -> None:
    """Changes a number of the office. One that is not called any more gets a last day; InputError as for `add`."""
    require(uow.actor, "rule.edit")
    before = uow.get("emergency_number", number)
    fresh = _checked(uow, values)
    _check({**before.values, **fresh})
    uow.update("emergency_number", number, fresh)


def card(reader: Reader, lang: Language) -> EmergencyCardPaper:
    """The card to carry: numbers and hours alone. It says neither whose they are nor what it is for."""
    found = reader.find("office", office=reader.actor.office, limit=1)
    own = found[0].text("phone") if found else ""
    lines = [(one.number, one.hours) for one in numbers(reader)]
    return EmergencyCardPaper(
        lang=lang,
        office="",
        practice=bool(found and found[0].flag("practice")),
        printed_on="",
        numbers=(*lines, *([(own, "")] if own else [])),
    )


def save_card(uow: UnitOfWork, paper: EmergencyCardPaper, file: Path) -> None:
    """Writes the sheet of cards as PDF. EnvironmentFault `print_fonts_missing`, `disk_full`, `read_only`."""
    with translated():
        write_whole(file, pdf(paper))
    uow.note("print", "emergency_card")


def _shipped(own: RuleSet, name: str) -> Number:
    """A number of the rules that ship."""
    names, number, hours = ("name_km", "name_en"), f"emergency.{name}.number", f"emergency.{name}.hours"
    khmer, english = (own.text(f"emergency.{name}.{each}") for each in names)
    return Number("", khmer, english, own.text(number), own.text(hours), own.rules[number].source)


def _of_office(row: Record) -> Number:
    """A number of the office."""
    names = row.text("name_km"), row.text("name_en")
    days = row.day("valid_from"), row.day("valid_until")
    return Number(row.id, *names, row.text("number"), row.text("hours"), row.text("source_tag"), *days)


def _checked(uow: UnitOfWork, values: Values) -> dict[str, object]:
    """The values to store."""
    for name in values:
        if name not in FIELDS:
            raise InputError("field_not_given", field=f"emergency_number.{name}")
    return checked(uow, "emergency_number", values)


def _check(values: Values) -> None:
    """A number has a number and a name; its last day is not before its first."""
    if not values.get("number"):
        raise InputError("value_missing", field="emergency_number.number")
    if not any(letter.isdigit() for letter in str(values["number"])):
        raise InputError("phone_without_digit", field="emergency_number.number")
    if not values.get("name_km") and not values.get("name_en"):
        raise InputError("value_missing", field="emergency_number.name_km")
    first, last = values.get("valid_from"), values.get("valid_until")
    if first and last and day_of("emergency_number.valid_until", last) < day_of("emergency_number.valid_from", first):
        raise InputError("end_before_start", field="emergency_number.valid_until", day=str(first))
