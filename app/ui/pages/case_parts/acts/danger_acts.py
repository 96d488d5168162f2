"""Acts on a case about danger: the death of the child (practice P21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.records import Record
from app.services.people import deaths
from app.services.people.deaths import Step
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.fields.makers import code, day, long_text, text, yes
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.pages.case_parts.acts.acts import CaseActs

translate = QCoreApplication.translate
Values = Mapping[str, object]


def show_numbers(acts: CaseActs) -> None:
    """The emergency numbers, from which the card to carry is printed."""
    acts.context.navigate("emergency")


def note_death(acts: CaseActs) -> None:
    """When the child died, who said so, what it ends; with what stands there already."""
    if acts.case is None:
        return
    child = acts.case.text("child")

    def read(reader: Reader) -> tuple[Record, Record | None]:
        return reader.get("child", reader.current(child)), deaths.circumstances(reader, child)

    acts.context.tasks.run(read, lambda found: _ask_death(acts, *found), acts, key="death")


def _ask_death(acts: CaseActs, child: Record, restricted: Record | None) -> None:
    """The form of a death."""
    form, context = Form(columns=2), acts.context
    form.add("died_on", day(context))
    form.add("death_known", code("death_known", buttons=True)(context))
    form.add("death_told_by", text(context), required=True, wide=True)
    if deaths.GROUP_OF_DEATH in context.session.actor.rights:
        form.add("circumstances", long_text(context), wide=True)
        form.add("found_by", text(context))
        form.add("reported_to", code("reported_to")(context))
    if deaths.is_dead(child):
        form.add("by_mistake", yes(context), wide=True)
    for name, words in _labels().items():
        if name in form.cells:
            form.label(name, words)
    form.hint("died_on", translate("Acts of danger", "Leave it empty when nobody knows the day."))
    form.set_values({**child.values, **(restricted.values if restricted is not None else {})})
    AskedAct(
        context,
        acts.page,
        translate("Acts of danger", "The child has died"),
        translate("Acts of danger", "Note the death"),
        form,
        lambda uow, values: _write(uow, child.id, values),
        "death_note",
        lambda steps: _tell(acts, steps),
        questions=lambda reader, values: () if values.get("by_mistake") else deaths.before_death(reader, child.id, values),
    ).ask()


def _write(uow: UnitOfWork, child: str, values: Values) -> tuple[Step, ...]:
    """Notes the death, or takes it back."""
    if values.get("by_mistake"):
        deaths.withdraw(uow, child)
        return ()
    return deaths.note_death(uow, child, {name: value for name, value in values.items() if name != "by_mistake"})


def _labels() -> Mapping[str, str]:
    """The words of the form."""
    return {
        "died_on": translate("Acts of danger", "Died on"),
        "death_known": translate("Acts of danger", "How the day of death is known"),
        "death_told_by": translate("Acts of danger", "Who said so"),
        "circumstances": translate("Acts of danger", "Circumstances (restricted)"),
        "found_by": translate("Acts of danger", "Found by (restricted)"),
        "reported_to": translate("Acts of danger", "Reported to (restricted)"),
        "by_mistake": translate("Acts of danger", "The death was noted by mistake: the child lives"),
    }


def _tell(acts: CaseActs, steps: Sequence[Step]) -> None:
    """What was ended, and what is to be done next."""
    acts.saved.emit()
    if not steps:
        return
    ended = [one for one in steps if one.done]
    lines = [translate("Acts of danger", "The death is noted. The file stays readable; nothing more falls due for this child.")]
    if ended:
        counts = {what: sum(one.what == what for one in ended) for what in dict.fromkeys(one.what for one in ended)}
        lines += ["", translate("Acts of danger", "Ended at once:")]
        lines += [f"• {_ended(what)}: {acts.context.language.digits(n)}" for what, n in counts.items()]
    next_steps = [one for one in steps if not one.done]
    if next_steps:
        lines += ["", translate("Acts of danger", "To be done next:")]
        lines += [f"• {_next(one)}" for one in next_steps]
    acts.context.dialogs.show_text(acts.page, translate("Acts of danger", "After a death"), "\n".join(lines))


def _ended(what: str) -> str:
    """What was ended, in words."""
    return {
        "placement": translate("Acts of danger", "Placements"),
        "residency": translate("Acts of danger", "Stays in a facility (exit: died)"),
        "task": translate("Acts of danger", "Tasks"),
        "plan_action": translate("Acts of danger", "Actions of the plan"),
        "service": translate("Acts of danger", "Services"),
        "referral": translate("Acts of danger", "Referrals"),
        "paper": translate("Acts of danger", "Letters that had not gone out"),
        "approval": translate("Acts of danger", "Requests for a decision"),
    }[what]


def _next(one: Step) -> str:
    """What is to be done, in words."""
    return {
        "sibling": translate("Acts of danger", "See the brother or sister of the case {name}"),
        "visit": translate("Acts of danger", "Propose to the inspectors a visit of {name}"),
        "close": translate("Acts of danger", "Close the case {name} with the reason “The child died”"),
    }[one.what].format(name=one.told)
