"""The form of a registration, in the order of the ministry's form 1; and what it holds, as the services take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from app.domain.clock import instant_text
from app.domain.codelists import codelist
from app.domain.deadlines import contact_due
from app.domain.records import Record
from app.services.cases.cases import Registration
from app.text.dates import parse_clock_time
from app.text.zone import LOCAL, day_start
from app.ui.pages.case_parts.fields.forms import CHILD, flat, name_fields, part_form
from app.ui.pages.case_parts.fields.makers import WIDE, code
from app.ui.pages.case_parts.lists.rows_field import RowsField
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.choices import CodeField, CodeSetField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, LongTextField, PhoneField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.moments import TimeField
from app.ui.widgets.names import LatinProposer

if TYPE_CHECKING:
    from app.ui.context import Context

_CHILD_NAMES = ("family_name_km", "given_name_km", "family_name_latin", "given_name_latin")
_CHILD_FIRST = (*_CHILD_NAMES, "latin_confirmed", "name_unknown", "foundling", "sex", "birth")
_CHILD_PLACE = ("address_kind", "village", "how_to_find", "country")
_CHILD_MORE = ("nationality", "language", "birth_certificate", "family_book", "equity_card", "school")
_CASE = ("referral_source", "case_type", "reason", "risk_level", "urgent", "done_on", "done_by")
_CARER = ("who", "family_name_km", "given_name_km", "relation", "sex", "occupation")


class RegisterForm(Form):
    """All fields of a registration."""

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__(columns=2)
        self.context = context
        self.words = words
        self.restricted = "reporter" in context.session.actor.rights
        self._receipt()
        self._child()
        self._carer()
        self._danger()
        self.latin = LatinProposer(self)
        self.retranslate()

    def _receipt(self) -> None:
        """When the information came, from whom."""
        self.section("receipt")
        self.add("received_on", DateField(self.context), required=True)
        received = TimeField()
        received.retranslate()
        self.add("received_time", received)
        self.add("referral_source", CodeField(self.context, "referral_source"))
        self.add("case_type", CodeField(self.context, "case_type"))
        if self.restricted:
            for name in ("name", "relation"):
                self.add(f"reporter_{name}", TextField())
            self.add("reporter_phone", PhoneField())

    def _child(self) -> None:
        """Who the child is and where it lives."""
        self.section("child")
        for name in _CHILD_FIRST:
            self.add(name, CHILD[name](self.context), wide=name in WIDE or name == "sex")
        self.add("disability_assessed", BoolField(three=True), wide=True)
        self.add("disability", CodeSetField(self.context, "disability"), wide=True)
        self.section("place")
        for name in (*_CHILD_PLACE, *_CHILD_MORE):
            self.add(name, CHILD[name](self.context))
        self.show_field("country", False)

    def _carer(self) -> None:
        """Who cares for the child, who else lives there, whom to call."""
        self.section("carer")
        for name in _CARER:
            self.add(f"carer_{name}", VIEWS["family_member"].fields[name](self.context), wide=name in WIDE)
        self._add_rows("family", "family_member", "is_carer", "abroad_country", "deceased", "note")
        self._add_rows("contacts", "contact")

    def _add_rows(self, name: str, type_name: str, *left_out: str) -> None:
        """A list of small forms of a part, without some of its fields."""
        missing = frozenset(left_out)
        field = RowsField(
            lambda: part_form(self.context, self.words, type_name, leave_out=missing),
            lambda form: name_fields(form, self.words, type_name),
        )
        self.add(name, field, wide=True)

    def _danger(self) -> None:
        """What kind of child and concern, how high the risk, what was consented to."""
        self.section("danger")
        rights = self.context.session.actor.rights
        allowed = tuple(row.code for row in codelist("child_category") if not row.group or row.group in rights)
        self.add("categories", CodeSetField(self.context, "child_category", only=allowed, columns=1), wide=True)
        self._add_rows("concerns", "concern", "noted_on", "ended_on", "note")
        self.add("reason", LongTextField(lines=3), wide=True)
        self.add("risk_level", code("risk_level", buttons=True)(self.context), wide=True)
        self.add("urgent", BoolField())
        self.section("consent")
        self._add_rows("consents", "consent")
        self.section("paper")
        self.add("done_on", DateField(self.context))
        self.add("done_by", TextField())

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        name_fields(self, self.words)
        for name in _CARER:
            self.label(f"carer_{name}", self.words.field(name, "family_member"))
        for name, text in {
            "receipt": self.tr("Where the information comes from"),
            "child": self.tr("The child"),
            "place": self.tr("Where the child lives"),
            "carer": self.tr("Carer, household and contacts"),
            "danger": self.tr("What the child faces"),
            "consent": self.tr("Consent"),
            "paper": self.tr("The paper form"),
        }.items():
            self.section_label(name, text)
        self.label("family", self.tr("Brothers, sisters and others in the household"))
        self.label("contacts", self.tr("Contacts, with what is safe"))
        self.label("consents", self.tr("Consent and agreement"))
        self.label("categories", self.words.field("categories"))
        self.label("concerns", self.words.field("concerns"))
        self.hint("received_on", self.tr("As on the paper: the time for the first contact runs from then."))
        self.latin.mark()
        self.adapt()
        self.hint("done_on", self.tr("The day the paper was filled in; today if nothing is typed."))
        if self.restricted:
            self.label("reporter_name", self.tr("Name of who reported (restricted)"))
            self.label("reporter_relation", self.tr("Who that is (restricted)"))
            self.label("reporter_phone", self.tr("Phone of who reported (restricted)"))

    def adapt(self) -> None:
        """Shows what belongs to the answers given: a country for an address abroad, the limit for a level of risk."""
        self.show_field("country", self.field("address_kind").value() == "abroad")
        risk = self.field("risk_level").value()
        level = risk if isinstance(risk, str) else None
        moment = received(self.values())
        at, precision = Record("case", "", moment).moment("received_at"), str(moment.get("received_precision") or "")
        due = contact_due(level, at, precision)
        if due is None:
            self.hint("risk_level", self.tr("The first contact has no limit.") if level == "no_action" else "")
            return
        until, rule = self.words.until(due, ""), self.words.contact_rule(level, at, precision)
        self.hint("risk_level", self.tr("First contact {until}: {rule}").format(until=until, rule=rule))


def child_values(values: Mapping[str, object]) -> dict[str, object]:
    """Wire values of the child."""
    names = {*_CHILD_FIRST, *_CHILD_PLACE, *_CHILD_MORE, "disability", "disability_assessed"}
    found = flat({name: value for name, value in values.items() if name in names})
    return {name: value for name, value in found.items() if value not in (None, "", [], False) or name == "disability_assessed"}


def received(values: Mapping[str, object]) -> dict[str, object]:
    """The moment of receipt with its precision; empty when no day was given."""
    day, typed = _day(values.get("received_on")), str(values.get("received_time") or "")
    if day is None:
        return {}
    at = parse_clock_time(typed) if typed else None
    if at is None:
        return {"received_at": instant_text(day_start(day)), "received_precision": "day"}
    moment = datetime.combine(day, time(*at), LOCAL).astimezone(UTC)
    return {"received_at": instant_text(moment), "received_precision": "minute"}


def _day(value: object) -> date | None:
    """A day, from a field or from a draft."""
    return value if isinstance(value, date) else date.fromisoformat(value) if isinstance(value, str) and value else None


def registration(values: Mapping[str, object], *, child_id: str | None = None) -> Registration:
    """What the services take, from what the form holds."""
    case = {name: values[name] for name in _CASE if values.get(name) not in (None, "", False)} | received(values)
    carer = {name: values[f"carer_{name}"] for name in _CARER if values.get(f"carer_{name}")}
    family = [_row(row) for row in _rows(values, "family")]
    reporter = {name: values[f"reporter_{name}"] for name in ("name", "relation", "phone") if values.get(f"reporter_{name}")}
    categories = values.get("categories")
    return Registration(
        {} if child_id else child_values(values),
        case,
        child_id,
        family=[*([{**carer, "is_carer": True, "lives_with": True}] if carer else []), *family],
        contacts=[_row(row) for row in _rows(values, "contacts")],
        categories=[{"code": name} for name in categories] if isinstance(categories, list) else [],
        concerns=[_row(row) for row in _rows(values, "concerns")],
        consents=[_row(row) for row in _rows(values, "consents")],
        reporters=[reporter] if reporter else [],
    )


def mother_of(values: Mapping[str, object]) -> str:
    """The name of the mother among carer and family, family name first; empty when she is not there."""
    members = registration(values).family
    mother: Mapping[str, object] = next((one for one in members if one.get("relation") == "mother"), {})
    return " ".join(str(part) for name in ("family_name_km", "given_name_km") if (part := mother.get(name)))


def _rows(values: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    """The entries of a list in the form."""
    rows = values.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _row(row: Mapping[str, object]) -> dict[str, object]:
    """Wire values of one entry, without what was left empty."""
    return {name: value for name, value in flat(row).items() if value not in (None, "", False)}
