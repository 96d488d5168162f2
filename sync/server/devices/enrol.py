"""Enrolment: a laptop with a one-time code becomes a device of an office. Nothing is stored when it is refused."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import deque
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sync.protocol.auth import enrol_fits, plain_code, public_of_exchange, public_of_signing
from sync.protocol.canonical import canonical, short_id
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, decode_enrol_request
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import CODE_LETTERS
from sync.server.database import Store, position
from sync.server.devices.offices import Office, code_hash, device_by_id, device_by_tag, find_office, is_empty, set_practice
from sync.server.faults import Refusal
from sync.server.files import now
from sync.server.keeping.outside import note_device
from sync.server.models import device, enrol_code

BODY = 64 * 1024
TRIES, TRIES_SECONDS = 30, 60.0
"""Wrong codes that are answered in a time; a code has 50 bits, and guessing is to stay hopeless."""


class Enrolment:
    """The enrolling side of a server process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wrong: deque[float] = deque()
        self._guard = threading.Lock()

    def answer(self, authorization: str | None, body: bytes) -> bytes:
        """The answer to a request; Refusal."""
        self._slow_down()
        try:
            request = decode_enrol_request(body)
            code = plain_code(request.code)
            for identity in (request.device, *request.users):
                short_id(identity)
        except (ProtocolError, UnicodeError) as reason:
            self._note_wrong()
            raise Refusal(403, "code_unknown") from reason
        if not enrol_fits(authorization, request.key, body):
            self._note_wrong()
            raise Refusal(403, "signature")
        return self._store.again(lambda connection: self._enrol(connection, request, code))

    def _slow_down(self) -> None:
        """Refuses further tries after too many wrong ones."""
        with self._guard:
            while self._wrong and self._wrong[0] < time.monotonic() - TRIES_SECONDS:
                self._wrong.popleft()
            if len(self._wrong) >= TRIES:
                raise Refusal(429, "too_many", retry_after=int(TRIES_SECONDS))

    def _note_wrong(self) -> None:
        """Counts a wrong try."""
        with self._guard:
            self._wrong.append(time.monotonic())

    def _enrol(self, connection: Connection, request: EnrolRequest, code: str) -> bytes:
        """Checks everything, then stores."""
        query = select(enrol_code).where(enrol_code.c.code_hash == code_hash(code))
        row = connection.execute(query.with_for_update()).first()  # two who hold one code come one after the other
        if row is None:
            self._note_wrong()
            raise Refusal(403, "code_unknown")
        if row.used_at is not None:
            if (row.device, bytes(row.used_key)) != (request.device, request.key):
                raise Refusal(403, "code_used")
            return bytes(row.answer)
        if row.expires_at < now():
            raise Refusal(403, "code_expired")
        office = find_office(connection, row.home, lock=True)
        if office is None or office.code != request.office:
            raise Refusal(403, "office_mismatch")
        there = device_by_id(connection, request.device)
        if there is not None and (there.key, there.home) != (request.key, office.code):
            raise Refusal(403, "code_used")
        practice = _practice(connection, office, request)
        tag = there.tag if there else _free_tag(connection)
        answer = self._told(connection, office, tag, practice)
        used = {"device": request.device, "used_key": request.key, "used_at": now(), "answer": answer}
        connection.execute(
            update(enrol_code).where(enrol_code.c.home == row.home, enrol_code.c.code_hash == row.code_hash).values(**used)
        )
        if there is None:
            made = _row(office.code, request, tag, practice)
            connection.execute(insert(device), [{**made, "exchange": request.exchange or None}])
            told = {"home": row.home, "code_hash": row.code_hash, "made_at": row.made_at, "expires_at": row.expires_at}
            note_device(self._store, connection, made, {**told, **used})
        return answer

    def _told(self, connection: Connection, office: Office, tag: str, practice: bool) -> bytes:
        """The body of the answer."""
        keys = public_of_signing(self._store.keys.sign), public_of_exchange(self._store.keys.seal)
        ceiling = tuple(sorted(office.roles)), tuple(sorted(office.rights))
        return EnrolAnswer(tag, office.code, practice, position(connection)[0], *keys, *ceiling).encode()


def _row(home: str, request: EnrolRequest, tag: str, practice: bool) -> dict[str, Any]:
    """A new device."""
    users = canonical(sorted(set(request.users))).decode()
    head = {"home": home, "id": request.device, "key": request.key, "tag": tag, "practice": practice}
    return {**head, "founders": users, "users": users, "cursors": json.dumps({}), "enrolled_at": now()}


def _practice(connection: Connection, office: Office, request: EnrolRequest) -> bool:
    """What the office is from now on (P6): practice against real is refused both ways."""
    if request.practice:
        real = select(device.c.id).where(
            device.c.home == office.code, device.c.practice.is_(False), device.c.revoked_at.is_(None)
        )
        undecided = office.practice is not True
        if undecided and (not is_empty(connection, office.code) or connection.execute(real.limit(1)).first()):
            raise Refusal(403, "practice_mismatch")
        set_practice(connection, office.code, True)
        return True
    if office.practice is True:
        if not request.empty:
            raise Refusal(403, "practice_mismatch")
        return True
    if not request.empty:
        set_practice(connection, office.code, False)
    return False


def _free_tag(connection: Connection) -> str:
    """A device tag that nobody has: three Crockford characters while there are some, then more."""
    for length in (3, 3, 3, 3, 4, 4, 5, 6, 8):
        tag = "".join(secrets.choice(CODE_LETTERS) for _ in range(length))
        if device_by_tag(connection, tag) is None:
            return tag
    raise Refusal(503, "busy", retry_after=1)
