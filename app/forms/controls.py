"""The body of an XForm: which control, group or repeat belongs to which node, and what is set when something happens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from app.domain.errors import InputError
from app.forms.model import Action
from app.forms.reading import JR, Reading, child, local

CONTROLS = frozenset({"input", "select1", "select", "trigger", "rank", "range", "upload", "secret"})
_EVENTS = {
    "odk-instance-first-load": "odk-instance-first-load", "xforms-ready": "odk-instance-first-load",
    "odk-instance-load": "odk-instance-load", "odk-new-repeat": "odk-new-repeat", "jr-insert": "odk-new-repeat",
    "xforms-value-changed": "xforms-value-changed",
}  # fmt: skip
_PHONE_ACTIONS = frozenset({"setgeopoint", "recordaudio", "setlocation"})
_BESIDE = frozenset({
    "label", "hint", "help", "alert", "setvalue", "itemset", "item", "value", "choices", "output", "extension",
}) | _PHONE_ACTIONS  # fmt: skip
_CAPTIONS = ("Caption", "Header")
_RELATIVE = re.compile(r"(?:\.\.?|[A-Za-z_][\w.\-]*)(?:/(?:\.\.?|[A-Za-z_][\w.\-]*))*\Z")
_DEEPEST = 150


class Body:
    """Controls, groups and repeats by path, and actions by the path that waits for the event."""

    def __init__(self, reading: Reading, model: Element, body: Element, ids: Mapping[str, str]) -> None:
        """`ids` gives the path of a bind by its id."""
        self._reading = reading
        self._ids = ids
        self.controls: dict[str, Element] = {}
        self.groups: dict[str, Element] = {}
        self.repeats: dict[str, Element] = {}
        self.actions: dict[str, list[Action]] = {}
        self._counts: dict[str, str] = {}
        for element in model:
            self._act(element, "", "")
        self._read(body, reading.root, 0)

    def _path(self, element: Element, above: str) -> str:
        bound = element.get("bind")
        if bound:
            path = self._ids.get(bound, "")
            if not path:
                self._reading.faults.add(
                    InputError("form_unknown_reference", **self._reading.place(above, local(element)), value=bound[:60])
                )
            return path
        return self._reading.whole(element.get("ref") or element.get("nodeset"), above)

    def _read(self, parent: Element, above: str, depth: int) -> None:
        if depth > _DEEPEST:
            self._reading.faults.add(
                InputError("form_too_deep", **self._reading.place(above, "type"), depth=depth, limit=_DEEPEST)
            )
            return
        for element in parent:
            name = local(element)
            if name == "group":
                self._read_group(element, above, depth)
            elif name == "repeat":
                self._read_repeat(element, parent, above, depth)
            elif name in CONTROLS:
                path = self._path(element, above)
                self.controls.setdefault(path, element)
                for part in element:
                    self._act(part, path, "")
            elif name in ("setvalue", *_PHONE_ACTIONS):
                self._act(element, above, self._repeat_of(parent, above))
            elif name not in _BESIDE and not name.endswith(_CAPTIONS):
                self._reading.faults.add(
                    InputError("form_unknown_control", **self._reading.place(self._path(element, above), "type"), value=name)
                )

    def _read_group(self, element: Element, above: str, depth: int) -> None:
        path = self._path(element, above)
        inside = [part for part in element if local(part) in ("group", "repeat", *CONTROLS)]
        if path:
            self.groups.setdefault(path, element)
        elif len(inside) == 1 and local(inside[0]) == "repeat":
            self.groups.setdefault(self._path(inside[0], above), element)
        else:
            label = child(element, "label")
            if label is not None:
                self._reading.notice("form_group_without_node", above, "label", "".join(label.itertext())[:60])
        self._read(element, path or above, depth + 1)

    def _read_repeat(self, element: Element, parent: Element, above: str, depth: int) -> None:
        path = self._path(element, above)
        self.repeats.setdefault(path, element)
        self._counts.setdefault(path, self._count(element, above, path))
        if child(element, "label") is not None and local(parent) != "group":
            self.groups.setdefault(path, element)
        self._read(element, path, depth + 1)

    def _repeat_of(self, holder: Element, path: str) -> str:
        return path if local(holder) == "repeat" else ""

    def _act(self, element: Element, holder: str, repeat: str) -> None:
        """An action inside the model, a control, a group or a repeat."""
        name = local(element)
        if name in _PHONE_ACTIONS and not self._reading.rows:  # of a workbook's row it is said already
            self._reading.notice("form_action_left_aside", self._path(element, holder) or holder, "type", name)
        if name != "setvalue":
            return
        reference = element.get("ref") or ""
        target = self._path(element, holder)
        text = (element.get("value") or "").strip()
        if not text:
            literal = (element.text or "").strip()
            text = f'"{literal}"' if "'" in literal else f"'{literal}'"
        value = self._reading.expression(target, "default", text)
        where = self._reading.expression(target, "trigger", reference) if "[" in reference else None
        for word in (element.get("event") or element.get("{http://www.w3.org/2001/xml-events}event") or "").split():
            event = _EVENTS.get(word)
            if event is None:
                self._reading.faults.add(
                    InputError("form_unknown_event", **self._reading.place(target, "trigger"), value=word[:60])
                )
            elif value is not None:
                changed = event == "xforms-value-changed"
                source = holder if changed else repeat if event == "odk-new-repeat" else ""
                self.actions.setdefault(holder if changed else target, []).append(Action(event, value, target, source, where))

    def label(self, path: str) -> Element | None:
        """The label of a control, group or repeat."""
        return child(self.holder(path), "label")

    def hint(self, path: str) -> Element | None:
        """Its hint."""
        return child(self.holder(path), "hint")

    def holder(self, path: str) -> Element | None:
        """The element that shows a node."""
        found = self.controls.get(path)
        return found if found is not None else self.groups.get(path)

    def _count(self, element: Element, above: str, path: str) -> str:
        """What counts a repeat's instances: a path in full, wherever a relative one starts; or an expression as it is."""
        text = (element.get(f"{JR}count") or "").strip()
        if text.startswith("current()/"):
            return self._reading.whole(text.removeprefix("current()/"), path)
        return self._reading.whole(text, above) if _RELATIVE.match(text) else text

    def count(self, path: str) -> str:
        """What counts the instances of a repeat; "" when nothing does."""
        return self._counts.get(path, "")

    def fixed(self, path: str) -> bool:
        """Whether the user may not add instances of a repeat."""
        repeat = self.repeats.get(path)
        return repeat is not None and repeat.get(f"{JR}noAddRemove") is not None
