"""What is told of a result beside earlier ones and among facilities of its type, in words for paper and workbook.

The window has its own words of it, which change with its language while it is looked at (`result_comparison`).
"""

from __future__ import annotations

from app.domain.codelists import label
from app.domain.comparing_visits import FEWEST, Part, Scored, Spread, change, half_up
from app.services.visits.visit_comparison import Comparison
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words


def part_words(part: Part | None, lang: str) -> str:
    """Points of a maximum, and of a hundred; that nothing of it applies."""
    if part is None:
        return words("inspection.compared.none", lang)
    return digits_for(f"{part.points} / {part.maximum} ({half_up(part.percent)} %)", lang)


def change_words(before: Part | None, now: Part | None, lang: str) -> str:
    """Better, worse or the same, and by how many of a hundred."""
    by = change(before, now)
    if by is None:
        return "-"
    which = "better" if by > 0 else "worse" if by < 0 else "same"
    return words(f"inspection.compared.{which}", lang, n=digits_for(abs(by), lang))


def spread_words(one: Spread | None, lang: str) -> str:
    """The middle of the others, and the half of them around it."""
    return "-" if one is None else digits_for(f"{one.middle} % ({one.low} – {one.high} %)", lang)


def place_words(part: Part | None, one: Spread | None, lang: str) -> str:
    """Whether a part is in the lower quarter, the middle half or the upper quarter of the others."""
    return words(f"inspection.compared.{one.place(part.percent)}", lang) if one is not None and part is not None else "-"


def since_words(found: Comparison, lang: str) -> str:
    """With which visit it is compared."""
    before = found.before
    if before is None:
        return words("inspection.compared.first", lang)
    return words("inspection.compared.since", lang, day=short_date(before.day, lang))


def among_words(found: Comparison, lang: str) -> str:
    """How many other facilities there are, and of when their visits are; fewer than `FEWEST` are a number alone."""
    peers, kind = found.peers, label("facility_type", found.peers.type, lang)
    number = digits_for(peers.number, lang)
    if not peers.spreads or peers.since is None:
        return words("inspection.compared.few", lang, type=kind, n=number, least=digits_for(FEWEST, lang))
    return words("inspection.compared.among", lang, type=kind, n=number, day=short_date(peers.since, lang))


def left_out_words(visits: tuple[Scored, ...], lang: str) -> tuple[str, ...]:
    """The visits that are not compared, each with the reason."""
    return tuple(
        words(
            "inspection.compared.left_out",
            lang,
            day=short_date(one.day, lang),
            why=words(f"inspection.not_compared.{one.why_not}", lang),
        )
        for one in visits
        if one.why_not
    )


def others_left_out_words(found: Comparison, lang: str) -> str:
    """How many other facilities are not compared, by reason; "" for none."""
    told = [
        f"{words(f'inspection.not_compared.{why}', lang)} {digits_for(number, lang)}"
        for why, number in sorted(found.peers.left_out.items())
    ]
    return words("inspection.compared.others_left_out", lang, list=" · ".join(told)) if told else ""
