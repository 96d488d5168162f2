"""The judge: what must be true at rest, each invariant of the protocol by its number.

A check gives what it found wrong, one line each. What can only be seen on the way was noted by `watch` and is told here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.records import Actor
from sync.protocol.canonical import canonical
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import decode_op
from sync.schema import vocabulary
from sync.schema.same import same
from sync.server import models
from tests.simulation import kinds, states
from tests.simulation.journal import tokens
from tests.simulation.laptops import Laptop
from tests.simulation.poison import FUTURE
from tests.simulation.server_texts import waiting_text
from tests.simulation.sharing import wrongly_placed

if TYPE_CHECKING:
    from tests.simulation.world import World

Check = Callable[["World"], list[str]]


def inv_01(world: World) -> list[str]:
    """No loss: each saved value is visible, a side of a conflict, held, erased, or superseded by whoever had it displayed."""
    store, journal = world.central.store, world.journal
    bodies = states.server_bodies(store)
    visible = tokens(*(body for _, body, deleted in bodies.values() if not deleted))
    sides = tokens(*(dict(side) for clash in states.server_clashes(store) for side in (clash.current, clash.proposed)))
    held = tokens(states.held_lines(store), waiting_text(store))
    kept = visible | sides | held | journal.excused | journal.erased
    lost = [token for token in journal.known() if token not in kept and not journal.superseded(token)]
    return [f"{token} is lost, saved {[(e.laptop, e.kind, e.record, e.at) for e in journal.writers[token]]}" for token in lost]


def inv_02(world: World) -> list[str]:
    """Same verdict: whatever is repeated, split or overlapped changes nothing and is answered as the first time."""
    found: list[str] = []
    before = states.sizes(world.central.store)
    for laptop in world.living:
        found += _repeated(world, laptop)
    after = states.sizes(world.central.store)
    found += _watched(world, 2)
    if before != after:
        world.watch.report(23, f"repetition made the server grow: {_changed(before, after)}")
    return found if before == after else [*found, f"repetition changed the server: {_changed(before, after)}"]


def _repeated(world: World, laptop: Laptop) -> list[str]:
    """All that a laptop ever sent goes once more, cut anew; the watch compares the verdicts."""
    from tests.simulation.wire import replay

    return replay(world, laptop)


def inv_03(world: World) -> list[str]:
    """Convergence: devices have what the server has of their scopes, nothing lies over it but held items; at rest."""
    there = states.server_scopes(world.central.store)
    found: list[str] = []
    for laptop in world.living:
        here = states.laptop_scopes(laptop)
        for scope, records in here.items():
            wanted = there.get(scope, {})
            if records != wanted:
                odd = sorted({*records, *wanted} - {name for name in records if records[name] == wanted.get(name)})
                found.append(f"{laptop.name} differs in {scope}: {[(n, records.get(n), wanted.get(n)) for n in odd[:2]]}")
        left = [each for each in states.overlays(laptop) if each[2] != "held"]
        if left:
            found.append(f"{laptop.name} still has in its overlay {left[:3]}")
        wrong = states.wrongly_shown(laptop)
        if wrong:
            found.append(f"{laptop.name} shows wrongly {wrong[:3]}")
    return found + _moves_on(world)


def _moves_on(world: World) -> list[str]:
    """One more exchange of everybody moves nothing and costs one trip each."""
    found, before = [], states.sizes(world.central.store)
    world.watch.idle.clear()
    for laptop in world.living:
        requests, size = laptop.line.requests, laptop.line.bytes_up + laptop.line.bytes_down
        ended = laptop.exchange()
        trips, size = laptop.line.requests - requests, laptop.line.bytes_up + laptop.line.bytes_down - size
        world.watch.idle[laptop.name] = (trips, size)
        if ended != "ok" or laptop.engine.report.sent or laptop.engine.report.received:
            found.append(f"{laptop.name} is not at rest: {ended} {laptop.engine.report}")
        if trips > 3:
            found.append(f"{laptop.name} needs {trips} trips at rest")
    after = states.sizes(world.central.store)
    return found if before == after else [*found, f"an exchange at rest changed the server: {_changed(before, after)}"]


def inv_04(world: World) -> list[str]:
    """A conflict stands exactly between values whose authors did not see each other's and which differ."""
    found = []
    bodies = states.server_bodies(world.central.store)
    for clash in states.server_clashes(world.central.store):
        mine, other = tokens(dict(clash.current)), tokens(dict(clash.proposed))
        type_name, body, deleted = bodies.get(clash.record, ("", {}, True))
        found += _against_its_rule(world, clash, type_name, body, deleted)
        if clash.unit != "*" and all(same(clash.current.get(name), value) for name, value in clash.proposed.items()):
            found.append(f"conflict {clash.id} on {clash.record} {clash.unit} between equal values")
        if world.central.restores or clash.unit == "*" or kinds.rule_of(type_name, clash.unit) == "set":
            continue
        if kinds.rule_of(type_name, clash.unit) == "append":
            found += _all_displayed(world, clash, mine - other, other - mine)
            continue
        for one in mine - other:
            for two in other - mine:
                if {one, two} & world.journal.again:
                    continue
                if _sent_twice(world, one) or _sent_twice(world, two):
                    continue
                if one in world.journal.ancestors(two) or two in world.journal.ancestors(one):
                    found.append(f"false conflict on {clash.record} {clash.unit}: {one} and {two} knew each other")
    return found


