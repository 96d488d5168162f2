"""Whatever stands in a file that is handed in: it is taken or refused in words, never a fault of ours, and never half kept."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.e2e.support import CASE, FACILITY, Run, done, file

STAY = {"family_name_km": "ហេង", "sex": "female", "birth": {"date": "2015-03-04"}, "admitted_on": "2026-01-10"}
PAPERS = {"mou": {"number": "1", "from": "2026-01-01", "until": "2027-01-01"}}
STRANGE = st.one_of(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    st.sampled_from(["2026-01-05", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "99999999", "\x00", "ក" * 3000]),
    st.lists(st.none() | st.text(max_size=5) | st.lists(st.integers(), max_size=1), max_size=2),
    st.dictionaries(
        st.sampled_from(["date", "age", "on", "from", "code", "x"]), st.integers() | st.text(max_size=10), max_size=2
    ),
)


def places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything within an object."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path, *(found for key, value in inner for found in places(value, (*path, key)))]


def changed(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value in one place."""
    result = copy.deepcopy(whole)
    within = result
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = value
    return result


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_strange_value_anywhere_is_taken_or_refused_in_words(office: Run, tmp_path: Path, data: st.DataObject) -> None:
    if not (tmp_path / "ready").exists():
        (tmp_path / "ready").touch()
        done(office("facility", "add", file(tmp_path, FACILITY)))
    verb, whole = data.draw(
        st.sampled_from(
            [
                (["case", "add"], CASE),
                (["facility", "add"], {**FACILITY, **PAPERS, "code": ""}),
                (["residency", "admit", "BTB-001"], STAY),
            ]
        )
    )
    path = data.draw(st.sampled_from(places(whole)[1:]))
    given_file = tmp_path / "given.json"
    given_file.write_text(json.dumps(changed(whole, path, data.draw(STRANGE))), encoding="utf-8")
    before = [len(done(office(*listing))) for listing in (["case", "list"], ["facility", "list"])]
    code, lines, said = office(*verb, str(given_file))
    assert (code, bool(lines), bool(said)) in {(0, True, False), (1, False, True)}, said
    if code == 1:
        assert before == [len(done(office(*listing))) for listing in (["case", "list"], ["facility", "list"])]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(
        [
            *("child.birth", "child.birth.age", "child.birth.date", "child.village_code", "child.disability", "child.died_on"),
            *("case.concerns", "case.received_at", "case.risk_level", "case.carer", "case.carer.birth", "case.urgent"),
            *("case.first_contact_at", "case.contacts", "case.consent", "child.", "x", ""),
        ]
    ),
    value=STRANGE,
)
def test_a_strange_assignment_is_taken_or_refused_in_words(office: Run, tmp_path: Path, key: str, value: object) -> None:
    known = tmp_path / "code"
    if not known.exists():
        known.write_text(str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"]), encoding="utf-8")
    raw = value if isinstance(value, str) else json.dumps(value)
    code, lines, said = office("case", "set", known.read_text(encoding="utf-8"), f"{key}={raw}")
    assert (code, bool(lines)) in {(0, True), (1, False)}, said
    assert bool(said) == (code == 1) or key in said, "of a list that was emptied it is told what went or stays"
    assert done(office("case", "show", known.read_text(encoding="utf-8")))
