"""What each copy of the ministry's forms 1 to 6 holds (practice P2), and who signs them.

Closed by default: a copy for the authority or the family holds the questions named here and no others, so that a question of a
newer version is first left out. Forms 1, 3, 5, 6 go to the commune, and form 4 carries the seal of its chief; form 2 does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.print.papers import Variant

LEFT_TO_HEAD = ("head", "signatures")
"""Groups that the official head and the frames tell in their own way."""
_ITEMS = (
    *("physical_health", "mental_health", "safety", "food", "shelter", "clothing", "education", "family_relations"),
    *("social_relations", "legal_documents", "legal_aid"),
)
_CHILD_SCORES = tuple(f"child_{name}" for name in _ITEMS)
_FAMILY_2 = (
    *("protection", "closeness", "physical_health", "mental_health", "will", "livelihood", "education", "resources"),
    *("relatives", "community", "other_children", "other"),
)
_FAMILY_6 = (
    *("protection", "closeness", "physical_health", "will", "livelihood", "social_relations", "resources", "relatives"),
    *("community", "other_children", "other"),
)
_WHO = ("family_name", "given_name", "birth_on", "child_sex", "mosvy_number", "foundling", "birth_certificate")
_MEMBER = tuple(f"member_{name}" for name in ("family_name", "given_name", "relation", "sex", "birth_on", "lives_with"))
_CONSENT = tuple(f"consent_{name}" for name in ("purpose", "answer", "giver", "how", "witness", "receiver", "on", "until"))
_ASSENT = tuple(f"child_{name}" for name in ("answer", "how", "witness", "answer_on", "explained"))
_PLAN = ("who", "due_on", "state", "action", "item")
_AGREEMENT = (
    *("carer_name", "carer_sex", "carer_birth_on", "carer_relation", "child_text", "child_agrees", "child_agrees_on"),
    *("carer_text", "carer_agrees", "carer_agrees_on", "caseworker_text", "caseworker_role", "caseworker_organisation"),
)
_OPTION_NAMES = tuple(f"{kind}_name_{n}" for kind in ("group_care", "faith", "residential", "kinship") for n in (1, 2))
_RULE = ("child_rule", "child_sum", "family_rule", "family_sum", "grand_line", "rule", "rule_say", "conclusion")
_SCORES_6 = (*_CHILD_SCORES, *(f"family_{name}" for name in _FAMILY_6), *_RULE)


@dataclass(frozen=True)
class OfficialForm:
    """One form: its number, its copies with the questions that each of them keeps, and its signers by role.

    A signer is the code of `signature_role` and the question of the form that notes it; with "thumb" or "seal".
    """

    number: int
    authority: tuple[str, ...]
    family: tuple[str, ...]
    signers: tuple[tuple[str, str, str], ...]

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The copies that there are."""
        return ("full", "authority", "family") if self.authority else ("full", "family")

    def kept(self, variant: Variant) -> tuple[str, ...]:
        """The names of the questions of a copy for others."""
        return self.authority if variant == "authority" else self.family


OFFICIAL: Mapping[str, OfficialForm] = {
    "form_1_intake": OfficialForm(
        1,
        authority=(
            *("interview_village_code", "interview_place", "interview_on", "caseworker", "caseworker_phone"),
            *(*_WHO, "child_village", "how_to_find", "mosvy_village"),
            *("carer_line", "carer_relation", "carer_house", "carer_street", "carer_village", "carer_address", "received_at"),
            *(*_MEMBER, "member_is_carer", "member_deceased", "all_go_on"),
        ),
        family=(
            *("interview_on", "caseworker", "caseworker_phone", *_WHO),
            *(*_MEMBER, "member_is_carer", "member_deceased"),
            *(*_CONSENT, "consent_explained", *_ASSENT),
        ),
        signers=(("authority", "sign_authority", ""), ("caseworker", "sign_caseworker", "")),
    ),
    "form_2_assessment": OfficialForm(
        2,
        authority=(),
        family=(
            *("instruction", "assessed_on", "caseworker", "scale_say", *_CHILD_SCORES, "child_sum"),
            *(*(f"family_{name}" for name in _FAMILY_2), "family_sum", "conclusion", "conclusion_on"),
            *("first_say", "first_contact_on", "first_contact_how", "service_types", "service_other", "rights_say"),
            *(
                "rights_explained",
                "decision_say",
                "decision",
                "decision_giver",
                "decision_how",
                "decision_witness",
                "decision_on",
            ),
        ),
        signers=(
            ("child", "sign_child", "thumb"),
            ("carer", "sign_guardian", "thumb"),
            ("caseworker", "sign_caseworker", ""),
        ),
    ),
    "form_3_service_plan": OfficialForm(
        3,
        authority=(
            *("rule", "guardian_line", "guardian_name", "guardian_birth_on", "planned_on", "caseworker", "review_on"),
            *(f"{side}_{name}" for side in ("child", "family") for name in _PLAN),
        ),
        family=(
            *("rule", "guardian_line", "guardian_name", "guardian_birth_on", "planned_on", "caseworker", "review_on"),
            *(f"{side}_{name}" for side in ("child", "family") for name in (*_PLAN, "goal", "result")),
            *("child_involved", "family_involved"),
        ),
        signers=(
            ("caseworker", "sign_caseworker", ""),
            ("carer", "sign_guardian", "thumb"),
            ("authority", "sign_authority", ""),
        ),
    ),
    "form_4_placement": OfficialForm(
        4,
        authority=(
            *("agreed_line", "from_on", "option", "length", "formal", "birth_family_name_1", "birth_family_name_2"),
            *(*_OPTION_NAMES, "carer_contact", *_AGREEMENT, "next_review_on", "expected_end_on"),
        ),
        family=("agreed_line", "from_on", "option", "length", "formal", *_AGREEMENT, "next_review_on", "expected_end_on"),
        signers=(
            ("child", "sign_child", "thumb"),
            ("carer", "sign_carer", "thumb"),
            ("caseworker", "sign_caseworker", ""),
            ("authority", "sign_chief", "seal"),
        ),
    ),
    "form_5_follow_up": OfficialForm(
        5,
        authority=(
            *("purpose", "visit_kind", "visit_on", "child_seen", "activity_done", "activity_progress", "activity_result"),
            *("step_on", "step_action", "step_who", "next_visit_on"),
        ),
        family=(
            *("purpose", "visit_kind", "visit_on", "child_seen", "activity_done", "activity_progress", "activity_result"),
            *("services_given", "step_on", "step_action", "step_who", "next_visit_on"),
        ),
        signers=(("authority", "sign_authority", ""), ("caseworker", "sign_caseworker", "")),
    ),
    "form_6_final_assessment": OfficialForm(
        6,
        authority=(
            *("father_name", "father_birth_on", "mother_name", "mother_birth_on", "reporter_name", "final_on"),
            *("placed_on", "placement_length", "scale_say", *_SCORES_6),
        ),
        family=("reporter_name", "final_on", "placement_length", "scale_say", *_SCORES_6),
        signers=(
            ("child", "sign_child", "thumb"),
            ("carer", "sign_guardian", "thumb"),
            ("caseworker", "sign_caseworker", ""),
            ("authority", "sign_authority", "seal"),
        ),
    ),
}
"""By the id of the form."""
