"""How the questions of a form are parted on the screen: by its sections, or by the place where one stands at a visit (P26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from app.forms.markup import without_markup
from app.forms.model import Definition
from app.forms.session import FormSession
from app.text.digits import digits_for
from app.text.words import words
from app.ui.forms.layout import Block, Hides, blocks_of, hides_nothing, is_asked, path_of

WALK = ("yard", "bedrooms", "washing", "kitchen", "school", "office", "files", "talks")
"""The order of a visit: the walk-round, then papers and files, private talks last."""
LONGEST = 60
"""Letters of a question that may stand for its part in the list."""
MOST_LOOSE = 40
"""Questions outside all groups that stand in one part; more are parted by their numbers, so that a page comes up at once."""

__all__ = ["Block", "Part", "capital", "parts_of"]


@dataclass(frozen=True)
class Part:
    """One line of the list at the side. `code` names it through a switch of language or order."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    start: str = ""
    """The key of the group whose condition holds for the whole part; nothing for questions outside groups."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its questions outside repeats."""
        return tuple(key for block in self.blocks for key in block.keys)

    @cached_property
    def repeats(self) -> tuple[str, ...]:
        """The repeats it shows as tables: key of the parent and name."""
        return tuple(block.repeat for block in self.blocks if block.repeat)

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self.keys)

    def holds(self, key: str) -> bool:
        """Whether a question, or anything in a row of one of its tables, belongs here."""
        return key in self._all or any(key.startswith(f"{repeat}[") for repeat in self.repeats)

    def rank(self, key: str, session: FormSession) -> tuple[int, ...]:
        """Where a question of this part stands, comparable with others: block, place, then row and place within the row."""
        for place, block in enumerate(self.blocks):
            if key in block.keys:
                return (place, block.keys.index(key))
            if block.repeat and key.startswith(f"{block.repeat}["):
                return (place, *_rank_in(session, block.repeat, key))
        return (len(self.blocks),)


def _rank_in(session: FormSession, repeat: str, key: str) -> tuple[int, ...]:
    """Row by row, each with the place of what is inside among the form's definitions."""
    order = {path: number for number, path in enumerate(session.form.definitions)}
    found: list[int] = []
    above, rest = session.node(repeat.rpartition("/")[0]), key[len(repeat) :]
    path, name = path_of(repeat), repeat.rpartition("/")[2]
    while rest.startswith("["):
        row, _, rest = rest[1:].partition("]")
        rows = above.named(name)
        found.append(next((place for place, one in enumerate(rows) if one.key == row), len(rows)))
        inner, _, after = rest.partition("[")
        path += inner
        found.append(order.get(path, len(order)))
        if not after or not rows:
            break
        above = session.node(key[: len(key) - len(rest)] + inner.rpartition("/")[0])
        name, rest = inner.rpartition("/")[2], f"[{after}"
    return tuple(found)


@dataclass
class _Run:
    """Questions that follow each other outside all sections."""

    found: list[Definition] = field(default_factory=list)


def parts_of(session: FormSession, lang: str, *, by_place: bool, hides: Hides = hides_nothing) -> tuple[Part, ...]:
    """The parts in their order; by place, where items have places, the sections with points are parted anew, others stay."""
    parts = [part for part in _in_order(session, lang, hides) if part.blocks]
    return tuple(_by_place(session, parts, lang)) if by_place and has_places(session) else tuple(parts)


def _in_order(session: FormSession, lang: str, hides: Hides) -> Iterator[Part]:
    """Sections as the form has them, and between them what stands in no section."""
    root = session.form.root
    units = list(_units(session, root))
    alone = not any(isinstance(unit, Definition) for unit in units)
    loose = 0
    for unit in units:
        if isinstance(unit, Definition):
            yield _section(session, unit, lang, hides)
        else:
            run = tuple(blocks_of(session, root.path, tuple(unit.found), hides))
            for part in _loose(session, run, lang, loose, "whole" if alone else "more" if loose else "first"):
                loose += 1
                yield part


