"""What an office keeps of a referral that it answered: that it was asked, its own answer, the number under which to ask (P7).

The referral itself leaves its computers once it is over (`shared_until` of the vocabulary): with what was shown of the child.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.permissions import can, covers
from app.domain.records import Record
from app.services.sharing import moves
from app.services.sharing.moves import OfficeCard

_ENDED = ("declined", "done")
_ANSWER = ("state", "on_date", "answered_by", "answer_note")


@dataclass(frozen=True, slots=True)
class Answered:
    """A referral that this office answered and sees no more.

    `ended`: whether this office ended it; else whoever sent it did.
    """

    record: Record
    sender: OfficeCard
    ended: bool

    @property
    def id(self) -> str:
        """The id of what was kept."""
        return self.record.id


def keep(uow: UnitOfWork, referral: Record, told: Mapping[str, object]) -> None:
    """Notes what the receiving office answers or remarks, beside the referral."""
    answer = {name: told[name] for name in _ANSWER if name in told}
    found = uow.find("referral_stub", referral_id=referral.id, order=("-id",), limit=1)
    if found:
        uow.update("referral_stub", found[0].id, answer)
        return
    head = {name: referral.values.get(name) for name in ("code", "from_office", "from_name")}
    asked = referral.day("on_date") if referral.code("state") == "sent" else None
    held = {name: referral.values.get(name) for name in _ANSWER}
    uow.create(
        "referral_stub",
        {**held, **head, **answer, "office": uow.actor.office, "referral_id": referral.id, "asked_on": asked},
    )


def answered(reader: Reader) -> list[Answered]:
    """What this office answered and sees no more, the newest first; none for who does not answer."""
    found: dict[str, Answered] = {}
    if not can(reader.actor, "referral.answer"):
        return []
    for row in reader.find("referral_stub", order=("-on_date", "-id")):
        key = row.text("referral_id")
        if key in found or not covers(reader.actor.office, row.text("office")) or _is_under_way(reader, key):
            continue
        card = moves.office_card(reader, row.text("from_office"))
        found[key] = Answered(row, card, row.code("state") in _ENDED)
    return list(found.values())


def _is_under_way(reader: Reader, referral: str) -> bool:
    """Whether the referral itself is here and not over: then it stands among those to answer."""
    record = reader.maybe("referral", referral)
    return record is not None and record.code("state") in ("sent", "accepted")
