"""Mends what a power cut left of a restore: the old data were put aside, the new ones did not all arrive (no SQLAlchemy here).

The key slots are moved away first and arrive last, so a folder without them, beside data put aside, is a restore cut short.
"""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from app.data.faults import translated
from app.data.files import sync_folder
from app.data.keeping.keys import NAME

LOCK = "komar.lock"
ASIDE = "kept-*"


def put_back(folder: Path) -> bool:
    """Puts the old data back where a restore was cut short, as if it had never begun; whether there was anything to do."""
    kept = max((path for path in folder.glob(ASIDE) if (path / NAME).is_file()), key=lambda path: path.name, default=None)
    if kept is None or (folder / NAME).exists():
        return False
    try:
        with translated(), FileLock(folder / LOCK, timeout=0):
            if (folder / NAME).exists():
                return False
            for path in sorted(kept.iterdir(), reverse=True):  # the slots last again
                path.replace(folder / path.name)
            kept.rmdir()
            sync_folder(folder)
    except Timeout:
        return False
    return True
