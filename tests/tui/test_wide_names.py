"""Names that take other cells than characters: every line stays exactly as wide as the screen."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from peer_tui.domain.people import Person
from peer_tui.domain.quick_add_record import PersonRef, QuickAdd, Record, RecordKind
from peer_tui.domain.text import clean
from peer_tui.services.add import save
from peer_tui.services.outcome import Outcome
from peer_tui.services.people import add_person
from tests.storage.support import TODAY
from tests.tui.peer_app import Peer, running

NAMES = (
    "山田 花子 株式会社木工所の社長",
    "👩‍🔧👩‍🔧 Zoë of the 🪵 workshop 🏳️‍🌈",
    "Ze\u0301 " + "o\u0308\u0323" * 12,
    "한국어 이름이 아주 아주 길다",
    "नमस्ते क्षत्रिय कुमार जी",
    "a\u200bb\u00adc \ufe0fd ﷽",
    "🇩🇪🇫🇷🇯🇵 flags",
)
VISITS = (
    ("1",), ("2",), ("3",), ("5",), ("2", "enter"), ("2", "j", "e"), ("1", "e"), ("1", "l"),
    ("2", ";"), ("2", "*"), ("2", "v", "j"), ("/", "=株式"), ("1", "S"), ("1", "a", "=@山田 call"),
)  # fmt: skip


async def promise(peer: Peer, name: str) -> None:
    """A promise to somebody with that name, who works at its mirror image."""
    store = peer.app.store

    def call() -> Outcome:
        [who] = add_person(store, Person(name, organisation=name[::-1])).ids
        record = Record(RecordKind.PROMISE_MINE, clean(name), (PersonRef(who, name),), TODAY)
        return save(store, QuickAdd((record,)), allow_new=False)

    assert await peer.app.act(call) is not None
    await peer.rest()


def lines_fit(peer: Peer, width: int) -> bool:
    return all(cell_len(line) == width for line in peer.lines)


@pytest.mark.parametrize("size", [(40, 12), (41, 13), (79, 24), (80, 24), (121, 33), (140, 40)])
async def test_every_line_ends_where_the_screen_does(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        for name in NAMES:
            await promise(peer, name)
        for keys in VISITS:
            await peer.press(*keys)
            assert lines_fit(peer, size[0]), (keys, peer.screen)
            for _ in range(3):
                await peer.press("escape")


async def test_a_row_with_any_name_is_edited_as_a_line(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        for name in NAMES:
            await promise(peer, name)
        await peer.press("3")
        for number in range(len(NAMES)):
            await peer.press("e", "= #oak", "enter")
            assert peer.message.startswith("Edited"), peer.screen
            assert peer.value("SELECT count(*) FROM promise WHERE tags = 'oak'") == number + 1
            await peer.press("j")
