"""What each copy of a case file tells: every text of every kind of part holds a token, and the words of the PDF are read back.

Practice P1 and P2. What a copy may hold stands here by itself, apart from the tables of the programme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict

import pytest

from app.data.fields import fields
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.print.papers import Language
from app.print.typesetting import pdf
from app.services.cases import case_parts
from app.services.papers import paper_desk
from app.services.papers.case_papers import VARIANTS, CaseVariant
from app.services.parts.part_kinds import KINDS
from tests.data.privacy.office import PEOPLE, PERSONAL, RESTRICTED, Office
from tests.support.pdf_text import words_of

TOKEN = re.compile(f"(?:{RESTRICTED}|{PERSONAL})\\d+")
NAMES = {"child given_name_km", "child given_name_latin"}
FAMILY = {f"family_member {name}" for name in ("family_name_km", "given_name_km", "name_latin")}
ALLOWED: Mapping[CaseVariant, set[str]] = {
    "authority": {
        *(NAMES | FAMILY),
        *("child how_to_find", "consent witness", "plan made_by", "placement authority", "placement decision_number"),
    },
    "family": {*(NAMES | FAMILY), "consent receiver", "plan made_by", "note done_by"}
    | {f"plan_action {name}" for name in ("goal", "action", "who")},
}


def tokens(office: Office) -> dict[str, str]:
    """Token → type and field that holds it."""
    found: dict[str, str] = {}
    with office.head.read() as reader:
        for type_name in ("case", "child", *KINDS):
            for row in reader.find(type_name):
                for name in fields(type_name):
                    found |= dict.fromkeys(TOKEN.findall(str(row.values.get(name, ""))), f"{type_name} {name}")
    return found


def printed(office: Office, variant: CaseVariant, lang: Language, name: str = "") -> str:
    """The words of a copy that somebody prints; the head without a name."""
    session = office.as_(name) if name else office.head
    with session.read() as reader:
        paper = paper_desk.fill(reader, paper_desk.Desk.of(session), "case_file", office.case, variant, lang)
    return words_of(pdf(paper))


@pytest.mark.parametrize("variant", ["authority", "family"])
def test_a_copy_for_others_holds_only_what_is_for_them(office: Office, variant: CaseVariant) -> None:
    said, held = printed(office, variant, "en"), tokens(office)
    told = TOKEN.findall(said)
    assert RESTRICTED not in said
    assert {held[token] for token in told} <= ALLOWED[variant]
    assert {held[token] for token in told} >= NAMES | {"plan made_by"}, "the copy would be empty"
    khmer = printed(office, variant, "km")
    assert RESTRICTED not in khmer
    assert khmer.count(PERSONAL) == said.count(PERSONAL)
    listed = (*codelist("service_type"), *codelist("concern"), *codelist("child_category"), *codelist("incident_kind"))
    named = {code.en for code in listed if code.group and code.en in said}
    assert named == set(), "a code tells as much as a text"


def test_what_a_child_itself_agreed_to_is_not_on_the_copy_for_its_family(office: Office) -> None:
    told = {"purpose": "sharing", "answer": "given", "given_by": "child", "receiver": "POLICE POST", "on_date": "2026-02-28"}
    with office.head.write("consent") as uow:
        case_parts.add(uow, "consent", office.case, told)
    assert "POLICE POST" in printed(office, "full", "en")
    for lang in ("km", "en"):
        assert "POLICE POST" not in printed(office, "family", lang)


def test_the_full_copy_of_who_may_see_everything_holds_everything(office: Office) -> None:
    told, held = set(TOKEN.findall(printed(office, "full", "en"))), tokens(office)
    kinds = {held[token].split()[0] for token in told & held.keys()}
    assert told - held.keys(), "answers of its forms"
    assert {"reporter", "perpetrator", "interview", "safety_plan", "incident", "note", "placement"} <= kinds
    assert "child how_to_find" in {held[token] for token in told & held.keys()}


def test_the_full_copy_of_who_may_see_less_says_so_and_holds_nothing_restricted(office: Office) -> None:
    said = printed(office, "full", "en", "Owner")
    assert RESTRICTED not in said
    assert PERSONAL in said
    assert "Copy as far as its maker may see" in said
    assert "Full copy" not in said


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_copy_says_at_its_foot_what_it_leaves_out(office: Office, variant: CaseVariant) -> None:
    begins = {"full": "Full copy:", "authority": "Copy for the authority", "family": "Copy for the family"}
    assert begins[variant] in printed(office, variant, "en")


def test_the_title_of_the_file_names_nobody(office: Office) -> None:
    with office.head.read() as reader:
        paper = paper_desk.fill(reader, paper_desk.Desk.of(office.head), "case_file", office.case, "full", "en")
    made = pdf(paper)
    assert b"(Case file)" in made
    assert TOKEN.search(asdict(paper)["title"]) is None


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "Owner"])
def test_others_print_nothing_of_the_case(office: Office, name: str) -> None:
    with office.as_(name).read() as reader, pytest.raises(InputError, match="not_allowed"):
        paper_desk.fill(reader, paper_desk.Desk.of(office.head), "case_file", office.case, "family", "en")


def test_there_is_no_other_copy(office: Office) -> None:
    desk = paper_desk.Desk.of(office.head)
    with office.head.read() as reader:
        with pytest.raises(InputError, match="paper_variant"):
            paper_desk.fill(reader, desk, "case_file", office.case, "open", "en")
        with pytest.raises(InputError, match="paper_kind"):
            paper_desk.fill(reader, desk, "novel", office.case, "full", "en")
