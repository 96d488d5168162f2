"""The one window: gates before the data, then the rail, the search, the page and the foot."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QStackedWidget

from app.domain.errors import AppError
from app.ui.actions import Actions
from app.ui.focus import Follower, first_focus, order_tabs
from app.ui.idle import IdleLock
from app.ui.pages import BY_NAME, RAIL
from app.ui.pages.gate import Gate
from app.ui.pages.sign_in import LockPage, RecoverPage, SignInPage
from app.ui.preferences import SIZES
from app.ui.reminders import Reminders

if TYPE_CHECKING:
    from app.services.office.offices import Session
    from app.ui.context import Context, NoticeKind
    from app.ui.foot import Foot
    from app.ui.frame import WorkArea
    from app.ui.notice import Notice
    from app.ui.pages.first_start import FirstStartPage
    from app.ui.pages.page import Page
    from app.ui.pages.restore import RestorePage
    from app.ui.widgets.search import SearchBox

HELP_TWICE_MS = 1500


class Window(QMainWindow):
    """Made once; people sign in and out of it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.pages: dict[str, Page] = {}
        self.frames: dict[str, QScrollArea] = {}
        self.current = ""
        self.trail: list[tuple[str, dict[str, object]]] = []
        self.outer = QStackedWidget(self)
        self.setCentralWidget(self.outer)
        self.sign_in = SignInPage(context)
        self.first: FirstStartPage | None = None
        self.outer.addWidget(self.sign_in)
        self.sign_in.entered.connect(self.enter)
        self.sign_in.wants_recovery.connect(lambda: self.show_gate(self.recover))
        self.sign_in.wants_restore.connect(lambda: self.show_gate(self.restoring))
        self.actions_ = Actions(self, self.perform)
        self.actions_.set_inside(False)
        context.navigate = self.navigate
        context.notice = self.say
        context.leave_all = self.sign_out
        context.tasks.broken.connect(self._broken)
        self.idle = IdleLock(context, self)
        self.idle.timeout.connect(self.lock)
        self.reminders = Reminders(context, lambda: self.current, self)
        context.visit_hold.shown = self._visit_shown
        self.follower = Follower(self)
        self._help = QTimer(self, singleShot=True, interval=HELP_TWICE_MS)
        self._first_size()
        self.retranslate()

    # ---- parts, made when they are first needed: the sign-in screen stands before them ----

    @cached_property
    def work(self) -> WorkArea:
        """Rail, search, page, foot."""
        from app.ui.frame import WorkArea

        made = WorkArea(self)
        made.resize_parts()
        self.context.theme.changed.connect(made.resize_parts)
        self.context.exchanger.started.connect(lambda: made.foot.set_busy(True))
        self.context.exchanger.ended.connect(lambda _: made.foot.set_busy(False))
        self.outer.addWidget(made)
        return made

    @cached_property
    def lock_page(self) -> LockPage:
        """The locked screen."""
        made = LockPage(self.context)
        made.unlocked.connect(self.unlock)
        made.wants_out.connect(self.sign_out)
        self.outer.addWidget(made)
        return made

    @cached_property
    def recover(self) -> RecoverPage:
        """A new password by the recovery code."""
        made = RecoverPage(self.context)
        made.entered.connect(self.enter)
        made.wants_back.connect(lambda: self.show_gate(self.sign_in))
        self.outer.addWidget(made)
        return made

    @cached_property
    def restoring(self) -> RestorePage:
        """A backup for a computer where nobody can sign in."""
        from app.ui.pages.restore import RestorePage

        made = RestorePage(self.context)
        made.restored.connect(self._restored)
        made.wants_back.connect(self._back_from_restore)
        self.outer.addWidget(made)
        return made

    @property
    def search(self) -> SearchBox:
        """The search over everything."""
        return self.work.search

    @property
    def notice(self) -> Notice:
        """The bar above the page."""
        return self.work.notice

    @property
    def stack(self) -> QStackedWidget:
        """The pages."""
        return self.work.stack

    @property
    def foot(self) -> Foot:
        """The foot of the window."""
        return self.work.foot

    def _first_size(self) -> None:
        """The size it had, else what a small laptop shows."""
        geometry = self.context.preferences.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1180, 700)

    def retranslate(self) -> None:
        """Sets the words of the frame in the language now. The title never says of whom a page is."""
        self.setWindowTitle(self.tr("Komar"))
        self.actions_.retranslate()
        if self.reminders.shown:
            self.reminders.follow(self.notice)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "actions_"):
            self.retranslate()
        super().changeEvent(event)

    # ---- coming and going ----

    def open_first(self, user: str = "") -> None:
        """The first gate: sign-in, or the first start where no office is yet."""
        from app.services.office.offices import has_office

        if has_office(self.context.folder):
            self.show_gate(self.sign_in)
            if user:
                self.sign_in.name.set_value(user)
                self.sign_in.password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        from app.ui.pages.first_start import FirstStartPage

        self.first = FirstStartPage(self.context)
        self.first.entered.connect(self.enter)
        self.first.wants_restore.connect(lambda: self.show_gate(self.restoring))
        self.outer.addWidget(self.first)
        self.show_gate(self.first)

    def show_gate(self, gate: Gate) -> None:
        """Shows a gate; nothing of the data can be reached."""
        self.actions_.set_inside(False)
        self.outer.setCurrentWidget(gate)
        gate.started()

    def _back_from_restore(self) -> None:
        """Nothing was restored: back to where one came from."""
        self.show_gate(self.first if self.first is not None else self.sign_in)

    def _restored(self, code: str) -> None:
        """The data are here: one signs in; who had only the recovery code sets a new password with it."""
        self._let_first_go()
        if code:
            self.show_gate(self.recover)
            self.recover.take_code(code)
        else:
            self.show_gate(self.sign_in)
            self.sign_in.say_restored()

    def _let_first_go(self) -> None:
        """The first start is over for good."""
        if self.first is not None:
            self.outer.removeWidget(self.first)
            self.first.deleteLater()
            self.first = None

    def enter(self, session: Session) -> None:
        """Somebody signed in: what the window keeps for this person is read, then the first page comes up."""
        from app.ui.entering import joined, states

        self.context.begin(session, states(session))
        self._let_first_go()
        self.work.practice.setVisible(bool(session.office().flag("practice")))
        self.outer.setCurrentWidget(self.work)
        self.actions_.set_inside(True)
        QApplication.clipboard().clear()
        self.foot.reset()
        self.work.undo_name.read()
        self.context.exchanger.begin(on=joined(session))
        self.trail = []
        self.navigate("today")
        if session.clock_doubt is not None:
            self.say(session.clock_doubt.words(self.context.lang), "warn")
        self.reminders.begin()
        self.idle.begin(session)
        self.idle.watch(True)

    def lock(self) -> None:
        """Locks the screen; drafts are written first."""
        if not self.context.signed_in or self.outer.currentWidget() is not self.work:
            return
        self.context.bus.save_drafts()
        self.idle.watch(False)
        self.show_gate(self.lock_page)

    def unlock(self) -> None:
        """Back to where one was."""
        self.outer.setCurrentWidget(self.work)
        self.actions_.set_inside(True)
        self.idle.watch(True)
        page = self.pages.get(self.current)
        if page is not None:
            page.catch_up()
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def sign_out(self) -> None:
        """Drafts are written, the database is left, every page is let go."""
        self._leave()
        self.show_gate(self.sign_in)

    def _leave(self) -> None:
        """Ends the work of who is signed in."""
        if not self.context.signed_in:
            return
        self.context.bus.save_drafts()
        self.idle.watch(False)
        self.context.exchanger.end()
        self.context.visit_hold.forget()
        self.reminders.end()
        self.context.tasks.drain()
        session = self.context.end()
        for frame in self.frames.values():
            self.stack.removeWidget(frame)
            frame.deleteLater()
        self.pages, self.frames, self.current = {}, {}, ""
        self.search.reset()
        self.work.undo_name.forget()
        self.notice.hide()
        if session is not None:
            from app.ui.entering import leave_session

            leave_session(session)

    def shut(self) -> None:
        """The end: drafts, workers, database, size of the window."""
        self._leave()
        self.context.tasks.close()
        self.context.preferences.geometry = self.saveGeometry()
        self.context.preferences.write()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: what is typed is kept as a draft."""
        self.context.bus.save_drafts()
        super().closeEvent(event)

    # ---- pages ----

    def page(self, name: str) -> Page:
        """A page by its name, made when it is first asked for."""
        if name not in self.pages:
            made = BY_NAME[name].make(self.context)
            self.pages[name] = made
            frame = QScrollArea(self.stack)
            frame.setWidgetResizable(True)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            frame.setWidget(made)
            self.stack.addWidget(frame)
            self.frames[name] = frame
        return self.pages[name]

    def navigate(self, name: str, /, **where: object) -> None:
        """Goes to a page; `where` says of which record it is."""
        self.trail = [*self.trail[-29:], (name, where)]
        self._go(name, where)

    def _go(self, name: str, where: dict[str, object]) -> None:
        """Shows a page."""
        before = self.pages.get(self.current)
        page = self.page(name)
        if before is not None and before is not page:
            before.leave()
        self.current = name
        self.reminders.follow(self.notice)
        self.stack.setCurrentWidget(self.frames[name])
        entry = BY_NAME[name]
        for rail_name, choice in self.work.rail_buttons.items():
            choice.setChecked(rail_name == (entry.parent or name))
        page.catch_up()
        page.shown(**where)
        self.context.exchanger.look_again()
        self._focus(page)

    def _visit_shown(self) -> str:
        """The inspection whose page is open."""
        return str(getattr(self.pages.get("inspection"), "inspection", "")) if self.current == "inspection" else ""

    def _focus(self, page: Page) -> None:
        """The focus goes into the page, to its first part, unless it is there already."""
        now = QApplication.focusWidget()
        if now is not None and page.isAncestorOf(now):
            return
        order_tabs(page)
        (first_focus(page) or page).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """To the page before."""
        if len(self.trail) > 1:
            self.trail.pop()
            self._go(*self.trail[-1])

    # ---- acts ----

    def perform(self, name: str) -> None:
        """Does an act of the registry: the window's own, else the page's."""
        own = {
            "find_all": self.search.begin, "lock": self.lock, "language": self.other_language, "help": self.help,
            "bigger": lambda: self.scale(1), "smaller": lambda: self.scale(-1), "undo": self.undo,
        }  # fmt: skip
        if name.startswith("page"):
            self.navigate(RAIL[int(name[4:]) - 1].name)
        elif name in own:
            own[name]()
        elif self.current:
            page = self.pages[self.current]
            done = bool(getattr(page, name)())
            if not done and name == "back":
                self.go_back()
            elif not done and name == "find_here":
                self.search.begin()

    def other_language(self) -> None:
        """Khmer to English and back."""
        lang = "en" if self.context.lang == "km" else "km"
        self.context.choose_language(lang)

    def scale(self, step: int) -> None:
        """Larger or smaller text."""
        place = max(0, min(len(SIZES) - 1, SIZES.index(self.context.theme.size) + step))
        self.context.preferences.size = SIZES[place]
        self.context.theme.apply(self.context.theme.name, SIZES[place])

    def undo(self) -> None:
        """Takes the last act back, and says which it was."""
        from app.ui.entering import undo_last, undone_words

        def told(undone: object) -> None:
            self.say(undone_words(undone, self.context.lang))

        self.context.tasks.run(undo_last, told, self, write="undo")

    def help(self) -> None:
        """The help of the page; pressed twice, the sheet of all shortcuts."""
        from app.ui.dialogs.help import show_help, show_sheet

        if self._help.isActive():
            self._help.stop()
            show_sheet(self.context, self)
            return
        self._help.start()
        shown = self.outer.currentWidget()
        part = shown if isinstance(shown, Gate) else self.pages.get(self.current)
        show_help(self.context, self, part.help_topic() if part is not None else "komar")

    def say(self, text: str, kind: NoticeKind = "done") -> None:
        """Shows words in the bar above the page."""
        self.notice.say(text, kind)

    def _broken(self, where: str) -> None:
        """A bug: drafts are saved, and it is told once, with what the support needs and nothing personal."""
        self.context.bus.save_drafts()
        self.say(self.context.words(AppError("bug")), "error")
        self.context.dialogs.show_text(self, self.context.words(AppError("bug")), where)
