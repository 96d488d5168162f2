"""The hard rules: what is refused of a case, a child and what belongs to them, with the reason (practice P13: few).

Everything else that is unlikely is asked once (`Question`). Faults of form, such as a code that no list has or a field that
was left empty, are no rules about the world: they stand in `FORM_FAULTS`. A test finds every refusal of the services here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HardRule:
    """A refusal: its error code, the fields it stands beside, why, and where it comes from."""

    code: str
    fields: tuple[str, ...]
    why: str
    source: str


RULES: tuple[HardRule, ...] = (
    HardRule(
        "event_after_death",
        ("placement.from_on", "consent.on_date", "note.on_date", "service.asked_on"),
        "Nothing happens to a child after its death.",
        "P13",
    ),
    HardRule(
        "event_before_birth", ("case.received_at", "placement.from_on"), "Nothing happens to a child before its birth.", "P13"
    ),
    HardRule("service_of_dead", ("service.state",), "A death ends the services of a child.", "P21"),
    HardRule(
        "death_not_noted",
        ("case.close_reason", "placement.ended_reason"),
        "A death that nobody wrote down has ended nothing of what it ends.",
        "P21",
    ),
    HardRule("closed_after_death", ("case.close_reason",), "A death is a closure of its own, and counted so.", "P21"),
    HardRule("approval_after_death", (), "What is decided about a child's life to come ends with its death.", "P21"),
    HardRule("born_after_event", ("child.birth",), "Nobody is born after what was seen of them.", "P13"),
    HardRule("admission_before_birth", ("residency.admitted_on",), "Nobody is admitted before being born.", "P13"),
    HardRule("died_before_born", ("child.died_on",), "Nobody dies before being born.", "P13"),
    HardRule("exit_before_admission", ("residency.exited_on",), "Nobody leaves before coming.", "P13"),
    HardRule(
        "number_taken",
        ("child.mosvy_number", "child.primero_id", "child.oscar_id"),
        "A personal number is of one child.",
        "P13",
    ),
    HardRule(
        "name_too_long",
        ("child.given_name_km", "family_member.given_name_km", "contact.person"),
        "A text of hundreds of letters is no name: it was pasted into the wrong field, and hides the list that shows it.",
        "inferred",
    ),
    HardRule(
        "phone_without_digit", ("contact.phone",), "What has no digit cannot be called; it is nothing, or a note.", "inferred"
    ),
    HardRule("birth_age_differs", ("child.birth",), "A day of birth and an age that are both given tell of one child.", "P14"),
    HardRule("birth_out_of_order", ("child.birth",), "A range begins before it ends.", "inferred"),
    HardRule("birth_range", ("residency.birth",), "A range begins before it ends.", "inferred"),
    HardRule(
        "end_before_start", ("concern.ended_on", "placement.to_on", "case.opened_on"), "What ends has begun before.", "inferred"
    ),
    HardRule("closed_before_opened", ("case.closed_on",), "What is closed was opened.", "inferred"),
    HardRule("reopened_before_closed", ("episode.opened_on",), "What is reopened was closed.", "inferred"),
    HardRule("own_request", ("approval.decided_by",), "Nobody approves their own request or their own case.", "P19"),
    HardRule("contact_before_received", ("case.first_contact_on",), "Contact follows the report; limits run from it.", "P16"),
    HardRule("date_in_future", (), "What has not come yet has not happened.", "inferred"),
    HardRule("date_too_early", (), "No file of a child is about days before 1900.", "inferred"),
    HardRule("date_too_late", (), "Nothing is promised for more than thirty years.", "inferred"),
    HardRule("received_missing", ("case.received_at",), "All limits run from the moment of receipt.", "P16"),
    HardRule("case_already_open", ("case.child",), "One open case a child in an office.", "design 11"),
    HardRule("case_not_open", (), "What is closed is read, not written.", "inferred"),
    HardRule("case_not_closed", (), "Only what is closed is reopened.", "inferred"),
    HardRule(
        "part_twice", ("category.code", "concern.code", "family_member.linked_child"), "One concern stands once.", "inferred"
    ),
    HardRule("part_stays", (), "What was answered, asked or decided stays; another answer is added.", "P7"),
    HardRule(
        "witness_missing",
        ("consent.witness", "signature.witness"),
        "A spoken consent and a thumbprint need their witness.",
        "P5, P7",
    ),
    HardRule("receiver_missing", ("consent.receiver",), "Sharing is agreed to for a named receiver.", "P7"),
    HardRule("reason_missing", ("consent.reason",), "Acting without consent needs its reason.", "P8"),
    HardRule("already_exited", ("residency.exited_on",), "Who has left cannot leave again.", "inferred"),
    HardRule("facility_closed", ("residency.facility",), "A closed facility admits nobody.", "inferred"),
    HardRule(
        "placement_reason_missing",
        ("placement.reason_despite",),
        "What speaks against a placement is answered, never passed over.",
        "issue 5 point 5",
    ),
    HardRule("placement_ended", ("placement.to_on",), "What has ended does not end again.", "inferred"),
    HardRule("stay_is_placement", ("residency.case",), "A stay and its placement are of one child.", "P27"),
    HardRule("support_amount", ("support.amount",), "Support money of nothing is none.", "inferred"),
    HardRule("residency_void", ("residency.void_reason",), "What was entered by mistake is not changed.", "inferred"),
    HardRule("merge_siblings", ("case.child",), "Twins and siblings are never one child.", "P3"),
    HardRule("merge_distinct", ("case.child",), "Children whom somebody found to be two are not joined.", "P3"),
    HardRule("merge_into_ended", ("case.status",), "An open case ends by an approval, not by being joined.", "P19"),
    HardRule("void_worked", ("case.void_reason",), "What was worked on is closed, or a head says it was a mistake.", "P19"),
    HardRule("distinct_itself", ("distinct.other",), "A child is no other than itself.", "inferred"),
    HardRule("merge_circle", ("case.child",), "What was merged is not merged into its own copy.", "sync 3"),
    HardRule(
        "plan_uncovered", ("plan_action.item",), "An item scored 1 or 2 must be in the plan before it is approved.", "form 3"
    ),
    HardRule("plan_ended", ("plan.ended_on",), "Only the plan that holds now is approved.", "inferred"),
    HardRule("service_restricted", ("plan_action.service",), "An open record never names a restricted one.", "P1"),
    HardRule("asked_other_day", ("service.asked_at",), "The time of a request lies on its day; limits run from it.", "P16"),
    HardRule("rating_range", ("feedback.rating",), "A rating is from 1 to 5, so that ratings can be compared.", "inferred"),
    HardRule("right_missing", (), "Who may not see a restricted group does not write it.", "P1"),
    HardRule("not_allowed", (), "Each act has those who may do it.", "design 7"),
)
"""All of them, those about the life of a child first."""

FORM_FAULTS = frozenset(
    {
        *(
            "value_kind",
            "value_missing",
            "value_not_a_date",
            "clock_time_unreadable",
            "field_unknown",
            "field_not_edited",
            "field_not_given",
        ),
        *("code_unknown", "place_unknown", "part_empty", "part_unknown", "note_empty", "record_not_found", "case_unknown"),
        *("case_moved", "case_number_twice", "room_number"),
        *("owner_unknown", "facility_unknown", "first_contact_missing", "void_note_missing", "void_reason_missing"),
        *("admission_day_missing", "admission_reason_missing", "exit_day_missing", "exit_reason_missing", "not_merged"),
        "exit_destination_missing",
        *("pick_impossible", "pick_unknown", "pick_twice", "name_without_letter"),
    }
)
"""Refusals of what cannot be read or is missing: faults of form."""
