"""The link of this computer: whom to trust, the way out of the network, and bytes counted into the meter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.data import meter
from app.data.database import Database
from app.data.outbox import dispatch
from app.syncing.identity import Enrolment
from sync.client.portal import behind_portal
from sync.client.ports import ExchangeFault, LinkFault
from sync.client.transport import HttpTransport
from sync.client.wire import Proxy, Trust, pinned_key

SERVER_KEY = "sync_server_key"
"""The public key that the server showed when its certificate held: it stands in where only the date does not fit."""
CLOCK_ODD = "sync_clock_odd"
"""`1` while the server is known by its key alone."""
_MAY_BE_A_PORTAL = frozenset({"tls", "link_cut", "no_connection"})


def trust_now(database: Database, enrolment: Enrolment) -> Trust:
    """Whom to trust: the certificate that the enrolment pinned, else the system's authorities, and the key seen last."""
    with database.transaction() as connection:
        seen = dispatch.meta(connection, SERVER_KEY) or ""
    return Trust(enrolment.certificate, pinned_key(enrolment.certificate) if enrolment.certificate else seen)


def keep_key(database: Database, transport: HttpTransport) -> None:
    """Keeps the server's key for a day on which the clock is wrong, and whether that is today."""
    odd, key = str(int(transport.line.date_ignored)), transport.line.key
    with database.transaction() as connection:
        if dispatch.meta(connection, CLOCK_ODD) != odd:
            dispatch.put_meta(connection, CLOCK_ODD, odd)
        if key and odd == "0" and dispatch.meta(connection, SERVER_KEY) != key:
            dispatch.put_meta(connection, SERVER_KEY, key)


def proxy_now(database: Database) -> Proxy:
    """The way out of the network that was set for this computer."""
    with database.transaction() as connection:
        told = meter.proxy(connection)
    kind = told.get("kind", "")
    if kind == "own" and told.get("address"):
        return Proxy("own", told["address"], told.get("user", ""), told.get("password", ""))
    return Proxy("none") if kind == "none" else Proxy()


def named(fault: ExchangeFault, url: str) -> ExchangeFault:
    """The fault, or the network's sign-in page that is behind it: where TLS only breaks, that is looked at without."""
    if fault.code in _MAY_BE_A_PORTAL and url.startswith("https:") and behind_portal(url):
        return LinkFault("portal")
    return fault


@contextmanager
def counted(database: Database, transport: HttpTransport, what: meter.What) -> Iterator[None]:
    """Counts what goes over the link within the block into the meter of this month, whether it ends well or not."""
    before = (transport.bytes_up, transport.bytes_down, transport.requests)
    try:
        yield
    finally:
        after = (transport.bytes_up, transport.bytes_down, transport.requests)
        use = meter.Use(*(now - then for now, then in zip(after, before, strict=True)))
        with database.transaction() as connection:
            meter.add(connection, meter.month_of(database.clock.now()), what, use)
