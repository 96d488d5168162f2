"""Indexes and derived columns of the typed tables, one module a part, laid together as the vocabulary is.

Two parts may give indexes of one type; its derived columns stand with the part that has the type.
"""

from types import ModuleType

from app.data.indexes import (
    base,
    care,
    census,
    closing,
    danger,
    desk,
    flow,
    papers,
    people,
    plan,
    register,
    remedy,
    sharing,
    visiting,
)

_PARTS: tuple[ModuleType, ...] = (
    *(base, flow, people, plan, care, danger, sharing),
    *(papers, desk, closing, census, register, visiting, remedy),
)

DERIVED: dict[str, tuple[str, ...]] = {name: columns for part in _PARTS for name, columns in part.DERIVED.items()}
"""Columns computed from a record's own values, outside capture, wire and hash; see `app.data.derived`."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {}
"""Indexes of typed tables: lists by key, sub-records by parent, returns and what is due by date.

Those of `child` and `case` that begin with the id, and the long ones of `concern` and `risk`, hold all that a return looks at
(see `queries.indicator_splits`): it need not read, and decrypt, the wide rows. So do the long ones of
`case`, `note`, `placement` and `consent` for what is due.
"""
for _part in _PARTS:
    for _name, _columns in _part.INDEXES.items():
        INDEXES[_name] = (*INDEXES.get(_name, ()), *_columns)
