"""Consent form, placement agreement, letter on closing and letter of referral, filled from the case (practice P2, P7, P9, P31).

None of them tells who reported, what is alleged or anything of a restricted group. The words of the agreement are those of form
4 (sourced); all others are this programme's (inferred) until the ministry gives its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.data.reader import Reader
from app.domain.codelists import codelist, label
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.print.form_papers import Option
from app.print.letters import Block, Facts, LetterPaper, Paragraph, Ticks
from app.print.official_forms import Frame
from app.print.papers import Language, Variant
from app.services.cases import case_parts, cases
from app.services.exchange.field_words import SHOWN_LISTS
from app.services.papers.case_papers import left_out
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.papers.record_words import BIRTH, NAME, Pair, Teller
from app.services.people.deaths import is_dead
from app.services.sharing import referral_consents
from app.services.sharing.consent_givers import counting, givers
from app.services.visits.inspection_forms import is_practice
from app.text.dates import long_date, short_date
from app.text.digits import digits_for
from app.text.words import has_words, words

_LINES = (
    *("child_name", "child_name_latin", "sex", "age", "village", "phone", "carer", "school", "disability", "risk", "story"),
)
"""The lines of a referral in the order of the letter; others follow."""


class Desk:
    """A case with its child, ready to be told in a language. InputError `not_allowed`, `record_not_found`."""

    def __init__(self, reader: Reader, case: str, lang: Language) -> None:
        self.reader = reader
        self.lang = lang
        self.case = cases.readable(reader, case)
        require(reader.actor, "paper.make", owner=self.case.ref("owner"), office=self.case.text("office"))
        self.child = reader.maybe("child", reader.current(self.case.text("child"))) or Record("child", "", {})
        self.teller = Teller(reader, lang, reader.today())

    def words(self, key: str, **params: object) -> str:
        """Words of a letter."""
        return words(f"letter.{key}", self.lang, **params)

    @property
    def child_name(self) -> str:
        """The child's name in both scripts."""
        return self.teller.name(self.child) or words("paper.no_name", self.lang)

    def signs(self, record: Record | None) -> str:
        """The name of who signs, in one script: there is little room."""
        return self.teller.name(record).partition(" · ")[0] if record is not None else ""

    def who(self) -> tuple[Pair, ...]:
        """Who the child is: name, sex, birth; no address."""
        told = self.teller.pairs(self.child, (NAME, "sex", BIRTH))
        return told if told and told[0][1] == self.child_name else ((self.words("child"), self.child_name), *told)

    @property
    def caseworker(self) -> str:
        """Whose case it is."""
        owner = self.reader.maybe("user", self.case.text("owner"))
        return owner.text("name") if owner is not None else ""

    def visible(self, type_name: str, key: str) -> Record:
        """A part of this case that the person may see. InputError `record_not_found`."""
        row = self.reader.maybe(type_name, key)
        if row is None or not case_parts.may_see(self.reader.actor, row):
            raise InputError("record_not_found")
        return row

    def office(self, name: str) -> str:
        """A field of the office."""
        found = self.reader.find("office", office=self.reader.actor.office, limit=1)
        return found[0].text(name) if found else ""

    def role(self, code: str) -> str:
        """The name of a role that signs."""
        return label("signature_role", code, self.lang)

    def letter(
        self,
        kind: str,
        variant: Variant,
        blocks: Iterable[Block],
        frames: Iterable[Frame],
        *,
        to: str = "",
        numbered: bool = False,
        subject: str = "",
    ) -> LetterPaper:
        """The paper around its blocks."""
        reader, lang = self.reader, self.lang
        contact = " · ".join(part for part in (self.office("address"), self.office("phone")) if part)
        return LetterPaper(
            lang=lang,
            office=office_name(reader, lang),
            logo=office_logo(reader),
            practice=is_practice(reader),
            printed_on=long_date(reader.today(), lang),
            variant=variant,
            left_out=left_out(reader, variant, lang) if variant != "full" else words("paper.left_out.letter", lang),
            title=words(f"paper.kind.{kind}", lang),
            code=self.case.text("code"),
            numbered=numbered,
            day=long_date(reader.today(), lang),
            to=to,
            subject=subject,
            blocks=tuple(blocks),
            frames=tuple(frames),
            contact=contact,
        )


def carer_of(reader: Reader, child: str) -> Record | None:
    """Who cares for a child, of its family."""
    rows = case_parts.visible(reader, "family_member", child)
    return next((row for row in rows if row.flag("is_carer") and not row.flag("deceased")), None)


# ---- consent ----


