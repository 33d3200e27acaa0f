"""What is put off again and again: loosen it, only when needed, or let it go."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.services import easing, items
from peer_tui.services.default_day import SnoozeRules
from peer_tui.services.outcome import Outcome
from peer_tui.tui.found_items import with_items
from peer_tui.tui.screens.work import AGAIN_HINT, UNDO_HINT
from peer_tui.tui.targets import Subject, Targets
from peer_tui.tui.widgets.painted_line import Hint

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

WIDE = 120
"""Columns from which the offer is made in full words."""
_OFFERED = (
    ("ease.loosen", "loosen", "loosen"),
    ("ease.when_needed", "when needed", "only when needed"),
    ("ease.let_go", "let go", "let go"),
    ("ease.end_well", "end well", "end well"),
)
_TIMES = {3: "third", 6: "sixth", 9: "ninth"}


def offer_ease(app: "PeerApp", screen: "WorkScreen", item: AgendaItem, day: date) -> None:
    """After a third snooze in a row: one key each for another way, while this stands."""
    number = item.snooze_count + 1
    target = short_day(day, app.today())
    wide = screen.size.width >= WIDE
    if wide:
        time = _TIMES.get(number, f"{number}th")
        sentence = f"Snoozed {item.person_name or item.text} to {target}, the {time} time."
    else:
        counted = "3rd" if number == 3 else f"{number}th"
        sentence = f"{counted} time, to {' '.join(target.split()[:2])}"
    hints = [
        Hint(keys[0], full if wide else short, action_id)
        for action_id, short, full in _OFFERED
        if (keys := app.keymap.keys_of(action_id))
    ]
    screen.message_line.show(sentence, [*hints, UNDO_HINT, AGAIN_HINT])
    app.verbs.put_off_often = (screen.message_line.text, item)


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ease what the offer is about while it stands, else the marked rows or that at the cursor."""
    chosen = offered(app, screen)
    if chosen is None:
        chosen = with_items(app.store.reader, screen.targets(), rhythms=True)
    if not chosen.items:
        screen.say("Nothing here that could be eased.")
        return True
    store, rows = app.store, chosen.items

    def run(call: Callable[[], Outcome]) -> None:
        app.start(_run(app, screen, chosen, action, call))

    match action.id:
        case "ease.loosen":
            rules = SnoozeRules.of(app.settings)
            run(lambda: easing.loosen(store, rows, rules))
        case "ease.when_needed":
            run(lambda: easing.when_needed(store, rows))
        case "ease.let_go":
            run(lambda: items.let_go(store, rows))
    return True


def offered(app: "PeerApp", screen: "WorkScreen") -> Targets | None:
    """What the offer after a third snooze is about, while it stands; it is taken by asking."""
    offer, app.verbs.put_off_often = app.verbs.put_off_often, None
    if offer is None or screen.message_line.text != offer[0]:
        return None
    item = offer[1]
    people = () if item.person_id is None else (Subject(item.person_id, item.person_name),)
    return Targets((), people, found=(item,))


async def _run(
    app: "PeerApp",
    screen: "WorkScreen",
    chosen: Targets,
    action: "Action",
    call: Callable[[], Outcome],
) -> None:
    if await app.act(call, repeats=True) is None:
        return
    app.verbs.remember(lambda front: _again(app, front, action))
    if chosen.rows:
        screen.after_verb(chosen)


def _again(app: "PeerApp", screen: "WorkScreen", action: "Action") -> None:
    perform(app, screen, action)
