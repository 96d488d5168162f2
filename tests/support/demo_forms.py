"""Forms in the demo: workbooks looked through, a foreign form taken in, a case assessed and planned, a colleague answers.

All by the verbs of the headless face; papers by the service that the window calls. One laptop's person lacks one right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.data.unit_of_work import UnitOfWork
from app.domain.permissions import RIGHTS
from app.forms.model import CompiledForm
from app.print.form_papers import FormPaper
from app.services.forms import form_papers
from app.services.forms.form_library import FormShelf
from app.services.responses import responses
from app.services.responses.response_desk import about
from app.services.responses.response_subjects import subject_of_response
from app.services.visits import inspection_papers
from app.text.words import words
from tests.support import demo_story as story
from tests.support import foreign_forms as foreign
from tests.support.demo_laptop import DemoFailed, Json, Laptop, say
from tests.support.server import ServerFolder

ROLES = "administrator,caseworker,clerk,inspector,supervisor"
WITHHELD = "reporter"
"""The right that the person at laptop B does not hold in this part."""


class FormSteps:
    """The steps, in order; each says what it did. `made` tells where everything is."""

    def __init__(self, out: Path, a: Laptop, b: Laptop, server: ServerFolder) -> None:
        self.out = out
        self.a, self.b, self.server = a, b, server
        self.made: Json = {}
        self.shelf = FormShelf(a.folder)

    def run(self, case: str) -> Json:
        """Everything about a case that both laptops have."""
        self.a.verb("user", "role", self.b.person, "--roles", ROLES, "--rights", ",".join(sorted(RIGHTS - {WITHHELD})))
        self._check()
        self._install()
        low = self._assess(case)
        self._plan(case, low)
        told = self._restricted(case)
        draft = self._draft(case)
        for laptop in (self.a, self.b):
            laptop.exchange()
        self._colleague(case, draft, told)
        self._compare()
        self._export()
        self._papers(str(self.made["assessment"]))
        return self.made

    def _write(self, name: str, content: bytes) -> Path:
        """A file of the demo."""
        file = self.out / "forms" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return file

    def _check(self) -> None:
        """A workbook with planted faults is refused with every place; the organisation's has nothing wrong."""
        faulty, good = self._write("faulty.xlsx", foreign.faulty_form()), self._write("visit.xlsx", foreign.foreign_form())
        self._write(f"lists/{foreign.PARTNERS}", foreign.partners())
        code, (report,), _ = self.a.try_verb("form", "check", str(faulty))
        found = _objects(report["problems"])
        places = {(str(one["sheet"]), one["row"], str(one["column"])) for one in found}
        say(f"form check {faulty.name}: exit code {code}, found in sheet, row and column:")
        for one in found:
            say(f"    {one['sheet']}!{one['column']}{one['row']}: {one['message']}")
        if code != 1 or not set(foreign.PLANTED) <= places:
            raise DemoFailed(f"form check ended with {code} and found {sorted(map(str, places))}")
        code, (report,), _ = self.a.try_verb("form", "check", str(good), "--media", str(good.parent / "lists"))
        if code:
            raise DemoFailed(f"the organisation's form: {report}")
        say(f"form check {good.name}: exit code {code}, {len(_objects(report['problems']))} remarks")
        self.made["faults"] = len(foreign.PLANTED)

    def _install(self) -> None:
        book = self.out / "forms" / "visit.xlsx"
        lists = str(book.with_name("lists"))
        taken = self.a.verb("form", "install", str(book), "--media", lists, "--publish")[0]
        with self.a.open() as session, session.read() as reader:
            self.shelf.read(reader)
        form = self.shelf.form(foreign.FOREIGN)
        say(f"laptop A: form {taken['id']} {taken['version']} {taken['state']}: {' · '.join(form.languages)}")
        self.made["form"] = f"{taken['id']} {taken['version']}"

    def _fill(self, case: str, form: str, answers: Mapping[str, object], *more: str) -> Json:
        """A response about the case."""
        return self.a.verb("response", "fill", case, form, self.a.given(answers), *more)[0]

    def _assess(self, case: str) -> int:
        """The wellbeing of the child and form 2, both with low scores; gives how many are low."""
        low = 0
        for name, given in story.SCORES.items():
            answers = {item: given.get(item, "3") for item in scored(self.shelf.form(name))}
            done = self._fill(case, name, {**answers, **story.REMARKS[name]}, "--finish")
            scores = _objects(done["scores"])
            lows = [one for one in scores if one["low"]]
            items = ", ".join(str(one["item"]) for one in lows)
            say(f"laptop A: {name} finished: {len(scores)} scores, {len(lows)} low: {items}")
            low += len(lows)
            self.made["assessment"] = self.made.get("assessment", done["id"])
        return low

    def _plan(self, case: str, low: int) -> None:
        """Form 3: its rows come from the low scores; each gets a goal, and each becomes an action of the case."""
        plan = self.a.verb("response", "start", case, "form_3_service_plan")[0]
        begun = plan["answers"]
        rows = {name: _objects(begun[name]) for name in story.PLANS if name in begun} if isinstance(begun, dict) else {}
        goals = {name: [story.PLANS[name]] * len(carried) for name, carried in rows.items()}
        self.a.verb("response", "answer", str(plan["id"]), self.a.given(goals))
        self.a.verb("response", "finish", str(plan["id"]))
        number = sum(len(carried) for carried in rows.values())
        say(f"laptop A: form 3 finished: {number} rows came from {low} low scores")
        if number != low:
            raise DemoFailed(f"{number} rows of the plan for {low} low scores")
        self.made |= {"low": low, "rows": number, "plan": plan["id"]}

    def _restricted(self, case: str) -> str:
        """Form 1 with what is known of the person who reported."""
        done = self._fill(case, "form_1_intake", story.INTAKE, "--finish")
        say(f"laptop A: form 1 finished, {len(story.REPORTER)} of its answers restricted to who may know of reporters")
        return str(done["id"])

    def _draft(self, case: str) -> str:
        """The organisation's form, not finished."""
        given = foreign.foreign_answers(story.today().isoformat())
        draft = self._fill(case, foreign.FOREIGN, given)
        say(f"laptop A: {foreign.FOREIGN} begun as a draft: {len(_objects(given['child']))} children with their meals")
        self.made["draft"] = draft["id"]
        return str(draft["id"])

    def _colleague(self, case: str, draft: str, restricted: str) -> None:
        """The form and the draft came to laptop B, the restricted answers did not; B answers, and A gets it."""
        listed = self.b.verb("response", "list", case)
        shown = self.b.verb("response", "show", draft)[0]
        if not shown["form_here"]:
            raise DemoFailed("the form did not travel")
        here, there = (set(answers_of(laptop, restricted)) & story.REPORTER for laptop in (self.a, self.b))
        say(f"laptop B: {len(listed)} responses came; restricted answers: {len(here)} on laptop A, {len(there)} on laptop B")
        if here != story.REPORTER or there:
            raise DemoFailed("the restricted answers are not where they have to be")
        self.b.verb("response", "answer", draft, self.b.given({"remark": story.REMARK}))
        for laptop in (self.b, self.a):
            laptop.exchange()
        if answers_of(self.a, draft).get("remark") != story.REMARK:
            raise DemoFailed("the answer of laptop B did not arrive")
        say("laptop B opened the draft in a form it never installed and answered one more question: laptop A has the answer")
        self.made |= {"responses": len(listed), "restricted": len(here)}

    def _compare(self) -> None:
        """Laptop A holds what the server holds of the office; laptop B its share; both the same of what they share."""
        a, b = (laptop.verb("digest")[0] for laptop in (self.a, self.b))
        whole = self.server.tell("digest", "--office", story.OFFICE)
        with self.b.open() as session, session.read() as reader:
            share = self.server.tell("digest", "--office", story.OFFICE, "--device", str(reader.meta("device")))
        ours, theirs = (each["scopes"] if isinstance(each["scopes"], dict) else {} for each in (a, b))
        equal = a["sha256"] == whole["sha256"] and b["sha256"] == share["sha256"]
        if not equal or any(ours.get(name) != digest for name, digest in theirs.items()):
            raise DemoFailed("the digests differ after the forms")
        say(f"digests: laptop A and server equal: {whole['records']} records; laptop B and its share: {share['records']}")
        self.made |= {"records": whole["records"], "sha256": whole["sha256"], "share": share["records"]}

    def _export(self) -> None:
        target = self.out / f"{foreign.FOREIGN}.xlsx"
        done = self.a.verb("response", "export", foreign.FOREIGN, "--out", str(target))[0]
        say(f"laptop A: {done['responses']} response of {foreign.FOREIGN} in {target.name}")
        self.made["answers"] = str(target)

    def _papers(self, response: str) -> None:
        """The assessment as it was filled, and the organisation's form to be filled by hand, in Khmer."""
        with self.a.open() as session, session.write("print_form") as uow:
            found = responses.get(uow, self.shelf, response)
            told = ((words("responses.fact.about", "km"), about(subject_of_response(uow, found.record), "km")),)
            filled = form_papers.filled_form(uow, responses.session_of(found, "km"), "km", told)
            blank = form_papers.blank_form(uow, self.shelf.form(foreign.FOREIGN), "km")
            made = [self._paper(uow, *each) for each in (("form-filled", filled, response), ("form-blank", blank, response))]
        say(f"papers of forms: {', '.join(file.name for file in made)}")
        self.made["papers"] = [str(file) for file in made]

    def _paper(self, uow: UnitOfWork, name: str, paper: FormPaper, record: str) -> Path:
        file = self.out / f"{name}.pdf"
        inspection_papers.write_paper(uow, paper, record, file)
        return file


def answers_of(laptop: Laptop, response: str) -> Mapping[str, object]:
    """The answers of a response as a laptop shows them."""
    answers = laptop.verb("response", "show", response)[0]["answers"]
    return answers if isinstance(answers, dict) else {}


def scored(form: CompiledForm) -> list[str]:
    """The names of the questions that carry a score."""
    return [path.rpartition("/")[2] for path, definition in form.definitions.items() if definition.komar.get("domain")]


def summary(made: Mapping[str, object]) -> None:
    """What the forms came to; nothing for a demo office made before there were forms."""
    if "form" not in made:
        return
    say(f"forms: {made['form']} taken in beside those that ship; {made['faults']} planted faults found by cell")
    say(f"responses: {made['responses']} about one case; {made['rows']} rows of the plan from {made['low']} low scores")
    say(f"restricted: {made['restricted']} answers about the reporter on laptop A, none on laptop B ({made['share']} records)")
    say(f"answers: {made['answers']}")


def _objects(value: object) -> Sequence[Json]:
    return value if isinstance(value, list) else []
