"""From the start of the process to a usable sign-in window, beside a bare window that loads the same fonts (goal: 2)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9
GOAL = 2.0
BARE = """
import sys, time; began = time.perf_counter()
import pathlib
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
application = QApplication([])
for file in pathlib.Path("resources/fonts").glob("NotoSans*.ttf"): QFontDatabase.addApplicationFont(str(file))
window = QWidget(); box = QVBoxLayout(window)
for part in (QLabel("កុមារ"), QLineEdit(), QLineEdit(), QPushButton("OK")): box.addWidget(part)
window.resize(1180, 700); window.show(); application.processEvents(); window.grab()
print(time.perf_counter() - began)
"""
OWN = """
import sys, time; began = time.perf_counter()
import pathlib
from app.ui.start import application, make_window
running = application(); window = make_window(pathlib.Path(sys.argv[1]))
window.open_first(); window.show(); running.processEvents(); window.grab()
print(time.perf_counter() - began)
window.shut()
"""


def seconds(code: str, folder: str, cache: str) -> float:
    """One start in a process of its own, with compiled modules as an installed programme has them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": cache}
    command = [sys.executable, "-c", code, folder]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return float(told.stdout.split()[0])


def test_start_to_sign_in() -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        (Path(folder) / "keys.json").write_text("{}", encoding="ascii")
        for code in (BARE, OWN):
            seconds(code, folder, cache)  # warm
        pairs = [(seconds(BARE, folder, cache), seconds(OWN, folder, cache)) for _ in range(RUNS)]
    bare, own = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(second / first for first, second in pairs)
    print(f"\nstart: bare window {bare:.2f} s, sign-in {own:.2f} s, ratio {ratio:.2f} (goal {GOAL})")
    assert ratio <= GOAL
