"""Everything that is found wrong with a form, so that the author sees it all at once."""

from __future__ import annotations

from app.domain.errors import InputError

MOST = 200
"""Faults that are kept; more say nothing new."""


class Faults:
    """A growing list of what is wrong; each is an InputError with sheet, row and column where they are known."""

    def __init__(self) -> None:
        self.found: list[InputError] = []

    def add(self, error: InputError) -> None:
        """Note a fault, once."""
        if len(self.found) < MOST and all((error.code, error.params) != (other.code, other.params) for other in self.found):
            self.found.append(error)

    def at(self, sheet: str, row: int) -> bool:
        """Whether a fault of that row is noted already."""
        return any((error.params.get("sheet"), error.params.get("row")) == (sheet, row) for error in self.found)

    def give_up(self) -> None:
        """Raise the first fault, if there is one."""
        if self.found:
            raise self.found[0]
