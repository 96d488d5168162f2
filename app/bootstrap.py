"""Composition root: the one module that knows every other. Decides between the window, a verb and the self-test.

Imports stay within the functions: the sign-in window must stand on the screen before the database engine is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from app.cli.grammar.grammar import Globals, UsageError, split


def run(argv: Sequence[str]) -> int:
    """Runs what was typed and gives the exit code: without a verb the window opens."""
    os.umask(0o077)  # whatever it writes is for the person at this computer alone
    try:
        given = split(argv)
    except UsageError:
        given = Globals(Path(), help=True)  # a verb's parser says in words what is wrong
    if given.self_test:
        return self_test()
    if given.rest or given.help or given.json:
        from app.cli.main import main

        return main(argv)
    return _window(given, chosen="--lang" in " ".join(argv))


def _window(given: Globals, *, chosen: bool) -> int:
    """Opens the window; faults that stand in its way are told in words where a terminal can show them."""
    from app.domain.errors import AppError
    from app.text.words import error_text, words

    if not has_screen():
        sys.stderr.write(f"{words('cli.no_window', given.lang)}\n")
        return 3
    from app.ui.start import start

    try:
        return start(given.folder, given.lang if chosen else None)
    except AppError as fault:
        sys.stderr.write(f"{error_text(fault, given.lang)}\n")
        return 3


def has_screen() -> bool:
    """Whether a window can open: Qt ends the whole process where there is none."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def self_test() -> int:
    """Tries every part that a build can lack: one line each; 0, or 70 when one fails."""
    failed = False
    with TemporaryDirectory(prefix="komar-") as folder:
        for name, check in _CHECKS.items():
            try:
                check(Path(folder))
            except BaseException as fault:
                sys.stdout.write(f"{name}: {type(fault).__name__} {fault}\n")
                failed = True
                if isinstance(fault, KeyboardInterrupt):
                    raise
            else:
                sys.stdout.write(f"{name}: ok\n")
    return 70 if failed else 0


def _words(_: Path) -> None:
    """Words of both languages and the code lists."""
    from app.domain.codelists import codelist, list_names
    from app.text.words import LANGUAGES, all_words

    if not all(all_words(lang) for lang in LANGUAGES) or not [codelist(name) for name in list_names()]:
        raise FileNotFoundError("words or code lists")


def _text(_: Path) -> None:
    """Breaks of Khmer lines, Latin spellings, rules."""
    from app.domain.deadlines import limits
    from app.text.breaks import with_breaks
    from app.text.latin import propose_latin

    if "\u200b" not in with_breaks("កុមារម្នាក់ត្រូវបានចុះបញ្ជី") or not propose_latin("សុខ") or not limits():
        raise ValueError("text")


def _database(folder: Path) -> None:
    """An office in an encrypted file: made, written, left, opened again."""
    from app.services.office.offices import create_office, sign_in

    secret = token_hex()
    create_office(folder / "office", "0203", "Self Test", secret).session.close()
    with sign_in(folder / "office", "Self Test", secret) as session:
        session.office()


def _forms(folder: Path) -> None:
    """The inspection checklist compiles."""
    from app.services.visits.inspection_forms import FormShelf

    if not FormShelf(folder).forms():
        raise FileNotFoundError("forms")


def _papers(_: Path) -> None:
    """A paper is set in Khmer."""
    from app.print.papers import RecoveryCodePaper
    from app.print.typesetting import pdf

    paper = RecoveryCodePaper(lang="km", office="កុមារ", practice=True, printed_on="", groups=("00000",), device="", made_on="")
    if not pdf(paper).startswith(b"%PDF"):
        raise ValueError("paper")


def _exchange(_: Path) -> None:
    """The exchange with the server can be loaded."""
    import_module("app.services.exchange.exchange")


def _screen(folder: Path) -> None:
    """The window can be built; without a screen, off it."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.ui.start import application, make_window

    application()
    make_window(folder).shut()


_CHECKS: dict[str, Callable[[Path], None]] = {
    "words": _words,
    "text": _text,
    "database": _database,
    "forms": _forms,
    "papers": _papers,
    "exchange": _exchange,
    "window": _screen,
}
