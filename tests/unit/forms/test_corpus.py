"""Small forms, one for each feature, filled step by step: results and states are those that ODK's own engine gave.

`corpus/behaviour.json` and `corpus/filling.json` hold for each feature the form, its files, the steps, and what JavaRosa
answered: after the first state only what changed; submissions in canonical XML. Flags: R relevant, l locked (read-only), q
required, i instance of a repeat. Ids are masked. Where we differ from JavaRosa on purpose the feature has a test below that
says why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest

from app.forms.compile import load_form
from app.forms.session import FormSession
from app.services.forms import form_runner
from tests.support.workbooks import Row, question, workbook

NOW = datetime(2026, 11, 26, 1, 22, tzinfo=timezone(timedelta(hours=7)))
CORPUS: Sequence[Mapping[str, object]] = [
    example
    for name in ("behaviour.json", "filling.json")
    for example in json.loads((Path(__file__).parent / "corpus" / name).read_text(encoding="utf-8"))
]
_ID = re.compile(r"uuid:[0-9a-f-]{36}\Z")
_IDS = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOLD = ("result", "choices", "label", "hint", "outcome", "failed")


def states(line: Mapping[str, object]) -> dict[str, list[object]]:
    """Reference → value and flags, without positions of 1."""
    found: dict[str, list[object]] = {}
    nodes = line["state"]
    assert isinstance(nodes, list)
    for node in nodes:
        value = node["value"]
        masked = "uuid:*" if value and _ID.match(value) else value
        named = zip("Rlqi", ("relevant", "readonly", "required", "repeat"), strict=True)
        found[node["ref"].replace("[1]", "")] = [masked, "".join(flag for flag, key in named if node[key])]
    return found


def rows(of: object) -> list[Row]:
    assert isinstance(of, list)
    return of


@pytest.mark.parametrize("example", CORPUS, ids=lambda example: str(example["feature"]))
def test_the_same_answers_give_the_same_states(example: Mapping[str, object]) -> None:
    sheets, media = example["sheets"], example["media"]
    assert isinstance(sheets, dict)
    assert isinstance(media, dict)
    settings = {"form_id": "f", "version": "1", **sheets.get("settings", {})}
    others = {name: rows(found) for name, found in sheets.items() if name != "settings"}
    book = workbook(rows(example["survey"]), rows(example["choices"]), settings, **others)
    form = load_form(book, media={name: text.encode() for name, text in media.items()})
    session = FormSession(form, collect=True, seed=1, now=lambda: NOW)
    steps, expected = rows(example["steps"]), rows(example["expected"])
    before: dict[str, list[object]] = {}
    for line, wanted in zip(form_runner.run(session, steps), expected, strict=True):
        told = {key: line[key] for key in TOLD if line.get(key) not in (None, "OK")}
        if isinstance(told.get("failed"), str):
            told["failed"] = str(told["failed"]).replace("[1]", "")
        assert told == {key: wanted[key] for key in TOLD if key in wanted}
        if "xml" in wanted:
            assert canonicalize(_IDS.sub("*", str(line["xml"])), rewrite_prefixes=True) == wanted["xml"]
        now = states(line)
        changed = {ref: now.get(ref) for ref in (*now, *before) if now.get(ref) != before.get(ref)}
        assert changed == wanted["state"], line.get("op")
        before = now


def test_every_feature_is_named_once() -> None:
    names = [str(example["feature"]) for example in CORPUS]
    assert len(set(names)) == len(names) >= 170


def filled(*survey: Row, choices: Sequence[Row] = ()) -> FormSession:
    made = load_form(workbook(survey, choices or [{"list_name": "x", "name": "x", "label": "x"}], {"form_id": "f"}))
    return FormSession(made, collect=True, seed=1, now=lambda: NOW)


def test_other_instances_of_a_repeat_are_computed_again_too() -> None:
    """JavaRosa leaves sums in the other instances as they were; incremental must equal full recalculation."""
    session = filled(
        question("begin repeat", "r"),
        question("integer", "a"),
        question("calculate", "all", label=False, calculation="sum(../../r/a)"),
        question("calculate", "before", label=False, calculation="indexed-repeat(${a}, ${r}, position(..) - 1)"),
        question("end repeat", "", label=False),
    )
    session.answer("/data/r[1]/a", 1)
    session.add_repeat("/data/r")
    session.answer("/data/r[2]/a", 2)
    assert [session.value(f"/data/r[{n}]/all") for n in (1, 2)] == ["3", "3"]
    session.answer("/data/r[1]/a", 5)
    assert session.value("/data/r[2]/before") == "5"


def test_what_depends_on_a_row_that_is_removed_is_computed_again() -> None:
    """JavaRosa looks at the row's own questions only, not at those in a group inside it: the sum stays as it was."""
    session = filled(
        question("begin repeat", "r"),
        question("begin group", "g"),
        question("integer", "a"),
        question("end group", "", label=False),
        question("end repeat", "", label=False),
        question("calculate", "sum", label=False, calculation="sum(${a})"),
    )
    session.answer("/data/r[1]/g/a", 1)
    session.add_repeat("/data/r")
    session.answer("/data/r[2]/g/a", 5)
    session.remove_repeat("/data/r[2]")
    assert session.value("/data/sum") == "1"


