"""Which columns of somebody's list of facilities mean what, and what its cells say: headings and words in both languages.

What lists call things stands in `resources/rules/facility_columns.toml`; a person can say of any column what it means.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.data.fields import fields
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.forms.workbook import Lines, letter
from app.paths import RULES
from app.services.exchange.field_words import field_words
from app.text.digits import parse_int
from app.text.keys import search_key
from app.text.words import LANGUAGES, words

PLACES = ("village", "commune", "district", "province")
"""Columns that name one place together; `village_code` says it alone."""
LOOKED_ROWS = 15
"""So many lines at the top of a sheet are looked at for its heading."""
LEAST = 2
"""A heading is a line with at least so many columns that are known."""
_PARTS = re.compile(r"[,;/\n·|]+")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its letter, its heading as it stands, and the field that it means ("" for none)."""

    letter: str
    heading: str
    field: str


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads((RULES / "facility_columns.toml").read_text(encoding="utf-8"))
    return {"columns": found["columns"], "values": found["values"]}


@cache
def known_fields() -> tuple[str, ...]:
    """What a column can mean, in the order of the template."""
    return tuple(_data()["columns"])


def title(field: str, lang: str) -> str:
    """What a field is called in lists."""
    return words(f"import.{field}", lang) if field in (*PLACES, "village_code") else field_words(field, lang, "facility")


@cache
def _headings() -> Mapping[str, str]:
    """Heading as it is compared → field; the register's own words come before those of the data."""
    found: dict[str, str] = {}
    for field in known_fields():
        for lang in LANGUAGES:
            found.setdefault(_plain(title(field, lang)), field)
    for field, known in _data()["columns"].items():
        for heading in known:
            found.setdefault(_plain(heading), field)
    return found


def _plain(text: str) -> str:
    """A heading or a word as it is compared: without blanks and signs."""
    return search_key(text).replace(" ", "")


def field_of(heading: str) -> str:
    """What a heading means: as a whole, without what stands in brackets, or one of two languages side by side; "" unknown."""
    tried = [heading, re.sub(r"[(（\[].*?[)）\]]", " ", heading), *re.split(r"[/\n|()（）]+", heading)]
    return next((field for one in tried if (field := _headings().get(_plain(one), ""))), "")


def heading_row(sheet: Lines) -> int:
    """The number of the row that holds the headings; where none is known, the first with several cells; 0: none."""
    best, most = 0, LEAST - 1
    for row, line in enumerate(sheet.lines[:LOOKED_ROWS], 1):
        known = len({field_of(cell) for cell in line if cell} - {""})
        if known > most:
            best, most = row, known
    several = (row for row, line in enumerate(sheet.lines[:LOOKED_ROWS], 1) if sum(map(bool, line)) >= LEAST)
    return best or next(several, 0)


def columns(sheet: Lines, row: int, said: Mapping[str, str]) -> tuple[ListColumn, ...]:
    """The columns of a sheet below the headings of a row; `said`: letter → field that a person said, "" for none.

    Of two columns that mean one field the first counts. InputError `import_column_unknown`, `import_field_unknown`.
    """
    line = sheet.lines[row - 1] if 0 < row <= len(sheet.lines) else ()
    letters = [letter(number) for number in range(1, len(line) + 1)]
    for where, field in said.items():
        if where not in letters:
            raise InputError("import_column_unknown", column=where[:10])
        if field and field not in known_fields():
            raise InputError("import_field_unknown", field=field[:40], known=", ".join(known_fields()))
    taken = {field for field in said.values() if field}
    found = []
    for where, heading in zip(letters, line, strict=True):
        field = said[where] if where in said else field_of(heading)
        if where not in said and field in taken:
            field = ""
        taken.add(field)
        found.append(ListColumn(where, heading, field))
    return tuple(one for one in found if one.heading or one.field)


def code_of(field: str, typed: str) -> str | None:
    """The code of a coded field that a cell says: the code itself, its words in a language, or what lists call it."""
    return _codes(field).get(_plain(typed))


def codes_of(field: str, typed: str) -> tuple[list[str], list[str]]:
    """Codes of a set that a cell says, parted by commas, strokes or new lines; and what is none of them."""
    found: list[str] = []
    unknown: list[str] = []
    whole = code_of(field, typed)
    for part in [typed] if whole else [each.strip() for each in _PARTS.split(typed) if each.strip()]:
        code = code_of(field, part)
        if code is None:
            unknown.append(part)
        elif code not in found:
            found.append(code)
    return sorted(found), unknown


@cache
def _codes(field: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in codelist(fields("facility")[field].codelist or field):
        for text in (one.code, one.km, one.en):
            found.setdefault(_plain(text), one.code)
    for key, known in _data()["values"].items():
        of_field, _, code = key.partition(".")
        if of_field == field:
            for text in known:
                found.setdefault(_plain(text), code)
    return found


def whole_of(typed: str) -> int | None:
    """A number of people that a cell says, also "20 places"."""
    number = parse_int(typed)
    if number is None and (match := re.fullmatch(r"\D*?(\d[\d,.\s]*)\D*", typed)):
        number = parse_int(match[1].strip())
    return number


def words_of(field: str, lang: str) -> Sequence[str]:
    """What may stand in a coded column, in a language."""
    name = fields("facility")[field].codelist if field in fields("facility") else None
    return [one.label(lang) for one in codelist(name)] if name else []
