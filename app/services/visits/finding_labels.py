"""What the question of a finding asked, in the form and version that its visit was filled with.

Two checklists have the same numbers: what stands in a letter or a list are never the words of the other one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.records import Record
from app.forms.binds import items
from app.forms.session import FormSession
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.services.visits.inspection_papers import item_text

Key = tuple[str, str]


def labels(reader: Reader, shelf: FormShelf, found: Iterable[Record], lang: str) -> dict[str, str]:
    """Finding → words of its question; one whose form is not on this computer is left out."""
    held = tuple(found)
    visits = reader.many("inspection", {one.text("inspection") for one in held if one.ref("inspection")})
    shelf.read(reader)
    known: dict[Key, Mapping[str, str]] = {}
    told = {}
    for one in held:
        visit = visits.get(one.text("inspection"))
        key: Key = (visit.text("form_id"), visit.text("form_version")) if visit is not None else (STANDARD, "")
        if key not in known:
            known[key] = _asked(shelf, key, lang)
        if known[key].get(one.text("item")):
            told[one.id] = known[key][one.text("item")]
    return told


def _asked(shelf: FormShelf, key: Key, lang: str) -> Mapping[str, str]:
    """Number of an item → what it asks, in that version of a form, or in the newest one that is here."""
    for version in (key[1], ""):
        try:
            form = shelf.form(key[0], version)
            break
        except InputError:
            continue
    else:
        return {}
    session = FormSession(form, lang=lang)
    return {item.number: item_text(session.label(item.path)) for item in items(form)}
