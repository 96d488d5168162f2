"""Any form as a paper: blank, to be filled by hand, or filled. The template resources/print/form.typ lays it out on A4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from app.print.papers import Paper


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A group's title; level 1 is a section."""

    what: Literal["heading"] = "heading"
    title: str
    level: int = 1
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """A box to tick with its words."""

    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question. With `options` one box, or with `many` any boxes are ticked; else `value` stands, or dotted `lines`."""

    what: Literal["question"] = "question"
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    many: bool = False
    value: str = ""
    lines: int = 1


@dataclass(frozen=True, kw_only=True)
class Told:
    """Words that take no answer, or a value that the form computed."""

    what: Literal["note"] = "note"
    text: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Questions with the same choices: a row each, `chosen` the number of the ticked column, -1 for none."""

    what: Literal["grid"] = "grid"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Instances of a short repeat, one a row; a blank paper has empty rows."""

    what: Literal["table"] = "table"
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


FormPart = Heading | Asked | Told | Grid | Table


@dataclass(frozen=True, kw_only=True)
class FormPaper(Paper):
    """A form, blank or filled. `about` are label and value of what it is about; "" leaves a line to write on."""

    template: ClassVar[str] = "form"

    form: str
    """The form's id."""
    version: str
    title: str
    about: tuple[tuple[str, str], ...]
    parts: tuple[FormPart, ...]
    blank: bool
    draft: bool = False
    """Not finished yet; said on the paper."""
