"""What is due, of whatever kind: one shape for Today, for caseloads and for reminders. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, get_args

from app.domain.deadlines import State
from app.text.zone import day_end

Group = Literal["overdue", "due", "approval", "sent_back", "no_contact", "review", "hand_over", "referral", "flag", "missing"]
"""Where Today tells it: what is late first, then what is due, then what waits for somebody."""
DAY = "day"
"""In place of a code list: what explains a task is a day."""
ALIKE = "alike"
"""In place of a code list: number, both names and telephone of another office, and which fields agree, parted by tabs."""
ANSWER = "answer"
"""In place of a code list: a field of the child and the code in it, parted by a tab; without a code the field alone."""
COUNT = "count"
"""In place of a code list: how many children."""
WRITTEN = "written"
"""In place of a code list: a type of records and the day on which one was written ("" if not known), parted by a tab."""
PEOPLE = "people"
"""In place of a code list: how many residents, grown up ones too."""
NUMBER = "number"
"""In place of a code list: the number of a letter as it was written, "" for none."""
STAFF = "staff"
"""In place of a code list: how many people work somewhere."""
POINTS = "points"
"""In place of a code list: how many findings."""
_NEVER = datetime.max.replace(tzinfo=UTC)
GROUPS: tuple[Group, ...] = get_args(Group)


class Due(NamedTuple):
    """Something to do: its kind (`first_contact`, `visit` …), the case ("" for none), the record it is about (type, id).

    `due`: the first instant that is late, or the last day that is in time; None: at once. `owner`: whose task it is. `extra`: a
    code that explains it, such as the level of risk, of the list `codes` (a day with `DAY`, a number with `COUNT`,
    `PEOPLE` or `STAFF`). `step`: the step of the page of the case that does it (`add:note` …). `group`: where it belongs unless
    it is overdue; empty: to what is due. Each kind has words `task.<kind>`.
    """

    kind: str
    case: str
    subject: tuple[str, str]
    due: datetime | date | None
    state: State
    owner: str
    extra: str = ""
    step: str = ""
    group: Group | Literal[""] = ""
    codes: str = ""

    @property
    def place(self) -> Group:
        """The group in which it is told."""
        return "overdue" if self.state == "overdue" else self.group or "due"

    @property
    def late_from(self) -> datetime | None:
        """The first instant at which it is late, whatever `due` is; None for what is to be done at once."""
        return self.due if self.due is None or isinstance(self.due, datetime) else day_end(self.due)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose tasks are asked for: an office, one owner or all, some cases or (None) all that the person may see."""

    office: str
    owner: str | None = None
    cases: tuple[str, ...] | None = None


def in_order(found: list[Due]) -> list[Due]:
    """What is to be done at once first, then the nearest end."""
    return sorted(found, key=when)


def when(one: Due) -> tuple[bool, datetime, str, tuple[str, str]]:
    """What is due in the order of its end."""
    end = one.late_from
    return (end is not None, end or _NEVER, one.kind, one.subject)
