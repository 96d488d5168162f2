"""How the columns of a list share its room, so that nobody scrolls sideways to read a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

if TYPE_CHECKING:
    from app.ui.models.table import SimpleTable

LOOKED = 60
"""Rows whose words are measured where columns have to be narrow."""


def widths(usual: Mapping[int, int], tight: Mapping[int, int], room: int, stays: Collection[int]) -> dict[int, int]:
    """The widths (pixels) of columns by place; those that are not in the answer give way.

    As usual while there is room; else each is as narrow as its words (`tight`) and what is left is shared by what they lack;
    else the last ones give way, but for those in `stays`, of which the widest is cut then.
    """
    if sum(usual.values()) <= room:
        return dict(usual)
    found = {place: min(tight[place], width) for place, width in usual.items()}
    for place in sorted(usual, reverse=True):
        if sum(found.values()) <= room:
            break
        if place not in stays:
            del found[place]
    spare = room - sum(found.values())
    if spare < 0:
        widest = max(found, key=lambda place: found[place])
        found[widest] = max(found[widest] + spare, found[widest] // 3)
    lack = sum(usual[place] - width for place, width in found.items())
    if spare <= 0 or not lack:
        return found
    share = min(1.0, spare / lack)
    return {place: width + int((usual[place] - width) * share) for place, width in found.items()}


def share_out(table: SimpleTable, room: int) -> None:
    """Gives the columns of a list so many pixels; what gives way is told by the pointer on a line."""
    places, elastic, columns = table.shown_columns(), table.elastic(), table.rows_model.columns
    usual = {place: table.usual[place] for place in places}
    tight = usual
    if sum(usual.values()) > room:
        tight = {place: min(width, tight_of(table, place)) for place, width in usual.items()}
        if elastic in usual and sum(usual.values()) - usual[elastic] + tight[elastic] <= room:
            usual[elastic] = tight[elastic]
        elif elastic in usual:  # the others are narrow, so that all that is left is for the one that takes the rest
            usual = tight = {**tight, elastic: min(tight[elastic], least_of(table, elastic))}
    stays = {place for place in places if place in (places[0], elastic) or columns[place].bold}
    found = widths(usual, tight, room, stays)
    table.elastic_least = found.get(elastic, 0) if elastic is not None else 0
    for place in places:  # first of all, as Qt gives the room of the last one to the one before
        table.setColumnHidden(place, place not in found)
    for place in found.keys() - {elastic}:
        table.horizontalHeader().resizeSection(place, found[place])
    table.rows_model.aside = tuple(place for place in places if place not in found)


def least_of(table: SimpleTable, place: int) -> int:
    """How wide the column is at least that takes what room is left."""
    return table.context.theme.em(table.rows_model.columns[place].width * 0.6)


def tight_of(table: SimpleTable, place: int) -> int:
    """How wide a column is for its title and the words of its first rows."""
    model, theme = table.rows_model, table.context.theme
    column = model.columns[place]
    title = QFontMetrics(theme.font(0.9, bold=True)).horizontalAdvance(column.title()) + theme.gap * 4
    metrics = QFontMetrics(theme.font(bold=column.bold or column.tone is not None))
    texts = (model.text_at(row, place) for row in range(min(model.rowCount(), LOOKED)))
    around = theme.gap * 3 + (theme.sizes.icon + theme.gap if column.icon is not None else 0)
    words = max(map(metrics.horizontalAdvance, texts), default=0) + around
    return max(title, table.horizontalHeader().sectionSizeHint(place), words)
