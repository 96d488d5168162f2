"""What is said of a refusal at the command line beyond its words: which codes a list has, or how they are asked for."""

from __future__ import annotations

from app.data.fields import type_names
from app.domain.codelists import CodeListError, codelist
from app.domain.errors import AppError
from app.text.words import error_text, words

FEW = 12
"""So many codes are named at once (inferred); more are a list of their own."""


def told(fault: AppError, lang: str) -> str:
    """The words of a fault; of a code that a list does not have, also the codes that it has."""
    said = error_text(fault, lang)
    if fault.code != "code_unknown":
        return said
    return " ".join(filter(None, (said, _codes(str(fault.params.get("list", "")), str(fault.params.get("field", "")), lang))))


def _codes(listed: str, field: str, lang: str) -> str:
    """The codes of a list, if they are few; else the command that tells them; "" for what is no list."""
    try:
        known = codelist(listed).codes()
    except CodeListError:
        return ""
    if len(known) <= FEW:
        return words("cli.codes", lang, codes=", ".join(known))
    above = field.partition(".")[0]
    return words("cli.codes_many", lang, n=len(known), type=above) if above in type_names() else ""
