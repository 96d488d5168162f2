"""Pictures and recordings of a child: whether one may be kept, and whether a copy of one may be given out (practice P5).

Each needs its own consent, and none is kept after sexual violence or trafficking. An answer binds in all cases of a child: what
was withdrawn in one is not taken from an older one. What is restricted binds everybody too, but only who may know of it is told
so; all others learn that the consent is missing (practice P1).
"""

from __future__ import annotations

from collections.abc import Sequence

from app.data.fields import restricted_group
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.records import Record
from app.services.cases import cases as case_acts
from app.services.cases.case_parts import may_see
from app.services.office.rules import rules
from app.services.sharing.consent_givers import counting, givers

OFF = "sexual_violence"
"""The restricted group in which no photograph of a child is taken, nor (inferred) a recording."""
_BYTES = "application/octet-stream"
"""The kind of a recording that is not called like one."""


def cases_of(reader: Reader, kind: str, key: str) -> list[str]:
    """The cases whose consents count for what belongs to a case or a child: that one, or those that the person may read."""
    if kind == "case":
        return [key]
    found = reader.find("case", child=reader.same_as(key)) if kind == "child" else []
    return [case.id for case in found if case_acts.may_read(reader, case)]


def check_photo(reader: Reader, cases: Sequence[str]) -> None:
    """Whether a child may be photographed: with a consent in force in one of the cases, never after sexual violence.

    InputError `attachment_child_consent`, `attachment_child_off`.
    """
    if not _agreed(reader, cases, "photo"):
        raise InputError("attachment_child_consent")
    off = _off(reader, cases)
    if off:
        raise InputError("attachment_child_off" if _may_know(reader, off) else "attachment_child_consent")


def check_recording(reader: Reader, cases: Sequence[str], name: str) -> None:
    """Whether sound or video may be kept with a case, by the name of the file: of a child it is off by default.

    What is heard on it cannot be seen in a list, and a voice is not made unknown by leaving a name out: so with a case every
    recording counts as one of the child. The office must have allowed them (a head, in the rules), the child's side must have
    agreed to just that, and never after sexual violence.

    InputError `recording_off`, `recording_consent`, `recording_never`.
    """
    if not rules(reader, "attachments").flag("recordings_of_children"):
        raise InputError("recording_off", name=name)
    if not _agreed(reader, cases, "recording"):
        raise InputError("recording_consent", name=name)
    off = _off(reader, cases)
    if off:
        raise InputError("recording_never" if _may_know(reader, off) else "recording_consent", name=name)


def say_of_child(uow: UnitOfWork, files: Sequence[Record], *, of_child: bool) -> None:
    """Says later that a child can be seen on the pages of a document, or that none can. Both stand in its history.

    That there is one needs no consent: what was filed as something else must come under the rules of pictures of a child. Its
    small picture goes. That there is none sets a picture free to leave: only a head says so, and never of a portrait or a
    recording. InputError `document_child_stays`.
    """
    changed = [one for one in files if (one.code("purpose") == "child") is not of_child]
    for one in changed:
        if not of_child and not _may_free(uow, one):
            raise InputError("document_child_stays", name=one.text("name"))
        values = {"purpose": "child", "thumbnail": None, "thumbnail_sha256": None} if of_child else {"purpose": "document"}
        uow.update("attachment", one.id, values)


def _may_free(reader: Reader, file: Record) -> bool:
    """Whether the person may say that no child can be seen on a file."""
    sounds = file.text("mime") == _BYTES or file.text("mime").startswith(("audio/", "video/"))
    if file.code("use") == "portrait" or sounds:
        return False
    kind = next((name for name in ("case", "child", "carer") if file.ref(name)), "")
    whose = reader.maybe(kind, file.text(kind)) if kind else None
    return can(reader.actor, "case.decide", office=whose.text("office") if whose is not None else None)


def check_copy(reader: Reader, attachment: Record, whose: tuple[str, str]) -> None:
    """Whether a copy of a file may leave: of a child only while the consent holds. InputError `copy_without_consent`.

    `whose`: what the file is about, type and id; of what is no case and no child there is no consent. The file stays there, to
    be looked at on purpose or taken out: what was withdrawn is not hidden from who must act on it.
    """
    if attachment.code("purpose") == "child":
        cases = cases_of(reader, *whose)
        if not _agreed(reader, cases, _purpose(attachment)) or _off(reader, cases):
            raise InputError("copy_without_consent", name=attachment.text("name"))


def unconsented(reader: Reader, attachment: Record, whose: tuple[str, str]) -> bool:
    """Whether a file of a child has no consent that holds, or is ruled out by what the person may know of."""
    cases = cases_of(reader, *whose)
    return not _agreed(reader, cases, _purpose(attachment)) or _may_know(reader, _off(reader, cases))


def _purpose(attachment: Record) -> str:
    """The purpose of the consent that a file of a child needs."""
    mime = attachment.text("mime")
    return "recording" if mime == _BYTES or mime.startswith(("audio/", "video/")) else "photo"


def _agreed(reader: Reader, cases: Sequence[str], purpose: str) -> bool:
    """Whether the newest answer in one of the cases is yes and in force, and no newer one in any case of the child is no."""
    return any(_newest(reader, [case], purpose) for case in cases) and _newest(reader, _whole(reader, cases), purpose)


def _newest(reader: Reader, cases: Sequence[str], purpose: str) -> bool:
    """Whether the newest answer for a purpose is yes, still in force, and of nobody alleged to have harmed the child."""
    found: list[Record] = []
    for case in cases:
        rows = reader.find("consent", case=reader.same_as(case), purpose=purpose)
        found.extend(counting(rows, givers(reader, case)))
    newest = max(found, key=lambda one: (one.text("on_date"), one.id), default=None)
    until = newest.day("until") if newest is not None else None
    given = newest is not None and newest.code("answer") == "given"
    return given and (until is None or until >= reader.today())


def _whole(reader: Reader, cases: Sequence[str]) -> list[str]:
    """All cases of the child of these, whoever may read them."""
    found = set(cases)
    for case in cases:
        child = reader.get("case", case).text("child")
        found |= {one.id for one in reader.find("case", child=reader.same_as(child)) if one.code("status") != "void"}
    return sorted(found)


def _off(reader: Reader, cases: Sequence[str]) -> list[Record]:
    """What rules pictures and recordings of the child out, whoever asks: not to be shown to who may not know of it."""
    rows = (
        row
        for case in _whole(reader, cases)
        for name in ("category", "concern")
        for row in reader.find(name, case=reader.same_as(case))
    )
    return [row for row in rows if restricted_group(row.type, row.values) == OFF]


def _may_know(reader: Reader, off: Sequence[Record]) -> bool:
    """Whether the person may know of one of them."""
    return any(may_see(reader.actor, row) for row in off)
