"""What the readers of an XForm share: local names, whole paths, expressions with the place of their faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from app.domain.errors import InputError
from app.forms.faults import Faults
from app.forms.model import Notice
from app.forms.xpath.program import Expression, expression
from app.forms.xpath.values import XPathError

JR = "{http://openrosa.org/javarosa}"
_PREFIX = re.compile(r"(?<=/)[A-Za-z_][\w.\-]*:(?=[A-Za-z_])")
_PREDICATE = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
_COLUMN_OF_XFORM = "XForm"


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that local name."""
    return None if element is None else next((part for part in element if local(part) == name), None)


def children(element: Element | None, name: str) -> list[Element]:
    """All children of that local name."""
    return [] if element is None else [part for part in element if local(part) == name]


class Reading:
    """Where faults and notices of one XForm go, and how its references are read."""

    def __init__(self, rows: Mapping[str, int], faults: Faults) -> None:
        """`rows` gives the workbook's row of a path; empty for an XForm that has no workbook."""
        self.rows = rows
        self.faults = faults
        self.notices: list[Notice] = []
        self.root = ""
        """The path of the root element."""

    def place(self, path: str, column: str) -> dict[str, object]:
        """Sheet, row and column of a fault; an XForm without a workbook has the path for a column."""
        if self.rows:
            return {"sheet": "survey", "row": self.rows.get(path, 0), "column": column}
        return {"sheet": _COLUMN_OF_XFORM, "row": 0, "column": f"{path} {column}".strip()}

    def notice(self, code: str, path: str, column: str, value: str) -> None:
        """Note what is left aside at a path."""
        self.notices.append(Notice(code, "survey" if self.rows else _COLUMN_OF_XFORM, self.rows.get(path, 0), column, value))

    def expression(self, path: str, column: str, text: str) -> Expression | None:
        """A compiled expression; None, with the fault noted, when it cannot be read."""
        try:
            return expression(text.strip())
        except XPathError as error:
            if error.reason == "unknown_function":
                self.faults.add(InputError("form_unknown_function", **self.place(path, column), function=error.detail))
            elif error.reason == "arguments":
                self.faults.add(InputError("form_arguments", **self.place(path, column), function=error.detail))
            else:
                self.faults.add(
                    InputError("form_bad_expression", **self.place(path, column), expression=" ".join(text.split())[:120])
                )
        except RecursionError:
            self.faults.add(
                InputError("form_bad_expression", **self.place(path, column), expression=" ".join(text.split())[:120])
            )
        return None

    def whole(self, reference: str | None, above: str) -> str:
        """A reference as an absolute path without predicates and prefixes; relative ones start from the path `above`."""
        text = _PREDICATE.sub("", (reference or "").strip())
        if not text:
            return ""
        path = text if text.startswith("/") else f"{above or self.root}/{text}"
        steps: list[str] = []
        for step in _PREFIX.sub("", path).split("/"):
            if step == ".." and steps:
                steps.pop()
            elif step not in ("", "."):
                steps.append(step)
        return "/" + "/".join(steps)
