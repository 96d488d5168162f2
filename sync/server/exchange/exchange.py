"""One request of a device and its reply: operations in, verdicts and a page out (sync.md §2, §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from sync.protocol import codec
from sync.protocol.canonical import canonical
from sync.protocol.cursor import Cursor, cursor, cursors_hash
from sync.protocol.digest import NO_ROOT, together
from sync.protocol.envelope import Buckets, Reply, ReplyHead, Request, RequestHead, decode_request, encode_reply, scopes_of
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import AUDIT_MAX, PROTOCOL, PULL_FROM, PULL_MAX, SCOPES_MAX, USERS_MAX
from sync.protocol.lines import RecordLine, millis
from sync.schema import vocabulary
from sync.server import models
from sync.server.blobs.blobs import Blobs
from sync.server.database import Store, lock_clock, position
from sync.server.desk import release_late, release_mended, release_rescued
from sync.server.devices.offices import Device, device_by_id
from sync.server.exchange import waiting
from sync.server.exchange.audit_lines import confirmed, store_audit
from sync.server.exchange.buckets import told_buckets
from sync.server.exchange.cursors import Cursors, Restored, new_epoch, open_epoch, restored_to
from sync.server.exchange.echoes import earlier
from sync.server.exchange.freed import freed_of
from sync.server.exchange.give_back import asked_back
from sync.server.exchange.numbering import LARGEST, Numbering, check_head, numbering_of
from sync.server.exchange.page import Asked, Page, Pager
from sync.server.exchange.reach import scopes_of_device
from sync.server.exchange.receive import Received, Receiver
from sync.server.exchange.scopes import known_to
from sync.server.exchange.unfold import Unfolded, unfold
from sync.server.faults import Refusal
from sync.server.files import now
from sync.server.keeping.erasure import replay_erasures
from sync.server.keeping.outside import replay

CONTACT_SECONDS = 60
"""The last contact of a device is noted no more often than this."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read in one snapshot."""

    epoch: int
    numbering: Numbering
    page: Page
    dropped: tuple[str, ...]
    freed: tuple[tuple[str, int, str], ...]
    cursors: Mapping[str, Cursor]
    receipt: str
    buckets: Buckets
    asked: tuple[str, ...]


