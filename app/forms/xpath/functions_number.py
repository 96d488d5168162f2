"""Functions over numbers and truth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions import Function, of_numbers, of_values, spread
from app.forms.xpath.values import NAN, Value, to_number, to_text, to_truth


def _number(context: Context, arguments: Sequence[Run]) -> Value:
    return to_number(arguments[0](context) if arguments else context.node.value)


def _int(value: Value) -> Value:
    number = to_number(value)
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def _round(value: Value, digits: Value = 0.0) -> Value:
    """Half goes towards positive infinity, with digits too."""
    number, places = to_number(value), to_number(digits)
    if math.isnan(number) or math.isinf(number) or math.isnan(places):
        return number if not math.isnan(places) else NAN
    places = max(-30.0, min(30.0, places))
    if int(places) == 0:
        return float(math.floor(number + 0.5))
    if abs(number) >= 1e15:
        return number
    half = ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-int(places)), half))


def _whole(rounding: str) -> Function:
    def run(number: float) -> float:
        if math.isnan(number) or math.isinf(number):
            return number
        return float(math.floor(number) if rounding == "floor" else math.ceil(number))

    return of_numbers(1, 1, run)


def _sum(*values: Value) -> Value:
    """Empty answers are left out; anything else that is no number makes the sum NaN."""
    numbers = [to_number(value) for value in spread(values) if to_text(value) != ""]
    return math.fsum(numbers) if not any(math.isinf(number) for number in numbers) else sum(numbers)


def _extreme(largest: bool) -> Function:
    def run(*values: Value) -> Value:
        numbers = [to_number(value) for value in spread(values) if to_text(value) != ""]
        if not numbers or any(math.isnan(number) for number in numbers):
            return NAN
        return max(numbers) if largest else min(numbers)

    return of_values(1, None, run)


def _boolean_from_string(value: Value) -> Value:
    return to_text(value).strip().lower() in ("1", "true")


def _if(context: Context, arguments: Sequence[Run]) -> Value:
    return arguments[1 if to_truth(arguments[0](context)) else 2](context)


def _coalesce(context: Context, arguments: Sequence[Run]) -> Value:
    text = ""
    for argument in arguments:
        text = to_text(argument(context))
        if text:
            break
    return text


def _once(context: Context, arguments: Sequence[Run]) -> Value:
    """The value the node already has, or else the argument's."""
    return context.current.value or to_text(arguments[0](context))


def _true_count(values: Sequence[Value]) -> int:
    return sum(1 for value in values if to_truth(value))


def _within(count: float, least: float, most: float) -> bool:
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _checklist(least: Value, most: Value, *values: Value) -> Value:
    return _within(_true_count(spread(values)), to_number(least), to_number(most))


def _weighted_checklist(least: Value, most: Value, *pairs: Value) -> Value:
    values = spread(pairs)
    total = sum(to_number(weight) for value, weight in zip(values[::2], values[1::2], strict=False) if to_truth(value))
    return _within(total, to_number(least), to_number(most))


NUMBER: Mapping[str, Function] = {
    "number": Function(0, 1, _number),
    "int": of_values(1, 1, _int),
    "round": of_values(1, 2, _round),
    "floor": _whole("floor"),
    "ceiling": _whole("ceiling"),
    "abs": of_numbers(1, 1, abs),
    "pow": of_numbers(2, 2, math.pow),
    "sqrt": of_numbers(1, 1, math.sqrt),
    "exp": of_numbers(1, 1, math.exp),
    "exp10": of_numbers(1, 1, lambda number: math.pow(10.0, number)),
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
    "sum": of_values(1, None, _sum),
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
    "checklist": of_values(3, None, _checklist),
    "weighted-checklist": of_values(4, None, _weighted_checklist),
}
