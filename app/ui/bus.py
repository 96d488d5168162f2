"""News for every page: what was saved, by whomever (a page, another page, an exchange)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.domain.records import Changes


DISK, ERASED, AGAIN, GONE = "disk", "erased", "again", "gone"
"""Why a draft is not kept: the disk refuses; what it is about was erased by law; something else stood in the way, and it is
tried again; its form is no longer there."""


class Bus(QObject):
    """Signals of the whole window."""

    changed = Signal(object)
    """Emits: `Changes`, after the commit."""
    exchange = Signal()
    """Emits: the state of the exchange is to be read again (waiting, held, conflicts, last success)."""
    state = Signal(object)
    """Emits: a `SyncState` that a page has read, so that the foot tells the same numbers."""
    drafts = Signal()
    """Emits: whoever has a draft writes it now (lock, close, a bug)."""
    draft_kept = Signal(str, str)
    """Emits: which draft, and why it is not kept (as above); empty when the disk has what was typed last."""

    def announce(self, changes: Changes) -> None:
        """Tells of changes."""
        if changes:
            self.changed.emit(changes)

    def announce_exchange(self) -> None:
        """Tells that the state of the exchange changed."""
        self.exchange.emit()

    def save_drafts(self) -> None:
        """Asks everybody to write drafts."""
        self.drafts.emit()
