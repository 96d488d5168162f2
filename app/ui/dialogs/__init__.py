"""Dialogs, for decisions only. Pages ask through `Dialogs`, so that tests can answer in a user's place."""

from app.ui.dialogs.asking import Dialogs, Reason

__all__ = ["Dialogs", "Reason"]
