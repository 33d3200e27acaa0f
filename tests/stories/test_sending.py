"""Worth sending, from an empty database to a mail for one person, by the keys a user types."""

import asyncio
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.openers import links_in
from tests.tui.peer_app import NARROW, WIDE, Peer, running

SENT = (
    "SELECT person.name, status, done_on, interaction_id IS NOT NULL FROM message_person"
    " JOIN person ON person.id = message_person.person_id ORDER BY message_person.id"
)
ASKED = "SELECT topic, acted_on FROM preference WHERE stance = 'wants' ORDER BY id"
ENTRY = "SELECT kind, channel, initiated_by, text FROM interaction ORDER BY id DESC LIMIT 1"
MESSAGE = "We have new oak samples."


async def wishes(peer: Peer, who: str, *lines: str) -> None:
    """Add a person, and what they said on their page of wishes."""
    await peer.press("a", f"=person {who}", "enter", "2", "g", "g")
    for _ in range(9):
        if who.split()[0] in peer.cursor_line:
            break
        await peer.press("j")
    await peer.press("b")
    for line in lines:
        await peer.press("a", f"={line}", "enter")
    await peer.press("escape")


async def house(peer: Peer) -> None:
    await wishes(peer, "Ana Ruiz ana@ruiz.example", "wants oak news")
    await wishes(peer, "Ben Okafor ben@okafor.example", "wants Oak", "no contact until 1 dec")
    await wishes(peer, "Cleo Hart cleo@hart.example", "avoids oak")
    await wishes(peer, "Dan Weiss", "wants oak")
    await wishes(peer, "Eva Lind eva@lind.example", "wants oaken barrels")
    await wishes(peer, "Fay Chen fay@chen.example", "wants oak")
    await wishes(peer, "Gus Rao gus@rao.example", "unsure about oak")
    await wishes(peer, "Hal Dean hal@dean.example", "wants oak")
    await peer.press("G", "o", "r", "=moving house", "enter")


async def begin(peer: Peer) -> None:
    await peer.press("g", "s")
    assert "Nothing is worth sending yet." in peer.screen
    await peer.press("a", f"={MESSAGE}", "enter", "=OAK, workshop days")
    assert "said they want it" in peer.screen
    await peer.press("enter")
    assert peer.message.startswith("Worth sending: We have new oak samples.")


