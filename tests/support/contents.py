"""Contents of attachments between real laptops and the server's code: what brings, names and fetches one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.client.carry import Carrier
from sync.protocol import blobs
from sync.server.database import Store
from tests.support.near_office import NearLaptop, near_laptop

ThreeLaptops = tuple[NearLaptop, NearLaptop, NearLaptop]
"""Two of one office, one of another."""


@contextmanager
def three_laptops(folder: Path, store: Store, office: str, other: str) -> Iterator[ThreeLaptops]:
    """Three laptops that have exchanged once."""
    made = [near_laptop(folder / name, store, code) for name, code in (("a", office), ("b", office), ("c", other))]
    for each in made:
        each.exchange()
    yield made[0], made[1], made[2]
    for each in made:
        each.session.close()


def carrier(laptop: NearLaptop) -> Carrier:
    """A carrier over the laptop's session."""
    return Carrier(laptop.engine.session)


def name_it(laptop: NearLaptop, content: bytes) -> str:
    """A record of the laptop names a content; gives the record."""
    case = laptop.create("case", office=laptop.office)
    response = laptop.create("form_response", case=case, subject="case", form_id="f", form_version="1")
    made = laptop.create("attachment", response=response, name="1.jpg", size=len(content), sha256=blobs.name_of(content))
    laptop.exchange()
    return made


def taken(laptop: NearLaptop, name: str) -> bytes | None:
    """All of a content, piece by piece."""
    content = b""
    while True:
        piece = carrier(laptop).get(name, len(content))
        if piece is None:
            return None
        content += piece.content
        if len(content) >= piece.size:
            return content
