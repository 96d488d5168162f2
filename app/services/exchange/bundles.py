"""Sending and receiving by files: what waits is sealed onto a stick, and files that came back are taken in (sync.md §7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.data.faults import translated
from app.data.files import make_folder, write_whole
from app.domain.errors import AppError, EnvironmentFault, InputError
from app.domain.permissions import require
from app.services.exchange import exchange
from app.services.office.rules import rules
from app.syncing import between, bundles, contents
from app.syncing.identity import Enrolment, enrolment
from app.text.digits import digits_for
from app.text.words import words

if TYPE_CHECKING:
    from app.data.database import Database
    from app.domain.records import Changes
    from app.services.office.offices import Session

PART_USUAL, PART_LEAST = bundles.PART_USUAL, bundles.PART_LEAST
MEGA = 1024 * 1024
Kind = Literal["reply", "carried", "kept", "shown", "refused"]


@dataclass(frozen=True, slots=True)
class Made:
    """Files that were written, and how many operations they hold.

    `answers`: files beside them, the server's answers to files of other computers, for these. `left`: attachments (bytes of
    their contents) that found no room and lie in no file yet: the next making begins with them. `earlier`: others that found
    none, and lie in the files of an earlier making, which are not answered yet.
    """

    files: tuple[Path, ...]
    operations: int
    bytes: int
    answers: tuple[Path, ...] = ()
    left: int = 0
    left_bytes: int = 0
    earlier: int = 0


def made_words(made: Made, lang: str) -> list[str]:
    """What a person must know of files that were made beside their number: answers for others, pictures that found no room."""
    megabytes = f"{max(0.1, made.left_bytes / MEGA):.1f}".removesuffix(".0")
    told = {"answers": len(made.answers), "left": made.left, "earlier": made.earlier}
    digits = {"megabytes": digits_for(megabytes, lang)}
    return [words(f"bundle.made.{key}", lang, n=digits_for(n, lang), **digits) for key, n in told.items() if n]


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What came of one file.

    `reply`: the server's answer was taken in; `carried`: it was for the server and was handed over, `reply_file` answers it;
    `kept`: it is handed over with the next exchange, since there is no link now; `shown`: another device made it for this one,
    `shown` records of its are shown, and its files are carried on; `refused`: nothing of it was taken, `fault` says why.
    """

    file: Path
    kind: Kind
    received: int = 0
    answered: int = 0
    more: bool = False
    old: bool = False
    shown: int = 0
    reply_file: Path | None = None
    fault: AppError | None = None


def make(session: Session, folder: Path, *, part_bytes: int = PART_USUAL, reader: str = "") -> Made:
    """Writes all that the server has not answered as files into a folder, each of at most so many bytes.

    `reader`: tag of another computer that is shown it too. With it go the server's answers to files of others that lie here,
    to each stick anew for some days (rule `answer_days`). Nothing counts as sent by that: files may be lost.

    InputError `not_allowed`, `not_enrolled`, `bundle_part_small`, `voucher_none` (the server does not let that computer see
    it), `voucher_waits` (it is asked with the next exchange); EnvironmentFault of the disk.
    """
    require(session.actor, "sync.run")
    present, chosen = _enrolled(session), contents.choose(session.database)
    if reader:
        tag = reader.strip().upper()
        _vouched(session, tag)
        office = session.actor.office
        sealed = bundles.seal_for(session.database, present, tag, office=office, part_bytes=part_bytes, chosen=chosen)
    else:
        sealed = bundles.seal(session.database, present, part_bytes=part_bytes, chosen=chosen)
    with session.read() as look:
        operations, days = exchange.status(look).waiting, rules(look, "sticks").number("answer_days")
    files = _write(folder, sealed)
    contents.are_written(session.database, chosen)
    answers = _write_answers(session.database, folder, days)
    with session.write("bundle_made") as uow:
        uow.note("export", "bundle_made", files=len(files))
    return Made(files, operations, sum(map(len, sealed)), answers, chosen.left, chosen.left_bytes, chosen.earlier)


