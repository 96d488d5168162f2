"""Questions whole: markup, media, hints, problems, both languages while filling, names for screen readers, leaving no trace."""

from __future__ import annotations

import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from shiboken6 import isValid

from app.ui.context import Context
from app.ui.forms.answers import Options, Told
from app.ui.forms.answers.finding import Finder
from app.ui.forms.answers.ink import png
from app.ui.forms.answers.single import Shown
from app.ui.forms.answers.typed import Line, Number
from app.ui.forms.rich import rich_text
from tests.support.answer_sheet import keys, villages
from tests.support.window import clipped, no_english, unnamed
from tests.support.workbooks import Row, question
from tests.ui.forms.conftest import Make

EVERY: tuple[tuple[str, dict[str, object]], ...] = (
    ("note", {}),
    ("text", {}),
    ("text", {"appearance": "multiline"}),
    ("text", {"appearance": "masked"}),
    ("text", {"appearance": "numbers"}),
    ("barcode", {}),
    ("integer", {"appearance": "thousands-sep"}),
    ("decimal", {}),
    ("date", {}),
    ("date", {"appearance": "month-year"}),
    ("date", {"appearance": "year"}),
    ("time", {}),
    ("dateTime", {}),
    ("geopoint", {}),
    ("geotrace", {}),
    ("geoshape", {}),
    ("select_one likes", {}),
    ("select_one likes", {"appearance": "likert"}),
    ("select_one likes", {"appearance": "minimal"}),
    ("select_one village", {}),
    ("select_multiple likes", {}),
    ("select_multiple village", {}),
    ("select_multiple likes", {"appearance": "minimal"}),
    ("rank likes", {}),
    ("range", {"parameters": "start=0 end=10 step=1"}),
    ("range", {"parameters": "start=0 end=10 step=1", "appearance": "vertical"}),
    ("range", {"parameters": "start=0 end=10 step=1", "appearance": "picker"}),
    ("range", {"parameters": "start=1 end=5 step=1", "appearance": "rating"}),
    ("image", {}),
    ("image", {"appearance": "signature"}),
    ("audio", {}),
    ("video", {}),
    ("file", {}),
    ("acknowledge", {}),
)


def every() -> list[Row]:
    """A question of every kind."""
    return [question(kind, f"q{place}", required="yes", **more) for place, (kind, more) in enumerate(EVERY)]


# ---- words ----


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** and __bold__", "<b>bold</b> and <b>bold</b>"),
        ("*slanted* _slanted_", "<i>slanted</i> <i>slanted</i>"),
        ("a **b *c* d**", "a <b>b <i>c</i> d</b>"),
        ("[the law](https://example.org/a_b_c)", "<u>the law</u> (https://example.org/a_b_c)"),
        ("one<br>**two**", "one<br><b>two</b>"),
        ("<span style='color:red'>red</span>", "red"),
        ('<b onclick="x()">a</b>', '&lt;b onclick="x()"&gt;a'),
        ("<script>x</script> **a**", "&lt;script&gt;x&lt;/script&gt; <b>a</b>"),
        ("<i>never closed", "<i>never closed</i>"),
        (r"\*kept\* **b**", "*kept* <b>b</b>"),
        ("<img src=x> **a**", "&lt;img src=x&gt; <b>a</b>"),
    ],
)
def test_the_markup_of_labels_is_read_and_nothing_else_comes_through(text: str, shown: str) -> None:
    assert rich_text(text) == shown


@pytest.mark.parametrize("text", ["plain", "a_b_c", "5 * 3 * 2", "a & b", "1 < 2", "line\nline", "snake_case_name"])
def test_words_without_markup_are_shown_as_they_stand(text: str) -> None:
    assert rich_text(text) is None


