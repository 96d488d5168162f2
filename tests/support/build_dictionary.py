"""Makes the compression dictionary of the wire from vocabulary, code lists and synthetic lines: by hand, once a version.

A released dictionary never changes: a new one gets the next number.
"""

from __future__ import annotations

import random
import uuid

import zstandard

from app.domain.codelists import codelist, list_names
from sync.protocol.canonical import b64, canonical
from sync.protocol.chain import shown
from sync.protocol.codec import SECOND
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply, ReplyHead, Request, RequestHead, encode_reply, encode_request
from sync.protocol.lines import OpLine, RecordLine, encode_op
from sync.protocol.page_lines import encode_page_line
from sync.schema import RESTRICTED_GROUPS, office_scope, vocabulary
from tests.bench.sync import ours, records

SIZE = 64 * 1024
SEEDS = range(5, 25)
"""Of records with made-up words, each with words of its own."""
SINCE = "2026-01-05T03:04:05.678Z"
WORDS = tuple(
    word
    for line in (
        "ភូមិ ឃុំ សង្កាត់ ស្រុក ខេត្ត កុមារ ករណី ឪពុក ម្តាយ ជីតា ជីដូន បង ប្អូន គ្រួសារ ផ្ទះ វត្ត សាលា រៀន ស្រី ប្រុស សុខ ចាន់ លី ហេង សុភា ដារ៉ា",
        "រតនា ស្រីមុំ វិចិត្រ បញ្ញា មករា កញ្ញា សុវណ្ណ ក្រីក្រ ជំងឺ ពិការ បោះបង់ ធ្វើ ការ ចិញ្ចឹម មើល ថែ ទទួល បាន សេវា អនុរក្ស នាយក មជ្ឈមណ្ឌល",
    )
    for word in line.split()
)


def value(chance: random.Random, kind: str, codes: list[str]) -> object:
    """A believable value of a kind."""
    texts = " ".join(chance.choices(WORDS, k=chance.randint(1, 6)))
    made: dict[str, object] = {
        "text": texts,
        "code": chance.choice(codes or ["yes", "no", "020304", "02030405"]),
        "int": chance.choice([1, 2, 3, 2026, 45000]),
        "bool": chance.random() < 0.5,
        "date": f"20{chance.randint(8, 26):02}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "instant": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T0{chance.randint(1, 9)}:00:00.000Z",
        "ref": str(uuid.UUID(int=chance.getrandbits(128))),
        "set": chance.sample(codes or ["a", "b"], 1),
        "map": {"/data/a1": "yes", "/data/a2": "no"},
        "json": {},
    }
    return made[kind]


def codes_of(field: str, named: str | None) -> list[str]:
    """The codes of a field's list."""
    name = named or field
    return list(codelist(name).codes()) if name in list_names() else []


def samples(chance: random.Random) -> list[bytes]:
    """Lines of every kind and of every record type."""
    lines: list[bytes] = []
    for name, spec in vocabulary().types.items():
        for turn in range(14):
            body = {
                field: value(chance, info.kind, codes_of(field, info.codelist))
                for field, info in spec.fields.items()
                if turn < 2 or chance.random() < 0.4
            }
            record, user = str(uuid.UUID(int=chance.getrandbits(128))), str(uuid.UUID(int=chance.getrandbits(128)))
            kind = "create" if turn % 2 else "edit"
            lines.append(encode_op(OpLine(kind, name, record, (1, turn * 7), user, "2026-05-06T07:08:09.000Z", body), SINCE))
            lines.append(encode_page_line(RecordLine(("n",), record, name, turn * 9 + 100, body), ("n",)))
    scopes = ["n", *(office_scope("0203", group) for group in (None, *RESTRICTED_GROUPS))]
    for turn in range(30):
        cursor = Cursor(1, turn * 31, b64(chance.randbytes(4)))
        chain = shown(chance.randbytes(32))
        head = RequestHead(1, chance.randbytes(16).hex(), SINCE, turn + 1, 0, chain, dict.fromkeys(scopes, cursor))
        lines.extend(encode_request(Request(head)))
        roots = {scope: b64(chance.randbytes(8)) for scope in scopes}
        moved = dict.fromkeys(scopes, (cursor, cursor))
        lines.extend(encode_reply(Reply(ReplyHead(1, turn, 0, turn, turn % 2 == 0, tuple(scopes), moved, roots))))
    lines.append(canonical(sorted(code for name in list_names() for code in codes_of(name, None))))
    return lines


def responses(chance: random.Random) -> list[bytes]:
    """Forms with many answers, in Khmer words that nobody says: what is learnt is how such text is made."""
    lines: list[bytes] = []
    for maker in map(records.Maker, SEEDS):
        user = str(uuid.UUID(int=chance.getrandbits(128)))
        for record in map(maker.record, range(60)):
            at = f"2026-05-06T0{chance.randint(1, 9)}:08:09.{chance.randint(0, 999):03}Z"
            op = OpLine("create", ours.TYPE, record["id"], (0, 0), user, at, ours.values_of(record))
            lines.append(encode_op(op, SINCE))
    return lines


def main() -> None:
    """Writes the dictionary."""
    chance = random.Random(1)
    lines: list[bytes | bytearray | memoryview[int]] = [*samples(chance), *responses(chance)]
    SECOND.write_bytes(zstandard.train_dictionary(SIZE, lines, level=19).as_bytes())


if __name__ == "__main__":
    main()
