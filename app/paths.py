"""Where everything lies: the programme's own files, from source and frozen, and the folder that an office keeps its data in.

The lowest layer: it knows nobody. A frozen programme (PyInstaller) unpacks its files into one folder, whose place it tells.
"""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs


def programme_folder(frozen_folder: object, module_file: str) -> Path:
    """The folder that holds `resources`: where the frozen programme was unpacked, else two levels above this module."""
    return Path(frozen_folder) if isinstance(frozen_folder, str) else Path(module_file).resolve().parents[1]


ROOT = programme_folder(getattr(sys, "_MEIPASS", None), __file__)
RESOURCES = ROOT / "resources"
TRANSLATIONS = ROOT / "translations"
"""Compiled translations of the window (.qm)."""
WORDS = RESOURCES / "words"
"""One folder a language, one JSON file a part."""
CODE_LISTS = RESOURCES / "codelists"
RULES = RESOURCES / "rules"
"""Weights, limits and thresholds that an office may change, each tagged with its source."""
NAMES = RESOURCES / "names"
"""Names of people: usual spellings in Latin letters, and the stock of which practice data are made."""
FORMS = RESOURCES / "forms"
FORMS_READY = RESOURCES / "forms_ready"
"""The forms that ship, converted when the programme is set up, so that the first list of them is quick; not committed."""
FONTS = RESOURCES / "fonts"
TEMPLATES = RESOURCES / "templates"
"""Workbooks that the ministry can restyle."""
INDICATORS = RESOURCES / "indicators"
THEME = RESOURCES / "theme"
ICONS = RESOURCES / "icons"
HELP = RESOURCES / "help"


def default_data_dir() -> Path:
    """The folder of the office's data when none is named; not made here.

    On Windows under the local, not the roaming profile: an encrypted database must not be copied about at every sign-in.
    """
    return platformdirs.user_data_path("Komar", appauthor=False, roaming=False)
