"""Sending by files, for an office without a link: files are made for a stick or Telegram, and files that come are taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.pages.sync_parts.part import CardsPart
from app.ui.widgets.basics import button, card, clear, label, note, unit
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.errors import AppError
    from app.services.exchange.bundles import Made, TakenFile
    from app.services.exchange.sync_view import SyncView
    from app.ui.context import Context

Result = TypeVar("Result")
KILO = 1024
SIZES = (8192, 4096, 1024, 256)
"""Largest size of a file, in kilobytes, to choose from; the first is the most that the server takes at once."""
SHOWN = 200
"""Results of files that are listed."""


class BundlesPart(CardsPart):
    """Two cards: making files, and taking files, which may also be dropped anywhere here."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.made: Made | None = None
        self.taken: list[TakenFile] = []
        self.running = False
        self.enrolled = False
        self.setAcceptDrops(True)
        self.joining = note(self.content)
        self.box.addWidget(self.joining)
        self.box.addWidget(self._sending())
        self.box.addWidget(self._receiving())
        self.box.addStretch(1)

    def _sending(self) -> QWidget:
        """The card for making files."""
        frame, box = card(self.content)
        self.send_title = label(frame, "section")
        self.send_words = note(frame)
        self.waits = label(frame, wrap=True)
        self.form = Form(columns=2)
        self.largest = ChoiceField()
        self.form.add("size", self.largest, required=True)
        self.other = self.form.add("reader", TextField(limit=8))
        self.write = button(frame, "upload", self.make, primary=True)
        self.own = label(frame, "small", wrap=True)
        self.tag = ""
        self.written = label(frame, wrap=True)
        self.written.hide()
        for part in (self.send_title, self.send_words, self.waits, self.form):
            box.addWidget(part)
        box.addLayout(_left(self.write))
        for part in (self.written, self.own):
            box.addWidget(part)
        return frame

    def _receiving(self) -> QWidget:
        """The card for taking files."""
        frame, box = card(self.content)
        self.take_title = label(frame, "section")
        self.take_words = note(frame)
        self.choose = button(frame, "download", self.choose_files)
        self.results = QWidget(frame)
        self.result_box = QVBoxLayout(self.results)
        self.result_box.setContentsMargins(0, 0, 0, 0)
        self.result_box.setSpacing(unit(self))
        self.results.hide()
        for part in (self.take_title, self.take_words):
            box.addWidget(part)
        box.addLayout(_left(self.choose))
        box.addWidget(self.results)
        return frame

    # ---- words ----

    def title(self) -> str:
        return self.tr("By USB or Telegram")

    def retranslate(self) -> None:
        self.joining.setText(self.tr("Files can be made once this computer has joined the ministry's server."))
        self.send_title.setText(self.tr("Send without a link"))
        self.send_words.setText(
            self.tr(
                "1. Put the stick in, press “Write the files …” and choose the stick.\n"
                "2. Give the stick to any office with a link, or send it the files by Telegram: it takes them in on this same"
                " page.\n"
                "3. Bring the answers back and choose them below.\n"
                "Only the server can read the files. All stays here too until its answer is back: a file that is lost does no"
                " harm."
            )
        )
        self.form.label("size", self.tr("Largest size of a file"))
        self.largest.set_choices([(str(size), self._size_words(size * KILO)) for size in SIZES])
        if self.largest.value() is None:
            self.largest.set_value(str(SIZES[1]))
        self.form.hint("size", self.tr("Smaller where Telegram is slow; else it can stay."))
        self.form.label("reader", self.tr("Show it to another computer too"))
        self.form.hint("reader", self.tr("Its name of three letters or digits, if the server lets it see this office's work."))
        self.write.setText(self.tr("Write the files …"))
        self.take_title.setText(self.tr("Take files that came"))
        self.take_words.setText(
            self.tr(
                "Choose the files, or drop them here: answers from the server, and files of other offices, which are handed"
                " over by this computer's link. The order does not matter, nor does a file that comes twice."
            )
        )
        self.choose.setText(self.tr("Choose the files …"))
        self.results.setAccessibleName(self.tr("What came of the files"))
        self._show_made()
        self._show_taken()
        self._show_tag(self.tag)

    def _size_words(self, count: int) -> str:
        """A number of bytes for people."""
        digits = self.context.language.digits
        if count >= KILO * KILO:
            return self.tr("{n} megabytes").format(n=digits(f"{count / (KILO * KILO):.1f}".removesuffix(".0")))
        return self.tr("{n} kilobytes").format(n=digits(max(1, round(count / KILO))))

    def take(self, view: SyncView) -> None:
        self.enrolled = view.state.enrolled
        self.joining.setVisible(not self.enrolled)
        number = self.context.language.digits(view.state.waiting_records)
        self.waits.setText(self.tr("Waiting to be sent: {n}").format(n=number))
        self._buttons()
        session = self.context.session

        def tag() -> str:
            from app.services.exchange.bundles import own_tag

            return own_tag(session)

        self.context.tasks.call(tag, self._show_tag, self, on="db", failed=lambda _: None, key="tag")

    def _show_tag(self, tag: str) -> None:
        """What others type to show this computer what waits there."""
        self.tag = tag
        self.own.setVisible(bool(tag))
        self.own.setText(
            self.tr("An office that wants to show its work here types the name of this computer: {tag}").format(tag=tag)
        )

    def _buttons(self) -> None:
        """One thing at a time."""
        for part in (self.write, self.choose):
            part.setEnabled(self.enrolled and not self.running)

    # ---- making ----

    def make(self) -> None:
        """Asks for the folder and writes the files."""
        if self.running or not self.form.check():
            return
        folder = self.context.dialogs.folder(self, self.tr("Folder for the files"))
        if folder is None:
            return
        session, size, reader = self.context.session, int(str(self.largest.value())) * KILO, str(self.other.value() or "")

        def work() -> Made:
            from app.services.exchange.bundles import make

            return make(session, folder, part_bytes=size, reader=reader)

        self._run(work, self._have_made)

    def _have_made(self, made: Made) -> None:
        """The files are written."""
        self._stopped()
        self.made = made
        self._show_made()
        self.context.notice(self.tr("Files written: {n}.").format(n=self.context.language.digits(len(made.files))), "done")

    def _show_made(self) -> None:
        """Which files there are, and what is to be done with them."""
        made, digits = self.made, self.context.language.digits
        self.written.setVisible(made is not None)
        if made is None:
            return
        from app.services.exchange.bundles import made_words

        told = self.tr("Files written: {n} ({size}). Changes in them: {ops}. Folder: {folder}.").format(
            n=digits(len(made.files)),
            size=self._size_words(made.bytes),
            ops=digits(made.operations),
            folder=made.files[0].parent,
        )
        told += " " + self.tr("Take all of them to an office with a link, and bring the answers back here.")
        self.written.setText("\n".join([told, *made_words(made, self.context.lang)]))

    # ---- taking ----

    def choose_files(self) -> None:
        """Asks for files and takes them in."""
        if not self.running:
            files = self.tr("Files of Komar")
            kinds = f"{files} (*.kmb)"
            self.take_files(self.context.dialogs.open_files(self, self.tr("Files that came"), kinds))

    def take_files(self, files: list[Path]) -> None:
        """Takes files in, in whatever order; one that cannot be taken stops only itself."""
        if self.running or not files or not self.enrolled:
            return
        session, came = self.context.session, self.context.exchanger.came.emit

        def work() -> list[TakenFile]:
            from app.services.exchange.bundles import take

            return take(session, files, came)

        self._run(work, self._have_taken)

    def _have_taken(self, taken: list[TakenFile]) -> None:
        """What came of each file."""
        self._stopped()
        self.taken = [*taken, *self.taken][:SHOWN]
        self._show_taken()
        refused, digits = sum(each.fault is not None for each in taken), self.context.language.digits
        if refused:
            told = self.tr("Files taken: {n}. Not taken: {refused}; the reason stands below, with each.")
            self.context.notice(told.format(n=digits(len(taken) - refused), refused=digits(refused)), "warn")
        else:
            self.context.notice(self.tr("Files taken: {n}.").format(n=digits(len(taken))), "done")
        QTimer.singleShot(0, self._show_first)
        self.context.bus.announce_exchange()

    def _show_first(self) -> None:
        """What came of the last files is seen without scrolling."""
        if self.isVisible():
            self.scrolled.ensureWidgetVisible(self.results)
            self.scrolled.ensureWidgetVisible(self.choose)

    def _show_taken(self) -> None:
        """A line for each file, the last ones first."""
        clear(self.result_box)
        self.results.setVisible(bool(self.taken))
        for each in self.taken:
            name = label(self.results, "label", each.file.name)
            words = label(self.results, "problem" if each.fault else "", self._outcome(each), wrap=True)
            for part in (name, words):
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self.result_box.addWidget(part)

    def _outcome(self, each: TakenFile) -> str:
        """What came of a file, and what is to be done."""
        digits = self.context.language.digits
        if each.fault is not None:
            return self.context.words(each.fault)
        if each.kind == "kept":
            return self.tr("There is no link now. The file is kept and handed over with the next exchange.")
        if each.kind == "shown":
            return self.tr(
                "Another computer's work is shown here: {n} records. Its files go to the server with the next exchange."
            ).format(n=digits(each.shown))
        if each.kind == "carried":
            handed = self.tr("Handed over to the server.")
            if each.reply_file is None:
                return handed
            answer = self.tr("Give the answer {file} back to who brought the file.").format(file=each.reply_file.name)
            return f"{handed} {answer}"
        if each.old:
            return self.tr("This answer is older than what this computer already knows; nothing was changed.")
        told = self.tr("The server's answer was taken in. Received: {received}. Answered changes: {answered}.").format(
            received=digits(each.received), answered=digits(each.answered)
        )
        more = self.tr("The server has more: write new files and hand them over to get the rest.")
        return f"{told} {more}" if each.more else told

    # ---- both ----

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Runs something that takes its time, off the window's thread."""
        self.running = True
        self._buttons()
        self.context.tasks.call(work, done, self, on="net", failed=self._failed)

    def _stopped(self) -> None:
        """Something else may begin."""
        self.running = False
        self._buttons()

    def _failed(self, error: AppError) -> None:
        """It did not go."""
        self._stopped()
        if not self.form.show_error(error, self.context.words(error)):
            self.context.tell(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.enrolled and not self.running and _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files_of(event)
        if files:
            event.acceptProposedAction()
            self.take_files(files)


def _files_of(event: QDropEvent) -> list[Path]:
    """The files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _left(widget: QWidget) -> QHBoxLayout:
    """A button at the left."""
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
