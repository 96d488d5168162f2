"""The national gazetteer in a table of its own: places by code, and by any part of their name in Khmer or Latin letters."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from app.data.reader import Reader
from app.paths import CODE_LISTS
from app.text.keys import search_terms, search_text, sort_key

GAZETTEER = CODE_LISTS / "gazetteer.csv"


@dataclass(frozen=True, slots=True)
class Place:
    """A province, district, commune or village; `parent` is the code of the place above."""

    code: str
    kind: str
    km: str
    en: str
    parent: str | None

    def name(self, lang: str) -> str:
        """The name in a language."""
        return self.km if lang == "km" else self.en


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place with those above it, nearest first."""

    place: Place
    above: tuple[Place, ...]

    def path(self, lang: str) -> str:
        """Place, commune, district, province."""
        return ", ".join(place.name(lang) for place in (self.place, *self.above))


_COLUMNS = "code, kind, km, en, parent"


def place(reader: Reader, code: str) -> Place | None:
    """The place with a code, or None when the gazetteer does not know it."""
    row = reader.connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM place WHERE code = ?", (code,)).fetchone()
    return Place(*row) if row else None


def place_path(reader: Reader, code: str) -> FoundPlace | None:
    """A place with those above it, or None."""
    found = place(reader, code)
    return FoundPlace(found, _above(reader, found)) if found else None


def places_in(reader: Reader, parent: str | None) -> list[Place]:
    """The places directly within one (None: the provinces), in Khmer order."""
    condition, parameters = ("parent = ?", (parent,)) if parent else ("parent IS NULL", ())
    rows = reader.connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM place WHERE {condition} ORDER BY sort, code", parameters)
    return [Place(*row) for row in rows]


def find_places(
    reader: Reader, typed: str, limit: int = 20, *, kind: str | None = "village", within: str = ""
) -> list[FoundPlace]:
    """Places found by any part of their name, the names above, or the beginning of the code; names that begin so come first.

    `within` keeps to the places below a code (the user's own province). Every word typed must be found.
    """
    terms = search_terms(typed)
    if not terms:
        return []
    conditions = ["(instr(norm, ?) > 0 OR code LIKE ?)"] * len(terms)
    parameters: list[Any] = [part for term in terms for part in (term, f"{term}%" if term.isdigit() else "")]
    if kind is not None:
        conditions.append("kind = ?")
        parameters.append(kind)
    if within:
        conditions.append("code LIKE ?")
        parameters.append(f"{within}%")
    first = [terms[0], f"% {terms[0]}%"]
    sql = (
        f"SELECT {_COLUMNS} FROM place WHERE {' AND '.join(conditions)} "
        "ORDER BY CASE WHEN norm LIKE ? || '%' THEN 0 WHEN substr(norm, 1, instr(norm, '|')) LIKE ? THEN 1 "
        "WHEN instr(substr(norm, 1, instr(norm, '|')), ?) > 0 THEN 2 ELSE 3 END, sort, code LIMIT ?"
    )
    rows = reader.connection.exec_driver_sql(sql, (*parameters, *first, terms[0], limit)).fetchall()
    return [FoundPlace(found, _above(reader, found)) for found in (Place(*row) for row in rows)]


def _above(reader: Reader, found: Place) -> tuple[Place, ...]:
    """The places above one, nearest first."""
    above: list[Place] = []
    while found.parent and len(above) < 4:
        higher = place(reader, found.parent)
        if higher is None:
            break
        above.append(higher)
        found = higher
    return tuple(above)


@cache
def gazetteer_rows(file: Path) -> tuple[tuple[str, str, str | None, str, str, str, str], ...]:
    """The rows of the table: code, kind, parent, both names, search text, sort key; made once, as keys take half a second."""
    return tuple(_gazetteer_rows(file))


def _gazetteer_rows(file: Path) -> Iterator[tuple[str, str, str | None, str, str, str, str]]:
    """The rows, one by one."""
    with file.open(encoding="utf-8", newline="") as source:
        lines = {line["code"]: line for line in csv.DictReader(source)}
    keys: dict[str, str] = {code: search_text(line["km"], line["en"]) for code, line in lines.items()}
    for code, line in lines.items():
        above: list[str] = []
        parent = line["parent"]
        while parent in lines:
            above.append(keys[parent])
            parent = lines[parent]["parent"]
        norm = f"{keys[code]}|{' '.join(above)}"
        yield code, line["kind"], line["parent"] or None, line["km"], line["en"], norm, sort_key(line["km"])


def load_places(connection: driver.Connection) -> None:
    """Fills the table when the gazetteer of this programme is another than the one loaded."""
    if not GAZETTEER.exists():
        return
    digest = hashlib.sha256(GAZETTEER.read_bytes()).hexdigest()
    loaded = connection.execute("SELECT value FROM meta WHERE key = 'gazetteer'").fetchone()
    if loaded and loaded[0] == digest:
        return
    connection.execute("DELETE FROM place")
    connection.executemany(
        "INSERT OR REPLACE INTO place (code, kind, parent, km, en, norm, sort) VALUES (?, ?, ?, ?, ?, ?, ?)",
        gazetteer_rows(GAZETTEER),
    )
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('gazetteer', ?)", (digest,))


def label_of(values: Mapping[str, object], lang: str) -> str:
    """The village's name that a record keeps, in a language, whichever is there."""
    first, second = ("village_km", "village_en") if lang == "km" else ("village_en", "village_km")
    return str(values.get(first) or values.get(second) or values.get("village_code") or "")


@cache
def district_points() -> Mapping[str, tuple[float, float]]:
    """Code of a district → degrees north and east of one point of it, to lay out a map of tiles; nothing is measured so."""
    with (CODE_LISTS / "district_places.csv").open(encoding="utf-8", newline="") as source:
        return {row["code"]: (float(row["north"]), float(row["east"])) for row in csv.DictReader(source, strict=True)}
