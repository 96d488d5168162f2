"""`form check`, `form print`, `form run`, `form eval`: forms without an office, as contracts.md says (Form runner)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.cli.context import Context
from app.cli.grammar.grammar import UsageError
from app.domain.errors import InputError
from app.services.forms import form_eval, form_papers, form_report, form_runner, form_studio
from app.text.words import LANGUAGES


def check(context: Context) -> int:
    """Looks a form through for its author: what it uses, what is wrong, missing or unused; 1 when it cannot be used."""
    call = context.call
    media = call.text("media")
    report = form_studio.check_file(Path(call.need("file")), context.lang, media=Path(media) if media else None)
    if context.out.as_json:
        context.out.one(form_studio.report_json(report))
    else:
        context.out.read(form_report.report_lines(report, context.lang))
    return 0 if report.usable else 1


def print_blank(context: Context) -> None:
    """Writes a form as a PDF to be filled in by hand, in the language of the line or in that of `--lang` behind the verb."""
    call = context.call
    wanted = call.text("lang") or context.lang
    if wanted not in LANGUAGES:
        raise UsageError("cli.unknown_language", value=wanted[:40])
    media = call.text("media")
    target = Path(call.need("out"))
    form_papers.print_blank(Path(call.need("file")), target, "en" if wanted == "en" else "km", Path(media) if media else None)
    context.out.one({"out": target.name})


def run(context: Context) -> None:
    """Fills a form by the steps of a file; one JSON object for the start and one for each step."""
    call = context.call
    file = Path(call.need("steps"))
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("form_steps_unreadable", file=file.name) from error
    steps = list(form_runner.read_steps(text.splitlines()))
    media = call.text("media")
    session = form_runner.open_session(
        Path(call.need("file")),
        media=Path(media) if media else None,
        now=_clock(call.text("now")),
        seed=call.number("seed", 0) if call.text("seed") else None,
        lang="",
    )
    context.out.lines(form_runner.run(session, steps))


def evaluate(context: Context) -> None:
    """Evaluates one expression, over an instance or a form if one is given."""
    call = context.call
    file = call.text("instance")
    data: bytes | None = None
    if file:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise InputError("form_file_missing", file=Path(file).name) from error
    now = call.text("now")
    seed = call.number("seed", 0) if call.text("seed") else None
    moment = form_runner.moment(now) if now else None
    context.out.lines([form_eval.evaluate(call.need("expr"), data, call.text("context") or None, moment, seed)])


def _clock(text: str) -> Callable[[], datetime]:
    """A clock that stands still at a given moment, or the real one. InputError `form_now_broken`."""
    if not text:
        return lambda: datetime.now(UTC)
    moment = form_runner.moment(text)
    return lambda: moment
