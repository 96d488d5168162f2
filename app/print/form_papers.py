"""Any form as a paper: blank, to be filled by hand, or filled. The template resources/print/form.typ lays it out on A4."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from app.print.papers import Paper


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A group's title; level 1 is a section. `condition` says when it is asked."""

    what: Literal["heading"] = "heading"
    title: str
    level: int = 1
    hint: str = ""
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """A box to tick with its words."""

    label: str
    chosen: bool = False


Kind = Literal["text", "number", "date", "month", "year", "moment", "time", "point", "file", "rank", "range"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question. With `options` one box, or with `many` any boxes are ticked; else `value` stands, or room to write."""

    what: Literal["question"] = "question"
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    many: bool = False
    value: str = ""
    lines: int = 1
    kind: Kind = "text"
    """What is written; of a rank the boxes take numbers."""
    scale: tuple[str, ...] = ()
    """Of a range: the numbers to circle; `value` is circled."""
    condition: str = ""
    """With which answers it is asked, in words; only on a blank paper."""
    indent: bool = False
    """Not asked always."""
    picture: bytes = b""
    """A small JPEG or PNG of what is attached."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Words that take no answer, or a value that the form computed."""

    what: Literal["note"] = "note"
    text: str
    value: str = ""
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Questions with the same choices: a row each, `chosen` the numbers of the ticked columns.

    With `remark`, the head of one more column, each row has a text in `remarks`. `hints` are small words under the labels.
    """

    what: Literal["grid"] = "grid"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    remark: str = ""
    remarks: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """Instances of a short repeat, one a row; a blank paper has empty rows. `widths` are shares of the columns.

    `boxes` are the few choices of a column that an empty row offers to tick.
    """

    what: Literal["table"] = "table"
    title: str
    level: int = field(default=2, compare=False)
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = field(default=(), compare=False)
    boxes: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs the paper; how and when as the form noted it, else room for the hand."""

    who: str
    how: str = ""
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Rooms for signatures side by side, in place of those that every form has."""

    what: Literal["signatures"] = "signatures"
    signers: tuple[Signer, ...]


FormPart = Heading | Asked | Told | Grid | Table | Signatures


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
