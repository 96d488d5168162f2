"""`sealed …`: files under a password, to be sent; the password goes another way (practice P4)."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.services.sharing import sealed_files


def make(context: Context) -> None:
    """Seals a workbook, a CSV or a PDF."""
    target = Path(context.call.need("out"))
    sealed_files.seal_file(Path(context.call.need("file")), target, context.new_password())
    context.out.one({"file": target.name})


def unseal(context: Context) -> None:
    """Opens a sealed file into a folder."""
    made = sealed_files.open_file(Path(context.call.need("file")), Path(context.call.need("folder")), context.new_password())
    context.out.one({"file": made.name})
