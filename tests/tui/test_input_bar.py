"""The text bar: what each key does, and what is kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_input import BarInput
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.input_bar import InputBar
from peer_tui.tui.key_gate import KeyGate
from tests.tui.gate_app import Rows

log = partial(BarQuestion, "log", "Log")


class BarApp(KeyGate[None]):
    """`l` asks the question that the test gave."""

    AUTO_FOCUS = "Rows"

    def __init__(self, question: BarQuestion) -> None:
        super().__init__()
        self.question = question
        self.answers: list[str | None] = []
        self.commands: list[str] = []

    def compose(self) -> ComposeResult:
        yield Rows("rows")
        yield InputBar()

    def place(self) -> Place:
        return Place.DUE

    async def perform(self, action: Action) -> bool:
        self.commands.append(action.id)
        if action.id == "item.log":
            self.query_one(InputBar).open(self.question, self.answers.append)
        return True

    def preview_text(self) -> str:
        """The line under the bar."""
        return str(self.query_one(".input-bar--preview", Static).content)

    @property
    def typed(self) -> str:
        return self.query_one(InputBar).text


@asynccontextmanager
async def bar(question: BarQuestion | None = None) -> AsyncIterator[tuple[BarApp, Pilot[None]]]:
    """The app with the bar open on the question."""
    app = BarApp(question or log())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        yield app, pilot


async def test_it_takes_no_room_until_opened() -> None:
    app = BarApp(log())
    async with app.run_test():
        assert app.query_one(InputBar).size.height == 0
        assert not app.query(BarInput)


async def test_enter_answers_and_gives_the_focus_back() -> None:
    async with bar() as (app, pilot):
        await pilot.press(*"spoke", "space", *"long", "enter", "d")
        assert app.answers == ["spoke long"]
        assert app.commands == ["item.log", "item.done"]
        assert not app.query_one(InputBar).is_open


async def test_letters_and_digits_are_text() -> None:
    async with bar() as (app, pilot):
        await pilot.press(*"dsxq12?")
        assert app.typed == "dsxq12?"
        assert app.commands == ["item.log"]


async def test_esc_keeps_the_draft_of_that_row() -> None:
    async with bar(log(draft_key="log:1")) as (app, pilot):
        await pilot.press(*"half", "escape")
        assert app.answers == [None]
        app.question = log(draft_key="log:2")
        await pilot.press("l")
        assert app.typed == ""
        await pilot.press("escape")
        app.question = log(draft_key="log:1")
        await pilot.press("l")
        assert app.typed == "half"
        await pilot.press("enter", "l")
        assert app.typed == ""


async def test_up_brings_earlier_entries_and_down_what_was_typed() -> None:
    async with bar() as (app, pilot):
        await pilot.press(*"one", "enter", "l", *"two", "enter", "l", *"new")
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(app.typed)
        assert seen == ["two", "one", "one", "two", "new", "new"]


async def test_ctrl_j_is_a_line_break_where_there_may_be_one() -> None:
    async with bar(log(multiline=True)) as (app, pilot):
        await pilot.press("a", "ctrl+j", "b")
        assert app.query_one(BarInput).value == "a⏎b"
        await pilot.press("enter")
        assert app.answers == ["a\nb"]
    async with bar() as (app, pilot):
        await pilot.press("a", "ctrl+j", "b", "enter")
        assert app.answers == ["ab"]


async def test_a_paste_keeps_all_its_lines() -> None:
    async with bar(log(multiline=True)) as (app, pilot):
        app.post_message(events.Paste("one\r\ntwo\x1b[31m\n").set_sender(app))
        await pilot.press("enter")
        assert app.answers == ["one\ntwo[31m"]
    async with bar() as (app, pilot):
        app.post_message(events.Paste("one\n\ntwo").set_sender(app))
        await pilot.press("enter")
        assert app.answers == ["one two"]


async def test_an_empty_text_is_no_answer() -> None:
    async with bar() as (app, pilot):
        await pilot.press("space", "enter")
        assert app.answers == []
        assert "Nothing typed" in app.preview_text()
    async with bar(log(allow_empty=True)) as (app, pilot):
        await pilot.press("enter")
        assert app.answers == [""]


def preview(text: str) -> Preview:
    """Names with an x are ambiguous, those with a y unknown; "fri" is a date."""
    at = text.find("fri")
    spans = ((at, at + 3),) if at >= 0 else ()
    if "x" in text:
        return Preview("1 Xaver 2 Xenia", spans, ok=False, pick_at=text.index("x") + 1)
    return Preview(f"means [b]{text}", spans, confirm="creates y" if "y" in text else "")


async def test_the_preview_is_there_with_the_key_and_is_no_markup() -> None:
    async with bar(log(preview=preview)) as (app, pilot):
        await pilot.press(*"on fri")
        assert app.preview_text() == "means [b]on fri"
        spans = app.query_one(BarInput)._value.spans
        assert [(span.start, span.end, span.style) for span in spans] == [(3, 6, "underline")]


async def test_an_ambiguous_name_blocks_enter_and_digits_choose() -> None:
    def pick(text: str, number: int) -> str | None:
        return text.replace("x", {1: "Anna", 2: "Bob"}[number]) if number < 3 else None

    async with bar(log(preview=preview, on_pick=pick)) as (app, pilot):
        await pilot.press(*"x", "9", "2", *" 12")
        assert app.typed == "Bob 12"
    async with bar(log(preview=preview, on_pick=pick)) as (app, pilot):
        await pilot.press(*"x 10", "enter")
        assert app.answers == []
        assert app.typed == "x 10"
        await pilot.press("1", "enter")
        assert app.answers == ["Anna 10"]


async def test_a_new_name_needs_a_second_enter() -> None:
    async with bar(log(preview=preview)) as (app, pilot):
        await pilot.press("y", "enter")
        assert app.answers == []
        assert app.preview_text() == "creates y - Enter again"
        await pilot.press("y", "enter")
        assert app.answers == []
        await pilot.press("enter")
        assert app.answers == ["yy"]


async def test_tab_and_backspace_ask_their_hooks() -> None:
    def other_reading(text: str, cursor: int) -> str | None:
        return text.replace("fri", "next fri")

    def to_words(text: str, cursor: int) -> str | None:
        return text.replace("fri", '"fri"') if text[:cursor].endswith("fri") else None

    async with bar(log(on_tab=other_reading, on_backspace=to_words)) as (app, pilot):
        await pilot.press(*"fri", "tab")
        assert app.typed == "next fri"
        await pilot.press("backspace")
        assert app.typed == 'next "fri"'
        await pilot.press("backspace")
        assert app.typed == 'next "fri'


async def test_a_search_may_take_the_keys_that_move() -> None:
    moved: list[str] = []

    def move(key: str) -> bool:
        moved.append(key)
        return key == "Down"

    async with bar(log(on_key=move)) as (app, pilot):
        await pilot.press("down", "escape")
        assert moved == ["Down", "Esc"]
        assert app.answers == [None]


async def test_opening_it_again_closes_the_first_question() -> None:
    async with bar() as (app, pilot):
        await pilot.press("a")
        app.query_one(InputBar).open(BarQuestion("add", "Add"), app.answers.append)
        await pilot.press(*"b", "enter")
        assert app.answers == [None, "b"]
        assert isinstance(app.focused, Rows)


async def test_a_click_elsewhere_closes_it_and_keeps_the_draft() -> None:
    async with bar() as (app, pilot):
        await pilot.press("a")
        await pilot.click(Rows)
        await pilot.press("d")
        assert app.answers == [None]
        assert app.commands == ["item.log", "item.done"]
        await pilot.press("l")
        assert app.typed == "a"


async def test_it_stays_while_the_window_is_away() -> None:
    async with bar() as (app, pilot):
        app.post_message(events.AppBlur().set_sender(app))
        await pilot.pause()
        assert app.query_one(InputBar).is_open
        await pilot.press("a", "enter")
        assert app.answers == ["a"]


async def test_a_worker_can_wait_for_the_answer() -> None:
    async with bar() as (app, pilot):
        await pilot.press("escape")
        worker = app.run_worker(app.query_one(InputBar).ask(BarQuestion("add", "Add")))
        await pilot.press(*"hi", "enter")
        assert await worker.wait() == "hi"


async def test_a_styled_preview_line() -> None:
    line = Content.styled("bold", "bold")
    async with bar(log(preview=lambda text: Preview(line))) as (app, _):
        assert app.preview_text() == "bold"
