"""What the foot of the window says of the connection, for every way in which an exchange can end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.data.keeping.keys import Profile
from app.data.outbox import dispatch
from app.services.exchange.sync_state import sync_state
from app.services.office.offices import Session, create_office
from app.syncing.exchange import LAST_RESULT
from sync.client.ports import NO_USE_NOW

OFFICE = "1601"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = create_office(
        tmp_path_factory.mktemp("one"), OFFICE, "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)
    ).session
    yield made
    made.close()


def connected(office: Session, result: str) -> bool | None:
    """What is told after an exchange that ended so."""
    with office.database.transaction() as connection:
        dispatch.put_meta(connection, LAST_RESULT, result)
    with office.read() as reader:
        return sync_state(reader).connected


@pytest.mark.parametrize("code", sorted(NO_USE_NOW | {"link_cut", "server_not_komar"}))
def test_where_the_server_was_not_reached_there_was_no_connection(office: Session, code: str) -> None:
    assert connected(office, code) is False


@pytest.mark.parametrize(
    "code", ["ok", "server_busy", "server_error", "update_needed", "device_revoked", "device_unknown", "server_refused"]
)
def test_a_server_that_answered_was_reached(office: Session, code: str) -> None:
    assert connected(office, code) is True
