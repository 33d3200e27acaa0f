"""What is worth sending: messages with topics, the open ones first."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.strip import Strip

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.topics import meets, topics_of
from peer_tui.services import sending
from peer_tui.storage.queries.messages import (
    MOST_MESSAGES,
    MessageRow,
    known_topics,
    message,
    messages,
    wanting,
)
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.list_page import ListPage
from peer_tui.tui.screens.page import OwnKeys
from peer_tui.tui.widgets.row_lines import RowState

if TYPE_CHECKING:
    from peer_tui.tui.bars.input_bar import Answer

NOTHING = (
    "Nothing is worth sending yet.",
    "a writes a message and its topics down; only who asked for one of them gets it.",
)
TEXT_EXAMPLE = "we have new oak samples, come and touch them"
TOPICS_EXAMPLE = "oak, photos of finished rooms"
WHEN_CELLS = 22
MOST_TOPIC_CELLS = 24
MOST_NAMED = 3


class MessagesScreen(OwnKeys, ListPage[MessageRow]):
    """The messages; Enter opens one, with the people who want it."""

    takes: ClassVar[frozenset[str]] = frozenset({"add.line", "message.pick", "message.close"})

    part = "messages"
    nothing = NOTHING

    def read(self) -> None:
        """The messages, and how many of them are open."""
        found = messages(self.peer.store.reader)
        open_ = sum(row.closed_on is None for row in found)
        more = "+" if len(found) == MOST_MESSAGES else ""
        self.title_line.set_title("Worth sending", f"{open_} open of {len(found)}{more}")
        self.show_rows(found)

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page."""
        row, back = self.row_here(), [("edit.undo", "Undo"), ("app.back", "Back")]
        if row is None:
            return [("add.line", "New"), *back]
        closes = "Close" if row.closed_on is None else "Open again"
        return [("message.pick", "Open"), ("add.line", "New"), ("message.close", closes), *back]

    def place(self) -> Place:
        """The page of messages."""
        return Place.MESSAGES

    def on_virtual_list_opened(self) -> None:
        """A second click opens the message."""
        self._open()

    async def perform(self, action: Action) -> bool:
        """New, open, close; moves."""
        row = self.row_here()
        match action.id:
            case "add.line":
                self._ask_text()
            case "message.pick":
                self._open()
            case "message.close" if row is not None:
                store = self.peer.store
                self.peer.start(self.peer.act(lambda: sending.close_or_open(store, row)))
            case "message.close":
                self.say("Nothing here to close.")
            case _:
                return await super().perform(action)
        return True

    def _open(self) -> None:
        from peer_tui.tui.screens.sending import SendingScreen

        row = self.row_here()
        if row is None:
            self.say("Nothing here to open; a writes a message down.")
            return
        self.peer.push_screen(SendingScreen(row))

    def _ask_text(self, initial: str = "") -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                self._ask_topics(text)

        self._ask("message", "Worth sending:", TEXT_EXAMPLE, answered, initial=initial)

    def _ask_topics(self, text: str) -> None:
        reader = self.peer.store.reader
        known = known_topics(reader)

        def preview(line: str) -> Preview:
            topics = topics_of(line)
            if not topics:
                return Preview("Its topics, apart by commas.", ok=False)
            asked = [topic for topic in known if meets(topics, topic)]
            number, first = wanting(reader, asked, MOST_NAMED + 1)
            if not number:
                return Preview("Nobody said so far that they want it.")
            named = ", ".join(first[:MOST_NAMED]) + (" ..." if len(first) > MOST_NAMED else "")
            people = "1 person" if number == 1 else f"{number} people"
            return Preview(f"{people} said they want it: {named}")

        async def save(line: str) -> None:
            outcome = await self.peer.act(lambda: sending.begin(self.peer.store, text, line))
            begun = outcome and message(self.peer.store.reader, outcome.ids[0])
            if begun:
                self.rows.select_key(begun.id)

        def answered(line: str | None) -> None:
            if line is None:
                self._ask_text(text)
            else:
                self.peer.start(save(line))

        self._ask("topics", "About:", TOPICS_EXAMPLE, answered, preview=preview)

    def _ask(
        self,
        kind: str,
        prompt: str,
        example: str,
        answered: "Answer",
        *,
        initial: str = "",
        preview: Any = None,  # noqa: ANN401
    ) -> None:
        question = BarQuestion(
            kind=kind, prompt=prompt, placeholder=example, initial=initial, preview=preview
        )
        self.ask(question, answered)

    def key_of(self, row: MessageRow) -> Hashable:
        """Its id."""
        return row.id

    def paint_row(self, row: MessageRow, width: int, state: RowState) -> Strip:
        """What it says, its topics, and since when it is open."""
        styles, line = self.row_styles(), Columns()
        is_open = row.closed_on is None
        when = f"since {short_day(row.begun_on, self.peer.today())}" if is_open else "closed"
        sent = f"{row.sent} sent" if row.sent else ""
        words = " · ".join(part for part in (sent, when) if part)
        room = width - WHEN_CELLS
        topics = min(room * 2 // 5, MOST_TOPIC_CELLS)
        text = styles.text_strong if state.selected else styles.text
        line.add(row.text, room - topics, text if is_open else styles.dim)
        line.add(", ".join(row.topics), topics, styles.mid if is_open else styles.dim)
        line.add(words, WHEN_CELLS, styles.dim, right=True)
        return line.strip()
