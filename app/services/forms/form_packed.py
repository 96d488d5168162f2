"""Forms that stand in records of the library: unpacked, held against their hash, compiled once in this process.

A record comes from another computer. What it holds is believed only when it is what it says, and a broken one is no more than
a form that is not here.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data.queries.forms import FormRow
from app.data.reader import Reader
from app.data.values import canonical
from app.domain.errors import InputError
from app.domain.records import Record
from app.forms.compile import load_form
from app.forms.model import CompiledForm


@dataclass(frozen=True, eq=False)
class _Packed:
    """A record for the cache of compiled forms: its content is known by the hash beside it."""

    record: Record

    def __hash__(self) -> int:
        """Files beside the workbook change what is compiled."""
        return hash(digest(packed_files(self.record)))

    def __eq__(self, other: object) -> bool:
        """Whether the same workbook and the same files stand in it."""
        return (
            isinstance(other, _Packed)
            and packed_files(other.record) == packed_files(self.record)
            and other.record.text("content") == self.record.text("content")
        )


_PACKED: dict[str, _Packed] = {}
"""Records of the library that were read in this process, by the hash that they name."""


def keep(reader: Reader, row: FormRow) -> None:
    """Reads a form's record, once in this process: it is large."""
    if row.sha256 not in _PACKED:
        _PACKED[row.sha256] = _Packed(reader.get("form", row.id))


def form_of(form_id: str, version: str, sha256: str, cache_folder: Path) -> CompiledForm:
    """The form of a record that was read. InputError `form_unknown` when it is not what it says, or what is wrong with it."""
    packed = _PACKED.get(sha256)
    try:
        if packed is None:
            raise ValueError(sha256)
        form = _unpacked(sha256, cache_folder, packed)
        if (form.id, form.version) != (form_id, version):
            raise ValueError(form_id)
    except (InputError, ValueError) as reason:
        _PACKED.pop(sha256, None)  # it may come whole with the next exchange
        if isinstance(reason, InputError):
            raise
        raise InputError("form_unknown", form=form_id[:40], version=version[:40] or "-") from reason
    return form


def source_of(sha256: str) -> tuple[bytes, dict[str, bytes]]:
    """The workbook of a record that was read, and its files. InputError `form_unknown`."""
    packed = _PACKED.get(sha256)
    try:
        if packed is None:
            raise ValueError(sha256)
        return _content(sha256, packed), files_of(packed.record)
    except ValueError as reason:
        raise InputError("form_unknown", form=sha256[:8], version="-") from reason


@cache
def _unpacked(sha256: str, kept: Path, packed: _Packed) -> CompiledForm:
    """The form of a record, once in this process. ValueError when it is not what it says."""
    return load_form(_content(sha256, packed), kept, files_of(packed.record))


def _content(sha256: str, packed: _Packed) -> bytes:
    """The workbook of a record. ValueError for what has another hash."""
    data = base64.b64decode(packed.record.text("content"), validate=True)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(sha256)
    return data


def packed_files(record: Record) -> dict[str, str]:
    """The files beside a form as its record holds them."""
    held = record.values.get("files")
    return {str(name): str(text) for name, text in held.items()} if isinstance(held, dict) else {}


def files_of(record: Record) -> dict[str, bytes]:
    """The files beside a form of the library: name → content; one that cannot be unpacked is missing."""
    found = {}
    for name, text in packed_files(record).items():
        try:
            found[name] = base64.b64decode(text)
        except ValueError:
            continue
    return found


def digest(files: dict[str, str]) -> str:
    """What tells the same workbook with other files apart."""
    return hashlib.sha256(canonical(files).encode()).hexdigest()[:16]
