"""Words outside the window: the same keys and placeholders in both languages, and words for every error of the source."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

from app.cli.grammar.verbs import VERBS
from tests.support.sources import ROOT, calls, literals, place, python_files, tree

WORDS = ROOT / "resources" / "words"
PLACEHOLDER = re.compile(r"\{([a-z_0-9]*)\}")
KHMER = re.compile(r"[\u1780-\u17b3]")
BEGUN = re.compile(r"[a-z_]+\.[a-z_.]*")
ERRORS = {"AppError", "InputError", "EnvironmentFault", "ConflictError"}


@cache
def words(lang: str) -> dict[str, str]:
    """All words of a language; a key that two parts define is a fault."""
    merged: dict[str, str] = {}
    for file in sorted((WORDS / lang).glob("*.json")):
        part: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        assert not merged.keys() & part.keys(), f"{file.name} defines again: {sorted(merged.keys() & part.keys())}"
        merged |= part
    return merged


@cache
def raised() -> list[tuple[str, list[str] | None, set[str] | None]]:
    """Every error made in the source: place, the codes it can have (None: not literal), the parameters (None: not known)."""
    found: list[tuple[str, list[str] | None, set[str] | None]] = []
    for file in python_files("app"):
        if file.name == "errors.py" and file.parent.name == "domain":
            continue
        for name, call in calls(file):
            if name in ERRORS and call.args:
                given = {keyword.arg for keyword in call.keywords}
                params = None if None in given else {key for key in given if key is not None}
                found.append((place(file, call.lineno), literals(call.args[0]), params))
    return found


def test_both_languages_have_the_same_files() -> None:
    assert [file.name for file in sorted((WORDS / "km").iterdir())] == [file.name for file in sorted((WORDS / "en").iterdir())]


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(words("km").keys() ^ words("en").keys()) == []


def test_both_languages_have_the_same_placeholders() -> None:
    km, en = words("km"), words("en")
    both = km.keys() & en.keys()
    assert [key for key in sorted(both) if set(PLACEHOLDER.findall(km[key])) != set(PLACEHOLDER.findall(en[key]))] == []


@pytest.mark.parametrize("lang", ["km", "en"])
def test_no_words_are_empty(lang: str) -> None:
    assert [key for key, text in words(lang).items() if not text.strip()] == []


def test_khmer_words_are_khmer_and_english_words_are_not() -> None:
    lettered = {key for key, text in words("en").items() if re.search(r"[A-Za-z]{3,}", PLACEHOLDER.sub("", text))}
    same = {key for key in lettered if words("km").get(key) == words("en")[key]}
    assert [key for key in sorted(lettered - same) if key in words("km") and not KHMER.search(words("km")[key])] == []
    assert [key for key, text in words("en").items() if KHMER.search(text) and not key.startswith("language.")] == []


@cache
def named() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every text that the source holds, and the beginnings of keys that it puts together."""
    nodes = [node for file in python_files("app", "sync") for node in ast.walk(tree(file))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    first = [node.values[0] for node in nodes if isinstance(node, ast.JoinedStr)]
    begun = {one.value for one in first if isinstance(one, ast.Constant) and BEGUN.fullmatch(str(one.value))}
    return frozenset(texts), tuple(str(text) for text in begun - {"error."})


def test_every_word_is_asked_for() -> None:
    texts, begun = named()
    verbs = {f"cli.help.{name.replace(' ', '_')}" for name in VERBS}
    elsewhere = ("print.", *begun)  # what papers print: tests/unit/test_papers.py
    unheard = [key for key in words("en") if key not in texts | verbs and not key.startswith(elsewhere)]
    assert [key for key in unheard if not key.startswith("error.") or key.removeprefix("error.") not in texts] == []


def test_every_error_has_a_literal_code() -> None:
    assert [where for where, codes, _ in raised() if codes is None] == []


def test_every_error_has_words() -> None:
    known = words("en")
    assert (
        sorted({f"{code} at {where}" for where, codes, _ in raised() for code in codes or () if f"error.{code}" not in known})
        == []
    )


def test_the_words_of_an_error_ask_only_for_what_it_carries() -> None:
    known, found = words("en"), []
    for where, codes, params in raised():
        for code in codes or ():
            missing = set(PLACEHOLDER.findall(known.get(f"error.{code}", ""))) - (params or set())
            if params is not None and missing:
                found.append(f"{code} at {where} lacks {sorted(missing)}")
    assert found == []


def test_the_gate_sees_errors(tmp_path: Path) -> None:
    file = tmp_path / "sample.py"
    file.write_text("raise InputError('a' if x else 'b', field='f')\nraise InputError(code)\n", encoding="utf-8")
    assert [literals(call.args[0]) for name, call in calls(file) if name in ERRORS] == [["a", "b"], None]
