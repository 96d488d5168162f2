"""Who gave a consent, and whether that person may: one who is alleged to have harmed the child never does (practice P7).

A consent says of its giver only what that person is to the child (list `consent_giver`); who that can have been is told by the
family: the members marked as carers, else the relation. What is found here binds everybody, but the reason is told only to who
may know of persons alleged to have harmed: all others learn that the consent is to be asked anew, and no more (practice P1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.data.reader import Reader
from app.domain.records import Record
from app.services.protection import danger
from app.services.protection.danger import Alleged
from app.text.keys import search_key

NEVER = frozenset({"child", "authority"})
"""Givers who are none of the family."""
RELATIONS: dict[str, frozenset[str]] = {
    "carer": frozenset({"mother", "father", "stepmother", "stepfather", "adoptive_parent", "foster_carer"}),
    "guardian": frozenset({"guardian"}),
}
"""Who a giver of consent is likely to be, by the relation to the child (inferred)."""


@dataclass(frozen=True, slots=True)
class Givers:
    """The family of a child and who is alleged to have harmed it, read once for all consents of a case."""

    family: Sequence[Record]
    alleged: Sequence[Alleged]

    def harmed(self, consent: Record) -> Alleged | None:
        """Who is alleged to have harmed the child and gave this consent; None where somebody else did.

        Where only one of those who can have given it is alleged, what was written down since then is the other's: who wrote it
        was asked. What stood before may be either's, and does not count.
        """
        found = self.may_be(consent)
        if found is None:
            return None
        one, surely = found
        noted = one.record.day("noted_on")
        given = consent.day("on_date")
        since = bool(one.record.id) and consent.id > one.record.id and (noted is None or given is None or given >= noted)
        return one if surely or not since else None

    def may_be(self, consent: Record) -> tuple[Alleged, bool] | None:
        """Who of those alleged may have given a consent, and whether nobody else can have; None for nobody."""
        giver = consent.text("given_by")
        if giver in NEVER or not self.alleged:
            return None
        people = self._people(giver)
        met = [next((one for one in self.alleged if danger.is_member(one, member)), None) for member in people]
        first = next((one for one in met if one is not None), None)
        if people:
            return (first, None not in met) if first is not None else None
        words = {search_key(word) for code in RELATIONS.get(giver, frozenset()) for word in danger.both(code)}
        like = next((one for one in self.alleged if one.relation and one.relation in words), None)
        return (like, False) if like is not None else None

    def _people(self, giver: str) -> list[Record]:
        """The members of the family who can have given a consent: those marked as carers, else by the relation."""
        alive = [one for one in self.family if not one.flag("deceased")]
        if giver == "guardian":
            return [one for one in alive if one.code("relation") == "guardian"]
        if giver == "other":
            return [one for one in alive if not one.flag("is_carer")]
        marked = [one for one in alive if one.flag("is_carer")]
        return marked or [one for one in alive if one.code("relation") in RELATIONS["carer"]]


def givers(reader: Reader, case: str) -> Givers:
    """The givers of the consents of a case, whoever asks: what is found must not be shown but to who may know of it."""
    alleged = danger.everyone(reader, case)
    if not alleged:
        return Givers((), ())
    child = reader.get("case", case).text("child")
    return Givers(reader.find("family_member", child=reader.same_as(child)), alleged)


def anew(reader: Reader, consents: Sequence[Record], known: Givers) -> list[Record]:
    """The consents of a case that must be asked anew: given, in force, and nobody else answered the same since."""
    found = []
    bad = {row.id for row in consents if row.code("answer") == "given" and known.harmed(row) is not None}
    for row in consents:
        until = row.day("until")
        if row.id not in bad or (until is not None and until < reader.today()):
            continue
        later = (other for other in consents if other.id not in bad and _after(other, row))
        if not any(_same(other, row) for other in later):
            found.append(row)
    return found


def told_why(reader: Reader, one: Alleged | None) -> bool:
    """Whether the person may know why a consent does not count."""
    return one is not None and one.told and danger.GROUP in reader.actor.rights


def counting(rows: Iterable[Record], known: Givers) -> list[Record]:
    """The answers that count: all but what somebody alleged to have harmed the child agreed to."""
    return [row for row in rows if row.code("answer") != "given" or known.harmed(row) is None]


def _same(one: Record, other: Record) -> bool:
    """Whether two answers are about the same."""
    names = [search_key(row.text("receiver")) for row in (one, other)]
    return one.code("purpose") == other.code("purpose") and names[0] == names[1]


def _after(one: Record, other: Record) -> bool:
    """Whether an answer is newer than another."""
    return (one.text("on_date"), one.id) > (other.text("on_date"), other.id)
