"""A list under a filter: where its rows come from, and what was read of it ahead."""

from collections.abc import Hashable, Sequence
from datetime import timedelta
from typing import Any, Generic, NamedTuple

from peer_tui.domain.filter_fields import VIEWS
from peer_tui.domain.filter_query import FilterQuery, to_text
from peer_tui.storage.queries import agenda, history, ledger, people, promises, week
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.open_items import due_list
from peer_tui.tui.actions import Place
from peer_tui.tui.panes.pane import Pane, Title
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.loaded_rows import Row, RowSource

READ_AHEAD = 200
"""Rows of a filtered list that are read at once; where there are no more, the list is known."""
WEEK_DAYS = 14


class Beginning(NamedTuple):
    """The first rows of a list under a filter, read before they are shown."""

    query: FilterQuery
    person_id: int | None
    """Whose history it is; of the other lists, who was in view."""
    rows: Sequence[Any]

    def answers(self, pane: Pane, person_id: int | None) -> bool:
        """Whether it is what the list asks for now."""
        same_person = pane.place is not Place.HISTORY or self.person_id == person_id
        return self.query == pane.query and same_person


def source_of(place: Place, wanted: Filter, person_id: int | None) -> Any:  # noqa: ANN401 - pages of any row
    """The rows of a list that the filter lets through; `person_id`: whose history."""
    match place:
        case Place.DUE:
            return due_list(wanted)
        case Place.PEOPLE:
            return people.all_people(wanted.reader, wanted)
        case Place.PROMISES if wanted.query.asks("kept"):
            return ledger.kept_promises(wanted.reader, wanted)
        case Place.PROMISES:
            return promises.open_promises(wanted.reader, wanted=wanted)
        case Place.HISTORY if person_id is not None:
            return history.with_person(wanted.reader, person_id, wanted)
    return FixedRows((), hash)


def beginning_of(place: Place, wanted: Filter, person_id: int | None) -> Sequence[Any]:
    """The first rows of the list under the filter; of the week, all of them."""
    if place is Place.WEEK:
        first, last = (wanted.today + timedelta(days=days) for days in (1, WEEK_DAYS))
        found = week.coming(wanted.reader, first, last, agenda.COUNT_LIMIT, wanted)
        return tuple(item for _, item in found)
    rows: Sequence[Any] = source_of(place, wanted, person_id).first(READ_AHEAD)
    return rows


class Narrowed(Generic[Row]):
    """The rows of a source whose beginning was read already.

    A sparse filter looks through a whole table for a page; where the beginning is all there is,
    the source is not asked again. A row that is gone keeps its place among those read before.
    """

    def __init__(
        self,
        source: RowSource[Row],
        rows: Sequence[Row],
        before: "Narrowed[Row] | None" = None,
        *,
        is_whole: bool = False,
    ) -> None:
        """`rows`: the first of the source; `before`: the same list as it was read earlier.

        Fewer rows than `READ_AHEAD` are all there are, and so are more if they are called whole.
        """
        self._source = source
        self.rows = tuple(rows)
        self.is_whole = is_whole or len(self.rows) < READ_AHEAD
        """Whether the rows are all there are."""
        self._at = {source.key(row): index for index, row in enumerate(self.rows)}
        self._earlier = () if before is None else before.rows

    @property
    def counted(self) -> str:
        """How many rows there are, as far as it is known."""
        return str(len(self.rows)) if self.is_whole else f"{READ_AHEAD}+"

    def key(self, row: Row) -> Hashable:
        """The identity of a row."""
        return self._source.key(row)

    def first(self, limit: int) -> Sequence[Row]:
        """The first rows."""
        if self.is_whole or limit <= len(self.rows):
            return self.rows[:limit]
        return self._source.first(limit)

    def last(self, limit: int) -> Sequence[Row]:
        """The last rows."""
        if self.is_whole:
            return self.rows[-limit:] if limit else ()
        return self._source.last(limit)

    def after(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows that follow."""
        start = self._place(row, after=True)
        if start is not None and (self.is_whole or start + limit <= len(self.rows)):
            return self.rows[start : start + limit]
        return self._source.after(row, limit)

    def before(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows just before."""
        end = self._place(row, after=False)
        if end is not None:
            return self.rows[max(0, end - limit) : end]
        return self._source.before(row, limit)

    def around(self, key: Hashable, limit: int) -> Sequence[Row]:
        """Rows on both sides of the one with that key; empty when it is not there."""
        at = self._at.get(key)
        if at is None:
            return () if self.is_whole else self._source.around(key, limit)
        start, end = max(0, at - limit // 2), at + limit - limit // 2 + 1
        if self.is_whole or end <= len(self.rows):
            return self.rows[start:end]
        return self._source.around(key, limit)

    def _place(self, row: Row, *, after: bool) -> int | None:
        """Where the rows after (or up to) the row are cut; None where that is not known."""
        key = self.key(row)
        at = self._at.get(key)
        if at is not None:
            return at + 1 if after else at
        earlier = [self.key(each) for each in self._earlier]
        if key not in earlier:
            return None
        following = earlier[earlier.index(key) + 1 :]
        places = (self._at[each] for each in following if each in self._at)
        return next(places, len(self.rows) if self.is_whole else None)


def narrowed(
    place: Place,
    wanted: Filter,
    person_id: int | None,
    rows: Sequence[Any] | None = None,
    before: Narrowed[Any] | None = None,
) -> Narrowed[Any]:
    """The list under the filter; `rows` if its beginning was read already."""
    read = beginning_of(place, wanted, person_id) if rows is None else rows
    if place is Place.WEEK:
        fixed: FixedRows[Any] = FixedRows(tuple(read), lambda item: (str(item.kind), item.id))
        return Narrowed(fixed, read, before, is_whole=True)
    return Narrowed(source_of(place, wanted, person_id), read, before)


def title_of(pane: Pane, back: str) -> Title:
    """The name of the list, the filter in force, how many rows it leaves, and the key `back`."""
    assert pane.query is not None
    counted = "" if pane.narrowed is None else pane.narrowed.counted
    view = view_words(pane.place, pane.query)
    clears = f"{back} clears".lstrip()
    if view:
        return Title(view[0].upper() + view[1:], counted, clears)
    name = str(pane.place).capitalize()
    return Title(name, " · ".join(filter(None, (to_text(pane.query), counted))), clears)


def nothing_words(place: Place, query: FilterQuery, back: str) -> str:
    """What stands in a list that has nothing for the filter; the key `back` takes it off."""
    view = view_words(place, query)
    nothing = f"Nothing is in this view: {view}." if view else f"Nothing here is {to_text(query)}."
    return f"{nothing} {back} shows all." if back else nothing


def view_words(place: Place, query: FilterQuery) -> str:
    """The plain name of Peer's own view that the filter makes of the list; "" for any other."""
    typed = f"in:{place} {to_text(query)}"
    return next((view.meaning for view in VIEWS.values() if view.text == typed), "")
