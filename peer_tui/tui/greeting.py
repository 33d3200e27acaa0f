"""What is said once at the start: what is wrong, what has piled up, a key to learn."""

from typing import TYPE_CHECKING

from peer_tui.clock import local_day
from peer_tui.settings.load import in_brief
from peer_tui.storage.queries.journal import last_action
from peer_tui.tui.teaching import next_lesson

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp

DAYS_AWAY = 5
"""Without an act for so many days, the owner was away."""


def greet(app: "PeerApp") -> None:
    """Say the one thing that matters now; in the sample only what is wrong."""
    if app.warnings:
        app.say(in_brief(app.warnings, app.locations.config, app.size.width))
    if not app.sample:
        _look_back(app)
        _teach(app)


def _look_back(app: "PeerApp") -> None:
    """After a break, with more due than fits in a day, ask what to do."""
    last = last_action(app.store.reader)
    away = 0 if last is None else (app.today() - local_day(last.at)).days
    if away >= DAYS_AWAY and app.main.panes.left > app.settings.daily_number:
        from peer_tui.tui.acts.after_break import offer

        offer(app)


def _teach(app: "PeerApp") -> None:
    """One key in each of the first sessions, where there is a row to try it on."""
    work = app.work
    if work is None or work.message_line.text or work.current_row() is None:
        return
    if words := next_lesson(app.locations.lessons, app.keymap):
        app.say(words)
