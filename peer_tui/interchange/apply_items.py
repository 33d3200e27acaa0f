"""Writes imported history, promises and follow-ups inside the transaction of an import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from peer_tui.clock import to_utc_text
from peer_tui.domain.follow_ups import FollowUp, FollowUpStatus
from peer_tui.domain.history import Interaction
from peer_tui.domain.promises import Promise
from peer_tui.domain.recurrence import next_occurrence
from peer_tui.domain.text import clean, clean_line
from peer_tui.interchange.kept_cards import raw_hash
from peer_tui.interchange.records import ItemRecord
from peer_tui.services.items import next_search_key
from peer_tui.services.waking import is_word_from_them, wake_replied
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp as FollowUpRow
from peer_tui.storage.models import Interaction as InteractionRow
from peer_tui.storage.models import InteractionPerson, SourceCard
from peer_tui.storage.models import Promise as PromiseRow


class ItemWriter:
    """Gathers a slice of items and writes it with one statement per table."""

    def __init__(self, transaction: Transaction, today: date) -> None:
        self._transaction = transaction
        self._today = today
        self._keys: dict[date, int] = {}
        """The next free search key of each day of the history."""
        self._history: list[tuple[Values, list[int]]] = []
        self._promises: list[Values] = []
        self._follow_ups: list[Values] = []
        self._cards: list[Values] = []
        self._words: dict[int, datetime] = {}
        """The newest word from each person."""
        self.counts = {"history": 0, "promises": 0, "follow_ups": 0}

    def write(self, record: ItemRecord, people: Sequence[int]) -> None:
        """Take in one item about these people; a promise is made by or to the first of them."""
        item = record.item
        if isinstance(item, Interaction):
            self._history.append((self._interaction(item), list(people)))
            if is_word_from_them(item.kind, item.initiated_by):
                for who in people:
                    self._words[who] = max(item.at, self._words.get(who, item.at))
            self.counts["history"] += 1
        elif isinstance(item, Promise):
            self._promises.append(_promise(item, people[0]))
            self.counts["promises"] += 1
        else:
            self._follow_ups.append(_follow_up(item, people[0], self._today))
            self.counts["follow_ups"] += 1
        self._cards.append(
            {
                "person_id": people[0],
                "source": record.source,
                "uid": record.uid,
                "content": record.raw.encode("utf-8", "replace").decode(),
                "content_hash": raw_hash(record.raw),
            }
        )

    def finish_chunk(self) -> None:
        """Write what was taken in."""
        insert = self._transaction.insert_many
        ids = insert(InteractionRow, [row for row, _ in self._history])
        insert(
            InteractionPerson,
            [
                {"interaction_id": id_, "person_id": who, "at": row["at"]}
                for id_, (row, people) in zip(ids, self._history, strict=True)
                for who in people
            ],
        )
        insert(PromiseRow, self._promises)
        insert(FollowUpRow, self._follow_ups)
        insert(SourceCard, self._cards)
        self._history, self._promises, self._follow_ups, self._cards = [], [], [], []

    def wake(self) -> None:
        """Bring back what waited for the words that were written."""
        if self._words:
            wake_replied(self._transaction, self._words)

    def _interaction(self, item: Interaction) -> Values:
        day = item.at.date()
        key = self._keys.get(day)
        if key is None:
            key = next_search_key(self._transaction, day)
        self._keys[day] = key + 1
        return {
            "at": to_utc_text(item.at),
            "kind": str(item.kind),
            "channel": str(item.channel),
            "initiated_by": str(item.initiated_by),
            "text": clean(item.text).strip(),
            "search_key": key,
        }


def _promise(item: Promise, person_id: int) -> Values:
    return {
        "person_id": person_id,
        "side": str(item.side),
        "text": clean_line(item.text),
        "made_on": item.made_on.isoformat(),
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "firmness": str(item.firmness),
        "status": str(item.status),
        "closed_on": item.closed_on.isoformat() if item.closed_on else None,
    }


def _follow_up(item: FollowUp, person_id: int, today: date) -> Values:
    """Nobody is late for being imported: what recurs goes on, what is past is done."""
    if item.status is FollowUpStatus.OPEN and item.due_on < today:
        if item.recurrence:
            yesterday = today - timedelta(days=1)
            item = replace(item, due_on=next_occurrence(item.recurrence, item.due_on, yesterday))
        else:
            item = replace(item, status=FollowUpStatus.DONE, closed_on=item.due_on)
    return {
        "person_id": person_id,
        "text": clean_line(item.text),
        "purpose": str(item.purpose),
        "due_on": item.due_on.isoformat(),
        "due_time": item.due_time.strftime("%H:%M") if item.due_time else None,
        "channel": str(item.channel),
        "recurrence": item.recurrence,
        "recurs_from": str(item.recurs_from),
        "status": str(item.status),
        "closed_on": item.closed_on.isoformat() if item.closed_on else None,
    }
