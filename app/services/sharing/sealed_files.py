"""Files meant for messaging: a list with names goes sealed under a password, which goes another way (practice P4)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from app.data.faults import translated
from app.data.files import write_whole
from app.data.keeping.keys import check_password
from app.data.keeping.sealed import seal, unseal
from app.domain.errors import EnvironmentFault, InputError

ENDING = ".sealed"
LARGEST = 200 * 1024 * 1024
"""Bytes that are opened: lists of an office are far below."""
_ENDINGS = frozenset({".xlsx", ".csv", ".pdf"})


def sealed_list(target: Path, password: str, write: Callable[[BytesIO], int]) -> int:
    """Has `write` make a workbook in memory and seals it; gives what `write` gave. Its plain form never lies on a disk.

    InputError `password_short`; EnvironmentFault `disk_full`, `read_only`, and as `write` raises.
    """
    check_password(password)
    plain = BytesIO()
    count = write(plain)
    with translated():
        write_whole(target, seal(plain.getvalue(), ".xlsx", password))
    return count


def seal_file(source: Path, target: Path, password: str) -> None:
    """Seals a file that is there already, such as a PDF. InputError `sealed_kind`, `password_short`; as `sealed_list`."""
    if source.suffix.lower() not in _ENDINGS:
        raise InputError("sealed_kind", endings=" ".join(sorted(_ENDINGS)))
    data = _bytes(source)
    with translated():
        write_whole(target, seal(data, source.suffix.lower(), password))


def open_file(source: Path, folder: Path, password: str) -> Path:
    """Opens a sealed file into a folder, under its own neutral name; gives where it lies, open for anybody there.

    InputError `sealed_broken`, `sealed_password`; EnvironmentFault `document_unreadable`, `disk_full`, `read_only`.
    """
    content, ending = unseal(_bytes(source), password)
    if ending not in _ENDINGS:
        raise InputError("sealed_broken")
    target, number = folder / f"{source.stem}{ending}", 1
    while target.exists():
        number += 1
        target = folder / f"{source.stem}-{number}{ending}"
    with translated():
        write_whole(target, content)
    return target


def _bytes(source: Path) -> bytes:
    try:
        if source.stat().st_size > LARGEST:
            raise InputError("sealed_broken")
        return source.read_bytes()
    except OSError as reason:
        raise EnvironmentFault("document_unreadable", name=source.name) from reason
