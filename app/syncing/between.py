"""From one office to another by a stick, under a voucher of the server (sync.md §7).

Who makes such files shows another device what waits here, as far as the server vouched that both may have it; the files for the
server lie within them, sealed, and are carried on unchanged. What was shown stays an overlay until it comes from the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.data.database import Database
from app.data.outbox import dispatch, foreign, sharing, unconfirmed
from app.data.outbox.outbox import Op
from app.data.replica import replica
from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.domain.records import Changes
from app.syncing.identity import Enrolment
from sync.protocol import bundle, codec
from sync.protocol.auth import public_of_exchange
from sync.protocol.bundle import Frame, Opened
from sync.protocol.canonical import b64, unb64
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import OpLine, decode_op
from sync.protocol.vouchers import ASKED_MAX, Answer, Question, Voucher, decode_voucher
from sync.schema import vocabulary

ASKED = "sync_incarnations_asked"
RENEW_EVERY = timedelta(days=1)
"""So old a voucher is when an exchange asks for it anew, so that one without news stays one round trip. Sooner with files."""
_FORM = 0
_LARGEST = 2**62
_OPS = 200
"""Operations in one frame at most."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file of another office did: records that are shown otherwise now, files to be carried on; who made it (tag)."""

    maker: str
    records: int
    carried: int


def seal_for(
    database: Database, enrolment: Enrolment, inner: Sequence[bytes], tag: str, *, office: str, part_bytes: int
) -> list[bytes]:
    """Files for another device around the files for the server (`inner`), each of which must fit one.

    InputError `voucher_none`. `office`: the office of this device, to which belongs what has no other.
    """
    with database.transaction() as connection:
        data = sharing.vouchers(connection).get(tag)
        if data is None:
            raise InputError("voucher_none", tag=tag)
        voucher = decode_voucher(data, enrolment.sign)
        shown = list(sharing.shown(connection, voucher.scopes, office))
    vouched = Frame("V", data)
    left = min(part_bytes, bundle.FILE_MAX) - bundle.cost_of(vouched)
    parts = bundle.in_parts([*(Frame("C", each) for each in inner), *_op_frames(shown, bundle.room_of(left))], left)
    name, card = bundle.new_name(), {"d": enrolment.tag, "x": b64(public_of_exchange(enrolment.exchange_key)), "p": 1}
    readers = [enrolment.seal, voucher.reader_key]
    return [
        bundle.seal_part(bundle.TO_OFFICE, (name, place, len(parts)), card, [vouched, *some], readers, enrolment.signing_key)
        for place, some in enumerate(parts, 1)
    ]


def room_for(database: Database, tag: str, part_bytes: int) -> int:
    """How large a file for the server may be to fit one for another device; InputError `voucher_none`, `bundle_part_small`."""
    with database.transaction() as connection:
        data = sharing.vouchers(connection).get(tag)
    if data is None:
        raise InputError("voucher_none", tag=tag)
    extra = bundle.cost_of(Frame("V", data))
    room = bundle.room_of(min(part_bytes, bundle.FILE_MAX) - extra)
    if room < bundle.PART_LEAST or part_bytes < 2 * bundle.PART_LEAST + extra:
        raise InputError("bundle_part_small", least=3 * bundle.PART_LEAST, field="part-bytes")
    return room


def _op_frames(ops: Sequence[tuple[str, Op]], room: int) -> Iterator[Frame]:
    """Frames of operations, each of one numbering and fitting a part, but for an operation that alone is larger."""
    start = 0
    while start < len(ops):
        since, first = ops[start]
        end = start + 1
        while end < len(ops) and end - start < _OPS and ops[end][1].incarnation == first.incarnation:
            end += 1
        while True:
            facts = {"i": b64(bytes.fromhex(first.incarnation)), "t": since, "n": [op.seq for _, op in ops[start:end]]}
            packed = codec.pack([op.line or b"" for _, op in ops[start:end]], codec.FORMS[_FORM], codec.SMALL)
            frame = Frame("O", bundle.with_facts(facts, bytes([_FORM]) + packed))
            if len(frame.content) <= room or end - start == 1:
                yield frame
                break
            end = start + (end - start) // 2
        start = end


