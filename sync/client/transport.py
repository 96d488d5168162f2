"""HTTP by requests: one kept-alive connection, few headers, a stall instead of a total time-out, bytes counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import requests

from sync.client.ports import Answer, LinkFault
from sync.protocol.limits import BODY_MAX, CONNECT_SECONDS, STALL_SECONDS

_PIECE = 4096
_SLOWEST = 4096.0
"""Bytes a second below which an upload may count as stalled."""
_ANSWER_MAX = 2 * BODY_MAX


class HttpTransport:
    """Requests to one server. `certificate`: path of a PEM file to trust instead of the system's authorities."""

    def __init__(self, url: str, certificate: str = "", stall: float = STALL_SECONDS, connect: float = CONNECT_SECONDS) -> None:
        self.url = url.rstrip("/")
        self.bytes_up = self.bytes_down = self.requests = 0
        self._connect, self._stall = connect, stall
        self._host = urlsplit(self.url).netloc
        self._session = requests.Session()
        self._session.headers.clear()
        self._session.headers["User-Agent"] = "komar"
        self._session.verify = certificate or True

    def close(self) -> None:
        """Ends the connection."""
        self._session.close()

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends and reads the whole answer; LinkFault `no_connection`, `link_cut`, `tls`."""
        self.requests += 1
        try:
            return self._send(method, path, body, headers)
        except requests.exceptions.SSLError as reason:
            raise LinkFault("tls") from reason
        except (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError) as reason:
            raise LinkFault("no_connection") from reason
        except requests.exceptions.ConnectionError as reason:
            refused = "NewConnectionError" in repr(reason) or "NameResolutionError" in repr(reason)
            raise LinkFault("no_connection" if refused else "link_cut") from reason
        except (requests.exceptions.RequestException, OSError) as reason:
            raise LinkFault("link_cut") from reason

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The exchange with the socket."""
        data = _Pieces(self, body) if body else b"" if method in ("POST", "PATCH", "PUT") else None
        prepared = self._session.prepare_request(requests.Request(method, self.url + path, headers=dict(headers), data=data))
        self.bytes_up += len(f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept-Encoding: identity\r\n\r\n")
        self.bytes_up += sum(len(name) + len(value) + 4 for name, value in prepared.headers.items())
        settings = self._session.merge_environment_settings(prepared.url, {}, True, None, None)
        # What was handed to the system may still wait there when the sending ends, and the answer can only come after it.
        timeouts = (self._connect, self._stall + len(body) / _SLOWEST)
        with self._session.send(prepared, timeout=timeouts, allow_redirects=False, **settings) as answer:
            self.bytes_down += len(f"HTTP/1.1 {answer.status_code} {answer.reason}\r\n\r\n")
            self.bytes_down += sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
            return Answer(
                answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, self._read(answer)
            )

    def _read(self, answer: requests.Response) -> bytes:
        """The body, piece by piece."""
        pieces: list[bytes] = []
        size = 0
        for piece in answer.iter_content(_PIECE):
            size += len(piece)
            self.bytes_down += len(piece)
            if size > _ANSWER_MAX:
                raise LinkFault("link_cut")
            pieces.append(piece)
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