class Exchange:
    """The exchanging side of a server process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cursors = Cursors(store)
        self._blobs = Blobs(store)

    def answer(self, device_id: str, content_type: str | None, body: bytes) -> bytes:
        """The reply to a request of a device that was recognised; Refusal."""
        form, request = read_request(content_type, body)
        known = self._cursors.known()
        if request.head.protocol < PULL_FROM and not (request.ops or request.audit):
            raise Refusal(426, "update", **{"from": PULL_FROM})
        with self._store.read() as connection:
            device = _recognised(connection, device_id)
            told = told_cursors(device, request.head)
            here = position(connection)
            back = self._cursors.went_back(connection, here, known)
            restored = back or self._is_restored(connection, here, told)
            if not restored:
                numbering = numbering_of(connection, device, request.head)
                restored = self._proves(here[0], numbering, request.head)
            if not restored:
                check_head(connection, device, numbering, request.head)
                whole = unfold(connection, self._blobs, device, request)
                if not _brings(device, whole.request):  # so that nothing changes between this snapshot and that of a page
                    seen, received = self._seen(connection, here, device, whole.request, told, Received()), Received()
        if restored:
            left = [cursor(text) for text in device.cursors.values()]
            raise self._new_epoch(here[0], list(told.values()), None if back else left)
        request = whole.request
        if _brings(device, request):
            received = self._taken_in(device, whole)
            seen = self._look(device, request, told, received)
        self._remember(device, seen.cursors)
        return _packed(_reply(request, received, seen, whole.missing), form, fast=request.head.page > PULL_MAX)

    def _taken_in(self, device: Device, whole: Unfolded) -> Received:
        """What came of a request that brings something, and of what waited for it."""
        received = self.receive(device, whole.request)
        if received.authors:
            release_rescued(self._store, received.authors)
        if received.mended:
            release_mended(self._store, received.mended)
        self._blobs.drop_lines(device.id, whole.taken)
        if whole.request.ops:
            self.settle(device, whole.request.head.incarnation)
        return received

    def notice_restore(self, device: Device, told: Mapping[str, Cursor]) -> None:
        """Opens a new epoch when a bundle's cursors show that this database was put back; Refusal 400 for forged ones."""
        try:
            with self._store.read() as connection:
                here = position(connection)
                restored = self._is_restored(connection, here, told)
        except Refusal as refused:
            if refused.status != 410:
                raise
        else:
            if restored:
                self._new_epoch(here[0], list(told.values()), [cursor(text) for text in device.cursors.values()])

    def settle(self, device: Device, incarnation: str) -> None:
        """Takes in what came by a bundle before its predecessor, as far as the gap is closed."""
        while True:
            with self._store.read() as connection:
                query = select(models.incarnation.c.have).where(models.incarnation.c.id == incarnation)
                have = int(connection.execute(query).scalar() or 0)
                due = waiting.due(connection, device, incarnation, have)
            if due is None:
                release_late(self._store)
                return
            if due.first + due.count - 1 > have:
                try:
                    request = read_request(codec.media_type(codec.FORMS[due.content[0]]), due.content[1:])[1]
                    if self.receive(device, request).full:
                        return
                except Refusal as refused:
                    if refused.code != "fork":
                        return
            self._forget(device, incarnation, due)

    def _forget(self, device: Device, incarnation: str, due: waiting.Due) -> None:
        """What waited is here, or never will be."""
        self._store.again(lambda connection: waiting.forget(connection, device, incarnation, (due.first, due.count)))

    def page(
        self, device: Device, request: Request, told: Mapping[str, Cursor]
    ) -> tuple[list[bytes], Mapping[str, Cursor], bool]:
        """A page alone: the lines of a reply, the cursors that it leaves a laptop with, and whether there is more."""
        seen = self._look(device, request, told, Received())
        return encode_reply(_reply(request, Received(), seen)), seen.cursors, seen.page.more

    def _is_restored(self, connection: Connection, here: tuple[int, int], told: Mapping[str, Cursor]) -> bool:
        """Whether the device's cursors show that this database was put back; Refusal for other faults of theirs."""
        try:
            self._cursors.check(connection, here, told.values())
        except Restored:
            return True
        return False

    def _proves(self, epoch: int, numbering: Numbering, head: RequestHead) -> bool:
        """Whether the device shows our mark on more operations than are here."""
        if head.receipt is None or head.receipt[0] <= numbering.have:
            return False
        return self._cursors.gave_receipt(epoch, numbering.id, head.receipt)

    def _new_epoch(self, before: int, seen: Sequence[Cursor], told: Sequence[Cursor] | None) -> Refusal:
        """Opens an epoch, unless another request has done it since `before`; the answer says which.

        `told`: what this database knows that it told the device which noticed; None when this process noticed at once.
        """

        def opened(connection: Connection) -> Refusal:
            epoch, _ = lock_clock(connection)
            if epoch == before:
                point = None if told is None else restored_to(connection, told)
                epoch = open_epoch(self._store, connection, max((each.epoch for each in seen), default=0), point)
                replay(self._store, connection)
                replay_erasures(self._store, connection)
            return new_epoch(connection, epoch)

        return self._store.again(opened)

    def receive(self, device: Device, request: Request) -> Received:
        """Takes in what there is: operations, audit lines, users; an idle request writes nothing."""
        if not _brings(device, request):
            return Received()
        users = None if device.revoked else request.head.users

        def taken(connection: Connection) -> Received:
            locked = _locked(connection, device)
            if users is not None and frozenset(users) != locked.users:
                _set(connection, locked, users=canonical(sorted(set(users))).decode())
            numbering = numbering_of(connection, locked, request.head)
            check_head(connection, device, numbering, request.head)
            received = Receiver(connection, locked).take(request, numbering) if request.ops else Received()
            if request.audit:
                store_audit(connection, locked, numbering, request)
            return received

        received = self._store.again(taken)
        if received.doomed:
            self._blobs.destroy(received.doomed)
        return received

    def _look(self, device: Device, request: Request, told: Mapping[str, Cursor], received: Received) -> _Seen:
        """The page, and all that the head says, from one snapshot."""
        with self._store.read() as connection:
            here = position(connection)
            self._cursors.saw(connection, *here)
            if self._is_restored(connection, here, told):
                raise Refusal(503, "busy", retry_after=1)  # put back between the two halves of this request
            return self._seen(connection, here, device, request, told, received)

    def _seen(
        self,
        connection: Connection,
        here: tuple[int, int],
        device: Device,
        request: Request,
        told: Mapping[str, Cursor],
        received: Received,
    ) -> _Seen:
        """`_look` within a snapshot that is known to follow what the device has."""
        head = request.head
        epoch, top = here
        numbering = numbering_of(connection, device, head)
        scopes = known_to(scopes_of_device(connection, device, head.users), head.schema)
        mine = {scope: each for scope, each in told.items() if scope in scopes}
        start = min((mine[scope].seq if scope in mine else 0 for scope in scopes), default=0)
        echo = {**received.echo, **earlier(connection, device.home, head, start, received.echo)}
        asked = Asked(scopes, mine, head.page, head.wanted, head.incarnation, echo, head.large, device.id)
        # Too old to receive: "more" without a line, so that nothing of its own seems contained before it asks for it.
        page = Page(more=True)
        if head.protocol >= PULL_FROM:
            page = Pager(connection, self._cursors, asked, epoch, top).page()
        if head.protocol < 2:  # it knows no erased records, only deleted ones
            known = [replace(line, erased=False) if isinstance(line, RecordLine) else line for line in page.lines]
            page.lines = [line for line in known if not isinstance(line, RecordLine) or line.scopes]
        left = {**mine, **{scope: end for scope, (_, end) in page.moved.items()}}
        dropped = tuple(sorted(told.keys() - scopes))
        receipt = self._cursors.receipt(epoch, numbering.id, numbering.have)
        newer = head.protocol >= 2
        buckets = told_buckets(connection, scopes, head.buckets) if newer and not page.more else {}
        back = asked_back(connection, scopes) if newer else ()
        return _Seen(epoch, numbering, page, dropped, freed_of(connection, device, head.held), left, receipt, buckets, back)

    def _remember(self, device: Device, left: Mapping[str, Cursor]) -> None:
        """Keeps what the reply leaves the device with, and that it was here; seldom, when nothing moved."""
        texts, last = {scope: str(each) for scope, each in left.items()}, device.contact
        lately = (datetime.now(UTC) - timedelta(seconds=CONTACT_SECONDS)).isoformat(timespec="milliseconds")
        if texts == dict(device.cursors) and last is not None and last > lately:
            return
        told = {"cursors": canonical(texts).decode(), "last_contact": now()}
        self._store.again(lambda connection: _set(connection, device, **told))


