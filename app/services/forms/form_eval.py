"""One expression evaluated over an instance: the core of `form eval`, and of a form author's trial.

The instance is XML of answers, or a form (XForm or workbook), whose first state is taken with its types, lists and texts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.forms.xpath.chance import chance
from app.forms.xpath.context import Context, Environment
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression
from app.forms.xpath.values import Day, Moment, Value, XPathError, number_text, to_text

MOST_BYTES = 20 * 1024 * 1024
_DEEPEST = 60
_SPACES = b"\xef\xbb\xbf \t\r\n"


def evaluate(
    expr: str,
    instance_xml: bytes | None = None,
    context: str | None = None,
    now: datetime | None = None,
    seed: int | None = None,
) -> dict[str, object]:
    """The value of an expression as `{"type", "value"}`.

    `type` is string, number, boolean, date or nodeset. A number is an int where it is whole, and a text where JSON has no
    number for it (NaN, Infinity); a node-set is the list of its nodes' texts. `context` is a reference like
    `/data/visit[2]/safe`, the root element without one. `now` is aware; `seed` makes chance repeatable.
    Raises InputError for an expression, a file or a context that cannot be used.
    """
    try:
        compiled = Expression(expr)
    except XPathError as error:
        if error.at is not None and error.at >= len(expr):
            raise InputError("form_eval_unfinished") from error
        raise _refusal(error) from error
    moment = now or datetime.now(UTC)
    env = _environment(instance_xml, lambda: moment, seed)
    node = _context(env.root, context) if context else env.root
    try:
        return _result(compiled.evaluate(Context(node, env, node)))
    except XPathError as error:
        raise _refusal(error) from error


def _result(value: Value) -> dict[str, object]:
    if isinstance(value, bool):
        return {"type": "boolean", "value": value}
    if isinstance(value, float):
        if not math.isfinite(value):
            return {"type": "number", "value": number_text(value)}
        return {"type": "number", "value": int(value) if value == int(value) else value}
    if isinstance(value, tuple):
        return {"type": "nodeset", "value": [to_text((node,)) for node in value]}
    return {"type": "date" if isinstance(value, Day | Moment) else "string", "value": str(value)}


def _refusal(error: XPathError) -> InputError:
    """A fault of an expression in words; the place counts from 1."""
    place = "" if error.at is None else error.at + 1
    if error.reason == "unknown_function":
        return InputError("form_eval_function", function=error.detail, place=place)
    if error.reason == "arguments":
        return InputError("form_eval_arguments", function=error.detail, place=place)
    if error.reason in ("too_deep", "too_long", "too_much"):
        return InputError("form_eval_too_heavy")
    if error.reason == "unknown_instance":
        return InputError("form_eval_instance", name=error.detail)
    if error.reason in ("unexpected", "expected", "unknown_axis"):
        return InputError("form_eval_unreadable", piece=error.detail, place=place)
    if error.reason == "pattern":
        return InputError("form_eval_pattern", piece=error.detail)
    return InputError("form_eval_value", name=error.detail)


# ---- the instance ----


def _environment(data: bytes | None, now: Callable[[], datetime], seed: int | None) -> Environment:
    if data is None:
        return Environment(Node("data"), now, chance=chance(seed))
    if len(data) > MOST_BYTES:
        raise InputError("form_eval_file")
    if data.lstrip(_SPACES)[:1] != b"<":
        return _of_form(load_form(data), now, seed)
    try:
        element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError("form_eval_file") from error
    if _local(element) == "html":
        return _of_form(load_form(data), now, seed)
    root = _tree(element, None, 0)
    return Environment(root, now, chance=chance(seed), version=root.attributes.get("version", ""))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _tree(element: Element, parent: Node | None, depth: int, repeat: bool = False) -> Node:
    """Elements as nodes. Several of one name beside one another are instances of a repeat."""
    if depth > _DEEPEST:
        raise InputError("form_eval_file")
    inner = [part for part in element if isinstance(part.tag, str)]
    node = Node(_local(element), parent, "" if inner else element.text or "", repeat=repeat)
    node.attributes = {name.rpartition("}")[2]: text for name, text in element.attrib.items()}
    counts = Counter(map(_local, inner))
    for part in inner:
        _tree(part, node, depth + 1, counts[_local(part)] > 1)
    return node


class _Texts:
    """What a form says, in its default language."""

    def __init__(self, form: CompiledForm) -> None:
        self.language = form.default_language
        self._form = form
        self.env: Environment | None = None

    def text_of(self, text_id: str) -> str:
        texts = self._form.texts.get(text_id, {})
        phrase = texts.get(self.language) or next(iter(texts.values()), None)
        if phrase is None:
            return ""
        return "".join(part if isinstance(part, str) else self._value(part) for part in phrase.parts)

    def choice_label(self, value: str, path: str, node: Node) -> str:
        definition = self._form.definitions.get(path)
        if definition is None or definition.choices is None or self.env is None:
            return ""
        rows = definition.choices.nodes.evaluate(Context(node, self.env, node))
        for row in rows if isinstance(rows, tuple) else ():
            if any(cell.value == value for cell in row.named(definition.choices.value)):
                return to_text(definition.choices.label.evaluate(Context(row, self.env, row)))
        return ""

    def _value(self, part: Expression) -> str:
        return "" if self.env is None else to_text(part.evaluate(Context(self.env.root, self.env, self.env.root)))


def _of_form(form: CompiledForm, now: Callable[[], datetime], seed: int | None) -> Environment:
    session = FormSession(form, now=now, seed=seed, collect=True)
    texts = _Texts(form)
    root = session.node(form.root.path)
    texts.env = Environment(root, now, form.instances, chance(seed), texts, version=form.version)
    return texts.env


def _context(root: Node, reference: str) -> Node:
    """The node of a reference by positions; a step without one means the first. Raises InputError."""
    steps = reference.strip().strip("/").split("/")
    node: Node | None = root if steps[0].partition("[")[0] == root.name else None
    for step in steps[1:]:
        name, _, place = step.partition("[")
        number = place.removesuffix("]") or "1"
        if node is None or not (number.isascii() and number.isdigit()):
            raise InputError("form_eval_context", ref=reference[:120])
        matches = node.named(name.rpartition(":")[2])
        node = matches[int(number) - 1] if 0 < int(number) <= len(matches) else None
    if node is None or not reference.strip().startswith("/"):
        raise InputError("form_eval_context", ref=reference[:120])
    return node
