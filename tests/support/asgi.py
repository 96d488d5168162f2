"""The real server application in this process, behind a transport that loses, repeats, cuts and garbles by a seeded chance."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from sync.client.ports import Answer, LinkFault

App = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]


def send(app: App, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """One request to an ASGI application."""
    parts: list[MutableMapping[str, Any]] = []
    told = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path.partition("?")[0],
        "raw_path": path.partition("?")[0].encode(),
        "query_string": path.partition("?")[2].encode(),
        "root_path": "",
        "headers": told,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    pending: list[MutableMapping[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        return pending.pop() if pending else {"type": "http.disconnect"}

    async def take(message: MutableMapping[str, Any]) -> None:
        parts.append(message)

    asyncio.run(_run(app, scope, receive, take))
    head = parts[0]
    content = b"".join(part.get("body", b"") for part in parts[1:])
    return Answer(head["status"], {name.decode().lower(): value.decode() for name, value in head["headers"]}, content)


async def _run(app: App, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    """The application's own coroutine."""
    await app(scope, receive, send)


class BadTransport:
    """A transport to an application in this process. `faults`: share of requests that meet a fault, from 0 to 1."""

    def __init__(self, app: App, chance: random.Random, faults: float = 0.0) -> None:
        self._app = app
        self._chance = chance
        self.faults = faults
        self.calm: tuple[str, ...] = ()
        """Faults that this link does not have."""
        self.bytes_up = self.bytes_down = self.requests = 0
        self._last: tuple[str, str, bytes, Mapping[str, str]] | None = None

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends, or does something worse."""
        self.requests += 1
        self.bytes_up += len(body)
        fault = self._chance.choice(_FAULTS) if self._chance.random() < self.faults else ""
        fault = "" if fault in self.calm else fault
        if fault == "never arrived":
            raise LinkFault("link_cut")
        if fault == "out of order":
            return Answer(503, {}, b"<html>busy</html>")
        if fault == "portal":
            return Answer(200, {"content-type": "text/html"}, b"<html>please sign in</html>")
        if fault == "old one again" and self._last is not None:
            send(self._app, *self._last)
        answer = send(self._app, method, path, body, headers)
        if fault == "twice":
            answer = send(self._app, method, path, body, headers)
        self._last = (method, path, body, headers)
        self.bytes_down += len(answer.body)
        if fault == "reply lost":
            raise LinkFault("link_cut")
        if fault == "cut" and answer.status == 200:
            return Answer(200, answer.headers, answer.body[: self._chance.randrange(len(answer.body))])
        return answer


_FAULTS = ("never arrived", "out of order", "portal", "old one again", "twice", "reply lost", "cut")
