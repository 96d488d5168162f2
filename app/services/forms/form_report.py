"""A form that was looked through, in words for its author: what it uses, and what is to be put right, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.codelists import label
from app.services.forms.form_facts import subject_of_form
from app.services.forms.form_studio import RANK, Report
from app.text.digits import digits_for
from app.text.words import has_words, words


def summary(report: Report, lang: str) -> tuple[tuple[str, str], ...]:
    """What a form is and uses: pairs of a heading and its words. Types, functions and columns are named as in workbooks."""
    form, used = report.form, report.usage
    if form is None:
        return ()
    told = [
        ("form", form.title or form.id),
        ("id", form.id),
        ("version", form.version or "-"),
        ("subject", label("response_subject", subject_of_form(form), lang)),
        ("languages", ", ".join(used.languages)),
        ("questions", digits_for(used.questions, lang)),
        ("deepest", digits_for(used.deepest, lang)),
        ("types", _counted(used.types, lang)),
        ("functions", _counted(used.functions, lang)),
        ("appearances", _counted(used.appearances, lang)),
        ("binds", _counted(used.binds, lang)),
        ("features", ", ".join(feature(name, lang) for name in used.features)),
        ("files", ", ".join(used.files)),
    ]
    return tuple((words(f"form_studio.{name}", lang), text) for name, text in told if text)


def feature(name: str, lang: str) -> str:
    """A part of the language of forms in words."""
    key = f"form_studio.feature.{name}"
    return words(key, lang) if has_words(key) else name


def severity(name: str, lang: str) -> str:
    """error, warning, notice in words."""
    return words(f"form_studio.{name}", lang)


def kind(name: str, lang: str) -> str:
    """The same of one problem."""
    return words(f"form_studio.kind.{name}", lang)


def verdict(report: Report, lang: str) -> str:
    """Whether the form can be used, in one sentence."""
    counts = {name: digits_for(number, lang) for name, number in report.counts.items()}
    state = "unusable" if not report.usable else "usable" if not report.lines else "doubtful"
    return words(f"form_studio.{state}", lang, **counts)


def report_lines(report: Report, lang: str) -> Iterator[str]:
    """The whole report as lines to read: the verdict, what the form uses, the problems by severity as `sheet!cell: text`."""
    yield f"{report.file}: {verdict(report, lang)}"
    for head, text in summary(report, lang):
        yield f"  {head}: {text}"
    for name in RANK:
        found = [line for line in report.lines if line.severity == name]
        if found:
            yield f"{severity(name, lang)}: {digits_for(len(found), lang)}"
        yield from (f"  {line.place}: {line.text}" if line.place else f"  {line.text}" for line in found)


def _counted(counts: Mapping[str, int], lang: str) -> str:
    """Names with how often they are used."""
    return ", ".join(f"{name} {digits_for(number, lang)}" for name, number in counts.items())
