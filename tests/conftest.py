"""What holds for every test: a home of its own, no network but loopback, no silent warning, Komar's fonts in every window."""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import socket
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
hypothesis.settings.register_profile("komar", deadline=None, database=None)
hypothesis.settings.load_profile("komar")

TESTS = Path(__file__).resolve().parent
FONTS = TESTS.parent / "resources" / "fonts"
LONG = ("e2e", "frozen", "simulation", "gates", "sync")
"""Folders in which a single test may take many seconds."""
SHORT = ("data", "unit")
"""Folders in which even a file takes few."""


class NetworkBlocked(Exception):
    """A test reached for a machine that is not this one."""


def pytest_configure(config: pytest.Config) -> None:
    """Registers the one marker of ours."""
    config.addinivalue_line("markers", "expects_warnings: the test provokes log lines of WARNING and looks at them")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files come first, short ones last: a long one begun last would leave the other workers without work."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(TESTS).parts[0]
        return 0 if folder in LONG else 2 if folder in SHORT else 1

    items.sort(key=place)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Loads all tests without the collector of cycles, and has it pass by them later: half a million objects stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def is_loopback(host: str) -> bool:
    """Whether an address or name stays on this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"", "localhost"}


@pytest.fixture(scope="session", autouse=True)
def quick_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """New databases are filled from a pattern; a test of what making a laptop's one does itself asks for `app.data.migrate`."""
    from app.data import database
    from sync.server import database as server
    from tests.support.new_databases import Pattern, ServerPattern

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "migrate", Pattern(tmp_path_factory.mktemp("pattern")).migrate)
        patched.setattr(server, "upgrade", ServerPattern().upgrade)
        yield


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where homes may be made, one after the other: pytest's own numbering looks through all there are each time."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder and an environment without anybody's Komar settings; gives the home."""
    home = next(homes)
    home.mkdir(mode=0o700)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in [name for name in os.environ if name.startswith(("KOMAR_", "XDG_"))]:
        monkeypatch.delenv(name)
    return home


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every connection and name look-up beyond this machine raises NetworkBlocked."""

    def guard(real: Callable[..., Any], position: int) -> Callable[..., Any]:
        def guarded(*arguments: Any, **named: Any) -> Any:
            address = arguments[position] if len(arguments) > position else named.get("host")
            host = address[0] if isinstance(address, tuple) else address
            if isinstance(host, str) and not host.startswith(("/", "\0")) and not is_loopback(host):
                raise NetworkBlocked(host)
            return real(*arguments, **named)

        return guarded

    monkeypatch.setattr(socket.socket, "connect", guard(socket.socket.connect, 1))
    monkeypatch.setattr(socket.socket, "connect_ex", guard(socket.socket.connect_ex, 1))
    monkeypatch.setattr(socket, "getaddrinfo", guard(socket.getaddrinfo, 0))


class Collector(logging.Handler):
    """Keeps every record of WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one line."""
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_silent_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that logged a warning, unless it says by its marker that it expects some."""
    collector = Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    if collector.lines and request.node.get_closest_marker("expects_warnings") is None:
        pytest.fail("logged:\n" + "\n".join(collector.lines))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """pytest-qt's application with Komar's own fonts, so that a picture is the same on every machine."""
    from PySide6.QtGui import QFontDatabase

    files = sorted(FONTS.glob("*.ttf"))
    assert files, "no fonts yet: dev.py makes them"
    for file in files:
        assert QFontDatabase.addApplicationFont(str(file)) >= 0, f"Qt cannot load {file.name}"
    return qapp
