"""`bundle make`, `bundle take`: sending and receiving by files."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.cli.output import say
from app.services.exchange import bundles, exchange
from app.services.exchange.bundles import TakenFile


def make(context: Context) -> None:
    """Seals what waits into files in a folder; says what else lies there, and which pictures found no room."""
    size = context.call.number("part-bytes", bundles.PART_USUAL)
    folder, reader = Path(context.call.need("dir")), context.call.text("for")
    try:
        made = bundles.make(context.session, folder, part_bytes=size, reader=reader)
    finally:
        exchange.leave(context.session)
    told = {"files": [str(file) for file in made.files], "operations": made.operations, "bytes": made.bytes}
    left = {"left": made.left, "left_bytes": made.left_bytes, "earlier": made.earlier}
    context.out.one({**told, "answers": [str(file) for file in made.answers], **left})
    for line in bundles.made_words(made, context.lang):
        say(line)


def take(context: Context) -> int:
    """Takes files in that came back, or hands over what another computer made; refused if any file was."""
    try:
        done = bundles.take(context.session, [Path(name) for name in context.call.many])
    finally:
        exchange.leave(context.session)
    context.out.rows(_row(each) for each in done)
    faults = [each.fault for each in done if each.fault is not None]
    if faults and len(done) == 1:
        raise faults[0]
    return 1 if faults else 0


def _row(each: TakenFile) -> dict[str, object]:
    """A file as it is printed."""
    return {
        "file": str(each.file),
        "kind": each.kind,
        "received": each.received,
        "answered": each.answered,
        "more": each.more,
        "old": each.old,
        "shown": each.shown,
        "reply_file": str(each.reply_file) if each.reply_file else None,
        "error": each.fault.code if each.fault else None,
    }
