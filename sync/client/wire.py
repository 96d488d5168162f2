"""Below HTTP: whom to trust, sessions of TLS resumed, the way through a proxy, and a hand on the socket that is in use."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import ssl
import threading
import warnings
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPResponse, RemoteDisconnected
from typing import Any, Literal
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import SystemTimeWarning

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python gives no name."""
DATE_FAULTS = frozenset({9, 10})
"""X509_V_ERR_CERT_NOT_YET_VALID and _HAS_EXPIRED: nothing is wrong but the date, here or there."""

# A dead clock battery is what our own words are for; nobody reads a warning of a library.
warnings.simplefilter("ignore", SystemTimeWarning)


@dataclass(frozen=True, slots=True)
class Proxy:
    """The way out of the network: as the system says, none, or one of its own; `address` is host:port."""

    kind: Literal["system", "none", "own"] = "system"
    address: str = ""
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """The proxy's address with its sign-in."""
        # requests would write it in Latin-1, which knows no Khmer: so the bytes of UTF-8 are handed over as such letters.
        user, password = (quote(text.encode().decode("latin-1"), safe="") for text in (self.user, self.password))
        return f"http://{user}:{password}@{self.address}" if self.user else f"http://{self.address}"


@dataclass(frozen=True, slots=True)
class Trust:
    """`certificate`: PEM text to trust in place of the system's authorities; `key`: the server's key as it was seen last.

    The key stands in for a date that does not fit: see `key_of`.
    """

    certificate: str = ""
    key: str = ""


def key_of(certificate: bytes) -> str:
    """SHA-256 of the public key of a certificate in DER, as hex."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def pinned_key(certificate: str) -> str:
    """The same of a certificate in PEM, the first where there are several; nothing where it cannot be read."""
    try:
        return key_of(x509.load_pem_x509_certificates(certificate.encode("ascii"))[0].public_bytes(Encoding.DER))
    except ValueError:
        return ""


class _Context(ssl.SSLContext):
    """Offers the last session to the server, which spares a round trip's worth of certificates."""

    last: ssl.SSLSession | None = None

    def wrap_socket(
        self,
        sock: socket.socket,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        """The socket with TLS."""
        return super().wrap_socket(
            sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session or self.last
        )


class Line:
    """What all connections of one transport share: trust, the socket in use, what was seen of the server."""

    def __init__(self, trust: Trust, stall: float) -> None:
        self.trust, self.stall = trust, stall
        self.key = ""
        """The server's key of the last connection whose certificate held."""
        self.date_ignored = False
        """The certificate's date does not fit, its key does: connections are made all the same."""
        self.resumed = 0
        """Connections that went on with a former session of TLS."""
        self._contexts: dict[bool, _Context] = {}
        self._socket: socket.socket | None = None
        self._guard = threading.Lock()

    @property
    def expected(self) -> str:
        """The key that stands in for a date that does not fit: the last one whose certificate held, renewed since or not."""
        return self.key or self.trust.key

    def context(self) -> _Context:
        """The rules for TLS now."""
        made = self._contexts.get(self.date_ignored)
        if made is None:
            made = self._contexts[self.date_ignored] = _Context(ssl.PROTOCOL_TLS_CLIENT)
            if self.trust.certificate:
                made.load_verify_locations(cadata=self.trust.certificate)
            else:
                made.load_default_certs()
                made.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
            if self.date_ignored:
                made.verify_flags = ssl.VerifyFlags(made.verify_flags | _NO_CHECK_TIME)
        return made

    def opened(self, made: socket.socket | None) -> None:
        """A connection stands. ssl.SSLError when only the key could vouch for it and does not fit."""
        if isinstance(made, ssl.SSLSocket):
            shown = made.getpeercert(binary_form=True)
            key = key_of(shown) if shown else ""
            if self.date_ignored and key != self.expected:
                made.close()
                raise ssl.SSLError("another key")
            self.key = key
            self.resumed += bool(made.session_reused)
        if made is not None:
            made.settimeout(self.stall)
        with self._guard:
            self._socket = made

    def answered(self) -> None:
        """An answer came whole: the session of TLS is kept for the next connection."""
        with self._guard:
            if isinstance(self._socket, ssl.SSLSocket) and self._socket.session is not None:
                self.context().last = self._socket.session

    def cut(self) -> None:
        """Ends the connection in use from another thread: whoever waits for it is told at once."""
        with self._guard:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _Lines:
    """Lines of a head; remembers the last, which must be the empty one."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.last = b""

    def readline(self, limit: int = -1) -> bytes:
        """The next line."""
        self.last = self._source.readline(limit)
        return self.last

    def close(self) -> None:
        """What was read is closed with it."""
        self._source.close()


class _WholeHead(HTTPResponse):
    """An answer whose head came to its end: the library would take one that was cut between two lines for whole."""

    def begin(self) -> None:
        """Reads the head."""
        source = self.fp
        lines = _Lines(source)
        vars(self)["fp"] = lines
        try:
            super().begin()
        finally:
            if vars(self)["fp"] is lines:
                self.fp = source
        if lines.last not in (b"\r\n", b"\n"):
            raise RemoteDisconnected("the head was cut")


class _Connection(HTTPConnection):
    """A connection that reports to the line."""

    response_class = _WholeHead

    def __init__(self, *of: Any, line: Line, **more: Any) -> None:
        super().__init__(*of, **more)
        self._line = line

    def connect(self) -> None:
        """Connects."""
        super().connect()
        self._line.opened(self.sock)


class _SecureConnection(HTTPSConnection):
    """The same with TLS."""

    response_class = _WholeHead

    def __init__(self, *of: Any, line: Line, **more: Any) -> None:
        super().__init__(*of, **more)
        self._line = line

    def connect(self) -> None:
        """Connects, by the line's rules of now."""
        self.ssl_context = self._line.context()
        super().connect()
        self._line.opened(self.sock)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class Adapter(HTTPAdapter):
    """Connections of requests that belong to a line; trust is the line's, not a file's."""

    def __init__(self, line: Line) -> None:
        self._pools = {"http": partial(_Pool, line=line), "https": partial(_SecurePool, line=line)}
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *of: Any, **more: Any) -> None:
        """Makes connections of ours."""
        super().init_poolmanager(*of, **more)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        """The same through a proxy."""
        made = super().proxy_manager_for(proxy, **more)
        made.pool_classes_by_scheme = self._pools
        return made

    def cert_verify(self, conn: Any, url: str, verify: object, cert: object) -> None:
        """Always required; by which authorities is the line's to say."""
        conn.cert_reqs, conn.ca_certs = "CERT_REQUIRED", None
