"""The HTTP face of what two offices may both know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from sync.protocol import auth, envelope, likely
from sync.protocol.canonical import canonical
from sync.server.database import Store
from sync.server.devices.auth import Gate
from sync.server.devices.offices import all_offices, device_by_id
from sync.server.exchange.scopes import device_offices
from sync.server.faults import Refusal
from sync.server.likely.likely import Likely
from sync.server.shapes import LikelyAnswered

_MARK = 64


class _Asked:
    """Answers a device."""

    def __init__(self, store: Store) -> None:
        self._store, self._likely = store, Likely(store)

    def answer(self, name: str, have: str) -> Mapping[str, Any]:
        """What is told to a device; Refusal 403."""
        with self._store.read() as connection:
            device = device_by_id(connection, name)
            offices = device_offices(device.home, all_offices(connection)) if device is not None else frozenset[str]()
        if device is None:
            raise Refusal(403, "device_unknown")
        return self._likely.answer(offices, have).encode()


def add_likely(app: FastAPI, store: Store, gate: Gate, answers: Mapping[int | str, Any]) -> None:
    """Adds the request to an application."""
    asked = _Asked(store)

    @app.get(
        likely.PATH,
        response_class=Response,
        responses={200: {"description": "pairs", "model": LikelyAnswered}, **answers},
        summary="Children who may be known to another office too: number, office, which fields agree",
    )
    async def known_elsewhere(request: Request) -> Response:
        """No name, no concern, no address, no photo (practice P3); `have` is the mark of the answer that the laptop has."""
        query = request.url.query
        name, header = request.headers.get(envelope.REQUEST_ID.lower(), ""), request.headers.get("authorization")
        told = auth.bound(request.method, request.url.path + (f"?{query}" if query else ""), b"")
        device = await run_in_threadpool(gate.device_of, header, name, told)
        have = request.query_params.get("have", "")[:_MARK]
        return Response(canonical(await run_in_threadpool(asked.answer, device, have)), media_type="application/json")
