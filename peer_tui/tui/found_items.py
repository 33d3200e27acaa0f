"""From rows that only tell of something to the items the verbs act on."""

from collections.abc import Iterator

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.storage.queries.items import open_follow_up, open_promise, rhythm_of
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import Hit, HitKind, PersonRow, PromiseRow
from peer_tui.tui.targets import AnyRow, Targets


def with_items(reader: Reader, chosen: Targets, *, rhythms: bool, running: bool = False) -> Targets:
    """The rows with the open items behind them.

    Of people their rhythms, if `rhythms` are meant; with `running` only those that have one.
    """
    found = [item for row in chosen.rows for item in _items(reader, row, rhythms)]
    if running:
        found = [item for item in found if item.kind is not ItemKind.RHYTHM or item.rhythm_days]
    return chosen._replace(found=tuple(found))


def _items(reader: Reader, row: AnyRow, rhythms: bool) -> Iterator[AgendaItem]:
    item: AgendaItem | None = None
    if isinstance(row, AgendaItem):
        item = row
    elif isinstance(row, PersonRow):
        item = rhythm_of(reader, row.id) if rhythms else None
    elif isinstance(row, PromiseRow):
        item = open_promise(reader, row.id)
    elif isinstance(row, Hit):
        if row.kind is HitKind.PROMISE:
            item = open_promise(reader, row.id)
        elif row.kind is HitKind.FOLLOW_UP:
            item = open_follow_up(reader, row.id)
        elif row.kind is HitKind.PERSON and rhythms:
            item = rhythm_of(reader, row.id)
    if item is not None:
        yield item
