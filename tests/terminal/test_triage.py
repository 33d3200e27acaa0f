"""The keypresses of the core tasks, in a real terminal, narrow and wide."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import Opener
from tests.terminal.peer_terminal import SIZES, PeerTerminal, copy_database
from tests.terminal.pty_session import KEYS

MARIA = "I OWE Maria Lopez"
SUNIL = "I OWE Sunil Rao"
KASPAR = "SOLVED? Kaspar Lind"
PROMISE = "SELECT status, due_on, snoozed_until FROM promise WHERE text = ?"
FOLLOW_UP = "SELECT status, due_on, snoozed_until FROM follow_up WHERE text = ?"
MOST_ACTS = 4
QUOTE, BOX, HINGE = "send quote for oak table", "return the sample box", "did the new hinge hold?"


class Turned(PeerTerminal):
    """A terminal that is given the other size in the middle of every few keys."""

    def press(self, *keys: str) -> str:
        """Press the first key, or none if it is the only one; turn; press the others."""
        first, others = (keys[:1], keys[1:]) if len(keys) > 1 else ((), keys)
        super().press(*first)
        narrow = len(self.screen_now().split("\n")[0]) == SIZES[0][0]
        self.resize(*SIZES[narrow])
        self.settle()
        return super().press(*others)


@pytest.fixture(scope="module", params=["narrow", "wide", "turned"])
def program(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sample: Path
) -> Iterator[PeerTerminal]:
    """One program for all tests of a size, or of both: each leaves it as it was, by `u`."""
    home = tmp_path_factory.mktemp("triage")
    copy_database(sample, home / "data" / "demo.db")
    size = SIZES[request.param == "wide"]
    with (Turned if request.param == "turned" else PeerTerminal)(home, size) as terminal:
        yield terminal


@pytest.fixture
def due(program: PeerTerminal) -> Iterator[PeerTerminal]:
    """The program with the cursor on the first row of the queue."""
    before = program.dump()
    program.press("1", "home")
    assert program.stands_on(MARIA)
    program.count_from_here()
    yield program
    program.send(KEYS["esc"] * 2)
    for _ in range(MOST_ACTS):
        if program.dump() == before:
            return
        program.send_and_save("u")
    raise AssertionError(f"not as it was:\n{program.screen_now()}")


def test_done_is_one_key_and_the_next_row_none(due: PeerTerminal) -> None:
    due.press("d")
    assert due.pressed == 1
    assert due.says(f"Kept: {QUOTE} (Maria Lopez).")
    assert due.stands_on(SUNIL)
    due.wait_for("6 left 5 handled")
    assert due.rows(PROMISE, QUOTE) == [("kept", "2026-11-13", None)]


def test_the_next_row_after_acting_is_no_key(due: PeerTerminal) -> None:
    due.press("d", "s")
    assert due.pressed == 2
    assert due.says("Snoozed Sunil Rao to Thu 19 Nov")
    assert due.stands_on(KASPAR)
    assert due.rows(PROMISE, QUOTE)[0][0] == "kept"
    assert due.rows(PROMISE, BOX) == [("open", "2026-11-17", "2026-11-19")]


def test_done_with_a_note_is_the_note_and_two_keys(due: PeerTerminal) -> None:
    note = "she says yes"
    due.press("l", note, "enter")
    assert due.pressed == len(note) + 2
    assert due.stands_on(SUNIL)
    assert due.rows(PROMISE, QUOTE) == [("kept", "2026-11-13", None)]
    assert due.rows(
        "SELECT i.text, p.name FROM interaction i"
        " JOIN interaction_person ip ON ip.interaction_id = i.id"
        " JOIN person p ON p.id = ip.person_id ORDER BY i.id DESC LIMIT 1"
    ) == [(note, "Maria Lopez")]


def test_snooze_by_default_is_one_key(due: PeerTerminal) -> None:
    assert re.search("s Snooze ?> ?Thu 19", due.screen_now())
    due.press("s")
    assert due.pressed == 1
    assert due.says("Snoozed Maria Lopez to Thu 19 Nov (still due Fri 13 Nov).")
    assert due.stands_on(SUNIL)
    assert due.rows(PROMISE, QUOTE) == [("open", "2026-11-13", "2026-11-19")]


def test_snooze_to_next_tuesday_is_two_keys(due: PeerTerminal) -> None:
    due.press("S", "t")
    assert due.pressed == 2
    assert due.says("Snoozed Maria Lopez to Tue 24 Nov")
    assert due.stands_on(SUNIL)
    assert due.rows(PROMISE, QUOTE) == [("open", "2026-11-13", "2026-11-24")]


def test_renegotiate_to_friday_is_two_keys(due: PeerTerminal) -> None:
    due.press("r", "f")
    assert due.pressed == 2
    assert due.says("Re-agreed with Maria Lopez: Fri 20 Nov (was Fri 13 Nov).")
    assert due.stands_on(SUNIL)
    assert due.rows(PROMISE, QUOTE) == [("open", "2026-11-20", None)]
    assert due.rows("SELECT old_due_on, new_due_on FROM promise_move ORDER BY id DESC LIMIT 1") == [
        ("2026-11-13", "2026-11-20")
    ]


def test_reschedule_to_friday_is_two_keys(due: PeerTerminal) -> None:
    due.press("jj")
    assert due.stands_on(KASPAR)
    due.count_from_here()
    due.press("r", "f")
    assert due.pressed == 2
    assert due.says("Moved Kaspar Lind to Fri 20 Nov.")
    assert due.rows(FOLLOW_UP, HINGE) == [("open", "2026-11-20", None)]


@pytest.mark.parametrize("place", ["1", "2", "5", "enter", "w"])
def test_add_from_anywhere_is_the_line_and_two_keys(due: PeerTerminal, place: str) -> None:
    due.press(place)
    due.count_from_here()
    line = "@zoe call about boards fri"
    due.press("a")
    due.send(line)
    due.wait_for("Follow-up · Zoë Müller · call about boards · Fri 20 Nov")
    due.press("enter")
    assert due.pressed == len(line) + 2
    assert due.says("Follow-up with Zoë Müller: call about boards, Fri 20 Nov.")
    assert due.rows(
        "SELECT p.name, f.due_on, f.status FROM follow_up f JOIN person p ON p.id = f.person_id"
        " WHERE f.text = 'call about boards'"
    ) == [("Zoë Müller", "2026-11-20", "open")]


def test_undo_is_one_key(due: PeerTerminal) -> None:
    before = due.dump()
    due.press("d")
    due.count_from_here()
    due.press("u")
    assert due.pressed == 1
    assert due.says("Undone: kept")
    assert due.dump() == before
    due.wait_for(QUOTE)


def test_repeat_is_one_key(due: PeerTerminal) -> None:
    due.press("S", "t")
    due.count_from_here()
    due.press(".")
    assert due.pressed == 1
    assert due.says("Snoozed Sunil Rao to Tue 24 Nov")
    assert due.stands_on(KASPAR)
    assert due.rows(PROMISE, BOX) == [("open", "2026-11-17", "2026-11-24")]


def test_let_go_is_one_key(due: PeerTerminal) -> None:
    due.press("x")
    assert due.pressed == 1
    assert due.says(f"Released: {QUOTE} (Maria Lopez).")
    assert due.stands_on(SUNIL)
    assert due.rows(PROMISE, QUOTE)[0][0] == "released"


def test_act_on_all_shown_is_two_keys_and_one_undo(due: PeerTerminal) -> None:
    before = due.dump()
    due.press("*", "s")
    assert due.pressed == 2
    assert due.says("Snoozed 7 items.")
    due.wait_for("Nothing is due. Enjoy it.")
    assert due.value("SELECT count(*) FROM promise WHERE snoozed_until > '2026-11-18'") == 3
    due.press("u")
    assert due.wait_until(lambda: due.dump() == before)
    assert due.stands_on(MARIA)
    assert "•" not in due.screen_now()


def test_find_by_three_letters_and_open_is_five_keys(due: PeerTerminal) -> None:
    due.press("/", "ben", "enter")
    assert due.pressed == 5
    screen = due.wait_for("happy with the staircase drawing, will sign")
    assert "Ben Okafor" in screen.split("\n")[2]
    due.press("q")
    assert due.stands_on(MARIA)


def test_the_whole_history_is_one_key(due: PeerTerminal) -> None:
    due.press("enter")
    assert due.pressed == 1
    assert due.holds_cursor(QUOTE)
    assert "Maria Lopez" in due.screen_now()
    due.press("end")
    assert due.holds_cursor("asked whether we repair drawers; we do")
    due.press("esc")
    assert due.stands_on(MARIA)


def test_a_pane_is_one_key(due: PeerTerminal) -> None:
    for key, row in (
        ("2", "Ana Ruiz"),
        ("4", "sent us her neighbour"),
        ("3", " "),
        ("5", "Leo Hart"),
        ("1", "Maria Lopez"),
    ):
        due.count_from_here()
        due.press(key)
        assert due.pressed == 1
        assert due.holds_cursor(row), key


def test_help_for_here_is_one_key(due: PeerTerminal) -> None:
    due.press("?")
    assert due.pressed == 1
    screen = due.wait_for("The keys that work in due")
    assert "Put off to the day shown" in screen
    due.press("snooze")
    assert "Put off" in due.screen_now()
    assert "Promises, both ways" not in due.screen_now()
    due.press("esc")
    assert due.stands_on(MARIA)


def test_a_live_resize_keeps_the_row(peer: Opener) -> None:
    terminal = peer((80, 24))
    terminal.press("jjj")
    row = "THANK Ana Ruiz"
    assert terminal.stands_on(row)
    for size in ((140, 40), (50, 10), (80, 24), (140, 40), (40, 12), (80, 24)):
        terminal.resize(*size)
        terminal.settle(0.3)
        assert terminal.cursor_line.startswith("THANK"), (size, terminal.screen_now())
        assert "Ana" in terminal.cursor_line
    terminal.press("d")
    assert terminal.rows(FOLLOW_UP, "sent you her neighbour")[0][0] == "done"


def test_a_live_resize_keeps_the_pane_and_the_open_bar(peer: Opener) -> None:
    terminal = peer((140, 40))
    terminal.press("3", "jj", "l")
    terminal.send("half a sentence")
    terminal.resize(80, 24)
    terminal.wait_for("half a sentence")
    assert "Log, Zoë Müller:" in terminal.settle(0.3)
    terminal.resize(140, 40)
    assert "half a sentence" in terminal.settle(0.3)
    terminal.press("enter")
    assert terminal.rows(PROMISE, "samples of the round board")[0][0] == "kept"
    assert terminal.value("SELECT text FROM interaction ORDER BY id DESC") == "half a sentence"
