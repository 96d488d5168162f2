"""What an office sets for itself: its address and head on papers, and named settings that travel to all its computers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.ids import shared_id
from app.domain.permissions import require
from app.services.office.offices import own_office

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork

OFFICE_FIELDS = ("name_km", "name_en", "head_name", "address", "phone")
KEYS: Mapping[str, object] = {"lock_minutes": 10, "backup_days": 7}
"""Known settings with what holds until an office says otherwise (inferred): minutes without a key until the screen locks,
days after which Today reminds of the backup."""
LIMITS: Mapping[str, tuple[int, int]] = {"lock_minutes": (1, 120), "backup_days": (1, 90)}
"""From and to; all settings so far are whole numbers (inferred)."""


def edit_office(uow: UnitOfWork, values: Mapping[str, object]) -> None:
    """Changes names, head, address and telephone of the own office; InputError `not_allowed`, `field_unknown`."""
    require(uow.actor, "office.edit")
    unknown = sorted(set(values) - set(OFFICE_FIELDS))
    if unknown:
        raise InputError("field_unknown", field=f"office.{unknown[0]}")
    uow.update("office", own_office(uow).id, dict(values))


def setting(reader: Reader, key: str) -> object:
    """What holds for a setting; InputError `settings_key` for an unknown one."""
    if key not in KEYS:
        raise InputError("settings_key", key=key)
    found = reader.find("setting", office=reader.actor.office, key=key, limit=1)
    return found[0].values.get("value", KEYS[key]) if found else KEYS[key]


def whole_setting(reader: Reader, key: str) -> int:
    """A setting that is a number within `LIMITS`; what came from elsewhere and is none counts as not set."""
    value = setting(reader, key)
    low, high = LIMITS[key]
    return value if isinstance(value, int) and low <= value <= high else int(str(KEYS[key]))


def set_setting(uow: UnitOfWork, key: str, value: object) -> None:
    """Sets a setting for the office; InputError `not_allowed`, `settings_key`, `settings_value`."""
    require(uow.actor, "setting.edit")
    if key not in KEYS:
        raise InputError("settings_key", key=key)
    low, high = LIMITS[key]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InputError("settings_value", field=key, low=low, high=high)
    found = uow.find("setting", office=uow.actor.office, key=key, limit=1)
    if found:
        uow.update("setting", found[0].id, {"value": value})
    else:
        values = {"office": uow.actor.office, "key": key, "value": value, "source_tag": "office"}
        uow.create("setting", values, record_id=shared_id("setting", uow.actor.office, key))
