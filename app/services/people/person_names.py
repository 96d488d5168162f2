"""Names of people as they are typed anywhere: what is no name is refused, what looks like Limon letters is asked about (P13).

The window offers the conversion below the field. Here the same holds for commands, lists of parts, forms, imports. Nothing is
ever turned by itself: `sux` is also what somebody may write in Latin, so the person who types decides.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.errors import InputError
from app.domain.questions import Question
from app.text.limon import offered

KHMER = ("family_name_km", "given_name_km")
LATIN = ("family_name_latin", "given_name_latin", "name_latin")


def check(type_name: str, values: Mapping[str, object]) -> None:
    """A name that is given has a letter, in any script. InputError `name_without_letter`."""
    for name in (*KHMER, *LATIN):
        given = values.get(name)
        if given and not any(letter.isalpha() for letter in str(given)):
            raise InputError("name_without_letter", field=f"{type_name}.{name}")


def before_saving(values: Mapping[str, object], before: Mapping[str, object] | None = None) -> tuple[Question, ...]:
    """What to ask of names in Khmer fields that look like Limon, with what they would be; not of what stood there `before`."""
    found: list[Question] = []
    for name in KHMER:
        typed = str(values.get(name) or "").strip()
        turned = offered(typed) if typed != str((before or {}).get(name) or "").strip() else None
        if turned is not None:
            found.append(Question("ask.name_limon", {"typed": typed, "name": turned}))
    return tuple(found)