def _brings(device: Device, request: Request) -> bool:
    """Whether a request brings anything to write: operations, audit lines, other users."""
    users = None if device.revoked else request.head.users
    return bool(request.ops or request.audit or (users is not None and frozenset(users) != device.users))


def read_request(content_type: str | None, body: bytes) -> tuple[codec.Form, Request]:
    """The request; Refusal 415, 413, 400, 426."""
    try:
        form = codec.form_of(content_type)
    except ProtocolError as reason:
        raise Refusal(415, "media_type") from reason
    try:
        request = decode_request(codec.unpack(body, form))
        millis(request.head.since)
        canonical([request.head.since, *(request.head.cursors or ())])
    except ProtocolError as reason:
        raise Refusal(413 if reason.code == "too_large" else 400, reason.code) from reason
    except (ValueError, OverflowError, RecursionError, MemoryError) as reason:
        raise Refusal(400, "head") from reason
    head = request.head
    if not 1 <= head.protocol <= PROTOCOL:
        raise Refusal(426, "update", p=PROTOCOL)
    if len(head.users or ()) > USERS_MAX or len(head.cursors or ()) > SCOPES_MAX:
        raise Refusal(400, "head")
    if head.audit > AUDIT_MAX or len(head.since) > 40 or head.first > LARGEST or (head.raw and head.count != 1):
        raise Refusal(400, "head")
    return form, request


