"""Link and data used: bytes by month, what goes over a link that costs by the byte, the way out of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.text.dates import month_name
from app.ui.pages.sync_parts.comparing import ComparingCard
from app.ui.pages.sync_parts.part import SyncPart
from app.ui.widgets.basics import button, card, clear, label, note, row
from app.ui.widgets.bytes import size_words
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.data.reader import Reader
    from app.domain.errors import AppError
    from app.services.exchange.link import Link
    from app.services.exchange.sync_view import SyncView
    from app.ui.context import Context


LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class LinkPart(SyncPart):
    """Four cards: the meter, the link that costs, comparing with the server, the proxy."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.link: Link | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, context.theme.gap, 0, 0)
        outer.setSpacing(context.theme.wide)
        self.comparing = ComparingCard(context, self)
        for part in (self._used(), self._costs(), self.comparing, self._way_out()):
            outer.addWidget(part)
        outer.addStretch(1)

    def _used(self) -> QWidget:
        """The meter."""
        frame, box = card(self)
        self.used_title = label(frame, "section")
        self.used_words = note(frame)
        self.months = QWidget(frame)
        self.grid = QGridLayout(self.months)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(self.context.theme.wide)
        for part in (self.used_title, self.used_words, self.months):
            box.addWidget(part)
        return frame

    def _costs(self) -> QWidget:
        """What goes over a telephone."""
        frame, box = card(self)
        self.costs_title = label(frame, "section")
        self.costs_words = note(frame)
        self.costs = Form(columns=1)
        self.on_metered = ChoiceField()
        self.costs.add("on_metered", self.on_metered, required=True)
        self.on_metered.changed.connect(self._choose)
        for part in (self.costs_title, self.costs_words, self.costs):
            box.addWidget(part)
        return frame

    def _way_out(self) -> QWidget:
        """The proxy."""
        frame, box = card(self)
        self.out_title = label(frame, "section")
        self.out_words = note(frame)
        self.out = Form(columns=2)
        self.kind, self.address, self.user, self.password = ChoiceField(), TextField(), TextField(), TextField(password=True)
        self.out.add("proxy", self.kind, required=True, wide=True)
        self.out.add("address", self.address, wide=True)
        self.out.add("user", self.user)
        self.out.add("password", self.password)
        self.kind.changed.connect(self._show_own)
        self.keep = button(frame, "check", self.keep_proxy)
        for part in (self.out_title, self.out_words, self.out):
            box.addWidget(part)
        box.addLayout(row(self.keep, -1))
        return frame

    # ---- words ----

    def title(self) -> str:
        return self.tr("Link and data used")

    def retranslate(self) -> None:
        self.used_title.setText(self.tr("Data used"))
        self.used_words.setText(self.tr("Everything that Komar sent and received over the link, by month."))
        self.costs_title.setText(self.tr("Over a telephone or another link that costs"))
        self.costs_words.setText(self.tr("Windows says which link costs by the amount. The button always sends and receives."))
        self.costs.label("on_metered", self.tr("What goes over it by itself"))
        self.on_metered.set_choices(
            [
                ("records", self.tr("Records and small pictures; pictures and files in full wait")),
                ("all", self.tr("Everything")),
                ("nothing", self.tr("Nothing: only when the button is pressed")),
            ]
        )
        self.out_title.setText(self.tr("Way out of the network"))
        self.out_words.setText(self.tr("Only where an office has a proxy. Mostly nothing is to be changed here."))
        self.out.label("proxy", self.tr("Proxy"))
        self.kind.set_choices(
            [
                ("system", self.tr("As Windows says")),
                ("none", self.tr("None")),
                ("own", self.tr("This one")),
            ]
        )
        self.out.label("address", self.tr("Address and port"))
        self.out.label("user", self.tr("User name"))
        self.out.label("password", self.tr("Password"))
        self.keep.setText(self.tr("Save the proxy"))
        self.comparing.retranslate()
        self._show_months()

    # ---- what is shown ----

    def take(self, view: SyncView) -> None:
        """Read by itself, but for the comparison."""
        self.comparing.take(view)

        def read(reader: Reader) -> Link:
            from app.services.exchange.link import link

            return link(reader)

        self.context.tasks.run(read, self._have, self, key="link")

    def _have(self, link: Link) -> None:
        """It was read; what is being typed stays."""
        before, self.link = self.link, link
        if before is None or before.on_metered != link.on_metered:
            self.on_metered.set_value(link.on_metered)
        told = (link.proxy, link.address, link.user)
        if before is None or (before.proxy, before.address, before.user) != told:
            for field, value in zip((self.kind, self.address, self.user), told, strict=True):
                field.set_value(value or None)
        self._show_own()
        self._show_months()

    def _show_own(self) -> None:
        """Fields of a proxy of its own."""
        for name in ("address", "user", "password"):
            self.out.show_field(name, self.kind.value() == "own")

    def _show_months(self) -> None:
        """A line for each month."""
        clear(self.grid)
        months = self.link.months if self.link else ()
        self.months.setVisible(bool(months))
        heads = ("", self.tr("Records"), self.tr("Pictures and files"), self.tr("Together"))
        for place, words in enumerate(heads):
            self.grid.addWidget(label(self.months, "label", words), 0, place, RIGHT if place else LEFT)
        for line, month in enumerate(months, 1):
            sizes = (month.records.bytes, month.pictures.bytes, month.bytes)
            cells: list[QLabel] = [label(self.months, "", self._month(month.month))]
            cells += [label(self.months, "", size_words(self.context, size)) for size in sizes]
            for place, cell in enumerate(cells):
                self.grid.addWidget(cell, line, place, RIGHT if place else LEFT)
        self.grid.setColumnStretch(len(heads), 1)

    def _month(self, told: str) -> str:
        """A month in words."""
        year, _, month = told.partition("-")
        return month_name(int(year), int(month), self.context.lang)

    # ---- what is done ----

    def _choose(self) -> None:
        """What goes over a link that costs was chosen."""
        choice = self.on_metered.value()
        if self.link is None or choice is None or choice == self.link.on_metered:
            return
        session = self.context.session

        def work() -> None:
            from app.services.exchange.link import set_on_metered

            set_on_metered(session, str(choice))

        self._run(work)

    def keep_proxy(self) -> None:
        """Saves the way out; the next exchange takes it."""
        session = self.context.session
        kind, address, user = (str(field.value() or "") for field in (self.kind, self.address, self.user))
        password = self.password.value()

        def work() -> None:
            from app.services.exchange.link import set_proxy

            set_proxy(session, kind, address, user, None if password is None else str(password))

        self._run(work)

    def _run(self, work: Callable[[], None]) -> None:
        """Does it, and reads again."""
        self.context.tasks.call(work, lambda _: self._saved(), self, on="work", failed=self._failed)

    def _saved(self) -> None:
        """It is kept."""
        self.password.set_value(None)
        self.context.notice(self.tr("Saved for this computer."))
        self.context.bus.announce_exchange()

    def _failed(self, error: AppError) -> None:
        """It did not go."""
        if not self.out.show_error(error, self.context.words(error)):
            self.context.tell(error)
