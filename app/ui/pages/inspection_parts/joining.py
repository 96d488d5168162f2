"""The band that tells of a second inspection of the same visit: joining with a preview, deciding where two answers differ.

It tells of answers too that came after the closing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.responses.response_store import bare
from app.services.visits import inspection_results, joining_desk, visit_differences, visit_joining
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_papers import item_text
from app.services.visits.inspections import Visit
from app.services.visits.joining_desk import Standing
from app.services.visits.visit_differences import FOUND, FOUND_NOTE, TAKES, Difference
from app.services.visits.visit_joining import Look
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.compare import Former
from app.ui.pages.inspection_parts.late import LateForm
from app.ui.widgets.basics import button, label, set_tone
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Record
    from app.ui.context import Context

translate = QCoreApplication.translate
LATER = "later"


class DecisionForm(Form):
    """Each question that was answered in two ways, with both answers to choose from; it may be left for later."""

    def __init__(
        self,
        context: Context,
        form: CompiledForm,
        answers: Mapping[str, str],
        differences: Sequence[Difference],
        children: Mapping[str, str],
        sides: tuple[str, str],
        told: str = "",
    ) -> None:
        super().__init__(1)
        self.context, self.form, self.names = context, form, children
        if told:
            self.insert(label(self, "", told, wrap=True))
        self.differences = {f"d{place}": one for place, one in enumerate(differences)}
        both = {key: text for one in differences if not one.stay for key, text in {**one.other, **one.here}.items()}
        self.session = FormSession(form, {**answers, **both}, lang=context.lang)
        for name, one in self.differences.items():
            choice = ChoiceField()
            pairs = zip(("here", "other"), sides, (one.here, one.other), strict=True)
            said = {take: f"{side}: {self._said(one, answers)}" for take, side, answers in pairs}
            if visit_differences.takes_both(form, one):
                said["both"] = translate("JoinBand", "Both texts, one after the other")
            choice.set_choices([(LATER, translate("JoinBand", "Decide later; both stay")), *said.items()])
            choice.set_value(LATER)
            self.add(name, choice, required=True)
            self.label(name, self._asked(one))
            self.hint(name, "\n".join((said["here"], said["other"])))

    def _asked(self, one: Difference) -> str:
        """The question, or the child that was counted."""
        if one.stay:
            child = self.names.get(one.stay) or translate("JoinBand", "name not known")
            return translate("JoinBand", "Child: {name}").format(name=child)
        number = self.form.definitions[bare(one.key)].komar.get("standard", "")
        text = item_text(self.session.label(one.key)) or one.key.rpartition("/")[2]
        return f"{digits_for(number, self.context.lang)}. {text}" if number else text

    def _said(self, one: Difference, answers: Mapping[str, str]) -> str:
        """An answer in words, with its note."""
        lang = self.context.lang
        if one.stay:
            parts = [code_label("census_found", answers.get(FOUND), lang), answers.get(FOUND_NOTE, "")]
        else:
            keys = sorted(answers, key=lambda key: (key != one.key, key))
            parts = [Former().said(self.session, key, answers[key], lang) for key in keys]
        return " — ".join(part for part in parts if part) or translate("JoinBand", "no answer")

    def picks(self) -> dict[str, tuple[Difference, str]]:
        """What was decided: question → the difference and whose answer counts."""
        chosen = {one.key: (one, str(self.field(name).value())) for name, one in self.differences.items()}
        return {key: pair for key, pair in chosen.items() if pair[1] in TAKES}


class JoinBand(QFrame):
    """Hidden unless there is something to join, to decide or to know."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget, shelf: FormShelf) -> None:
        super().__init__(parent)
        self.context, self.shelf = context, shelf
        self.visit: Visit | None = None
        self.form: CompiledForm | None = None
        self.standing = Standing()
        self.setProperty("role", "card")
        self.told = label(self, "", wrap=True)
        self.join_button = button(self, "conflict", self.join)
        self.decide_button = button(self, "check", self.decide)
        self.open_button = button(self, "next", self.open_joined)
        self.late_button = button(self, "check", self.look_at_late)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap, gap // 2, gap, gap // 2)
        box.setSpacing(gap // 2)
        acts = Flow(gap=gap)
        for act in (self.join_button, self.decide_button, self.open_button, self.late_button):
            acts.addWidget(act)
        box.addWidget(self.told)
        box.addLayout(acts)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.join_button.setText(self.tr("Join them …"))
        self.decide_button.setText(self.tr("Decide …"))
        self.open_button.setText(self.tr("Open the joined inspection"))
        self.late_button.setText(self.tr("Look at them …"))
        self._say()

    # ---- what there is to tell ----

    def show_visit(self, visit: Visit, form: CompiledForm) -> None:
        """Tells of a visit that is not the only one of its days."""
        self.visit, self.form = visit, form
        self.context.tasks.run(lambda reader: joining_desk.standing(reader, visit), self._show, self, key="joining")

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        self.setVisible(not standing.silent)
        self._say()

    def _say(self) -> None:
        now = self.standing
        parts = [self._changed(), self._joined(), *map(self._other, now.others), self._late(), self._open(), self._aside()]
        self.told.setText(" ".join(part for part in parts if part))
        set_tone(self.told, "danger" if now.open or now.late or now.changed else "", "role")
        usable = self.visit is not None and self.visit.open
        self.join_button.setVisible(bool(now.others or now.late))
        self.decide_button.setVisible(bool(now.open) and usable)
        self.open_button.setVisible(bool(now.joined_to))
        self.late_button.setVisible(bool(now.changed) and can(self.context.session.actor, "inspection.close"))

    def _changed(self) -> str:
        number = digits_for(len(self.standing.changed), self.context.lang)
        text = self.tr(
            "After the closing, answers came from another computer: {n}. "
            "Until somebody looks at them, nothing is decided or printed."
        ).format(n=number)
        return text if self.standing.changed else ""

    def _joined(self) -> str:
        text = self.tr(
            "This inspection was joined with another one of the same visit. Everything that was answered stands there."
        )
        return text if self.standing.joined_to else ""

    def _other(self, record: Record) -> str:
        day, who = short_date(record.day("visit_on"), self.context.lang), self.standing.typists.get(record.id, "")
        if not who:
            return self.tr("There is another inspection of this facility, of {day}.").format(day=day)
        return self.tr("There is another inspection of this facility, of {day}, typed by {who}.").format(day=day, who=who)

    def _late(self) -> str:
        text = self.tr("Answers came in later to the inspection that was joined. Join them once more to take them in.")
        return text if self.standing.late else ""

    def _open(self) -> str:
        number = digits_for(len(self.standing.open), self.context.lang)
        return self.tr("Answered in two ways, to be decided by the team: {n}.").format(n=number) if self.standing.open else ""

    def _aside(self) -> str:
        number = digits_for(len(self.standing.aside), self.context.lang)
        text = self.tr("Answers of another version of the form that have no place here; they are kept: {n}.").format(n=number)
        return text if self.standing.aside else ""

    # ---- acts ----

    def open_joined(self) -> None:
        """Goes to the inspection that has everything."""
        if self.standing.joined_to:
            self.context.navigate("inspection", inspection=self.standing.joined_to)

    def join(self) -> None:
        """Looks at what joining would do and asks, with what differs to be decided at once or later."""
        visit, shelf = self.visit, self.shelf
        chosen = (*self.standing.late, *(one.id for one in self.standing.others))
        if visit is None or not chosen:
            return
        mine = visit.inspection.id

        def look(reader: Reader) -> tuple[Look, dict[str, str], dict[str, str]]:
            found = visit_joining.look(reader, shelf, mine, chosen[0])
            pair = (found.stays.inspection, found.goes.inspection)
            return found, joining_desk.typists(reader, pair), joining_desk.children(reader, pair[0], found.differ)

        self.context.tasks.run(look, lambda found: self._ask(*found), self, on="work", key="join")

    def _ask(self, found: Look, typists: Mapping[str, str], children: Mapping[str, str]) -> None:
        sides = (self._side(found.stays, typists), self._side(found.goes, typists))
        told = self.preview_words(found)
        form = DecisionForm(self.context, found.form, found.stays.answers, found.differ, children, sides, told)
        try:
            if not self.context.dialogs.ask(self, self.tr("Join two inspections of one visit"), self.tr("Join"), form):
                return
            picks = {key: take for key, (_, take) in form.picks().items()}
        finally:
            form.deleteLater()
        shelf, stays, goes = self.shelf, found.stays.inspection.id, found.goes.inspection.id
        self.context.tasks.run(
            lambda uow: visit_joining.join(uow, shelf, stays, goes, picks),
            lambda done: self._joined_now(done),
            self,
            write="inspection_join",
        )

    def _side(self, visit: Visit, typists: Mapping[str, str]) -> str:
        """Whose answer it is: who typed it, else the day."""
        return typists.get(visit.inspection.id) or short_date(visit.inspection.day("visit_on"), self.context.lang)

    def preview_words(self, found: Look) -> str:
        """What joining would do, in numbers."""
        lang = self.context.lang
        parts = [
            self.tr("Answers that only one of the two has and that go in: {n}.").format(n=digits_for(len(found.taken), lang)),
            self.tr("Answered alike: {n}.").format(n=digits_for(found.same, lang)),
            self.tr("Answered in two ways: {n}. You decide now or later; both stay until then.").format(
                n=digits_for(len(found.differ), lang)
            ),
        ]
        if found.children:
            counted = self.tr("Children that only one of the two counted: {n}.")
            parts.append(counted.format(n=digits_for(len(found.children), lang)))
        if found.other_version:
            parts.append(self.tr("The two were filled from different versions of the form; the newer one stays."))
        if found.aside:
            kept = self.tr("Answers that have no place in it are kept beside: {n}.")
            parts.append(kept.format(n=digits_for(len(found.aside), lang)))
        if found.other_day:
            days = [short_date(one.inspection.day("visit_on"), lang) for one in (found.stays, found.goes)]
            parts.append(self.tr("The days differ: {stays} stays, {goes} goes.").format(stays=days[0], goes=days[1]))
        parts.append(self.tr("The joining can be undone as long as nobody goes on from it."))
        return "\n".join(parts)

    def _joined_now(self, done: Look) -> None:
        self.context.notice(self.tr("Joined. Saved on this computer."), "done")
        if self.visit is not None and self.visit.inspection.id != done.stays.inspection.id:
            self.context.navigate("inspection", inspection=done.stays.inspection.id)
        else:
            self.changed.emit()

    def decide(self) -> None:
        """The team decides what was answered in two ways."""
        visit, compiled = self.visit, self.form
        if visit is None or compiled is None or not self.standing.open:
            return
        sides = (self.tr("As it stands"), self.tr("The other answer"))
        form = DecisionForm(self.context, compiled, visit.answers, self.standing.open, self.standing.children, sides)
        try:
            if not self.context.dialogs.ask(self, self.tr("Answered in two ways"), self.tr("Decide"), form):
                return
            picks = tuple(form.picks().values())
        finally:
            form.deleteLater()
        inspection = visit.inspection.id

        def settle(uow: UnitOfWork) -> None:
            for one, take in picks:
                visit_differences.settle(uow, compiled, inspection, one.source, one.key, take)

        if picks:
            self.context.tasks.run(settle, lambda _: self.changed.emit(), self, write="inspection_settle")

    def look_at_late(self) -> None:
        """What came after the closing is taken up as corrections, or put back."""
        visit, compiled = self.visit, self.form
        if visit is None or compiled is None or not self.standing.changed:
            return
        form = LateForm(compiled, visit, self.standing.changed, self.context.lang)
        try:
            if not self.context.dialogs.ask(self, self.tr("Answers that came after the closing"), self.tr("Save"), form):
                return
            back, reason = form.back(), form.reason()
        finally:
            form.deleteLater()
        inspection = visit.inspection.id
        self.context.tasks.run(
            lambda uow: inspection_results.take_up(uow, compiled, inspection, reason, back),
            lambda _: self.changed.emit(),
            self,
            write="inspection_correct",
        )
