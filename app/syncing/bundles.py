"""Bundle files on the laptop: what waits is sealed for the server, and reply files are taken in like replies (sync.md §7).

Sealing marks nothing as sent: an operation counts as answered only when a reply says so, whichever way it comes. So files may
be lost, doubled, late or out of order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.database import Database
from app.data.fields import schema_version
from app.data.keeping import keys
from app.data.outbox import dispatch, outbox, quarantine
from app.data.outbox.dispatch import Batch
from app.domain.errors import EnvironmentFault, InputError
from app.domain.records import Changes
from app.syncing import between, contents
from app.syncing.contents import Chosen
from app.syncing.identity import Enrolment
from app.syncing.store import DatabaseStore
from sync.client.ports import Outgoing
from sync.protocol import bundle, codec
from sync.protocol.auth import public_of_exchange
from sync.protocol.bundle import Frame
from sync.protocol.canonical import b64, long_id, parsed, unb64
from sync.protocol.cursor import restore_points
from sync.protocol.envelope import Request, RequestHead, decode_reply, encode_request
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import PULL_MAX
from sync.protocol.vouchers import decode_answer

PART_USUAL, PART_LEAST, FILE_MAX = bundle.PART_USUAL, bundle.PART_LEAST, bundle.FILE_MAX
TO_SERVER, REPLY, TO_OFFICE = bundle.TO_SERVER, bundle.REPLY, bundle.TO_OFFICE
_FORM = 0
"""Place of the packing in `codec.FORMS`: zstd with our dictionary."""
_RATIO = 3
"""Plain bytes that are tried for each byte of a part; too much is cut."""


@dataclass(slots=True)
class ReplyTaken:
    """What a reply file did: records received, verdicts counted, whether pages are still to come with the next one.

    `old`: it is from before a restore, of the server or of this laptop. `revoked`: the server says that it does not know this
    device any more; then `kept` says whether all of the file that is answered is there. `contents`: names of attachments'
    contents that are there. `have`: how far operations of others, which are shown here, are there.
    """

    received: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    more: bool = False
    old: bool = False
    revoked: bool = False
    kept: bool = False
    contents: list[str] = field(default_factory=list)
    have: dict[str, int] = field(default_factory=dict)


def seal(
    database: Database,
    enrolment: Enrolment,
    *,
    part_bytes: int = bundle.PART_USUAL,
    carrying: bool = True,
    chosen: Chosen | None = None,
) -> list[bytes]:
    """Everything that the server has not answered, as files of at most so many bytes; one at least, which asks for pages.

    `carrying`: with what others gave this device to carry on, before its own. Contents of attachments come last, those that
    were chosen (None: as usual). InputError `bundle_part_small`.
    """
    if part_bytes < bundle.PART_LEAST:
        raise InputError("bundle_part_small", least=bundle.PART_LEAST, field="part-bytes")
    size = min(part_bytes, bundle.FILE_MAX)
    carried = between.carried_frames(database, enrolment) if carrying else []
    requests = _frames(database, bundle.room_of(size))
    parts = bundle.in_parts([*carried, *requests, *_contents(database, chosen or contents.choose(database))], size)
    name = bundle.new_name()
    card = {"d": enrolment.tag, "x": b64(public_of_exchange(enrolment.exchange_key)), "p": 1}
    return [
        bundle.seal_part(bundle.TO_SERVER, (name, place, len(parts)), card, frames, [enrolment.seal], enrolment.signing_key)
        for place, frames in enumerate(parts, 1)
    ]


def _contents(database: Database, chosen: Chosen) -> Iterator[Frame]:
    """What belongs to attachments and only this laptop may have."""
    store = AttachmentStore.of(database)
    for name in chosen.names:
        try:
            content = store.get(name)
        except InputError:
            continue  # lost or damaged here: the exchange of contents says so
        yield Frame("B", bundle.with_facts({}, content))


def _frames(database: Database, room: int) -> list[Frame]:
    """The requests that ask for pages, one for each incarnation, then one for each piece of the outbox."""
    users = keys.users(database.folder)
    asked: list[Frame] = []
    frames: list[Frame] = []
    with database.transaction() as connection:
        cursors, wanted = dispatch.cursors(connection), tuple(dispatch.wanted(connection))
        for numbering in dispatch.open_numberings(connection):
            first = numbering.acked_seq + 1
            idle = dispatch.empty_batch(connection, numbering, first)
            audit = dispatch.audit_lines(connection, idle)
            named = tuple(sorted(users)) if numbering.current else None
            ask = wanted if numbering.current else ()
            asking = _head(idle, 0, cursors, page=PULL_MAX, wanted=ask, audit=len(audit), users=named)
            held = quarantine.named(connection) if numbering.current else {}
            asked.append(_packed(Request(replace(asking, held=held), (), audit)))
            while True:
                now = outbox.incarnation(connection, numbering.id)
                batch = dispatch.batch_from(connection, now, first, room * _RATIO)
                if not batch.lines:
                    break
                count, frame = _fitting(batch, cursors, room)
                frames.append(frame)
                first += count
    return [*asked, *frames]


def _fitting(batch: Batch, cursors: Mapping[str, Any], room: int) -> tuple[int, Frame]:
    """As many operations as fit a part; one that is larger than a part goes in pieces."""
    count = len(batch.lines)
    while True:
        frame = _packed(Request(_head(batch, count, cursors), batch.lines[:count]))
        if count == 1 or len(frame.content) <= room:
            return count, frame
        count = max(1, min(count - 1, count * room // len(frame.content)))


def _head(
    batch: Batch,
    count: int,
    cursors: Mapping[str, Any],
    *,
    page: int = 0,
    wanted: tuple[str, ...] = (),
    audit: int = 0,
    users: tuple[str, ...] | None = None,
) -> RequestHead:
    """The head of a request within a bundle: cursors whole, since nobody can ask back."""
    start = (schema_version(), batch.incarnation.id, batch.since, batch.first, count, batch.chain, cursors)
    return RequestHead(*start, page=page, wanted=wanted, audit=audit, users=users)


def _packed(request: Request) -> Frame:
    """A request as a frame."""
    return Frame("R", bytes([_FORM]) + codec.pack(encode_request(request), codec.FORMS[_FORM], codec.SMALL))


def open_reply(
    database: Database, enrolment: Enrolment, data: bytes, told: Callable[[Changes], None] = lambda _: None
) -> ReplyTaken:
    """Takes a reply file in: verdicts and pages, each whole or not at all; what is older than what is known changes nothing.

    InputError `bundle_…`; EnvironmentFault `bundle_damaged`, `bundle_cut`.
    """
    try:
        opened = bundle.open_part(data, enrolment.exchange_key)
        if opened.outside.kind != bundle.REPLY:
            raise ProtocolError("bundle_kind")
        if not opened.signed_by(enrolment.sign):
            raise ProtocolError("bundle_stranger")
        taken = _take(database, DatabaseStore(database, enrolment, told), opened.frames)
        if not taken.more and taken.have:
            between.leave(database, taken.have, told)
        return taken
    except ProtocolError as reason:
        raise bundle_fault(reason.code) from reason


def _take(database: Database, store: DatabaseStore, frames: Iterable[Frame]) -> ReplyTaken:
    """The frames of a reply in their order."""
    taken = ReplyTaken()
    for frame in frames:
        if frame.kind == "T":
            facts = parsed(frame.content)
            if isinstance(facts, dict):
                _facts(database, store, facts, taken)
        elif frame.kind == "C":
            between.keep_answer(database, frame.content)
        elif frame.kind == "A":
            _answer(database, store, frame.content, taken)
    return taken


def _facts(database: Database, store: DatabaseStore, facts: Mapping[str, Any], taken: ReplyTaken) -> None:
    """What could not be answered: a new epoch begins here too; a fork is found by the links of the chain that were told."""
    if facts.get("error") == "revoked":
        taken.revoked, taken.kept = True, facts.get("kept") == 1
    elif isinstance(facts.get("contents"), list):
        names = [unb64(name, 32).hex() for name in facts["contents"]]
        taken.contents += names
        with database.transaction() as connection:
            for name in names:
                blob_queue.is_sent(connection, name)
        between.arrived(database, [unb64(name).hex() for name in facts.get("carried", ())])
        if "vouched" in facts:
            answer = decode_answer(facts["vouched"])
            between.keep_vouchers(database, answer, late=True)
            taken.have.update(answer.have)
    elif facts.get("error") == "epoch" and isinstance(facts.get("epoch"), int):
        with database.transaction() as connection:
            known = int(dispatch.meta(connection, dispatch.EPOCH) or "0")
        if facts["epoch"] > known:
            store.new_epoch(facts["epoch"], restore_points(facts.get("points")))
    elif facts.get("error") == "fork" and isinstance(facts.get("chains"), dict):
        incarnation = unb64(facts.get("i"), 16).hex()
        for seq, link in sorted((int(seq), link) for seq, link in facts["chains"].items()):
            ours = store.chain_at(incarnation, seq)
            if ours is not None and ours != link:
                store.fork(incarnation, seq)
                return
    elif facts.get("error") == "gap" and all(isinstance(facts.get(name), int) for name in ("have", "e", "at")):
        _gap(database, store, facts)


def _gap(database: Database, store: DatabaseStore, facts: Mapping[str, Any]) -> None:
    """The server was put back without its epoch having told us: what it had answered is offered again behind what both have.

    Mostly a gap only says that an earlier file is still on its way, and nothing is to be done. An answer from before the last
    page says nothing about now.
    """
    incarnation, have = unb64(facts.get("i"), 16).hex(), int(facts["have"])
    with database.transaction() as connection:
        here = (
            int(dispatch.meta(connection, dispatch.EPOCH) or "0"),
            [each.seq for each in dispatch.cursors(connection).values()],
        )
        answered = [each.acked_seq for each in outbox.incarnations(connection) if each.id == incarnation]
    if here[0] != facts["e"] or max(here[1], default=0) > facts["at"] or not answered or have >= answered[0]:
        return
    if store.chain_at(incarnation, have) == facts.get("chain"):
        store.behind(incarnation, have)


def _answer(database: Database, store: DatabaseStore, content: bytes, taken: ReplyTaken) -> None:
    """One answer, as if it had just come over the link."""
    facts, body = bundle.facts_and_body(content)
    if not body or body[0] >= len(codec.FORMS):
        raise ProtocolError("bundle_damaged")
    reply = decode_reply(codec.unpack(body[1:], codec.FORMS[body[0]]))
    try:
        incarnation, first, count = unb64(facts["i"], 16).hex(), int(facts["f"]), int(facts["n"])
        wanted = tuple(long_id(record) for record in facts.get("w", ()))
        users = tuple(long_id(user) for user in facts["us"]) if "us" in facts else None
    except (KeyError, TypeError, ValueError) as reason:
        raise ProtocolError("bundle_damaged") from reason
    with database.transaction() as connection:
        if reply.head.epoch < int(dispatch.meta(connection, dispatch.EPOCH) or "0"):
            taken.old = True  # the server was restored since: what it said before may not hold any more
            return
        if all(each.id != incarnation for each in outbox.incarnations(connection)):
            taken.old = True  # from after this laptop's own backup, or of its double: it is put back, and is told anew
            return
        cursors = dispatch.cursors(connection)
    sent = Outgoing(incarnation, "", first, "", (), cursors, (), wanted, users)
    accepted = store.accept(sent, min(count, reply.head.answered), reply)
    taken.received += accepted.received
    taken.more = reply.head.more
    for verdict, number in accepted.verdicts.items():
        taken.verdicts[verdict] = taken.verdicts.get(verdict, 0) + number


def seal_for(
    database: Database,
    enrolment: Enrolment,
    tag: str,
    *,
    office: str,
    part_bytes: int = bundle.PART_USUAL,
    chosen: Chosen | None = None,
) -> list[bytes]:
    """The same for another device too, which is shown what waits here as far as the server vouched for it.

    InputError `voucher_none`, `bundle_part_small`.
    """
    room = between.room_for(database, tag, part_bytes)
    inner = seal(database, enrolment, part_bytes=room, carrying=False, chosen=chosen)
    return between.seal_for(database, enrolment, inner, tag, office=office, part_bytes=part_bytes)


def open_shown(
    database: Database, enrolment: Enrolment, data: bytes, told: Callable[[Changes], None] = lambda _: None
) -> between.Shown | None:
    """Takes a file in that another device made for this one; None when it is for another. InputError, EnvironmentFault."""
    try:
        return between.open_shown(database, enrolment, data, told)
    except ProtocolError as reason:
        if reason.code == "bundle_foreign":
            return None
        raise bundle_fault(reason.code) from reason


def name_of(data: bytes) -> str:
    """How the file of a part is called; it says nothing."""
    return bundle.file_name(bundle.outside(data))


def kind_of(data: bytes) -> int:
    """What a file is: `TO_SERVER`, `REPLY`, `TO_OFFICE`. InputError `bundle_none`, `bundle_newer`, EnvironmentFault."""
    try:
        return bundle.outside(data).kind
    except ProtocolError as reason:
        raise bundle_fault(reason.code) from reason


def bundle_fault(code: str) -> InputError | EnvironmentFault:
    """What is wrong with a file, in the programme's own terms."""
    known: dict[str, InputError | EnvironmentFault] = {
        "bundle_none": InputError("bundle_none"),
        "bundle_newer": InputError("bundle_newer"),
        "bundle_foreign": InputError("bundle_foreign"),
        "bundle_kind": InputError("bundle_kind"),
        "bundle_stranger": InputError("bundle_stranger"),
        "bundle_cut": EnvironmentFault("bundle_cut"),
        "bundle_full": EnvironmentFault("bundle_full"),
        "too_large": InputError("bundle_none"),
    }
    return known.get(code) or EnvironmentFault("bundle_damaged")
