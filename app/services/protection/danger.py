"""Who is alleged to have harmed a child, and the warning where such a person or household is met again (practice P9).

Asked at a consent, a placement, the time of a visit, a letter and a call. Only somebody who may know of persons alleged to
have harmed is warned; for everybody else nothing is there (practice P1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.data.reader import Reader
from app.domain.codelists import codelist, label
from app.domain.duplicates import tidy_phone
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_parts import may_see, visible
from app.services.people.people import known
from app.text.keys import search_key

GROUP = "perpetrator"
_CLEARED = frozenset({"unfounded"})
"""States of an allegation of which nobody is warned any more."""
_AT_HOME = frozenset({"remains", "birth_family", "kinship"})
"""Options of care in which a child may come to live with a person who lives with it now."""
_CHILDREN = frozenset({"brother", "sister", "twin_brother", "twin_sister"})
"""Relations of other children of the household."""


@dataclass(frozen=True, slots=True)
class Alleged:
    """A person alleged to have harmed: the record, how the person is called, and what else is known of the person.

    `who` is the name, else the relation to the child. `person` and `carer` are ids where they are linked, else empty;
    `household` tells where the person lives; `names` are all names by which the person is met, in the form that is compared.
    `told`: the case that says so is one that the person who asks may read; else nobody is named (practice P3).
    """

    record: Record
    who: str
    person: str
    carer: str
    household: str
    names: frozenset[str]
    relation: str
    lives_with_child: bool
    told: bool = True


def alleged(reader: Reader, case: str) -> tuple[Alleged, ...]:
    """Who is alleged to have harmed the child of a case; empty for who may not know of them. InputError `not_allowed`."""
    cases.readable(reader, case)
    return _whole(reader, case, visible(reader, "perpetrator", case))


def of_child(reader: Reader, case: str) -> tuple[Alleged, ...]:
    """The same over all cases of the child that are here, closed ones too: who harmed once does not become safe by closing."""
    child = reader.get("case", case).text("child")
    others = [one.id for one in reader.find("case", child=reader.same_as(child)) if one.code("status") != "void"]
    rows = {row.id: row for each in [case, *others] for row in visible(reader, "perpetrator", each)}
    return _whole(reader, case, rows.values())


def everyone(reader: Reader, case: str) -> tuple[Alleged, ...]:
    """The same whoever asks: for what holds for everybody. It must not be shown to who may not know of it (practice P1)."""
    child = reader.get("case", case).text("child")
    cases_of = [one.id for one in reader.find("case", child=reader.same_as(child)) if one.code("status") != "void"]
    rows = {row.id: row for each in {case, *cases_of} for row in reader.find("perpetrator", case=reader.same_as(each))}
    return _whole(reader, case, [rows[key] for key in sorted(rows)])


def meets(
    reader: Reader,
    case: str,
    names: Iterable[str],
    *,
    people: Iterable[str] = (),
    carer: str = "",
    relations: Iterable[str] = (),
) -> Alleged | None:
    """The first person alleged to have harmed the child who is one of those asked for; None for nobody, or no right to know.

    Asked for by `names` (in the form that is compared), ids of `people` or of a `carer`, codes of `relations` to the child.
    """
    own_names, own_people = set(names), set(people) - {""}
    told = {search_key(word) for code in relations for word in both(code)} - {""}
    return next((one for one in of_child(reader, case) if _met(one, own_people, own_names, carer, told)), None)


def _whole(reader: Reader, case: str, rows: Iterable[Record]) -> tuple[Alleged, ...]:
    """Persons with all their names: of the record, of the person it is linked to, and of who it is in the family."""
    found = [row for row in rows if row.code("status") not in _CLEARED]
    if not found:
        return ()
    child = reader.get("case", case).text("child")
    return with_names(reader, found, reader.find("family_member", child=reader.same_as(child)))


def with_names(reader: Reader, rows: Iterable[Record], members: Iterable[Record]) -> tuple[Alleged, ...]:
    """Persons alleged to have harmed with all names under which they are met, of a family that may not be saved yet."""
    family = [(member, plain_names(member)) for member in members]
    result = []
    for row in rows:
        person = reader.maybe("person", row.text("who")) if row.ref("who") else None
        names = {*plain(row.text("name")), *(plain_names(person) if person is not None else ())}
        for member, own in family:
            if names & own or (row.ref("who") and row.ref("who") in (member.id, member.ref("who"))):
                names |= own
        who = row.text("name") or row.text("relation")
        home, relation = row.flag("lives_with_child") is True, search_key(row.text("relation"))
        of_case = reader.maybe("case", row.text("case")) if row.ref("case") else None
        told = not row.ref("case") or (of_case is not None and cases.may_read(reader, of_case))
        linked = row.text("who"), row.text("carer"), row.text("household")
        result.append(Alleged(row, who, *linked, frozenset(names), relation, home, told))
    return tuple(result)


def touches(
    reader: Reader,
    case: str,
    *,
    names: Iterable[str] = (),
    person: str = "",
    carer: str = "",
    facility: str = "",
    phone: str = "",
    relations: Iterable[str] = (),
    option: str = "",
) -> tuple[Question, ...]:
    """What to ask before an act that would bring a person or household alleged to have harmed near the child.

    `names` as written, in any script and order; `person`, `carer` and `facility` are ids; `phone` a number about to be called;
    `relations` codes of the relation of whom the act is with; `option` the code of a care option. At most one question of each
    kind; empty when nothing is known or the person may not know.
    """
    cases.readable(reader, case)
    if GROUP not in reader.actor.rights:
        return ()
    people = {person} - {""}
    wanted = {key for name in names for key in plain(name)}
    if carer:
        own_people, own_names = _household(reader, carer)
        people |= own_people
        wanted |= own_names
    if phone:
        wanted |= _behind_phone(reader, case, phone)
    found: list[Question] = []
    met = meets(reader, case, wanted, people=people, carer=carer, relations=relations)
    if met is not None and met.told:
        found.append(Question("ask.danger_alleged", {"who": met.who}))
    elif met is not None or (carer and _elsewhere(reader, case, carer, people, wanted)):
        found.append(Question("ask.danger_elsewhere", {}))
    if option in _AT_HOME and (there := _at_home(reader, case)):
        found.append(_of_home("ask.danger_lives_there", there[0]))
    if facility and any(may_see(reader.actor, row) for row in reader.find("allegation", facility=facility)):
        found.append(Question("ask.danger_facility", {}))
    return tuple(found)


def before_visit(reader: Reader, case: str) -> tuple[Question, ...]:
    """What to ask when a visit to the home is promised: whether somebody alleged to have harmed will be there."""
    cases.readable(reader, case)
    there = _at_home(reader, case)
    return (_of_home("ask.danger_visit", there[0]),) if there else ()


def before_contact(reader: Reader, child: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """What to ask before somebody is written down as a contact: whether that person is alleged to have harmed the child."""
    names, who = set(plain(str(values.get("person") or ""))), str(values.get("who") or "")
    linked = known(reader, who) if who else None
    names |= set(plain(linked.name)) if linked is not None else set()
    people = [who, linked.id if linked is not None else ""]
    relations = [str(values["relation"])] if values.get("relation") else []
    for case in reader.find("case", child=reader.same_as(child)):
        if case.code("status") != "void" and cases.may_read(reader, case):
            met = meets(reader, case.id, names, people=people, relations=relations)
            if met is not None:
                return (Question("ask.danger_contact", {"who": met.who}) if met.told else Question("ask.danger_elsewhere", {}),)
    return ()


def _of_home(code: str, one: Alleged) -> Question:
    """A question about somebody who lives with the child; one of a case that is another's is not named (practice P3)."""
    return Question(code, {"who": one.who}) if one.told else Question("ask.danger_elsewhere", {})


