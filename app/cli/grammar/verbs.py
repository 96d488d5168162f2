"""All verbs of the headless face and where each is done, from one module a part (`verbs_<part>.py`).

Handlers are imported only when their verb runs.
"""

from __future__ import annotations

from app.cli.grammar import (
    verbs_base,
    verbs_care,
    verbs_closing,
    verbs_danger,
    verbs_desk,
    verbs_flow,
    verbs_papers,
    verbs_people,
    verbs_plan,
    verbs_register,
    verbs_sharing,
    verbs_visiting,
)

_PARTS = (
    *(verbs_people, verbs_flow, verbs_plan, verbs_care, verbs_danger),
    *(verbs_sharing, verbs_papers, verbs_desk, verbs_closing, verbs_register, verbs_visiting, verbs_base),
)
EVERY = tuple(verb for part in _PARTS for verb in part.VERBS)
"""All verbs, in their order; none stands there twice."""
VERBS = {verb.name: verb for verb in EVERY}
"""Verb → what it takes and where it is done."""
