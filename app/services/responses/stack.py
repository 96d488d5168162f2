"""Typing a stack of papers: form, day, place and worker stay from one to the next, only the case changes (practice P16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.forms.model import CompiledForm
from app.print.form_papers import FormPaper
from app.print.papers import Language
from app.services.cases import case_search, cases
from app.services.cases.case_search import CaseFilter, CaseWish
from app.services.forms import form_papers
from app.services.forms.form_facts import subject_of_form
from app.services.forms.form_library import FormEntry, FormShelf, form_for_new, forms_for, title_in
from app.services.responses import responses
from app.services.responses.response_subjects import subject_of

SUBJECTS = ("case", "placement", "child")
"""What a form of a stack may be about: a case, its last placement, its child."""
VILLAGES = ("interview_village_code", "village_code")
PLACES = ("interview_place", "place", "place_name")
"""Questions of the forms that ask where it was filled in, by name."""
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Stack:
    """What stays: the form, and when, by whom and where the papers were filled in. `village` is a code."""

    form_id: str
    on: date
    by: str
    place: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A case that is looked for; `name` as the list of cases shows it."""

    id: str
    code: str
    name: str
    sex: str
    status: str
    village: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A paper that the person typed today."""

    id: str
    title: str
    case_code: str
    filled_on: date | None
    state: str


def forms(reader: Reader, shelf: FormShelf) -> tuple[FormEntry, ...]:
    """The forms of a stack, those of a case first. InputError `not_allowed` for who fills in no forms of cases."""
    require(reader.actor, "case.edit")
    return tuple(one for subject in SUBJECTS for one in forms_for(reader, shelf, subject))


def find(reader: Reader, typed: str, lang: str) -> tuple[Found, ...]:
    """Cases of the person by number or name in any script, as many as one looks through."""
    if not typed.strip():
        return ()
    page = case_search.page(reader, CaseWish(CaseFilter(typed=typed)), limit=MOST_FOUND)
    rows = [line.row for line in page.lines]
    return tuple(
        Found(
            row.id,
            row.code,
            row.name_km or row.name_latin,
            row.sex,
            row.status,
            row.village_km if lang == "km" else row.village_en,
        )
        for row in rows
    )


def begin(uow: UnitOfWork, shelf: FormShelf, stack: Stack, case: str, *, lang: str = "km") -> str:
    """Begins the form of the stack for a case; gives the response, with the place in the question that asks for it.

    InputError `stack_no_subject` where the case has no placement, `not_allowed`, or as `responses.start`.
    """
    form = form_for_new(uow, shelf, stack.form_id)
    kind = subject_of_form(form)
    about = subject_of(uow, "case", cases.find_case(uow, case).id).records.get(kind)
    if about is None or kind not in SUBJECTS:
        raise InputError("stack_no_subject")
    made = responses.start(uow, form, kind, about.id, filled_on=stack.on, filled_by=stack.by, lang=lang)
    given = dict(_place(form, stack))
    if given:
        responses.save_answers(uow, made, given)
    return made


def _place(form: CompiledForm, stack: Stack) -> list[tuple[str, str | None]]:
    """Where the paper was filled in, as answers by path."""
    found: list[tuple[str, str | None]] = []
    for names, value in ((VILLAGES, stack.village), (PLACES, stack.place)):
        path = next((path for name in names if (path := form.path_of(name)) is not None), None)
        if path is not None and value:
            found.append((path, value))
    return found


def typed_today(reader: Reader, shelf: FormShelf) -> tuple[Typed, ...]:
    """What the person typed today, the newest first."""
    user, today = reader.actor.user, reader.today().isoformat()
    rows = reader.find("form_response", typed_by=user, typed_on=today, whole=None, order=("-id",))
    if not rows:
        return ()
    shelf.read(reader)
    titles = {(card.form_id, card.version): card.title for card in shelf.cards()}
    told = []
    for row in rows:
        case = reader.maybe("case", row.text("case")) if row.ref("case") else None
        if case is None or row.code("state") == "void" or not cases.may_read(reader, case):
            continue
        title = titles.get((row.text("form_id"), row.text("form_version")), row.text("form_id"))
        told.append(Typed(row.id, title, case.text("code"), row.day("filled_on"), row.text("state")))
    return tuple(told)


def blank(reader: Reader, shelf: FormShelf, form_id: str, lang: Language) -> FormPaper:
    """The form of the stack, blank, to be taken to the field."""
    require(reader.actor, "case.edit")
    return form_papers.blank_form(reader, form_for_new(reader, shelf, form_id), lang)


def title_of(one: Typed, lang: str) -> str:
    """The title of a typed form in one language."""
    return title_in(one.title, lang)
