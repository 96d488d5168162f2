"""Every type that can be restricted, on a real server: a device without the right never receives a byte of it (practice P1)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.data.fields import fields, follows
from app.domain.ids import new_id
from sync.schema import vocabulary
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.data.privacy.kinds import group_code
from tests.support.laptop import Laptop
from tests.support.near import Near, colleague, near

OFFICE = "0601"
TOKEN = "zqsecret"
ABLE = sorted(name for name, spec in vocabulary().types.items() if spec.restricted or spec.restricted_by)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("server"))
    add_office(opened, OFFICE)
    yield opened
    opened.close()


def today(laptop: Near) -> Near:
    """A laptop that knows the vocabulary of today."""
    laptop.schema = vocabulary().version
    return laptop


@pytest.fixture(scope="module")
def head(store: Store) -> Near:
    """A laptop of the office whose user holds every right."""
    return near(store, OFFICE)


@pytest.fixture(scope="module")
def plain(store: Store, head: Near) -> Near:
    """Another one, whose user holds none."""
    user = new_id()
    patch = {"office": OFFICE, "name": "P", "active": True, "roles": {"add": ["caseworker"], "del": []}}
    head.op("create", "user", user, patch)
    assert head.push().verdicts == ()
    return today(near(store, OFFICE, user))


@pytest.fixture(scope="module")
def full(store: Store, head: Near) -> Near:
    """A third one, of the user who holds every right."""
    return today(near(store, OFFICE, head.user))


def parent_of(laptop: Laptop, type_name: str) -> dict[str, str]:
    """What a record of a type belongs to, made anew up to the case; nothing for one with an office of its own."""
    above = follows(type_name)
    if not above:
        return {"office": OFFICE}
    field = next((name for name in above if name in ("case", "child", "note", "incident", "call", "response")), above[0])
    kind = {"response": "form_response"}.get(field, field)
    made = new_id()
    laptop.op("create", kind, made, parent_of(laptop, kind))
    return {field: made}


@pytest.mark.parametrize("name", ABLE)
def test_a_device_without_the_right_receives_nothing_of_it(head: Near, plain: Near, full: Near, name: str) -> None:
    spec = vocabulary().types[name]
    code = "sexual_violence" if spec.restricted_by == "restricted" else group_code(name)
    values: dict[str, object] = dict(parent_of(head, name))
    values |= {field: f"{TOKEN} {name}" for field, info in fields(name).items() if info.kind == "text" and info.group is None}
    values |= {spec.restricted_by: code} if spec.restricted_by else {}
    record = new_id()
    head.op("create", name, record, values)
    assert head.push().verdicts == ()
    plain.pull()
    full.pull()
    assert TOKEN.encode() not in plain.received
    assert f"{TOKEN} {name}".encode() in full.received or name == "incident_kind", "only that one has no text"
    assert record not in plain.bodies
    assert record in full.bodies


def secret_scope(laptop: Near) -> set[str]:
    """The scopes of a laptop that are for visits not announced."""
    return {scope for scope in laptop.cursors if scope.endswith("/unannounced")}


def test_a_visit_that_is_not_announced_goes_with_the_role_of_who_inspects(store: Store, head: Near, plain: Near) -> None:
    """P28: nobody gives or takes a right for it; a laptop whose last inspector became a clerk has it no more."""
    inspector = near(store, OFFICE, colleague(head, roles=("inspector",)))
    assert secret_scope(inspector) == set(), "an older laptop is told of no scope that it does not know"
    today(inspector)
    home, secret, public = new_id(), new_id(), new_id()
    head.op("create", "facility", home, {"office": OFFICE})
    head.op("create", "visit_plan", secret, {"facility": home, "notice": "unannounced", "note": TOKEN})
    head.op("create", "visit_plan", public, {"facility": home, "notice": "announced"})
    assert head.push().verdicts == ()
    for laptop in (inspector, plain):
        laptop.pull()
    assert (secret in inspector.bodies, public in inspector.bodies) == (True, True)
    assert (secret in plain.bodies, public in plain.bodies) == (False, True)
    inspector.op("edit", "visit_plan", secret, {"month": 9}, inspector.version(secret))
    assert inspector.push().verdicts == ()
    plain.op("create", "visit_plan", new_id(), {"facility": home, "notice": "unannounced"})
    assert [verdict.verdict for verdict in plain.push().verdicts] == ["held"], "a caseworker plans none"
    roles = {"roles": {"add": ["clerk"], "del": ["inspector"]}}
    head.op("edit", "user", inspector.user, roles, head.version(inspector.user))
    assert head.push().verdicts == ()
    assert inspector.exchange(count=0).read.head.dropped == (f"o:{OFFICE}/unannounced",)
