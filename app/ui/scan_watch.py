"""Watches the folder into which a scanner or camera writes, for the person who named it; nothing is taken in by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.services.papers import scan_folder
from app.services.papers.scan_folder import Look

if TYPE_CHECKING:
    from app.ui.context import Context

AGAIN_MS = 1500
"""How long a file must stay as it is before it counts as whole."""
FOLDER, HANDLED, DELETE = "scans.folder", "scans.handled", "scans.delete"
KEPT = 2000
"""Fingerprints that are remembered."""
NOTHING = Look((), {}, waiting=False)


class ScanWatch(QObject):
    """One for a person at work. `changed` when there are other scans than before."""

    changed = Signal()

    def __init__(self, context: Context, watcher: Callable[[QObject], QFileSystemWatcher] = QFileSystemWatcher) -> None:
        super().__init__(context)
        self.context = context
        self.seen = NOTHING
        self._user = ""
        self._watcher = watcher(self)
        self._watcher.directoryChanged.connect(lambda _: self.look())
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.look)

    @classmethod
    def of(cls, context: Context) -> ScanWatch:
        """The one of a window, which follows who is at work."""
        found = context.findChild(cls) or cls(context)
        user = context.session.actor.user
        if found._user != user:
            found._user = user
            found.begin()
        return found

    @property
    def folder(self) -> Path | None:
        """The folder that the person named, if any."""
        kept = self.context.state(FOLDER)
        return Path(kept) if isinstance(kept, str) and kept else None

    @property
    def deletes(self) -> bool:
        """Whether the person last wished the plain files deleted."""
        return self.context.state(DELETE) is not False

    def name(self, folder: Path | None) -> None:
        """Another folder; what lies in it already is offered too. None: none any more."""
        self.context.keep_state(FOLDER, str(folder) if folder is not None else None)
        self.begin()

    def begin(self) -> None:
        """Watches the folder from now on."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        if self.folder is not None and self.folder.is_dir():
            self._watcher.addPath(str(self.folder))
        self.seen = NOTHING
        self.look()

    def look(self) -> None:
        """Looks into the folder; while a file is still being written, again after a while."""
        folder = self.folder
        before = self.seen
        self.seen = scan_folder.look(folder, before.sizes, self._handled()) if folder is not None else NOTHING
        if self.seen.waiting:
            self._again.start()
        if self.seen.ready != before.ready or folder is None:
            self.changed.emit()

    def _handled(self) -> list[str]:
        kept = self.context.state(HANDLED)
        return [str(one) for one in kept] if isinstance(kept, list) else []

    def done(self, paths: Sequence[Path], *, delete: bool | None = None) -> None:
        """Scans were kept, or passed over: they are not offered again. `delete` is how it was wished, for the next time."""
        prints = [scan_folder.fingerprint(path, self.seen.sizes[path]) for path in paths if path in self.seen.sizes]
        self.context.keep_state(HANDLED, [*self._handled(), *prints][-KEPT:])
        if delete is not None:
            self.context.keep_state(DELETE, delete)
        self.look()
