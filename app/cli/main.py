"""Runs one verb: finds it, signs in when it must, prints, and turns faults into words and an exit code (contracts.md)."""

from __future__ import annotations

import importlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from app.cli.context import Context
from app.cli.grammar.grammar import UsageError, call, help_text, language, split
from app.cli.grammar.verbs import VERBS
from app.cli.output import say
from app.domain.errors import AppError, Cancelled, ConflictError, EnvironmentFault
from app.paths import ROOT
from app.text.words import words

DONE, REFUSED, USAGE, ENVIRONMENT, CONFLICT, BUG, CANCELLED = 0, 1, 2, 3, 4, 70, 130


def main(argv: Sequence[str]) -> int:
    """Runs what was typed after the programme's name and gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = language(argv)
    with _Bugs(lang) as bugs:
        bugs.code = _expected(argv, lang)
    return bugs.code


def _expected(argv: Sequence[str], lang: str) -> int:
    """Runs what was typed and gives the exit code, also for every fault that is expected; bugs fly."""
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except UsageError as fault:
        say(words(fault.key, lang, **fault.params))
        return USAGE
    except Cancelled:
        return CANCELLED
    except AppError as fault:
        from app.cli.faults import told  # late: only what is refused needs it

        say(told(fault, lang))
        return ENVIRONMENT if isinstance(fault, EnvironmentFault) else CONFLICT if isinstance(fault, ConflictError) else REFUSED
    except KeyboardInterrupt:
        return CANCELLED
    except BrokenPipeError:
        # Whoever read the output has gone; nothing may be written any more, not even at the end of the programme.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(argv: Sequence[str]) -> int:
    """Runs a verb; faults fly."""
    given = split(argv)
    asked = given.help or not {"--help", "-h"}.isdisjoint(given.rest)
    if asked or not given.rest:
        about = [word for word in given.rest[:2] if not word.startswith("-")]
        sys.stdout.write(f"{help_text(VERBS, given.lang, ' '.join(about))}\n")
        return DONE if asked else USAGE
    known = call(given, VERBS)
    module, _, function = known.verb.handler.partition(":")
    handler = getattr(importlib.import_module(f"app.cli.handlers.{module}"), function)
    with ExitStack() as resources:
        return int(handler(Context(known, resources)) or DONE)


class _Bugs:
    """Turns a fault that nobody expects into words and its exit code."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.code = DONE

    def __enter__(self) -> _Bugs:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> bool:
        if not isinstance(fault, Exception):
            return False
        say(words("cli.bug", self.lang, place=_place(fault)))
        self.code = BUG
        return True


def _place(fault: BaseException) -> str:
    """Where a bug showed itself: kind of fault and lines of the programme, never values, which may be personal."""
    every = traceback.extract_tb(fault.__traceback__)
    frames = [frame for frame in every if Path(frame.filename).is_relative_to(ROOT) and "site-packages" not in frame.filename]
    return f"{type(fault).__name__} " + " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-1:-5:-1])
