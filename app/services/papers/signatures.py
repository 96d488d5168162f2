"""Who signed what: a signature, a thumbprint or a seal on a record, with its day, its witness and the scan of the paper.

A thumbprint is noted as yes, a day and a witness; no picture of it is asked for (practice P5).
"""

from __future__ import annotations

from datetime import date

from app.data.fields import fields, type_names
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.cases import case_parts
from app.services.papers.file_keeping import seen

Subject = tuple[str, str]


def note(
    uow: UnitOfWork,
    subject: Subject,
    role: str,
    how: str,
    on: date,
    *,
    name: str = "",
    witness: str = "",
    scan: str = "",
) -> str:
    """Notes that somebody in a role signed a record (type, id); gives the id of the signature.

    InputError `not_allowed`, `record_not_found`, `code_unknown`, `date_in_future`, `witness_missing` for a thumbprint,
    `signature_restricted` for a record of a restricted group: its signed paper is kept as a document of that group.
    """
    above, whose = _whose(uow, subject)
    if case_parts.group_of(subject[0], uow.get(*subject).values) is not None:
        raise InputError("signature_restricted")  # a signature travels openly and would tell that there is something
    if scan:
        seen(uow, scan)
    values = {
        "subject_type": subject[0],
        "subject": subject[1],
        "role": role,
        "how": how,
        "on_date": on.isoformat(),
        "name": name or None,
        "witness": witness or None,
        "scan": scan or None,
    }
    return case_parts.add(uow, "signature", whose, values, parent_type=above)


def of(reader: Reader, subject: Subject) -> tuple[Record, ...]:
    """The signatures on a record that the person may look at, oldest first."""
    _whose(reader, subject)
    return tuple(reader.find("signature", subject=subject[1], subject_type=subject[0], order=("on_date", "id")))


def _whose(reader: Reader, subject: Subject) -> tuple[str, str]:
    """The case, carer or facility that a record belongs to (type, id); it must be one that the person may see."""
    type_name, key = subject
    record = reader.maybe(type_name, key) if type_name in type_names() else None
    if record is None or not case_parts.may_see(reader.actor, record):
        raise InputError("record_not_found")
    for name in ("case", "carer", "facility"):
        above = key if type_name == name else record.text(name) if name in fields(type_name) else ""
        if above:
            return name, above
    raise InputError("record_not_found")
