"""Case numbers, made on the laptop without asking anybody: its tag and a counter of its own."""

from __future__ import annotations

from app.data.unit_of_work import UnitOfWork
from app.domain.case_code import TAG, case_code, new_tag, parse_case_code

COUNTER = "case_counter:"
"""Beginning of the key of the counter of a tag: the last number given."""


def next_number(uow: UnitOfWork) -> str:
    """The next case number of this laptop; the counter moves on in the same transaction."""
    tag = uow.meta(TAG)
    if tag is None:
        tag = new_tag()
        uow.put_meta(TAG, tag)
    counter = int(uow.meta(COUNTER + tag) or 0) + 1
    uow.put_meta(COUNTER + tag, str(counter))
    return case_code(tag, counter)


def normal(typed: str) -> str:
    """A typed case number in the form it is stored in; what is none comes back as it is. InputError `case_code_check`."""
    parsed = parse_case_code(typed)
    return str(parsed) if parsed is not None else typed.strip()
