"""The tables, as SQLAlchemy Core: one for each record type, made from the vocabulary, and those that stay on this laptop.

A typed row is what the screen shows. No foreign key and no UNIQUE besides the id stand between synchronised tables: a page from
the server must never fail by its content. Columns that are called packed are read by `plain(column)` (`sync.protocol.packed`).
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

from app.data.contents.blob_tables import blob_tables
from app.data.fields import fields, type_names
from app.data.indexes import DERIVED, INDEXES
from app.data.outbox.foreign_tables import foreign_tables

METADATA = MetaData()

_INTEGERS = frozenset({"int", "bool"})


def _typed(name: str) -> Table:
    """The table of a record type."""
    wire = (Column(field, Integer if info.kind in _INTEGERS else Text) for field, info in fields(name).items())
    derived = (Column(field, Text) for field in DERIVED.get(name, ()))
    indexes = (Index(f"ix_{name}_{'_'.join(columns)}", *columns) for columns in INDEXES.get(name, ()))
    return Table(name, METADATA, Column("id", Text, primary_key=True), *wire, Column("extra", Text), *derived, *indexes)


TYPED: dict[str, Table] = {name: _typed(name) for name in type_names()}
"""Record type → its table; `extra` holds fields, as JSON, that this version does not know or cannot store as typed."""

META = Table("meta", METADATA, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
"""Facts about this file: device id, incarnation, epoch, version of derived keys …"""

RECORD = Table(
    "record",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("base_epoch", Integer, nullable=False, server_default="0"),
    Column("base_seq", Integer, nullable=False, server_default="0"),
    Column("base_body", Text),  # packed canonical JSON of the last server state; NULL: never exchanged, or deleted there
    Column("base_deleted", Integer, nullable=False, server_default="0"),
    Column("base_hash", Text),  # sha256 of base_body, for digests
    Column("gone", Integer, nullable=False, server_default="0"),  # left this device's scope: hidden
    Column("mark", Integer, nullable=False, server_default="0"),  # re-enumeration after a restored server
    Column("flags", Text),  # JSON, as the server sent them
    Index("ix_record_gone", "id", sqlite_where=text("gone = 1")),
    Index("ix_record_flags", "id", sqlite_where=text("flags IS NOT NULL")),
)
"""One row a record of any type: its base."""

OP = Table(
    "op",
    METADATA,
    Column("n", Integer, primary_key=True),  # order on this laptop, over all incarnations
    Column("incarnation", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("base_epoch", Integer, nullable=False),
    Column("base_seq", Integer, nullable=False),
    Column("seen_epoch", Integer, nullable=False),  # the record's base at the capture, for folding
    Column("seen_seq", Integer, nullable=False),
    Column("patch", Text, nullable=False),  # packed
    Column("resolves", Text),
    Column("asserts", Text),  # JSON
    Column("user", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("overlay", Integer, nullable=False, server_default="1"),  # 1 until a page contains it; 2: see epochs
    Column("batch", Integer),  # number of the batch it was first put in; from then on the line is frozen
    Column("line", LargeBinary),  # the frozen bytes, packed
    Column("chain", LargeBinary),  # hash of the chain up to and with this line
    Column("verdict", Text),  # applied, merged, conflict, held, erased; NULL: not answered yet
    Column("verdict_data", Text),  # JSON
    Column("safe", Integer, nullable=False, server_default="0"),  # in a verified backup of the server
    Column("saw", Text),  # JSON: operations of other numberings that lay over the record
    Index("ux_op_identity", "incarnation", "seq", unique=True),
    Index("ix_op_record", "record", "n"),
    Index("ix_op_decides", "resolves", sqlite_where=text("resolves IS NOT NULL AND overlay = 1")),
    Index("ix_op_merges", "record", sqlite_where=text("kind = 'merge_records' AND overlay = 1")),
    Index("ix_op_waiting", "n", sqlite_where=text("verdict IS NULL")),
    Index("ix_op_answered", "incarnation", "seq", sqlite_where=text("overlay = 1 AND verdict IS NOT NULL")),
)
"""The outbox and its past."""

INCARNATION = Table(
    "incarnation",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("next_seq", Integer, nullable=False),  # the counter of its own; never max+1 over the outbox
    Column("frozen_seq", Integer, nullable=False, server_default="0"),
    Column("chain", LargeBinary),  # hash of the chain at frozen_seq
    Column("since", Text, nullable=False),
    Column("current", Integer, nullable=False),
    Column("acked_seq", Integer, nullable=False, server_default="0"),
    Column("safe_seq", Integer, nullable=False, server_default="0"),
)
"""Numbering of operations; a new one after a restored backup or a cloned disk."""

CONFLICT = Table(
    "conflict",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("record", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("data", Text, nullable=False),  # JSON as the server sent it: both values, authors, times
    Column("open", Integer, nullable=False, server_default="1"),
    Column("seq", Integer, nullable=False),
    Index("ix_conflict_record", "record"),
    Index("ix_conflict_open", "open"),
)
"""Clashes that the server reported."""

HELD = Table(
    "held",
    METADATA,
    Column("incarnation", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Operations that the server holds in quarantine."""

