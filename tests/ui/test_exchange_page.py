"""The exchange from the window, against a real server process: joining, sending, and the truth when the server is gone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import EnvironmentFault, InputError
from app.ui.pages.sync import SyncPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import no_english
from tests.ui.support import PLACES, make_case, sync_page

ROOT = Path(__file__).resolve().parents[2]
WAIT_MS = 30_000


@dataclass
class Server:
    """A server at work, with a code for the office."""

    url: str
    code: str
    process: subprocess.Popen[str]

    def stop(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    command = [sys.executable, "-m", "sync.server", "--data", str(tmp_path / "server")]

    def told(*verb: str) -> str:
        return subprocess.run([*command, *verb], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    told("office", "add", "02")
    code = told("enrol-code", "02").splitlines()[-1]
    with subprocess.Popen([*command, "serve", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        made = Server(process.stdout.readline().strip(), code, process)
        yield made
        if process.poll() is None:
            made.stop()


def exchanged(window: Window, page: SyncPage, qtbot: QtBot) -> None:
    """Presses the button and waits for the end."""
    with qtbot.waitSignal(window.context.exchanger.ended, timeout=WAIT_MS):
        page.state.press()
    settle(window)


def test_an_office_joins_sends_and_is_told_the_truth(window: Window, server: Server, qtbot: QtBot) -> None:
    make_case(window.context.session, hours_ago=1)
    page = sync_page(window)
    page.joining.form.set_values({"url": server.url, "code": "0000000000"})
    page.joining.enrol()
    qtbot.waitUntil(page.joining.join.isEnabled, timeout=WAIT_MS)
    assert page.joining.isVisible(), "a wrong code joins nothing"
    page.joining.form.set_values({"code": server.code})
    with qtbot.waitSignal(window.context.exchanger.ended, timeout=WAIT_MS):
        page.joining.enrol()
        qtbot.waitUntil(lambda: window.context.exchanger.on, timeout=WAIT_MS)
    settle(window)
    assert not page.joining.isVisible()
    assert window.foot.state is not None
    assert (window.foot.state.waiting, window.foot.state.connected) == (0, True)
    assert page.waiting.table.rows_model.rowCount() == 0
    assert no_english(window.work, allowed=PLACES) == []
    server.stop()
    make_case(window.context.session, hours_ago=1)
    exchanged(window, page, qtbot)
    assert window.notice.text == window.context.words(EnvironmentFault("no_connection"))
    assert window.foot.state.waiting_records == 2
    assert window.foot.state.connected is False
    assert page.waiting.table.rows_model.rowCount() == 2
    assert window.context.signed_in, "work goes on"


def test_an_address_that_is_none_is_told_beside_its_field(window: Window, qtbot: QtBot) -> None:
    page = sync_page(window)
    page.joining.form.set_values({"url": "ftp://nowhere", "code": "0000000000"})
    page.joining.enrol()
    qtbot.waitUntil(page.joining.join.isEnabled, timeout=WAIT_MS)
    shown = page.joining.form.cells["url"].problem.text() or window.notice.text
    assert shown == window.context.words(InputError("server_url", field="url"))