@given(st.text(alphabet="*_#[]()<>/&bi \\\nកខa\"'=", max_size=40))
def test_no_label_makes_a_tag_of_its_own(text: str) -> None:
    import re

    shown = rich_text(text) or ""
    tags = set(re.findall(r"<[^>]*>", shown))
    allowed = {"<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<br>", "</span>"}
    assert {tag for tag in tags if not tag.startswith('<span style="font-size:')} <= allowed


def test_a_heading_and_bold_words_are_drawn_as_such(make: Make) -> None:
    row = {**question("note", "n"), "label::Khmer (km)": "# ផ្នែក\n**ដិត**", "label::English (en)": "x"}
    sheet = make(row)
    assert sheet["n"].words.textFormat() == Qt.TextFormat.RichText
    document = QTextEdit()
    document.setHtml(QLabel.text(sheet["n"].words))
    assert "ផ្នែក" in document.toPlainText()
    assert "*" not in document.toPlainText()
    document.deleteLater()


def test_hint_guidance_and_the_mark_of_what_must_be_answered(make: Make) -> None:
    more = {"hint::Khmer (km)": "ជំនួយ", "guidance_hint::Khmer (km)": "ការណែនាំ"}
    more |= {"hint::English (en)": "Help", "guidance_hint::English (en)": "Guidance"}
    sheet = make(question("text", "t", required="yes", **more))
    asked = sheet["t"]
    assert asked.words.text().endswith(" *")
    assert asked.said("hint") == "ជំនួយ"
    assert asked.said("guidance") == ""
    assert asked.more is not None
    asked.more.click()
    assert asked.said("guidance") == "ការណែនាំ"
    asked.more.click()
    assert asked.said("guidance") == ""


def test_the_former_answer_stands_below(make: Make) -> None:
    sheet = make(question("text", "t"))
    sheet["t"].show_former("សុខ")
    assert "សុខ" in sheet["t"].said("former")
    sheet["t"].show_former("")
    assert sheet["t"].said("former") == ""


# ---- answers ----


def test_the_forms_own_message_is_told_and_goes_when_the_answer_fits(make: Make) -> None:
    more = {"constraint_message::Khmer (km)": "តិចជាងដប់", "constraint_message::English (en)": "Less than ten"}
    sheet = make(question("integer", "n", constraint=". < 10", **more))
    sheet.type("n", "20")
    assert sheet["n"].problem_text == "តិចជាងដប់"
    answer = sheet["n"].answer
    assert isinstance(answer, Number)
    sheet.switch("en")
    QApplication.processEvents()
    assert sheet["n"].problem_text == "Less than ten"
    assert answer.line.edit.text() == "20", "what was typed stays as it was typed"
    answer.line.edit.setText("5")
    answer.flush()
    assert not sheet["n"].problem_text


def test_a_note_tells_and_a_computed_answer_is_shown(make: Make) -> None:
    sheet = make(
        question("note", "n"), question("integer", "i"), question("integer", "c", read_only="yes", calculation="${i} * 2")
    )
    assert isinstance(sheet["n"].answer, Told)
    assert isinstance(sheet["c"].answer, Told), "nothing is computed yet"
    sheet.type("i", "4")
    assert isinstance(sheet["c"].answer, Number)
    assert sheet["c"].answer.line.edit.text() == "៨"
    assert sheet["c"].answer.line.edit.isReadOnly()


def test_an_answer_that_is_no_choice_any_more_is_shown_as_it_is(make: Make) -> None:
    sheet = make(question("select_one likes", "s"), answers={"/data/s": "retired"})
    assert "retired" in sheet["s"].said("raw")
    sheet.put("s", "a")
    assert sheet["s"].said("raw") == ""


def test_an_answer_of_an_unknown_kind_is_shown_raw(make: Make) -> None:
    from dataclasses import replace

    from app.ui.forms.answers import answer_widget

    sheet = make(question("text", "t"))
    sheet.put("t", "x y z")
    state = sheet.session.state("/data/t")
    strange = replace(state, definition=replace(state.definition, control="hologram"))
    answer = answer_widget(sheet.context, strange, sheet.page)
    assert isinstance(answer, Shown)
    answer.show_value(state.value)
    assert answer.text.text() == "x y z"


