"""Responses and the library of forms as the command line prints them, in the shapes that `response fill` takes."""

from __future__ import annotations

from app.data.reader import Reader
from app.domain.records import Record
from app.services.forms.form_library import FormEntry, FormShelf
from app.services.papers import attachments
from app.services.papers.attachments import AttachmentStore
from app.services.responses import responses
from app.services.responses.response_changes import corrections
from app.services.responses.response_scores import asks_for_risk_review, scores_of
from app.services.responses.responses import Response, ResponseRow
from app.text.words import words

Json = dict[str, object]


def form_json(entry: FormEntry, lang: str) -> Json:
    """One form of the library."""
    return {
        "id": entry.form_id,
        "version": entry.version,
        "title": entry.title_in(lang),
        "subject": entry.subject,
        "state": entry.state,
        "shipped": entry.shipped,
        "sha256": entry.sha256,
    }


def row_json(row: ResponseRow) -> Json:
    """One line of a list of responses."""
    return {
        "id": row.id,
        "form": row.form_id,
        "version": row.form_version,
        "subject": row.subject,
        "state": row.state,
        "filled_on": row.filled_on.isoformat() if row.filled_on else None,
        "filled_by": row.filled_by,
        "typed_on": row.typed_on.isoformat() if row.typed_on else None,
        "typed_by": row.typed_by,
        "answered": row.answered,
    }


def show(reader: Reader, shelf: FormShelf, response: str) -> Json:
    """One response: what it is about, its answers by name, what is wanting or was corrected, its scores."""
    found = responses.get(reader, shelf, response)
    record = found.record
    head = {name: record.values.get(name) for name in ("state", "filled_on", "filled_by", "typed_on", "finished_at")}
    shown: Json = {
        "id": record.id,
        "form": record.text("form_id"),
        "version": record.text("form_version"),
        "form_here": found.form is not None,
        **_about(record),
        **head,
        "answers": answers_json(found),
        "hidden": sorted(path.rpartition("/")[2] for path in found.hidden),
    }
    if found.form is not None:
        session = responses.session_of(found, "")
        shown["strangers"] = dict(session.strangers)
        if found.open:
            shown["problems"] = [{"key": one.key, "result": one.result} for one in responses.problems(found, "")]
    shown["scores"] = [
        {"item": one.item, "domain": one.domain, "score": one.score, "low": one.low} for one in scores_of(record)
    ]
    shown["risk_review"] = asks_for_risk_review(record)
    shown["corrections"] = [
        {"number": one.number, "key": one.path, "before": one.before, "after": one.after, "reason": one.reason, "at": one.at}
        for one in corrections(reader, record)
    ]
    return shown


def attachments_json(reader: Reader, store: AttachmentStore, response: str, lang: str) -> list[Json]:
    """What is attached to a response; of a file that is not on this computer a `note` says where it is."""
    return [
        {"key": one.key, "name": one.name, "mime": one.mime, "size": one.size, "purpose": one.purpose, "here": one.here}
        | ({} if one.here else {"note": words("error.attachment_missing", lang, name=one.name)})
        for one in attachments.of_response(reader, store, response)
    ]


def _about(record: Record) -> Json:
    subject = record.code("subject") or "inspection"
    return {"subject": subject, "about": record.text(subject)}


def answers_json(response: Response) -> Json:
    """Answers by name, groups flat, repeats as lists; without the form each answer by its whole key."""
    if response.form is None:
        return dict(sorted(response.answers.items()))
    found: Json = {}
    rows: dict[str, Json] = {}
    for key, text in response.answers.items():
        inside, path = found, ""
        parts = key.strip("/").split("/")
        if parts[1:2] == ["meta"]:
            continue  # the mark that ODK gives each filling
        for part in parts[1:-1]:
            path = f"{path}/{part}"
            name, bracket, _ = part.partition("[")
            if bracket:
                if path not in rows:
                    rows[path] = {}
                    listed = inside.setdefault(name, [])
                    if isinstance(listed, list):
                        listed.append(rows[path])
                inside = rows[path]
        inside[parts[-1]] = text
    return found
