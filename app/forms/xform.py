"""Reads XForm XML, as the converter writes it or as somebody wrote it by hand, into definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.domain.errors import InputError
from app.forms import binds
from app.forms.controls import Body
from app.forms.externals import as_node, plain_name, put_rows
from app.forms.faults import Faults
from app.forms.itext import Itext
from app.forms.model import Action, Definition, Entity, ExternalFile, Kind, Phrase, Texts
from app.forms.offers import Offers
from app.forms.reading import JR, Reading, child, children, local
from app.forms.tables import SMALL
from app.forms.vocabulary import OTHER_QUESTION, appearance_words, language_code
from app.forms.walking import every, instances
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression

_KOMAR = f"{{{binds.NAMESPACE}}}"
_ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
_PRELOADS = frozenset({"uid", "date", "timestamp", "property", "context", "patient"})
_CONDITIONS = ("relevant", "required", "readonly", "constraint")
_TYPES = {
    "integer": "int", "long": "int", "short": "int", "double": "decimal", "float": "decimal", "datetime": "dateTime",
    "select1": "string", "select": "string", "listitem": "string", "listitems": "string", "text": "string",
}  # fmt: skip
_KNOWN_TYPES = frozenset({
    "string", "int", "decimal", "boolean", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape", "binary", "barcode",
    "rank", "anyURI", "base64Binary", "intent",
})  # fmt: skip
_OF_CONTROL = frozenset({"ref", "nodeset", "bind", "appearance", "mediatype", "query", "class"})
_DEEPEST = 150
_XMLNS = re.compile(r"""xmlns:([\w.\-]+)\s*=\s*["']([^"']+)["']""")
LAST_SAVED = "jr://instance/last-saved"


class XForm:
    """One reading of an XForm. `rows` gives the workbook's row of a path, for faults."""

    def __init__(self, xml: str | bytes, rows: Mapping[str, int], faults: Faults) -> None:
        """Parse; raises InputError for what is no XForm, and notes in `faults` what cannot be run."""
        try:
            tree = fromstring(xml)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise InputError("form_not_xlsform", missing="XForm") from error
        model, body = child(child(tree, "head"), "model"), child(tree, "body")
        parts = children(model, "instance")
        if model is None or body is None or not parts or len(parts[0]) != 1:
            raise InputError("form_not_xlsform", missing="model, body, instance")
        text = xml if isinstance(xml, str) else xml.decode("utf-8", "replace")
        self.namespaces: Mapping[str, str] = dict(_XMLNS.findall(text[:20_000]))
        self.reading = self._reading = reading = Reading(rows, faults)
        self.notices = reading.notices
        self.primary = parts[0][0]
        reading.root = f"/{local(self.primary)}"
        title = child(child(tree, "head"), "title")
        self.own_instance = parts[0].get("id") or ""
        self.title = "" if title is None else title.text or ""
        self.style = body.get("class") or ""
        self.itext = Itext(reading, model)
        self.files: dict[str, ExternalFile] = {}
        self.last_saved: set[str] = set()
        self.instances: dict[str, Node] = {}
        for part in parts[1:]:
            self._read_instance(part)
        self._binds = self._read_binds(model)
        self._body = Body(reading, model, body, self._ids)
        self._offers = Offers(reading, self.itext, self.instances, self.files)
        self.definitions: dict[str, Definition] = {}
        self._define(self.primary, None, 0)
        self.beginning = self._begin(self.primary, None)
        self._check_targets()
        self._check_instances()
        self.entities = tuple(self._entities())

    # ---- instances and binds ----

    def _read_instance(self, part: Element) -> None:
        key, source = str(part.get("id")), part.get("src") or ""
        if source == LAST_SAVED:
            self.last_saved.add(key)
        elif source and not len(part):
            name = source.rpartition("/")[2]
            kind = name.rpartition(".")[2].lower()
            if kind not in ("csv", "xml", "geojson") or not plain_name(name) or not source.startswith("jr://"):
                self._reading.faults.add(InputError("form_bad_file_name", **self._reading.place("", "type"), value=source[:60]))
            else:
                self.files[key] = ExternalFile(name, key, kind)
        elif len(part) != 1:
            raise InputError("form_not_xlsform", missing=f"instance {key}")
        else:
            above = Node("instance")
            self._fill_instance(part[0], above)
            self.instances[key] = above

    def _fill_instance(self, root: Element, above: Node) -> None:
        """Choices as nodes; a long flat list is packed."""
        rows = list(root)
        names = {local(row) for row in rows}
        if len(rows) <= SMALL or len(names) != 1 or any(row.attrib or len(cell) for row in rows for cell in row):
            try:
                as_node(root, above)
            except ValueError as error:
                raise InputError("form_not_xlsform", missing="instance") from error
            return
        lines = [{local(cell): (cell.text or "").strip() for cell in row} for row in rows]
        header = tuple(dict.fromkeys(key for line in lines for key in line))
        put_rows(above, header, ([line.get(key, "") for key in header] for line in lines), local(root), names.pop())

    def _read_binds(self, model: Element) -> Mapping[str, Element]:
        found: dict[str, Element] = {}
        self._ids: dict[str, str] = {}
        for bind in children(model, "bind"):
            path = self._reading.whole(bind.get("nodeset") or bind.get("ref"), "")
            if path in found:
                found[path].attrib.update(bind.attrib)
            else:
                found[path] = bind
            if bind.get("id"):
                self._ids[str(bind.get("id"))] = path
        return found

    def _check_targets(self) -> None:
        """Binds, controls and actions whose node the form does not have; JavaRosa passes over such a bind only."""
        body = self._body
        used = set(body.controls) | set(body.groups) | set(body.repeats)
        used |= {action.target for actions in body.actions.values() for action in actions}
        for path in sorted(used | set(self._binds)):
            if path.partition("/@")[0] in self.definitions:
                continue
            if path in used:
                place = self._reading.place(path, "name")
                self._reading.faults.add(InputError("form_unknown_reference", **place, value=path))
            else:
                self._reading.notice("form_reference_to_nothing", path, "name", path[:60])

    def _check_instances(self) -> None:
        """Instances that expressions name: a list of `pulldata` is a file, any other that is missing a fault."""
        for path, definition in self.definitions.items():
            for column, expression in every(definition):
                for key, pulled in instances(expression):
                    if key in {self.own_instance, *self.instances, *self.files, *self.last_saved}:
                        continue
                    if path.endswith("/meta/entity"):  # versions of the list's rows, which a server would hand out
                        self.instances[key] = Node("instance")
                    elif pulled and plain_name(f"{key}.csv"):
                        self.files[key] = ExternalFile(f"{key.removesuffix('.csv')}.csv", key, "csv")
                    else:
                        place = self._reading.place(path, column)
                        self._reading.faults.add(InputError("form_no_instance", **place, value=key[:60]))

    # ---- definitions ----

    def _define(self, element: Element, parent: str | None, depth: int, bare: bool = False) -> None:
        """An element and what is below. `bare` in a repeat without a template: new instances begin empty, as in JavaRosa."""
        path = f"{parent or ''}/{local(element)}"
        if path in self.definitions:
            return  # a repeat's template and its instances
        if depth > _DEEPEST:
            raise InputError("form_too_deep", sheet="XForm", row=0, depth=depth, limit=_DEEPEST)
        templates = {local(part): part for part in element if part.get(f"{JR}template") is not None}
        made = self._definition(element, path, parent)
        self.definitions[path] = replace(made, default="", at_start=0) if bare else made
        bare = bare or (path in self._body.repeats and element.get(f"{JR}template") is None)
        for part in element:
            self._define(templates.get(local(part), part), path, depth + 1, bare)

    def _kind(self, element: Element, path: str, parent: str | None) -> Kind:
        if parent is None:
            return "root"
        if path in self._body.repeats:
            return "repeat"
        if path in self._body.controls:
            return "question"
        return "group" if path in self._body.groups or len(element) else "value"

    def _definition(self, element: Element, path: str, parent: str | None) -> Definition:
        """Long because a definition has that many parts, each read in one line."""
        body, kind = self._body, self._kind(element, path, parent)
        bind = self._binds.get(path, Element("bind"))
        control = body.controls.get(path) if kind == "question" else None
        holder = body.holder(path)
        words = [] if holder is None else list(appearance_words(holder.get("appearance") or ""))
        search = next((word for word in words if word.startswith("search(")), "")
        calculate, count = bind.get("calculate"), body.count(path)
        label, hint = body.label(path), body.hint(path)
        query = control.get("query") if control is not None else None
        choices = None
        if control is not None and local(control) != "range":  # the labels of a range's ticks limit no answer
            choices = self._offers.query(path, query) if query else self._offers.of(path, control, search)
        return Definition(
            path=path,
            name=local(element),
            kind=kind,
            parent=parent,
            type=self._type(path, bind),
            control=""
            if control is None
            else "select1"
            if query
            else "input"
            if local(control) == "secret"
            else local(control),
            parameters=self._parameters(bind, control),
            mediatype="" if control is None else control.get("mediatype") or "",
            media=self.itext.media(label, path),
            save_to=bind.get(f"{_ENTITIES}saveto") or "",
            default=(element.text or "").strip() if not len(element) else "",
            calculate=self._reading.expression(path, "calculation", calculate) if calculate else None,
            count=self._reading.expression(path, "repeat_count", count) if count else None,
            fixed=body.fixed(path),
            at_start=self._at_start(element, path),
            attributes=self._attributes(element),
            label=self._label(label, path),
            hint=self.itext.of(hint, path),
            guidance=self.itext.of(hint, path, "guidance"),
            constraint_message=self.itext.message(bind.get(f"{JR}constraintMsg") or "", path, "constraint_message"),
            required_message=self.itext.message(bind.get(f"{JR}requiredMsg") or "", path, "required_message"),
            appearance=frozenset(word for word in words if word != search),
            choices=choices,
            preload=self._preload(path, bind),
            computed=self._computed_attributes(element, path),
            prefix=self._prefix(element),
            actions=(*body.actions.get(path, ()), *self._attribute_actions(element, path)),
            komar=self._komar(path, bind),
            row=self._reading.rows.get(path, 0),
            **self._conditions(path, bind),
        )

    def _label(self, label: Element | None, path: str) -> Texts:
        """A label; that of the question which `or_other` adds comes in the form's languages."""
        found = self.itext.of(label, path)
        plain = found[""].plain if set(found) == {""} else None
        if plain != OTHER_QUESTION["en"] or path not in self._reading.rows or not self.itext.languages:
            return found
        codes = {language: language_code(language) or "en" for language in self.itext.languages}
        return {language: Phrase((OTHER_QUESTION[code],)) for language, code in codes.items()}

    def _type(self, path: str, bind: Element) -> str:
        text = (bind.get("type") or "string").rpartition(":")[2]
        kind = _TYPES.get(text.lower(), text)
        if kind not in _KNOWN_TYPES:
            self._reading.notice("form_data_type_left_aside", path, "type", text[:60])
            return "string"
        return kind

    def _conditions(self, path: str, bind: Element) -> dict[str, Expression]:
        found: dict[str, Expression] = {}
        for name in _CONDITIONS:
            text = (bind.get(name) or "").strip()
            if text and (text != "false()" or name in ("relevant", "constraint")):
                made = self._reading.expression(path, name, text)
                if made is not None:
                    found[name] = made
        return found

    def _parameters(self, bind: Element, control: Element | None) -> Mapping[str, str]:
        found = {} if control is None else {key: value for key, value in control.items() if key not in _OF_CONTROL}
        own = {key: value for key, value in bind.items() if key.startswith("{http://openrosa.org/xforms}")}
        own |= {key: value for key, value in bind.items() if key.startswith("{http://www.opendatakit.org/xforms}")}
        return {key.rpartition("}")[2]: value for key, value in {**own, **found}.items()}

    def _attributes(self, element: Element) -> Mapping[str, str]:
        prefixes = {uri: prefix for prefix, uri in self.namespaces.items()}
        found: dict[str, str] = {}
        for key, value in element.items():
            uri, _, name = key.removeprefix("{").rpartition("}")
            if f"{{{uri}}}" != JR:
                found[f"{prefixes[uri]}:{name}" if uri in prefixes else name] = value
        return found

    def _at_start(self, element: Element, path: str) -> int:
        """Instances beside this first one that are no template: how many a new parent begins with."""
        if path not in self._body.repeats:
            return 1
        parent = self._parents.get(element)
        alike = [] if parent is None else [part for part in parent if local(part) == local(element)]
        started = sum(1 for part in alike if part.get(f"{JR}template") is None)
        if len(alike) - started > 1:
            self._reading.faults.add(
                InputError("form_two_templates", **self._reading.place(path, "type"), value=local(element))
            )
        return started

    @property
    def _parents(self) -> Mapping[Element, Element]:
        if not hasattr(self, "_above"):
            self._above = {part: element for element in self.primary.iter() for part in element}
        return self._above

    def _preload(self, path: str, bind: Element) -> tuple[str, str]:
        kind, params = bind.get(f"{JR}preload") or "", bind.get(f"{JR}preloadParams") or ""
        if kind and kind not in _PRELOADS:
            self._reading.notice("form_preload_left_aside", path, "type", f"{kind} {params}".strip()[:60])
            return "", ""
        return kind, params

    def _komar(self, path: str, bind: Element) -> Mapping[str, str]:
        found = {key.removeprefix(_KOMAR): value.strip() for key, value in bind.items() if key.startswith(_KOMAR)}
        for name, value in found.items():
            if binds.fault(name, value):
                self._reading.faults.add(
                    InputError("form_unknown_bind", **self._reading.place(path, f"bind::komar:{name}"), value=value[:60])
                )
        return found

    # ---- where a filling begins, entities ----

    def _begin(self, element: Element, parent: Node | None) -> Node:
        node = Node(local(element), parent, (element.text or "").strip() if not len(element) else "")
        if element.attrib:
            node.attributes = {name.rpartition("}")[2]: value for name, value in element.items()}
        for part in element:
            if part.get(f"{JR}template") is None:
                self._begin(part, node)
        return node

    def _entities(self) -> list[Entity]:
        found: list[Entity] = []
        for path, definition in self.definitions.items():
            dataset = definition.attributes.get("dataset", "")
            if definition.name != "entity" or not path.endswith("/meta/entity") or not dataset:
                continue
            holder = path.removesuffix("/meta/entity")
            label = self.definitions.get(f"{path}/label")
            create, update = self._computed(f"{path}/@create"), self._computed(f"{path}/@update")
            made = Entity(
                dataset=dataset,
                label=None if label is None else label.calculate,
                create_if=create or self._always(definition, "create"),
                update_if=update or self._always(definition, "update"),
                entity_id=self._computed(f"{path}/@id"),
                path="" if holder == self._reading.root else holder,
            )
            found.append(made)
        return found

    def _computed(self, path: str) -> Expression | None:
        bind = self._binds.get(path)
        text = None if bind is None else bind.get("calculate")
        return self._reading.expression(path, "calculation", text) if text else None

    def _always(self, definition: Definition, what: str) -> Expression | None:
        return self._reading.expression(definition.path, what, "true()") if definition.attributes.get(what) == "1" else None

    def instance_name(self) -> Expression | None:
        """What a submission is called: the calculation of meta/instanceName."""
        found = self.definitions.get(f"{self._reading.root}/meta/instanceName")
        return None if found is None else found.calculate

    def _computed_attributes(self, element: Element, path: str) -> Mapping[str, Expression]:
        names = (name.rpartition("}")[2] for name in element.attrib)
        return {name: found for name in names if (found := self._computed(f"{path}/@{name}")) is not None}

    def _attribute_actions(self, element: Element, path: str) -> Iterator[Action]:
        for name in element.attrib:
            yield from self._body.actions.get(f"{path}/@{name.rpartition('}')[2]}", ())

    def words_of_choices(self) -> Mapping[str, tuple[Expression, ...]]:
        """By the path of a question the expressions that stand in the labels of its choices: these show answers."""
        lively: dict[str, tuple[Expression, ...]] = {}
        for key, texts in self.itext.plain():
            parts = tuple(part for phrase in texts.values() for part in phrase.parts if isinstance(part, Expression))
            if parts:
                lively[key] = parts
        found: dict[str, tuple[Expression, ...]] = {}
        for path, definition in self.definitions.items() if lively else ():
            choices = definition.choices
            for key, _ in () if choices is None else instances(choices.nodes):
                above = self.instances.get(key)
                rows = () if above is None else (node for node in above.walk() if node.name == "itextId")
                found[path] = (*found.get(path, ()), *(part for node in rows for part in lively.get(node.value, ())))
        return found

    def _prefix(self, element: Element) -> str:
        """The prefix of an element of another namespace than the root's."""
        uri = element.tag.removeprefix("{").rpartition("}")[0]
        own = self.primary.tag.removeprefix("{").rpartition("}")[0]
        return "" if uri == own else next((prefix for prefix, known in self.namespaces.items() if known == uri), "")