def open_shown(
    database: Database, enrolment: Enrolment, data: bytes, told: Callable[[Changes], None] = lambda _: None
) -> Shown:
    """Takes a file in that another device made for this one: its operations are shown, its files for the server are kept.

    ProtocolError `bundle_foreign`, `bundle_stranger` (without a voucher of the server for just these two), and those of the
    format.
    """
    opened = bundle.open_part(data, enrolment.exchange_key)
    voucher = _voucher(opened, enrolment)
    at = instant_text(database.clock.now())
    carried, touched, numberings = 0, dict[str, str](), set[str]()
    with database.transaction() as connection:
        for frame in opened.frames:
            if frame.kind == "C":
                head = bundle.outside(frame.content)
                if head.kind == bundle.TO_SERVER:
                    foreign.carry(connection, _name(head), foreign.TO_SERVER, frame.content, at)
                    carried += 1
            whole = foreign.keep_piece(connection, bundle.piece_of(frame.content)) if frame.kind == "P" else frame
            if whole is not None and whole.kind == "O":
                incarnation, ops = _ops(whole.content)
                touched.update(foreign.keep_ops(connection, incarnation, ops))
                numberings.add(incarnation)
        unconfirmed.came(connection, numberings)
        changes = replica.refresh(connection, touched)
    if changes:
        told(changes)
    return Shown(voucher.maker, len(touched), carried)


def _voucher(opened: Opened, enrolment: Enrolment) -> Voucher:
    """The voucher of a file for this device, whose maker is proved by it; ProtocolError `bundle_stranger`, `bundle_kind`."""
    if opened.outside.kind != bundle.TO_OFFICE:
        raise ProtocolError("bundle_kind")
    data = next((frame.content for frame in opened.frames if frame.kind == "V"), b"")
    try:
        voucher = decode_voucher(data, enrolment.sign)
    except ProtocolError as reason:
        raise ProtocolError("bundle_stranger") from reason
    mine = (enrolment.tag, public_of_exchange(enrolment.exchange_key))
    if (voucher.reader, voucher.reader_key) != mine or not opened.signed_by(voucher.maker_key):
        raise ProtocolError("bundle_stranger")
    return voucher


def _name(head: bundle.Outside) -> str:
    """What a carried file is called here, and by the server's answer."""
    return (head.name + head.part.to_bytes(2, "big")).hex()


def _ops(content: bytes) -> tuple[str, list[tuple[int, OpLine]]]:
    """The operations of a frame with their numbers; lines that this version cannot read are left out."""
    facts, body = bundle.facts_and_body(content)
    if not body or body[0] >= len(codec.FORMS):
        raise ProtocolError("bundle_damaged")
    lines = codec.unpack(body[1:], codec.FORMS[body[0]])
    numbers, since = facts.get("n"), facts.get("t")
    if not isinstance(numbers, list) or len(numbers) != len(lines) or not isinstance(since, str):
        raise ProtocolError("bundle_damaged")
    found = []
    for number, line in zip(numbers, lines, strict=True):
        try:
            op = decode_op(line, since)
        except ProtocolError:
            continue
        if isinstance(number, int) and not isinstance(number, bool) and 0 < number < _LARGEST and op.type in vocabulary().types:
            found.append((number, op))
    return unb64(facts.get("i"), 16).hex(), found


# ---- what the server says of it ----


def want_voucher(database: Database, tag: str) -> None:
    """The next exchange, by link or by files, asks for a voucher, before those that were wanted earlier."""
    with database.transaction() as connection:
        sharing.want(connection, [tag, *(each for each in sharing.wanted(connection) if each != tag)])


def question(database: Database, enrolment: Enrolment, *, renewing: bool = False) -> Question | None:
    """What there is to ask: vouchers that are wanted or grow old, and how far the server has what is shown here of others.

    A voucher that is kept is asked for again and again, so that it is withdrawn when its reader may see things no longer, and
    follows his key and his scopes; with `renewing` of any age. So much at once as the server answers, the oldest first; of more
    numberings the next ones next time: none waits behind others for ever.
    """
    with database.transaction() as connection:
        now = database.clock.now()
        old = sharing.to_renew(connection, None if renewing else now - RENEW_EVERY, now)
        tags = list(dict.fromkeys([*sharing.wanted(connection), *old]))[:ASKED_MAX]
        shown = foreign.incarnations(connection)
        if len(shown) > ASKED_MAX:
            last = dispatch.meta(connection, ASKED) or ""
            shown = [*(each for each in shown if each > last), *(each for each in shown if each <= last)][:ASKED_MAX]
            dispatch.put_meta(connection, ASKED, shown[-1])
    if not tags and not shown:
        return None
    return Question(public_of_exchange(enrolment.exchange_key), tags, shown)


