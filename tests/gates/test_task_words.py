"""Each kind of task, of line on Today and of event on a time line has words in both languages: nobody is shown a raw name.

Each group of Today has a title, an icon and a place in the order.
"""

from __future__ import annotations

import ast
from pathlib import Path

from app.domain.rules import shipped
from app.domain.tasks import GROUPS
from app.services.cases.time_line import sorts
from app.services.desk.today import NAMES, order
from app.text.words import LANGUAGES, all_words
from app.ui.pages.today import LOOK
from tests.support.sources import calls, place, python_files, tree


def kinds() -> tuple[dict[str, str], list[str]]:
    """Kind of a task, or of a line on Today → where it is made; and where tasks are made of a kind that cannot be read."""
    found: dict[str, str] = {}
    unread: list[str] = []
    for file in python_files("app/services"):
        for name, call in calls(file):
            of_today = name == "Due" or (name == "Line" and file.stem == "today")
            if of_today and call.args and isinstance(call.args[0], ast.Constant):
                found[str(call.args[0].value)] = place(file, call.lineno)
            elif name == "Due":
                listed = {kind: place(file, call.lineno) for kind in _listed(file)}
                found |= listed
                unread += [] if listed else [place(file, call.lineno)]
    return found, unread


def _listed(file: Path) -> set[str]:
    """The kinds that a module chooses from: the values of its table `_KIND`."""
    tables = (node for node in tree(file).body if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict))
    wanted = (
        node.value.values for node in tables if getattr(node.target, "id", "") == "_KIND" and isinstance(node.value, ast.Dict)
    )
    return {str(value.value) for values in wanted for value in values if isinstance(value, ast.Constant)}


def test_each_kind_of_task_has_words() -> None:
    found, unread = kinds()
    assert {"first_contact", "task", "flag", "no_contact", "report_allegation", "finding_overdue", "draft"} <= set(found)
    assert unread == []
    assert {(kind, lang) for kind in found for lang in LANGUAGES if f"task.{kind}" not in all_words(lang)} == set()


def test_all_that_a_time_line_may_tell_has_words() -> None:
    told = sorts()
    assert {"note", "signature", "approval_decided", "reopened", "first_contact", "voided"} <= told.keys()
    assert {(what, lang) for what in told for lang in LANGUAGES if f"event.{what}" not in all_words(lang)} == set()


def test_each_group_has_a_look_and_a_place() -> None:
    assert set(LOOK) == set(NAMES)
    assert set(GROUPS) <= set(NAMES)
    assert set(order(shipped("today"))) == set(NAMES)
    assert set(shipped("today").texts("order")) == set(NAMES)
