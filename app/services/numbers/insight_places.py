"""Cases by place for the insights: by district and by commune of the child's home; a village would point at a child.

Numbers of 1 to 4 are never told by place (practice P4), nor what would give one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.data.places import place
from app.data.reader import Reader
from app.domain.insight_table import SEXES, Table, counted

DISTRICT, COMMUNE = 4, 6
"""Digits of a code of the gazetteer."""


def by_place(reader: Reader, name: str, found: Sequence[tuple[str, str, str]], digits: int) -> Table:
    """A table of (case, code of a village or of a place above, sex) by the districts or communes where there are any.

    In the order of their codes; a case without such a place stands under `not_stated`, so that nothing is left out.
    """
    codes = sorted({village[:digits] for _, village, _ in found if len(village) >= digits})
    rows = ((case, village[:digits] if len(village) >= digits else "", sex) for case, village, sex in found)
    km, en = (dict(_names(reader, codes, lang)) for lang in ("km", "en"))
    above = {code: code[: digits - 2] for code in codes}
    return counted(name, codes, SEXES, rows, names=km, names_en=en, groups={**above, "not_stated": "not_stated"})


def _names(reader: Reader, codes: Iterable[str], lang: str) -> Iterable[tuple[str, str]]:
    """Each place with the one above; the code of one that the gazetteer does not know (any more)."""
    for code in codes:
        found, above = place(reader, code), place(reader, code[:-2])
        yield code, ", ".join(one.name(lang) or one.km for one in (found, above) if one is not None) if found else code
