"""Who is written down under a name or a phone, in whatever role."""

from __future__ import annotations

from collections.abc import Sequence

from app.data.reader import Reader

MOST = 200
"""So many of one type are looked at, the newest first: who reads few cases finds those of them among all."""
_RAW = {
    "family_member": "ifnull(family_name_km, '') || ifnull(given_name_km, '') || '/' "
    "|| replace(ifnull(name_latin, ''), ' ', '')",
    "contact": "replace(ifnull(person, ''), ' ', '')",
    "carer_member": "replace(ifnull(name, ''), ' ', '')",
    "perpetrator": "replace(ifnull(name, ''), ' ', '')",
}
"""Type without stored search keys → its name without spaces."""
_WITH_PHONE = frozenset({"person", "carer", "contact"})


def named(reader: Reader, type_name: str, terms: Sequence[str], name: str, phone: str) -> list[str]:
    """Ids of records of a type that have the phone, or a name with all terms in it (`name`: what was typed without spaces)."""
    ways: list[str] = []
    parameters: list[object] = []
    if type_name in _RAW:
        ways.append(f"instr(lower({_RAW[type_name]}), lower(?)) > 0")
        parameters.append(name)
    elif terms:
        ways.append("(" + " AND ".join(["instr(name_norm, ?) > 0"] * len(terms)) + ")")
        parameters.extend(terms)
    if phone and type_name in _WITH_PHONE:
        ways.append("phone = ?")
        parameters.append(phone)
    if not ways:
        return []
    sql = f'SELECT id FROM "{type_name}" WHERE {" OR ".join(ways)} ORDER BY id DESC LIMIT ?'
    return [row[0] for row in reader.connection.exec_driver_sql(sql, (*parameters, MOST))]
