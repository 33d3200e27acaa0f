"""Worth sending: the page of messages, and the draft of one of them to one person."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from peer_tui.settings.templates import Letter
from peer_tui.storage.queries.messages import MessageRow
from peer_tui.tui.acts.mailing import Draft, filled, values_for
from peer_tui.tui.acts.reaching import Contact

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

LONGEST_SUBJECT = 70


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the page, unless it is open already."""
    from peer_tui.tui.screens.messages import MessagesScreen

    if not isinstance(screen, MessagesScreen):
        app.push_screen(MessagesScreen())
    return True


class MessageDraft(Draft):
    """A mail with a message and a line of its own, to one person."""

    text_first: ClassVar[bool] = True

    def __init__(
        self,
        app: "PeerApp",
        screen: "WorkScreen",
        contact: Contact,
        address: str,
        message: MessageRow,
        line: str,
    ) -> None:
        """`line`: what is for this person alone; it may be empty."""
        super().__init__(app, screen, contact, address)
        self._message = message
        self._line = line

    def letter(self, template: Path | None) -> Letter:
        """The template, with the line and the message where it has `{line}` and `{message}`.

        Where it has not, they stand under it.
        """
        parts = {"line": self._line, "message": self._message.text}
        values = values_for(self._app, self._contact.person, None) | parts
        letter = filled(template, _subject(self._message), values)
        missing = [part for part in parts.values() if part and part not in letter.body]
        body = "\n\n".join(part for part in (letter.body, *missing) if part)
        return Letter(letter.subject, body, letter.warning)

    async def log(self, subject: str, key: str) -> None:
        """Into the history; the person is done with."""
        from peer_tui.services import sending

        store, message, line = self._app.store, self._message, self._line
        await self._app.act(lambda: sending.sent(store, message, self._contact.ref, line))


def _subject(message: MessageRow) -> str:
    text = message.text
    if len(text) <= LONGEST_SUBJECT:
        return text
    topics = ", ".join(message.topics)
    return f"{topics[:1].upper()}{topics[1:]}"
