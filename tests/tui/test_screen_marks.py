"""Marks, jump letters, mouse and sizes, on the screen as the owner sees it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.people import Person
from peer_tui.services.outcome import EVERYTHING
from peer_tui.services.people import add_person
from peer_tui.services.person_rows import insert_person
from peer_tui.tui.acts.jumping import labels_for
from tests.tui.peer_app import NARROW, WIDE, Peer, elsewhere, running

TINY = (40, 12)
SIZES = (NARROW, WIDE, TINY)


def places(peer: Peer) -> str:
    return str(peer.app.place())


# marks


@pytest.mark.parametrize("size", SIZES)
async def test_a_range_is_marked_and_seen_and_taken_off_in_two_layers(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, size) as peer:
        await peer.press("v", "j", "j")
        assert "3 marked, v ends" in peer.hints
        await peer.press("k")
        assert "2 marked, v ends" in peer.hints
        await peer.press("escape")
        assert "2 marked, Esc clears" in peer.hints
        await peer.press("j", "j")
        assert "2 marked, Esc clears" in peer.hints
        await peer.press("escape")
        assert "marked" not in peer.screen
        await peer.press("g", "*")
        assert "2 marked, Esc clears" in peer.hints
        await peer.press("v", "v")
        assert "3 marked, Esc clears" in peer.hints


async def test_all_means_all_and_survives_what_happens_elsewhere(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2", "*")
        everybody = peer.value("SELECT count(*) FROM person")
        assert f"{everybody} marked, Esc clears" in peer.hints
        with elsewhere(peer.path) as other:
            add_person(other, Person("Aaron Newcomer"))
            await peer.wait_until(lambda: "Aaron Newcomer" in peer.screen)
            await peer.rest()
        assert f"{everybody} marked, Esc clears" in peer.hints
        before = peer.dump()
        await peer.press("l", "=a card for the season", "enter")
        assert (
            peer.value(
                "SELECT count(*) FROM interaction_person ip JOIN interaction i ON"
                " i.id = ip.interaction_id WHERE i.text LIKE 'a card%'"
            )
            == everybody
        )
        assert "marked" not in peer.hints
        await peer.press("u")
        assert peer.dump() == before
        assert "marked" not in peer.hints
        await peer.press("g", "*")
        assert f"{everybody} marked" in peer.hints


async def test_more_than_two_thousand_are_said(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        store = peer.app.store

        def many() -> None:
            with store.transaction("add", "many") as transaction:
                for number in range(2100):
                    insert_person(transaction, Person(f"Person {number:04}"), peer.app.today())

        await store.run(many)
        peer.app.data_changed(EVERYTHING)
        await peer.press("2", "*")
        assert peer.message == "The first 2,000 are marked; there are more."
        assert "2000 marked, Esc clears" in peer.hints


async def test_the_marks_of_a_persons_page_are_the_same(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("enter", "v", "j", "j")
        assert "3 marked, v ends" in peer.hints
        await peer.press("escape", "escape")
        assert len(peer.app.screen_stack) == 2
        await peer.press("escape")
        assert len(peer.app.screen_stack) == 1


async def test_a_click_in_the_mark_column_marks(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.pilot.click(offset=(1, 3))
        await peer.rest()
        assert "1 marked, Esc clears" in peer.hints
        await peer.click("1 marked,")
        assert "marked" not in peer.hints


# jump letters


@given(st.integers(1, 600))
def test_no_label_begins_another(number: int) -> None:
    labels = labels_for(number)
    assert len(set(labels)) == number
    assert len({len(label) for label in labels}) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_a_letter_goes_to_its_row_and_runs_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, size) as peer:
        before = peer.dump()
        await peer.press(";")
        label = next(line for line in peer.lines if "Kaspar" in line)[:2].strip()
        await peer.press(f"={label}")
        assert "Kaspar" in peer.cursor_line
        assert peer.hints.startswith(" d Done")
        await peer.press(";", "escape", "j")
        assert "Ana" in peer.cursor_line
        await peer.press(";", "x", "D", "!", "space", "escape")
        assert peer.dump() == before


async def test_a_letter_goes_to_another_pane(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.press(";")
        label = next(line for line in peer.lines if "People  41" in line)[:2]
        await peer.press(f"={label}")
        assert places(peer) == "people"
        await peer.press(";")
        line = next(line for line in peer.lines if "Promises  I owe" in line)
        await peer.press(f"={line[line.index('Promises') - 2 :][:2]}")
        assert places(peer) == "promises"
        await peer.press(";")
        line = next(line for line in peer.lines if "I OWE    Sunil" in line)
        await peer.press(f"={line[:2]}")
        assert places(peer) == "due"
        assert "Sunil Rao" in peer.cursor_line


async def test_a_burst_of_a_label_and_a_verb_is_right(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("=;jd")
        assert (
            peer.value("SELECT status FROM promise WHERE text LIKE 'return the sample%'") == "kept"
        )


async def test_labels_follow_rows_that_move(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2", ";")
        label = next(line for line in peer.lines if "Ben Okafor" in line)[:2].strip()
        with elsewhere(peer.path) as other:
            add_person(other, Person("Aaron Newcomer"))
            await peer.wait_until(lambda: "Aaron Newcomer" in peer.screen)
            await peer.rest()
        await peer.press(f"={label}")
        assert "Ben Okafor" in peer.cursor_line


async def test_labels_on_a_persons_page_and_in_find(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("enter", ";")
        label = next(line for line in peer.lines if "measured the kitchen" in line)[:2].strip()
        await peer.press(f"={label}")
        assert "measured the kitchen" in peer.cursor_line
        await peer.press("escape", "/", "=ben", "tab", ";")
        label = next(line for line in peer.lines if "Rosa Bianchi" in line)[:2].strip()
        await peer.press(f"={label}")
        assert "Rosa Bianchi" in peer.cursor_line


async def test_nothing_to_jump_to_is_said(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press(";")
        assert peer.app.is_running


# the mouse


async def test_what_was_clicked_tells_its_key(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.click("2 People", on_line=0)
        assert peer.message == "Next time: 2"
        await peer.click("Promises  I owe")
        assert peer.message == "Next time: 3"
        await peer.press("1")
        await peer.click("Log + kept", on_line=len(peer.lines) - 1)
        await peer.press("=sent it", "enter")
        assert peer.message.endswith("Next time: l")
        await peer.press("d")
        assert "Next time" not in peer.message
        await peer.click("F-UP")
        await peer.click("F-UP")
        assert len(peer.app.screen_stack) == 2
        assert peer.message == "Next time: Enter"


# sizes


@pytest.mark.parametrize("size", [(10, 3), (1, 1), (20, 5), (40, 2), (2, 40), (39, 11), (60, 16)])
async def test_no_size_ends_the_program(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path) as peer:
        for keys in (
            ("j",),
            ("enter",),
            ("a", "=x"),
            ("2", "v", "j"),
            ("/", "=ma"),
            ("S",),
            ("?",),
        ):
            await peer.press(*keys)
            await peer.resize(size)
            await peer.press("j", "k")
            await peer.resize(NARROW)
            for _ in range(5):
                await peer.press("escape")
            await peer.press("1")
        assert peer.app.is_running


async def test_live_resize_keeps_the_place(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2", "*", "escape")
        await peer.go_to("Kaspar Lind")
        await peer.press("space", "k")
        for size in (TINY, WIDE, (10, 3), (200, 60), NARROW):
            await peer.resize(size)
            people = peer.app.main.list_in_use
            assert getattr(people.cursor_row, "name", "") == "Kaspar Lind"
            assert len(people.marks) == 1
        assert "Kaspar Lind" in peer.cursor_line
