"""A record that nobody wrote before takes a shorter way through the merge: with the same result, down to the server's rows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.merge import EXISTENCE, Incoming, Outcome, State, Writer, merge, stamped
from sync.protocol import auth, codec, enrolment
from sync.protocol.envelope import decode_reply
from sync.schema import Places, TypeSpec, vocabulary
from sync.server.database import Store, open_store
from sync.server.devices.enrol import Enrolment
from sync.server.devices.offices import add_office, new_code
from sync.server.exchange.exchange import Exchange
from sync.server.writers import read_writers
from tests.support.laptop import Laptop

OFFICE, BELOW = "01", "0101"
FORM = codec.media_type("")
TABLES = ("op_log", "record", "field_writers", "membership", "conflict", "scope_root", "held", "user_right", "incarnation")
OF_THE_MOMENT = ("received_at", "held_at")


@contextmanager
def the_long_way() -> Iterator[None]:
    """Every name of a patch goes through the merge by itself, and every operation step by step, as on a record of others."""
    with patch.object(Places, "special", lambda _, names: set(names)):
        yield


ENTRIES = ("answers:/data/a", "answers:/data/b", "answers:/data/a_note", "prefilled:/data/a", "answers", "prefilled")
"""Entries of maps, some that merge as one, and maps as wholes."""
UNKNOWN = ("later", "later:one", "answers_too", "later:two", "*", "(later)", "=")
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 3),
    st.text(max_size=4),
    st.just([]),
    st.just({}),
    st.sampled_from(sorted(vocabulary().restricted_codes)),
    st.lists(st.sampled_from("xyz"), max_size=3),
    st.fixed_dictionaries({"add": st.lists(st.sampled_from("xyz")), "del": st.lists(st.sampled_from("xyz"))}),
    st.text(max_size=3).map(lambda text: {"append": text}),
    st.integers(-2, 2).map(lambda number: {"inc": number}),
    st.dictionaries(st.sampled_from(("/data/a", "/data/c")), st.text(max_size=3), max_size=2),
)


@st.composite
def creations(draw: st.DrawFn) -> tuple[TypeSpec, dict[str, Any]]:
    """A type and a patch with names in any order, known and unknown, also such as no field can have."""
    spec = draw(st.sampled_from(sorted(vocabulary().types.values(), key=lambda each: each.name)))
    endings = [f"answers:/data/a{ending}" for each in spec.fields.values() for ending in each.endings]
    names = draw(st.lists(st.sampled_from([*spec.fields, *ENTRIES, *UNKNOWN, *endings]), unique=True, max_size=12))
    return spec, {name: draw(VALUES) for name in names}


def made(spec: TypeSpec, op: Incoming) -> tuple[Outcome, State]:
    """What comes of it, and what is kept. Who made a record wrote what has no entry of its own, so that one may be left out."""
    outcome = merge(spec, State(None), op)
    assert EXISTENCE in outcome.written
    state = stamped(outcome, State(None), op, 7)
    return replace(outcome, written=()), replace(state, writers=needed(spec, state.writers))


def needed(spec: TypeSpec, writers: Mapping[str, Writer]) -> dict[str, Writer]:
    """The entries without those that say of a plain unit what that of the whole record says too.

    Of a record that was made anew after its deletion it says so also of what the first making wrote: a later writer than
    the entry names, so that who knew only the first meets a clash rather than none.
    """
    whole = writers[EXISTENCE]
    early = {unit for unit, writer in writers.items() if writer == whole or writer.seq < whole.seq}
    plain = {unit for unit in early if unit != EXISTENCE and is_plain(spec, unit)}
    return {unit: writer for unit, writer in writers.items() if unit not in plain}


def is_plain(spec: TypeSpec, unit: str) -> bool:
    """Whether a unit is one value or a tuple of them: elements of sets keep their entries, as texts that grow do."""
    known = spec.spec(unit)
    return "+" not in unit and (known is None or known.rule in ("plain", "cautious"))


@given(creations(), st.booleans())
def test_a_new_record_is_the_same_by_either_way(given_of: tuple[TypeSpec, Mapping[str, Any]], forgotten: bool) -> None:
    spec, told = given_of
    op = Incoming("0a" * 16, 3, "create", 0, told, "u", "2026-01-02T03:04:05.678Z", forgotten)
    fresh = replace(spec)
    met_before = made(fresh, op), made(fresh, op)
    with the_long_way():
        long = made(spec, op)
    assert met_before == (long, long)


def test_names_beyond_bounds_are_not_kept_and_merge_the_same() -> None:
    spec = replace(vocabulary().types["child"])
    with patch.object(Places, "MOST", 3):
        told = {f"later{number}": number for number in range(9)} | {"x" * 300: 1}
        op = Incoming("0a" * 16, 3, "create", 0, told, "u", "2026-01-02T03:04:05.678Z")
        assert made(spec, op)[0].body == told
        assert len(spec.places.plain) == 3
        assert all(len(name) < 300 for name in spec.places.plain)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Laptop]:
    """The data of a server with one laptop, to be copied."""
    folder = tmp_path_factory.mktemp("begun")
    server = open_store(folder)
    add_office(server, OFFICE)
    add_office(server, BELOW)
    laptop = Laptop("", OFFICE, form="")
    told = (new_code(server, OFFICE), OFFICE, False, True, laptop.device, auth.public_of_signing(laptop.secret), (laptop.user,))
    body = enrolment.EnrolRequest(*told).encode()
    Enrolment(server).answer(auth.enrol_authorization(laptop.secret, body), body)
    server.close()
    laptop.first_user()
    return folder, laptop


@contextmanager
def copied(begun: Path) -> Iterator[Store]:
    """A server of its own with that data."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(begun, folder, dirs_exist_ok=True)
        server = open_store(Path(folder))
        try:
            yield server
        finally:
            server.close()


