"""A form filled: relevance, required, constraints, calculations, choices, languages, repeats, storing and going on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.forms.answers import Answer
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from tests.support.workbooks import YES_NO, Row, question, workbook

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


def form(*survey: Row, choices: Sequence[Row] = YES_NO) -> CompiledForm:
    return load_form(workbook(survey, choices))


def session(
    made: CompiledForm, answers: Mapping[str, str] | None = None, hidden: Mapping[str, Answer] | None = None
) -> FormSession:
    ids = count(1)
    return FormSession(made, answers, hidden=hidden, lang="en", now=lambda: NOON, seed=1, new_id=lambda: f"id{next(ids)}")


def test_types_are_checked_and_khmer_digits_taken() -> None:
    filled = session(form(question("integer", "n"), question("decimal", "d"), question("date", "on"), question("text", "t")))
    assert filled.answer("/data/n", "abc").message == "not_fitting"
    assert filled.answer("/data/n", "1.5").result == "ERROR"
    assert filled.answer("/data/n", "១២").result == "OK"
    assert filled.answer("/data/d", "១.៥").result == "OK"
    assert filled.answer("/data/on", "2026-02-30").result == "ERROR"
    assert filled.answer("/data/on", datetime(2026, 2, 3, tzinfo=UTC).date()).result == "OK"
    assert filled.answer("/data/t", "  ឈ្មោះ ").result == "OK"
    assert filled.answers() == {"/data/n": "12", "/data/d": "1.5", "/data/on": "2026-02-03", "/data/t": "  ឈ្មោះ "} | {
        key: value for key, value in filled.answers().items() if key.endswith("instanceID")
    }


def test_times_moments_and_an_acknowledgement() -> None:
    filled = session(form(question("time", "t"), question("dateTime", "m"), question("acknowledge", "ok")))
    assert filled.answer("/data/t", "25:00").result == "ERROR"
    assert filled.answer("/data/t", "13:05").result == "OK"
    assert filled.answer("/data/m", NOON).result == "OK"
    assert filled.value("/data/m") == "2026-11-24T12:00:00.000+07:00"
    assert filled.answer("/data/ok", True).result == "OK"
    assert filled.value("/data/ok") == "OK"


def test_relevance_is_inherited_and_answers_are_kept_while_editing() -> None:
    made = form(
        question("select_one yes_no", "has"),
        question("begin group", "g", relevant="${has} = 'yes'"),
        question("text", "inside"),
        question("end group", "", label=False),
        question("calculate", "copy", label=False, calculation="${inside}"),
    )
    filled = session(made)
    assert filled.answer("/data/g/inside", "x").result == "NOT_ANSWERABLE"
    assert filled.answer("/data/has", "yes").changed >= {"/data/has", "/data/g", "/data/g/inside"}
    assert filled.answer("/data/g/inside", "x").result == "OK"
    assert filled.value("/data/copy") == "x"
    filled.answer("/data/has", "no")
    assert filled.state("/data/g/inside").relevant is False
    assert filled.value("/data/copy") == ""
    assert filled.value("/data/g/inside") == "x"
    assert "/data/g/inside" in filled.answers()
    assert "/data/g/inside" not in filled.answers(relevant_only=True)


def test_a_constraint_keeps_the_old_value_and_speaks_the_language() -> None:
    messages = {"constraint_message::Khmer (km)": "ច្រើនពេក", "constraint_message::English (en)": "Too many"}
    filled = session(form(question("integer", "n", constraint=". < 10", **messages)))
    assert filled.answer("/data/n", 5).result == "OK"
    refused = filled.answer("/data/n", 50)
    assert (refused.result, refused.message, filled.value("/data/n")) == ("CONSTRAINT_VIOLATED", "Too many", "5")
    filled.set_language("km")
    assert filled.answer("/data/n", 50).message == "ច្រើនពេក"


def test_required_is_asked_at_the_end_and_clear_may_empty_it() -> None:
    filled = session(form(question("text", "a", required="yes"), question("text", "b", required="${a} = 'x'")))
    assert [problem.key for problem in filled.validate()] == ["/data/a"]
    filled.answer("/data/a", "x")
    assert [problem.key for problem in filled.validate()] == ["/data/b"]
    assert filled.answer("/data/a", "").result == "REQUIRED_BUT_EMPTY"
    assert filled.clear("/data/a").result == "OK"
    assert filled.value("/data/a") == ""


def test_a_default_may_be_what_komar_fills() -> None:
    made = form(question("hidden", "k_filled_on", label=False), question("date", "seen_on", default="${k_filled_on}"))
    assert session(made, hidden={"k_filled_on": "2026-03-05"}).value("/data/seen_on") == "2026-03-05"
    again = session(made, {"/data/seen_on": ""}, hidden={"k_filled_on": "2026-03-05"})
    assert again.value("/data/seen_on") == "", "what was taken away stays away"


def test_what_is_read_only_or_unknown_is_not_answered() -> None:
    made = form(
        question("text", "a", readonly="yes", default="fixed"), question("note", "n"), question("hidden", "k", label=False)
    )
    filled = session(made, hidden={"k": 3, "none_such": 1})
    assert [filled.answer(f"/data/{name}", "x").result for name in ("a", "n", "k", "zz")] == [
        *["NOT_ANSWERABLE"] * 2,
        *["NO_SUCH_QUESTION"] * 2,
    ]
    assert (filled.value("/data/a"), filled.value("/data/k")) == ("fixed", "3")
    with pytest.raises(InputError):
        filled.state("/data/zz")


def test_defaults_of_the_day_are_set_once() -> None:
    made = form(
        question("date", "on", default="today()"), question("today", "td", label=False), question("integer", "n", default="7")
    )
    filled = session(made)
    assert [filled.value(f"/data/{name}") for name in ("on", "td", "n")] == ["2026-11-24", "2026-11-24", "7"]
    filled.clear("/data/n")
    again = session(made, filled.answers())
    assert again.value("/data/n") == ""


def test_a_filter_offers_and_clears_choices() -> None:
    towns: Sequence[Row] = [
        {"list_name": "town", "name": name, "label::Khmer (km)": f"ក្រុង {name}", "label::English (en)": f"Town {name}", "of": of}
        for name, of in (("a", "yes"), ("b", "yes"), ("c", "no"))
    ]
    made = form(
        question("select_one yes_no", "which"),
        question("select_multiple town", "towns", choice_filter="of = ${which}"),
        question("calculate", "said", label=False, calculation="jr:choice-name(selected-at(${towns}, 0), '${towns}')"),
        choices=[*YES_NO, *towns],
    )
    filled = session(made)
    assert filled.choices("/data/towns") == ()
    filled.answer("/data/which", "yes")
    assert [choice.label for choice in filled.choices("/data/towns")] == ["Town a", "Town b"]
    assert filled.answer("/data/towns", ["b", "c"]).result == "ERROR"
    assert filled.answer("/data/towns", ["b", "a"]).result == "OK"
    assert filled.value("/data/said") == "Town b"
    assert "/data/towns" in filled.answer("/data/which", "no").changed
    assert filled.value("/data/towns") == ""


def test_texts_hold_values_and_change_language() -> None:
    made = form(question("integer", "n"), {**question("note", "say"), "label::English (en)": "It is ${n} now"})
    filled = session(made)
    filled.answer("/data/n", 3)
    assert filled.label("/data/say") == "It is 3 now"
    filled.set_language("km")
    assert (filled.language, filled.label("/data/say")) == ("Khmer (km)", "សំណួរ say")


def test_a_missing_translation_falls_back() -> None:
    filled = session(form({"type": "text", "name": "t", "label::Khmer (km)": "តែខ្មែរ"}, question("text", "u")))
    assert filled.label("/data/t") == "តែខ្មែរ"


def test_calculations_follow_one_another() -> None:
    made = form(
        question("calculate", "c", label=False, calculation="${b} + 1"),
        question("calculate", "b", label=False, calculation="${a} * 2"),
        question("integer", "a"),
        question("calculate", "day", label=False, calculation="format-date(date('2026-01-01') + ${a}, '%Y-%m-%d')"),
    )
    filled = session(made)
    assert filled.answer("/data/a", 4).changed == {"/data/a", "/data/b", "/data/c", "/data/day"}
    assert (filled.value("/data/c"), filled.value("/data/day")) == ("9", "2026-01-05")
    assert filled.answers(calculated=True)["/data/c"] == "9"
    assert "/data/c" not in filled.answers()


def visits() -> CompiledForm:
    return form(
        question("begin repeat", "visit"),
        question("text", "who", required="yes"),
        question("begin repeat", "act"),
        question("integer", "hours"),
        question("end repeat", "", label=False),
        question("calculate", "sum", label=False, calculation="sum(${hours})"),
        question("calculate", "place", label=False, calculation="position(..)"),
        question("end repeat", "", label=False),
        question("calculate", "all", label=False, calculation="sum(${sum})"),
        question("calculate", "number", label=False, calculation="count(${visit})"),
    )


def test_repeats_keep_ids_and_nest() -> None:
    filled = session(visits())
    first = filled.states()[1].key
    assert first.startswith("/data/visit[id")
    second = filled.add_repeat("/data/visit")
    assert (filled.position_ref(second), filled.value("/data/number")) == ("/data/visit[2]", "2")
    assert filled.repeats(second, "act") == (), "a new visit begins with what the form's template has, as in ODK"
    filled.add_repeat(f"{second}/act")
    filled.answer("/data/visit[2]/act[1]/hours", 2)
    filled.answer(f"{filled.add_repeat(f'{second}/act')}/hours", 3)
    filled.answer("/data/visit[1]/act[1]/hours", 10)
    assert [filled.value(f"/data/visit[{n}]/sum") for n in (1, 2)] == ["10", "5"]
    assert filled.value("/data/all") == "15"
    filled.remove_repeat(first)
    assert (filled.value("/data/all"), filled.value("/data/number"), filled.value(f"{second}/place")) == ("5", "1", "1")
    assert [problem.key for problem in filled.validate()] == [f"{second}/who"]
    with pytest.raises(InputError):
        filled.remove_repeat("/data/number")
    with pytest.raises(InputError):
        filled.add_repeat("/data/number")


def test_repeats_are_stored_and_read_back() -> None:
    made = visits()
    filled = session(made)
    outcomes = filled.fill({"visit": [{"who": "a", "act": [{"hours": 1}, {"hours": 2}]}, {"who": "b"}], "else": 1})
    assert outcomes["else"].result == "NO_SUCH_QUESTION"
    assert {outcome.result for name, outcome in outcomes.items() if name != "else"} == {"OK"}
    again = session(made, filled.answers())
    assert again.answers() == filled.answers()
    assert again.value("/data/all") == "3"


def test_a_counted_repeat_follows_its_number_and_loses_no_answer() -> None:
    made = form(
        question("integer", "n"),
        question("begin repeat", "r", repeat_count="${n}"),
        question("text", "t"),
        question("end repeat", "", label=False),
    )
    filled = session(made)
    assert filled.repeats("/data", "r") == ()
    filled.answer("/data/n", 5)
    filled.answer("/data/r[3]/t", "x")
    filled.answer("/data/n", 2)
    assert len(filled.repeats("/data", "r")) == 3, "empty instances go, what was answered stays until somebody takes it away"
    with pytest.raises(InputError):
        filled.add_repeat("/data/r")
    with pytest.raises(InputError):
        filled.remove_repeat("/data/r[2]")
    filled.remove_repeat("/data/r[3]")
    assert len(filled.repeats("/data", "r")) == 2


def test_as_in_collect_choices_are_cleared_when_looked_at_and_a_count_takes_nothing_away() -> None:
    towns: list[Row] = [
        {"list_name": "town", "name": name, "label::Khmer (km)": name, "label::English (en)": name, "part": name[0]}
        for name in ("a1", "a2", "b1")
    ]
    made = form(
        question("text", "part"),
        question("select_one town", "town", choice_filter="part = ${part}"),
        question("integer", "n"),
        question("begin repeat", "r", repeat_count="${n}"),
        question("text", "t"),
        question("end repeat", "", label=False),
        choices=[*YES_NO, *towns],
    )
    filled = FormSession(made, lang="en", now=lambda: NOON, seed=1, collect=True)
    filled.answer("/data/part", "a")
    filled.answer("/data/town", "a2")
    filled.answer("/data/part", "b")
    assert filled.value("/data/town") == "a2"
    assert [choice.value for choice in filled.look_at_choices("/data/town")] == ["b1"]
    assert filled.value("/data/town") == ""
    assert len(filled.repeats("/data", "r")) == 1, "the instance that the form is written with"
    filled.answer("/data/n", 3)
    filled.answer("/data/n", 1)
    assert len(filled.repeats("/data", "r")) == 3


def test_answers_of_another_version_are_kept() -> None:
    filled = session(form(question("text", "a")), {"/data/a": "1", "/data/gone": "2"})
    assert filled.answers()["/data/gone"] == "2"


def test_progress_counts_what_can_be_answered() -> None:
    made = form(
        question("begin group", "g"),
        question("select_one yes_no", "a"),
        question("text", "b", relevant="${a} = 'yes'", required="yes"),
        question("note", "n"),
        question("end group", "", label=False),
    )
    filled = session(made)
    assert [(part.label, part.answered, part.total, part.missing) for part in filled.progress()] == [("Question g", 0, 1, 0)]
    filled.answer("/data/g/a", "yes")
    assert [(part.answered, part.total, part.missing) for part in filled.progress()] == [(1, 2, 1)]


def test_a_fault_while_filling_is_told_and_stops_nothing() -> None:
    filled = session(form(question("text", "a"), question("calculate", "c", label=False, calculation="regex('x', ${a})")))
    assert filled.answer("/data/a", "[").result == "OK"
    assert "/data/c" in filled.faults
    assert filled.value("/data/c") == ""


BIG = (
    *(question("select_one yes_no", f"q{n}", **({"relevant": f"${{q{n - 1}}} = 'yes'"} if n % 3 else {})) for n in range(9)),
    question("begin group", "g", relevant="${q0} = 'yes' or ${q8} = 'no'"),
    question("integer", "n", constraint=". >= 0"),
    question("end group", "", label=False),
    *(
        question(
            "calculate",
            f"c{n}",
            label=False,
            calculation=f"coalesce(${{n}}, 0) + ${{c{n - 1}}}" if n else "count-selected(${q1})",
        )
        for n in range(5)
    ),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 8).map(lambda n: f"/data/q{n}"), st.sampled_from(["yes", "no", ""])),
        st.tuples(st.just("/data/g/n"), st.integers(0, 9).map(str)),
    ),
    max_size=25,
)


@given(STEPS)
@settings(max_examples=60)
def test_step_by_step_equals_computing_everything_anew(steps: list[tuple[str, str]]) -> None:
    filled = session(big())
    for ref, value in steps:
        filled.answer(ref, value)
    anew = session(big(), filled.answers())
    assert [(s.key, s.value, s.relevant) for s in filled.states()] == [(s.key, s.value, s.relevant) for s in anew.states()]


def big() -> CompiledForm:
    if not MADE:
        MADE.append(form(*BIG))
    return MADE[0]


MADE: list[CompiledForm] = []


def test_words_of_choices_follow_an_answer_and_say_so() -> None:
    kinds = [
        {"list_name": "who", "name": "self", "label::Khmer (km)": "${name} ខ្លួនឯង", "label::English (en)": "${name} alone"},
        {"list_name": "who", "name": "no", "label::Khmer (km)": "ទេ", "label::English (en)": "Nobody"},
    ]
    filled = session(form(question("text", "name"), question("select_one who", "w"), choices=kinds))
    assert [choice.label for choice in filled.choices("/data/w")] == [" alone", "Nobody"]
    assert "/data/w" in filled.answer("/data/name", "Dara").changed
    assert [choice.label for choice in filled.choices("/data/w")] == ["Dara alone", "Nobody"]


@pytest.mark.parametrize(("kind", "inside"), [("group", "/data/g/b"), ("repeat", "/data/g[id1]/b")])
def test_what_is_in_a_group_that_becomes_read_only_is_said_to_look_different(kind: str, inside: str) -> None:
    made = form(
        question("text", "a"),
        question(f"begin {kind}", "g", readonly="${a} = 'y'"),
        question("text", "b"),
        question(f"end {kind}", "", label=False),
    )
    filled = session(made)
    changed = filled.answer("/data/a", "y").changed
    assert filled.state(inside).readonly
    assert inside in changed
