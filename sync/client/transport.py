"""HTTP by requests: one kept-alive connection, few headers, a stall instead of a total time-out, bytes counted."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import requests

from sync.client.ports import Answer, LinkFault
from sync.protocol.limits import BODY_MAX, CONNECT_SECONDS, STALL_SECONDS

_PIECE = 4096
_ANSWER_MAX = 2 * BODY_MAX


class HttpTransport:
    """Requests to one server. `certificate`: path of a PEM file to trust instead of the system's authorities."""

    def __init__(self, url: str, certificate: str = "", stall: float = STALL_SECONDS, connect: float = CONNECT_SECONDS) -> None:
        self.url = url.rstrip("/")
        self.bytes_up = self.bytes_down = self.requests = 0
        self._timeouts = (connect, stall)
        self._host = urlsplit(self.url).netloc
        self._session = requests.Session()
        self._session.headers.clear()
        self._session.headers["User-Agent"] = "komar"
        self._session.verify = certificate or True

    def close(self) -> None:
        """Ends the connection."""
        self._session.close()

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends and reads the whole answer; LinkFault `no_connection`, `link_cut`, `tls`."""
        self.requests += 1
        try:
            return self._post(path, body, headers)
        except requests.exceptions.SSLError as reason:
            raise LinkFault("tls") from reason
        except (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError) as reason:
            raise LinkFault("no_connection") from reason
        except requests.exceptions.ConnectionError as reason:
            refused = "NewConnectionError" in repr(reason) or "NameResolutionError" in repr(reason)
            raise LinkFault("no_connection" if refused else "link_cut") from reason
        except (requests.exceptions.RequestException, OSError) as reason:
            raise LinkFault("link_cut") from reason

    def _post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The exchange with the socket."""
        request = requests.Request("POST", self.url + path, headers=dict(headers), data=body)
        prepared = self._session.prepare_request(request)
        self.bytes_up += len(f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept-Encoding: identity\r\n\r\n") + len(body)
        self.bytes_up += sum(len(name) + len(value) + 4 for name, value in prepared.headers.items())
        settings = self._session.merge_environment_settings(prepared.url, {}, True, None, None)
        with self._session.send(prepared, timeout=self._timeouts, allow_redirects=False, **settings) as answer:
            self.bytes_down += len(f"HTTP/1.1 {answer.status_code} {answer.reason}\r\n\r\n")
            self.bytes_down += sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
            pieces: list[bytes] = []
            size = 0
            for piece in answer.iter_content(_PIECE):
                size += len(piece)
                self.bytes_down += len(piece)
                if size > _ANSWER_MAX:
                    raise LinkFault("link_cut")
                pieces.append(piece)
            return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, b"".join(pieces))
