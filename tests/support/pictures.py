"""Pictures of the window, for people to look at: any page, in both languages, at the size of a small laptop.

python -m tests.support.pictures FOLDER [PAGE…]      an office of its own with a few records, all pages by default
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from app.services.office.offices import Session
    from app.ui.window import Window

WIDTH, HEIGHT = 1366, 768
LONGEST = 20.0
"""Seconds that a page may need to settle."""
SHORT_MS = 150
"""The longest pause after typing, before what was typed is looked for."""
LOOK_MS = 2


def settle(window: Window) -> None:
    """Lets everything arrive that is on its way: work behind the window, what waits for a pause in typing, what these bring."""
    end = time.monotonic() + LONGEST
    quiet = 0
    while quiet < 3 and time.monotonic() < end:
        pause = QEventLoop()
        QTimer.singleShot(LOOK_MS, pause.quit)
        pause.exec()
        quiet = quiet + 1 if at_rest(window) else 0
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def at_rest(window: Window) -> bool:
    """Whether nothing runs behind a window and nothing of it is about to begin."""
    timers = window.findChildren(QTimer) if isValid(window) else []
    waits = (each for each in timers if each.isActive() and each.isSingleShot())
    return window.context.tasks.idle and all(each.interval() > SHORT_MS for each in waits)


def picture(widget: QWidget, path: Path) -> Path:
    """Saves what a widget looks like; a picture of one colour is refused, as nothing was drawn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    grabbed = widget.grab()
    assert grabbed.save(str(path)), f"could not save {path.name}"
    image = grabbed.toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 16) for y in range(0, image.height(), 16)}
    assert len(colours) > 1, f"{path.name} is empty"
    return path


def both_languages(window: Window, folder: Path, name: str, *, sizes: Iterable[int] = (100,)) -> list[Path]:
    """The window as it stands, in Khmer and English, at sizes of the text; the language and size it had come back."""
    lang, size = window.context.lang, window.context.theme.size
    made = []
    for percent in sizes:
        if window.context.theme.size != percent:  # a new style for every widget takes seconds
            window.context.theme.apply(window.context.theme.name, percent)
        for each in ("km", "en"):
            window.context.language.switch(each)
            window.resize(WIDTH, HEIGHT)
            settle(window)
            suffix = f"_{percent}" if percent != 100 else ""
            made.append(picture(window, folder / f"{name}_{each}{suffix}.png"))
    if window.context.theme.size != size:
        window.context.theme.apply(window.context.theme.name, size)
    window.context.language.switch(lang)
    return made


def page_pictures(
    window: Window, folder: Path, pages: Iterable[tuple[str, dict[str, object]]], *, sizes: Iterable[int] = (100,)
) -> list[Path]:
    """Each page (with the record it shows) in both languages."""
    made = []
    for name, where in pages:
        window.navigate(name, **where)
        settle(window)
        made += both_languages(window, folder, name, sizes=sizes)
    return made


def open_window(folder: Path, session: Session | None = None, lang: str = "km") -> Window:
    """The window over a folder, shown, with somebody signed in if a session is given."""
    from app.ui.start import make_window

    window = make_window(folder, lang)
    window.resize(WIDTH, HEIGHT)
    if session is not None:
        window.enter(session)
    else:
        window.open_first()
    window.show()
    settle(window)
    return window


def a_form(session: Session) -> dict[str, object]:
    """A form about the office's first case, half filled in; gives where it is to be seen."""
    from app.services.cases import case_json, cases
    from app.services.forms import form_library
    from app.services.forms.form_library import FormShelf
    from app.services.responses import responses
    from tests.data.cases.support import form as registration
    from tests.support.view_forms import household

    shelf = FormShelf(session.folder)
    with session.write("form_install") as uow:
        installed = uow.get("form", form_library.install(uow, shelf, household()))
        form_library.publish(uow, shelf, installed.text("form_id"), installed.text("form_version"))
    with session.write("response_start") as uow:
        case = cases.register(uow, case_json.read(registration(), uow.today())).case
        made = responses.start(uow, form_library.form_for_new(uow, shelf, "household"), "case", case)
        responses.save_answers(uow, made, {"/data/home": "yes", "/data/person[a]/name": "សុខ ដារ៉ា", "/data/person[a]/age": "9"})
    return {"response": made}


def forms_pictures(window: Window, folder: Path, home: Path) -> list[Path]:
    """The other faces of the library of forms: a report with faults, and a form tried out."""
    from app.ui.pages.forms import FormsPage
    from tests.support.view_forms import household
    from tests.support.workbooks import question, workbook

    wrong = home / "wrong.xlsx"
    rows = [question("hologram", "a"), question("text", "b", relevant="${x} = 1"), question("text", "c", constraint=". >")]
    wrong.write_bytes(workbook(rows))
    good = home / "household.xlsx"
    good.write_bytes(household())
    window.navigate("forms")
    settle(window)
    page = window.pages["forms"]
    assert isinstance(page, FormsPage)
    made = []
    for file in (wrong, good):
        page.check(file)
        settle(window)
        made += both_languages(window, folder, f"forms_{file.stem}", sizes=(100, 200))
    page.report.preview_button.click()
    settle(window)
    return [*made, *both_languages(window, folder, "forms_preview", sizes=(100, 200))]


def main(arguments: list[str]) -> int:
    """Pictures of pages over a small practice office."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.data.keeping.keys import Profile
    from app.services.office.offices import create_office
    from app.ui.pages import BY_NAME
    from app.ui.start import application

    application()
    target = Path(arguments[0])
    names = arguments[1:] or list(BY_NAME)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "office"
        first = open_window(folder)
        for step in range(2):
            if "first_start" in names:
                both_languages(first, target, f"first_start_{step + 1}")
                first.first.step_on() if first.first is not None and hasattr(first.first, "step_on") else None
        first.shut()
        made = create_office(folder, "02", "ឈឹម សុភា", "a long password", practice=True, profile=Profile(1, 8192, 1))
        window = open_window(folder, made.session)
        where: dict[str, dict[str, object]] = {"form": a_form(made.session)} if "form" in names else {}
        page_pictures(window, target, [(name, where.get(name, {})) for name in names if name in BY_NAME], sizes=(100, 200))
        if "forms" in names:
            forms_pictures(window, target, Path(home))
        if "lock" in names:
            window.lock()
            both_languages(window, target, "lock")
        if "sign_in" in names:
            window.sign_out()
            both_languages(window, target, "sign_in")
        window.shut()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
