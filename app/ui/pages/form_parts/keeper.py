"""Files of answers, between the window and the office's store: read once when the form comes up, kept by the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject

from app.data.contents.recordings import is_recording
from app.domain.errors import AppError, InputError
from app.services.papers import attachments
from app.services.papers.attachments import AttachmentStore
from app.services.responses.response_desk import files_of_answers
from app.ui.widgets.choices import CodeField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.pages.page import Page

PICTURES = frozenset({"jpg", "jpeg", "png", "webp", "gif", "bmp", "heic", "tif", "tiff"})


class ResponseKeeper(QObject):
    """The keeper of one response. `known` are files that were read with it: name → bytes."""

    def __init__(self, page: Page, response: str, known: Mapping[str, bytes]) -> None:
        super().__init__(page)
        self.page = page
        self.context = page.context
        self.response = response
        self.known = dict(known)

    def keep(self, key: str, name: str, content: bytes) -> str:
        """Keeps bytes and gives the answer; of a picture or recording it is asked what of (P5). AppError when refused."""
        purpose, sounds = "", is_recording(name, content)
        if sounds or name.rpartition(".")[2].lower() in PICTURES:
            purpose = self._purpose(sounds=sounds)
            if not purpose:
                raise InputError("attachment_purpose")
        store, response = AttachmentStore.of(self.context.session.database), self.response

        def add(uow: UnitOfWork) -> tuple[str, bytes]:
            made = attachments.add(uow, store, response, key, name, content, purpose=purpose)
            return made.name, attachments.content(uow, store, made.id)

        made, kept = self._wait(add)
        self.known[made] = kept
        return made

    def _wait(self, act: Callable[[UnitOfWork], tuple[str, bytes]]) -> tuple[str, bytes]:
        """Lets the worker do it while the window stays alive; keys and clicks wait so long."""
        loop, results, faults = QEventLoop(self), list[tuple[str, bytes]](), list[AppError]()

        def done(result: tuple[str, bytes]) -> None:
            results.append(result)
            loop.quit()

        def failed(error: AppError) -> None:
            faults.append(error)
            loop.quit()

        self.context.tasks.run(act, done, self, write="attachment_add", failed=failed)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        loop.deleteLater()
        if faults:
            raise faults[0]
        return results[0]

    def _purpose(self, *, sounds: bool) -> str:
        """What the picture shows, or the recording is of: a place, a document or a child."""
        form = Form(columns=1)
        form.add("purpose", CodeField(self.context, "attachment_purpose", buttons=True), required=True)
        form.label("purpose", self.tr("What is recorded?") if sounds else self.tr("What does the picture show?"))
        picture_hint = self.tr("A picture of a child needs the consent for photographs.")
        form.hint("purpose", self.tr("With a case it needs the consent for recordings.") if sounds else picture_hint)
        title = self.tr("Attach a recording") if sounds else self.tr("Attach a picture")
        chosen = self.context.dialogs.ask(self.page, title, self.tr("Attach"), form)
        purpose = str(form.values()["purpose"] or "") if chosen else ""
        form.deleteLater()
        return purpose

    def fetch(self, key: str, name: str) -> bytes | None:
        """The bytes of an answer; None when they are not on this computer."""
        if name not in self.known:
            store, session = AttachmentStore.of(self.context.session.database), self.context.session
            with session.read() as reader:
                found = files_of_answers(reader, store, self.response, only=name)
            if name not in found:
                return None
            self.known[name] = found[name]
        return self.known[name]

    def check_leaves(self, name: str) -> None:
        """As with a document: of a child only while the consent holds, looked up anew each time."""
        with self.context.session.read() as reader:
            attachments.check_leaves(reader, self.response, name)
