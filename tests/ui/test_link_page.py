"""The link on the exchange page: the meter, the link that costs, the proxy, alarms, pictures on their way, link-up and wake."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.data import meter
from app.data.contents import blob_queue
from app.data.replica import alarms
from app.domain.errors import EnvironmentFault, InputError
from app.domain.records import Change
from app.services.exchange import link as links
from app.services.exchange.exchange import status
from app.services.exchange.sync_alarms import sync_alarms
from app.services.exchange.transfers import transfers
from app.services.office.offices import Session
from app.syncing.exchange import ExchangeReport
from app.syncing.schedule import AFTER_SAVE
from app.ui.link_watch import LOOK_MS, LinkWatch
from app.ui.pages.sync import SyncPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import clipped, no_english, unnamed
from tests.ui.support import PLACES, make_case, sync_page

MONTHS = {"2026-02": (1_240_000, 3_400_000), "2026-01": (820, 0)}


def use(session: Session) -> None:
    """Bytes of two months."""
    with session.database.transaction() as connection:
        for month, (records, pictures) in MONTHS.items():
            meter.add(connection, month, "records", meter.Use(records, 0, 3))
            meter.add(connection, month, "pictures", meter.Use(0, pictures, 1))


def contents(session: Session, count: int) -> None:
    """Contents on their way, that this test alone knows of."""
    with session.database.transaction() as connection:
        for number in range(count):
            name = f"{number:064x}"
            blob_queue.know(connection, name, "no such record", "original", 90_000, here=False)
            connection.exec_driver_sql(
                "INSERT INTO attachment (id, sha256, response) VALUES (?, ?, 'none')", (f"a{number}", name)
            )
        blob_queue.answered(connection, [(f"{count - 1:064x}", 90_000)], [])
        blob_queue.keep_piece(connection, f"{count - 1:064x}", 0, b"x" * 45_000)


def words_of(page: SyncPage) -> list[str]:
    """All that the tab of the link tells."""
    return [each.text() for each in page.link.findChildren(QLabel)]


def test_bytes_stand_by_month_in_both_languages(window: Window) -> None:
    use(window.context.session)
    page = sync_page(window)
    page.tabs.setCurrentWidget(page.link)
    settle(window)
    assert {"ខែកុម្ភៈ ឆ្នាំ២០២៦", "១,២ មេកាបៃ", "៤,៦ មេកាបៃ"} <= {text.replace(".", ",") for text in words_of(page)}
    assert no_english(window.work, allowed=PLACES) == []
    assert unnamed(window.work) == []
    window.context.language.switch("en")
    settle(window)
    assert {"February 2026", "1.2 megabytes", "4.6 megabytes", "1 kilobytes"} <= set(words_of(page))
    assert clipped(page.link) == []


def test_what_goes_over_a_link_that_costs_is_chosen_and_kept(window: Window) -> None:
    page, session = sync_page(window), window.context.session
    page.tabs.setCurrentWidget(page.link)
    settle(window)
    assert page.link.on_metered.value() == "records"
    page.link.on_metered.set_value("nothing")
    settle(window)
    with session.read() as reader:
        assert links.link(reader).on_metered == "nothing"


def test_a_proxy_is_kept_its_password_never_shown(window: Window) -> None:
    page, session = sync_page(window), window.context.session
    page.tabs.setCurrentWidget(page.link)
    settle(window)
    assert not page.link.address.isVisible()
    page.link.kind.set_value("own")
    for field, text in ((page.link.address, "10.0.0.1"), (page.link.user, "sok"), (page.link.password, "zqsecret")):
        field.set_value(text)
    page.link.keep_proxy()
    settle(window)
    assert page.link.out.cells["address"].problem.text() == window.context.words(InputError("proxy_address", field="address"))
    page.link.address.set_value("10.0.0.1:3128")
    page.link.keep_proxy()
    settle(window)
    with session.read() as reader:
        told = links.link(reader)
    assert (told.proxy, told.address, told.user, told.has_password) == ("own", "10.0.0.1:3128", "sok", True)
    assert "zqsecret" not in repr(told)
    assert page.link.password.value() is None
    page.link.keep_proxy()
    settle(window)
    with session.read() as reader:
        assert links.link(reader).has_password, "an empty field keeps the password"


@pytest.mark.parametrize(("kind", "address"), [("own", "no port"), ("own", "a:99999"), ("other", "a:1")])
def test_what_is_no_proxy_is_refused(window: Window, kind: str, address: str) -> None:
    with pytest.raises(InputError, match=r"proxy_address|link_choice"):
        links.set_proxy(window.context.session, kind, address)


@pytest.mark.parametrize("count", [0, 3, 5000])
def test_pictures_on_their_way_are_listed_without_names_of_what_may_not_be_seen(window: Window, count: int) -> None:
    if count:
        contents(window.context.session, count)
    page = sync_page(window)
    page.tabs.setCurrentWidget(page.transfers)
    settle(window)
    assert page.transfers.number() == count
    assert page.transfers.table.rows_model.rowCount() == min(count, 500)
    if count:
        with window.context.session.read() as reader:
            rows = transfers(reader, "en").rows
        assert {row.subject for row in rows} == {""}
        assert (rows[0].course, rows[0].at) == ("down", 45_000)
        assert {row.course for row in rows[1:]} == {"missing"}
    assert no_english(window.work, allowed=PLACES) == []


def test_alarms_stand_above_until_they_were_read(window: Window, qtbot: QtBot) -> None:
    session = window.context.session
    with session.database.transaction() as connection:
        alarms.raise_alarm(connection, alarms.OPS_GONE, "2026-03-01T00:00:00.000Z")
        alarms.raise_alarm(connection, "of_a_newer_version", "2026-03-01T00:00:00.000Z")
    page = sync_page(window)
    assert page.alarms.isVisible()
    assert no_english(window.work, allowed=PLACES) == []
    with session.read() as reader:
        assert sync_alarms(reader).standing == ("ops_gone", "of_a_newer_version")
    for _ in range(2):
        page.alarms.findChildren(QPushButton)[0].click()
        settle(window)
    qtbot.waitUntil(lambda: not page.alarms.isVisible(), timeout=10_000)


def test_the_page_scrolls_only_for_the_tab_that_is_higher_than_the_window(window: Window) -> None:
    page = sync_page(window)
    page.joining.hide()
    window.resize(1366, 768)
    heights = []
    for part in (page.link, page.waiting, page.conflicts):
        page.tabs.setCurrentWidget(part)
        if part is page.link:
            page.link.kind.set_value("own")
        settle(window)
        heights.append(page.height())
    frame = window.frames["sync"].viewport().height()
    assert heights[0] > frame
    assert heights[1:] == [frame, frame]


def test_the_link_coming_up_and_waking_are_reasons_to_exchange(window: Window) -> None:
    now = [1000.0]
    watch = LinkWatch(window, lambda: now[0])
    heard: list[int] = []
    watch.woke.connect(lambda: heard.append(1))
    watch.begin()
    now[0] += LOOK_MS / 1000 + 5
    watch.look()
    assert heard == []
    now[0] += 3600
    watch.look()
    assert heard == [1]
    watch._reached(QNetworkInformation.Reachability.Local)
    assert heard == [1]
    watch._reached(QNetworkInformation.Reachability.Online)
    assert heard == [1, 1]
    watch.end()


def test_nothing_goes_by_itself_over_a_link_that_costs_if_so_chosen(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session, exchanger = window.context.session, window.context.exchanger
    make_case(session, hours_ago=1)
    links.set_on_metered(session, "nothing")
    monkeypatch.setattr(LinkWatch, "metered", lambda _: True)
    exchanger.on = True
    outcomes: list[object] = []
    exchanger.ended.connect(outcomes.append)
    with qtbot.waitSignal(exchanger.ended, timeout=10_000):
        exchanger.run()
    assert outcomes == [None]
    with qtbot.waitSignal(exchanger.ended, timeout=10_000):
        exchanger.run(asked=True)
    assert isinstance(outcomes[1], InputError), "the button asks the server, which this office has not joined"
    exchanger.end()
    with session.read() as reader:
        assert status(reader).waiting > 0


def test_pictures_that_were_stopped_are_left_out_by_itself_but_not_by_the_button(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchanger, carried = window.context.exchanger, list[bool]()

    def exchange_over_a_bad_link(*_: object, contents: bool, **__: object) -> ExchangeReport:
        carried.append(contents)
        return ExchangeReport(0, 0, {}, 0, 0, 1, contents_fault="link_cut" if contents else "")

    monkeypatch.setattr("app.services.exchange.exchange.exchange", exchange_over_a_bad_link)
    exchanger.begin(on=True)
    for asked in (False, False, True):
        with qtbot.waitSignal(exchanger.ended, timeout=10_000):
            exchanger.run(asked=asked)
    assert carried == [True, False, True]
    exchanger.schedule().woke(0.0)
    with qtbot.waitSignal(exchanger.ended, timeout=10_000):
        exchanger.run()
    assert carried[-1], "another link"
    exchanger.end()


def test_pictures_that_the_server_does_not_take_are_told_otherwise_than_a_bad_link(window: Window) -> None:
    page = sync_page(window)
    told = []
    for fault in ("link_cut", "server_error"):
        window.context.exchanger.ended.emit(ExchangeReport(0, 0, {}, 0, 0, 1, contents_fault=fault))
        told.append(page.state.outcome.text())
    assert window.context.words(EnvironmentFault("server_error")) in told[1]
    assert told[0] != told[1]


def test_what_is_saved_while_an_exchange_ends_does_not_wait_for_the_next_one(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchanger = window.context.exchanger
    may_end = threading.Event()

    def exchange(*_: object, **__: object) -> ExchangeReport:
        may_end.wait(10)
        return ExchangeReport(0, 0, {}, 0, 0, 1)

    monkeypatch.setattr("app.services.exchange.exchange.exchange", exchange)
    exchanger.begin(on=True)
    for saved, least in ((False, AFTER_SAVE + 1), (True, 0.0)):
        may_end.clear()
        exchanger.run()
        qtbot.waitUntil(lambda: exchanger.running, timeout=10_000)
        if saved:
            window.context.bus.announce((Change("case", "any", frozenset({"code"}), "changed"),))
        with qtbot.waitSignal(exchanger.ended, timeout=10_000):
            may_end.set()
        left = exchanger.schedule().next_delay(time.monotonic())
        assert left > least
        assert (left <= AFTER_SAVE) is saved
    exchanger.end()
