"""Filters of the list of cases: a search line, choices, a sentence that tells what is asked, and filters kept under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import scope
from app.services.case_search import CaseFilter, CaseWish
from app.ui.pages.case_parts.makers import visible_code
from app.ui.pages.case_parts.words import CaseWords
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.ui.context import Context

TYPED_MS = 60
_NAMED = "cases.filters"
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
        form.add("risk", CodeField(context, "risk_level"))
        self.owner = ChoiceField()
        form.add("owner", self.owner)
        form.add("light", CodeField(context, "light_result"))
        form.add("category", visible_code("child_category")(context))
        form.add("concern", visible_code("concern")(context))
        form.add("place", VillageField(context, levels=("province", "district", "commune")))
        form.add("overdue", BoolField())
        form.show_field("owner", scope(context.session.actor, "case.list") == "office")
        return form

    def set_owners(self, owners: Sequence[tuple[str, str]]) -> None:
        """Who may be chosen as caseworker."""
        chosen = self.owner.value()
        self.owner.set_choices([("me", self.tr("My own cases")), *owners])
        self.owner.set_value(chosen or self._wanted_owner)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.search.setPlaceholderText(self.tr("Search by name or case number, in Khmer or Latin letters"))
        self.search.setAccessibleName(self.tr("Search cases"))
        self.more_button.setText(self.tr("Filter"))
        self.clear_button.setText(self.tr("Clear"))
        self.keep_button.setText(self.tr("Keep this filter"))
        self.named.set_name(self.tr("Kept filters"))
        for name, text in {
            "status": self.tr("Status"),
            "risk": self.tr("Risk level"),
            "owner": self.tr("Caseworker"),
            "light": self.tr("Light of the last visit"),
            "category": self.tr("Type of child"),
            "concern": self.tr("Protection concern"),
            "place": self.tr("Commune, district or province"),
            "overdue": self.tr("First contact overdue"),
        }.items():
            self.form.label(name, text)
        self._show_names()
        self._say()

    def wish(self) -> CaseWish:
        """What is asked, for the services."""
        values = self.form.values()

        def one(name: str) -> tuple[str, ...]:
            value = values.get(name)
            return (value,) if isinstance(value, str) and value else ()

        place = values.get("place")
        owner = values.get("owner")
        where = CaseFilter(
            typed=self.search.text(),
            statuses=one("status") or ("open", "closed"),
            risks=one("risk"),
            lights=one("light"),
            categories=one("category"),
            concerns=one("concern"),
            place=str(place.get("village_code") or "") if isinstance(place, dict) else "",
        )
        return CaseWish(where, owner=owner if isinstance(owner, str) else None, overdue=values.get("overdue") is True)

    def _tell(self) -> None:
        """The wish changed: it is kept for this person, and the list is asked; the count follows."""
        self._found = None
        self._say()
        self.context.keep_state(_LAST, self._values())
        if not self._quiet:
            self.changed.emit()

    def _values(self) -> dict[str, object]:
        """The choices, without what was searched for: a name is no setting."""
        return {name: value for name, value in self.form.values().items() if value not in (None, {}, "", False)}

    def _show(self, values: Mapping[str, object]) -> None:
        """Shows choices in place of all others."""
        self._quiet = True
        self._wanted_owner = values.get("owner")
        for name, cell in self.form.cells.items():
            cell.field.set_value(values.get(name))
        self._quiet = False

    def reset(self) -> None:
        """Open cases, nothing else asked."""
        self.search.clear()
        self.named.set_value(None)
        self._show({"status": "open"})
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
            "risk": "risk_level",
            "light": "light_result",
            "category": "child_category",
            "concern": "concern",
        }
        parts = [code_label(lists[name], str(values[name]), lang) for name in lists if values.get(name)]
        if values.get("risk"):
            told = self.tr("risk: {level}").format(level=code_label("risk_level", str(values["risk"]), lang))
            parts[parts.index(code_label("risk_level", str(values["risk"]), lang))] = told
        if values.get("overdue"):
            parts.append(self.tr("first contact overdue"))
        if self.owner.value():
            parts.append(self.owner.combo.currentText())
        place = values.get("place")
        if isinstance(place, dict) and place.get("village_code"):
            parts.append(str(place["village_km" if lang == "km" else "village_en"]))
        if self.search.text().strip():
            parts.append(f"“{self.search.text().strip()}”")
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

    def _filters(self) -> dict[str, object]:
        """Name → choices of the filters that were kept."""
        kept = self.context.state(_NAMED)
        return dict(kept) if isinstance(kept, Mapping) else {}

    def _show_names(self) -> None:
        """The kept filters to choose from."""
        names = sorted(self._filters())
        self.named.set_choices([(name, name) for name in names])
        self.named.setVisible(bool(names))

    def _keep_named(self) -> None:
        """Keeps the choices under a name."""
        form = Form(columns=1)
        form.add("name", TextField(limit=40), required=True)
        form.label("name", self.tr("Name of the filter"))
        if self.context.dialogs.ask(self, self.tr("Keep this filter"), self.tr("Keep"), form):
            self.context.keep_state(_NAMED, {**self._filters(), str(form.values()["name"]): self._values()})
            self._show_names()
        form.deleteLater()

    def _use_named(self) -> None:
        """Uses a kept filter."""
        values = self._filters().get(str(self.named.value()))
        if isinstance(values, Mapping):
            self._show(values)
            self._tell()