def consent(reader: Reader, subject: str, variant: Variant, lang: Language) -> LetterPaper:
    """The form of consent: of one answer that was noted, or to be ticked by hand; `subject` is a consent or else the case."""
    row = reader.maybe("consent", subject)
    desk = Desk(reader, row.text("case") if row is not None else subject, lang)
    given = desk.visible("consent", subject) if row is not None else None
    if given is not None and not _counts(reader, given):
        # To be asked anew: the boxes are empty and nobody is named as the giver (practice P7); the paper does not say why.
        given = Record("consent", given.id, {**given.values, "answer": None, "given_by": "child", "witness": None})
    carer = carer_of(reader, desk.child.id)
    child_signs = given is None or given.code("given_by") == "child"
    giver = "" if child_signs else desk.signs(carer)
    frames = (
        Frame(who=desk.words("giver"), name=giver, thumb=True),
        Frame(who=desk.role("child"), name=desk.signs(desk.child) if child_signs else "", thumb=True),
        Frame(who=desk.role("witness"), name=given.text("witness") if given is not None else ""),
        Frame(who=desk.role("caseworker"), name=desk.caseworker),
    )
    blocks: list[Block] = [Facts(pairs=desk.who()), Paragraph(text=desk.words("consent_explained"))]
    blocks += _asked(desk, given)
    blocks += [Paragraph(text=desk.words("consent_right")), Paragraph(text=desk.words("consent_child"))]
    blocks.append(Ticks(rows=((desk.words("child_answer"), _boxes(desk, None)),), room=desk.words("child_words")))
    return desk.letter("consent", variant, blocks, frames)


def _counts(reader: Reader, given: Record) -> bool:
    """Whether an answer was not a yes of somebody who never consents for the child."""
    return bool(counting([given], givers(reader, given.text("case"))))


def _asked(desk: Desk, given: Record | None) -> list[Block]:
    """What is agreed to: the one answer that was noted, or every purpose with its boxes."""
    lang = desk.lang
    purposes = [row.code for row in codelist("consent_purpose") if given is None or row.code == given.code("purpose")]
    rows = tuple((label("consent_purpose", code, lang), _boxes(desk, given)) for code in purposes)
    data = set(given.codes("data")) if given is not None else set()
    kinds = tuple(Option(label=row.label(lang), chosen=row.code in data) for row in codelist("consent_data"))
    found: list[Block] = [Ticks(title=desk.words("consent_what"), rows=rows)]
    if given is None or given.code("purpose") == "sharing":
        found.append(Facts(pairs=((desk.words("receiver"), given.text("receiver") if given is not None else ""),)))
        data_rows = tuple((option.label, (Option(label="", chosen=option.chosen),)) for option in kinds)
        found.append(Ticks(title=desk.words("consent_data"), rows=data_rows, columns=3))
    until = short_date(given.day("until"), lang) if given is not None else ""
    found.append(Facts(pairs=((desk.words("until"), until),)))
    return found


def _boxes(desk: Desk, given: Record | None) -> tuple[Option, ...]:
    """Yes and no."""
    answer = given.code("answer") if given is not None else None
    return (
        Option(label=desk.words("yes"), chosen=answer == "given"),
        Option(label=desk.words("no"), chosen=answer in {"refused", "withdrawn"}),
    )


# ---- agreement on a placement ----


def agreement(reader: Reader, subject: str, variant: Variant, lang: Language) -> LetterPaper:
    """The agreement on a placement; the copy for the family tells no address and no telephone of the carer."""
    found = reader.maybe("placement", subject)
    if found is None:
        raise InputError("record_not_found")
    desk = Desk(reader, found.text("case"), lang)
    row = desk.visible("placement", subject)
    name, relation, contact = _with_whom(desk, row)
    fields = ("option", "from_on", "expected_end_on", "next_review_on", "authority", "decision_number", "decided_on")
    pairs = [(desk.words("with_whom"), name), *desk.teller.pairs(row, fields)]
    if relation:
        pairs.insert(1, (desk.words("relation"), relation))
    if variant == "full":
        pairs.append((desk.words("carer_contact"), contact))
    birth, blank = desk.teller.birth(desk.child) or "……", "……………………"
    texts = (
        (desk.role("child"), desk.words("agree_child", child=desk.child_name, birth=birth, carer=name or blank)),
        (desk.role("carer"), desk.words("agree_carer", carer=name or blank)),
        (desk.role("caseworker"), desk.words("agree_caseworker")),
    )
    frames = (
        Frame(who=desk.role("child"), name=desk.signs(desk.child), thumb=True),
        Frame(who=desk.role("carer"), name=name.partition(" · ")[0], thumb=True),
        Frame(who=desk.role("caseworker"), name=desk.caseworker),
        Frame(who=desk.role("authority"), seal=True),
    )
    blocks: list[Block] = [
        Facts(title=desk.words("child"), pairs=desk.who()),
        Facts(title=desk.words("placement"), pairs=tuple(pairs)),
        *(Paragraph(title=title, text=text) for title, text in texts),
    ]
    return desk.letter("agreement", variant, blocks, frames)


def _with_whom(desk: Desk, row: Record) -> tuple[str, str, str]:
    """Name, relation and contact of whoever the child lives with by a placement."""
    reader, teller = desk.reader, desk.teller
    for type_name, field in (
        ("carer", "approved_carer"),
        ("family_member", "carer"),
        ("carer", "carer"),
        ("facility", "facility"),
    ):
        found = reader.maybe(type_name, row.text(field)) if row.ref(field) else None
        if found is not None:
            told = (teller.village(found), found.text("how_to_find"), found.text("phone"))
            relation = teller.told(found, "relation") if type_name == "family_member" else ""
            return teller.name(found) or found.text("name_km"), relation, " · ".join(part for part in told if part)
    return "", "", ""


