"""Sending by files from the window: written into a folder, handed over by the link, answers taken, dropped files too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.exchange import exchange
from app.services.exchange.bundles import Made, made_words
from app.ui.pages.sync import SyncPage
from app.ui.pages.sync_parts.bundles import BundlesPart
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.server import RunningServer, quick_code, quick_office, serving
from tests.support.window import LATIN, ScriptedDialogs, no_english
from tests.ui.support import PLACES, go, make_case

WAIT_MS = 30_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server at work."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        quick_office(running, "02")
        yield running


def part_of(window: Window) -> BundlesPart:
    """The tab, shown."""
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    page.tabs.setCurrentWidget(page.bundles)
    settle(window)
    return page.bundles


def done(part: BundlesPart, window: Window, qtbot: QtBot) -> None:
    """Waits for what runs."""
    qtbot.waitUntil(lambda: not part.running, timeout=WAIT_MS)
    settle(window)


def told(part: BundlesPart) -> list[str]:
    """What came of the files, as it is read."""
    found = part.results.findChildren(QLabel)
    return [each.text() for each in found if not each.isHidden()]


def test_before_joining_nothing_can_be_made(window: Window) -> None:
    part = part_of(window)
    assert part.joining.isVisible()
    assert not part.write.isEnabled()
    part.take_files([Path("x.kmb")])
    assert not part.running


def test_files_go_out_and_answers_come_back(
    window: Window, server: RunningServer, dialogs: ScriptedDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    session = window.context.session
    make_case(session, hours_ago=1)
    exchange.enrol(session, server.url, quick_code(server, "02"))
    part = part_of(window)
    assert part.write.isEnabled()
    stick = tmp_path / "stick"
    part.largest.set_value("256")
    dialogs.answer(stick)
    part.make()
    done(part, window, qtbot)
    made = sorted(stick.iterdir())
    assert made
    assert part.written.isVisible()
    assert str(stick) in part.written.text()
    dialogs.answer([*made, tmp_path / "gone.kmb"])
    part.choose_files()
    done(part, window, qtbot)
    assert len(told(part)) == 2 * (len(made) + 1)
    assert not part.results.findChildren(QLabel)[0].visibleRegion().isEmpty(), "what came of it is seen at once"
    assert window.notice.isVisible(), "one of them could not be taken"
    answers = sorted(set(stick.iterdir()) - set(made))
    assert len(answers) == len(made)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(each)) for each in answers])
    event = QDropEvent(
        QPointF(1, 1), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    part.dropEvent(event)
    done(part, window, qtbot)
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    assert page.state.outcome.text() == "", "nothing runs any more"
    assert [each.kind for each in part.taken[: len(answers)]] == ["reply"] * len(answers)
    with session.read() as reader:
        assert exchange.status(reader).waiting == 0
    files = [part.tag, str(stick), *(str(each.file) for each in part.taken), *(str(each.reply_file) for each in part.taken)]
    assert no_english(window.work, allowed=PLACES | set(LATIN.findall(" ".join(files)))) == []
    window.context.language.switch("en")
    settle(window)
    assert any("was taken in" in words for words in told(part))


@pytest.mark.parametrize("lang", ["km", "en"])
def test_what_lies_beside_and_what_was_left_out_stands_on_the_page(window: Window, lang: str) -> None:
    window.context.language.switch(lang)
    part = part_of(window)
    file = Path("stick") / "1.kmb"
    made = Made((file,), 3, 100, answers=(file, file), left=12, left_bytes=31_981_568, earlier=4)
    part._have_made(made)
    settle(window)
    lines = part.written.text().splitlines()
    assert lines[1:] == made_words(made, lang)
    assert len(lines) == 4
    assert part.written.isVisible()
    part._have_made(Made((file,), 3, 100))
    assert len(part.written.text().splitlines()) == 1
