"""The two ways out of a visit that was begun by mistake: thrown away while nobody has written in it, marked afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from app.domain.permissions import can
from app.services.visits import visit_discard
from app.text.words import error_text
from app.ui.widgets.basics import button

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.visits.inspection_desk import Desk
    from app.ui.context import Context
    from app.ui.pages.inspection import InspectionPage

translate = QCoreApplication.translate


class Mistake(QObject):
    """Two buttons of a page, of which at most one is there."""

    def __init__(self, context: Context, page: InspectionPage) -> None:
        super().__init__(page)
        self.context, self.page = context, page
        self.desk: Desk | None = None
        self.fresh = False
        self.discard_button = button(page, "close", self.discard, flat=True)
        self.void_button = button(page, "close", page.void, flat=True)

    def retranslate(self) -> None:
        """All words in the language now."""
        self.discard_button.setText(translate("InspectionPage", "Throw away …"))
        self.discard_button.setToolTip(translate("InspectionPage", "Begun by mistake: nobody has written in it yet."))
        self.void_button.setText(translate("InspectionPage", "Entered by mistake …"))

    def show_desk(self, desk: Desk | None) -> None:
        """The visit that is shown now."""
        self.desk, self.fresh = desk, desk is not None and desk.to_discard
        self._show()

    def written(self) -> None:
        """Somebody answered: it is nothing to throw away any more."""
        if self.fresh:
            self.fresh = False
            self._show()

    def _show(self) -> None:
        actor = self.context.session.actor
        void = self.desk is not None and self.desk.visit.inspection.code("state") == "void"
        self.discard_button.setVisible(self.fresh)
        self.void_button.setVisible(self.desk is not None and not self.fresh and not void and can(actor, "inspection.void"))

    def discard(self) -> None:
        """Throws the visit away, and goes back to the list."""
        desk = self.desk
        question = translate("InspectionPage", "Throw this visit away? Nobody has written in it; no list will tell of it.")
        if desk is None or not self.context.dialogs.confirm(
            self.page, question, translate("InspectionPage", "Throw away"), danger=True
        ):
            return
        form, inspection = desk.form, desk.visit.inspection.id
        self.page.inspection, self.page.desk = "", None  # what is gone is read by nobody

        def refused(error: AppError) -> None:
            self.context.notice(error_text(error, self.context.lang), "error")
            self.context.navigate("inspection", inspection=inspection)

        self.context.tasks.run(
            lambda uow: visit_discard.discard(uow, form, inspection),
            lambda _: self.context.navigate("inspections"),
            self,
            write="inspection_discard",
            failed=refused,
        )