def _write_answers(database: Database, folder: Path, days: int) -> tuple[Path, ...]:
    """Writes the server's answers for others, but for those that went to sticks for so many days."""
    between.drop_answers(database, days)
    answers = between.take_answers(database)
    files = _write(folder, [data for _, data in answers])
    between.are_given(database, [name for name, _ in answers])
    return files


def _vouched(session: Session, tag: str) -> None:
    """Asks the server whether another computer may be shown what waits; InputError `voucher_…`.

    What it said earlier counts only where it cannot be reached: since then that computer may have been revoked.
    """
    between.want_voucher(session.database, tag)
    try:
        exchange.ask(session)
    except EnvironmentFault as fault:
        if not between.has_voucher(session.database, tag):
            raise InputError("voucher_waits", tag=tag, field="reader") from fault
    if not between.has_voucher(session.database, tag):
        raise InputError("voucher_none", tag=tag, field="reader")


def own_tag(session: Session) -> str:
    """What this computer is called by others who make files for it; empty before it is enrolled."""
    present = enrolment(session.database)
    return present.tag if present else ""


def _enrolled(session: Session) -> Enrolment:
    """Where this computer is enrolled; InputError `not_enrolled`."""
    present = enrolment(session.database)
    if present is None:
        raise InputError("not_enrolled")
    return present


def _write(folder: Path, sealed: Sequence[bytes]) -> tuple[Path, ...]:
    """Writes files, each whole or not at all."""
    files = []
    with translated(folder):
        make_folder(folder)
        for each in sealed:
            path = folder / bundles.name_of(each)
            write_whole(path, each)
            files.append(path)
    return tuple(files)


def take(session: Session, files: Sequence[Path], told: Callable[[Changes], None] = lambda _: None) -> list[TakenFile]:
    """Takes files in, whatever they are and in any order; one that cannot be taken stops only itself.

    A file for the server that another computer made is handed over by the link there is now, its reply file is written beside
    it; without a link it is kept for the next exchange. InputError `not_allowed`, `not_enrolled`.
    """
    require(session.actor, "sync.run")
    present = _enrolled(session)
    done = []
    for file in files:
        try:
            done.append(_take(session, present, file, told))
        except AppError as fault:
            done.append(TakenFile(file, "refused", fault=fault))
    return done


def _take(session: Session, present: Enrolment, file: Path, told: Callable[[Changes], None]) -> TakenFile:
    """One file."""
    data = _read(file)
    kind = bundles.kind_of(data)
    if kind == bundles.TO_OFFICE:
        shown = bundles.open_shown(session.database, present, data, told)
        if shown is not None:
            return TakenFile(file, "shown", shown=shown.records)
    if kind != bundles.REPLY:
        return _carry(session, file, data)
    taken = bundles.open_reply(session.database, present, data, told)
    answered = sum(taken.verdicts.values())
    return TakenFile(file, "reply", taken.received, answered, taken.more, taken.old)


def _carry(session: Session, file: Path, data: bytes) -> TakenFile:
    """A file of somebody else."""
    try:
        reply = exchange.carry(session, data)
    except EnvironmentFault as fault:
        if fault.code.startswith("bundle_"):  # else it is the link, and the file is good
            raise
        between.keep_file(session.database, data)
        return TakenFile(file, "kept")
    written = _write(file.parent, [reply]) if reply is not None else ()
    return TakenFile(file, "carried", reply_file=written[0] if written else None)


def _read(file: Path) -> bytes:
    """A file's bytes; InputError `bundle_unreadable`, `bundle_none`."""
    try:
        with file.open("rb") as source:
            data = source.read(bundles.FILE_MAX + 1)
    except OSError as fault:
        raise InputError("bundle_unreadable", file=file.name) from fault
    return data
