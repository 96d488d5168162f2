"""The server's commands (`contracts.md`). Exit: 0 done, 1 refused, 2 wrong usage, 3 the surroundings, 130 cancelled."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sync.protocol.limits import KEEP_ALIVE_SECONDS
from sync.server import desk
from sync.server.blobs import blob_backup
from sync.server.blobs.blobs import settle
from sync.server.bundles import bundle_files
from sync.server.database import Store, open_store
from sync.server.devices import offices
from sync.server.faults import ServerFault
from sync.server.keeping.backup import backup, found, restore
from sync.server.keeping.check import check
from sync.server.keeping.erasure import erase
from sync.server.starting import catch_up
from sync.server.words import WORDS

_GROUPS = {
    "office": ("the offices that exchange here", {"add": "make an office, by its code"}),
    "device": (
        "the laptops of all offices",
        {"list": "every laptop, with its office", "revoke": "end a laptop's exchange for ever, by id or tag"},
    ),
    "held": (
        "operations that could not be taken in yet",
        {"list": "what is held, and why", "release": "try one and what waits behind it anew"},
    ),
    "content": ("pictures and files", {"list": "what records name and is not here, and what is here and no record names"}),
}
"""Verbs of two words: what the first is about, and what the second does with it."""


def parser() -> argparse.ArgumentParser:
    """All verbs and their arguments."""
    top = argparse.ArgumentParser(prog="sync.server", allow_abbrev=False)
    top.add_argument("--data", type=Path, required=True, help="folder of the server's data")
    top.add_argument("--database", help="address of the database; without it a file in that folder")
    top.add_argument("--json", action="store_true", help="answers as JSON")
    verbs = top.add_subparsers(dest="verb", required=True)
    serve = _verb(verbs, "serve", "answer laptops until told to stop")
    serve.add_argument("--port", type=int, default=8400, help="0 = any")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at")
    for name, (told, inner) in _GROUPS.items():
        group = verbs.add_parser(name, help=told, allow_abbrev=False).add_subparsers(dest="inner", required=True)
        for verb, text in inner.items():
            each = _verb(group, verb, text)
            if verb != "list":
                each.add_argument("name")
    _verb(verbs, "enrol-code", "a one-time code for a laptop").add_argument("name")
    hashed = _verb(verbs, "digest", "what an office's laptops must be equal to")
    hashed.add_argument("--office", required=True)
    hashed.add_argument("--device")
    kept = _verb(verbs, "backup", "copy everything into a new folder below this one, and read it back")
    kept.add_argument("folder", type=Path)
    _verb(verbs, "restore", "set up a new server from a backup").add_argument("folder", type=Path)
    wiped = _verb(verbs, "erase", "erase a record and all below it, as the law demands")
    wiped.add_argument("record")
    wiped.add_argument("--reason", required=True, help="file number of the order; kept in the ledger")
    wiped.add_argument("--rewrite", action="store_true", help="PostgreSQL: rewrite large tables too; all exchanges wait")
    checked = _verb(verbs, "check", "hold the data against themselves")
    checked.add_argument("--repair", action="store_true", help="mend what can be computed, ask laptops for the rest")
    _verb(verbs, "status", "counts")
    bundles = verbs.add_parser("bundle", help="files from laptops that no link reaches", allow_abbrev=False)
    files = bundles.add_subparsers(dest="inner", required=True)
    _verb(files, "list", "what came by files and waits for what lies before it")
    taking = _verb(files, "take", "take bundle files in; their reply files are written beside them")
    taking.add_argument("files", type=Path, nargs="+")
    taking.add_argument("--out", type=Path, help="folder for the reply files")
    return top


def _verb(group: Any, name: str, text: str) -> argparse.ArgumentParser:
    """A verb, which takes --json behind it too."""
    made: argparse.ArgumentParser = group.add_parser(name, help=text, allow_abbrev=False)
    made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answers as JSON")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit code."""
    told = parser().parse_args(arguments)
    os.umask(0o077)
    try:
        made = told.verb in ("serve", "office", "restore")
        if told.verb == "restore":
            found(told.folder)  # nothing is made for a backup that is none
        store = open_store(told.data, told.database, make=made)
        try:
            if told.verb == "serve":
                desk.release_understood(store)
            return serve(store, told.host, told.port) if told.verb == "serve" else _run(store, told)
        finally:
            store.close()
    except ServerFault as fault:
        if told.json:
            _line({"error": fault.code, "message": str(fault)})
        else:
            sys.stderr.write(f"{fault}\n")
        return fault.exit_code
    except KeyboardInterrupt:
        return 130


