"""Making a paper from a page: computed by a worker, looked at, saved as a PDF file, noted in the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.print.papers import Paper
from app.services.visits import inspection_papers
from app.ui.dialogs.preview import open_file, preview

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context


PaperT = TypeVar("PaperT", bound=Paper)
Note = Callable[["UnitOfWork", PaperT], object]


class PaperDesk(QObject):
    """One for a page. `make` gets a Reader on a worker and gives the paper."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.look: Callable[[Context, QWidget, str, Sequence[bytes]], bool] = preview
        self.open: Callable[[Path], None] = open_file

    def show_paper(
        self, make: Callable[[Reader], PaperT], title: str, file_name: str, record: str, note: Note[PaperT] | None = None
    ) -> None:
        """Makes the paper and shows it; `note` stands in the same act as the file, such as a line of the register."""

        def made(reader: Reader) -> tuple[PaperT, list[bytes]]:
            paper = make(reader)
            return paper, inspection_papers.preview(paper)

        self.context.tasks.run(
            made,
            lambda result: self._shown(result[0], result[1], title, file_name, record, note),
            self.page,
            on="work",
            key="paper",
        )

    def _shown(
        self, paper: PaperT, pages: list[bytes], title: str, file_name: str, record: str, note: Note[PaperT] | None
    ) -> None:
        if not self.look(self.context, self.page, title, pages):
            return
        file = self.context.dialogs.save_file(self.page, self.tr("Save as PDF"), file_name, "PDF (*.pdf)")
        if file is None:
            return

        def write(uow: UnitOfWork) -> None:
            inspection_papers.write_paper(uow, paper, record, file)
            if note is not None:
                note(uow, paper)

        self.context.tasks.run(write, lambda _: self._saved(file), self.page, write=f"print_{paper.template}")

    def _saved(self, file: Path) -> None:
        self.context.notice(self.tr("Saved: {file}").format(file=file.name), "done")
        self.open(file)
