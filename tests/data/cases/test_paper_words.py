"""Nothing raw stands on the printed file of a case, in a history or in the inbox: a code has words in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.data.database import Database
from app.data.keeping.keys import Profile
from app.domain.codelists import codelist, list_names
from app.print.case_papers import CaseFilePaper
from app.services.exchange.field_words import value_words
from app.services.office.offices import Session, create_office
from app.services.papers import paper_desk
from app.services.sample import sample
from tests.data.cases.support import HEAD

CODES = frozenset(code for name in list_names() for code in codelist(name).codes() if len(code) > 3)
WORD = re.compile(r"[a-z][a-z_]+")


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """An office with cases that have nearly everything."""
    folder = tmp_path_factory.mktemp("words") / "office"
    session = create_office(folder, "02", "Head", "a long pass phrase", practice=True, profile=Profile(1, 8, 1)).session
    sample.make(session, 20, 5)
    yield session
    session.close()


def test_no_code_stands_in_the_khmer_file_of_a_case(practice: Session) -> None:
    desk, raw, told = paper_desk.Desk.of(practice), set[tuple[str, str]](), 0
    with practice.read() as reader:
        for case in reader.find("case"):
            paper = paper_desk.fill(reader, desk, "case_file", case.id, "full", "km")
            assert isinstance(paper, CaseFilePaper)
            for section in paper.sections:
                pairs = [*section.facts, *(pair for entry in section.entries for pair in entry.pairs)]
                told += len(pairs)
                raw |= {(label, word) for label, value in pairs for word in WORD.findall(value) if word in CODES}
    assert raw == set()
    assert told > 1000


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("approval", "reason"), "success", "Success: the child is no longer at risk"),
        (("approval", "reason"), "new_concern", "New concern"),
        (("approval", "reason"), "ធំ", "ធំ"),
        (("placement", "warned"), "earlier_open", "earlier options without an answer"),
        (("referral", "shown:sex"), "female", "Female"),
        (("referral", "shown:risk"), "high", "High"),
        (("referral", "shown:disability"), "hearing,vision", "Vision, hearing"),
        (("referral", "shown:village"), "high", "high"),
    ],
)
def test_codes_in_fields_of_text_have_words(database: Database, place: tuple[str, str], value: str, said: str) -> None:
    with database.read(HEAD) as reader:
        assert value_words(reader, *place, value, "en") == said
