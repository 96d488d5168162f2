"""How any form is parted on the screen, and how far its parts are: sections, loose questions, grids, rows, restricted parts."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.ui.forms.compare import Former
from app.ui.forms.layout import Block, blocks_of, path_of, rows_of
from app.ui.forms.parts import MOST_LOOSE, Part, parts_of
from app.ui.forms.tally import Tally
from tests.support.view_forms import flat, household
from tests.support.workbooks import Row, question, workbook


@cache
def form(name: str) -> CompiledForm:
    """A form of these tests, compiled once."""
    return load_form({"household": household, "flat": lambda: flat(90)}[name]())


def session(name: str = "household", answers: dict[str, str] | None = None) -> FormSession:
    """A filling in English."""
    return FormSession(form(name), answers, lang="en")


def test_sections_and_what_stands_between_them() -> None:
    parts = parts_of(session(), "en", by_place=True)
    assert [part.title for part in parts] == [
        "At the beginning",
        "The house",
        "Feelings",
        "Anything else?",
        "People in the house",
        "Visits",
        "Conclusion",
    ]


def test_a_nested_group_has_its_words_above_its_block() -> None:
    house = parts_of(session(), "en", by_place=True)[1]
    assert [block.titles for block in house.blocks] == [(), ("/data/house/water",)]


def test_a_table_list_and_likert_questions_are_grids() -> None:
    feelings = parts_of(session(), "en", by_place=True)[2]
    assert [(block.kind, len(block.keys)) for block in feelings.blocks] == [("grid", 3), ("grid", 2)]
    assert not any("reserved_name" in key for key in feelings.keys), "the head of the table is no question"


def test_rows_are_tables_also_within_rows() -> None:
    opened = session()
    people = parts_of(opened, "en", by_place=True)[4]
    assert people.blocks == (Block("", (), "repeat", repeat="/data/person", named=False),)
    row = opened.add_repeat("/data/person")
    assert [block.repeat for block in blocks_of(opened, row)] == ["", f"{row}/illness"]
    assert people.holds(f"{row}/name")


def test_many_loose_questions_are_parted_by_their_numbers() -> None:
    parts = parts_of(session("flat"), "km", by_place=True)
    assert [part.title for part in parts] == ["សំណួរទី ១–៤០", "សំណួរទី ៤១–៨០", "សំណួរទី ៨១–៩០"]
    assert max(len(part.keys) for part in parts) <= MOST_LOOSE


def test_a_group_without_words_around_everything_is_looked_through() -> None:
    inner: list[Row] = [{"type": "begin_group", "name": "outer"}]
    for name in ("one", "two"):
        inner += [question("begin_group", name), question("text", f"q_{name}"), {"type": "end_group"}]
    made = load_form(workbook([*inner, {"type": "end_group"}]))
    parts = parts_of(FormSession(made, lang="en"), "en", by_place=True)
    assert [(part.code, part.keys) for part in parts] == [
        ("one", ("/data/outer/one/q_one",)),
        ("two", ("/data/outer/two/q_two",)),
    ]


def test_what_is_not_for_the_person_is_in_no_part() -> None:
    def hides(key: str) -> bool:
        return key.startswith(("/data/house/water", "/data/person"))

    def hides_age(key: str) -> bool:
        return path_of(key) == "/data/person/age"

    opened = session()
    counted = Tally(opened, parts_of(opened, "en", by_place=True, hides=hides_age), hides_age)
    assert counted.counts["person"].total == Tally(opened, counted_parts(opened)).counts["person"].total - 1
    parts = parts_of(opened, "en", by_place=True, hides=hides)
    assert "People in the house" not in [part.title for part in parts]
    assert not any(key.startswith("/data/house/water") for part in parts for key in part.keys)


def counted_parts(opened: FormSession) -> tuple[Part, ...]:
    """The parts for somebody who may see all."""
    return parts_of(opened, "en", by_place=True)


def test_problems_are_ranked_along_the_form_and_its_rows() -> None:
    opened = session()
    people = parts_of(opened, "en", by_place=True)[4]
    first, second = opened.add_repeat("/data/person"), opened.add_repeat("/data/person")
    inner = opened.add_repeat(f"{first}/illness")
    keys = [f"{first}/name", f"{first}/age", f"{inner}/what", f"{second}/name"]
    ranks = [people.rank(key, opened) for key in keys]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


ANSWERS = st.lists(
    st.one_of(
        st.tuples(st.just("/data/home"), st.sampled_from(["yes", "no", ""])),
        st.tuples(st.just("/data/house/water/clean"), st.sampled_from(["yes", "no", ""])),
        st.tuples(st.just("/data/house/water/where"), st.sampled_from(["well", ""])),
        st.tuples(st.just("/data/feelings/table/happy"), st.sampled_from(["1", "4", ""])),
        st.tuples(st.sampled_from(["name", "age", "school"]), st.sampled_from(["yes", "9", "40", ""])),
        st.tuples(st.just("/data/visits/planned"), st.sampled_from(["0", "2", "3", ""])),
    ),
    max_size=12,
)


@given(ANSWERS)
@settings(max_examples=40, deadline=None)
def test_counting_what_changed_is_the_same_as_counting_all(given_answers: list[tuple[str, str]]) -> None:
    opened = session()
    parts = parts_of(opened, "en", by_place=True)
    tally = Tally(opened, parts)
    row = rows_of(opened, "/data/person")[0]
    for name, text in given_answers:
        key = name if name.startswith("/") else f"{row}/{name}"
        outcome = opened.answer(key, text) if text else opened.clear(key)
        if any(one.endswith("]") for one in outcome.changed):
            tally = Tally(opened, parts)
        else:
            tally.update(outcome.changed)
    again = Tally(opened, parts)
    assert tally.counts == again.counts
    assert {code: tally.shown(code) for code in tally.parts} == {code: again.shown(code) for code in again.parts}


def test_missing_are_the_required_ones_without_an_answer() -> None:
    opened = session()
    tally = Tally(opened, parts_of(opened, "en", by_place=True))
    assert (tally.counts["loose_0"].total, tally.counts["loose_0"].missing) == (2, 1)
    tally.update(opened.answer("/data/home", "yes").changed)
    assert (tally.counts["loose_0"].answered, tally.counts["loose_0"].missing) == (1, 0)


def test_rows_of_a_former_response_are_found_by_id_then_by_the_first_question() -> None:
    opened = session(answers={"/data/person[b]/name": "Sok", "/data/person[x]/name": "Dara", "/data/person[y]/name": "New"})
    former = Former(
        {
            "/data/person[a]/name": "Dara",
            "/data/person[a]/age": "7",
            "/data/person[b]/name": "Another name",
            "/data/person[b]/age": "30",
            "/data/person[a]/illness[i]/what": "flu",
        }
    )
    ages = [former.value(opened, f"/data/person[{row}]/age") for row in ("b", "x", "y")]
    assert ages == ["30", "7", ""]
    told = former.words(opened, "/data/person[b]/name", "en")
    assert (told.text, told.changed) == ("Another name · changed", True)


def test_a_removed_row_comes_back_where_it_was() -> None:
    opened = session(answers={f"/data/person[{row}]/name": row for row in "abc"})
    opened.remove_repeat("/data/person[b]")
    opened.restore_repeat("/data/person[b]", {"/data/person[b]/name": "b", "/data/person[b]/illness[i]/what": "flu"}, 1)
    assert [key[-2] for key in rows_of(opened, "/data/person")] == ["a", "b", "c"]
    assert opened.value("/data/person[b]/illness[i]/what") == "flu"
