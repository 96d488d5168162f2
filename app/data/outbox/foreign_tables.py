"""Tables of what came from others by a stick: their operations, shown only, and their files, carried on."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text


def foreign_tables(metadata: MetaData) -> tuple[Table, Table]:
    """`foreign_op` and `carried`."""
    foreign = Table(
        "foreign_op",
        metadata,
        Column("n", Integer, primary_key=True),  # order of arrival
        Column("incarnation", Text, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("record", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("patch", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("place", Integer, nullable=False),  # the last own operation before it came
        Index("ux_foreign_op_identity", "incarnation", "seq", unique=True),
        Index("ix_foreign_op_record", "record", "n"),
    )
    carried = Table(
        "carried",
        metadata,
        Column("name", Text, primary_key=True),  # of bundle and part
        Column("kind", Integer, nullable=False),  # 1: for the server; 2: its answer, for who made it; 3: that lay on a stick
        Column("data", LargeBinary, nullable=False),  # sealed: nobody here can read it
        Column("at", Text, nullable=False),  # when it came; of kind 3, when it was first written
    )
    return foreign, carried
