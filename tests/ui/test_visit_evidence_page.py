"""Photos of items and who was asked, in the real window: F7 from the item and back."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.facilities import facilities
from app.services.office.offices import Session
from app.services.visits import inspections, visit_evidence
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.ui.pages.inspection import InspectionPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def begun(office: Session) -> tuple[str, str]:
    """A visit, and the key of an item."""
    form = FormShelf(office.folder).form(STANDARD)
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        return inspections.start(uow, form, home, {}), str(form.path_of("i8"))


def test_photos_of_an_item_by_keyboard(window: Window, office: Session, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    visit, key = begun(office)
    window.navigate("inspection", inspection=visit)
    settle(window)
    page = window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    assert page.view.go_to(key)
    settle(window)
    page.to_evidence()
    settle(window)
    part = page.evidence
    assert not part.isHidden()
    assert part.table.selected() == key
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(stream, "JPEG")
    photo = tmp_path / "roof.jpg"
    photo.write_bytes(stream.getvalue())
    dialogs.answer([photo], {"purpose": "place", "note": "ដំបូល"}, {"who": ["director", "carers"]})
    QTest.keyClick(part.add_button, Qt.Key.Key_Space)
    settle(window)
    QTest.keyClick(part.ask_button, Qt.Key.Key_Space)
    settle(window)
    line = part.table.row_of(key)
    assert (len(line.photos), line.asked) == (1, ("carers", "director"))
    assert part.strip.count() == 1
    assert (unnamed(part), no_english(part, allowed=frozenset({"F"})), clipped(part)) == ([], [], [])
    dialogs.answer(True)
    QTest.keyClick(part.drop_button, Qt.Key.Key_Space)
    settle(window)
    assert part.strip.count() == 0
    page.to_evidence()
    settle(window)
    assert page.view.focused_key() == key or page.view.list.code() != "evidence"
    with office.read() as reader:
        assert visit_evidence.asked(inspections.visit_of(reader, visit)) == {key: ("carers", "director")}
