"""The window's words: every one of them in Khmer, none lost between source and file, and only literals handed to tr()."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from defusedxml.ElementTree import parse

import dev
from tests.support.sources import LATIN_NAMES, ROOT, calls, literals, place, python_files, tree

FILES = sorted({ROOT / "translations" / "komar_km.ts", *(ROOT / "translations").glob("*.ts")})
PLACEHOLDER = re.compile(r"\{[a-z_0-9]*\}|%n|%L?\d+")
KHMER = re.compile(r"[\u1780-\u17b3\u17e0-\u17e9]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def messages(file: Path) -> Iterator[tuple[str, ET.Element]]:
    """Every message of a .ts file with its context."""
    for context in parse(file).iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name") or "", message


def forms(message: ET.Element) -> list[str]:
    """The translations of a message: one, or one a plural form."""
    translation = message.find("translation")
    if translation is None:
        return [""]
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.iter("numerusform")] or [""]
    return [translation.text or ""]


def faults(message: ET.Element) -> Iterator[str]:
    """What is wrong with one message."""
    translation = message.find("translation")
    if translation is None or translation.get("type") is not None:
        yield "not finished"
    source = message.findtext("source") or ""
    for form in forms(message):
        if not form.strip():
            yield "empty"
        if sorted(set(PLACEHOLDER.findall(source))) != sorted(set(PLACEHOLDER.findall(form))):
            yield "other placeholders"
        yield from english_in(source, form)


def english_in(source: str, form: str) -> Iterator[str]:
    """Words left in English: Latin words that are no known name, or no Khmer letter where the source has words."""
    bare = PLACEHOLDER.sub("", form)
    left = set(LATIN_WORD.findall(bare)) - LATIN_NAMES
    if left:
        yield f"English: {' '.join(sorted(left))}"
    if (set(LATIN_WORD.findall(PLACEHOLDER.sub("", source))) - LATIN_NAMES) and not KHMER.search(bare):
        yield "no Khmer"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_message_is_finished_in_khmer(file: Path) -> None:
    found = [
        f"{context}: {message.findtext('source')!r}: {fault}"
        for context, message in messages(file)
        for fault in faults(message)
    ]
    assert found == []


def test_the_words_of_the_window_are_collected() -> None:
    assert len(list(messages(ROOT / "translations" / "komar_km.ts"))) > 50


def test_the_file_holds_the_words_of_the_source_and_no_others(tmp_path: Path) -> None:
    committed, fresh = ROOT / "translations" / "komar_km.ts", tmp_path / "komar_km.ts"
    fresh.write_bytes(committed.read_bytes())
    assert dev.collect_words(fresh) == 0
    assert keys(fresh) == keys(committed), "python3 dev.py i18n"


def keys(file: Path) -> set[tuple[str, str, str]]:
    """Context, source and comment of every message."""
    return {
        (context, message.findtext("source") or "", message.findtext("comment") or "") for context, message in messages(file)
    }


def inside_f_strings(source: ast.AST) -> Iterator[int]:
    """Lines with words to be translated inside an f-string, into which the collector does not look."""
    for node in ast.walk(source):
        if isinstance(node, ast.JoinedStr):
            named = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
            if any(getattr(each, "attr", getattr(each, "id", "")) in ("tr", "translate") for each in named):
                yield node.lineno


def test_no_words_stand_where_they_are_not_collected() -> None:
    """They stayed English in the Khmer window, and no list of messages told of it."""
    assert list(inside_f_strings(ast.parse("f'{self.tr(\"Save\")} 1'"))) == [1]
    assert [place(file, line) for file in python_files("app") for line in inside_f_strings(tree(file))] == []


def test_only_literals_are_translated() -> None:
    found = []
    for file in python_files("app"):
        for name, call in calls(file):
            position = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1, "QT_TR_NOOP": 0}.get(name)
            if position is None or (name == "translate" and len(call.args) < 2):
                continue
            if len(call.args) <= position or literals(call.args[position]) is None:
                found.append(place(file, call.lineno))
    assert found == []


@pytest.mark.parametrize(
    ("source", "form", "fault"),
    [
        ("Save", "Save", "English: Save"),
        ("{n} cases", "ករណី", "other placeholders"),
        ("Save", "", "empty"),
        ("Save", "12", "no Khmer"),
    ],
)
def test_a_bad_message_is_caught(source: str, form: str, fault: str) -> None:
    message = ET.fromstring(f"<message><source>{source}</source><translation>{form}</translation></message>")
    assert fault in list(faults(message))


def test_an_unfinished_message_is_caught() -> None:
    message = ET.fromstring("<message><source>Save</source><translation type='unfinished'>រក្សាទុក</translation></message>")
    assert list(faults(message)) == ["not finished"]
