"""The rows of people, of what they share with the owner, and of what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import CONTACT_KINDS, InteractionKind, Side
from peer_tui.domain.stories import StoryAspect
from peer_tui.domain.text import fold
from peer_tui.storage import search
from peer_tui.storage.ids import LOW_BITS
from tests.bench.words import Names, Prose

YEARS = 8
_DAY = 24 * 60 * 60
_KINDS = {
    InteractionKind.CONVERSATION: 740,
    InteractionKind.ATTEMPT: 40,
    InteractionKind.NOTE: 130,
    InteractionKind.STORY: 45,
    InteractionKind.KINDNESS: 25,
    InteractionKind.MILESTONE: 8,
    InteractionKind.CONCESSION: 6,
    InteractionKind.BOUNDARY_CROSSING: 6,
}
_WITH_A_SIDE = frozenset(
    {InteractionKind.KINDNESS, InteractionKind.CONCESSION, InteractionKind.BOUNDARY_CROSSING}
)
_TOLD = frozenset({InteractionKind.STORY, InteractionKind.MILESTONE})
_ASPECTS = (StoryAspect.HOPE, StoryAspect.STRUGGLE, StoryAspect.WIN, "")
_CROSSINGS = ("held", "gave in", "emergency")
_ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Ho_Chi_Minh",
    "Australia/Lord_Howe",
    "-05:00",
)
_LANGUAGES = ("en", "de", "fr", "es", "pt-BR", "pl", "vi")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of the four large tables; the others follow from the number of people."""

    people: int
    interactions: int
    promises: int
    follow_ups: int


