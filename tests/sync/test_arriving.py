"""Records that come to a laptop for the first time, many at once, over what already waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.keeping.keys import Profile
from app.data.outbox import outbox
from app.services.office.offices import create_office
from sync.protocol.lines import GoneLine
from tests.support.far import SCOPE, Far, record


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Far]:
    """A laptop and what comes to it."""
    session = create_office(tmp_path / "one", "0203", "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    yield Far(session)
    session.close()


def test_inv_3_an_operation_on_what_was_not_here_lies_over_it_when_it_comes(far: Far) -> None:
    start = far.here()
    line = record(start + 1, {"school": "server", "how_to_find": "server"})
    with far.session.database.transaction() as connection:
        outbox.add_op(connection, far.session.database.clock, "somebody", "edit", line.record, "child", {"school": "mine"})
    far.page(line, record(start + 2, {"school": "other"}), end=start + 2)
    with far.session.read() as reader:
        shown = reader.get("child", line.record)
    assert (shown.text("school"), shown.text("how_to_find")) == ("mine", "server")


def test_what_could_not_be_taken_in_goes_with_its_record(far: Far) -> None:
    start = far.here()
    strange = record(start + 1, {"words": "of nobody else"}, "of_tomorrow")
    broken = record(start + 2, {"school": "half a sign \ud800"})
    far.page(strange, broken, end=start + 3)
    assert len(parked(far)) == 2
    far.page(*(GoneLine(SCOPE, line.record, start + 4) for line in (strange, broken)), end=start + 4)
    assert parked(far) == []
    far.page(record(start + 5, {"words": "x"}, "of_tomorrow"), end=start + 5)
    assert len(parked(far)) == 1


def parked(far: Far) -> list[str]:
    """Records of which a line is kept aside."""
    with far.session.database.transaction() as connection:
        return list(connection.exec_driver_sql("SELECT record FROM parked").scalars())
