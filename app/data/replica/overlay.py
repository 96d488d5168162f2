"""Operations as patches, and what the screen shows: the last state from the server with this laptop's operations on top. Pure.

A patch is a mapping: plain field → value or None; set field → {"add": […], "del": […]}; counter → {"inc": n}; append field →
{"append": text}, or a plain text when what stood there was rewritten; map entry `answers:<path>` → value or None, an answer
with its note. What is appended to a text stands on a new line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.data.fields import FieldInfo, fields, members, unit

Patch = dict[str, Any]
Difference = tuple[object, object]
STILL = frozenset({"discard", "skip", "merge_records"})
"""Kinds of operations that change nothing that is shown of their record."""


def patch_of(type_name: str, before: Mapping[str, object], after: Mapping[str, object]) -> Patch:
    """The patch that leads from one state to another; groups whole, empty when nothing differs. Both hold wire values."""
    known = fields(type_name)
    patch: Patch = {}
    groups: set[str] = set()
    for name, info in known.items():
        old, new = before.get(name), after.get(name)
        if old == new and type(old) is type(new):
            continue
        if info.group is not None:
            groups.add(info.group)
        else:
            patch.update(_field_patch(type_name, info, old, new))
    if groups:
        patch.update({name: after.get(name) for name, info in known.items() if info.group in groups})
    return patch


def parts(type_name: str, patch: Mapping[str, Any]) -> Iterator[tuple[str, Patch]]:
    """A patch taken apart: each unit that is compared by itself (an element of a set too) with its share."""
    known = fields(type_name)
    for name, change in patch.items():
        info = known.get(name)
        if info is not None and info.rule == "set" and isinstance(change, dict):
            for way, other in (("add", "del"), ("del", "add")):
                for element in change.get(way, ()):
                    yield f"{name}+{element}", {name: {way: [element], other: []}}
        else:
            yield unit(type_name, name), {name: change}


def units(type_name: str, patch: Mapping[str, Any]) -> list[str]:
    """The units that a patch touches, as the merge of the server has them."""
    return list(dict.fromkeys(each for each, _ in parts(type_name, patch)))


def stating_patch(type_name: str, before: Mapping[str, object], after: Mapping[str, object], names: Iterable[str]) -> Patch:
    """The patch that states fields even where they stay as they are: a decision between two values (groups whole)."""
    known = fields(type_name)
    patch = patch_of(type_name, before, after)
    for name in names:
        field, colon, _ = name.partition(":")
        info = known[field]
        if colon:
            patch.update(_entry_patch(type_name, name, before.get(field), after.get(field)))
        elif info.group is not None:
            patch.update({other: after.get(other) for other, peer in known.items() if peer.group == info.group})
        elif info.kind != "map":
            patch[name] = (
                {"add": [], "del": []} if info.rule == "set" and name not in patch else patch.get(name, after.get(name))
            )
    return patch


def differences(type_name: str, before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, Difference]:
    """Field → old and new value where they differ; maps by entry (`answers:<path>`)."""
    found: dict[str, Difference] = {}
    for name, info in fields(type_name).items():
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if info.kind == "map":
            was, now = _entries(old), _entries(new)
            for key in sorted(was.keys() | now.keys()):
                if was.get(key) != now.get(key):
                    found[f"{name}:{key}"] = (was.get(key), now.get(key))
        else:
            found[name] = (old, new)
    return found


def with_changes(values: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """Values with changes laid over them, entries of maps (`answers:<path>`) too; empty fields are left out."""
    result = dict(values)
    for name, value in changes.items():
        field, colon, key = name.partition(":")
        result[field] = _entry(result.get(field), key, value) if colon else value
    return {name: value for name, value in result.items() if value is not None and value != {}}


def _entries(value: object) -> Mapping[str, object]:
    """The entries of a map; none when it is something else."""
    return value if isinstance(value, dict) else {}


def creating_patch(type_name: str, values: Mapping[str, object]) -> Patch:
    """The patch of a new record: all that is filled in, in one that comes back also what this version does not know."""
    known = fields(type_name)
    patch: Patch = {}
    for name, value in values.items():
        info = known.get(name)
        if value is not None:
            patch.update(_field_patch(type_name, info, None, value) if info else {name: value})
    return patch


def _field_patch(type_name: str, info: FieldInfo, old: Any, new: Any) -> Patch:
    """The patch of one field outside groups."""
    if info.rule == "set":
        had, has = set(old or ()), set(new or ())
        return {info.name: {"add": sorted(has - had), "del": sorted(had - has)}}
    if info.kind == "map":
        was, now = _entries(old), _entries(new)
        changed = [f"{info.name}:{key}" for key in sorted(was.keys() | now.keys()) if was.get(key) != now.get(key)]
        return {name: value for one in changed for name, value in _entry_patch(type_name, one, was, now).items()}
    if info.rule == "append" and new and isinstance(new, str) and (not old or new.startswith(f"{old}\n")):
        return {info.name: {"append": new.removeprefix(f"{old}\n") if old else new}}
    if info.rule == "counter":
        return {info.name: {"inc": (new or 0) - (old or 0)}}
    return {info.name: new}


def _entry_patch(type_name: str, name: str, old: object, new: object) -> Patch:
    """An entry of a map with the entries that belong to it, where they are filled in."""
    was, now = _entries(old), _entries(new)
    keys = {other: other.partition(":")[2] for other in members(type_name, unit(type_name, name))}
    return {other: now.get(key) for other, key in keys.items() if other == name or key in was or key in now}


def apply_patch(type_name: str, body: Mapping[str, object], patch: Mapping[str, Any]) -> dict[str, object]:
    """A body with a patch laid over it; empty fields are left out. A field that is unknown here is taken as plain."""
    known = fields(type_name)
    result = dict(body)
    maps: dict[str, dict[str, object]] = {}
    for name, change in patch.items():
        value: object
        if ":" not in name:
            field = name
            value = _value(known.get(field), result.get(field), change)
            maps.pop(field, None)
        else:
            field, _, key = name.partition(":")
            if change is not None and field in maps and maps[field]:
                maps[field][key] = change
                continue
            value = maps[field] = _entry(result.get(field), key, change)
        if value is None or value == [] or value == {}:
            result.pop(field, None)
        else:
            result[field] = value
    return result


def _entry(current: object, key: str, change: object) -> dict[str, object]:
    """A map with one entry changed."""
    entries = dict(current) if isinstance(current, dict) else {}
    if change is None:
        entries.pop(key, None)
    else:
        entries[key] = change
    return entries


def _value(info: FieldInfo | None, current: Any, change: Any) -> object:
    """The value of a field after a change."""
    if info is None or not isinstance(change, dict) or info.kind == "json":
        return change
    if info.rule == "set":
        held = set(current) if isinstance(current, list) else set()
        return sorted((held - set(change.get("del", ()))) | set(change.get("add", ())))
    if info.rule == "append":
        return f"{current}\n{change.get('append', '')}" if current else change.get("append")
    if info.rule == "counter":
        return (current if isinstance(current, int) else 0) + int(change.get("inc", 0))
    return change


def fold_patch(type_name: str, older: Mapping[str, Any], newer: Mapping[str, Any]) -> Patch:
    """One patch that does what two in a row do."""
    known = fields(type_name)
    folded = dict(older)
    for name, change in newer.items():
        info = known.get(name)
        before = folded.get(name)
        if info is not None and info.rule == "set" and isinstance(before, dict) and isinstance(change, dict):
            folded[name] = _fold_set(before, change)
            if not folded[name]["add"] and not folded[name]["del"]:
                del folded[name]
        elif info is not None and info.rule == "append" and isinstance(change, dict) and name in folded:
            folded[name] = _fold_text(before, change["append"])
        elif info is not None and info.rule == "counter" and isinstance(change, dict) and name in folded:
            folded[name] = {"inc": before["inc"] + change["inc"]} if isinstance(before, dict) else (before or 0) + change["inc"]
        else:
            folded[name] = change
    return folded


def _fold_text(older: Any, appended: str) -> Any:
    """A change of a text (appended, rewritten or cleared) and something appended, as one."""
    if isinstance(older, dict):
        return {"append": f"{older['append']}\n{appended}"}
    return f"{older}\n{appended}" if older else appended


def _fold_set(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, list[str]]:
    """Two changes of a set as one; an element added and taken out again leaves nothing."""
    added, gone = set(older.get("add", ())), set(older.get("del", ()))
    plus, minus = set(newer.get("add", ())), set(newer.get("del", ()))
    return {"add": sorted((added - minus) | (plus - gone)), "del": sorted((gone - plus) | (minus - added))}


def shown(
    type_name: str, base_body: Mapping[str, object] | None, operations: Iterable[tuple[str, Mapping[str, Any]]]
) -> dict[str, object] | None:
    """What the screen shows of a record: its base (None: none, or deleted) with operations (kind, patch) on top, in order.

    None when there is nothing to show. An edit of a record whose base is not here makes it appear with what the edit holds.
    `*`, `?` and `=` of a patch: see `rescue`.
    """
    body: dict[str, object] | None = None if base_body is None else dict(base_body)
    for kind, patch in operations:
        if kind == "delete" or "*" in patch:
            body = None
        elif "?" in patch or "=" in patch:
            continue
        elif kind not in STILL:
            body = apply_patch(type_name, body or {}, patch)
    return body
