"""Komar as a peer of the exchange bench: one process a phase, with real encrypted office databases and the real server.

The bench's record of 40 fields stands as one `form_response`: its id is the record's, `form_version` the field of that name,
the other 38 are answers `/data/<field>` as a form would have them (numbers and yes or no as text, a choice of several as words
with spaces, nothing for null). So every value of the bench record travels, each under its own name, and merges by itself.

    ours.py prepare DIR            a server's data with one office (before the server runs)
    ours.py enrol URL DIR          two laptops of that office, enrolled (before the clock of any phase)
    ours.py PHASE URL DIR N        create | push | pull | edit | repush | repull; last line {"wall": s, "records": n, …}

`wall` begins, as with the other peers, after imports and with the database open. DATA names the folder of cases_N.jsonl.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.data.bulk import Save, bulk
from app.data.keeping import keys
from app.data.outbox import dispatch
from app.data.values import canonical
from app.domain.errors import EnvironmentFault
from app.services.exchange.exchange import enrol, exchange
from app.services.office import offices
from app.services.office.offices import Session
from app.syncing.identity import ENROLMENT
from sync.server.database import open_store
from sync.server.devices.offices import add_office, new_code

OFFICE, PASSWORD = "02", "a long pass phrase"
TYPE = "form_response"
PHASES = ("create", "push", "pull", "edit", "repush", "repull")
DAY = datetime.fromisoformat("2026-11-22T09:00:00+00:00")


def answer(value: object) -> str | None:
    """A value of the bench record as an answer."""
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else str(value)


def answers(record: Mapping[str, Any]) -> dict[str, str]:
    """The answers of a bench record."""
    told = {f"/data/{name}": answer(value) for name, value in record.items() if name not in ("id", "form_version")}
    return {name: value for name, value in told.items() if value is not None}


def values_of(record: Mapping[str, Any]) -> dict[str, object]:
    """The response that a bench record is."""
    return {"office": OFFICE, "form_id": "case", "form_version": record["form_version"], "answers": answers(record)}


def records(name: str, number: int) -> Iterator[dict[str, Any]]:
    """Records of the bench."""
    folder = Path(os.environ.get("DATA", "data"))
    for line in (folder / f"{name}_{number}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def prepare(folder: Path) -> None:
    """A server's data and two codes of its office."""
    store = open_store(folder / "server")
    add_office(store, OFFICE)
    (folder / "codes").write_text(f"{new_code(store, OFFICE)} {new_code(store, OFFICE)}", encoding="ascii")
    store.close()


def enrol_both(url: str, folder: Path) -> None:
    """Two laptops; the price of a password is that of tests."""
    for laptop, code in zip("ab", (folder / "codes").read_text(encoding="ascii").split(), strict=True):
        made = offices.create_office(folder / laptop, OFFICE, "Bench", PASSWORD, profile=keys.Profile(1, 8, 1))
        enrol(made.session, url, code)
        made.session.close()


def opened(folder: Path, url: str) -> Session:
    """A laptop, signed in; its server stands at `url` now (a proxy's port is another)."""
    session = offices.sign_in(folder, "", PASSWORD)
    with session.database.transaction() as connection:
        told = json.loads(dispatch.meta(connection, ENROLMENT) or "{}")
        dispatch.put_meta(connection, ENROLMENT, canonical({**told, "url": url}))
    return session


def create(session: Session, number: int) -> int:
    """All records, one act each."""
    with bulk(session.database) as writer:
        for place, record in enumerate(records("cases", number)):
            saved = Save(TYPE, record["id"], values_of(record))
            writer.act(session.actor, DAY + timedelta(seconds=place), "register_case", [saved])
            writer.forget([record["id"]])
    return number


def edit(session: Session, number: int) -> int:
    """The edits, one save each."""
    count = 0
    for record in records("edits", number):
        with session.write("edit_case") as uow:
            uow.update(TYPE, record["id"], {"answers": answers(record)})
        count += 1
    return count


def exchanged(session: Session) -> dict[str, Any]:
    """One exchange until nothing waits; env RETRY: how often it may give up before, as with the other peers."""
    tries, left = 0, int(os.environ.get("RETRY", "0"))
    total: dict[str, Any] = {"sent": 0, "received": 0, "requests": 0}
    while True:
        try:
            report = exchange(session)
        except EnvironmentFault:
            tries += 1
            if tries > left:
                raise
            continue
        for name in total:
            total[name] += getattr(report, name)
        return {**total, "fails": tries, "bytes": report.bytes_up + report.bytes_down}


def phase(name: str, url: str, folder: Path, number: int) -> dict[str, Any]:
    """One phase and what it took."""
    session = opened(folder / ("b" if name in ("pull", "repull") else "a"), url)
    try:
        start = time.perf_counter()
        if name in ("create", "edit"):
            count = (create if name == "create" else edit)(session, number)
            return {"wall": time.perf_counter() - start, "records": count}
        worked = time.process_time()
        done = exchanged(session)
        wall = time.perf_counter() - start
        done["worked"] = round(time.process_time() - worked, 3)
        return {"wall": wall, "records": done["received" if name in ("pull", "repull") else "sent"], **done}
    finally:
        session.close()


def main(told: list[str]) -> None:
    """One call of the harness."""
    if told[0] == "prepare":
        prepare(Path(told[1]))
    elif told[0] == "enrol":
        enrol_both(told[1], Path(told[2]))
    else:
        print(json.dumps(phase(told[0], told[1], Path(told[2]), int(told[3]))))


if __name__ == "__main__":
    main(sys.argv[1:])
