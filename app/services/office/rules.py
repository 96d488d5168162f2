"""The rules that hold in an office: those that ship, with what the office set in place of some (`app.domain.rules`)."""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.deadlines import Limits, limits_of
from app.domain.errors import InputError
from app.domain.ids import shared_id
from app.domain.permissions import require
from app.domain.rules import SETS, RuleSet, overlaid, shipped

_KEY = "rule:"


def rules(reader: Reader, name: str) -> RuleSet:
    """The rules of a set as they hold in the office of who asks; a value that does not fit counts as not set."""
    return reader.once(("rules", name), lambda: _rules(reader, name))


def _rules(reader: Reader, name: str) -> RuleSet:
    start = f"{_KEY}{name}:"
    connection = reader.connection
    keys = connection.exec_driver_sql(
        "SELECT id FROM setting WHERE key >= ? AND key < ? AND office = ?", (start, start[:-1] + ";", reader.actor.office)
    ).fetchall()
    found = [record for row in keys if (record := reader.maybe("setting", row[0])) is not None]
    return overlaid(shipped(name), {row.text("key").removeprefix(start): row.values.get("value") for row in found})


def limits(reader: Reader) -> Limits:
    """The limits of case work as they hold in the office of who asks."""
    return reader.once("limits", lambda: limits_of(rules(reader, "deadlines")))


def set_rule(uow: UnitOfWork, name: str, path: str, value: object) -> None:
    """Sets a rule for the office; None gives back what ships.

    InputError `not_allowed`, `rule_unknown`, `rule_sourced` for what an official text says, `rule_value` with what it may be.
    """
    require(uow.actor, "rule.edit")
    rule = shipped(name).rules.get(path) if name in SETS else None
    if rule is None:
        raise InputError("rule_unknown", key=f"{name}:{path}"[:80])
    if rule.source == "sourced":
        raise InputError("rule_sourced", key=f"{name}:{path}")
    if value is not None and not rule.fits(value):
        allowed = ", ".join(rule.choices) if rule.choices else f"{rule.low} – {rule.high}" if rule.low is not None else ""
        raise InputError("rule_value", key=f"{name}:{path}", allowed=allowed)
    key, office = f"{_KEY}{name}:{path}", uow.actor.office
    found = uow.find("setting", office=office, key=key, order=("id",), limit=1)
    if found:
        uow.update("setting", found[0].id, {"value": value})
    elif value is not None:
        values = {"office": office, "key": key, "value": value, "source_tag": "office"}
        uow.create("setting", values, record_id=shared_id("setting", office, key))
