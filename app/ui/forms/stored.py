"""What is stored of a filling: only answers that differ from what was handed on before go to the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.ui.forms.layout import exists, path_of

if TYPE_CHECKING:
    from app.ui.forms.blocks import Filling


class Stored:
    """The answers as they are stored, of one filling."""

    def __init__(self, filling: Filling | None = None) -> None:
        self.filling = filling
        self.kept: dict[str, str] = dict(filling.session.answers()) if filling is not None else {}

    def differences(self, changed: Iterable[str]) -> dict[str, str | None]:
        """Key → what is to be stored now of what changed, None for what is taken away; it counts as stored from now on."""
        told: dict[str, str | None] = {}
        if self.filling is None:
            return told
        definitions = self.filling.session.form.definitions
        for key in changed:
            if key.endswith("]"):  # a row came or went
                if not exists(self.filling.session, key):
                    told |= {kept: None for kept in self.kept if kept.startswith(f"{key}/")}
                continue
            definition = definitions.get(path_of(key))
            if definition is None or definition.kind not in ("question", "value") or definition.calculate is not None:
                continue
            node = self.filling.node(key)
            value = node.value if node is not None else ""
            if value != self.kept.get(key, ""):
                told[key] = value or None
        for key, text in told.items():
            if text:
                self.kept[key] = text
            else:
                self.kept.pop(key, None)
        return told
