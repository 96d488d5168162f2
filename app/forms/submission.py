"""A filled form as the XML of a submission, as ODK sends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from app.forms.xpath.values import to_text

if TYPE_CHECKING:
    from app.forms.evaluation import Evaluation
    from app.forms.instance import Instance
    from app.forms.model import CompiledForm, Definition, Entity
    from app.forms.xpath.nodes import Node

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = "http://www.opendatakit.org/xforms/entities"


def submission_xml(form: CompiledForm, instance: Instance, work: Evaluation) -> str:
    """The submission: relevant nodes in document order; what is not relevant is left out with all that is below it."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{_element(form, instance, work, instance.root)}'


def _element(form: CompiledForm, instance: Instance, work: Evaluation, node: Node) -> str:
    definition = instance.definition(node)
    attributes = dict(definition.attributes)
    if node.parent is None:
        attributes |= {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in form.namespaces.items()}
    entity = next((one for one in form.entities if f"{one.path or form.root.path}/meta/entity" == node.path), None)
    if entity is not None:
        attributes |= _entity(work, node, entity)
    head = definition.name + "".join(f" {name}={quoteattr(_clean(value))}" for name, value in attributes.items())
    if node.children or _is_group(form, definition):
        inside = "".join(_element(form, instance, work, child) for child in node.children if child.relevant)
        return f"<{head}>{inside}</{definition.name}>" if inside else f"<{head}/>"
    return f"<{head}>{escape(_clean(node.value))}</{definition.name}>" if node.value else f"<{head}/>"


def _is_group(form: CompiledForm, definition: Definition) -> bool:
    return bool(form.children[definition.path])


def _entity(work: Evaluation, node: Node, entity: Entity) -> dict[str, str]:
    """The attributes of an entity: its id, and whether it is made or changed."""
    found = {"dataset": entity.dataset}
    holder = node.parent.parent if node.parent is not None and node.parent.parent is not None else node
    if entity.entity_id is not None:
        found["id"] = to_text(work.value(entity.entity_id, node))
    else:
        found["id"] = work.entity_id(holder)
    for name, condition in (("create", entity.create_if), ("update", entity.update_if)):
        if condition is not None and work.holds(condition, node, False):
            found[name] = "1"
    return found


def _clean(text: str) -> str:
    """Text without characters that no XML may hold."""
    return _NOT_XML.sub("", text)
