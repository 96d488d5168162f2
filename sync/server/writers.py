"""Who wrote the fields of a record, as it is kept beside the record's row."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sync.merge import Writer
from sync.protocol.canonical import canonical_read


def read_writers(text: str) -> dict[str, Writer]:
    """Unit → writer, from what is kept."""
    found: dict[str, Writer] = {}
    for seq, incarnation, user, at, units, *rest in json.loads(text):
        op, also = (rest[0] if rest else 0), (rest[1] if len(rest) > 1 else ())
        found.update(dict.fromkeys(units, Writer(seq, incarnation, user, at, op, tuple(also))))
    return found


def write_writers(writers: Mapping[str, Writer], real: Callable[[int], int]) -> str:
    """What is kept: each writer once, with its units, and its number made real."""
    grouped: dict[Writer, list[str]] = {}
    if len(writers) == 1:  # as of a record that was just made
        unit, w = next(iter(writers.items()))
        if not w.also:
            return canonical_read([[real(w.seq), w.incarnation, w.user, w.at, [unit], w.op]]).decode()
    if len(set(map(id, writers.values()))) == 1:
        grouped[next(iter(writers.values()))] = list(writers)
    else:
        same: dict[int, list[str]] = {}
        for unit, writer in writers.items():
            units = same.get(id(writer))  # mostly a few for all units: they are compared once
            if units is None:
                units = same[id(writer)] = grouped.setdefault(writer, [])
            units.append(unit)
    rows = [
        [real(w.seq), w.incarnation, w.user, w.at, units, w.op, *([w.also] if w.also else ())] for w, units in grouped.items()
    ]
    return canonical_read(rows).decode()
