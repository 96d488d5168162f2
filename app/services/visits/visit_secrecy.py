"""Who may know of a visit to come that is not announced: its team, who planned it, and the head (practice P28)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.data.fields import restricted_group
from app.data.reader import Reader
from app.domain.ids import is_id
from app.domain.permissions import can
from app.domain.records import Actor, Record


def shown(reader: Reader, record: Record, team: Sequence[Record]) -> bool:
    """Whether the person may know of a visit with this team; everybody who reads inspections of one that is announced."""
    group = restricted_group(record.type, record.values)
    return group is None or (group in reader.actor.rights and _close(reader, [record.values], team))


def knows(reader: Reader, plan: str, held: Sequence[Mapping[str, Any]]) -> bool:
    """The same by all that a visit ever held, for places that tell of any record, such as clashes and what waits."""
    if not can(reader.actor, "inspection.read"):
        return False
    if all(restricted_group("visit_plan", body) is None for body in held):
        return True
    return _close(reader, held, reader.find("visit_member", visit_plan=plan))


def hides(reader: Reader, inspection: Record) -> bool:
    """Whether a visit that nobody was told of is begun and not closed, and not the person's own: the team may be on its way.

    One that was joined to such a visit tells of it too.
    """
    if inspection.code("state") == "void" and (into := reader.current(inspection.id)) != inspection.id:
        other = reader.maybe("inspection", into)
        return other is not None and other.code("state") != "void" and hides(reader, other)
    plan, actor = inspection.ref("visit_plan"), reader.actor
    if plan is None or inspection.code("state") != "draft" or inspection.flag("announced"):
        return False
    if can(actor, "visit.see_all") or inspection.text("typed_by") == actor.user:
        return False
    record = reader.maybe("visit_plan", plan)
    return record is None or not shown(reader, record, reader.find("visit_member", visit_plan=plan))


def seen(reader: Reader, inspection: str) -> Record | None:
    """An inspection by its id; None for one that is not here, or that the person is not to know of yet."""
    record = reader.maybe("inspection", inspection) if is_id(inspection) else None
    return record if record is not None and not hides(reader, record) else None


def may_go_out(actor: Actor, record: Record) -> bool:
    """Whether a planned or begun visit may stand in a file: one that is not announced is in a file of the head alone.

    What leaves Komar is seen by whoever finds it, not by the team alone.
    """
    if can(actor, "visit.see_all"):
        return True
    if record.type == "visit_plan":
        return restricted_group("visit_plan", record.values) is None
    return record.ref("visit_plan") is None or record.code("state") != "draft" or bool(record.flag("announced"))


def _close(reader: Reader, held: Sequence[Mapping[str, Any]], team: Sequence[Record]) -> bool:
    """Whether the visit is the person's own: as head, as who planned it, or as one of the team."""
    actor = reader.actor
    mine = any(body.get("made_by") == actor.user for body in held) or any(one.ref("user") == actor.user for one in team)
    return can(actor, "visit.see_all") or mine