def _all_displayed(world: World, clash: states.Clash, gone: frozenset[str], fresh: frozenset[str]) -> list[str]:
    """A clash of a whole text is false where its author, whose words are `fresh`, had all displayed that would have `gone`."""
    if (gone | fresh) & world.journal.again or any(_sent_twice(world, each) for each in gone | fresh):
        return []
    told = [event.text | event.saw for token in fresh for event in world.journal.writers.get(token, ())]
    displayed = frozenset[str]().union(*told, *map(world.journal.ancestors, fresh))
    false = told and gone <= displayed and not _decided_unseen(world, clash)
    return [f"false conflict on {clash.record} {clash.unit}: {sorted(fresh)} knew {sorted(gone)}"] if false else []


def _decided_unseen(world: World, clash: states.Clash) -> bool:
    """Whether a text was decided after what its other writer had before him: that is a writing, also in the same words."""
    log = models.op_log.c
    query = select(log.kind, log.base_seq, log.version, log.at, log.line).where(log.record == clash.record)
    with world.central.store.read() as connection:
        rows = list(connection.execute(query))
    bases = [int(row.base_seq) for row in rows if row.at == clash.proposed_at]
    decided = [int(row.version) for row in rows if row.kind == "resolve" and clash.unit in decode_op(bytes(row.line), "").patch]
    return bool(bases) and any(version > min(bases) for version in decided)


def _against_its_rule(world: World, clash: states.Clash, type_name: str, body: Mapping[str, Any], deleted: bool) -> list[str]:
    """Whether a clash is one that its field's rule does not know, or shows the less safe of both values (sync.md §3)."""
    spec = vocabulary().types.get(type_name)
    known = spec.spec(clash.unit) if spec else None
    if known is not None and known.rule == "append" and known.name in body and not deleted:
        words = (clash.current.get(clash.unit), clash.proposed.get(clash.unit))
        apart = tokens(words[0]) ^ tokens(words[1])
        whole = any(event.text for token in apart for event in world.journal.writers.get(token, ()))
        whole = whole or bool(tokens(*words) & world.journal.again)
        told = map(world.journal.by_at.get, (clash.current_at, clash.proposed_at))
        whole = whole or any(event is not None and event.text for event in told)  # all his words may have come back another way
        known_way = whole or "" in words or None in words
        return [] if known_way else [f"conflict {clash.id} on {clash.record} {clash.unit}, where both stay"]
    if known is None or known.rule != "cautious":
        return []
    safe = {value: place for place, value in enumerate(known.order)}
    shown, other = (safe.get(str(side.get(clash.unit)), len(safe)) for side in (clash.current, clash.proposed))
    return [] if shown <= other else [f"conflict {clash.id} on {clash.record} shows the less safe {clash.current}"]