def test_a_locked_choice_stays_readable_and_cannot_be_pressed(make: Make) -> None:
    sheet = make(question("select_one likes", "s", read_only="yes", default="b"))
    answer = sheet["s"].answer
    assert isinstance(answer, Options)
    assert all(knob.isEnabled() for knob in answer.knobs.values())
    assert not answer.choose(0)
    assert sheet.value("s") == "b"
    assert answer.knobs["b"].isChecked()


# ---- languages ----


def test_the_language_is_switched_without_losing_focus_or_what_is_typed(make: Make) -> None:
    sheet = make(question("text", "t"), question("select_one village", "v"), choices=villages(60))
    sheet.type("t", "half a sen", leave=False)
    focused = QApplication.focusWidget()
    sheet.switch("en")
    assert QApplication.focusWidget() is focused
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "half a sen"
    assert sheet["t"].words.text() == "Question t"
    sheet["t"].flush()
    assert sheet.value("t") == "half a sen"
    sheet.type("v", "Samrong 1", leave=False)
    sheet.switch("km")
    answer = sheet["v"].answer
    assert isinstance(answer, Finder)
    assert answer.edit.text() == "Samrong 1"


def test_numbers_and_dates_change_their_digits(make: Make) -> None:
    sheet = make(question("integer", "n"), question("date", "d"), question("geopoint", "p"))
    for name, value in (("n", "15"), ("d", "2026-03-05"), ("p", "11.5 104.9 0 0")):
        sheet.put(name, value)

    def texts() -> list[str]:
        found = [sheet[name].answer.stops()[0] for name in ("n", "d", "p")]
        return [part.text() for part in found if isinstance(part, QLineEdit)]

    assert texts() == ["១៥", "០៥/០៣/២០២៦", "១១.៥"]
    sheet.switch("en")
    assert texts() == ["15", "05/03/2026", "11.5"]
    assert not sheet.outcomes, "a switch of language answers nothing"


def test_every_kind_has_names_for_screen_readers_and_words_in_khmer(make: Make) -> None:
    sheet = make(*every(), choices=villages(40))
    assert unnamed(sheet.page) == []
    names = frozenset({"q", "km", *(f"q{place}" for place in range(len(EVERY)))})
    assert no_english(sheet.page, allowed=names) == []


@pytest.mark.parametrize("size", [100, 200])
def test_no_kind_is_cut_or_wider_than_a_small_screen(make: Make, bare: Context, size: int) -> None:
    bare.theme.apply("light", size)
    try:
        sheet = make(*every(), choices=villages(40))
        for lang in ("km", "en"):
            sheet.switch(lang)
            width = 1366 - 340
            sheet.page.resize(width, sheet.page.heightForWidth(width))
            QApplication.processEvents()
            sheet.page.resize(width, sheet.page.heightForWidth(width))
            QApplication.processEvents()
            assert sheet.page.minimumSizeHint().width() <= width
            assert clipped(sheet.page) == []
    finally:
        bare.theme.apply("light", 100)


# ---- media ----


def test_a_picture_of_a_label_is_shown_and_one_that_is_missing_is_named(bare: Context, make: Make) -> None:
    from app.ui.forms.answers import Ports
    from app.ui.forms.label_media import LabelMedia

    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    sheet = make(question("text", "t"))
    shown = LabelMedia(bare, Ports(None, {"a.png": png(image), "s.mp3": b"x"}.get), sheet.page)
    shown.show_media({"image": "a.png", "audio": "s.mp3"}, "សំណួរ")
    assert shown.picture.isVisibleTo(shown)
    assert shown.players["audio"].isVisibleTo(shown)
    assert not shown.missing.isVisibleTo(shown)
    shown.show_media({"image": "b.png"}, "សំណួរ")
    assert not shown.picture.isVisibleTo(shown)
    assert "b.png" in shown.missing.text()


