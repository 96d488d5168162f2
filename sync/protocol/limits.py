"""Numbers that both sides keep to. Sizes in bytes, times in seconds."""

PROTOCOL = 2
"""Version of the protocol, `p` in every head. A server answers every one from 1 on in its own form; a laptop that is told 426
speaks an older one."""

PULL_FROM = 1
"""Laptops of an older protocol hand their data in, but receive nothing before they are brought up to date (426)."""

PUSH_START, PUSH_MAX = 16 * 1024, 64 * 1024
"""Compressed size of a batch of operations: begins small, doubles on success, halves on failure or 413."""

PULL_START, PULL_MAX = 16 * 1024, 128 * 1024
"""Compressed size of a page that the laptop asks for (`m`), by the same rule."""

PUSH_FAST = PULL_FAST = 512 * 1024
"""The most where a request with its reply passes within a second: fewer turns, and nothing that a cut would cost dearly."""

BODY_MAX = 8 * 1024 * 1024
"""A compressed body above this is refused with 413 unread; one operation of 1 MiB always fits."""

PLAIN_MAX = 64 * 1024 * 1024
"""A body that unpacks to more than this is no body of ours (`too_large`)."""

LINES_MAX = 100_000
"""Lines of a body: several times what a full request or page has; empty ones cost nothing on the wire and much memory."""

OPS_MAX = 5000
"""Operations in one request."""

SCOPES_MAX = 20_000
"""Scopes of one laptop: those of a province have some hundred."""

USERS_MAX = 1000
"""Users with a password on one laptop."""

AUDIT_MAX = 200
"""Audit lines in one request; they ride behind the operations."""

HELD_MAX = 10_000
"""Operations of one device that the server holds in quarantine. Above it takes none that would have to go there: they stay on
the laptop, which is told, and goes on receiving (`full`; 429 in protocol 1)."""

HELD_NAMED = 1000
"""Held operations that one request asks about."""

CODE_LETTERS, CODE_LENGTH, CODE_DAYS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 10, 14
"""An enrolment code: ten Crockford characters, valid for fourteen days, one time."""

NONCE_SECONDS = 300
"""How long a nonce may be signed over."""

SESSION_SECONDS = 12 * 3600
"""How long the key agreed with a signed request lasts at most."""

STALL_SECONDS, CONNECT_SECONDS = 20.0, 30.0
"""Without a byte for so long a transfer is cut; a connection must stand within the second."""

KEEP_ALIVE_SECONDS = 120
"""The server keeps an idle connection at least this long."""

HISTORY_MONTHS = 24
"""Log lines go back this far."""
