"""Runs of questions that a paper shows together: grids of the same choices, tables of a short repeat, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.forms.markup import without_markup
from app.forms.model import Definition
from app.print.form_papers import Grid, Signatures, Signer, Table
from app.services.forms.form_paper_pages import Page
from app.text.words import words

MOST_COLUMNS = 7
"""A repeat of more questions is printed as blocks (inferred)."""
BLANK_ROWS = 6
TALL_ROWS = 4
"""Empty rows of a table with long texts (inferred)."""
_MOST_SCORES = 6
_FEWEST_SCORED = 3
_FEWEST_WITHOUT_REMARK = 5
"""Fewer are shorter two in a row (inferred)."""
_SHORT_BOXES = 14
"""Letters of all the choices that a cell of a table can offer to tick (inferred)."""
Pairs = Sequence[tuple[Definition, str]]


def is_told(definition: Definition) -> bool:
    """A note, or a value that the form computes and shows."""
    always = definition.readonly is not None and definition.readonly.text.replace(" ", "") in ("true()", "'true'", "1")
    return definition.control == "input" and (definition.calculate is not None or always)


def grid_length(page: Page, children: Pairs, at: int) -> int:
    """How many questions from here on are ticked in one grid; less than 2 for none."""
    first = children[at][0]
    if not _in_grid(first):
        return 0
    length = 1
    while at + length < len(children) and _in_grid(children[at + length][0]) and _alike(first, children[at + length][0]):
        length += 1
    return length if _all_offered(page, children[at : at + length]) else 0


def grid(page: Page, asked: Pairs) -> Grid:
    """The grid of those questions."""
    columns = list(page.choices(*asked[0]) or ())
    return Grid(
        columns=tuple(without_markup(label) for _, label in columns),
        rows=tuple((page.label(*one), _ticked(page, one, [value for value, _ in columns])) for one in asked),
    )


def scored_length(page: Page, children: Pairs, at: int) -> int:
    """How many questions from here on are items scored on the same scale, each with at most one remark; 0 for none."""
    first = children[at][0]
    columns = page.choices(*children[at])
    if not _scores(first) or not columns or len(columns) > _MOST_SCORES:
        return 0
    place, items = at, 0
    while place < len(children) and _scores(children[place][0]) and _alike(first, children[place][0]):
        item, items = children[place][0], items + 1
        place += 1
        remarks = 0
        while place < len(children) and _remarks(item, children[place][0]):
            remarks += 1
            place += 1
        if remarks > 1:
            return 0
    scored = [pair for pair in children[at:place] if _scores(pair[0])]
    fewest = _FEWEST_SCORED if len(scored) < place - at else _FEWEST_WITHOUT_REMARK
    return place - at if items >= fewest and _all_offered(page, scored) else 0


def scored(page: Page, asked: Pairs) -> Grid:
    """The grid of scored items with their remarks."""
    columns = list(page.choices(*asked[0]) or ())
    values = [value for value, _ in columns]
    items = [place for place, (one, _) in enumerate(asked) if one.choices is not None]
    with_remark = len(items) < len(asked)
    after = {place: asked[place + 1] for place in items if place + 1 < len(asked) and asked[place + 1][0].choices is None}
    return Grid(
        columns=tuple(without_markup(label) for _, label in columns),
        rows=tuple((page.label(*asked[place]), _ticked(page, asked[place], values)) for place in items),
        remark=words("print.form.remark", page.lang) if with_remark else "",
        remarks=tuple(page.words(*after[place]) if place in after else "" for place in items) if with_remark else (),
        hints=tuple(page.hint(*asked[place]) for place in items),
    )


def _ticked(page: Page, asked: tuple[Definition, str], values: Sequence[str]) -> tuple[int, ...]:
    return tuple(values.index(value) for value in page.value(*asked).split() if value in values)


def _in_grid(definition: Definition) -> bool:
    shown = definition.appearance & {"likert", "list-nolabel"}
    return definition.choices is not None and not definition.choices.filtered and bool(shown)


def _scores(definition: Definition) -> bool:
    plain = definition.control == "select1" and definition.relevant is None and definition.calculate is None
    return plain and definition.choices is not None and not definition.choices.filtered


def _remarks(item: Definition, definition: Definition) -> bool:
    written = definition.control == "input" and definition.type == "string" and not is_told(definition)
    return written and definition.name.startswith(f"{item.name}_")


def _alike(first: Definition, other: Definition) -> bool:
    return (
        first.choices is not None
        and other.choices is not None
        and first.control == other.control
        and first.choices.nodes.text == other.choices.nodes.text
    )


def _all_offered(page: Page, asked: Pairs) -> bool:
    """Whether each answer has a column: one that is no choice any more must not vanish."""
    offered = {value for value, _ in page.choices(*asked[0]) or ()}
    return all(set(page.value(*one).split()) <= offered for one in asked)


def signer_length(page: Page, children: Pairs, at: int) -> int:
    """How many questions from here on say who signed, with their dates; 0 for none."""
    place = at
    while place < len(children):
        definition = children[place][0]
        if not _signs(page, children[place]) and not (place > at and _signed_on(children[at:place], definition)):
            break
        place += 1
    return place - at


def signatures(page: Page, asked: Pairs) -> Signatures:
    """The rooms for those who sign."""
    made: list[Signer] = []
    for pair in asked:
        if _signs(page, pair):
            made.append(Signer(who=page.label(*pair), how=page.words(*pair)))
        else:
            made[-1] = Signer(who=made[-1].who, how=made[-1].how, day=page.words(*pair))
    return Signatures(signers=tuple(made))


def _signs(page: Page, asked: tuple[Definition, str]) -> bool:
    """One choice of how somebody signed: the list has the codes `signature` and `thumbprint`."""
    if asked[0].control != "select1" or asked[0].choices is None or asked[0].relevant is not None:
        return False
    return {"signature", "thumbprint"} <= {value for value, _ in page.choices(*asked) or ()} and "sign" in asked[0].name


def _signed_on(before: Pairs, definition: Definition) -> bool:
    return definition.type == "date" and definition.name.startswith(f"{before[-1][0].name}_")


def in_table(page: Page, definition: Definition) -> bool:
    """Whether the instances of a repeat are rows of a table."""
    below = page.form.below(definition.path)
    asked = [one for one in below if one.kind == "question" and not is_told(one)]
    return all(one.kind in ("question", "value") for one in below) and 0 < len(asked) <= MOST_COLUMNS


def table(page: Page, definition: Definition, instances: Sequence[str], condition: str) -> Table:
    """The table of a repeat; what each row only tells stands before its first answer."""
    asked = [one for one in page.form.below(definition.path) if one.kind == "question" and not is_told(one)]
    places = [{one.path: place for one, place in page.below(key)} for key in instances]
    shown = [one for one in asked if any(one.path in here for here in places)]
    heads = [next(page.label(one, here[one.path]) for here in places if one.path in here) for one in shown]
    return Table(
        title=page.label(definition, instances[0]),
        columns=tuple(heads),
        rows=tuple(_rows(page, shown, instances)),
        widths=tuple(_width(one) for one in shown),
        boxes=tuple(_boxes(page, one) for one in shown) if page.blank else (),
        condition=condition,
    )


def _width(definition: Definition) -> int:
    """A column's share of the paper."""
    if "multiline" in definition.appearance:
        return 8
    if definition.type in ("date", "dateTime"):
        return 6
    return 4 if definition.type in ("int", "decimal", "time") or "horizontal" in definition.appearance else 6


def _boxes(page: Page, definition: Definition) -> tuple[str, ...]:
    labels = tuple(without_markup(label) for _, label in page.choices(definition, definition.path) or ())
    return labels if 0 < sum(len(label) for label in labels) <= _SHORT_BOXES else ()


def _rows(page: Page, asked: Sequence[Definition], instances: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if page.blank:
        tall = any("multiline" in one.appearance for one in asked)
        yield from (("",) * len(asked) for _ in range(TALL_ROWS if tall else BLANK_ROWS))
        return
    for key in instances:
        below = page.below(key)
        here = {one.path: place for one, place in below}
        told = [page.label(one, place) for one, place in below if one.kind == "question" and is_told(one)]
        cells = [page.words(one, here[one.path]) if one.path in here else "" for one in asked]
        if cells and told:
            cells[0] = "\n".join(text for text in (*told, cells[0]) if text)
        yield tuple(cells)
