"""Circles of dependence, judged as JavaRosa judges them, and the order of what has none.

JavaRosa refuses a form twice over. Once when the references of relevant, calculate, required and readonly come back to where
they began, whatever groups are around: so a question that is required only while it is empty is refused, and two questions that
lock each other. Once more with inherited relevance: a group's relevance reaches everything inside it. References in
constraints, labels, filters and counts of repeats never make a circle.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from app.domain.errors import InputError
from app.forms.faults import Faults
from app.forms.model import Definition

_SHEET = "survey"
Reference = tuple[str, str, str]


def check(definitions: Mapping[str, Definition], references: Sequence[Reference], faults: Faults) -> None:
    """Note every circle once, with the cells that make it. `references` are (from, to, column)."""
    direct = [link for link in references if link[2] in ("relevant", "calculation", "required", "readonly")]
    inherited = [link for link in references if link[2] in ("relevant", "calculation")]
    reached: set[str] = set()
    for path, definition in definitions.items():
        if definition.relevant is not None or (definition.parent in reached):
            reached.add(path)
    inherited += [(str(d.parent), path, "") for path, d in definitions.items() if d.parent in reached]
    said: set[frozenset[str]] = set()
    for links in (direct, inherited):
        for circle in _circles(definitions, links):
            if frozenset(circle) not in said:
                said.add(frozenset(circle))
                _say(definitions, circle, links, faults)


def _circles(definitions: Mapping[str, Definition], links: Sequence[Reference]) -> list[list[str]]:
    """One circle of every knot: the nodes left over when whatever is free is taken away, and again from the other side."""
    feeds: dict[str, set[str]] = {path: set() for path in definitions}
    for source, target, _ in links:
        feeds[source].add(target)
    left = set(definitions) - set(sorted_paths(definitions, feeds))
    circles: list[list[str]] = []
    while left:
        found = _circle(feeds, left)
        if not found:
            break
        circles.append(found)
        for path in found:
            feeds[path] = {fed for fed in feeds[path] if fed not in found}
        left &= set(definitions) - set(sorted_paths(definitions, feeds))
    return circles


def _circle(feeds: Mapping[str, set[str]], left: set[str]) -> list[str]:
    """Walk backwards among nodes that nothing frees until one comes twice."""
    before: dict[str, str] = {}
    for path in sorted(left, reverse=True):
        for fed in feeds[path]:
            before[fed] = path
    path = min((path for path in left if path in before), default="")
    seen: list[str] = []
    while path and path not in seen:
        seen.append(path)
        path = before.get(path, "")
    return list(reversed(seen[seen.index(path) :])) if path else []


def _say(definitions: Mapping[str, Definition], circle: Sequence[str], links: Sequence[Reference], faults: Faults) -> None:
    columns = {(source, target): column for source, target, column in reversed(links) if column}
    start = min(range(len(circle)), key=lambda place: (definitions[circle[place]].row, place))
    turned = [*circle[start:], *circle[:start]]
    cells = []
    for source, target in zip([turned[-1], *turned], turned, strict=False):
        column, definition = columns.get((source, target), ""), definitions[target]
        if column:
            cells.append(f"{definition.row} · {column} · {definition.name}" if definition.row else f"{column} · {target}")
    names = " → ".join(definitions[path].name for path in (*turned, turned[0]))
    row = definitions[turned[0]].row
    faults.add(InputError("form_cycle", names=names, cells="; ".join(cells), sheet=_SHEET if row else "XForm", row=row))


def sorted_paths(definitions: Mapping[str, Definition], feeds: Mapping[str, frozenset[str] | set[str]]) -> tuple[str, ...]:
    """Paths so that each comes after what feeds it, otherwise in document order; those in circles, and behind, are missing."""
    place = {path: number for number, path in enumerate(definitions)}
    paths = tuple(definitions)
    waits = dict.fromkeys(paths, 0)
    for found in feeds.values():
        for path in found:
            waits[path] += 1
    ready = [place[path] for path in paths if not waits[path]]
    heapq.heapify(ready)
    done: list[str] = []
    while ready:
        path = paths[heapq.heappop(ready)]
        done.append(path)
        for fed in feeds[path]:
            waits[fed] -= 1
            if not waits[fed]:
                heapq.heappush(ready, place[fed])
    return tuple(done)
