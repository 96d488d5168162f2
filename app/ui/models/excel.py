"""Any list on the screen as a workbook: its headings and all its rows, as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import InputError
from app.domain.permissions import can, export_act, sees_names
from app.services.sharing.sealed_files import ENDING as SEALED
from app.services.sharing.sealed_files import sealed_list
from app.text.digits import digits_for
from app.ui.models.rows import PAGE
from app.ui.models.table import Batch, Column, RecordTable, SimpleTable
from app.ui.sealing import new_password
from app.ui.widgets.basics import Button

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

ListPage = Callable[[Any, str, Any, int], Batch]
Texts = Callable[["Reader"], Iterable[Sequence[str]]]


class ExcelButton(Button):
    """The button of a list that goes to Excel; Ctrl+E does the same."""

    def __init__(self, parent: QWidget, export: Callable[[], object]) -> None:
        super().__init__(parent, "download")
        self.setProperty("flat", True)
        self.setAutoDefault(True)
        self._draw()
        self.clicked.connect(lambda: export())
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.setText(QCoreApplication.translate("ToExcel", "To Excel"))
        self.setToolTip(f"{self.text()} (Ctrl+E)")

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def to_excel(
    context: Context,
    owner: QWidget,
    table: SimpleTable,
    kind: str,
    *,
    names: bool = False,
    act: str = "",
    page: ListPage | None = None,
    every: Callable[[Reader], Iterable[Any]] | None = None,
) -> bool:
    """Asks for a file and writes the whole list, also what was not scrolled to; true, as the key was heard.

    `names`: it holds names of children. `act`: the right that is needed, if not that of the kind. `page` reads the rows in
    place of the list's own, whose filter may change meanwhile; `every` reads the rows where not those of the table go out: all
    of them where it shows only the first, or fewer.
    """
    model = table.rows_model
    chosen = [model.columns[place] for place in table.chosen()]
    heads = [(column.title(), column.width) for column in chosen]
    if isinstance(table, RecordTable):
        source = page or (model.source.page if model.source is not None else None)
        assert source is not None, "a list of records has a source"
        rows = _all_rows(source, model.order, chosen, context.lang)
    elif every is not None:
        rows = _texts_of(every, chosen, context.lang)
    else:
        places = table.chosen()
        texts = (model.texts(place) for place in range(model.rowCount()))
        rows = _given([[line[place] for place in places] for line in texts])
    return write_rows(context, owner, kind, table.accessibleName(), heads, rows, names=names, act=act)


def write_rows(
    context: Context,
    owner: QWidget,
    kind: str,
    title: str,
    heads: Sequence[tuple[str, float]],
    rows: Texts | Sequence[Sequence[str]],
    *,
    names: bool = False,
    act: str = "",
) -> bool:
    """Asks for a file and writes rows under heads (words, width in letters); see `to_excel`."""
    actor, translate = context.session.actor, QCoreApplication.translate
    if not can(actor, act or export_act(kind)) or (names and not sees_names(actor)):
        context.notice(translate("ToExcel", "You do not have the right to take this list out of Komar."), "warn")
        return True
    sealed = translate("ToExcel", "Sealed with a password")
    kinds = f"Excel (*.xlsx);;CSV (*.csv);;{sealed} (*{SEALED})"
    file = context.dialogs.save_file(owner, translate("ToExcel", "To Excel"), f"list-{context.today():%Y%m%d}.xlsx", kinds)
    if file is None:
        return True
    lang, session = context.lang, context.session
    wanted = rows if callable(rows) else _given(rows)
    password: str | None = None
    if file.suffix.lower() == SEALED:
        try:
            password = new_password(context, owner)
        except InputError as error:
            context.tell(error)
        if password is None:
            return True

    def write() -> int:
        from app.exports.lists import Column as Head  # late: openpyxl takes a moment
        from app.services.numbers.lists import export

        columns = [Head(text, width) for text, width in heads]

        def to(place: Path | BytesIO) -> int:
            return export(session, place, kind, title, columns, wanted, lang, names=names)

        return to(file) if password is None else sealed_list(file, password, to)

    context.tasks.call(write, lambda count: _written(context, file, count), owner, on="work")
    return True


def _given(rows: Sequence[Sequence[str]]) -> Texts:
    """Rows that are here already."""
    return lambda _reader: rows


def _texts_of(every: Callable[[Reader], Iterable[Any]], columns: Sequence[Column], lang: str) -> Texts:
    """All rows as they would be shown; on the worker."""
    return lambda reader: (_texts(row, columns, lang) for row in every(reader))


def _texts(row: Any, columns: Sequence[Column], lang: str) -> list[str]:
    """The cells of a row."""
    texts = ((column, column.text(row)) for column in columns)
    return [digits_for(text, lang) if column.digits else text for column, text in texts]


def _all_rows(page: ListPage, order: str, columns: Sequence[Column], lang: str) -> Texts:
    """All rows of a list that comes page by page, in its order and of one moment; on the worker."""

    def rows(reader: Reader) -> Iterator[Sequence[str]]:
        after: object = None
        while True:
            batch = page(reader, order, after, PAGE)
            yield from (_texts(row, columns, lang) for row in batch.rows)
            after = batch.after
            if after is None:
                return

    return rows


def _written(context: Context, file: Path, count: int) -> None:
    words = QCoreApplication.translate("ToExcel", "Written to {file}: {n} rows.")
    context.notice(words.format(file=file.name, n=context.language.digits(count)), "done")
