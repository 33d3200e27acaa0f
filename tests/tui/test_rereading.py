"""A filtered list is read beside the screen after every change."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from peer_tui.services import items
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.store import open_store
from peer_tui.tui.actions import Place
from peer_tui.tui.panes import narrowing
from tests.storage.support import HER
from tests.tui.peer_app import WIDE, running


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Place, bool]]:
    """Every reading of a filtered list, and whether the screen waited for it."""
    seen = []
    read = narrowing.beginning_of

    def watched(place: Place, wanted: Filter, person_id: int | None) -> Sequence[Any]:
        seen.append((place, threading.current_thread() is threading.main_thread()))
        return read(place, wanted, person_id)

    monkeypatch.setattr(narrowing, "beginning_of", watched)
    return seen


async def test_a_verb_does_not_read_on_the_screen(
    tmp_path: Path, reads: list[tuple[Place, bool]]
) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.press("3", "f", "=owed:them", "enter", "1", "f", "=tag:customer", "enter")
        narrowed = peer.app.main.panes[Place.DUE].narrowed
        assert narrowed is not None
        before, under = narrowed.rows, peer.cursor_line
        reads.clear()
        await peer.press("d")
        narrowed = peer.app.main.panes[Place.DUE].narrowed
        assert narrowed is not None
        assert narrowed.rows == before[1:]
        assert peer.cursor_line != under
        await peer.press("u")
        narrowed = peer.app.main.panes[Place.DUE].narrowed
        assert narrowed is not None
        assert narrowed.rows == before
        assert {place for place, _ in reads} == {Place.DUE, Place.PROMISES}
        assert not any(waited for _, waited in reads)


async def test_what_another_window_did_is_read_beside_the_screen(
    tmp_path: Path, reads: list[tuple[Place, bool]]
) -> None:
    async with running(tmp_path) as peer:
        await peer.press("f", "=tag:customer", "enter")
        narrowed = peer.app.main.panes[Place.DUE].narrowed
        assert narrowed is not None
        before = narrowed.rows
        reads.clear()
        other = open_store(peer.app.store.path, peer.app.clock, HER)
        items.done(other, [before[0]])
        other.close()
        await peer.wait_until(lambda: bool(reads))
        await peer.rest()
        narrowed = peer.app.main.panes[Place.DUE].narrowed
        assert narrowed is not None
        assert before[0] not in narrowed.rows
        assert not any(waited for _, waited in reads)
