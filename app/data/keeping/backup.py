"""Backups: a folder with the whole database, encrypted as it is, and the key slots; read back before it counts."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection

from app.data.connection import FILE, connect
from app.data.contents.attachments import FOLDER, AttachmentStore
from app.data.database import Database, open_database
from app.data.faults import fault_of, translated
from app.data.files import OWN_FOLDER, make_folder, make_private, sync_file, sync_folder, write_whole
from app.data.keeping import keys
from app.data.migrate import REVISIONS, revision
from app.data.outbox import outbox
from app.domain.clock import Clock, instant_text
from app.domain.errors import EnvironmentFault, InputError
from app.domain.records import Actor

MANIFEST = "backup.json"
_PAGES_A_STEP = 2000
"""Pages copied at a time (8 MB), so that it can be shown how far it is and stopped."""


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """What a backup says of itself: when it was made (UTC text) and how many records it holds."""

    path: Path
    at: str
    records: int


def backup(
    database: Database, folder: Path, actor: Actor | None = None, progress: Callable[[int, int], None] | None = None
) -> BackupInfo:
    """Makes a backup in a new folder within `folder` and reads it back; writing goes on meanwhile. Never half a backup is left.

    EnvironmentFault `disk_full`, `read_only`, `backup_inside`, `backup_incomplete`. `progress` gets pages done and all pages.
    """
    if folder.resolve().is_relative_to(database.folder.resolve()):
        raise EnvironmentFault("backup_inside")
    at = instant_text(database.clock.now())
    final = _free_name(folder, "komar-backup-" + at[:19].replace(":", "").replace("T", "-"))
    partial = final.with_name(final.name + ".partial")
    with translated():
        try:
            make_folder(partial)
            _copy_pages(database, partial / FILE, progress)
            write_whole(partial / keys.NAME, (database.folder / keys.NAME).read_bytes())
            records, contents = _verified(partial / FILE, database.key, "backup_incomplete")
            store = AttachmentStore.of(database)
            out = {*store.copy_to(partial, contents)}
            out |= _left_out(store, AttachmentStore(partial, database.key), [each for each in contents if each not in out])
            copied = [each for each in contents if each not in out]
            manifest = {"at": at, "records": records, "sha256": _sha256(partial / FILE), "attachments": copied}
            write_whole(partial / MANIFEST, json.dumps(manifest).encode())
            partial.rename(final)
            sync_folder(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    if actor is not None:
        with database.write(actor, "backup") as uow:
            uow.note("backup", "backup", records=records)
            uow.put_meta("last_backup", at)
    return BackupInfo(final, at, records)


def find_backups(folder: Path) -> list[BackupInfo]:
    """The backups in a folder (or the folder itself, if it is one), newest first."""
    found = [_info(path) for path in (folder, *sorted(folder.glob("komar-backup-*"))) if (path / MANIFEST).is_file()]
    return sorted((each for each in found if each is not None), key=lambda each: each.at, reverse=True)


def restore(backup_folder: Path, folder: Path, key: bytes, *, clock: Clock) -> Path | None:
    """Puts a backup in the place of an office's data, after reading all of it; gives where the old data were put aside, if any.

    The laptop begins a new numbering of its operations (sync.md §1), as the server may know of some made since. `key` comes
    from `keys.unlock(backup_folder, …)`. EnvironmentFault `backup_not_found`, `backup_damaged`, `database_newer`,
    `second_instance`, `disk_full`, `read_only`; then everything is as it was.
    """
    info = _info(backup_folder)
    if info is None:
        raise EnvironmentFault("backup_not_found")
    with translated():
        make_folder(folder)
        fresh = folder.with_name(f".{folder.name}.restored")
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            fresh.mkdir(mode=OWN_FOLDER)
            for name in (FILE, keys.NAME):
                shutil.copyfile(backup_folder / name, fresh / name)
                make_private(fresh / name)
                sync_file(fresh / name)
            if _sha256(fresh / FILE) != json.loads((backup_folder / MANIFEST).read_bytes())["sha256"]:
                raise EnvironmentFault("backup_damaged")
            _verified(fresh / FILE, key, "backup_damaged")
            if (backup_folder / FOLDER).is_dir():
                shutil.copytree(backup_folder / FOLDER, fresh / FOLDER)
                for path in (fresh / FOLDER, *(fresh / FOLDER).rglob("*")):
                    make_private(path)
            _verify_files(fresh, key, json.loads((backup_folder / MANIFEST).read_bytes()).get("attachments", []))
            with open_database(fresh, key, clock=clock) as restored, restored.transaction() as connection:
                after_restore(connection, clock)
            return _exchange(folder, fresh, clock)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def after_restore(connection: Connection, clock: Clock) -> None:
    """What a database must do that comes from the past: number anew, and note when it happened."""
    outbox.new_incarnation(connection, clock)
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO meta (key, value) VALUES ('restored_at', ?)", (instant_text(clock.now()),)
    )


def _exchange(folder: Path, fresh: Path, clock: Clock) -> Path | None:
    """Puts the restored files in place; the old ones go into a folder beside."""
    from app.data.database import held_folder

    with held_folder(folder):
        aside = _free_name(folder, "kept-" + instant_text(clock.now())[:19].replace(":", "").replace("T", "-"))
        old = [path for path in sorted(folder.iterdir()) if _is_data(path)]
        if old:
            aside.mkdir(mode=OWN_FOLDER)
        moved: list[Path] = []
        try:
            for path in old:
                path.rename(aside / path.name)
                moved.append(path)
            for path in sorted(
                fresh.iterdir(), reverse=True
            ):  # the slots first, then the database and what SQLite keeps beside
                if _is_data(path):
                    path.rename(folder / path.name)
        except BaseException:
            for path in moved:
                (aside / path.name).replace(path)
            raise
        _keep_files(aside / FOLDER, folder / FOLDER)
        sync_folder(folder)
    return aside if old else None


def _is_data(path: Path) -> bool:
    """Whether something in an office's folder is its data: the database, what SQLite keeps beside, key slots, attachments."""
    return (path.is_file() and path.name.startswith((FILE, keys.NAME))) or (path.is_dir() and path.name == FOLDER)


