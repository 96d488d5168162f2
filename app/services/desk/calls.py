"""The contact log (practice P18): calls, people who come and messages that are no case; one key makes a case of one.

Who called is restricted, as every reporter is; what the call is about names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.data.queries import danger as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.domain.permissions import covers, require
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_parts import may_see
from app.services.cases.case_values import checked
from app.services.cases.cases import Opened, Registration
from app.services.facilities import complaints
from app.text.zone import local, local_date

Values = Mapping[str, object]
CALLER = ("name", "phone", "note")
_GROUP = "reporter"
_MINE = frozenset({"office", "by", "case"})
"""Fields that an act fills in."""
CASE, COMPLAINT = "case_opened", "complaint"
"""Outcomes that an act of its own gives."""
_OF_A_CASE = ("at", "how", "kind", "outcome")
"""What is still told of a call whose case is another's (practice P3)."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as the log shows it: the record, who called (None without one, or without the right), the number of its case.

    `case_code` is empty where there is none; `facility`: the one that it is about. `elsewhere`: a case came of it that is
    another's; then the record tells no more than when the call was and that (practice P3).
    """

    record: Record
    caller: Record | None = None
    case_code: str = ""
    elsewhere: bool = False
    facility: Record | None = None

    @property
    def id(self) -> str:
        """The id of the call."""
        return self.record.id

    @property
    def waits(self) -> bool:
        """Whether nothing is decided."""
        return self.record.code("outcome") in (None, "waiting")

    @property
    def to_complain(self) -> bool:
        """Whether a complaint may still be made of it."""
        return self.facility is not None and not self.elsewhere and self.record.code("outcome") not in (CASE, COMPLAINT)


def listing(reader: Reader, *, open_only: bool = False, limit: int = 300) -> list[Call]:
    """The calls of the office, the newest first. InputError `not_allowed`."""
    require(reader.actor, "call.edit")
    found = (reader.maybe("call", key) for key in queries.calls(reader, open_only=open_only, limit=limit))
    return [_told(reader, row) for row in found if row is not None]


def about(reader: Reader, facility: str) -> list[Call]:
    """The calls about a facility, the newest first; not those of which a case came that is another's. InputError `not_allowed`.

    That there is a case nobody learns on the page of a facility (practice P27).
    """
    require(reader.actor, "call.edit")
    found = reader.find("call", facility=facility, office=reader.actor.office, order=("-at", "-id"))
    return [one for one in (_told(reader, row) for row in found) if not one.elsewhere]


def get(reader: Reader, call: str) -> Call:
    """One call. InputError `not_allowed`, `record_not_found`."""
    require(reader.actor, "call.edit")
    return _told(reader, reader.get("call", call))


def add(uow: UnitOfWork, values: Values) -> str:
    """Writes a call down, now unless said; gives its id. `caller_name`, `caller_phone`, `caller_note` are who called.

    InputError `not_allowed`, `value_missing`, `right_missing`, or what `checked` finds.
    """
    require(uow.actor, "call.edit")
    own, caller = _split(uow, values)
    fresh = {name: value for name, value in own.items() if value is not None}
    fresh.setdefault("at", instant_text(uow.clock.now()))
    fresh.setdefault("outcome", "waiting")
    _check(uow, fresh, "")
    made = uow.create("call", {**fresh, "office": uow.actor.office, "by": uow.actor.user})
    _keep_caller(uow, made, caller)
    return made


def change(uow: UnitOfWork, call: str, values: Values) -> None:
    """Changes a call, or decides what becomes of it. InputError as for `add`."""
    told = get(uow, call)
    if told.elsewhere:
        raise InputError("not_allowed", act="call.edit")
    before = told.record
    own, caller = _split(uow, values)
    _check(uow, {name: value for name, value in {**before.values, **own}.items() if value is not None}, call)
    if own.get("outcome") and own["outcome"] != before.code("outcome"):
        own["by"] = uow.actor.user
    uow.update("call", call, own)
    _keep_caller(uow, call, caller)


def registration(reader: Reader, call: str) -> dict[str, object]:
    """What the registration of a child begins with: when the information came, what it is about, the place, who called."""
    one = get(reader, call)
    moment = one.record.moment("at")
    found: dict[str, object] = {}
    if moment is not None:
        found = {"received_on": local_date(moment), "received_time": f"{local(moment):%H:%M}"}
    told = [one.record.text("for_whom"), one.record.text("about")]
    found["reason"] = "\n".join(text for text in told if text)
    if one.record.code("village_code"):
        names = ("village_code", "village_km", "village_en", "gazetteer_year")
        found["village"] = {name: one.record.values.get(name) for name in names}
    if one.caller is not None:
        found |= {f"reporter_{name}": one.caller.text(name) for name in ("name", "phone") if one.caller.text(name)}
    return found


def to_case(uow: UnitOfWork, call: str, wanted: Registration) -> Opened:
    """Opens a case out of a call, all in one act: the call says which case came of it.

    InputError `call_has_case`, or what `cases.register` finds.
    """
    told = get(uow, call)
    if told.elsewhere or told.record.ref("case"):
        raise InputError("call_has_case")
    opened = cases.register(uow, wanted)
    uow.update("call", call, {"outcome": CASE, "case": opened.case, "by": uow.actor.user})
    return opened


def complaint_of(reader: Reader, call: str) -> dict[str, object]:
    """What the complaint begins with that is made of a call: the day, how, what about; who called for who may see that."""
    one = get(reader, call)
    moment = one.record.moment("at")
    found: dict[str, object] = {
        "received_on": local_date(moment).isoformat() if moment is not None else None,
        "how": one.record.code("how"),
        "about": one.record.text("about"),
    }
    if one.caller is not None:
        found |= {f"who_{name}": one.caller.text(name) for name in CALLER if one.caller.text(name)}
    return {name: value for name, value in found.items() if value}


def to_complaint(uow: UnitOfWork, call: str, values: Values) -> str:
    """Writes a complaint down of a call, all in one act, and gives its id: the call says that, the complaint of which call.

    InputError `call_without_facility`, `call_decided`, or what `complaints.add` finds.
    """
    told = get(uow, call)
    if told.facility is None:
        raise InputError("call_without_facility", field="call.facility")
    if not told.to_complain:
        raise InputError("call_decided")
    made = complaints.add(uow, told.facility.id, values, call=call)
    uow.update("call", call, {"outcome": COMPLAINT, "by": uow.actor.user})
    return made


def _told(reader: Reader, record: Record) -> Call:
    """A call as the person may know of it."""
    callers = [row for row in reader.find("caller", call=record.id, order=("id",)) if may_see(reader.actor, row)]
    caller = callers[0] if callers else None
    home = reader.maybe("facility", record.text("facility")) if record.ref("facility") else None
    if not record.ref("case"):
        return Call(record, caller, facility=home)
    case = reader.maybe("case", record.text("case"))
    if case is not None and cases.may_read(reader, case):
        return Call(record, caller, case.text("code"), facility=home)
    kept = {name: record.values[name] for name in _OF_A_CASE if name in record.values}
    return Call(Record("call", record.id, kept, record.version, record.epoch), elsewhere=True)


def _split(reader: Reader, values: Values) -> tuple[dict[str, object], dict[str, object]]:
    """The fields of the call and those of who called, checked."""
    for name in values:
        if name in _MINE:
            raise InputError("field_not_given", field=f"call.{name}")
    caller = {name: values[f"caller_{name}"] for name in CALLER if f"caller_{name}" in values}
    own = {name: value for name, value in values.items() if not name.startswith("caller_")}
    return checked(reader, "call", own), checked(reader, "caller", caller)


def _check(uow: UnitOfWork, values: Values, call: str) -> None:
    """A call has a moment that has come, and says something; what was sent on says where."""
    if not values.get("about"):
        raise InputError("value_missing", field="call.about")
    if values.get("outcome") == "sent_on" and not values.get("sent_where"):
        raise InputError("value_missing", field="call.sent_where")
    if values.get("facility"):
        home = uow.maybe("facility", str(values["facility"]))
        if home is None or not covers(uow.actor.office, home.text("office")):
            raise InputError("facility_unknown", field="call.facility", facility=str(values["facility"])[:40])
    if values.get("outcome") == COMPLAINT and not (call and uow.find("complaint", call=call, limit=1)):
        raise InputError("call_without_complaint", field="call.outcome")
    if values.get("outcome") == CASE and not values.get("case"):
        raise InputError("call_without_case", field="call.outcome")


def _keep_caller(uow: UnitOfWork, call: str, values: Values) -> None:
    """Who called, in a restricted record of its own."""
    rows = [row for row in uow.find("caller", call=call, order=("id",)) if may_see(uow.actor, row)]
    if not any(values.values()) and not rows:
        return
    if _GROUP not in uow.actor.rights:
        raise InputError("right_missing", field="call.caller", group=_GROUP)
    if rows:
        uow.update("caller", rows[0].id, dict(values))
    else:
        uow.create("caller", {"call": call, **{name: value for name, value in values.items() if value is not None}})
