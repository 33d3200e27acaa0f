"""What is put off again and again: loosen it, only when needed, let it go, or end well."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.services import easing, items
from peer_tui.services.outcome import Outcome
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.found_items import with_items
from peer_tui.tui.screens.work import AGAIN_HINT, UNDO_HINT
from peer_tui.tui.targets import Targets
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
    offered = app.verbs.put_off_often
    moved_on = offered is not None and screen.message_line.text == offered[0]
    if offered is not None and moved_on:
        chosen = Targets((), (), found=(offered[1],))
    else:
        chosen = with_items(app.store.reader, screen.targets(), rhythms=True)
    app.verbs.put_off_often = None
    if not chosen.items:
        screen.say("Nothing here that could be eased.")
        return True
    store, rows = app.store, chosen.items

    def run(call: Callable[[], Outcome]) -> None:
        app.start(_run(app, screen, chosen, action, call))

    match action.id:
        case "ease.loosen":
            run(lambda: easing.loosen(store, rows))
        case "ease.when_needed":
            run(lambda: easing.when_needed(store, rows))
        case "ease.let_go":
            run(lambda: items.let_go(store, rows))
        case "ease.end_well":
            _ask_why(app, screen, chosen, run)
    return True


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


def _ask_why(
    app: "PeerApp",
    screen: "WorkScreen",
    chosen: Targets,
    run: Callable[[Callable[[], Outcome]], None],
) -> None:
    names = {item.person_name for item in chosen.items if item.person_id is not None}
    if not names:
        screen.say("This row is about nobody; o x lets it go.")
        return
    who = min(names) if len(names) == 1 else f"{len(names)} people"

    def preview(text: str) -> Preview:
        return Preview("Their rhythm stops, follow-ups are let go, promises stay.")

    def answered(reason: str | None) -> None:
        if reason is not None:
            run(lambda: easing.end_well(app.store, chosen.items, reason))

    screen.ask(
        BarQuestion(
            kind="end well",
            prompt=f"End well with {who}, why:",
            placeholder="in a few words, or nothing",
            preview=preview,
            allow_empty=True,
        ),
        answered,
    )