def rows(server: Store) -> dict[str, list[dict[str, Any]]]:
    """All that operations leave behind, without the instants of their arrival; writers by unit."""
    found: dict[str, list[dict[str, Any]]] = {}
    with server.read() as connection:
        names = connection.exec_driver_sql("SELECT id, type FROM record").all()
        types = {identity: vocabulary().types[name] for identity, name in names}
        for table in TABLES:
            kept = [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()]
            for row in kept:
                for name in OF_THE_MOMENT:
                    row.pop(name, None)
                if "writers" in row:
                    row["writers"] = needed(types[row["record"]], read_writers(row["writers"]))
            found[table] = sorted(kept, key=repr)
    return found


KINDS = ("create", "create", "edit", "delete")
TYPES = ("child", "case", "form_response", "facility")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(TYPES),
        st.integers(0, 3),
        st.dictionaries(
            st.sampled_from(("school", "risk_level", "disability", "restricted", *UNKNOWN, *ENTRIES)), VALUES, max_size=5
        ),
        st.sampled_from((OFFICE, BELOW, "0909", None)),
    ),
    min_size=1,
    max_size=10,
)


def record(type_name: str, which: int) -> str:
    """The id of a record of a test."""
    return f"0b8ff267-2cc5-4994-983b-7df27e6a88{which}{TYPES.index(type_name)}"


BELONGING: list[tuple[str, str, int, dict[str, Any], str | None]] = [
    ("create", "case", 1, {"child": record("child", 0), "later": 1}, None),
    ("create", "child", 0, {"school": "a"}, BELOW),
    ("create", "case", 0, {"child": record("child", 0), "risk_level": "high"}, None),
    ("create", "form_response", 0, {"case": record("case", 0), "answers:/data/a": "1"}, None),
    ("create", "form_response", 1, {"case": record("case", 0), "restricted": "hiv_rh", "answers:/data/b": "2"}, None),
    ("create", "form_response", 2, {"restricted": "reporter"}, "0909"),
    ("create", "facility", 0, {"later": "x"}, OFFICE),
]
"""Records below others, some of restricted groups, one before what it belongs to, one of an office that is not the device's."""


AGAIN: list[tuple[str, str, int, dict[str, Any], str | None]] = [
    ("create", "case", 0, {"later": "x"}, BELOW),
    ("delete", "case", 0, {}, None),
    ("create", "case", 0, {}, None),
]
"""A record that is deleted and made anew under its old name, as no laptop does by itself."""


def told_of(server: Store, laptop: Laptop, body: bytes) -> tuple[Any, ...]:
    """What the laptop is told, without what is drawn at random."""
    reply = decode_reply(codec.unpack(Exchange(server).answer(laptop.device, FORM, body), ""))
    return reply.head.have, reply.head.answered, reply.head.roots, reply.verdicts, reply.page, reply.logs


@settings(max_examples=25)
@given(STEPS, st.integers(1, 10))
@example(BELONGING, 4)
@example(AGAIN, 1)
def test_a_server_keeps_the_same_rows_by_either_way(
    begun: tuple[Path, Laptop], steps: Sequence[tuple[str, str, int, dict[str, Any], str | None]], cut: int
) -> None:
    folder, laptop = begun
    laptop.lines = laptop.lines[:1]
    for kind, type_name, which, told, office in steps:
        identity = record(type_name, which)
        laptop.op(kind, type_name, identity, {**told, **({"office": office} if office else {})} if kind != "delete" else {})
    bodies = [codec.pack(laptop.request(first, count), "") for first, count in ((1, cut), (1, len(laptop.lines)))]
    with copied(folder) as short, copied(folder) as long:
        told_short = [told_of(short, laptop, body) for body in bodies]
        with the_long_way():
            told_long = [told_of(long, laptop, body) for body in bodies]
        assert told_short == told_long
        kept = rows(short)
        assert kept == rows(long)
        assert len(kept["op_log"]) == len(laptop.lines)
