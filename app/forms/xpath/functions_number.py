"""Functions over numbers and truth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions import Function, of_numbers, of_values, own_value, spread
from app.forms.xpath.values import (
    NAN,
    Moment,
    Value,
    XPathError,
    atom,
    days_of,
    first,
    read_moment,
    to_number,
    to_text,
    to_truth,
    to_whole,
)

_MOST_DIGITS = 30
"""Digits that `round` takes; beyond that JavaRosa gives NaN."""


def _number(context: Context, arguments: Sequence[Run]) -> Value:
    return to_number(own_value(context, arguments))


def _int(value: Value) -> Value:
    number = to_number(value)
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def _round(value: Value, digits: Value = 0.0) -> Value:
    """Half goes towards positive infinity, with digits too, and by the decimal digits that are seen."""
    number, places = to_number(value), to_whole(digits)
    if math.isnan(number) or math.isinf(number):
        return number
    if abs(places) > _MOST_DIGITS:
        return NAN
    if abs(number) >= 1e15 and places >= 0:
        return number
    half = ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), half)) if abs(number) < 1e25 else number


def _whole(rounding: str) -> Function:
    def run(number: float) -> float:
        if math.isnan(number) or math.isinf(number):
            return number
        return float(math.floor(number) if rounding == "floor" else math.ceil(number))

    return of_numbers(1, 1, run)


def _numbers(values: Sequence[Value]) -> list[float]:
    """The numbers among values and nodes; what is none is left out, as in JavaRosa."""
    found = [to_number(value) for value in spread(values)]
    return [number for number in found if number == number]


def _sum(nodes: Value) -> Value:
    if not isinstance(nodes, tuple):
        raise XPathError("not_nodes", "sum")
    numbers = _numbers((nodes,))
    if any(math.isinf(number) for number in numbers):
        return sum(numbers)
    try:
        return math.fsum(numbers)
    except OverflowError:
        return math.inf


def _extreme(largest: bool) -> Function:
    def run(*values: Value) -> Value:
        numbers = _numbers(values)
        if not numbers:
            return NAN
        return max(numbers) if largest else min(numbers)

    return of_values(0, None, run)


def _pow(base: float, exponent: float) -> float:
    """Without a number that is too big; infinity stands for it."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and math.fmod(exponent, 2) else math.inf
    except ValueError:
        if base == 0 and exponent < 0:
            return math.copysign(math.inf, base) if math.fmod(exponent, 2) else math.inf
        return NAN


def _exp(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def _abs(value: Value) -> Value:
    single = first(value)
    moment = read_moment(single) if isinstance(single, Moment) else None
    return abs(to_number(single) if moment is None else days_of(moment))


def _boolean_from_string(value: Value) -> Value:
    return to_text(value).lower() in ("1", "true")


def _if(context: Context, arguments: Sequence[Run]) -> Value:
    return arguments[1 if to_truth(arguments[0](context)) else 2](context)


def _coalesce(context: Context, arguments: Sequence[Run]) -> Value:
    """The first value that is neither an empty text nor NaN; the last one when there is none."""
    value: Value = ""
    for argument in arguments:
        value = argument(context)
        single = first(value)
        if single != "" and single == single:
            break
    return value


def _once(context: Context, arguments: Sequence[Run]) -> Value:
    """The value the node already has, or else the argument's."""
    return atom(context.current) if context.current.value else arguments[0](context)


def _true_count(values: Sequence[Value]) -> int:
    return sum(1 for value in values if to_truth(value))


def _within(count: float, least: float, most: float) -> bool:
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _checklist(least: Value, most: Value, *values: Value) -> Value:
    return _within(_true_count(spread(values)), to_whole(least), to_whole(most))


def _weighted_checklist(least: Value, most: Value, *pairs: Value) -> Value:
    """Pairs of a condition and its weight, or one node-set of conditions and one of weights.

    A bound of -1 does not apply: the specification calls it "like checklist()".
    """
    if len(pairs) == 2 and isinstance(pairs[0], tuple) and isinstance(pairs[1], tuple):
        conditions: Sequence[Value] = spread(pairs[:1])
        weights: Sequence[Value] = spread(pairs[1:])
    else:
        conditions, weights = pairs[::2], pairs[1::2]
    total = sum(to_number(weight) for value, weight in zip(conditions, weights, strict=False) if to_truth(value))
    return _within(total, to_number(least), to_number(most))


NUMBER: Mapping[str, Function] = {
    "number": Function(0, 1, _number),
    "int": of_values(1, 1, _int),
    "round": of_values(1, 2, _round),
    "floor": _whole("floor"),
    "ceiling": _whole("ceiling"),
    "abs": of_values(1, 1, _abs),
    "pow": of_numbers(2, 2, _pow),
    "sqrt": of_numbers(1, 1, math.sqrt),
    "exp": of_numbers(1, 1, _exp),
    "exp10": of_numbers(1, 1, lambda number: _pow(10.0, number)),
    "log": of_numbers(1, 1, lambda number: -math.inf if number == 0 else math.log(number)),
    "log10": of_numbers(1, 1, lambda number: -math.inf if number == 0 else math.log10(number)),
    "sin": of_numbers(1, 1, math.sin),
    "cos": of_numbers(1, 1, math.cos),
    "tan": of_numbers(1, 1, math.tan),
    "asin": of_numbers(1, 1, math.asin),
    "acos": of_numbers(1, 1, math.acos),
    "atan": of_numbers(1, 1, math.atan),
    "atan2": of_numbers(2, 2, math.atan2),
    "pi": of_numbers(0, 0, lambda: math.pi),
    "random": Function(0, 0, lambda context, _: context.env.chance.random()),
    "sum": of_values(1, 1, _sum),
    "max": _extreme(True),
    "min": _extreme(False),
    "boolean": of_values(1, 1, to_truth),
    "not": of_values(1, 1, lambda value: not to_truth(value)),
    "true": of_values(0, 0, lambda: True),
    "false": of_values(0, 0, lambda: False),
    "boolean-from-string": of_values(1, 1, _boolean_from_string),
    "if": Function(3, 3, _if),
    "coalesce": Function(1, None, _coalesce),
    "once": Function(1, 1, _once),
    "checklist": of_values(2, None, _checklist),
    "weighted-checklist": Function(2, None, of_values(2, None, _weighted_checklist).run, odd=0),
}
