"""A programme of an older vocabulary, in a folder and a process of its own: it lacks a field of children and a type of record.

A released laptop that was not brought up to date is like it. What it does is told as JSON, step by step.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.sources import ROOT

FIELD, TYPE, VERSION = "school", "rate", 2
"""What the older vocabulary lacks of the present one: a field of `child`, a type; and its version."""
_STEPS = """
import json, sys
from pathlib import Path
from app.data.keeping.keys import Profile
from app.services.exchange import exchange
from app.services.office.offices import create_office, sign_in

def play(step):
    folder = Path(step["folder"])
    if step["do"] == "init":
        create_office(folder, step["office"], step["name"], step["password"], profile=Profile(1, 8, 1)).session.close()
    session = sign_in(folder, step["name"], step["password"])
    try:
        return DOES[step["do"]](session, step)
    finally:
        exchange.leave(session)
        session.close()

def saved(session, step):
    with session.write("edit") as uow:
        if step["do"] == "create":
            return uow.create(step["type"], step["values"])
        uow.update(step["type"], step["record"], step["values"])

def shown(session, step):
    with session.read() as reader:
        found = reader.maybe(step["type"], step["record"])
    return None if found is None else {name: value for name, value in found.values.items() if value is not None}

def asked(session, step):
    with session.database.transaction() as connection:
        return [list(row) for row in connection.exec_driver_sql(step["sql"])]

def exchanged(session, step):
    done = exchange.exchange(session)
    return {"sent": done.sent, "received": done.received, "verdicts": dict(done.verdicts)}

DOES = {
    "init": lambda session, step: exchange.enrol(session, step["url"], step["code"]),
    "create": saved, "edit": saved, "show": shown, "sql": asked, "exchange": exchanged,
}
for step in json.loads(sys.stdin.read()):
    print(json.dumps(play(step)), flush=True)
"""


def older_tree(folder: Path) -> Path:
    """Copies the programme and takes the vocabulary back."""
    for name in ("app", "sync", "resources"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    whole = folder / "sync" / "schema" / "vocabulary.toml"
    text = whole.read_text(encoding="utf-8")
    whole.write_text(re.sub(r"(?m)^version = \d+$", f"version = {VERSION}", text), encoding="utf-8")
    for part in (folder / "sync" / "schema" / "types").glob("*.toml"):
        kept = [table for table in _tables(part) if not table.startswith(f"[types.{TYPE}]\n")]
        part.write_text("".join(_without_field(table) for table in kept), encoding="utf-8")
    return folder


def _tables(part: Path) -> list[str]:
    """What a file of types holds, each type by itself; what stands before the first one comes first."""
    return re.split(r"(?m)^(?=\[)", part.read_text(encoding="utf-8"))


def _without_field(table: str) -> str:
    """A type as the older vocabulary has it."""
    if not table.startswith("[types.child]\n"):
        return table
    gone = (f"fields.{FIELD} ", f"why.{FIELD} ")
    return "".join(line for line in table.splitlines(keepends=True) if not line.startswith(gone))


def play(tree: Path, *steps: dict[str, Any]) -> list[Any]:
    """Plays steps with the programme in a folder; what each of them gives."""
    done = subprocess.run(
        [sys.executable, "-c", _STEPS], cwd=tree, input=json.dumps(steps), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]
