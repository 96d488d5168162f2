"""The HTTP face of bundle files: any device carries any file, whoever made it; it can read neither the file nor its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from sync.protocol import auth, bundle, envelope
from sync.protocol import vouchers as wire
from sync.protocol.blobs import Stub, stub_of
from sync.protocol.canonical import canonical
from sync.protocol.errors import ProtocolError
from sync.server.blobs.blobs import Blobs
from sync.server.bundles.bundles import Bundles
from sync.server.database import Store
from sync.server.devices import vouchers as vouching
from sync.server.devices.auth import Gate
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal
from sync.server.shapes import Vouched, VoucherQuestion

Body = Callable[[Request, int], Awaitable[bytes]]
QUESTION = 16 * 1024
"""Bytes of a question."""
_BYTES = {bundle.MEDIA: {"schema": {"type": "string", "format": "binary"}}}
_TAKEN = {**_BYTES, bundle.NAMED: {"schema": {"type": "string", "format": "binary"}}}


class _Files:
    """Takes files in, and keeps for the device that carries them what goes in pieces."""

    def __init__(self, store: Store, exchange: Exchange) -> None:
        self._taking, self._contents = Bundles(store, exchange), Blobs(store)

    def taken(self, device: str, data: bytes, named: bool) -> Response:
        """The answer to a file, or to the name of one. What is wrong with it is no fault of its carrier: never 403 or 429."""
        if named:
            data = self._handed_in(device, data)
        try:
            taken = self._taking.take(data)
            if taken.full and taken.device.revoked and taken.device.id != device:
                raise Refusal(429, "bundle_full", retry_after=600)  # its maker has it no more: it is to be brought once more
            reply = taken.reply
        except Refusal as refused:
            if refused.code.startswith("bundle_"):
                raise Refusal(409 if refused.status == 429 else 400, refused.code) from refused
            raise
        if reply is None:
            return Response(status_code=204)
        if named and len(reply) > bundle.AT_ONCE:
            kept = self._contents.keep_for(device, reply)
            return Response(Stub(kept, len(reply)).encode(), media_type=bundle.NAMED)
        return Response(reply, media_type=bundle.MEDIA)

    def _handed_in(self, device: str, named: bytes) -> bytes:
        """The file that a device has handed in before, in pieces; it stays for a while, as the answer may be cut."""
        stub = stub_of(named)
        data = self._contents.line_of(device, stub.name) if stub is not None else None
        if data is None:
            raise Refusal(404, "blob_missing")
        return data


def add_bundles(
    app: FastAPI, store: Store, exchange: Exchange, gate: Gate, body: Body, answers: Mapping[int | str, Any]
) -> None:
    """Adds the request to an application; `body` reads a request no further than a limit."""
    files = _Files(store, exchange)

    @app.post(
        bundle.PATH,
        response_class=Response,
        responses={200: {"description": "the reply file", "content": _BYTES}, 204: {"description": "taken"}, **answers},
        openapi_extra={"requestBody": {"content": _TAKEN, "required": True}},
        summary="Hand a bundle file over that any device made",
    )
    async def bundles(request: Request) -> Response:
        """A part as `sync.protocol.bundle` has it, or the name of one that was handed in as the line of an operation would be.

        A device that was revoked still hands its own over, in one request.
        """
        data = await body(request, bundle.FILE_MAX)
        name, header = request.headers.get(envelope.REQUEST_ID.lower(), ""), request.headers.get("authorization")
        told = auth.bound(request.method, request.url.path, data)
        device = await run_in_threadpool(gate.device_of, header, name, told, revoked=True)
        named = request.headers.get("content-type") == bundle.NAMED
        return await run_in_threadpool(files.taken, device, data, named)

    @app.post(
        wire.PATH,
        response_class=Response,
        responses={200: {"description": "vouchers, and how far incarnations are here", "model": Vouched}, **answers},
        openapi_extra={"requestBody": {"content": {wire.MEDIA: {"schema": VoucherQuestion.model_json_schema()}}}},
        summary="Ask whom one may show what waits",
    )
    async def vouchers(request: Request) -> Response:
        """A question of `sync.protocol.vouchers`."""
        data = await body(request, QUESTION)
        name = request.headers.get(envelope.REQUEST_ID.lower(), "")
        told = auth.bound(request.method, request.url.path, data)
        device = await run_in_threadpool(gate.device_of, request.headers.get("authorization"), name, told)
        try:
            asked = wire.decode_question(data)
        except ProtocolError as reason:
            raise Refusal(400, reason.code) from reason
        answered = await run_in_threadpool(vouching.answer, store, device, asked)
        return Response(canonical(answered.facts()), media_type=wire.MEDIA)
