"""The test surroundings hold what they promise."""

from __future__ import annotations

import logging
import os
import socket
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import dev

pytest_plugins = ["pytester"]


def test_each_test_has_a_home_of_its_own(own_home: Path) -> None:
    assert Path.home() == own_home
    assert not [name for name in os.environ if name.startswith("KOMAR_")]


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_other_machines_are_out_of_reach(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as plug, pytest.raises(Exception, match=address[0]) as caught:
        plug.connect(address)
    assert caught.type.__name__ == "NetworkBlocked"


def test_names_of_other_machines_are_not_looked_up() -> None:
    with pytest.raises(Exception, match=r"example\.org") as caught:
        socket.getaddrinfo("example.org", 80)
    assert caught.type.__name__ == "NetworkBlocked"


def test_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]) as plug:
        assert plug.getpeername() == server.getsockname()


@pytest.mark.expects_warnings
def test_a_test_may_expect_warnings(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("komar.test").warning("expected")
    assert caplog.messages == ["expected"]


def test_a_silent_warning_fails_the_test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))  # the tests' set-up is that of the project
    pytester.makeconftest(Path(__file__).parents[1].joinpath("conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile("import logging\ndef test_quiet():\n    logging.getLogger('x').warning('heard')\n")
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    result.assert_outcomes(passed=1, errors=1)


def test_windows_use_our_fonts(qtbot: QtBot) -> None:
    from PySide6.QtGui import QFontDatabase

    assert "Noto Sans Khmer" in QFontDatabase.families()


def test_a_display_that_does_not_answer_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(dev, "WINDOWS", False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not dev.has_display()
    monkeypatch.delenv("DISPLAY")
    assert not dev.has_display()
