"""A filled form as the XML of a submission, as ODK sends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from app.forms.evaluation import Evaluation
    from app.forms.instance import Instance
    from app.forms.model import CompiledForm, Definition
    from app.forms.xpath.nodes import Node

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def submission_xml(form: CompiledForm, instance: Instance, work: Evaluation) -> str:
    """The submission: relevant nodes in document order; what is not relevant is left out with all that is below it."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{_element(form, instance, work, instance.root)}'


def _element(form: CompiledForm, instance: Instance, work: Evaluation, node: Node) -> str:
    definition = instance.definition(node)
    attributes = {key: node.attributes.get(key.rpartition(":")[2], text) for key, text in definition.attributes.items()}
    if node.parent is None:
        attributes |= {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in form.namespaces.items()}
    name = f"{definition.prefix}:{definition.name}" if definition.prefix else definition.name
    head = name + "".join(f" {key}={quoteattr(_clean(value))}" for key, value in attributes.items())
    if node.children or _is_group(form, definition):
        inside = "".join(_element(form, instance, work, child) for child in node.children if child.relevant)
        return f"<{head}>{inside}</{name}>" if inside else f"<{head}/>"
    return f"<{head}>{escape(_clean(node.value))}</{name}>" if node.value else f"<{head}/>"


def _is_group(form: CompiledForm, definition: Definition) -> bool:
    return bool(form.children[definition.path])


def _clean(text: str) -> str:
    """Text without characters that no XML may hold."""
    return _NOT_XML.sub("", text)
