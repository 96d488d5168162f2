"""Where a question's choices come from: item sets, items in the control, the outside list of an appearance `search()`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from app.domain.errors import InputError
from app.forms.itext import Itext
from app.forms.model import Choices, ExternalFile
from app.forms.reading import Reading, child, local
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression
from app.forms.xpath.syntax import Call, Literal, Tree, parse
from app.forms.xpath.values import XPathError

_NAME = re.compile(r"(?:\./)?([\w.\-]+)\Z")
_KINDS = ("contains", "matches", "startswith", "endswith")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RELATIVE = re.compile(r"(?<![\w)\]/.])(\.\.?)(?![\w.])")
_WHOLE_NUMBER = re.compile(r"-?[0-9]+\Z")


class Offers:
    """Reads the choices of one form. `instances` and `files` grow as questions bring lists of their own."""

    def __init__(self, reading: Reading, itext: Itext, instances: dict[str, Node], files: dict[str, ExternalFile]) -> None:
        self._reading = reading
        self._itext = itext
        self._instances = instances
        self._files = files
        self._media = itext.with_media()

    def of(self, path: str, control: Element, search: str = "") -> Choices | None:
        """The choices of a control; None when it has none. `search` is the call in its appearance."""
        itemset = child(control, "itemset")
        items = [part for part in control.iter() if local(part) == "item"]
        if search:
            return self._search(path, search, items)
        if itemset is not None:
            return self._itemset(path, itemset)
        if not items and local(control) in ("select", "select1", "rank"):
            self._reading.faults.add(InputError("form_no_choices", **self._reading.place(path, "type"), value=path))
        return self._inline(path, items) if items else None

    def query(self, path: str, query: str) -> Choices | None:
        """The choices of an input that names its rows in `query`, as older forms with a large list do."""
        nodes, label = self._reading.expression(path, "choice_filter", query), self._reading.expression(path, "label", "label")
        return None if nodes is None or label is None else Choices(nodes, "name", label, True)

    def _itemset(self, path: str, itemset: Element) -> Choices | None:
        value, label = child(itemset, "value"), child(itemset, "label")
        text = str(itemset.get("nodeset") or "").strip()
        value_text = "name" if value is None else str(value.get("ref") or "name").strip()
        label_text = value_text if label is None else str(label.get("ref") or value_text).strip()
        nodes = self._reading.expression(path, "choice_filter", text)
        label_of = self._reading.expression(path, "label", label_text)
        if nodes is None or label_of is None:
            return None
        name = _NAME.match(value_text)
        tree = label_of.tree
        inside = label_text[len("jr:itext(") : -1] if isinstance(tree, Call) and tree.name == "jr:itext" else ""
        return Choices(
            nodes=nodes,
            value=name[1] if name else "",
            value_of=None if name else self._reading.expression(path, "choice_filter", value_text),
            label=label_of,
            filtered="[" in text or "randomize(" in text or not text.startswith("instance("),
            text_id=self._reading.expression(path, "label", inside) if inside and self._media else None,
        )

    def _inline(self, path: str, items: Sequence[Element], key: str = "") -> Choices | None:
        """Choices written into the control itself become an instance of their own; their labels become texts with ids."""
        key = key or f"inline:{path}"
        root = Node("root")
        for number, item in enumerate(items):
            row = Node("item", root)
            value, label = child(item, "value"), child(item, "label")
            Node("name", row, "" if value is None else (value.text or "").strip())
            reference = "" if label is None else (label.get("ref") or "").strip()
            text_id = reference[9:-1].strip("'\" ") if reference.startswith("jr:itext(") else f"{key}:{number}"
            if text_id not in self._itext.texts and label is not None:
                self._itext.texts[text_id] = {"": dict(self._itext.of(label, path))}
            Node("itextId", row, text_id)
        self._instances[key] = root
        nodes = self._reading.expression(path, "choice_filter", f"instance('{key}')/item")
        label_of = self._reading.expression(path, "label", "jr:itext(itextId)")
        text_id_of = self._reading.expression(path, "label", "itextId") if self._media else None
        return None if nodes is None or label_of is None else Choices(nodes, "name", label_of, False, text_id_of)

    # ---- search() ----

    def _search(self, path: str, call: str, items: Sequence[Element]) -> Choices | None:
        """The rows of a csv file that `search()` in an appearance asks for, as an item set with the same meaning.

        search(file) · search(file, kind, columns, text) · the same with a filter's column and text. The item whose value is no
        whole number names the columns: its value the one of the values, its label those of the labels. Others stay as they are.
        """
        try:
            tree: Tree = parse(call)
        except XPathError:
            tree = Literal("")
        arguments = tree.arguments if isinstance(tree, Call) else ()
        words = [part.value.strip() if isinstance(part, Literal) else "" for part in arguments]
        if len(words) not in (1, 4, 6) or not words[0] or (len(words) > 1 and words[1].lower() not in _KINDS):
            self._reading.faults.add(InputError("form_bad_search", **self._reading.place(path, "appearance"), value=call[:80]))
            return None
        name = words[0].removesuffix(".csv")
        key = next((file.id for file in self._files.values() if file.name == f"{name}.csv"), name)
        self._files.setdefault(key, ExternalFile(f"{name}.csv", key, "csv"))
        texts = _arguments(call)
        conditions = []
        if len(words) >= 4:
            columns = [column.strip() for column in words[2].split(",")]
            if not words[2]:
                self._reading.faults.add(
                    InputError("form_bad_search", **self._reading.place(path, "appearance"), value=call[:80])
                )
                return None
            matches = [_match(words[1].lower(), column, _here(texts[3])) for column in columns]
            conditions.append(f"({' or '.join(matches)})")
        if len(words) == 6:
            conditions.append(f"{words[4]} = {_here(texts[5])}")
        nodes = f"instance('{key}')/root/item" + (f"[{' and '.join(conditions)}]" if conditions else "")
        fixed = [item for item in items if _WHOLE_NUMBER.match(_value(item))]
        named = next((item for item in items if item not in fixed), None)
        if named is None:
            self._reading.faults.add(InputError("form_bad_search", **self._reading.place(path, "appearance"), value=call[:80]))
            return None
        return self._searched(path, nodes, named, fixed, bool(conditions))

    def _searched(self, path: str, nodes: str, named: Element, fixed: Sequence[Element], filtered: bool) -> Choices | None:
        rows = self._reading.expression(path, "appearance", nodes)
        labels: dict[str, Expression] = {}
        for language, phrase in self._itext.of(child(named, "label"), path).items():
            columns = [column.strip() for column in (phrase.plain or "").split(",") if column.strip()]
            between = ", ' ', "
            text = f"concat({between.join(columns)})" if len(columns) > 1 else "".join(columns)
            found = self._reading.expression(path, "label", text) if text else None
            if found is not None:
                labels[language] = found
        first = self._inline(path, fixed, f"fixed:{path}") if fixed else None
        value = _value(named)
        label = next(iter(labels.values()), self._reading.expression(path, "label", value))
        if rows is None or label is None:
            return None
        different = labels if len({found.text for found in labels.values()}) > 1 else {}
        return replace(Choices(rows, value, label, filtered), first=first, labels=different)


def _value(item: Element) -> str:
    value = child(item, "value")
    return "" if value is None else (value.text or "").strip()


def _here(text: str) -> str:
    """An argument as it means inside a predicate: `.` and relative paths start from the question, not from the row."""
    return _RELATIVE.sub(r"current()/\1", text.strip())


def _match(kind: str, column: str, text: str) -> str:
    """One kind of match, blind to capitals as the database of ODK Collect is."""
    low = f"translate({column}, '{_LETTERS}', '{_LETTERS.lower()}')"
    wanted = f"translate({text}, '{_LETTERS}', '{_LETTERS.lower()}')"
    if kind == "matches":
        return f"{column} = {text}"
    name = {"contains": "contains", "startswith": "starts-with", "endswith": "ends-with"}[kind]
    return f"{name}({low}, {wanted})"


def _arguments(call: str) -> list[str]:
    """The texts of a call's arguments."""
    inside = call[call.index("(") + 1 : call.rindex(")")]
    found, depth, quote, start = list[str](), 0, "", 0
    for place, letter in enumerate(inside):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and not depth:
            found.append(inside[start:place])
            start = place + 1
    return [*found, inside[start:]]
