"""What the window does with the database by itself: what it keeps for a person, and taking back the last act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.data.undo import UndoAct, Undone, last_act, undo
from app.text.words import has_words, words

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.services.office.offices import Session


def states(session: Session) -> dict[str, object]:
    """All that the window keeps for who is signed in."""
    from app.data.ui_state import all_states

    with session.read() as reader:
        return all_states(reader)


def joined(session: Session) -> bool:
    """Whether the office has joined a server."""
    from app.services.exchange.sync_state import sync_state

    with session.read() as reader:
        return sync_state(reader).enrolled


def lock_minutes(reader: Reader) -> int:
    """After how many minutes without a key the screen locks in this office."""
    from app.services.office.settings import whole_setting

    return whole_setting(reader, "lock_minutes")


def leave_session(session: Session) -> None:
    """Ends the exchange's connection, then the database."""
    from app.services.exchange.exchange import leave

    leave(session)
    session.close()


def undo_last(uow: UnitOfWork) -> Undone:
    """Takes the last act of who is signed in back; InputError `nothing_to_undo`."""
    return undo(uow)


def next_undo(reader: Reader) -> UndoAct | None:
    """The act that would be taken back now, or None."""
    return last_act(reader)


def act_words(act: object, lang: str) -> str:
    """What an act that can be or was taken back is called; "" for none, or one without words."""
    if not isinstance(act, UndoAct | Undone):
        return ""
    key = f"act.{act.act}"
    return words(key, lang, **act.params) if has_words(key) else ""


def undone_words(undone: object, lang: str) -> str:
    """What was taken back, in words."""
    assert isinstance(undone, Undone)
    act = act_words(undone, lang)
    if undone.left and not undone.restored:
        return words("undo.none", lang, act=act)
    return words("undo.left" if undone.left else "undo.done", lang, act=act)
