"""The paper of a support visit (practice P29): its form as it was filled in, with its place."""

from __future__ import annotations

from app.data.reader import Reader
from app.domain.permissions import require
from app.print.form_papers import FormPaper
from app.print.papers import Language
from app.services.facilities import support_visits
from app.services.facilities.facilities import name_of
from app.services.forms import form_papers
from app.services.forms.form_library import FormShelf
from app.services.papers.attachments import AttachmentStore
from app.services.responses import responses
from app.text.words import words


def paper(reader: Reader, shelf: FormShelf, store: AttachmentStore, response: str, lang: Language, *, full: bool) -> FormPaper:
    """A support visit on paper; not `full`: the copy for the facility. InputError `not_allowed`, `response_unknown`,
    `form_unknown`.
    """
    require(reader.actor, "inspection.read")
    found = responses.get(reader, shelf, response)
    session = responses.session_of(found, lang)
    facility = reader.get("facility", found.record.text("facility"))
    about = [(words("print.facility", lang), f"{facility.text('code')} · {name_of(facility, lang)}")]
    pictures, apart = form_papers.pictures_of(reader, store, response), support_visits.kept_from_others(found.record)
    return form_papers.filled_form(
        reader, session, lang, about, draft=found.open, full=full, pictures=pictures, leave_out=apart
    )
