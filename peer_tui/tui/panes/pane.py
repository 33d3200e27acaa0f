"""A pane: a title, a list, and where its rows come from."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.history import Side
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries import agenda, history, people, promises
from peer_tui.storage.reader import Reader
from peer_tui.tui.actions import Place
from peer_tui.tui.targets import Subject
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.frame import PaneTitle
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from peer_tui.domain.filter_query import FilterQuery
    from peer_tui.tui.panes.narrowing import Beginning, Narrowed

MANY = "1000+"
MANY_PEOPLE = 10_000
"""People are counted no further."""


class Title(NamedTuple):
    """The name of a pane and the quiet note after it."""

    name: str
    note: str = ""
    tail: str = ""
    """What of the note is never cut, and takes the filter off when it is clicked."""


class Pane:
    """One list of the main screen."""

    def __init__(
        self, place: Place, topics: frozenset[Topic], list_view: VirtualList[Any], title: PaneTitle
    ) -> None:
        """`topics` are what it shows; a change of these makes it read again."""
        self.place = place
        self.topics = topics
        self.list_view = list_view
        self.title = title
        self.stale = True
        """Whether it must be read before it is shown again."""

    query: "FilterQuery | None" = None
    """The filter in force."""
    narrowed: "Narrowed[Any] | None" = None
    """The rows the filter lets through, as they were read last."""
    coming: "Beginning | None" = None
    """What is to be shown once the change that was just made is known to the screen."""
    ahead: "Beginning | None" = None
    """The rows the filter lets through, read but not shown yet."""

    @property
    def name(self) -> str:
        """Its id on the screen."""
        return str(self.place)


def counted(number: int) -> str:
    """A capped count as the screen shows it."""
    return MANY if number >= agenda.COUNT_LIMIT else str(number)


def due_title(counts: agenda.DueCounts) -> Title:
    """ "Follow-ups due  late 3 · today 4 · held 2"."""
    parts = [f"late {counted(counts.late)}"] if counts.late else []
    parts += [f"today {counted(counts.today)}"] if counts.today else []
    parts += [f"held {counted(counts.held)}"] if counts.held else []
    return Title("Follow-ups due", " · ".join(parts))


def rows_of_today(
    queue: Sequence[AgendaItem], held: Collection[int], number: int
) -> frozenset[tuple[str, int]]:
    """Keys of the rows that fill the day: so many, and the held ones between them.

    What is held takes no place of the day: it cannot be done now.
    """
    keys = []
    for row in queue:
        if row.person_id not in held:
            if not number:
                break
            number -= 1
        keys.append((row.kind, row.id))
    return frozenset(keys)


def due_foot(counts: agenda.DueCounts) -> str:
    """ "tomorrow 2 · this week 5 · later 31 · someday 4"."""
    parts = (
        ("tomorrow", counts.tomorrow),
        ("this week", counts.this_week),
        ("later", counts.later),
        ("someday", counts.someday),
        ("new", counts.new),
    )
    return " · ".join(f"{word} {counted(number)}" for word, number in parts if number)


def people_title(reader: Reader) -> Title:
    """ "People  312"."""
    number = people.count_people(reader, MANY_PEOPLE)
    return Title("People", f"{number:,}+" if number == MANY_PEOPLE else f"{number:,}")


def promises_title(reader: Reader) -> Title:
    """ "Promises  I owe 6 · they owe 4"."""
    mine = counted(promises.count_open(reader, Side.MINE))
    theirs = counted(promises.count_open(reader, Side.THEIRS))
    return Title("Promises", f"I owe {mine} · they owe {theirs}")


def history_title(reader: Reader, subject: Subject | None) -> Title:
    """ "Shared history  15"."""
    if subject is None:
        return Title("Shared history")
    return Title("Shared history", counted(history.count_with(reader, subject.id)))


def week_rows(reader: Reader, first: date, last: date) -> FixedRows[AgendaItem]:
    """Everything that comes (back) to the queue from the first to the last day."""
    from peer_tui.storage.queries import week

    found = week.coming(reader, first, last, agenda.COUNT_LIMIT)
    return FixedRows(tuple(item for _, item in found), lambda item: (str(item.kind), item.id))
