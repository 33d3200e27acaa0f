"""Files and pages that an entry of the history points to: add one, open one, take one off."""

import os
from collections.abc import Awaitable
from pathlib import Path
from typing import TYPE_CHECKING

from peer_tui.domain.attachments import Attachment, is_link
from peer_tui.errors import UsageError
from peer_tui.services import attachments
from peer_tui.storage.queries.attachments import attachments_of
from peer_tui.storage.rows import HistoryRow, Hit, HitKind
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.saving import ask_to_save

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

NO_ENTRY = "Files and pages belong to an entry of the history; this row is none."


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Attach to the entry under the cursor; open what is attached to it, or take it off."""
    row = screen.current_row()
    is_entry = isinstance(row, HistoryRow) or (
        isinstance(row, Hit) and row.kind == HitKind.INTERACTION
    )
    if row is None or not is_entry:
        screen.say(NO_ENTRY)
    elif action.id == "item.attach":
        _ask(app, screen, row.id)
    else:
        _choose(app, screen, row.id, takes_off=action.id == "item.detach")
    return True


def _ask(app: "PeerApp", screen: "WorkScreen", interaction_id: int) -> None:
    from peer_tui.tui.importing import complete_path

    def complete(text: str, _cursor: int) -> str | None:
        return None if is_link(text.strip()) else complete_path(text)

    question = BarQuestion(
        kind="item.attach",
        prompt="Attach file or link:",
        draft_key=f"item.attach:{interaction_id}",
        placeholder="~/quotes/oak.pdf, or https://...  as the signed quote",
        preview=_preview,
        on_tab=complete,
        tab_words="completes",
    )

    def save(text: str) -> Awaitable[object]:
        return app.act(lambda: attachments.attach(app.store, interaction_id, text))

    ask_to_save(screen, question, save)


def _preview(text: str) -> Preview:
    if not text.strip():
        return Preview("The file stays where it is; the entry points to it.", ok=False)
    try:
        found = attachments.read_reference(text)
    except UsageError as refusal:
        return Preview(_beginnings(text) or str(refusal), ok=False)
    called = f", called {found.label}" if found.label else ""
    return Preview(f"{'a link' if is_link(found.location) else 'a file'}{called}")


def _beginnings(text: str) -> str:
    """What Tab could make of the path."""
    from peer_tui.tui.importing import MOST_SUGGESTED, matching_paths

    names = [found.name + "/" * found.is_dir() for found in matching_paths(text)]
    return "  ".join(names[:MOST_SUGGESTED]) + (" ..." if len(names) > MOST_SUGGESTED else "")


def _choose(app: "PeerApp", screen: "WorkScreen", interaction_id: int, *, takes_off: bool) -> None:
    """Open what is attached or take it off: the only one at once, else the one chosen."""

    def chosen(attachment: Attachment | None) -> None:
        if attachment is None:
            return
        if takes_off:
            _take_off(app, attachment)
        else:
            _hand_over(screen, attachment)

    found = attachments_of(app.store.reader, interaction_id)
    if not found:
        keys = app.keymap.keys_of("item.attach")
        adds = f"; {keys[0]} attaches one" if keys else ""
        screen.say(f"Nothing is attached to this entry{adds}.")
    elif len(found) == 1:
        chosen(found[0])
    else:
        from peer_tui.tui.modals.choice_panel import ChoicePanel

        title = "Take off" if takes_off else "Open"
        app.push_screen(ChoicePanel(title, [(each.name, each) for each in found]), chosen)


def _take_off(app: "PeerApp", attachment: Attachment) -> None:
    """Point the entry to it no longer."""

    async def save() -> None:
        await app.act(lambda: attachments.detach(app.store, attachment.id or 0))

    app.start(save())


def _hand_over(screen: "WorkScreen", attachment: Attachment) -> None:
    """Have the platform open it; what came of that is said."""
    from peer_tui.tui.outside import open_file, open_link

    refusal = attachments.missing(attachment)
    if refusal:
        screen.say(refusal)
        return
    if is_link(attachment.location):
        refusal = open_link(attachment.location, os.environ)
    else:
        refusal = open_file(Path(attachment.location), os.environ)
    opened = f"{attachment.name} handed to the program for it."
    screen.say(f"{attachment.location}: {refusal}." if refusal else opened)
