"""The history of a field in words, wherever it is shown; and how a writer is called whom nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from app.data.reader import Reader
from app.data.replica.rescue import NOT_KNOWN
from app.domain.clock import parse_instant
from app.domain.ids import is_id
from app.services.cases.case_history import FieldChange, told_history
from app.services.exchange.field_words import field_words, value_words
from app.text.dates import short_moment
from app.text.words import words


def writer_words(reader: Reader, user: str, lang: str) -> str:
    """Who wrote something, by id."""
    record = reader.maybe("user", user) if user else None
    return person_words(record.text("name") if record is not None else user if user == NOT_KNOWN else "", lang)


def person_words(name: str, lang: str) -> str:
    """A person's name as it is told: words for a writer whom a restore made unknown, and for one of whom nothing is here.

    `name`: a name, or the id of somebody without one.
    """
    if name == NOT_KNOWN:
        return words("history.nobody", lang)
    return words("history.elsewhere", lang) if not name or is_id(name) else name


def history_words(reader: Reader, type_name: str, record_id: str, field: str, lang: str) -> str:
    """What a field of a record held, the newest first, and whether the server has more; "nothing yet" where that is so."""
    changes, older = told_history(reader, type_name, record_id, field)
    lines = [*_lines(reader, type_name, changes, lang), *([words("history.older", lang)] if older else [])]
    return "\n\n".join(lines) or words("history.none", lang)


def _lines(reader: Reader, type_name: str, changes: list[FieldChange], lang: str) -> Iterator[str]:
    """A paragraph for each change."""
    none = words("value.none", lang)
    for one in changes:
        old, new = (value_words(reader, type_name, one.field, value, lang) or none for value in (one.old, one.new))
        head = f"{short_moment(parse_instant(one.at), lang)} · {person_words(one.who, lang)}"
        yield f"{head}\n{field_words(one.field, lang, type_name)}: {old} → {new}"
