"""Chance for `random`, `uuid` and `randomize`: the system's, or repeatable from a seed."""

from __future__ import annotations

import math
import random
from typing import Protocol

MODULUS = 2**31 - 1


class Chance(Protocol):
    """What the functions need."""

    def random(self) -> float:
        """A number from 0 up to but not 1."""

    def getrandbits(self, k: int, /) -> int:
        """So many random bits."""


class Seeded:
    """Park and Miller's numbers, which ODK prescribes for shuffled choices. Good for order, useless for secrets."""

    def __init__(self, seed: int) -> None:
        """Any whole number is a seed."""
        rest = int(math.fmod(seed, MODULUS))
        self._state = rest if rest > 0 else rest + MODULUS - 1

    def random(self) -> float:
        """The next number from 0 up to but not 1."""
        self._state = self._state * 16807 % MODULUS
        return (self._state - 1) / (MODULUS - 1)

    def getrandbits(self, k: int, /) -> int:
        """So many bits, sixteen from each number."""
        bits = 0
        for _ in range(0, k, 16):
            bits = bits << 16 | int(self.random() * 65536)
        return bits & (1 << k) - 1


def chance(seed: int | None) -> Chance:
    """Repeatable with a seed, the system's without."""
    return random.SystemRandom() if seed is None else Seeded(seed)
