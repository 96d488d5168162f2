"""Comparison and arithmetic, with the coercions of JavaRosa and the dates of the ODK XForms specification."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from app.forms.xpath.values import (
    NAN,
    NEARLY,
    Day,
    Moment,
    Single,
    Value,
    atom,
    clock_days,
    days_of,
    first,
    read_moment,
    to_number,
    to_truth,
)

Operation = Callable[[Value, Value], Value]
_WHOLE_DAY = 10
"""Letters of a date without a time."""


def equal(left: Single, right: Single) -> bool:
    """Whether two single values are equal: as truths if one is, else as numbers if one is, else as texts or dates."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        one, other = to_number(left), to_number(right)
        return one == other or abs(one - other) < NEARLY
    if left == right:
        return True
    if isinstance(left, Moment) or isinstance(right, Moment) or (isinstance(left, Day) and isinstance(right, Day)):
        return _same_time(left, right)
    return False


def _same_time(left: str, right: str) -> bool:
    """A day and a moment are equal when the moment lies on that day."""
    one, other = read_moment(left), read_moment(right)
    if one is None or other is None:
        return False
    if len(left) <= _WHOLE_DAY or len(right) <= _WHOLE_DAY:
        return one.date() == other.date()
    return one == other


def _one(value: Value) -> Value:
    """The value of a node-set that has one node; anything else as it is."""
    return atom(value[0]) if isinstance(value, tuple) and len(value) == 1 else value


def _atoms(value: Value) -> Sequence[Single]:
    """The single values to compare: a node-set by its values, and an empty one as the empty answer that forms mean by it."""
    if isinstance(value, tuple):
        return [atom(node) for node in value] or [""]
    return (value,)


def _equality(wanted: bool) -> Operation:
    def run(left: Value, right: Value) -> Value:
        left, right = _one(left), _one(right)
        if isinstance(left, tuple) or isinstance(right, tuple):
            others = _atoms(right)
            return any(equal(one, other) is wanted for one in _atoms(left) for other in others)
        return equal(left, right) is wanted

    return run


def _exact(value: Single) -> float:
    """The number by which order is told: of a moment with its time."""
    if isinstance(value, Moment):
        moment = read_moment(value)
        return NAN if moment is None else days_of(moment)
    return to_number(value)


def _ordered(holds: Callable[[float, float], bool], left: Single, right: Single) -> bool:
    """A day and a moment are compared by days; two texts that are times of day by the clock."""
    if isinstance(left, float) and isinstance(right, float):
        return holds(left, right)
    if (isinstance(left, Day) and isinstance(right, Moment)) or (isinstance(left, Moment) and isinstance(right, Day)):
        return holds(to_number(left), to_number(right))
    one, other = _exact(left), _exact(right)
    if one == one and other == other:
        return holds(one, other)
    if isinstance(left, str) and isinstance(right, str):
        return holds(clock_days(left), clock_days(right))
    return False


def _order(holds: Callable[[float, float], bool]) -> Operation:
    def run(left: Value, right: Value) -> Value:
        left, right = _one(left), _one(right)
        if isinstance(left, tuple) or isinstance(right, tuple):
            others = _atoms(right)
            return any(_ordered(holds, one, other) for one in _atoms(left) for other in others)
        return _ordered(holds, left, right)

    return run


def _arithmetic(operation: Callable[[float, float], float]) -> Operation:
    def run(left: Value, right: Value) -> Value:
        try:
            return operation(
                left if isinstance(left, float) else to_number(left), right if isinstance(right, float) else to_number(right)
            )
        except OverflowError:
            return math.nan

    return run


def _minus(left: Value, right: Value) -> Value:
    """Between two moments the time of day counts; a moment and a day lie whole days apart, as in JavaRosa."""
    one, other = first(left), first(right)
    if isinstance(one, Moment) and isinstance(other, Moment):
        return _exact(one) - _exact(other)
    return to_number(one) - to_number(other)


def divide(left: float, right: float) -> float:
    """Division as IEEE 754 has it: by zero it gives infinity, zero by zero NaN."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    """The sign is that of the left operand."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


BINARY: dict[str, Operation] = {
    "=": _equality(True),
    "!=": _equality(False),
    "<": _order(operator.lt),
    "<=": _order(operator.le),
    ">": _order(operator.gt),
    ">=": _order(operator.ge),
    "+": _arithmetic(operator.add),
    "-": _minus,
    "*": _arithmetic(operator.mul),
    "div": _arithmetic(divide),
    "mod": _arithmetic(_remainder),
}
"""The operators over two values; `and` and `or` are compiled apart, since they leave operands alone."""
