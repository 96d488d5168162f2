"""What a handler is given: the call, where to print, and the office signed in when it asks for it."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.grammar.grammar import Call
from app.cli.output import Printer, say
from app.domain.errors import EnvironmentFault, InputError
from app.text.words import words

if TYPE_CHECKING:
    from app.services.office.offices import Session

USER, PASSWORD, NEW_PASSWORD = "KOMAR_USER", "KOMAR_PASSWORD", "KOMAR_NEW_PASSWORD"
BIGGEST = 50 * 1024 * 1024
"""Bytes of a file that is read whole."""


class Context:
    """One run of a verb."""

    def __init__(self, call: Call, resources: ExitStack) -> None:
        self.call = call
        self.lang = call.given.lang
        self.folder = call.given.folder
        self.out = Printer(as_json=call.given.json)
        self._resources = resources

    @cached_property
    def session(self) -> Session:
        """The office, opened for the user; left when the verb is done."""
        from app.services.office import offices

        if not offices.has_office(self.folder):
            raise EnvironmentFault("database_missing")
        name = os.environ.get(USER, "")
        secret = os.environ.get(PASSWORD)
        if not name and secret is None:
            name = self.ask("cli.ask_user")
        session = offices.sign_in(self.folder, name, self.password() if secret is None else secret)
        self._resources.callback(session.close)
        if session.clock_doubt is not None:
            say(session.clock_doubt.words(self.lang))
        return session

    def password(self) -> str:
        """The password from the environment or a prompt, never from an argument."""
        return self._secret(PASSWORD, "cli.ask_password")

    def new_password(self) -> str:
        """The password for another person, in the same way."""
        return self._secret(NEW_PASSWORD, "cli.ask_new_password")

    def _secret(self, variable: str, question: str) -> str:
        known = os.environ.get(variable)
        if known is not None:
            return known
        if not sys.stdin.isatty():
            raise InputError("password_not_given", variable=variable)
        return getpass.getpass(f"{words(question, self.lang)} ", stream=sys.stderr)

    def ask(self, question: str) -> str:
        """Something typed at the keyboard."""
        if not sys.stdin.isatty():
            raise InputError("password_not_given", variable=USER)
        sys.stderr.write(f"{words(question, self.lang)} ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def read_text(self, name: str) -> str:
        """The text of a file, or of the standard input for "-"; InputError `file_unreadable`, `file_too_big`."""
        try:
            raw = sys.stdin.buffer.read(BIGGEST + 1) if name == "-" else _bytes(Path(name))
            if len(raw) > BIGGEST:
                raise InputError("file_too_big", file=Path(name).name, megabytes=BIGGEST // 1024 // 1024)
            return raw.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise InputError("file_unreadable", file=Path(name).name) from fault

    def read_object(self, name: str) -> Mapping[str, object]:
        """The JSON object of a file; InputError `json_broken` with the line, or those of `read_text`."""
        try:
            found = json.loads(self.read_text(name))
        except json.JSONDecodeError as fault:
            raise InputError("json_broken", file=Path(name).name, line=fault.lineno) from fault
        except RecursionError as fault:
            raise InputError("json_broken", file=Path(name).name, line=1) from fault
        if not isinstance(found, dict):
            raise InputError("json_no_object", file=Path(name).name)
        return found

    def day(self, name: str) -> date | None:
        """A day given as YYYY-MM-DD, or None; InputError `value_not_a_date`."""
        typed = self.call.text(name)
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError as fault:
            raise InputError("value_not_a_date", field=f"--{name}", value=typed[:40]) from fault

    def names(self, option: str) -> tuple[str, ...]:
        """A list parted by commas."""
        return tuple(part.strip() for part in self.call.text(option).split(",") if part.strip())


def _bytes(file: Path) -> bytes:
    """A file's bytes, one more than allowed at most."""
    with file.open("rb") as source:
        return source.read(BIGGEST + 1)