class Rows:
    """Makes rows, oldest first, as dictionaries with the same keys for every row of a table."""

    def __init__(self, seed: int, day: date, size: Size) -> None:
        self._random = random = Random(seed)
        # Of its own, so that names and texts stay as they were when something is added here.
        self._aside = Random(f"aside {seed}")
        self.today = day
        self._size = size
        self._names = Names(random)
        self._prose = Prose(random)
        self._first = day.toordinal() - YEARS * 365
        self.person_ids: Sequence[int] = []
        self.by_favour: Sequence[int] = []
        """Everybody; the first has by far the longest history."""

    def ids(self, count: int, kind: int) -> Iterator[int]:
        """Ids as the program gives them, spread over the years; one `kind` never meets another."""
        start = (self._first - date(1970, 1, 1).toordinal()) * _DAY * 1000
        step = YEARS * 365 * _DAY * 1000 // max(count, 1)
        return (((start + n * step) << LOW_BITS) + kind for n in range(count))

    def someone(self, random: Random) -> int:
        """A person; some meet the owner a thousand times, most a few times."""
        return self.by_favour[int(len(self.by_favour) * random.random() ** 2)]

    def text(self, mean: int = 122) -> str:
        """A passage about so long."""
        length = 4 + round(mean * (0.15 + self._random.gammavariate(1.6, 0.53)))
        return self._prose.passage(length)

    def past_day(self, number: int, count: int) -> date:
        """The day of the one with this number among so many."""
        return date.fromordinal(self._first + number * YEARS * 365 // count)

    def _tags(self) -> str:
        return self._random.choice(("order", "complaint", "fair", "garden")) * (
            self._random.random() < 0.1
        )

    def people(self) -> Iterator[Values]:
        """Everybody, half of them with a rhythm; two in a hundred rest or have ended."""
        random, aside = self._random, self._aside
        self.person_ids = list(self.ids(self._size.people, 1))
        self.by_favour = random.sample(self.person_ids, len(self.person_ids))
        for number, person_id in enumerate(self.person_ids):
            name, given, family = self._names.next()
            periodic = random.random() < 0.5
            yield {
                "id": person_id,
                "uid": f"bench-{number}",
                "name": name,
                "sort_name": fold(name),
                "given": given,
                "family": family,
                "organisation": self._names.business(family) if random.random() < 0.4 else "",
                "job_title": self._names.job(),
                "rhythm_kind": "periodic" if periodic else "ambient",
                "rhythm_days": random.choice((30, 60, 90, 180, 365)) if periodic else None,
                "time_zone": aside.choice(_ZONES) if aside.random() < 0.1 else "",
                "language": aside.choice(_LANGUAGES) if aside.random() < 0.2 else "",
                **self._standing(),
            }

    def _standing(self) -> Values:
        aside = self._aside
        standing = aside.choices(("active", "resting", "ended"), (98, 1, 1))[0]
        until = self.today + timedelta(days=aside.randrange(-30, 300))
        rests = standing == "resting" and aside.random() < 0.5
        doors = ("open", "closed by me", "closed by them")
        return {
            "standing": standing,
            "standing_reason": "moved away" if standing == "ended" else "",
            "rests_until": until.isoformat() if rests else None,
            "door": aside.choice(doors) if standing == "ended" else "open",
        }

    def contact_points(self) -> Iterator[Values]:
        """A telephone number for most, an address of mail for many."""
        random = self._random
        number = 0
        for position, person_id in enumerate(self.person_ids):
            wanted = [("phone", f"+49151{position:08}")] * (random.random() < 0.8)
            wanted += [("email", f"person{position}@mail.example")] * (random.random() < 0.7)
            for place, (kind, value) in enumerate(wanted):
                number += 1
                yield {
                    "id": person_id + 1 + number,
                    "person_id": person_id,
                    "position": place,
                    "kind": kind,
                    "label": "work",
                    "value": value,
                    "normalised": value,
                }

    def tags(self) -> Iterator[Values]:
        """A role for every second person."""
        for number, person_id in enumerate(self.person_ids[::2]):
            name = self._random.choice(("customer", "vendor", "neighbour", "partner", "press"))
            yield {"id": person_id + number, "person_id": person_id, "name": name}

    def interactions(self) -> Iterator[tuple[Values, list[Values]]]:
        """The shared history, oldest first: each entry with the people it is shared with."""
        random, count = self._random, self._size.interactions
        days = YEARS * 365
        ids = self.ids(count, 2)
        per_day: dict[int, int] = {}
        kinds, weights = list(_KINDS), list(_KINDS.values())
        for number, interaction_id in enumerate(ids):
            ordinal = self._first + number * days // count
            day = date.fromordinal(ordinal)
            hour = 7 + (number * days % count) * 12 // count
            at = f"{day}T{hour:02}:{random.randrange(60):02}:{random.randrange(60):02}Z"
            running = per_day[ordinal] = per_day.get(ordinal, -1) + 1
            people = random.choices((1, 2, 3), (95, 4, 1))[0]
            links = {self.someone(random) for _ in range(people)}
            kind = random.choices(kinds, weights)[0]
            yield (
                {
                    "id": interaction_id,
                    "at": at,
                    "kind": str(kind),
                    "channel": random.choice(("phone", "email", "visit", "text", "")),
                    "initiated_by": random.choice(("me", "them", "both")),
                    "text": self.text(),
                    "tags": self._tags(),
                    "search_key": (ordinal << search.DAY_BITS) + running,
                    **self._told(kind),
                },
                [
                    {
                        "id": interaction_id + 1 + place,
                        "interaction_id": interaction_id,
                        "person_id": person_id,
                        "at": at,
                    }
                    for place, person_id in enumerate(sorted(links))
                ],
            )

    def _told(self, kind: InteractionKind) -> Values:
        """Whose it is, what kind of story, whether it may be told, and how it felt."""
        aside = self._aside
        aspect = ""
        if kind is InteractionKind.STORY:
            aspect = str(aside.choice(_ASPECTS))
        elif kind is InteractionKind.BOUNDARY_CROSSING:
            aspect = aside.choice(_CROSSINGS)
        felt = kind in CONTACT_KINDS and aside.random() < 0.2
        return {
            "side": aside.choice(("mine", "theirs")) if kind in _WITH_A_SIDE else "",
            "aspect": aspect,
            "may_share": int(kind in _TOLD and aside.random() < 0.1),
            "felt": aside.choice((-1, 0, 1, 1)) if felt else None,
        }

    def span(self, number: int, count: int, open_: bool) -> tuple[date, date]:
        """When a thing was made and when it is due: open ones around today, others over years."""
        if open_:
            due = self.today + timedelta(days=round(self._random.gauss(25, 45)))
            return min(due, self.today) - timedelta(days=self._random.randrange(1, 60)), due
        made = self.past_day(number, count)
        return made, made + timedelta(days=self._random.randrange(1, 60))

    def promises(self) -> Iterator[Values]:
        """Promises of both sides, 15 in 100 still open, one in six of those without a date."""
        random, count = self._random, self._size.promises
        entries = list(self.ids(self._size.interactions, 2))
        for number, promise_id in enumerate(self.ids(count, 3)):
            open_ = random.random() < 0.15
            made, due = self.span(number, count, open_)
            dated = random.random() < 0.83
            closed = min(due + timedelta(days=random.randrange(-10, 10)), self.today)
            statuses = ("kept", "kept", "kept", "kept", "released", "withdrawn")
            from_entry = bool(entries) and self._aside.random() < 0.3
            yield {
                "id": promise_id,
                "person_id": self.someone(random),
                "side": str(Side.MINE if random.random() < 0.55 else Side.THEIRS),
                "text": self.text(40),
                "made_on": made.isoformat(),
                "due_on": due.isoformat() if dated else None,
                "due_time": "10:00" if dated and random.random() < 0.1 else None,
                "status": "open" if open_ else random.choice(statuses),
                "firmness": self._aside.choices(("hard", "soft", "someday"), (80, 12, 8))[0],
                "tags": self._tags(),
                "snoozed_until": self._snoozed(open_),
                "closed_on": None if open_ else closed.isoformat(),
                "from_interaction_id": self._aside.choice(entries) if from_entry else None,
            }

    def promise_moves(self) -> Iterator[Values]:
        """Every eighth promise was renegotiated, once or a few times."""
        aside, number = self._aside, 0
        for place, promise_id in enumerate(self.ids(self._size.promises, 3)):
            times = aside.choices((0, 1, 2, 4), (875, 80, 35, 10))[0]
            made = self.past_day(place, self._size.promises)
            for move in range(times):
                number += 1
                old, new = (made + timedelta(days=7 * (move + n)) for n in (1, 2))
                yield {
                    "id": promise_id + number,
                    "promise_id": promise_id,
                    "moved_on": (made + timedelta(days=move)).isoformat(),
                    "old_due_on": old.isoformat(),
                    "new_due_on": new.isoformat(),
                    "why": "the timber was late" if aside.random() < 0.5 else "",
                }

    def follow_ups(self) -> Iterator[Values]:
        """Follow-ups of every purpose, 15 in 100 still open, some past and some to come."""
        random, count = self._random, self._size.follow_ups
        purposes = list(Purpose)
        weights = [60] + [6] * (len(purposes) - 1)
        for number, follow_up_id in enumerate(self.ids(count, 4)):
            open_ = random.random() < 0.15
            _, due = self.span(number, count, open_)
            yield {
                "id": follow_up_id,
                "person_id": self.someone(random) if random.random() < 0.97 else None,
                "text": self.text(40),
                "purpose": str(random.choices(purposes, weights)[0]),
                "due_on": due.isoformat(),
                "due_time": "15:30" if random.random() < 0.1 else None,
                "recurrence": "FREQ=WEEKLY;INTERVAL=6" if random.random() < 0.05 else "",
                "status": "open" if open_ else random.choice(("done", "done", "let go")),
                "tags": self._tags(),
                "snoozed_until": self._snoozed(open_),
                "closed_on": None if open_ else min(due, self.today).isoformat(),
            }

    def _snoozed(self, open_: bool) -> str | None:
        if not open_ or self._random.random() > 0.08:
            return None
        return (self.today + timedelta(days=self._random.randrange(-5, 12))).isoformat()
