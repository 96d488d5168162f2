"""What the tests of commands begin from: a case and a facility as JSON, and what runs a verb."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

NAME, SECRET = "Sok Dara", "a long pass phrase"
CASE: dict[str, dict[str, object]] = {
    "child": {
        "family_name_km": "សុខ",
        "given_name_km": "ដារ៉ា",
        "sex": "male",
        "birth": {"age": 9, "on": "2026-01-05"},
        "village_code": "02030101",
        "how_to_find": "behind the pagoda",
        "disability": [],
    },
    "case": {
        "received_at": "2026-01-05",
        "done_on": "2026-01-06",
        "case_type": "community",
        "risk_level": "high",
        "concerns": [{"code": "neglect", "kind": "experienced"}],
        "categories": ["abandoned"],
        "carer": {"family_name_km": "ចាន់", "relation": "mother"},
        "contacts": [{"phone": "012 345 678", "safe": "yes"}],
        "consent": [{"purpose": "services", "answer": "given", "on": "2026-01-06", "by": "carer"}],
    },
}
FACILITY = {"code": "BTB-001", "name_km": "មណ្ឌលកុមារ", "type": "rci", "owner": "ngo", "village_code": "02030101"}
Run = Callable[..., tuple[int, list[dict[str, object]], str]]


def file(folder: Path, content: object) -> str:
    path = folder / "given.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(path)


def done(answer: tuple[int, list[dict[str, object]], str]) -> list[dict[str, object]]:
    """The lines of an answer that went well."""
    code, lines, said = answer
    assert (code, said) == (0, "")
    return lines
