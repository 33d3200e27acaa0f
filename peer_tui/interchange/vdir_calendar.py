"""The calendar of a vdir: events and to-dos on one side, follow-ups and my promises on the other.

An item with a date has two files, an event and a to-do; what changes in one changes the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from peer_tui.clock import today as today_of
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.follow_ups import purpose_of
from peer_tui.domain.text import clean_line
from peer_tui.interchange.icalendar_items import (
    CalendarItem,
    CalendarKind,
    State,
    calendar_items,
    why_words,
)
from peer_tui.interchange.icalendar_writer import write_events, write_todos
from peer_tui.interchange.vdir_component import (
    DONE,
    EVENT,
    TODO,
    Component,
    patched,
    read_component,
)
from peer_tui.interchange.vdir_fields import Digests, Merge, digests, packed_digests
from peer_tui.interchange.vdir_folder import CALENDAR
from peer_tui.interchange.vdir_side import Ours, Theirs
from peer_tui.services.items import close_items, let_go_follow_up, put_off_to, renegotiate
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries.items import open_follow_up, open_promise

if TYPE_CHECKING:
    from peer_tui.storage.journal import Transaction, Values
    from peer_tui.storage.store import Store

LOOKED_BACK = timedelta(days=60)
"""How long what is done or let go is looked at for a change of its files."""
_WRITERS = {"event": write_events, "todo": write_todos}
_SORTS = {EVENT: "event", TODO: "todo"}
_MODELS: dict[CalendarKind, type[Row]] = {
    CalendarKind.FOLLOW_UP: FollowUp,
    CalendarKind.PROMISE: Promise,
}


class CalendarSide:
    """See `vdir_side.Side`."""

    collection = CALENDAR
    lists: frozenset[str] = frozenset()
    one_way = frozenset({"said", "written", "tags", "starred", "rrule", "identity"})
    needed = frozenset({"identity"})

    def __init__(self, store: Store) -> None:
        self._store = store
        self._items: dict[str, CalendarItem] = {}
        self.rows: dict[str, Ours] = {}
        self.settled_by: dict[str, str] = {"written": "when"}

    def load(self) -> None:
        """See `Side`."""
        self.rows, self._items = {}, {}
        since = today_of(self._store.clock) - LOOKED_BACK
        for item in calendar_items(self._store.reader, since):
            for sort in _WRITERS:
                component = self._ours(sort, item)
                if component is None:
                    continue
                ref = f"{sort}:{item.kind}:{item.id}"
                self._items[ref] = item
                name = f"{item.person_name}: {item.text}" if item.person_name else item.text
                revision = packed_digests(_digests(component, item))
                is_open = item.state is State.OPEN
                self.rows[ref] = Ours(ref, name, component.uid, revision, is_open)

    def _ours(self, sort: str, item: CalendarItem) -> Component | None:
        if sort == "event" and item.on is None:
            return None
        return read_component("".join(_WRITERS[sort]([item])).encode())

    def is_over(self, ref: str) -> bool:
        """See `Side`: what is closed needs no file any more, and keeps one it has."""
        if ref in self._items:
            return self._items[ref].state is not State.OPEN
        _, kind, number = ref.split(":")
        table = _MODELS[CalendarKind(kind)]._meta.table_name
        row = self._store.reader.row(f"SELECT status FROM {table} WHERE id = ?", (int(number),))
        return row is not None and row[0] != "open"

    def is_obsolete(self, ref: str) -> bool:
        """See `Side`: a promise without a date is no event."""
        sort, _, row = ref.partition(":")
        return sort == "event" and ref not in self.rows and f"todo:{row}" in self.rows

    def read(self, data: bytes, key: str) -> Theirs:
        """See `Side`."""
        component = read_component(data)
        return Theirs(key, component.uid, component.summary, component)

    def digests(self, theirs: Theirs, ref: str, base: Digests) -> Digests:
        """See `Side`: a summary that still reads as it did says the same text as it did."""
        found = _digests(_component(theirs), self._items.get(ref))
        if base.get("said") and base["said"] == found.get("said"):
            found["summary"] = base.get("summary", ())
        return found

    def find(self, new: list[Theirs], bound: frozenset[str]) -> Iterator[tuple[Theirs, str, str]]:
        """See `Side`: our own by what they say they are; a to-do of others is a new follow-up."""
        taken = set(bound)
        uids: set[str] = set()
        for each in new:
            component = _component(each)
            ref = _ref(component)
            if each.uid and each.uid in uids:
                yield each, "", "another file has the same UID"
            elif ref and ref in self.rows:
                reason = "another file stands for it already" if ref in taken else ""
                taken.add(ref)
                yield each, "" if reason else ref, reason
            elif ref:
                yield each, "", "it is of Peer, and is not there any more"
            else:
                yield each, "", _why_not(component)
            uids.add(each.uid)

    def check(self, theirs: Theirs, ref: str, found: Merge, base: Digests) -> None:
        """See `Side`: there is nothing more to look at."""

    def add(self, transaction: Transaction, theirs: Theirs) -> str:
        """See `Side`."""
        component = _component(theirs)
        on, at = _day_and_time(component.when)
        text = clean_line(component.summary)
        values = {"text": text, "purpose": str(purpose_of(text)), "due_on": str(on),
                  "due_time": at.strftime("%H:%M") if at else None}  # fmt: skip
        number = transaction.insert(FollowUp, values)
        return f"todo:{CalendarKind.FOLLOW_UP}:{number}"

    def change(
        self, transaction: Transaction, theirs: Theirs, ref: str, found: Merge, base: Digests
    ) -> None:
        """See `Side`."""
        item, component = self._items[ref], _component(theirs)
        model = _MODELS[item.kind]
        text = clean_line(_core(component.summary, item))
        if "summary" in found.takes and text:
            transaction.update(model, item.id, {"text": text})
        opened = self._open(transaction, item)
        if "when" in found.takes:
            self._move(transaction, item, opened, component.when)
        if "state" in found.takes:
            self._set_state(transaction, item, opened, component.state)

    def _open(self, transaction: Transaction, item: CalendarItem) -> AgendaItem | None:
        find = open_promise if item.kind is CalendarKind.PROMISE else open_follow_up
        return find(transaction.reader, item.id)

    def _move(
        self, transaction: Transaction, item: CalendarItem, opened: AgendaItem | None, when: str
    ) -> None:
        on, at = _day_and_time(when)
        if item.kind is CalendarKind.PROMISE and opened is not None:
            due = None if opened.due_on == date.max else opened.due_on
            if (on, at) != (due, opened.due_time):
                renegotiate(transaction, opened, on, at, self._store.clock.now())
        elif on is not None:
            values: Values = {"due_on": on.isoformat(),
                              "due_time": at.strftime("%H:%M") if at else None}  # fmt: skip
            values |= put_off_to(None) | {"snooze_count": 0}
            transaction.update(_MODELS[item.kind], item.id, values)

    def _set_state(
        self, transaction: Transaction, item: CalendarItem, opened: AgendaItem | None, state: str
    ) -> None:
        now = self._store.clock.now()
        if state == State.OPEN:
            values: Values = {"status": "open", "closed_on": None}
            transaction.update(_MODELS[item.kind], item.id, values)
        elif opened is None:
            return
        elif state == State.DONE:
            close_items(transaction, [opened], None, now)
        else:
            self._cancel(transaction, item)

    def _cancel(self, transaction: Transaction, item: CalendarItem) -> None:
        today = today_of(self._store.clock)
        if item.kind is CalendarKind.FOLLOW_UP:
            let_go_follow_up(transaction, item.id, today)
            return
        values = {"status": "withdrawn", "closed_on": today.isoformat()}
        transaction.update(Promise, item.id, values)

    def claims(self, theirs: Theirs, ref: str, found: Merge) -> dict[tuple[str, str], object]:
        """See `Side`: an event and a to-do share a row."""
        component, row = _component(theirs), ref.partition(":")[2]
        values = {"summary": _core(component.summary, self._items[ref]),
                  "when": component.when, "state": component.state}  # fmt: skip
        return {(row, name): values[name] for name in found.takes}

    def take_out(self, transaction: Transaction, ref: str) -> str:
        """See `Side`: it is let go."""
        item = self._items.get(ref)
        if item is not None and self._open(transaction, item) is not None:
            self._cancel(transaction, item)
        return ""

    def text(self, ref: str, theirs: Theirs | None, names: Iterable[str], used: set[str]) -> bytes:
        """See `Side`."""
        sort = ref.partition(":")[0]
        text = "".join(_WRITERS[sort]([self._items[ref]])).encode()
        return patched(_component(theirs), read_component(text), list(names)) if theirs else text


def _component(theirs: Theirs) -> Component:
    assert isinstance(theirs.content, Component)
    return theirs.content


def _digests(component: Component, item: CalendarItem | None) -> Digests:
    values = {
        "summary": _core(component.summary, item),
        "said": component.summary,
        "when": component.when,
        "written": component.written,
        "state": component.state,
        "tags": component.value("CATEGORIES"),
        "starred": component.value("PRIORITY"),
        "rrule": component.value("RRULE"),
        "identity": _ref(component),
    }
    return digests({name: [text] for name, text in values.items()})


def _core(summary: str, item: CalendarItem | None) -> str:
    """The text of the item without the words that the writer puts around it."""
    text = summary.removeprefix(DONE)
    if item is None:
        return text
    name, why = " ".join(item.person_name.split()), why_words(item)
    text = text.removeprefix(f"{name}: ") if name else text
    return text.removesuffix(f" ({why})") if why else text


def _ref(component: Component) -> str:
    """Which row the file says it stands for; empty when it says none."""
    kind, number = component.value("X-PEER-KIND").strip(), component.value("X-PEER-ID").strip()
    known = kind in set(CalendarKind) and number.isdecimal() and len(number) < 20
    return f"{_SORTS[component.kind]}:{kind}:{int(number)}" if known else ""


def _why_not(component: Component) -> str:
    if component.kind == EVENT:
        return "an event of another program"
    if component.state != State.OPEN:
        return "it is closed already"
    if not clean_line(component.summary):
        return "it says nothing"
    if not component.when:
        return "it has no date"
    return "it repeats; add it in Peer" if component.value("RRULE") else ""


def _day_and_time(when: str) -> tuple[date | None, time | None]:
    if not when:
        return None, None
    if "T" not in when:
        return date.fromisoformat(when), None
    moment = datetime.fromisoformat(when)
    return moment.date(), moment.time()
