"""Faults of what came over the wire. They carry a code, never content."""


class ProtocolError(Exception):
    """A body, line, key or cursor that is not what the protocol says; `code` names the fault and is safe to log and to send."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
