"""Search as you type over the narrow table: any part of a name or number, in Khmer or Latin letters, in order of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.data.reader import Reader
from app.text.keys import search_terms


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; `sort` and `id` are its place, to go on behind it."""

    type: str
    id: str
    sort: str


def find_hits(
    reader: Reader, types: Sequence[str], typed: str, limit: int, *, after: tuple[str, str] | None = None
) -> list[Hit]:
    """Records of the types whose search text holds every word typed, in Khmer order of names; all when nothing was typed.

    `after` is (sort, id) of the last hit of the page before. What the actor may see is for the caller to say.
    """
    terms = search_terms(typed)
    hits: list[Hit] = []
    for kind in types:
        conditions = ["type = ?", *["instr(norm, ?) > 0"] * len(terms)]
        parameters: list[object] = [kind, *terms]
        if after is not None:
            conditions.append("(sort, id) > (?, ?)")
            parameters.extend(after)
        sql = f"SELECT type, id, sort FROM search WHERE {' AND '.join(conditions)} ORDER BY sort, id LIMIT ?"
        hits.extend(Hit(*row) for row in reader.connection.exec_driver_sql(sql, (*parameters, limit)))
    return sorted(hits, key=lambda hit: (hit.sort, hit.id))[:limit]
