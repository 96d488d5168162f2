"""What a function of the dialect is, and how plain Python functions become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.forms.xpath.context import Context, Run
from app.forms.xpath.values import Value, atom, to_number, to_text


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments it takes (`most` None: any number; `odd` 0 or 1: an even or an odd number), and what it does."""

    least: int
    most: int | None
    run: Callable[[Context, Sequence[Run]], Value]
    odd: int | None = None


def of_values(least: int, most: int | None, run: Callable[..., Value]) -> Function:
    """A function over the values of its arguments."""
    return Function(least, most, lambda context, arguments: run(*[argument(context) for argument in arguments]))


def of_texts(least: int, most: int | None, run: Callable[..., Value]) -> Function:
    """A function over the texts of its arguments."""
    return Function(least, most, lambda context, arguments: run(*[to_text(argument(context)) for argument in arguments]))


def of_numbers(least: int, most: int | None, run: Callable[..., float]) -> Function:
    """A function over the numbers of its arguments; what mathematics does not define is NaN."""

    def safe(context: Context, arguments: Sequence[Run]) -> Value:
        try:
            return float(run(*[to_number(argument(context)) for argument in arguments]))
        except (ValueError, OverflowError, ZeroDivisionError):
            return float("nan")

    return Function(least, most, safe)


def own_value(context: Context, arguments: Sequence[Run]) -> Value:
    """The first argument, or the value of the context node without one."""
    return arguments[0](context) if arguments else atom(context.node)


def own_text(context: Context, arguments: Sequence[Run]) -> str:
    """The text of the first argument, or of the context node without one."""
    return to_text(own_value(context, arguments))


def spread(values: Sequence[Value]) -> list[Value]:
    """Values with node-sets replaced by the texts of their nodes."""
    found: list[Value] = []
    for value in values:
        if isinstance(value, tuple):
            found.extend(atom(node) for node in value)
        else:
            found.append(value)
    return found
