"""What a form may not do by saving: write to others, twice, half, past the checks, or drop an answer unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.data.undo import undo
from app.domain.errors import InputError
from app.services.cases import case_parts, notes
from app.services.responses import response_changes, responses
from app.services.responses.response_store import CORRECTION, LONGEST
from tests.data.cases.support import WORKER, register, with_rights
from tests.support.workbooks import Row, question
from tests.unit.responses.support import Place, hidden, listed, save

HEAD_TOO = replace(WORKER, roles=frozenset({"supervisor"}))
ROWS = [
    question("begin repeat", "person"),
    hidden("k_id"),
    question("text", "name", **save("+family_member.given_name_km")),
    question("end repeat", "", label=False),
]
NOTE = [question("text", "said", **save("+note.text")), question("text", "other")]


def test_a_row_never_writes_to_another_childs_record(place: Place) -> None:
    other = register(place.database, child__family_name_km="ផេង", child__given_name_km="ពិសិដ្ឋ")
    with place.read() as reader:
        (theirs,) = reader.find("family_member", child=other.child)
    response = place.start(place.form(ROWS))
    row = next(key for key in place.get(response).answers if key.endswith("/k_id")).removesuffix("/k_id")
    with place.write() as uow:
        responses.save_answers(uow, response, {f"{row}/k_id": theirs.id, f"{row}/name": "zqother"})
    place.finish(response)
    with place.read() as reader:
        assert reader.get("family_member", theirs.id) == theirs


def test_what_was_taken_out_since_is_not_made_again(place: Place) -> None:
    response = place.start(place.form([*NOTE, *ROWS]))
    place.fill(response, {"said": "x"})
    place.finish(response)
    with place.write() as uow:
        (note,), (member,) = uow.find("note", case=place.case), uow.find("family_member", child=place.child)
        notes.remove(uow, note.id)
        case_parts.remove(uow, "family_member", member.id)
        response_changes.reopen(uow, response, "more")
    place.fill(response, {"other": "y"})
    place.finish(response)
    with place.read() as reader:
        assert (reader.count("note", case=place.case), reader.count("family_member", child=place.child)) == (0, 0)


def test_a_code_that_was_taken_out_is_not_ticked_back(place: Place) -> None:
    codes = [row for row in listed("child_category") if row["name"] in ("orphan", "abandoned")]
    form = place.form([question("select_multiple child_category", "kind", **save("+category.code"))], codes)
    response = place.start(form)
    with place.write() as uow:
        (orphan,) = uow.find("category", case=place.case, code="orphan")
        case_parts.remove(uow, "category", orphan.id)
    place.finish(response)
    with place.read() as reader:
        assert reader.count("category", case=place.case) == 0


def test_a_record_has_the_same_id_on_every_computer(place: Place) -> None:
    response = place.start(place.form(NOTE))
    place.fill(response, {"said": "x"})
    found = []
    for _ in range(2):
        place.finish(response)
        with place.write() as uow:
            found.append([row.id for row in uow.find("note", case=place.case)])
            undo(uow)
    assert found[0] == found[1]
    assert len(found[0]) == 1


def test_a_fault_in_the_middle_leaves_nothing_written(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    survey = [question("text", "name", **save("child.given_name_km")), *NOTE]
    response = place.start(place.form(survey))
    place.fill(response, {"name": "ថ្មី", "said": "x"})

    def fails(*_: object, **__: object) -> str:
        raise InputError("note_empty", field="note.text")

    monkeypatch.setattr(notes, "add", fails)
    with place.read() as reader:
        before = reader.connection.exec_driver_sql("SELECT * FROM op").fetchall()
    with pytest.raises(InputError, match="note_empty"):
        place.finish(response)
    with place.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT * FROM op").fetchall() == before
        assert reader.get("child", place.child).text("given_name_km") != "ថ្មី"
    assert place.get(response).open


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("child.birth_on", "yesterday"),
        ("facility.capacity", "1e400"),
        ("facility.capacity", "2.5"),
        ("facility.capacity", "9" * 40),
    ],
)
def test_an_answer_that_the_field_cannot_hold_is_said(place: Place, target: str, answer: str) -> None:
    subject = target.partition(".")[0].replace("child", "case")
    form = place.form([question("text", "a", **save(target))], subject=subject)
    with place.write(HEAD_TOO) as uow:
        home = uow.create("facility", {"office": WORKER.office, "code": "BMC-001", "name_km": "មណ្ឌល", "owner": "ngo"})
        response = responses.start(uow, form, subject, {"case": place.case, "facility": home}[subject])
    place.fill(response, {"a": answer}, HEAD_TOO)
    with pytest.raises(InputError, match="value_kind"):
        place.finish(response, HEAD_TOO)


def test_an_answer_without_a_record_to_go_to_is_not_dropped(place: Place) -> None:
    form = place.form([question("text", "phone", **save("facility.phone"))], subject="placement")
    with place.write() as uow:
        kin = case_parts.add(uow, "placement", place.case, {"option": "kinship", "from_on": "2026-02-01"})
        response = responses.start(uow, form, "placement", kin)
    place.fill(response, {"phone": "012"})
    with pytest.raises(InputError, match="response_nowhere"):
        place.finish(response)
    assert place.get(response).open


@pytest.mark.parametrize(
    "key",
    [
        "", "a", "/", "/data//a", "/data/../who", "/data/a\n", "/data/a]", "/data/r[a][b]/x", "/data/r[../x]/y", "data/a",
        f"{CORRECTION}001", "/data/a b", "/data/" + "a" * 3000, "/data/r[" + "a" * 99 + "]/x", "/data/\u200b",
    ],
)  # fmt: skip
def test_a_key_that_no_form_has_is_refused(place: Place, key: str) -> None:
    response = place.start(place.form(NOTE))
    with place.write() as uow, pytest.raises(InputError, match="answer_key"):
        responses.save_answers(uow, response, {key: "x"})


def test_an_endless_answer_is_refused_and_a_long_one_is_kept(place: Place) -> None:
    response = place.start(place.form(NOTE))
    with place.write() as uow, pytest.raises(InputError, match="answer_too_long"):
        responses.save_answers(uow, response, {"/data/other": "ក" * (LONGEST + 1)})
    place.fill(response, {"other": "ក" * LONGEST})
    assert len(place.answers(response)["other"]) == LONGEST


def restricted_whole(version: str, group: str, *more: Row) -> list[Row]:
    """A form that is restricted as a whole, or not."""
    whole = [hidden("k_restricted", group)] if group else []
    return [*whole, question("text", "said"), hidden("k_former_said"), *more]


def test_a_version_that_is_open_takes_nothing_from_one_that_was_restricted(place: Place) -> None:
    knows = with_rights(WORKER, "interview")
    last = question("text", "again", default="${last-saved#said}")
    first = place.start(place.form(restricted_whole("1", "interview", last)), knows)
    place.fill(first, {"said": "zqsecret"}, knows)
    place.finish(first, knows)
    second = place.start(place.form(restricted_whole("1", "interview", last), version="2"), knows)
    assert place.answers(second, knows)["k_former_said"] == place.answers(second, knows)["again"] == "zqsecret"
    third = place.start(place.form(restricted_whole("1", "", last), version="3"), knows)
    assert "zqsecret" not in repr(place.get(third, knows).answers)
