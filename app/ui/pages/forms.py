"""The library of forms, for their authors and for who puts them into use: check a workbook, install it, try it, print it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.forms.form_library import FormEntry, FormShelf, version_key
from app.ui.models.excel import ExcelButton, to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.page import Page
from app.ui.pages.studio_parts.acts import ShelfActs
from app.ui.pages.studio_parts.mapping import MappingFace
from app.ui.pages.studio_parts.report import ReportView
from app.ui.widgets.basics import button, column, heading, note
from app.ui.widgets.flow import Flow
from app.ui.widgets.layout import keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.forms.model import CompiledForm
    from app.services.forms.form_desk import ShelfRow
    from app.services.forms.form_studio import Report
    from app.ui.context import Context
    from app.ui.forms.preview import FormPreview


class FormsPage(Page):
    """Three faces: the list, the report on a file that was checked, and a form tried out."""

    watches: ClassVar[frozenset[str]] = frozenset({"form", "form_response"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shelf = FormShelf(context.session.folder)
        self.acts = ShelfActs(context, self, self.shelf)
        self.acts.installed.connect(self._home)
        self.file: Path | None = None
        self._wanted = ""
        self.preview: FormPreview | None = None
        gap = context.theme.gap
        self.away = button(self, "back", self.back, flat=True)
        self.title = heading(self)
        self.check_button = button(self, "find", self.new, primary=True)
        self.lead = note(self)
        self.table = SimpleTable(context, "forms", self._columns())
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.excel = self.export
        self.table.opened.connect(lambda _: self.try_out())
        self.table.picked.connect(lambda _: self._allow())
        self.table.sorted_by.connect(lambda _: self._show(self.rows))
        self.rows: tuple[ShelfRow, ...] = ()
        keep_height(context, self.table, 9)
        self.list = QWidget(self)
        inside = column(self.lead, self.table, gap=gap)
        inside.setStretch(1, 1)
        inside.addLayout(self._buttons(gap))
        inside.addWidget(self.reason)
        self.list.setLayout(inside)
        self.report = ReportView(context, self)
        self.report.again.connect(self.reload)
        self.report.preview.connect(self._try_checked)
        self.report.install.connect(self.install)
        self.report.map.connect(self._map_checked)
        self.mapping = MappingFace(context, self.shelf, self)
        self.mapping.ready.connect(self._checked)
        self.trial = QWidget(self)
        self.trial.setLayout(column(gap=gap))
        box = scrolled_page(self, gap)
        head = Flow(gap=gap, lead=2)
        for part in (self.away, self.title, self.check_button):
            head.addWidget(part)
        box.addLayout(head)
        for face in (self.list, self.report, self.mapping, self.trial):
            box.addWidget(face, 1)
        self._face(self.list)
        self.retranslate()

    def _buttons(self, gap: int) -> Flow:
        """What can be done with the form that is selected."""
        self.publish_button = button(self, "check", lambda: self._with(self.acts.publish))
        self.retire_button = button(self, "close", lambda: self._with(self.acts.retire))
        self.preview_button = button(self, "find", self.try_out)
        self.print_button = button(self, "print", self.print_paper)
        self.save_button = button(self, "download", lambda: self._with(self.acts.give_out))
        self.map_button = button(self, "list", lambda: self._with(self._map))
        self.reason = note(self)
        acts = Flow(gap=gap)
        for part in (
            self.preview_button, self.print_button, self.publish_button, self.retire_button, self.map_button, self.save_button,
            ExcelButton(self, self.export),
        ):  # fmt: skip
            acts.addWidget(part)
        return acts

    def _columns(self) -> tuple[Column, ...]:
        context = self.context
        return (
            Column(
                "title", lambda: self.tr("Form"), lambda one: one.entry.title_in(context.lang), "title", width=40, bold=True,
                stretch=True,
            ),
            Column("id", lambda: self.tr("Name in workbooks"), lambda one: one.entry.form_id, "id", width=23),
            Column("version", lambda: self.tr("Version"), lambda one: one.entry.version, width=7, digits=True),
            Column(
                "subject", lambda: self.tr("About"),
                lambda one: code_label("response_subject", one.entry.subject, context.lang), "subject", width=16,
            ),
            Column(
                "state", lambda: self.tr("State"), lambda one: code_label("form_state", one.entry.state, context.lang), "state",
                width=13, tone=lambda one: {"published": "good", "retired": "dim"}.get(one.entry.state),
            ),
            Column(
                "origin", lambda: self.tr("Comes from"),
                lambda one: self.tr("Komar") if one.entry.shipped else self.tr("the office"), "origin", width=14,
            ),
            Column(
                "responses", lambda: self.tr("Responses"), lambda one: str(one.responses), "responses", width=12, align="right",
                digits=True,
            ),
        )  # fmt: skip

    # ---- words ----

    def retranslate(self) -> None:
        self.check_button.setText(self.tr("Check a workbook… (Ctrl+N)"))
        self.lead.setText(
            self.tr(
                "A workbook is checked first. Without errors it can be installed and put into use."
                " What was filled in stays with its version."
            )
        )
        self.publish_button.setText(self.tr("Put into use"))
        self.retire_button.setText(self.tr("Take out of use"))
        self.preview_button.setText(self.tr("Preview"))
        self.print_button.setText(self.tr("Print the blank form"))
        self.save_button.setText(self.tr("Save the workbook as…"))
        self.map_button.setText(self.tr("Map to standards…"))
        self.table.set_name(self.tr("Forms and their versions"))
        self.table.set_empty(
            self.tr("There is no form yet. Check a workbook and install it."), self.tr("Check a workbook…"), self.new
        )
        self.table.retranslate()
        self._titles()
        self._allow()
        self.mapping.retranslate()
        if self.report.isVisibleTo(self):
            self.reload()  # its words were made in the language before

    def _titles(self) -> None:
        """The heading and the way back of the face that is shown."""
        on_list = self.list.isVisibleTo(self)
        self.title.setText(
            self.tr("Library of forms") if on_list
            else self.tr("What was found in the form") if self.report.isVisibleTo(self)
            else self.tr("Items, weights and answers") if self.mapping.isVisibleTo(self)
            else self.tr("Preview")
        )  # fmt: skip
        self.away.setText(self.tr("Settings") if on_list else self.tr("Back"))
        self.check_button.setVisible(on_list)

    def _face(self, shown: QWidget) -> None:
        for face in (self.list, self.report, self.mapping, self.trial):
            face.setVisible(face is shown)
        self._titles()

    # ---- the list ----

    def shown(self, **where: object) -> None:
        self._end_trial()
        self._face(self.list)
        self.table.setFocus()
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def _read(self) -> None:
        """Reads the library."""
        shelf = self.shelf

        def read(reader: Reader) -> tuple[ShelfRow, ...]:
            from app.services.forms.form_desk import shelf_rows

            return shelf_rows(reader, shelf)

        self.context.tasks.run(read, self._show, self, on="work", key="forms")

    def _show(self, rows: tuple[ShelfRow, ...]) -> None:
        """Shows the list in the order that was chosen."""
        self.rows = rows
        order = self.table.rows_model.order
        texts = {each.sort: each.text for each in self.table.rows_model.columns if each.sort}
        name = order.lstrip("-")
        if name == "responses":
            rows = tuple(sorted(rows, key=lambda one: one.responses, reverse=order.startswith("-")))
        elif name in texts:
            known = texts[name]
            rows = tuple(
                sorted(rows, key=lambda one: (known(one), version_key(one.entry.version)), reverse=order.startswith("-"))
            )
        self.table.set_rows(rows)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        if rows and self.table.selected() is None:
            self.table.select(rows[0].id)
        self._allow()

    def chosen(self) -> FormEntry | None:
        """The form that is selected."""
        found = self.table.row_of(self.table.selected() or "")
        return found.entry if found is not None else None

    def _allow(self) -> None:
        """Opens the buttons that fit the form and the person; says why the others are closed."""
        entry, may = self.chosen(), can(self.context.session.actor, "form.publish")
        for each in (self.preview_button, self.print_button, self.save_button):
            each.setEnabled(entry is not None)
        self.map_button.setEnabled(entry is not None and entry.subject in ("inspection", "case"))
        self.publish_button.setEnabled(entry is not None and may and entry.state != "published")
        self.retire_button.setEnabled(entry is not None and may and entry.state != "retired")
        why = "" if may else self.tr("Forms are put into use by an administrator or by the ministry.")
        self.publish_button.setToolTip(why)
        self.retire_button.setToolTip(why)
        self.reason.setText(why)
        self.reason.setVisible(bool(why))

    def _with(self, act: Callable[[FormEntry], object]) -> bool:
        """Does something with the form that is selected."""
        entry = self.chosen()
        if entry is not None:
            act(entry)
        return entry is not None

    # ---- checking a file ----

    def new(self) -> bool:
        """Chooses a workbook and checks it."""
        file = self.context.dialogs.open_file(self, self.tr("Check a workbook"), "XLSForm (*.xlsx *.xml)")
        if file is not None:
            self.check(file)
        return True

    def check(self, file: Path) -> None:
        """Checks a file, with the files in `NAME-media` beside it, on a worker."""
        self.file = file
        shelf, lang = self.shelf, self.context.lang

        def look(reader: Reader) -> Report:
            from app.services.forms.form_desk import look_through

            return look_through(reader, shelf, file, lang)

        self.context.tasks.run(look, self._checked, self, on="work", key="check")

    def _look_again(self, report: Report) -> None:
        """A form that was mapped here has no file: its own bytes are looked through."""
        shelf, lang = self.shelf, self.context.lang

        def look(reader: Reader) -> Report:
            from app.services.forms.form_desk import look_through_data

            return look_through_data(reader, shelf, report.data, report.file, report.media, lang)

        self.context.tasks.run(look, self._checked, self, on="work", key="check")

    def _checked(self, report: Report) -> None:
        self._end_trial()
        self._face(self.report)
        self.report.show_report(report, may_install=can(self.context.session.actor, "form.install"))
        self.report.table.setFocus()

    def install(self) -> None:
        """Installs the form that was checked."""
        report = self.report.report
        if report is not None and self.report.install_button.isEnabled():
            self.acts.install(report, may_publish=can(self.context.session.actor, "form.publish"))

    def _home(self, row_id: str) -> None:
        """A form was installed: back to the list, where it is selected."""
        self.file, self._wanted = None, row_id
        self._face(self.list)
        self.table.setFocus()
        self._read()

    # ---- mapping ----

    def _map(self, entry: FormEntry) -> None:
        """The questions of the selected form become items of an inspection."""
        self.file = None
        self._face(self.mapping)
        self.mapping.begin_entry(entry)
        self.mapping.table.setFocus()

    def _map_checked(self) -> None:
        """Those of the form of the report."""
        if self.report.report is not None:
            self.file = None
            self._face(self.mapping)
            self.mapping.begin_report(self.report.report)
            self.mapping.table.setFocus()

    # ---- trying out ----

    def try_out(self) -> None:
        """Fills the selected form, to throw it away."""
        entry, shelf = self.chosen(), self.shelf
        if entry is None:
            return
        chosen = entry

        def read(reader: Reader) -> tuple[CompiledForm, dict[str, bytes]]:
            from app.services.forms.form_desk import compiled

            return compiled(reader, shelf, chosen)

        self.context.tasks.run(read, lambda found: self._try(*found), self, on="work", key="preview")

    def _try_checked(self) -> None:
        """Fills the form of the report."""
        report = self.report.report
        if report is not None and report.form is not None:
            self._try(report.form, dict(report.media))

    def _try(self, form: CompiledForm, media: dict[str, bytes]) -> None:
        from app.ui.forms.answers import Ports
        from app.ui.forms.preview import FormPreview

        self._end_trial()
        self.preview = FormPreview(self.context, form, self.trial, ports=Ports(media=media.get))
        keep_height(self.context, self.preview, 16)
        layout = self.trial.layout()
        assert layout is not None, "set in the beginning"
        layout.addWidget(self.preview)
        self._face(self.trial)
        self.preview.view.focus_first()

    def _end_trial(self) -> None:
        """Throws the trial away."""
        if self.preview is not None:
            self.preview.hide()
            self.preview.deleteLater()
            self.preview = None

    # ---- keys ----

    def back(self) -> bool:
        if self.list.isVisibleTo(self):
            self.context.navigate("settings")
            return True
        checked = self.trial.isVisibleTo(self) and self.file is not None
        self._end_trial()
        if checked:
            self._face(self.report)
            self.report.table.setFocus()
        else:
            self.file = None
            self._face(self.list)
            self.table.setFocus()
        return True

    def save(self) -> bool:
        if self.mapping.isVisibleTo(self):
            return self.mapping.make()
        if not self.report.isVisibleTo(self):
            return False
        self.install()
        return True

    def next_problem(self) -> bool:
        if self.preview is not None:
            return self.preview.next_problem()
        if self.mapping.isVisibleTo(self):
            return self.mapping.next_problem()
        return self.report.isVisibleTo(self) and self.report.next_problem()

    def print_paper(self) -> bool:
        return self.list.isVisibleTo(self) and self._with(self.acts.print_blank)

    def export(self) -> bool:
        if self.report.isVisibleTo(self):
            return self.report.export()
        return self.list.isVisibleTo(self) and to_excel(self.context, self, self.table, "forms")

    def reload(self) -> bool:
        if self.report.isVisibleTo(self) and self.file is not None:
            self.check(self.file)
        elif self.report.isVisibleTo(self) and self.report.report is not None:
            self._look_again(self.report.report)
        elif not self.mapping.isVisibleTo(self):
            self._read()
        return True
