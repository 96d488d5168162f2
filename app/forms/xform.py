"""Reads XForm XML, as pyxform writes it, into definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.domain.errors import InputError
from app.forms import binds
from app.forms.model import Action, Choices, Definition, Kind, Phrase, Texts
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression, expression
from app.forms.xpath.values import XPathError

XF = "{http://www.w3.org/2002/xforms}"
XHTML = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
_KOMAR = f"{{{binds.NAMESPACE}}}"
_EVENTS = frozenset({"odk-instance-first-load", "odk-new-repeat"})
_PRELOADS = frozenset({"uid", "date", "timestamp"})
_CONTROLS = frozenset({"input", "select1", "select", "trigger"})
_BINDS: Mapping[str, str] = {"relevant": "relevant", "required": "required", "readonly": "readonly", "constraint": "constraint"}


class XForm:
    """One reading of an XForm. `rows` gives the workbook's row of a path, for faults."""

    def __init__(self, xml: str | bytes, rows: Mapping[str, int]) -> None:
        """Parse; raises InputError with the place of what cannot be run."""
        try:
            tree = fromstring(xml)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise InputError("form_not_xlsform", missing="XForm") from error
        model, body = tree.find(f"{XHTML}head/{XF}model"), tree.find(f"{XHTML}body")
        instances = [] if model is None else model.findall(f"{XF}instance")
        if model is None or body is None or not instances or len(instances[0]) != 1:
            raise InputError("form_not_xlsform", missing="model, body, instance")
        self._rows = rows
        self._model = model
        self.primary = instances[0][0]
        self.title = tree.findtext(f"{XHTML}head/{XHTML}title") or ""
        self.default_language = ""
        self.languages: tuple[str, ...] = ()
        self.texts = self._read_texts()
        self.instances = {str(part.get("id")): self._read_instance(part) for part in instances[1:]}
        self._binds = {str(bind.get("nodeset")): bind for bind in model.findall(f"{XF}bind")}
        self._controls: dict[str, Element] = {}
        self._repeats: dict[str, Element] = {}
        self._read_body(body)
        self._actions = self._read_actions()
        self.definitions: dict[str, Definition] = {}
        self._define(self.primary, None)

    # ---- texts and instances ----

    def _read_texts(self) -> dict[str, dict[str, dict[str, Phrase]]]:
        """Text id → form ("" or guidance) → language → phrase."""
        found: dict[str, dict[str, dict[str, Phrase]]] = {}
        languages: list[str] = []
        for translation in self._model.findall(f"{XF}itext/{XF}translation"):
            language = str(translation.get("lang"))
            languages.append(language)
            if translation.get("default"):
                self.default_language = language
            for text in translation:
                place = found.setdefault(str(text.get("id")), {})
                for value in text:
                    form = value.get("form") or ""
                    if form not in ("", "guidance"):
                        raise InputError("form_unknown_media", value=form)
                    phrase = self._phrase(value, str(text.get("id")))
                    if phrase.plain != "-":  # what pyxform writes for a translation that is missing
                        place.setdefault(form, {})[language] = phrase
        self.languages = tuple(languages)
        self.default_language = self.default_language or (languages[0] if languages else "")
        return found

    def _phrase(self, element: Element, owner: str) -> Phrase:
        parts: list[str | Expression] = [element.text or ""]
        for output in element:
            text = output.get("value") or output.get("ref") or ""
            parts += [self.expression(owner.split(":")[0], "label", text), output.tail or ""]
        if len(parts) == 1:
            return Phrase((str(parts[0]),))
        parts[0], parts[-1] = str(parts[0]).lstrip(), str(parts[-1]).rstrip()
        return Phrase(tuple(part for part in parts if part != ""))

    def _read_instance(self, part: Element) -> Node:
        if part.get("src"):
            raise InputError("form_unknown_instance", value=str(part.get("src")))
        if len(part) != 1:
            raise InputError("form_not_xlsform", missing=f"instance {part.get('id')}")
        above = Node("instance")
        _as_node(part[0], above)
        return above

    def _texts_of(self, element: Element | None, form: str = "") -> Texts:
        """The phrases that a label or hint stands for."""
        if element is None:
            return {}
        reference = element.get("ref") or ""
        if reference.startswith("jr:itext("):
            return self.texts.get(reference[9:-1].strip("'\" "), {}).get(form, {})
        return {"": self._phrase(element, "")} if not form else {}

    def _message(self, reference: str) -> Texts:
        if reference.startswith("jr:itext("):
            return self.texts.get(reference[9:-1].strip("'\" "), {}).get("", {})
        return {"": Phrase((reference,))} if reference else {}

    # ---- body ----

    def _read_body(self, parent: Element) -> None:
        for element in parent:
            name = element.tag.removeprefix(XF)
            if name == "group":
                if element.get("ref"):
                    self._controls[str(element.get("ref"))] = element
                self._read_body(element)
            elif name == "repeat":
                self._repeats[str(element.get("nodeset"))] = element
                self._read_body(element)
            elif name in _CONTROLS:
                self._controls[str(element.get("ref"))] = element
            elif name not in ("label", "hint", "setvalue"):
                path = str(element.get("ref"))
                raise InputError("form_unknown_type", sheet="survey", row=self._rows.get(path, 0), column="type", value=name)

    def _read_actions(self) -> Mapping[str, tuple[Action, ...]]:
        found: dict[str, list[Action]] = {}
        for holder in (self._model, *self._repeats.values(), *self._controls.values()):
            for element in holder.findall(f"{XF}setvalue"):
                path = str(element.get("ref"))
                for event in (element.get("event") or "").split():
                    if event not in _EVENTS:
                        place = {"sheet": "survey", "row": self._rows.get(path, 0), "column": "trigger", "value": event}
                        raise InputError("form_unknown_column", **place)
                    action = Action(event, self.expression(path, "default", element.get("value") or "''"))
                    found.setdefault(path, []).append(action)
        return {path: tuple(actions) for path, actions in found.items()}

    # ---- definitions ----

    def _define(self, element: Element, parent: str | None) -> None:
        name = element.tag.rpartition("}")[2]
        path = f"{parent or ''}/{name}"
        if path in self.definitions:
            return  # a repeat's template and its first instance
        self.definitions[path] = self._definition(element, name, path, parent)
        for child in element:
            self._define(child, path)

    def _kind(self, element: Element, path: str, parent: str | None) -> Kind:
        if parent is None:
            return "root"
        if path in self._repeats:
            return "repeat"
        control = self._controls.get(path)
        if control is not None and control.tag != f"{XF}group":
            return "question"
        return "group" if control is not None or len(element) else "value"

    def _definition(self, element: Element, name: str, path: str, parent: str | None) -> Definition:
        kind = self._kind(element, path, parent)
        bind = self._binds.get(path, Element("bind"))
        control = self._controls.get(path)
        repeat = self._repeats.get(path)
        count = repeat.get(f"{JR}count") if repeat is not None else None
        appearance = control.get("appearance") if control is not None else None
        calculate = bind.get("calculate")
        return Definition(
            path=path,
            name=name,
            kind=kind,
            parent=parent,
            type=(bind.get("type") or "string").rpartition(":")[2],
            control=control.tag.removeprefix(XF) if control is not None and kind == "question" else "",
            default=(element.text or "").strip() if not len(element) else "",
            calculate=self.expression(path, "calculation", calculate) if calculate else None,
            count=self.expression(path, "repeat_count", count) if count else None,
            label=self._texts_of(None if control is None else control.find(f"{XF}label")),
            hint=self._texts_of(None if control is None else control.find(f"{XF}hint")),
            guidance=self._texts_of(None if control is None else control.find(f"{XF}hint"), "guidance"),
            constraint_message=self._message(bind.get(f"{JR}constraintMsg") or ""),
            required_message=self._message(bind.get(f"{JR}requiredMsg") or ""),
            appearance=frozenset((appearance or "").split()),
            choices=self._choices(path, control) if control is not None else None,
            preload=self._preload(path, bind),
            actions=self._actions.get(path, ()),
            komar=self._komar(path, bind),
            row=self._rows.get(path, 0),
            **self._conditions(path, bind),
        )

    def _conditions(self, path: str, bind: Element) -> dict[str, Expression]:
        return {
            key: self.expression(path, key, str(bind.get(name)))
            for key, name in _BINDS.items()
            if bind.get(name) and bind.get(name) != "false()"
        }

    def _preload(self, path: str, bind: Element) -> tuple[str, str]:
        kind, params = bind.get(f"{JR}preload") or "", bind.get(f"{JR}preloadParams") or ""
        if kind and (kind not in _PRELOADS or params == "end"):
            place = {"sheet": "survey", "row": self._rows.get(path, 0), "column": "type", "value": f"{kind} {params}"}
            raise InputError("form_unknown_type", **place)
        return kind, params

    def _komar(self, path: str, bind: Element) -> Mapping[str, str]:
        found = {key.removeprefix(_KOMAR): value.strip() for key, value in bind.items() if key.startswith(_KOMAR)}
        for name, value in found.items():
            if binds.fault(name, value):
                place = {
                    "sheet": "survey",
                    "row": self._rows.get(path, 0),
                    "column": f"bind::komar:{name}",
                    "value": value[:60],
                }
                raise InputError("form_unknown_bind", **place)
        return found

    def _choices(self, path: str, control: Element) -> Choices | None:
        itemset = control.find(f"{XF}itemset")
        if itemset is None:
            return self._inline(path, control) if control.tag in (f"{XF}select", f"{XF}select1") else None
        value, label = itemset.find(f"{XF}value"), itemset.find(f"{XF}label")
        text = str(itemset.get("nodeset"))
        return Choices(
            nodes=self.expression(path, "choice_filter", text),
            value="name" if value is None else str(value.get("ref")),
            label=self.expression(path, "label", "name" if label is None else str(label.get("ref"))),
            filtered="[" in text or "randomize(" in text or not text.startswith("instance("),
        )

    def _inline(self, path: str, control: Element) -> Choices:
        """Choices written into the control itself become an instance of their own."""
        key = f"inline:{path}"
        root = Node("root")
        for item in control.findall(f"{XF}item"):
            row = Node("item", root)
            Node("name", row, item.findtext(f"{XF}value") or "")
            label = item.find(f"{XF}label")
            reference = "" if label is None else label.get("ref") or ""
            if reference.startswith("jr:itext("):
                Node("itextId", row, reference[9:-1].strip("'\" "))
            else:
                Node("label", row, "" if label is None else label.text or "")
        self.instances[key] = root
        nodes, label_of = expression(f"instance('{key}')/item"), expression("if(itextId != '', jr:itext(itextId), label)")
        return Choices(nodes, "name", label_of, False)

    def expression(self, path: str, column: str, text: str) -> Expression:
        """A compiled expression; raises InputError with the row of its path."""
        try:
            return expression(text.strip())
        except XPathError as error:
            place: dict[str, object] = {"sheet": "survey", "row": self._rows.get(path, 0), "column": column}
            if error.reason == "unknown_function":
                raise InputError("form_unknown_function", function=error.detail, **place) from error
            raise InputError("form_bad_expression", expression=" ".join(text.split())[:120], **place) from error


def _as_node(element: Element, parent: Node | None) -> Node:
    node = Node(element.tag.rpartition("}")[2], parent, (element.text or "").strip() if not len(element) else "")
    for child in element:
        _as_node(child, node)
    return node


def instance_texts(form: XForm) -> Iterator[tuple[str, Texts]]:
    """Every text by its id, for `jr:itext`."""
    for text_id, forms in form.texts.items():
        yield text_id, forms.get("", {})
