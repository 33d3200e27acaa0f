"""Fast typing never runs text as commands, and no key is lost."""

import asyncio
import time
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import ComposeResult
from textual.keys import _character_to_key

from peer_tui.tui.actions import Place
from peer_tui.tui.key_reader import KeyReader, Reading
from tests.tui.gate_app import GateApp, Rows
from tests.tui.peer_app import PATIENCE

NAMES = {"\r": "enter", "\x1b": "escape", "\t": "tab", "\x11": "ctrl+q", "\x7f": "backspace"}


def keys_of(text: str, at: float | None = None) -> list[events.Key]:
    """The key events that the driver makes of these characters."""
    made = []
    for char in text:
        name = NAMES.get(char) or _character_to_key(char)
        event = events.Key(name, char if char not in NAMES else None)
        if at is not None:
            event.time = at
        made.append(event)
    return made


async def settle(app: GateApp) -> None:
    """Wait until the gate is at rest, or the app is over."""
    await until(lambda: app.gate_is_quiet or not app.is_running)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until that holds; long enough for a busy machine."""
    end = time.perf_counter() + PATIENCE
    while True:
        await asyncio.sleep(0.005)
        if holds():
            return
        assert time.perf_counter() < end


async def outcome(
    writes: Sequence[str], app: GateApp | None = None, *, apart: float = 0.0
) -> list[str]:
    """What the app noted after these bursts."""
    app = app or GateApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        at = 100.0
        for write in writes:
            for key in keys_of(write, at):
                key.set_sender(app)
                app.post_message(key)
            at += 1.0
            await asyncio.sleep(apart)
        await settle(app)
        await pilot.pause()
    return app.log_of_keys


@pytest.mark.parametrize(
    ("verb", "noted"),
    [("d", "item.done modal:{}"), ("l", "item.log bar:{}"), ("n", "item.note late:{}")],
)
async def test_the_burst(verb: str, noted: str) -> None:
    """A verb, its text and Enter, twice, in one write."""
    seen = await outcome([f"{verb}hello\r{verb}dddx\r"])
    assert seen == [*noted.format("hello").split(" "), *noted.format("dddx").split(" ")]


async def test_hundreds_of_keys_in_one_write() -> None:
    seen = await outcome(["".join(f"l{'x' * 40}\r" for _ in range(10))])
    assert seen == ["item.log", f"bar:{'x' * 40}"] * 10


async def test_three_equal_verbs_in_one_burst_are_stopped() -> None:
    seen = await outcome(["xxxxxjx"])
    assert seen == ["item.let_go"] * 2 + ["held:x", "move.down", "item.let_go"]


async def test_a_held_movement_key_is_never_stopped() -> None:
    assert await outcome(["j" * 9]) == ["move.down"] * 9


async def test_verbs_apart_are_not_a_burst() -> None:
    assert await outcome(["x", "x", "x", "x"]) == ["item.let_go"] * 4


async def test_chords() -> None:
    assert await outcome(["gpggg", "o"]) == ["view.people", "move.top", "view.promises"]


async def test_a_chord_that_is_none_runs_neither_key() -> None:
    assert await outcome(["gxj"]) == ["chord:g x", "move.down"]


async def test_esc_gives_a_chord_up() -> None:
    assert await outcome(["g\x1bx"]) == ["item.let_go"]


async def test_letters_of_other_layouts_are_mapped_by_position() -> None:
    # d l x on Russian, Greek, Hebrew, Arabic keyboards; then undo as a capital
    assert await outcome(["чГ"]) == ["item.let_go", "edit.redo"]
    assert await outcome(["χ", "ס", "ء"]) == ["item.let_go"] * 3


async def test_a_text_field_takes_other_letters_as_they_are() -> None:
    assert await outcome(["lвася\r"]) == ["item.log", "bar:вася"]


async def test_a_paste_outside_a_text_field_runs_nothing() -> None:
    app = GateApp()
    async with app.run_test() as pilot:
        app.post_message(events.Paste("dxl").set_sender(app))
        await settle(app)
        await pilot.press("l")
        app.post_message(events.Paste("dxl").set_sender(app))
        await pilot.press("enter")
        await settle(app)
    assert app.log_of_keys == ["ignored:dxl", "item.log", "bar:dxl"]


async def test_a_paste_keeps_its_turn_among_the_keys() -> None:
    app = GateApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        for event in (*keys_of("la"), events.Paste("bc"), *keys_of("d\r")):
            app.post_message(event.set_sender(app))
        await settle(app)
        await pilot.pause()
    assert app.log_of_keys == ["item.log", "bar:abcd"]


async def test_a_window_that_lost_the_focus_does_not_turn_text_into_commands() -> None:
    app = GateApp()
    async with app.run_test() as pilot:
        await pilot.press("l", "a")
        app.post_message(events.AppBlur().set_sender(app))
        await pilot.press("d")
        for event in (*keys_of("d"), events.AppBlur(), *keys_of("x\r")):
            app.post_message(event.set_sender(app))
        await settle(app)
        await pilot.pause()
    assert app.log_of_keys == ["item.log", "bar:addx"]


async def test_keys_wait_while_they_are_held_back() -> None:
    app = GateApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        with app.hold_keys():
            for key in keys_of("jk"):
                app.post_message(key.set_sender(app))
            await pilot.pause()
            assert app.log_of_keys == []
        await settle(app)
        await pilot.pause()
    assert app.log_of_keys == ["move.down", "move.up"]


async def test_ctrl_q_quits_from_a_text_field() -> None:
    assert await outcome(["lab\x11"]) == ["item.log", "app.quit"]


class SlowRows(Rows):
    """Takes its time over every key, or goes away with it."""

    may_end: asyncio.Event | None = None

    async def on_key(self, event: events.Key) -> None:
        """Work on it."""
        if self.may_end is not None:
            await asyncio.wait_for(self.may_end.wait(), PATIENCE)
        if event.key == "8":
            self.remove()
            self.app.screen.set_focus(None)


class SlowApp(GateApp):
    """Leaves some keys to a slow list."""

    AUTO_FOCUS = "SlowRows"

    def compose(self) -> ComposeResult:
        yield SlowRows("slow")
        yield from super().compose()


async def test_keys_wait_for_a_slow_widget() -> None:
    app = SlowApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.query_one(SlowRows).may_end = may_end = asyncio.Event()
        for key in keys_of("7lab\r", 1.0):
            app.post_message(key.set_sender(app))
        await asyncio.sleep(0.2)
        assert app.log_of_keys == []
        may_end.set()
        await settle(app)
        await pilot.pause()
    assert app.log_of_keys == ["item.log", "bar:ab"]


async def test_a_widget_that_goes_away_holds_nothing_up() -> None:
    app = SlowApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in keys_of("8lab\r", 1.0):
            app.post_message(key.set_sender(app))
        await settle(app)
        await pilot.pause()
    assert app.log_of_keys == ["item.log", "bar:ab"]


async def test_what_is_stuck_does_not_hinder_quitting() -> None:
    app = SlowApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.query_one(SlowRows).may_end = may_end = asyncio.Event()
        for key in (*keys_of("7j", 1.0), *keys_of("\x11", 2.5)):
            app.post_message(key.set_sender(app))
        await until(lambda: bool(app.log_of_keys))
        assert app.log_of_keys == ["app.quit"]
        may_end.set()


TYPED = st.text(alphabet="dlnjkgp\r\x1bxé", max_size=24)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TYPED, cuts=st.lists(st.integers(0, 24), max_size=4))
def test_how_keys_are_split_into_writes_changes_nothing(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    parts = [text[a:b] for a, b in pairwise(edges)]
    whole = asyncio.run(outcome([text], CalmApp()))
    assert asyncio.run(outcome(parts, CalmApp())) == whole


class CalmApp(GateApp):
    """Without the guards against held keys and typed text, which are meant to go by time."""

    def __init__(self) -> None:
        super().__init__()
        self._gate_reader = CalmReader(self.keymap)


class CalmReader(KeyReader):
    """Reads every key as if it came alone."""

    def read(self, key: str, at: float, place: Place) -> Reading:
        """The reading without a burst."""
        self._run = 0
        self._text_until = float("-inf")
        return super().read(key, at, place)
