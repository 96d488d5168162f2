"""A laptop's programme that works until it is killed: saves, tells what is saved, exchanges.

`worker FOLDER USER PASSWORD ROUND`: each line of the output is a value whose save was committed before the line was written.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from app.domain.errors import AppError
from app.services.exchange.exchange import exchange
from app.services.office.offices import sign_in


def main(folder: Path, user: str, password: str, turn: str) -> None:
    """Works on for ever."""
    session = sign_in(folder, user, password)
    office = session.actor.office
    for number in count(1):
        token = f"k{turn}x{number}k"
        with session.write("kill_child") as uow:
            uow.create("child", {"office": office, "sex": "female", "how_to_find": token})
        print(token, flush=True)
        if number % 4 == 0:
            try:
                exchange(session)
            except AppError as fault:
                print(f"# {fault.code}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:5])