def _sent_twice(world: World, token: str) -> bool:
    """Whether the save of a value stands in the log under two numberings, since its laptop was put back to before it was sent.

    That laptop forgot that it had sent it. What comes the second time knows of nothing that was written over the first, and no
    clock says that both are one: it clashes, nothing is lost, and a person is asked. As in the window that a server forgot.
    """
    log = models.op_log.c
    families = {laptop.name: laptop.family for laptop in world.laptops}
    restored = {laptop.family for laptop in world.laptops if laptop.restored}
    for event in world.journal.writers.get(token, ()):
        if families.get(event.laptop) not in restored:
            continue
        query = select(log.incarnation, log.line).where(log.author == event.user, log.at == event.last.at)
        with world.central.store.read() as connection:
            rows = [row for row in connection.execute(query) if token in _written(bytes(row.line))]
        if len({row.incarnation for row in rows}) > 1:
            return True
    return False


def inv_06(world: World) -> list[str]:
    """Order: numbers go up and are never given twice; no base is above what it was taken from."""
    found = _watched(world, 6)
    with world.central.store.read() as connection:
        tags = connection.execute(select(models.commit_log.c.last_seq).order_by(models.commit_log.c.last_seq)).scalars()
        numbers = list(tags)
        if len(set(numbers)) != len(numbers):
            found.append("two commits with one number")
        given = [
            int(v) for v in connection.execute(select(models.op_log.c.version).where(models.op_log.c.version > 0)).scalars()
        ]
        changed = select(models.record.c.id, models.record.c.version).order_by(models.record.c.version)
        seen: dict[int, str] = {}
        for record, version in connection.execute(changed):
            if version in seen:
                found.append(f"{record} and {seen[version]} have the version {version}")
            seen[version] = record
        if given and max(given) > (numbers[-1] if numbers else 0):
            found.append("an operation above the last commit")
    return found


def inv_08(world: World) -> list[str]:
    """Outbox: nothing is deleted before it is safe, the counter never falls back, a frozen line never changes."""
    found = _watched(world, 8)
    for laptop in world.living:
        with laptop.database.read(Actor("", "", "")) as reader:
            rows = reader.connection.exec_driver_sql("SELECT id, next_seq, safe_seq FROM incarnation").fetchall()
            for name, after, safe in rows:
                have = {
                    row[0] for row in reader.connection.exec_driver_sql("SELECT seq FROM op WHERE incarnation = ?", (name,))
                }
                missing = [seq for seq in range(safe + 1, after) if seq not in have]
                if missing:
                    found.append(f"{laptop.name} has no more {missing[:5]} of {name}, safe is {safe}")
    return found


def inv_10(world: World) -> list[str]:
    """Scope: no byte sent to a device held a value outside its scope; what left it is gone after the next exchange."""
    found = _watched(world, 10)
    there = states.server_scopes(world.central.store)
    with world.central.store.read() as connection:
        found += wrongly_placed(connection)
        told = {laptop.name: world.watch.scopes_of(connection, world.devices[laptop.place.name]) for laptop in world.living}
    for laptop in world.living:
        odd = states.laptop_scopes(laptop).keys() - told[laptop.name]
        found += [f"{laptop.name} has the scopes {sorted(odd)}, which nobody there may see"] if odd else []
        mine = {record for scope in states.laptop_scopes(laptop) for record in there.get(scope, {})}
        with laptop.database.read(Actor("", "", "")) as reader:
            query = "SELECT id, base_body FROM record WHERE gone = 0 AND base_seq > 0"
            for record, body in reader.connection.exec_driver_sql(query):
                if record not in mine and body is not None:
                    found.append(f"{laptop.name} still has {record}")
    return found


def inv_13(world: World) -> list[str]:
    """Restore: a server that was put back is noticed before any cursor moves on (what survives is judged by 1)."""
    return _watched(world, 13)


def inv_18(world: World) -> list[str]:
    """Author: each operation on the server has the author, the instant and the device of the save it came from.

    A rescue has author and instant alone: history tells no laptop by which device somebody else wrote, and the server that
    knew it was put back.
    """
    found = []
    with world.central.store.read() as connection:
        log = models.op_log.c
        rows = list(connection.execute(select(log.author, log.at, log.device, log.line, log.kind)))
    for author, at, device, line, kind in rows:
        mine = _written(bytes(line))
        event = world.journal.by_at.get(at)
        if event is None:
            if mine and kind in ("create", "edit", "resolve", "delete"):
                found.append(f"an operation at {at} that nobody saved holds {sorted(mine)}")
            continue
        if event.user != author or (event.device != device and kind != "rescue"):
            found.append(f"the save of {event.user} on {event.device} at {at} stands as {author} on {device}")
        for token in mine - world.journal.again:
            other = all(each.user != author for each in world.journal.writers.get(token, ()))
            if other and token not in world.journal.repeated(event):
                found.append(f"{token} stands under {author}, who did not write it")
    return found


