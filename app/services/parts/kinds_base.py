"""Kinds of parts that several subjects use: requests and their answers, signatures, people."""

from __future__ import annotations

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.services.parts.part_kind import PartKind, Values


def _check_signature(_uow: UnitOfWork, _parent: str, values: Values) -> None:
    """P5: a thumbprint is yes, a day and a witness."""
    if values.get("how") == "thumbprint" and not values.get("witness"):
        raise InputError("witness_missing", field="signature.witness")


KINDS = (
    PartKind(
        "approval", required=("what", "subject"), stays=True, told="asked_on", who="asked_by", act="case.ask", closed=True
    ),
    PartKind(
        "signature",
        required=("subject", "role", "how"),
        stays=True,
        today="on_date",
        told="on_date",
        who="name",
        only_open=False,
        check=_check_signature,
    ),
    PartKind("person", "", act="person.edit", read="person.edit"),
)