def other_children(reader: Reader, case: str) -> tuple[Record, ...]:
    """The other children of the household, as far as the family is written down: brothers, sisters, linked children."""
    child = reader.get("case", case).text("child")
    family = reader.find("family_member", child=reader.same_as(child))
    return tuple(one for one in family if one.code("relation") in _CHILDREN or one.ref("linked_child"))


def _at_home(reader: Reader, case: str) -> list[Alleged]:
    """Those who live with the child: by the record itself, or by the member of the family with that name."""
    found = of_child(reader, case)
    if not found:
        return []
    child = reader.get("case", case).text("child")
    living = [one for one in reader.find("family_member", child=reader.same_as(child)) if one.flag("lives_with")]
    names = {name for one in living for name in plain_names(one)}
    people = {key for one in living for key in (one.id, one.text("who"))} - {""}
    return [one for one in found if one.lives_with_child or one.names & names or one.person in people]


def is_relation(text: str) -> bool:
    """Whether a relation that somebody wrote is one of the list, in either language."""
    key = search_key(text)
    return bool(key) and any(key in map(search_key, both(code)) for code in codelist("relation").codes())


def is_member(one: Alleged, member: Record) -> bool:
    """Whether a member of the family is a person alleged to have harmed: by the person, a name, or the relation."""
    relations = {search_key(word) for word in both(member.text("relation"))} if member.code("relation") else set()
    return _met(one, {member.id, member.text("who")} - {""}, plain_names(member), "", relations)


