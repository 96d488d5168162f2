"""Letters and agreements of the office: number, day, receiver, paragraphs, facts, boxes to tick, frames for signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from app.print.form_papers import Option
from app.print.official_forms import Frame
from app.print.papers import Paper


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Words; `small` for what only explains."""

    what: Literal["paragraph"] = "paragraph"
    text: str
    title: str = ""
    small: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Label and value; an empty value leaves a line to write on."""

    what: Literal["facts"] = "facts"
    title: str = ""
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """Rows with boxes, `columns` of them side by side: each is asked by its label; `room` leaves a line behind the boxes."""

    what: Literal["ticks"] = "ticks"
    title: str = ""
    rows: tuple[tuple[str, tuple[Option, ...]], ...]
    room: str = ""
    columns: int = 1


Block = Paragraph | Facts | Ticks


@dataclass(frozen=True, kw_only=True)
class LetterPaper(Paper):
    """A letter. `number` is the office's, "" leaves room for it; `day` in words. `numbered`: it has a number at all."""

    template: ClassVar[str] = "letter"

    title: str
    mark: str = ""
    """What it is not, under the title: a draft, or a copy of what is over."""
    code: str
    """Number of the case or code of the facility, at the foot."""
    numbered: bool
    number: str = ""
    day: str = ""
    to: str = ""
    subject: str = ""
    blocks: tuple[Block, ...]
    copies_to: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    contact: str = ""
    """Address and telephone of the office."""
