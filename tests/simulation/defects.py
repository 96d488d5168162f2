"""Planted defects: for each invariant one change of the sources that breaks it, and the proof that the simulation sees it.

Each is laid over a copy of the sources; then seeds run there until the first that breaks that invariant. What no seed of the
first thousand notices is a hole of the judge.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("app", "sync", "resources", "tests", "pyproject.toml")
WITHIN = 1000
_BROKEN = re.compile(r"^seed (\d+): \(([\d, ]+)\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect: the invariant it breaks, what is wrong in words, and the text of a source that is exchanged."""

    invariant: int
    what: str
    path: str
    old: str
    new: str
    where: tuple[str, ...] = ()
    """Faults without which no seed can notice it; seeds without them are left out, the others keep their numbers."""
    test: str = ""
    """The test that must fail instead of a seed, where the simulated world does not hold what the invariant speaks of."""


DEFECTS: tuple[Defect, ...] = (
    Defect(
        1,
        "a clash drops the later value",
        "sync/merge.py",
        "            self.conflict(unit, standing, writer, proposed)\n        else:\n            self.take(unit, proposed)\n",
        "            self.equal.append(unit)\n        else:\n            self.take(unit, proposed)\n",
    ),
    Defect(
        1,
        "where two add words, those that came first are gone",
        "sync/merge.py",
        "self.put(unit, f\"{standing}\\n{change.get('append', '')}\" if standing else change.get(\"append\"))",
        'self.put(unit, change.get("append"))',
    ),
    Defect(
        1,
        "who corrects own words takes those with them that somebody else added unseen",
        "sync/merge.py",
        "        writer = self.unseen(unit) if grows else self.changed(unit)\n",
        "        writer = self.changed(unit)\n",
    ),
    Defect(
        1,
        "who added words to a text counts as having written over it",
        "sync/merge.py",
        "        return not grows or (writer.incarnation, writer.op) not in known.adding\n",
        "        return True\n",
        test="tests/sync/test_merge_texts.py",
    ),
    Defect(
        1,
        "who gave the same answer without its note counts as having seen the note",
        "sync/merge.py",
        "        if whole:\n",
        "        if unit:\n",
        test="tests/sync/test_merge_twice.py",
    ),
    Defect(
        4,
        "a second, less safe value covers one that was not seen",
        "sync/merge.py",
        "        if unseen and _safer(known, standing[unit], proposed[unit]):\n",
        "        if not unit:\n",
        test="tests/sync/test_merge_twice.py",
    ),
    Defect(
        2,
        "what is sent again is answered as applied",
        "sync/server/exchange/numbering.py",
        "        told.append(recorded(row))\n",
        '        told.append(Told("applied", int(row.version)))\n',
        ("repeats",),
    ),
    Defect(
        3,
        "clashes of a record that is known already are not taken",
        "app/data/replica/replica.py",
        "    if decided is None:\n        take_conflicts(connection, line)\n",
        "    if decided is None and base is None:\n        take_conflicts(connection, line)\n",
    ),
    Defect(
        4,
        "a laptop has not seen what it wrote before",
        "sync/merge.py",
        "        own = self.op.incarnation in (writer.incarnation, *writer.also)\n",
        "        own = False\n",
    ),
    Defect(
        4,
        "a corrected text clashes with words of others that stand in it",
        "sync/merge.py",
        "        return (writer.incarnation, writer.op) in self.op.known.holds\n",
        "        return False\n",
        test="tests/sync/test_merge_texts.py",
    ),
    Defect(
        4,
        "an edit is folded into an operation that a copy of the disk has too",
        "app/data/outbox/capture.py",
        "newest[0] <= connection.info.get(BEFORE, 0)",
        "newest[0] <= 0",
        test="tests/sync/test_cloned_disks.py",
    ),
    Defect(
        4,
        "where two answers clash, the less safe one is shown",
        "sync/merge.py",
        "    return _rank(known, one) < _rank(known, other)\n",
        "    return _rank(known, one) > _rank(known, other)\n",
    ),
    Defect(
        5,
        "what the schema does not know goes at the next change",
        "sync/merge.py",
        "        self.body: dict[str, Any] = dict(state.body or {})\n",
        "        self.body: dict[str, Any] = {n: v for n, v in (state.body or {}).items() if n in spec.fields}\n",
    ),
    Defect(
        6,
        "the last number of a commit is given again to another record",
        "sync/server/exchange/receive.py",
        "        self.staging.settle(last)\n",
        "        self.staging.settle(last - (self.staging.given > 1))\n",
    ),
    Defect(
        7,
        "a full page ends one number too late",
        "sync/server/exchange/page.py",
        "                    end = seq\n                    break\n",
        "                    end = seq + 1\n                    break\n",
        ("pulls",),
    ),
    Defect(
        8,
        "operations are deleted once they are answered",
        "app/data/outbox/dispatch.py",
        "    if ops:\n        _no_longer_held(connection, incarnation, ops, told)\n",
        "    for op in ops[:1]:\n"
        '        connection.exec_driver_sql("DELETE FROM op WHERE n = ? AND overlay = 0", (op.n - 1,))\n'
        "    if ops:\n        _no_longer_held(connection, incarnation, ops, told)\n",
    ),
    Defect(
        9,
        "an operation that cannot be taken stops those behind it",
        "sync/server/exchange/receive.py",
        "                if room <= 0:\n",
        '                if room <= 0 or told.reason in ("unknown_type", "unknown_record", "malformed"):\n',
        ("poison",),
    ),
    Defect(
        10,
        "a device is given all groups of its offices",
        "sync/server/exchange/reach.py",
        "    rights: set[str] = set()\n",
        '    rights: set[str] = {"sexual_violence", "reporter"}\n',
        ("junior",),
    ),
    Defect(
        10,
        "an office that looks on is given what was not ticked",
        "sync/server/exchange/sharing.py",
        "        return self.offices if restricted not in TICKED or restricted in self.groups else frozenset()\n",
        "        return self.offices\n",
        ("shares",),
    ),
    Defect(
        10,
        "whoever works in an office is told of visits that are not announced",
        "sync/schema/__init__.py",
        "for group, holders in ROLE_GROUPS.items() if holders & roles)",
        "for group, holders in ROLE_GROUPS.items() if roles)",
        ("visits",),
    ),
    Defect(
        11,
        "a laptop keeps what was erased by law",
        "app/data/replica/replica.py",
        "    if line.erased:\n        erase(connection, line.record)",
        "    if False:\n        erase(connection, line.record)",
        ("erases",),
    ),
    Defect(
        12,
        "a laptop lets the only original go before the server has it in a backup",
        "app/data/contents/blob_queue.py",
        "(b.here = 0 OR (b.sent = 1 AND b.safe = 1))",
        "(b.here = 0 OR b.sent = 1)",
        test="tests/sync/test_contents.py::test_inv_12_what_left_this_laptop_stays_on_its_disk_until_the_server_has_it_in_a_backup",
    ),
    Defect(
        13,
        "cursors beyond the end of the database are nothing odd",
        "sync/server/exchange/cursors.py",
        "            if each.epoch > epoch or each.seq > top or (each.seq and _random(",
        "            if each.epoch > epoch or (0 < each.seq <= top and _random(",
        ("put_back",),
    ),
    Defect(
        14,
        "a cloned laptop numbers anew from one too late",
        "app/syncing/store.py",
        "            dispatch.fork(connection, self._database.clock, incarnation, first)\n",
        "            dispatch.fork(connection, self._database.clock, incarnation, first + 1)\n",
        ("doubles",),
    ),
    Defect(
        15,
        "the later clock wins",
        "sync/merge.py",
        "        elif writer is not None:\n            self.conflict(unit, standing, writer, ",
        "        elif writer is not None and writer.at >= self.op.at:\n            self.conflict(unit, standing, writer, ",
        ("permutes",),
    ),
    Defect(
        16,
        "the reply to a file without a question for pages seems to be the last page",
        "sync/server/bundles/bundles.py",
        "        head = ReplyHead(epoch, max(0, have), numbering.safe, len(received.told), True)\n",
        "        head = ReplyHead(epoch, max(0, have), numbering.safe, len(received.told), False)\n",
        ("sticks", "long"),
    ),
    Defect(
        17,
        "a laptop at rest asks again and again",
        "app/data/outbox/dispatch.py",
        "    return bool(wanted(connection)) or meta(connection, BUCKETS)",
        "    return True or bool(wanted(connection)) or meta(connection, BUCKETS)",
    ),
    Defect(
        18,
        "an edit is folded into the operation of somebody else",
        "app/data/outbox/capture.py",
        'newest[1:8] != (edit.id, "edit", author.user, *base, *record)',
        'newest[1:8] != (edit.id, "edit", newest[3], *base, *record)',
    ),
    Defect(
        19,
        "what is put aside holds the cursor",
        "app/data/outbox/dispatch.py",
        '            "WHERE (excluded.epoch, excluded.seq) >= (epoch, seq)",\n',
        '            "WHERE (excluded.epoch, excluded.seq) >= (epoch, seq) AND NOT EXISTS (SELECT 1 FROM parked)",\n',
        test="tests/sync/test_replica.py::test_invariant_19_whatever_a_line_holds_the_page_is_taken",
    ),
    Defect(
        20,
        "a decision does not close its clash",
        "sync/server/exchange/apply.py",
        "            del item.conflicts[name]\n            item.closed.append((name, seq))\n",
        "            pass\n",
        ("decides",),
    ),
    Defect(
        21,
        "a circle of merged records is let in",
        "sync/server/keeping/aliases.py",
        "            if at == item.id:\n                return True\n",
        "            if at == item.id:\n                return False\n",
        ("merges",),
    ),
    Defect(
        22,
        "a batch that did not get through is sent as large again",
        "sync/client/pace.py",
        "        self.push, self.pull = max(LEAST, self.push // 2), max(LEAST * 4, self.pull // 2)\n",
        "        self.push, self.pull = PUSH_MAX, PULL_MAX\n",
        ("link",),
    ),
    Defect(
        23,
        "every request with operations, known ones too, is noted as a commit",
        "sync/server/exchange/exchange.py",
        "            return received\n\n        received = self._store.again(taken)\n",
        "            from sqlalchemy import insert\n\n"
        "            told = update(models.clock).values(seq=models.clock.c.seq + 1).returning(models.clock.c.seq)\n"
        "            last = connection.execute(told).scalar_one()\n"
        '            connection.execute(insert(models.commit_log), [{"last_seq": last, "tag": "abcd", "at": now()}])\n'
        "            return received\n\n        received = self._store.again(taken)\n",
        ("repeats",),
    ),
    Defect(
        24,
        "the log of a device that is revoked goes with it",
        "sync/server/devices/offices.py",
        "        if not found.revoked:\n            connection.execute(\n",
        "        if not found.revoked:\n"
        '            connection.exec_driver_sql("DELETE FROM op_log WHERE device = ?", (found.id,))\n'
        "            connection.execute(\n",
        ("revoked",),
    ),
)


