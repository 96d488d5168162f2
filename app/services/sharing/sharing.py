"""Whether something of a case may be told to somebody: consent for just that receiver and just that, or a reason (P7, P8).

Police and courts are told by law and need no consent. Where there is none that holds, telling may still be in the best
interests of the child: then it needs its reason, and the head of the office looks at it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.data.reader import Reader
from app.domain.records import Record
from app.domain.workflow import Missing
from app.services.cases import cases
from app.services.cases.case_parts import visible
from app.services.sharing import moves
from app.services.sharing.consent_givers import counting, givers, told_why
from app.text.keys import search_key

BY_LAW = frozenset({"police", "court"})
"""Kinds of receivers that are told without consent (inferred: the law obliges to report to them)."""
PURPOSE = "sharing"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is to be told: a kind of the list `receiver_kind`; an office by its code, anybody else by name."""

    kind: str
    office: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether something may be told: by which consent; else that a reason is needed, and what is missing of a consent."""

    ok: bool
    consent: str = ""
    needs_reason: bool = False
    why: tuple[Missing, ...] = ()


def may_share(reader: Reader, case: str, receiver: Receiver, data: frozenset[str]) -> Allowed:
    """Whether kinds of data (list `consent_data`) of a case may be told to a receiver. InputError `not_allowed`.

    The newest answer about this receiver counts, but never what a person alleged to have harmed the child
    agreed to. A consent that says nothing of which data covers all that is shown.
    """
    cases.readable(reader, case)
    if receiver.kind in BY_LAW:
        return Allowed(ok=True)
    names = _names(reader, receiver)
    told = [row for row in visible(reader, "consent", case) if row.code("purpose") == PURPOSE and _is_for(row, names)]
    if not told:
        return _refused("sharing.no_consent")
    known = givers(reader, case)
    counts = counting(told, known)
    if not counts:
        why = told_why(reader, known.harmed(max(told, key=lambda row: (row.text("on_date"), row.id))))
        return _refused("sharing.harmed" if why else "sharing.ask_anew")
    last = max(counts, key=lambda row: (row.text("on_date"), row.id))
    if last.code("answer") != "given":
        return _refused("sharing.refused")
    until = last.day("until")
    if until is not None and until < reader.today():
        return _refused("sharing.over", day=until.isoformat())
    agreed = last.codes("data")
    if agreed and not data <= agreed:
        return _refused("sharing.other_data", data=" ".join(sorted(data - agreed)))
    return Allowed(ok=True, consent=last.id)


def _refused(code: str, **params: str) -> Allowed:
    """No consent that holds: a reason is needed."""
    return Allowed(ok=False, needs_reason=True, why=(Missing(code, params, step="add:consent"),))


def is_for(reader: Reader, consent: Record, receiver: Receiver) -> bool:
    """Whether an answer is about a receiver who needs consent."""
    return receiver.kind not in BY_LAW and _is_for(consent, _names(reader, receiver))


def _names(reader: Reader, receiver: Receiver) -> frozenset[str]:
    """The names under which a receiver may stand in a consent, as they are compared."""
    found = {receiver.name}
    if receiver.office:
        card = moves.office_card(reader, receiver.office)
        found |= {card.name_km, card.name_en, card.code}
    return frozenset(search_key(name) for name in found if name.strip())


def _is_for(consent: Record, names: frozenset[str]) -> bool:
    """Whether an answer is about a receiver; a no that names nobody is about everybody."""
    named = search_key(consent.text("receiver"))
    return named in names or (not named and consent.code("answer") != "given")
