"""What else may become of a promise: how firm it is, taken back, why it was moved; the record."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.history import Side
from peer_tui.services import promises
from peer_tui.services.outcome import Outcome
from peer_tui.tui.bars.bar_question import BarQuestion
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.found_items import with_items
from peer_tui.tui.screens.work import UNDO_HINT
from peer_tui.tui.targets import Targets
from peer_tui.tui.widgets.painted_line import Hint

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

NO_PROMISE = "This is no open promise; 3 shows the promises."


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the record of the person, or act on the promises of the rows."""
    if action.id == "promise.record":
        _open_record(app, screen)
        return True
    chosen = with_items(app.store.reader, screen.targets(), rhythms=False)
    found = tuple(item for item in chosen.items if item.kind is ItemKind.PROMISE)
    if not found:
        screen.say(NO_PROMISE if chosen.rows else "Nothing here to act on.")
        return True
    chosen = chosen._replace(found=found)
    if action.id == "promise.firmness":
        app.start(_run(app, screen, chosen, action, promises.set_firmness))
    else:
        app.start(_run(app, screen, chosen, action, promises.withdraw))
    return True


async def _run(
    app: "PeerApp",
    screen: "WorkScreen",
    chosen: Targets,
    action: "Action",
    call: Callable[..., Outcome],
) -> None:
    items = chosen.items
    if await app.act(partial(call, app.store, items), repeats=True) is None:
        return
    app.verbs.remember(lambda front: _again(app, front, action))
    if action.id == "promise.firmness":
        return
    screen.after_verb(chosen)
    if all(item.side is Side.MINE for item in items):
        from peer_tui.tui.acts.mailing import offer_to_tell

        offer_to_tell(app, screen, chosen)


def _again(app: "PeerApp", screen: "WorkScreen", action: "Action") -> None:
    perform(app, screen, action)


def _open_record(app: "PeerApp", screen: "WorkScreen") -> None:
    subjects = screen.targets().subjects
    if not subjects:
        screen.say("This row is about nobody.")
        return
    from peer_tui.tui.screens.record import RecordScreen

    app.push_screen(RecordScreen(subjects[0]))


# why a promise was moved


def offer_why(app: "PeerApp", screen: "WorkScreen", item: AgendaItem, ids: Sequence[int]) -> None:
    """After one promise got another date: the key for notes asks why, while this stands."""
    [key, *_] = (*app.keymap.keys_of("item.note"), "")
    if not key:
        return
    sentence = screen.message_line.text
    # In the place of "again": room for the sentence comes first.
    screen.message_line.show(sentence, [UNDO_HINT, Hint(key, "why", "item.note")])

    def ask(front: "WorkScreen") -> None:
        _ask_why(app, front, item, ids)

    app.verbs.moved = (sentence, ask)


def _ask_why(app: "PeerApp", screen: "WorkScreen", item: AgendaItem, ids: Sequence[int]) -> None:
    question = BarQuestion(
        kind="why moved",
        prompt=f"Why moved, {item.person_name}:",
        placeholder="waiting for the price of the oak",
        draft_key=f"why:{ids[0]}",
    )

    move_id, entry_id = ids

    def save(why: str) -> Awaitable[object]:
        return app.act(lambda: promises.say_why(app.store, move_id, entry_id, why))

    ask_to_save(screen, question, save)
