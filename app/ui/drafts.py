"""Drafts: what is typed is on the disk one second after the last key, and offered again to the same user after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.domain.clock import instant_text
from app.ui.bus import AGAIN, DISK, ERASED, GONE

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.ui.context import Context

WAIT_MS = 1000
AGAIN_MS = 15_000
"""After the disk refused; every key tries sooner."""
OF_DISK = frozenset({"disk_full", "disk_error", "read_only"})
"""Faults that the disk is to blame for: a database that is busy is none, nor is a bug."""


class Drafts(QObject):
    """The draft of one form. A draft that could not be written says so in the foot of the window, never in a box."""

    saved = Signal()
    failed = Signal()

    def __init__(
        self, owner: QObject, context: Context, kind: str, subject: str, values: Callable[[], Mapping[str, object]]
    ) -> None:
        super().__init__(owner)
        self.context = context
        self.kind = kind
        self.subject = subject
        self.values = values
        self.dirty = False
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.write)
        bus, self._which = context.bus, f"{kind} {subject}"
        which = self._which
        self.saved.connect(lambda: bus.draft_kept.emit(which, ""))
        self.destroyed.connect(lambda: bus.draft_kept.emit(which, GONE) if isValid(bus) else None)
        bus.drafts.connect(self.write)

    def touch(self, *_: object) -> None:
        """Something was typed."""
        self.dirty = True
        self._wait.start(WAIT_MS)

    def write(self) -> None:
        """Writes the draft now, if anything was typed since."""
        self._wait.stop()
        if not self.dirty or not self.context.signed_in:
            return
        self.dirty = False
        session, kind, subject = self.context.session, self.kind, self.subject
        body = {name: plain(value) for name, value in self.values().items()}

        def keep() -> bool:
            from app.data.drafts import save_draft

            return save_draft(session.database, session.actor.user, kind, subject, body)

        self.context.tasks.call(keep, self._written, self, on="db", failed=self._not_written)

    def _written(self, kept: bool) -> None:
        """It is on the disk, or is not to be kept: what it is about was erased by law, and no other try mends that."""
        if kept:
            self.saved.emit()
        else:
            self._tell(ERASED)

    def _not_written(self, error: AppError) -> None:
        """The disk refused, or a bug stood in the way: it is tried again with the next key, or after a while."""
        self.dirty = True
        self._wait.start(AGAIN_MS)
        self._tell(DISK if error.code in OF_DISK else AGAIN)

    def _tell(self, against: str) -> None:
        """It is not kept, and why."""
        self.context.bus.draft_kept.emit(self._which, against)
        self.failed.emit()

    def load(self, then: Callable[[Mapping[str, object] | None], object]) -> None:
        """Gives the draft's fields, or None when there is none."""
        kind, subject = self.kind, self.subject

        def find(reader: object) -> Mapping[str, object] | None:
            from app.data import drafts
            from app.data.reader import Reader

            assert isinstance(reader, Reader)
            found = drafts.draft(reader, kind, subject)
            return found.body if found else None

        self.context.tasks.run(find, then, self, key="load")

    def drop(self) -> None:
        """Forgets the draft: it was saved, or thrown away by the user."""
        self._wait.stop()
        self.dirty = False
        if not self.context.signed_in:
            return
        session, kind, subject = self.context.session, self.kind, self.subject

        def forget() -> None:
            from app.data.drafts import drop_draft

            drop_draft(session.database, session.actor.user, kind, subject)

        self.context.tasks.call(forget, lambda _: self.saved.emit(), self, on="db")


def plain(value: object) -> object:
    """A value as JSON can hold it."""
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return value