# ---- closing ----


def closure(reader: Reader, subject: str, variant: Variant, lang: Language) -> LetterPaper:
    """The letter to the family on closing. InputError `paper_not_closed`; `paper_of_dead`: death ends letters (P21)."""
    desk = Desk(reader, subject, lang)
    if desk.case.code("status") != "closed":
        raise InputError("paper_not_closed")
    if is_dead(desk.child):
        raise InputError("paper_of_dead")
    carer = carer_of(reader, desk.child.id)
    opened, closed = (long_date(desk.case.day(name), lang) for name in ("opened_on", "closed_on"))
    told = desk.words("closed", code=desk.case.text("code"), child=desk.child_name, opened=opened, closed=closed)
    reason = label("close_reason", desk.case.code("close_reason"), lang)
    phone = desk.office("phone") or "……………………"
    blocks: list[Block] = [
        Paragraph(text=told),
        Facts(pairs=((desk.words("close_reason"), reason),)),
        Paragraph(text=desk.words("again", phone=digits_for(phone, lang))),
        Paragraph(text=desk.words("helpline")),
    ]
    to = desk.signs(carer)
    frames = (
        Frame(who=desk.role("carer"), name=to, thumb=True),
        Frame(who=desk.role("caseworker"), name=desk.caseworker),
        Frame(who=desk.role("head"), seal=True),
    )
    return desk.letter("closure_letter", variant, blocks, frames, to=to, numbered=True, subject=desk.words("closed_subject"))


# ---- referral ----


def _consented(reader: Reader, row: Record) -> str:
    """What the letter says of consent: that it was given, that there is none, or that it is being asked for anew."""
    consent = reader.maybe("consent", row.text("consent")) if row.ref("consent") else None
    if row.ref("consent") and (consent is None or _counts(reader, consent)):
        return "with_consent"
    return "consent_anew" if row.ref("consent") else "without_consent"


def referral(reader: Reader, subject: str, variant: Variant, lang: Language) -> LetterPaper:
    """The letter to who receives a referral, with the lines that were chosen for that receiver and no others.

    InputError `record_not_found`, `sharing_no_consent` where the consent was refused since, or is over (practice P7).
    """
    found = reader.maybe("referral", subject)
    if found is None:
        raise InputError("record_not_found")
    desk = Desk(reader, found.text("case"), lang)
    row = desk.visible("referral", subject)
    if referral_consents.ended(reader, row):
        raise InputError("sharing_no_consent", field="referral.despite")
    to = row.text("to_name") or office_of(reader, row.text("to_office"), lang)
    shown = {name: text for name, text in row.entries("shown").items() if text}
    order = [name for name in _LINES if name in shown] + sorted(shown.keys() - set(_LINES))
    lines = tuple((_line_label(desk, name), _line_told(name, shown[name], lang)) for name in order)
    consented = desk.words(_consented(reader, row))
    blocks: list[Block] = [
        Paragraph(text=desk.words("referral_asks")),
        Paragraph(title=desk.words("referral_why"), text=row.text("reason")),
        Facts(title=desk.words("child"), pairs=lines),
        Paragraph(text=consented),
        Paragraph(text=desk.words("confidential"), small=True),
        Ticks(title=desk.words("answer"), rows=((desk.words("answer_here"), _answers(desk)),), room=desk.words("answer_note")),
    ]
    if row.flag("urgent"):
        blocks.insert(1, Paragraph(text=desk.words("urgent")))
    frames = (
        Frame(who=desk.role("caseworker"), name=desk.caseworker),
        Frame(who=desk.role("head"), seal=True),
        Frame(who=desk.words("receiver"), seal=True),
    )
    made = desk.letter("referral_letter", variant, blocks, frames, to=to, numbered=True, subject=desk.words("referral_subject"))
    return replace(made, left_out=words("paper.left_out.referral", lang))


def _answers(desk: Desk) -> tuple[Option, ...]:
    return (Option(label=desk.words("accepted")), Option(label=desk.words("declined")))


def office_of(reader: Reader, code: str, lang: Language) -> str:
    """The name of another office, as far as the directory here knows it."""
    found = reader.find("office", office=code, limit=1) if code else []
    return (found[0].text("name_km" if lang == "km" else "name_en") or found[0].text("name_km") if found else "") or code


def _line_label(desk: Desk, name: str) -> str:
    """What a line of a referral is called."""
    return desk.words(f"shown.{name}") if has_words(f"letter.shown.{name}") else name.replace("_", " ")


def _line_told(name: str, text: str, lang: Language) -> str:
    """The value of a line: codes in words."""
    if name in SHOWN_LISTS:
        return ", ".join(label(SHOWN_LISTS[name], code, lang) for code in text.split(",") if code)
    return digits_for(text, lang) if text.isdigit() else text


Filler = Callable[[Reader, str, Variant, Language], LetterPaper]
