"""What every working screen has: a message line, hints, a text bar, and a list in use."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from peer_tui.domain.agenda import THANKS_PURPOSES, AgendaItem, ItemKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.services.outcome import Topic
from peer_tui.storage.rows import NeedRow, PromiseRow
from peer_tui.tui import compat
from peer_tui.tui.actions import Action, Place, RowKind
from peer_tui.tui.targets import AnyRow, Subject, Targets, kind_of, subject_of, targets
from peer_tui.tui.widgets.hint_bar import HintBar
from peer_tui.tui.widgets.message_line import MessageLine
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.bars.bar_question import BarQuestion, Preview
    from peer_tui.tui.bars.input_bar import Answer, InputBar

UNDO_HINT = Hint("u", "undo", "edit.undo")
AGAIN_HINT = Hint(".", "again", "edit.again")
ASKING = frozenset(
    {Purpose.ASK_SOLVED, Purpose.INTRODUCTION, Purpose.INVITATION, Purpose.RECONFIRM}
)
"""Purposes of rows that carry a question."""
BAR_HINTS = 2
"""Enter and Esc of a bar are told whole, whatever the width."""
OWN_HINT_PLACE = 3
"""Hints before the one that a row asks for by itself: done, log and snooze keep their place."""


class WorkScreen(Screen[None]):
    """A screen whose list is worked through with the verbs."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    """A drag over the rows selects nothing: every cell is painted, none is text to copy."""
    takes: ClassVar[frozenset[str]] = frozenset()
    """Ids of actions that mean something of their own on this screen."""

    def __init__(self) -> None:
        super().__init__()
        self.message_line = MessageLine(id="message")
        self.hint_bar = HintBar(id="hints")
        self._bar: InputBar | None = None
        self.bar_rows = 0
        """How many rows the open bar takes."""

    @property
    def peer(self) -> "PeerApp":
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]

    @property
    def bar(self) -> "InputBar":
        """The text bar; it is made when it is first used."""
        if self._bar is None:
            from peer_tui.tui.bars.input_bar import InputBar

            self._bar = InputBar(id="bar")
        return self._bar

    # what a screen fills in

    @property
    def list_in_use(self) -> VirtualList[Any] | None:
        """The list the verbs act on."""
        raise NotImplementedError

    def place(self) -> Place:
        """Where keys act."""
        raise NotImplementedError

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read again what shows these topics, keeping the place."""
        raise NotImplementedError

    def after_verb(self, chosen: Targets) -> None:
        """Act, then move: on to the next row, unless the row is gone and the next stands there."""
        view = self.list_in_use
        if view is None:
            return
        if view.marks:
            view.action_clear_marks()
        elif chosen.rows and view.cursor_row is not None and self.is_same(chosen.rows[0]):
            view.next_row()

    def is_same(self, row: AnyRow) -> bool:
        """Whether the row is (still) the one under the cursor."""
        current = self.current_row()
        return type(current) is type(row) and getattr(current, "id", None) == row.id

    async def perform(self, action: Action) -> bool:
        """Run what only this screen knows; False if it means nothing here."""
        return False

    def back(self) -> bool:
        """Take off one layer; False when there is none left."""
        return False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the screen, unless that was done: a second click closes nothing under it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def bar_moved(self) -> None:
        """The text bar was opened or closed."""

    # rows

    def current_subject(self) -> Subject | None:
        """The person in view."""
        return subject_of(self.current_row())

    def current_row(self) -> AnyRow | None:
        """The row under the cursor."""
        view = self.list_in_use
        row: AnyRow | None = None if view is None else view.cursor_row
        return row

    def targets(self) -> Targets:
        """The marked rows, else the row under the cursor."""
        view = self.list_in_use
        marked: Sequence[AnyRow] = [] if view is None else view.marked_rows()
        row = self.current_row()
        rows = marked or ([] if row is None else [row])
        return targets(rows, self.current_subject())

    # words

    def say(self, text: str, *, undo: bool = False, again: bool = False) -> None:
        """One sentence on the message line; after a change with the hint how to take it back.

        `again`: with the key that does the same on another row, too.
        """
        named = [UNDO_HINT] * undo + [AGAIN_HINT] * again
        keys_of = self.peer.keymap.keys_of
        hints = [hint._replace(key=key) for hint in named for key in keys_of(hint.action)[:1]]
        self.message_line.show(text, hints)

    def show_hints(self) -> None:
        """Hints for the row under the cursor."""
        if self.bar_rows:
            return
        row = self.current_row()
        over = isinstance(row, PromiseRow) and row.closed_on is not None
        row_kind: RowKind | None = None if over else kind_of(row)
        keymap = self.peer.keymap
        self.hint_bar.set_help_key(keymap.keys_of("help.open"))
        hints = [
            Hint(
                hint.keys[0],
                self.peer.verbs.hint_label(hint.action_id, hint.label, self),
                hint.action_id,
            )
            for hint in keymap.hints(self.place(), row_kind)
            if hint.action_id not in ("help.open", "edit.undo")
        ]
        held = isinstance(row, AgendaItem) and self.peer.held(row.person_id) is not None
        wanted = [hint for hint in asked_for(row, held=held) if keymap.keys_of(hint.action)]
        at = min(OWN_HINT_PLACE, len(hints))
        hints[at:at] = [hint._replace(key=keymap.keys_of(hint.action)[0]) for hint in wanted]
        self.hint_bar.set_hints(self._mark_hints() + hints)

    def on_marked_lines_marked(self) -> None:
        """How many rows are marked stands before the other hints."""
        self.show_hints()

    def _mark_hints(self) -> list[Hint]:
        view = self.list_in_use
        if view is None or not view.marks:
            return []
        keys = self.peer.keymap.keys_of("mark.range" if view.row_marks.ranging else "app.back")
        ends = "ends the range" if view.row_marks.ranging else "clears"
        words = " ".join((*keys[:1], ends))
        return [Hint(f"{len(view.marks)} marked,", words, "app.back")]

    def move(self, action: Action) -> bool:
        """Run a move or a mark on the list in use; False if the action is neither."""
        view = self.list_in_use
        if view is None:
            return False
        match action.id:
            case "move.down":
                view.action_move(1)
            case "move.up":
                view.action_move(-1)
            case "move.page_down" | "move.page_up":
                if self.peer.is_hurried:
                    # The list may have come with the key before; how long is a page of it?
                    compat.lay_out(self)
                view.action_page(1 if action.id == "move.page_down" else -1)
            case "move.top":
                view.action_home()
            case "move.bottom":
                view.action_end()
            case _:
                return self._mark(view, action)
        return True

    def _mark(self, view: VirtualList[Any], action: Action) -> bool:
        match action.id:
            case "mark.toggle":
                view.action_toggle_mark()
            case "mark.range":
                view.action_mark_range()
            case "mark.all":
                if not view.action_mark_all():
                    self.say(f"The first {len(view.marks):,} are marked; there are more.")
            case "mark.again":
                if not view.action_mark_again():
                    self.say("Nothing to mark again here.")
            case "mark.clear":
                view.action_clear_marks()
            case _:
                return False
        return True

    def take_off_marks(self) -> bool:
        """One layer of marks: first the range that follows the cursor, then all of them."""
        view = self.list_in_use
        if view is None or not view.marks:
            return False
        if view.row_marks.ranging:
            view.action_mark_range()
        else:
            view.action_clear_marks()
        return True

    def ask(self, question: "BarQuestion", on_answer: "Answer") -> None:
        """Open the text bar; what stands under it makes room, and the hints are the bar's."""

        def answered(text: str | None) -> None:
            self.bar_rows = 0
            self.bar_moved()
            self.show_hints()
            on_answer(text)

        self.message_line.clear()
        if self.list_in_use is not None:
            self.list_in_use.row_marks.end_range()
        if not self.bar.is_attached:
            self.mount(self.bar, before=self.message_line)
        self._show_bar_hints(question, question.tab_words)
        self.bar.open(self._with_hints(question), answered)
        self.bar_rows = 1 + question.preview_lines
        self.bar_moved()

    def _with_hints(self, question: "BarQuestion") -> "BarQuestion":
        """The question with the hint for Tab as each text asks for it."""
        preview = question.preview
        if preview is None:
            return question

        from dataclasses import replace

        shown = question.tab_words

        def look(text: str) -> "Preview":
            nonlocal shown
            found = preview(text)
            words = question.tab_words if found.tab_words is None else found.tab_words
            if words != shown:
                shown = words
                self._show_bar_hints(question, words)
            return found

        return replace(question, preview=look)

    def _show_bar_hints(self, question: "BarQuestion", tab_words: str) -> None:
        own = (("Enter", question.enter_words), ("Esc", question.esc_words), ("Tab", tab_words))
        hints = [Hint(key, words, "") for key, words in own if words]
        self.hint_bar.set_hints(hints, whole=BAR_HINTS)


def asked_for(row: AnyRow | None, *, held: bool) -> list[Hint]:
    """The keys a row asks for by itself: thanks that are owed, a call after a long silence.

    Where contact is held it is the key that passes once.
    """
    if isinstance(row, NeedRow):
        return [Hint("y", "Answer", "item.answer"), Hint("e", "Edit", "item.edit")]
    if not isinstance(row, AgendaItem):
        return []
    if held:
        return [Hint("!", "Pass once", "item.pass_gate")]
    if row.purpose in ASKING:
        return [Hint("y", "Answer", "item.answer")]
    if row.purpose in THANKS_PURPOSES:
        word = "Applaud" if row.purpose is Purpose.APPLAUD else "Thank"
        return [Hint("t", word, "item.thank")]
    return [Hint("c", "Call", "item.call")] if row.kind is ItemKind.RHYTHM else []
