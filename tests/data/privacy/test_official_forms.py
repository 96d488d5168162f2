"""What each copy of forms 1 to 6 tells: every text of the filled form names its question; the words of the PDF are read back.

Practice P1 and P2. What must not be on a copy stands here by itself, apart from the tables of the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from app.data.keeping import keys
from app.domain.errors import InputError
from app.print.papers import Variant
from app.print.typesetting import pdf
from app.services.cases import case_json, case_parts, cases
from app.services.office.offices import Session, create_office
from app.services.papers import paper_desk
from app.services.papers.official_form_plan import OFFICIAL
from tests.data.cases.support import form
from tests.data.privacy.office import SECRET
from tests.support.full_forms import official_responses
from tests.support.logos import beside, picture
from tests.support.pdf_text import words_of

TOKEN = re.compile(r"zq([a-z0-9]+)x")
STORY = {
    *("summary", "guardiancomment", "caseworkercomment", "story", "newproblems", "situation", "conclusiontext", "childwords"),
    *("violencerestricted", "healthrestricted", "violencedetails", "healthdetails"),
    *("needothertext", "problemothertext", "orderreason", "siblingswhy", "childtypeother", "accusedname", "accusedsource"),
}
"""What happened, what is feared, what a child said."""
REFERRER = {"sourcename", "sourcerelation", "sourcephone", "sourcenote"}
ADDRESS = {
    *("interviewplace", "howtofind", "carerhouse", "carerstreet", "careraddress", "carercontact", "familyaddress", "place"),
    *("memberabroad", "contactphone", "centrewitness"),
}
PLAN = {"childgoal", "familygoal", "childresult", "familyresult"}
NOT_FOR: Mapping[Variant, set[str]] = {"authority": STORY | REFERRER | PLAN, "family": STORY | REFERRER | ADDRESS}
ON_FULL = {1: "sourcename", 2: "familyaddress", 3: "childgoal", 4: "carercontact", 5: "newproblems", 6: "story"}
"""A question that the full copy of each form has."""


class Filled:
    """An office with each of the six forms filled in whole."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.desk = paper_desk.Desk.of(session)
        with session.write("case_register") as uow:
            changes = {"child__given_name_latin": "Zqchildnamex", "child__how_to_find": "zqhowtofindx"}
            opened = cases.register(uow, case_json.read(form(**changes), uow.today()))
            placement = case_parts.add(uow, "placement", opened.case, {"option": "kinship", "from_on": "2026-03-01"})
        self.case = opened.case
        about = {"case": opened.case, "child": opened.child, "placement": placement}
        self.responses = official_responses(session, self.desk.shelf, about, lambda one: f"zq{one.name.replace('_', '')}x")

    def printed(self, number: int, variant: Variant) -> str:
        """The words of a copy."""
        with self.session.read() as reader:
            paper = paper_desk.fill(reader, self.desk, "official_form", self.responses[number], variant, "en")
        return words_of(pdf(paper))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("forms") / "office"
    session = create_office(folder, "01", "Head", SECRET, profile=keys.Profile(1, 8, 1)).session
    yield Filled(session)
    session.close()


@pytest.mark.parametrize("number", range(1, 7))
def test_a_copy_for_others_tells_only_what_is_for_them(filled: Filled, number: int) -> None:
    plan = next(plan for plan in OFFICIAL.values() if plan.number == number)
    for variant in plan.variants:
        said = filled.printed(number, variant)
        told = set(TOKEN.findall(said))
        if variant == "full":
            assert ON_FULL[number] in told
        else:
            assert told & NOT_FOR[variant] == set(), variant
            assert "Copy for the" in said
        assert "Zqchildnamex" in said


def test_form_2_has_no_copy_for_the_commune(filled: Filled) -> None:
    with pytest.raises(InputError, match="paper_variant"):
        filled.printed(2, "authority")


def test_the_papers_of_a_case_offer_each_form_with_its_copies(filled: Filled) -> None:
    with filled.session.read() as reader:
        offered = [one for one in paper_desk.choices(reader, filled.desk, filled.case) if one.kind == "official_form"]
    assert {one.subject for one in offered} == set(filled.responses.values())
    assert [len(one.variants) for one in offered] == [3, 2, 3, 3, 3, 3]


@pytest.mark.parametrize("form_id", list(OFFICIAL))
def test_each_question_that_a_copy_keeps_is_in_the_form(filled: Filled, form_id: str) -> None:
    plan, compiled = OFFICIAL[form_id], filled.desk.shelf.form(form_id)
    named = {*plan.authority, *plan.family, *(asked for _, asked, _ in plan.signers)}
    assert named - {one.name for one in compiled.definitions.values()} == set()
    restricted = {one.name for one in compiled.definitions.values() if one.komar.get("group")}
    assert named & restricted == set()


def test_the_official_layout_does_not_move_for_the_logo(filled: Filled) -> None:
    with filled.session.read() as reader:
        papers = [paper_desk.fill(reader, filled.desk, "official_form", one, "full", "km") for one in filled.responses.values()]
    assert all(beside(paper, picture(300, 300)) == (True, False) for paper in papers[:2])
