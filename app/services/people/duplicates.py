"""Likely duplicates of a child who is being typed, with the reasons; what is shown of each keeps to practice P3."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.data.queries.cases import cases_of_children, children_by_keys
from app.data.reader import Reader
from app.domain.births import Birth, birth_of
from app.domain.duplicates import Level, Person, Reason, matches, person_of
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_names import firm, is_hidden, without_names
from app.services.people import distinct
from app.services.people.children import full_name
from app.text.keys import name_key_any_order
from app.text.sounds import consonants


@dataclass(frozen=True, slots=True)
class Likely:
    """A child who may be the same. `own`: the person may open the case.

    If not, only the number, the office, whom to ask and the reasons are filled in.
    """

    child: str
    level: Level
    reasons: tuple[Reason, ...]
    case: str
    code: str
    status: str
    office: str
    owner: str
    phone: str
    own: bool
    name: str = ""
    latin: str = ""
    birth: Birth | None = None
    village_km: str = ""
    village_en: str = ""


def likely(
    reader: Reader,
    child: Mapping[str, object],
    *,
    phones: Iterable[str] = (),
    mother: str = "",
    child_id: str = "",
    settled: Collection[str] = (),
) -> list[Likely]:
    """Children who may be the one whose fields are given (wire values), the likeliest first, at most five.

    `phones` are the family's, never the reporter's. Twins and siblings that somebody marked as such are left out, and so is
    who is like by nothing but a name that a case hides from the person. InputError
    `not_allowed` for who opens no cases, since the answer says that one exists (practice P27).
    """
    require(reader.actor, "case.create")
    person = person_of(
        Record("child", child_id, {key: value for key, value in child.items() if value}), mother=mother, phones=phones
    )
    found = {record.id: record for record in _candidates(reader, person)}
    people = [person_of(one, mother=_mother(reader, one.id), phones=_phones(reader, one.id)) for one in found.values()]
    best = matches(person, people, settled={*settled, *siblings(reader, child_id), *distinct.marked(reader, child_id)}, limit=8)
    by_child: dict[str, list[Record]] = {}
    for case in cases_of_children(reader, [match.id for match in best]):
        by_child.setdefault(case.text("child"), []).append(case)
    shown = [
        _shown(reader, found[match.id], by_child[match.id], match.level, match.reasons)
        for match in best
        if match.id in by_child
    ]
    unnamed = without_names(reader, (one.child for one in shown))
    return [one for one in shown if one.own or one.child not in unnamed or firm(one.reasons)][:5]


def _candidates(reader: Reader, person: Person) -> list[Record]:
    """Those who share a key of a name, a phone, a document, a card, the mother's name, the day of birth, village and year.

    Who is written in one script alone is also looked for by sound in the other.
    """
    khmer = name_key_any_order(person.khmer)
    alike = children_by_keys(
        reader,
        name_keys=[khmer] if khmer else [],
        sounds=consonants(person.khmer, person.latin),
        other_script=not person.latin,
        phones=sorted(person.phones),
        documents=sorted(person.documents),
        cards=sorted(person.cards),
        mothers=_ways_to_write(person.mother),
    )
    if person.birth is None:
        return alike
    births = [person.birth.first.isoformat()] if person.birth.exact else []
    years = [(person.village, person.birth.first.year)] if person.village else []
    return alike + children_by_keys(reader, births=births, village_years=years)


def _ways_to_write(name: str) -> list[tuple[str, str]]:
    """A whole name as family and given name: the first word is the family's, or all of it stands in one field."""
    first, _, rest = name.strip().partition(" ")
    return [(first, rest.strip()), ("", name.strip()), (name.strip(), "")] if first else []


def like_case(reader: Reader, case: str) -> list[Likely]:
    """Children who may be the same as the one of a case (id or number), without those who were found to be others.

    InputError `case_unknown`, `not_allowed`.
    """
    record = cases.readable(reader, cases.find_case(reader, case).id)
    child = reader.get("child", reader.current(record.text("child")))
    return likely(reader, child.values, phones=_phones(reader, child.id), mother=_mother(reader, child.id), child_id=child.id)


def _mother(reader: Reader, child: str) -> str:
    """The name of a child's mother; empty when none is written down."""
    for row in reader.find("family_member", child=child, relation="mother", order=("id",), limit=1):
        return f"{row.text('family_name_km')} {row.text('given_name_km')}".strip()
    return ""


def _phones(reader: Reader, child: str) -> list[str]:
    """The phones of a child's family."""
    return [row.text("phone") for row in reader.find("contact", child=child)]


def siblings(reader: Reader, child: str) -> set[str]:
    """Children that were marked as brother, sister or twin of a child."""
    if not child:
        return set()
    told = {row.text("linked_child") for row in reader.find("family_member", child=child)}
    return (told | {row.text("child") for row in reader.find("family_member", linked_child=child)}) - {""}


def _shown(reader: Reader, child: Record, rows: list[Record], level: Level, reasons: tuple[Reason, ...]) -> Likely:
    """What may be shown of a match: an open case before a closed one, one that may be read before the others."""
    case = sorted(rows, key=lambda row: (not cases.may_read(reader, row), row.code("status") != "open"))[0]
    own = cases.may_read(reader, case)
    user = reader.maybe("user", case.text("owner"))
    owner, phone = (user.text("name"), user.text("phone")) if user is not None else ("", "")
    about = (child.id, level, reasons, case.id, case.text("code"), case.text("status"), case.text("office"), owner, phone, own)
    if not own:
        return Likely(*about)
    hidden = any(map(is_hidden, rows))
    names = (case.text("code"), "") if hidden else (full_name(child.values), full_name(child.values, latin=True))
    return Likely(*about, *names, birth_of(child), child.text("village_km"), child.text("village_en"))
