"""The records of the past for the bench of many laptops: rows of real shape, laid into PostgreSQL by COPY.

Some cases of one office are sent once to the real server: what stands in its tables then is the pattern. Each further piece of
the past is a copy of it with ids, numbers and an office of its own; only the bytes of operations and the hashes stay those of
the pattern, and no scope has a root that fits.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select, text, update

from sync.protocol.lines import RecordLine
from sync.server import models
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.bench.sync.ours import answers
from tests.bench.sync.records import Maker
from tests.support.near import Near, near

CASES = 8
"""Cases of a pattern, with all that hangs below them."""
STEP = 10_000
"""Numbers of a piece."""
OFFICE = "9999"
"""The pattern's own office."""
COPIED = (
    models.record,
    models.field_writers,
    models.membership,
    models.op_log,
    models.conflict,
    models.blob_ref,
    models.commit_log,
)
NUMBERS = {"version", "seq", "opened", "closed", "last_seq", "base_seq"}
"""Columns that hold numbers of the server."""
AT_ONCE = 200
"""Pieces that go into one COPY."""


def child(maker: Maker) -> dict[str, Any]:
    """A registered child."""
    told, chance = maker.record(1), maker.chance
    return {
        "family_name_km": maker.text(1)[:20],
        "given_name_km": told["child_name_kh"][:30],
        "family_name_latin": told["child_name_latin"],
        "sex": told["sex"],
        "birth_from": told["dob"],
        "birth_to": told["dob"],
        "birth_source": "certificate",
        "address_kind": "village",
        "village_code": told["commune_code"] + "01",
        "village_km": told["village"],
        "gazetteer_year": 2025,
        "how_to_find": maker.text(chance.randint(3, 8)),
        "nationality": "KH",
        "school": told["village"],
    }


