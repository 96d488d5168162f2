"""A whole laptop over TLS, a dead clock battery and a proxy: what goes through, what is counted, what people are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data import meter
from app.data.keeping.keys import Profile
from app.domain.errors import EnvironmentFault
from app.services.exchange import exchange
from app.services.exchange.link import link, set_proxy
from app.services.exchange.sync_alarms import sync_alarms
from app.services.exchange.sync_state import sync_state
from app.services.office.offices import Session, create_office
from sync.client.portal import behind_portal
from tests.support.bad_link import BadLink
from tests.support.certificates import DAY, Certificate, certificate, new_key
from tests.support.server import RunningServer, quick_code, quick_office, serving
from tests.support.strangers import Stranger, answer, says, tunnel

OFFICE = "0203"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with serving(tmp_path / "server") as running:
        quick_office(running, OFFICE)
        yield running


@pytest.fixture
def laptop(server: RunningServer, tmp_path: Path) -> Iterator[Session]:
    """Enrolled, and nothing counted yet."""
    made = create_office(tmp_path / "one", OFFICE, "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    exchange.enrol(made, server.url, quick_code(server, OFFICE))
    yield made
    exchange.leave(made)
    made.close()


def move(session: Session, url: str, *shown: Certificate) -> None:
    """The server under another address, with the certificates that its enrolment would have pinned."""
    exchange.leave(session)
    with session.write("move") as uow:
        stored = json.loads(uow.meta("sync_enrolment") or "")
        uow.put_meta("sync_enrolment", json.dumps({**stored, "url": url, "certificate": "".join(each.pem for each in shown)}))


def told(session: Session) -> tuple[str, ...]:
    """The alarms that stand."""
    with session.read() as reader:
        return sync_alarms(reader).standing


def add(session: Session) -> None:
    """Something to send."""
    with session.write("register_child") as uow:
        uow.create("child", {"office": OFFICE, "school": "x"})


def test_a_dead_clock_battery_is_told_until_the_date_fits_again(server: RunningServer, laptop: Session, tmp_path: Path) -> None:
    key = new_key()
    expired, good = certificate(tmp_path, key, -9 * DAY, -DAY), certificate(tmp_path, key)
    with BadLink(server.port, shown=expired.server) as line:
        move(laptop, line.url, expired)
        report = exchange.exchange(laptop)
        assert report.clock_odd
        assert told(laptop) == ("clock",)
    with BadLink(server.port, shown=good.server) as line:
        move(laptop, line.url, good)
        add(laptop)
        report = exchange.exchange(laptop)
        assert (report.sent, report.clock_odd, told(laptop)) == (1, False, ())


def test_a_clock_that_was_put_right_is_told_without_a_restart(server: RunningServer, laptop: Session, tmp_path: Path) -> None:
    key = new_key()
    expired, good = certificate(tmp_path, key, -9 * DAY, -DAY), certificate(tmp_path, key)
    with BadLink(server.port, shown=expired.server) as line:
        move(laptop, line.url, expired, good)
        for _ in range(2):
            assert exchange.exchange(laptop).clock_odd
            assert told(laptop) == ("clock",)
        line.shown = good.server
        assert not exchange.exchange(laptop).clock_odd
        assert told(laptop) == ()


def test_the_meter_counts_what_the_line_carries(server: RunningServer, laptop: Session) -> None:
    with laptop.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meter")
    for _ in range(30):
        add(laptop)
    with BadLink(server.port) as line:
        with laptop.write("move") as uow:
            stored = json.loads(uow.meta("sync_enrolment") or "")
            uow.put_meta("sync_enrolment", json.dumps({**stored, "url": line.url}))
        exchange.leave(laptop)
        exchange.exchange(laptop)
        exchange.leave(laptop)
    with laptop.read() as reader:
        [month] = link(reader).months
    assert month.bytes == line.counts.up + line.counts.down
    assert month.month == meter.month_of(laptop.database.clock.now())
    assert month.records.requests > 0


def test_a_proxy_is_taken_from_the_settings_and_its_faults_are_told(
    server: RunningServer, laptop: Session, tmp_path: Path
) -> None:
    shown = certificate(tmp_path, new_key())
    with BadLink(server.port, shown=shown.server) as line, Stranger(tunnel("sok", "secret")) as proxy:
        move(laptop, line.url, shown)
        address = f"127.0.0.1:{proxy.port}"
        set_proxy(laptop, "own", address)
        with pytest.raises(EnvironmentFault, match="proxy_sign_in"):
            exchange.exchange(laptop)
        with laptop.read() as reader:
            assert sync_state(reader).connected is False
        set_proxy(laptop, "own", address, "sok", "secret")
        exchange.exchange(laptop)
        with laptop.read() as reader:
            assert sync_state(reader).connected is True


def test_a_sign_in_page_where_tls_is_not_let_through_is_told_as_such(laptop: Session, tmp_path: Path) -> None:
    page = answer("302 Found", b"", "Location: http://login.wifi.example/")
    with Stranger(says(page)) as gone:
        closed = gone.port
    with Stranger(says(page)) as wifi, pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.syncing.link.behind_portal", lambda url: behind_portal(url, wifi.port))
        move(laptop, f"https://127.0.0.1:{closed}", certificate(tmp_path, new_key()))
        with pytest.raises(EnvironmentFault, match="portal"):
            exchange.exchange(laptop)
