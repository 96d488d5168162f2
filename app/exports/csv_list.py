"""A list as a text file with commas, which any programme reads; no cell of it can be run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from app.domain.errors import EnvironmentFault
from app.exports.cells import FORMULA_LIKE, Cell, plain

ENDING = ".csv"


def write_csv(target: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]], notes: Sequence[str] = ()) -> int:
    """Writes notes (practice office, what it holds), heads and rows, and gives the number of rows.

    UTF-8 with a mark at its beginning, without which Excel shows no Khmer. A text that looks like a formula gets an apostrophe
    before it: here no cell can say that it is text. The file takes its place once it is whole; EnvironmentFault `export_place`.
    """
    beside = target.with_name(f".{target.name}.part")
    count = 0
    try:
        beside.touch(0o600)
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerows([_cell(note)] for note in notes)
            out.writerow([_cell(head) for head in heads])
            for row in rows:
                out.writerow([_cell(content) for content in row])
                count += 1
        beside.replace(target)
    except OSError as reason:
        raise EnvironmentFault("export_place") from reason
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return count


def _cell(content: Cell) -> str:
    """A cell as text."""
    if content is None:
        return ""
    if isinstance(content, date):
        return content.isoformat()
    if not isinstance(content, str):
        return str(content)
    text = plain(content).replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return f"'{text}" if FORMULA_LIKE.match(text) else text
