"""Who wrote a text that grows (the rule *append*, sync.md §3). Pure.

Such a text holds the words of several, so that its last writer alone does not tell what somebody has not seen of it. Below it,
under `text*<incarnation>`, stands the last of every other incarnation that wrote it since it was last written as a whole. So
do below a *cautious* value those whose values gave way to a safer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sync.schema import TypeSpec
from sync.states import Writer

Written = tuple[str, int, Mapping[str, Any]]
"""An operation that was taken in: incarnation, number, patch."""
Changes = tuple[tuple[str, Writer | None], ...]
"""Units that get a writer; None: the unit goes."""


def place(unit: str, incarnation: str) -> str:
    """The unit below a text that keeps what an incarnation wrote of it."""
    return f"{unit}*{incarnation}"


def below(unit: str, units: Iterable[str]) -> list[str]:
    """The units below a text, of all that there are."""
    return [each for each in units if each.startswith(f"{unit}*")]


def laid_below(unit: str, last: Writer | None, incarnation: str) -> Changes:
    """What changes below a text, which had this last writer, when an incarnation adds words to it.

    The last writer is kept even where who adds words has seen his: others may see the added ones alone, on a stick.
    """
    if last is None or last.incarnation == incarnation:
        return ()
    return (place(unit, incarnation), None), (place(unit, last.incarnation), last)


def change(writers: dict[str, Writer], changes: Changes) -> None:
    """Lays such changes over the writers of a record's units."""
    for unit, writer in changes:
        if writer is None:
            writers.pop(unit, None)
        else:
            writers[unit] = writer


def names(spec: TypeSpec, patch: Mapping[str, Any]) -> list[str]:
    """The texts that grow of which a patch says something."""
    return [name for name in patch if (known := spec.spec(name)) is not None and known.rule == "append"]


def texts(spec: TypeSpec, patch: Mapping[str, Any]) -> dict[str, str]:
    """What a patch writes of texts that grow, added or whole."""
    found = {name: _words(patch[name]) for name in names(spec, patch)}
    return {name: words for name, words in found.items() if words is not None}


def adds(named: Iterable[str], patch: Mapping[str, Any]) -> bool:
    """Whether a patch adds words to one of these texts, and leaves what stands in it."""
    return any(isinstance(patch.get(name), dict) for name in named)


def anew(named: Iterable[str], patch: Mapping[str, Any], later: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Those of some texts to which a patch adds words and of which a later one, by somebody who saw these, writes the whole."""
    added, whole = [name for name in named if isinstance(patch.get(name), dict)], list(later)
    return frozenset(name for name in added if any(name in each and not isinstance(each[name], dict) for each in whole))


def held(written: Mapping[str, str], others: Iterable[Written]) -> frozenset[tuple[str, int]]:
    """Of operations of others those that added words to texts, all of which stand in what is `written` of these texts.

    Of an incarnation all or none: its last operation stands for those before it. A text that somebody wrote as a whole does not
    count, for what he took out of it would come back.
    """
    found: set[tuple[str, int]] = set()
    missing: set[str] = set()
    for incarnation, number, patch in others:
        for name in patch.keys() & written.keys():
            told = patch[name]
            words = _words(told) if isinstance(told, dict) else None
            if words is not None and holds(written[name], words):
                found.add((incarnation, number))
            else:
                missing.add(incarnation)
    return frozenset(each for each in found if each[0] not in missing)


def holds(whole: str, words: str) -> bool:
    """Whether a text has all lines of some words, as they were added to it."""
    return not words or f"\n{words}\n" in f"\n{whole}\n"


def _words(told: object) -> str | None:
    """The text that a change of a patch adds or writes as a whole; None for anything else."""
    words = told.get("append") if isinstance(told, dict) else told
    return words if isinstance(words, str) else None
