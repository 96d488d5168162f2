"""One office with one whole case, from which every golden paper is made: the same names, days and numbers on each run.

Everybody is synthetic. The clock stands still and the laptop's tag is given, since both come onto the papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.data.keeping.keys import Profile
from app.data.unit_of_work import UnitOfWork
from app.domain.case_code import TAG
from app.forms.model import Definition
from app.services.cases import case_json, case_parts, cases, notes
from app.services.office.offices import Session, create_office
from app.services.papers import paper_desk
from app.services.protection import emergency
from tests.data.cases.support import form
from tests.support.full_forms import official_responses

HEAD = "ឈឹម សុភា"
SHORT, LONG = "គំរូសម្រាប់ពិនិត្យ", "ក្មេងស្រីរស់នៅជាមួយជីដូន ដែលខ្សោយកម្លាំង ហើយផ្ទះនៅឆ្ងាយពីសាលារៀន។ ក្រុមគ្រួសារត្រូវការស្បៀង និងសម្ភារៈសិក្សា។"
"""Words of a short and of a long answer; both with subscripts and signs above and below."""
RECEIVER = "អង្គការគំរូដើម្បីកុមារ"
REGISTERED: dict[str, Any] = {
    "child__nickname": "ស្រីដា",
    "child__family_book": "FB-0001",
    "case__reason": LONG,
    "case__reporters": [{"name": "អ្នកជិតខាងគំរូ", "relation": "អ្នកជិតខាង", "phone": "012 000 222"}],
    "case__perpetrators": [{"relation": "មិនស្គាល់", "source": "អ្នកជិតខាង", "noted_on": "2026-02-27"}],
    "case__concerns": [{"code": "neglect", "kind": "at_risk", "note": "ហូបមិនគ្រប់គ្រាន់", "noted_on": "2026-02-27"}],
}
"""What this case has beside the registration that all tests begin from."""
PARTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("safety_plan", {"made_on": "2026-02-28", "danger": "នៅផ្ទះម្នាក់ឯងពេលយប់", "safe_people": "ជីដូន", "at_night": "ទៅផ្ទះមេភូមិ"}),
    ("plan", {"made_on": "2026-02-28", "made_by": HEAD, "review_on": "2026-03-28"}),
    ("service", {"type": "education", "provider": RECEIVER, "asked_on": "2026-02-28", "note": "សៀវភៅ និងឯកសណ្ឋាន"}),
)


class StandingClock:
    """Always the same morning."""

    def now(self) -> datetime:
        """The first of March, nine o'clock in Cambodia."""
        return datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """The office, its desk, and what its papers are about, by the name of the paper."""

    session: Session
    desk: paper_desk.Desk
    case: str
    subjects: dict[str, str]
    responses: dict[int, str]


def told(definition: Definition) -> str:
    """The words of a text question."""
    return LONG if "multiline" in definition.appearance else SHORT


def make(folder: Path) -> Story:
    """The office in a folder; its session is to be closed."""
    session = create_office(folder, "01", HEAD, "a long pass phrase", profile=Profile(1, 8, 1), clock=StandingClock()).session
    desk = paper_desk.Desk.of(session)
    with session.write("case_register") as uow:
        uow.put_meta(TAG, "7QX")
        uow.update("office", uow.find("office", office="01")[0].id, {"phone": "054 000 111", "address": "ក្រុងសិរីសោភ័ណ"})
        opened = cases.register(uow, case_json.read(form(**REGISTERED), uow.today()))
        notes.add(uow, opened.case, {"text": LONG, "on_date": "2026-02-28", "next_visit_on": "2026-03-08"})
        for name, values in PARTS:
            case_parts.add(uow, name, opened.case, values)
        emergency.add(uow, {"number": "012 117 117", "name_km": "នគរបាលស្រុក", "hours": "24/24"})
        subjects = _letters(uow, opened.case, opened.child)
    about = {"case": opened.case, "child": opened.child, "placement": subjects["agreement"]}
    filled = official_responses(session, desk.shelf, about, told, "km")
    with session.write("case_close") as uow:
        uow.update("case", opened.case, {"status": "closed", "closed_on": "2026-03-01", "close_reason": "success"})
    return Story(session, desk, opened.case, {"closure_letter": opened.case, **subjects}, filled)


def _letters(uow: UnitOfWork, case: str, child: str) -> dict[str, str]:
    """What the letters are about: a placement with the grandmother, a consent, a referral that rests on it."""
    kin = uow.find("family_member", child=child)[0].id
    placed = {"option": "kinship", "from_on": "2026-03-01", "carer": kin, "formal": True, "next_review_on": "2026-04-01"}
    consent: dict[str, object] = {
        "purpose": "sharing",
        "answer": "given",
        "given_by": "carer",
        "how": "thumbprint",
        "witness": "មេភូមិគំរូ",
    }
    consent |= {"receiver": RECEIVER, "on_date": "2026-02-27", "until": "2026-12-31", "data": ["identity"]}
    agreed = case_parts.add(uow, "consent", case, consent)
    sent = {"case": case, "to_kind": "ngo", "to_name": RECEIVER, "reason": LONG, "state": "sent", "on_date": "2026-02-28"}
    shown = {"child_name": "សុខ ដារ៉ា", "sex": "female", "age": "11", "school": "បឋមសិក្សាគំរូ", "disability": "vision"}
    referral = uow.create("referral", {**sent, "consent": agreed, **{f"shown:{name}": text for name, text in shown.items()}})
    return {"agreement": case_parts.add(uow, "placement", case, placed), "consent": agreed, "referral_letter": referral}
