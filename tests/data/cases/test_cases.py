"""Cases from registration to closure, on a real encrypted database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.data import undo
from app.data.database import Database
from app.domain.case_code import parse_case_code
from app.domain.errors import InputError
from app.services.approvals.approvals import Paper
from app.services.cases import case_file, case_history, case_json, case_parts, cases, flow, notes
from app.services.cases.cases import Registration
from app.services.people import children, deaths
from app.services.sharing import hand_overs
from tests.data.cases.support import (
    CLERK,
    HEAD,
    OTHER,
    VILLAGE,
    WORKER,
    acting,
    form,
    register,
    with_rights,
)
from tests.support.closing import close_case


def test_registering_opens_a_case_with_all_its_parts_in_one_act(database: Database) -> None:
    opened = register(database)
    parsed = parse_case_code(opened.code)
    assert parsed is not None
    assert str(parsed) == opened.code
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.code)
        assert file.case.id == opened.case
        assert file.case.code("status") == "open"
        assert file.case.text("owner") == WORKER.user
        assert file.case.text("done_by") == WORKER.name
        assert file.child.text("village_km")
        assert [row.text("level") for row in file.rows("risk")] == ["high"]
        assert [row.whole("number") for row in file.rows("episode")] == [1]
        assert [row.text("code") for row in file.rows("category")] == ["orphan"]
        assert [row.flag("is_carer") for row in file.family] == [True]
        assert [row.text("safe") for row in file.contacts] == ["at_times"]
        assert [row.text("given_by") for row in file.rows("consent")] == ["carer"]
        last = undo.last_act(reader)
        assert last is not None


def test_undo_takes_the_whole_registration_back(database: Database) -> None:
    opened = register(database)
    with database.write(WORKER, "undo") as uow:
        assert undo.undo(uow).left == ()
    with database.read(WORKER) as reader:
        assert reader.maybe("case", opened.case) is None
        assert reader.maybe("child", opened.child) is None
        assert reader.count("contact") == 0


def test_a_foundling_needs_almost_nothing(database: Database) -> None:
    with acting(database) as uow:
        child = {"name_unknown": True, "foundling": True, "address_kind": "found_at", "birth": {"age": 1, "on": "2026-02-27"}}
        opened = cases.register(uow, case_json.read({"child": child, "case": {"received_at": "2026-02-27"}}, uow.today()))
    with database.read(WORKER) as reader:
        child_record = reader.get("child", opened.child)
        assert child_record.flag("foundling")
        assert child_record.code("sex") is None
        assert reader.get("case", opened.case).text("received_precision") == "day"


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"child__village_code": "99999999"}, "place_unknown", "child.village_code"),
    ({"child__birth": {"date": "2031-01-01"}}, "birth_in_future", "birth"),
    ({"child__sex": "boy"}, "code_unknown", "child.sex"),
    ({"child__disability": ["vision", "wings"]}, "code_unknown", "child.disability"),
    ({"case__received_at": None}, "received_missing", "case.received_at"),
    ({"case__received_at": "yesterday"}, "value_not_a_date", "case.received_at"),
    ({"case__received_at": "2026-05-01"}, "date_in_future", "case.received_at"),
    ({"case__received_at": "2014-05-01"}, "event_before_birth", "case.received_at"),
    ({"case__risk_level": "extreme"}, "code_unknown", "case.risk_level"),
    ({"case__urgent": "yes"}, "value_kind", "case.urgent"),
    ({"case__categories": ["orphan", "orphan"]}, "part_twice", "case.category"),
    ({"case__concerns": [{"code": "neglect"}]}, "value_missing", "concern.kind"),
    ({"case__concerns": [{"code": "trafficking", "kind": "at_risk"}]}, "right_missing", "case.concern"),
    ({"case__consent": [{"purpose": "services", "answer": "given", "how": "spoken"}]}, "witness_missing", "consent.witness"),
    (
        {"case__consent": [{"purpose": "services", "answer": "refused", "how": "best_interests"}]},
        "reason_missing",
        "consent.reason",
    ),
    ({"case__owner": "x"}, "key_unknown", ""),
    ({"child__shoe_size": 31}, "key_unknown", ""),
    ({"case__contacts": [{"phone": "012", "colour": "red"}]}, "key_unknown", ""),
]


@pytest.mark.parametrize(("changes", "code", "where"), BAD)
def test_bad_input_is_refused_by_name_and_nothing_is_half_done(
    database: Database, changes: dict[str, Any], code: str, where: str
) -> None:
    with pytest.raises(InputError) as refused:
        register(database, **changes)
    assert refused.value.code == code
    assert refused.value.params.get("field", "") == where
    with database.read(HEAD) as reader:
        assert reader.count("child") == reader.count("case") == reader.count("episode") == 0
        assert reader.meta("case_counter") is None


def test_a_child_without_name_is_marked_so_and_never_refused(database: Database) -> None:
    names = ("family_name_km", "given_name_km", "family_name_latin", "given_name_latin")
    opened = register(database, WORKER, **{f"child__{name}": None for name in names})
    named = register(database)
    with acting(database) as uow:
        children.edit(uow, named.child, dict.fromkeys(names))
    with database.read(WORKER) as reader:
        assert reader.get("child", opened.child).flag("name_unknown")
        assert reader.get("child", named.child).flag("name_unknown")


def test_one_open_case_a_child_and_a_second_after_closing(database: Database) -> None:
    first = register(database)
    again = Registration(child_id=first.child, case={"received_at": "2026-03-01T01:00:00Z"})
    with pytest.raises(InputError) as refused, acting(database) as uow:
        cases.register(uow, again)
    assert refused.value.params["code"] == first.code
    with acting(database) as uow:
        close_case(uow, first.case, "success")
    with acting(database) as uow:
        second = cases.register(uow, again)
    assert second.code != first.code
    with pytest.raises(InputError, match="case_already_open"), acting(database) as uow:
        flow.reopen(uow, first.case, "new_concern")


def test_closing_and_reopening_keep_each_episode(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        close_case(uow, opened.case, "moved_not_found", on=date(2026, 2, 28), note="ផ្លាស់ទៅថៃ")
    with acting(database) as uow:
        flow.reopen(uow, opened.case, "child_back", on=date(2026, 3, 1))
    with database.read(WORKER) as reader:
        case = reader.get("case", opened.case)
        assert case.code("status") == "open"
        assert case.code("close_reason") is None
        first, second = reader.find("episode", case=opened.case, order=("number",))
        assert (first.text("close_reason"), first.text("closed_on")) == ("moved_not_found", "2026-02-28")
        assert (second.text("open_reason"), second.text("opened_on")) == ("child_back", "2026-03-01")
        told = [event.what for event in case_history.time_line(reader, opened.case)]
        assert {"reopened", "closed", "opened"} <= set(told)


def test_days_out_of_order_are_refused(database: Database) -> None:
    opened = register(database)
    with pytest.raises(InputError, match="closed_before_opened"), acting(database) as uow:
        close_case(uow, opened.case, "success", on=date(2026, 2, 1))
    with pytest.raises(InputError, match="date_in_future"), acting(database) as uow:
        close_case(uow, opened.case, "success", on=date(2026, 9, 1))
    with pytest.raises(InputError, match="contact_before_received"), acting(database) as uow:
        cases.first_contact(uow, opened.case, on=date(2026, 2, 1))
    with acting(database) as uow:
        close_case(uow, opened.case, "success", on=date(2026, 2, 28))
    with pytest.raises(InputError, match="reopened_before_closed"), acting(database) as uow:
        flow.reopen(uow, opened.case, "new_concern", on=date(2026, 2, 27))
    with pytest.raises(InputError, match="case_not_open"), acting(database) as uow:
        notes.add(uow, opened.case, {"text": "x"})


def test_risk_is_kept_as_dated_rows(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        cases.set_risk(uow, opened.case, "low", reason="ស្ថានភាពល្អជាង")
        cases.set_risk(uow, opened.case, "low")
    with database.read(WORKER) as reader:
        rows = reader.find("risk", case=opened.case, order=("id",))
        assert [row.text("level") for row in rows] == ["high", "low"]
        assert reader.get("case", opened.case).code("risk_level") == "low"


def test_a_case_of_somebody_else_is_closed_to_a_caseworker(database: Database) -> None:
    opened = register(database)
    for act in (
        lambda uow: cases.edit(uow, opened.case, {"reason": "x"}),
        lambda uow: close_case(uow, opened.case, "success"),
        lambda uow: cases.void(uow, opened.case, "trial"),
        lambda uow: notes.add(uow, opened.case, {"text": "x"}),
        lambda uow: children.edit(uow, opened.child, {"school": "x"}),
        lambda uow: case_parts.add(uow, "contact", opened.child, {"phone": "012"}),
        lambda uow: hand_overs.offer(uow, opened.case, OTHER.user, {"danger": "x"}),
        lambda uow: case_file.open_file(uow, opened.code),
    ):
        with pytest.raises(InputError, match="not_allowed"), acting(database, OTHER) as uow:
            act(uow)
    with pytest.raises(InputError, match="not_allowed"), acting(database, CLERK) as uow:
        cases.register(uow, case_json.read(form(), uow.today()))


def test_a_case_that_was_given_away_tells_from_whom_to_whom(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        hand_overs.accept(uow, hand_overs.offer(uow, opened.case, OTHER.user, {"danger": "ទុកចិត្តលោកយាយ"}))
    with database.read(OTHER) as reader:
        file = case_file.case_file(reader, opened.code)
        assert file.owner_name == OTHER.name
        assigned = [event for event in case_history.events(reader, file) if event.what == "assigned"]
        assert assigned[0].detail == {"from": WORKER.name, "to": OTHER.name}


def test_what_was_worked_on_is_no_mistake_of_typing_but_for_a_head(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        uow.create("service", {"case": opened.case, "type": "education", "state": "asked"})
    with pytest.raises(InputError, match="void_worked"), acting(database) as uow:
        cases.void(uow, opened.case, "trial")
    with acting(database, HEAD) as uow:
        cases.void(uow, opened.case, "trial")
    with database.read(WORKER) as reader:
        assert reader.get("case", opened.case).code("status") == "void"


@pytest.mark.parametrize("status", ["closed", "not_accepted"])
def test_what_ended_by_a_decision_is_no_mistake_of_typing_but_for_a_head(database: Database, status: str) -> None:
    opened = register(database)
    paper = Paper("Chan Sophea", date(2026, 3, 1), "12/26")
    with acting(database) as uow:
        if status == "closed":
            flow.close(uow, opened.case, "success", paper=paper)
        else:
            flow.refuse(uow, opened.case, "The commune", "No danger", paper=paper)
    with pytest.raises(InputError, match="void_worked"), acting(database) as uow:
        cases.void(uow, opened.case, "trial")
    with database.read(WORKER) as reader:
        assert reader.get("case", opened.case).code("status") == status
    with acting(database, HEAD) as uow:
        cases.void(uow, opened.case, "trial")
    with database.read(WORKER) as reader:
        assert reader.get("case", opened.case).code("status") == "void"


def test_voiding_needs_a_reason_and_frees_the_child(database: Database) -> None:
    opened = register(database)
    with pytest.raises(InputError, match="void_note_missing"), acting(database) as uow:
        cases.void(uow, opened.case, "other")
    with acting(database) as uow:
        cases.void(uow, opened.case, "entered_twice", note="K-2")
    with acting(database) as uow:
        cases.register(uow, Registration(child_id=opened.child, case={"received_at": "2026-03-01T01:00:00Z"}))
    with database.read(WORKER) as reader:
        assert reader.get("case", opened.case).text("void_reason") == "entered_twice: K-2"


def test_restricted_parts_are_absent_for_who_lacks_the_right(database: Database) -> None:
    knows = with_rights(WORKER, "sexual_violence", "reporter", "perpetrator")
    opened = register(
        database,
        knows,
        case__concerns=[{"code": "sexual_violence", "kind": "experienced"}, {"code": "neglect", "kind": "at_risk"}],
        case__reporters=[{"name": "អ្នកជិតខាង", "phone": "099"}],
        case__perpetrators=[{"name": "ក"}],
    )
    with acting(database, knows) as uow:
        allegation = case_parts.add(uow, "allegation", opened.case, {"kind": "sexual", "heard_at": "2026-02-28T01:00:00Z"})
    with database.read(knows) as reader:
        seen = case_file.case_file(reader, opened.case)
        assert len(seen.rows("concern")) == 2
        assert len(seen.rows("reporter")) == len(seen.rows("perpetrator")) == len(seen.rows("allegation")) == 1
        hidden = next(row for row in seen.rows("concern") if row.text("code") == "sexual_violence")
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        assert [row.text("code") for row in file.rows("concern")] == ["neglect"]
        assert file.rows("reporter") == file.rows("perpetrator") == file.rows("allegation") == ()
        told = " ".join(event.record.id for event in case_history.events(reader, file))
        assert hidden.id not in told
        assert allegation not in told
        assert case_history.field_history(reader, "concern", hidden.id, "code") == []
        assert "sexual" not in str(case_json.show(file))
    with pytest.raises(InputError, match="record_not_found"), acting(database) as uow:
        case_parts.change(uow, "concern", hidden.id, {"note": "x"})
    with pytest.raises(InputError, match="right_missing"), acting(database) as uow:
        case_parts.add(uow, "reporter", opened.case, {"name": "x"})


def test_notes_and_visits_with_their_light(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        with pytest.raises(InputError, match="note_empty"):
            notes.add(uow, opened.case, {"kind": "note"})
        visit = {"kind": "first_contact", "on_date": "2026-02-28", "text": "ជួបលោកយាយ"}
        notes.add(
            uow,
            opened.case,
            visit | dict.fromkeys(notes.LIGHTS, "A") | {"food": "B", "child_seen": True, "next_visit_on": "2026-03-10"},
        )
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        assert file.case.text("first_contact_on") == "2026-02-28"
        light = case_file.last_light(file.rows("note"))
        assert light is not None
        assert light[0] == "yellow"
        due = case_file.promises(file, reader.clock.now(), reader.today())
        assert [(one.what, str(one.due)) for one in due] == [("visit", "2026-03-10")]


def test_what_is_promised_and_late(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        case_parts.add(uow, "allegation", opened.case, {"kind": "physical", "heard_at": "2026-02-26T01:00:00Z"})
        case_parts.add(uow, "placement", opened.case, {"option": "kinship", "next_review_on": "2026-03-20"})
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        due = case_file.promises(file, reader.clock.now(), reader.today())
        assert [(one.what, one.state) for one in due] == [
            ("first_contact", "overdue"),
            ("report_allegation", "overdue"),
            ("review_placement", "running"),
        ]


def test_nothing_happens_after_a_known_death(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        deaths.note_death(uow, opened.child, {"died_on": "2026-02-27", "death_told_by": "x"})
    with pytest.raises(InputError, match="event_after_death"), acting(database) as uow:
        notes.add(uow, opened.case, {"on_date": "2026-02-28", "child_seen": True, "text": "x"})
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        assert case_file.promises(file, reader.clock.now(), reader.today()) == []


def test_one_personal_number_on_two_children_is_refused(database: Database) -> None:
    register(database, child__mosvy_village=VILLAGE, child__mosvy_number="0012")
    with pytest.raises(InputError, match="number_taken"):
        register(database, child__mosvy_village=VILLAGE, child__mosvy_number="0012")
    register(database, child__mosvy_village="01020102", child__mosvy_number="0012")


def test_consent_is_a_history_and_never_taken_out(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        case_parts.add(uow, "consent", opened.case, {"purpose": "services", "answer": "withdrawn", "given_by": "carer"})
        first = uow.find("consent", case=opened.case, order=("id",))[0]
        with pytest.raises(InputError, match="part_stays"):
            case_parts.remove(uow, "consent", first.id)
        assert [row.text("answer") for row in uow.find("consent", case=opened.case, order=("id",))] == ["given", "withdrawn"]


def test_the_history_of_a_field(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        children.edit(uow, opened.child, {"how_to_find": "ក្រោយផ្សារ"})
    with database.read(WORKER) as reader:
        newest, oldest = case_history.field_history(reader, "child", opened.child, "how_to_find")
        assert (newest.old, newest.new, newest.who) == ("ជិតវត្ត", "ក្រោយផ្សារ", WORKER.name)
        assert (oldest.old, oldest.new) == (None, "ជិតវត្ត")
    with database.read(OTHER) as reader:
        assert case_history.field_history(reader, "child", opened.child, "how_to_find") == []


def test_opening_a_case_stands_in_the_audit_log(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD, "case_read") as uow:
        case_file.open_file(uow, opened.code)
    with database.read(HEAD) as reader:
        rows = reader.connection.exec_driver_sql("SELECT user, record FROM audit WHERE kind = 'read'").fetchall()
        assert [tuple(row) for row in rows] == [(HEAD.user, opened.case)]
        assert reader.ops_waiting() > 0
