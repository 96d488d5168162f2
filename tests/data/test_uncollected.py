"""Reads of many rows do without the search for cycles, and leave it as it was."""

from __future__ import annotations

import gc

import pytest

from app.data.uncollected import uncollected


def test_the_search_for_cycles_goes_on_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled(), "it belongs to the outer one"
    assert gc.isenabled()


def test_it_goes_on_after_a_failure_too() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_who_had_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
