"""Asking for a day: the date panel with all that is known of the days it offers."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.spreading import spread
from peer_tui.services.default_day import OpenDays, SnoozeRules, default_day, suiting_days
from peer_tui.storage.queries.promises import due_load
from peer_tui.tui.modals.date_choices import DateChoice, DayFacts
from peer_tui.tui.modals.date_panel import DatePanel
from peer_tui.tui.targets import Targets

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp

LOAD_DAYS = 62
"""Days ahead for which it is counted how much is due."""
MOST_ASKED = 20
"""People whose agreements are looked at; of more than that only the first."""


def ask_date(
    app: "PeerApp", chosen: Targets, action: "Action", then: Callable[[DateChoice], None]
) -> None:
    """Open the date panel for these rows; `then` gets the answer, unless there is none."""
    items, snoozes = chosen.items, action.id == "item.snooze_until"
    first = items[0]
    what = first.person_name or first.text if len(items) == 1 else f"{len(items)} items"
    promised = all(item.kind is ItemKind.PROMISE for item in items)
    verb = "Renegotiate" if promised else action.label
    whom = f"with {what}" if promised and len(items) == 1 and first.person_name else what
    title = f"Snooze {what} until" if snoozes else f"{verb} {whom} to"
    rules = SnoozeRules.of(app.settings)
    loads = _loads(app)
    panel = DatePanel(
        title,
        app.now().replace(tzinfo=None),
        default_day(app.store.reader, first, app.today(), rules),
        DayFacts(loads, rules.holiday, _why_closed(app, chosen)),
        allow_someday=not snoozes and promised,
        order=app.settings.date_order,
        may_wait=snoozes and all(item.person_id is not None for item in items),
        working_days=app.settings.working_days,
        spread=spread_days(app, items) if snoozes and len(items) > 1 else (),
        no_someday=_no_someday(app, items),
    )

    def answered(choice: DateChoice | None) -> None:
        if choice is not None:
            then(choice)

    app.push_screen(panel, answered)


def _no_someday(app: "PeerApp", items: Sequence[AgendaItem]) -> str:
    """Why the rows cannot be put off to someday, and what can."""
    if any(item.kind is not ItemKind.PROMISE for item in items):
        return "Only a promise can be for someday."
    key = next(iter(app.keymap.keys_of("item.reschedule")), "")
    return f"Only a day here; {key} then z: someday." if key else "Only a day here."


def spread_days(app: "PeerApp", items: Sequence[AgendaItem]) -> list[date]:
    """A day for each item, over the next working days, as many a day as these can bear.

    Where a person cannot be reached on that day, the next on which they can.
    """
    rules = SnoozeRules.of(app.settings)
    days = spread(
        len(items),
        app.today(),
        _loads(app),
        app.settings.daily_number,
        working_days=rules.working_days,
        is_free=rules.is_holiday,
    )
    return suiting_days(app.store.reader, items, days, rules)


def _loads(app: "PeerApp") -> dict[date, int]:
    today = app.today()
    last = date.fromordinal(min(today.toordinal() + LOAD_DAYS, date.max.toordinal()))
    return due_load(app.store.reader, today, last)


def _why_closed(app: "PeerApp", chosen: Targets) -> Callable[[date], str]:
    """Why the person cannot be reached on a day; of several people, how many."""
    channel = chosen.items[0].channel if len(chosen.items) == 1 else ""
    people = [
        OpenDays(app.store.reader, subject.id, channel) for subject in chosen.subjects[:MOST_ASKED]
    ]

    @cache
    def why(day: date) -> str:
        reasons = [reason for person in people if (reason := person.why_closed(day))]
        if len(people) <= 1:
            return "".join(reasons)
        return f"{len(reasons)} of {len(people)}" if reasons else ""

    return why