def _met(one: Alleged, people: set[str], names: set[str], carer: str, relations: set[str]) -> bool:
    """Whether an act is with a person alleged to have harmed."""
    linked = (one.person in people) or (bool(carer) and one.carer == carer)
    return linked or bool(one.names & names) or bool(one.relation and one.relation in relations)


def _household(reader: Reader, carer: str) -> tuple[set[str], set[str]]:
    """The people and the names of a household in the register of carers, and of who else lives there."""
    record = reader.maybe("carer", carer)
    rows = [*([record] if record is not None else []), *reader.find("carer_member", carer=carer)]
    people = {key for row in rows for key in (row.id, row.text("who"))} - {""}
    linked = [found for key in people if (found := reader.maybe("person", key)) is not None]
    return people, {name for row in (*rows, *linked) for name in plain_names(row)}


def _elsewhere(reader: Reader, case: str, carer: str, people: set[str], names: set[str]) -> bool:
    """Whether a household, somebody of it, or somebody with such a name is alleged to have harmed another child.

    Which child is not told: the case may be another's (practice P3).
    """
    rows = [*reader.find("perpetrator", carer=carer), *(row for key in people for row in reader.find("perpetrator", who=key))]
    if names:
        rows += [row for row in reader.find("perpetrator") if set(plain(row.text("name"))) & names]
    return any(row.text("case") != case and row.code("status") not in _CLEARED for row in rows)


def _behind_phone(reader: Reader, case: str, phone: str) -> set[str]:
    """The names of whom a number belongs to, among the contacts of the child."""
    child, wanted = reader.get("case", case).text("child"), tidy_phone(phone)
    contacts = reader.find("contact", child=reader.same_as(child))
    owners = {row.text("person") for row in contacts if wanted and tidy_phone(row.text("phone")) == wanted}
    return {key for name in owners for key in plain(name)}


def plain_names(record: Record) -> set[str]:
    """All names of a person's record, as they are compared."""
    khmer = f"{record.text('family_name_km')} {record.text('given_name_km')}"
    return {
        key for name in (khmer, record.text("name_km"), record.text("name_latin"), record.text("name")) for key in plain(name)
    }


def both(code: str) -> tuple[str, str]:
    """A relation in both languages."""
    return label("relation", code, "km"), label("relation", code, "en")


def plain(name: str) -> list[str]:
    """A name as it is compared, its parts in any order; nothing for nothing."""
    key = " ".join(sorted(search_key(name).split()))
    return [key] if key else []
