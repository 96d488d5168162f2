"""The socket of the server: what it has to say goes out at once."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import pytest

from sync.server.__main__ import listening


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_answer_waits_for_no_acknowledgement_of_its_head(host: str) -> None:
    """Each connection sends at once: asyncio asks for that only where the socket says that it is TCP."""
    told: list[int] = []

    async def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()
        await writer.wait_closed()

    async def one_call(plug: socket.socket) -> None:
        async with await asyncio.start_server(met, sock=plug):
            reader, writer = await asyncio.open_connection(*plug.getsockname()[:2])
            assert await reader.read() == b""
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    with listening(host, 0) as plug:
        asyncio.run(one_call(plug))
    assert told[0] != 0
