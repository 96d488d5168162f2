"""A bad link on loopback: a TCP proxy that counts, slows, cuts and stalls what passes, and can speak TLS in the server's place.

It works below HTTP, so that the real client and the real server meet the same broken sockets as in the field.
"""

import contextlib
import random
import select
import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

_CHUNK = 4096


@dataclass
class LinkCounts:
    """What passed through: payload bytes each way, connections made, connections cut by the link."""

    up: int = 0
    down: int = 0
    connections: int = 0
    cuts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class BadLink:
    """A proxy on its own loopback port towards `target_port`.

    `cut_every`: bytes (both ways) after which a connection is reset, drawn anew between 20 % and 180 % for each;
    `latency`: seconds added to each piece, each way; `bytes_per_s`: rate each way; None means no limit. `stall_after`: bytes of
    a connection, both ways, after which nothing passes any more and nobody is told. `shown`: rules for TLS towards the client,
    which may be changed for the connections to come.
    """

    def __init__(
        self,
        target_port: int,
        cut_every: int | None = None,
        latency: float = 0.0,
        bytes_per_s: float | None = None,
        seed: int = 0,
        stall_after: int | None = None,
        shown: ssl.SSLContext | None = None,
    ) -> None:
        self.stall_after = stall_after
        self.shown = shown
        self.counts = LinkCounts()
        self.cut_every = cut_every
        self._target = target_port
        self._latency = latency
        self._rate = bytes_per_s
        self._random = random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The proxy's own port."""
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        """The address to give to a client."""
        return f"{'https' if self.shown else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> "BadLink":
        """Start is in the constructor; this only makes `with` possible."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the listener and every connection."""
        self.close()

    def close(self) -> None:
        """Cut everything and stop listening."""
        self._closed = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept
        self._listener.close()
        with self._guard:
            for end in list(self._open):
                _reset(end)
        self._thread.join(5)

    def _accept(self) -> None:
        while not self._closed:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.shown is not None:
                threading.Thread(target=self._greet, args=(near, self.shown), daemon=True).start()
                continue
            self._join(near)

    def _greet(self, near: socket.socket, shown: ssl.SSLContext) -> None:
        """Answers for the server in TLS."""
        with contextlib.suppress(OSError):
            near.settimeout(10)
            near = shown.wrap_socket(near, server_side=True)
            near.settimeout(None)
            self._join(near)
            return
        near.close()

    def _join(self, near: socket.socket) -> None:
        """Connects a client to the server."""
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=10)
        except OSError:
            _reset(near)
            return
        far.settimeout(None)
        with self._guard:
            self._open |= {near, far}
        if self._closed:
            self._drop(near, far)
            return
        with self.counts.lock:
            self.counts.connections += 1
        budget = [self._draw(), 0.0]
        if isinstance(near, ssl.SSLSocket):
            self._pump_both(near, far, budget)  # an SSL socket is no thing for two threads
            return
        for source, sink, way in ((near, far, "up"), (far, near, "down")):
            threading.Thread(target=self._pump, args=(source, sink, way, budget), daemon=True).start()

    def _draw(self) -> float:
        return self.cut_every * self._random.uniform(0.2, 1.8) if self.cut_every else float("inf")

    def _pump(self, source: socket.socket, sink: socket.socket, way: str, budget: list[float]) -> None:
        """Carries one way until an end."""
        try:
            while piece := source.recv(_CHUNK):
                if not self._carry(piece, source, sink, way, budget):
                    return
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            self._drop(source, sink)

    def _pump_both(self, near: ssl.SSLSocket, far: socket.socket, budget: list[float]) -> None:
        """Carries both ways in one thread."""
        try:
            while True:
                ready = [near] if near.pending() else select.select([near, far], [], [])[0]
                source, sink, way = (near, far, "up") if near in ready else (far, near, "down")
                piece = source.recv(_CHUNK)
                if not piece:
                    self._drop(near, far)
                    return
                if not self._carry(piece, source, sink, way, budget):
                    return
        except (OSError, ValueError):
            self._drop(near, far)

    def _carry(self, piece: bytes, source: socket.socket, sink: socket.socket, way: str, budget: list[float]) -> bool:
        """A piece, as fast as the link is; whether the link still stands."""
        if self._latency:
            time.sleep(self._latency)
        if self._rate:
            time.sleep(len(piece) / self._rate)
        room = int(min(len(piece), max(0.0, budget[0])))
        budget[0] -= len(piece)
        stalled = self.stall_after is not None and budget[1] >= self.stall_after
        budget[1] += len(piece)
        if not stalled:
            with self.counts.lock:
                setattr(self.counts, way, getattr(self.counts, way) + room)
            sink.sendall(piece[:room])
        if budget[0] <= 0:
            with self.counts.lock:
                self.counts.cuts += 1
            self._drop(source, sink)
        return budget[0] > 0

    def _drop(self, *ends: socket.socket) -> None:
        with self._guard:
            for end in ends:
                self._open.discard(end)
                _reset(end)


def _reset(end: socket.socket) -> None:
    """Close so that the peer sees a reset, as a lost line does."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # A pump may be waiting in recv on this socket: shutdown wakes it, close alone does not.
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
