"""Whatever stands in a workbook or an XForm: it loads, or an InputError says why; the check for authors agrees."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.usage import problems
from tests.support.workbooks import Row, question, workbook

FORMS = json.loads((Path(__file__).parent / "fixtures" / "hand_written.json").read_text(encoding="utf-8"))["forms"]
PIECES = [re.findall(r"<[^>]*>|[^<]+", str(form["xform"])) for form in FORMS]
TYPES = (
    "text", "integer", "select_one yes_no", "select_multiple yes_no", "rank yes_no", "range", "begin group", "end group",
    "begin repeat", "end repeat", "note", "calculate", "hidden", "start", "image", "select_one_from_file a.csv",
    "select_one ${a}", "select_one yes_no or_other", "audit", "xml-external", "", "geopoint", "background-geopoint",
    "select_one_external yes_no", "trigger", "select_one", "begin loop over yes_no",
)  # fmt: skip
CELLS = (
    "${a}", "${b} = 1", "1", "yes", "no", "true()", "${a", "}{", "$", "concat(${a},'", "pulldata('x','y','z',${a})",
    "now()", "${last-saved#a}", "${a},${b}", "search('x')", "instance('yes_no')/root/item", "start=1 end=5",
    "randomize=true", "field-list", "table-list", "ភូមិ", "<b>&amp;</b>", "'\"", "position(..)", "../a", ". > 1",
    "indexed-repeat(${a},${b},1)", "\n", "0", "jr:choice-name(${a},'${a}')", "value=x label=y",
)  # fmt: skip
COLUMNS = (
    "relevant", "constraint", "calculation", "choice_filter", "appearance", "default", "trigger", "parameters",
    "repeat_count", "required", "media::image", "constraint_message::English (en)", "hint::Khmer (km)", "body::accept",
    "bind::odk:x", "save_to", "bind::type",
)  # fmt: skip
ROWS = st.builds(
    lambda kind, name, label, cells: question(kind, name, label=label, **cells),
    st.sampled_from(TYPES), st.sampled_from(["a", "b", "c", "g", "meta", "a b", "", "ឈ្មោះ"]), st.booleans(),
    st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(CELLS), max_size=3),
)  # fmt: skip


def outcome(data: bytes) -> str | None:
    """The code of what is wrong; None for a form that loads."""
    try:
        load_form(data)
    except InputError as error:
        return error.code
    return None


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=6))
def test_any_rows_load_or_are_refused(rows: Sequence[Row]) -> None:
    data = workbook(rows)
    told = [problem for problem in problems(data) if problem.severity == "error"]
    assert (outcome(data) is not None) is bool(told)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(PIECES), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()), min_size=1, max_size=4)
)
def test_any_pieces_of_an_xform_load_or_are_refused(pieces: list[str], edits: list[tuple[int, int, bool]]) -> None:
    changed = list(pieces)
    for place, other, out in edits:
        if out and len(changed) > 1:
            del changed[place % len(changed)]
        else:
            changed.insert(place % len(changed), pieces[other % len(pieces)])
    data = "".join(changed).encode()
    told = [problem for problem in problems(data) if problem.severity == "error"]
    assert (outcome(data) is not None) is bool(told)
