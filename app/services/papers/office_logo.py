"""The office's own logo at the head of its papers: a small picture among the settings, so that it travels to all its computers.

Whatever was chosen is unpacked within bounds, made small and written anew as PNG; what arrives from another computer is looked
at in the same way before it is drawn, so that no file can break a paper. Sizes are inferred: they print sharp at the size of
the head, and a setting with it fits into one small request of an exchange.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.data.contents.pictures import Drawn, drawn
from app.domain.errors import EnvironmentFault, InputError
from app.domain.ids import shared_id
from app.domain.permissions import require

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork

KEY = "logo"
PICTURE = "png"
"""Under which the picture stands in the setting, in base64."""
BIGGEST_FILE = 10 * 1024 * 1024
"""Bytes of a file that is looked at at all."""
BOUNDS = Drawn(wide=640, high=200, least=48, pixels=40_000_000, most=32 * 1024)


def read_logo(path: Path) -> bytes:
    """The bytes of a file that may be a logo. EnvironmentFault `document_unreadable`; InputError `logo_file_large`."""
    try:
        with path.open("rb") as file:
            data = file.read(BIGGEST_FILE + 1)
    except OSError as error:
        raise EnvironmentFault("document_unreadable", name=path.name) from error
    if len(data) > BIGGEST_FILE:
        raise InputError("logo_file_large", name=path.name, most=BIGGEST_FILE // 1024 // 1024)
    return data


def set_logo(uow: UnitOfWork, data: bytes, name: str) -> bytes:
    """Puts a picture at the head of the office's papers; gives it as it will be drawn.

    InputError `not_allowed`, `logo_not_picture`, `logo_small`.
    """
    require(uow.actor, "office.edit")
    picture = drawn(data, BOUNDS, name=name)
    _keep(uow, {PICTURE: base64.b64encode(picture).decode("ascii")})
    return picture


def remove_logo(uow: UnitOfWork) -> None:
    """Papers have no logo any more. InputError `not_allowed`, `logo_none`."""
    require(uow.actor, "office.edit")
    if not office_logo(uow):
        raise InputError("logo_none")
    _keep(uow, None)


def office_logo(reader: Reader) -> bytes:
    """The logo as PNG; empty when there is none, or when what came from elsewhere is no picture that may be drawn."""
    found = reader.find("setting", office=reader.actor.office, key=KEY, order=("id",), limit=1)
    value = found[0].values.get("value") if found else None
    told = value.get(PICTURE) if isinstance(value, Mapping) else None
    return _safe(told) if isinstance(told, str) else b""


@lru_cache(maxsize=4)
def _safe(told: str) -> bytes:
    """The picture of a setting, written anew; empty for what is none."""
    if len(told) > 2 * BOUNDS.most:
        return b""
    try:
        return drawn(base64.b64decode(told, validate=True), BOUNDS, name=KEY)
    except (binascii.Error, ValueError, InputError):
        return b""


def _keep(uow: UnitOfWork, value: object) -> None:
    """The setting with a picture, or without."""
    office = uow.actor.office
    found = uow.find("setting", office=office, key=KEY, order=("id",), limit=1)
    if found:
        uow.update("setting", found[0].id, {"value": value})
    else:
        made = {"office": office, "key": KEY, "value": value, "source_tag": "office"}
        uow.create("setting", made, record_id=shared_id("setting", office, KEY))
