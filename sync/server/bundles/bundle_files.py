"""Bundle files at the command of the server: taken in from a stick, answered by reply files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sync.protocol import bundle
from sync.server.bundles.bundles import Bundles
from sync.server.database import Store
from sync.server.exchange import waiting
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal, ServerFault
from sync.server.files import write_whole


def take_files(store: Store, files: Sequence[Path], out: Path | None) -> Iterator[Mapping[str, Any]]:
    """Takes files in, in any order; a row for each as soon as it is done. One that is refused (`error`) stops only itself.

    ServerFault `disk` when a reply file cannot be written: the file may then be taken in once more.
    """
    taking = Bundles(store, Exchange(store))
    for path in files:
        row: dict[str, Any] = {"file": str(path)}
        try:
            taken = taking.take(_read(path))
        except Refusal as refused:
            yield {**row, "error": refused.code}
            continue
        row.update(operations=taken.operations, waiting=taken.waiting, pieces=taken.pieces)
        if taken.reply is not None:
            row["reply_file"] = str(_write(out or path.parent, taken.reply))
        yield row


def _read(path: Path) -> bytes:
    """A file's bytes, no more than one part may have; Refusal 400."""
    try:
        with path.open("rb") as file:
            return file.read(bundle.FILE_MAX + 1)
    except OSError as reason:
        raise Refusal(400, "bundle_unreadable") from reason


def _write(folder: Path, reply: bytes) -> Path:
    """Writes a reply file under a name that says nothing."""
    path = folder / bundle.file_name(bundle.outside(reply))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, reply)
    except OSError as reason:
        raise ServerFault("disk", 3) from reason
    return path


def waiting_list(store: Store) -> list[Mapping[str, Any]]:
    """What came by files and waits for what lies before it."""
    with store.read() as connection:
        return list(waiting.waiting(connection))
