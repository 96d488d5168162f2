"""What the steps of many open cases are computed from, in one query: as `app.services.cases.case_facts` of one.

Of merged cases only what stands in the one that stays is looked at.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.data.queries.case_filter import CaseFilter, conditions, where_text
from app.data.reader import Reader

_OF = 'x."case" = c.id'
_EPISODE = f"(SELECT x.id FROM episode x WHERE {_OF} ORDER BY x.number DESC, x.id DESC LIMIT 1)"
_SINCE = f"(SELECT ifnull(max(x.opened_on), '') FROM episode x WHERE {_OF})"
_FORM = f"""(SELECT max(coalesce(x.filled_on, x.typed_on)) FROM form_response x WHERE {_OF} AND x.whole IS NULL
    AND x.state = 'finished' AND x.form_id IN (SELECT value FROM json_each(?))
    AND coalesce(x.filled_on, x.typed_on) >= {_SINCE})"""
_CLOSING = f"""(SELECT x.id FROM form_response x WHERE {_OF} AND x.whole IS NULL
    AND x.state = 'finished' AND x.form_id IN (SELECT value FROM json_each(?))
    AND coalesce(x.filled_on, x.typed_on) >= {_SINCE} ORDER BY coalesce(x.filled_on, x.typed_on) DESC, x.id DESC LIMIT 1)"""
_PROMISED = f"""(SELECT x.next_visit_on FROM note x WHERE {_OF} AND x.next_visit_on IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM note y WHERE y."case" = c.id AND ifnull(y.kind, '') <> 'note'
        AND (ifnull(y.on_date, ''), y.id) > (ifnull(x.on_date, ''), x.id))
    AND (ifnull(x.on_date, ''), x.id) = (SELECT ifnull(z.on_date, ''), z.id FROM note z
        WHERE z."case" = c.id AND z.next_visit_on IS NOT NULL ORDER BY ifnull(z.on_date, '') DESC, z.id DESC LIMIT 1))"""
_PLAN = f"""(SELECT x.made_on FROM plan x WHERE {_OF} AND x.ended_on IS NULL
    ORDER BY ifnull(x.made_on, '') DESC, ifnull(x.number, 0) DESC, x.id DESC LIMIT 1)"""
_PLAN_HELD = """(SELECT p.id FROM plan p WHERE p."case" = c.id AND p.ended_on IS NULL
    ORDER BY ifnull(p.made_on, '') DESC, ifnull(p.number, 0) DESC, p.id DESC LIMIT 1)"""
_SERVICE = f"""FROM service x WHERE {_OF} AND ifnull(x.type, '') NOT IN (SELECT value FROM json_each(?))"""
_SQL = f"""SELECT c.id, c.risk_level, c.received_at, c.received_precision, c.first_contact_on,
    EXISTS (SELECT 1 FROM child k WHERE k.id = c.child AND (k.died_on IS NOT NULL OR k.death_known IS NOT NULL)),
    EXISTS (SELECT 1 FROM consent x WHERE {_OF} AND ifnull(x.purpose, 'services') = 'services'),
    {_SINCE}, {_FORM}, {_FORM}, {_FORM}, {_PLAN},
    (SELECT max(x.on_date) FROM note x WHERE {_OF} AND ifnull(x.kind, '') <> 'note'), {_PROMISED},
    (SELECT count(*) {_SERVICE}),
    (SELECT count(*) {_SERVICE} AND (x.state IS NULL OR x.state IN (SELECT value FROM json_each(?)))),
    (SELECT CASE WHEN ifnull(x.asked_on, '') >= {_SINCE} THEN x.state END FROM approval x WHERE {_OF} AND x.what = 'plan'
        AND x.subject = ifnull({_PLAN_HELD}, x.subject) ORDER BY x.id DESC LIMIT 1),
    (SELECT x.state FROM approval x WHERE x.what = 'closure' AND x.subject = ifnull({_EPISODE}, c.id)
        ORDER BY x.id DESC LIMIT 1),
    EXISTS (SELECT 1 FROM form_response x WHERE {_OF} AND x.state = 'finished' AND instr(x.scores, '"low":true')),
    {_CLOSING}
    FROM """


@dataclass(frozen=True, slots=True)
class StepRow:
    """The facts of an open case, days and instants as wire texts; None where there is none. `low`: a low score is somewhere;
    `closing`: the newest closing assessment.
    """

    case: str
    risk: str | None
    received_at: str | None
    received_precision: str | None
    first_contact_on: str | None
    dead: int
    consent: int
    since: str
    assessed_on: str | None
    plan_form_on: str | None
    closing_on: str | None
    plan_on: str | None
    last_visit_on: str | None
    next_visit_on: str | None
    services: int
    open_services: int
    approval_plan: str | None
    approval_close: str | None
    low: int
    closing: str | None


def step_rows(
    reader: Reader,
    wanted: CaseFilter,
    forms: Mapping[str, Collection[str]],
    hidden: Collection[str],
    open_states: Collection[str],
) -> Iterator[StepRow]:
    """The facts of the cases that a filter leaves. `forms`: form ids of `assessment`, `plan`, `closing`; `hidden`: types of
    services that the person may not know of.
    """
    where, parameters = conditions(wanted)
    source = '"case" c CROSS JOIN search s ON s.id = c.id LEFT JOIN child ch ON ch.id = c.child'
    if not wanted.typed:
        where.remove("s.type = 'case'")
        source = '"case" c LEFT JOIN child ch ON ch.id = c.child'
    kept = json.dumps(sorted(hidden))
    lists = [json.dumps(sorted(forms[step])) for step in ("assessment", "plan", "closing")]
    given = (*lists, kept, kept, json.dumps(sorted(open_states)), lists[-1], *parameters)
    for row in reader.connection.exec_driver_sql(f"{_SQL} {source} WHERE {where_text(where)}", given):
        yield StepRow(*row)