@pytest.mark.parametrize("name", ["s.exe", "s.mp3.bat", "s", "s.mp3.lnk", "..\\s.cmd", "s.MP3.Ps1"])
def test_what_only_calls_itself_a_sound_is_never_handed_to_the_system(
    bare: Context, make: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from PySide6.QtGui import QDesktopServices

    from app.ui.forms.answers import Ports
    from app.ui.forms.label_media import LabelMedia

    opened: list[str] = []

    def noted(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", noted)
    shown = LabelMedia(bare, Ports(None, {name: b"x", "s.MP3": b"x"}.get), make(question("text", "t")).page)
    shown.show_media({"audio": name}, "សំណួរ")
    assert not shown.play("audio")
    assert opened == []
    shown.show_media({"audio": "s.MP3"}, "សំណួរ")
    assert shown.play("audio")
    assert len(opened) == 1


def test_pictures_of_words_and_choices_come_with_the_form(make: Make) -> None:
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    rows = [
        {
            "list_name": "shown",
            "name": name,
            "label::Khmer (km)": name,
            "label::English (en)": name,
            "media::image": f"{name}.png",
        }
        for name in ("a", "b")
    ]
    row = {**question("select_one shown", "s"), "media::image": "a.png"}
    sheet = make(row, choices=rows, media={"a.png": png(image)})
    assert sheet["s"].media is not None
    assert sheet["s"].media.picture.isVisibleTo(sheet.page)
    answer = sheet["s"].answer
    assert isinstance(answer, Options)
    assert [knob.picture.isNull() for knob in answer.knobs.values()] == [False, True]


# ---- leaving ----


@pytest.mark.parametrize("place", range(len(EVERY)))
def test_a_page_that_goes_while_something_is_typed_leaves_nothing_behind(make: Make, place: int) -> None:
    kind, more = EVERY[place]
    sheet = make(question(kind, "q", **more), choices=villages(40))
    answer = sheet["q"].answer
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    focused = QApplication.focusWidget()
    if focused is not None and sheet["q"].isAncestorOf(focused):
        keys(focused, "1")
    parts: list[QObject] = [sheet["q"], answer, *answer.findChildren(QWidget)]
    answer.given.connect(lambda _: None)
    told = weakref.ref(answer)
    count = len(sheet.outcomes)
    sheet.page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert not any(isValid(part) for part in parts)
    assert len(sheet.outcomes) <= count + 1
    assert told() is answer
    sheet.page = QWidget()


def test_nothing_stands_beside_the_page(make: Make) -> None:
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    sheet = make(*every(), choices=villages(40))
    made = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before and widget is not sheet.page]
    beside = [widget for widget in made if widget.parent() is None and widget.window().windowType() != Qt.WindowType.Popup]
    assert beside == []


def test_a_widget_that_is_replaced_is_let_go(make: Make) -> None:
    rows = [{**row, "far": "yes" if place > 5 else "no"} for place, row in enumerate(villages(50))]
    sheet = make(
        question("select_one yes_no", "far"),
        question("select_one village", "v", choice_filter="${far} = 'yes' or far = 'no'"),
        choices=rows,
    )
    old = sheet["v"].answer
    sheet.put("far", "yes")
    sheet["v"].update_state()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(old)
    assert isinstance(sheet["v"].answer, Finder)


def test_an_unfit_answer_never_reaches_the_session(make: Make) -> None:
    sheet = make(question("text", "t", appearance="numbers"))
    sheet.type("t", "abc")
    assert [outcome.result for outcome in sheet.outcomes] == ["ERROR"]
    assert sheet.value("t") == ""
    assert sheet["t"].problem_text
    assert isinstance(sheet["t"].answer.stops()[0], QLineEdit)
    assert not isinstance(sheet["t"].answer, Line)
