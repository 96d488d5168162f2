"""What is said of a finding beside its text: the plan of the house, what it handed in, what a re-visit found."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.text.dates import short_date

translate = QCoreApplication.translate


def plan_words(finding: Record, lang: str) -> str:
    """The plan in one sentence; "" for none."""
    until, agreed = finding.day("plan_until"), finding.day("agreed_on")
    parts = [
        finding.text("plan"),
        translate("FindingWords", "by {who}").format(who=finding.text("responsible")) if finding.text("responsible") else "",
        translate("FindingWords", "until {day}").format(day=short_date(until, lang)) if until else "",
        translate("FindingWords", "agreed on {day}").format(day=short_date(agreed, lang)) if agreed else "",
    ]
    said = ", ".join(part for part in parts if part)
    held = finding.text("plan") or finding.text("responsible")
    return translate("FindingWords", "Plan of the facility: {plan}").format(plan=said) if held else ""


def evidence_words(evidence: Iterable[Record], lang: str) -> list[str]:
    """What was handed in, a line each."""
    told = []
    for one in evidence:
        line = translate("FindingWords", "Received on {day} from {who}: {what}").format(
            day=short_date(one.day("received_on"), lang),
            who=one.text("received_from") or "-",
            what=one.text("note") or translate("FindingWords", "a file"),
        )
        told.append(
            translate("FindingWords", "{line} (with a file)").format(line=line)
            if one.ref("file") and one.text("note")
            else line
        )
    return told


def check_words(finding: Record, lang: str) -> str:
    """What a re-visit found; "" before anybody looked."""
    result, day = finding.code("check_result"), finding.day("checked_on")
    if result is None or day is None:
        return ""
    said = translate("FindingWords", "At the re-visit of {day}: {result}").format(
        day=short_date(day, lang), result=code_label("finding_check", result, lang)
    )
    return f"{said} — {finding.text('check_note')}" if finding.text("check_note") else said


def due_words(finding: Record, lang: str) -> str:
    """By when it is to be corrected."""
    due = finding.day("due_on")
    return (
        translate("FindingWords", "Due by {day}").format(day=short_date(due, lang))
        if due
        else translate("FindingWords", "Due at once")
    )
