"""The language is the person's, not the computer's: two people on one computer each find their own."""

from __future__ import annotations

from app.data.ui_state import all_states
from tests.ui.cases.conftest import Desk


def test_who_signs_in_finds_the_language_that_was_chosen_before(desk: Desk) -> None:
    context, session = desk.context, desk.session
    assert context.lang == "en"
    context.choose_language("km")
    desk.settle()
    with session.read() as reader:
        mine = all_states(reader)
    assert (context.lang, context.preferences.lang, mine["lang"]) == ("km", "km", "km")
    context.end()
    context.begin(session, {"lang": "en"})  # a colleague who works in English
    assert (context.lang, context.preferences.lang) == ("en", "km"), "the sign-in page stays as it was"
    context.end()
    context.begin(session, {})
    assert context.lang == "km", "who never chose has the computer's"
    context.end()
    context.begin(session, mine)
    assert context.lang == "km"
    context.end()
    context.begin(session, {"lang": "fr"})
    assert context.lang == "km", "what no window can show is not taken"


def test_what_is_chosen_before_signing_in_is_meant(desk: Desk) -> None:
    context, session = desk.context, desk.session
    context.end()
    context.choose_language("km")
    context.begin(session, {"lang": "en"})
    desk.settle()
    with session.read() as reader:
        assert (context.lang, all_states(reader)["lang"]) == ("km", "km")
    context.end()
    context.begin(session, {"lang": "en"})
    assert context.lang == "en", "only once"