def _run(store: Store, told: argparse.Namespace) -> int:
    """A command other than serve."""
    verb = f"{told.verb} {told.inner}" if "inner" in told else told.verb
    if verb == "bundle take":
        return _take_files(store, told)
    rows = {"device list": offices.devices, "held list": desk.held_list, "bundle list": bundle_files.waiting_list}
    rows["content list"] = blob_backup.listed
    if verb in rows:
        for row in rows[verb](store):
            _line(row) if told.json else _plain(row)
        return 0
    if verb == "enrol-code":
        code = offices.new_code(store, told.name)
        _line({"office": told.name, "code": code}) if told.json else _say(code)
        return 0
    answer, words = _acts(store, told, verb)
    if told.json:
        _line(answer)
    elif words:
        _say(words)
    else:
        _plain(answer)
    return 0


def _acts(store: Store, told: argparse.Namespace, verb: str) -> tuple[Mapping[str, Any], str]:
    """What a command gives, and its words; without words the answer itself is shown."""
    if verb == "office add":
        done = offices.add_office(store, told.name)
        return done, WORDS["office_added" if done["added"] else "office_there"].format(office=told.name)
    if verb == "device revoke":
        return offices.revoke(store, told.name), WORDS["device_revoked"].format(device=told.name)
    if verb == "held release":
        done = desk.held_release(store, told.name)
        return done, WORDS["held_released"].format(count=done["released"], left=done["held"])
    if verb == "backup":
        done = backup(store, told.folder)
        return done, WORDS["backup_made"].format(**done)
    if verb == "restore":
        done = restore(store, told.folder)
        return done, WORDS["restored"].format(**done)
    if verb == "erase":
        done = erase(store, told.record, told.reason, whole=told.rewrite)
        words = WORDS["erased"].format(count=done["erased"], linked=len(done["linked"]))
        words += WORDS["erased_remains"].format(tables=", ".join(done["remains"])) if done["remains"] else ""
        return done, words + (WORDS["erased_unread"].format(unread=done["unread"]) if "unread" in done else "")
    if verb == "check":
        done = check(store, repair=told.repair)
        counts = {name: len(done[name]) for name in ("damaged", "derived", "roots", "chains", "contents")}
        return done, WORDS["checked"].format(records=done["records"], asked=done["asked"], **counts)
    if verb == "digest":
        return desk.digests(store, told.office, told.device), ""
    return desk.status(store), ""


def _take_files(store: Store, told: argparse.Namespace) -> int:
    """Takes bundle files in; 1 when one was refused, which stops only itself."""
    code = 0
    for row in bundle_files.take_files(store, told.files, told.out):
        _line(row) if told.json else _plain(row)
        code = max(code, int("error" in row))
    return code


def serve(store: Store, host: str, port: int) -> int:
    """Answers until SIGTERM or Ctrl-C; the first line on stdout is the address."""
    import uvicorn

    from sync.server.app import make_app

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Uvicorn would log whole tracebacks, which may hold what was sent; our own handler logs kind and place.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    catch_up(store)
    settle(store)
    plug = listening(host, port)
    shown = f"[{host}]" if plug.family == socket.AF_INET6 else host
    _say(f"http://{shown}:{plug.getsockname()[1]}")
    settings = uvicorn.Config(
        make_app(store),
        log_config=None,
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=10,
        lifespan="off",
        server_header=False,
        date_header=False,
        h11_max_incomplete_event_size=64 * 1024,
    )
    # Uvicorn ends its work on these signals and raises them again; that is to be the end of it.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: None)
    with plug:
        # What was made up to here stays, and a request makes thousands of values that live as long as it does: looking through
        # them after every 700 new ones would find nothing.
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000, 20, 20)
        uvicorn.Server(settings).run(sockets=[plug])
    return 0


def listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections; ServerFault `port_taken`.

    It says that it is TCP: asyncio sends what it has at once only on connections that say so. On others the body of each
    answer waits until the laptop has acknowledged the head, which it puts off for 40 milliseconds.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    plug = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        plug.bind((host, port))
        plug.listen(128)
    except (OSError, OverflowError) as reason:
        plug.close()
        raise ServerFault("port_taken", 3, host=host, port=port) from reason
    return plug


def _say(text: str) -> None:
    """A line for people, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _line(value: Mapping[str, Any]) -> None:
    """A line for programmes."""
    _say(json.dumps(value, ensure_ascii=False))


def _plain(row: Mapping[str, Any]) -> None:
    """A row for people."""
    _say("  ".join(f"{name}={value}" for name, value in row.items()))


if __name__ == "__main__":
    sys.exit(main())
