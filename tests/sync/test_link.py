"""The real HTTP stack over bad links: what stalls, drips, breaks off, is faked or stands between; every fault by its name."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from sync.client.portal import behind_portal
from sync.client.ports import ExchangeFault, Identity
from sync.client.session import Session
from sync.client.transport import HttpTransport
from sync.client.wire import Proxy, Trust, pinned_key
from sync.protocol import auth
from tests.support.bad_link import BadLink
from tests.support.certificates import DAY, certificate, new_key
from tests.support.server import RunningServer
from tests.support.strangers import PAGE, Act, Stranger, answer, drips, hangs_up, says, silent, tunnel

STALL = 0.4
HEALTH = "/v1/nothing"


def transport(url: str, trust: Trust | None = None, proxy: Proxy | None = None) -> HttpTransport:
    """A transport that loses patience soon."""
    return HttpTransport(url, trust, proxy or Proxy("none"), stall=STALL, connect=2.0)


def fault(made: HttpTransport, body: bytes = b"x") -> str:
    """The code of the fault that a request ends with."""
    try:
        with pytest.raises(ExchangeFault) as caught:
            made.send("POST", "/v1/exchange", body, {})
    finally:
        made.close()
    return caught.value.code


def met(act: Act) -> str:
    """The fault that a stranger causes."""
    with Stranger(act) as stranger:
        return fault(transport(stranger.url))


def test_silence_and_broken_answers_are_a_cut_link() -> None:
    assert met(silent) == "link_cut"
    assert met(hangs_up()) == "link_cut"
    assert met(hangs_up(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123")) == "link_cut"
    assert met(says(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123")) == "link_cut", "cut short with the right length"
    whole = answer("200 OK", b"", "Content-Type: application/json")
    for place in range(1, len(whole)):
        assert met(says(whole[:place])) == "link_cut", whole[:place]
    assert met(says(b"SSH-2.0-OpenSSH_9.6\r\n")) == "link_cut"


@pytest.mark.parametrize("at_once", [0, 60], ids=["head", "body"])
def test_an_answer_that_only_drips_is_cut(at_once: int) -> None:
    began = monotonic()
    assert met(drips(answer("200 OK", b"x" * 50_000), STALL / 4, at_once)) == "link_cut"
    assert monotonic() - began < 10 * STALL + 4


def test_counts_are_what_went_through(server: RunningServer) -> None:
    with BadLink(server.port) as link:
        made = transport(link.url)
        for method, body in (("GET", b""), ("HEAD", b""), ("POST", b"x" * 20_000), ("PATCH", b"y"), ("POST", b"")):
            made.send(method, HEALTH, body, {"X-Any": "thing"})
        made.close()
        assert link.counts.connections == 1, "one connection for all"
        assert (made.bytes_up, made.bytes_down) == (link.counts.up, link.counts.down)


def test_an_upload_may_take_longer_than_a_stall(server: RunningServer) -> None:
    with BadLink(server.port, bytes_per_s=4e6) as link:
        made = transport(link.url)
        began = monotonic()
        assert made.send("POST", HEALTH, b"x" * 6_000_000, {}).status == 404
        assert monotonic() - began > 2 * STALL
        made.close()


def test_who_does_not_take_what_is_sent_is_a_cut_link() -> None:
    with Stranger(silent, deaf=True) as stranger:
        began = monotonic()
        assert fault(transport(stranger.url), b"x" * 30_000_000) == "link_cut"
        assert monotonic() - began < 10 * STALL


def test_no_server_and_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with Stranger(silent) as stranger:
        url = stranger.url
    assert fault(transport(url)) == "no_connection"

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert fault(transport("http://komar.invalid")) == "no_name"


def test_a_request_is_ended_by_another_hand() -> None:
    with Stranger(silent) as stranger:
        made = HttpTransport(stranger.url, None, Proxy("none"), stall=60.0)
        began = monotonic()
        hand = threading.Timer(0.3, made.abort)
        hand.start()
        assert fault(made) == "link_cut"
        hand.join()
        assert monotonic() - began < 10


# ---- who answers ----

STRANGERS = {
    "302 to a sign-in page": (answer("302 Found", b"", "Location: http://login.wifi.example/?to=komar"), "portal"),
    "307 to a sign-in page": (answer("307 Temporary Redirect", b"", "Location: https://10.0.0.1/login"), "portal"),
    "a page": (answer("200 OK", PAGE, "Content-Type: text/html; charset=utf-8"), "portal"),
    "a page that says nothing of itself": (answer("200 OK", PAGE), "portal"),
    "511": (answer("511 Network Authentication Required", PAGE, "Content-Type: text/html"), "portal"),
    "407": (answer("407 Proxy Authentication Required", b"", 'Proxy-Authenticate: Basic realm="x"'), "proxy_sign_in"),
    "a filter": (answer("403 Forbidden", PAGE, "Content-Type: text/html"), "proxy_refuses"),
    "a gateway without its server": (answer("502 Bad Gateway", PAGE, "Content-Type: text/html"), "server_busy"),
    "another service": (answer("200 OK", b"{}", "Content-Type: application/json"), "server_not_komar"),
    "another place of the same service": (answer("301 Moved", b"", "Location: /login"), "server_not_komar"),
    "nothing there": (answer("404 Not Found", PAGE, "Content-Type: text/html"), "server_not_komar"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_who_does_not_echo_the_request_is_not_the_server(name: str) -> None:
    content, code = STRANGERS[name]
    with Stranger(says(content)) as stranger:
        made = transport(stranger.url)
        me = Identity("t1", auth.new_signing_key(), auth.public_of_exchange(auth.new_exchange_key()), 1)
        with pytest.raises(ExchangeFault) as caught:
            Session(me, made).exchange([b"[]"])
        made.close()
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        (("Retry-After: 90",), 90.0),
        (("Date: Fri, 01 Jan 2016 00:00:00 GMT", "Retry-After: Fri, 01 Jan 2016 00:02:00 GMT"), 120.0),
        (("Retry-After: soon",), None),
    ],
)
def test_a_wait_is_kept_to_by_the_answers_own_clock(headers: tuple[str, ...], wait: float | None) -> None:
    with Stranger(says(answer("503 Service Unavailable", b"", *headers))) as stranger:
        made = transport(stranger.url)
        me = Identity("t1", auth.new_signing_key(), auth.public_of_exchange(auth.new_exchange_key()), 1)
        with pytest.raises(ExchangeFault) as caught:
            Session(me, made).exchange([b"[]"])
        made.close()
    assert (caught.value.code, caught.value.retry_after) == ("server_busy", wait)


def test_a_sign_in_page_behind_broken_tls_is_found_without_it() -> None:
    page = answer("302 Found", b"", "Location: http://login.wifi.example/")
    for content, found in (
        (page, True),
        (answer("511 Network Authentication Required", PAGE), True),
        (answer("301 Moved", b"", "Location: https://127.0.0.1/"), False),
        (answer("200 OK", PAGE, "Content-Type: text/html"), False),
    ):
        with Stranger(says(content)) as stranger:
            assert behind_portal("https://127.0.0.1:8443", stranger.port) is found
    with Stranger(silent) as stranger:
        port = stranger.port
    assert not behind_portal("https://127.0.0.1:8443", port)


# ---- TLS ----


def test_a_pinned_certificate_is_trusted_and_a_session_of_tls_goes_on(server: RunningServer, tmp_path: Path) -> None:
    shown = certificate(tmp_path, new_key())
    with BadLink(server.port, shown=shown.server) as link:
        made = transport(link.url, Trust(shown.pem))
        assert made.send("GET", HEALTH, b"", {}).status == 404
        assert (made.line.resumed, made.line.key) == (0, pinned_key(shown.pem))
        made.abort()
        assert made.send("GET", HEALTH, b"", {}).status == 404
        assert (link.counts.connections, made.line.resumed) == (2, 1)
        assert not made.line.date_ignored
        made.close()


@pytest.mark.parametrize(("first", "last"), [(-9 * DAY, -DAY), (3650 * DAY, 3660 * DAY)], ids=["expired", "not yet valid"])
def test_a_dead_clock_battery_stops_nothing_where_the_key_is_known(
    server: RunningServer, tmp_path: Path, first: timedelta, last: timedelta
) -> None:
    key = new_key()
    shown = certificate(tmp_path, key, first, last)
    with BadLink(server.port, shown=shown.server) as link:
        assert fault(transport(link.url, Trust(shown.pem))) == "tls_date", "no key is known"
        assert fault(transport(link.url, Trust(shown.pem, pinned_key(certificate(tmp_path, new_key()).pem)))) == "tls"
        made = transport(link.url, Trust(shown.pem, pinned_key(shown.pem)))
        assert made.send("GET", HEALTH, b"", {}).status == 404
        assert made.line.date_ignored
        made.close()


def test_a_clock_that_was_put_right_is_seen_with_the_next_exchange(server: RunningServer, tmp_path: Path) -> None:
    key = new_key()
    expired, good = certificate(tmp_path, key, -9 * DAY, -DAY), certificate(tmp_path, key)
    with BadLink(server.port, shown=expired.server) as link:
        made = transport(link.url, Trust(expired.pem + good.pem, pinned_key(good.pem)))
        for _ in range(2):
            made.begin()
            assert made.send("GET", HEALTH, b"", {}).status == 404
            assert made.line.date_ignored, "the date does not fit yet"
        link.shown = good.server
        for _ in range(2):
            made.begin()
            assert made.send("GET", HEALTH, b"", {}).status == 404
            assert not made.line.date_ignored
        assert link.counts.connections == 3, "where the date fits, the connection is kept"
        made.close()


def test_a_key_that_was_renewed_while_the_clock_was_wrong_is_taken(server: RunningServer, tmp_path: Path) -> None:
    expired, renewed = certificate(tmp_path, new_key(), -9 * DAY, -DAY), certificate(tmp_path, new_key())
    with BadLink(server.port, shown=expired.server) as link:
        made = transport(link.url, Trust(expired.pem + renewed.pem, pinned_key(expired.pem)))
        assert made.send("GET", HEALTH, b"", {}).status == 404
        assert made.line.date_ignored
        link.shown = renewed.server
        made.abort()
        assert made.send("GET", HEALTH, b"", {}).status == 404
        assert (made.line.date_ignored, made.line.key) == (False, pinned_key(renewed.pem))
        link.shown = certificate(tmp_path, new_key(), -9 * DAY, -DAY).server
        made.abort()
        assert fault(made) == "tls", "what nobody vouches for stays refused"


def test_a_clock_that_goes_wrong_after_the_key_was_renewed_stops_nothing(server: RunningServer, tmp_path: Path) -> None:
    old, key = certificate(tmp_path, new_key()), new_key()
    renewed, later = certificate(tmp_path, key), certificate(tmp_path, key, -9 * DAY, -DAY)
    replaced = certificate(tmp_path, new_key(), -9 * DAY, -DAY)
    with BadLink(server.port, shown=old.server) as link:
        made = transport(link.url, Trust(old.pem + renewed.pem + later.pem + replaced.pem, pinned_key(old.pem)))
        for shown, odd in ((old, False), (renewed, False), (later, True)):
            link.shown = shown.server
            made.abort()
            made.begin()
            assert made.send("GET", HEALTH, b"", {}).status == 404
            assert made.line.date_ignored is odd
        link.shown = replaced.server
        made.abort()
        assert fault(made) == "tls", "neither its date holds nor is its key the last one that held"


def test_while_the_clock_is_wrong_all_but_the_date_is_looked_at(server: RunningServer, tmp_path: Path) -> None:
    key = new_key()
    expired, elsewhere = certificate(tmp_path, key, -9 * DAY, -DAY), certificate(tmp_path, key, address="127.0.0.2")
    strange, other = certificate(tmp_path, key), certificate(tmp_path, new_key(), -9 * DAY, -DAY)
    trust = Trust(expired.pem + elsewhere.pem + other.pem, pinned_key(expired.pem))
    for shown in (elsewhere, strange, other):
        with BadLink(server.port, shown=expired.server) as link:
            made = transport(link.url, trust)
            assert made.send("GET", HEALTH, b"", {}).status == 404
            assert made.line.date_ignored
            link.shown = shown.server
            made.abort()
            assert fault(made) == "tls", "another address, nobody who vouches for it, another key"


def test_a_certificate_that_is_wrong_in_more_than_its_date_is_refused(server: RunningServer, tmp_path: Path) -> None:
    key = new_key()
    pinned = certificate(tmp_path, key)
    for shown in (certificate(tmp_path, new_key()), certificate(tmp_path, key, -9 * DAY, -DAY, address="127.0.0.2")):
        with BadLink(server.port, shown=shown.server) as link:
            trust = Trust(pinned.pem if shown.pem != pinned.pem else "", pinned_key(pinned.pem))
            assert fault(transport(link.url, trust)) == "tls"
    with BadLink(server.port, shown=pinned.server) as link:
        assert fault(transport(link.url)) == "tls", "nobody known vouches for it"


# ---- proxies ----


def test_a_proxy_is_gone_through_and_its_refusals_have_names(server: RunningServer, tmp_path: Path) -> None:
    shown = certificate(tmp_path, new_key())
    trust = Trust(shown.pem)
    with BadLink(server.port, shown=shown.server) as link, Stranger(tunnel("sok", "p:w ៥")) as proxy:
        address = f"127.0.0.1:{proxy.port}"
        made = transport(link.url, trust, Proxy("own", address, "sok", "p:w ៥"))
        assert made.send("GET", HEALTH, b"", {}).status == 404
        made.close()
        assert fault(transport(link.url, trust, Proxy("own", address))) == "proxy_sign_in"
        with Stranger(tunnel(refusal=answer("403 Forbidden", PAGE))) as strict:
            address = f"127.0.0.1:{strict.port}"
            assert fault(transport(link.url, trust, Proxy("own", address))) == "proxy_refuses"
        assert fault(transport(link.url, trust, Proxy("own", address))) == "proxy_gone"
        assert fault(transport(link.url, trust, Proxy("own", "no address at all"))) == "proxy_gone"


def test_the_systems_proxy_is_used_unless_none_is_wanted(
    server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = certificate(tmp_path, new_key())
    with BadLink(server.port, shown=shown.server) as link, Stranger(tunnel()) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "")
        for way, seen in ((Proxy("none"), 0), (Proxy("system"), 1)):
            made = transport(link.url, Trust(shown.pem), way)
            assert made.send("GET", HEALTH, b"", {}).status == 404
            made.close()
            assert len(proxy.heads) == seen