PARKED = Table(
    "parked",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Lines of pages that could not be stored as typed; tried again after an update."""

CURSOR = Table(
    "cursor",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("tag", Text, nullable=False),
    Column("complete", Integer, nullable=False, server_default="0"),
    Column("data", Text),
)
"""How far each atomic scope has been received."""

MEMBERSHIP = Table(
    "membership",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("inside", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Index("ix_membership_record", "record"),
    sqlite_with_rowid=False,  # every line of every page writes here, and a row is hardly more than its key
)
"""Which record is in which scope, by the server."""

METER = Table(
    "meter",
    METADATA,
    Column("month", Text, primary_key=True),  # 2026-01, in Cambodia
    Column("what", Text, primary_key=True),  # records, pictures
    Column("up", Integer, nullable=False),
    Column("down", Integer, nullable=False),
    Column("requests", Integer, nullable=False),
)
"""Bytes that went over the link; see `app.data.meter`."""

DRAFT = Table(
    "draft",
    METADATA,
    Column("user", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""What somebody was typing."""

UNDO = Table(
    "undo",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("user", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("params", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("entries", Text, nullable=False),  # JSON: [[type, id, what, before, after], …]
    Index("ix_undo_user", "user", "id"),
)
"""The last acts of each user, to take back."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("kind", Text, nullable=False),  # write, read, export, print, sign_in …
    Column("record", Text),
    Column("params", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("sent", Integer, nullable=False, server_default="0"),
    Index("ix_audit_record", "record"),
    Index("ix_audit_unsent", "id", sqlite_where=text("sent = 0 AND kind <> 'write'")),
)
"""Append-only, chained by hash."""

HISTORY = Table(
    "history",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("what", Text, nullable=False),  # created, changed, deleted
    Column("field", Text),
    Column("old", Text),  # JSON
    Column("new", Text),  # JSON
    Column("user", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("seq", Integer),  # the server's number, for lines that came from there
    Index("ix_history_record", "record", "id"),
    # Who has a case from whom, and who wrote down a consent: asked each time that somebody looks at what is to be done.
    Index("ix_history_owner", "new", "at", sqlite_where=text("type = 'case' AND field = 'owner'")),
    Index("ix_history_consent", "record", "at", "id", "user", sqlite_where=text("type = 'consent' AND what = 'created'")),
)
"""What a field held before, and who changed it."""

LOST = Table(
    "lost",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("body", Text),  # packed canonical JSON; NULL: deleted
    Column("deleted", Integer, nullable=False),
    Column("conflicts", Text),  # JSON, the data of those that were open
)
"""Bases that a restored server may not have any more, until all has been received anew and what is missing was offered."""

LATE_CASE = Table("late_case", METADATA, Column("id", Text, primary_key=True))
"""Closed cases to which something may have come after their closing (`queries/late`); worked out anew from what comes."""

PLACE = Table(
    "place",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("parent", Text),
    Column("km", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("norm", Text, nullable=False),  # search keys of the place and, after a bar, of the places above it
    Column("sort", Text, nullable=False),
    Index("ix_place_parent", "parent", "sort"),
)
"""The national gazetteer, from `resources/codelists/gazetteer.csv`; not exchanged."""

SEARCH = Table(
    "search",
    METADATA,
    Column("type", Text, primary_key=True),
    Column("sort", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("norm", Text, nullable=False),
    Index("ux_search_id", "id", unique=True),
    sqlite_with_rowid=False,  # the rows of a type lie side by side in the order of a list
)
"""The narrow table of the search over children, cases, facilities and residencies; `norm` holds keys without their spaces."""

UI_STATE = Table(
    "ui_state",
    METADATA,
    Column("user", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Widths, filters, last page: for one person on this laptop."""

BLOB, BLOB_PART, LARGE_RECORD = blob_tables(METADATA)
"""Contents of attachments with where they are; pieces of those that are coming; records that were too large for their page."""

FOREIGN_OP, CARRIED = foreign_tables(METADATA)
