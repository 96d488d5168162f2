"""The server's tables. Every key begins with the home office, the office of creation, which never changes, so that the data can
be partitioned by it; `clock`, `commit_log`, `epoch`, `session`, `meta`, `erased`, `blob` and `blob_erased` are of the whole
server.

JSON stands as canonical text. Instants are text as on the wire. Nothing here is particular to one kind of database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.types import TypeEngine

from sync.server.blobs.blob_tables import blob_tables
from sync.server.bundles.bundle_models import bundle_tables
from sync.server.likely.likely_tables import likely_tables

METADATA = MetaData()

OFFICE, ID, INCARNATION, CODE, SCOPE = String(16), String(36), String(32), String(64), String(64)


def _key(name: str, kind: TypeEngine[Any]) -> Column[Any]:
    """A part of the key."""
    return Column(name, kind, primary_key=True, autoincrement=False)


def _col(name: str, kind: TypeEngine[Any], default: str | None = None) -> Column[Any]:
    """A column that is always filled in."""
    return Column(name, kind, nullable=False, server_default=default)


def _maybe(name: str, kind: TypeEngine[Any]) -> Column[Any]:
    """A column that may be empty."""
    return Column(name, kind, nullable=True)


meta = Table("meta", METADATA, _key("name", CODE), _col("value", Text()))

clock = Table("clock", METADATA, _key("id", Integer()), _col("epoch", Integer()), _col("seq", BigInteger()))
"""One row: the present epoch and the last sequence number given. Its lock is the global lock of sync.md §4."""

commit_log = Table("commit_log", METADATA, _key("last_seq", BigInteger()), _col("tag", String(8)), _col("at", CODE))
"""Each commit with the last number it gave and its random tag; a number belongs to the first commit at or above it."""

epoch = Table("epoch", METADATA, _key("epoch", Integer()), _col("restore_seq", BigInteger()), _col("at", CODE))
"""Epochs and where the server stood when each began. The same list lies outside the database, in the ledger."""

session = Table(
    "session",
    METADATA,
    _key("id", CODE),
    _col("home", OFFICE),
    _col("device", ID),
    _col("key", LargeBinary()),
    _col("expires", BigInteger()),
    Index("session_expires", "expires"),
)

office = Table(
    "office",
    METADATA,
    _key("home", OFFICE),
    _maybe("practice", Boolean()),  # empty: nothing has decided it yet
    _col("roles", Text()),  # the ceiling of what a user of the office can be and may see
    _col("rights", Text()),
    _col("added_at", CODE),
)

enrol_code = Table(
    "enrol_code",
    METADATA,
    _key("home", OFFICE),
    _key("code_hash", CODE),
    _col("made_at", CODE),
    _col("expires_at", CODE),
    _maybe("device", ID),
    _maybe("used_key", LargeBinary()),
    _maybe("used_at", CODE),
    _maybe("answer", LargeBinary()),
    Index("enrol_code_hash", "code_hash"),
)

device = Table(
    "device",
    METADATA,
    _key("home", OFFICE),
    _key("id", ID),
    _col("key", LargeBinary()),
    _col("tag", String(8)),
    _col("practice", Boolean()),
    _col("founders", Text()),  # users named at the enrolment: administrators until their own record is here
    _col("users", Text()),  # users with a password slot on the device
    _col("cursors", Text()),  # what the last reply left the device with
    _col("enrolled_at", CODE),
    _maybe("last_contact", CODE),
    _maybe("revoked_at", CODE),
    _maybe("exchange", LargeBinary()),  # its X25519 public key, that reply files are sealed to
    Index("device_id", "id", unique=True),
    Index("device_tag", "tag", unique=True),
)

incarnation = Table(
    "incarnation",
    METADATA,
    _key("home", OFFICE),
    _key("id", INCARNATION),
    _col("device", ID),
    _col("since", CODE),
    _col("have", BigInteger()),
    _col("chain", LargeBinary()),
    _col("safe", BigInteger(), "0"),
    _col("audit", BigInteger(), "0"),
    Index("incarnation_id", "id", unique=True),
)

op_log = Table(
    "op_log",
    METADATA,
    _key("home", OFFICE),
    _key("incarnation", INCARNATION),
    _key("seq", BigInteger()),
    _col("device", ID),
    _col("record", ID),
    _col("type", CODE),
    _col("kind", CODE),
    _col("author", CODE),
    _col("at", CODE),
    _col("base_epoch", BigInteger()),
    _col("base_seq", BigInteger()),
    _col("line", LargeBinary()),
    _col("hash", LargeBinary()),
    _col("chain", LargeBinary()),
    _col("schema", Integer()),
    _col("verdict", CODE),
    _col("version", BigInteger()),  # the number it gave, 0 for none
    _maybe("told", Text()),  # what the verdict says besides
    _maybe("what", CODE),  # created, changed, deleted
    _maybe("changes", Text()),  # field → old and new value
    _col("received_at", CODE),
    Index("op_log_version", "version"),
    Index("op_log_record", "record", "author"),
)

record = Table(
    "record",
    METADATA,
    _key("home", OFFICE),
    _key("id", ID),
    _col("type", CODE),
    _col("version", BigInteger()),
    _col("deleted", Boolean()),
    _col("body", Text()),  # a deleted record keeps its last body
    _col("body_hash", CODE),
    _maybe("parent", ID),
    _col("office", OFFICE),  # the owner at present: its own field, or its parent's
    _maybe("restricted", CODE),
    _maybe("shared", Text()),  # other offices that see it, the ticked groups, who saw it before; empty: nobody ever
    _col("flags", Text()),
    _col("item", CODE),  # what it adds to the root of its scopes
    _col("schema", Integer()),
    Index("record_id", "id", unique=True),
    Index("record_parent", "parent"),
    Index("record_office", "office", "type"),
)

field_writers = Table(
    "field_writers",
    METADATA,
    _key("home", OFFICE),
    _key("record", ID),
    _col("writers", Text()),  # [[version, incarnation, author, at, [units], number of the operation], …]
)

conflict = Table(
    "conflict",
    METADATA,
    _key("home", OFFICE),
    _key("record", ID),
    _key("id", CODE),
    _col("unit", Text()),
    _col("current", Text()),
    _col("current_user", CODE),
    _col("current_at", CODE),
    _col("proposed", Text()),
    _col("proposed_user", CODE),
    _col("proposed_at", CODE),
    _col("opened", BigInteger()),
    _maybe("closed", BigInteger()),
    _maybe("groups", Text()),  # restricted groups that the values belong to, besides those that they show themselves
)

membership = Table(
    "membership",
    METADATA,
    _key("home", OFFICE),
    _key("record", ID),
    _key("scope", SCOPE),
    _col("present", Boolean()),
    _col("seq", BigInteger()),
    Index("membership_scope", "scope", "seq"),
)

scope_root = Table(
    "scope_root",
    METADATA,
    _key("scope", SCOPE),
    _col("root", CODE),
    _col("records", BigInteger()),
    _col("last_seq", BigInteger()),
)
"""The root digest of each atomic scope, its records, and the last number that anything in it was given."""

held = Table(
    "held",
    METADATA,
    _key("home", OFFICE),
    _key("incarnation", INCARNATION),
    _key("seq", BigInteger()),
    _col("id", CODE),  # what it is called on the command line
    _col("device", ID),
    _col("record", ID),
    _col("number", BigInteger()),  # order of arrival from the device, counted
    _col("reason", CODE),
    _col("state", CODE),  # held, released, discarded
    _maybe("outcome", CODE),
    _col("held_at", CODE),
    _maybe("freed_at", CODE),
    Index("held_device", "device", "state"),
    Index("held_id", "id"),
    Index("held_reason", "reason", "state"),
)

user_right = Table(
    "user_right",
    METADATA,
    _key("home", OFFICE),
    _key("user", ID),
    _key("seq", BigInteger()),
    _col("office", OFFICE),
    _col("roles", Text()),
    _col("rights", Text()),
    _col("active", Boolean()),
    Index("user_right_user", "user", "seq"),
)
"""What a user was, from a number on: rights are judged as they were at an operation's base."""

