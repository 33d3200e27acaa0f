"""The gate of the five ideas: the lists and pages that were added to people, history and agenda.

`python -m tests.bench.peer_gates` prints every list and page with its times, the slowest first.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from peer_tui.clock import SystemClock
from peer_tui.domain.date_words import Moment
from peer_tui.domain.filter_query import FilterQuery, parse_filter
from peer_tui.storage.driver import READER_PRAGMAS, connect
from peer_tui.storage.queries import (
    agenda,
    held,
    ledger,
    look_back,
    messages,
    needs,
    standing,
    stories,
    suggestions,
    thanks,
    unanswered,
    week,
)
from peer_tui.storage.queries.arc import arc_with
from peer_tui.storage.queries.around import around
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.kept_about import kept_about
from peer_tui.storage.queries.reach import boundaries_of, preferences
from peer_tui.storage.reader import Reader
from peer_tui.tui.actions import Place
from peer_tui.tui.panes.card import read_card
from peer_tui.tui.panes.narrowing import beginning_of
from tests.bench import data
from tests.bench.figures import Figure, percentile, spread

LIST_LIMIT, PAGE_LIMIT, FILTER_LIMIT = 2, 50, 150
"""Milliseconds: a list is read when the cursor moves, a page when it is opened; a list under a
filter is read beside the screen, which goes on meanwhile."""
PAGE = 40
FEW_PEOPLE = 30
HEAVIEST = (
    "SELECT person_id FROM interaction_person GROUP BY person_id ORDER BY count(*) DESC LIMIT 1",
    "SELECT person_id FROM need GROUP BY person_id ORDER BY count(*) DESC LIMIT 1",
    "SELECT other_id FROM relation GROUP BY other_id ORDER BY count(*) DESC LIMIT 1",
    "SELECT person_id FROM preference GROUP BY person_id ORDER BY count(*) DESC LIMIT 1",
    "SELECT person_id FROM boundary GROUP BY person_id ORDER BY count(*) DESC LIMIT 1",
    "SELECT person_id FROM invitation GROUP BY person_id ORDER BY count(*) DESC LIMIT 1",
)
"""Who has most of something; the first by far the longest history."""
FILTERS = (
    "need:open",
    "need:solved",
    "need:partly",
    "solved:mine",
    "solved:theirs",
    "standing:active",
    "standing:resting",
    "standing:ended",
    "firm:soft",
    "firm:someday",
    "moved:1",
    "moved:4",
    "referred:maria",
    "kept:late",
    "kept:on-time",
    "held",
    "need:open standing:active has:mail",
)


@dataclass(frozen=True, slots=True)
class Read:
    """Something the screen reads in one go."""

    name: str
    limit: float
    query: Callable[[], object]


def _of_everybody(reader: Reader, now: datetime) -> Iterator[Read]:
    today = now.date()
    monday, ahead = look_back.monday_of(today), today + timedelta(weeks=2)
    yield Read("open needs", LIST_LIMIT, partial(needs.open_needs(reader).first, PAGE))
    yield Read("needs nothing is planned for", PAGE_LIMIT, partial(needs.unplanned, reader, PAGE))
    yield Read("kept promises", LIST_LIMIT, partial(ledger.kept_promises(reader).first, PAGE))
    yield Read("messages", PAGE_LIMIT, partial(messages.messages, reader))
    yield Read("who came back", LIST_LIMIT, partial(standing.came_back, reader, today))
    yield Read("stories to share", PAGE_LIMIT, partial(stories.shareable, reader))
    yield Read("suggestions", PAGE_LIMIT, partial(suggestions.suggestions, reader, now))
    for weeks in (0, 1):
        day = monday - timedelta(weeks=weeks)
        yield Read("look back on a week", PAGE_LIMIT, partial(look_back.look_back, reader, day))
    yield Read("known topics", PAGE_LIMIT, partial(messages.known_topics, reader))
    for row in messages.messages(reader)[:12]:
        yield Read(
            "people of a message", PAGE_LIMIT, partial(messages.recipients, reader, row, now)
        )
        wanting = partial(messages.wanting, reader, row.topics, 3)
        yield Read("who wants a topic", PAGE_LIMIT, wanting)
    yield Read("queue", LIST_LIMIT, lambda: agenda.queue(reader, today).first(PAGE))
    yield Read("two weeks ahead", PAGE_LIMIT, lambda: week.coming(reader, today, ahead, 1000))


def _held(reader: Reader, now: datetime) -> Iterator[Read]:
    """The queue says how many of its rows are held, and why."""
    today = now.date()
    yield Read("who is held", PAGE_LIMIT, partial(held.held_now, reader, now))
    who = held.held_now(reader, now)
    yield Read("counts of the queue", PAGE_LIMIT, lambda: agenda.due_counts(reader, today, who))
    page = agenda.queue(reader, today).first(PAGE)
    people_shown = [item.person_id for item in page if item.person_id is not None]
    for person_id in people_shown:
        yield Read("why a row is held", LIST_LIMIT, partial(boundaries_of, reader, person_id))
        yield Read("needs room", LIST_LIMIT, partial(unanswered.unanswered, reader, person_id))


def _of_one(reader: Reader, now: datetime, person_id: int) -> Iterator[Read]:
    """Lists and pages of one person."""
    today = now.date()
    yield Read("needs of one", LIST_LIMIT, partial(needs.needs_of, reader, person_id))
    yield Read("people around", PAGE_LIMIT, partial(around, reader, person_id))
    yield Read("record of promises", PAGE_LIMIT, partial(ledger.record_of, reader, person_id))
    yield Read("arc", PAGE_LIMIT, partial(arc_with, reader, person_id, today))
    yield Read("all that is kept", PAGE_LIMIT, partial(kept_about, reader, person_id))
    yield Read("wishes of one", LIST_LIMIT, partial(preferences, reader, person_id))
    yield Read("agreements of one", LIST_LIMIT, partial(boundaries_of, reader, person_id))
    yield Read("stories of one", PAGE_LIMIT, partial(stories.shareable, reader, person_id))
    yield Read("last kindness", LIST_LIMIT, partial(stories.last_kindness, reader, person_id))
    yield Read("thanks owed", LIST_LIMIT, partial(thanks.oldest_thanks, reader, person_id))


def _card(reader: Reader, now: datetime, person_id: int) -> Read:
    """The one that is read at every step of the cursor."""
    card = partial(read_card, reader, person_id, with_history=True, now=now)
    return Read("card", LIST_LIMIT, card)


def _filtered(reader: Reader, now: datetime, person_id: int) -> Iterator[Read]:
    """The beginning of each list under a filter, as it is read beside the screen."""
    for text in FILTERS:
        query = parse_filter(text, Moment(now.replace(tzinfo=None)))
        for place in (Place.DUE, Place.PEOPLE, Place.PROMISES, Place.HISTORY, Place.WEEK):

            def beginning(query: FilterQuery = query, place: Place = place) -> object:
                return beginning_of(place, Filter(reader, query, now), person_id)

            yield Read(f"{text} ({place})", FILTER_LIMIT, beginning)


def _some_people(reader: Reader) -> tuple[list[int], list[int]]:
    """Those who have most of something, the longest history first; and a few of all."""
    heaviest = dict.fromkeys(reader.value(sql) for sql in HEAVIEST)
    everybody = [id_ for (id_,) in reader.rows("SELECT id FROM person ORDER BY id LIMIT 5000")]
    return list(heaviest), Random(1).sample(everybody, FEW_PEOPLE)


Times = dict[str, list[float]]
"""Milliseconds, by the name of what was read: the p95 of each round."""


def measured(path: Path, rounds: int) -> tuple[Times, Times, Times]:
    """The times of lists, of whole pages, and of lists under a filter; each round starts anew."""
    gc.disable()  # As the program does, which collects when nobody presses a key.
    lists: Times = {}
    pages: Times = {}
    filtered: Times = {}
    now = SystemClock().now()
    heaviest, some = _some_people(Reader(connect(path, READER_PRAGMAS), path))
    for _ in range(rounds):
        reader = Reader(connect(path, READER_PRAGMAS), path)
        reads = [*_of_everybody(reader, now), *_held(reader, now)]
        for person_id in some:
            reads += _of_one(reader, now, person_id)
        reads += [_card(reader, now, person_id) for person_id in (*some, *heaviest)]
        # Apart, as one among many would not show.
        for person_id in heaviest:
            reads += [
                Read(f"{read.name}, with most of something", read.limit, read.query)
                for read in _of_one(reader, now, person_id)
            ]
        _add(lists, (read for read in reads if read.limit == LIST_LIMIT))
        _add(pages, (read for read in reads if read.limit == PAGE_LIMIT))
        _add(filtered, _filtered(reader, now, heaviest[0]))
        reader.close()
        gc.collect()
    return lists, pages, filtered


def _add(times: Times, reads: Iterable[Read]) -> None:
    """Read all of it once more."""
    taken: Times = {}
    for read in reads:
        taken.setdefault(read.name, []).append(_milliseconds(read))
    for name, milliseconds in taken.items():
        times.setdefault(name, []).append(percentile(milliseconds, 95))


def _milliseconds(read: Read) -> float:
    start = time.perf_counter()
    read.query()
    return (time.perf_counter() - start) * 1000


def ideas(rounds: int) -> list[Figure]:
    """G17: what is read of needs, connections, promises, messages, weeks and arcs, and filters.

    Among the people are those with most of everything. Of each group the slowest counts, by the
    median of the rounds.
    """
    lists, pages, filtered = measured(data.database("large"), rounds)
    return [
        _slowest("a list of the five ideas p95", lists, LIST_LIMIT, rounds),
        _slowest("a page of the five ideas p95", pages, PAGE_LIMIT, rounds),
        _slowest("a list under their filters p95", filtered, FILTER_LIMIT, rounds),
    ]


def _slowest(what: str, times: Times, limit: float, rounds: int) -> Figure:
    name = max(times, key=lambda each: statistics.median(times[each]))
    middle = statistics.median(times[name])
    detail = f"slowest of {len(times)}: {name}, {spread(times[name])}"
    return Figure("G17", what, middle, limit, rounds, "ms", detail=detail)


if __name__ == "__main__":
    for group in measured(data.database("large"), 3):
        for name in sorted(group, key=lambda each: -statistics.median(group[each])):
            print(f"{statistics.median(group[name]):9.2f} {max(group[name]):9.2f}  {name}")
        print()
