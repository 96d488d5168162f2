"""Words of the fields of children, cases and their parts, and how values are told on screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.births import birth_of
from app.domain.clock import parse_instant
from app.domain.codelists import concern_label, label, labels
from app.domain.deadlines import contact_limit
from app.domain.records import Record
from app.services.exchange.histories import person_words
from app.text.dates import limit_words, short_date, short_moment
from app.text.digits import digits_for
from app.text.words import words
from app.text.zone import local
from app.ui.pages.case_parts.views.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.cases.case_history import Written
    from app.ui.context import Context

LISTS = {
    "risk_level": "risk_level",
    "level": "risk_level",
    "relation": "relation",
    "sex": "sex",
    "safe": "contact_safe",
    "network": "phone_network",
    "case_type": "case_type",
    "referral_source": "referral_source",
    "status": "case_status",
    "birth_source": "birth_source",
    "address_kind": "address_kind",
    "nationality": "nationality",
    "language": "language",
    "birth_certificate": "yes_no",
    "received_precision": "received_precision",
    "first_contact_how": "contact_how",
    "close_reason": "close_reason",
    "open_reason": "open_reason",
    "disability": "disability",
    **{name: name for name in ("multiple_birth", "ethnicity", "religion", "school_state", "school_level", "equity_level")},
}


class CaseWords(QObject):
    """Words of fields, in the language now."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self._in = ""
        self._names: dict[str, str] = {}

    def field(self, name: str, type_name: str = "") -> str:
        """What a field (of a part) is called; the wire name of one that has no words."""
        view = VIEWS.get(type_name)
        own = view.words().get(name) if view is not None else None
        return own or self._now().get(name, name)

    def _now(self) -> Mapping[str, str]:
        """Words of all fields in the language now, put together when it is another one: each head of a list asks for some."""
        told = self.tr("Name not known")
        if told != self._in:
            self._in, self._names = told, {**self._child(), **self._case(), **self._parts(), **self._note()}
        return self._names

    def pair(self, what: str, told: str) -> str:
        """What, and what is told of it."""
        return self.tr("{what}: {told}").format(what=what, told=told)

    def _child(self) -> dict[str, str]:
        """Words of a child's fields."""
        return {
            "family_name_km": self.tr("Family name (Khmer)"),
            "given_name_km": self.tr("Given name (Khmer)"),
            "family_name_latin": self.tr("Family name (Latin letters)"),
            "given_name_latin": self.tr("Given name (Latin letters)"),
            "latin_confirmed": self.tr("Spelling in Latin letters is confirmed"),
            "name_unknown": self.tr("Name not known"),
            "nickname": self.tr("Nickname"),
            "sex": self.tr("Sex"),
            "birth_place": self.tr("Place of birth"),
            "multiple_birth": self.tr("Twin or triplet"),
            "birth_order": self.tr("Which of them was it (1: born first)"),
            "ethnicity": self.tr("Ethnicity"),
            "religion": self.tr("Religion"),
            "birth": self.tr("Birth"),
            "birth_from": self.tr("Birth"),
            "address_kind": self.tr("Kind of address"),
            "village": self.tr("Village"),
            "village_code": self.tr("Village"),
            "country": self.tr("Country"),
            "how_to_find": self.tr("How to find it"),
            "nationality": self.tr("Nationality"),
            "language": self.tr("Language"),
            "foundling": self.tr("Found child, parents not known"),
            "disability": self.tr("Disability"),
            "disability_assessed": self.tr("Disability was assessed"),
            "birth_certificate": self.tr("Birth certificate"),
            "birth_certificate_number": self.tr("Birth certificate number"),
            "family_book": self.tr("Family book number"),
            "equity_card": self.tr("Equity card number"),
            "equity_level": self.tr("Equity card level"),
            "equity_until": self.tr("Equity card valid until"),
            "mosvy_village": self.tr("Village of the ministry's child number"),
            "mosvy_number": self.tr("Ministry's child number"),
            "primero_id": self.tr("Number in Primero"),
            "oscar_id": self.tr("Number in OSCaR"),
            "school_state": self.tr("Goes to school"),
            "school_level": self.tr("Grade"),
            "school": self.tr("School"),
            "died_on": self.tr("Died on"),
            "death_known": self.tr("How the day of death is known"),
        }

    def child_sections(self) -> dict[str, str]:
        """Words of the parts of a child's form."""
        return {
            "who": self.tr("Who the child is"),
            "place": self.tr("Where the child lives"),
            "origin": self.tr("Language and origin"),
            "disability": self.tr("Disability"),
            "papers": self.tr("Papers"),
            "numbers": self.tr("Numbers"),
            "school": self.tr("School"),
        }

    def _case(self) -> dict[str, str]:
        """Words of a case's fields."""
        return {
            "received_on": self.tr("Information received on"),
            "received_time": self.tr("At what time"),
            "received_at": self.tr("Information received"),
            "referral_source": self.tr("Referred by"),
            "case_type": self.tr("Type of case"),
            "reason": self.tr("Reason for referral and needs"),
            "risk_level": self.tr("Risk level"),
            "urgent": self.tr("Urgent protection concern"),
            "done_on": self.tr("Form filled in on"),
            "done_by": self.tr("Form filled in by"),
            "first_contact_on": self.tr("First contact on"),
            "first_contact_how": self.tr("How contact was made"),
            "owner": self.tr("Caseworker"),
            "status": self.tr("Status"),
            "opened_on": self.tr("Case opened on"),
            "closed_on": self.tr("Case closed on"),
            "close_reason": self.tr("Reason for closing"),
            "categories": self.tr("Type of child"),
            "concerns": self.tr("Protection concerns"),
            "typed_at": self.tr("Entered on"),
        }

    def _parts(self) -> dict[str, str]:
        """Words of the fields of parts."""
        return {
            "person": self.tr("Name"),
            "name": self.tr("Name"),
            "name_latin": self.tr("Name (Latin letters)"),
            "relation": self.tr("Relation to the child"),
            "phone": self.tr("Phone"),
            "network": self.tr("Network"),
            "telegram": self.tr("Has Telegram"),
            "safe": self.tr("Safe to call"),
            "when_safe": self.tr("When it is safe"),
            "who_may_answer": self.tr("Who may answer"),
            "do_not_say": self.tr("What not to say"),
            "lives_with": self.tr("Lives with the child"),
            "is_carer": self.tr("Cares for the child"),
            "occupation": self.tr("Occupation"),
            "abroad_country": self.tr("Lives abroad in"),
            "deceased": self.tr("Deceased"),
            "note": self.tr("Remark"),
            "code": self.tr("What"),
            "kind": self.tr("Kind"),
            "noted_on": self.tr("Noted on"),
            "ended_on": self.tr("Ended on"),
            "purpose": self.tr("Consent to"),
            "answer": self.tr("Answer"),
            "given_by": self.tr("Given by"),
            "how": self.tr("How"),
            "witness": self.tr("Witness"),
            "receiver": self.tr("Who receives"),
            "until": self.tr("Valid until"),
            "explained": self.tr("Limits of confidentiality were explained"),
            "heard_on": self.tr("Heard on"),
            "reported_on": self.tr("Reported on"),
            "reported_to": self.tr("Reported to"),
            "outcome": self.tr("Outcome"),
            "option": self.tr("Care option"),
            "from_on": self.tr("From"),
            "to_on": self.tr("Until"),
            "next_review_on": self.tr("Next review on"),
            "source": self.tr("Who said so"),
            "level": self.tr("Risk level"),
        }

    def _note(self) -> dict[str, str]:
        """Words of the fields of notes and visits."""
        return {
            "on_date": self.tr("Day"),
            "text": self.tr("Text"),
            "child_seen": self.tr("Child was seen"),
            "not_seen_reason": self.tr("Why the child was not seen"),
            "next_visit_on": self.tr("Next visit promised for"),
            "health": label("light_item", "health", self.context.lang),
            "education": label("light_item", "education", self.context.lang),
            "food": label("light_item", "food", self.context.lang),
            "family": label("light_item", "family", self.context.lang),
            "violence": label("light_item", "violence", self.context.lang),
        }

    def state(self, state: str) -> str:
        """Where a limit stands, in a word."""
        return {
            "overdue": self.tr("Overdue"),
            "soon": self.tr("Due soon"),
            "running": self.tr("In time"),
            "late": self.tr("Done late"),
            "in_time": self.tr("Done in time"),
        }.get(state, "")

    def promise(self, what: str) -> str:
        """What is due."""
        return {
            "first_contact": self.tr("First contact"),
            "visit": self.tr("Visit"),
            "report_allegation": self.tr("Report the allegation"),
            "review_placement": self.tr("Review the placement"),
            "medical": self.tr("Medical care after the incident"),
        }[what]

    def happened(self, what: str) -> str:
        """What happened."""
        return words(f"event.{what}", self.context.lang)

    def reason(self, reason: str) -> str:
        """Why a child may be here already."""
        return {
            "name_km": self.tr("Khmer name is alike"),
            "name_latin": self.tr("name in Latin letters is alike"),
            "name_order": self.tr("same names in another order"),
            "name_sound": self.tr("names sound alike in both scripts"),
            "birth": self.tr("same day of birth"),
            "birth_near": self.tr("about the same age"),
            "birth_turned": self.tr("day and month of birth exchanged"),
            "village": self.tr("same village"),
            "district": self.tr("same district"),
            "mother": self.tr("same mother"),
            "phone": self.tr("same phone of the family"),
            "document": self.tr("same number of a document"),
            "household": self.tr("same family book or equity card"),
        }.get(reason, reason)

    def value(self, name: str, value: object) -> str:
        """A wire value of a field as it is told."""
        lang = self.context.lang
        if value is None or value == "":
            return "–"
        if isinstance(value, bool):
            return self.tr("Yes") if value else self.tr("No")
        if isinstance(value, list):
            return labels(LISTS[name], tuple(value), lang) if name in LISTS else ", ".join(map(str, value))
        text = str(value)
        if name in LISTS:
            return label(LISTS[name], text, lang)
        try:
            if len(text) == 10 and text[4:5] == "-":
                return short_date(date.fromisoformat(text), lang)
            if text.endswith("Z") and "T" in text:
                moment = parse_instant(text)
                return limit_words(moment, lang) if name == "due_at" else short_moment(moment, lang)
        except ValueError:
            return text
        return text

    def limit(self, due: datetime | date) -> str:
        """When a limit ends; one that ends at 24:00 is told by its last day alone."""
        return limit_words(due, self.context.lang)

    def until(self, due: datetime | date, state: str, *, near: datetime | None = None) -> str:
        """Until when something is to be done, or since when it is overdue; far from `near` the time of day is left out."""
        told = self.limit(due)
        whole_day = not isinstance(due, datetime) or (local(due).hour, local(due).minute) == (0, 0)
        if isinstance(due, datetime) and near is not None and abs(due - near) > timedelta(days=2) and not whole_day:
            told = short_date(local(due).date(), self.context.lang)
        if state == "overdue":
            return self.tr("overdue since {day}").format(day=told)
        return (self.tr("until the end of {day}") if whole_day else self.tr("until {day}")).format(day=told)

    def done_on(self, day: date | None) -> str:
        """When something was done; nothing for None."""
        return self.tr("done on {day}").format(day=short_date(day, self.context.lang)) if day is not None else ""

    def contact_rule(self, risk: str | None, received: datetime | None, precision: str | None) -> str:
        """Which limit holds for the first contact, and from when; empty where there is none."""
        limit, lang = contact_limit(risk), self.context.lang
        if limit is None or received is None:
            return ""
        in_days = limit.hours > 72
        length = (self.tr("{n} days") if in_days else self.tr("{n} hours")).format(
            n=digits_for(str(limit.days if in_days else limit.hours), lang)
        )
        day = short_date(local(received).date(), lang) if precision == "day" else short_moment(received, lang)
        told = self.tr("within {limit} of receiving the information ({day}), as the risk is: {level}")
        return told.format(limit=length, day=day, level=label("risk_level", risk, lang))

    def birth(self, record: Record, on: date) -> str:
        """When somebody was born and how old that is; estimates say so."""
        birth, lang = birth_of(record), self.context.lang
        if birth is None:
            return self.tr("Age not known")
        age = digits_for(str(birth.age_on(on)), lang)
        if birth.exact:
            return self.tr("{age} years, born {day}").format(age=age, day=short_date(birth.first, lang))
        return self.tr("about {age} years (estimated)").format(age=age)

    def concern(self, record: Record) -> str:
        """A concern with its kind."""
        return concern_label(record.text("code"), record.code("kind"), self.context.lang)

    def name(self, record: Record) -> str:
        """The name of a child, family name first; says when there is none."""
        khmer = f"{record.text('family_name_km')} {record.text('given_name_km')}".strip()
        latin = f"{record.text('family_name_latin')} {record.text('given_name_latin')}".strip()
        return khmer or latin or self.nameless()

    def nameless(self) -> str:
        """In place of a name."""
        return self.tr("Name not known")

    def written(self, told: Written) -> str:
        """Who wrote an entry down and when, and who changed it last."""
        lang, parts = self.context.lang, []
        if told.at:
            at, who = short_moment(parse_instant(told.at), lang), person_words(told.who, lang)
            parts.append(self.tr("Written down on {day} by {name}").format(day=at, name=who))
        if told.changed_at:
            at, who = short_moment(parse_instant(told.changed_at), lang), person_words(told.changed_by, lang)
            parts.append(self.tr("changed last on {day} by {name}").format(day=at, name=who))
        return " · ".join(parts)

    def older(self) -> str:
        """Below a history of which not all is here."""
        return self.tr("Older history is on the server.")

    def unchanged(self) -> str:
        """In place of a history."""
        return self.tr("Nothing was changed yet.")
