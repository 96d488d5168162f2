"""What happens in the demo: a child registered in Khmer, an inspection, two changes that clash. Everybody is synthetic."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.clock import SystemClock
from app.text.zone import local_today

Json = dict[str, object]

OFFICE = "01"
PEOPLE = {"laptop-a": "កែវ សុភា", "laptop-b": "លី វិចិត្រ"}
"""Who works on which laptop."""
PASSWORD = "practice-only-7"
"""For practice offices alone; it is printed at the end, so that the window can be tried."""


def today() -> date:
    """Today in Cambodia."""
    return local_today(SystemClock())


def last_month() -> str:
    """The month before this one, as the return takes it."""
    return (today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def new_case(village: str) -> Json:
    """Form 1 of a child, taken down yesterday on paper."""
    day = today() - timedelta(days=1)
    return {
        "child": {
            "family_name_km": "ចាន់",
            "given_name_km": "បុប្ផា",
            "sex": "female",
            "birth": {"age": 8, "on": day.isoformat()},
            "village_code": village,
            "how_to_find": "ខាងក្រោយវត្ត ផ្ទះឈើដំបូលស័ង្កសី",
            "disability": [],
        },
        "case": {
            "received_at": day.isoformat(),
            "received_precision": "day",
            "done_on": day.isoformat(),
            "referral_source": "local_authority",
            "case_type": "community",
            "risk_level": "high",
            "categories": ["abandoned"],
            "concerns": [{"code": "neglect", "kind": "experienced"}],
            "carer": {"family_name_km": "ចាន់", "given_name_km": "សុផល", "relation": "grandmother"},
            "contacts": [{"person": "ជីដូន", "phone": "012 000 111", "safe": "yes"}],
            "consent": [{"purpose": "services", "answer": "given", "on": day.isoformat(), "by": "carer"}],
        },
    }


def answers(names: set[str]) -> Json:
    """Answers to the checklist by the names that the form has: most standards met, a critical one not, one partly."""
    given: Json = {"visit_on": today().isoformat(), "kind": "annual", "announced": False, "team": "អធិការកិច្ច ២ នាក់"}
    given |= {name: "meets" for name in sorted(names) if name[:1] == "i" and name[1:].isdigit()}
    given |= dict.fromkeys(("i15_heard", "i16_heard", "i49_heard", "i50_heard"), 3)
    return {**given, "entry": "allowed", "q51": "no", "q52": "no", "i14": "does_not", "i30": "partly", "i33": "does_not"}


SCORES: dict[str, dict[str, str]] = {
    "child_wellbeing": {"health_illness": "2", "education_attends": "1", "nutrition_meals": "2"},
    "form_2_assessment": {"child_clothing": "2", "family_livelihood": "1"},
}
"""Assessment → the scores that are low; every other is 3."""
REMARKS: dict[str, Json] = {
    "child_wellbeing": {"education_attends_note": "ឈប់រៀនពីរសប្តាហ៍ ព្រោះថែប្អូន", "explained": "yes", "agreed": "yes"},
    "form_2_assessment": {"safe_place": "yes", "place": "ផ្ទះជីដូន"},
}
"""What else is answered in them."""
PLANS: dict[str, Json] = {
    "child_plan": {"child_goal": "បានប្រសើរក្នុងរយៈពេលបីខែ", "child_who": "មន្ត្រីសង្គមកិច្ច"},
    "family_plan": {"family_goal": "មានប្រាក់ចំណូលទៀងទាត់", "family_who": "គណៈកម្មាធិការឃុំ"},
}
"""Part of form 3 → what is planned for each of its rows."""
REPORTER = frozenset({"source_kind", "source_name", "source_relation", "source_phone"})
"""Questions of form 1 that only who may know of reporters ever sees."""
INTAKE: Json = {
    "interview_place": "ផ្ទះមេភូមិ",
    "summary": "ជីដូនចាស់ណាស់ហើយ មើលថែមិនរួច",
    "source_kind": "identified",
    "source_name": "អ្នកភូមិម្នាក់",
    "source_relation": "អ្នកជិតខាង",
    "source_phone": "012 000 222",
}
"""Form 1, with what is known of the person who reported."""
REMARK = "បានទូរស័ព្ទទៅសាលារៀនរួចហើយ"
"""What the colleague adds to the draft."""
