"""The page of the people around somebody, and the panels of introductions and invitations."""

from pathlib import Path

import pytest

from peer_tui.tui.screens.around import AroundScreen
from tests.openers import links_in
from tests.tui.peer_app import NARROW, WIDE, Peer, running

SMALL = (40, 12)
OPEN_INTRODUCTION = (
    "SELECT one_consent, other_consent, closed_on FROM introduction ORDER BY id DESC"
)
NOTES = "SELECT text FROM interaction WHERE kind = 'note' ORDER BY id DESC"


async def on_person(peer: Peer, name: str) -> None:
    """Stand on a person in the list of people."""
    await peer.press("2", "g", "g")
    for _ in range(60):
        if name in peer.cursor_line:
            return
        await peer.press("j")
    raise AssertionError(name)


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL])
async def test_everybody_around_a_person_is_seen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size) as peer:
        await on_person(peer, "Rosa")
        page = await peer.press("p", "p")
        assert isinstance(peer.app.screen, AroundScreen)
        assert "People around Rosa Bianchi" in page
        assert peer.cursor_line == "referred Eilidh MacLeod"
        whole = page + await peer.press("G")
        assert "made; Ola keeps" in whole
        if size != SMALL:
            for line in ("  Quentin Dubois", "  └ Rosa Bianchi", "      └ Yusuf Demir"):
                assert any(shown.rstrip() == line for shown in peer.lines), line
        before = peer.dump()
        for key in ("y", "x", "e", "G", "k", "y", "x", "e", "space", "g", "g"):
            await peer.press(key)
        assert peer.rows("SELECT count(*) FROM relation") == [(9,)]
        await peer.press("enter", "escape", "escape")
        assert "People" in peer.screen
        assert peer.dump() == before


async def test_a_person_with_nobody_around(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await on_person(peer, "Bilal")
        assert "Nobody is tied to this person yet." in await peer.press("p", "p")
        for key in ("enter", "e", "x", "y", "j", "G", "space"):
            await peer.press(key)
        await peer.press("p", "r", "=sails with / carries @gus", "enter")
        assert peer.cursor_line == "sails with Gus"
        assert "e Change" in peer.hints
        await peer.press("e")
        assert "sails with / carries" in peer.screen
        await peer.press("home", "ctrl+k", "=/ x")
        await peer.press("enter")
        assert peer.app.work is not None
        assert peer.app.work.bar.is_open
        await peer.press("escape")
        await peer.press("enter", "p", "p")
        assert peer.cursor_line == "carries Bilal Haddad"


async def test_two_marked_people_are_introduced_and_a_no_is_kept_to_oneself(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await on_person(peer, "Freya")
        await peer.press("space", "space")
        assert "Introduction · Freya Sørensen and Gus" in await peer.press("p", "i")
        await peer.press("=the garden", "enter")
        assert peer.message.startswith("Introduction of Freya Sørensen and Gus begun")
        assert "marked" not in peer.hints
        before = peer.dump()
        await on_person(peer, "Gus")
        await peer.press("p", "p", "G", "y")
        assert "Gus: not asked yet" in peer.screen
        await peer.press("escape")
        assert peer.dump() == before
        await peer.press("y", "4")
        assert peer.rows(OPEN_INTRODUCTION)[0] == ("", "no", "2026-11-18")
        assert "nobody is told whose no" in peer.message
        assert peer.cursor_line.startswith("Freya Sørensen, about the garden")
        assert "left be" in peer.cursor_line
        assert peer.rows(NOTES)[0] == (
            "left be: introducing Freya Sørensen and Gus, about the garden",
        )
        await peer.press("y")
        assert "is over" in peer.message
        await peer.press("u")
        assert peer.dump() == before


async def test_who_is_held_is_said_before_anybody_is_asked(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path) as peer:
        await on_person(peer, "Aoife")
        await peer.press("p", "i", '=@"Ben Okafor" about the new ovens', "enter")
        await peer.press("p", "p", "y")
        assert "Ben Okafor: not asked yet; held, no contact" in peer.screen
        await peer.press("1", "y", "1", "y", "1")
        assert peer.message.startswith("Introduced Aoife Brennan and Ben Okafor")
        await peer.press("m")
        assert peer.message.startswith("Held: no contact")
        assert links_in(opened) == []


async def test_mail_goes_to_the_person_of_the_row(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path) as peer:
        await on_person(peer, "Rosa")
        await peer.press("p", "p", "m")
        [link] = links_in(opened)
        assert link.startswith("mailto:eilidh@")
        await peer.press("1")
        assert peer.message.startswith("Mail to Eilidh MacLeod, logged.")


async def test_the_letter_is_the_owners(tmp_path: Path, opened: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "introduction.md").write_text("Subject: {first} meets {other}\nHello, says {me}.\n")
    async with running(tmp_path) as peer:
        await on_person(peer, "Aoife")
        await peer.press("p", "i", "=@gus", "enter", "p", "p", "G", "y", "1", "y", "1", "y", "1")
        await peer.press("m")
        [link] = links_in(opened)
        assert link.endswith("?subject=Aoife%20meets%20Gus&body=Hello%2C%20says%20ann.")


async def test_somebody_comes_to_mind(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await on_person(peer, "Bilal")
        assert "who comes to mind" in await peer.press("p", "v")
        panel = await peer.press("4")
        assert "Who may like to contribute?" in panel
        names = peer.rows(
            "SELECT name FROM person JOIN need ON need.person_id = person.id"
            " WHERE outcome = 'solved' AND said_by = 'theirs'"
        )
        assert any(name in panel for (name,) in names)
        assert "they let you tell" in panel or "solved by their word" in panel
        await peer.press("1", "enter", "end", "=the shop", "enter")
        assert peer.message.startswith("To ask ")
        [(who,)] = peer.rows("SELECT person_id FROM invitation WHERE closed_on IS NULL")
        name = peer.value("SELECT name FROM person WHERE id = ?", who)
        panel = await peer.press("p", "v", "4")
        assert name not in "".join(panel.split("Who may like")[1].split("╰")[:1])


async def test_one_who_would_rather_not_is_left_alone(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await on_person(peer, "Marek")
        await peer.press("p", "v")
        assert "would rather not, last time; nothing is asked before" in peer.message
        assert peer.value("SELECT count(*) FROM invitation WHERE closed_on IS NULL") == 0


async def test_an_invitation_is_answered_later_and_left(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await on_person(peer, "Bilal")
        before = peer.dump()
        await peer.press("p", "v", "3", "=old wiring", "enter", "p", "p", "G", "y", "3")
        assert "asked to be asked later" in peer.cursor_line
        assert peer.value("SELECT due_on FROM follow_up WHERE invitation_id IS NOT NULL") == (
            "2026-12-18"
        )
        await peer.press("y", "4")
        assert peer.message.startswith("Asked Bilal Haddad")
        await peer.press("x")
        assert peer.message.startswith("Left at that with Bilal Haddad")
        for _ in range(4):
            await peer.press("u")
        assert peer.dump() == before
