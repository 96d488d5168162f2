"""Fields of a placement that are filled from the registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.data.places import label_of
from app.domain.codelists import label
from app.domain.permissions import can
from app.domain.records import Record
from app.services.care import carers, proposals
from app.services.cases import case_parts
from app.services.facilities import facilities
from app.services.people.children import full_name
from app.services.sharing import moves
from app.text.dates import short_date
from app.ui.widgets.choices import ChoiceField

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

Names = Sequence[tuple[str, str, str]]
"""Id, name in Khmer, name in Latin letters."""


class RegisterField(ChoiceField):
    """One of a register, found by typing in either script."""

    def __init__(self, context: Context, case: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.case = case
        self._names: Names = ()
        context.tasks.run(self.read, self._show, self)

    def read(self, reader: Reader) -> Names:
        """What there is to choose; a register without rows has nothing."""
        return []

    def _show(self, names: Names) -> None:
        self._names = names
        self.retranslate()

    def retranslate(self) -> None:
        khmer = self.context.lang == "km"
        shown = [(key, (km if khmer else latin) or km or latin) for key, km, latin in self._names]
        if self._names:
            self.set_choices(shown, [f"{km} {latin}" for _, km, latin in self._names])


class FacilityField(RegisterField):
    """A facility that is not closed."""

    def read(self, reader: Reader) -> Names:
        rows = [row.facility for row in facilities.listing(reader)]
        coded = ((row.id, row.text("code"), row.text("name_km"), row.text("name_en")) for row in rows)
        return [(key, f"{code} · {km or latin}", f"{code} · {latin or km}") for key, code, km, latin in coded]


class KinField(RegisterField):
    """A member of the family of the child of a case."""

    def read(self, reader: Reader) -> Names:
        if not self.case:
            return []
        rows = case_parts.visible(reader, "family_member", reader.get("case", self.case).text("child"))
        return [(row.id, self._named(row, "km"), self._named(row, "en")) for row in rows]

    def _named(self, row: Record, lang: str) -> str:
        name = full_name(row.values) or row.text("name_latin")
        return " · ".join(filter(None, (name, label("relation", row.code("relation"), lang))))


class CarerField(RegisterField):
    """A household of the register of family and community care that has not ended."""

    def read(self, reader: Reader) -> Names:
        if not can(reader.actor, "carer.read"):
            return []
        return [(row.id, *self._named(row.record)) for row in carers.listing(reader)]

    def _named(self, record: Record) -> tuple[str, str]:
        km = " · ".join(filter(None, (carers.name_of(record, "km"), label_of(record.values, "km"))))
        return km, " · ".join(filter(None, (carers.name_of(record, "en"), label_of(record.values, "en"))))


class OpenCaseField(RegisterField):
    """An open case of the person's, or of the office for a head: its number and the child's name."""

    def read(self, reader: Reader) -> Names:
        if not can(reader.actor, "case.edit"):
            return []
        rows = [one.row for one in proposals.candidates(reader)]
        return [(row.id, _called(row.name_km or row.name_latin, row.code), _called(row.name_latin, row.code)) for row in rows]


class ReferralField(RegisterField):
    """A referral of a case, by its day and receiver."""

    def read(self, reader: Reader) -> Names:
        rows = case_parts.visible(reader, "referral", self.case) if self.case else []
        return [(row.id, self._named(reader, row, "km"), self._named(reader, row, "en")) for row in reversed(rows)]

    def _named(self, reader: Reader, row: Record, lang: str) -> str:
        card = moves.office_card(reader, row.text("to_office")) if row.ref("to_office") else None
        office = (card.name_km if lang == "km" else card.name_en or card.name_km) if card is not None else ""
        state = label("referral_state", row.code("state"), lang)
        parts = (short_date(row.day("on_date"), lang), row.text("to_name") or office or row.text("to_office"), state)
        return " · ".join(filter(None, parts))


def referral(context: Context) -> RegisterField:
    """A referral; the form of a service knows of which case."""
    return ReferralField(context)


def facility(context: Context) -> RegisterField:
    """A facility."""
    return FacilityField(context)


def kin(context: Context) -> RegisterField:
    """A member of the family; the form of a placement knows of which case."""
    return KinField(context)


def carer(context: Context) -> RegisterField:
    """A household of the register."""
    return CarerField(context)


def _called(name: str, code: str) -> str:
    """Name and number of a case; the number alone where no name is told."""
    return f"{name} · {code}" if name else code
