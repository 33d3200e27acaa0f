"""What comes after a row of the queue that an introduction or an invitation made was closed.

As long as either is open, one row of the queue asks for its next step: else it would be forgotten.
"""

from __future__ import annotations

from datetime import date, datetime

from peer_tui.domain.follow_ups import Purpose
from peer_tui.storage.journal import Transaction, Values


def after_done(
    transaction: Transaction, follow_up: Values, now: datetime, entry_id: int | None
) -> str:
    """The follow-up was done: they were asked, it was made, or it came.

    `entry_id`: the entry of the history that closed it, with its person alone. What comes next is
    a sentence without its full stop; empty where nothing does.
    """
    if follow_up["introduction_id"] is not None:
        from peer_tui.services import introductions

        spoken_to = None if entry_id is None else follow_up["person_id"]
        return introductions.go_on(transaction, follow_up["introduction_id"], now, spoken_to)
    if _invites(follow_up):
        from peer_tui.services import invitations

        return invitations.go_on(transaction, follow_up["invitation_id"], now, entry_id)
    return ""


def after_let_go(transaction: Transaction, follow_up: Values, today: date) -> str:
    """The follow-up was let go, and so is what it was about. Says so, as `after_done`."""
    if follow_up["introduction_id"] is not None:
        from peer_tui.services import introductions

        return introductions.leave(transaction, follow_up["introduction_id"], today)
    if _invites(follow_up):
        from peer_tui.services import invitations

        return invitations.leave(transaction, follow_up["invitation_id"], today)
    return ""


def _invites(follow_up: Values) -> bool:
    # The thanks for what came are tied to the invitation, too; it is closed by then.
    tied = follow_up["invitation_id"] is not None
    return tied and follow_up["purpose"] == Purpose.INVITATION
