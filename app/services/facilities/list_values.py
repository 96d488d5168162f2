"""What the cells of a list of facilities say, as fields of a facility; what cannot be read is told with its column."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.fields import fields
from app.data.places import FoundPlace, find_places, place_path
from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.errors import AppError, InputError
from app.domain.facility_codes import tidy_code
from app.services.facilities import list_columns
from app.services.facilities.facilities import AHEAD
from app.services.facilities.list_columns import PLACES
from app.text.dates import parse_date
from app.text.digits import arabic_digits
from app.text.keys import search_key

LONGEST = 2000
"""Letters of a text at most; longer is a text in the wrong column."""


def place(letter: str) -> int:
    """The place of a column from its letter: A is 0."""
    number = 0
    for one in letter:
        number = number * 26 + ord(one) - 64
    return number - 1


def values(
    reader: Reader, said: Mapping[str, str], letters: Mapping[str, str]
) -> tuple[dict[str, object], list[tuple[str, AppError]]]:
    """Fields of a facility from cells (field → text), and what is wrong: column and fault. `letters`: field → column."""
    found: dict[str, object] = {}
    wrong: list[tuple[str, AppError]] = []
    for name, text in said.items():
        if name in PLACES:
            continue
        try:
            found[name] = _value(reader, name, text)
        except InputError as error:
            wrong.append((letters.get(name, ""), error))
    if "village_code" not in said and any(said.get(name) for name in PLACES):
        try:
            found |= _village(reader, said)
        except InputError as error:
            wrong.append((letters.get("village") or letters.get("commune") or letters.get("district", ""), error))
    return _names(found), wrong


def _names(found: dict[str, object]) -> dict[str, object]:
    """A name without a Khmer letter in a column for the Khmer name is the other name, where that is empty; and back."""
    for one, other, khmer in (("name_km", "name_en", True), ("name_en", "name_km", False)):
        text = str(found.get(one) or "")
        if text and _khmer(text) != khmer and not found.get(other):
            found[other] = found.pop(one)
    return found


def _khmer(text: str) -> bool:
    return any("\u1780" <= letter <= "\u17ff" for letter in text)


def _value(reader: Reader, name: str, text: str) -> object:
    """One cell. InputError with what to do."""
    kind = fields("facility")[name].kind
    if name == "code":
        code = tidy_code(text)
        if not code:
            raise InputError("facility_code_form", field="facility.code", code=text[:20])
        return code
    if name == "village_code":
        code = arabic_digits(text).strip()
        code = code.zfill(8) if code.isdigit() else code
        if place_path(reader, code) is None or len(code) != 8:
            raise InputError("import_place_unknown", place=text[:60])
        return code
    if kind == "code":
        found = list_columns.code_of(name, text)
        if found is None:
            raise InputError("import_word_unknown", word=text[:40], column=name, known=_known(name))
        return found
    if kind == "set":
        codes, unknown = list_columns.codes_of(name, text)
        if unknown:
            raise InputError("import_word_unknown", word=unknown[0][:40], column=name, known=_known(name))
        return codes
    if kind == "int":
        number = list_columns.whole_of(text)
        if number is None:
            raise InputError("import_number", text=text[:20])
        return number
    if kind == "date":
        return _day(reader, name, text)
    if len(text) > LONGEST:
        raise InputError("import_text_long", most=LONGEST)
    return " ".join(text.split()) if name != "note" else text


def _day(reader: Reader, name: str, text: str) -> str:
    """A whole day; "2015" or "March 2015" is none, since nobody knows which."""
    plain = text.partition("T")[0].strip()
    number = arabic_digits(plain)
    whole = sum(letter.isdigit() for letter in number) > 4 and not number.isdigit()
    day = parse_date(plain, reader.today(), future=name in AHEAD) if whole else None
    if day is None:
        raise InputError("import_day", text=text[:30])
    return day.isoformat()


def _known(name: str) -> str:
    """The codes that may stand in a column; who tells a fault to people puts their words in place of them."""
    return ", ".join(codelist(fields("facility")[name].codelist or name).codes())


def _village(reader: Reader, said: Mapping[str, str]) -> dict[str, object]:
    """The village that the names of several columns mean together.

    InputError `import_place_unknown`, `import_place_many`; a list that names no village says nothing of it.
    """
    if not said.get("village"):
        return {}
    typed = " ".join(_bare(said[name]) for name in PLACES if said.get(name))
    within = "" if said.get("province") else reader.actor.office[:2]
    found = find_places(reader, typed, 20, within=within) or find_places(reader, typed, 20)
    fitting = [one for one in found if _named(one, said)]
    if not fitting:
        raise InputError("import_place_unknown", place=typed[:60])
    if len(fitting) > 1:
        raise InputError("import_place_many", place=typed[:60], places="; ".join(one.path("km") for one in fitting[:3]))
    return {"village_code": fitting[0].place.code}


_KINDS = ("ភូមិ", "ឃុំ", "សង្កាត់", "ស្រុក", "ខណ្ឌ", "ក្រុង", "ខេត្ត", "រាជធានី")


def _bare(text: str) -> str:
    """The name of a place without the word for its kind before it, unless nothing else is left."""
    plain = text.strip()
    for kind in _KINDS:
        if plain.startswith(kind) and plain[len(kind) :].strip():
            return plain[len(kind) :].strip()
    return plain


def _named(found: FoundPlace, said: Mapping[str, str]) -> bool:
    """Whether each level that the list names has that very name."""
    levels = dict(zip(PLACES, (found.place, *found.above), strict=False))
    for name in PLACES:
        if said.get(name) and name in levels:
            typed = {search_key(said[name]).replace(" ", ""), search_key(_bare(said[name])).replace(" ", "")}
            names = {search_key(levels[name].km).replace(" ", ""), search_key(levels[name].en).replace(" ", "")}
            if not typed & names:
                return False
    return True
