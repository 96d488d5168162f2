"""The working part of a session: evaluates expressions over the answers and keeps values and relevance settled.

Where the specification is silent the order of things is JavaRosa's: an answer is put, what depends on it is computed in the
order of dependence, then the actions that wait for the answer run.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from app.forms.answers import begun, computed, computed_kind
from app.forms.attributes import compute_attributes, set_attribute, split
from app.forms.beginning import preload, run_actions
from app.forms.instance import Instance
from app.forms.model import CompiledForm, Definition, Phrase, Texts
from app.forms.offering import Choice, Offering
from app.forms.scopes import common_repeat, scopes_of
from app.forms.xpath.chance import Chance
from app.forms.xpath.context import Context, Environment
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression, nodes_of
from app.forms.xpath.values import Value, XPathError, to_number, to_text, to_truth

__all__ = ["Choice", "Evaluation"]

_MOST_ROUNDS = 20
"""Rounds in which filtered choices may clear one another before we stop (inferred; chains in real forms have under ten)."""
_MOST_REPEATS = 1000


def _absolute(path: str, at: str) -> str:
    """A path as pyxform writes it within repeats, seen from a node.

    >>> _absolute(" ../kind ", "/data/row/say"), _absolute("/data/kind", "/data/row/say")
    ('/data/row/kind', '/data/kind')
    """
    steps = path.strip().removeprefix("current()/").split("/")
    parts = at.split("/") if steps[0] else [""]
    for step in filter(None, steps):
        if step == "..":
            del parts[-1:]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


class Evaluation:
    """Answers, their states, and the language in which texts are read."""

    def __init__(
        self,
        form: CompiledForm,
        language: str,
        now: Callable[[], datetime],
        chance: Chance,
        instance: Instance,
        instances: Mapping[str, Node] | None = None,
        properties: Mapping[str, str] | None = None,
        *,
        collect: bool = False,
    ) -> None:
        """`instances` replace those of the form by id; `properties` are what `property()` and the metadata may tell.

        `collect`: as in ODK Collect answers that a filter no longer offers stay until the choices are looked at, and a count
        that falls takes no instance away. Otherwise such answers go at once, and instances without an answer go.
        """
        self.collect = collect
        self.form = form
        self.language = language
        self.instance = instance
        self.faults: dict[str, str] = {}
        """Key → fault, for expressions that could not be evaluated; their result counts as empty."""
        found = {**form.instances, **(instances or {})}
        self.env = Environment(instance.root, now, found, chance, self, form.version, properties or {})
        self._place = {path: number for number, path in enumerate(form.order)}
        self._scopes = scopes_of(form)
        definitions = form.definitions
        self._filtered = frozenset(d.path for d in definitions.values() if d.choices is not None and d.choices.filtered)
        self._decided = frozenset(d.path for d in definitions.values() if d.relevant or d.calculate or d.count or d.computed)
        self._wanting = any(notice.code == "form_file_wanted" for notice in form.notices)
        self._offering = Offering(self)

    # ---- expressions ----

    def value(self, expression: Expression, node: Node) -> Value:
        """The value of an expression that belongs to a node; empty, with a fault noted, when it cannot be evaluated."""
        try:
            return expression.evaluate(Context(node, self.env, node))
        except XPathError as error:
            self.faults[self.instance.key(node)] = str(error)
            return ""

    def holds(self, expression: Expression | None, node: Node, otherwise: bool) -> bool:
        """The truth of a condition; `otherwise` when there is none."""
        return otherwise if expression is None else to_truth(self.value(expression, node))

    def readonly(self, node: Node) -> bool:
        """Whether the node, or a group around it, may not be answered."""
        definitions = self.form.definitions
        for part in node.ancestors():
            expression = definitions[part.path].readonly
            if expression is not None and self.holds(expression, part, False):
                return True
        return False

    # ---- texts ----

    def say(self, texts: Texts, node: Node) -> str:
        """A text in the language of the session, else in the form's default, with the values inside it filled in."""
        if not texts:
            return ""
        phrase = texts.get(self.language) or texts.get(self.form.default_language) or texts.get("")
        if phrase is None:
            phrase = next(iter(texts.values()), None)
        return "" if phrase is None else self._fill(phrase, node)

    def _fill(self, phrase: Phrase, node: Node) -> str:
        return "".join(part if isinstance(part, str) else to_text(self.value(part, node)) for part in phrase.parts)

    def text_of(self, text_id: str) -> str:
        """For `jr:itext`."""
        texts = self.form.texts.get(text_id, {})
        self._offering.heard(texts)
        return self.say(texts, self.instance.root)

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """For `jr:choice-name`; of several values, their labels parted by commas."""
        owner = next(iter(self._around(node, _absolute(path, node.path))), None)
        if owner is None:
            return ""
        labels = {choice.value: choice.label for choice in self.choices(owner)}
        if value in labels or " " not in value.strip():
            return labels.get(value, "")
        return ", ".join(labels.get(part, part) for part in value.split())

    # ---- choices ----

    def choices(self, node: Node) -> tuple[Choice, ...]:
        """The choices of a question as they are offered now; empty for other nodes."""
        return self._offering.now(node)

    def offered(self, node: Node) -> frozenset[str]:
        """The values of these choices."""
        return self._offering.values(node)

    # ---- who is concerned ----

    def _around(self, node: Node, path: str) -> list[Node]:
        """The nodes of a path in the same instances of repeats as `node`."""
        return self._within(node, path, common_repeat(node.path, path, self.form.definitions))

    def _within(self, node: Node, path: str, repeat: str) -> list[Node]:
        """The nodes of a path inside the instance of `repeat` that holds `node`; all of them when that is ""."""
        if not repeat:
            return self.instance.nodes(path)
        holder = next((above for above in node.ancestors() if above.path == repeat), None)
        if holder is None:
            return self.instance.nodes(path)
        found = [holder]
        for name in path[len(repeat) + 1 :].split("/") if len(path) > len(repeat) else ():
            found = [child for above in found for child in above.named(name)]
        return found

    def _concerned(self, node: Node, path: str) -> list[Node]:
        """The nodes of a dependent path that a change of `node` concerns."""
        return self._within(node, path, self._scopes.repeats.get((node.path, path), ""))

    # ---- keeping settled ----

    def settle_all(self) -> None:
        """Compute everything once, in the order of dependence. Answers stay, also those that a filter does not offer now."""
        pending = {path: dict.fromkeys(self.instance.nodes(path)) for path in self.form.order}
        self._propagate(pending, set())

    def settle(self, changed: Iterable[Node] = (), fresh: Iterable[Node] = (), gone: Iterable[str] = ()) -> set[Node]:
        """Compute what depends on nodes whose answer changed, on fresh nodes, and on paths that lost nodes.

        Fresh nodes are computed themselves. Gives the nodes that changed or may look different.
        """
        touched: set[Node] = set()
        pending: dict[str, dict[Node, None]] = {}
        for node in changed:
            self._spread(node, pending, touched)
        for node in fresh:
            pending.setdefault(node.path, {})[node] = None
            self._spread(node, pending, touched)
        for path in gone:
            for dependent in (*self.form.feeds[path], *self.form.shows[path], path):
                nodes = self.instance.nodes(dependent)
                touched.update(nodes)
                pending.setdefault(dependent, {}).update(dict.fromkeys(nodes))
        for _ in range(_MOST_ROUNDS):
            looked = self._propagate(pending, touched)
            pending = self._clear_not_offered(looked, touched)
            if not pending:
                break
        return touched

    def _propagate(self, pending: dict[str, dict[Node, None]], touched: set[Node]) -> list[Node]:
        """One pass in the order of dependence; the questions with filtered choices that were concerned."""
        queue = [(self._place[path], path) for path in pending]
        heapq.heapify(queue)
        looked: list[Node] = []
        late = 0
        while queue:
            place, path = heapq.heappop(queue)
            nodes = pending.pop(path, None)
            if nodes is None:
                continue
            if path in self._filtered:
                looked += nodes
            more: dict[str, dict[Node, None]] = {}
            for node in self._refresh(path, nodes):
                if node.path != path and self.instance.has(node):
                    more.setdefault(node.path, {})[node] = None
                self._spread(node, more, touched)
            for other, found in more.items():
                if self._place[other] <= place:  # only a count that depends on what it counts goes back
                    late += 1
                    if late > _MOST_REPEATS:
                        continue
                pending.setdefault(other, {}).update(found)
                heapq.heappush(queue, (self._place[other], other))
        return looked

    def _spread(self, node: Node, pending: dict[str, dict[Node, None]], touched: set[Node]) -> None:
        """Note everybody whom a change of this node concerns; relevance goes down to the children."""
        touched.add(node)
        source = node.path
        for path in self.form.feeds[source]:
            definition = self.form.definitions[path]
            found = node.named(definition.name) if definition.parent == source else []
            if definition.parent != source or (source, path) in self._scopes.looking_up:
                found = self._concerned(node, path)
            pending.setdefault(path, {}).update(dict.fromkeys(found))
        for path in self.form.shows[source]:
            found = self._concerned(node, path)
            touched.update(found)
            if self.form.children[path] and self.form.definitions[path].readonly is not None:
                touched.update(below for one in found for below in one.walk())
            if path in self._filtered:
                pending.setdefault(path, {}).update(dict.fromkeys(found))

    def _refresh(self, path: str, nodes: Iterable[Node]) -> list[Node]:
        """Relevance and calculation of nodes of one path; those that changed, came or went."""
        definition = self.form.definitions[path]
        changed: list[Node] = []
        if definition.kind == "repeat" and definition.count is not None:
            changed += self._match_count(definition)
            nodes = self.instance.nodes(path)
        for node in nodes:
            relevant, value, changing = node.relevant, node.value, False
            above = node.parent is None or node.parent.relevant
            if path in self._decided:
                node.relevant = self.holds(definition.relevant, node, True) and above
                if definition.calculate is not None:
                    found = self.value(definition.calculate, node)
                    node.value, node.type = computed(definition, found), computed_kind(definition, found)
                changing = compute_attributes(self, definition, node)
            else:
                node.relevant = above
            if changing or node.relevant != relevant or node.value != value:
                changed.append(node)
        return changed

    def _match_count(self, definition: Definition) -> list[Node]:
        """Make as many instances as the form counts; all nodes that came or went."""
        changed: list[Node] = []
        for parent in self.instance.nodes(definition.parent or ""):
            number = to_number(self.value(definition.count, parent)) if definition.count else 0.0
            wanted = int(min(max(number, 0), _MOST_REPEATS)) if number == number else 0
            own = parent.named(definition.name)
            if self.collect and not (parent.relevant and self.asked(definition, parent)):
                continue  # nobody comes by, so none is made
            for node in reversed(own[wanted:]):
                if self.collect or self._answered(node):
                    break  # nothing that was answered is lost by another number
                changed += node.walk()
                self.instance.remove_repeat(node)
            for _ in range(len(own), wanted):
                changed += self.grow(definition, parent).walk()
        return changed

    def _answered(self, node: Node) -> bool:
        """Whether somebody answered something in an instance: more than its defaults and what is computed."""
        for part in node.walk():
            definition = self.instance.definition(part)
            if definition.kind != "question" or definition.calculate is not None:
                continue
            if part.value not in ("", begun(definition, definition.default)):
                return True
        return False

    def surplus(self, node: Node) -> bool:
        """Whether an instance of a counted repeat stands beyond what the form counts now."""
        count = self.instance.definition(node).count
        if count is None or node.parent is None:
            return False
        number = to_number(self.value(count, node.parent))
        return node.position() > (number if number == number else 0)

    def asked(self, definition: Definition, parent: Node) -> bool:
        """Whether the repeat's own condition holds inside `parent`, seen from where its instances stand."""
        if definition.relevant is None:
            return True
        place = Node(definition.name)
        place.parent, place.path = parent, definition.path
        return self.holds(definition.relevant, place, True)

    def grow(self, definition: Definition, parent: Node) -> Node:
        """A new instance of a repeat with its first values."""
        node = self.instance.add_repeat(definition, parent)
        preload(self, node)
        run_actions(self, node, "odk-new-repeat")
        return node

    # ---- actions ----

    def put(self, node: Node, value: str, touched: set[Node]) -> None:
        """Put an answer, settle, then run the actions that wait for it; these may set off others."""
        waiting = [(node, value)]
        for _ in range(_MOST_REPEATS):
            if not waiting:
                return
            node, value = waiting.pop(0)
            if node.value == value:
                continue
            node.value = value
            touched.update(self.settle([node]))
            for action in self.instance.definition(node).actions:
                path, attribute = split(action.target)
                if action.event != "xforms-value-changed" or path not in self.form.definitions:
                    continue
                definition = self.form.definitions[path]
                targets = self._around(node, path)
                if action.where is not None:
                    targets = list(nodes_of(self.value(action.where, node)))
                if attribute:
                    touched.update(self.settle([one for one in targets if set_attribute(self, one, attribute, action.value)]))
                    continue
                waiting += [(target, computed(definition, self.value(action.value, target))) for target in targets]

    def _clear_not_offered(self, looked: Iterable[Node], touched: set[Node]) -> dict[str, dict[Node, None]]:
        """Clear answers that a filter no longer offers; who is concerned by that.

        While a list outside the form is missing nothing is cleared: its choices cannot be known.
        """
        pending: dict[str, dict[Node, None]] = {}
        for node in () if self._wanting or self.collect else looked:
            if not node.value or not node.relevant:
                continue
            kept = self._still_offered(node)
            if kept != node.value:
                node.value = kept
                self._spread(node, pending, touched)
        return pending

    def _still_offered(self, node: Node) -> str:
        """What of an answer is among the choices now."""
        offered = self.offered(node)
        single = self.instance.definition(node).control == "select1"
        return " ".join(value for value in ([node.value] if single else node.value.split()) if value in offered)

    def look_at_choices(self, node: Node) -> None:
        """As in ODK Collect, what is answered but no longer offered goes when the choices are looked at."""
        if node.path in self._filtered and node.value and not self._wanting:
            self.put(node, self._still_offered(node), set())
