"""From a paper to its PDF, or to one picture a page for the preview, by typst.

Paper and words reach the template as JSON strings and are shown as text only: nothing that a user typed is ever read as markup.
Only our own fonts are used, the same on every machine: Siemreap and Moul where set-up could get them, else Noto Sans Khmer.
"""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from app.domain.errors import EnvironmentFault
from app.print.papers import Language, Paper

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PREVIEW_PPI = 110.0
"""Pixels per inch of a preview page: an A4 page is then about 910 by 1290 pixels."""


def pdf(paper: Paper) -> bytes:
    """The paper as one PDF file. Raises EnvironmentFault("print_fonts_missing") when set-up built no fonts."""
    return compiled(paper, "pdf")[0]


def pictures(paper: Paper, ppi: float = PREVIEW_PPI) -> list[bytes]:
    """The paper as PNG pictures, one a page. Raises as `pdf` does."""
    return compiled(paper, "png", ppi)


def compiled(paper: Paper, kind: Literal["pdf", "png"], ppi: float = PREVIEW_PPI) -> list[bytes]:
    """What typst makes of the paper's template: one file for PDF, one a page for PNG."""
    templates = RESOURCES / "print"
    words = paper_words(RESOURCES / "words", paper.lang)
    compiler = typst.Compiler(
        templates / f"{paper.template}.typ",
        root=templates,
        font_paths=fonts(RESOURCES / "fonts"),
        sys_inputs={"paper": as_json(dataclasses.asdict(paper)), "words": as_json(words)},
    )
    output = compiler.compile(format=kind, ppi=ppi)
    return output if isinstance(output, list) else [output or b""]


def as_json(value: object) -> str:
    """JSON text for a template; bytes of pictures as lists of numbers."""
    return json.dumps(value, ensure_ascii=False, default=_numbers)


def _numbers(value: object) -> list[int]:
    """What JSON cannot write; TypeError for all but bytes."""
    if isinstance(value, bytes):
        return list(value)
    raise TypeError(type(value).__name__)


@cache
def paper_words(folder: Path, lang: Language) -> dict[str, str]:
    """The words of the papers, key to text with {placeholders}; the template fills them."""
    words: dict[str, str] = json.loads((folder / lang / "print.json").read_text(encoding="utf-8"))
    return words


@cache
def fonts(folder: Path) -> typst.Fonts:
    """Our fonts alone, without those of the system, so that a paper breaks its lines alike everywhere."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if "Noto Sans Khmer" not in found.families():
        raise EnvironmentFault("print_fonts_missing")
    return found