def _section(session: FormSession, unit: Definition, lang: str, hides: Hides) -> Part:
    """A group or repeat with everything in it."""
    if unit.kind == "repeat":
        blocks: tuple[Block, ...] = () if hides(unit.path) else (Block("", (), "repeat", repeat=unit.path, named=False),)
    else:
        blocks = tuple(blocks_of(session, unit.path, hides=hides))
    title = session.label(unit.path) if unit.kind == "group" else repeat_label(session, unit.path)
    return Part(
        _code(session, unit), title or words("forms.part.list", lang), blocks, unit.path if unit.kind == "group" else ""
    )


def repeat_label(session: FormSession, repeat: str) -> str:
    """The words of a repeat, also of one that has no row yet."""
    from app.forms.blank import text_of

    definition = session.form.definitions[path_of(repeat)]
    return text_of(session.form, definition.label, session.language)


def _code(session: FormSession, unit: Definition) -> str:
    """The name of a section, or its path where another section has the same name."""
    names = [one.name for one in session.form.definitions.values() if one.kind in ("group", "repeat")]
    return unit.name if names.count(unit.name) == 1 else unit.path


def _units(session: FormSession, start: Definition) -> Iterator[Definition | _Run]:
    """What stands at the top: sections, and runs of questions; a group without words that holds sections is looked through."""
    run = _Run()
    for path in session.form.children[start.path]:
        one = session.form.definitions[path]
        looked_through = one.kind == "group" and not one.label and _has_sections(session, one)
        if one.kind == "repeat" or (one.kind == "group" and one.label) or looked_through:
            if run.found:
                yield run
                run = _Run()
            if looked_through:
                yield from _units(session, one)
            else:
                yield one
        elif one.kind in ("question", "group"):
            run.found.append(one)
    if run.found:
        yield run


def _has_sections(session: FormSession, group: Definition) -> bool:
    """Whether a group holds groups with words, or repeats."""
    return any(one.kind == "repeat" or (one.kind == "group" and bool(one.label)) for one in session.form.below(group.path))


def _loose(
    session: FormSession, blocks: Sequence[Block], lang: str, number: int, kind: Literal["whole", "first", "more"]
) -> Iterator[Part]:
    """Questions outside sections: one part, or several by their numbers when there are many."""
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if groups[-1] and sum(len(one.keys) for one in groups[-1]) + len(block.keys) > MOST_LOOSE:
            groups.append([])
        groups[-1].append(block)
    begin = 1
    for place, group in enumerate(groups):
        asked = sum(is_asked(session.form.definitions[path_of(key)]) for block in group for key in block.keys)
        if len(groups) > 1:
            span = digits_for(f"{begin}–{begin + max(asked, 1) - 1}", lang)
            title = words("forms.part.numbers", lang, numbers=span)
        else:
            title = _title(session, group, lang, kind)
        begin += asked
        yield Part(f"loose_{number + place}", title, tuple(group))


def _title(session: FormSession, blocks: Sequence[Block], lang: str, kind: str) -> str:
    """What a part without words of its own is called: one question gives its own words."""
    keys = [key for block in blocks for key in block.keys]
    own = without_markup(session.label(keys[0])) if len(keys) == 1 and kind != "whole" else ""
    return own if 0 < len(own) <= LONGEST else words(f"forms.part.{kind}", lang)


def _by_place(session: FormSession, sections: Sequence[Part], lang: str) -> Iterator[Part]:
    """The parts of a visit; what has no place of its own (danger) is asked at the private talks."""
    weighed = [part for part in sections if any(_weight(session, block) for block in part.blocks)]
    if not weighed:
        yield from sections
        return
    places: dict[str, list[Block]] = {place: [] for place in WALK}
    for part in weighed:
        for block in part.blocks:
            komar = session.form.definitions[path_of(block.head)].komar if block.item else {}
            places.setdefault(komar.get("place", WALK[-1]), []).append(block)
    first = sections.index(weighed[0])
    yield from sections[:first]
    for place, blocks in places.items():
        if blocks:
            yield Part(f"place_{place}", capital(words(f"forms.place.{place}", lang)), tuple(blocks))
    yield from (part for part in sections[first:] if part not in weighed)


def has_places(session: FormSession) -> bool:
    """Whether the form has items that are looked at in places, so that two orders make sense."""
    return any(one.komar.get("place") and one.komar.get("weight") for one in session.form.definitions.values())


def _weight(session: FormSession, block: Block) -> bool:
    return block.item and bool(session.form.definitions[path_of(block.head)].komar.get("weight"))


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
