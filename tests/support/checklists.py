"""A checklist as somebody else makes it: no column of Komar, its own codes for answers, a sheet of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.domain.scoring import NOT_APPLICABLE
from app.forms.mapping import Mapped
from tests.support.workbooks import Row, question, workbook

RATE: tuple[Row, ...] = tuple(
    {"list_name": name, "name": code, "label::Khmer (km)": km, "label::English (en)": en}
    for name, code, km, en in (
        ("rate", "2", "បាន", "Met"),
        ("rate", "1", "បានខ្លះ", "In part"),
        ("rate", "0", "មិនបាន", "Not met"),
        ("rate", "9", "មិនពាក់ព័ន្ធ", "Does not apply"),
        ("yn", "y", "បាទ/ចាស", "Yes"),
        ("yn", "n", "ទេ", "No"),
    )
)
MEANT = (("2", "meets"), ("1", "partly"), ("0", "does_not"), ("9", NOT_APPLICABLE))
MAPPING: Mapping[str, Mapped] = {
    "law": Mapped(standard="1", weight=4, answers=MEANT),
    "staff": Mapped(standard="2", weight=6, due_days=30, answers=MEANT),
    "safe": Mapped(standard="3", weight=4, critical=True, finding="no_date", answers=MEANT),
    "danger": Mapped(standard="51", critical=True, finding="no", answers=(("y", "yes"), ("n", "no"))),
}
"""What the tests make of it."""


def checklist(version: str = "2016") -> bytes:
    """Four questions in two parts, a note, and one in a repeat that is no item."""
    settings = {"form_id": "ministry", "form_title": "បញ្ជី · Checklist", "version": version, "default_language": "Khmer (km)"}
    rows = [
        question("begin_group", "p1"),
        question("select_one rate", "law"),
        question("select_one rate", "staff"),
        question("text", "staff_note"),
        {"type": "end_group"},
        question("begin_group", "p2"),
        question("select_one rate", "safe"),
        question("select_one yn", "danger"),
        question("begin_repeat", "rooms"),
        question("select_one rate", "room"),
        {"type": "end_repeat"},
        {"type": "end_group"},
    ]
    return workbook(rows, RATE, settings, remarks=[{"who": "author", "what": "kept"}])


def checklist_file(folder: Path) -> Path:
    """The checklist as a file."""
    file = folder / "ministry.xlsx"
    file.write_bytes(checklist())
    return file
