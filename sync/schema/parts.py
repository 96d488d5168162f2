"""The files of the vocabulary laid together: types by part, and what a part adds to a type of another."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ADDED = ("fields", "why")
"""What a part may add to a type of another; whom a type follows and what restricts it stands with the type."""


class VocabularyError(Exception):
    """Two files give one name, or one adds to what nobody gives: a bug, nothing that a user can cause."""


def read_parts(folder: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What stands in `vocabulary.toml` of a folder, and the types of all files in `types/` by name, in order of the files."""
    whole = tomllib.loads((folder / "vocabulary.toml").read_text(encoding="utf-8"))
    types: dict[str, dict[str, Any]] = {}
    parts = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted((folder / "types").glob("*.toml"))]
    for part in parts:
        _lay(types, part.get("types", {}))
    for part in parts:
        for name, added in part.get("extends", {}).items():
            if name not in types:
                raise VocabularyError(f"nobody gives {name}, which is added to")
            if unknown := added.keys() - set(_ADDED):
                raise VocabularyError(f"{name}: {sorted(unknown)} cannot be added")
            for each in _ADDED:
                _lay(types[name].setdefault(each, {}), added.get(each, {}), f"{name}.")
    return whole, types


def _lay(into: dict[str, Any], more: Mapping[str, Any], of: str = "") -> None:
    """Lays names beside others; VocabularyError for one that is there already."""
    if twice := into.keys() & more.keys():
        raise VocabularyError(f"given twice: {', '.join(of + name for name in sorted(twice))}")
    into.update(more)
