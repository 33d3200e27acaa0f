"""What a verb acts on: the rows of the panes, told apart by their kind."""

from collections.abc import Sequence
from typing import NamedTuple

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.storage.rows import HistoryRow, Hit, NeedRow, PersonRow, PromiseRow, WishRow
from peer_tui.tui.actions import RowKind

AnyRow = AgendaItem | PersonRow | HistoryRow | Hit | WishRow | NeedRow | PromiseRow

_ITEM_KINDS = {
    ItemKind.PROMISE: RowKind.PROMISE,
    ItemKind.FOLLOW_UP: RowKind.FOLLOW_UP,
    ItemKind.RHYTHM: RowKind.RHYTHM,
}
_HIT_KINDS = {
    "person": RowKind.PERSON,
    "promise": RowKind.PROMISE,
    "follow_up": RowKind.FOLLOW_UP,
    "interaction": RowKind.INTERACTION,
}


class Subject(NamedTuple):
    """A person a row is about."""

    id: int
    name: str


class Targets(NamedTuple):
    """The rows a verb acts on."""

    rows: tuple[AnyRow, ...]
    subjects: tuple[Subject, ...]
    """The people they are about, each once."""
    found: tuple[AgendaItem, ...] | None = None
    """What stands behind the rows, where it was looked for: see `tui.found_items`."""

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """Those rows that can be done, put off or let go."""
        if self.found is not None:
            return self.found
        return tuple(row for row in self.rows if isinstance(row, AgendaItem))

    @property
    def kind(self) -> RowKind | None:
        """The kind of the first row; None when there is no row."""
        return kind_of(self.rows[0]) if self.rows else None


def kind_of(row: AnyRow | None) -> RowKind | None:
    """What a row is, for the words of the verbs."""
    if isinstance(row, AgendaItem):
        return _ITEM_KINDS[row.kind]
    if isinstance(row, PersonRow):
        return RowKind.PERSON
    if isinstance(row, HistoryRow):
        return RowKind.INTERACTION
    if isinstance(row, WishRow):
        return RowKind.WISH
    if isinstance(row, NeedRow):
        return RowKind.NEED
    if isinstance(row, PromiseRow):
        return RowKind.PROMISE
    return None if row is None else _HIT_KINDS[row.kind]


def subject_of(row: AnyRow | None) -> Subject | None:
    """Whom the row is about; None for an entry of a history, which does not say."""
    if isinstance(row, AgendaItem | Hit | WishRow | NeedRow | PromiseRow):
        return None if row.person_id is None else Subject(row.person_id, row.person_name)
    return Subject(row.id, row.name) if isinstance(row, PersonRow) else None


def targets(rows: Sequence[AnyRow], subject: Subject | None) -> Targets:
    """The rows with the people they are about; `subject` stands in where a row does not say."""
    people = [found for row in rows if (found := subject_of(row) or _fallback(row, subject))]
    return Targets(tuple(rows), tuple(dict.fromkeys(people)))


def _fallback(row: AnyRow, subject: Subject | None) -> Subject | None:
    return subject if isinstance(row, HistoryRow) else None
