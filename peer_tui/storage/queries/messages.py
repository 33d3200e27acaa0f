"""What is worth sending, who said that they want it, and who is left out and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from peer_tui.domain.boundaries import BoundaryKind
from peer_tui.domain.calendar_days import relative, until_words
from peer_tui.domain.gate import QuietHours
from peer_tui.domain.gate import reach as reach_at
from peer_tui.domain.history import Channel
from peer_tui.domain.people import Standing
from peer_tui.domain.preferences import Stance
from peer_tui.domain.standing import StandingState
from peer_tui.domain.topics import meets, topics_of
from peer_tui.storage.queries.reach import boundaries_of
from peer_tui.storage.rows import day

if TYPE_CHECKING:
    from peer_tui.storage.reader import Reader

MOST_MESSAGES = 200
MOST_PEOPLE = 200
"""So many of those who said something of the topics are looked at, who got it not yet first."""
_MESSAGE = (
    "id, text, topics, begun_on, closed_on, version, (SELECT count(*) FROM message_person"
    " WHERE message_person.message_id = message.id AND status = 'sent')"
)


class MessageRow(NamedTuple):
    """A message."""

    id: int
    text: str
    topics: tuple[str, ...]
    begun_on: date
    closed_on: date | None
    version: int
    sent: int
    """How many people got it."""


class Part(Enum):
    """In which part of the page somebody stands."""

    OPEN = auto()
    """They want it, and may be written to now."""
    LEFT_OUT = auto()
    DONE = auto()
    """They got it, or were passed over."""


class RecipientRow(NamedTuple):
    """Somebody who said something of the topics."""

    person_id: int
    person_name: str
    part: Part
    topic: str
    """What they asked for, in the words written down."""
    said_on: date | None
    note: str
    """Why they are left out, when they got it, or what is to be minded."""


class Recipients(NamedTuple):
    """All who are shown for a message."""

    rows: tuple[RecipientRow, ...]
    more: bool
    """Whether there are others, who come once these are done."""

    def of(self, part: Part) -> tuple[RecipientRow, ...]:
        """Those of one part, by name."""
        return tuple(row for row in self.rows if row.part is part)


def messages(reader: Reader, limit: int = MOST_MESSAGES) -> list[MessageRow]:
    """The open ones first, each by the day they were begun, newest first."""
    rows = reader.rows(
        f"SELECT {_MESSAGE} FROM message"
        " ORDER BY closed_on IS NOT NULL, begun_on DESC, id DESC LIMIT ?",
        (limit,),
    )
    return [_message(row) for row in rows]


def message(reader: Reader, message_id: int) -> MessageRow | None:
    """One message; None when it is gone."""
    row = reader.row(f"SELECT {_MESSAGE} FROM message WHERE id = ?", (message_id,))
    return None if row is None else _message(row)


def _message(row: Sequence[object]) -> MessageRow:
    id_, text, topics, begun_on, closed_on, version, sent = row
    assert isinstance(id_, int)
    assert isinstance(version, int)
    assert isinstance(sent, int)
    return MessageRow(
        id_,
        str(text),
        topics_of(str(topics)),
        date.fromisoformat(str(begun_on)),
        day(None if closed_on is None else str(closed_on)),
        version,
        sent,
    )


def known_topics(reader: Reader) -> list[str]:
    """Every topic anybody said something of; each different one is one step in the index."""
    rows = reader.rows(
        "WITH RECURSIVE known (topic) AS (SELECT min(topic) FROM preference UNION ALL"
        " SELECT (SELECT min(topic) FROM preference WHERE topic > known.topic) FROM known"
        " WHERE known.topic IS NOT NULL) SELECT topic FROM known WHERE topic IS NOT NULL"
    )
    return [topic for (topic,) in rows]


def wanting(reader: Reader, asked: Sequence[str], named: int) -> tuple[int, list[str]]:
    """How many people want one of these topics, and the first of the topics that anybody wants."""
    topics = json.dumps(list(asked))
    wants = "FROM preference WHERE topic IN (SELECT value FROM json_each(?)) AND stance = 'wants'"
    number = reader.value(f"SELECT count(DISTINCT person_id) {wants}", (topics,))
    first = reader.rows(f"SELECT DISTINCT topic {wants} ORDER BY topic LIMIT ?", (topics, named))
    return int(number or 0), [topic for (topic,) in first]


SAID = (
    # Grouped before anything is looked up: many may have said something.
    "WITH said AS MATERIALIZED (SELECT person_id, min(stance <> 'wants') AS is_unsure"
    " FROM preference WHERE topic IN (SELECT value FROM json_each(:topics)) GROUP BY person_id)"
    " SELECT said.person_id, person.sort_name, person.name, person.standing,"
    " person.rests_until, done.status, done.done_on"
    " FROM said CROSS JOIN person ON person.id = said.person_id"
    " LEFT JOIN message_person AS done"
    " ON done.message_id = :message AND done.person_id = said.person_id"
    " ORDER BY done.id IS NOT NULL, person.standing <> 'active', is_unsure,"
    " NOT EXISTS (SELECT 1 FROM contact_point WHERE contact_point.person_id = said.person_id"
    " AND contact_point.kind = 'email' AND contact_point.do_not_use = 0),"
    " person.sort_name, person.id LIMIT :limit"
)
"""The people who said anything of some topics: first those who may still get it, as far as that
is known without asking when each of them may be reached."""


def recipients(
    reader: Reader, sending: MessageRow, now: datetime, quiet_hours: QuietHours | None = None
) -> Recipients:
    """Who said something of the topics of a message, and whether they may get it now.

    Only who said that they want it, is active, has a usable e-mail address and may be written to
    at this moment stands among those it is open to.
    """
    asked = [topic for topic in known_topics(reader) if meets(sending.topics, topic)]
    if not asked:
        return Recipients((), more=False)
    people = reader.rows(
        SAID,
        {"message": sending.id, "topics": json.dumps(asked), "limit": MOST_PEOPLE + 1},
    )
    more, people = len(people) > MOST_PEOPLE, people[:MOST_PEOPLE]
    people.sort(key=lambda row: (row[1], row[0]))
    look = _Look(reader, [row[0] for row in people], asked, sending, now, quiet_hours)
    rows = []
    for person_id, _sort, name, standing, until, status, done_on in people:
        topic, said_on, stance = look.said(person_id)
        if status is not None:
            done = "got it" if status == "sent" else "passed over"
            when = relative(date.fromisoformat(done_on), now.date())
            part, note = Part.DONE, f"{done} {when}"
        else:
            state = StandingState(Standing(standing), rests_until=day(until))
            why = look.why_not(person_id, stance, topic, state)
            part = Part.LEFT_OUT if why else Part.OPEN
            note = why or look.advice
        rows.append(RecipientRow(person_id, name, part, topic, said_on, note))
    return Recipients(tuple(rows), more)


_STANCES = (Stance.AVOIDS, Stance.WANTS, Stance.UNSURE)
"""What they avoid stands above what they want, and that above what they are unsure of."""


class _Look:
    """Looks at some people, for one message at one moment."""

    def __init__(
        self,
        reader: Reader,
        people: Sequence[int],
        asked: Sequence[str],
        sending: MessageRow,
        now: datetime,
        quiet_hours: QuietHours | None,
    ) -> None:
        self._reader = reader
        self._sending = sending
        self._now = now
        self._quiet_hours = quiet_hours
        self.advice = ""
        """What is to be minded with the one looked at last, if they may be written to."""
        ids = json.dumps(list(people))
        self._said: dict[int, tuple[str, date | None, Stance]] = {}
        for person_id, topic, said_on, stance in reader.rows(
            "SELECT person_id, topic, said_on, stance FROM json_each(:people) AS one"
            " CROSS JOIN preference ON preference.person_id = one.value"
            " WHERE topic IN (SELECT value FROM json_each(:topics)) ORDER BY preference.id",
            {"people": ids, "topics": json.dumps(list(asked))},
        ):
            found = (topic, day(said_on), Stance(stance))
            before = self._said.get(person_id)
            if before is None or _STANCES.index(found[2]) < _STANCES.index(before[2]):
                self._said[person_id] = found
        self._addresses: dict[int, bool] = {}
        for person_id, unused in reader.rows(
            "SELECT person_id, min(do_not_use) FROM json_each(:people) AS one"
            " CROSS JOIN contact_point ON contact_point.person_id = one.value"
            " WHERE contact_point.kind = 'email' AND instr(contact_point.value, '@')"
            " GROUP BY person_id",
            {"people": ids},
        ):
            self._addresses[person_id] = not unused

    def said(self, person_id: int) -> tuple[str, date | None, Stance]:
        """Topic, day and stance that decide for a person."""
        return self._said[person_id]

    def why_not(self, person_id: int, stance: Stance, topic: str, state: StandingState) -> str:
        """Why a person is left out; empty where they may get it."""
        self.advice = ""
        today = self._now.date()
        if stance is not Stance.WANTS:
            return f"avoids {topic}" if stance is Stance.AVOIDS else f"unsure about {topic}"
        if state.on(today) is not Standing.ACTIVE:
            return state.words(today).split(",")[0]
        if person_id not in self._addresses:
            return "no e-mail address"
        if not self._addresses[person_id]:
            return "no e-mail address to be used"
        agreement = boundaries_of(self._reader, person_id)
        for boundary in agreement.boundaries:
            over = boundary.until is not None and boundary.until < today
            if boundary.kind is not BoundaryKind.TOPIC or over:
                continue
            if meets(self._sending.topics, boundary.value):
                return f"agreed: not about {boundary.value}"
        found = reach_at(agreement, self._now, Channel.EMAIL, self._quiet_hours)
        if found.open:
            self.advice = found.advice
            return ""
        return f"held{until_words(found.opens_at, today)}: {found.why}"
