"""Every fault that Komar expects. Anything that is not an `AppError` is a bug and is shown as one.

The words stand in `resources/words/{km,en}/*.json` under `error.<code>`; the parameters fill the placeholders there.
"""

from collections.abc import Mapping


class AppError(Exception):
    """An expected fault: a code that names its words, and the values that the words need.

    Parameters must never hold personal data: they reach logs and the screen of whoever stands by.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        """The code and parameters, for logs; people read the words instead."""
        return f"{self.code} {dict(self.params)}" if self.params else self.code


class InputError(AppError):
    """What was typed or handed in cannot be taken; `field` in the parameters names the place where there is one."""


class EnvironmentFault(AppError):
    """The machine, disk, file or network stands in the way; nothing that was entered is lost."""


class ConflictError(AppError):
    """The record changed under the user, or another instance or copy is at work."""


class Cancelled(AppError):
    """The user stopped it; say nothing more."""

    def __init__(self) -> None:
        super().__init__("cancelled")
