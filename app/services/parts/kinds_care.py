"""Kinds of parts: where a child lives, and the register of carers."""

from __future__ import annotations

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.services.care import care, care_stays
from app.services.parts.kinds_people import settle
from app.services.parts.part_kind import PartKind, Values


def _by(uow: UnitOfWork, _parent: str, record: str, values: Values) -> None:
    """Whose answer it is: who enters it, unless somebody is named."""
    if not values.get("by"):
        uow.update("care_check", record, {"by": uow.actor.user})


def _by_event(uow: UnitOfWork, _parent: str, record: str, values: Values) -> None:
    """Who visited or trained: who enters it, unless somebody is named."""
    if not values.get("by"):
        uow.update("carer_event", record, {"by": uow.actor.user})


def _money(_uow: UnitOfWork, _placement: str, values: Values) -> None:
    """Money is an amount in riel. InputError `support_amount`."""
    amount = values.get("amount")
    if isinstance(amount, int) and not 0 < amount <= _MOST_RIEL:
        raise InputError("support_amount", field="support.amount")


def _named(_uow: UnitOfWork, _carer: str, values: Values) -> None:
    """Somebody who lives there has a name, typed or that of the person. InputError `value_missing`."""
    if not values.get("name") and not values.get("who"):
        raise InputError("value_missing", field="carer_member.name")


def _to_carer(uow: UnitOfWork, placement: str, record: str, values: Values) -> None:
    """Who receives it is the household of the placement, unless said."""
    carer = uow.get("placement", placement).ref("approved_carer")
    if carer and not values.get("carer"):
        uow.update("support", record, {"carer": carer})


_MOST_RIEL = 1_000_000_000
_OF_CARER = "carer.edit"
KINDS = (
    PartKind(
        "placement",
        required=("option",),
        told="from_on",
        spans=(("from_on", "to_on"),),
        ahead=frozenset({"next_review_on", "expected_end_on"}),
        lifetime="from_on",
        form_new=True,
        json_key="placements",
        check=care_stays.check,
        after=care_stays.keep,
        gone=care_stays.gone,
        asks=care.asks,
        enter=care.enter,
    ),
    PartKind("care_check", required=("option", "answer"), today="on_date", told="on_date", json_key="care_answers", after=_by),
    PartKind("match", required=("carer", "state"), today="on_date", told="on_date"),
    PartKind(
        "support",
        "placement",
        required=("from_on", "amount"),
        spans=(("from_on", "until_on"),),
        ahead=frozenset({"from_on", "until_on"}),
        check=_money,
        after=_to_carer,
    ),
    PartKind("carer", "", act=_OF_CARER, read="carer.read"),
    PartKind("carer_member", "carer", act=_OF_CARER, read="carer.read", check=_named, after=settle("carer_member")),
    PartKind(
        "carer_event",
        "carer",
        required=("kind",),
        today="on_date",
        ahead=frozenset({"next_on"}),
        act=_OF_CARER,
        read="carer.read",
        form_new=True,
        after=_by_event,
    ),
)
