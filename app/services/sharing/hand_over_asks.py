"""What is asked before a case is offered to a colleague: whether they may see what is restricted in it (practice P1, P20).

Who takes a case over without a right sees neither the safety plan, nor who is alleged, nor the hours left for medical care, and
hears of no task about them. The head may give the right first, or the case to somebody who holds it.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.data.fields import may_be_restricted, restricted_group
from app.data.reader import Reader
from app.domain.codelists import GROUPS
from app.domain.questions import Question
from app.services.cases.case_file import case_file
from app.services.parts.part_kinds import types_of


def before_offer(reader: Reader, case: str, to_user: str) -> tuple[Question, ...]:
    """How many restricted groups of a case, of those that the person sees, stay hidden from who would take it over."""
    user = reader.maybe("user", to_user)
    if user is None:
        return ()
    rows = (row for part in case_file(reader, case).parts.values() for row in part)
    held = {group for row in rows if (group := restricted_group(row.type, row.values)) in GROUPS}
    hidden = held - set(user.codes("rights"))
    return (Question("ask.hand_over_hidden", {"name": user.text("name"), "n": len(hidden)}),) if hidden else ()


def before_offer_many(reader: Reader, keys: Sequence[str], to_user: str) -> tuple[Question, ...]:
    """The same of many cases in one act: in how many of them something stays hidden; never in which, or of what kind."""
    user = reader.maybe("user", to_user)
    if user is None:
        return ()
    hidden = reader.actor.rights - set(user.codes("rights"))
    cases = [key for key in dict.fromkeys(keys) if (case := reader.maybe("case", key)) and case.ref("owner") != to_user]
    found: set[str] = set()
    for above in ("case", "child"):
        whose = {key: reader.get("case", key).text("child") if above == "child" else key for key in cases}
        for name in types_of(above) if hidden & set(GROUPS) else ():
            if may_be_restricted(name):
                rows = reader.plain(name, **{above: tuple(whose.values())})
                met = {row.text(above) for row in rows if restricted_group(name, row.values) in hidden}
                found |= {key for key, one in whose.items() if one in met}
    return (Question("ask.hand_over_hidden_many", {"name": user.text("name"), "n": len(found)}),) if found else ()
