"""Practice data: careers of cases over three years, as acts in the order in which an office would type them. Pure.

What is drawn depends on the seed, the office and the case's number alone, not on how many cases are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from app.domain.clock import instant_text
from app.domain.sample_people import Chance, birth, birth_values, contact, disability, family, family_name, named, where
from app.text.zone import LOCAL

Values = dict[str, object]
ActName = Literal[
    "case_register",
    "note_add",
    "first_contact",
    "case_risk",
    "case_close",
    "case_reopen",
    "placement_add",
    "placement_end",
    "residency_admit",
    "residency_exit",
    "case_part_add",
    "case_part_change",
    "plan_renew",
    "plan_sign",
    "plan_action_state",
    "approval_ask",
    "approval_decide",
    "service_add",
    "service_state",
    "referral_add",
    "referral_answer",
    "hand_over_offer",
    "paper_make",
]
DAYS = 3 * 365
TYPES = (("community", 66), ("residential", 10), ("community_care", 9), ("reintegration", 15))
RISKS = (("high", 14), ("medium", 34), ("low", 42), ("no_action", 10))
SOURCES = (
    ("local_authority", 20), ("ccwc", 18), ("police", 9), ("ngo", 14), ("family", 12), ("hotline", 6),
    ("hospital", 5), ("self", 4), ("community", 7), ("court", 3), ("found", 2),
)  # fmt: skip
CONCERNS = (
    ("neglect", 18), ("physical_violence", 12), ("emotional_violence", 9), ("sexual_violence", 4), ("trafficking", 2),
    ("child_labour", 9), ("worst_labour", 2), ("child_marriage", 3), ("abandonment", 6), ("separated", 8), ("orphaned", 7),
    ("migration", 14), ("street", 4), ("substance_abuse", 3), ("conflict_with_law", 3), ("hiv", 1), ("witness", 3),
    ("online_sexual_exploitation", 1), ("stigma", 2), ("minority", 2),
)  # fmt: skip
CATEGORIES = (
    ("orphan", 14), ("abandoned", 8), ("street", 6), ("abused", 16), ("abused_sexually", 3), ("basic_needs", 32),
    ("disability", 8), ("conflict_with_law", 4), ("drugs", 3), ("exploited_labour", 6), ("hiv", 2), ("other", 8),
)  # fmt: skip
CLOSE = (
    ("success", 62),
    ("adult", 10),
    ("moved_not_found", 12),
    ("transferred", 6),
    ("not_accepted", 4),
    ("absent", 4),
    ("other", 2),
)
REASONS = (
    "ឪពុកម្តាយធ្វើចំណាកស្រុក កុមារនៅជាមួយជីដូន ហើយខ្វះម្ហូបអាហារ។",
    "កុមារត្រូវបានគេវាយដំនៅក្នុងផ្ទះ។ អ្នកជិតខាងបានរាយការណ៍។",
    "កុមារឈប់រៀន ហើយទៅធ្វើការនៅឡឥដ្ឋ។",
    "កុមារត្រូវបានឃើញដើរតែម្នាក់ឯងនៅផ្សារ។",
    "ម្តាយទើបស្លាប់ ឪពុកផឹកស្រាញឹកញាប់។",
    "គ្រួសារចង់ឱ្យកុមារត្រឡប់មកពីមណ្ឌលវិញ។",
    "កុមារគ្មានសំបុត្រកំណើត និងមិនទាន់ចូលរៀន។",
    "ឪពុកជាប់ពន្ធនាគារ ម្តាយគ្មានមុខរបរច្បាស់លាស់។",
    "មានការព្រួយបារម្ភអំពីសុវត្ថិភាពរបស់កុមារនៅពេលយប់។",
    "សាលារៀនរាយការណ៍ថាកុមារអវត្តមានច្រើនសប្តាហ៍។",
)
NOTES = (
    "បានជួបកុមារ និងអ្នកថែទាំ។ កុមារមានសុខភាពល្អ ហើយទៅសាលារៀនទៀងទាត់។",
    "បានចុះសួរសុខទុក្ខ។ គ្រួសារនៅខ្វះអង្ករ បានភ្ជាប់ទៅឃុំ។",
    "កុមារនិយាយថានៅផ្ទះសប្បាយជាងមុន។",
    "អ្នកថែទាំសុំឱ្យជួយរឿងសំបុត្រកំណើត។ បានសន្យាជូនទៅសាលាឃុំ។",
    "កុមារឈប់រៀនពីរសប្តាហ៍ ព្រោះឈឺ។ បានជូនទៅមណ្ឌលសុខភាព។",
    "បានពិភាក្សាជាមួយមេភូមិអំពីសុវត្ថិភាពកុមារ។",
    "ទំនាក់ទំនងក្នុងគ្រួសារល្អប្រសើរ។ ឪពុកឈប់ផឹកស្រាបានមួយខែ។",
    "មិនបានជួបកុមារ ព្រោះទៅលេងផ្ទះសាច់ញាតិ។ នឹងចុះម្តងទៀត។",
)
VISIT_KINDS = {"reintegration": "follow_up_home", "residential": "follow_up_care", "community_care": "follow_up_care"}


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was typed at an instant."""

    at: datetime
    name: ActName
    values: Values


