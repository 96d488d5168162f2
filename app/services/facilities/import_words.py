"""What a list of facilities would do, in words: for the window, the command line and the template."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from app.data.places import place_path
from app.data.reader import Reader
from app.domain.errors import AppError
from app.domain.records import Record
from app.exports.lists import Column, Sheet, write_lists
from app.services.exchange.field_words import value_words
from app.services.facilities import list_columns
from app.services.facilities.facilities import name_of
from app.services.facilities.facility_import import Alike, Change, Problem, Row
from app.text.digits import digits_for
from app.text.words import error_text, words

WIDE = frozenset({"name_km", "name_en", "how_to_find", "note", "services", "funding", "owner_name"})


def change_words(reader: Reader, change: Change, lang: str, *, new: bool) -> str:
    """A field with what it was and what it would be; of a new facility only what it would be."""
    title = list_columns.title("village" if change.field == "village_code" else change.field, lang)
    old, fresh = (_value(reader, change.field, value, lang) for value in (change.old, change.new))
    value = fresh if new else f"{old or words('import.nothing', lang)} → {fresh}"
    return words("import.value", lang, field=title, value=value)


def _value(reader: Reader, field: str, value: object, lang: str) -> str:
    if field == "village_code" and value:
        path = place_path(reader, str(value))
        return path.path(lang) if path is not None else str(value)
    if isinstance(value, int):
        return digits_for(value, lang)
    return value_words(reader, "facility", field, value, lang)


def problem_words(problem: Problem, row: Row, sheet: str, lang: str) -> str:
    """Where it is wrong, what, and what to do."""
    number = digits_for(row.number, lang)
    where = {"sheet": sheet, "row": number, "column": problem.column}
    place = words("import.cell" if problem.column else "import.row", lang, **where)
    return f"{place} {fault_words(problem.error, lang)}"


def fault_words(error: AppError, lang: str) -> str:
    """What is wrong; the words that may stand in a column are told in the language of who reads."""
    column = error.params.get("column")
    if error.code != "import_word_unknown" or not isinstance(column, str):
        return error_text(error, lang)
    known = ", ".join(list_columns.words_of(column, lang))
    return words("error.import_word_unknown", lang, word=error.params["word"], known=known)


def alike_words(alike: Alike, lang: str) -> str:
    """What a row may be, and why."""
    reasons = ", ".join(words(f"import.why.{reason}", lang) for reason in alike.reasons)
    if alike.facility is None:
        return words("import.may_be_row", lang, row=digits_for(alike.row, lang), reasons=reasons)
    return words("import.may_be", lang, facility=facility_words(alike.facility, lang), reasons=reasons)


def facility_words(facility: Record, lang: str) -> str:
    """Code and name of a facility."""
    return f"{facility.text('code')} {name_of(facility, lang)}".strip()


def lines(reader: Reader, row: Row, sheet: str, lang: str) -> list[str]:
    """All that is to be known of a row, line by line."""
    told = [problem_words(one, row, sheet, lang) for one in row.problems]
    told += [alike_words(one, lang) for one in row.alike]
    told += [words(one.code, lang, **one.params) for one in row.doubts]
    told += [change_words(reader, one, lang, new=row.state == "new") for one in row.changes]
    return told


def row_name(row: Row, lang: str) -> str:
    """The name that a row says, or that of its facility."""
    first, second = ("name_km", "name_en") if lang == "km" else ("name_en", "name_km")
    own = str(row.values.get(first) or row.values.get(second) or "")
    return own or (name_of(row.facility, lang) if row.facility is not None else "")


def row_code(row: Row) -> str:
    """The code that a row says, or that of its facility; "" for one that is given when it is saved."""
    return str(row.values.get("code") or (row.facility.text("code") if row.facility is not None else ""))


def template(target: Path | BytesIO, lang: str) -> int:
    """Writes an empty list to be filled in, with a second sheet of the words that may stand in it; gives the number of columns.

    EnvironmentFault `export_place`.
    """
    known = list_columns.known_fields()
    heads = [Column(list_columns.title(name, lang), 34 if name in WIDE else 18) for name in known]
    titles = (words("import.template", lang), words("import.words", lang))
    sheets = [Sheet(titles[0], heads), Sheet(titles[1], [Column(words("import.column", lang), 34), Column(titles[1], 50)])]
    rows = ((1, (list_columns.title(name, lang), said)) for name in known for said in list_columns.words_of(name, lang))
    write_lists(target, sheets, rows)
    return len(known)
