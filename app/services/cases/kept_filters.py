"""Filters of the list of cases that an office keeps under a name, for all its people and computers.

What a person keeps for themselves stays with the window. A filter holds codes, never a name that was searched for.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.data.reader import Reader
from app.data.ui_state import state
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.ids import shared_id
from app.domain.permissions import require
from app.domain.records import Actor, Record
from app.services.cases.case_search import CaseFilter, CaseWish

OWN = "cases.filters"
"""Under which the window keeps a person's own filters: name → choices."""
_KEY = "filter:cases:"
_RESTRICTED = {"category": "child_category", "concern": "concern"}
"""Fields of a filter whose codes may be of a restricted group (practice P1)."""
LONGEST = 40


def office_filters(reader: Reader) -> dict[str, Mapping[str, object]]:
    """Name → choices of the office's filters, without those that ask for something of which the person may not know."""
    found = {record.text("key").removeprefix(_KEY): record.values.get("value") for record in _kept(reader)}
    return {
        name: value for name, value in sorted(found.items()) if isinstance(value, Mapping) and _may_use(reader.actor, value)
    }


def named(reader: Reader, name: str) -> Mapping[str, object]:
    """The choices of a filter: the person's own of that name, else the office's; InputError `filter_unknown`."""
    own = state(reader, OWN)
    found = own.get(name) if isinstance(own, Mapping) else None
    found = found if isinstance(found, Mapping) else office_filters(reader).get(name)
    if found is None:
        raise InputError("filter_unknown", name=name[:LONGEST])
    return found


def keep(uow: UnitOfWork, name: str, values: Mapping[str, object]) -> None:
    """Keeps a filter for the office under a name, in place of one of that name; InputError `not_allowed`, `value_missing`.

    The text of a search is left out, whoever gives it: a name is no setting.
    """
    require(uow.actor, "rule.edit")
    name = " ".join(name.split())[:LONGEST]
    if not name:
        raise InputError("value_missing", field="name")
    asked = {key: value for key, value in values.items() if key != "typed" and value is not False}
    kept = {key: value for key, value in asked.items() if value not in (None, "", {})}
    key, office = f"{_KEY}{name}", uow.actor.office
    found = uow.find("setting", office=office, key=key, order=("id",), limit=1)
    if found:
        uow.update("setting", found[0].id, {"value": kept})
    else:
        made = {"office": office, "key": key, "value": kept, "source_tag": "office"}
        uow.create("setting", made, record_id=shared_id("setting", office, key))


def forget(uow: UnitOfWork, name: str) -> None:
    """Takes a filter out of the office's; InputError `not_allowed`, `filter_unknown`."""
    require(uow.actor, "rule.edit")
    found = uow.find("setting", office=uow.actor.office, key=f"{_KEY}{name}", order=("id",), limit=1)
    if not found or found[0].values.get("value") is None:
        raise InputError("filter_unknown", name=name[:LONGEST])
    uow.update("setting", found[0].id, {"value": None})


def wish_of(values: Mapping[str, object], typed: str = "") -> CaseWish:
    """What a filter asks of the list; `typed` is a search beside it. Without a state, all but those entered by mistake."""

    def one(name: str) -> tuple[str, ...]:
        value = values.get(name)
        return (value,) if isinstance(value, str) and value else ()

    def age(name: str) -> int | None:
        value = values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    place, owner = values.get("place"), values.get("owner")
    where = CaseFilter(
        typed=typed,
        statuses=one("status") or ("open", "closed", "not_accepted"),
        risks=one("risk"),
        lights=one("light"),
        categories=one("category"),
        concerns=one("concern"),
        place=str(place.get("village_code") or "") if isinstance(place, Mapping) else "",
        types=one("case_type"),
        sexes=one("sex"),
        opened=("".join(one("opened_from")), "".join(one("opened_to"))),
        flagged=values.get("flagged") is True,
        waiting=values.get("waiting") is True,
    )
    whose = owner if isinstance(owner, str) else None
    overdue, ages = values.get("overdue") is True, (age("age_from"), age("age_to"))
    alerted = values.get("alerted") is True
    return CaseWish(where, whose, overdue=overdue, ages=ages, step="".join(one("step")), alerted=alerted)


def _kept(reader: Reader) -> list[Record]:
    """The records of all filters of the office."""
    keys = reader.connection.exec_driver_sql(
        "SELECT id FROM setting WHERE key >= ? AND key < ? AND office = ?", (_KEY, _KEY[:-1] + ";", reader.actor.office)
    ).fetchall()
    return [record for row in keys if (record := reader.maybe("setting", row[0])) is not None]


def _may_use(actor: Actor, value: Mapping[str, object]) -> bool:
    """Whether a filter asks only for what the person may know of."""
    for field, listed in _RESTRICTED.items():
        code = value.get(field)
        group = codelist(listed).group(code) if isinstance(code, str) and code in codelist(listed) else None
        if group is not None and group not in actor.rights:
            return False
    return True
