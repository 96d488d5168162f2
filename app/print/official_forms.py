"""The ministry's forms 1 to 6 as they stand on its paper: head with boxes, the form's parts, frames for signatures.

Source of head and frames: the printed forms as the partner organisations' software holds them (government_forms §0.1, 1 to 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.print.form_papers import FormPaper


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Room for one signature. `how` and `day` are what the form noted of it; `thumb`: a frame for a thumbprint; `seal`: also a
    seal.
    """

    who: str
    name: str = ""
    how: str = ""
    day: str = ""
    thumb: bool = False
    seal: bool = False


@dataclass(frozen=True, kw_only=True)
class OfficialHead:
    """The head. Days as six digits ddmmyy, codes as digits; "" leaves the boxes empty. `places`: label and value in a row.

    `birth_told` tells a birth that is no exact day. `village_code` is left out of a copy that tells no address.
    """

    unit: str
    unit_places: tuple[tuple[str, str], ...]
    day: str
    places: tuple[tuple[str, str], ...]
    village_code: str | None
    child_village: str
    child_number: str
    child: str
    birth: str
    birth_told: str
    sex: str
    case_code: str


@dataclass(frozen=True, kw_only=True)
class OfficialFormPaper(FormPaper):
    """One of the six forms, filled."""

    template: ClassVar[str] = "official_form"

    head: OfficialHead
    frames: tuple[Frame, ...] = ()