alias = Table(
    "alias",
    METADATA,
    _key("home", OFFICE),
    _key("record", ID),
    _col("target", ID),
    _col("seq", BigInteger()),
    Index("alias_target", "target"),
)

audit = Table(
    "audit",
    METADATA,
    _key("home", OFFICE),
    _key("incarnation", INCARNATION),
    _key("number", BigInteger()),
    _col("at", CODE),
    _col("author", CODE),
    _col("act", CODE),
    _col("kind", CODE),
    _maybe("record", ID),
    _col("params", Text()),
)

erased = Table("erased", METADATA, _key("record", ID), _col("at", CODE))
"""Records erased by law, also such as this database does not have. Why, and once more which, stands in the ledger."""

wanted_back = Table(
    "wanted_back",
    METADATA,
    _key("home", OFFICE),
    _key("record", ID),
    _col("version", BigInteger()),
    _maybe("body_hash", CODE),  # empty: that was lost too
    _col("at", CODE),
)
"""Records whose body was damaged here: laptops that hold this version are asked for it."""

blob, blob_ref, blob_upload, blob_erased = blob_tables(METADATA)
"""Contents of attachments that lie here; which records name which contents; which device brought which; those erased by law."""

bundle_wait, bundle_piece = bundle_tables(METADATA)
"""Requests out of bundles whose predecessor is missing, taken in when the gap closes, whichever way; pieces of frames larger
than a part, which go when the frame is whole."""

likeness, likely_pair = likely_tables(METADATA)
"""Keys by which children of two offices are found alike, and the pairs that were found."""
