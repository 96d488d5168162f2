"""The records of the exchange bench: case-like, 40 fields, some 1.6 KB of JSON each, much of it Khmer; the same for a seed.

records.py N FOLDER     writes cases_N.jsonl, and edits_N.jsonl: 1 % of them with three fields changed
"""

from __future__ import annotations

import json
import random
import sys
import uuid
from pathlib import Path
from typing import Any

SYLLABLES = tuple("ក ខ គ ឃ ង ច ឆ ជ ញ ដ ត ថ ទ ធ ន ប ផ ព ភ ម យ រ ល វ ស ហ អ".replace(" ", ""))
VOWELS = ("", *"ាិីុូេែៃោៅំះ", "ាំ")
LATIN = (
    "Sok",
    "Chan",
    "Dara",
    "Sophea",
    "Vannak",
    "Srey",
    "Bopha",
    "Rith",
    "Kosal",
    "Nary",
    "Pisey",
    "Samnang",
    "Chea",
    "Heng",
    "Kim",
    "Ly",
    "Meas",
    "Nhem",
    "Ouk",
    "Prak",
)
FREE = ("incident_place_kh", "narrative_kh", "action_plan_kh", "notes_kh")
"""Fields of free text."""
WORDS = 1500
CODES = {
    "status": ("open", "open", "closed", "referred", "pending"),
    "risk_level": ("low", "medium", "high", "critical"),
    "sex": ("female", "male"),
    "disability": (None, "visual", "hearing", "physical", None, None),
    "school_status": ("enrolled", "dropped_out", "never", "n/a"),
    "guardian_relation": ("mother", "father", "grandmother", "aunt", "none"),
    "poverty_id": (None, "IDPoor1", "IDPoor2"),
    "referral_source": ("commune", "police", "school", "ngo", "hotline"),
    "concern_primary": ("neglect", "violence", "separation", "labour", "trafficking"),
    "concern_secondary": (None, "neglect", "health"),
}
SERVICES = ("psychosocial", "medical", "legal", "shelter", "education", "cash")


class Maker:
    """Makes records."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self._words = [self._word() for _ in range(WORDS)]
        self._weights = [1 / (place + 1) ** 0.8 for place in range(WORDS)]
        self._names = [self._word() + self._word() for _ in range(800)]

    def _word(self) -> str:
        """A made-up word."""
        chance, word = self.chance, ""
        for _ in range(chance.choice((1, 2, 2, 3))):
            below = "្" + chance.choice(SYLLABLES) if chance.random() < 0.35 else ""
            word += chance.choice(SYLLABLES) + below + chance.choice(VOWELS)
        return word

    def text(self, words: int) -> str:
        """A sentence."""
        return "\u200b".join(self.chance.choices(self._words, self._weights, k=words)) + "។"

    def _name(self) -> str:
        """A name."""
        return self.chance.choice(self._names)

    def _day(self, first: int, last: int) -> str:
        """A day."""
        chance = self.chance
        return f"{chance.randint(first, last)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"

    def _instant(self) -> str:
        """An instant."""
        chance = self.chance
        clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:{chance.randint(0, 59):02}"
        return f"{self._day(2025, 2026)}T{clock}.{chance.randint(0, 999):03}Z"

    def record(self, number: int) -> dict[str, Any]:
        """One record."""
        chance, name = self.chance, self._name
        province = chance.randint(1, 25)
        district = province * 100 + chance.randint(1, 9)
        instant = self._instant()
        return {
            "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "case_no": f"CP-{province:02}-{number:06}",
            "form_version": "2026.3",
            "province_code": f"{province:02}",
            "district_code": f"{district:04}",
            "commune_code": f"{district * 100 + chance.randint(1, 12):06}",
            "village": name(),
            "office_id": f"off-{province:02}-{chance.randint(1, 3)}",
            "created_at": instant,
            "created_by": f"u{chance.randint(1, 300):04}",
            "updated_at": instant,
            "updated_by": f"u{chance.randint(1, 300):04}",
            "child_name_kh": f"{name()} {name()}",
            "child_name_latin": f"{chance.choice(LATIN)} {chance.choice(LATIN)}",
            "dob": self._day(2008, 2025),
            "age_years": chance.randint(0, 17),
            "nationality": "KH",
            "birth_registered": chance.random() < 0.8,
            "guardian_name_kh": f"{name()} {name()}",
            "guardian_phone": f"0{chance.randint(10**8, 10**9 - 1)}",
            "household_size": chance.randint(1, 12),
            "referral_date": self._day(2025, 2026),
            "incident_date": self._day(2025, 2026),
            "incident_place_kh": self.text(chance.randint(1, 3)),
            "narrative_kh": self.text(chance.randint(8, 20)),
            "action_plan_kh": self.text(chance.randint(4, 9)),
            "services": chance.sample(SERVICES, chance.randint(1, 3)),
            "next_visit": self._day(2026, 2027),
            "consent": chance.random() < 0.95,
            "notes_kh": self.text(chance.randint(0, 4)),
            **{field: chance.choice(codes) for field, codes in CODES.items()},
        }

    def edited(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record after an edit of three fields."""
        return {**record, "status": "reviewed", "notes_kh": self.text(5), "updated_at": self._instant()}


def write(folder: Path, number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Writes both files; gives the records."""
    maker = Maker(seed)
    folder.mkdir(parents=True, exist_ok=True)
    made = [maker.record(place) for place in range(number)]
    edits = [maker.edited(record) for record in maker.chance.sample(made, max(1, number // 100))]
    for name, some in (("cases", made), ("edits", edits)):
        lines = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in some)
        (folder / f"{name}_{number}.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")
    return made


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