def keep_vouchers(database: Database, answer: Answer, *, late: bool = False) -> None:
    """Keeps what the server vouched for; what it did not is asked no more, and an older voucher for it goes.

    `late`: the answer came by a file and may be older than what is here. It brings nothing back that was withdrawn since, and
    the next exchange by the link asks anew, also about what it takes away: that may have been given since.
    """
    if not answer.vouchers and not answer.refused:
        return
    with database.transaction() as connection:
        wanted, kept = sharing.wanted(connection), sharing.vouchers(connection)
        asked = {*kept, *wanted, *(() if late else sharing.in_doubt(connection))}
        came = {tag: data for tag, data in answer.vouchers.items() if tag in asked}
        sharing.keep(connection, came, answer.refused, None if late else database.clock.now())
        answered = answer.vouchers.keys() | set(answer.refused)
        sharing.want(connection, [tag for tag in wanted if tag not in answered])


def ask_no_more(database: Database, tags: Sequence[str]) -> None:
    """The server did not take a question with these tags: one that it cannot read would stand in the way of all others."""
    with database.transaction() as connection:
        sharing.want(connection, [tag for tag in sharing.wanted(connection) if tag not in tags])
        sharing.doubt_no_more(connection, tags)


def leave(database: Database, have: Mapping[str, int], told: Callable[[Changes], None] = lambda _: None) -> None:
    """What the server had of others before all its pages were taken in lies in these: it is shown by itself no longer.

    What it had not is noted: after long it is told to people.
    """
    with database.transaction() as connection:
        changes = replica.refresh(connection, foreign.leave(connection, have))
        unconfirmed.answered(connection, have, instant_text(database.clock.now()))
    if changes:
        told(changes)


# ---- files that are carried ----


def carried_frames(database: Database, enrolment: Enrolment) -> list[Frame]:
    """What goes before the own requests: files of others, and what there is to ask."""
    asked = question(database, enrolment, renewing=True)
    with database.transaction() as connection:
        files = foreign.carried(connection, foreign.TO_SERVER)
    return [*(Frame("C", data) for _, data in files), *([Frame("Q", asked.encode())] if asked else [])]


def to_carry(database: Database) -> list[tuple[str, int]]:
    """Files of others for the server, the oldest first: name and size in bytes."""
    with database.transaction() as connection:
        return foreign.waiting(connection, foreign.TO_SERVER)


def carried_file(database: Database, name: str) -> bytes | None:
    """One of them; None when it lies here no longer."""
    with database.transaction() as connection:
        return foreign.content(connection, name)


def keep_file(database: Database, data: bytes) -> None:
    """Keeps a file of another device to be handed over with the next exchange; ProtocolError of the format."""
    name = _name(bundle.outside(data))
    with database.transaction() as connection:
        foreign.carry(connection, name, foreign.TO_SERVER, data, instant_text(database.clock.now()))


def has_voucher(database: Database, tag: str) -> bool:
    """Whether the server vouched for another device."""
    with database.transaction() as connection:
        return tag in sharing.vouchers(connection)


def keep_answer(database: Database, data: bytes) -> None:
    """Keeps the server's answer to a file that was carried, for who made it."""
    name = "a" + _name(bundle.outside(data))
    with database.transaction() as connection:
        foreign.carry(connection, name, foreign.ANSWER, data, instant_text(database.clock.now()))


def take_answers(database: Database) -> list[tuple[str, bytes]]:
    """The answers for others that lie here: name and bytes.

    They are sealed, so that nobody here can tell whose they are or that they came: each goes to every stick, until some days
    after the first (`drop_answers`). None is lost by that: the server knows operations by their identity and answers them
    anew in whatever file their maker hands in next, also the same one.
    """
    with database.transaction() as connection:
        return foreign.carried(connection, foreign.ANSWER, foreign.GIVEN)


def are_given(database: Database, names: Sequence[str]) -> None:
    """These answers lie on a stick now."""
    with database.transaction() as connection:
        foreign.are_given(connection, names, instant_text(database.clock.now()))


def drop_answers(database: Database, days: int) -> None:
    """Answers that have been on sticks for so many days go; one that lay on none stays."""
    now = database.clock.now()
    with database.transaction() as connection:
        foreign.drop_given(connection, instant_text(now - timedelta(days=days)), instant_text(now))


def arrived(database: Database, names: Sequence[str]) -> None:
    """These files need not be carried any more."""
    if names:
        with database.transaction() as connection:
            foreign.arrived(connection, names)
