"""How the questions of a form are parted on the screen: by its sections, or by the place where one stands at a visit (P26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.forms.model import Definition
from app.forms.session import FormSession
from app.text.words import words

WALK = ("yard", "bedrooms", "washing", "kitchen", "school", "office", "files", "talks")
"""The order of a visit: the walk-round, then papers and files, private talks last."""


@dataclass(frozen=True)
class Block:
    """Questions that stand together: an item with its companions (numbers, note …), or a few plain questions. Keys in order."""

    head: str
    keys: tuple[str, ...]

    @property
    def item(self) -> bool:
        """Whether it is an item of the checklist."""
        return bool(self.head)


@dataclass(frozen=True)
class Part:
    """One line of the list at the side. `code` names it through a switch of language or order."""

    code: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All its questions."""
        return tuple(key for block in self.blocks for key in block.keys)


def parts_of(session: FormSession, lang: str, *, by_place: bool) -> tuple[Part, ...]:
    """The parts in their order; by place, the sections with points are parted anew and all others stay where they are."""
    sections = [Part(node.name, session.label(node.path), tuple(_blocks(session, node))) for node in session.form.sections]
    return tuple(_by_place(session, sections, lang)) if by_place else tuple(sections)


def _blocks(session: FormSession, section: Definition) -> Iterator[Block]:
    """The blocks of a section, in the order of the form; repeated groups are left to the command line."""
    head, keys = "", list[str]()
    below = session.form.below(section.path)
    repeats = [node.path for node in below if node.kind == "repeat"]
    repeated = {node.path for node in below if any(node.path.startswith(f"{path}/") for path in repeats)}
    for definition in below:
        if definition.kind != "question" or definition.path in repeated:
            continue
        if keys and not _belongs(session, definition, head):
            yield Block(head, tuple(keys))
            head, keys = "", []
        if not keys and definition.komar.get("standard"):
            head = definition.path
        keys.append(definition.path)
    if keys:
        yield Block(head, tuple(keys))


def _belongs(session: FormSession, definition: Definition, head: str) -> bool:
    """Whether a question stands with those before it: companions with their item, plain questions with each other."""
    if definition.komar.get("standard"):
        return False
    if not head:
        return True
    return definition.name.startswith(f"{session.form.definitions[head].name}_")


def _by_place(session: FormSession, sections: Sequence[Part], lang: str) -> Iterator[Part]:
    """The parts of a visit; what has no place of its own (danger) is asked at the private talks."""
    weighed = [part for part in sections if any(_weight(session, block) for block in part.blocks)]
    if not weighed:
        yield from sections
        return
    places: dict[str, list[Block]] = {place: [] for place in WALK}
    for part in weighed:
        for block in part.blocks:
            komar = session.form.definitions[block.head].komar if block.item else {}
            places.setdefault(komar.get("place", WALK[-1]), []).append(block)
    first = sections.index(weighed[0])
    yield from sections[:first]
    for place, blocks in places.items():
        if blocks:
            yield Part(f"place_{place}", capital(words(f"forms.place.{place}", lang)), tuple(blocks))
    yield from (part for part in sections[first:] if part not in weighed)


def _weight(session: FormSession, block: Block) -> bool:
    return block.item and bool(session.form.definitions[block.head].komar.get("weight"))


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def progress(session: FormSession, part: Part) -> tuple[int, int]:
    """How many of a part's questions that count are answered, and how many there are: items, or else plain questions."""
    heads = [block.head for block in part.blocks if block.item]
    keys = heads or [key for key in part.keys if session.form.definitions[key].control not in ("", "note")]
    asked = [key for key in keys if session.node(key).relevant and not _is_note(session, key)]
    return sum(bool(session.value(key)) for key in asked), len(asked)


def _is_note(session: FormSession, key: str) -> bool:
    """Whether it only tells something and takes no answer."""
    return session.form.definitions[key].readonly is not None and session.state(key).readonly
