"""Pages of questions, closed at the end of each test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import pytest

from app.ui.context import Context
from tests.support.answer_sheet import Sheet
from tests.support.workbooks import Row


class Make(Protocol):
    """Makes a page of questions."""

    def __call__(
        self,
        *survey: Row,
        choices: Sequence[Row] = (),
        media: Mapping[str, bytes] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Sheet:
        """A page of these questions, shown."""
        ...


@pytest.fixture
def make(bare: Context) -> Iterator[Make]:
    """Makes a page of questions."""
    made: list[Sheet] = []

    def new(
        *survey: Row,
        choices: Sequence[Row] = (),
        media: Mapping[str, bytes] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Sheet:
        made.append(Sheet(bare, survey, choices, media=media, answers=answers))
        return made[-1]

    yield new
    for sheet in made:
        sheet.close()
