"""The server's HTTP face: two requests of laptops, whether it lives, and the description of both at /openapi.json."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sync.protocol import codec, enrolment, envelope
from sync.protocol.canonical import canonical
from sync.protocol.limits import BODY_MAX
from sync.server.blobs.blob_routes import add_blobs
from sync.server.bundles.bundle_routes import add_bundles
from sync.server.database import Store, position
from sync.server.devices.auth import Gate
from sync.server.devices.enrol import BODY, Enrolment
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal
from sync.server.likely.likely_routes import add_likely
from sync.server.shapes import Alive, EnrolAnswered, EnrolBody, Refused

LOG = logging.getLogger("komar.server")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
REQUEST_ID_MAX = 64
REFUSALS = {
    401: "a nonce to sign",
    403: "not this device",
    409: "a gap or a fork",
    410: "a new epoch",
    413: "too large",
    415: "another packing",
    426: "update",
    428: "send the cursors",
    429: "later",
    503: "later",
}
"""Statuses other than 200, for the published description."""

ANSWERS: dict[int | str, dict[str, Any]] = {code: {"description": text, "model": Refused} for code, text in REFUSALS.items()}


def make_app(store: Store) -> Echoed:
    """The application over a store."""
    app = FastAPI(title="Komar exchange", version="1", docs_url=None, redoc_url=None)
    gate, exchanging, enrolling = Gate(store), Exchange(store), Enrolment(store)
    packed = {codec.media_type(form): {"schema": {"type": "string", "format": "binary"}} for form in codec.FORMS}
    answers = dict(ANSWERS)

    @app.post(
        envelope.PATH,
        response_class=Response,
        responses={200: {"description": "verdicts and a page", "content": packed}, **answers},
        openapi_extra={"requestBody": {"content": packed, "required": True}},
        summary="Hand operations in and receive what is new",
    )
    async def exchange(request: Request) -> Response:
        """Lines of `sync.protocol.envelope`, packed as the media type says."""
        body = await _body(request, BODY_MAX)
        header, kind = request.headers.get("authorization"), request.headers.get("content-type")
        name = request.headers.get(envelope.REQUEST_ID.lower(), "")
        reply = await run_in_threadpool(lambda: exchanging.answer(gate.device_of(header, name, body), kind, body))
        return Response(reply, media_type=codec.media_type(codec.form_of(kind)))

    @app.post(
        enrolment.PATH,
        response_class=Response,
        responses={200: {"description": "tag, keys, epoch, ceiling", "model": EnrolAnswered}, **answers},
        openapi_extra={"requestBody": {"content": {"application/json": {"schema": EnrolBody.model_json_schema()}}}},
        summary="Make a laptop a device of an office, with a one-time code",
    )
    async def enrol(request: Request) -> Response:
        """A JSON object of `sync.protocol.enrolment`."""
        body = await _body(request, BODY)
        answer = await run_in_threadpool(enrolling.answer, request.headers.get("authorization"), body)
        return Response(answer, media_type="application/json")

    @app.get("/v1/alive", summary="Whether the server and its database work")
    def alive() -> Alive:
        """The present epoch."""
        with store.read() as connection:
            return Alive(epoch=position(connection)[0])

    add_blobs(app, store, gate, _body, answers)
    add_likely(app, store, gate, answers)
    add_bundles(app, store, exchanging, gate, _body, answers)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(SQLAlchemyError, _failed)
    app.add_exception_handler(Exception, _failed)
    return Echoed(app)


async def _body(request: Request, limit: int) -> bytes:
    """The body, read no further than the limit; Refusal 413."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told[:20]) > limit:
        raise Refusal(413, "too_large")
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > limit:
            raise Refusal(413, "too_large")
    return bytes(content)


class Echoed:
    """Gives the request's id back on every reply, whatever it is."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = envelope.REQUEST_ID.lower().encode()
        name = next((value for key, value in scope["headers"] if key == wanted), b"")[:REQUEST_ID_MAX]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (wanted, name)]
            await send(message)

        await self._app(scope, receive, sending)


def _refused(_: Request, reason: Exception) -> Response:
    """An answer that is not 200."""
    assert isinstance(reason, Refusal), "registered for it alone"
    headers = {"retry-after": str(reason.retry_after)} if reason.retry_after else {}
    return Response(canonical(reason.body), reason.status, headers, "application/json")


def _failed(request: Request, fault: Exception) -> Response:
    """A fault of ours: its kind and place are logged, never what was sent."""
    last = traceback.extract_tb(fault.__traceback__)[-1:]
    place = f"{last[0].name}:{last[0].lineno}" if last else ""
    route = getattr(request.scope.get("route"), "path", "")  # as it was written here: what was asked for may hold anything
    LOG.error("%s at %s in %s", type(fault).__name__, place, route)
    if isinstance(fault, OperationalError | PoolTimeout):
        return _refused(request, Refusal(503, "busy", retry_after=5))
    return _refused(request, Refusal(500, "fault"))
