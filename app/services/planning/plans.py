"""The plan of a case: versions, what is to be done by whom until when, what has a low score and is not in it yet, who signed.

An assessment item scored 1 or 2 must be in the plan (the ministry's forms and its Primero). A plan has a number and an end: a
new version takes over what is not done yet, so that each version stays readable as it was signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.data.queries.responses import about
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import new_id, shared_id_at
from app.domain.records import Record
from app.services.approvals import approvals
from app.services.approvals.approvals import Standing
from app.services.cases import case_parts, cases
from app.services.cases.case_parts import may_see
from app.services.responses.response_scores import Score, scores_of

SIGNERS = ("caseworker", "carer", "authority")
"""Who signs a plan: the caseworker, the parents or guardian (a thumbprint will do), the local authority (form 3)."""
OPEN_STATES = ("planned", "doing")
_SIDES = ("child", "family")


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A low score that no action answers: name of the question, domain, words by language, points, the response and its day."""

    item: str
    domain: str
    labels: Mapping[str, str]
    score: int
    response: str
    on: date | None

    def label(self, lang: str) -> str:
        """The question in a language, or in the other one."""
        return self.labels.get(lang) or next(iter(self.labels.values()), self.item)


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan as it stands: its record, its actions, who signed this version, and the versions before it, oldest first."""

    plan: Record
    actions: tuple[Record, ...]
    signatures: tuple[Record, ...]
    former: tuple[Record, ...] = ()

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The roles that a plan needs and that did not sign this version."""
        signed = {row.text("role") for row in self.signatures}
        return tuple(role for role in SIGNERS if role not in signed)


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """All that the page shows of the plan of a case. `actions` are those of every version; `plan` is None before the first.

    `standing`: how the newest request to approve the plan that holds stands; None when nobody asked.
    """

    plan: PlanView | None
    actions: tuple[Record, ...]
    uncovered: tuple[Uncovered, ...]
    standing: Standing | None = None


def board(reader: Reader, case: str) -> PlanBoard:
    """The plan of a case as its page shows it; InputError `not_allowed`."""
    view = current(reader, case)
    standing = approvals.standing(reader, "plan", ("plan", view.plan.id)) if view is not None else None
    return PlanBoard(view, tuple(case_parts.visible(reader, "plan_action", case)), cover(reader, case), standing)


def current(reader: Reader, case: str) -> PlanView | None:
    """The plan that holds now, or None when there is none; InputError `not_allowed`."""
    cases.readable(reader, case)
    versions = versions_of(reader, case)
    standing = _standing(versions)
    if standing is None:
        return None
    actions = [row for row in case_parts.visible(reader, "plan_action", case) if _holds(row, standing)]
    signed = reader.find("signature", subject=standing.id, subject_type="plan", order=("on_date", "id"))
    return PlanView(standing, tuple(actions), tuple(signed), tuple(row for row in versions if row.id != standing.id))


def _holds(action: Record, standing: Record) -> bool:
    """Whether an action is one of the plan that holds; one that is not done is, even where it came late from another laptop."""
    return action.text("plan") in ("", standing.id) or action.code("state") in (None, *OPEN_STATES)


def versions_of(reader: Reader, case: str) -> list[Record]:
    """All plans of a case, the oldest version first."""
    found = case_parts.visible(reader, "plan", case)
    return sorted(found, key=lambda row: (row.text("made_on"), row.whole("number") or 0, row.id))


def _standing(versions: Iterable[Record]) -> Record | None:
    """The newest version that has not ended."""
    return next((row for row in reversed(list(versions)) if row.day("ended_on") is None), None)


def cover(reader: Reader, case: str) -> tuple[Uncovered, ...]:
    """The low scores of the newest assessment of the child and of the family that no action answers, the lowest first.

    An action answers a score when it stands for the same question, or says the same need, or when the assessment has just one
    question in the action's domain. Given up, or done before the assessment, it does not. InputError `not_allowed`.
    """
    cases.readable(reader, case)
    actions = case_parts.visible(reader, "plan_action", case)
    found: list[Uncovered] = []
    for response in _newest(reader, case):
        on = day_of(response)
        scores = scores_of(response)
        for one in scores:
            if one.low and not any(_answers(action, one, scores, on) for action in actions):
                found.append(Uncovered(one.item, one.domain, one.labels, one.score, response.id, on))
    unique = {(one.item, one.domain): one for one in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda one: (one.score, _side(one.domain), one.domain, one.item)))


def assessments(reader: Reader, case: str) -> list[Record]:
    """The finished responses about a case that have scores and are of no restricted group, oldest first.

    What is restricted (practice P1) is left out for everybody: a plan, a trend and a task are open and would tell of it.
    """
    rows = [row for key in reader.same_as(case) for row in about(reader, "case", key)]
    finished = [row for row in rows if row.code("state") == "finished" and scores_of(row) and _open(row)]
    return sorted(finished, key=lambda row: (day_of(row) or date.min, row.text("finished_at"), row.id))


def _open(response: Record) -> bool:
    """Whether a response is of no restricted group."""
    return case_parts.group_of(response.type, response.values) is None


def day_of(response: Record) -> date | None:
    """The day that a response is about: when it was filled in on paper, else when it was typed."""
    return response.day("filled_on") or response.day("typed_on")


