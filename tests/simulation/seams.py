"""What a simulation takes into its own hands: time, chance, identities and the places where a process can die.

Everything works by exchanging names in loaded modules, and puts them back at the end. Schedules are drawn from another stream
of chance than keys and ids, so that a look at a key changes no schedule.
"""

from __future__ import annotations

import random
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import uuid6
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine, create_engine

from app.data import database as laptop_database
from app.data import places
from app.data.database import Database
from sync.protocol import packed
from sync.protocol.codec import FAST, SMALL
from sync.server import database as server_database
from sync.server.database import Store

START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
OURS = ("sync.", "app.syncing", "app.data")
_LEARNT: dict[str, Engine] = {}
"""The first engine of each kind in this process."""


class Moments:
    """The one flow of time: each look is a millisecond later, so that every saved instant is another one."""

    def __init__(self) -> None:
        self.ms = 0

    def instant(self, offset: timedelta = timedelta()) -> datetime:
        """The present, as a clock with an offset shows it."""
        self.ms += 1
        return START + timedelta(milliseconds=self.ms) + offset

    def seconds(self) -> float:
        """The present in seconds since the start of 1970, as the server's clock shows it."""
        return self.instant().timestamp()


class LaptopClock:
    """A laptop's clock; `offset` is how wrong it is."""

    def __init__(self, moments: Moments, offset: timedelta = timedelta()) -> None:
        self.moments, self.offset = moments, offset

    def now(self) -> datetime:
        """What the laptop believes."""
        return self.moments.instant(self.offset)


Point = Callable[[str, str, object], None]
"""Called with side (`server`, `laptop`), place (`before`, `inside`, `after` a writing transaction) and whose it is."""


def _nothing(side: str, place: str, whose: object) -> None:
    """No hook."""


class Seams:
    """The exchanged names of one run."""

    def __init__(self, seed: int) -> None:
        self.seed, self.moments = seed, Moments()
        self.chance = random.Random(f"keys {seed}")
        self.point: Point = _nothing

    @contextmanager
    def held(self) -> Iterator[Seams]:
        """Everything is in our hands within the block."""
        with ExitStack() as stack:
            self._engines(stack)
            self._chance(stack)
            self._time(stack)
            self._transactions(stack)
            for module in _modules():  # what is packed hardest takes the time of ten operations
                if getattr(module, "SMALL", None) == SMALL:
                    self._set(stack, module, "SMALL", FAST)
            # 14,000 villages take no part in an exchange: seven megabytes in every copy of a disk, read at any start.
            self._set(stack, places, "GAZETTEER", Path("no villages"))
            if self.seed % 2:  # bodies of a simulation are short: in every other one all of them lie packed
                self._set(stack, packed, "LEAST", 1)
            yield self

    def _set(self, stack: ExitStack, where: Any, name: str, value: object) -> None:
        """Exchanges a name until the end."""
        stack.callback(setattr, where, name, getattr(where, name))
        setattr(where, name, value)

    def _engines(self, stack: ExitStack) -> None:
        """SQLAlchemy learns each statement once a process, not once a world: all engines of a kind share what it learnt."""

        def shared(*arguments: Any, **named: Any) -> Engine:
            engine = create_engine(*arguments, **named)
            first = _LEARNT.setdefault("laptop" if "module" in named else "server", engine)
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
            return engine

        for module in (server_database, laptop_database):
            self._set(stack, module, "create_engine", shared)

    def _chance(self, stack: ExitStack) -> None:
        """Tokens, keys and ids."""
        chance = self.chance
        alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
        self._set(stack, secrets, "token_bytes", lambda size=32: chance.randbytes(size))
        self._set(stack, secrets, "token_hex", lambda size=32: chance.randbytes(size).hex())
        self._set(stack, secrets, "token_urlsafe", lambda size=32: "".join(chance.choices(alphabet, k=(size * 4 + 2) // 3)))
        self._set(stack, secrets, "choice", chance.choice)
        self._set(stack, secrets, "randbelow", chance.randrange)
        self._set(stack, uuid6, "uuid7", self._uuid7)
        for kind in (X25519PrivateKey, Ed25519PrivateKey):
            made: Any = kind
            keys = SimpleNamespace(
                generate=lambda made=made: made.from_private_bytes(chance.randbytes(32)),
                from_private_bytes=made.from_private_bytes,
            )
            for module in _modules():
                if getattr(module, kind.__name__, None) is kind:
                    self._set(stack, module, kind.__name__, keys)

    def _uuid7(self) -> uuid6.UUID:
        """The next id, in the order of making."""
        self.moments.ms += 1
        millis = int(START.timestamp() * 1000) + self.moments.ms
        number = millis << 80 | 7 << 76 | self.chance.getrandbits(12) << 64 | 2 << 62 | self.chance.getrandbits(62)
        return uuid6.UUID(int=number)

    def _time(self, stack: ExitStack) -> None:
        """The clocks of the server and of waits."""
        moments = self.moments

        class Present(datetime):
            """The server's present."""

            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return moments.instant().astimezone(tz)

        shim = SimpleNamespace(time=moments.seconds, monotonic=moments.seconds, perf_counter=moments.seconds)
        for module in _modules():
            if getattr(module, "datetime", None) is datetime and module.__name__.startswith("sync."):
                self._set(stack, module, "datetime", Present)
            if getattr(module, "time", None) is time:
                self._set(stack, module, "time", shim)
            if getattr(module, "monotonic", None) is time.monotonic:
                self._set(stack, module, "monotonic", moments.seconds)

    def _transactions(self, stack: ExitStack) -> None:
        """Hooks around every writing transaction of both sides."""
        wrapped = self._wrapped
        self._set(stack, Store, "write", wrapped("server", Store.write, lambda store: store))
        self._set(stack, Database, "transaction", wrapped("laptop", Database.transaction, lambda database: database.folder))

    def _wrapped(self, side: str, real: Any, whose: Callable[[Any], object]) -> Any:
        """A transaction with its three places."""

        @contextmanager
        def transaction(owner: Any, *arguments: Any, **named: Any) -> Iterator[Any]:
            self.point(side, "before", whose(owner))
            with real(owner, *arguments, **named) as connection:
                yield connection
                self.point(side, "inside", whose(owner))
            self.point(side, "after", whose(owner))

        return transaction


def _modules() -> list[Any]:
    """Our modules that are loaded."""
    return [module for name, module in sorted(sys.modules.items()) if name.startswith(OURS) and module is not None]
