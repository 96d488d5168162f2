"""What a stick showed and the server does not get: after a month it is told, and a person takes it from what is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.cli.main import main
from app.data.outbox.unconfirmed import DAYS
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.exchange import exchange, unconfirmed
from app.services.exchange.sync_view import sync_view
from app.services.exchange.unconfirmed import Unconfirmed
from app.syncing import between
from tests.support.facility_office import Clock
from tests.support.stick import PASSWORD, Box, Site
from tests.sync.test_between_offices import DISTRICT, ELSEWHERE, PROVINCE, clashes, link, look, pair, saws, shown_to


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server with a province, its district, and another one."""
    with Site(tmp_path, PROVINCE, DISTRICT, ELSEWHERE) as made:
        yield made


def clock_of(box: Box) -> Clock:
    """From now on a laptop has a clock of its own, which goes only when the test says so."""
    clock = box.session.database.clock
    if not isinstance(clock, Clock):
        clock = box.session.database.clock = Clock()
    return clock


def later(box: Box, days: float = DAYS) -> None:
    """Some time passes there, and it exchanges."""
    clock_of(box).time += timedelta(days=days)
    link(box)


def scope_of(box: Box) -> object:
    """The digest of what it has of the district."""
    with box.session.read() as reader:
        scopes = exchange.digest(reader)["scopes"]
    assert isinstance(scopes, dict)
    return scopes[f"o:{DISTRICT}"]


def lost(box: Box) -> None:
    """What it carried for others is gone: refused by the server, or too many of them."""
    with box.session.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM carried")


def fork(box: Box) -> None:
    """Its numbers turn out to be another disk's too: what waits is numbered anew."""
    with box.session.database.transaction() as connection:
        numbering, acked = connection.exec_driver_sql("SELECT id, acked_seq FROM incarnation WHERE current = 1").one()
    box.store.fork(numbering, acked + 1)


def listed(box: Box) -> list[Unconfirmed]:
    """What is told; the numbers for the foot of the window are the same."""
    with box.session.read() as reader:
        found = unconfirmed.unconfirmed(reader)
        told = sync_view(reader, "km")
        assert exchange.status(reader).unconfirmed == told.state.unconfirmed == len(found)
    assert [row.id for row in told.held if row.act != "discard"] == [row.id for row in found]
    return found


def hide(box: Box, identity: str, actor: Actor | None = None) -> list[str]:
    """Takes it from what is shown; the records that are shown otherwise now."""
    with box.session.database.write(actor or box.session.actor, "unconfirmed_hide") as uow:
        return [change.id for change in unconfirmed.hide(uow, identity)]


def left_behind(site: Site) -> tuple[Box, Box, str]:
    """What one showed two lies there, and one's numbers are others since."""
    one, two, child = pair(site)
    clock_of(two)
    one.edit(child, how_to_find="second")
    look(two, *shown_to(one, two))
    lost(two)
    fork(one)
    one.edit(child, how_to_find="third")
    for box in (one, two, one, two):
        link(box)
    return one, two, child


def test_what_comes_under_other_numbers_is_told_after_a_month_and_can_be_taken_away(site: Site) -> None:
    one, two, child = left_behind(site)
    assert (one.shown(child, "how_to_find"), two.shown(child, "how_to_find")) == ("third", "second")
    assert listed(two) == []
    later(two, DAYS - 1)
    assert listed(two) == []
    later(two, 2)
    [told] = listed(two)
    assert (told.type, told.record, told.fields, told.user) == ("child", child, ("how_to_find",), one.session.actor.user)
    before = two.state()
    assert hide(two, told.id) == [child]
    assert two.shown(child, "how_to_find") == "third"
    assert (listed(two), two.waits(), clashes(two)) == ([], (0, 0), 0)
    assert between.question(two.session.database, two.enrolment) is None
    assert two.state()[0] == before[0]
    link(two)
    assert two.state()[0] == before[0]
    with pytest.raises(InputError, match="held_unknown"):
        hide(two, told.id)


