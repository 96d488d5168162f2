"""How the exchange page stands with texts of real length, in both languages, at any size of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from app.domain.errors import InputError
from app.services.office.offices import Session
from app.ui.pages.sync_parts.clash import ClashPanel
from app.ui.pages.sync_parts.conflicts import ConflictsPart
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import clipped
from tests.ui.support import make_case, sync_page
from tests.ui.test_conflict_inbox import Values, child_of, inbox, panel, plant, set_child

WHERE = (
    "ផ្ទះឈើខាងក្រោយវត្តពោធិវង្ស ជិតសាលាបឋមសិក្សា ភូមិព្រៃទទឹង ឃុំអូរតាគី",
    "ផ្ទះថ្មមានដំបូលស័ង្កសីពណ៌ខៀវ ក្បែរផ្សារអូរតាគី សួរអ៊ំស្រី ចាន់ថា លេខទូរស័ព្ទ 012 345 678",
)
NAMES = {"family_name_km": "ម៉ៅ ស៊ុនហេង", "given_name_km": "ច័ន្ទសុវណ្ណារ៉ាក្សា"}
UNBROKEN = "https://example.org/" + "x" * 120


def clashes(session: Session) -> int:
    """Clashes of all kinds; how many."""
    case = make_case(session, hours_ago=1)
    child = child_of(session, case)
    set_child(session, child, **NAMES, how_to_find=WHERE[0])
    with session.write("add") as uow:
        note = uow.create("note", {"case": case, "text": "one"})
        other = uow.create("user", {"office": "02", "name": "ស៊ឹម ច័ន្ទសុវណ្ណារ៉ាក្សា", "roles": ["caseworker"], "active": True})
    planted: list[tuple[str, str, str, Values, Values]] = [
        ("child", child, "how_to_find", {"how_to_find": WHERE[0]}, {"how_to_find": WHERE[1]}),
        ("child", child, "(name_km)", NAMES, {**NAMES, "given_name_km": "ច័ន្ទសុវណ្ណរក្សា"}),
        ("case", case, "risk_level", {"risk_level": "high"}, {"risk_level": "low"}),
        ("case", case, "*approved", {"*approved": [[case, 9]]}, {"*approved": [[case, [1, 5]]]}),
        ("child", child, "", {}, {}),
        ("note", note, "*", {}, {"*": "deleted"}),
        ("child", child, "school", {}, {"school": UNBROKEN}),
    ]
    for seq, (type_name, record, unit, current, proposed) in enumerate(planted):
        plant(session, type_name, record, unit, current, proposed, seq=seq, author=other)
    return len(planted)


@pytest.mark.parametrize("lang", ["km", "en"])
def test_a_clash_asks_for_the_same_room_whichever_way_it_lies(window: Window, lang: str) -> None:
    """Else it turns for ever: side by side it asks for more than there is, which is then enough to lie side by side."""
    count = clashes(window.context.session)
    window.context.language.switch(lang)
    part = inbox(window)
    for row in part.table.rows_model.rows:
        part.table.select(row.id)
        settle(window)
        asked = set()
        for width in (300, 3000):
            shown = ClashPanel(window.context, panel(part).clash, window.work)
            shown.resize(width, 900)
            shown.show()
            settle(window)
            asked.add(shown.minimumSizeHint().width())
            shown.deleteLater()
        assert len(asked) == 1, row.field or row.what
    assert part.number() == count


def too_wide(part: ConflictsPart) -> list[str]:
    """What of the clash that is shown is cut; a word that no line can hold may be."""
    if part.scrolled.content.width() > part.scrolled.viewport().width():
        return ["the whole clash"]
    return [each for each in clipped(panel(part)) if UNBROKEN not in each]


@pytest.mark.parametrize("lang", ["km", "en"])
def test_at_double_size_no_clash_is_wider_than_its_place(window: Window, lang: str) -> None:
    clashes(window.context.session)
    window.resize(1366, 768)
    window.context.theme.apply("light", 200)
    window.context.language.switch(lang)
    part = inbox(window)
    for row in part.table.rows_model.rows:
        part.table.select(row.id)
        settle(window)
        assert too_wide(part) == []
        if panel(part)._can_write():
            panel(part).write()
            settle(window)
            assert too_wide(part) == []


@pytest.mark.parametrize("lang", ["km", "en"])
def test_at_double_size_the_truth_has_the_whole_width(window: Window, lang: str) -> None:
    """Beside the buttons half of the width stood empty, and the tabs went down."""
    window.resize(1366, 768)
    window.context.theme.apply("light", 200)
    window.context.language.switch(lang)
    state = sync_page(window).state
    state.go.show()
    state.outcome.setText(window.context.words(InputError("not_enrolled")))
    state.outcome.show()
    settle(window)
    for told in (state.truth, state.outcome):
        assert told.width() == state.width()
        assert told.y() > state.go.y()


def first_ink(image: QImage, place: QRect) -> int:
    """Where the first letter begins in a part of a picture."""
    ground = image.pixelColor(place.left() + 2, place.center().y()).lightness()
    for x in range(place.left() + 2, place.right()):
        if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for y in range(place.top() + 3, place.bottom() - 3)):
            return x
    raise AssertionError("nothing is written there")


def test_the_head_of_a_column_stands_above_its_words(window: Window) -> None:
    make_case(window.context.session, hours_ago=1)
    page = sync_page(window)
    page.tabs.setCurrentWidget(page.waiting)
    window.context.language.switch("en")
    settle(window)
    table = page.waiting.table
    head, image = table.horizontalHeader(), table.grab().toImage()
    row = table.visualRect(table.model().index(0, 0)).translated(table.viewport().pos())
    above = QRect(head.x() + head.sectionPosition(0), head.y(), head.sectionSize(0), head.height())
    assert abs(first_ink(image, above) - first_ink(image, row)) <= 2
