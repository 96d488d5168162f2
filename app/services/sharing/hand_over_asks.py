"""What is asked before a case is offered to a colleague: whether they may see what is restricted in it (practice P1, P20).

Who takes a case over without a right sees neither the safety plan, nor who is alleged, nor the hours left for medical care, and
hears of no task about them. The head may give the right first, or the case to somebody who holds it.
"""

from __future__ import annotations

from app.data.fields import restricted_group
from app.data.reader import Reader
from app.domain.codelists import GROUPS
from app.domain.questions import Question
from app.services.cases.case_file import case_file


def before_offer(reader: Reader, case: str, to_user: str) -> tuple[Question, ...]:
    """How many restricted groups of a case, of those that the person sees, stay hidden from who would take it over."""
    user = reader.maybe("user", to_user)
    if user is None:
        return ()
    rows = (row for part in case_file(reader, case).parts.values() for row in part)
    held = {group for row in rows if (group := restricted_group(row.type, row.values)) in GROUPS}
    hidden = held - set(user.codes("rights"))
    return (Question("ask.hand_over_hidden", {"name": user.text("name"), "n": len(hidden)}),) if hidden else ()
