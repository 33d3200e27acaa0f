"""One message, and the people who said that they want it: one at a time, each with a line."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.strip import Strip

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Channel
from peer_tui.domain.quick_add_record import PersonRef
from peer_tui.services import sending
from peer_tui.storage.queries.messages import (
    MessageRow,
    Part,
    RecipientRow,
    Recipients,
    message,
    recipients,
)
from peer_tui.storage.queries.person import person as read_person
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.panes.painters import Columns, name_cells
from peer_tui.tui.screens.beside import LOOKING, Beside
from peer_tui.tui.screens.list_page import NotedListPage
from peer_tui.tui.screens.page import OwnKeys
from peer_tui.tui.targets import Subject
from peer_tui.tui.widgets.fixed_rows import grouped
from peer_tui.tui.widgets.row_lines import RowState

NOTHING = (
    "Nobody said anything of these topics so far.",
    "b on a person writes down what they want: wants oak.",
)
GROUPS = (
    (Part.OPEN, "They said they want it"),
    (Part.LEFT_OUT, "Left out"),
    (Part.DONE, "Done"),
)
NOT_OPEN = "Only those who may get it now are written to; here it says why not."
ONE_BY_ONE = "One at a time: everybody gets a line of their own. Marks do nothing here."
WITHOUT_A_LINE = "without a line of your own"


class SendingScreen(OwnKeys, NotedListPage[RecipientRow]):
    """Who gets the message, who is left out and why, who got it; it can be gone on with later."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {"send.mail", "send.pass_over", "send.history", "send.one_by_one"}
    )

    part = "sending"
    nothing = NOTHING

    def __init__(self, shown: MessageRow) -> None:
        super().__init__()
        self._message = shown
        self._beside = Beside(self, self._show)

    def on_unmount(self) -> None:
        """Stop looking."""
        self._beside.close()

    def empty_lines(self) -> Sequence[str]:
        """Nothing before it is known that nobody said anything."""
        return ()

    def read(self) -> None:
        """Who wants it, who is left out, who got it."""
        shown = message(self.peer.store.reader, self._message.id) or self._message
        self._message = shown
        now, quiet = self.peer.now(), self.peer.settings.quiet_hours
        if not self.rows.empty_text:
            self.title_line.set_title(shown.text, LOOKING)
        # Keys wait: what comes next is done to the row that stands there then.
        self.peer.start(self._beside.look(lambda reader: recipients(reader, shown, now, quiet)))

    def _show(self, found: Recipients) -> None:
        self.rows.empty_text = [Content(line) for line in self.nothing]
        left = len(found.of(Part.OPEN))
        self.title_line.set_title(self._message.text, f"{left} to write to")
        more = "  More come once some of these are done." if found.more else ""
        closed = "Closed.  " if self._message.closed_on else ""
        topics = f"{closed}About {', '.join(self._message.topics)}.{more}"
        self.note_line.set_text(topics)
        groups = [(words, found.of(part)) for part, words in GROUPS]
        self.show_rows(grouped((f"{words}  {len(rows)}", rows) for words, rows in groups))

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page."""
        row, back = self.row_here(), [("edit.undo", "Undo"), ("app.back", "Back")]
        if row is None:
            return back
        mine = [("send.mail", "Write"), ("send.pass_over", "Pass over")]
        return [*(mine if row.part is Part.OPEN else []), ("send.history", "History"), *back]

    def place(self) -> Place:
        """The people of one message."""
        return Place.SENDING

    def current_subject(self) -> Subject | None:
        """The person of the row."""
        row = self.row_here()
        return None if row is None else Subject(row.person_id, row.person_name)

    def on_virtual_list_opened(self) -> None:
        """A second click writes to the person."""
        self._write()

    async def perform(self, action: Action) -> bool:
        """Write, pass over, look at the history; moves."""
        match action.id:
            case "send.mail":
                self._write()
            case "send.pass_over":
                self._pass_over()
            case "send.history":
                self._history()
            case "send.one_by_one":
                self.say(ONE_BY_ONE)
            case _:
                return await super().perform(action)
        return True

    def _open_row(self) -> RecipientRow | None:
        row = self.row_here()
        if row is None:
            self.say("Nobody here to write to.")
        elif row.part is not Part.OPEN:
            self.say(f"{row.person_name}: {row.note}. {NOT_OPEN}")
        elif self._message.closed_on is not None:
            self.say("This message is closed; x on the page before opens it again.")
        else:
            return row
        return None

    def _pass_over(self) -> None:
        row = self._open_row()
        if row is not None:
            ref = PersonRef(row.person_id, row.person_name)
            store, shown = self.peer.store, self._message
            self.peer.start(self.peer.act(lambda: sending.pass_over(store, shown, ref)))

    def _history(self) -> None:
        subject = self.current_subject()
        if subject is None:
            self.say("Nobody here to look at.")
            return
        from peer_tui.tui.screens.person import PersonScreen

        self.peer.push_screen(PersonScreen(subject))

    def _write(self) -> None:
        row = self._open_row()
        if row is None:
            return

        def preview(line: str) -> Preview:
            if line.strip():
                return Preview(f"Then: {self._message.text}")
            return Preview("A line for them alone.", confirm=WITHOUT_A_LINE)

        def answered(line: str | None) -> None:
            if line is not None:
                self._draft(row, line.strip())

        self.ask(
            BarQuestion(
                kind="message line",
                prompt=f"For {row.person_name} alone:",
                draft_key=f"message:{self._message.id}:{row.person_id}",
                placeholder="how is the new workshop?",
                preview=preview,
                allow_empty=True,
                enter_words="opens the draft",
            ),
            answered,
        )

    def _draft(self, row: RecipientRow, line: str) -> None:
        from peer_tui.tui.acts.mailing import address_of
        from peer_tui.tui.acts.reaching import Contact, through_gate
        from peer_tui.tui.acts.sending import MessageDraft
        from peer_tui.tui.targets import Targets

        person = read_person(self.peer.store.reader, row.person_id)
        address = address_of(person) if person is not None else ""
        if person is None or not address:
            self.say("There is no address any more; nothing was opened.")
            return
        contact = Contact(Targets((), ()), person, 0)
        draft = MessageDraft(self.peer, self, contact, address, self._message, line)
        through_gate(self.peer, self, contact, Channel.EMAIL, draft.begin)

    def key_of(self, row: RecipientRow) -> Hashable:
        """A person is in one group."""
        return (row.part.name, row.person_id)

    def paint_row(self, row: RecipientRow, width: int, state: RowState) -> Strip:
        """The name, what they want, and when they said so; why not, where they are left out."""
        styles, line = self.row_styles(), Columns()
        name = name_cells(width)
        is_open = row.part is Part.OPEN
        line.add(row.person_name, name, styles.text_strong if state.selected else styles.text)
        if not is_open:
            line.add(
                row.note, width - name, styles.mid if row.part is Part.LEFT_OUT else styles.dim
            )
            return line.strip()
        said = f"said {short_day(row.said_on, self.peer.today())}" if row.said_on else ""
        when = len(said) + 1 if said else 0
        words = f"wants {row.topic}" + (f" · {row.note}" if row.note else "")
        line.add(words, width - name - when, styles.mid)
        line.add(said, when, styles.dim, right=True)
        return line.strip()
