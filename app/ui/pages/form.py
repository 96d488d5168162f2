"""One response to a form: filled in, put aside and taken up again, finished, compared, printed, corrected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.domain.errors import AppError
from app.forms.markup import without_markup
from app.services.facilities import support_visits
from app.services.forms.form_library import FormShelf
from app.services.forms.form_papers import title_of
from app.services.papers.attachments import AttachmentStore
from app.services.responses import responses
from app.services.responses.response_desk import ResponseDesk, about, desk_of
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.text.zone import local_date
from app.ui.forms.answers import Ports
from app.ui.forms.form_view import FormView
from app.ui.forms.raw import RawAnswers
from app.ui.pages.form_parts.acts import FormActs
from app.ui.pages.form_parts.keeper import ResponseKeeper
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, chip, heading, label, row, set_tone
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context

PLACES = "form.places"
PLACE_MS = 1500
MOST_PLACES = 40
"""So many forms are remembered with the question where somebody left them."""


class FormPage(Page):
    """Shows one response; answers are kept the moment they are given."""

    watches = frozenset({"form_response", "attachment"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.response = ""
        self.desk: ResponseDesk | None = None
        self.stayed = QTimer(self, singleShot=True, interval=PLACE_MS)
        """The place is remembered while somebody fills in too: the power may go."""
        self.stayed.timeout.connect(self._keep_place)
        self.shelf = FormShelf(context.session.folder)
        self.acts = FormActs(self, self.shelf)
        self.saving = 0
        self.read_wanted = False
        self.came_from = ""
        """The page that it goes back to, if another one than that of what the form is about."""
        self.comparing = False
        """Somebody came to compare: it is asked with which one as soon as the form is there."""
        self.known: dict[str, str] = {}
        """The answers as they are stored, as far as this page knows."""
        self.acts.answers = lambda: dict(self.known)
        self.heading = heading(self)
        self.heading.setWordWrap(True)
        self.state = chip("", "", self)
        self.about = label(self, "dim", wrap=True)
        self.saved = label(self, "small")
        self.problems = label(self, "problem")
        self.back_button = button(self, "back", self.back, flat=True)
        self.finish_button = button(self, "check", self.finish, primary=True)
        self.reopen_button = button(self, "edit", self.acts.reopen)
        self.correct_button = button(self, "edit", self.acts.correct)
        self.compare_button = button(self, "list", self.acts.compare)
        self.head_button = button(self, "calendar", self.acts.edit_head, flat=True)
        self.newer_button = button(self, "upload", self.take_over, flat=True)
        self.print_button = button(self, "print", self.print_paper)
        self.export_button = button(self, "download", self.export)
        self.void_button = button(self, "close", self.acts.void, flat=True)
        self.view = FormView(context, self)
        self.raw = RawAnswers(context, self, whole=True)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.raw)
        self._lay_out()
        self.view.answered.connect(self._save)
        self.view.problems_counted.connect(self._tell_problems)
        self.acts.changed.connect(self._again)
        self.acts.gone.connect(self._gone)
        self.acts.compared.connect(self._compare)
        self.retranslate()

    def _lay_out(self) -> None:
        """Head, form, and the acts at the foot."""
        gap = self.context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        box.setSpacing(gap)
        line = row(self.back_button, self.heading, self.state, gap=gap)
        line.setStretchFactor(self.heading, 1)
        line.setAlignment(self.back_button, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self.state, Qt.AlignmentFlag.AlignTop)
        box.addLayout(line)
        box.addWidget(self.about)
        box.addWidget(self.stack, 1)
        foot = Flow(gap=gap)
        acts = (self.finish_button, self.reopen_button, self.correct_button, self.compare_button, self.print_button)
        others = (self.export_button, self.newer_button, self.head_button, self.void_button)
        for part in (*acts, *others, self.problems, self.saved):
            foot.addWidget(part)
        box.addLayout(foot)

    # ---- words ----

    def retranslate(self) -> None:
        self.back_button.setText(self.tr("Back"))
        self.finish_button.setText(self.tr("Finish"))
        self.reopen_button.setText(self.tr("Reopen…"))
        self.correct_button.setText(self.tr("Correct an answer…"))
        self.compare_button.setText(self.tr("Compare with…"))
        self.head_button.setText(self.tr("Day and name…"))
        self.print_button.setText(self.tr("Print…"))
        self.export_button.setText(self.tr("To Excel…"))
        self.saved.setText(self.tr("Every answer is saved on this computer at once."))
        self.problems.setText("")
        self.raw.retranslate()
        self._head()
        self.view.retranslate()

    def _head(self) -> None:
        """Title, what it is about, its state, and the acts that are possible now."""
        desk, lang = self.desk, self.context.lang
        parts = (self.finish_button, self.reopen_button, self.correct_button, self.compare_button, self.head_button)
        if desk is None:
            self.heading.setText(self.tr("Form"))
            for part in (*parts, self.newer_button, self.void_button, self.print_button, self.export_button):
                part.hide()
            for text in (self.state, self.about, self.saved):
                text.hide()
            return
        record, form = desk.response.record, desk.response.form
        title = without_markup(title_of(form, lang)) if form is not None else record.text("form_id")
        self.heading.setText(f"{title} · {about(desk.subject, lang)}")
        is_open = desk.response.open
        self.state.setText(words(f"responses.state.{record.text('state')}", lang))
        set_tone(self.state, "warn" if is_open else "good" if record.text("state") == "finished" else "danger")
        self.state.show()
        self.about.setText(self._about(desk))
        self.about.show()
        fill = desk.may_fill and form is not None
        self.finish_button.setVisible(is_open and fill)
        self.saved.setVisible(is_open and fill)
        self.head_button.setVisible(is_open and fill)
        self.newer_button.setVisible(is_open and fill and desk.newer is not None)
        version = desk.newer.version if desk.newer is not None else ""
        self.newer_button.setText(self.tr("Go on in version {version}…").format(version=digits_for(version, lang)))
        finished = record.text("state") == "finished"
        self.reopen_button.setVisible(finished and desk.may_fill and desk.may_reopen)
        self.correct_button.setVisible(finished and fill)
        self.compare_button.setVisible(form is not None and bool(desk.others))
        self.print_button.setVisible(form is not None)
        self.export_button.setVisible(form is not None)
        self.void_button.setText(self.tr("Delete the draft…") if is_open else self.tr("Entered by mistake…"))
        self.void_button.setVisible(desk.may_fill and (is_open or (finished and desk.may_reopen)))

    def _about(self, desk: ResponseDesk) -> str:
        """When and by whom on paper, when and by whom typed and finished (practice P16)."""
        lang, record = self.context.lang, desk.response.record
        filled = (record.day("filled_on"), record.text("filled_by") or "–")
        typed = (record.day("typed_on"), desk.typed_by or "–")
        said = [self.tr("Filled in on {day} by {name}").format(day=short_date(filled[0], lang), name=filled[1])]
        if typed != filled:
            said.append(self.tr("Typed since {day} by {name}").format(day=short_date(typed[0], lang), name=typed[1]))
        finished = record.moment("finished_at")
        if finished is not None:
            day = short_date(local_date(finished), lang)
            said.append(self.tr("Finished on {day} by {name}").format(day=day, name=desk.finished_by or "–"))
        if desk.corrections:
            said.append(self.tr("Corrections: {n}").format(n=digits_for(len(desk.corrections), lang)))
        said.append(self.tr("Version {version}").format(version=digits_for(record.text("form_version"), lang)))
        return " · ".join(said)

    # ---- reading ----

    def shown(self, **where: object) -> None:
        self.comparing = bool(where.get("compare"))
        self.came_from = str(where.get("back") or "")
        wanted = str(where.get("response") or self.response)
        if wanted != self.response:
            self.response, self.desk = wanted, None
        self.read()

    def read(self) -> None:
        """Reads the response anew."""
        response, shelf = self.response, self.shelf
        if response:
            store = AttachmentStore.of(self.context.session.database)
            self.context.tasks.run(
                lambda reader: desk_of(reader, shelf, response, store),
                self._read,
                self,
                on="work",
                key="desk",
                failed=self._failed,
            )

    def _failed(self, error: AppError) -> None:
        """The response cannot be shown (any more), as after the undo of its beginning."""
        self.context.tell(error)
        if not (self.isVisible() and self.back()):
            self.raw.show_answers({})
            self.stack.setCurrentWidget(self.raw)
        self.desk = None
        self._head()

    def _read(self, desk: ResponseDesk) -> None:
        before = self.desk
        first = before is None or before.response.record.id != desk.response.record.id
        self.desk = self.acts.desk = desk
        self._head()
        if desk.response.form is None:
            self.raw.show_answers(desk.response.answers)
            self.stack.setCurrentWidget(self.raw)
            return
        self.stack.setCurrentWidget(self.view)
        if first or before is None or not self._same(before, desk):  # else the screen shows what is stored
            self._fill(desk, first=first)
        if self.comparing:
            self.comparing = False
            self.acts.compare()

    def _fill(self, desk: ResponseDesk, *, first: bool) -> None:
        """Shows the form with its answers, where somebody left it."""
        place = self._place() if first else self.view.place()
        self.known = dict(desk.response.answers)
        former, hides = desk.former, desk.response.is_hidden
        self.view.show_session(
            responses.session_of(desk.response, self.context.lang),
            former.answers if former is not None else {},
            former.record.day("filled_on") if former is not None else None,
            locked=not (desk.response.open and desk.may_fill),
            ports=self._ports(desk),
            hides=hides,
        )
        if not self.view.return_to(*place) and first:
            self.view.begin()

    def _same(self, before: ResponseDesk, desk: ResponseDesk) -> bool:
        """Whether the screen shows these answers already, in the same state."""
        one, other = before.response, desk.response
        same = one.open == other.open and one.form is other.form and before.may_fill == desk.may_fill
        return same and self.view.session is not None and self.known == dict(other.answers)

    def _ports(self, desk: ResponseDesk) -> Ports:
        """Files of the answers come and go by the keeper; the form's own stand beside it."""
        return Ports(ResponseKeeper(self, desk.response.record.id, desk.files), desk.media.get)

    def _place(self) -> tuple[str, str]:
        """Where somebody left this form."""
        kept = self.context.state(PLACES)
        found = kept.get(self.response) if isinstance(kept, dict) else None
        return (str(found[0]), str(found[1])) if isinstance(found, list) and len(found) == 2 else ("", "")

    def _keep_place(self) -> None:
        if self.desk is None or not self.desk.response.open or self.view.session is None:
            return
        kept = self.context.state(PLACES)
        places = dict(kept) if isinstance(kept, dict) else {}
        places.pop(self.response, None)
        places[self.response] = list(self.view.place())
        self.context.keep_state(PLACES, dict(list(places.items())[-MOST_PLACES:]))

    def refresh(self, changes: Changes) -> None:
        """Something of this response changed elsewhere; one's own answers are on the screen already."""
        if self.desk is None or self.saving:
            return
        mine = self.desk.response.record.id
        if any(change.id == mine or change.type == "form_response" for change in changes):
            self.view.flush()
            self.read_wanted = bool(self.saving)
            if not self.read_wanted:
                self.read()

    # ---- answering ----

    def _save(self, answers: dict[str, str | None]) -> None:
        response = self.response
        danger = self.desk is not None and support_visits.means_danger(self.desk.response.record, answers)
        self.known = {key: text for key, text in {**self.known, **answers}.items() if text}
        self.saving += 1
        self.context.tasks.run(
            lambda uow: responses.save_answers(uow, response, answers),
            lambda _: self._answer_saved(danger=danger),
            self,
            write="response_save",
            failed=self._not_saved,
        )

    def _answer_saved(self, *, danger: bool) -> None:
        self.saving -= 1
        if danger:  # the head is to know of it, also while the exchange waits for the visit (P26)
            self.context.visit_hold.ask_danger(self)
        self.stayed.start()
        if self.read_wanted and not self.saving:
            self.read_wanted = False
            self.read()

    def _not_saved(self, error: AppError) -> None:
        self.saving -= 1
        self.context.tell(error)

    def _again(self) -> None:
        """After an act: the whole of it is read and shown again."""
        self.view.flush()
        self.read()

    def _gone(self) -> None:
        self.context.notice(self.tr("The form is out of the lists; its answers are kept."), "done")
        self.back()

    def _compare(self, answers: dict[str, str], day: date | None) -> None:
        self.view.compare_with(answers, day)

    def leave(self) -> None:
        self.stayed.stop()
        self.view.flush()
        self._keep_place()

    # ---- keys ----

    def new(self) -> bool:
        """Ctrl+N: a row more."""
        return self.stack.currentWidget() is self.view and self.view.add_row()

    def next_problem(self) -> bool:
        if self.stack.currentWidget() is not self.view:
            return False
        if not self.view.next_problem():
            self.context.notice(self.tr("Nothing is missing."), "done")
        return True

    def _tell_problems(self, number: int) -> None:
        text = self.tr("Questions still to be answered: {n} (F8)").format(n=digits_for(number, self.context.lang))
        self.problems.setText(text if number else "")

    def save(self) -> bool:
        """Ctrl+Enter finishes; nothing else waits to be saved."""
        return self.finish()

    def finish(self) -> bool:
        """Problems are shown first; then it is asked once."""
        if self.finish_button.isHidden() or self.desk is None:
            return False
        if not self.view.faults():
            self.acts.finish()
        return True

    def take_over(self) -> None:
        """Goes on in a newer version; what is being typed is kept first."""
        self.view.flush()
        self.acts.take_over()

    def print_paper(self) -> bool:
        self.view.flush()
        self.acts.print_form()
        return True

    def export(self) -> bool:
        self.view.flush()
        return self.acts.export()

    def reload(self) -> bool:
        self.read()
        return True

    def back(self) -> bool:
        """To the page that it was opened from if that said so, else to the page of what the form is about."""
        if self.came_from:
            self.context.navigate(self.came_from)
            return True
        if self.desk is None:
            return False
        records, kind = self.desk.subject.records, self.desk.subject.type
        if kind == "facility":
            self.context.navigate("facility", facility=records["facility"].id)
        elif kind == "inspection":
            self.context.navigate("inspection", inspection=records["inspection"].id)
        elif kind == "carer":
            self.context.navigate("carer", carer=records["carer"].id)
        elif "case" in records:
            self.context.navigate("case", case=records["case"].id)
        else:
            self.context.navigate("today")
        return True