def _newest(reader: Reader, case: str) -> list[Record]:
    """The newest assessment of the child and of the family; one that has both stands once."""
    found: dict[str, Record] = {}
    for response in assessments(reader, case):
        found |= dict.fromkeys({_side(one.domain) for one in scores_of(response)}, response)
    kept = {row.id: row for row in found.values()}
    return [row for row in kept.values() if any(found[side].id == row.id for side in found)]


def _side(domain: str) -> str:
    """Whether a domain is one of the child or of the family."""
    side = domain.partition(".")[0]
    return side if side in _SIDES else "child"


def _answers(action: Record, score: Score, scores: Iterable[Score], on: date | None) -> bool:
    """Whether an action answers a low score."""
    if action.code("state") == "dropped":
        return False
    if action.code("state") == "done" and on is not None and (action.day("done_on") or on) < on:
        return False
    if action.text("item") == score.item and (not action.text("domain") or action.text("domain") == score.domain):
        return True
    if not score.domain or action.text("domain") != score.domain:
        return False
    alone = sum(one.domain == score.domain for one in scores) == 1
    return alone or " ".join(action.text("need").split()) in {" ".join(text.split()) for text in score.labels.values()}


def renew(uow: UnitOfWork, case: str, values: Mapping[str, object]) -> str:
    """A new version of the plan, or the first one; gives its id. What is not done yet goes over to it.

    InputError `not_allowed`, `case_not_open`, `end_before_start` when it is made before the version that it replaces.
    """
    versions = versions_of(uow, case)
    before = _standing(versions)
    made = _begin(uow, case, 1 + max((row.whole("number") or 0 for row in versions), default=0), values)
    if before is not None:
        end = uow.get("plan", made).text("made_on")
        case_parts.change(uow, "plan", before.id, {"ended_on": end, "ended_why": "renewed"})
    for action in case_parts.visible(uow, "plan_action", case):
        if action.code("state") in (None, *OPEN_STATES):
            uow.update("plan_action", action.id, {"plan": made})
    return made


def _begin(uow: UnitOfWork, case: str, number: int, values: Mapping[str, object]) -> str:
    """A version of the plan. Two laptops that begin the same one make one record."""
    episodes = [row for row in case_parts.visible(uow, "episode", case) if row.day("closed_on") is None]
    episode = episodes[-1].id if episodes else ""
    made = shared_id_at(episode or case, None, "plan", case, episode, str(number))
    if uow.history(made):
        made = new_id()  # it was begun and undone: what was deleted is not made again under its id
    fresh = {"made_by": uow.actor.name, "number": number, "episode": episode or None}
    return case_parts.add(uow, "plan", case, {**fresh, **values}, record_id=made)


def settle(uow: UnitOfWork, case: str, action: str, values: Mapping[str, object]) -> None:
    """Completes an action that was entered: it belongs to the plan that holds, is planned unless said, and done on some day.

    An action before there is a plan begins the first version, so that nobody has to know of versions to write one down.
    """
    fresh: dict[str, object] = {}
    if not values.get("plan"):
        standing = _standing(versions_of(uow, case))
        number = 1 + max((row.whole("number") or 0 for row in versions_of(uow, case)), default=0)
        fresh["plan"] = standing.id if standing is not None else _begin(uow, case, number, {})
    state = values.get("state")
    if not state:
        fresh["state"] = "planned"
    if state == "done" and not values.get("done_on"):
        fresh["done_on"] = uow.today().isoformat()
    elif state != "done" and values.get("done_on"):
        fresh["done_on"] = None
    if fresh:
        uow.update("plan_action", action, fresh)


def check_action(reader: Reader, case: str, values: Mapping[str, object]) -> None:
    """What holds of an action: the plan and the service that it names are of this case, and the service is no restricted one.

    InputError `record_not_found`, `service_restricted`: an open action that names a restricted service would tell that there
    is one (practice P1).
    """
    same = reader.same_as(case)
    for name in ("plan", "service"):
        if not values.get(name):
            continue
        named = reader.maybe(name, str(values[name]))
        if named is None or named.text("case") not in same or not may_see(reader.actor, named):
            raise InputError("record_not_found")
        if case_parts.group_of(name, named.values) is not None:
            raise InputError("service_restricted", field="plan_action.service")


def set_state(uow: UnitOfWork, action: str, state: str, *, on: date | None = None, result: str = "") -> None:
    """Says where an action stands, since when and with what result; the day of one that is done is today unless said.

    InputError `not_allowed`, `case_not_open`, `code_unknown`, `date_in_future`.
    """
    fresh: dict[str, object] = {"state": state, "done_on": on.isoformat() if on is not None and state == "done" else None}
    if result:
        fresh["result"] = result
    case_parts.change(uow, "plan_action", action, fresh)


def plan_it(uow: UnitOfWork, case: str, low: Uncovered, values: Mapping[str, object], *, lang: str = "km") -> str:
    """An action for a low score, which it names; gives its id."""
    known = {"need": low.label(lang), "domain": low.domain, "item": low.item, "from_response": low.response}
    return case_parts.add(uow, "plan_action", case, {**known, **values})
