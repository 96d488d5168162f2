"""Any form on paper: blank for the field (A4, by hand), or filled, as PDF or pictures for the preview.

A copy for others leaves out every question of a restricted group (practice P1, P2): its answers are not even read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.data.contents.attachments import AttachmentStore
from app.data.places import place_path
from app.data.reader import Reader
from app.domain.errors import EnvironmentFault
from app.forms.model import CompiledForm
from app.forms.restricted import kept_apart
from app.forms.session import FormSession
from app.print.form_papers import FormPaper
from app.print.papers import Language
from app.print.typesetting import pdf
from app.services.forms.form_paper_pages import BlankPage, FilledPage
from app.services.forms.form_paper_parts import parts_of
from app.services.forms.form_runner import open_form
from app.services.papers import attachments
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.visits.inspection_forms import is_practice
from app.text.dates import long_date

Pairs = Sequence[tuple[str, str]]


def title_of(form: CompiledForm, lang: str) -> str:
    """The form's title; of two languages parted by " · " the one that is wanted, Khmer first."""
    parts = form.title.split(" · ")
    return parts[0] if lang == "km" or len(parts) < 2 else parts[1]


def blank_form(
    reader: Reader, form: CompiledForm, lang: Language, about: Pairs = (), leave_out: frozenset[str] = frozenset()
) -> FormPaper:
    """The form to be filled by hand: every question whatever its condition, boxes to tick, lines to write on.

    `leave_out`: paths of questions and groups that do not belong on a paper for this place.
    """
    return _paper(reader, form, lang, about, BlankPage(form, lang, leave_out), draft=False)


def filled_form(
    reader: Reader,
    session: FormSession,
    lang: Language,
    about: Pairs = (),
    *,
    draft: bool = False,
    full: bool = True,
    pictures: Mapping[str, bytes] | None = None,
    leave_out: frozenset[str] = frozenset(),
) -> FormPaper:
    """The form as it was filled, without what it did not ask; a copy that is not `full` lacks the restricted questions and
    those of `leave_out` (their paths).

    Who does not hold a restricted group has no full copy: that group is left out, and the paper says so. `pictures` are those
    of `pictures_of`.
    """
    before = session.language
    session.set_language(lang)
    try:
        left_out = kept_apart(session.form, reader.actor.rights if full else frozenset()) | (frozenset() if full else leave_out)
        page = FilledPage(session, lang, left_out, pictures, villages_of(reader, session, lang))
        return _paper(reader, session.form, lang, about, page, draft=draft, full=full and not left_out)
    finally:
        session.set_language(before)


def villages_of(reader: Reader, session: FormSession, lang: Language) -> Mapping[str, str]:
    """The villages that were answered, by code, with commune, district and province."""
    asked = {path for path, definition in session.form.definitions.items() if "village" in definition.appearance}
    codes = {state.value for state in session.states() if state.definition.path in asked and state.value} if asked else set()
    found = {code: place_path(reader, code) for code in codes}
    return {code: place.path(lang) for code, place in found.items() if place is not None}


def pictures_of(reader: Reader, store: AttachmentStore, response: str) -> Mapping[str, bytes]:
    """A small picture for each question of a response that has one, by its key; never of a child (practice P5)."""
    found: dict[str, bytes] = {}
    for one in attachments.of_response(reader, store, response):
        small = b"" if one.purpose == "child" else attachments.thumbnail(reader, store, one.id)
        if small:
            found[one.key] = small
    return found


def unofficial_form(form: CompiledForm, lang: Language) -> FormPaper:
    """A blank form outside any office: no office's name, no day, a line for each."""
    return FormPaper(
        lang=lang,
        office="",
        practice=False,
        printed_on="",
        variant=None,
        form=title_of(form, lang),
        version=form.version,
        title=title_of(form, lang),
        about=(),
        parts=parts_of(BlankPage(form, lang)),
        blank=True,
    )


def print_blank(file: Path, target: Path, lang: Language, media: Path | None = None) -> Path:
    """Writes a blank form as a PDF, without an office; its lists are looked for in `media`, else in NAME-media beside it.

    InputError `form_file_missing`, or what is wrong with the form; EnvironmentFault `export_place`, `print_fonts_missing`.
    """
    made = pdf(unofficial_form(open_form(file, media), lang))
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(made)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise EnvironmentFault("export_place") from error
    return target


def _paper(
    reader: Reader,
    form: CompiledForm,
    lang: Language,
    about: Pairs,
    page: BlankPage | FilledPage,
    *,
    draft: bool,
    full: bool = True,
) -> FormPaper:
    return FormPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant=None if page.blank else "full" if full else "open",
        form=title_of(form, lang),
        version=form.version,
        title=title_of(form, lang),
        about=tuple(about),
        parts=parts_of(page),
        blank=page.blank,
        draft=draft,
    )
