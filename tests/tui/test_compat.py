"""The private calls into Textual do what they promise, with the version at hand."""

import importlib.metadata
import subprocess
import sys

import pytest

from peer_tui.tui import compat, memory
from tests.tui.gate_app import GateApp


def test_the_pinned_textual_is_the_known_one() -> None:
    assert importlib.metadata.version("textual") == compat.TEXTUAL_VERSION
    assert compat.is_known_textual()


def test_the_fast_driver_is_chosen_only_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = compat.driver_class({})
    assert chosen is not None
    assert chosen.__name__ == "FastDriver"
    assert compat.driver_class({"TEXTUAL_DRIVER": "some:Driver"}) is None
    monkeypatch.setattr(compat, "TEXTUAL_VERSION", "9.0.0")
    assert compat.driver_class({}) is None


@pytest.mark.parametrize(
    ("environ", "delay"),
    [
        ({}, "25"),
        ({"SSH_CONNECTION": "a b c d"}, "50"),
        ({"SSH_TTY": "/dev/pts/1"}, "50"),
        ({"ESCDELAY": "200", "SSH_TTY": "x"}, "200"),
    ],
)
def test_the_escape_delay(
    environ: dict[str, str], delay: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.constants.ESCAPE_DELAY", 0.1)
    compat.choose_escape_delay(environ)
    assert environ["ESCDELAY"] == delay


@pytest.mark.parametrize("first", ["", "from textual import constants;"])
def test_the_escape_delay_reaches_textual(first: str) -> None:
    program = (
        f"import os, sys; {first} from peer_tui.tui import compat;"
        "os.environ.pop('ESCDELAY', None); os.environ.pop('SSH_CONNECTION', None);"
        "os.environ.pop('SSH_TTY', None); compat.choose_escape_delay(os.environ);"
        "from textual import constants; print(constants.ESCAPE_DELAY)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "0.025", done.stderr


async def test_restoring_a_headless_terminal_does_nothing() -> None:
    app = GateApp()
    compat.restore_terminal(app)
    async with app.run_test():
        compat.restore_terminal(app)


def test_leaving_now_writes_out_and_ends() -> None:
    program = (
        "import atexit, sys; from peer_tui.tui import compat;"
        "atexit.register(print, 'never'); print('said'); compat.leave_now(5)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (5, "said\n")


class Times:
    """Two clocks that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.typed = 0.0


@pytest.fixture
def sweeps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations that were swept."""
    swept: list[int] = []

    def collect(generation: int) -> int:
        swept.append(generation)
        return 0

    monkeypatch.setattr("peer_tui.tui.memory.gc.collect", collect)
    return swept


def test_sweeps_come_in_pauses_only(sweeps: list[int]) -> None:
    times = Times()
    sweeper = memory.IdleSweeper(lambda: times.typed, lambda: times.now)
    outcomes = []
    for now, typed in ((1, 0), (2, 1.5), (3, 1.5), (4, 1.5), (9, 8.5), (10, 8.5)):
        times.now, times.typed = now, typed
        outcomes.append(sweeper.tick())
    assert outcomes == [False, False, True, False, False, True]
    assert sweeps == [1, 1]


def test_endless_typing_is_swept_in_the_end(sweeps: list[int]) -> None:
    times = Times()
    sweeper = memory.IdleSweeper(lambda: times.typed, lambda: times.now)
    for second in range(1, 65):
        times.now = times.typed = float(second)
        sweeper.tick()
    assert len(sweeps) == 2