@dataclass(frozen=True, slots=True)
class Career:
    """A case from registration on: the parts of form 1, and what was typed later, in order."""

    opened: Act
    child: Values
    case: Values
    parts: dict[str, list[Values]] = field(default_factory=dict)
    later: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What careers grow on: the last day, the villages of the office, people who own cases, facilities to live in."""

    today: date
    villages: Sequence[str]
    owners: Sequence[str]
    homes: Sequence[str]
    linked: float
    """Share of cases of children in residential care whose stay in a facility of the office is on its list."""
    carers: Sequence[str] = ()
    """Households of the register that took in children all that time."""


def pick(chance: Chance, weighted: Sequence[tuple[str, int]]) -> str:
    """One of the values by its weight."""
    return chance.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def moment(day: date, hour: int, minute: int) -> datetime:
    """A time of a Cambodian day, in UTC."""
    return datetime.combine(day, time(hour, minute), LOCAL).astimezone(UTC)


def career(seed: int, office: str, number: int, ground: Ground) -> Career:
    """The career of a case by its number, from 0."""
    chance = Chance(f"{seed}/{office}/case/{number}")
    received = _received(chance, ground.today)
    at = moment(received, chance.randrange(7, 17), chance.randrange(60))
    typed_on = min(ground.today, received + timedelta(days=max(0, int(chance.gauss(0.6, 1.6)))))
    typed = max(at + timedelta(minutes=20), moment(typed_on, 17, chance.randrange(59)))
    kind, risk = pick(chance, TYPES), pick(chance, RISKS)
    child, parts, age = _child(chance, ground, received)
    case = _case(chance, ground, received, at, kind, risk)
    parts |= _parts(chance, received, kind, age)
    later = _later(chance, ground, received, typed, kind, risk)
    return Career(Act(typed, "case_register", {}), child, case, parts, tuple(later))


def received_on(seed: int, office: str, number: int, today: date) -> date:
    """The day on which the information of a case was received: cases are typed in this order."""
    return _received(Chance(f"{seed}/{office}/case/{number}"), today)


def _received(chance: Chance, today: date) -> date:
    """A day of the three years, later ones a little more often; the first thing that is drawn."""
    return today - timedelta(days=int(DAYS * chance.random() ** 1.15))


def _child(chance: Chance, ground: Ground, on: date) -> tuple[Values, dict[str, list[Values]], int]:
    """A child with family and contacts."""
    sex = pick(chance, (("female", 492), ("male", 488), ("not_known", 15), ("other", 5)))
    age = min(17, int(18 * chance.betavariate(2.0, 1.6)))
    home = family_name(chance)
    village = chance.choice(ground.villages)
    if chance.random() < 0.008:
        foundling: Values = {
            "name_unknown": True,
            "foundling": True,
            "sex": sex,
            "address_kind": "found_at",
            "nationality": "not_known",
        }
        return foundling | {"village_code": village, **birth_values(None)}, {}, 1
    child: Values = {**named(chance, sex, home), "sex": sex, **birth_values(birth(chance, age, on)), "village_code": village}
    child |= {"address_kind": "home", "nationality": "khmer", "language": "khmer", **disability(chance)}
    child["birth_certificate"] = pick(chance, (("yes", 70), ("no", 18), ("not_known", 12)))
    if chance.random() < 0.6:
        child["how_to_find"] = where(chance)
    if chance.random() < 0.25:
        child |= {"equity_card": f"{chance.randrange(10**7):07d}", "equity_level": chance.choice(("1", "2"))}
    members = family(chance, home, age, on)
    contacts = [contact(chance, members)] if chance.random() < 0.75 else []
    return child, {"family": members, "contacts": contacts}, age


def _case(chance: Chance, ground: Ground, received: date, at: datetime, kind: str, risk: str) -> Values:
    """The case itself."""
    precise = chance.random() < 0.8
    values: Values = {"received_at": instant_text(at), "received_precision": "minute" if precise else "day", "case_type": kind}
    values |= {"referral_source": pick(chance, SOURCES), "risk_level": risk, "urgent": risk == "high" and chance.random() < 0.5}
    values |= {"reason": chance.choice(REASONS), "done_on": received.isoformat(), "owner": chance.choice(ground.owners)}
    if not precise:
        values["received_at"] = instant_text(moment(received, 0, 0))
    return values


_WHY_PLACED = ("ត្រូវការកន្លែងស្នាក់នៅភ្លាម ហើយជម្រើសមុនៗកំពុងស្វែងរក", "មានផែនការសុវត្ថិភាពជាមួយគ្រួសារ")
"""Why a child was placed in spite of what spoke against it: away from its family, and with it."""


def _parts(chance: Chance, on: date, kind: str, age: int) -> dict[str, list[Values]]:
    """Categories, concerns, consent, now and then a reporter, a person said to have harmed, an allegation, a placement."""
    day = on.isoformat()
    concerns = {pick(chance, CONCERNS) for _ in range(chance.choice((1, 1, 2, 2, 3)))}
    parts: dict[str, list[Values]] = {
        "categories": [{"code": pick(chance, CATEGORIES), "noted_on": day}],
        "concerns": [
            {"code": code, "kind": "experienced" if chance.random() < 0.55 else "at_risk", "noted_on": day}
            for code in sorted(concerns)
        ],
        "consents": [_consent(chance, day, age)],
    }
    if chance.random() < 0.1:
        parts["reporters"] = [{"relation": "អ្នកជិតខាង", "note": "សុំកុំប្រាប់ឈ្មោះ"}]
    if concerns & {"physical_violence", "sexual_violence"} and chance.random() < 0.3:
        parts["perpetrators"] = [{"relation": "មនុស្សក្នុងផ្ទះ", "source": "កុមារ", "noted_on": day}]
    if kind != "community" and chance.random() < 0.6:
        option = {"residential": "residential", "community_care": "foster_long"}.get(kind) or chance.choice(
            ("birth_family", "kinship")
        )
        parts["placements"] = [{"option": option, "from_on": day, "reason_despite": _WHY_PLACED[option == "birth_family"]}]
    if concerns & {"physical_violence", "sexual_violence", "neglect"} and chance.random() < 0.05:
        parts["allegations"] = [_allegation(chance, on, concerns)]
    return parts


def _consent(chance: Chance, day: str, age: int) -> Values:
    """An answer to being asked for consent; a refusal now and then, best interests rarely."""
    how = pick(chance, (("thumbprint", 46), ("signature", 34), ("spoken", 17), ("best_interests", 3)))
    values: Values = {"purpose": "services", "answer": "given", "on_date": day, "how": how, "explained": True}
    values["given_by"] = "child" if age >= 15 and chance.random() < 0.4 else "carer"
    if how == "best_interests":
        return values | {"given_by": "authority", "reason": "ត្រូវការពារភ្លាម រកអ្នកថែទាំមិនឃើញ"}
    if how == "spoken":
        values["witness"] = "មេភូមិ"
    return values | ({"answer": "refused"} if chance.random() < 0.04 else {})


def _allegation(chance: Chance, on: date, concerns: set[str]) -> Values:
    """An allegation: heard, and reported in time by most."""
    kind = "sexual" if "sexual_violence" in concerns else "physical" if "physical_violence" in concerns else "neglect"
    values: Values = {"kind": kind, "heard_at": instant_text(moment(on, 7, 0)), "reported_to": "police"}
    if chance.random() < 0.8:
        return values | {"reported_at": instant_text(moment(on, 7, 5))}
    return {name: value for name, value in values.items() if name != "reported_to"}


def _later(chance: Chance, ground: Ground, received: date, typed: datetime, kind: str, risk: str) -> list[Act]:
    """What was typed after registration, in order: first contact, admission, visits, a changed risk, closing, reopening."""
    acts: list[Act] = []
    end = min(ground.today, received + timedelta(days=int(chance.lognormvariate(5.1, 0.7))))
    closes = end < ground.today and chance.random() < 0.9
    last = end if closes else ground.today
    day = typed.astimezone(LOCAL).date()
    if risk != "no_action" and chance.random() < 0.93:
        day = min(last, max(day, received + timedelta(days=int(chance.expovariate(0.6)))))
        how = chance.choice(("face_to_face", "face_to_face", "phone"))
        acts.append(_at(acts, typed, day, "first_contact", {"on": day, "how": how}))
    if kind == "residential" and ground.homes and chance.random() < ground.linked:
        acts.append(
            _at(
                acts,
                typed,
                day,
                "residency_admit",
                {
                    "facility": chance.choice(ground.homes),
                    "admitted_on": day,
                    "admission_reason": "no_family",
                    "admission_source": "social_affairs",
                },
            )
        )
    for place in range(chance.choice((0, 1, 1, 2, 2, 3, 4))):
        day += timedelta(days=chance.randrange(12, 75))
        if day > last:
            break
        acts.append(_at(acts, typed, day, "note_add", _visit(chance, day, kind)))
        if place == 1 and risk == "high" and chance.random() < 0.6:
            acts.append(_at(acts, typed, day, "case_risk", {"level": "medium", "on": day, "reason": "គ្រោះថ្នាក់បានថយចុះ"}))
    if closes and last > day:
        if any(act.name == "residency_admit" for act in acts):
            acts.append(
                _at(
                    acts,
                    typed,
                    last,
                    "residency_exit",
                    {"exited_on": last, "exit_reason": "reunified", "exit_destination": "birth_family"},
                )
            )
        reason = pick(chance, CLOSE)
        acts.append(_at(acts, typed, last, "case_close", {"reason": reason, "on": last}))
        again = last + timedelta(days=chance.randrange(20, 200))
        if chance.random() < 0.05 and again < ground.today:
            _reopen(acts, typed, again, ground.today)
    return acts


def _reopen(acts: list[Act], typed: datetime, day: date, today: date) -> None:
    """A closed case is opened again, and the family spoken to at once."""
    acts.append(_at(acts, typed, day, "case_reopen", {"reason": "new_concern", "on": day}))
    spoken = min(today, day + timedelta(days=1))
    acts.append(_at(acts, typed, spoken, "first_contact", {"on": spoken, "how": "phone"}))


def _at(acts: Sequence[Act], typed: datetime, day: date, name: ActName, values: Values) -> Act:
    """An act on a day at the end of work, never before what was typed earlier."""
    earliest = (acts[-1].at if acts else typed) + timedelta(minutes=3)
    return Act(max(earliest, moment(day, 16, 5)), name, values)


def _visit(chance: Chance, day: date, kind: str) -> Values:
    """A visit with its lights, and the next one promised by most."""
    values: Values = {"kind": VISIT_KINDS.get(kind, "follow_up_service"), "on_date": day, "text": chance.choice(NOTES)}
    if chance.random() < 0.88:
        values["child_seen"] = True
        for item in ("health", "education", "food", "family", "violence"):
            values[item] = chance.choices("ABC", (76, 18, 6))[0]
    else:
        values |= {"child_seen": False, "not_seen_reason": chance.choice(("visiting", "at_school", "moved_carer"))}
    if chance.random() < 0.7:
        values["next_visit_on"] = day + timedelta(days=chance.choice((14, 30, 30, 60, 90)))
    return values
