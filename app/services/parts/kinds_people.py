"""Kinds of parts: the family of a child, and what belongs to the child."""

from __future__ import annotations

from collections.abc import Callable

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.questions import Question
from app.services.parts.part_kind import PartKind, Values


def _before_contact(reader: Reader, child: str, values: Values) -> tuple[Question, ...]:
    """P9: who is alleged to have harmed the child is no contact of the case."""
    from app.services.protection import danger

    return danger.before_contact(reader, child, values)


def _before_member(_reader: Reader, _child: str, values: Values) -> tuple[Question, ...]:
    """P13: a name in the letters of the old fonts."""
    from app.services.people import person_names

    return person_names.before_saving(values)


def _check_member(uow: UnitOfWork, child: str, values: Values) -> None:
    """Nobody is brother or sister of himself: the questions about siblings (P9, P21) would ask about the child alone.

    Nor is a case, or whatever else has an id: then nobody would be asked about.
    """
    linked = values.get("linked_child")
    if linked and uow.maybe("child", str(linked)) is None:
        raise InputError("record_not_found", field="family_member.linked_child")
    if values.get("linked_child") in uow.same_as(child):
        raise InputError("distinct_itself", field="family_member.linked_child")


def settle(type_name: str) -> Callable[[UnitOfWork, str, str, Values], None]:
    """Whom a role names is one person from now on (`people.settle`)."""

    def after(uow: UnitOfWork, parent: str, made: str, values: Values) -> None:
        from app.services.people import people

        people.settle(uow, type_name, made)

    return after


KINDS = (
    PartKind(
        "family_member",
        "child",
        once=("linked_child",),
        form_new=True,
        json_key="family",
        asks=_before_member,
        check=_check_member,
        after=settle("family_member"),
    ),
    PartKind("contact", "child", form_new=True, json_key="contacts", asks=_before_contact, after=settle("contact")),
    PartKind("child_fact", "child", required=("code",), today="on_date"),
    PartKind("distinct", "", act="case.join"),
)