def test_what_was_taken_away_and_comes_late_all_the_same_comes_from_the_server(site: Site) -> None:
    one, two, child = pair(site)
    clock_of(two)
    one.edit(child, how_to_find="second")
    look(two, *shown_to(one, two))
    lost(two)
    link(two)
    later(two)
    hide(two, listed(two)[0].id)
    assert two.shown(child, "how_to_find") == "first"
    for box in (one, two, one, two):
        link(box)
    assert (two.shown(child, "how_to_find"), clashes(one), clashes(two)) == ("second", 0, 0)


def test_shown_once_more_it_waits_anew_and_is_carried_anew(site: Site) -> None:
    one, two, child = pair(site)
    clock_of(two)
    one.edit(child, how_to_find="second")
    files = shown_to(one, two)
    look(two, *files)
    lost(two)
    link(two)
    later(two)
    hide(two, listed(two)[0].id)
    look(two, *files)
    assert (two.shown(child, "how_to_find"), listed(two)) == ("second", [])
    assert between.to_carry(two.session.database)
    clock_of(two).time += timedelta(days=DAYS - 1)
    look(two, *files)
    lost(two)
    link(two)
    later(two, 2)
    assert listed(two) == [], "its stick came two days ago"
    later(two)
    assert len(listed(two)) == 1


def test_a_numbering_that_moves_on_is_only_late(site: Site) -> None:
    one, two, child = pair(site)
    clock_of(two)
    one.edit(child, how_to_find="second")
    early = one.seal(100_000)
    one.edit(child, school="the red one")
    look(two, *shown_to(one, two))
    lost(two)
    link(two)
    clock_of(two).time += timedelta(days=DAYS - 1)
    site.take(*early)
    link(two)
    later(two, DAYS - 1)
    assert listed(two) == []
    later(two, 1)
    assert [told.fields for told in listed(two)] == [("school",)]


def test_nothing_is_told_before_the_server_was_asked(site: Site) -> None:
    _, two, _ = left_behind(site)
    clock_of(two).time += timedelta(days=3 * DAYS)
    assert listed(two) == [], "away for months: the next exchange may bring it"
    link(two)
    assert len(listed(two)) == 1


@pytest.mark.parametrize("wrong", [-3650, 3650])
def test_a_clock_that_was_wrong_when_the_stick_came_hides_nothing_for_ever(site: Site, wrong: int) -> None:
    one, two, child = pair(site)
    clock_of(two).time += timedelta(days=wrong)
    one.edit(child, how_to_find="second")
    look(two, *shown_to(one, two))
    lost(two)
    link(two)
    clock_of(two).time -= timedelta(days=wrong)
    link(two)
    later(two)
    assert len(listed(two)) == 1
    assert two.shown(child, "how_to_find") == "second", "a clock changes nothing that is shown"


def test_the_answer_to_files_counts_as_one_by_the_link(site: Site) -> None:
    _, two, child = left_behind(site)
    for days in (0, DAYS):
        clock_of(two).time += timedelta(days=days)
        two.open(*site.take(*two.seal(100_000)))
    [told] = listed(two)
    hide(two, told.id)
    assert two.shown(child, "how_to_find") == "third"


def test_what_lay_there_before_this_version_is_counted_from_the_next_exchange_on(site: Site) -> None:
    _, two, _ = left_behind(site)
    with two.session.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'sync_shown_since'")
    later(two)
    assert listed(two) == []
    later(two)
    assert len(listed(two)) == 1


