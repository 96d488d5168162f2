"""The file of a case as a paper, in full or in a copy for others that leaves out what they must not read (practice P1, P2).

Copies for others hold nothing of a restricted group, whoever prints them; the full copy holds what its maker may see. Each says
at its foot what it leaves out, in the same words whether there is something or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.data.fields import fields, restricted_group
from app.data.reader import Reader
from app.domain.codelists import GROUPS, codelist, label
from app.domain.permissions import require
from app.domain.records import Record
from app.forms.restricted import kept_apart
from app.print.case_papers import CaseFilePaper, CaseSection, Entry, FilledForm
from app.print.form_papers import Signer
from app.print.papers import Language
from app.services.cases import case_parts
from app.services.cases.case_file import CaseFile, case_file
from app.services.exchange.field_words import type_words
from app.services.forms.form_library import FormShelf
from app.services.forms.form_paper_pages import FilledPage
from app.services.forms.form_paper_parts import parts_of
from app.services.forms.form_papers import title_of, villages_of
from app.services.papers.case_paper_parts import Pick, checked, left_by_choice
from app.services.papers.case_paper_plan import CASE, CHILD, PLANS, SIGNERS, VARIANTS, CaseVariant, Plan
from app.services.papers.documents import AttachmentStore, Document, of_case
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.papers.record_words import Pair, Teller, all_fields
from app.services.parts.part_kinds import KINDS
from app.services.responses import responses
from app.services.responses.responses import ResponseRow
from app.services.visits.inspection_forms import is_practice
from app.text.dates import long_date, short_date
from app.text.digits import digits_for
from app.text.words import words

__all__ = ["VARIANTS", "CaseVariant", "case_file_paper", "left_out"]


def case_file_paper(
    reader: Reader,
    key: str,
    variant: CaseVariant,
    lang: Language,
    *,
    store: AttachmentStore | None = None,
    forms: Sequence[ResponseRow] = (),
    shelf: FormShelf | None = None,
    pick: Pick | None = None,
) -> CaseFilePaper:
    """The file of the case with an id or number. `store` and `forms` add lists of documents and forms to the full copy.

    `shelf`: the library, with which the forms are printed too. `pick`: which parts and forms go on it, all without.
    InputError `case_unknown`, `not_allowed`, those of `checked`.
    """
    file = case_file(reader, key)
    case = file.case
    require(reader.actor, "paper.make", owner=case.ref("owner"), office=case.text("office"))
    teller = Teller(reader, lang, reader.today(), file.known_names(lang))
    pick = checked(pick or Pick(), variant, forms if variant == "full" else ())
    chosen = left_by_choice(pick, variant, forms, lang)
    heads = (("child", "paper.section.child", file.child, CHILD), ("case", "type.case", case, CASE))
    sections = [
        CaseSection(title=words(title, lang), facts=teller.pairs(row, held[variant]))
        for type_name, title, row, held in heads
        if pick.holds(type_name)
    ]
    sections += _parts(reader, file, variant, teller, pick)
    wanted = [row for row in forms if variant == "full" and (pick.forms is None or row.id in pick.forms)]
    if variant == "full":
        sections += _forms(wanted, lang)
        sections += _documents(reader, store, case.id, lang) if store is not None and pick.holds("attachment") else []
    return CaseFilePaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant=variant,
        left_out=_foot(reader, variant, chosen, lang),
        title=words("paper.kind.case_file", lang),
        code=case.text("code"),
        sections=tuple(one for one in sections if one.facts or one.entries),
        signers=tuple(Signer(who=label("signature_role", role, lang)) for role in SIGNERS[variant]),
        forms=tuple(_filled(reader, shelf, wanted, lang)) if shelf is not None else (),
        chosen=chosen,
    )


def _foot(reader: Reader, variant: str, chosen: str, lang: str) -> str:
    """What stands at the foot of a copy: a full one of which parts were left out by choice never calls itself full."""
    if variant != "full" or not chosen:
        return left_out(reader, variant, lang)
    limited = [left_out(reader, variant, lang)] if GROUPS - reader.actor.rights else []
    return " · ".join([*limited, words("paper.left_out.chosen", lang)])


def left_out(reader: Reader, variant: str, lang: str) -> str:
    """What a copy leaves out, as it stands at the foot and in the preview; also of a full one by who may not see everything."""
    missing = sorted(GROUPS - reader.actor.rights)
    if variant == "full" and missing:
        groups = ", ".join(label("restricted_group", group, lang) for group in missing)
        return words("paper.left_out.limited", lang, groups=groups)
    return words(f"print.variant.{variant}", lang)


def _parts(reader: Reader, file: CaseFile, variant: CaseVariant, teller: Teller, pick: Pick) -> Iterator[CaseSection]:
    """The sections of all kinds of parts that the copy holds."""
    known = {plan.type for plan in PLANS}
    rest = tuple(Plan(kind.type, kind.told) for kind in KINDS.values() if kind.type not in known and file.rows(kind.type))
    for plan in (*PLANS, *(rest if variant == "full" else ())):
        wanted = plan.fields(variant)
        if variant == "full" and not wanted:
            wanted = all_fields(plan.type, "")
        held = [row for row in file.rows(plan.type) if variant == "full" or _for_others(row, variant)]
        rows = [row for row in held if pick.holds(plan.type, row)]
        if wanted and rows:
            entries = tuple(_entry(reader, row, plan.head, wanted, variant, teller) for row in rows)
            yield CaseSection(title=type_words(plan.type, teller.lang), entries=entries)


def _for_others(row: Record, variant: CaseVariant) -> bool:
    """Whether a copy for others may hold an entry: nothing restricted, for the family nothing that the child itself agreed to.

    Whom a child lets be told, such as the police, tells what it said of its family.
    """
    own = variant == "family" and row.type == "consent" and row.code("given_by") == "child"
    return not own and restricted_group(row.type, row.values) is None


def _entry(reader: Reader, row: Record, head: str, wanted: Sequence[str], variant: CaseVariant, teller: Teller) -> Entry:
    """One entry, on a full copy with what belongs to it, such as the kinds of an incident."""
    pairs = [pair for name in wanted if name != head for pair in teller.pairs(row, (name,))]
    if variant == "full":
        pairs += _below(reader, row, teller)
    told = teller.told(row, head) if head and (head in fields(row.type) or head.startswith("name")) else ""
    return Entry(head=told or "–", pairs=tuple(pairs))


def _below(reader: Reader, row: Record, teller: Teller) -> Iterator[Pair]:
    """Parts of a part: each a pair of its type and all it holds."""
    for kind in KINDS.values():
        if kind.parent != row.type:
            continue
        for part in case_parts.visible(reader, kind.type, row.id):
            told = " · ".join(f"{name}: {value}" for name, value in teller.pairs(part, all_fields(kind.type, kind.parent)))
            yield type_words(kind.type, teller.lang), told


def _forms(rows: Sequence[ResponseRow], lang: str) -> list[CaseSection]:
    """The forms that were filled in: which, when, by whom, in what state. Their answers follow at the end."""
    entries = tuple(
        Entry(
            head=short_date(row.filled_on, lang) or "–",
            pairs=(
                (words("type.form", lang), plain_title(row.title, lang)),
                (words("paper.field.filled_by", lang), row.filled_by or "–"),
                (words("paper.field.state", lang), words(f"responses.state.{row.state}", lang)),
            ),
        )
        for row in sorted(rows, key=_day_order)
    )
    note = words("paper.forms_apart", lang) if entries else ""
    return [CaseSection(title=words("paper.section.forms", lang), entries=entries, note=note)]


def _day_order(row: ResponseRow) -> tuple[date, str]:
    """The oldest first."""
    return row.filled_on or date.min, row.id


def _filled(reader: Reader, shelf: FormShelf, rows: Sequence[ResponseRow], lang: Language) -> Iterator[FilledForm]:
    """The forms with the answers that their maker may see; one whose version is not here only stands in the list."""
    for row in sorted(rows, key=_day_order):
        found = responses.get(reader, shelf, row.id)
        if found.form is None:
            continue
        session = responses.session_of(found, lang, now=reader.clock.now)
        gone = kept_apart(found.form, reader.actor.rights) | found.hidden
        told = (short_date(row.filled_on, lang), row.filled_by, words(f"responses.state.{row.state}", lang))
        yield FilledForm(
            response=row.id,
            title=title_of(found.form, lang),
            told=" · ".join(part for part in told if part),
            parts=parts_of(FilledPage(session, lang, gone, None, villages_of(reader, session, lang))),
        )


def plain_title(title: str, lang: str) -> str:
    """The title of a form in the language of the paper."""
    khmer, parted, english = title.partition(" · ")
    return title if not parted else khmer if lang == "km" else english


def _documents(reader: Reader, store: AttachmentStore, case: str, lang: str) -> list[CaseSection]:
    """Which documents there are; their pages lie in the programme. A child's picture is not told of (practice P5)."""
    rows = [one.document for one in of_case(reader, store, case)]
    told = tuple(_document(one, lang) for one in rows if not one.page_of and one.purpose != "child")
    return [CaseSection(title=words("paper.section.documents", lang), entries=told)]


def _document(one: Document, lang: str) -> Entry:
    kind = codelist("document_kind").label(one.kind or one.use, lang) if one.kind else label("attachment_use", one.use, lang)
    pages = (words("paper.field.pages", lang), digits_for(one.pages, lang))
    day = short_date(one.dated_on, lang) if one.dated_on else "–"
    return Entry(head=day, pairs=((kind, one.title or "–"), pages))
