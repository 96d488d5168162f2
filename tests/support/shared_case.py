"""A case of one office that another one looks at, on a real server: to share, offer, take it."""

from __future__ import annotations

from typing import Any

from sync.protocol.lines import Verdict
from sync.server.database import Store
from sync.server.devices.offices import add_office
from tests.support.near import Near, near

CODES = iter(f"05{number:02}" for number in range(1, 99))


def office(store: Store) -> Near:
    """A laptop of an office that no other test uses."""
    code = next(CODES)
    add_office(store, code)
    return near(store, code)


class Shared:
    """A case of one office with its child, a note, who reported, an interview's words; perhaps shared with another one."""

    def __init__(self, store: Store, *ticked: str) -> None:
        self.store = store
        self.old, self.new = office(store), office(store)
        make = self.old.create
        self.child = make("child", {"office": self.old.office, "how_to_find": "token-child"})
        self.case = make("case", {"office": self.old.office, "child": self.child, "status": "open", "reason": "token-case"})
        self.note = make("note", {"case": self.case, "text": {"append": "token-note"}})
        self.reporter = make("reporter", {"case": self.case, "name": "token-reporter"})
        self.interview = make("interview", {"case": self.case, "place": "token-interview"})
        self.harm = make("perpetrator", {"case": self.case, "name": "token-harm"})
        assert self.old.push().verdicts == ()
        self.ticked = list(ticked)

    def share(self) -> None:
        """The old office lets the new one in."""
        to = {"add": [self.new.office], "del": []}
        patch: dict[str, Any] = {"shared_with": to}
        if self.ticked:
            patch["travel"] = {"add": self.ticked, "del": []}
        self.old.op("edit", "case", self.case, patch, self.old.version(self.case))
        self.old.op("edit", "child", self.child, {"shared_with": to}, self.old.version(self.child))
        assert self.old.push().verdicts == ()
        self.new.pull()

    def offer(self) -> str:
        """The old office offers it to the new one."""
        told = {"case": self.case, "kind": "office", "state": "offered"}
        made = self.old.create("hand_over", {**told, "to_office": self.new.office, "from_office": self.old.office})
        assert self.old.push().verdicts == ()
        self.new.pull()
        return made

    def shut_out(self) -> None:
        """The old office takes it back."""
        patch = {"shared_with": {"add": [], "del": [self.new.office]}}
        for type_name, record in (("case", self.case), ("child", self.child)):
            self.old.op("edit", type_name, record, patch, self.old.version(record))
        assert self.old.push().verdicts == ()

    def take(self) -> tuple[Verdict, ...]:
        """The new office makes it its own."""
        mine = {"office": self.new.office, "shared_with": {"add": [], "del": [self.new.office]}}
        self.new.op("edit", "case", self.case, {**mine, "owner": self.new.user}, self.new.version(self.case))
        self.new.op("edit", "child", self.child, mine, self.new.version(self.child))
        return self.new.push().verdicts
