"""Filters of the list of cases: a search line, choices, a sentence that tells what is asked, and filters kept under a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can, scope
from app.domain.workflow import ORDER
from app.services.cases import kept_filters
from app.services.cases.case_search import CaseWish
from app.text.dates import short_date
from app.ui.pages.case_parts.fields.makers import visible_code
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, NumberField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

TYPED_MS = 60
_NAMED = kept_filters.OWN
_LAST = "cases.filter"


class Filters(QWidget):
    """What is asked of the list."""

    changed = Signal()

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.more_button = button(self, "find", self._toggle, flat=True)
        self.clear_button = button(self, "close", self.reset, flat=True)
        self.keep_button = button(self, "star", self._keep_named, flat=True)
        self.named = ChoiceField(self)
        self.office: dict[str, Mapping[str, object]] = {}
        self.forget_button = button(self, "close", self.forget, flat=True)
        self.forget_button.hide()
        self.form = self._make_form()
        self.form.hide()
        self.sentence = label(self, "dim", wrap=True)
        self._wait = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._wait.timeout.connect(self._tell)
        self._quiet = False
        self._found: int | None = None
        line = QHBoxLayout()
        line.addWidget(self.search, 3)
        line.addWidget(self.named, 1)
        line.addWidget(self.forget_button)
        for part in (self.more_button, self.keep_button, self.clear_button):
            line.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        box.addLayout(line)
        box.addWidget(self.form)
        box.addWidget(self.sentence)
        self.search.textEdited.connect(lambda _: self._wait.start())
        self.search.textChanged.connect(lambda text: None if text else self._wait.start())
        self.form.changed.connect(lambda _: self._wait.start())
        self.named.changed.connect(self._use_named)
        kept = context.state(_LAST)
        self._show(kept if isinstance(kept, Mapping) else {"status": "open"})
        self.retranslate()

    def _make_form(self) -> Form:
        """The choices."""
        form, context = Form(columns=4), self.context
        form.add("status", CodeField(context, "case_status"))
        form.add("step", CodeField(context, "flow_step", only=ORDER[:-1]))
        form.add("risk", CodeField(context, "risk_level"))
        self.owner = ChoiceField()
        form.add("owner", self.owner)
        form.add("light", CodeField(context, "light_result"))
        form.add("category", visible_code("child_category")(context))
        form.add("concern", visible_code("concern")(context))
        form.add("place", VillageField(context, levels=("province", "district", "commune")))
        form.add("sex", CodeField(context, "sex"))
        form.add("case_type", CodeField(context, "case_type"))
        form.add("age_from", NumberField(high=99))
        form.add("age_to", NumberField(high=99))
        form.add("opened_from", DateField(context))
        form.add("opened_to", DateField(context))
        form.add("overdue", BoolField())
        form.add("flagged", BoolField())
        form.add("waiting", BoolField())
        form.add("alerted", BoolField())
        form.show_field("owner", scope(context.session.actor, "case.list") == "office")
        return form

    def set_owners(self, owners: Sequence[tuple[str, str]]) -> None:
        """Who may be chosen as caseworker."""
        chosen = self.owner.value()
        self.owner.set_choices([("me", self.tr("My own cases")), *owners])
        self.owner.set_value(chosen or self._wanted_owner)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.search.setPlaceholderText(self.tr("Search by name, case number or telephone, in Khmer or Latin letters"))
        self.search.setAccessibleName(self.tr("Search cases"))
        self.more_button.setText(self.tr("Filter"))
        self.clear_button.setText(self.tr("Clear"))
        self.keep_button.setText(self.tr("Keep this filter"))
        self.named.set_name(self.tr("Kept filters"))
        self.forget_button.setText(self.tr("Forget"))
        self.forget_button.setAccessibleName(self.tr("Forget this filter"))
        for name, text in {
            "status": self.tr("Status"),
            "step": self.tr("Step"),
            "risk": self.tr("Risk level"),
            "owner": self.tr("Caseworker"),
            "light": self.tr("Light of the last visit"),
            "category": self.tr("Type of child"),
            "concern": self.tr("Protection concern"),
            "place": self.tr("Commune, district or province"),
            "sex": self.tr("Sex"),
            "case_type": self.tr("Type of case"),
            "age_from": self.tr("Age from"),
            "age_to": self.tr("Age to"),
            "opened_from": self.tr("Opened from"),
            "opened_to": self.tr("Opened until"),
            "overdue": self.tr("First contact overdue"),
            "flagged": self.tr("Flagged"),
            "waiting": self.tr("Waiting for approval"),
            "alerted": self.tr("Something to look at"),
        }.items():
            self.form.label(name, text)
        self._show_names()
        self._say()

    def wish(self) -> CaseWish:
        """What is asked, for the services."""
        return kept_filters.wish_of(self._values(), self.search.text())

    def _tell(self) -> None:
        """The wish changed: it is kept for this person, and the list is asked; the count follows."""
        self._found = None
        self._say()
        self.context.keep_state(_LAST, self._values())
        if not self._quiet:
            self.changed.emit()

    def _values(self) -> dict[str, object]:
        """The choices, without what was searched for: a name is no setting."""
        values = {
            name: value for name, value in self.form.values().items() if value not in (None, {}, "") and value is not False
        }
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}

    def _show(self, values: Mapping[str, object]) -> None:
        """Shows choices in place of all others."""
        self._quiet = True
        self._wanted_owner = values.get("owner")
        for name, cell in self.form.cells.items():
            cell.field.set_value(values.get(name))
        self._quiet = False

    def reset(self) -> None:
        """Open cases, nothing else asked."""
        self.narrow({"status": "open"})

    def narrow(self, values: Mapping[str, object]) -> None:
        """Asks for these choices and nothing else."""
        self.search.clear()
        self.named.set_value(None)
        self._show(values)
        self._tell()

    def _toggle(self) -> None:
        """Shows or hides the choices."""
        shown = self.form.isHidden()
        self.form.setVisible(shown)
        if shown:
            self.form.first_field()

    def told(self) -> list[str]:
        """The parts of the sentence."""
        lang, values = self.context.lang, self.form.values()
        lists = {
            "status": "case_status",
            "step": "flow_step",
            "risk": "risk_level",
            "light": "light_result",
            "category": "child_category",
            "concern": "concern",
            "sex": "sex",
            "case_type": "case_type",
        }
        parts = [code_label(lists[name], str(values[name]), lang) for name in lists if values.get(name)]
        if values.get("risk"):
            told = self.tr("risk: {level}").format(level=code_label("risk_level", str(values["risk"]), lang))
            parts[parts.index(code_label("risk_level", str(values["risk"]), lang))] = told
        parts += self._spans(values)
        for name, text in (
            ("overdue", self.tr("first contact overdue")),
            ("flagged", self.tr("flagged")),
            ("waiting", self.tr("waiting for approval")),
            ("alerted", self.tr("something to look at")),
        ):
            if values.get(name):
                parts.append(text)
        if self.owner.value():
            parts.append(self.owner.combo.currentText())
        place = values.get("place")
        if isinstance(place, dict) and place.get("village_code"):
            parts.append(str(place["village_km" if lang == "km" else "village_en"]))
        if self.search.text().strip():
            parts.append(f"“{self.search.text().strip()}”")
        return parts

    def _spans(self, values: Mapping[str, object]) -> list[str]:
        """Ages and days, from and to."""
        parts: list[str] = []
        ages = [str(values[name]) if isinstance(values.get(name), int) else "…" for name in ("age_from", "age_to")]
        if ages != ["…", "…"]:
            parts.append(self.tr("aged {ages}").format(ages=self.context.language.digits(" – ".join(ages))))
        days = [values.get(name) for name in ("opened_from", "opened_to")]
        told = [short_date(day, self.context.lang) if isinstance(day, date) else "…" for day in days]
        if told != ["…", "…"]:
            parts.append(self.tr("opened {days}").format(days=" – ".join(told)))
        return parts

    def _say(self) -> None:
        """The sentence, with the count once it is known."""
        text = " · ".join(self.told()) or self.tr("All cases")
        if self._found is not None:
            text = self.tr("{filter}: {n} cases").format(filter=text, n=self.context.language.digits(self._found))
        self.sentence.setText(text)

    def show_count(self, count: int) -> None:
        """Tells how many cases were found."""
        self._found = count
        self._say()

    def set_office(self, kept: Mapping[str, Mapping[str, object]]) -> None:
        """The filters that the office keeps for all."""
        self.office = dict(kept)
        self._show_names()

    def _filters(self) -> dict[str, object]:
        """Name → choices of the filters that the person kept."""
        kept = self.context.state(_NAMED)
        return dict(kept) if isinstance(kept, Mapping) else {}

    def _show_names(self) -> None:
        """The kept filters to choose from, one's own first."""
        own = [(f"own:{name}", name) for name in sorted(self._filters())]
        office = [(f"office:{name}", self.tr("{name} (office)").format(name=name)) for name in self.office]
        self.named.set_choices(own + office)
        self.named.setVisible(bool(own or office))
        self._show_forget()

    def _show_forget(self) -> None:
        """A kept filter can be let go by whose it is."""
        kind, _, name = str(self.named.value() or "").partition(":")
        mine = kind == "own" and name in self._filters()
        office = kind == "office" and name in self.office and can(self.context.session.actor, "rule.edit")
        self.forget_button.setVisible(mine or office)

    def _keep_named(self) -> None:
        """Keeps the choices under a name, for oneself or for everybody in the office."""
        form = Form(columns=1)
        form.add("name", TextField(limit=kept_filters.LONGEST), required=True)
        form.label("name", self.tr("Name of the filter"))
        form.add("office", BoolField())
        form.label("office", self.tr("For everybody in the office"))
        form.show_field("office", can(self.context.session.actor, "rule.edit"))
        if self.context.dialogs.ask(self, self.tr("Keep this filter"), self.tr("Keep"), form):
            name, values = str(form.values()["name"]), self._values()
            if form.values().get("office") is True:
                self._write(lambda uow: kept_filters.keep(uow, name, values), "filter_keep")
            else:
                self.context.keep_state(_NAMED, {**self._filters(), name: values})
                self._show_names()
        form.deleteLater()

    def forget(self) -> None:
        """Lets the chosen filter go."""
        kind, _, name = str(self.named.value() or "").partition(":")
        if kind == "office":
            self._write(lambda uow: kept_filters.forget(uow, name), "filter_forget")
        else:
            self.context.keep_state(_NAMED, {each: value for each, value in self._filters().items() if each != name})
            self.named.set_value(None)
            self._show_names()

    def _write(self, act: Callable[[UnitOfWork], object], name: str) -> None:
        """Changes the filters of the office, and reads them again."""

        def read(_: object) -> None:
            self.named.set_value(None)
            self.context.tasks.run(kept_filters.office_filters, self.set_office, self, key="office")

        self.context.tasks.run(act, read, self, write=name)

    def _use_named(self) -> None:
        """Uses a kept filter."""
        kind, _, name = str(self.named.value() or "").partition(":")
        values = self.office.get(name) if kind == "office" else self._filters().get(name)
        self._show_forget()
        if isinstance(values, Mapping):
            self._show(values)
            self._tell()
