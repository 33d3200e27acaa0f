"""`u` brings the rows back byte for byte, `U` does it again; also after a restart."""

from pathlib import Path

import pytest

from tests.terminal.conftest import Opener
from tests.terminal.peer_terminal import PeerTerminal
from tests.terminal.pty_session import KEYS

VERBS: tuple[tuple[str, ...], ...] = (
    ("d",),
    ("l", "it is done > call again fri", "enter"),
    ("n", "only a note", "enter"),
    ("s",),
    ("S", "o"),
    ("S", "/", "24 dec", "enter"),
    ("r", "f"),
    ("x",),
)
ROWS = {"promise": 0, "follow-up": 2, "quiet": 5, "owed": 6}
LINES = (
    "@maria promise the second quote by fri",
    "@okafor owes keys of the site mon",
    "log @ana tiles are here #tiles",
    "@maria @sunil log met at the fair",
    "@zoe every month check the boards",
    "person Nadia Haddad nadia@haddad.example",
    "@nadia call mon",
)


def takes_back(terminal: PeerTerminal, *keys: str) -> None:
    """Act, take it back, do it again, take it back; the rows are as they were each time."""
    before = terminal.dump()
    *first, last = keys
    terminal.press(*first)
    terminal.send_and_save(last)
    after = terminal.dump()
    assert after != before, (keys, terminal.screen_now())
    for key, expected in (("u", before), ("U", after), ("u", before)):
        terminal.send_and_save(key)
        assert terminal.dump() == expected, (keys, key, terminal.message)


@pytest.mark.parametrize("row", ROWS)
def test_each_verb_on_each_kind_of_row(row: str, peer: Opener) -> None:
    terminal = peer()
    for keys in VERBS:
        if row == "quiet" and keys == ("r", "f"):
            continue
        terminal.send(KEYS["home"] + "j" * ROWS[row])
        terminal.settle()
        takes_back(terminal, *keys)


def test_an_act_on_all_shown_is_one_step(peer: Opener) -> None:
    terminal = peer()
    for verb in ("d", "s", "x", "Sw", "rm"):
        takes_back(terminal, "*", *verb)


def test_everything_that_is_added_or_edited(peer: Opener, tmp_path: Path) -> None:
    terminal = peer((140, 40))
    for line in LINES:
        confirm = ("enter",) if line.startswith("@nadia") else ()
        takes_back(terminal, "a", line, *confirm, "enter")
    takes_back(terminal, "A", "Nadia Haddad", "enter")
    takes_back(terminal, "ge", " Senior", "down", "Mia", "enter")
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nadia Haddad\r\nTEL:+44 20 7946 0999\r\nEND:VCARD\r\n"
    (tmp_path / "one.vcf").write_text(card)
    terminal.press("i")
    terminal.send(str(tmp_path / "one.vcf"))
    terminal.settle()
    terminal.press("enter")
    terminal.wait_for("Enter Import")
    takes_back(terminal, "enter")


def test_many_steps_back_after_a_restart(home: Path) -> None:
    with PeerTerminal(home) as first:
        before = first.dump()
        first.press("d", "s", "l", "it is done", "enter", "jx", "*s")
        after = first.dump()
        first.leave()
    with PeerTerminal(home) as second:
        assert "Nothing is due" in second.screen_now()
        second.press("uuu", "uu")
        assert second.dump() == before
        second.press("UUU", "UU")
        assert second.dump() == after
