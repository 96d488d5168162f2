"""What may answer in the server's place: sign-in pages, proxies, servers that drip, fall silent or hang up. Real sockets."""

from __future__ import annotations

import base64
import contextlib
import select
import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType

Act = Callable[[socket.socket, bytes], None]
"""What is done with a connection whose first request has come, head and body."""

PAGE = b"<html><body>Please sign in</body></html>"


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """A whole answer of HTTP."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


class Stranger:
    """A listener of its own; each connection is read up to the end of its first request, then `act` has it.

    One that is `deaf` reads nothing at all.
    """

    def __init__(self, act: Act, *, deaf: bool = False) -> None:
        self._act, self._deaf = act, deaf
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.heads: list[bytes] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        """The address to give to a client."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Stranger:
        """It listens from the start."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Hangs up."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept
        self._listener.close()
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                end, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(end)
            if self._deaf:
                continue
            threading.Thread(target=self._serve, args=(end,), daemon=True).start()

    def _serve(self, end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                piece = end.recv(65536)
                if not piece:
                    return
                request += piece
            head, _, body = request.partition(b"\r\n\r\n")
            self.heads.append(head)
            length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
            while len(body) < length:
                body += end.recv(65536)
            self._act(end, head)


def says(content: bytes) -> Act:
    """Sends this and ends the connection as one ends it."""

    def act(end: socket.socket, head: bytes) -> None:
        end.sendall(content)
        end.shutdown(socket.SHUT_WR)

    return act


def hangs_up(content: bytes = b"") -> Act:
    """Sends this and resets the connection."""

    def act(end: socket.socket, head: bytes) -> None:
        end.sendall(content)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.close()

    return act


def drips(content: bytes, pause: float, at_once: int = 0) -> Act:
    """Sends this byte by byte after the first `at_once`."""
    over = threading.Event()

    def act(end: socket.socket, head: bytes) -> None:
        end.sendall(content[:at_once])
        for place in range(at_once, len(content)):
            over.wait(pause)
            end.sendall(content[place : place + 1])

    return act


def silent(end: socket.socket, head: bytes) -> None:
    """Says nothing for as long as it is listened to."""
    end.recv(1)


def tunnel(user: str = "", password: str = "", refusal: bytes = b"") -> Act:
    """A proxy: opens tunnels, for who signs in where that is asked; `refusal` is its answer to everybody."""
    wanted = b"proxy-authorization: basic " + base64.b64encode(f"{user}:{password}".encode())

    def act(end: socket.socket, head: bytes) -> None:
        lines = head.split(b"\r\n")
        signed = any(line[:27].lower() + line[27:] == wanted for line in lines)
        if refusal or (user and not signed):
            end.sendall(refusal or answer("407 Proxy Authentication Required", b"", 'Proxy-Authenticate: Basic realm="x"'))
            end.close()
            return
        host, _, port = lines[0].split(b" ")[1].decode().rpartition(":")
        with socket.create_connection((host, int(port))) as far:
            end.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            while True:
                try:
                    ready, _, _ = select.select([end, far], [], [])
                except ValueError:  # the test is over and closed its end: that has no number any more
                    return
                for source, sink in ((end, far), (far, end)):
                    if source in ready:
                        piece = source.recv(65536)
                        if not piece:
                            return
                        sink.sendall(piece)

    return act
