"""Which page shows a record: its own, or that of what it belongs to."""

from __future__ import annotations

from app.data.reader import Reader


def leads_to(reader: Reader, type_name: str, record_id: str) -> tuple[str, str]:
    """The page that shows a record, and the id there; nothing where there is none. What may be known is asked before."""
    record = reader.maybe(type_name, record_id)
    if type_name in ("case", "facility", "inspection"):
        return type_name, record_id
    if record is not None:
        for parent in ("case", "inspection", "facility"):
            above = record.ref(parent)
            if above and reader.maybe(parent, above) is not None:
                return parent, above
        child = record_id if type_name == "child" else record.ref("child")
        case = reader.find("case", child=child, limit=1) if child else []
        if case:
            return "case", case[0].id
    return "", ""
