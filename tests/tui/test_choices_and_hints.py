"""Panels to choose from, the keys that a bar tells of, and sentences that name the owner's keys."""

import asyncio
from pathlib import Path
from types import MappingProxyType

import pytest
from textual import events

from peer_tui.settings.schema import Settings
from peer_tui.tui.keymap import Keymap
from peer_tui.tui.modals.choice_panel import ChoicePanel, numbered
from tests.tui.peer_app import NARROW, PATIENCE, Peer, running

SMALL = (40, 12)
SOLVED = [("solved", "yes"), ("partly", "partly"), ("not", "no"), ("no answer", "silent")]


async def chosen(peer: Peer, panel: ChoicePanel[str], *keys: str) -> list[str | None]:
    """What the panel gives after these keys."""
    answers: list[str | None] = []
    await peer.app.push_screen(panel, answers.append)
    await peer.rest()
    await peer.press(*keys)
    return answers


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("2",), "partly"),
        (("j", "j", "enter"), "no"),
        (("k", "enter"), "yes"),
        (("9", "4"), "silent"),
        (("escape",), None),
    ],
)
async def test_a_panel_gives_the_value_that_was_chosen(
    tmp_path: Path, keys: tuple[str, ...], answer: str | None
) -> None:
    async with running(tmp_path, SMALL) as peer:
        assert await chosen(peer, ChoicePanel("Solved?", SOLVED), *keys) == [answer]


async def test_letters_choose_where_they_are_the_keys(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW) as peer:
        panel = ChoicePanel(
            "Solved?", SOLVED, keys="ypnk", facts=["the kitchen door"], esc_words="leaves it open"
        )
        assert await chosen(peer, panel) == []
        for words in ("Solved?", "the kitchen door", "k  no answer", "Esc leaves it open"):
            assert words in peer.screen
        assert await peer.press("k")
        assert peer.app.work is not None
        assert await chosen(peer, ChoicePanel("Solved?", SOLVED, keys="ypnk"), "k") == ["silent"]


async def test_a_long_panel_shows_what_is_chosen_before_its_facts(tmp_path: Path) -> None:
    many = [(text, text) for text, _ in numbered([f"thing {at}" for at in range(20)])]
    async with running(tmp_path, SMALL) as peer:
        panel = ChoicePanel("Which?", many, facts=["a fact"], at=19)
        assert await chosen(peer, panel) == []
        assert "thing 19" in peer.screen
        assert "a fact" not in peer.screen
        await peer.press("enter")
        assert peer.app.work is not None


@pytest.mark.parametrize(("size", "help_key"), [(SMALL, "?"), (NARROW, "? keys")])
async def test_enter_and_esc_of_a_bar_are_told_whole(
    tmp_path: Path, size: tuple[int, int], help_key: str
) -> None:
    async with running(tmp_path, size) as peer:
        await peer.press("a")
        assert "Enter saves  Esc keeps the draft" in peer.hints
        assert peer.hints.rstrip().endswith(help_key)
        await peer.press("escape", "/")
        assert "Enter open  Esc back" in peer.hints
        await peer.press("escape", "f")
        assert "Enter keeps it  Esc takes it back" in peer.hints


async def test_tab_is_told_while_there_is_another_reading(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW) as peer:
        await peer.press("a", "=@zoe call next fr")
        assert "other reading" not in peer.hints
        await peer.press("i")
        assert "Tab other reading" in peer.hints
        await peer.press("ctrl+u")
        assert "other reading" not in peer.hints


async def test_someday_where_it_cannot_be_says_why(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW) as peer:
        before = peer.dump()
        screen = await peer.press("S", "z")
        assert "someday" in screen
        assert peer.app.work is None
        await peer.press("escape")
        assert peer.dump() == before


async def test_a_row_that_was_passed_once_is_not_held_until_then(tmp_path: Path) -> None:
    async with running(tmp_path, (140, 40)) as peer:
        await peer.go_to("Ben Okafor")
        assert "HELD" in peer.cursor_line
        assert "HELD until" in peer.screen
        await peer.press("!", "=the staircase came loose", "enter")
        await peer.go_to("Ben Okafor")
        assert "HELD" not in peer.cursor_line
        assert "Passed once:" in peer.screen
        await peer.press("!")
        assert peer.message == "Passed once: the next contact goes through."
        await peer.press("u")
        await peer.go_to("Ben Okafor")
        assert "HELD" in peer.cursor_line
        assert "Passed once:" not in peer.screen


async def test_a_long_act_of_our_own_is_not_laid_to_another_program(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW) as peer:
        from peer_tui.services.outcome import Outcome

        done = asyncio.Event()
        loop = asyncio.get_running_loop()

        def long() -> Outcome:
            asyncio.run_coroutine_threadsafe(done.wait(), loop).result(PATIENCE)
            return Outcome("Done.", frozenset())

        act = asyncio.create_task(peer.app.act(long))
        await peer.wait_until(lambda: peer.message.startswith("Saving"))
        done.set()
        await act
        assert peer.message.startswith("Done.")


async def test_sentences_name_the_owners_own_keys(tmp_path: Path) -> None:
    settings = Settings(keys=MappingProxyType({"add.line": "F5", "item.log": ""}))
    async with running(tmp_path, NARROW, settings=settings) as peer:
        peer.app.post_message(events.Paste("words").set_sender(peer.app))
        await peer.rest()
        assert peer.message == "Pasted text was ignored: press F5 first, then paste."


def test_advice_leaves_out_what_has_no_key() -> None:
    ways = ("item.log", "logs a line"), ("add.line", "adds one")
    assert Keymap.build().advice("Nothing yet", *ways) == (
        "Nothing yet: l logs a line, a adds one."
    )
    without = Keymap.build({"item.log": ""})
    assert without.advice("Nothing yet", *ways) == "Nothing yet: a adds one."
    assert without.advice("Nothing yet", ways[0]) == "Nothing yet."