def _keep_files(old: Path, now: Path) -> None:
    """Files of attachments newer than the backup go along: the exchange brings back the records that name them."""
    for path in sorted(old.rglob("*")) if old.is_dir() else ():
        target = now / path.relative_to(old)
        if path.is_file() and not target.exists():
            make_folder(target.parent)
            path.rename(target)


def _left_out(here: AttachmentStore, copy: AttachmentStore, contents: list[str]) -> set[str]:
    """Reads copies of attachments back. One that is damaged here already is left out: it must not stop all further backups."""
    out: set[str] = set()
    for sha256 in contents:
        if copy.fault([sha256]):
            if not here.fault([sha256]):
                raise EnvironmentFault("backup_incomplete")
            copy.path(sha256).unlink()
            out.add(sha256)
    return out


def _verify_files(folder: Path, key: bytes, contents: list[str]) -> None:
    """Reads the files of attachments back."""
    store = AttachmentStore(folder, key)
    for sha256 in contents:
        try:
            store.get(sha256)
        except InputError as reason:
            raise EnvironmentFault("backup_damaged") from reason


def _copy_pages(database: Database, path: Path, progress: Callable[[int, int], None] | None) -> None:
    """Copies a moment of the database, page by page, into a new file under the same key."""
    source, target = connect(database.path, database.key, reading=True), connect(path, database.key)
    try:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM meta").fetchone()
        target.execute("PRAGMA journal_mode=DELETE")

        def told(_status: int, remaining: int, total: int) -> None:
            if progress is not None:
                progress(total - remaining, total)

        source.backup(target, pages=_PAGES_A_STEP, progress=told)
        source.execute("COMMIT")
    finally:
        target.close()
        source.close()
    sync_file(path)


def _verified(path: Path, key: bytes, code_if_bad: str) -> tuple[int, list[str]]:
    """Reads a database file whole: every page's signature, structure, version; gives the number of records, and attachments.

    Attachments are told by the hashes of their contents; a backup of an older version has none.
    """
    try:
        connection = connect(path, key)
        try:
            if connection.execute("PRAGMA cipher_integrity_check").fetchall():
                raise _bad(code_if_bad)
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise _bad(code_if_bad)
            present = revision(connection)
            if present not in REVISIONS:
                raise EnvironmentFault("database_newer")
            known = {row[1] for row in connection.execute("PRAGMA table_info(attachment)").fetchall()}
            columns = sorted({"sha256", "thumbnail_sha256"} & known)
            query = " UNION ".join(f"SELECT {name} FROM attachment WHERE {name} IS NOT NULL" for name in columns)
            contents = sorted(str(row[0]) for row in connection.execute(query).fetchall()) if columns else []
            return int(connection.execute("SELECT count(*) FROM record").fetchone()[0]), contents
        finally:
            connection.close()
    except driver.DatabaseError as error:
        fault = fault_of(error)
        if fault is not None and fault.code == "database_damaged":
            raise _bad(code_if_bad) from error
        raise


def _bad(code: str) -> EnvironmentFault:
    """The fault of a copy that cannot be read."""
    return EnvironmentFault("backup_incomplete") if code == "backup_incomplete" else EnvironmentFault("backup_damaged")


def _info(path: Path) -> BackupInfo | None:
    """What a backup's folder says; None when it is none."""
    try:
        content = json.loads((path / MANIFEST).read_bytes())
        whole = (path / FILE).is_file() and (path / keys.NAME).is_file()
        return BackupInfo(path, str(content["at"]), int(content["records"])) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _free_name(folder: Path, name: str) -> Path:
    """A path within a folder that is not taken."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}"
    return path


def _sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
