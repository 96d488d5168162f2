"""The office's logo: who sets it, what is refused, what arrives from elsewhere, and that papers stay as they were beside it."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.data.keeping.keys import Profile
from app.data.undo import undo
from app.domain.errors import EnvironmentFault, InputError
from app.print.papers import Language
from app.print.typesetting import pictures
from app.services.cases.case_json import read
from app.services.cases.cases import register
from app.services.exchange.field_words import value_words
from app.services.office.offices import Session, create_office
from app.services.papers import paper_desk
from app.services.papers.office_logo import BOUNDS, KEY, office_logo, read_logo, remove_logo, set_logo
from app.services.protection import emergency
from tests.data.cases.support import form
from tests.support import sample_papers
from tests.support.logos import beside, bomb, picture


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = create_office(
        tmp_path_factory.mktemp("logo") / "office", "01", "Head", "a long pass phrase", profile=Profile(1, 8, 1)
    ).session
    yield session
    session.close()


def known(session: Session) -> bytes:
    """The logo as papers get it."""
    with session.read() as reader:
        return office_logo(reader)


def put(session: Session, data: bytes) -> bytes:
    with session.write("logo_set") as uow:
        return set_logo(uow, data, "logo.png")


def test_a_logo_is_set_drawn_and_taken_away_and_undone(office: Session) -> None:
    made = put(office, picture(900, 300))
    assert known(office) == made
    assert Image.open(io.BytesIO(made)).size == (600, 200)
    with office.write("logo_remove") as uow:
        remove_logo(uow)
    assert known(office) == b""
    with pytest.raises(InputError, match="logo_none"), office.write("logo_remove") as uow:
        remove_logo(uow)
    with office.write("undo") as uow:
        undo(uow)
    assert known(office) == made


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_not_picture"),
        (b"%PDF-1.7", "logo_not_picture"),
        (b"", "logo_not_picture"),
        (bomb(), "logo_not_picture"),
        (picture(200, 200)[:-60], "logo_not_picture"),
        (picture(40, 40), "logo_small"),
        (picture(6000, 60), "logo_small"),
    ],
    ids=["svg", "pdf", "empty", "bomb", "cut", "tiny", "line"],
)
def test_what_is_no_picture_for_a_paper_is_refused_and_the_old_one_stays(office: Session, data: bytes, code: str) -> None:
    before = put(office, picture(300, 100))
    with pytest.raises(InputError, match=code):
        put(office, data)
    assert known(office) == before


def test_only_the_administrator_sets_it(office: Session) -> None:
    worker = Session(office.database, replace(office.actor, roles=frozenset({"caseworker", "supervisor"})))
    with pytest.raises(InputError, match="not_allowed"):
        put(worker, picture(300, 100))
    with pytest.raises(InputError, match="not_allowed"), worker.write("logo_remove") as uow:
        remove_logo(uow)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_made_small_enough_to_travel(office: Session, kind: str) -> None:
    made = put(office, picture(1600, 1200, kind, noise=True))
    assert len(made) <= BOUNDS.most
    assert made.startswith(b"\x89PNG")
    assert known(office)


def test_a_file_that_is_too_large_or_not_there_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(11 * 1024 * 1024)
    with pytest.raises(InputError, match="logo_file_large"):
        read_logo(large)
    with pytest.raises(EnvironmentFault, match="document_unreadable"):
        read_logo(tmp_path / "none.png")


@pytest.mark.parametrize(
    "value",
    [
        *("picture", 7, {"png": 3}, {"png": "!!"}, {"png": "AAAA" * 40_000}, {"other": "x"}),
        *({"png": base64.b64encode(data).decode()} for data in (bomb(), b"\x89PNG\r\n\x1a\n", b"GIF89a")),
    ],
)
def test_what_arrives_from_elsewhere_and_is_no_picture_breaks_no_paper(office: Session, value: object) -> None:
    put(office, picture(300, 100))
    with office.write("setting_edit") as uow:
        uow.update("setting", uow.find("setting", key=KEY)[0].id, {"value": value})
    assert known(office) == b""


def test_two_logos_are_told_apart_in_words(office: Session) -> None:
    with office.read() as reader:
        assert value_words(reader, "setting", "value", {"png": "A" * 8000}, "en") == "Picture, 6 KB"


@pytest.mark.parametrize(("tongue", "shape"), [("km", (300, 300)), ("en", (2000, 400))], ids=["square", "wide"])
def test_nothing_on_a_paper_gives_way_to_the_logo(office: Session, tongue: Language, shape: tuple[int, int]) -> None:
    logo = put(office, picture(*shape))
    with office.write("case_register") as uow:
        case = register(uow, read(form(), uow.today())).case
    desk = paper_desk.Desk.of(office)
    with office.read() as reader:
        made = [paper_desk.fill(reader, desk, kind, case, "family", tongue) for kind in ("case_file", "consent")]
        card = emergency.card(reader, tongue)
    assert all(paper.logo == logo for paper in made)
    for paper in (*made, sample_papers.report(tongue), sample_papers.checklist(tongue), sample_papers.recovery_code(tongue)):
        assert beside(paper, logo) == (True, False), paper.template
    assert pictures(replace(card, logo=logo), 30) == pictures(card, 30), "nothing may say whose card it is"
