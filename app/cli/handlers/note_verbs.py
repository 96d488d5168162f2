"""`note show` and `note detail`: one note or visit with its author and history, and its restricted words."""

from __future__ import annotations

from app.cli.context import Context
from app.cli.handlers.danger_verbs import assigned
from app.services.cases import case_history, case_json, case_parts, cases

_TYPE, _DETAIL = "note", "note_detail"
_WHERE = ("case", "by")
"""Ids that say where a note belongs."""


def show(context: Context) -> None:
    """Shows a note whole: who wrote it and when, what it held before, and of its restricted words those the user may read."""
    key = context.call.need("id")
    with context.session.read() as reader:
        note = reader.get(_TYPE, key[:40])
        case = cases.readable(reader, note.text("case"))
        details = case_parts.visible(reader, _DETAIL, key)
        past = case_history.field_history(reader, _TYPE, key)
        told = case_history.written(reader, _TYPE, key)
    context.out.one(
        {
            "id": key,
            "case": case.text("code"),
            **{name: value for name, value in note.values.items() if name not in _WHERE},
            "written_at": told.at if told is not None else None,
            "written_by": told.who if told is not None else None,
            "details": [{"id": row.id, "restricted": row.text("restricted"), "text": row.text("text")} for row in details],
            "history": [
                {"field": one.field, "at": one.at, "who": one.who, "old": one.old, "new": one.new}
                for one in past
                if one.field not in _WHERE
            ],
        }
    )


def detail(context: Context) -> None:
    """Adds restricted words to a note; `restricted=` names the group, whose right the user must hold."""
    key = context.call.need("id")
    with context.session.write("case_part_add") as uow:
        values = case_json.read_values(_DETAIL, assigned(_DETAIL, context.call.many), _DETAIL, uow.today())
        added = case_parts.add(uow, _DETAIL, key, values)
    context.out.one({"id": added, "note": key})
