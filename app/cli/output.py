"""What a verb prints: with `--json` one object, or one object a line for lists; else lines to read.

Nothing else goes to the standard output; messages and questions go to the error output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping


class Printer:
    """Where results go."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def one(self, found: Mapping[str, object]) -> None:
        """Prints one object."""
        if self.as_json:
            _line(json.dumps(found, ensure_ascii=False))
        else:
            for key, value in _flat("", found):
                _line(f"{key}: {value}")

    def rows(self, found: Iterable[Mapping[str, object]]) -> None:
        """Prints a list, one row a line, as they come."""
        for row in found:
            text = json.dumps(row, ensure_ascii=False) if self.as_json else "\t".join(_plain(value) for value in row.values())
            _line(text)

    def read(self, texts: Iterable[str]) -> None:
        """Prints a report made for reading, each text on a line of its own."""
        for text in texts:
            _line(" ".join(text.splitlines()))

    def lines(self, found: Iterable[Mapping[str, object]]) -> None:
        """Prints objects that another programme reads, one a line, as JSON whatever was asked for."""
        for row in found:
            _line(json.dumps(row, ensure_ascii=False))


def say(text: str) -> None:
    """A message for the person at the keyboard."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _flat(prefix: str, found: object) -> Iterator[tuple[str, str]]:
    """Dotted names and values of nested objects; lists of objects are numbered from 1."""
    if isinstance(found, Mapping):
        for key, value in found.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), value)
    elif isinstance(found, list | tuple) and any(isinstance(value, Mapping) for value in found):
        for number, value in enumerate(found, 1):
            yield from _flat(f"{prefix}[{number}]", value)
    else:
        yield prefix, _plain(found)


def _plain(value: object) -> str:
    """A value on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(_plain(element) for element in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return " ".join(str(value).splitlines())
