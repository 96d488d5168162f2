"""Making a paper from a page: computed by a worker, looked at, saved as a PDF file, noted in the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.print.papers import Paper
from app.services import inspection_papers
from app.ui.dialogs.preview import open_file, preview

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context


class PaperDesk(QObject):
    """One for a page. `make` gets a Reader on a worker and gives the paper."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.look: Callable[[Context, QWidget, str, Sequence[bytes]], bool] = preview
        self.open: Callable[[Path], None] = open_file

    def show_paper(self, make: Callable[[Reader], Paper], title: str, file_name: str, record: str) -> None:
        """Makes the paper and shows it."""

        def made(reader: Reader) -> tuple[Paper, list[bytes]]:
            paper = make(reader)
            return paper, inspection_papers.preview(paper)

        self.context.tasks.run(
            made, lambda result: self._shown(result[0], result[1], title, file_name, record), self.page, on="work", key="paper"
        )

    def _shown(self, paper: Paper, pages: list[bytes], title: str, file_name: str, record: str) -> None:
        if not self.look(self.context, self.page, title, pages):
            return
        file = self.context.dialogs.save_file(self.page, self.tr("Save as PDF"), file_name, "PDF (*.pdf)")
        if file is None:
            return
        self.context.tasks.run(
            lambda uow: inspection_papers.write_paper(uow, paper, record, file),
            lambda _: self._saved(file),
            self.page,
            write=f"print_{paper.template}",
        )

    def _saved(self, file: Path) -> None:
        self.context.notice(self.tr("Saved: {file}").format(file=file.name), "done")
        self.open(file)
