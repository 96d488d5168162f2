"""HTTP by requests: one kept-alive connection, few headers, a stall instead of a total time-out, bytes counted."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from time import monotonic
from urllib.parse import urlsplit

import requests
import urllib3
from requests.utils import get_environ_proxies
from urllib3.util import SKIP_HEADER

from sync.client.ports import Answer, LinkFault
from sync.client.wire import DATE_FAULTS, Adapter, Line, Proxy, Trust
from sync.protocol.limits import BODY_MAX, CONNECT_SECONDS, STALL_SECONDS

_PIECE = 4096
_SLOWEST = 4096.0
"""Bytes a second below which an upload may count as stalled."""
_LEAST = 2048
"""Bytes that must come within each stall time: less is no answer, only somebody who keeps the line busy."""
_ANSWER_MAX = 2 * BODY_MAX


class HttpTransport:
    """Requests to one server. `connect` and `stall` are seconds; a stall is that long without a byte, either way."""

    def __init__(
        self,
        url: str,
        trust: Trust | None = None,
        proxy: Proxy | None = None,
        stall: float = STALL_SECONDS,
        connect: float = CONNECT_SECONDS,
    ) -> None:
        self.url = url.rstrip("/")
        self.bytes_up = self.bytes_down = self.requests = 0
        self.gone = threading.Event()
        """Set whenever a body has been handed to the system, or its request has ended."""
        self.line = Line(trust or Trust(), stall)
        self._connect, self._stall = connect, stall
        self._host = urlsplit(self.url).netloc
        self._session = requests.Session()
        self._session.headers.clear()
        self._session.headers["User-Agent"] = "komar"
        self._session.headers["Accept-Encoding"] = SKIP_HEADER  # nobody packs what is not asked for, and the words cost bytes
        adapter = Adapter(self.line)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        self._session.trust_env = False  # else a file .netrc would put its own sign-in in place of ours
        self._proxy = proxy or Proxy()

    def _proxies(self) -> dict[str, str]:
        """The way out; the system's settings are looked at with each request, as a laptop moves between networks."""
        if self._proxy.kind == "system":
            return get_environ_proxies(self.url)
        return {"http": self._proxy.url, "https": self._proxy.url} if self._proxy.kind == "own" else {}

    def close(self) -> None:
        """Ends the connection."""
        self._session.close()

    def begin(self) -> None:
        """An exchange begins: where the clock was wrong, it may be right by now, and only a new connection shows that."""
        if self.line.date_ignored:
            self.line.date_ignored = False
            self._session.close()

    def abort(self) -> None:
        """Ends the request that is under way, from another thread; it fails as a cut link does."""
        self.line.cut()

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends and reads the whole answer.

        LinkFault `no_connection`, `no_name`, `link_cut`, `tls`, `tls_date`, `proxy_gone`, `proxy_sign_in`, `proxy_refuses`.
        """
        self.requests += 1
        if self.line.date_ignored:
            try:
                return self._tried(method, path, body, headers)
            except requests.exceptions.SSLError:
                self.line.date_ignored = False  # a renewed certificate has another key: its date may well hold by now
        try:
            return self._tried(method, path, body, headers)
        except requests.exceptions.SSLError as reason:
            if not _only_the_date(reason):
                raise LinkFault("tls") from reason
            if not self.line.expected:
                raise LinkFault("tls_date") from reason
        self.line.date_ignored = True
        try:
            return self._tried(method, path, body, headers)
        except requests.exceptions.SSLError as reason:
            self.line.date_ignored = False
            raise LinkFault("tls") from reason

    def _tried(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """One try; faults of TLS go through."""
        try:
            return self._send(method, path, body, headers)
        except requests.exceptions.SSLError:
            raise
        except requests.exceptions.InvalidURL as reason:  # the server's was looked at when it was typed
            raise LinkFault("proxy_gone") from reason
        except requests.exceptions.ProxyError as reason:
            raise LinkFault(_proxy_fault(reason)) from reason
        except requests.exceptions.ConnectTimeout as reason:
            raise LinkFault("no_connection") from reason
        except requests.exceptions.ConnectionError as reason:
            raise LinkFault(_connection_fault(reason)) from reason
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as reason:
            raise LinkFault("link_cut") from reason

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The exchange with the socket."""
        data = _Pieces(self, body) if body else b"" if method in ("POST", "PATCH", "PUT") else None
        prepared = self._session.prepare_request(requests.Request(method, self.url + path, headers=dict(headers), data=data))
        self.bytes_up += len(f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n")
        self.bytes_up += sum(len(name) + len(value) + 4 for name, value in prepared.headers.items() if value != SKIP_HEADER)
        # What was handed to the system may still wait there when the sending ends, and the answer can only come after it.
        stall = self._stall + len(body) / _SLOWEST
        watch = threading.Timer(2 * stall + self._connect, self.line.cut)  # a head that drips is cut, too
        watch.daemon = True
        watch.start()
        try:
            answer = self._session.send(
                prepared, timeout=(self._connect, stall), allow_redirects=False, proxies=self._proxies(), stream=True
            )
        finally:
            watch.cancel()
            self.gone.set()
        with answer:
            self.bytes_down += len(f"HTTP/1.1 {answer.status_code} {answer.reason}\r\n\r\n")
            self.bytes_down += sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
            content = self._read(answer)
            self.line.answered()
            return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, content)

    def _read(self, answer: requests.Response) -> bytes:
        """The body, piece by piece as it comes; one that only drips is cut."""
        pieces: list[bytes] = []
        size = before = 0
        since = monotonic()
        packed = "content-encoding" in answer.headers
        while piece := answer.raw.read1(_PIECE, decode_content=packed):
            size += len(piece)
            self.bytes_down += len(piece)
            pieces.append(piece)
            now = monotonic()
            if size > _ANSWER_MAX or (now - since > self._stall and size - before < _LEAST):
                raise LinkFault("link_cut")
            if now - since > self._stall:
                since, before = now, size
        return b"".join(pieces)


class _Pieces:
    """A body that goes out piece by piece: each must be taken within the stall time, and what went is counted."""

    def __init__(self, transport: HttpTransport, body: bytes) -> None:
        self._transport, self._body = transport, body

    def __len__(self) -> int:
        return len(self._body)

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), _PIECE):
            piece = self._body[start : start + _PIECE]
            yield piece
            self._transport.bytes_up += len(piece)
        self._transport.gone.set()


def _only_the_date(reason: BaseException) -> bool:
    """Whether a certificate was refused for its date and nothing else."""
    return any(isinstance(each, ssl.SSLCertVerificationError) and each.verify_code in DATE_FAULTS for each in _causes(reason))


def _proxy_fault(reason: BaseException) -> str:
    """What a proxy did: asked who we are, refused, or was not there."""
    said = " ".join(str(each) for each in _causes(reason))
    if "Tunnel connection failed: 407" in said:
        return "proxy_sign_in"
    return "proxy_refuses" if "Tunnel connection failed" in said else "proxy_gone"


def _connection_fault(reason: BaseException) -> str:
    """Why there is no connection, or that there was one."""
    kinds = {type(each) for each in _causes(reason)}
    if urllib3.exceptions.NameResolutionError in kinds:
        return "no_name"
    return "no_connection" if urllib3.exceptions.NewConnectionError in kinds else "link_cut"


def _causes(reason: BaseException) -> Iterator[BaseException]:
    """An error and all that it was made of."""
    seen: set[int] = set()
    open_ones: list[object] = [reason]
    while open_ones:
        each = open_ones.pop()
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        open_ones += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
