"""Enrolment: a one-time code makes this device known to the server. Asked again with the same code it gets the same answer."""

from __future__ import annotations

import json
import secrets
from urllib.parse import urlsplit

from app.data.database import Database
from app.data.fields import schema_version
from app.data.keeping import keys
from app.data.meter import RECORDS
from app.domain.errors import AppError, EnvironmentFault, InputError
from app.syncing.faults import fault_of, refusal_of
from app.syncing.identity import device, keep_enrolment
from app.syncing.link import counted, keep_key, named, proxy_now
from sync.client.portal import retry_after, stranger
from sync.client.ports import Answer, ExchangeFault
from sync.client.transport import HttpTransport
from sync.protocol.auth import enrol_authorization, plain_code, public_of_exchange
from sync.protocol.enrolment import PATH, EnrolRequest, decode_enrol_answer
from sync.protocol.envelope import REQUEST_ID
from sync.protocol.errors import ProtocolError

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def plain_url(typed: str) -> str:
    """The server's address as it is used; https is put before a bare name. InputError `server_url`."""
    text = typed.strip().rstrip("/")
    if text and "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as reason:
        raise InputError("server_url", field="url") from reason
    if not host or parts.path or parts.query or parts.fragment or parts.username or any(letter.isspace() for letter in text):
        raise InputError("server_url", field="url")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise InputError("server_url", field="url")
    return text


def enrol(database: Database, office: str, url: str, code: str, *, practice: bool, empty: bool) -> None:
    """Enrols this device for an office. InputError `server_url`, `enrol_…`; EnvironmentFault of link and server.

    `practice`: these are practice data; `empty`: no child, case, facility or inspection is here.
    """
    address = plain_url(url)
    try:
        plain = plain_code(code)
    except ProtocolError as reason:
        raise InputError("enrol_code_form", field="code") from reason
    me = device(database)
    users = keys.users(database.folder)
    head = (plain, office, practice, empty, me.id, me.public, tuple(users), schema_version())
    body = EnrolRequest(*head, exchange=public_of_exchange(me.exchange_key)).encode()
    answer = _post(database, address, body, enrol_authorization(me.signing_key, body))
    if answer.status != 200:
        raise _refusal(answer)
    try:
        told = decode_enrol_answer(answer.body)
    except ProtocolError as reason:
        raise EnvironmentFault("server_not_komar") from reason
    keep_enrolment(database, address, told)


def _post(database: Database, url: str, body: bytes, authorization: str) -> Answer:
    """The request; its answer must echo the request's id."""
    transport = HttpTransport(url, proxy=proxy_now(database))
    request_id = secrets.token_urlsafe(6)
    headers = {"Authorization": authorization, REQUEST_ID: request_id, "Content-Type": "application/json"}
    try:
        with counted(database, transport, RECORDS):
            answer = transport.send("POST", PATH, body, headers)
        if answer.headers.get(REQUEST_ID.lower()) != request_id:
            raise stranger(answer, retry_after(answer))
    except ExchangeFault as fault:
        raise fault_of(named(fault, url)) from fault
    finally:
        transport.close()
    if answer.status == 200:
        keep_key(database, transport)
    return answer


def _refusal(answer: Answer) -> AppError:
    """What a refusal means."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        told = {}
    return refusal_of(str(told.get("error", "")) if isinstance(told, dict) else "", answer.status)
