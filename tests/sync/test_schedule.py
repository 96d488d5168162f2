"""When the exchange runs by itself: after saves, after faults, when the link is up; pictures apart from records."""

from __future__ import annotations

import random

from app.syncing.schedule import AFTER_SAVE, CONTENTS, IDLE, Schedule


def test_the_schedule_collects_saves_waits_after_faults_and_begins_anew_when_the_link_is_up() -> None:
    schedule = Schedule(100.0, random.Random(1))
    assert schedule.next_delay(100.0) == 2.0
    schedule.succeeded(110.0)
    assert schedule.next_delay(110.0) == IDLE
    schedule.saved(120.0)
    schedule.saved(121.0)
    assert schedule.next_delay(121.0) == AFTER_SAVE - 1
    delays = []
    for _ in range(12):
        schedule.failed(200.0)
        delays.append(schedule.next_delay(200.0))
    assert delays[0] <= 5.0
    assert max(delays) <= 600.0
    assert delays[-1] > 60
    schedule.saved(200.0)
    assert schedule.next_delay(200.0) == delays[-1]
    schedule.woke(201.0)
    assert schedule.next_delay(201.0) == 0.0
    schedule.failed(210.0, 900.0)
    assert schedule.next_delay(210.0) == 900.0, "a busy server said how long"
    schedule.succeeded(220.0, more=True)
    assert schedule.next_delay(220.0) == CONTENTS


def test_pictures_that_a_bad_link_stops_wait_longer_and_longer_while_records_go_on() -> None:
    schedule, now, waits = Schedule(0.0, random.Random(1)), 10.0, list[float]()
    assert schedule.with_contents(0.0)
    for _ in range(10):
        schedule.succeeded(now)
        schedule.contents_ended(now, stopped=True)
        schedule.saved(now)
        assert schedule.next_delay(now) == AFTER_SAVE, "records are sent as ever"
        begun = now
        while not schedule.with_contents(now):
            now += 10
        waits.append(now - begun)
    assert 30 <= waits[0] <= 70
    assert 1800 <= waits[-1] <= 3610
    schedule.contents_ended(now, stopped=True)
    schedule.woke(now)
    assert schedule.with_contents(now), "another link"
    schedule.contents_ended(now, stopped=True)
    schedule.contents_ended(now + 4000, stopped=False)
    assert schedule.with_contents(now + 4000)
