"""Verbs of the headless face: what stands in the register beside a facility."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb


def _parts(name: str, handler: str) -> tuple[Verb, ...]:
    """List, add, change and take out one kind of part."""
    return (
        Verb(f"{name} list", f"register_verbs:{handler}_list", ("facility",)),
        Verb(f"{name} add", f"register_verbs:{handler}_add", ("facility", "assignments*")),
        Verb(f"{name} change", f"register_verbs:{handler}_change", ("id", "assignments*")),
        Verb(f"{name} remove", f"register_verbs:{handler}_remove", ("id",)),
    )


VERBS: tuple[Verb, ...] = (
    Verb("facility change", "register_verbs:change", ("facility", "assignments*"), flags=("ask",)),
    Verb(
        "facility import",
        "import_verbs:run",
        ("file",),
        ("sheet", "columns", "type", "owner", "rows", "choose"),
        ("dry-run",),
    ),
    Verb(
        "facility recommend",
        "register_verbs:recommend",
        ("facility", "advice"),
        ("reason!", "out!", "on", "number"),
        ("ask",),
    ),
    Verb("facility template", "import_verbs:template", ("out",)),
    *_parts("staff", "staff"),
    *_parts("room", "room"),
    *_parts("past", "past"),
)
