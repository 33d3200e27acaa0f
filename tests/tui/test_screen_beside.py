"""Pages whose reading may take long: the screen is there at once, and goes on meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from peer_tui.storage.queries.look_back import look_back as read_week
from peer_tui.storage.queries.messages import recipients as read_recipients
from peer_tui.tui.screens import look_back, sending
from peer_tui.tui.screens.beside import LOOKING
from peer_tui.tui.screens.look_back import LookBackScreen
from peer_tui.tui.screens.main import MainScreen
from peer_tui.tui.screens.sending import SendingScreen
from tests.tui.peer_app import PATIENCE, WIDE, Peer, running


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    """Until it is set, what is read beside the screen waits."""
    event = threading.Event()
    yield event
    event.set()


def waiting(call: Callable[..., Any], go_on: threading.Event) -> Callable[..., Any]:
    def wait(*args: object) -> object:
        assert go_on.wait(PATIENCE)
        return call(*args)

    return wait


async def press_on(peer: Peer, *keys: str) -> None:
    """Press keys without waiting for what goes on."""
    await peer.pilot.press(*keys)


async def test_a_long_look_back_holds_no_key_up(
    tmp_path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_back, "look_back", waiting(read_week, go_on))
    async with running(tmp_path, WIDE, sample=False) as peer:
        await press_on(peer, "g", "b")
        await peer.wait_until(lambda: f"This week  {LOOKING}" in peer.screen)
        assert isinstance(peer.app.screen, LookBackScreen)
        assert "That is fine." not in peer.screen
        await press_on(peer, "left")
        await peer.wait_until(lambda: f"Last week  {LOOKING}" in peer.screen)
        go_on.set()
        await peer.rest()
        assert "Last week  kept 0" in peer.screen
        assert "That is fine." in peer.screen


async def test_a_look_back_that_is_left_shows_nothing(
    tmp_path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_back, "look_back", waiting(read_week, go_on))
    async with running(tmp_path, WIDE, sample=False) as peer:
        await press_on(peer, "g", "b")
        await peer.wait_until(lambda: isinstance(peer.app.screen, LookBackScreen))
        await press_on(peer, "escape")
        await peer.wait_until(lambda: isinstance(peer.app.screen, MainScreen))
        go_on.set()
        await peer.rest()
        assert "Last week" not in peer.screen


async def test_who_gets_a_message_is_read_while_the_screen_goes_on(
    tmp_path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        for name in ("Ana", "Ben"):
            await peer.press("a", f"=person {name} {name}@x.example", "enter")
            await peer.press("a", f"=@{name} wants oak", "enter")
        await peer.press("g", "s", "a", "=Oak is in", "enter", "=oak", "enter")
        monkeypatch.setattr(sending, "recipients", waiting(read_recipients, go_on))
        await press_on(peer, "enter")
        await peer.wait_until(lambda: f"Oak is in  {LOOKING}" in peer.screen)
        assert isinstance(peer.app.screen, SendingScreen)
        assert "Nobody said anything" not in peer.screen
        # What is typed meanwhile is done to the row that stands there then.
        await press_on(peer, "x")
        assert peer.rows("SELECT count(*) FROM message_person") == [(0,)]
        go_on.set()
        await peer.rest()
        assert peer.message == "Passed over this time: Ana."
        assert "1 to write to" in peer.screen
