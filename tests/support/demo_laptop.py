"""A laptop of the demo: the verbs of the headless face, typed by the person who works on it."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path

from app.cli.main import main as headless
from app.services.office import offices
from tests.support import demo_story as story

Json = dict[str, object]
TRIES = 60
"""Exchanges that may fail before the demo gives up; a link that cuts so often needs several."""


class DemoFailed(Exception):
    """A step did not do what it says."""


def say(text: str) -> None:
    """One line for one step."""
    print(f"komar: {text}", flush=True)


class Laptop:
    """One laptop: a folder, and the person who works on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.person = story.PEOPLE[folder.name]

    def try_verb(self, *words: str) -> tuple[int, list[Json], str]:
        """Exit code, lines and what was said."""
        os.environ["KOMAR_USER"], os.environ["KOMAR_PASSWORD"] = self.person, story.PASSWORD
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = headless(["--data", str(self.folder), "--lang", "km", "--json", *words])
        return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()

    def verb(self, *words: str) -> list[Json]:
        """The lines of a verb that must go well."""
        code, lines, said = self.try_verb(*words)
        if code:
            raise DemoFailed(f"{' '.join(words[:2])} ended with {code}: {said or lines}")
        return lines

    def given(self, content: Mapping[str, object]) -> str:
        """A file with what a verb is to take."""
        file = self.folder.parent / f"{self.folder.name}.given.json"
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return str(file)

    def exchange(self) -> Json:
        """Exchanges until it goes through; gives the sums of all tries and how many the link broke."""
        total: Json = {"broken": 0}
        for _ in range(TRIES):
            code, lines, said = self.try_verb("sync")
            if code == 0:
                return _sum(total, lines[0])
            if code != 3:
                raise DemoFailed(f"sync ended with {code}: {said}")
            total["broken"] = int(str(total["broken"])) + 1
        raise DemoFailed(f"no exchange in {TRIES} tries: {said}")

    def open(self) -> offices.Session:
        """The office on this laptop, opened by its person."""
        return offices.sign_in(self.folder, self.person, story.PASSWORD)


def _sum(total: Json, report: Json) -> Json:
    """A report with the broken tries before it."""
    return {**report, "broken": total["broken"]}