def _written(line: bytes) -> frozenset[str]:
    """The tokens that an operation writes; what it takes out of a set was written by others."""
    try:
        patch = dict(decode_op(line, "").patch)
    except (ProtocolError, ValueError):
        return tokens(line.decode(errors="replace"))
    for name, change in patch.items():
        if isinstance(change, dict) and change.keys() == {"add", "del"}:
            patch[name] = change["add"]
    return tokens(patch)


def inv_19(world: World) -> list[str]:
    """Pull lives: whatever lines hold, every cursor comes to the end of its scope."""
    found = []
    with world.central.store.read() as connection:
        ends = {row.scope: int(row.last_seq) for row in connection.execute(select(models.scope_root))}
    for laptop in world.living:
        found += [f"{laptop.name}: {each}" for each in laptop.stuck]
        with laptop.database.read(Actor("", "", "")) as reader:
            for scope, seq in reader.connection.exec_driver_sql("SELECT scope, seq FROM cursor"):
                if seq < ends.get(scope, 0):
                    found.append(f"{laptop.name} stands at {seq} of {ends[scope]} in {scope}")
    return found


def inv_20(world: World) -> list[str]:
    """Resolution: finitely many decisions close all conflicts, and no decision vanishes (its values are judged by 1).

    A decision waits behind what the server holds of its laptop's changes of the record; that too is for a person to decide.
    """
    from tests.simulation import deciding

    for turn in range(8):
        if not states.server_clashes(world.central.store):
            return []
        for laptop in world.living:
            if turn:
                deciding.take_back(world, laptop)
            deciding.decide_all(world, laptop)
            laptop.exchange()
            if turn:
                break  # from the second turn on one laptop after the other, so that decisions do not meet decisions
        for laptop in [*world.living[1:], *world.living[:1]]:
            laptop.exchange()
        world.laptops.append(world.laptops.pop(0))
    left = states.server_clashes(world.central.store)
    known = [clash for clash in left if clash.unit != FUTURE]  # a laptop of the newer version could, but none is here
    seen = [clash for clash in known if any(_is_shown(laptop, clash.id) for laptop in world.living)]
    return [f"still open after all decisions: {[(each.record, each.unit) for each in seen[:3]]}"] if seen else []


def _is_shown(laptop: Laptop, conflict: str) -> bool:
    """Whether somebody on a laptop could decide a conflict."""
    from app.services.exchange import exchange

    for user in range(len(laptop.place.users)):
        with laptop.session(user).read() as reader:
            if any(each.id == conflict and not each.hidden for each in exchange.conflicts(reader)):
                return True
    return False


def inv_21(world: World) -> list[str]:
    """Alias graph: following merged records always ends."""
    with world.central.store.read() as connection:
        graph = {row.record: row.target for row in connection.execute(select(models.alias))}
    found = []
    for start in graph:
        seen, here = {start}, graph[start]
        while here in graph and here not in seen:
            seen.add(here)
            here = graph[here]
        if here in seen:
            found.append(f"a circle of merged records at {start}")
    return found


def inv_23(world: World) -> list[str]:
    """Server storage beyond the log of operations does not grow with repetition (the sending again is done by 2)."""
    return _watched(world, 23)


def _watched(world: World, number: int) -> list[str]:
    """What was noted on the way."""
    return [what for invariant, what in world.watch.broken if invariant == number]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What differs between two counts."""
    return {name: (before.get(name), after.get(name)) for name in {*before, *after} if before.get(name) != after.get(name)}


def bodies_text(world: World) -> bytes:
    """What is visible on the server, for comparisons of runs; records by their order, since ids tell when they were made."""
    bodies = states.server_bodies(world.central.store)
    text = canonical([[type_name, body, deleted, record] for record, (type_name, body, deleted) in sorted(bodies.items())])
    for place, record in enumerate(sorted(bodies)):
        text = text.replace(record.encode(), f"record {place}".encode())
    return text