def _recognised(connection: Connection, device_id: str, *, lock: bool = False) -> Device:
    """The device that asks; Refusal 403 when it is not one or no longer. With `lock` its requests wait for each other."""
    device = device_by_id(connection, device_id, lock=lock)
    if device is None:
        raise Refusal(403, "device_unknown")
    if device.revoked:
        raise Refusal(403, "device_revoked")
    return device


def _locked(connection: Connection, device: Device) -> Device:
    """The device's row, locked. One that was revoked still hands in what it collected before, to be held; else Refusal 403."""
    if not device.revoked:
        return _recognised(connection, device.id, lock=True)
    return replace(device_by_id(connection, device.id, lock=True) or device, revoked=True)


def told_cursors(device: Device, head: RequestHead) -> Mapping[str, Cursor]:
    """The device's cursors; Refusal 428 when only a hash was sent and it is not that of the last reply."""
    if head.cursors is not None:
        return head.cursors
    known = {scope: cursor(text) for scope, text in device.cursors.items()}
    if cursors_hash(known) != head.cursors_hash:
        raise Refusal(428, "cursors")
    return known


def _set(connection: Connection, device: Device, **values: Any) -> None:
    """Changes a device's row."""
    table = models.device
    connection.execute(update(table).where(table.c.home == device.home, table.c.id == device.id).values(**values))


def _reply(request: Request, received: Received, seen: _Seen, missing: tuple[str, ...] = ()) -> Reply:
    """The reply; the last audit number that is here is confirmed when there were such lines."""
    page, numbering = seen.page, seen.numbering
    told_more, lean = request.head.protocol >= 2, request.head.earlier
    head = ReplyHead(
        seen.epoch,
        numbering.have,
        numbering.safe,
        len(received.told),
        page.more,
        scopes_of(page.lines),
        {scope: (Cursor(start.epoch, start.seq, "" if lean else start.tag), end) for scope, (start, end) in page.moved.items()},
        _roots(request, page.roots),
        seen.dropped,
        confirmed(request, numbering),
        vocabulary().version if told_more else 1,
        page.log_cut,
        seen.freed,
        PROTOCOL if told_more else 1,
        received.full,
        missing,
        seen.receipt if told_more and request.ops else "",
        seen.buckets,
        seen.asked,
        request.head.gathered,
    )
    return Reply(head, received.verdicts(), tuple(page.lines), tuple(page.logs))


def _roots(request: Request, roots: Mapping[str, str]) -> Mapping[str, str]:
    """The roots in the form that the laptop understands."""
    if request.head.gathered:
        return together(roots)
    return {scope: root for scope, root in roots.items() if root != NO_ROOT or not request.head.earlier}


def _packed(reply: Reply, form: codec.Form, *, fast: bool) -> bytes:
    """The reply's bytes. `fast`: the laptop asks for pages larger than the usual most, as it does over a quick link only."""
    encoded = encode_reply(reply)
    size = sum(map(len, encoded))
    return codec.pack(encoded, form, codec.QUICK if fast and size > PULL_MAX else codec.level_for(size, None))
