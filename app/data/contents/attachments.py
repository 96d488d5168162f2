"""Bytes of attachments beside the database: encrypted under a key derived from the database's, named by their content.

A file's name is a keyed hash, so that nobody can tell from a stolen disk whether a known picture is among them. Files are
written whole or not at all, before the record that names them is committed; the same content is not written twice.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from app.data.database import Database
from app.data.faults import translated
from app.data.files import make_folder, make_private, write_whole
from app.domain.errors import EnvironmentFault, InputError

FOLDER = "attachments"
ERASED = "attachments_erased"
"""Fact of the database: hashes of contents whose files are still to be destroyed."""
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_MARK = b"KA1"
_NONCE, _TAG = 12, 16
_SPARE = 1024 * 1024


class AttachmentStore:
    """The files of one office's attachments."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder / FOLDER
        derived = HKDF(hashes.SHA256(), 64, None, b"komar attachments 1").derive(key)
        self._cipher, self._naming = AESGCM(derived[:32]), derived[32:]

    @classmethod
    def of(cls, database: Database) -> AttachmentStore:
        """The store beside a database."""
        return cls(database.folder, database.key)

    def path(self, sha256: str) -> Path:
        """Where a content lies."""
        name = hmac.new(self._naming, sha256.encode(), hashlib.sha256).hexdigest()
        return self.folder / name[:2] / name[2:]

    def put(self, data: bytes) -> str:
        """Keeps a content and gives its hash. EnvironmentFault `disk_full`, `read_only`; then nothing is left of it."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        with translated(self.folder.parent):
            if path.is_file() and self._read(path, sha256) == data:
                return sha256
            make_folder(path.parent)
            make_private(self.folder)
            if shutil.disk_usage(path.parent).free < len(data) + _SPARE:
                raise EnvironmentFault("disk_full")
            nonce = os.urandom(_NONCE)
            write_whole(path, _MARK + nonce + self._cipher.encrypt(nonce, data, sha256.encode()))
        return sha256

    def has(self, sha256: str) -> bool:
        """Whether a content is on this computer."""
        return self.path(sha256).is_file()

    def size(self, sha256: str) -> int | None:
        """Bytes of a content, as far as its file tells unread; None when it is not on this computer."""
        try:
            return max(0, self.path(sha256).stat().st_size - len(_MARK) - _NONCE - _TAG)
        except OSError:
            return None

    def get(self, sha256: str, name: str = "") -> bytes:
        """A content. InputError `attachment_missing`, `attachment_damaged`, with the name that people know it by."""
        path = self.path(sha256)
        if not path.is_file():
            raise InputError("attachment_missing", name=name)
        with translated(self.folder.parent):
            data = self._read(path, sha256)
        if data is None:
            raise InputError("attachment_damaged", name=name)
        return data

    def _read(self, path: Path, sha256: str) -> bytes | None:
        """What a file holds; None when it is damaged or another content."""
        held = path.read_bytes()
        nonce = held[len(_MARK) : len(_MARK) + _NONCE]
        try:
            data = self._cipher.decrypt(nonce, held[len(_MARK) + _NONCE :], sha256.encode())
        except (InvalidTag, ValueError):
            return None
        return data if held.startswith(_MARK) and hashlib.sha256(data).hexdigest() == sha256 else None

    def files(self) -> list[Path]:
        """All files that lie here."""
        return [path for path in self.folder.glob("??/*") if path.is_file()]

    def fault(self, contents: Iterable[str]) -> str:
        """Reads files back; the beginning of the first hash whose file is damaged, "" when all are whole. Missing ones pass."""
        for sha256 in contents:
            path = self.path(sha256)
            if path.is_file() and self._read(path, sha256) is None:
                return sha256[:12]
        return ""

    def destroy(self, sha256: str) -> None:
        """Overwrites and takes away the file of a content, for erasure by law."""
        self.destroy_file(self.path(sha256))

    def destroy_file(self, path: Path) -> None:
        """Overwrites and takes away a file of this store."""
        if not path.is_file():
            return
        with translated(self.folder.parent):
            with path.open("r+b") as file:
                file.write(b"\0" * path.stat().st_size)
                file.flush()
                os.fsync(file.fileno())
            path.unlink()

    def copy_to(self, folder: Path, contents: Iterable[str]) -> list[str]:
        """Copies files as they are, encrypted, into the same places below another folder; gives those that are not here."""
        missing = []
        for sha256 in contents:
            source = self.path(sha256)
            target = folder / FOLDER / source.parent.name / source.name
            if not source.is_file():
                missing.append(sha256)
                continue
            make_folder(target.parent)
            write_whole(target, source.read_bytes())
        return missing


def hashes_in(text: str) -> list[str]:
    """The hashes of contents that a text names, whatever it is."""
    return _HASH.findall(text)


def referenced(connection: Connection) -> list[str]:
    """The hashes of all contents that attachments of this database name."""
    found = connection.exec_driver_sql(
        "SELECT sha256 FROM attachment WHERE sha256 IS NOT NULL"
        " UNION SELECT thumbnail_sha256 FROM attachment WHERE thumbnail_sha256 IS NOT NULL ORDER BY 1"
    )
    return [str(row[0]) for row in found]


def note_erased(connection: Connection, record: str) -> None:
    """Remembers that the contents of an attachment are to be destroyed; called before anything of it goes.

    Also what it held before, and what one that was taken away held: whatever this computer still knows of it names its file.
    Of one that left this computer only its place among what is carried (`blob`) does.
    """
    told = connection.exec_driver_sql(
        "SELECT sha256 FROM attachment WHERE id = ?1 UNION ALL SELECT thumbnail_sha256 FROM attachment WHERE id = ?1"
        " UNION ALL SELECT plain(base_body) FROM record WHERE id = ?1"
        " UNION ALL SELECT plain(patch) FROM op WHERE record = ?1 UNION ALL SELECT old FROM history WHERE record = ?1"
        " UNION ALL SELECT new FROM history WHERE record = ?1 UNION ALL SELECT sha256 FROM blob WHERE record = ?1",
        (record,),
    )
    texts = [str(text) for (text,) in told if text]
    for (entries,) in connection.exec_driver_sql("SELECT entries FROM undo WHERE instr(entries, ?) > 0", (record,)):
        texts += [json.dumps(entry) for entry in json.loads(entries) if entry[1] == record]
    found = sorted({each for text in texts for each in _HASH.findall(text)})
    if found:
        connection.exec_driver_sql(
            "INSERT INTO meta (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = value || ' ' || excluded.value",
            (ERASED, " ".join(found)),
        )


def destroy_erased(database: Database) -> int:
    """Destroys the files of what was erased, unless another attachment has the same content; gives how many.

    One that cannot be destroyed now, as somebody reads it or the disk refuses, is tried again with the next page.
    """
    with database.transaction() as connection:
        row = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (ERASED,)).fetchone()
        if row is None:
            return 0
        kept = set(referenced(connection))
        for sha256 in str(row[0]).split():
            if sha256 not in kept:
                for table in ("blob", "blob_part"):
                    connection.exec_driver_sql(f"DELETE FROM {table} WHERE sha256 = ?", (sha256,))
    named = list(dict.fromkeys(str(row[0]).split()))
    gone, left = [sha256 for sha256 in named if sha256 not in kept], []
    store = AttachmentStore.of(database)
    for sha256 in gone:
        try:
            store.destroy(sha256)
        except EnvironmentFault:  # the page is taken in already: a file may not end the exchange of everything else
            left.append(sha256)
    with database.transaction() as connection:
        value = str(connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (ERASED,)).scalar() or "")
        waiting = [sha256 for sha256 in dict.fromkeys(value.split()) if sha256 in left or sha256 not in named]
        connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", (ERASED,))
        if waiting:
            connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?, ?)", (ERASED, " ".join(waiting)))
    return len(gone) - len(left)