def _below(maker: Maker, case: str, of: str, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What hangs below a child and a case."""
    told = maker.record(number)
    yield "family_member", {"child": of, "given_name_km": told["guardian_name_kh"], "relation": "mother", "is_carer": True}
    yield "contact", {"child": of, "person": told["guardian_name_kh"], "phone": told["guardian_phone"], "safe": "yes"}
    for code in maker.chance.sample(("neglect", "violence", "separation", "labour"), 2):
        yield "category", {"case": case, "code": code, "noted_on": told["referral_date"]}
    yield "risk", {"case": case, "level": "high", "noted_on": told["referral_date"], "reason": maker.text(6)}
    yield "consent", {"case": case, "purpose": "services", "answer": "given", "on_date": told["referral_date"], "how": "spoken"}
    for _ in range(2):
        yield (
            "note",
            {"case": case, "kind": "visit", "on_date": told["incident_date"], "text": maker.text(15), "child_seen": True},
        )
    yield "plan_action", {"case": case, "need": maker.text(3), "action": told["action_plan_kh"], "due_on": told["next_visit"]}
    if number % 4 == 0:
        yield "reporter", {"case": case, "name": told["guardian_name_kh"], "phone": told["guardian_phone"]}


def work(laptop: Near, other: Near) -> None:
    """What the pattern is made from: cases, a facility with its inspection, edits, a clash, a deletion."""
    maker = Maker(5)
    for number in range(CASES):
        of = laptop.create("child", {"office": OFFICE, **child(maker)})
        case = laptop.create("case", {"office": OFFICE, "child": of, "status": "open", "code": f"CP-{number}", "urgent": False})
        for kind, values in _below(maker, case, of, number):
            laptop.create(kind, values)
        told = maker.record(number)
        filled = {f"answers:{path}": value for path, value in answers(told).items()}
        form = {"form_id": "case", "form_version": told["form_version"], "subject": "case"}
        response = laptop.create("form_response", {"office": OFFICE, "case": case, **form, **filled})
        picture = {"name": "1.jpg", "size": 90_000, "sha256": f"{number:064x}", "mime": "image/jpeg"}
        laptop.create("attachment", {"response": response, **picture})
        laptop.push()
        seen = base(laptop, case)
        laptop.op("edit", "case", case, {"risk_level": "high", "reason": maker.text(8)}, seen)
        laptop.push()
        if number == 0:
            other.op("edit", "case", case, {"reason": maker.text(8)}, seen)
            other.push()
    home = laptop.create("facility", {"office": OFFICE, "code": "F-1", "name_km": maker.text(2), "director": maker.text(2)})
    visit = laptop.create("inspection", {"facility": home, "kind": "regular", "visit_on": "2026-05-05"})
    for number in range(6):
        laptop.create("finding", {"inspection": visit, "item": f"i{number}", "answer": "no", "text": maker.text(5)})
    gone = laptop.create("residency", {"facility": home, "given_name_km": maker.text(1)})
    laptop.push()
    laptop.op("delete", "residency", gone, {}, base(laptop, gone))
    laptop.push()


def base(laptop: Near, record: str) -> int:
    """The version of a record as it is now."""
    page = laptop.exchange(count=0, wanted=(record,)).read.page
    return next(line.version for line in page if isinstance(line, RecordLine) and line.record == record)


class Pattern:
    """Rows as the real server wrote them, with places for the piece (`@B`), its numbers (`@V`) and its office (`@O`)."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder))) as store:
            add_office(store, OFFICE)
            one, other = near(store, OFFICE), near(store, OFFICE)
            work(one, other)
            with store.read() as connection:
                users = {one.user, other.user}
                ids = sorted(set(connection.execute(select(models.record.c.id)).scalars()) - users)
                self._names = {name: f"@B-0000-7000-8000-{place:012x}" for place, name in enumerate(ids)}
                own = {one.user, one.device, other.user, other.device}
                self._names |= dict.fromkeys(own, "0000@O-0000-7000-8000-0000000000aa")
                self._names |= {each.incarnation: "0" * 27 + f"{place}@O" for place, each in enumerate((one, other))}
                self.size = len(ids)
                self.tables = {table: self._rows(connection.execute(select(table)).mappings(), users) for table in COPIED}

    def _rows(self, rows: Any, users: set[str]) -> bytes:
        """Rows of a table as COPY takes them."""
        kept = [row for row in rows if row.get("record", row.get("id")) not in users]
        return "".join("\t".join(self._value(name, value) for name, value in row.items()) + "\n" for row in kept).encode()

    def _value(self, name: str, value: Any) -> str:
        """One value."""
        if value is None:
            return "\\N"
        if isinstance(value, bytes):
            return f"\\\\x{value.hex()}"
        if isinstance(value, bool):
            return "t" if value else "f"
        if isinstance(value, int):
            return f"@V{value:04}" if name in NUMBERS and value else str(value)
        if name == "writers":
            told = [[f"@V{each[0]:04}", *each[1:]] for each in json.loads(value)]
            value = re.sub(r'"(@V\d{4})"', r"\1", json.dumps(told, ensure_ascii=False, separators=(",", ":")))
        for known, new in self._names.items():
            value = value.replace(known, new)
        if value == OFFICE:
            return "@O"
        value = value.replace(f'"{OFFICE}"', '"@O"').replace(f"o:{OFFICE}", "o:@O")
        return str(value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"))

    def piece(self, table: Table, number: int, office: str) -> bytes:
        """The rows of a piece."""
        told = self.tables[table].replace(b"@B", b"%08x" % number).replace(b"@V", b"%d" % (number + 1))
        return told.replace(b"@O", office.encode())


def remember(store: Store, offices: Sequence[str], records: int) -> int:
    """Lays so many records into the offices, and moves the numbering on; gives how many it became."""
    pattern = Pattern()
    pieces = max(1, round(records / pattern.size))
    with store.write() as connection:
        cursor = connection.connection.cursor()
        for first in range(0, pieces, AT_ONCE):
            for table in COPIED:
                names = ", ".join(f'"{column.name}"' for column in table.columns)
                with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                    for number in range(first, min(pieces, first + AT_ONCE)):
                        copy.write(pattern.piece(table, number, offices[number % len(offices)]))
        top = (pieces + 2) * STEP
        connection.execute(update(models.clock).values(seq=top))
        connection.execute(insert(models.commit_log), [{"last_seq": top, "tag": "past", "at": ""}])
        roots = "SELECT scope, '0000000000000000', count(*), max(seq) FROM membership WHERE present GROUP BY scope"
        connection.execute(text(f"INSERT INTO scope_root (scope, root, records, last_seq) {roots}"))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))
    return pieces * pattern.size
