"""Bundle files on the server: opened, proved, taken in by the function that takes HTTP requests in, answered by a reply file.

Any order, repetition and mixture with HTTP ends in the same state: operations are known by identity, what lacks its predecessor
waits, and the pages of a reply obey sync.md §4. Whoever carries a file can read nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select, update

from sync.protocol import bundle, chain, codec
from sync.protocol.bundle import Frame, Opened
from sync.protocol.canonical import b64, canonical, short_id, unb64
from sync.protocol.cursor import Cursor, cursor
from sync.protocol.envelope import Reply, ReplyHead, Request, RequestHead, encode_reply
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import PULL_MAX
from sync.protocol.vouchers import decode_question
from sync.server import models
from sync.server.blobs.blobs import Blobs
from sync.server.database import Store, position
from sync.server.devices import vouchers
from sync.server.devices.offices import Device, device_by_id, device_by_tag
from sync.server.exchange import waiting
from sync.server.exchange.cursors import new_epoch
from sync.server.exchange.exchange import Exchange, read_request, told_cursors
from sync.server.exchange.numbering import numbering_of
from sync.server.exchange.receive import Received
from sync.server.faults import Refusal
from sync.server.files import now

REPLY_MAX = 4 * 1024 * 1024
"""Bytes of pages in one reply file; the next bundle asks for the rest."""
DEPTH = 3
"""So many files may lie one in the other: from hand to hand, each carried by the next."""
CHAINS = 4000
"""Links of the chain that a reply tells when two laptops use one numbering, so that the first difference is found there."""


@dataclass(slots=True)
class Answered:
    """What came of one request within a bundle; without `received` it waits, forks, or there is no room (`facts`)."""

    request: Request
    received: Received | None = None
    facts: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Taken:
    """What a bundle brought: whose it was, operations taken in, those that wait, pieces kept, names of contents; its reply.

    `names`: of files within it (name and part) that need not come again, with their `replies`; `vouched`: what was answered
    about other devices.
    `full`: something of it is not here for want of room, and must be brought once more.
    """

    device: Device
    depth: int = 0
    operations: int = 0
    waiting: int = 0
    pieces: int = 0
    answered: list[Answered] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    names: list[bytes] = field(default_factory=list)
    replies: list[bytes] = field(default_factory=list)
    vouched: Mapping[str, object] | None = None
    full: bool = False
    reply: bytes | None = None


def take(store: Store, data: bytes) -> bytes | None:
    """Takes a bundle file in, gives its reply file; None where nobody is to be answered. Refusal."""
    return Bundles(store).take(data).reply


class Bundles:
    """The side of a server process that reads and writes bundle files."""

    def __init__(self, store: Store, exchange: Exchange | None = None) -> None:
        self._store = store
        self._exchange = exchange or Exchange(store)
        self._blobs = Blobs(store)

    def take(self, data: bytes, depth: int = 0) -> Taken:
        """Takes a file in. Refusal 400 for what is no bundle for this server, 403 `bundle_stranger`, 429 `bundle_full`.

        `depth`: in how many others it came.
        """
        try:
            opened = bundle.open_part(data, self._store.keys.seal)
            device = self._maker(opened)
            taken = Taken(device, depth)
            self._note(device, opened)
            for frame in opened.frames:
                self._frame(taken, frame)
        except ProtocolError as reason:
            raise Refusal(400, reason.code) from reason
        taken.reply = self._farewell(taken, opened) if device.revoked else self._reply(taken)
        return taken

    def _maker(self, opened: Opened) -> Device:
        """The device that made a bundle for this server, proved; Refusal 403, ProtocolError."""
        tag = opened.card.get("d")
        if opened.outside.kind == bundle.REPLY or not isinstance(tag, str):
            raise ProtocolError("bundle_kind")
        with self._store.read() as connection:
            device = device_by_tag(connection, tag)
        if device is None or not opened.signed_by(device.key):
            raise Refusal(403, "bundle_stranger")
        return replace(device, revoked=device.revoked or device.id in self._store.ledger.revoked)

    def _note(self, device: Device, opened: Opened) -> None:
        """Keeps the key that replies are sealed to, and that the device was heard of."""
        told = unb64(opened.card.get("x"), 32)
        table = models.device
        if device.revoked:
            return
        statement = update(table).where(table.c.home == device.home, table.c.id == device.id)
        self._store.again(lambda connection: connection.execute(statement.values(exchange=told, last_contact=now())))

    def _frame(self, taken: Taken, frame: Frame) -> None:
        """One frame; kinds that this version does not know are left alone."""
        if frame.kind == "P":
            piece = bundle.piece_of(frame.content)
            whole = self._store.again(lambda connection: waiting.keep_piece(connection, taken.device, piece))
            taken.pieces += 1
            if whole is not None and whole.kind != "P":
                self._frame(taken, whole)
        elif frame.kind == "R":
            self._request(taken, frame.content)
        elif frame.kind == "C":
            self._carried(taken, frame.content)
        elif frame.kind == "Q" and not taken.device.revoked:
            taken.vouched = vouchers.answer(self._store, taken.device.id, decode_question(frame.content)).facts()
        elif frame.kind == "B":
            self._content(taken, bundle.facts_and_body(frame.content)[1])

    def _carried(self, taken: Taken, data: bytes) -> None:
        """A file of another device, or of this one, that this one carries unchanged; one that is refused stops only itself.

        It is carried no more, as after a refusal over the link: its maker has what it holds, and it would go with every stick.
        """
        try:
            inner = bundle.outside(data)
        except ProtocolError:
            return
        if inner.kind == bundle.REPLY or taken.depth >= DEPTH:
            return
        name = inner.name + inner.part.to_bytes(2, "big")
        try:
            carried = self.take(data, taken.depth + 1)
        except Refusal as refused:
            taken.full = taken.full or refused.status == 429
            if refused.status in (400, 403):
                taken.names.append(name)
            return
        taken.operations += carried.operations
        taken.waiting += carried.waiting
        if carried.full:
            taken.full = True
        else:
            taken.names.append(name)
        if carried.reply is not None:
            taken.replies.append(carried.reply)

    def _content(self, taken: Taken, content: bytes) -> None:
        """The content of an attachment, whole; one that was erased by law, is too large or finds no room stops only itself."""
        try:
            taken.contents.append(self._blobs.put(taken.device.home, taken.device.id, content))
        except Refusal as refused:
            if refused.status not in (410, 413, 429):
                raise
            taken.full = taken.full or refused.status == 429

    def _request(self, taken: Taken, content: bytes) -> None:
        """A request, as HTTP would bring it; one that lacks its predecessor waits."""
        request = request_of(content)
        device = self._fresh(taken.device)
        if _is_late(device, request.head):  # neither then nor in the answer: the laptop then says anew who works on it
            request = replace(request, head=replace(request.head, users=None))
        answered = Answered(request)
        taken.answered.append(answered)
        self._exchange.notice_restore(device, told_cursors(device, request.head))
        try:
            answered.received = self._exchange.receive(device, request)
        except Refusal as refused:
            if refused.status not in (409, 429):
                raise
            answered.facts = refused.body
            taken.full = taken.full or refused.status == 429
            if refused.code == "gap":
                answered.facts = self._gap(request, refused.body)
            if refused.code == "gap" and request.ops:
                self._hold(device, request, content)
                taken.waiting += len(request.ops)
            elif refused.code == "fork":
                answered.facts = self._fork(device, request, refused.body)
        else:
            taken.full = taken.full or answered.received.full
            taken.operations += len(answered.received.told)
            self._exchange.settle(device, request.head.incarnation)

    def _fresh(self, device: Device) -> Device:
        """A device as it is now, its users as the last request left them; revoked stays revoked."""
        with self._store.read() as connection:
            found = device_by_id(connection, device.id) or device
        return replace(found, revoked=device.revoked or found.revoked)

    def _hold(self, device: Device, request: Request, content: bytes) -> None:
        """Keeps a request until the gap closes; if that happened meanwhile, it is taken in at once."""
        head = request.head
        place = (head.first, head.count)
        self._store.again(lambda connection: waiting.hold(connection, device, head.incarnation, place, content))
        self._exchange.settle(device, head.incarnation)

    def _gap(self, request: Request, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a laptop needs to see whether this server lost what it had answered, and that the answer is no old one."""
        with self._store.read() as connection:
            epoch, at = position(connection)
        return {**told, "i": b64(bytes.fromhex(request.head.incarnation)), "e": epoch, "at": at}

    def _fork(self, device: Device, request: Request, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a laptop needs to find, without asking, the first operation that differs."""
        head, log = request.head, models.op_log.c
        start = max(0, head.first - 1)
        with self._store.read() as connection:
            query = select(log.seq, log.chain).where(
                log.home == device.home, log.incarnation == head.incarnation, log.device == device.id, log.seq >= start
            )
            rows = connection.execute(query.order_by(log.seq).limit(CHAINS)).all()
        links = {str(row.seq): chain.shown(bytes(row.chain)) for row in rows}
        return {**told, "i": b64(bytes.fromhex(head.incarnation)), "chains": links}

    def _farewell(self, taken: Taken, opened: Opened) -> bytes:
        """What a device is told that was revoked: only that, and whether all of the file is here.

        Our signature proves to it that it was revoked, so that nobody else can make it destroy what it holds.
        """
        facts = {"error": "revoked", "kept": int(not taken.full)}
        card = {"to": taken.device.tag, "p": 1}
        place = (bundle.new_name(), 1, 1)
        reader = unb64(opened.card.get("x"), 32)
        return bundle.seal_part(bundle.REPLY, place, card, [Frame("T", canonical(facts))], [reader], self._store.keys.sign)

    def _reply(self, taken: Taken) -> bytes | None:
        """The reply file: verdicts of all requests, and pages behind the cursors of the last one that asks, up to a size."""
        if not (taken.answered or taken.contents or taken.names or taken.vouched):
            return None
        device = self._fresh(taken.device)
        if device.exchange is None:
            return None
        told: dict[str, object] = {"contents": [b64(bytes.fromhex(name)) for name in taken.contents]}
        told["carried"] = [b64(name) for name in taken.names]
        if taken.vouched is not None:
            told["vouched"] = taken.vouched
        frames = [Frame("T", canonical(told)), *(Frame("C", reply) for reply in taken.replies)]
        for answered in taken.answered:
            facts = answered.facts
            if facts is not None:
                frames.append(Frame("T", canonical(facts)))
            else:
                frames.append(_answer(answered.request, self._verdicts(device, answered)))
        asking = [answered.request for answered in taken.answered if answered.request.head.page]
        if asking:
            frames.extend(self._pages(device, asking))
        keys = self._store.keys
        card = {"to": device.tag, "p": 1}
        return bundle.seal_part(bundle.REPLY, (bundle.new_name(), 1, 1), card, frames, [device.exchange], keys.sign)

    def _verdicts(self, device: Device, answered: Answered) -> list[bytes]:
        """The reply to a request without a page: `more` says that its operations are not contained yet."""
        received = answered.received or Received()
        with self._store.read() as connection:
            numbering = numbering_of(connection, device, answered.request.head)
            epoch, _ = position(connection)
        have = min(numbering.have, answered.request.head.first + len(received.told) - 1)
        head = ReplyHead(epoch, max(0, have), numbering.safe, len(received.told), True)
        return encode_reply(Reply(head, received.verdicts()))

    def _pages(self, device: Device, asking: Sequence[Request]) -> list[Frame]:
        """Pages behind the cursors that were told, until there is nothing more or the file is large enough.

        With the last page it is told of each incarnation that asks how far it is contained.
        """
        frames: list[Frame] = []
        last = asking[-1].head
        told = told_cursors(device, last)
        with self._store.read() as connection:
            epoch, _ = position(connection)
            begun = new_epoch(connection, epoch)
        if any(each.epoch != epoch for each in told.values()):
            frames.append(Frame("T", canonical(begun.body)))
            told = {scope: Cursor(epoch, 0) for scope in told}
        size, more, wanted = 0, True, last.wanted
        while more and size <= REPLY_MAX - 2 * PULL_MAX:
            lines, told, more = self._page(device, last, told, wanted)
            frames.append(_answer(Request(replace(last, count=0, wanted=wanted)), lines, page=True))
            size += len(frames[-1].content)
            wanted = ()
        for request in asking[:-1] if not more else ():
            lines, told, _ = self._page(device, request.head, told, ())
            frames.append(_answer(Request(replace(request.head, wanted=())), lines, page=True))
        return frames

    def _page(
        self, device: Device, head: RequestHead, told: Mapping[str, Cursor], wanted: tuple[str, ...]
    ) -> tuple[list[bytes], Mapping[str, Cursor], bool]:
        """One page for one incarnation."""
        plain = replace(head, cursors=told, count=0, audit=0, page=PULL_MAX, wanted=wanted, raw=False, users=None)
        return self._exchange.page(device, Request(plain), told)


def _is_late(device: Device, head: RequestHead) -> bool:
    """Whether the laptop has received more since than it had when it wrote a request: what that says of it may be old."""
    told = told_cursors(device, head)
    since = {scope: cursor(text) for scope, text in device.cursors.items()}
    return any(scope not in told or (told[scope].epoch, told[scope].seq) < (at.epoch, at.seq) for scope, at in since.items())


def request_of(content: bytes) -> Request:
    """The request of an `R` frame: the form's number and the packed body; Refusal 400."""
    place = content[0] if content else len(codec.FORMS)
    if place >= len(codec.FORMS):
        raise Refusal(400, "bundle_damaged")
    _, request = read_request(codec.media_type(codec.FORMS[place]), content[1:])
    if request.head.cursors is None:
        raise Refusal(400, "bundle_damaged")
    return request


def _answer(request: Request, lines: Sequence[bytes], *, page: bool = False) -> Frame:
    """An answer with what it answers to, so that the laptop can take it in whenever it comes."""
    head = request.head
    told: dict[str, Any] = {"i": b64(bytes.fromhex(head.incarnation)), "f": head.first, "n": 0 if page else head.count}
    if page:
        told["w"] = [short_id(record) for record in head.wanted]
    elif head.users is not None:
        told["us"] = [short_id(user) for user in head.users]
    return Frame("A", bundle.with_facts(told, bytes([0]) + codec.pack(lines, codec.FORMS[0], codec.SMALL)))
