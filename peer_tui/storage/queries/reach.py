"""What was agreed about contact with a person, and whether they may be reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from peer_tui.clock import from_utc_text, to_utc_text
from peer_tui.domain import gate
from peer_tui.domain.boundaries import Boundary, BoundaryKind
from peer_tui.domain.gate import Agreement, QuietHours, Reach
from peer_tui.domain.history import CONTACT_KINDS, Channel, InteractionKind, Side
from peer_tui.storage.queries.unanswered import unanswered
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import day

if TYPE_CHECKING:
    from peer_tui.domain.preferences import Preference

COUNTED = 100
"""Contacts looked at where contacts are counted: more than any boundary allows in a year."""
MOST_WISHES = 200
"""Boundaries, and preferences, of one person that are read."""
# By the stored words: what a person is need not be loaded before the first screen.
_CHANNEL_OF = {"phone": Channel.PHONE, "email": Channel.EMAIL}
_OFFSET = re.compile(r"([+-])([01]\d|2[0-3]):?([0-5]\d)")
_STEPS = CONTACT_KINDS | {InteractionKind.ATTEMPT}
_STEPS_SQL = ", ".join(f"'{kind}'" for kind in sorted(_STEPS))
BOUNDARY = "id, person_id, side, kind, value, agreed_on, until, sentence, version"
"""The columns of `boundary_from`."""
_PREFERENCE = "id, person_id, topic, stance, said_on, acted_on, reconfirm_on, version"


def reach(
    reader: Reader,
    person_id: int,
    at: datetime,
    channel: str = "",
    quiet_hours: QuietHours | None = None,
) -> Reach:
    """Whether a person may be reached at an aware moment, by a way of contact or by any."""
    return gate.reach(boundaries_of(reader, person_id), at, channel, quiet_hours)


def any_boundaries(reader: Reader) -> bool:
    """Whether anything was agreed with anybody."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM boundary)"))


def has_entry(reader: Reader, entry_id: int) -> bool:
    """Whether an entry of the history stands, as one that was taken back does not."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM interaction WHERE id = ?)", (entry_id,)))


def boundaries_of(reader: Reader, person_id: int) -> Agreement:
    """All that decides about contact with a person, ready for `domain.gate`."""
    found = tuple(boundaries(reader, person_id))
    counted = any(boundary.kind is BoundaryKind.AT_MOST for boundary in found)
    zone = reader.value("SELECT time_zone FROM person WHERE id = ?", (person_id,)) if found else ""
    return Agreement(
        found,
        time_zone=zone_named(zone or ""),
        contacts=_contacts(reader, person_id) if counted else (),
        unanswered=unanswered(reader, person_id),
        unusable=_unusable(reader, person_id),
    )


def boundaries(reader: Reader, person_id: int) -> list[Boundary]:
    """What was agreed about contact, in the order it was written down; theirs first."""
    rows = reader.rows(
        f"SELECT {BOUNDARY} FROM boundary WHERE person_id = ? ORDER BY side DESC, id LIMIT ?",
        (person_id, MOST_WISHES),
    )
    return [boundary_from(row) for row in rows]


def preferences(reader: Reader, person_id: int) -> list[Preference]:
    """What they asked for or asked not to get: wants first, then what they avoid, then unsure."""
    rows = reader.rows(
        f"SELECT {_PREFERENCE} FROM preference WHERE person_id = ?"
        " ORDER BY CASE stance WHEN 'wants' THEN 0 WHEN 'avoids' THEN 1 ELSE 2 END, id LIMIT ?",
        (person_id, MOST_WISHES),
    )
    return [preference_from(row) for row in rows]


def boundary_from(row: Sequence[object]) -> Boundary:
    """A boundary from its columns: id, person, side, kind, value, dates, sentence, version."""
    id_, person_id, side, kind, value, agreed_on, until, sentence, version = row
    assert isinstance(id_, int)
    assert isinstance(person_id, int)
    assert isinstance(version, int)
    return Boundary(
        Side(str(side)),
        BoundaryKind(str(kind)),
        str(value),
        day(_text(agreed_on)),
        day(_text(until)),
        str(sentence),
        id_,
        person_id,
        version,
    )


def preference_from(row: Sequence[object]) -> Preference:
    """A preference from its columns: id, person, topic, stance, dates, version."""
    from peer_tui.domain.preferences import Preference, Stance

    id_, person_id, topic, stance, said_on, acted_on, reconfirm_on, version = row
    assert isinstance(id_, int)
    assert isinstance(person_id, int)
    assert isinstance(version, int)
    return Preference(
        str(topic),
        Stance(str(stance)),
        day(_text(said_on)),
        day(_text(acted_on)),
        day(_text(reconfirm_on)),
        id_,
        person_id,
        version,
    )


def zone_named(name: str) -> tzinfo | None:
    """The time zone of an IANA name ("Europe/London") or an offset from UTC ("-05:00").

    None for an empty or unknown one.
    """
    if not name:
        return None
    if offset := _OFFSET.fullmatch(name):
        sign = -1 if offset[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3])))
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _contacts(reader: Reader, person_id: int) -> tuple[datetime, ...]:
    rows = reader.rows(
        "SELECT link.at FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id"
        f" WHERE link.person_id = ? AND interaction.kind IN ({_STEPS_SQL})"
        " AND interaction.initiated_by <> 'them' ORDER BY link.at DESC, link.id DESC LIMIT ?",
        (person_id, COUNTED),
    )
    return tuple(from_utc_text(at) for (at,) in rows)


def contacts_since(
    reader: Reader, people: Sequence[int], since: datetime
) -> dict[int, tuple[datetime, ...]]:
    """The steps that count, with each of these people, since an aware moment."""
    import json

    rows = reader.rows(
        "SELECT link.person_id, link.at FROM json_each(?) AS asked"
        " CROSS JOIN interaction_person AS link"
        " ON link.person_id = asked.value AND link.at >= ?"
        " CROSS JOIN interaction ON interaction.id = link.interaction_id"
        f" WHERE interaction.kind IN ({_STEPS_SQL}) AND interaction.initiated_by <> 'them'",
        (json.dumps(list(people)), to_utc_text(since)),
    )
    found: dict[int, list[datetime]] = {}
    for person_id, at in rows:
        found.setdefault(person_id, []).append(from_utc_text(at))
    return {person_id: tuple(moments) for person_id, moments in found.items()}


def _unusable(reader: Reader, person_id: int) -> frozenset[Channel]:
    rows = reader.rows(
        "SELECT kind, min(do_not_use) FROM contact_point WHERE person_id = ? GROUP BY kind",
        (person_id,),
    )
    return frozenset(_CHANNEL_OF[kind] for kind, unused in rows if unused and kind in _CHANNEL_OF)
