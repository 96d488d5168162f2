"""The scanner's folder: half-written files wait, what is no scan is left alone, no name of a file reaches an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault, InputError
from app.services.papers import scan_folder
from app.services.papers.scan_folder import fingerprint, look, read, take_away

PDF = b"%PDF-1.4\n%%EOF\n"


def put(folder: Path, name: str, data: bytes, at: int = 1) -> Path:
    """A file with a time of its own."""
    path = folder / name
    path.write_bytes(data)
    os.utime(path, ns=(at, at))
    return path


def test_a_file_counts_once_it_stays_as_it_is(tmp_path: Path) -> None:
    late, early = put(tmp_path, "a.pdf", PDF, 9), put(tmp_path, "b.JPG", b"\xff\xd8\xff", 5)
    growing, empty = put(tmp_path, "c.png", b"\x89PNG", 7), put(tmp_path, "d.png", b"", 7)
    for name in (".hidden.png", "notes.docx", "run.exe"):
        put(tmp_path, name, b"x")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(late)
    first = look(tmp_path, {}, ())
    assert (first.ready, first.waiting, set(first.sizes)) == ((), True, {late, early, growing, empty})
    put(tmp_path, "c.png", b"\x89PNG\r\n", 8)
    second = look(tmp_path, first.sizes, ())
    assert (second.ready, second.waiting) == ((early, late), True), "oldest first; the growing and the empty one wait"
    done = {fingerprint(early, second.sizes[early])}
    assert look(tmp_path, second.sizes, done).ready == (growing, late)
    put(tmp_path, "b.JPG", b"\xff\xd8\xff\xe0", 10)
    third = look(tmp_path, look(tmp_path, second.sizes, done).sizes, done)
    assert early in look(tmp_path, third.sizes, done).ready, "another scan under the name of one that is done"
    assert look(tmp_path / "gone", third.sizes, ()).ready == ()


def test_what_is_broken_is_refused_without_its_name(tmp_path: Path) -> None:
    child = put(tmp_path, "sok dara.pdf", b"MZ no paper")
    with pytest.raises(InputError, match="scan_broken") as broken:
        read([put(tmp_path, "good.pdf", PDF), child])
    child.write_bytes(b"")
    with pytest.raises(EnvironmentFault, match="document_unreadable") as empty:
        read([child])
    child.unlink()
    with pytest.raises(EnvironmentFault, match="document_unreadable") as gone:
        read([child])
    assert not any("dara" in f"{fault.value}" for fault in (broken, empty, gone))
    assert gone.value.__cause__ is None
    assert read([tmp_path / "good.pdf"]) == [("scan-1.pdf", PDF)]


def test_only_what_was_kept_is_deleted(tmp_path: Path) -> None:
    kept, other = put(tmp_path, "a.pdf", PDF), put(tmp_path, "b.pdf", PDF)
    sizes = look(tmp_path, {}, ()).sizes
    take_away([kept], sizes)
    assert not kept.exists()
    put(tmp_path, "b.pdf", PDF + b"more", 2)
    with pytest.raises(EnvironmentFault, match="scan_not_deleted"):
        take_away([kept, other], sizes)
    assert other.exists(), "it became another scan meanwhile"


def test_a_large_folder_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_folder, "MOST", 3)
    for number in range(5):
        put(tmp_path, f"{number}.png", b"\x89PNG")
    assert len(look(tmp_path, {}, ()).sizes) == 3
