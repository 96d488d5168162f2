"""What is asked once about a case and never refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.data.database import Database
from app.domain.births import parse_birth
from app.domain.errors import InputError
from app.services.cases import case_json, case_parts, case_questions, cases, notes
from app.services.cases.cases import Registration
from app.services.cases.flow_words import missing_lines
from app.services.office.rules import set_rule
from app.services.people import children
from tests.data.cases.support import HEAD, WORKER, acting, form, register
from tests.support.closing import close_case


def codes(found: tuple[object, ...]) -> list[str]:
    return [str(getattr(question, "code", "")) for question in found]


def test_a_carer_who_is_a_child_or_the_child_itself_is_asked_about(database: Database) -> None:
    with database.read(HEAD) as reader:
        born = (reader.today() - timedelta(days=365 * 12)).isoformat()
        carer = {"relation": "self", "is_carer": True, "birth_from": born, "birth_to": born, "birth_source": "stated"}
        asked = case_questions.before_register(reader, Registration({"given_name_km": "ក"}, family=[carer]))
        assert codes(asked) == ["ask.case_carer_minor", "ask.case_carer_self"]
        mother = Registration(family=[{"relation": "mother", "is_carer": True}])
        assert codes(case_questions.before_register(reader, mother)) == ["ask.case_no_name"]
        assert case_questions.before_register(reader, replace(mother, child={"name_unknown": True})) == ()


def test_a_family_book_on_two_children_is_asked_about_and_taken(database: Database) -> None:
    opened = register(database, HEAD, child__family_book="A 12")
    with database.read(HEAD) as reader:
        again = case_json.read(form(child__family_book="A 12"), reader.today())
        assert codes(case_questions.before_register(reader, again)) == ["ask.case_family_book_shared"]
        assert case_questions.before_register(reader, replace(again, child_id=opened.child)) == ()
    register(database, HEAD, child__family_book="A 12")


def test_what_is_open_is_asked_about_before_closing_and_the_case_closes_all_the_same(database: Database) -> None:
    case = register(database, HEAD).case
    with database.write(HEAD, "case_edit") as uow:
        case_parts.add(uow, "placement", case, {"option": "kinship", "from_on": uow.today().isoformat()})
        promised = (uow.today() + timedelta(days=7)).isoformat()
        notes.add(uow, case, {"text": "seen", "next_visit_on": promised})
    with database.read(HEAD) as reader:
        asked = codes(case_questions.before_close(reader, case))
    assert asked[:2] == ["ask.case_close_placement", "ask.case_close_visit"]
    with database.write(HEAD, "case_close") as uow:
        close_case(uow, case, "success")


def test_low_final_scores_and_a_risk_that_stands_are_asked_about_once_together(database: Database) -> None:
    case = register(database, HEAD, case__risk_level="high").case
    scores = [{"item": "food", "domain": "child.food", "score": 1, "key": "/f/food", "low": True, "labels": {}, "note": ""}]
    with database.write(HEAD, "response_finish") as uow:
        kept = {"case": case, "form_id": "closing_assessment", "state": "finished", "office": uow.actor.office}
        uow.create("form_response", kept | {"filled_on": uow.today().isoformat(), "scores": scores})
    with database.read(HEAD) as reader:
        [asked] = [each for each in case_questions.before_close(reader, case) if each.code == "ask.case_close_against"]
        assert isinstance(asked.params["why"], tuple)
        assert missing_lines(asked.params["why"], "en") == "• Low at closing: Food\n• The risk level is still: High"
        assert missing_lines(asked.params["why"], "km").startswith("• ពិន្ទុទាបពេលបិទ៖ ចំណីអាហារ\n")
    with database.write(HEAD, "rule_edit") as uow:
        set_rule(uow, "workflow", "closing.needs", ["closing_assessment"])
    with database.read(HEAD) as reader:
        assert "ask.case_close_against" not in codes(case_questions.before_close(reader, case))
    with database.write(HEAD, "case_close") as uow:
        close_case(uow, case, "success")


def test_a_follow_up_without_a_placement_is_asked_about(database: Database) -> None:
    case = register(database, HEAD).case
    with database.write(HEAD, "case_edit") as uow:
        asked = case_questions.before_note(uow, case, {"kind": "follow_up_home"})
        assert codes(asked) == ["ask.case_follow_up_unplaced"]
        assert case_questions.before_note(uow, case, {"kind": "call"}) == ()
        case_parts.add(uow, "placement", case, {"option": "kinship", "from_on": uow.today().isoformat()})
        assert case_questions.before_note(uow, case, {"kind": "follow_up_home"}) == ()


def test_a_name_without_a_letter_is_refused_beside_its_field(database: Database) -> None:
    for name, typed in (("given_name_km", "1234 --"), ("given_name_km", "៣២"), ("family_name_latin", "...")):
        with pytest.raises(InputError, match="name_without_letter") as refused:
            register(database, HEAD, **{f"child__{name}": typed})
        assert refused.value.params["field"] == f"child.{name}"
    opened = register(database, HEAD, child__given_name_km="ក២")
    with database.write(HEAD, "child_edit") as uow, pytest.raises(InputError, match="name_without_letter"):
        children.edit(uow, opened.child, {"given_name_km": "?"})


def test_a_text_is_no_name_and_letters_are_no_telephone(database: Database) -> None:
    with pytest.raises(InputError, match="name_too_long") as refused:
        register(database, HEAD, child__given_name_km="ក" * 5000)
    assert refused.value.params["field"] == "child.given_name_km"
    child = register(database, HEAD, child__given_name_km="ក" * 200).child
    with database.write(HEAD, "family") as uow:
        for name, typed in (("person", "Sok " * 60), ("phone", "abc")):
            with pytest.raises(InputError, match="name_too_long" if name == "person" else "phone_without_digit") as refused:
                case_parts.add(uow, "contact", child, {"person": "Sok", name: typed})
            assert refused.value.params["field"] == f"contact.{name}"
        for phone in ("012 345 678", "០១២", "+855 12 (after 5)"):
            assert case_parts.add(uow, "contact", child, {"person": "Sok", "phone": phone})


@pytest.mark.parametrize(("born", "asked"), [("1981-02-03", True), ("2008-02-28", True), ("2008-03-20", False), (None, False)])
def test_a_grown_child_is_asked_about_once(database: Database, born: str | None, asked: bool) -> None:
    birth = {"date": born, "source": "stated"} if born else None
    with database.read(HEAD) as reader:
        today = reader.today()
        wanted = case_json.read(form(child__birth=birth, child__given_name_km="ដារ៉ា"), today)
        found = [one for one in case_questions.before_register(reader, wanted) if one.code == "ask.case_child_grown"]
        assert bool(found) is asked
    opened = register(database, HEAD)
    with database.write(HEAD, "case_edit") as uow:
        before = case_questions.names_in(uow, opened.case)
        children.edit(uow, opened.child, {"birth_from": born, "birth_to": born, "school": "x"})
        assert ("ask.case_child_grown" in codes(case_questions.after_change(uow, opened.case, before))) is asked
        now = case_questions.names_in(uow, opened.case)
        assert case_questions.after_change(uow, opened.case, now) == (), "only what was changed"


def test_a_case_that_was_worked_on_is_rather_closed_than_not_accepted(database: Database) -> None:
    """P18: a first contact may be what showed that it is no case; a plan, a service or a visit is work that counts."""
    case = register(database, HEAD).case
    with database.write(HEAD, "work") as uow:
        notes.add(uow, case, {"kind": "first_contact", "text": "No case of ours"})
        assert case_questions.before_refuse(uow, case) == ()
        case_parts.add(uow, "service", case, {"type": "medical"})
        notes.add(uow, case, {"child_seen": True})
        assert [(one.code, one.params) for one in case_questions.before_refuse(uow, case)] == [
            ("ask.case_refuse_worked", {"n": 2})
        ]


@pytest.mark.parametrize("born", [{"date": "2015-02-03"}, {"from": "2015-01-01", "to": "2015-12-31"}])
def test_a_note_is_of_no_day_before_an_exact_birth(database: Database, born: dict[str, str]) -> None:
    case = register(database, HEAD, child__birth={**born, "source": "stated"}).case
    with database.write(HEAD, "note_add") as uow:
        if "date" not in born:
            assert notes.add(uow, case, {"text": "x", "on_date": "2014-12-31"}), "nobody knows the day"
            return
        with pytest.raises(InputError, match="event_before_birth") as refused:
            notes.add(uow, case, {"text": "x", "on_date": "2015-02-02"})
        assert refused.value.params["field"] == "note.on_date"
        note = notes.add(uow, case, {"text": "x", "on_date": "2015-02-03"})
        with pytest.raises(InputError, match="event_before_birth"):
            notes.change(uow, note, {"on_date": "2005-01-01"})


def test_a_member_of_the_family_has_a_name_with_letters_or_none(database: Database) -> None:
    child = register(database, HEAD).child
    with database.write(HEAD, "family") as uow:
        with pytest.raises(InputError, match="name_without_letter") as refused:
            case_parts.add(uow, "family_member", child, {"given_name_km": "012 345"})
        assert refused.value.params["field"] == "family_member.given_name_km"
        member = case_parts.add(uow, "family_member", child, {"relation": "aunt"})
        with pytest.raises(InputError, match="name_without_letter"):
            case_parts.change(uow, "family_member", member, {"name_latin": "?"})
        uow.update("family_member", member, {"given_name_km": "?"})  # as an older version kept it
        case_parts.change(uow, "family_member", member, {"note": "x"})


def test_letters_of_the_old_fonts_are_asked_about_and_never_turned_by_themselves(database: Database) -> None:
    """P13: in a registration, a change and an entry of the family; what stood there before is not asked about again."""
    limon = {"typed": "sux", "name": "សុខ"}
    changed = form(child__family_name_km="sux", case__carer={"family_name_km": "sux", "given_name_km": "ចន្ថា"})
    with database.write(HEAD, "case_register") as uow:
        wanted = case_json.read(changed, uow.today())
        asked = [one for one in case_questions.before_register(uow, wanted) if one.code == "ask.name_limon"]
        assert [one.params for one in asked] == [limon, limon]
        opened = cases.register(uow, wanted)
        assert uow.get("child", opened.child).text("family_name_km") == "sux"
        before = case_questions.names_in(uow, opened.case)
        case_json.assign(uow, opened.case, ["child.given_name_km=dara:", "child.sex=male"])
        found = case_questions.after_change(uow, opened.case, before)
        assert [one.params["typed"] for one in found] == ["dara:"]
        for typed, asks in (("sux", 1), ("Sok", 0), ("សុខ", 0)):
            entry = {"family_name_km": typed}
            assert len(case_questions.before_part(uow, "family_member", opened.case, entry)) == asks


@pytest.mark.parametrize(
    ("birth", "fits"),
    [
        ({"date": "2015-01-01", "age": 11, "on": "2026-11-01"}, True),
        ({"date": "2015-01-01", "age": 12, "on": "2026-11-01"}, True),
        ({"date": "2015-01-01", "age": 13, "on": "2026-11-01"}, False),
        ({"date": "2015-01-01", "age": 10, "on": "2026-11-01"}, False),
        ({"from": "2013-01-01", "to": "2016-12-31", "age": 10, "on": "2026-11-01"}, True),
        ({"from": "2013-01-01", "to": "2014-12-31", "age": 3, "on": "2026-11-01"}, False),
    ],
)
def test_an_age_that_contradicts_a_day_of_birth_is_refused_one_more_by_khmer_counting_is_not(
    birth: dict[str, object], fits: bool
) -> None:
    today = date(2026, 11, 27)
    if fits:
        assert parse_birth(birth, today) is not None
        return
    with pytest.raises(InputError, match="birth_age_differs"):
        parse_birth(birth, today)


def test_a_first_contact_before_the_report_is_refused_at_the_registration_too(database: Database) -> None:
    early = {"case__received_at": "2026-02-01T02:00:00Z", "case__first_contact_on": "2026-01-02"}
    with pytest.raises(InputError, match="contact_before_received"):
        register(database, HEAD, **early)
    case = register(database, HEAD, **{**early, "case__first_contact_on": "2026-02-01"}).case
    with database.write(HEAD, "case_edit") as uow, pytest.raises(InputError, match="contact_before_received"):
        cases.edit(uow, case, {"first_contact_on": "2026-01-31"})


@pytest.mark.parametrize(
    ("change", "fault", "field"),
    [
        ({"case__opened_on": "2026-02-01"}, "end_before_start", "case.opened_on"),
        ({"case__done_on": "2014-02-01"}, "event_before_birth", "case.done_on"),
        (
            {"case__consent": [{"purpose": "services", "answer": "given", "on": "2026-02-27", "until": "2026-02-01"}]},
            "end_before_start",
            "consent.until",
        ),
    ],
)
def test_days_that_cannot_follow_each_other_are_explained_beside_their_field(
    database: Database, change: dict[str, object], fault: str, field: str
) -> None:
    with pytest.raises(InputError, match=fault) as refused:
        register(database, HEAD, **change)
    assert refused.value.params["field"] == field


def test_a_form_is_of_no_day_before_the_birth_when_a_case_is_edited_too(database: Database) -> None:
    case = register(database, HEAD).case
    with database.write(HEAD, "case_edit") as uow, pytest.raises(InputError, match="event_before_birth"):
        cases.edit(uow, case, {"done_on": "2014-02-01"})


def test_a_name_of_marks_that_nobody_sees_is_none(database: Database) -> None:
    """Pasted marks of direction and breaks of lines do not stay in a name, and a name of them alone is asked about."""
    unseen = form(child__family_name_km="\u200b", child__given_name_km="\u202e\u2066", child__family_name_latin=None)
    unseen["child"]["given_name_latin"] = None
    with database.read(HEAD) as reader:
        found = case_questions.before_register(reader, case_json.read(unseen, reader.today()))
    assert "ask.case_no_name" in [one.code for one in found]
    child = register(database, HEAD, child__given_name_km="ដា\u202eរ៉ា\n ខ").child
    with database.read(HEAD) as reader:
        assert reader.get("child", child).text("given_name_km") == "ដារ៉ា ខ"


def test_the_parts_of_a_new_case_are_asked_about_as_their_own_verbs_ask(database: Database) -> None:
    """`case add` and `case set` say what a page would ask of each part, all of them taken together."""
    data = form(case__perpetrators=[{"name": "សុខ ចន្ថា"}])
    with database.write(HEAD, "case_register") as uow:
        opened = cases.register(uow, case_json.read(data, uow.today()))
        asked = codes(case_questions.of_new_parts(uow, opened.case))
        assert {"ask.danger_contact", "ask.case_consent_harmed", "ask.danger_consent_stands"} <= set(asked)
        before = case_questions.parts_of(uow, opened.case)
        assert case_questions.of_new_parts(uow, opened.case, before) == ()
        case_json.assign(uow, opened.case, ['case.contacts=[{"person": "ចន្ថា សុខ", "phone": "099"}]'])
        assert codes(case_questions.of_new_parts(uow, opened.case, before)) == ["ask.danger_contact"]
        known = Registration(child_id=opened.child, contacts=[{"person": "សុខ ចន្ថា"}])
        assert codes(case_questions.before_register(uow, known)) == ["ask.danger_contact"]


@pytest.mark.parametrize(
    ("reason", "birth", "asked"),
    [
        ("success", {"date": "2015-02-03"}, []),
        ("adult", {"date": "2015-02-03"}, ["ask.case_close_young"]),
        ("adult", {"date": "2008-02-03"}, []),
        ("adult", None, []),
        ("transferred", {"date": "2015-02-03"}, ["ask.case_close_transferred"]),
        ("duplicate", {"date": "2015-02-03"}, ["ask.case_close_duplicate"]),
    ],
)
def test_a_reason_for_closing_that_is_unlikely_is_asked_about(
    database: Database, reason: str, birth: dict[str, str] | None, asked: list[str]
) -> None:
    case = register(database, HEAD, child__birth=birth).case
    with database.read(HEAD) as reader:
        plain = codes(case_questions.before_close(reader, case))
        found = codes(case_questions.before_close(reader, case, reason))
    assert found == [*asked, *plain]


def test_a_note_from_before_the_case_or_the_first_contact_is_asked_about(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        cases.first_contact(uow, case, on=date(2026, 2, 28))

    def asked(kind: str, day: str) -> list[tuple[str, object]]:
        with database.read(WORKER) as reader:
            found = case_parts.questions(reader, "note", case, {"kind": kind, "on_date": day, "text": "x"})
        return [(one.code, one.params["day"]) for one in found]

    assert asked("note", "2026-02-26") == [("ask.note_before_received", "2026-02-27")]
    assert asked("follow_up_service", "2026-02-26") == [("ask.note_before_received", "2026-02-27")]
    assert asked("follow_up_service", "2026-02-27") == [("ask.note_before_contact", "2026-02-28")]
    assert asked("note", "2026-02-27") == asked("follow_up_service", "2026-02-28") == []
