"""The acts of a caseworker and of a head in the life of a case, each done with nothing but keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from tests.support.hands import Hands


def day_of(hands: Hands, after: int = 0) -> str:
    """A day as it is typed: today, or so many days after it."""
    return f"{hands.window.context.today() + timedelta(days=after):%d/%m/%Y}"


def takes_a_call(hands: Hands) -> None:
    """A neighbour calls; it stands in the log, and a case is made of it."""
    hands.press("Alt+2")
    hands.do("Contact log")
    call = {
        "About which child or family": "A girl of about nine at Phum Thmei",
        "About what": "Alone since her mother left",
        "Who called: name": "A neighbour",
    }
    hands.does(lambda: hands.press("Ctrl+N"), hands.filled(call))
    hands.row("Contact log", "Alone since her mother left")
    hands.press("Ctrl+Return")


def registers(hands: Hands) -> None:
    """The child of whom the office heard today, with the consent of its family."""
    hands.fill({"Information received on": day_of(hands), "Family name": "សុខ", "Given name": "ស្រីមុំ"})
    hands.fill({"Sex": "Female", "Risk level": "High"})
    hands.do("Add: Consent")
    hands.fill({"Consent to": "Case", "Answer": "Given", "Given by": "Parent", "How": "Sign"})
    hands.fill({"Day": day_of(hands)})
    hands.press("Ctrl+Return")


def notes_the_first_contact(hands: Hands) -> None:
    """Today, face to face."""
    hands.choose("More", "Note the first contact", hands.filled({"How contact was made": "Face"}))


def assesses(hands: Hands) -> None:
    """The assessment that comes with the programme, finished, with two low scores."""
    pages = (
        {"The child is healthy and has energy": 3, "Illness of the child is treated and followed up": 4},
        {"The child is enrolled in school or training": 1, "The child attends regularly": 3},
        {"The child has an adult to trust": 3},
        {"An adult looks after the child at all times": 1, "The child is safe from violence": 3},
    )
    _fills_in(hands, "Child wellbeing assessment", ({}, *pages))


def assesses_for_closing(hands: Hands) -> None:
    """The closing assessment that comes with the programme: all is well in every domain."""
    child = ("Health", "Education", "Emotional and social", "Safety and environment", "Nutrition")
    family = ("Basic care", "Safety and stability", "Emotional bonding", "Economic capacity", "Family functioning", "Community")
    _fills_in(hands, "Closing assessment", ({}, dict.fromkeys(child, 4), dict.fromkeys(family, 4)))


def _fills_in(hands: Hands, form: str, pages: tuple[Mapping[str, int], ...]) -> None:
    """A form page by page, each question by the digit of its answer; what is left open is asked about once."""
    hands.part("Forms and assessments")
    hands.do("Fill in a form", hands.filled({"Form": form}))
    for place, scores in enumerate(pages):
        if place:
            hands.press("Ctrl+PgDown")
        hands.score(scores)
    hands.does(lambda: hands.press("Ctrl+Return"), hands.filled())
    hands.press("Alt+Left")


def sets_the_risk(hands: Hands, level: str, why: str) -> None:
    """The risk is looked at again."""
    hands.choose("More", "Set the risk level", hands.filled({"Risk level": level, "Why": why}))


def plans(hands: Hands, who: str) -> None:
    """Each low score has its action; the head is asked."""
    hands.part("Plan and services")
    for low, action in (("looks after", "The aunt stays with her"), ("enrolled", "Enrol her in the village school")):
        hands.row("Actions of the plan", low)
        hands.do("Plan an action for it", hands.filled({"Action": action, "Who does it": who, "Until when": day_of(hands, 14)}))
    hands.do("Ask for approval", hands.filled({"What the head should know": "Both have begun."}))


def asks_for_a_service(hands: Hands) -> None:
    """A service from elsewhere."""
    hands.part("Plan and services")
    service = {"Type of service": "Training", "Who gives it": "The village school", "Asked for on": day_of(hands)}
    hands.do("Add: Services", hands.filled(service))


def refers(hands: Hands) -> None:
    """To an organisation that is no office, once the family agreed to that."""
    hands.part("Consent")
    agreed = {"Consent to": "Sharing", "Answer": "Given", "Given by": "Parent", "How": "Sign", "Day": day_of(hands)}
    hands.do("Add: Consent", hands.filled({**agreed, "Who receives": "Hope for Children (sample)"}))
    to = {
        "Kind of receiver": "Non-gov",
        "Name of the receiver": "Hope for Children (sample)",
        "What is asked for": "A place in the day centre",
    }
    hands.choose("More", "Refer the child", hands.filled(to))


def places(hands: Hands) -> None:
    """The child lives with kin from today."""
    home = {"Care option": "Relatives", "From": day_of(hands), "1. Birth family": "Not found"}
    hands.part("Placement, allegations")
    hands.do("Add: Placement", hands.filled(home))


def visits(hands: Hands) -> None:
    """A visit at home, at which the child was seen."""
    hands.part("Notes and visits")
    visit = {"Kind": "Follow-up after", "Day": day_of(hands), "Text": "She goes to school every day."}
    hands.do("Add: Notes and visits", hands.filled(visit))


def finishes_what_was_planned(hands: Hands) -> None:
    """Both actions and the service have come to an end."""
    hands.part("Plan and services")
    for action in ("The aunt stays", "Enrol her"):
        hands.row("Actions of the plan", action)
        hands.do("Done", hands.filled({"Done on": day_of(hands), "Result": "She is well."}))
    hands.row("Services", "village school")
    hands.do("Finished", hands.filled({"On which day": day_of(hands)}))


def asks_to_close(hands: Hands) -> None:
    """The request, since all is well; that the child stays with her aunt is asked about once."""
    hands.choose("More", "Close the case", hands.filled({"Reason for closing": "Success"}), hands.filled())


def decides(hands: Hands, remarks: str = "") -> None:
    """What waits on the page of approvals: approved, or sent back with remarks."""
    hands.press("Alt+2")
    hands.do("Approvals")
    hands.row("Waits for your decision", "")
    decision: dict[str, str | bool] = {"Decision": "Sent back" if remarks else "Approved"}
    if remarks:
        decision["Remarks"] = remarks
    hands.do("Decide", hands.filled(decision))


def opens_the_case(hands: Hands) -> None:
    """From the list, by the search."""
    for key in ("Alt+2", "Ctrl+F", "Return", "Return"):
        hands.press(key)


def finds_the_case(hands: Hands, name: str) -> None:
    """By the search over everything, which knows closed cases too."""
    hands.press("Ctrl+Shift+F")
    hands.write(name)
    assert hands.until(lambda: QApplication.activePopupWidget()), "nothing was found"
    hands.press("Down", "Return")


def gives_to(hands: Hands, colleague: str) -> None:
    """To another worker of the office, with the note that the next one needs; what she may not see is asked about (P1, P20)."""
    note = {"New caseworker": colleague, "Danger and safety plan": "None is known.", "First promise": "a school bag"}
    hands.choose("More", "Give to another caseworker", hands.filled(note), hands.filled())


def asks_to_move(hands: Hands, office: str) -> None:
    """A head has to agree before a case leaves the office."""
    asked = {"Receiving office": office, "Why the case is to go there": "The family moves there."}
    hands.choose("More", "Hand over to another office", hands.filled(asked))


def moves(hands: Hands, office: str) -> None:
    """To an office of another province, with the same note."""
    note = {
        "Receiving office": office,
        "Danger and safety plan": "Nobody may know the new address.",
        "First promise": "a visit on Monday",
    }
    hands.choose("More", "Hand over to another office", hands.filled(note))


def accepts(hands: Hands) -> None:
    """What was offered, to this person or this office."""
    hands.press("Alt+2")
    hands.do("Referrals")
    hands.row("To answer", "")
    hands.do("Look and answer", hands.filled({"Answer": "Accepted"}))


def looks_at_the_time_line(hands: Hands) -> None:
    """Everything that happened, from the newest to the oldest."""
    hands.part("Time line")
    hands.row("Time line", "")
