"""Decisions with Hypothesis, on the real server: finitely many close everything and none vanishes (20), merged records make no
circle (21), approvals say when another text stood there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.canonical import body_hash
from sync.protocol.lines import ConflictPart, RecordLine
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.near import Near, near

OFFICE = "0701"


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Near, Near, Near]]:
    """Three laptops of an office on one server; each example uses records of its own."""
    server: Store = open_store(tmp_path_factory.mktemp("server"))
    add_office(server, OFFICE)
    yield near(server, OFFICE), near(server, OFFICE), near(server, OFFICE)
    server.close()


def lines(laptop: Near, records: Sequence[str]) -> dict[str, RecordLine]:
    """Records as they are on the server now."""
    page = laptop.exchange(count=0, wanted=tuple(records)).read.page
    return {each.record: each for each in page if isinstance(each, RecordLine)}


def line(laptop: Near, record: str) -> RecordLine:
    """A record as it is on the server now."""
    return lines(laptop, [record])[record]


def decide(laptop: Near, type_name: str, record: str, clash: ConflictPart, side: str, base: int) -> None:
    """A decision on a clash: the side that stays, stated."""
    values: dict[str, Any] = dict(clash.proposed if side == "proposed" else clash.current)
    if clash.unit == "*":
        laptop.op("resolve", type_name, record, {}, base, resolves=clash.id)
        if side == "proposed":
            laptop.op("delete", type_name, record, {}, base)
        return
    if clash.unit == "disability":
        disputed = set(clash.current["disability"]) ^ set(clash.proposed["disability"])
        chosen = disputed & set(values["disability"])
        values = {"disability": {"add": sorted(chosen), "del": sorted(disputed - chosen)}}
    laptop.op("resolve", type_name, record, values, base, resolves=clash.id)


EDITS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["school", "name", "set", "delete", "pull", "decide", "decide"]), st.booleans()
    ),
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(EDITS)
def test_invariant_20_finitely_many_decisions_close_everything_and_none_vanishes(
    laptops: tuple[Near, ...], acts: list[Any]
) -> None:
    first = laptops[0]
    record = first.create("child", {"office": OFFICE, "school": "old", "disability": {"add": ["seeing"], "del": []}})
    first.push()
    seen = [line(first, record)] * 3
    decided: set[str] = set()
    chosen: dict[str, Any] = {}
    for number, (who, act, side) in enumerate(acts):
        laptop, base = laptops[who], seen[who].version
        if act == "pull":
            seen[who] = line(laptop, record)
            continue
        if act == "school":
            laptop.op("edit", "child", record, {"school": f"s{number}"}, base)
        elif act == "name":
            names = {"family_name_km": f"f{number}", "given_name_km": f"g{number}", "name_unknown": None}
            laptop.op("edit", "child", record, names, base)
        elif act == "set":
            change = {"add": ["hearing"], "del": ["seeing"]} if side else {"add": ["seeing"], "del": ["hearing"]}
            laptop.op("edit", "child", record, {"disability": change}, base)
        elif act == "delete":
            laptop.op("delete", "child", record, {}, base)
        elif seen[who].conflicts:
            clash = seen[who].conflicts[0]
            decide(laptop, "child", record, clash, "proposed" if side else "current", base)
            decided.add(clash.id)
            chosen = dict(clash.proposed if side else clash.current)
        first_new = laptop.sent
        reply = laptop.push()
        assert all(each.verdict != "held" for each in reply.verdicts), (first_new, reply.verdicts)
        now = line(first, record)
        assert not decided & {part.id for part in now.conflicts}, "a decision closes its clash, whatever else it brings"
        sides = [now.body or {}, *(each for part in now.conflicts for each in (part.current, part.proposed))]
        for name in {"school", "family_name_km"} & chosen.keys():
            assert chosen[name] in [each.get(name) for each in sides], "what was decided stands, or is a side again"
        chosen = {}
    for _ in range(4):
        now = line(first, record)
        for clash in now.conflicts:
            decide(first, "child", record, clash, "current", now.version)
        first.push()
    assert line(first, record).conflicts == ()


MERGES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(-1, 3), st.booleans()), max_size=8)


@settings(max_examples=40, deadline=None)
@given(MERGES)
def test_invariant_21_merged_records_make_no_circle_and_every_clash_can_be_decided(
    laptops: tuple[Near, ...], acts: list[Any]
) -> None:
    first = laptops[0]
    records = [first.create("child", {"office": OFFICE, "school": str(number)}) for number in range(4)]
    first.push()
    seen = [lines(first, records)] * 3
    for who, one, other, pull in acts:
        laptop = laptops[who]
        if pull:
            seen[who] = lines(laptop, records)
        into = None if other < 0 else records[other]
        laptop.op("merge_records", "child", records[one], {"into": into}, seen[who][records[one]].version)
        assert all(each.verdict != "held" for each in laptop.push().verdicts)
    now = lines(first, records)
    assert acyclic(now)
    for record in records:
        for clash in now[record].conflicts:
            assert clash.unit == "into"
            first.op("resolve", "child", record, {}, now[record].version, resolves=clash.id)
    first.push()
    now = lines(first, records)
    assert all(each.conflicts == () for each in now.values())
    assert acyclic(now)


def acyclic(told: dict[str, RecordLine]) -> bool:
    """Whether no chain of merged records comes back to where it began."""
    for record in told:
        at, steps = record, 0
        while (into := told[at].flags.get("merged_into")) is not None:
            at, steps = into, steps + 1
            if steps > len(told):
                return False
    return True


def test_a_second_target_is_decided_by_a_person(laptops: tuple[Near, ...]) -> None:
    one, two, _ = laptops
    records = [one.create("child", {"office": OFFICE, "school": name}) for name in "abc"]
    one.push()
    base = line(one, records[0]).version
    one.op("merge_records", "child", records[0], {"into": records[1]}, base)
    one.push()
    two.op("merge_records", "child", records[0], {"into": records[2]}, base)
    [verdict] = two.push().verdicts
    assert (verdict.verdict, verdict.fields) == ("conflict", ("into",))
    now = line(two, records[0])
    [clash] = now.conflicts
    assert (clash.current, clash.proposed) == ({"into": records[1]}, {"into": records[2]})
    assert (clash.current_user, clash.proposed_user) == (one.user, two.user)
    two.op("merge_records", "child", records[0], {"into": records[2]}, now.version, resolves=clash.id)
    assert two.push().verdicts == ()
    now = line(one, records[0])
    assert (now.conflicts, now.flags) == ((), {"merged_into": records[2]})
    one.op("merge_records", "child", records[0], {"into": records[1]}, now.version)
    [verdict] = one.push().verdicts
    assert verdict.verdict == "conflict", "a second target is one also from who saw the first, unless it is decided or parted"
    now = line(one, records[0])
    one.op("resolve", "child", records[0], {}, now.version, resolves=now.conflicts[0].id)
    one.op("merge_records", "child", records[0], {"into": None}, now.version)
    assert one.push().verdicts == ()
    assert line(one, records[0]).flags == {}


@pytest.mark.parametrize("circle", [True, False])
def test_inv_20_what_clashes_over_a_deleted_record_is_shown_again_to_be_decided(
    laptops: tuple[Near, ...], *, circle: bool
) -> None:
    """Somebody deleted what somebody else, unseen, said to be the same as another: as with an edit the record is back."""
    one, two, _ = laptops
    record, other = (one.create("child", {"office": OFFICE, "school": name}) for name in "ab")
    one.push()
    base, made = line(one, record), line(one, other).version
    if circle:
        one.op("merge_records", "child", other, {"into": record}, made)
    one.op("delete", "child", record, {}, base.version)
    assert one.push().verdicts == ()
    two.op("merge_records", "child", record, {"into": other}, base.version)
    [verdict] = two.push().verdicts
    assert (verdict.verdict, verdict.fields) == ("conflict", ("*", "into") if circle else ("*",))
    now = line(one, record)
    assert now.body == base.body
    assert now.flags == ({} if circle else {"merged_into": other})
    assert {each.unit: each.proposed for each in now.conflicts} == {
        "*": {"*": "deleted"},
        **({"into": {"into": other}} if circle else {}),
    }
    assert {each.proposed_user for each in now.conflicts} == ({one.user, two.user} if circle else {one.user})
    assert line(two, record).body == base.body
    for clash in sorted(now.conflicts, key=lambda each: each.unit, reverse=True):
        one.op("resolve", "child", record, {}, line(one, record).version, resolves=clash.id)
    one.op("delete", "child", record, {}, line(one, record).version)
    assert one.push().verdicts == ()
    assert (line(two, record).body, line(two, record).conflicts) == (None, ())


@pytest.mark.parametrize("first", ["joining", "deletion"])
def test_what_another_record_was_joined_into_is_not_deleted_unseen(laptops: tuple[Near, ...], first: str) -> None:
    """As with an edit: what leads to it would lead nowhere. No path of the programme deletes such a record; others might."""
    one, two, _ = laptops
    record, stays = (one.create("child", {"office": OFFICE, "school": name}) for name in "ab")
    one.push()
    base, made = line(one, record).version, line(one, stays)
    joining = (one, "merge_records", record, {"into": stays}, base)
    deletion: tuple[Near, str, str, dict[str, object], int] = (two, "delete", stays, {}, made.version)
    for laptop, kind, about, patch, seen in (joining, deletion) if first == "joining" else (deletion, joining):
        laptop.op(kind, "child", about, patch, seen)
        verdicts = laptop.push().verdicts
    assert line(one, record).flags == {"merged_into": stays}
    now = line(two, stays)
    assert now.body == made.body
    [clash] = now.conflicts
    assert (clash.unit, clash.proposed, clash.proposed_user) == ("*", {"*": "deleted"}, two.user)
    assert [each.verdict for each in verdicts] == (["conflict"] if first == "joining" else [])
    two.op("resolve", "child", stays, {}, now.version, resolves=clash.id)
    two.op("delete", "child", stays, {}, now.version)
    assert two.push().verdicts == (), "who has seen it may"
    assert line(one, stays).body is None


def test_an_approval_of_another_text_is_flagged_until_somebody_has_looked(laptops: tuple[Near, ...]) -> None:
    one, two, _ = laptops
    record = one.create("child", {"office": OFFICE, "school": "old"})
    one.push()
    shown = line(two, record)
    assert shown.body is not None
    one.op("edit", "child", record, {"language": "km"}, shown.version)
    one.push()
    asserts = [[record, [1, shown.version], body_hash(shown.body)]]
    two.op("approve", "child", record, {"school": "approved"}, shown.version, asserts=asserts)
    [verdict] = two.push().verdicts
    assert (verdict.verdict, verdict.fields) == ("conflict", ("*approved",))
    now = line(one, record)
    assert now.body == {**shown.body, "language": "km", "school": "approved"}, "the approval is stored all the same"
    assert now.flags == {"approved_other_text": [record]}
    [clash] = now.conflicts
    assert clash.proposed == {"*approved": [[record, [1, shown.version]]]}
    one.op("resolve", "child", record, {}, now.version, resolves=clash.id)
    assert one.push().verdicts == ()
    assert (line(one, record).conflicts, line(one, record).flags) == ((), {})
    again = line(two, record)
    two.op("approve", "child", record, {"school": "b"}, again.version, asserts=[[record, [1, 1], body_hash(again.body)]])
    assert two.push().verdicts == (), "the same text was shown"


def test_who_wrote_the_very_same_unseen_writes_on_without_a_clash(laptops: tuple[Near, ...]) -> None:
    one, two, three = laptops
    record = one.create("child", {"office": OFFICE, "school": "old"})
    one.push()
    base = line(one, record).version
    for laptop, value, clashes in ((one, "same", 0), (two, "same", 0), (two, "next", 0), (three, "other", 1)):
        laptop.op("edit", "child", record, {"school": value}, base)
        assert sum(each.verdict == "conflict" for each in laptop.push().verdicts) == clashes, value


@pytest.mark.parametrize(
    ("type_name", "patch"),
    [
        ("form_response", {"answers": "words"}),
        ("form_response", {"answers": {"/data/q": "words"}}),
        ("form_response", {"answers": None}),
        ("child", {"school:x": "words"}),
        ("child", {"disability": "words"}),
        ("child", {"disability": {"set": ["seeing"]}}),
        ("child", {"disability": {"add": "seeing"}}),
    ],
)
def test_what_would_write_over_a_whole_is_held(laptops: tuple[Near, ...], type_name: str, patch: dict[str, Any]) -> None:
    one = laptops[0]
    first = {"answers:/data/q": "yes"} if type_name == "form_response" else {"school": "old"}
    record = one.create(type_name, {"office": OFFICE, **first})
    one.push()
    before = line(one, record)
    one.op("edit", type_name, record, patch, before.version)
    [verdict] = one.push().verdicts
    assert (verdict.verdict, verdict.reason) == ("held", "malformed")
    assert line(one, record).body == before.body
