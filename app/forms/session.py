"""Filling one form: answers in, states out. Only what depends on a changed answer is computed again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from app.domain.errors import InputError
from app.forms.answers import Answer, plain, stored
from app.forms.attributes import set_again
from app.forms.beginning import preload, run_actions, stamp_end
from app.forms.evaluation import Choice, Evaluation
from app.forms.filling import fill_by_name
from app.forms.instance import Instance
from app.forms.model import CompiledForm, Definition
from app.forms.states import Outcome, Problem, Progress, QuestionState, Result
from app.forms.submission import submission_xml
from app.forms.xpath.chance import chance
from app.forms.xpath.nodes import Node
from app.forms.xpath.values import to_text, to_truth

__all__ = ["FormSession", "Outcome", "Problem", "Progress", "QuestionState", "Result"]


class FormSession:
    """One filling of a form. Not for use from two threads at once.

    A node is named by its key (`/data/visit[0197…]/safe`; outside repeats simply its path) or by positions
    (`/data/visit[2]/safe[1]`).
    """

    def __init__(
        self,
        form: CompiledForm,
        answers: Mapping[str, str] | None = None,
        *,
        hidden: Mapping[str, Answer] | None = None,
        lang: str = "",
        now: Callable[[], datetime] | None = None,
        seed: int | None = None,
        new_id: Callable[[], str] | None = None,
        last_saved: Node | None = None,
        properties: Mapping[str, str] | None = None,
        collect: bool = False,
    ) -> None:
        """Start a new filling, or go on with one when `answers` (key → stored text) are given.

        `hidden` are values by name for the fields that Komar fills, such as k_owner; they win over stored ones, and names that
        the form does not have are left aside. `lang` is a code ("km") or the form's own name of a language. `now` gives an
        aware time; `seed` makes chance repeatable; `new_id` names new instances of repeats and must give more than digits.
        `last_saved` is the tree of the last finished submission of this form (see `tree`); `properties` are the metadata that
        the form may ask: deviceid, username, phonenumber, email. `collect` behaves as ODK Collect where that differs on
        purpose, see `Evaluation`.
        """
        self.form = form
        instance = Instance(form, new_id or (lambda: str(uuid.uuid4())), first=answers is None, counted=collect)
        saved = {} if last_saved is None else dict.fromkeys(form.last_saved, _above(last_saved))
        self._work = Evaluation(
            form,
            form.language(lang) if lang else form.default_language,
            now or (lambda: datetime.now(UTC)),
            chance(seed),
            instance,
            saved,
            properties,
            collect=collect,
        )
        self._instance = instance
        self.strangers: dict[str, str] = {}
        """Stored answers that this version of the form has no place for; kept and given back by `answers`."""
        if answers is None:
            preload(self._work, instance.root)
            self._fill_hidden(hidden or {})  # a default may be what Komar fills, such as the day of the paper
            run_actions(self._work, instance.root, "odk-instance-first-load")
        else:
            self._load(answers)
            set_again(self._work, instance.root)
        self._fill_hidden(hidden or {})
        run_actions(self._work, instance.root, "odk-instance-load")
        self._work.settle_all()

    def _load(self, answers: Mapping[str, str]) -> None:
        for key, text in answers.items():
            node = self._instance.find(key, grow=True)
            if node is None or self.form.children[node.path]:
                self.strangers[key] = text
            else:
                node.value = text

    def _fill_hidden(self, hidden: Mapping[str, Answer]) -> None:
        for name, answer in hidden.items():
            path = self.form.path_of(name)
            if path is None or self.form.definitions[path].kind != "value":
                continue
            for node in self._instance.nodes(path):
                node.value = plain(answer)

    @property
    def tree(self) -> Node:
        """The answers as a tree; for reading, such as the last saved submission of a later filling."""
        return self._instance.root

    # ---- answering ----

    def answer(self, ref: str, answer: Answer) -> Outcome:
        """Give one answer, checked as ODK does: type, choices, required, constraint. Unless OK the old value stays."""
        node, refusal = self._answerable(ref)
        if node is None:
            return Outcome(refusal)
        definition, text = self._instance.definition(node), plain(answer).strip()
        if not text:
            if self._work.holds(definition.required, node, False):
                return Outcome("REQUIRED_BUT_EMPTY", self._work.say(definition.required_message, node))
            return self._put(node, "")
        offered = None if definition.choices is None else self._work.offered(node)
        value = stored(definition, text if definition.type != "string" or offered is not None else plain(answer), offered)
        if value is None:
            return Outcome("ERROR", "not_fitting")
        if not self._allowed(definition, node, value):
            return Outcome("CONSTRAINT_VIOLATED", self._work.say(definition.constraint_message, node))
        return self._put(node, value)

    def clear(self, ref: str) -> Outcome:
        """Take an answer away, also of a required question: nothing is required before the end (P26)."""
        node, refusal = self._answerable(ref)
        return Outcome(refusal) if node is None else self._put(node, "")

    def _answerable(self, ref: str) -> tuple[Node | None, Result]:
        node = self._instance.find(ref)
        if node is None or self._instance.definition(node).kind != "question":
            return None, "NO_SUCH_QUESTION"
        if not node.relevant or self._work.readonly(node):
            return None, "NOT_ANSWERABLE"
        return node, "OK"

    def _allowed(self, definition: Definition, node: Node, value: str) -> bool:
        """Whether the constraint holds with that value in place."""
        if definition.constraint is None:
            return True
        before, node.value = node.value, value
        try:
            return to_truth(self._work.value(definition.constraint, node))
        finally:
            node.value = before

    def _put(self, node: Node, value: str) -> Outcome:
        if node.value == value:
            return Outcome("OK")
        touched: set[Node] = {node}
        self._work.put(node, value, touched)
        return Outcome("OK", "", self._keys(touched))

    def _keys(self, nodes: Iterable[Node]) -> frozenset[str]:
        return frozenset(self._instance.key(node) for node in nodes)

    def fill(self, answers: Mapping[str, object]) -> Mapping[str, Outcome]:
        """Answer by names, groups flat, repeats as lists of objects; outcome by name or key. Names come in the form's order."""
        return fill_by_name(self, answers, self._instance.root)

    def holder(self, definition: Definition, inside: Node) -> Node | None:
        """The one node that holds a definition, below `inside` without going into a further repeat."""
        holders = [node for node in self._instance.nodes(definition.parent or "") if inside in node.ancestors()]
        return holders[0] if len(holders) == 1 else None

    def key(self, node: Node) -> str:
        """The lasting key of a node of this session."""
        return self._instance.key(node)

    # ---- repeats ----

    def add_repeat(self, ref: str) -> str:
        """Add an instance at the end of a repeat, named by its parent's key and its name; the new instance's key.

        The name may be followed by the number that the new instance gets. InputError `form_no_such_repeat`, also for a repeat
        that is counted, fixed or not asked now.
        """
        above, _, last = ref.rstrip("/").rpartition("/")
        name, _, number = last.partition("[")
        parent = self._instance.find(above)
        definition = None if parent is None else self.form.definitions.get(f"{parent.path}/{name}")
        if parent is None or definition is None or not _grows(definition) or not self._adds(parent, definition):
            raise InputError("form_no_such_repeat", field=ref)
        if number and number.rstrip("]") != str(len(parent.named(name)) + 1):
            raise InputError("form_no_such_repeat", field=ref)
        node = self._work.grow(definition, parent)
        self._work.settle(fresh=list(node.walk()))
        return self._instance.key(node)

    def _adds(self, parent: Node, definition: Definition) -> bool:
        """Whether an instance may be added; JavaRosa's form runner also adds one that is not asked."""
        return self._work.collect or self.asks_more(parent, definition)

    def asks_more(self, parent: Node, definition: Definition) -> bool:
        """Whether the repeat would be asked at that place: its own condition and those of the groups around it."""
        return parent.relevant and self._work.asked(definition, parent)

    def remove_repeat(self, ref: str) -> None:
        """Take an instance of a repeat away with all its answers. InputError `form_no_such_repeat`."""
        node = self._instance.find(ref)
        if node is None or not node.repeat or not (_grows(self._instance.definition(node)) or self._work.surplus(node)):
            raise InputError("form_no_such_repeat", field=ref)
        self._instance.remove_repeat(node)
        self._work.settle(gone=[node.path, *(below.path for below in self.form.below(node.path))])

    def restore_repeat(self, key: str, answers: Mapping[str, str], place: int) -> None:
        """Bring back an instance that was removed: its key, its answers by key, its place among the others from 0."""
        if self._instance.find(key) is not None:
            raise InputError("form_no_such_repeat", field=key)
        node = self._instance.find(key, grow=True)
        if node is None or node.parent is None:
            raise InputError("form_no_such_repeat", field=key)
        for one, text in answers.items():
            below = self._instance.find(one, grow=True)
            if below is not None:
                below.value = text
        set_again(self._work, node)
        self._instance.move_repeat(node, place)
        self._work.settle(fresh=list(node.walk()), gone=[node.path, *(below.path for below in self.form.below(node.path))])

    def repeats(self, parent: str, name: str) -> tuple[str, ...]:
        """The keys of the instances of a repeat under a parent's key."""
        return tuple(self._instance.key(node) for node in self.node(parent).named(name))

    def surplus(self, ref: str) -> bool:
        """Whether an instance of a counted repeat stands beyond the count of now; it was answered, and may be removed."""
        return self._work.surplus(self.node(ref))

    def settle(self) -> None:
        """Compute everything again; a screen never needs it, as each answer settles what depends on it."""
        self._work.settle_all()

    # ---- looking ----

    @property
    def language(self) -> str:
        """The form's name of the language in use."""
        return self._work.language

    def set_language(self, lang: str) -> None:
        """Read labels, hints, choices and messages in another language from now on; answers stay."""
        self._work.language = self.form.language(lang)

    def node(self, ref: str) -> Node:
        """The node of a key; raises InputError when there is none. For reading only."""
        node = self._instance.find(ref)
        if node is None:
            raise InputError("form_no_such_question", field=ref)
        return node

    def state(self, ref: str) -> QuestionState:
        """One node as the screen shows it."""
        return self._state(self.node(ref))

    def states(self, section: str = "") -> tuple[QuestionState, ...]:
        """All nodes in document order, or those of one section (its key)."""
        start = self.node(section) if section else self._instance.root
        return tuple(self._state(node) for node in start.walk())

    def position_refs(self) -> Iterator[tuple[Node, str]]:
        """Every node in document order with its reference by positions, as the form runner prints them."""
        return self._instance.position_refs()

    def flags(self, node: Node) -> tuple[bool, bool]:
        """Whether a node may not be answered, and whether it must be."""
        return self._work.readonly(node), self._work.holds(self._instance.definition(node).required, node, False)

    def _state(self, node: Node) -> QuestionState:
        definition = self._instance.definition(node)
        return QuestionState(
            key=self._instance.key(node),
            definition=definition,
            value=node.value,
            relevant=node.relevant,
            readonly=self._work.readonly(node),
            required=self._work.holds(definition.required, node, False),
            label=self._work.say(definition.label, node),
            hint=self._work.say(definition.hint, node),
            guidance=self._work.say(definition.guidance, node),
        )

    def position_ref(self, ref: str) -> str:
        """A key written by positions, as the form runner prints it."""
        return self._instance.position_ref(self.node(ref))

    def value(self, ref: str) -> str:
        """The stored text of a node; empty without an answer."""
        return self.node(ref).value

    def choices(self, ref: str) -> tuple[Choice, ...]:
        """The choices that are offered now."""
        return self._work.choices(self.node(ref))

    def look_at_choices(self, ref: str) -> tuple[Choice, ...]:
        """The choices that are offered now; what is answered but no longer offered goes, as in ODK Collect."""
        node = self.node(ref)
        self._work.look_at_choices(node)
        return self._work.choices(node)

    def label(self, ref: str) -> str:
        """A node's label in the session's language."""
        return self.state(ref).label

    def hint(self, ref: str) -> str:
        """A node's hint in the session's language."""
        return self.state(ref).hint

    def media(self, ref: str) -> Mapping[str, str]:
        """Names of files beside a node's label, by form: image, big-image, audio, video."""
        node = self.node(ref)
        shown = self._instance.definition(node).media
        return {form: name for form, texts in shown.items() if (name := self._work.say(texts, node))}

    def instance_name(self) -> str:
        """What this filling is called in lists; empty when the form gives it no name."""
        named = self.form.instance_name
        return "" if named is None else to_text(self._work.value(named, self._instance.root))

    @property
    def faults(self) -> Mapping[str, str]:
        """Key → fault of expressions that could not be evaluated with the present answers."""
        return self._work.faults

    # ---- finishing ----

    def validate(self) -> tuple[Problem, ...]:
        """Every relevant question that is required and empty, or whose constraint does not hold, in document order."""
        problems: list[Problem] = []
        for node in self._instance.in_order():
            definition = self._instance.definition(node)
            if definition.kind != "question" or not node.relevant:
                continue
            key = self._instance.key(node)
            if not node.value:
                if self._work.holds(definition.required, node, False):
                    problems.append(Problem(key, "REQUIRED_BUT_EMPTY", self._work.say(definition.required_message, node)))
            elif not self._allowed(definition, node, node.value):
                problems.append(Problem(key, "CONSTRAINT_VIOLATED", self._work.say(definition.constraint_message, node)))
        return tuple(problems)

    def finalize(self) -> None:
        """End the filling: the times that end it are set, and what depends on them."""
        stamp_end(self._work)
        self._work.settle_all()

    def submission(self) -> str:
        """The XML that ODK sends: relevant answers only, in the form's own namespaces, with what it makes of entities."""
        return submission_xml(self.form, self._instance, self._work)

    def progress(self) -> tuple[Progress, ...]:
        """One entry a section that is relevant."""
        found: list[Progress] = []
        for section in self.form.sections:
            for start in self._instance.nodes(section.path):
                if start.relevant:
                    found.append(self._progress(section, start))
        return tuple(found)

    def _progress(self, section: Definition, start: Node) -> Progress:
        answered = total = missing = 0
        for node in start.walk():
            definition = self._instance.definition(node)
            if definition.kind != "question" or not node.relevant or self._work.readonly(node):
                continue
            total += 1
            answered += bool(node.value)
            missing += not node.value and self._work.holds(definition.required, node, False)
        return Progress(self._instance.key(start), self._work.say(section.label, start), answered, total, missing)

    def answers(self, *, relevant_only: bool = False, calculated: bool = False) -> Mapping[str, str]:
        """Key → stored text of everything answered or filled in, for storing.

        While editing, answers that are not relevant now are kept; `relevant_only` leaves them out, as ODK does at the end.
        `calculated` adds what the form computes, which need not be stored.
        """

        def keep(definition: Definition, node: Node) -> bool:
            return (calculated or definition.calculate is None) and (not relevant_only or node.relevant)

        return {**({} if relevant_only else self.strangers), **self._instance.answers(keep)}


def _grows(definition: Definition) -> bool:
    """Whether the user adds and removes its instances."""
    return definition.kind == "repeat" and definition.count is None and not definition.fixed


def _above(root: Node) -> Node:
    """A node over a root, as an instance has it."""
    above = Node("instance")
    above.children.append(root)
    return above
