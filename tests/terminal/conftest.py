"""The sample data, made once and copied for every terminal."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.peer_terminal import PeerTerminal, copy_database, make_sample
from tests.tui.conftest import opened

__all__ = ["home", "opened", "peer", "sample"]

Opener = Callable[..., PeerTerminal]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file of sample data; never to be opened for writing."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def home(tmp_path: Path, sample: Path) -> Path:
    """A home with a copy of the sample data in it."""
    copy_database(sample, tmp_path / "data" / "demo.db")
    return tmp_path


@pytest.fixture
def peer(home: Path) -> Iterator[Opener]:
    """Opens the program in a terminal; closed after the test."""
    with ExitStack() as stack:

        def opener(size: tuple[int, int] = (80, 24), **options: object) -> PeerTerminal:
            terminal = PeerTerminal(home, size, **options)  # type: ignore[arg-type]
            return stack.enter_context(terminal)

        yield opener
