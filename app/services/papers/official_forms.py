"""The ministry's forms 1 to 6 as filled, in its own layout, in full or in a copy for others (practice P1, P2).

A copy for others holds the questions that `official_form_plan` names for it; of the rest not even what is computed from them.
"""

from __future__ import annotations

from datetime import date

from app.data.places import place, place_path
from app.data.reader import Reader
from app.domain.births import birth_of
from app.domain.codelists import label
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.forms.restricted import kept_apart, told_by
from app.forms.session import FormSession
from app.print.official_forms import Frame, OfficialFormPaper, OfficialHead
from app.print.papers import Language, Variant
from app.services.forms.form_library import FormShelf
from app.services.forms.form_paper_pages import FilledPage
from app.services.forms.form_paper_parts import parts_of
from app.services.forms.form_papers import title_of, villages_of
from app.services.papers.case_papers import left_out
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.papers.official_form_plan import LEFT_TO_HEAD, OFFICIAL, OfficialForm
from app.services.papers.record_words import Teller
from app.services.responses import responses
from app.services.responses.response_subjects import subject_of_response
from app.services.visits.inspection_forms import is_practice
from app.text.dates import long_date, short_date
from app.text.words import words

_BIRTHPLACES = 4
"""Digits of an office's code that name a province and a district: two each."""


def official_paper(reader: Reader, shelf: FormShelf, response: str, variant: Variant, lang: Language) -> OfficialFormPaper:
    """One of the six forms as it was filled. InputError `response_unknown`, `paper_variant`, `form_unknown`, `not_allowed`."""
    found = responses.get(reader, shelf, response)
    session = responses.session_of(found, lang, now=reader.clock.now)
    form, plan = session.form, OFFICIAL.get(session.form.id)
    if plan is None or variant not in plan.variants:
        raise InputError("paper_variant", variant=variant)
    subject = subject_of_response(reader, found.record)
    case, child = subject.records["case"], subject.records["child"]
    require(reader.actor, "paper.make", owner=case.ref("owner"), office=case.text("office"))
    session.set_language(lang)
    page = FilledPage(session, lang, _gone(reader, form, plan, variant), None, villages_of(reader, session, lang))
    teller = Teller(reader, lang, reader.today())
    return OfficialFormPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant=variant,
        left_out=left_out(reader, variant, lang),
        form=title_of(form, lang),
        version=form.version,
        title=title_of(form, lang),
        about=(),
        parts=parts_of(page),
        blank=False,
        draft=found.open,
        head=_head(reader, child, case, found.record.day("filled_on"), variant, teller),
        frames=tuple(
            _frame(session, page, *signer, lang=lang, filled_by=found.record.text("filled_by")) for signer in plan.signers
        ),
    )


def _gone(reader: Reader, form: CompiledForm, plan: OfficialForm, variant: Variant) -> frozenset[str]:
    """The paths that a copy does not show; head and signatures have their own room on it."""
    own = {f"{form.root.path}/{name}" for name in LEFT_TO_HEAD}
    if variant == "full":
        return kept_apart(form, reader.actor.rights) | own
    kept = set(plan.kept(variant))
    asked = {path for path, one in form.definitions.items() if one.kind == "question" and one.name not in kept}
    return kept_apart(form) | told_by(form, asked) | own


def _head(
    reader: Reader, child: Record, case: Record, filled_on: date | None, variant: Variant, teller: Teller
) -> OfficialHead:
    """Who, where, when. The family's copy tells no address, as the child may live with somebody whom nobody is to find."""
    lang, birth = teller.lang, birth_of(child)
    exact = birth is not None and birth.exact
    office = reader.find("office", office=reader.actor.office, limit=1)
    code = reader.actor.office
    names = [found.name(lang) if (found := place(reader, code[:end])) is not None else "" for end in (2, _BIRTHPLACES)]
    labels = [words(f"paper.place.{name}", lang) for name in ("province", "district", "commune")]
    known = variant != "family"
    return OfficialHead(
        unit=(office[0].text("name_km" if lang == "km" else "name_en") if office else "") or office_name(reader, lang),
        unit_places=tuple(zip(labels, [names[0], names[1] if len(code) >= _BIRTHPLACES else "", ""], strict=True)),
        day=_six(filled_on),
        places=_places(reader, child, labels, teller) if known else (),
        village_code=child.text("village_code") if known else None,
        child_village=child.text("mosvy_village"),
        child_number=child.text("mosvy_number"),
        child=teller.name(child) or words("paper.no_name", lang),
        birth=_six(birth.first) if birth is not None and exact else "",
        birth_told="" if exact else teller.birth(child),
        sex=child.text("sex"),
        case_code=case.text("code"),
    )


def _places(reader: Reader, child: Record, labels: list[str], teller: Teller) -> tuple[tuple[str, str], ...]:
    """Province, district, commune and village of the child; what is no village is told in words."""
    found = place_path(reader, child.text("village_code")) if child.code("village_code") else None
    if found is None:
        told = teller.told(child, "address_kind") or teller.village(child)
        return ((words("paper.field.village", teller.lang), told),) if told else ()
    names = [one.name(teller.lang) for one in (*found.above[::-1], found.place)]
    return tuple(zip([*labels, words("paper.field.village", teller.lang)], names, strict=False))


def _six(day: date | None) -> str:
    """A day as the six digits of its boxes: ddmmyy."""
    return f"{day:%d%m%y}" if day is not None else ""


def _frame(session: FormSession, page: FilledPage, role: str, asked: str, how: str, *, lang: Language, filled_by: str) -> Frame:
    """Room for a signature, with what the form noted of it."""
    path, day_path = session.form.path_of(asked), session.form.path_of(f"{asked}_on")
    signed = page.words(session.form.definitions[path], path) if path and session.value(path) else ""
    value = session.value(day_path) if day_path else ""
    return Frame(
        who=label("signature_role", role, lang),
        name=filled_by if role == "caseworker" else "",
        how=signed,
        day=short_date(date.fromisoformat(value), lang) if value else "",
        thumb=how == "thumb",
        seal=how == "seal",
    )
