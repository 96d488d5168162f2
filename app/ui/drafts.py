"""Drafts: what is typed is on the disk one second after the last key, and offered again to the same user after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.clock import instant_text

if TYPE_CHECKING:
    from app.ui.context import Context

WAIT_MS = 1000
AGAIN_MS = 15_000
"""After the disk refused; every key tries sooner."""


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
        self.saved.connect(lambda: context.bus.draft_kept.emit(f"{kind} {subject}", True))
        self.failed.connect(lambda: context.bus.draft_kept.emit(f"{kind} {subject}", False))
        context.bus.drafts.connect(self.write)

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

        self.context.tasks.call(keep, self._written, self, on="db", failed=lambda _: self._not_written())

    def _written(self, kept: bool) -> None:
        """It is on the disk, or is not to be kept: what it is about was erased by law, and no other try mends that."""
        (self.saved if kept else self.failed).emit()

    def _not_written(self) -> None:
        """The disk refused: it is tried again with the next key, or after a while."""
        self.dirty = True
        self._wait.start(AGAIN_MS)
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
