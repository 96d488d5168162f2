"""Papers of a case: the case file in its variants. The templates resources/print/case_*.typ lay them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.print.form_papers import FormPart, Signer
from app.print.papers import Paper

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a section: what it is told by (a day, a name), and label and value of all it holds."""

    head: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, kw_only=True)
class CaseSection:
    """A section: either facts in two columns, or entries below each other; `note` stands under the title."""

    title: str
    facts: tuple[Pair, ...] = ()
    entries: tuple[Entry, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """A form that is printed with the file: its response's id, title, a line of when, by whom, in what state, and its parts."""

    response: str
    title: str
    told: str
    parts: tuple[FormPart, ...]


@dataclass(frozen=True, kw_only=True)
class CaseFilePaper(Paper):
    """The file of a case. `code` is its number; `forms` follow on the file, `signers` have rooms at the end.

    `chosen` says which parts whoever printed it left out.
    """

    template: ClassVar[str] = "case_file"

    title: str
    code: str
    sections: tuple[CaseSection, ...]
    signers: tuple[Signer, ...] = ()
    forms: tuple[FilledForm, ...] = ()
    chosen: str = ""
    blank: bool = False
    """Asked by the layout that its forms share with blank ones."""
