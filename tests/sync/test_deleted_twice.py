"""Two people delete a record that a third one works on: who decides closes all (sync.md invariant 20)."""

from __future__ import annotations

import pytest

from sync.merge import EXISTENCE
from sync.server import models
from sync.server.database import Store
from tests.support.near import Near, near

OFFICE = "02"


@pytest.fixture
def server(store: Store) -> Store:
    """A server without a process."""
    return store


def open_ones(server: Store) -> list[tuple[str, str]]:
    """Open clashes with their units, the oldest first."""
    row = models.conflict.c
    with server.read() as connection:
        found = connection.execute(models.conflict.select().where(row.closed.is_(None)).order_by(row.opened)).fetchall()
    return [(each.id, each.unit) for each in found]


def two_deletions(server: Store) -> tuple[list[Near], str]:
    """Three laptops, and a child which the first one changed and the others deleted, none seeing the others."""
    laptops = [near(server, OFFICE) for _ in range(3)]
    child = laptops[0].create("child", {"office": OFFICE})
    laptops[0].push()
    seen = laptops[0].version(child)
    laptops[0].op("edit", "child", child, {"school": "s"}, seen)
    for deleter in laptops[1:]:
        deleter.op("delete", "child", child, {}, seen)
    for laptop in laptops:
        laptop.push()
    assert [unit for _, unit in open_ones(server)] == [EXISTENCE, EXISTENCE]
    return laptops, child


def test_who_decides_to_delete_is_not_asked_again_for_each_other_deletion(server: Store) -> None:
    laptops, child = two_deletions(server)
    (first, _), _ = open_ones(server)
    version = laptops[0].version(child)
    laptops[0].op("resolve", "child", child, {}, version, resolves=first)
    laptops[0].op("delete", "child", child, {}, version)
    laptops[0].push()
    assert open_ones(server) == []
    assert laptops[2].pull_whole()[child] is None


def test_a_value_that_clashes_is_not_deleted_with_the_record_unasked(server: Store) -> None:
    laptops, child = two_deletions(server)
    version = laptops[1].version(child)
    laptops[1].op("edit", "child", child, {"school": "another"}, 0)
    laptops[1].push()
    first = next(each for each, unit in open_ones(server) if unit == EXISTENCE)
    version = laptops[2].version(child)
    laptops[2].op("resolve", "child", child, {}, version, resolves=first)
    laptops[2].op("delete", "child", child, {}, version)
    laptops[2].push()
    assert laptops[2].pull_whole()[child] is not None
    assert "school" in [unit for _, unit in open_ones(server)]


def test_a_decision_to_keep_that_was_not_seen_stands_against_a_deletion(server: Store) -> None:
    laptops, child = two_deletions(server)
    (first, _), (second, _) = open_ones(server)
    version = laptops[0].version(child)
    laptops[0].op("resolve", "child", child, {}, version, resolves=first)
    laptops[1].op("resolve", "child", child, {}, version, resolves=second)
    laptops[1].op("delete", "child", child, {}, version)
    laptops[0].push()
    laptops[1].push()
    assert laptops[2].pull_whole()[child] is not None
    assert len(open_ones(server)) == 1
