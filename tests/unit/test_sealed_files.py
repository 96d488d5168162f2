"""Sealed files: opened by their password alone, hostile heads refused before they cost anything, no plain file left behind."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.data.keeping.keys import Profile
from app.data.keeping.sealed import MAGIC, seal, unseal
from app.domain.errors import InputError
from app.exports.lists import Column, write_list
from app.services.sharing import sealed_files

QUICK = Profile(1, 8, 1)
PASSWORD = "ពាក្យសម្ងាត់វែង"


def test_only_the_password_opens_it() -> None:
    sealed = seal(b"names", ".xlsx", PASSWORD, profile=QUICK)
    assert unseal(sealed, PASSWORD) == (b"names", ".xlsx")
    assert b"names" not in sealed
    with pytest.raises(InputError, match="sealed_password"):
        unseal(sealed, "another password")
    for place in (len(MAGIC) + 6, len(sealed) - 1):  # the salt, the last byte
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(InputError, match="sealed_password"):
            unseal(bytes(changed), PASSWORD)
    with pytest.raises(InputError, match="password_short"):
        seal(b"names", ".xlsx", "short", profile=QUICK)


@pytest.mark.parametrize("place", [0, len(MAGIC), len(MAGIC) + 1])
def test_a_hostile_head_is_refused_at_once(place: int) -> None:
    sealed = bytearray(seal(b"names", ".xlsx", PASSWORD, profile=QUICK))
    sealed[place] = 0xFF
    with pytest.raises(InputError, match="sealed_broken"):
        unseal(bytes(sealed), PASSWORD)
    with pytest.raises(InputError, match="sealed_broken"):
        unseal(bytes(sealed[: len(MAGIC) + 3]), PASSWORD)


def test_a_list_is_sealed_and_opened_and_nothing_plain_stays(tmp_path: Path) -> None:
    target = tmp_path / "list-20260101.sealed"

    def write(place: BytesIO) -> int:
        place.write(b"rows")
        return 3

    assert sealed_files.sealed_list(target, PASSWORD, write) == 3
    assert list(tmp_path.iterdir()) == [target]
    for name in ("list-20260101.xlsx", "list-20260101-2.xlsx"):
        assert sealed_files.open_file(target, tmp_path, PASSWORD) == tmp_path / name
        assert (tmp_path / name).read_bytes() == b"rows"
    with pytest.raises(InputError, match="sealed_kind"):
        sealed_files.seal_file(target, tmp_path / "again.sealed", PASSWORD)


def test_a_workbook_in_memory_is_that_on_a_disk_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut in the middle of sealing leaves no list with names behind."""
    columns: list[Column] = [Column("ឈ្មោះ", 20), Column("n")]
    rows: list[list[str | int]] = [["សុខ", 1], ["=1+1", 2]]
    write_list(tmp_path / "list.xlsx", "t", columns, rows, ["x"])
    plain = BytesIO()
    opened: list[object] = []
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", lambda suffix="": opened.append(suffix))
    assert write_list(plain, "t", columns, rows, ["x"]) == 2
    assert opened == []
    assert [path.name for path in tmp_path.iterdir()] == ["list.xlsx"]
    found = [
        [[cell.value for cell in line] for line in load_workbook(source).worksheets[0].iter_rows()]
        for source in (tmp_path / "list.xlsx", plain)
    ]
    assert found[0] == found[1]
    assert found[1][-1] == ["=1+1", 2]
