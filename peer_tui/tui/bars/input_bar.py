"""The bar for one line of text, with the meaning of it shown live underneath.

Quick add, log, note, find and the path of an import all use this one widget. It stands in the
normal flow of the screen, above the message line, and takes no room until opened.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from peer_tui.domain.text import clean
from peer_tui.tui.bars.bar_input import BarInput
from peer_tui.tui.bars.bar_question import (
    NEWLINE_SIGN,
    BarQuestion,
    Preview,
    meant,
    shown,
)
from peer_tui.tui.key_names import key_name
from peer_tui.tui.text import as_content

Answer = Callable[[str | None], None]
ENTRIES_KEPT = 50
NOTHING_TYPED = "Nothing typed yet. Esc closes."


class InputBar(Widget):
    """Asks for one line of text."""

    DEFAULT_CSS: ClassVar[str] = """
    InputBar {
        display: none;
        height: auto;
        layout: vertical;
    }
    InputBar .input-bar--line { height: 1; }
    InputBar .input-bar--prompt {
        width: auto;
        max-width: 40%;
        height: 1;
        padding: 0 1 0 0;
        text-style: bold;
        text-overflow: ellipsis;
        text-wrap: nowrap;
    }
    InputBar .input-bar--field { width: 1fr; }
    InputBar .input-bar--preview { height: 1; text-overflow: ellipsis; }
    InputBar .input-bar--preview.-refused { text-style: bold; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._prompt = Static("", classes="input-bar--prompt", markup=False)
        self._preview_line = Static("", classes="input-bar--preview", markup=False)
        self._field = BarInput(self._value_changed, self._take_key, self._take_paste)
        self._question: BarQuestion | None = None
        self._answer: Answer | None = None
        self._focus_before: Widget | None = None
        self._preview = Preview()
        self._refused = False
        self._confirmed: str | None = None
        self._drafts: dict[str, str] = {}
        self._entries: defaultdict[str, list[str]] = defaultdict(list)
        self._entry_shown: int | None = None
        self._typed_before_entries = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self._question is not None

    @property
    def text(self) -> str:
        """The text as it stands."""
        return meant(self._field.value)

    def open(self, question: BarQuestion, on_answer: Answer) -> None:
        """Ask, and take the focus at once; `on_answer` gets the text, or None after Esc.

        The answer is given while the key that ended it is worked off, so what `on_answer` moves
        or opens is there before the next key. A bar already open is closed first, as by Esc.
        """
        if self._question is not None:
            self._close(None)
        if not self.children:
            self.mount(
                Horizontal(self._prompt, self._field, classes="input-bar--line"),
                self._preview_line,
            )
        self._question, self._answer = question, on_answer
        self._refused, self._confirmed, self._entry_shown = False, None, None
        self._prompt.update(as_content(question.prompt))
        self._preview_line.styles.height = question.preview_lines
        self._field.show_example(question.placeholder)
        start = self._drafts.pop(question.draft_name, question.initial)
        self._set_text(start, len(start))
        self._look(start)
        self._focus_before = self.screen.focused
        self.display = True
        self.screen.set_focus(self._field)

    async def ask(self, question: BarQuestion) -> str | None:
        """Ask, and wait for the text, or None after Esc; from a worker only.

        A worker starts a moment after the key that ran it. Enter `hold_keys` of the app before
        that, or use `open`, so that what is typed meanwhile waits for the bar.
        """
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

        def give(text: str | None) -> None:
            if not answer.done():
                answer.set_result(text)

        self.open(question, give)
        return await answer

    def keep_draft(self, question: BarQuestion, text: str) -> None:
        """Have the text ready for the next time this is asked: it could not be saved."""
        self._drafts[question.draft_name] = text

    def close(self) -> None:
        """Close it as Esc does: the draft is kept, the answer is None."""
        if self._question is not None:
            self._close(None)

    def refresh_preview(self) -> None:
        """Ask for the meaning again: something else than the text has changed."""
        if self._question is not None:
            self._look(self.text)

    def on_descendant_blur(self) -> None:
        """Close when a click put the focus elsewhere; not when the window lost it."""
        if self.screen.focused not in (self._field, None):
            self.close()

    # the field

    def _value_changed(self, line: str) -> None:
        if self._question is not None:
            self._refused = False
            self._look(meant(line))

    def _take_paste(self, text: str) -> str:
        lines = clean(text).replace("\t", " ").strip("\n").split("\n")
        multiline = self._question is not None and self._question.multiline
        return NEWLINE_SIGN.join(lines) if multiline else " ".join(filter(None, lines))

    def _take_key(self, event: events.Key) -> bool:
        """Whether the bar used the key up."""
        question = self._question
        if question is None:
            return True
        if event.is_printable:
            return self._pick(question, event.character or "")
        key = key_name(event.key, event.character)
        if question.on_key is not None and question.on_key(key):
            return True
        match key:
            case "Enter":
                self._submit(question)
            case "Esc":
                self._close(None)
            case "Tab" | "Shift-Tab":
                if key == "Tab" and question.on_tab is not None:
                    self._change(question.on_tab)
            case "Backspace":
                return question.on_backspace is not None and self._change(question.on_backspace)
            case "Ctrl-J":
                if question.multiline:
                    self._field.replace(NEWLINE_SIGN, *self._field.selection)
            case "Up":
                self._show_entry(question, -1)
            case "Down":
                self._show_entry(question, 1)
            case _:
                return False
        return True

    def _pick(self, question: BarQuestion, character: str) -> bool:
        """Whether the digit made a choice."""
        if question.on_pick is None or character not in tuple("123456789"):
            return False
        at = self._preview.pick_at
        if at is None or not (self._refused or self._field.cursor_position == at):
            return False
        changed = question.on_pick(self.text, int(character))
        if changed is not None:
            self._set_text(changed, len(changed))
        return True

    def _change(self, hook: Callable[[str, int], str | None]) -> bool:
        """Let a hook change the text; the cursor keeps its distance from the end."""
        if not self._field.selection.is_empty:
            return False
        before, cursor = self.text, self._field.cursor_position
        after = hook(before, cursor)
        if after is None:
            return False
        self._set_text(after, max(0, len(after) - (len(before) - cursor)))
        self._look(after)
        return True

    def _submit(self, question: BarQuestion) -> None:
        text = self.text.strip()
        if not text and not question.allow_empty:
            self._say(NOTHING_TYPED)
        elif not self._preview.ok:
            self._refused = True
            self._preview_line.add_class("-refused")
        elif self._preview.confirm and self._confirmed != text:
            self._confirmed = text
            self._say(f"{self._preview.confirm} - Enter again")
        else:
            entries = self._entries[question.kind]
            if text and entries[-1:] != [text]:
                entries.append(text)
                del entries[:-ENTRIES_KEPT]
            self._close(text)

    def _close(self, text: str | None) -> None:
        question, answer = self._question, self._answer
        assert question is not None
        unfinished = self.text
        if text is None and unfinished.strip() and unfinished != question.initial:
            self._drafts[question.draft_name] = unfinished
        self._question = self._answer = None
        self.display = False
        before, self._focus_before = self._focus_before, None
        if self.screen.focused in (self._field, None):
            self.screen.set_focus(before if before is not None and before.is_attached else None)
        if answer is not None:
            answer(text)

    # earlier entries

    def _show_entry(self, question: BarQuestion, step: int) -> None:
        entries = self._entries[question.kind]
        at = len(entries) if self._entry_shown is None else self._entry_shown
        to = at + step
        if not 0 <= to <= len(entries):
            return
        if at == len(entries):
            self._typed_before_entries = self.text
        newest = to == len(entries)
        text = self._typed_before_entries if newest else entries[to]
        self._entry_shown = None if newest else to
        self._set_text(text, len(text))

    # the line underneath

    def _set_text(self, text: str, cursor: int) -> None:
        self._field.set_line(shown(text), cursor)

    def _look(self, text: str) -> None:
        question = self._question
        if question is None or question.preview is None:
            self._preview = Preview()
        else:
            self._preview = question.preview(text)
        self._field.span_highlighter.spans = self._preview.spans
        self._field.refresh()
        self._say(self._preview.line)

    def _say(self, line: Content | str) -> None:
        self._preview_line.remove_class("-refused")
        content = as_content(line) if isinstance(line, str) else line
        self._preview_line.update(content, layout=False)
