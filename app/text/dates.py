"""Dates as people type and read them: Khmer or Arabic digits, two forms for each language. Days only; for instants see `zone`.

The paper form in Khmer is that of the ministry's letters: ថ្ងៃទី០៥ ខែមករា ឆ្នាំ២០២៦.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from app.text.digits import arabic_digits, digits_for
from app.text.normal import normalise
from app.text.zone import local

MONTHS_KM = ("មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ")
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS_KM = ("ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍", "អាទិត្យ")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BACK = {"today": 0, "yesterday": 1, "ថ្ងៃនេះ": 0, "ម្សិលមិញ": 1, "ម្សិល": 1, "ម្សិលម៉្ងៃ": 2}
_BUDDHIST = 543
_MONTH_NAMES = {normalise(name): place for place, name in enumerate(MONTHS_KM, 1)}
_MONTH_NAMES |= {normalise("កុម្ភះ"): 2, normalise("កម្ភៈ"): 2}
_KHMER_WORDS = re.compile(f"(?:{'|'.join(map(normalise, ('ថ្ងៃទី', 'ថ្ងៃ', 'ខែ', 'ឆ្នាំ')))})")


def parse_date(typed: str, today: date, *, future: bool = False) -> date | None:
    """The day that was typed, or None when it is none.

    `5` is the 5th of this month, `5/3` of this year, `5/3/26` and `5/3/2026` are whole; also 2026-03-05, words for today and
    yesterday, month names, Khmer digits, the year of the Buddhist era. A day or month left open is the last one that has come,
    with `future` the next one.
    """
    plain = " ".join(_KHMER_WORDS.sub(" ", normalise(arabic_digits(typed))).casefold().split())
    known = {normalise(word): days for word, days in _BACK.items()}
    word = normalise(typed).casefold()
    if word in known:
        return today - timedelta(days=known[word])
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    parts = [part for part in re.split(r"[\s/.,-]+", plain) if part]
    numbers = [_number(part, place) for place, part in enumerate(parts)]
    if not 1 <= len(numbers) <= 3 or None in numbers:
        return None
    day, month, year = [number for number in numbers if number is not None] + [0] * (3 - len(numbers))
    if len(numbers) == 3:
        return _day(_year(year, parts[2], today), month, day)
    return _nearest(day, month or None, today, future=future)


def _number(part: str, place: int) -> int | None:
    """A part of a date as a number; a month may be named."""
    if part.isascii() and part.isdigit() and len(part) <= 4:
        return int(part)
    if place != 1:
        return None
    names = [at for at, name in enumerate(MONTHS_EN, 1) if len(part) >= 3 and name.casefold().startswith(part)]
    return _MONTH_NAMES.get(part) or (names[0] if len(names) == 1 else None)


def _year(year: int, typed: str, today: date) -> int:
    """A year of two digits as the last such year that has begun, or the next year; one of the Buddhist era turned to ours."""
    if len(typed) <= 2:
        century = today.year // 100 * 100
        return century + year if century + year <= today.year + 1 else century - 100 + year
    return year - _BUDDHIST if year > today.year + 300 else year


def _nearest(day: int, month: int | None, today: date, *, future: bool) -> date | None:
    """The last (or next) day with that number, in that month or in any."""
    step, place = (1 if future else -1), today.year * 12 + today.month - 1
    for _ in range(12 * 9):  # far enough for 29 February
        year, at = divmod(place, 12)
        found = _day(year, at + 1, day) if month in {None, at + 1} else None
        if found and (found >= today if future else found <= today):
            return found
        place += step
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def short_date(day: date | None, lang: str) -> str:
    """For screens and lists: ០៥/០៣/២០២៦ or 05/03/2026; nothing for None."""
    return digits_for(f"{day.day:02d}/{day.month:02d}/{day.year:04d}", lang) if day else ""


def long_date(day: date | None, lang: str) -> str:
    """For papers: ថ្ងៃទី០៥ ខែមីនា ឆ្នាំ២០២៦ or 5 March 2026; nothing for None."""
    if day is None:
        return ""
    if lang == "km":
        return digits_for(f"ថ្ងៃទី{day.day:02d} ខែ{MONTHS_KM[day.month - 1]} ឆ្នាំ{day.year}", lang)
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def month_name(year: int, month: int, lang: str) -> str:
    """A month of a year: ខែមីនា ឆ្នាំ២០២៦ or March 2026."""
    if lang == "km":
        return digits_for(f"ខែ{MONTHS_KM[month - 1]} ឆ្នាំ{year}", lang)
    return f"{MONTHS_EN[month - 1]} {year}"


def weekday(day: date, lang: str) -> str:
    """The day of the week: ថ្ងៃព្រហស្បតិ៍ or Thursday."""
    return f"ថ្ងៃ{WEEKDAYS_KM[day.weekday()]}" if lang == "km" else WEEKDAYS_EN[day.weekday()]


def short_moment(instant: datetime | None, lang: str) -> str:
    """An instant by the Cambodian clock: ០៥/០៣/២០២៦ ១៤:៣០; nothing for None."""
    if instant is None:
        return ""
    here = local(instant)
    return f"{short_date(here.date(), lang)} {digits_for(f'{here.hour:02d}:{here.minute:02d}', lang)}"


def limit_words(due: datetime | date, lang: str) -> str:
    """When a limit ends: day and time of day; one that ends at 24:00 is told by its last day alone."""
    if not isinstance(due, datetime):
        return short_date(due, lang)
    here = local(due)
    if (here.hour, here.minute) == (0, 0):
        return short_date(here.date() - timedelta(days=1), lang)
    return short_moment(due, lang)


def parse_clock_time(typed: str) -> tuple[int, int] | None:
    """Hour and minute as typed (`8`, `8:30`, `៨.៣០`, `0830`), or None."""
    plain = re.sub(r"[\s\u200b]+", "", arabic_digits(typed))
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))?", plain) or re.fullmatch(r"(\d{2})(\d{2})", plain)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return (hour, minute) if hour < 24 and minute < 60 else None
