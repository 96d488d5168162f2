"""Each kind of task that a source gives has words, and each group of Today a title, an icon and a place in the order."""

from __future__ import annotations

import ast

from app.domain.rules import shipped
from app.domain.tasks import GROUPS
from app.services.today import NAMES, order
from app.text.words import has_words
from app.ui.pages.today import LOOK
from tests.support.sources import calls, place, python_files


def kinds() -> dict[str, str]:
    """Kind of a task → where a source makes it."""
    found: dict[str, str] = {}
    for file in python_files("app/services"):
        for name, call in calls(file):
            if name == "Due" and call.args and isinstance(call.args[0], ast.Constant):
                found[str(call.args[0].value)] = place(file, call.lineno)
    return found


def test_each_kind_of_task_has_words() -> None:
    found = kinds()
    assert {"first_contact", "task", "flag", "no_contact", "report_allegation"} <= set(found)
    assert {kind: where for kind, where in found.items() if not has_words(f"task.{kind}")} == {}


def test_each_group_has_a_look_and_a_place() -> None:
    assert set(LOOK) == set(NAMES)
    assert set(GROUPS) <= set(NAMES)
    assert set(order(shipped("today"))) == set(NAMES)
    assert set(shipped("today").texts("order")) == set(NAMES)
