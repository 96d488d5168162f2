"""The main job from end to end: `python3 dev.py demo`. Two laptops of one practice office and a server over a bad link.

Laptops are used by the verbs of the headless face, the server is a process of its own, the link cuts every connection after
some kilobytes. What it made stays in the folder that is named at the end; a later run
shows it again and opens the window on it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.facilities.facilities import find_facility
from app.services.visits import inspection_papers, inspection_results, inspections
from app.services.visits.inspection_forms import FormShelf
from tests.support import demo_forms
from tests.support import demo_story as story
from tests.support.bad_link import BadLink
from tests.support.demo_laptop import TRIES, DemoFailed, Json, Laptop, say
from tests.support.server import RunningServer, ServerFolder, start_server

DONE = "demo.json"
CUT_EVERY = 60_000
"""Bytes after which the link breaks, on average."""
CLASHES = 2
"""Fields that both laptops change while they are apart."""


class Demo:
    """The steps, in order; each says what it did."""

    def __init__(self, folder: Path, cases: int) -> None:
        self.folder = folder
        self.cases = cases
        self.server = ServerFolder(folder / "server")
        self.a, self.b = (Laptop(folder / name) for name in story.PEOPLE)
        self.out = folder / "out"
        self.made: Json = {}

    def run(self) -> None:
        """Everything, from two empty laptops to equal digests, papers and a workbook."""
        self._set_up()
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(running(self.server.folder))
            link = stack.enter_context(BadLink(server.port, cut_every=CUT_EVERY, latency=0.002))
            self._enrol(link)
            self._first_exchange()
            case = self._work_offline()
            server.stop()
            self._no_server()
            stack.enter_context(running(self.server.folder, server.port))
            self._meet(case)
            self._compare()
            self.made["forms"] = demo_forms.FormSteps(self.out, self.a, self.b, self.server).run(str(self.made["case"]))
            carried = link.counts
            say(f"the link carried {carried.up:,} bytes up and {carried.down:,} down, and broke {carried.cuts} times")
        self._return()
        self._papers()

    def _set_up(self) -> None:
        for laptop in (self.a, self.b):
            laptop.verb("init", "--office", story.OFFICE, "--full-name", laptop.person)
        made = self.a.verb("sample", "--cases", str(self.cases), "--seed", "7")[0]
        say(f"laptop A: office {story.OFFICE} made and filled with practice data: {_told(made)}")
        self.server.add_office(story.OFFICE)

    def _enrol(self, link: BadLink) -> None:
        for laptop in (self.a, self.b):
            code = self.server.enrol_code(story.OFFICE)
            for _ in range(TRIES):
                if laptop.try_verb("enrol", link.url, code)[0] == 0:
                    break
            else:
                raise DemoFailed("no enrolment")
        say("both laptops enrolled at the server")

    def _first_exchange(self) -> None:
        for laptop in (self.a, self.b):
            say(f"{laptop.folder.name}: {_told(laptop.exchange())}")

    def _work_offline(self) -> str:
        """A case, a resident and an inspection without any server; then both laptops change one field of one child."""
        facility = self.b.verb("facility", "list", "--limit", "1")[0]
        village = self._village(facility)
        opened = self.a.verb("case", "add", self.a.given(story.new_case(village)))[0]
        self.made["case"] = opened["id"]
        say(f"laptop A, offline: case {opened['code']} registered in Khmer")
        admission = {"case": opened["id"], "admitted_on": story.today().isoformat(), "admission_reason": "protection"}
        self.a.verb("residency", "admit", str(facility["id"]), self.a.given(admission))
        self._inspect(str(facility["id"]))
        shared = str(self.b.verb("case", "list", "--limit", "1")[0]["id"])
        self.a.verb("case", "set", shared, "child.how_to_find=ផ្ទះទីពីរ ក្រោយសាលារៀន")
        self.b.verb("case", "set", shared, "child.how_to_find=ជាប់ផ្សារ ទល់មុខវត្ត")
        self.a.verb("case", "set", shared, "child.school=សាលាបឋមសិក្សា ក")
        self.b.verb("case", "set", shared, "child.school=សាលាបឋមសិក្សា ខ")
        say("both laptops, offline: the same two fields of the same child were changed")
        return shared

    def _village(self, facility: Json) -> str:
        return str(self.b.verb("facility", "show", str(facility["id"]))[0]["village_code"])

    def _inspect(self, facility: str) -> None:
        """A whole visit on laptop B: every question that the form asks there, closed, grade decided."""
        with self.b.open() as session:
            form = FormShelf(self.b.folder).form("inspection_minimum_standards")
            with session.write("inspection_fill") as uow:
                head = {name: value for name, value in story.answers(set()).items() if name in inspections.HEAD}
                visit = inspections.start(uow, form, find_facility(uow, facility).id, head)
                trial = inspections.session_of(inspections.visit_of(uow, visit), form, "")
                wanted = {k: v for k, v in story.answers(set(form_names(form))).items() if k not in head}
                for _ in range(2):  # a second time, for what only an answer makes relevant
                    refused = {name for name, found in trial.fill(wanted).items() if found.result != "OK"}
                inspections.fill(uow, form, visit, {k: v for k, v in wanted.items() if k not in refused})
                result = inspection_results.close(uow, form, visit)
        score = result.score
        if score is None:
            raise DemoFailed("the inspection has no score")
        self.made["inspection"] = visit
        say(f"laptop B, offline: inspection closed: {score.points} of {score.maximum} points, {len(score.findings)} findings")

    def _no_server(self) -> None:
        """Nobody answers: the exchange ends with exit code 3 and everything waits."""
        code, _, _ = self.a.try_verb("sync")
        waiting = self.a.verb("status")[0]["waiting"]
        if code != 3 or not waiting:
            raise DemoFailed(f"without a server: exit code {code}, {waiting} waiting")
        say(f"the server is away: exit code {code}, {waiting} operations wait on laptop A, nothing is lost")

    def _meet(self, case: str) -> None:
        """The server is back: both exchange, the clash is shown with both values and resolved, both exchange again."""
        for laptop in (self.a, self.b, self.a):
            say(f"{laptop.folder.name}: {_told(laptop.exchange())}")
        clashes = self.b.verb("conflicts")
        if len(clashes) != CLASHES:
            raise DemoFailed(f"{len(clashes)} clashes were found")
        self.b.verb("conflicts", "resolve", str(clashes[0]["id"]), "--take", "proposed")
        for laptop in (self.b, self.a, self.b):
            laptop.exchange()
        left = {len(laptop.verb("conflicts")) for laptop in (self.a, self.b)}
        say(f"conflicts: {CLASHES} shown with both values, 1 resolved, {min(left)} left to decide later")
        versions = {str(laptop.verb("case", "show", case)[0]["version"]) for laptop in (self.a, self.b)}
        if left != {CLASHES - 1} or len(versions) != 1:
            raise DemoFailed("the laptops differ after the decision")

    def _compare(self) -> None:
        a, b = (laptop.verb("digest")[0] for laptop in (self.a, self.b))
        server = self.server.tell("digest", "--office", story.OFFICE)
        equal = a["sha256"] == b["sha256"] == server["sha256"]
        self.made |= {"records": server["records"], "sha256": server["sha256"]}
        say(f"digests: laptop A, laptop B and server {'equal' if equal else 'DIFFER'}: {server['records']} records")
        if not equal:
            raise DemoFailed("the digests differ")

    def _return(self) -> None:
        month = story.last_month()
        target = self.out / f"practice-return-{story.OFFICE}-{month}.xlsx"
        made = self.a.verb("return", month, "--out", str(target))[0]
        cells, checks = _rows(made["cells"]), _rows(made["checks"])
        say(f"return of {month}: {len(cells)} cells, {sum(bool(one['ok']) for one in checks)} of {len(checks)} checks hold")
        self.made["workbook"] = str(target)

    def _papers(self) -> None:
        """The blank checklist and the report of the inspection, in Khmer."""
        visit, papers = str(self.made["inspection"]), []
        with self.b.open() as session:
            form = FormShelf(self.b.folder).form("inspection_minimum_standards")
            with session.write("paper_print") as uow:
                facility = inspections.visit_of(uow, visit).facility
                report = inspection_papers.report(uow, form, visit, "km", "full")
                blank = inspection_papers.checklist(uow, form, facility, "km")
                for name, paper in (("inspection-report", report), ("checklist", blank)):
                    papers.append(self.out / f"{name}.pdf")
                    inspection_papers.write_paper(uow, paper, visit, papers[-1])
        self.made["papers"] = [str(paper) for paper in papers]
        say(f"papers: {', '.join(paper.name for paper in papers)}")


@contextlib.contextmanager
def running(folder: Path, port: int = 0) -> Iterator[RunningServer]:
    """A server process within the block; it may end before."""
    server = start_server(folder, port)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
        if server.process.stdout is not None:
            server.process.stdout.close()


def form_names(form: CompiledForm) -> Iterator[str]:
    """Names of the items that carry points."""
    return (f"i{item.number}" for item in items(form) if item.weight)


def _rows(value: object) -> Sequence[Json]:
    return value if isinstance(value, list) else []


def _told(report: Mapping[str, object]) -> str:
    """The numbers of a report in one line."""
    parts = []
    for name, value in report.items():
        inner = ", ".join(f"{key} {count}" for key, count in value.items()) if isinstance(value, dict) else value
        parts.append(f"{name} {inner:,}" if isinstance(inner, int) else f"{name} {inner}")
    return " · ".join(parts)


def summary(folder: Path, made: Mapping[str, object]) -> None:
    """Where everything is."""
    forms = _object(made.get("forms"))
    digest = {"share": made["records"], **made, **forms}
    told = f"{digest['records']} records, sha256 {str(digest['sha256'])[:16]}…"
    say(f"laptop A and server: equal by digest, {told}; laptop B: all {digest['share']} that its person may see")
    demo_forms.summary(forms)
    say(f"databases: {folder / 'laptop-a'} · {folder / 'laptop-b'} · {folder / 'server'}")
    say(f"papers: {' · '.join(str(paper) for paper in [*_texts(made['papers']), *_texts(forms.get('papers'))])}")
    say(f"pictures: {folder / 'out' / 'pictures'}")
    say(f"workbook: {made['workbook']}")


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def pictures(folder: Path, made: Mapping[str, object]) -> None:
    """Every page of laptop B in both languages, where there is no display to open a window on."""
    from app.ui.start import application
    from tests.support.demo_pictures import every_page

    application()
    laptop = Laptop(folder / "laptop-b")
    forms = _object(made.get("forms"))
    shown = {name: str(forms[key]) for name, key in (("form", "assessment"), ("form_foreign", "draft")) if key in forms}
    count = every_page(laptop.open(), folder / "out" / "pictures", str(made["inspection"]), story.last_month(), shown)
    say(f"no display: {count} pictures of the window, in Khmer and English")


def window(folder: Path) -> int:
    """The window on laptop A."""
    from app.ui.start import start

    laptop = Laptop(folder / "laptop-a")
    say(f"the window opens on laptop A; sign in as {laptop.person} with the password {story.PASSWORD}")
    return start(laptop.folder, user=laptop.person)


def main(arguments: Sequence[str]) -> int:
    """Makes the demo office if it is not there yet, tells where everything is, then the window or its pictures."""
    parser = argparse.ArgumentParser("dev.py demo")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=300, help="cases of the practice office")
    parser.add_argument("--again", action="store_true", help="throw the demo office away and begin anew")
    parser.add_argument("--no-window", action="store_true", help="pictures even where there is a display")
    chosen = parser.parse_args(arguments)
    done: Path = chosen.folder / DONE
    if chosen.again or not done.exists():
        shutil.rmtree(chosen.folder, ignore_errors=True)
        (chosen.folder / "out" / "pictures").mkdir(parents=True)
        demo = Demo(chosen.folder, chosen.cases)
        demo.run()
        done.write_text(json.dumps(demo.made, ensure_ascii=False), encoding="utf-8")
    else:
        say("the demo office is there from an earlier run (--again makes it anew)")
    made = json.loads(done.read_text(encoding="utf-8"))
    headless_only = chosen.no_window or os.environ.get("QT_QPA_PLATFORM") == "offscreen"
    if headless_only:
        pictures(chosen.folder, made)
    summary(chosen.folder, made)
    return 0 if headless_only else window(chosen.folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
