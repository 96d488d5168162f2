"""What one laptop shows is what the server makes of its operations when nobody else writes: capture, overlay, merge agree."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.data.outbox.outbox import Op
from app.domain.records import Actor
from sync.merge import Incoming, State, merge, stamped
from sync.schema import vocabulary
from tests.data.support import all_ops
from tests.data.test_capture import bodies, kinds

USERS = [Actor("u0", "a", "0203"), Actor("u1", "b", "0203")]


def on_the_server(ops: list[Op]) -> State:
    """The record after all its operations."""
    state = State(None)
    for number, op in enumerate(ops, 1):
        incoming = Incoming(op.incarnation, op.seq, op.kind, op.base[1], op.patch, op.user, op.at)
        outcome = merge(vocabulary().types[op.type], state, incoming)
        assert outcome.conflicts == ()
        state = stamped(outcome, state, incoming, number)
    return state


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), kinds)
def test_the_server_ends_with_what_the_laptop_shows(database: Database, data: st.DataObject, kind: str) -> None:
    with database.write(USERS[0], "x") as uow:
        record = uow.create(kind, data.draw(bodies[kind]))
    for user, what, body in data.draw(
        st.lists(st.tuples(st.integers(0, 1), st.sampled_from("uuuud"), bodies[kind]), max_size=8)
    ):
        with database.write(USERS[user], "x") as uow:
            present = uow.maybe(kind, record) is not None
            if what == "d" and present:
                uow.delete(kind, record)
            elif present:
                uow.update(kind, record, body)
            else:
                uow.create(kind, body, record_id=record)
    state = on_the_server([op for op in all_ops(database) if op.record == record])
    with database.read(USERS[0]) as reader:
        shown = reader.maybe(kind, record)
    expected: dict[str, Any] | None = None if state.deleted or state.body is None else dict(state.body)
    assert (dict(shown.values) if shown else None) == expected
