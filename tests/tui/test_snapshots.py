"""Four pictures of the program on the sample data; `--snapshot-update` draws them anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
import textual
from textual.pilot import Pilot

from peer_tui.clock import FixedClock
from peer_tui.settings.schema import Settings
from peer_tui.storage.store import open_store
from peer_tui.tui.app import PeerApp
from tests.storage.support import NOW
from tests.tui.peer_app import ME, NARROW, WIDE, Peer, copy_sample, locations_in

PINNED = "8.2.8"
pytestmark = pytest.mark.skipif(
    textual.__version__ != PINNED, reason=f"the pictures were drawn by Textual {PINNED}"
)


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot."""

    def __call__(
        self, app: PeerApp, *, terminal_size: tuple[int, int], run_before: object
    ) -> bool: ...


class Opener(Protocol):
    """Makes the program ready to be run, in a theme."""

    def __call__(self, theme: str = "peer-dark") -> PeerApp: ...


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Opener]:
    """The program on a copy of the sample data."""
    made: list[PeerApp] = []

    def opener(theme: str = "peer-dark") -> PeerApp:
        locations = locations_in(tmp_path)
        store = open_store(copy_sample(locations.database), FixedClock(NOW), ME)
        app = PeerApp(store, store.clock, Settings(theme=theme), locations, sample=True)
        made.append(app)
        return app

    yield opener
    for app in made:
        app.store.close()


def pressing(*keys: str) -> object:
    """Press keys before the picture is taken."""

    async def run(pilot: "Pilot[int]") -> None:
        app = pilot.app
        assert isinstance(app, PeerApp)
        peer = Peer(app, pilot, app.store.path)
        await peer.rest()
        await peer.press(*keys)

    return run


def test_wide_dark(snap_compare: Compare, program: Opener) -> None:
    assert snap_compare(program(), terminal_size=WIDE, run_before=pressing("j", "d"))


def test_wide_light(snap_compare: Compare, program: Opener) -> None:
    app = program("peer-light")
    assert snap_compare(app, terminal_size=WIDE, run_before=pressing("space", "j"))


def test_narrow(snap_compare: Compare, program: Opener) -> None:
    keys = pressing("j", "a", "=@zoe call about boards fri")
    assert snap_compare(program(), terminal_size=NARROW, run_before=keys)


def test_person(snap_compare: Compare, program: Opener) -> None:
    assert snap_compare(program(), terminal_size=NARROW, run_before=pressing("enter", "j"))
