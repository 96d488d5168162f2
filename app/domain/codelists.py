"""Code lists: what a coded field may hold, with words in Khmer and English, as data in `resources/codelists/*.csv`.

Columns: code (ASCII, ours), km, en, group (the restricted group that the code puts a record in, practice P1, or empty),
source_tag, valid_from, valid_to (days, or empty), primero_label (the label the ministry's Primero serves, by which codes are
matched; for a concern the labels at risk and experienced, parted by "|"). Source tags: `primero` the ministry's configuration
of Primero, `form_N` or `form_N:item` a government form, `press` a public report, `oscar` the form software of partner
organisations, `sourced` other published rules, `inferred` ours. The order of the rows is the order on screen; for care options
it is the order of the policy.

A code that a list does not know (from a newer office or another system) is kept and shown raw.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.domain.records import ROLE_GROUPS
from app.paths import CODE_LISTS

COLUMNS = ("code", "km", "en", "group", "source_tag", "valid_from", "valid_to", "primero_label")
GROUPS = frozenset({"reporter", "perpetrator", "interview", "hiv_rh", "sexual_violence", "safety_plan"})
"""The restricted groups that a user is given a right to; others (`ROLE_GROUPS`) go with a role and are nobody's to give."""
_NOT_LISTS = frozenset({"gazetteer", "gazetteer_corrections", "district_places"})


class CodeListError(Exception):
    """A list that does not exist or is broken: a bug or a damaged installation, nothing a user can cause."""


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a list; `group` and `primero_label` are empty where there is none, days None where there is no limit."""

    code: str
    km: str
    en: str
    group: str
    source_tag: str
    valid_from: date | None
    valid_to: date | None
    primero_label: str

    def label(self, lang: str) -> str:
        """The words of the code, in Khmer for `km`, else in English."""
        return self.km if lang == "km" else self.en

    def valid(self, day: date) -> bool:
        """Whether the code may be chosen for something that happened on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes in the order of the screen."""

    name: str
    rows: Mapping[str, Code]

    def __iter__(self) -> Iterator[Code]:
        """All codes, in order."""
        return iter(self.rows.values())

    def __len__(self) -> int:
        """How many codes there are."""
        return len(self.rows)

    def __contains__(self, code: object) -> bool:
        """Whether the list knows a code."""
        return code in self.rows

    def codes(self, day: date | None = None) -> tuple[str, ...]:
        """The codes that may be chosen on a day (or ever), in order."""
        return tuple(row.code for row in self if day is None or row.valid(day))

    def choices(self, lang: str, day: date | None = None) -> tuple[tuple[str, str], ...]:
        """(code, words) for a field to choose from."""
        return tuple((code, self.rows[code].label(lang)) for code in self.codes(day))

    def label(self, code: str | None, lang: str) -> str:
        """The words of a code; the code itself when the list does not know it, nothing for None."""
        if code is None:
            return ""
        row = self.rows.get(code)
        return row.label(lang) if row else code

    def group(self, code: str | None) -> str | None:
        """The restricted group of a code, or None."""
        row = self.rows.get(code or "")
        return row.group or None if row else None

    def place(self, code: str | None) -> int:
        """The place of a code in the order of the list, from 0; after all others for an unknown code."""
        return list(self.rows).index(code) if code is not None and code in self.rows else len(self.rows)


def read_list(file: Path) -> CodeList:
    """A list from its file; CodeListError when columns, codes or groups are not as they must be."""
    with file.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise CodeListError(f"{file.name}: columns must be {', '.join(COLUMNS)}")
        rows = [_row(file.name, line) for line in reader]
    codes = {row.code: row for row in rows}
    if len(codes) != len(rows):
        raise CodeListError(f"{file.name}: a code stands there twice")
    return CodeList(file.stem, codes)


def _row(file: str, line: dict[str, str]) -> Code:
    """A row of a file, checked."""
    if not (line["code"] and line["code"].isascii() and line["km"] and line["en"] and line["source_tag"]):
        raise CodeListError(f"{file}: row {line['code']!r} lacks code, words or source")
    if line["group"] and line["group"] not in GROUPS | ROLE_GROUPS.keys():
        raise CodeListError(f"{file}: row {line['code']!r} has an unknown group")
    first, last = (date.fromisoformat(line[key]) if line[key] else None for key in ("valid_from", "valid_to"))
    return Code(line["code"], line["km"], line["en"], line["group"], line["source_tag"], first, last, line["primero_label"])


@cache
def codelist(name: str) -> CodeList:
    """A list by its name (the name of its file), read once; CodeListError when there is none."""
    if name not in list_names():
        raise CodeListError(f"there is no code list {name!r}")
    return read_list(CODE_LISTS / f"{name}.csv")


@cache
def list_names() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(sorted(file.stem for file in CODE_LISTS.glob("*.csv") if file.stem not in _NOT_LISTS))


def label(name: str, code: str | None, lang: str) -> str:
    """The words of a code of a list; the code itself when the list does not know it, nothing for None."""
    return codelist(name).label(code, lang)


def labels(name: str, codes: frozenset[str] | tuple[str, ...], lang: str) -> str:
    """The words of several codes in the order of the list, parted for reading."""
    ordered = sorted(codes, key=lambda code: (codelist(name).place(code), code))
    return ", ".join(label(name, code, lang) for code in ordered)


def restricted_group_of(name: str, code: str | None) -> str | None:
    """The restricted group (practice P1) that a code of a list puts its record in, or None."""
    return codelist(name).group(code)


def concern_label(code: str, kind: str | None, lang: str) -> str:
    """A protection concern with its kind: "At risk of neglect", "Experienced neglect".

    Concerns that the ministry's list does not pair (orphaned, separated …) stand alone unless the child is at risk of them.
    """
    row = codelist("concern").rows.get(code)
    paired = row is not None and "|" in row.primero_label
    text = label("concern", code, lang)
    if not kind or (kind == "experienced" and not paired):
        return text
    if lang == "km":
        return label("concern_kind", kind, lang) + text
    return f"{label('concern_kind', kind, lang)} {text[:1].lower() if text[1:2].islower() else text[:1]}{text[1:]}"


def age_band_of(years: int | None) -> str:
    """The code of the age band that a number of completed years falls into; `not_known` for None."""
    if years is None:
        return "not_known"
    for code in codelist("age_band").codes():
        first, _, last = code.rstrip("+").partition("-")
        if first.isdigit() and int(first) <= years and (code.endswith("+") or years <= int(last)):
            return code
    raise CodeListError(f"no age band holds {years} years")
