"""`scoring list|set`: the rules by which inspections are scored, and those that the office sets from a day on."""

from __future__ import annotations

from app.cli.context import Context
from app.services.visits import scoring_rules
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.scoring_rules import Known


def listing(context: Context) -> None:
    """All rules of scoring, those of a form together, the latest first."""
    with context.session.read() as reader:
        context.out.rows(_shown(one) for one in scoring_rules.listing(reader))


def assign(context: Context) -> None:
    """Sets rules of scoring from a day on, from JSON: the form, and what is to be otherwise."""
    given = context.read_object(context.call.need("file"))
    with context.session.write("rule_edit") as uow:
        shelf = FormShelf(context.folder)
        shelf.read(uow)
        made = scoring_rules.set_profile(uow, shelf, given)
        [shown] = [one for one in scoring_rules.listing(uow) if one.profile.id == made.id]
    context.out.one(_shown(shown))


def _shown(one: Known) -> dict[str, object]:
    """Rules of scoring by the keys of `scoring set`, with where each comes from."""
    profile = one.profile
    return {
        "id": profile.id,
        "form": profile.form,
        "versions": list(profile.versions),
        "valid_from": profile.valid_from.isoformat(),
        "own": one.own,
        "in_force": one.in_force,
        **{name: getattr(profile, name) for name in scoring_rules.NUMBERS},
        "percent": dict(profile.percent),
        "sections": dict(profile.sections),
        "critical_answers": sorted(profile.critical_answers),
        "alarm_answers": sorted(profile.alarm_answers),
        "tags": dict(profile.tags),
    }
