"""What was done: how much today, and what last."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from peer_tui.clock import to_utc_text
from peer_tui.storage.reader import Reader

CONTACT_VERBS = ("done", "log", "call", "mail", "answer")
"""Acts that deal with the people of the entry they write, and with the items they close."""
HANDLING_VERBS = (
    *CONTACT_VERBS,
    *("snooze", "spread", "reschedule", "let go", "take back"),
    *("loosen", "when needed", "end well", "rest"),
    *("introduce", "invite", "wish", "reconfirm"),
)
"""Acts that deal with the items of the queue they change."""

_HANDLING = f"""
    WITH act (id, verb) AS (
        SELECT id, verb FROM action WHERE at >= :start AND at < :end AND kind = 'do' AND undone = 0
        AND verb IN ({", ".join(f"'{verb}'" for verb in HANDLING_VERBS)})
    )
"""

# A quiet person whose row was closed has a change of their own. Else an entry deals with a person
# where no promise or follow-up of theirs was closed with it.
_HANDLED = f"""
    {_HANDLING}
    SELECT count(*) FROM (
        SELECT change.entity, change.row_id FROM act CROSS JOIN change ON change.action_id = act.id
        WHERE change.op = 'update' AND (change.entity IN ('promise', 'follow_up')
        OR change.entity = 'person' AND act.verb <> 'wish')
        UNION
        SELECT 'person', change.after ->> 'person_id' AS person_id
        FROM act CROSS JOIN change ON change.action_id = act.id
        WHERE change.op = 'insert' AND change.entity = 'interaction_person'
        AND act.verb IN ({", ".join(f"'{verb}'" for verb in CONTACT_VERBS)}) AND NOT EXISTS (
            SELECT 1 FROM change AS item
            LEFT JOIN promise ON item.entity = 'promise' AND promise.id = item.row_id
            LEFT JOIN follow_up ON item.entity = 'follow_up' AND follow_up.id = item.row_id
            WHERE item.action_id = act.id AND item.op = 'update'
            AND coalesce(promise.person_id, follow_up.person_id) = change.after ->> 'person_id'
        )
    )
"""

# By way of the journal: it is indexed by time, closed promises are not.
_KEPT = f"""
    {_HANDLING}
    SELECT count(DISTINCT promise.id) FROM act CROSS JOIN change ON change.action_id = act.id
    CROSS JOIN promise ON promise.id = change.row_id
    WHERE change.entity = 'promise' AND change.op = 'update'
    AND promise.status = 'kept' AND promise.closed_on = :day
"""


def handled_today(reader: Reader, day: date) -> int:
    """How many different items of the queue were dealt with on this local day and not undone.

    An entry with somebody nothing was due with counts for that person.
    """
    number: int = reader.value(_HANDLED, _limits(day))
    return number


def kept_today(reader: Reader, day: date) -> int:
    """How many promises, of either side, were closed as kept on this local day and still are."""
    number: int = reader.value(_KEPT, _limits(day) | {"day": day.isoformat()})
    return number


def _limits(day: date) -> dict[str, str]:
    start = datetime.combine(day, time.min).astimezone()
    end = datetime.combine(day + timedelta(days=1), time.min).astimezone()
    return {"start": to_utc_text(start), "end": to_utc_text(end)}


class ActionRow(NamedTuple):
    """One act of the journal."""

    id: int
    seq: int
    verb: str
    label: str
    at: str
    """UTC text."""
    actor: str
    device: str


def last_action(reader: Reader) -> ActionRow | None:
    """The newest act that was not taken back; None when there is none."""
    row = reader.row(
        "SELECT id, seq, verb, label, at, actor, device FROM action"
        " WHERE kind = 'do' AND undone = 0 ORDER BY seq DESC LIMIT 1"
    )
    return None if row is None else ActionRow(*row)


class Head(NamedTuple):
    """The number and hash of the newest act; 0 and empty before the first."""

    seq: int
    hash: str


NOTHING = Head(0, "")
"""Where the journal of a new database stands."""


def head(reader: Reader) -> Head:
    """Where the journal stands."""
    return Head(*reader.row("SELECT seq, hash FROM head WHERE id = 1"))


def hash_at(reader: Reader, seq: int) -> str | None:
    """The hash of the act with this number; None when the journal does not reach it."""
    newest = head(reader)
    if seq == newest.seq:
        return newest.hash
    found: str | None = reader.value("SELECT previous_hash FROM action WHERE seq = ?", (seq + 1,))
    return found
