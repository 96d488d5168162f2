"""An operation that arrived, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeGuard

from sync.protocol.canonical import is_uuid
from sync.protocol.lines import OpLine


@dataclass(frozen=True, slots=True)
class Arrived:
    """An operation with its identity; `op` None: it cannot be read, for `reason`. `position`: its place in this request.

    `about`: the record that one which cannot be read is about, as far as that much can be read.
    """

    incarnation: str
    seq: int
    op: OpLine | None
    reason: str = "malformed"
    position: int | None = None
    about: str = ""

    @property
    def record(self) -> str:
        """The record that it is about; empty where not even that can be read."""
        return self.op.record if self.op is not None else self.about


@dataclass(slots=True)
class Told:
    """What came of an operation, and for its history what it changed."""

    verdict: str
    version: int = 0
    fields: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    reason: str = ""
    what: str | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()


def is_id(value: object) -> TypeGuard[str]:
    """Whether a value is a record's id."""
    return isinstance(value, str) and is_uuid(value)
