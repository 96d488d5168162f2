"""What somebody sees who never saw the programme: rows that say what they are about, notes, numbers, room for the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.forms.compile import load_form
from app.forms.session import FormSession
from app.ui.context import Context
from app.ui.forms.form_view import FormView
from app.ui.forms.repeats import RepeatBlock
from tests.support.view_forms import words
from tests.support.workbooks import Row, question, workbook
from tests.ui.forms.conftest import Make

PLAN: Sequence[Row] = (
    words("begin_repeat", "plan", "ផែនការ", "Plan"),
    {"type": "hidden", "name": "k_label"},
    {"type": "hidden", "name": "k_score"},
    words("note", "about", "${k_label} · ពិន្ទុ ${k_score}", "${k_label} · score ${k_score}", relevant="${k_label} != ''"),
    words("text", "need", "តម្រូវការ", "Need", relevant="${k_label} = ''"),
    words("text", "goal", "គោលដៅ", "Goal"),
    {"type": "end_repeat"},
)
"""A row that was brought along tells in a note what it is about; others ask for it."""


class Shown:
    """Opens forms on the screen."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.made: list[FormView] = []

    def open(self, survey: Sequence[Row], answers: Mapping[str, str] | None = None) -> FormView:
        """The form, shown."""
        view = FormView(self.context)
        self.made.append(view)
        view.show_session(FormSession(load_form(workbook(survey)), answers, lang=self.context.lang), {}, None)
        view.resize(1000, 500)
        view.show()
        for _ in range(6):
            QApplication.processEvents()
        return view


@pytest.fixture
def shown(bare: Context) -> Iterator[Shown]:
    """Opens forms in Khmer."""
    made = Shown(bare)
    yield made
    for view in made.made:
        view.close()
        view.deleteLater()
    bare.theme.apply("light", 100)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_row_that_was_brought_along_says_in_the_table_what_it_is_about(shown: Shown) -> None:
    answers = {"/data/plan[a]/k_label": "សុខភាព", "/data/plan[a]/k_score": "2", "/data/plan[b]/need": "សាលារៀន"}
    block = shown.open(PLAN, answers).blocks[0]
    assert isinstance(block, RepeatBlock)
    assert [block.model.texts(row)[0] for row in block.model.keys] == ["សុខភាព · ពិន្ទុ ២", "សាលារៀន"]


def test_only_a_note_that_warns_has_the_colour_of_warnings(make: Make) -> None:
    sheet = make(
        question("integer", "a"),
        question("note", "told", relevant="${a} != ''"),
        question("note", "warned", relevant="${a} > 3"),
        question("note", "always"),
        answers={"/data/a": "5"},
    )
    roles = [sheet[name].words.property("role") for name in ("told", "warned", "always")]
    assert roles == ["dim", "warn", "dim"]


def test_numbers_in_the_words_of_a_note_have_the_digits_of_the_language(make: Make, bare: Context) -> None:
    sheet = make(
        question("integer", "a"),
        words("note", "n", "ពិន្ទុ ${a} ក្នុង 24 · K-R3N0003 · 012 345 678", "Score ${a} of 24 · K-R3N0003 · 012 345 678"),
        answers={"/data/a": "17"},
    )
    assert sheet["n"].words.text().replace("\u200b", "") == "ពិន្ទុ ១៧ ក្នុង ២៤ · K-R3N0003 · 012 345 678"


def test_there_is_room_for_questions_when_the_text_is_large(shown: Shown, bare: Context) -> None:
    bare.theme.apply("light", 200)
    view = shown.open([question("text", f"t{place}") for place in range(6)])
    assert view.minimumSizeHint().height() >= view.fontMetrics().height() * 12


def test_short_questions_share_a_line_and_a_remark_stands_beside_its_answer(shown: Shown, bare: Context) -> None:
    survey = [
        *(question("integer", f"n{place}") for place in range(4)),
        question("select_one yes_no", "home"),
        question("text", "home_note"),
        question("text", "other"),
    ]
    view = shown.open(survey)
    found = {one.key.rpartition("/")[2]: one.geometry() for one in view.asked()}
    assert found["n0"].top() == found["n1"].top() == found["n2"].top() < found["n3"].top(), "three in a line"
    assert found["n0"].right() < found["n1"].left()
    assert found["home"].top() == found["home_note"].top() < found["other"].top()
    assert found["n3"].bottom() < found["home"].top()
    bare.theme.apply("light", 200)
    wide = shown.open(survey)
    tops = [one.geometry().top() for one in wide.asked()]
    assert sorted(set(tops)) == tops, "large text: one below the other"


def test_a_form_begins_where_there_is_something_to_answer(shown: Shown) -> None:
    view = shown.open(
        [
            words("begin_group", "head", "ក្បាលទម្រង់", "Head"),
            question("note", "told"),
            {"type": "end_group"},
            words("begin_group", "child", "កុមារ", "The child"),
            question("text", "name"),
            {"type": "end_group"},
        ]
    )
    assert view.code() == "head"
    view.begin()
    assert (view.code(), view.focused_key()) == ("child", "/data/child/name")
