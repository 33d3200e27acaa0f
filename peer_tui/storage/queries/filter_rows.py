"""The rows that a filter is asked of, and the fixed SQL that finds them."""

from __future__ import annotations

from enum import StrEnum

from peer_tui.storage.queries.item_sql import PROMISED
from peer_tui.storage.search import Index


class Target(StrEnum):
    """What stands in the rows of a list, by the name of its table in the query."""

    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    RHYTHM = "rhythm"
    """A person gone quiet; the table is person."""
    PERSON = "person"
    HISTORY = "interaction"


OPEN = {
    Target.PROMISE: "SELECT person_id FROM promise{1} WHERE status = 'open' AND ({0})",
    Target.FOLLOW_UP: (
        "SELECT person_id FROM follow_up{1}"
        " WHERE status = 'open' AND person_id IS NOT NULL AND ({0})"
    ),
    Target.RHYTHM: "SELECT id FROM person WHERE rhythm_on IS NOT NULL AND ({0})",
}
"""The people with an open item that has something; {1} may name the index."""
OPEN_INDEX = {
    Target.PROMISE: " INDEXED BY promise_open_due",
    Target.FOLLOW_UP: " INDEXED BY follow_up_open_due",
    Target.RHYTHM: "",
}
"""All open items, where nothing better is known: a few of the rows of the table."""

DUE = {
    Target.PROMISE: f"promise.side IN ('mine', 'theirs') AND {PROMISED}",
    Target.FOLLOW_UP: "follow_up.due_on",
}
PERSON_ID = {
    Target.PROMISE: "promise.person_id",
    Target.FOLLOW_UP: "follow_up.person_id",
    Target.RHYTHM: "person.id",
    Target.PERSON: "person.id",
    Target.HISTORY: "link.person_id",
}
TEXT_INDEX = {Target.PROMISE: Index.PROMISE, Target.FOLLOW_UP: Index.FOLLOW_UP}
MOVES = "(SELECT count(*) FROM promise_move WHERE promise_move.promise_id = promise.id)"
ITEMS_OF = {
    Target.PROMISE: "SELECT id FROM promise WHERE person_id IN ({0}) AND status = 'open'",
    Target.FOLLOW_UP: "SELECT id FROM follow_up WHERE person_id IN ({0}) AND status = 'open'",
}
"""The open items of people."""
HAVING = {
    Target.PROMISE: "SELECT id FROM promise WHERE status = 'open' AND {0}",
    Target.FOLLOW_UP: "SELECT id FROM follow_up WHERE status = 'open' AND {0}",
    Target.RHYTHM: "SELECT id FROM person WHERE {0}",
}
"""The rows that have something there is an index of."""
KEPT = {
    "late": "promise.status = 'kept' AND promise.closed_on > promise.due_on",
    "on-time": (
        "promise.status = 'kept'"
        " AND (promise.due_on IS NULL OR promise.closed_on <= promise.due_on)"
    ),
}
"""Promises that were kept, by the date last agreed."""
HAS_KEPT = (
    "EXISTS (SELECT 1 FROM promise INDEXED BY promise_person"
    " WHERE promise.person_id = {{0}} AND {0})"
)
"""Whether a person has such a promise."""
_RESTED = "rests_until IS NOT NULL AND rests_until <= {0}"
STANDING = {
    "active": f"standing = 'active' OR standing = 'resting' AND {_RESTED}",
    "resting": f"standing <> 'active' AND standing = 'resting' AND NOT ({_RESTED})",
    "ended": "standing <> 'active' AND standing = 'ended'",
}
"""How it stands with a person on the day {0}.

That it is not active is said apart, so that the index of the few who are not is used.
"""
NEEDS = {
    ("need", "open"): "closed_on IS NULL",
    **{("need", outcome): f"outcome = '{outcome}'" for outcome in ("solved", "partly", "not")},
    **{("solved", by): f"outcome = 'solved' AND said_by = '{by}'" for by in ("mine", "theirs")},
}
"""What is asked of a need, by the field and the word of the filter."""
OF_ANY = {
    Target.PROMISE: (
        "EXISTS (SELECT 1 FROM promise INDEXED BY promise_person"
        " WHERE promise.person_id = person.id"
        " AND promise.status = 'open' AND ({0}))"
    ),
    Target.FOLLOW_UP: (
        "EXISTS (SELECT 1 FROM follow_up INDEXED BY follow_up_person"
        " WHERE follow_up.person_id = person.id"
        " AND follow_up.status = 'open' AND ({0}))"
    ),
    Target.RHYTHM: "(person.rhythm_on IS NOT NULL AND ({0}))",
}
"""Whether the person has an open item that has something."""