def test_the_largest_of_numbers_below_zero() -> None:
    """JavaRosa begins with the smallest number above zero, and so gives 0."""
    session = filled(
        question("begin repeat", "r"),
        question("integer", "a"),
        question("end repeat", "", label=False),
        question("calculate", "most", label=False, calculation="max(${a})"),
    )
    session.answer("/data/r[1]/a", -1)
    assert session.value("/data/most") == "-1"


def test_a_constraint_sees_the_new_answer_among_the_others() -> None:
    """JavaRosa looks at the old answer through other paths, so that a name could stand twice; the new one counts here."""
    session = filled(
        question("begin repeat", "r"),
        question("text", "a", constraint="count(../../r[a = current()/.]) <= 1"),
        question("end repeat", "", label=False),
    )
    session.answer("/data/r[1]/a", "x")
    session.add_repeat("/data/r")
    assert session.answer("/data/r[2]/a", "x").result == "CONSTRAINT_VIOLATED"
    assert session.answer("/data/r[2]/a", "y").result == "OK"


def test_what_depends_on_a_cleared_answer_is_computed_again() -> None:
    """JavaRosa clears an answer that is no longer offered and leaves what was computed from it."""
    towns: list[Row] = [{"list_name": "t", "name": name, "label": name, "part": name[0]} for name in ("a1", "b1")]
    session = filled(
        question("text", "part"),
        question("select_one t", "town", choice_filter="part = ${part}"),
        question("calculate", "copy", label=False, calculation="${town}"),
        choices=towns,
    )
    session.answer("/data/part", "a")
    session.answer("/data/town", "a1")
    session.answer("/data/part", "b")
    session.look_at_choices("/data/town")
    assert session.value("/data/copy") == ""


def test_large_numbers_have_no_exponent_and_times_stay_times() -> None:
    """JavaRosa writes 1.00000005E7, and puts today's date before a copied time."""
    session = filled(
        question("decimal", "d"),
        question("time", "t"),
        question("calculate", "copy", label=False, calculation="${t}"),
    )
    session.answer("/data/d", "10000000.5")
    session.answer("/data/t", "13:05:00.000+07:00")
    assert (session.value("/data/d"), session.value("/data/copy")) == ("10000000.5", "13:05:00.000+07:00")


def test_a_number_in_brackets_is_a_place() -> None:
    """JavaRosa finds nothing by `/data/r[1]/a`; XPath 1.0 says that it is the first."""
    session = filled(
        question("begin repeat", "r"),
        question("text", "a"),
        question("end repeat", "", label=False),
        question("calculate", "first", label=False, calculation="/data/r[1]/a"),
    )
    session.answer("/data/r[1]/a", "x")
    assert session.value("/data/first") == "x"
