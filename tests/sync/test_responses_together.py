"""One response on two computers at once: answered, finished, given away, its rows removed; nothing is lost or made twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.data.keeping.keys import Profile
from app.services.cases import case_json, cases
from app.services.exchange import exchange
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session, create_office
from app.services.responses import response_changes, responses
from tests.data.cases.support import form as registration
from tests.support.server import RunningServer, quick_code, serving
from tests.support.workbooks import question
from tests.unit.responses.support import book, save

OFFICES = iter(f"07{number:02}" for number in range(1, 9))
FORM = [
    question("text", "said", **save("+note.text")),
    question("select_one yes_no", "asked"),
    question("text", "other"),
    question("begin repeat", "row"),
    question("text", "name", **save("+family_member.given_name_km")),
    question("text", "job"),
    question("end repeat", "", label=False),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with serving(tmp_path_factory.mktemp("server") / "data", *(f"07{number:02}" for number in range(1, 9))) as running:
        yield running


@dataclass
class Two:
    """Two computers of an office with one draft on both."""

    one: Session
    two: Session
    case: str
    child: str
    response: str

    @property
    def both(self) -> tuple[Session, Session]:
        return self.one, self.two

    def meet(self) -> None:
        """Both exchange until nothing is left to say."""
        for _ in range(2):
            for session in self.both:
                exchange.exchange(session)


@pytest.fixture
def two(server: RunningServer, tmp_path: Path) -> Iterator[Two]:
    office = next(OFFICES)
    one, other = (
        create_office(tmp_path / name, office, f"Sok {name}", "correct horse 9", profile=Profile(1, 8, 1)).session
        for name in ("one", "two")
    )
    for session in (one, other):
        exchange.enrol(session, server.url, quick_code(server, office))
    shelf = FormShelf(one.folder)
    with one.write("form_install") as uow:
        form_library.install(uow, shelf, book(FORM))
        form_library.publish(uow, shelf, "sample", "1")
    with one.write("case_register") as uow:
        opened = cases.register(uow, case_json.read(registration(case__risk_level="low"), uow.today()))
    with one.write("response_start") as uow:
        response = responses.start(uow, form_library.form_for_new(uow, shelf, "sample"), "case", opened.case)
        responses.fill(uow, shelf, response, {"said": "បានជួប", "row": [{"name": "បូរី"}, {"name": "វិសាល"}]})
    found = Two(one, other, opened.case, opened.child, response)
    found.meet()
    yield found
    for session in found.both:
        with session.read() as reader:
            assert exchange.status(reader).waiting == 0
        exchange.leave(session)
        session.close()


def answer(session: Session, response: str, **answers: str | None) -> None:
    with session.write("response_save") as uow:
        responses.save_answers(uow, response, {f"/data/{name}": text for name, text in answers.items()})


def answers(session: Session, response: str) -> dict[str, str]:
    with session.read() as reader:
        return dict(responses.get(reader, FormShelf(session.folder), response).answers)


def finish(session: Session, response: str) -> None:
    with session.write("response_finish") as uow:
        responses.finish(uow, FormShelf(session.folder), response)


def test_both_finish_the_same_response_and_each_record_is_made_once(two: Two) -> None:
    for session in two.both:
        finish(session, two.response)
    two.meet()
    for session in two.both:
        with session.read() as reader:
            assert [row.text("text") for row in reader.find("note", case=two.case)] == ["បានជួប"]
            family = [row.text("given_name_km") for row in reader.find("family_member", child=two.child, order=("id",))]
            assert sorted(family) == sorted({"ចន្ថា", "បូរី", "វិសាល"})
            assert reader.get("form_response", two.response).code("state") == "finished"


def test_answers_to_different_questions_come_together_and_to_the_same_one_are_asked_about(two: Two) -> None:
    answer(two.one, two.response, asked="yes", other="one")
    answer(two.two, two.response, said="two", other="two")
    two.meet()
    for session in two.both:
        now = answers(session, two.response)
        assert (now["/data/asked"], now["/data/said"]) == ("yes", "two")
        with session.read() as reader:
            (clash,) = exchange.conflicts(reader)
        assert {"one", "two"} == {next(iter(dict(side).values())) for side in _sides(clash)}


def _sides(clash: exchange.Conflict) -> list[dict[str, object]]:
    return [dict(clash.current), dict(clash.proposed)]


def test_a_row_that_one_takes_away_while_the_other_writes_in_it_is_not_lost(two: Two) -> None:
    row = next(key for key in answers(two.one, two.response) if key.endswith("/name")).removesuffix("/name")
    with two.one.write("response_save") as uow:
        responses.save_answers(uow, two.response, {f"{row}/name": None})
    with two.two.write("response_save") as uow:
        responses.save_answers(uow, two.response, {f"{row}/name": "zqrenamed", f"{row}/job": "zqjob"})
    two.meet()
    for session in two.both:
        with session.read() as reader:
            held = repr([_sides(clash) for clash in exchange.conflicts(reader)])
        shown = answers(session, two.response)
        assert shown[f"{row}/job"] == "zqjob"
        assert "zqrenamed" in held + repr(shown)


def test_who_goes_on_in_a_response_that_the_other_finished_loses_nothing(two: Two) -> None:
    finish(two.one, two.response)
    answer(two.two, two.response, other="zqlater")
    two.meet()
    for session in two.both:
        assert answers(session, two.response)["/data/other"] == "zqlater"
        with session.read() as reader:
            assert reader.get("form_response", two.response).code("state") == "finished"


def test_one_voids_what_the_other_finishes(two: Two) -> None:
    with two.one.write("response_void") as uow:
        response_changes.void(uow, two.response, "of another child")
    finish(two.two, two.response)
    two.meet()
    for session in two.both:
        with session.read() as reader:
            assert [clash.fields for clash in exchange.conflicts(reader)], "somebody decides"


def test_one_takes_a_newer_version_while_the_other_answers_the_older(two: Two) -> None:
    shelf = FormShelf(two.one.folder)
    newer = [question("text", "renamed"), *FORM[:2], *FORM[3:]]
    with two.one.write("form_install") as uow:
        form_library.install(uow, shelf, book(newer, version="2"))
        form_library.publish(uow, shelf, "sample", "2")
    with two.one.write("response_take_over") as uow:
        response_changes.take_over(uow, shelf, two.response, form_library.form_for_new(uow, shelf, "sample"))
    answer(two.two, two.response, other="zqolder", asked="no")
    two.meet()
    for session in two.both:
        now = answers(session, two.response)
        assert (now["/data/other"], now["/data/asked"]) == ("zqolder", "no")
        with session.read() as reader:
            found = responses.get(reader, FormShelf(session.folder), two.response)
        assert found.form is not None
        assert found.form.version == "2"
        assert responses.session_of(found, "km").strangers == {"/data/other": "zqolder"}