def laid_over(defect: Defect, folder: Path) -> None:
    """A copy of the sources with a defect in it. ValueError when the text to be exchanged is not there exactly once."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, folder / name)
    path = folder / defect.path
    text = path.read_text("utf-8")
    if text.count(defect.old) != 1:
        raise ValueError(f"invariant {defect.invariant}: the text stands {text.count(defect.old)} times in {defect.path}")
    path.write_text(text.replace(defect.old, defect.new), "utf-8")


def caught(defect: Defect, first: int = 1, seeds: int = WITHIN, minutes: float = 0) -> str:
    """What notices a defect: the seed and the invariants it names, or the test; empty when nothing does.

    `minutes`: no longer than that. RuntimeError when the seeds or the test do not run at all.
    """
    with tempfile.TemporaryDirectory(prefix="komar-defect-") as name:
        folder = Path(name)
        laid_over(defect, folder)
        if defect.test:
            return _failing(defect.test, folder)
        command = [
            sys.executable,
            "-m",
            "tests.simulation.runner",
            "--from",
            str(first),
            "--seeds",
            str(seeds),
            "--until-first",
        ]
        if defect.invariant:
            command += ["--about", str(defect.invariant)]
        command += ["--where", *defect.where]
        command += ["--minutes", str(minutes)] if minutes else []
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
        found = _BROKEN.search(done.stdout)
        if found is None and done.stderr:
            raise RuntimeError(done.stderr[-2000:])
    return f"seed {found[1]} by invariant {found[2].strip(', ')}" if found else ""


def _failing(test: str, folder: Path) -> str:
    """The test, if it fails in a folder of sources; RuntimeError when it does not run."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return test if done.returncode else ""


def run_all(told: Callable[[str], None], only: Sequence[int] = (), minutes: float = 0) -> int:
    """Every defect in turn; gives how many no seed noticed."""
    missed = 0
    for defect in DEFECTS:
        if only and defect.invariant not in only:
            continue
        found = caught(defect, minutes=minutes)
        missed += not found
        told(f"{defect.invariant:2} {defect.what}: {f'caught: {found}' if found else 'NOT CAUGHT'}")
    return missed
