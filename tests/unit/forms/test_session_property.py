"""Whatever is answered, added and removed: computing only what depends on it gives what computing everything gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from tests.support.random_forms import Step, forms, steps

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def opened(form: CompiledForm, answers: Mapping[str, str] | None = None) -> FormSession:
    ids = count(1)
    return FormSession(form, answers, now=lambda: NOW, seed=1, new_id=lambda: f"i{next(ids)}")


def do(session: FormSession, step: Step) -> frozenset[str] | None:
    """One step on a node that takes it; the keys that are said to have changed, None when instances came or went."""
    what, first, second, value = step
    nodes = [session.key(node) for node, _ in session.position_refs()]
    if what == "answer":
        questions = [key for key in nodes if session.state(key).definition.kind == "question"]
        if not questions:
            return frozenset()
        key = questions[first % len(questions)]
        if session.state(key).definition.choices is not None:
            offered = session.choices(key)
            value = offered[second % len(offered)].value if offered and value else ""
        before = set(nodes)
        changed = session.answer(key, value).changed
        return changed if {session.key(node) for node, _ in session.position_refs()} == before else None
    with suppress(InputError):  # counted or not asked now
        if what == "add":
            repeats = [definition for definition in session.form.definitions.values() if definition.kind == "repeat"]
            holders = [
                f"{key}/{definition.name}"
                for definition in repeats
                for key in nodes
                if session.node(key).path == definition.parent
            ]
            if holders:
                session.add_repeat(holders[first % len(holders)])
        else:
            instances = [key for key in nodes if session.node(key).repeat]
            if instances:
                session.remove_repeat(instances[first % len(instances)])
    return None


def seen(session: FormSession) -> dict[str, tuple[object, ...]]:
    """Everything that the screen shows of every node, by key."""
    found: dict[str, tuple[object, ...]] = {}
    for state in session.states():
        choices = tuple(choice.value for choice in session.choices(state.key))
        found[state.key] = (state.value, state.relevant, state.readonly, state.required, state.label, choices)
    return found


def replayed(form: CompiledForm, taken: Sequence[Step]) -> FormSession:
    session = opened(form)
    for step in taken:
        do(session, step)
    return session


@QUICK
@given(source=forms(), taken=steps)
def test_what_is_computed_step_by_step_is_what_computing_all_gives(source: bytes, taken: list[Step]) -> None:
    session = opened(load_form(source))
    for step in taken:
        do(session, step)
        before = seen(session)
        session.settle()
        assert seen(session) == before


@QUICK
@given(source=forms(), taken=steps)
def test_a_filling_that_is_opened_again_is_the_same(source: bytes, taken: list[Step]) -> None:
    form = load_form(source)
    session = replayed(form, taken)
    if all(any(part.value for part in node.walk()) for node in session.tree.walk() if node.repeat):
        assert seen(opened(form, session.answers(calculated=True))) == seen(session)


@QUICK
@given(source=forms(), taken=steps)
def test_nothing_changes_on_the_screen_without_being_said(source: bytes, taken: list[Step]) -> None:
    session = opened(load_form(source))
    for step in taken:
        before = seen(session)
        said = do(session, step)
        now = seen(session)
        if said is not None:
            assert {key for key in now if now[key] != before.get(key)} <= said


@QUICK
@given(source=forms(conditions=False, filters=False, counts=False), data=st.data())
def test_the_order_of_answers_makes_no_difference(source: bytes, data: st.DataObject) -> None:
    """Among questions that are always asked; what was answered in a counted instance is kept when the number falls."""
    form = load_form(source)
    keys = [state.key for state in opened(form).states() if state.definition.kind == "question"]
    answers = [(key, data.draw(st.sampled_from(["1", "2", "3"]))) for key in keys]
    other = data.draw(st.permutations(answers))
    one, two = opened(form), opened(form)
    for session, order in ((one, answers), (two, other)):
        for key, value in order:
            session.answer(key, value)
    assert [state.value for state in one.states()] == [state.value for state in two.states()]


@QUICK
@given(source=forms(counts=False, filters=False), taken=steps, pick=st.integers(0, 30))
def test_an_instance_that_is_brought_back_is_as_it_was(source: bytes, taken: list[Step], pick: int) -> None:
    session = replayed(load_form(source), taken)
    instances = [node for node, _ in session.position_refs() if node.repeat]
    if not instances:
        return
    node = instances[pick % len(instances)]
    assert node.parent is not None
    key, place = session.key(node), node.position() - 1
    stored = {one: text for one, text in session.answers().items() if one.startswith(key)}
    if not all(any(one.startswith(session.key(part)) for one in stored) for part in node.walk() if part.repeat):
        return  # an inner instance without any answer is not stored
    before, order = seen(session), [session.key(one) for one, _ in session.position_refs()]
    session.remove_repeat(key)
    session.restore_repeat(key, stored, place)
    assert [session.key(one) for one, _ in session.position_refs()] == order
    assert seen(session) == before
