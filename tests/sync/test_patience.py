"""Trying again over a link: what counts against one thing is only that the server itself breaks down over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sync.client.backoff import Backoff
from sync.client.patience import Patience
from sync.client.ports import Busy, ExchangeFault, LinkFault


def act(*faults: str) -> Callable[[], int]:
    """Fails so one time after the other, then gets through; it gives how often it was tried."""
    told: Iterator[str] = iter(faults)
    tries = [0]

    def one() -> int:
        tries[0] += 1
        match next(told, ""):
            case "link_cut":
                raise LinkFault("link_cut")
            case "":
                return tries[0]
            case code:
                raise Busy(code, 500)

    return one


@pytest.fixture
def patience() -> Patience:
    """It never really waits."""
    return Patience(lambda _: True, Backoff(0.0, 0.0))


def test_cuts_do_not_count_as_breakdowns_of_the_server(patience: Patience) -> None:
    assert patience.through(act(*["link_cut"] * 5, "server_error")) == 7
    assert patience.through(act("server_error", "link_cut", "link_cut", "server_error")) == 5


def test_breakdowns_are_few_whatever_lies_between_them(patience: Patience) -> None:
    with pytest.raises(Busy, match="server_error"):
        patience.through(act(*["server_error", "link_cut"] * 4))


def test_what_went_wrong_with_one_thing_is_not_counted_for_the_next(patience: Patience) -> None:
    for fault in ("server_error", "link_cut"):
        with pytest.raises(ExchangeFault):
            patience.through(act(*[fault] * 20))
        assert patience.through(act(fault)) == 2


def test_what_moved_begins_anew(patience: Patience) -> None:
    fails = act(*["server_error"] * 7)

    def one() -> int:
        patience.moved()
        return fails()

    assert patience.through(one) == 8
