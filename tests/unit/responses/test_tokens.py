"""A restricted answer stands in the companion and in what the form made of it, and nowhere else in the whole database."""

from __future__ import annotations

from app.data.outbox.capture import LONGEST_FOLDED
from app.data.replica.gone import purge_gone
from app.services.responses import response_changes, response_store, responses
from tests.data.cases.support import WORKER, with_rights
from tests.support.unpacked import unpacked
from tests.support.workbooks import question
from tests.unit.responses.support import Place, save

GROUP = {"bind::komar:group": "reporter"}
SURVEY = [
    question("text", "open"),
    question("text", "who", **GROUP, **save("+reporter.name")),
    question("text", "how", **GROUP),
]
KNOWS = with_rights(WORKER, "reporter")


def rows_with(place: Place, token: str) -> list[tuple[str, str]]:
    """Every row of every table in which a token stands, with its table."""
    found = []
    with place.read() as reader:
        connection = reader.connection
        tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                told = repr([unpacked(each) for each in row])
                if token in told:
                    found.append((table, told))
    return found


def test_a_restricted_token_stands_only_where_it_is_restricted(place: Place) -> None:
    form = place.form(SURVEY)
    response = place.start(form)
    place.fill(response, {"open": "x", "who": "zqwho", "how": "zqhow"}, KNOWS)
    place.finish(response, KNOWS)
    with place.write(KNOWS) as uow:
        response_changes.correct(uow, place.shelf, response, "how", "zqhow again", "zqreason")
    companion = response_store.companion_id(response, "reporter")
    with place.read(KNOWS) as reader:
        (reporter,) = reader.find("reporter", case=place.case)
    for token in ("zqwho", "zqhow", "zqreason"):
        for table, row in rows_with(place, token):
            assert companion in row or reporter.id in row, (table, token)
            assert table in {"form_response", "reporter", "op", "undo", "history"}, (table, token)
    again = place.start(form, KNOWS)
    assert "zq" not in repr(place.get(again).answers)


def test_an_answer_that_became_restricted_meanwhile_is_gathered_in(place: Place) -> None:
    response = place.start(place.form(SURVEY[:1]))
    place.fill(response, {"open": "zqopen"})
    with place.write() as uow:  # as it comes from a colleague who took the newer version over
        uow.update("form_response", response, {"groups": {"/data/open": "reporter"}})
    assert "zqopen" not in repr(place.get(response).answers)
    assert place.answers(response, KNOWS)["open"] == "zqopen"
    place.finish(response, KNOWS)
    with place.read() as reader:
        assert "zqopen" not in repr(reader.get("form_response", response).values)
    assert place.answers(response, KNOWS)["open"] == "zqopen"


def test_long_forms_do_not_become_one_endless_operation(place: Place) -> None:
    response = place.start(place.form([question("text", f"q{number}") for number in range(8)]))
    for number in range(8):
        with place.write() as uow:
            responses.save_answers(uow, response, {f"/data/q{number}": "ក" * 9_000})
    with place.read() as reader:
        sizes = [
            len(row[0])
            for row in reader.connection.exec_driver_sql(
                "SELECT plain(patch) FROM op WHERE record = ? AND kind = 'edit'", (response,)
            )
        ]
    assert len(sizes) > 1
    assert max(sizes) <= LONGEST_FOLDED
    assert {key: len(text) for key, text in place.answers(response).items() if key[0] == "q"} == {
        f"q{n}": 9_000 for n in range(8)
    }


def test_what_left_this_computer_is_in_no_act_that_could_be_taken_back(place: Place) -> None:
    response = place.start(place.form(SURVEY))
    place.fill(response, {"how": "zqhow"}, KNOWS)
    companion = response_store.companion_id(response, "reporter")
    with place.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE record SET gone = 1, base_body = '{}' WHERE id = ?", (companion,))
        connection.exec_driver_sql("UPDATE op SET verdict = 'applied', overlay = 0 WHERE record = ?", (companion,))
        purge_gone(connection)
    assert {table for table, _ in rows_with(place, "zqhow")} <= {"form_response", "op"}
