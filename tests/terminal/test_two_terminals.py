"""Two terminals on one database see each other's acts within a second; neither loses its place."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.peer_terminal import PeerTerminal

SECOND = 1.0

Pair = tuple[PeerTerminal, PeerTerminal]


@pytest.fixture
def pair(home: Path) -> Iterator[Pair]:
    """One narrow, one wide, on the same file."""
    with PeerTerminal(home, (80, 24)) as one, PeerTerminal(home, (140, 40)) as other:
        yield one, other


def test_an_act_in_one_is_seen_in_the_other(pair: Pair) -> None:
    one, other = pair
    other.press("jjj")
    place = other.cursor_line
    assert place.startswith("THANK")
    for key, seen in (("d", "6 left 5 handled"), ("s", "5 left 6 handled"), ("u", "6 left 5")):
        one.send_and_save(key)
        began = time.perf_counter()
        other.wait_for(seen, SECOND)
        assert time.perf_counter() - began < SECOND
        assert other.settle()
        assert other.cursor_line == place
    other.send_and_save("d")
    one.wait_for("5 left 6 handled", SECOND)


def test_what_one_adds_stands_in_the_panes_of_the_other(pair: Pair) -> None:
    one, other = pair
    one.press("a", "person Anabel Other", "enter")
    other.wait_for("People  42", SECOND)
    other.wait_for("Anabel Other", SECOND)
    one.press("a", "@maria log a word at the gate", "enter")
    other.wait_for("a word at the gate", SECOND)


def test_a_bar_with_text_in_it_is_not_touched(pair: Pair) -> None:
    one, other = pair
    other.press("j", "l", "what she said about the box")
    one.press("d", "d")
    assert one.value("SELECT status FROM promise WHERE text = 'return the sample box'") == "kept"
    other.wait_for("5 left 6 handled", SECOND)
    assert "what she said about the box" in other.settle()
    other.press(", gladly", "enter")
    assert other.rows(
        "SELECT i.text, p.name FROM interaction i"
        " JOIN interaction_person ip ON ip.interaction_id = i.id"
        " JOIN person p ON p.id = ip.person_id ORDER BY i.id DESC LIMIT 1"
    ) == [("what she said about the box, gladly", "Sunil Rao")]


def test_a_form_in_use_keeps_its_text_and_says_who_was_faster(pair: Pair) -> None:
    one, other = pair
    other.press("ge", "end", " Junior")
    one.press("ge", "end", " Senior", "enter")
    assert one.value("SELECT count(*) FROM person WHERE name = 'Maria Lopez Senior'") == 1
    time.sleep(SECOND)
    assert "Maria Lopez Junior" in other.settle()
    other.press("enter")
    screen = other.settle()
    assert other.value("SELECT count(*) FROM person WHERE name = 'Maria Lopez Senior'") == 1
    assert "Maria Lopez Junior" in screen
    assert "changed elsewhere while this form was open" in screen


def test_a_row_done_in_one_is_not_done_twice(pair: Pair) -> None:
    one, other = pair
    one.send("d")
    other.send("d")
    one.wait_until(lambda: one.value("SELECT count(*) FROM action") >= 6)
    one.settle(0.7)
    other.settle()
    assert one.rows(
        "SELECT count(*) FROM promise WHERE text = 'send quote for oak table' AND status = 'kept'"
    ) == [(1,)]
    assert (
        one.screen_now().split("handled")[0].split()[-3:]
        == (other.screen_now().split("handled")[0].split()[-3:])
    )


def test_undo_takes_back_the_latest_act_of_the_machine_and_says_which(pair: Pair) -> None:
    one, other = pair
    one.send_and_save("s")
    other.wait_for("6 left 5 handled", SECOND)
    other.press("a", "@maria log she called", "enter")
    before = one.dump()
    one.press("u")
    after = one.dump()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"interaction", "interaction_person", "person"}
    assert one.message.startswith("Undone: history with Maria Lopez: she called")
