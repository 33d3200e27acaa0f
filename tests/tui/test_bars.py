"""Header, hints and message line: what fits, what is dropped, what a click says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from peer_tui.tui.themes import DEFAULT_THEME, styles_for
from peer_tui.tui.widgets.header_line import HeaderLine
from peer_tui.tui.widgets.hint_bar import HintBar
from peer_tui.tui.widgets.message_line import MessageLine
from peer_tui.tui.widgets.painted_line import Hint, LineBuilder, PaintedLine

HINTS = [
    Hint("d", "kept", "promise.keep"),
    Hint("l", "log + kept", "log.done"),
    Hint("s", "snooze > Thu 19", "snooze"),
    Hint("x", "release", "release"),
]
UNDO = [Hint("u", "undo", "undo"), Hint(".", "again", "again")]
TABS = ["Due", "People", "Promises", "History", "Week"]


def painted(line: PaintedLine, width: int) -> LineBuilder:
    """What the widget would put on a line of that width."""
    builder = LineBuilder()
    line.paint(builder, styles_for(DEFAULT_THEME), width)
    return builder


def text_of(line: PaintedLine, width: int) -> str:
    return "".join(segment.text for segment in painted(line, width).segments)


class BarApp(App[None]):
    """One painted line on an otherwise empty screen."""

    def __init__(self, line: Widget) -> None:
        super().__init__()
        self.line = line
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_hint_bar_chosen(self, message: HintBar.Chosen) -> None:
        self.heard.append(message)

    def on_message_line_chosen(self, message: MessageLine.Chosen) -> None:
        self.heard.append(message)

    def on_header_line_chosen(self, message: HeaderLine.Chosen) -> None:
        self.heard.append(message)

    def on_header_line_help_chosen(self, message: HeaderLine.HelpChosen) -> None:
        self.heard.append(message)


def hint_bar() -> HintBar:
    bar = HintBar()
    bar.set_hints(HINTS)
    return bar


def header() -> HeaderLine:
    line = HeaderLine(TABS)
    line.set_day("Wednesday 18 November", "Wed 18 Nov")
    line.set_progress(7, 4)
    return line


async def test_hints_fill_the_line_and_help_stands_at_the_right() -> None:
    bar = HintBar()
    async with BarApp(bar).run_test(size=(80, 5)):
        bar.set_hints(HINTS)
        text = bar.render_line(0).text
        assert text.startswith(" d kept  l log + kept  s snooze > Thu 19  x release ")
        assert text.endswith("? keys ")
        assert len(text) == 80


@given(st.integers(0, 100))
@settings(deadline=None)
def test_hints_are_dropped_whole_and_help_never(width: int) -> None:
    text = text_of(hint_bar(), width)
    assert len(text) <= max(1, width)
    body, question, rest = text.rpartition("?")
    assert question
    assert rest.strip() in ("", "keys")
    shown = [hint for hint in HINTS if f"{hint.key} {hint.label}" in body]
    assert shown == HINTS[: len(shown)]
    assert "  ".join(f"{hint.key} {hint.label}" for hint in shown) == body.strip()


async def test_equal_hints_are_not_painted_again() -> None:
    bar = HintBar()
    async with BarApp(bar).run_test(size=(80, 5)):
        bar.set_hints(HINTS)
        strip = bar.render_line(0)
        bar.set_hints(list(HINTS))
        assert bar.render_line(0) is strip
        bar.set_hints(HINTS[:1])
        assert bar.render_line(0) is not strip


async def test_hints_are_clickable() -> None:
    bar = HintBar()
    app = BarApp(bar)
    async with app.run_test(size=(80, 5)) as pilot:
        bar.set_hints(HINTS)
        await pilot.pause()
        await pilot.click(bar, offset=(1, 0))
        await pilot.click(bar, offset=(7, 0))
        await pilot.click(bar, offset=(12, 0))
        await pilot.click(bar, offset=(75, 0))
        assert [message.action for message in app.heard if isinstance(message, HintBar.Chosen)] == [
            "promise.keep",
            "log.done",
            "help.open",
        ]


async def test_a_message_with_its_hints() -> None:
    line = MessageLine()
    app = BarApp(line)
    async with app.run_test(size=(80, 5)) as pilot:
        line.show("Snoozed [/]Leo\x1b[31m to Thu 19 Nov", UNDO)
        await pilot.pause()
        text = line.render_line(0).text.rstrip()
        assert text == " Snoozed [/]Leo[31m to Thu 19 Nov   u undo   . again"
        await pilot.click(line, offset=(text.index("undo"), 0))
        assert isinstance(app.heard[0], MessageLine.Chosen)
        assert app.heard[0].action == "undo"
        line.clear()
        assert line.render_line(0).text.strip() == ""


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        (
            "Undone: kept: send the quote for the oak table and six chairs (Maria Lopez).",
            80,
            " Undone: kept: send the quote for the…chairs (Maria Lopez).   u undo   . again",
        ),
        (
            "Undone: kept: send the quote for the oak table and six chairs (Maria Lopez).",
            40,
            " Undone: kep…Lopez).   u undo   . again",
        ),
        (
            "Kept: 見積書を送る、テーブルと椅子六脚 (Łukasz 田中).",
            40,
            " Kept: 見積書…田中).   u undo   . again",
        ),
    ],
)
def test_a_long_message_gives_way_in_its_middle(text: str, width: int, shown: str) -> None:
    line = MessageLine()
    line.show(text, UNDO)
    assert text_of(line, width) == shown
    assert painted(line, width).width <= width - 1


@given(st.text(max_size=200), st.integers(9, 100))
@settings(deadline=None)
def test_undo_is_never_cut(text: str, width: int) -> None:
    line = MessageLine()
    line.show(text, UNDO)
    builder = painted(line, width)
    drawn = "".join(segment.text for segment in builder.segments)
    assert "u undo" in drawn
    assert builder.width <= width


async def test_the_wide_header_holds_everything() -> None:
    line = HeaderLine(TABS)
    app = BarApp(line)
    async with app.run_test(size=(140, 5)) as pilot:
        line.set_day("Wednesday 18 November", "Wed 18 Nov")
        line.set_progress(7, 4)
        await pilot.pause()
        text = line.render_line(0).text
        assert text.startswith(" Peer  Wednesday 18 November     7 left 4 handled  ━━━━───────  ")
        assert text.endswith("  1 Due  2 People  3 Promises  4 History  5 Week  ? keys ")
        await pilot.click(line, offset=(text.index("People"), 0))
        await pilot.click(line, offset=(text.index("keys"), 0))
        tab, help_ = app.heard
        assert isinstance(tab, HeaderLine.Chosen)
        assert tab.tab == 1
        assert isinstance(help_, HeaderLine.HelpChosen)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (80, " Wed 18 Nov  7 left 4 handled  1 Due 2 People 3 Promises 4 History 5 Week ? "),
        (60, " Wed 18 Nov  7 left 4 handled  ━━━━─────── 1 Due 2 3 4 5 ? "),
        (40, " 7 left 4 handled  1 Due 2 3 4 5 ? "),
        (20, " 1 Due 2 3 4 5 ? "),
    ],
)
def test_the_header_drops_parts(width: int, expected: str) -> None:
    assert text_of(header(), width).split() == expected.split()


@given(st.integers(20, 200), st.integers(0, 10_000), st.integers(0, 10_000), st.booleans())
@settings(deadline=None)
def test_the_header_always_fits(width: int, left: int, handled: int, sample: bool) -> None:
    line = header()
    line.set_progress(left, handled)
    line.set_sample(sample)
    assert len(text_of(line, width)) <= max(width, 26)


def test_the_current_tab_is_bold_with_an_accent_digit() -> None:
    line = header()
    line.set_current(2)
    styles = styles_for(DEFAULT_THEME)
    looks = {segment.text.strip(): segment.style for segment in painted(line, 140).segments}
    assert looks["Promises"] == styles.text_strong
    assert looks["3"] == styles.accent_strong
    assert looks["Due"] == styles.mid


def test_sample_data_are_named() -> None:
    line = HeaderLine(TABS, sample=True)
    assert "SAMPLE" in text_of(line, 30)
    line.set_sample(False)
    assert "SAMPLE" not in text_of(line, 140)
