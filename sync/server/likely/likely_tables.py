"""The tables of what is alike: keys of children by which they are found, and pairs of children of two offices."""

from __future__ import annotations

from sqlalchemy import Column, Index, MetaData, String, Table, Text


def likely_tables(metadata: MetaData) -> tuple[Table, Table]:
    """`likeness` and `likely_pair`. Keys are hashes: no name stands here a second time, and nothing to be erased by law."""
    keys = Table(
        "likeness",
        metadata,
        Column("home", String(16), primary_key=True),
        Column("record", String(36), primary_key=True),
        Column("key", String(16), primary_key=True),
        Column("office", String(16), nullable=False),
        Index("likeness_key", "key"),
    )
    pairs = Table(
        "likely_pair",
        metadata,
        Column("home", String(16), primary_key=True),
        Column("record", String(36), primary_key=True),
        Column("other", String(36), primary_key=True),
        Column("level", String(16), nullable=False),
        Column("reasons", Text(), nullable=False),
        Index("likely_pair_other", "other"),
    )
    return keys, pairs
