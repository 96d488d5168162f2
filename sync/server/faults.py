"""Expected faults of the server's commands, and answers other than 200 of its requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sync.server.words import WORDS


class ServerFault(Exception):
    """Something a technician can mend; `exit_code` is 1 for a refusal, 3 for the surroundings."""

    def __init__(self, code: str, exit_code: int = 1, **params: object) -> None:
        super().__init__(WORDS[code].format(**params))
        self.code, self.exit_code = code, exit_code


class Refusal(Exception):
    """An answer that is not 200: status, and the body as a JSON object with `error`. It never holds what was sent."""

    def __init__(self, status: int, code: str, retry_after: int = 0, **more: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.retry_after = status, code, retry_after
        self.body: Mapping[str, Any] = {"error": code, **more}
