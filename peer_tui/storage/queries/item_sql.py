"""The SQL that every list of promises and follow-ups has in common."""

from __future__ import annotations

from collections.abc import Iterable

from peer_tui.storage.rows import FOLLOW_UP_COLUMNS, PROMISE_COLUMNS

PROMISES = "promise JOIN person ON person.id = promise.person_id"
FOLLOW_UPS = "follow_up LEFT JOIN person ON person.id = follow_up.person_id"
"""A follow-up may be about nobody."""
SELECT_PROMISES = f"SELECT {PROMISE_COLUMNS} FROM {PROMISES}"
SELECT_FOLLOW_UPS = f"SELECT {FOLLOW_UP_COLUMNS} FROM {FOLLOW_UPS}"
PROMISED = "coalesce(promise.due_on, '9999-12-31')"
"""The due date of a promise as the index of open ones has it: without a date, last."""
AWAKE = "({0}.snoozed_until IS NULL OR {0}.snoozed_until <= :today)"
"""Not put off past today; {0} is the table."""

ACTIVE = (
    "(person.standing = 'active' OR person.standing = 'resting'"
    " AND person.rests_until IS NOT NULL AND person.rests_until <= {0})"
)
"""Whether a person is active on the day {0}: a rest that is over is none."""


def quoted(words: Iterable[str]) -> str:
    """Fixed words of ours as a list of SQL texts, in order."""
    return ", ".join(f"'{word}'" for word in sorted(words))
