"""Carrying contents over a session: piece by piece, from where the other side stands; the size of pieces follows the link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sync.client.ports import Answer, Busy, ExchangeFault, LinkFault, Refused, Store
from sync.client.session import Session, facts_of
from sync.protocol import blobs
from sync.protocol.blobs import Stub, Talk, Told
from sync.protocol.canonical import short_id
from sync.protocol.envelope import Reply
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import LargeLine, PageLine, RecordLine, decode_reply_line

_TURNS = 3
"""So often a content that came out wrong is begun anew."""


class Spoilt(ExchangeFault):
    """A content cannot be carried: `hash` (again and again not what it is called), `too_large`, `erased` (by law)."""


class Unsupported(ExchangeFault):
    """The server is of a version that knows no contents beside the exchange."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that came, and the bytes of the whole."""

    content: bytes
    size: int


class Carrier:
    """Moves contents both ways. `moved` is called after every piece that arrived, with its plain bytes."""

    def __init__(self, session: Session, moved: Callable[[int], None] = lambda _: None) -> None:
        self._session = session
        self._moved = moved
        self._size = blobs.CHUNK_START

    def put(self, name: str, content: bytes, *, op: bool = False, stop: Callable[[], bool] = lambda: False) -> bool:
        """Hands a content in; True when it is there whole, False when `stop` said so before. LinkFault, Busy, Spoilt …"""
        query = {"k": "o"} if op else {}
        for _ in range(_TURNS):
            at = self._place(self._call("POST", blobs.target(name, s=len(content), **query)))
            while at is not None and not stop():
                plain, media, body = blobs.piece(content, min(at, len(content)), self._size)
                told = {"h": blobs.chunk_hash(plain), "o": at, "s": len(content), **query}
                answer = self._call("PATCH", blobs.target(name, **told), body, media)
                if answer.status == 422:
                    break
                at = self._place(answer)
                self._grow(len(plain))
            else:
                return at is None
        raise Spoilt("hash", 422)

    def get(self, name: str, offset: int, record: str = "", *, op: bool = False) -> Piece | None:
        """A piece of a content, of the line of a record, or of what lies there for this device alone (`op`); None for none."""
        told: dict[str, object] = {"n": self._size, "o": offset, "r": short_id(record) if record else ""}
        if op:
            told["k"] = "o"
        answer = self._call("GET", blobs.target(name, **told))
        if answer.status != 200:
            return None
        try:
            chunk = blobs.unpack(answer.headers.get("content-type"), answer.body)
        except ProtocolError as reason:
            raise self._cut() from reason
        size = answer.headers.get(blobs.SIZE.lower(), "")
        if blobs.chunk_hash(chunk) != answer.headers.get(blobs.HASH.lower()) or not size.isdigit():
            raise self._cut()
        self._grow(len(chunk))
        return Piece(chunk, int(size))

    def talk(self, asked: Talk) -> Told:
        """Asks for many contents at once."""
        answer = self._call("POST", blobs.target(), asked.encode(), "application/json")
        try:
            told = blobs.told_of(answer.body) if answer.status == 200 else None
        except ProtocolError as reason:
            raise LinkFault("link_cut") from reason
        if told is None:
            raise Refused("server_refused", answer.status)
        if len(told.want) not in (0, len(asked.want)) or len(told.safe) not in (0, len(asked.safe)):
            raise Refused("server_refused", answer.status)
        return told

    def _call(self, method: str, target: str, body: bytes = b"", media: str = "") -> Answer:
        """One request; smaller pieces after one that the link did not carry."""
        try:
            answer = self._session.call(method, target, body, media)
        except (LinkFault, Busy):
            self._size = max(blobs.CHUNK_LEAST, self._size // 2)
            raise
        code = facts_of(answer).get("error")
        if answer.status in (404, 405) and code is None:
            raise Unsupported("update_needed", answer.status)
        if answer.status in (410, 413) and code in ("erased", "too_large"):
            raise Spoilt(str(code), answer.status)
        return answer

    def _place(self, answer: Answer) -> int | None:
        """Where to go on; None when all is there."""
        facts = facts_of(answer)
        at = facts.get("at")
        if answer.status == 200 and facts.get("done") == 1:
            return None
        if answer.status in (200, 409) and isinstance(at, int) and not isinstance(at, bool) and at >= 0:
            return at
        if answer.status == 400 and facts.get("error") == "chunk":
            raise self._cut()
        raise Refused("server_refused", answer.status)

    def _cut(self) -> LinkFault:
        """A piece that came bent counts as cut."""
        self._size = max(blobs.CHUNK_LEAST, self._size // 2)
        return LinkFault("link_cut")

    def _grow(self, moved: int) -> None:
        """A piece went through."""
        self._size = min(blobs.CHUNK, self._size * 2)
        self._moved(moved)


class LargeLines:
    """Puts stubs in the place of operation lines that are too large for a batch, after handing them in (sync.md §2)."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._there: set[str] = set()
        self._able = True

    def ready(self, lines: Sequence[bytes], protocol: int) -> tuple[bytes, ...]:
        """The lines up to the next large one; a large one alone, as its stub. An older server gets it as it is, alone."""
        for place, line in enumerate(lines):
            if not blobs.is_large(line):
                continue
            if place:
                return tuple(lines[:place])
            return (self._stub(line),) if self._able and protocol >= 2 else (line,)
        return tuple(lines)

    @staticmethod
    def small(lines: Sequence[bytes]) -> tuple[bytes, ...]:
        """The lines up to the first large one."""
        end = next((place for place, line in enumerate(lines) if blobs.is_large(line)), len(lines))
        return tuple(lines[:end])

    def _stub(self, line: bytes) -> bytes:
        """Hands a line in."""
        name = blobs.name_of(line)
        if name not in self._there:
            try:
                self._carrier.put(name, line, op=True)
            except (Unsupported, Spoilt):
                self._able = False
                return line
            self._there = {name}
        return Stub(name, len(line)).encode()

    def lost(self) -> None:
        """The server has them no longer."""
        self._there.clear()


class LargeRecords:
    """Puts records in the place of the names that stand for them in a page, after fetching them (sync.md §6).

    Pieces are kept by the store as they come: a link that is cut again and again still brings the whole.
    """

    def __init__(self, carrier: Carrier, store: Store) -> None:
        self._carrier, self._store = carrier, store

    def filled(self, reply: Reply) -> Reply | None:
        """The reply with whole records; None when one has changed since, so that the page is to be asked for anew.

        LinkFault, Busy: what has arrived stays for the next try.
        """
        if not any(isinstance(line, LargeLine) for line in reply.page):
            return reply
        lines: list[PageLine] = []
        names: list[str] = []
        for line in reply.page:
            if not isinstance(line, LargeLine):
                lines.append(line)
                continue
            found = self._fetched(line)
            if found is None:
                self._store.drop_pieces([line.name])
                return None
            names.append(line.name)
            lines.append(replace(found, scopes=line.scopes))
        self._store.drop_pieces(names)  # not before: a cut at the next one would bring each of them anew
        return replace(reply, page=tuple(lines))

    def _fetched(self, line: LargeLine) -> RecordLine | None:
        """One record."""
        at = self._store.arrived(line.name)
        while at < line.size:
            piece = self._carrier.get(line.name, at, line.record)
            if piece is None or not piece.content:
                return None
            at = self._store.keep_piece(line.name, at, piece.content)
        content = self._store.whole(line.name)
        if content is None:
            return None
        try:
            found = decode_reply_line(content, ())
        except ProtocolError:
            return None
        return found if isinstance(found, RecordLine) and found.record == line.record else None