def test_own_words_over_it_stay_and_what_follows_has_not_seen_it(site: Site) -> None:
    one, two, child = left_behind(site)
    two.edit(child, school="mine")
    later(two)
    two.edit(child, school="mine again")
    assert len(saws(two)) == 2
    hide(two, listed(two)[0].id)
    two.edit(child, school="mine at last")
    assert len(saws(two)) == 2, "not folded into what was saved before the eyes had another text"
    assert (two.shown(child, "school"), two.shown(child, "how_to_find")) == ("mine at last", "third")
    for box in (two, one, two):
        link(box)
    assert (one.shown(child, "school"), one.shown(child, "how_to_find")) == ("mine at last", "third")
    assert (clashes(one), clashes(two), one.waits(), two.waits()) == (0, 0, (0, 0), (0, 0))
    assert scope_of(one) == scope_of(two)


def test_a_record_that_only_the_stick_told_of_goes(site: Site) -> None:
    one, two, child = pair(site)
    clock_of(two)
    new = one.child(how_to_find="new one")
    one.edit(new, school="the red one")
    one.edit(child, school="the blue one")
    look(two, *shown_to(one, two))
    lost(two)
    link(two)
    later(two)
    told = listed(two)
    assert {row.record: (row.kind, row.ops) for row in told} == {new: ("create", told[0].ops), child: ("edit", 1)}
    assert hide(two, told[0].id) == [new]
    with two.session.read() as reader:
        assert reader.maybe("child", new) is None
    assert [row.record for row in listed(two)] == [child], "each record by itself"
    for box in (one, two):
        link(box)
    assert (two.shown(new, "how_to_find"), listed(two)) == ("new one", [])


def test_only_a_head_takes_away_what_somebody_else_wrote(site: Site) -> None:
    _, two, child = left_behind(site)
    later(two)
    [told] = listed(two)
    for role, code in (("caseworker", "not_allowed"), ("clerk", "held_unknown")):
        with pytest.raises(InputError, match=code):
            hide(two, told.id, replace(two.session.actor, roles=frozenset({role})))
    assert two.shown(child, "how_to_find") == "second"
    for identity in ("", "none", told.id + "0", f"{told.id.partition(':')[0]}:x"):
        with pytest.raises(InputError, match="held_unknown"):
            hide(two, identity)


def test_who_may_not_hear_of_a_record_is_told_only_that_there_is_something(site: Site) -> None:
    one, two, child = pair(site)
    clock_of(two)
    case = one.save(lambda uow: uow.create("case", {"child": child, "office": DISTRICT, "status": "open"}))
    one.save(lambda uow: uow.create("reporter", {"case": case, "name": "tokentoken"}))
    look(two, *shown_to(one, two))
    lost(two)
    link(two)
    later(two)
    assert {row.type for row in listed(two)} == {"case", "reporter"}
    without = replace(two.session.actor, rights=frozenset())
    with two.session.database.read(without) as reader:
        hidden, shown = sorted(unconfirmed.unconfirmed(reader), key=lambda row: row.type)
        view = [row for row in sync_view(reader, "en").held if row.act != "discard"]
    assert (hidden.type, hidden.record, hidden.fields, hidden.user, shown.type) == ("", "", (), "", "case")
    assert "tokentoken" not in repr(view)
    assert sorted(row.act for row in view) == ["", "hide"]
    with pytest.raises(InputError, match="held_unknown"):
        hide(two, hidden.id, without)


def test_the_command_line_lists_it_and_takes_it_away(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, two, child = left_behind(site)
    later(two)
    two.session.close()
    monkeypatch.setenv("KOMAR_USER", "Sok two")
    monkeypatch.setenv("KOMAR_PASSWORD", PASSWORD)

    def told(*verb: str) -> list[dict[str, object]]:
        assert main(["--data", str(site.folder / "two"), "--lang", "en", "--json", *verb]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    [row] = told("unconfirmed")
    assert (row["type"], row["record"], row["fields"], row["ops"]) == ("child", child, ["how_to_find"], 1)
    assert told("status")[0]["unconfirmed"] == 1
    assert told("unconfirmed", "hide", str(row["id"])) == [{"id": row["id"], "hidden": True}]
    assert (told("unconfirmed"), told("status")[0]["unconfirmed"]) == ([], 0)
