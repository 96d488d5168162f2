"""Papers of the office itself: the sheet with the recovery code; the office's name at the head of every paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.data.faults import translated
from app.data.files import write_whole
from app.data.reader import Reader
from app.print.papers import RecoveryCodePaper
from app.print.typesetting import pdf
from app.services.papers.office_logo import office_logo
from app.text.dates import long_date
from app.text.zone import local_today

if TYPE_CHECKING:
    from app.services.office.offices import Session


def office_name(reader: Reader, lang: str) -> str:
    """The office's name as it stands on papers; its code when no name is known."""
    first, second = ("name_km", "name_en") if lang == "km" else ("name_en", "name_km")
    found = reader.find("office", office=reader.actor.office, limit=1)
    return (found[0].text(first) or found[0].text(second) if found else "") or reader.actor.office


def save_recovery_paper(session: Session, code: str, path: Path, lang: str) -> None:
    """Writes the sheet as PDF; the code is stored nowhere. EnvironmentFault `print_fonts_missing`, `disk_full`, `read_only`."""
    office = session.office()
    with session.read() as reader:
        logo = office_logo(reader)
        device = reader.meta("tag") or (reader.meta("device") or "")[-8:]
    paper = RecoveryCodePaper(
        lang="km" if lang == "km" else "en",
        office=office.text("name_km" if lang == "km" else "name_en"),
        practice=bool(office.flag("practice")),
        logo=logo,
        printed_on=long_date(local_today(session.database.clock), lang),
        groups=tuple(code.split("-")),
        device=device,
        made_on=long_date(local_today(session.database.clock), lang),
    )
    with translated():
        write_whole(path, pdf(paper))
    with session.write("recovery_paper") as uow:
        uow.note("print", "recovery_paper")
