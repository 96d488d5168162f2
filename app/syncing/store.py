"""The engine's store on the encrypted database: each method one transaction; a page and its cursors go as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from app.data.contents import attachments, blob_queue
from app.data.database import Database
from app.data.fields import schema_version
from app.data.keeping import keys
from app.data.outbox import dispatch, gaps, outbox, quarantine
from app.data.replica import alarms, arrivals, epochs, parked, repair, replica
from app.data.values import canonical
from app.domain.clock import instant_text
from app.domain.records import Changes
from app.syncing.identity import Enrolment
from sync.client.ports import Accepted, Identity, Outgoing
from sync.protocol.canonical import b64
from sync.protocol.chain import shown
from sync.protocol.digest import differing
from sync.protocol.envelope import Reply


class DatabaseStore:
    """What an exchange keeps; `told` is called with what each page changed, after its commit."""

    def __init__(self, database: Database, enrolment: Enrolment, told: Callable[[Changes], None] = lambda _: None) -> None:
        self._database = database
        self._enrolment = enrolment
        self._told = told

    def begin(self) -> None:
        """Tries once more what was parked, perhaps by an older version of the programme."""
        with self._database.transaction() as connection:
            changes, again = parked.retry_parked(connection)
            if again:
                ask = again.union(dispatch.wanted(connection))
                dispatch.put_meta(connection, dispatch.WANTED, canonical(sorted(ask)))
        if changes:
            self._told(changes)

    def identity(self) -> Identity:
        """Who this device is to the server."""
        return Identity(self._enrolment.tag, self._enrolment.signing_key, self._enrolment.seal, schema_version())

    def outgoing(self, plain_bytes: int) -> Outgoing:
        """The next lines, frozen on the way."""
        users = keys.users(self._database.folder)
        with self._database.transaction() as connection:
            batch = dispatch.next_batch(connection, plain_bytes)
            assert batch is not None, "only what is behind a batch may not be known yet"
            known = dispatch.meta(connection, dispatch.USERS_TOLD) == canonical(sorted(users))
            receipt = dispatch.receipts(connection).get(batch.incarnation.id)
            return Outgoing(
                batch.incarnation.id,
                batch.since,
                batch.first,
                batch.chain,
                batch.lines,
                dispatch.cursors(connection),
                dispatch.audit_lines(connection, batch),
                tuple(dispatch.wanted(connection)),
                None if known else tuple(sorted(users)),
                None if receipt is None else (int(receipt[0]), str(receipt[1])),
                repair.asking(connection),
                quarantine.named(connection),
            )

    def following(self, sent: Outgoing, count: int, plain_bytes: int) -> Outgoing | None:
        """The lines behind those that are under way, frozen meanwhile."""
        with self._database.transaction() as connection:
            batch = dispatch.next_batch(connection, plain_bytes, (sent.incarnation, sent.first - 1 + count))
            if batch is None:
                return None
            audit = () if sent.audit else dispatch.audit_lines(connection, batch)
            return Outgoing(batch.incarnation.id, batch.since, batch.first, batch.chain, batch.lines, {}, audit)

    def accept(self, sent: Outgoing, count: int, reply: Reply) -> Accepted:
        """Takes a reply: verdicts, then the page with what is shown anew, then cursors, all or nothing."""
        at = instant_text(self._database.clock.now())
        with self._database.transaction() as connection:
            ops = outbox.sent_ops(connection, sent.incarnation, sent.first, count) if count else []
            page = replica.Page(reply.head.epoch, ops, at, dispatch.roots(connection), (sent.incarnation, sent.first))
            page.forced = repair.forced(connection)
            wipe = partial(replica.wipe, connection, page)
            verdicts = dispatch.take_verdicts(connection, sent.incarnation, ops, reply.verdicts, at, wipe, page.touched)
            joins = dispatch.follows(connection, reply)
            if joins:
                page.wanted |= dispatch.begin_scopes(connection, reply)
                replica.apply_page(connection, page, reply.page)
                for line in reply.unread:
                    name = b64(outbox.chain_link(b"", line)[:16])
                    replica.park_line(connection, name, 0, line, parked.UNREAD, at)
                replica.leave_scopes(connection, page, reply.head.dropped)
                dispatch.note_logs(connection, reply)
                released = quarantine.free(connection, reply.head.freed, partial(wipe, known=True))
                contained = dispatch.leave_overlay(connection, sent.incarnation, reply, page)
                for type_name, record in (*released, *contained):
                    if record not in page.adopted:
                        page.touched[record] = type_name
                if not reply.head.more and not page.wanted and epochs.receiving(connection):
                    epochs.finish_epoch(connection, page)
                repair.give_back(connection, page, reply.head.asked)
                repair.compare(connection, page, reply, self._compare(reply, page.roots))
                dispatch.move_cursors(connection, reply, page.roots)
            safe = outbox.incarnation(connection, sent.incarnation).safe_seq
            dispatch.take_head(connection, sent.incarnation, reply, at)
            if reply.head.safe > safe:
                gaps.prune(connection, sent.incarnation)
            if not sent.lines:
                gaps.mend(connection, self._database.clock, sent.incarnation, reply.head.have)
            alarms.tell_full(connection, full=reply.head.full, taken=count, at=at)
            repair.keep_forced(connection, page)
            page.wanted |= set(dispatch.wanted(connection)) - set(sent.wanted)
            dispatch.put_meta(connection, dispatch.WANTED, canonical(sorted(page.wanted)))
            if sent.users is not None:
                dispatch.put_meta(connection, dispatch.USERS_TOLD, canonical(sorted(sent.users)))
            dispatch.put_meta(connection, dispatch.ROOTS_DIFFER, canonical(self._compare(reply, page.roots)))
            changes = arrivals.show(connection, page, reply)
            waiting = dispatch.something_waits(connection)
            erased = dispatch.meta(connection, attachments.ERASED)
        if erased:
            attachments.destroy_erased(self._database)
        if changes:
            self._told(changes)
        return Accepted(page.received, verdicts, waiting, joins)

    @staticmethod
    def _compare(reply: Reply, roots: dict[str, int]) -> list[str]:
        """Scopes whose root is another here than on the server; nothing is compared before the last page."""
        if reply.head.more or reply.head.schema != schema_version():
            return []
        dropped = set(reply.head.dropped)
        return differing({scope: root for scope, root in roots.items() if scope not in dropped}, reply.head.roots)

    def arrived(self, name: str) -> int:
        """Bytes of a record's line that came as pieces so far."""
        with self._database.transaction() as connection:
            return blob_queue.arrived(connection, name)

    def keep_piece(self, name: str, offset: int, piece: bytes) -> int:
        """Keeps the next piece of a record's line."""
        with self._database.transaction() as connection:
            return blob_queue.keep_piece(connection, name, offset, piece)

    def whole(self, name: str) -> bytes | None:
        """The pieces put together."""
        with self._database.transaction() as connection:
            return blob_queue.whole(connection, name)

    def drop_pieces(self, names: Sequence[str]) -> None:
        """Pieces of records' lines that are in their place, or are to come anew."""
        if not names:
            return
        with self._database.transaction() as connection:
            for name in names:
                blob_queue.drop_pieces(connection, name)

    def chain_at(self, incarnation: str, seq: int) -> str | None:
        """The chain after an operation as it is shown."""
        with self._database.transaction() as connection:
            chain = outbox.chain_at(connection, incarnation, seq)
        return None if chain is None else shown(chain)

    def frozen(self, incarnation: str) -> int:
        """The last operation that was ever in a batch."""
        with self._database.transaction() as connection:
            found = [each for each in outbox.incarnations(connection) if each.id == incarnation]
        return found[0].frozen_seq if found else 0

    def kept(self, incarnation: str) -> int:
        """The first operation that is still here."""
        with self._database.transaction() as connection:
            return gaps.kept(connection, incarnation)

    def behind(self, incarnation: str, have: int) -> None:
        """Sending goes on behind what the server has."""
        with self._database.transaction() as connection:
            changes = epochs.offer_again(connection, incarnation, have)
        if changes:
            self._told(changes)

    def fork(self, incarnation: str, first: int) -> None:
        """Operations from `first` on get numbers of their own in a new incarnation, and are shown again.

        A page may have told of others under these numbers as contained, which took ours off the screen.
        """
        with self._database.transaction() as connection:
            ours = outbox.records_from(connection, incarnation, first)
            least = gaps.kept(connection, incarnation)
            if first < least:  # they were safe once, and the server lost them all the same
                gaps.go_on_behind(connection, self._database.clock, incarnation, (first, least - 1))
            else:
                dispatch.fork(connection, self._database.clock, incarnation, first)
            changes = replica.refresh(connection, ours)
        if changes:
            self._told(changes)

    def new_epoch(self, epoch: int, points: Mapping[int, int] | None = None) -> None:
        """Everything anew after the server was restored."""
        with self._database.transaction() as connection:
            changes = epochs.start_epoch(connection, epoch, points)
        if changes:
            self._told(changes)
