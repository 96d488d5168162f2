"""The HTTP face of contents: `sync.protocol.blobs` says what goes over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from sync.protocol import auth, blobs, envelope
from sync.protocol.canonical import canonical, long_id
from sync.protocol.errors import ProtocolError
from sync.server.blobs.blobs import At, Blobs, device_named
from sync.server.database import Store
from sync.server.devices.auth import Gate
from sync.server.devices.offices import Device
from sync.server.faults import Refusal
from sync.server.shapes import BlobAt, BlobTalk, BlobTold, Refused

BODY = blobs.CHUNK_PLAIN + 1024
_DIGITS = 12
Body = Callable[[Request, int], Awaitable[bytes]]


class Face:
    """Answers requests about contents."""

    def __init__(self, store: Store, gate: Gate, body: Body) -> None:
        self._store, self._gate, self._body, self._blobs = store, gate, body, Blobs(store)

    async def _device(self, request: Request, body: bytes) -> Device:
        """Whose request it is: the authorization covers method, path and query."""
        query = request.url.query
        target = request.url.path + (f"?{query}" if query else "")
        name = request.headers.get(envelope.REQUEST_ID.lower(), "")
        told = auth.bound(request.method, target, body)
        identity = await run_in_threadpool(self._gate.device_of, request.headers.get("authorization"), name, told)
        return await run_in_threadpool(device_named, self._store, identity)

    async def begin(self, name: str, request: Request) -> Response:
        """POST: where to go on with handing a content in."""
        device = await self._device(request, await self._body(request, 0))
        content, op = _name(name), request.query_params.get("k") == "o"
        there = await run_in_threadpool(self._blobs.begin, device, content, _number(request, "s"), op=op)
        return _at(there)

    async def look(self, name: str, request: Request) -> Response:
        """HEAD: how far a content has come."""
        device = await self._device(request, b"")
        op = request.query_params.get("k") == "o"
        there = await run_in_threadpool(self._blobs.state, device, _name(name), op=op)
        return Response(headers={blobs.DONE: "1"} if there.done else {blobs.AT: str(there.at)})

    async def take(self, name: str, request: Request) -> Response:
        """PATCH: a piece."""
        body = await self._body(request, BODY)
        device = await self._device(request, body)
        chunk = _chunk(request.headers.get("content-type"), body)
        if blobs.chunk_hash(chunk) != request.query_params.get("h"):
            raise Refusal(400, "chunk")
        place = (_name(name), _number(request, "s"), _number(request, "o"))
        op = request.query_params.get("k") == "o"
        return _at(await run_in_threadpool(self._blobs.write, device, *place, chunk, op=op))

    async def give(self, name: str, request: Request) -> Response:
        """GET: a piece."""
        device = await self._device(request, b"")
        record = request.query_params.get("r", "")
        try:
            record = long_id(record) if record else ""
        except ProtocolError as reason:
            raise Refusal(404, "blob_missing") from reason
        asked = (_name(name), _number(request, "o"), _number(request, "n"), record)
        op = request.query_params.get("k") == "o"
        plain, media, packed, size = await run_in_threadpool(self._blobs.read, device, *asked, op=op)
        return Response(packed, headers={blobs.HASH: blobs.chunk_hash(plain), blobs.SIZE: str(size)}, media_type=media)

    async def talk(self, request: Request) -> Response:
        """POST without a name: many contents at once."""
        body = await self._body(request, BODY)
        device = await self._device(request, body)
        try:
            asked = blobs.talk_of(body)
        except ProtocolError as reason:
            raise Refusal(400, reason.code) from reason
        told = await run_in_threadpool(self._blobs.talk, device, asked)
        return Response(told.encode(), media_type="application/json")


def add_blobs(app: FastAPI, store: Store, gate: Gate, body: Body, answers: Mapping[int | str, dict[str, Any]]) -> None:
    """Adds the requests to the application; `body` reads one up to a limit."""
    face = Face(store, gate, body)
    more: dict[int | str, dict[str, Any]] = {
        **answers,
        404: {"description": "not here, or not for this device", "model": Refused},
        422: {"description": "the whole does not fit its name; it begins anew", "model": Refused},
    }
    one = blobs.PATH + "/{name}"
    packed = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in (blobs.RAW, blobs.PACKED)}
    piece = {"requestBody": {"content": packed, "required": True}}
    spoken = {"requestBody": {"content": {"application/json": {"schema": BlobTalk.model_json_schema()}}}}
    here: dict[int | str, dict[str, Any]] = {200: {"description": "how far it has come", "model": BlobAt}}
    told: dict[int | str, dict[str, Any]] = {200: {"description": "for each that was asked", "model": BlobTold}}
    given: dict[int | str, dict[str, Any]] = {200: {"description": "a piece", "content": packed}}
    add = app.add_api_route
    add(one, face.begin, methods=["POST"], response_class=Response, responses={**here, **more}, summary="Begin a content")
    add(one, face.look, methods=["HEAD"], response_class=Response, responses=more, summary="How far a content has come")
    add(
        one,
        face.take,
        methods=["PATCH"],
        response_class=Response,
        responses={**here, **more},
        openapi_extra=piece,
        summary="Hand a piece of a content in",
    )
    add(one, face.give, methods=["GET"], response_class=Response, responses={**given, **more}, summary="A piece of a content")
    add(
        blobs.PATH,
        face.talk,
        methods=["POST"],
        response_class=Response,
        responses={**told, **more},
        openapi_extra=spoken,
        summary="Ask for many contents at once",
    )


def _name(text: str) -> str:
    """A content's name; Refusal 404."""
    if not blobs.is_name(text):
        raise Refusal(404, "blob_missing")
    return text


def _number(request: Request, key: str) -> int:
    """A number of the query; Refusal 400."""
    text = request.query_params.get(key, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise Refusal(400, "query")
    return int(text)


def _chunk(media: str | None, body: bytes) -> bytes:
    """The piece within a body; Refusal 400, 413, 415."""
    try:
        return blobs.unpack(media, body)
    except ProtocolError as reason:
        raise Refusal({"too_large": 413, "media_type": 415}.get(reason.code, 400), reason.code) from reason


def _at(there: At) -> Response:
    """How far a content has come, as JSON."""
    told = {"done": 1} if there.done else {"at": there.at}
    return Response(canonical(told), media_type="application/json")
