"""Practice data: what is done in a case after its registration: plan, services, meetings, placement, safety, letters. Pure.

Only some cases have it, since it makes several times the records of a plain one. It is laid between what the career of a case
has already (`sample_careers`), before its first closing, and drawn by a chance of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.clock import instant_text
from app.domain.sample_careers import Act, ActName, Career, Ground, Values, moment
from app.domain.sample_people import Chance
from app.text.zone import local_date

FIRST, EVERY = 60, 25
"""The first cases, and every so many of the others, have it."""
VIOLENCE = ("physical_violence", "sexual_violence", "emotional_violence", "neglect", "trafficking", "child_labour")
"""Concerns of which an incident is told, by the code that both lists share."""
SEPARATED = frozenset({"separated", "abandonment", "migration"})
NEEDS = (
    ("child.health", "ពិនិត្យសុខភាព", "កុមារមានសុខភាពល្អ", "ជូនទៅមណ្ឌលសុខភាពដើម្បីពិនិត្យ", "medical", "medical_check", "health"),
    ("child.education", "ឈប់រៀន", "កុមារត្រឡប់ទៅរៀនវិញ", "ជួបនាយកសាលា ហើយចុះឈ្មោះចូលរៀន", "education", "education_enrolment", "school"),
    ("child.food", "ខ្វះម្ហូបអាហារ", "គ្រួសារមានអង្ករគ្រប់គ្រាន់", "សុំអង្ករពីឃុំ", "food", "food_rice", "commune"),
    ("child.legal_documents", "គ្មានសំបុត្រកំណើត", "កុមារមានសំបុត្រកំណើត", "ជូនទៅសាលាឃុំដើម្បីចុះបញ្ជី", "legal", "legal_birth", "commune"),
    ("child.emotional", "ភ័យខ្លាច និងគេងមិនលក់", "កុមារមានអារម្មណ៍សុវត្ថិភាព", "ជួបអ្នកផ្តល់ប្រឹក្សាប្រចាំសប្តាហ៍", "counselling",
     "counselling_child", "ngo"),
    ("family.livelihood", "គ្មានប្រាក់ចំណូល", "គ្រួសារមានមុខរបរ", "ភ្ជាប់ទៅវគ្គបណ្តុះបណ្តាលចិញ្ចឹមមាន់", "financial",
     "financial_business", "ngo"),
    ("family.functioning", "ឈ្លោះគ្នាក្នុងគ្រួសារ", "ឪពុកម្តាយដោះស្រាយដោយសន្តិវិធី", "ចុះពិភាក្សាជាមួយឪពុកម្តាយ", "family_support",
     "family_parenting", "social_affairs"),
)  # fmt: skip
"""Domain, need, goal, action; the service that goes with it: type, kind, who gives it."""
PROVIDERS = {
    "health": "មណ្ឌលសុខភាពឃុំ", "school": "សាលាបឋមសិក្សា", "commune": "សាលាឃុំ", "ngo": "អង្គការគំរូដើម្បីកុមារ",
    "social_affairs": "មន្ទីរសង្គមកិច្ច",
}  # fmt: skip
RECEIVERS = (("ngo", "អង្គការគំរូដើម្បីកុមារ"), ("health", "មន្ទីរពេទ្យបង្អែក"), ("school", "អនុវិទ្យាល័យ"), ("police", "ប៉ុស្តិ៍នគរបាលរដ្ឋបាល"))
ASKED = (
    "សុំជួយផ្តល់ប្រឹក្សាដល់កុមារ និងគ្រួសារ។",
    "សុំពិនិត្យសុខភាព និងផ្តល់ការព្យាបាល។",
    "សុំទទួលកុមារចូលរៀនវិញ និងជួយសម្ភារៈសិក្សា។",
    "សុំជួយដល់មុខរបររបស់គ្រួសារ។",
)
DECISIONS = (
    "កុមារនៅជាមួយជីដូនបន្ត។ ឃុំជួយអង្ករ១០គីឡូក្រាមរៀងរាល់ខែ។",
    "ពិនិត្យលទ្ធភាពឱ្យកុមារត្រឡប់ទៅគ្រួសារវិញ ក្រោយវាយតម្លៃផ្ទះ។",
    "ស្វែងរកគ្រួសារចិញ្ចឹមនៅក្នុងស្រុក។ មន្ត្រីសង្គមកិច្ចរាយការណ៍ក្នុងរយៈពេលពីរសប្តាហ៍។",
    "សាលារៀនទទួលកុមារវិញ។ មេភូមិជួយតាមដាន។",
)
HAPPENED = (
    "កុមារមានស្នាមជាំនៅលើដៃ ហើយប្រាប់ថាត្រូវគេវាយ។",
    "អ្នកជិតខាងបានឮសំឡេងស្រែក ហើយទូរស័ព្ទមកអង្គភាព។",
    "គ្រូបង្រៀនបានសង្កេតឃើញ ហើយរាយការណ៍។",
)
TALKS = (
    "កុមារនិយាយថាចង់នៅជាមួយជីដូន ហើយចង់ទៅរៀនវិញ។",
    "កុមារប្រាប់ថានៅផ្ទះមានការឈ្លោះគ្នាជាញឹកញាប់នៅពេលយប់។",
    "កុមារមិនទាន់ចង់និយាយទេ។ យើងបានលេងគូររូបជាមួយគ្នា។",
)
SAID = ("សប្បាយចិត្តដែលបានត្រឡប់ទៅរៀនវិញ។", "សូមចុះមកសួរសុខទុក្ខឱ្យញឹកញាប់ជាងនេះ។", "អរគុណដែលបានជួយរឿងសំបុត្រកំណើត។")


@dataclass(slots=True)
class _Story:
    """A career being filled in: its chance, the day it begins, the last moment, and what was laid so far."""

    chance: Chance
    ground: Ground
    plan: Career
    begins: date
    ends: datetime
    is_open: bool
    acts: list[Act]

    def put(self, day: date, name: ActName, values: Values) -> bool:
        """Lays an act on a day; whether it fits before the end. Those of one day follow each other."""
        at = max(moment(day, 9, 0), self.plan.opened.at + timedelta(minutes=5)) + timedelta(minutes=4 * len(self.acts))
        if at >= self.ends or local_date(at) > local_date(self.ends):
            return False
        self.acts.append(Act(at, name, values))
        return True

    def after(self, least: int, most: int) -> date:
        """A day so long after the beginning."""
        return self.begins + timedelta(days=self.chance.randrange(least, most))


def has_work(number: int) -> bool:
    """Whether the case with this number, from 0, has it."""
    return number < FIRST or number % EVERY == 0


def with_work(seed: int, office: str, number: int, ground: Ground, plan: Career) -> Career:
    """A career with what is done in the case, as it is drawn from seed, office and number."""
    chance = Chance(f"{seed}/{office}/done/{number}")
    closes = next((act.at for act in plan.later if act.name == "case_close"), None)
    ends = closes if closes is not None else moment(ground.today, 17, 30)
    story = _Story(chance, ground, plan, local_date(plan.opened.at), ends, closes is None, [])
    concerns = [str(each["code"]) for each in plan.parts.get("concerns", ())]
    parts = dict(plan.parts)
    parts["placements"] = [_with_household(story, each) for each in parts.get("placements", ())]
    if plan.case["risk_level"] != "no_action":
        _danger(story, concerns)
        _plan(story)
        _meetings(story)
        _referral(story)
        _family(story, concerns, bool(parts["placements"]))
        _at_the_end(story)
    later = sorted((*plan.later, *story.acts), key=lambda act: act.at)
    return replace(plan, parts=parts, later=tuple(later))


def _danger(story: _Story, concerns: Sequence[str]) -> None:
    """What happened, what the child said, the safety plan."""
    chance, found = story.chance, [code for code in concerns if code in VIOLENCE]
    if found and chance.random() < 0.8:
        story.put(story.begins, "case_part_add", {"type": "incident", **_incident(story, found)})
        if chance.random() < 0.5:
            told = {"type": "interview", "place": "នៅសាលារៀន ក្នុងបន្ទប់ស្ងាត់", "text": chance.choice(TALKS)}
            story.put(story.after(1, 6), "case_part_add", {**told})
    if story.plan.case["risk_level"] == "high" and chance.random() < 0.85:
        story.put(
            story.after(0, 2),
            "case_part_add",
            {
                "type": "safety_plan",
                "danger": "អ្នកដែលបង្កគ្រោះថ្នាក់អាចត្រឡប់មកផ្ទះនៅពេលយប់",
                "signs": "មានសំឡេងស្រែក ឬមានក្លិនស្រា",
                "safe_places": "ផ្ទះមេភូមិ · វត្ត",
                "safe_people": "ជីដូន · គ្រូបន្ទុកថ្នាក់",
                "code_word": chance.choice(("ផ្កាឈូក", "ត្រីអណ្តែង", "គោព្រៃ")),
                "at_night": "រត់ទៅផ្ទះជីដូនតាមច្រកក្រោយ ហើយទូរស័ព្ទ ១២៨០",
            },
        )


def _incident(story: _Story, found: Sequence[str]) -> Values:
    """What happened some days before somebody told, and not before the birth."""
    chance, received = story.chance, story.begins
    born = str(story.plan.child.get("birth_to") or "")
    day = received - timedelta(days=chance.randrange(0, 5))
    if born > day.isoformat():
        day = received
    values: Values = {"kind": found[0], "on_date": day.isoformat(), "what": chance.choice(HAPPENED)}
    values["place_kind"] = "work_place" if found[0] == "child_labour" else chance.choice(("home", "home", "school", "street"))
    values["earlier"] = chance.choice(("yes", "no", "not_known"))
    if chance.random() < 0.7:
        told = instant_text(moment(received, 6, 30))
        values |= {"reported_to": chance.choice(("police", "local_authority")), "reported_at": told}
    if found[0] in ("sexual_violence", "physical_violence") and chance.random() < 0.6:
        values |= {"medical_at": instant_text(moment(received, 6, 50)), "medical_where": "មន្ទីរពេទ្យបង្អែក"}
    return values


def _plan(story: _Story) -> None:
    """A plan with its actions, who signed it, its approval; the services that go with the actions."""
    chance, made = story.chance, story.after(6, 24)
    chosen = chance.sample(NEEDS, chance.choice((2, 3, 3)))
    actions = [_action(story, made, need) for need in chosen]
    head: Values = {"monitoring": chance.choice(("weekly", "monthly")), "review_on": made + timedelta(days=180)}
    if not story.put(made, "plan_renew", {"plan": head, "actions": actions}):
        return
    for need in chosen[: chance.choice((1, 2))]:
        _service(story, made, need)
    signed = made + timedelta(days=chance.randrange(1, 5))
    if not story.put(signed, "plan_sign", {"witness": "មេភូមិ", "on": signed}) or chance.random() < 0.15:
        return
    waits = story.is_open and chance.random() < 0.35
    asked = signed + timedelta(days=1)
    if waits:  # what was asked for lately waits, not what is years old
        asked = max(asked, story.ground.today - timedelta(days=chance.randrange(1, 12)))
    if not story.put(asked, "approval_ask", {}):
        return
    if not waits:
        day = asked + timedelta(days=chance.randrange(1, 6))
        story.put(day, "approval_decide", {"on": day, "number": f"{chance.randrange(10, 400)}/{day:%y}"})
    done = made + timedelta(days=chance.randrange(20, 60))
    story.put(done, "plan_action_state", {"on": done, "result": "បានធ្វើរួចរាល់ តាមការព្រមព្រៀង"})


def _action(story: _Story, made: date, need: Sequence[str]) -> Values:
    domain, why, goal, action = need[:4]
    due = made + timedelta(days=story.chance.choice((14, 30, 60, 120)))
    who = story.chance.choice(("មន្ត្រីសង្គមកិច្ច", "អ្នកថែទាំ", "គណៈកម្មាធិការឃុំ"))
    return {"domain": domain, "need": why, "goal": goal, "action": action, "who": who, "due_on": due.isoformat()}


def _service(story: _Story, made: date, need: Sequence[str]) -> None:
    """A service from its request on; most were given."""
    chance, (kind, subtype, by) = story.chance, need[4:7]
    asked = made + timedelta(days=chance.randrange(0, 9))
    values: Values = {"type": kind, "subtype": subtype, "provider_kind": by, "provider": PROVIDERS[by], "asked_on": asked}
    if chance.random() < 0.4:
        values["timeframe"] = "days_3"
    given = story.put(asked, "service_add", {name: value for name, value in values.items() if value})
    if given and chance.random() < 0.75:
        done = asked + timedelta(days=chance.randrange(1, 30))
        result = chance.choice(("helped", "helped", "partly"))
        story.put(done, "service_state", {"state": "done", "on": done, "result": result, "type": kind})


def _meetings(story: _Story) -> None:
    """A conference about some children."""
    chance = story.chance
    if chance.random() < 0.35:
        day = story.after(20, 90)
        story.put(
            day,
            "case_part_add",
            {
                "type": "conference",
                "reason": chance.choice(("complex", "placement", "reunification")),
                "place": "សាលាឃុំ",
                "attended": "មេឃុំ · គ.ក.ន.ក. · គ្រូបង្រៀន · មន្ត្រីសង្គមកិច្ច · អ្នកថែទាំ",
                "decisions": chance.choice(DECISIONS),
                **({"next_on": (day + timedelta(days=60)).isoformat()} if chance.random() < 0.6 else {}),
            },
        )


def _referral(story: _Story) -> None:
    """Consent to share with one receiver, the referral, its letter, and what came of it."""
    chance = story.chance
    if chance.random() >= 0.4:
        return
    place = chance.randrange(len(RECEIVERS))
    kind, name = RECEIVERS[place]
    day = story.after(3, 40)
    data = ["contact", "family", "health", "identity", "school"]
    consent: Values = {"purpose": "sharing", "answer": "given", "receiver": name, "given_by": "carer", "how": "thumbprint"}
    if not story.put(day, "case_part_add", {"type": "consent", **consent, "explained": True, "data": data}):
        return
    shown = ["child_name", "sex", "age", "village", *(("school",) if kind == "school" else ())]
    values: Values = {"to_kind": kind, "to_name": name, "reason": ASKED[place % len(ASKED)]}
    story.put(day, "referral_add", {"values": values, "shown": shown})
    if chance.random() < 0.75:
        later = day + timedelta(days=chance.randrange(2, 15))
        state = chance.choice(("accepted", "done", "done", "declined"))
        story.put(later, "referral_answer", {"state": state, "by": "អ្នកទទួលបន្ទុក"})
    number = f"{chance.randrange(10, 900)} សកយ"
    paper: Values = {"kind": "referral_letter", "number": number, "to": name}
    story.put(day + timedelta(days=1), "paper_make", {**paper, "state": chance.choice(("printed", "out", "sent", "sent"))})


def _family(story: _Story, concerns: Sequence[str], placed: bool) -> None:
    """A child without a placement goes to a household for a while; a family is looked for."""
    chance, households = story.chance, story.ground.carers
    if placed and story.plan.parts["placements"][0]["option"] in ("kinship", "foster_long"):
        _household_work(story, story.begins)
    elif not placed and households and chance.random() < 0.14:
        day = story.after(2, 20)
        name = chance.choice(households)
        if story.put(day, "case_part_add", {"type": "match", "carer": name, "state": "agreed"}):
            story.put(day, "placement_add", {"option": "foster_short", "from_on": day, **_decided(chance, day, name, "short")})
            _household_work(story, day)
    if SEPARATED & set(concerns) and chance.random() < 0.6:
        _tracing(story)


def _tracing(story: _Story) -> None:
    """A member of the family is looked for, and found now and then."""
    chance = story.chance
    day, found = story.after(2, 30), chance.random() < 0.4
    relation, sought = chance.choice((("mother", "ម្តាយ"), ("father", "ឪពុក"), ("sister", "បងស្រី")))
    wanted: Values = {"sought": sought, "relation": relation, "last_known": "ខេត្តជាប់ព្រំដែន"}
    asked: Values = {"kind": "authority", "result": "មេភូមិនឹងសួរអ្នកភូមិ"}
    if story.put(day, "case_part_add", {"type": "tracing", **wanted, "action": asked}):
        later, state = day + timedelta(days=chance.randrange(10, 60)), "found" if found else "searching"
        called: Values = {"kind": "call", "result": "បានទូរស័ព្ទទៅអាជ្ញាធរឃុំ"}
        story.put(later, "case_part_change", {"type": "tracing", "state": state, "on_date": later, "action": called})


def _with_household(story: _Story, placement: Values) -> Values:
    """A placement of registration that is with a household of the register, where there is one that fits."""
    households = story.ground.carers
    if placement.get("option") != "foster_long" or not households:
        return placement
    day = date.fromisoformat(str(placement["from_on"]))
    return {**placement, **_decided(story.chance, day, story.chance.choice(households), "long")}


def _decided(chance: Chance, day: date, carer: str, term: str) -> Values:
    """What is written of a placement that was decided by the authority."""
    ends = day + timedelta(days=90 if term == "short" else 730)
    values: Values = {
        "approved_carer": carer,
        "formal": True,
        "term": term,
        "authority": "អភិបាលស្រុក",
        "decided_on": day.isoformat(),
    }
    values |= {"decision_number": f"{chance.randrange(10, 300)}/{day:%y}", "expected_end_on": ends.isoformat()}
    return {**values, "next_review_on": (day + timedelta(days=90)).isoformat()}


def _household_work(story: _Story, placed: date) -> None:
    """What goes with a placement since a day: answers on earlier options, support money, its end when the case is closed."""
    begins = placed + timedelta(days=story.chance.randrange(3, 20))
    story.put(begins, "case_part_add", {"type": "care_check", "option": "remains", "answer": "not_safe"})
    story.put(
        begins,
        "case_part_add",
        {"type": "support", "from_on": begins, "amount": story.chance.choice((50_000, 80_000, 120_000))},
    )
    if not story.is_open:
        day = local_date(story.ends) - timedelta(days=1)
        story.put(day, "placement_end", {"on": day})


def _at_the_end(story: _Story) -> None:
    """Before closing the child or carer is asked how it was; of open cases one is to be handed over now and then."""
    chance, last = story.chance, local_date(story.ends)
    if chance.random() < 0.3:
        values: Values = {"type": "feedback", "from": chance.choice(("child", "carer")), "text": chance.choice(SAID)}
        story.put(
            max(story.begins, last - timedelta(days=1)), "case_part_add", {**values, "rating": chance.choice((3, 4, 4, 5))}
        )
    born = str(story.plan.child.get("birth_to") or "")
    if born and (last - date.fromisoformat(born)).days > 17 * 365:
        leaving: Values = {
            "type": "leaving",
            "plan": "បន្តរៀនជំនាញជួសជុលម៉ូតូ ហើយស្នាក់នៅជាមួយបង",
            "papers": ["birth_certificate", "school"],
        }
        story.put(story.after(20, 60), "case_part_add", {**leaving, "housing": "ផ្ទះបងប្រុស", "money": "ប្រាក់ឧបត្ថម្ភបីខែ"})
    if story.is_open and chance.random() < 0.2:
        note: Values = {"danger": "ឪពុកអាចមកយកកុមារដោយមិនប្រាប់ជាមុន", "promise_1": "ចុះសួរសុខទុក្ខសប្តាហ៍ក្រោយ"}
        note |= {"promise_2": "ជូនទៅធ្វើសំបុត្រកំណើត", "trusts": "ជីដូន", "reason": chance.choice(("workload", "nearer"))}
        story.put(max(story.begins, last - timedelta(days=chance.randrange(0, 6))), "hand_over_offer", note)
