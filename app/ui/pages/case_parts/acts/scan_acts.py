"""Scans that lie in the scanner's folder, offered where documents of a case are: which, what they are, how they are turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.papers import scan_folder
from app.services.papers.scan_folder import Size
from app.text.digits import digits_for
from app.ui.pages.case_parts.acts.document_acts import DocumentActs
from app.ui.scan_watch import ScanWatch
from app.ui.widgets.basics import button, label, row
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import BoolField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate
SHOWN = 12
"""Scans that are offered at once."""
ALL, FILE = "all", "file"


class ScanOffer(QWidget):
    """The line "2 new scans", with taking them in, passing them over, and the folder itself."""

    def __init__(self, context: Context, acts: DocumentActs) -> None:
        super().__init__()
        self.context, self.acts = context, acts
        self.case = self.child = ""
        self.watch = ScanWatch.of(context)
        self.told = label(self, "warn", wrap=True)
        self.take_button = button(self, "download", self.take, primary=True)
        self.pass_button = button(self, "close", self.pass_over, flat=True)
        self.folder_button = button(self, "upload", self.name_folder, flat=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.told)
        box.addLayout(row(self.take_button, self.pass_button, self.folder_button, 1, gap=context.theme.gap))
        self.watch.changed.connect(self.fill)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.take_button.setText(self.tr("Take them in…"))
        self.pass_button.setText(self.tr("Not these"))
        self.folder_button.setText(self.tr("Scanner's folder…"))
        self.fill()

    def load(self, case: str, child: str, *, editable: bool) -> None:
        """The case that scans would go to."""
        self.case, self.child = case, child
        self.watch = ScanWatch.of(self.context)
        self.setVisible(editable)
        self.watch.look()
        self.fill()

    def fill(self) -> None:
        """How many scans are new."""
        number = len(self.watch.seen.ready)
        self.told.setText(
            self.tr("%n new scan(s) in the scanner's folder", "", number).replace(
                str(number), digits_for(number, self.context.lang)
            )
        )
        for part in (self.told, self.take_button, self.pass_button):
            part.setVisible(bool(number))

    def name_folder(self) -> None:
        """Which folder is watched."""
        start = self.watch.folder
        chosen = self.context.dialogs.folder(self, self.tr("The folder into which the scanner writes"), str(start or ""))
        if chosen is not None:
            self.watch.name(chosen)
            self.context.notice(self.tr("New scans in this folder are offered here from now on."), kind="done")

    def pass_over(self) -> None:
        """They belong elsewhere: not offered again, and left where they are."""
        self.watch.done(self.watch.seen.ready)

    def take(self) -> None:
        """Asks which scans, what they are and how they are turned, and keeps them."""
        paths, sizes = self.watch.seen.ready[:SHOWN], dict(self.watch.seen.sizes)
        if not paths:
            return
        form = self.acts.form_of([path.name for path in paths], lambda form: self._choosing(form, paths))
        asked = self.context.dialogs.ask(self, self.tr("Take in scans"), self.tr("Take in"), form)
        values = form.values()
        form.deleteLater()
        chosen = [path for number, path in enumerate(paths) if values[f"scan_{number}"]]
        if asked and chosen:
            self._keep(chosen, sizes, values)

    def _choosing(self, form: Form, paths: Sequence[Path]) -> None:
        """A tick for each scan, how they are turned, and what becomes of the plain files."""
        for number, path in enumerate(paths):
            form.add(f"scan_{number}", BoolField())
            form.label(f"scan_{number}", path.name)
        turned_field(form)
        form.add("delete", BoolField())
        form.label("delete", self.tr("Delete the plain files from the folder once they are saved"))
        form.hint("delete", self.tr("There anybody who uses the computer can open them."))
        ticks = {f"scan_{number}": True for number in range(len(paths))}
        form.set_values({**ticks, "delete": self.watch.deletes})

    def _keep(self, paths: Sequence[Path], sizes: Mapping[Path, Size], values: Mapping[str, object]) -> None:
        """Reads on the worker, saves, and only then takes the plain files away."""
        told, store, together = self.acts.told_of(values), self.acts.store(), bool(values.get("together"))
        parent = self.acts.parent_for(self.case, self.child, told.use)
        quarter = quarter_of(values)

        def write(files: Sequence[tuple[str, bytes]]) -> None:
            self.context.tasks.run(
                lambda uow: scan_folder.keep(uow, store, parent, files, told, together=together, quarter=quarter),
                saved,
                self,
                write="document_add",
            )

        def saved(made: Sequence[str]) -> None:
            finish(self.context, self, self.watch, paths, sizes, delete=bool(values["delete"]))
            self.acts.saved.emit(made[0])

        self.context.tasks.call(lambda: scan_folder.read(paths), write, self)


def finish(
    context: Context, owner: QObject, watch: ScanWatch, paths: Sequence[Path], sizes: Mapping[Path, Size], *, delete: bool
) -> None:
    """Scans are kept encrypted: not offered again, the plain files deleted if that was wished."""
    watch.done(paths, delete=delete)
    if delete:
        context.tasks.call(
            lambda: scan_folder.take_away(paths, sizes),
            lambda _: None,
            owner,
            failed=lambda error: context.notice(context.words(error), kind="warn"),
        )


def turned_field(form: Form) -> None:
    """How the pages of a scan are turned; as they are is proposed."""
    field = ChoiceField()
    field.set_choices(
        [
            ("0", translate("ScanOffer", "As they are")),
            ("1", translate("ScanOffer", "A quarter to the right")),
            ("2", translate("ScanOffer", "Upside down")),
            ("3", translate("ScanOffer", "A quarter to the left")),
        ]
    )
    form.add("turned", field, required=True)
    form.label("turned", translate("ScanOffer", "Turned"))
    form.set_values({"turned": "0"})


def quarter_of(values: Mapping[str, object]) -> int:
    """By how many quarters to the right the pages are turned, as `turned_field` asked."""
    return int(str(values.get("turned") or "0"))


def source_field(context: Context, form: Form, paths: Sequence[Path]) -> None:
    """Where the scan of a paper comes from: a file that is chosen, or what lies new in the scanner's folder."""
    field, number = ChoiceField(), digits_for(len(paths), context.lang)
    several = [(ALL, translate("Scans", "All new scans, as its pages: {n}").format(n=number))] if len(paths) > 1 else []
    names = [(str(place), path.name) for place, path in enumerate(paths[:SHOWN])]
    field.set_choices([(FILE, translate("Scans", "A file that I choose")), *names, *several])
    form.add("source", field, required=True)
    form.label("source", translate("Scans", "Where the scan is"))
    form.add("delete", BoolField())
    form.label("delete", translate("Scans", "Delete the plain files from the folder once they are saved"))
    form.set_values({"source": "0" if len(paths) == 1 else FILE, "delete": ScanWatch.of(context).deletes})

    def follow() -> None:
        form.show_field("delete", field.value() != FILE)

    field.changed.connect(follow)
    follow()


def chosen_scans(values: Mapping[str, object], paths: Sequence[Path]) -> Sequence[Path]:
    """The scans of the folder that were chosen; none for a file of one's own."""
    source = str(values.get("source") or FILE)
    return paths if source == ALL else () if source == FILE else (paths[int(source)],)
