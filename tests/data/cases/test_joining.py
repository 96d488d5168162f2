"""Joining two cases side by side: nothing of either is lost, undo and parting give both back, restricted values stay away."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.data.fields import fields
from app.data.undo import last_act, undo
from app.domain.errors import InputError
from app.services.approvals import approvals
from app.services.cases import case_file, case_parts, cases, flow
from app.services.exchange.field_words import type_words
from app.services.people import children, comparing, distinct, merging
from app.services.people.merging import Pick
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register, with_rights

PLACES = [(kind, unit) for kind in ("child", "case") for unit in merging.units_of(kind)]
VALUES: dict[str, dict[str, object]] = {
    "child": {
        "given_name_km": "តារា",
        "family_name_latin": None,
        "sex": "male",
        "birth_from": "2014-01-01",
        "birth_to": "2014-12-31",
        "birth_source": "told",
        "disability": ["hearing_speech"],
        "equity_card": "12",
        "primero_id": "p-2",
        "how_to_find": None,
        "nickname": "តូច",
        "birth_order": 2,
        "multiple_birth": "twin",
        "school": "សាលា",
    },
    "case": {"reason": "other words", "urgent": False, "referral_source": "family", "done_by": "ស្រី", "risk_level": "low"},
}
Values = Mapping[str, object]


def two(database: Database) -> tuple[cases.Opened, cases.Opened]:
    """Two cases of what may be one child, differing in much."""
    stays, goes = register(database), register(database)
    with acting(database) as uow:
        for kind, record in (("child", goes.child), ("case", goes.case)):
            known = {name: value for name, value in VALUES[kind].items() if name in fields(kind)}
            uow.update(kind, record, known)
    return stays, goes


def snapshot(database: Database, *opened: cases.Opened) -> list[tuple[Values, str]]:
    """What both hold, and where each leads."""
    with database.read(HEAD) as reader:
        return [
            (dict(reader.get(kind, key).values), reader.current(key))
            for one in opened
            for kind, key in (("child", one.child), ("case", one.case))
        ]


def able(pick: Pick, place: tuple[str, str]) -> Pick:
    """Both only where a field holds several things."""
    several = fields(place[0]).get(place[1])
    return pick if pick != "both" or (several is not None and several.kind == "set") else "goes"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(PLACES), st.sampled_from(("stays", "goes", "both")), max_size=len(PLACES)),
    st.booleans(),
)
def test_no_value_is_lost_and_parting_or_undo_gives_both_back(
    database: Database, picks: dict[tuple[str, str], Pick], by_undo: bool
) -> None:
    opened = two(database)
    stays, goes = opened
    before = snapshot(database, *opened)
    with acting(database, act="case_merge") as uow:
        merging.merge_case(uow, goes.case, stays.code, {place: able(pick, place) for place, pick in picks.items()})
    with database.read(HEAD) as reader:
        assert (reader.current(goes.case), reader.current(goes.child)) == (stays.case, stays.child)
        for (held, _), (kind, key) in zip(before, (("child", stays.child), ("case", stays.case)), strict=False):
            past = {(line.field, str(line.old)) for line in reader.history(key)}
            now = reader.get(kind, key).values
            assert all(now.get(name) == value or (name, str(value)) in past for name, value in held.items())
        for (held, _), (kind, key) in zip(before[2:], (("child", goes.child), ("case", goes.case)), strict=True):
            now = reader.get(kind, key).values
            assert {name: now.get(name) for name in held if name not in ("status", "void_reason")} == {
                name: value for name, value in held.items() if name not in ("status", "void_reason")
            }
        for (kind, name), pick in picks.items():
            source, kept = (goes, stays) if able(pick, (kind, name)) == "goes" else (stays, stays)
            if able(pick, (kind, name)) != "both":
                for inner in merging.units_of(kind)[name]:
                    wanted = before[2 * (source is goes) + (kind == "case")][0].get(inner)
                    assert reader.get(kind, getattr(kept, kind)).values.get(inner) == wanted
    with acting(database, act="back") as uow:
        if by_undo:
            told = last_act(uow)
            assert told is not None
            assert told.act == "case_merge"
            assert undo(uow).left == ()
        else:
            merging.part_case(uow, goes.case)
    assert snapshot(database, *opened) == before


def test_what_was_changed_since_stays_when_they_are_parted(database: Database) -> None:
    stays, goes = two(database)
    with acting(database) as uow:
        merging.merge_case(uow, goes.case, stays.code, {("child", "how_to_find"): "goes", ("child", "sex"): "goes"})
    with acting(database) as uow:
        children.edit(uow, stays.child, {"how_to_find": "new words"})
    with acting(database) as uow:
        merging.part_case(uow, goes.case)
    with database.read(HEAD) as reader:
        child = reader.get("child", stays.child)
        assert (child.text("how_to_find"), child.text("sex")) == ("new words", "female")


def test_parting_can_be_taken_back(database: Database) -> None:
    stays, goes = two(database)
    with acting(database) as uow:
        merging.merge_case(uow, goes.case, stays.code)
    joined = snapshot(database, stays, goes)
    with acting(database) as uow:
        merging.part_case(uow, goes.case)
    with acting(database) as uow:
        undo(uow)
    assert snapshot(database, stays, goes) == joined


def test_only_fields_of_the_file_are_picked(database: Database) -> None:
    stays, goes = two(database)
    for place in (("case", "owner"), ("case", "code"), ("child", "office"), ("note", "text")):
        with pytest.raises(InputError, match="pick_impossible"), acting(database) as uow:
            merging.merge_case(uow, goes.case, stays.code, {place: "goes"})
    with pytest.raises(InputError, match="pick_impossible"), acting(database) as uow:
        merging.merge_case(uow, goes.case, stays.code, {("child", "sex"): "both"})


def test_siblings_of_what_was_joined_before_are_not_joined(database: Database) -> None:
    first, second, third = (register(database) for _ in range(3))
    with acting(database) as uow:
        distinct.mark(uow, first.child, third.child, "twin")
    with acting(database) as uow:
        merging.merge_case(uow, first.case, second.code)
    with pytest.raises(InputError, match="merge_siblings"), acting(database) as uow:
        merging.merge_case(uow, third.case, second.code)


def test_an_open_case_does_not_end_by_being_joined_to_one_that_has_ended(database: Database) -> None:
    """Whoever joins says that two files are one; that the child needs no help any more is approved by somebody else (P19)."""
    ended, goes = two(database)
    with acting(database) as uow:
        asked = flow.close(uow, ended.case, "success")
    with acting(database, HEAD) as uow:
        approvals.decide(uow, asked, "approved")
    with database.read(WORKER) as reader:
        found = comparing.pair(reader, ended.code, goes.code, "en")
        assert found.why_not is not None
        assert found.why_not.code == "merge_into_ended"
    with pytest.raises(InputError, match="merge_into_ended"), acting(database) as uow:
        merging.merge_case(uow, goes.case, ended.code)
    with acting(database) as uow:
        merging.merge_case(uow, ended.case, goes.code)
    with database.read(WORKER) as reader:
        assert (reader.current(ended.case), reader.get("case", goes.case).code("status")) == (goes.case, "open")


def test_both_stand_side_by_side_with_who_wrote_what(database: Database) -> None:
    stays, goes = two(database)
    with acting(database) as uow:
        case_parts.add(uow, "note", goes.case, {"text": "x", "on_date": uow.today().isoformat()})
    with database.read(WORKER) as reader:
        found = comparing.pair(reader, stays.code, goes.code, "en")
    lines = {line.key: line for line in found.lines}
    sex = lines["child", "sex"]
    assert (sex.stays.value, sex.goes.value, sex.same, sex.pick) == ("Female", "Male", False, "stays")
    assert sex.stays.who == WORKER.name
    assert sex.stays.at is not None
    assert lines["child", "disability"].pick == "both"
    assert lines["case", "risk_level"].pick == "stays", "the higher risk is proposed"
    assert lines["child", "nickname"].pick == "goes", "what is filled in is proposed"
    assert lines["child", "(address)"].same
    assert lines["case", "owner"].pick is None
    assert (type_words("note", "en"), 1) in found.moves
    assert found.why_not is None
    assert (found.goes.own, found.goes.code) == (True, goes.code)


def test_of_a_case_of_somebody_else_there_is_only_what_p3_allows(database: Database) -> None:
    stays, goes = register(database), register(database, OTHER)
    with database.read(WORKER) as reader:
        found = comparing.pair(reader, stays.case, goes.code, "en")
        assert (found.lines, found.moves) == ((), ())
        assert found.why_not is not None
        assert found.why_not.code == "not_allowed"
        assert (found.goes.own, found.goes.name, found.goes.latin, found.goes.code) == (False, "", "", goes.code)
        assert "birth" in found.alike
    with database.read(HEAD) as reader:
        assert comparing.pair(reader, stays.case, goes.code, "en").lines


def test_what_is_restricted_is_neither_counted_nor_told(database: Database) -> None:
    stays, goes = two(database)
    knows = with_rights(WORKER, "reporter", "hiv_rh")
    with acting(database, knows) as uow:
        case_parts.add(uow, "reporter", goes.case, {"name": "សុខ"})
        case_parts.add(uow, "child_fact", goes.child, {"code": "hiv", "value": "yes"})
    told = []
    for actor in (WORKER, knows):
        with database.read(actor) as reader:
            told.append(comparing.pair(reader, stays.case, goes.case, "en"))
    assert len(told[1].moves) == len(told[0].moves) + 2
    with database.read(WORKER) as reader:
        assert "សុខ" not in str([row.values for row in case_file.case_file(reader, stays.case).rows("reporter")])


def test_who_joins_no_cases_compares_none(database: Database) -> None:
    stays, goes = two(database)
    with database.read(with_rights(OTHER)) as reader, pytest.raises(InputError, match="not_allowed"):
        comparing.pair(reader, stays.case, goes.case, "en")
