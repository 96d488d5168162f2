"""What waits in quarantine is numbered in the order of its arrival; until now it bore its laptop's own number."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

HELD = sa.table("held", *map(sa.column, ("home", "incarnation", "seq", "device", "state", "held_at", "number")))


def upgrade() -> None:
    """Numbers what still waits, device by device.

    Within one numbering of a laptop its own numbers say the order, whatever the server's clock said. Between two of them only
    the clock is known, which never lets one come before those that its laptop wrote earlier.
    """
    connection, column = op.get_bind(), HELD.c
    rows = connection.execute(
        sa.select(HELD).where(column.state == "held").order_by(column.device, column.incarnation, column.seq)
    ).all()
    last, came = ("", ""), ""
    arrived: dict[str, list[tuple[str, str, int, str]]] = {}
    for row in rows:
        came = max(came, row.held_at) if last == (row.device, row.incarnation) else row.held_at
        last = (row.device, row.incarnation)
        arrived.setdefault(row.device, []).append((came, row.incarnation, row.seq, row.home))
    numbered = [
        {"k_home": home, "k_incarnation": incarnation, "k_seq": seq, "k_number": number}
        for each in arrived.values()
        for number, (_, incarnation, seq, home) in enumerate(sorted(each), 1)
    ]
    if numbered:
        where = (
            column.home == sa.bindparam("k_home"),
            column.incarnation == sa.bindparam("k_incarnation"),
            column.seq == sa.bindparam("k_seq"),
        )
        connection.execute(sa.update(HELD).where(*where).values(number=sa.bindparam("k_number")), numbered)
