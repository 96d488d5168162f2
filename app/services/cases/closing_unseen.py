"""What is open in a case that is to be closed, and that who asked for it may not know of: the head is asked about it (P1, P19).

Who works on a case without the right to a restricted group is asked about what is open as far as they see it (`before_close`).
The rest is seen by the head alone, who decides; nobody else could stop a closing over it.
"""

from __future__ import annotations

from app.data.fields import restricted_group
from app.data.reader import Reader
from app.domain.questions import Question
from app.services.cases import cases
from app.services.planning import services
from app.services.protection import safety

_PLAN = "safety_plan"


def before_approving(reader: Reader, approval: str) -> tuple[Question, ...]:
    """What to ask who approves the closing of a case, within what that person may know; nothing for any other request."""
    record = reader.maybe("approval", approval)
    case = reader.maybe("case", record.text("case")) if record is not None and record.code("what") == "closure" else None
    if record is None or case is None or not cases.may_read(reader, case):
        return ()
    asker = reader.maybe("user", record.text("asked_by"))
    known = asker.codes("rights") if asker is not None else frozenset()
    groups = (restricted_group("service", row.values) for row in services.open_of(reader, case.id))
    unseen = [group for group in groups if group is not None and group not in known]
    found = [Question("ask.approve_unseen_services", {"n": len(unseen)})] if unseen else []
    if _PLAN in reader.actor.rights - known and safety.current(reader, case.id) is not None:
        found.append(Question("ask.approve_unseen_plan", {}))
    return tuple(found)
