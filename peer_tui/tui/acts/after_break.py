"""After a break: what matters first, or what can wait spread over the days to come."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.services.after_break import Backlog
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

SPREAD, SHOW_EVERYTHING = 1, 2
"""Indexes of the answers; 0 keeps the first and lets the rest wait a day."""


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask what to do with what is late."""
    found = _backlog(app)
    if found is None:
        screen.say("Nothing is late.")
    else:
        _ask(app, found, by_itself=False)
    return True


def offer(app: "PeerApp") -> None:
    """Ask by itself, unless the owner has opened something else meanwhile."""
    found = _backlog(app)
    if found is not None and found.count > app.settings.daily_number and app.work is app.main:
        _ask(app, found, by_itself=True)


def _backlog(app: "PeerApp") -> "Backlog | None":
    from peer_tui.services.after_break import backlog
    from peer_tui.storage.queries.held import held_now

    desk = app.desk
    return backlog(desk.reader, desk.today, held_now(desk.reader, desk.now, desk.passed))


def _ask(app: "PeerApp", found: "Backlog", *, by_itself: bool) -> None:
    from peer_tui.domain.calendar_days import short_day
    from peer_tui.services.after_break import SPREAD_DAYS
    from peer_tui.tui.modals.break_panel import BreakPanel

    keep = app.settings.daily_number
    choices = (
        f"the {keep} that matter first, the rest next day",
        f"spread all but those over {SPREAD_DAYS} working days",
        "show everything",
    )

    def answered(index: int | None) -> None:
        if index == SHOW_EVERYTHING:
            app.show_everything()
        elif index is not None:
            _put_off(app, spread=index == SPREAD)

    title = f"{found.count} overdue since {short_day(found.since, app.today())}"
    app.push_screen(BreakPanel(title, choices, by_itself=by_itself), answered)


def _put_off(app: "PeerApp", *, spread: bool) -> None:
    from peer_tui.services import after_break, items
    from peer_tui.services.default_day import SnoozeRules, suiting_days

    reader, today, keep = app.store.reader, app.today(), app.settings.daily_number
    rules = SnoozeRules.of(app.settings)
    rest = after_break.rest_of(reader, today, keep)
    if not rest:
        app.say(f"No more than {keep} are due; nothing needs to wait.")
        return
    if spread:
        days = after_break.days_ahead(reader, today, len(rest), keep, rules)
    else:
        days = after_break.next_day(today, len(rest), rules)
    days = suiting_days(reader, rest, days, rules)
    app.start(app.act(lambda: items.spread(app.store, rest, days)))
