"""Whose request it is: nonces that need no memory, and the keys agreed with signed requests."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from sync.protocol.auth import mac_fits, mac_session, session_id, session_key, signed_fits, signed_of
from sync.protocol.canonical import b64, unb64
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import NONCE_SECONDS, SESSION_SECONDS
from sync.server.database import Store
from sync.server.devices.offices import device_by_tag
from sync.server.faults import Refusal
from sync.server.models import session

REMEMBERED = 4096
OF_ONE = 32
"""Keys of one device that are kept; its oldest go, and cost it one trip if it still uses them."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A key agreed with a device; `expires` in whole seconds of the server's own clock."""

    home: str
    device: str
    key: bytes
    expires: int


class Gate:
    """The authenticating side of a server process; sessions lie in the database, so that any process knows them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: OrderedDict[str, Agreed] = OrderedDict()

    def device_of(self, header: str | None, request_id: str, body: bytes, *, revoked: bool = False) -> str:
        """The id of the device that sent a request; Refusal 401 with a fresh nonce, or 403.

        `revoked`: one that was revoked is known too, request by request; it gets no key for more.
        """
        try:
            signed = signed_of(header)
            if signed is not None:
                return self._signed(header or "", request_id, body, revoked)
            name = mac_session(header)
        except (ProtocolError, UnicodeError) as reason:
            raise self._nonce() from reason
        agreed = self._agreed(name) if name else None
        if agreed is None or agreed.expires < time.time() or not mac_fits(header or "", agreed.key, request_id, body):
            raise self._nonce()
        return agreed.device

    def _nonce(self) -> Refusal:
        """The refusal that brings a nonce: made at, at random, and our mark on both."""
        content = int(time.time()).to_bytes(5, "big") + secrets.token_bytes(7)
        return Refusal(401, "nonce", nonce=b64(content + self._store.keys.mac(f"nonce {content.hex()}", 12)))

    def _fresh(self, nonce: str) -> bool:
        """Whether a nonce is ours and not too old."""
        told = unb64(nonce, 24)
        made = int.from_bytes(told[:5], "big")
        ours = secrets.compare_digest(told[12:], self._store.keys.mac(f"nonce {told[:12].hex()}", 12))
        return ours and -5 <= time.time() - made <= NONCE_SECONDS

    def _signed(self, header: str, request_id: str, body: bytes, revoked: bool) -> str:
        """Checks a signed request and keeps the key that is agreed with it."""
        signed = signed_of(header)
        if signed is None or not self._fresh(signed.nonce):
            raise self._nonce()
        with self._store.read() as connection:
            found = device_by_tag(connection, signed.tag)
        if found is None:
            raise Refusal(403, "device_unknown")
        if not signed_fits(signed, found.key, request_id, body):
            raise self._nonce()
        if found.revoked or found.id in self._store.ledger.revoked:
            if revoked:
                return found.id
            raise Refusal(403, "device_revoked")
        key = session_key(self._store.keys.seal, signed.exchange_public, signed.tag, signed.nonce)
        agreed = Agreed(found.home, found.id, key, int(time.time()) + SESSION_SECONDS)
        self._keep(session_id(key), agreed)
        return found.id

    def _keep(self, name: str, agreed: Agreed) -> None:
        """Stores a session; a signed request sent twice stores one. Old ones go."""
        row = {"id": name, "home": agreed.home, "device": agreed.device, "key": agreed.key, "expires": agreed.expires}

        def kept(connection: Connection) -> None:
            if connection.execute(select(session.c.id).where(session.c.id == name)).first() is None:
                connection.execute(insert(session), [row])
            connection.execute(delete(session).where(session.c.expires < int(time.time())))
            mine = (session.c.home == agreed.home, session.c.device == agreed.device)
            old = select(session.c.id).where(*mine).order_by(session.c.expires.desc(), session.c.id).offset(OF_ONE)
            connection.execute(
                delete(session).where(session.c.id.in_(list(connection.execute(old.limit(REMEMBERED)).scalars())))
            )

        self._store.again(kept)
        self._remember(name, agreed)

    def _remember(self, name: str, agreed: Agreed) -> None:
        """Spares the next request a query."""
        self._known[name] = agreed
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def _agreed(self, name: str) -> Agreed | None:
        """A session by its name."""
        known = self._known.get(name)
        if known is None:
            with self._store.read() as connection:
                row = connection.execute(select(session).where(session.c.id == name)).first()
            if row is None:
                return None
            known = Agreed(row.home, row.device, bytes(row.key), int(row.expires))
            self._remember(name, known)
        return known
