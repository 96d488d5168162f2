"""Whatever laptops send, hostile or broken, PostgreSQL and embedded SQLite say the same and end in the same state."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.ids import new_id
from sync.protocol import auth, codec, enrolment, envelope
from sync.protocol.audit import AuditLine
from sync.protocol.canonical import canonical, short_id, shortened
from sync.schema import vocabulary
from sync.server.database import Store, open_store
from sync.server.desk import digests, held_list, status
from sync.server.devices.enrol import Enrolment
from sync.server.devices.offices import add_office, new_code
from sync.server.exchange.exchange import Exchange
from tests.support.laptop import AT, Laptop
from tests.support.postgres import database_of

OFFICE = "0501"
FORM = codec.media_type("")


class Both(NamedTuple):
    """A server on SQLite and one on PostgreSQL."""

    embedded: Store
    postgres: Store


@pytest.fixture
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Two servers with the same office."""
    with database_of("postgres") as address:
        pair = Both(open_store(tmp_path_factory.mktemp("a")), open_store(tmp_path_factory.mktemp("b"), address))
        for store in pair:
            add_office(store, OFFICE)
        yield pair
        for store in pair:
            store.close()


def enrolled(both: Both) -> Laptop:
    """One laptop, known to both."""
    laptop = Laptop("", OFFICE, form="")
    for store in both:
        told = (
            new_code(store, OFFICE),
            OFFICE,
            False,
            True,
            laptop.device,
            auth.public_of_signing(laptop.secret),
            (laptop.user,),
        )
        body = enrolment.EnrolRequest(*told).encode()
        Enrolment(store).answer(auth.enrol_authorization(laptop.secret, body), body)
    laptop.first_user()
    return laptop


def answered(store: Store, laptop: Laptop, **more: Any) -> list[Any]:
    """The verdicts of everything that a laptop has, sent at once."""
    body = codec.pack(laptop.request(1, **more), "")
    reply = envelope.decode_reply(codec.unpack(Exchange(store).answer(laptop.device, FORM, body), ""))
    told = [dataclasses.asdict(each) for each in reply.verdicts]
    return [reply.head.have, reply.head.audit, told, len(reply.unread)]


def same(both: Both, laptop: Laptop, **more: Any) -> list[Any]:
    """What both say, which is the same, as is what they hold then."""
    one, other = (answered(store, laptop, **more) for store in both)
    assert one == other
    assert digests(both.embedded, OFFICE, None) == digests(both.postgres, OFFICE, None)
    assert status(both.embedded) == status(both.postgres)
    assert quarantine(both.embedded) == quarantine(both.postgres)
    return one


def quarantine(store: Store) -> list[Mapping[str, Any]]:
    """What is held, without the moments of arrival, which also stand in for the instant of a line that cannot be read."""
    rows = held_list(store)
    return [{**row, "held_at": "", "at": "" if row["kind"] == "malformed" else row["at"]} for row in rows]


TEXTS = st.sampled_from(
    ["", "\0", "a\0b", "x" * 300, "ក្រ", "\u200b", "~", "0501", "0699", "\ufeff", "'; --", "%s", "{}", new_id()]
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.sampled_from([0, -1, 2**31, 2**63, -(2**63) - 1, 10**30])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=4,
)
FIELDS = sorted({name for spec in vocabulary().types.values() for name in spec.fields})
TYPES = st.one_of(st.sampled_from(sorted(vocabulary().types)), TEXTS)
NAMES = st.one_of(st.sampled_from(FIELDS), TEXTS, st.sampled_from(["answers:/data/\0", "op", "into", "from"]))
RECORDS = [new_id() for _ in range(3)]
KINDS = st.sampled_from(["c", "e", "d", "r", "a", "m", "x", "s"])
BASES = st.sampled_from([0, 1, 2**62, 2**70, [1, 2**64], [2**65, 1], [-1, -1]])
OPS = st.tuples(KINDS, TYPES, BASES, st.sampled_from(RECORDS), st.dictionaries(NAMES, VALUES, max_size=4), TEXTS)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(OPS, min_size=1, max_size=8))
def test_hostile_operations_end_alike(both: Both, ops: list[tuple[str, str, Any, str, Mapping[str, Any], str]]) -> None:
    laptop = enrolled(both)
    for kind, type_name, base, record, patch, resolves in ops:
        own = "~" + short_id(laptop.user)[:22]
        laptop.lines.append(canonical([kind, type_name, base, own, 5, short_id(record), shortened(patch), resolves]))
    assert same(both, laptop)[0] == len(laptop.lines)


def test_what_should_name_another_record_may_be_anything(both: Both) -> None:
    laptop = enrolled(both)
    for type_name, spec in vocabulary().types.items():
        for field in dict.fromkeys((*spec.follows, "office")):
            for value in ("\0", "x" * 500, [new_id()], {"a": 1}, 7):
                laptop.op("create", type_name, new_id(), {"office": OFFICE, field: value})
    same(both, laptop)


def test_broken_names_of_what_is_given_up_and_of_what_was_looked_at(both: Both) -> None:
    laptop = enrolled(both)
    for named in (["\0", 1], ["f" * 3000, 1], ["f" * 32, 2**70], ["f" * 32, -5], [1, 1], "x", []):
        laptop.op("discard", "", new_id(), {"op": named})
    laptop.op("skip", "", new_id(), {"from": "\0", "to": 2**80})
    audit = [AuditLine(1, AT, laptop.user, "a\0", "k" * 100, None, {"\0": "\0"}), AuditLine(2**80, AT, "\0", "", "", None, {})]
    audit.append(AuditLine(3, AT, laptop.user, "looked", "case", new_id(), {}))
    have, taken, verdicts, _ = same(both, laptop, audit=audit)
    assert (have, taken >= 3) == (len(laptop.lines), True)
    assert [each["reason"] for each in verdicts].count("malformed") >= 3


def test_a_clash_over_a_field_with_a_broken_name(both: Both) -> None:
    one, two = enrolled(both), enrolled(both)
    record = new_id()
    one.op("create", "child", record, {"office": OFFICE, "a\0b": "first"})
    same(both, one)
    one.op("edit", "child", record, {"a\0b": "of one", "name": "A"}, 1)
    two.op("edit", "child", record, {"a\0b": "of two", "name": "B"}, 1)
    same(both, one)
    same(both, two)
