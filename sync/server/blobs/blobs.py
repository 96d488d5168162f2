"""Contents as files beside the database (sync.md §6): handed in piece by piece, kept only when the hash fits, given by scope.

What a device has handed in of a content lies in a place of that device alone until it is whole: nobody learns from an offset
whether somebody else has it. A whole file is on the disk before the database knows of it; a file without a row is found again
at the next start (`settle`). Lines of operations lie apart: only the next exchange of their device reads them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from sync.protocol import blobs as wire
from sync.protocol.blobs import BLOB_MAX, Talk, Told
from sync.protocol.canonical import b64
from sync.server.blobs import blob_refs
from sync.server.database import Store
from sync.server.devices.offices import Device, device_by_id
from sync.server.exchange.page import large_line, record_lines
from sync.server.exchange.reach import scopes_ever, scopes_of_device
from sync.server.faults import Refusal
from sync.server.files import write_whole

FOLDER = "blobs"
PARTIAL_MAX = 4 * BLOB_MAX
"""Bytes that one device may leave unfinished; above it its oldest go."""
PARTIAL_FILES = 200
"""Contents that one device may have begun at once."""
UNNAMED_MAX = 512 * 1024 * 1024
"""Bytes of whole contents that one device may have handed in and that no record names yet; more waits on the laptop."""
_LINES_KEPT = 4


@dataclass(frozen=True, slots=True)
class At:
    """How far a content has come: bytes that are here, or that it is here whole."""

    at: int = 0
    done: bool = False


class Blobs:
    """The contents of one server."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.folder = store.folder / FOLDER
        self._lines: OrderedDict[tuple[str, str, str], tuple[int, bytes]] = OrderedDict()

    def path(self, name: str) -> Path:
        """Where a whole content lies."""
        return self.folder / name[:2] / name

    def _partial(self, device: str, name: str, op: bool) -> Path:
        """Where what a device has handed in lies; `op`: of a line of an operation."""
        return self.folder / ("lines" if op else "partial") / device / name

    def begin(self, device: Device, name: str, size: int, *, op: bool = False) -> At:
        """Where a device is to go on with a content; Refusal 410 `erased`, 413 `too_large`, 429 `blobs_full`.

        "Already there" is said only if a record in the device's scope names it, or the device has handed it in itself; "erased"
        only if it has: everybody else learns it who shows that he has the whole.
        """
        if not 0 < size <= BLOB_MAX:
            raise Refusal(413, "too_large")
        if not op:
            with self._store.read() as connection:
                if blob_refs.brought(connection, device.id, [name]) and blob_refs.is_erased(connection, name):
                    raise Refusal(410, "erased")
                here = self.path(name).is_file() and self._may(connection, device, name)
                told = here and blob_refs.brought(connection, device.id, [name])
            if here and not told:  # it wanted to bring it: once its record is elsewhere it still learns when its copy may go
                self._came(name, self.path(name).stat().st_size, device.home, device.id)
            if here:
                return At(self.path(name).stat().st_size, True)
        there = self.state(device, name, op=op)
        if not op and not there.at:
            with self._store.read() as connection:
                self._room(connection, device.id, size)
        if there.at > size:  # another size was told before
            self._partial(device.id, name, op).unlink(missing_ok=True)
            return At()
        return there

    @staticmethod
    def _room(connection: Connection, device: str, size: int) -> None:
        """Whether a device may begin one more content; Refusal 429 `blobs_full`."""
        if blob_refs.unnamed_bytes(connection, device) + size > UNNAMED_MAX:
            raise Refusal(429, "blobs_full", retry_after=600)

    def state(self, device: Device, name: str, *, op: bool = False) -> At:
        """How far a content has come from this device; whole ones are told of as in `begin`."""
        if not op and self.path(name).is_file():
            with self._store.read() as connection:
                if self._may(connection, device, name):
                    return At(self.path(name).stat().st_size, True)
        path = self._partial(device.id, name, op)
        return At(path.stat().st_size if path.is_file() else 0, op and path.is_file() and self.whole(path, name))

    def _may(self, connection: Connection, device: Device, name: str) -> bool:
        """Whether a device may know of a content."""
        if blob_refs.brought(connection, device.id, [name]):
            return True
        return bool(blob_refs.in_scope(connection, [name], scopes_of_device(connection, device)))

    def write(self, device: Device, name: str, size: int, offset: int, chunk: bytes, *, op: bool = False) -> At:
        """Takes a piece; Refusal 409 `offset` with where to go on, 422 `hash` when the whole is not what it is called.

        The same piece twice changes nothing, and of two that overlap each writes what both must have written.
        """
        there = self.begin(device, name, size, op=op)
        if there.done:
            return there
        if offset > there.at or offset + len(chunk) > size:
            raise Refusal(409, "offset", at=there.at)
        path = self._partial(device.id, name, op)
        self._make_room(path, offset + len(chunk))
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "r+b") as file:
                file.seek(offset)
                file.write(chunk)
                file.flush()
                if file.seek(0, os.SEEK_END) >= size:
                    os.fsync(file.fileno())
        except OSError as reason:
            raise Refusal(507, "disk") from reason
        at = path.stat().st_size
        return At(at) if at < size else self._finished(device, path, name, op)

    def _finished(self, device: Device, path: Path, name: str, op: bool) -> At:
        """All bytes are here: kept if the hash fits, else thrown away."""
        try:
            size = path.stat().st_size
            if not self.whole(path, name):
                path.unlink(missing_ok=True)
                raise Refusal(422, "hash")
            if not op:
                target = self.path(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
                _sync_folder(target.parent)
        except FileNotFoundError as reason:  # the same request once more finished it meanwhile
            raise Refusal(503, "busy", retry_after=1) from reason
        if not op:
            self._came(name, size, device.home, device.id)
        return At(size, True)

    def _came(self, name: str, size: int, home: str, device: str) -> None:
        """A whole file lies in its place; Refusal 410 `erased`, and it goes again, if it was erased by law meanwhile."""

        def came(connection: Connection) -> bool:
            erased = blob_refs.is_erased(connection, name)
            if not erased:
                blob_refs.came(connection, name, size, home, device)
            return erased

        if self._store.again(came):
            self.destroy([name])
            raise Refusal(410, "erased")

    @staticmethod
    def whole(path: Path, name: str) -> bool:
        """Whether a file is what it is called."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == name

    @staticmethod
    def _make_room(growing: Path, size: int) -> None:
        """Bounds what a device leaves unfinished, whenever one of its files grows to `size` bytes: the oldest others go."""
        growing.parent.mkdir(parents=True, exist_ok=True)
        others = sorted((path for path in growing.parent.iterdir() if path != growing), key=lambda path: path.stat().st_mtime)
        left, count = sum(path.stat().st_size for path in others) + size, len(others) + 1
        for path in others:
            if left <= PARTIAL_MAX and count <= PARTIAL_FILES:
                return
            left, count = left - path.stat().st_size, count - 1
            path.unlink(missing_ok=True)

    def put(self, home: str, device: str, content: bytes) -> str:
        """Keeps a content that came whole, as from a bundle, and gives its name; Refusal 410 `erased`, 413, 429 as `begin`."""
        name = wire.name_of(content)
        if len(content) > BLOB_MAX:
            raise Refusal(413, "too_large")
        with self._store.read() as connection:
            if blob_refs.is_erased(connection, name):
                raise Refusal(410, "erased")
            if not blob_refs.brought(connection, device, [name]):
                self._room(connection, device, len(content))
        if not self.path(name).is_file():
            self.path(name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path(name), content)
        self._came(name, len(content), home, device)
        return name

    def read(
        self, device: Device, name: str, offset: int, size: int, record: str = "", *, op: bool = False
    ) -> tuple[bytes, str, bytes, int]:
        """A piece (plain, media type, body) and the bytes of the whole; Refusal 404 `blob_missing` for what is not here, or not
        for this device: the answers are the same."""
        if op:
            content = self.line_of(device.id, name)
        else:
            content = self._line(device, record, name) if record else self._content(device, name)
        if content is None or offset > len(content):
            raise Refusal(404, "blob_missing")
        return (*wire.piece(content, offset, max(wire.CHUNK_LEAST // 4, min(size, wire.CHUNK))), len(content))

    def _content(self, device: Device, name: str) -> bytes | None:
        """A content that a device may have."""
        path = self.path(name)
        with self._store.read() as connection:
            if not path.is_file() or not blob_refs.in_scope(connection, [name], scopes_of_device(connection, device)):
                return None
        return path.read_bytes()

    def _line(self, device: Device, record: str, name: str) -> bytes | None:
        """The line of a record that was too large for its page, if it is still the one with that name.

        What was put together for one device serves no other one, nor after any change of the record: its clashes may be told
        with other values, and erasure by law is a change too.
        """
        with self._store.read() as connection:
            found = record_lines(connection, [record], scopes_of_device(connection, device))
        if record not in found:
            return None
        line = found[record]
        version, kept = self._lines.get((device.id, record, name), (0, b""))
        if version != line.version:
            kept = large_line(line)
            if wire.name_of(kept) != name:
                return None
            self._lines[(device.id, record, name)] = (line.version, kept)
            if len(self._lines) > _LINES_KEPT:
                self._lines.popitem(last=False)
        return kept

    def talk(self, device: Device, asked: Talk) -> Told:
        """Answers for many contents at once.

        A device that keeps a content whose record left it learns that its copy may go, and is asked for it if it is lost here:
        nobody else may have it. What is asked so goes behind the last page of what is missing, which must not look full.
        """
        with self._store.read() as connection:
            scopes = scopes_of_device(connection, device)
            mine = blob_refs.in_scope(connection, asked.want, scopes)
            sizes = blob_refs.sizes(connection, mine)
            had = self._had(connection, device, asked.safe)
            kept = blob_refs.safe(connection, had)
            missing = [] if asked.missing is None else blob_refs.missing(connection, scopes, asked.missing, wire.TALK_MAX)
            if len(missing) < wire.TALK_MAX:
                back = blob_refs.lacked(connection, had - kept) - set(missing)
                missing = [*missing, *sorted(back)][: wire.TALK_MAX - 1]
        return Told(
            tuple(sizes.get(name, 0) for name in asked.want), tuple(int(name in kept) for name in asked.safe), tuple(missing)
        )

    @staticmethod
    def _had(connection: Connection, device: Device, names: Collection[str]) -> set[str]:
        """Those contents that a device brought, or that it could have at any time."""
        brought = blob_refs.brought(connection, device.id, names)
        others = set(names) - brought
        if not others:
            return brought
        return brought | blob_refs.in_scope(connection, others, scopes_ever(connection, device), ever=True)

    def line_of(self, device: str, name: str) -> bytes | None:
        """The line of an operation that a device has handed in whole; None when it has not."""
        path = self._partial(device, name, True)
        if not path.is_file() or not self.whole(path, name):
            return None
        return path.read_bytes()

    def keep_for(self, device: str, content: bytes) -> str:
        """Keeps what a device fetches in pieces, for a while, where its own unfinished contents lie; gives its name."""
        name = wire.name_of(content)
        path = self._partial(device, name, True)
        self._make_room(path, len(content))
        write_whole(path, content)
        return name

    def drop_lines(self, device: str, names: Iterable[str]) -> None:
        """Lines that stand in the database now."""
        for name in names:
            self._partial(device, name, True).unlink(missing_ok=True)

    def destroy(self, names: Iterable[str]) -> None:
        """Overwrites and takes away files, for erasure by law; after the commit that forgot them."""
        for name in names:
            for path in (self.path(name), *self.folder.glob(f"partial/*/{name}")):
                _overwrite(path)

    def destroy_lines(self) -> None:
        """The same for lines of operations that no exchange has named yet: their laptops still have them, and are asked."""
        for path in self.folder.glob("lines/*/*"):
            _overwrite(path)

    def names(self) -> dict[str, Path]:
        """All whole files."""
        folders = [each for each in self.folder.glob("[0-9a-f][0-9a-f]") if each.is_dir()]
        return {path.name: path for folder in folders for path in folder.iterdir() if wire.is_name(path.name)}

    def copy_in(self, path: Path, name: str) -> bool:
        """Takes a file of a backup back, if it is what it is called."""
        if not self.whole(path, name):
            return False
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        beside = self.path(name).with_suffix(".new")
        shutil.copyfile(path, beside)
        beside.replace(self.path(name))
        return True


def _overwrite(path: Path) -> None:
    """Leaves nothing of a file, if it is there."""
    if not path.is_file():
        return
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def settle(store: Store) -> None:
    """Makes rows and files agree, at the start and after a restore: the two may come from different times.

    Rows are read before the files: what another process finishes meanwhile is a file without a row, never the reverse.
    """
    contents = Blobs(store)

    def settled(connection: Connection) -> list[str]:
        known = blob_refs.all_names(connection)
        there = contents.names()
        blob_refs.went(connection, known - there.keys())
        for name in sorted(there.keys() - known):
            blob_refs.came(connection, name, there[name].stat().st_size, "", "")
        erased = [name for name in sorted(there) if blob_refs.is_erased(connection, name)]
        blob_refs.went(connection, erased)
        return erased

    contents.destroy(store.again(settled))


def device_named(store: Store, identity: str) -> Device:
    """A device that may speak; Refusal 403."""
    with store.read() as connection:
        found = device_by_id(connection, identity)
    if found is None:
        raise Refusal(403, "device_unknown")
    if found.revoked:
        raise Refusal(403, "device_revoked")
    return found


def short(name: str) -> str:
    """A name as it is sent in a reply's head."""
    return b64(bytes.fromhex(name))


def _sync_folder(folder: Path) -> None:
    """That a file is there survives a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
