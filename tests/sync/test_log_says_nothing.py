"""The server's log tells kind and place of faults, and nothing of what was sent, whatever was sent (rules of contracts.md)."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from app.domain.ids import new_id
from sync.protocol import bundle, envelope
from sync.protocol.audit import AuditLine
from tests.support.laptop import AT, Laptop
from tests.support.server import RunningServer, quick_code, serving

TOKEN = "Zimtstern"
OFFICE = "0203"
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ [A-Z]+ [\w.]+ .*")


def raw(server: RunningServer, content: bytes) -> None:
    """Bytes that are no request."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plug:
        plug.sendall(content)
        plug.shutdown(socket.SHUT_WR)
        while plug.recv(65536):
            pass


def hostile(server: RunningServer, laptop: Laptop) -> list[int]:
    """Requests full of the token that are wrong in every way; their statuses."""
    named = {envelope.REQUEST_ID: TOKEN, "Authorization": f"S {TOKEN}.a.b.c", "X-Name": TOKEN, "User-Agent": TOKEN}
    statuses = [
        laptop.http.request(method, f"{server.url}{path}", data=TOKEN.encode(), headers=named, timeout=30).status_code
        for method in ("GET", "POST", "PATCH", "PUT")
        for path in (
            f"/{TOKEN}", f"/v1/blobs/{TOKEN}", f"/v1/blobs/a%0A{TOKEN}?s={TOKEN}", f"/v1/exchange?{TOKEN}",
            f"{bundle.PATH}?{TOKEN}", "/v1/enrol", "/v1/vouchers",
        )
    ]  # fmt: skip
    for content in (TOKEN.encode(), f"GET /{TOKEN} HTTP/9\r\n\r\n".encode(), f"POST / HTTP/1.1\r\n{TOKEN}\r\n\r\n".encode()):
        raw(server, content)
    return statuses


def test_the_log_holds_nothing_of_what_was_sent(tmp_path: Path) -> None:
    with serving(tmp_path / "data", OFFICE) as server:
        laptop = Laptop(server.url, OFFICE)
        assert laptop.enrol(quick_code(server, OFFICE)).status_code == 200
        laptop.first_user()
        laptop.create("child", {"office": OFFICE, "school": TOKEN, TOKEN: TOKEN})
        laptop.op("edit", TOKEN, new_id(), {TOKEN: TOKEN})
        laptop.lines.append(f'["{TOKEN}'.encode())
        laptop.push(audit=[AuditLine(1, AT, laptop.user, TOKEN, TOKEN, None, {TOKEN: TOKEN})])
        assert max(hostile(server, laptop)) < 500
        store = server.data.opened()
        damage = (
            "UPDATE clock SET seq = '{t}'",
            "UPDATE device SET users = '{t}'",
            "DROP TABLE field_writers",
            "DROP TABLE device",
        )
        for statement in damage:  # the database is spoilt: every request fails
            with store.write() as connection:
                connection.exec_driver_sql(statement.format(t=TOKEN))
            laptop.create("child", {"office": OFFICE, "school": TOKEN})
            assert laptop.exchange().status in (500, 503)
        store.close()
        hostile(server, laptop)
    lines = (tmp_path / "data.log").read_text(encoding="utf-8").splitlines()
    faults = [line for line in lines if "ERROR" in line]
    assert len(faults) >= 4
    assert [line for line in lines if LINE.fullmatch(line) is None] == [], "no tracebacks, no lines of others"
    assert [line for line in lines if TOKEN in line or laptop.user in line or laptop.tag in line] == []
