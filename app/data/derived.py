"""Columns computed from a record's values, for searching, sorting and finding duplicates.

They are outside capture, the wire body and every hash; a change of their making (`app.text.keys.VERSION`) fills them again.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from app.data.connection import bare
from app.text.keys import name_key_any_order, search_key, sort_key
from app.text.sounds import stored_sounds

SEARCHED = frozenset({"child", "case", "facility", "residency"})
"""Types with a row in the search table."""


NUMBERS = ("mosvy_village", "mosvy_number", "primero_id", "oscar_id", "birth_certificate_number", "nickname")
"""What a child is found by besides its names; the ministry's number with the code of its village before it, or without."""
SEARCH_FIELDS: dict[str, tuple[str, ...]] = {
    "child": NUMBERS,
    "case": ("code", "child", "name_hidden"),
    "residency": ("child",),
}
"""Fields besides the derived columns that a search row is made of."""


def closed_keys(*texts: str) -> str:
    """The search keys of texts without their spaces: a word typed is found in them whether typed apart or together."""
    return " ".join(dict.fromkeys(key.replace(" ", "") for text in texts if (key := search_key(text))))


def _text(values: Mapping[str, object], field: str) -> str:
    """A text value, empty when it is missing or something else."""
    value = values.get(field)
    return value if isinstance(value, str) else ""


def _names(type_name: str, values: Mapping[str, object]) -> tuple[str, str]:
    """The Khmer and the Latin name of a person, family name first."""
    khmer = f"{_text(values, 'family_name_km')} {_text(values, 'given_name_km')}".strip()
    if type_name in {"residency", "person"}:
        return khmer, _text(values, "name_latin")
    return khmer, f"{_text(values, 'family_name_latin')} {_text(values, 'given_name_latin')}".strip()


def derived_columns(type_name: str, values: Mapping[str, object]) -> dict[str, str | None]:
    """The derived columns of a record; empty for a type that has none."""
    if type_name in {"child", "residency", "person"}:
        khmer, latin = _names(type_name, values)
        return {
            "name_norm": closed_keys(khmer, latin),
            "name_sort": sort_key(khmer or latin),
            "name_key": name_key_any_order(khmer) or None,
            "latin_key": stored_sounds(khmer, latin) or None,
        }
    if type_name == "facility":
        khmer, english = _text(values, "name_km"), _text(values, "name_en")
        return {"name_norm": closed_keys(_text(values, "code"), khmer, english), "name_sort": sort_key(khmer or english)}
    if type_name == "carer":
        khmer, latin = _text(values, "name_km"), _text(values, "name_latin")
        return {"name_norm": closed_keys(khmer, latin), "name_sort": sort_key(khmer or latin)}
    return {}


def search_row(
    connection: Connection, type_name: str, values: Mapping[str, object], derived: Mapping[str, str | None]
) -> tuple[str, str] | None:
    """What the search finds a record by, and the key of its place in a list; None for types that are not searched.

    A case, and a residency that is linked to a child, is found by the child's names too.
    """
    if type_name not in SEARCHED:
        return None
    norm, sort = derived.get("name_norm") or "", derived.get("name_sort") or ""
    if type_name in {"case", "residency"}:
        return linked_row(type_name, values, norm, sort, child_row(connection, _text(values, "child")))
    return (f"{norm} {child_numbers(values)}".strip() if type_name == "child" else norm), sort


def child_numbers(values: Mapping[str, object]) -> str:
    """The search keys of a child's numbers and nickname."""
    ministry = _text(values, "mosvy_village") + _text(values, "mosvy_number") if _text(values, "mosvy_number") else ""
    return closed_keys(ministry, *(_text(values, name) for name in NUMBERS[2:]))


def child_row(connection: Connection, child: str) -> tuple[str, str] | None:
    """The search row of a child; None when it is not here (yet)."""
    if not child:
        return None
    row = bare(connection).execute("SELECT norm, sort FROM search WHERE id = ? AND type = 'child'", (child,)).fetchone()
    return (row[0], row[1]) if row else None


def linked_row(
    type_name: str, values: Mapping[str, object], norm: str, sort: str, child: tuple[str, str] | None
) -> tuple[str, str]:
    """The search row of a case or residency with the child's laid in; a case that hides the name stands at its number."""
    own = closed_keys(_text(values, "code")) if type_name == "case" else norm
    if child is None:
        return own, sort
    place = sort_key(_text(values, "code")) if values.get("name_hidden") else child[1] or sort
    return f"{own} {child[0]}".strip(), place


def refresh_dependants(connection: Connection, type_name: str, record_id: str, norm: str, sort: str) -> None:
    """When a child's names change, its cases and residencies are found by the new ones."""
    if type_name != "child":
        return
    rows = (
        bare(connection)
        .execute(
            """SELECT c.id, 'case', c.code, '', c.name_hidden FROM "case" c WHERE c.child = ?
           UNION ALL SELECT r.id, 'residency', r.name_norm, r.name_sort, NULL FROM residency r WHERE r.child = ?""",
            (record_id, record_id),
        )
        .fetchall()
    )
    for dependant, kind, own, own_sort, hidden in rows:
        found = linked_row(kind, {"code": own, "name_hidden": hidden}, own or "", own_sort or "", (norm, sort))
        bare(connection).execute("UPDATE search SET norm = ?, sort = ? WHERE id = ?", (*found, dependant))
