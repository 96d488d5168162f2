"""Long lists of choices go around the converter, which would spend minutes and hundreds of megabytes on them.

The converter sees one row of such a list, so that it writes the question as always; the rows themselves are put into the
instance, and their texts beside the others, when the form is built. Lists with pictures or values inside their labels take the
usual way, and those that a question changes as a whole (`or_other`, `search()`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.forms import vocabulary
from app.forms.externals import put_rows
from app.forms.model import Phrase
from app.forms.tables import SMALL
from app.forms.vocabulary import column_name, language_of, type_name
from app.forms.xpath.nodes import Node

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class LongList:
    """The rows of a list by column, and their labels by language; without languages the label is a column."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    labels: Mapping[str, Sequence[str]]

    def as_json(self) -> list[object]:
        """What is kept of it, see `from_json`."""
        return [self.name, list(self.columns), list(self.rows), dict(self.labels)]


def from_json(kept: Sequence[object]) -> LongList:
    """A list as it was kept."""
    name, columns, rows, labels = kept
    if not (isinstance(columns, list) and isinstance(rows, list) and isinstance(labels, dict)):
        raise TypeError("not a list of choices")
    return LongList(str(name), tuple(columns), rows, labels)


def take_out(sheets: Mapping[str, Sheet], choices: Rows) -> tuple[Rows, tuple[LongList, ...]]:
    """The rows that the converter shall see, and the long lists."""
    headings = {column_name(heading): heading for line in choices[:1] for heading in line}
    list_heading, name_heading = headings.get("list_name"), headings.get("name")
    if list_heading is None or name_heading is None or len(choices) <= SMALL:
        return choices, ()
    by_list: dict[str, Rows] = {}
    for line in choices:
        by_list.setdefault(line.get(list_heading, ""), []).append(line)
    plain = set(by_list) - _changed(sheets["survey"])
    found: dict[str, LongList] = {}
    for name, lines in by_list.items():
        if name and name in plain and len(lines) > SMALL and all(map(_is_plain, lines)):
            found[name] = _long_list(name, lines, list_heading, name_heading)
    kept = [line for line in choices if line.get(list_heading, "") not in found]
    kept += [by_list[name][0] for name in found]
    return kept, tuple(found.values())


def _changed(survey: Sheet) -> set[str]:
    """Lists that a question adds to, or only borrows the columns of."""
    found: set[str] = set()
    for line in survey.rows:
        kind = next((text for heading, text in line.items() if column_name(heading) == "type"), "")
        name, other = vocabulary.list_of(kind)
        looked_up = any("search(" in text for heading, text in line.items() if column_name(heading) == "appearance")
        if other or looked_up or type_name(kind) == "range":
            found.add(name)
    return found


def _is_plain(line: Mapping[str, str]) -> bool:
    labels = 0
    for heading, text in line.items():
        kind = column_name(heading)
        if kind in vocabulary.MEDIA or "${" in text or " " in heading.strip().split("::")[0]:
            return kind == "list_name"
        labels += kind == "label"
    return labels > 0


def _long_list(name: str, lines: Rows, list_heading: str, name_heading: str) -> LongList:
    headings = list(dict.fromkeys(heading for line in lines for heading in line))
    translated = {language_of(heading): heading for heading in headings if column_name(heading) == "label"}
    others = [heading for heading in headings if heading not in (list_heading, name_heading, *translated.values())]
    plain = not any(translated)
    first = [*translated.values()] if plain else []
    columns = ("name", *(["label"] if first else []), *others)
    rows = [[line.get(heading, "") for heading in (name_heading, *first, *others)] for line in lines]
    labels = {} if plain else {lang: [line.get(heading, "") for line in lines] for lang, heading in translated.items()}
    return LongList(name, columns, rows, labels)


def put_back(long_list: LongList, default_language: str) -> tuple[Node, Iterator[tuple[str, dict[str, dict[str, Phrase]]]]]:
    """The instance of a list, and its texts by id."""
    above = Node("instance")
    if not long_list.labels:
        put_rows(above, long_list.columns, iter(long_list.rows))
        return above, iter(())
    numbered = ([f"{long_list.name}-{number}", *cells] for number, cells in enumerate(long_list.rows))
    put_rows(above, ("itextId", *long_list.columns), numbered)
    return above, _texts(long_list, default_language)


def _texts(long_list: LongList, default_language: str) -> Iterator[tuple[str, dict[str, dict[str, Phrase]]]]:
    for number in range(len(long_list.rows)):
        said = {language or default_language: texts[number] for language, texts in long_list.labels.items()}
        yield (
            f"{long_list.name}-{number}",
            {"": {language: Phrase((text,)) for language, text in said.items() if text}},
        )