def line_with(peer: Peer, name: str) -> str:
    return next(line for line in peer.lines if name in line)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_one_at_a_time_to_those_who_want_it(
    size: tuple[int, int], tmp_path: Path, opened: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await house(peer)
        before = peer.dump()
        await begin(peer)
        begun = peer.dump()
        assert MESSAGE in peer.cursor_line
        await peer.press("enter")
        assert "2 to write to" in peer.screen
        assert "Ana Ruiz" in peer.cursor_line
        for name, why in (
            ("Ben Okafor", "held until Wed 2 Dec"),
            ("Cleo Hart", "avoids oak"),
            ("Dan Weiss", "no e-mail address"),
            ("Gus Rao", "unsure about oak"),
            ("Hal Dean", "resting"),
        ):
            assert why in line_with(peer, name)
        assert "Eva Lind" not in peer.screen, "oaken is not oak"
        for key in ("space", "*"):
            await peer.press(key)
            assert peer.message.startswith("One at a time")
        assert peer.dump() == begun
        # a line of their own, or none said twice
        await peer.press("enter")
        assert "For Ana Ruiz alone" in peer.screen
        await peer.press("enter")
        assert "Enter again" in peer.screen
        assert links_in(opened) == []
        await peer.press("=how is the loft?", "enter")
        [link] = links_in(opened)
        assert link.startswith("mailto:ana@ruiz.example?")
        assert "how is the loft?\r\n\r\nWe have new oak samples." in unquote(link).replace(
            "\n", "\r\n"
        ).replace("\r\r", "\r")
        await peer.press("escape")
        assert peer.dump() == begun, "nothing is logged unless it was sent"
        await peer.press("m", "=how is the loft?", "enter", "1")
        assert peer.rows(SENT) == [("Ana Ruiz", "sent", "2026-11-18", 1)]
        assert peer.rows(ENTRY) == [
            ("conversation", "email", "me", f"{MESSAGE} · how is the loft?")
        ]
        assert ("oak news", "2026-11-18") in peer.rows(ASKED)
        assert "1 to write to" in peer.screen
        assert "got it today" in line_with(peer, "Ana Ruiz")
        # passed over this time
        assert "Fay Chen" in peer.cursor_line
        await peer.press("x")
        assert peer.rows(SENT)[1:] == [("Fay Chen", "passed over", "2026-11-18", 0)]
        assert "0 to write to" in peer.screen
        await peer.press("u")
        assert "1 to write to" in peer.screen
        await peer.press("u")
        assert peer.dump() == begun
        await peer.press("u")
        assert peer.dump() == before


async def test_it_is_gone_on_with_tomorrow(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await house(peer)
        await begin(peer)
        await peer.press("enter", "m", "enter", "enter", "1")
        assert peer.rows(SENT) == [("Ana Ruiz", "sent", "2026-11-18", 1)]
        await peer.press("escape", "escape")
    async with running(tmp_path, sample=False) as peer:
        await peer.press("g", "s")
        assert "1 sent" in peer.cursor_line
        await peer.press("enter")
        assert "Fay Chen" in peer.cursor_line
        await peer.press("G", "enter")
        assert "got it" in peer.message
        assert peer.value("SELECT count(*) FROM message_person") == 1


async def test_a_page_under_it_does_not_say_again_what_is_past(
    tmp_path: Path, opened: Path
) -> None:
    async with running(tmp_path, sample=False) as peer:
        await wishes(peer, "Ana Ruiz ana@ruiz.example", "wants oak")
        await begin(peer)
        await peer.press("enter")
        await peer.press("x")
        assert peer.message.startswith("Passed over this time: Ana Ruiz.")
        await peer.press("escape")
        assert "Worth sending" in peer.screen
        assert peer.message == "", "u would take back another act than the one named"


async def test_closed_messages_are_written_to_nobody(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await house(peer)
        await begin(peer)
        await peer.press("x")
        assert peer.value("SELECT closed_on FROM message") == "2026-11-18"
        assert "closed" in peer.cursor_line
        await peer.press("enter", "m")
        assert "This message is closed" in peer.message
        await peer.press("x")
        assert peer.value("SELECT count(*) FROM message_person") == 0
        await peer.press("escape", "x")
        assert peer.value("SELECT closed_on FROM message") is None


async def test_a_template_says_where_the_line_goes(tmp_path: Path, opened: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "news.md").write_text("Subject: News\nHello {first},\n{line}\n{message}\nBye")
    async with running(tmp_path, sample=False) as peer:
        await house(peer)
        await begin(peer)
        await peer.press("enter", "m", "=and the loft?", "enter")
        await asyncio.sleep(0)
        [link] = links_in(opened)
        said = unquote(link).replace("\r\n", "\n")
        assert "subject=News" in said
        assert f"Hello Ana,\nand the loft?\n{MESSAGE}\nBye" in said


async def test_without_a_mail_program_the_text_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    copied: list[str] = []
    monkeypatch.setattr(
        "peer_tui.tui.clipboard.copy", lambda _app, text, _environ: copied.append(text)
    )
    async with running(tmp_path, sample=False) as peer:
        await house(peer)
        await begin(peer)
        screen = await peer.press("enter", "m", "=and the loft?", "enter")
        assert "To ana@ruiz.example; the text is copied" in screen
        assert copied == [f"and the loft?\n\n{MESSAGE}"]
        await peer.press("escape")
        assert peer.value("SELECT count(*) FROM message_person") == 0
