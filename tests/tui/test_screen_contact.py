"""Calling, writing and thanking: what stands on the screen, what is opened, what is kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.domain.quick_add import parse
from peer_tui.services.add import known_people, save
from peer_tui.services.people import add_person
from peer_tui.storage.store import open_store
from tests.openers import links_in
from tests.storage.support import NOW
from tests.tui.peer_app import ME, NARROW, WIDE, Peer, locations_in, running

LATEST = "SELECT kind, channel, initiated_by, text FROM interaction ORDER BY id DESC LIMIT 1"
ACTS = "SELECT count(*) FROM action"
MARIA_TEL = "tel:+442079460101"
TINY = (40, 12)

PEOPLE = (
    Person(
        "Ida Berg",
        given="Ida",
        contact_points=(
            ContactPoint(ContactKind.PHONE, "020 7946 0900", "old office", "", do_not_use=True),
            ContactPoint(ContactKind.PHONE, "020 7946 0901", "shop", "+442079460901"),
            ContactPoint(ContactKind.PHONE, "020 7946 0902 ext 3", "home"),
            ContactPoint(ContactKind.EMAIL, "old@berg.example", "", "", do_not_use=True),
            ContactPoint(ContactKind.EMAIL, "ida+shop@berg.example"),
        ),
    ),
    Person("No Way"),
    Person(
        "Kim Shut",
        contact_points=(
            ContactPoint(ContactKind.PHONE, "020 7946 0903", do_not_use=True),
            ContactPoint(ContactKind.EMAIL, "kim@shut.example", do_not_use=True),
        ),
    ),
)
LINES = (
    "promise @ida samples of oak 18 nov",
    "promise @way a drawing 18 nov",
    "they owe @kim the key by 18 nov",
    "@ida thank her for the cake 18 nov",
    "water the plants 18 nov",
)


@asynccontextmanager
async def small_house(folder: Path, size: tuple[int, int] = NARROW) -> AsyncIterator[Peer]:
    """The program on a few people with many ways, or none, to be reached."""
    store = open_store(locations_in(folder).database, FixedClock(NOW), ME)
    for person in PEOPLE:
        add_person(store, person)
    for line in LINES:
        save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)
    store.close()
    async with running(folder, size, sample=False) as peer:
        yield peer


async def to_row(peer: Peer, words: str) -> None:
    await peer.press("g", "g")
    for _ in range(12):
        if words in peer.cursor_line:
            return
        await peer.press("j")
    raise AssertionError(f"no row {words!r}:\n{peer.screen}")


def template(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


# calling


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_card_shows_whom_why_and_the_number_large(
    size: tuple[int, int], tmp_path: Path, opened: Path
) -> None:
    async with running(tmp_path, size) as peer:
        screen = await peer.press("c")
        assert "Call Maria Lopez" in screen
        assert "send quote for oak table, 5 days late" in screen
        assert "Last contact Fri 13 Nov (5 days ago)" in screen
        assert "█▀█ ▀█  █▀█ ▀█" in screen
        assert "+44 20 7946 0101" in screen
        assert "Copied, and handed to the dialler." in screen
        assert "1    spoke: log a line, kept" in screen
        assert links_in(opened) == [MARIA_TEL]


async def test_at_the_smallest_size_the_number_is_spaced(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path, TINY) as peer:
        screen = await peer.press("c")
        assert "+ 4 4  2 0  7 9 4 6  0 1 0 1" in screen
        for words in ("Call Maria", "1    spoke", "2    no answer", "3    left", "Esc  nothing"):
            assert words in screen
        screen = await peer.resize(NARROW)
        assert "█▀█ ▀█  █▀█ ▀█" in screen
        await peer.press("2")
        assert peer.rows(LATEST) == [("attempt", "phone", "me", "no answer")]


async def test_esc_logs_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before, acts = peer.dump(), peer.value(ACTS)
        await peer.press("c", "x", "d", "escape")
        assert peer.dump() == before
        assert peer.value(ACTS) == acts
        assert "Maria Lopez" in peer.cursor_line


async def test_spoke_logs_a_line_with_a_next_step_and_is_done(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before, acts = peer.dump(), peer.value(ACTS)
        await peer.press("c", "1")
        assert "Call + kept, Maria Lopez:" in peer.screen
        await peer.press("=she wants it > send plan by fri", "enter")
        assert peer.rows(LATEST) == [("conversation", "phone", "both", "she wants it")]
        quote = "SELECT status FROM promise WHERE text LIKE 'send quote for oak%'"
        assert peer.value(quote) == "kept"
        assert peer.value("SELECT due_on FROM follow_up WHERE text = 'send plan'") == "2026-11-20"
        assert peer.value(ACTS) == acts + 1
        assert "Sunil Rao" in peer.cursor_line
        await peer.press("u")
        assert peer.dump() == before


async def test_all_in_one_burst(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("=c1yes", "enter", "=c2c3j", "k")
        assert [text for (text,) in peer.rows(
            "SELECT text FROM interaction ORDER BY id DESC LIMIT 3"
        )] == ["left a voicemail", "no answer", "yes"]  # fmt: skip


async def test_enter_alone_logs_a_call(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("c", "1")
        assert "Log · Maria Lopez · call" in peer.screen
        await peer.press("enter")
        assert peer.rows(LATEST) == [("conversation", "phone", "both", "call")]
        await peer.press("c", "1", "=> ask again fri", "enter")
        assert peer.rows(LATEST) == [("conversation", "phone", "both", "call")]
        assert peer.value("SELECT count(*) FROM follow_up WHERE text = 'ask again'") == 1


async def test_esc_in_the_line_keeps_it_and_logs_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        await peer.press("c", "1", "=half a", "escape")
        assert peer.dump() == before
        await peer.press("c", "1")
        assert "half a" in peer.screen


async def test_spoke_and_the_row_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("c", "n", "=not yet", "enter")
        assert peer.rows(LATEST) == [("conversation", "phone", "both", "not yet")]
        quote = "SELECT status FROM promise WHERE text LIKE 'send quote for oak%'"
        assert peer.value(quote) == "open"
        assert "Sunil Rao" in peer.cursor_line


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [("2", "no answer", "No answer from"), ("3", "left a voicemail", "a voicemail")],
)
async def test_a_call_nobody_took_leaves_the_row_and_moves_on(
    key: str, text: str, words: str, tmp_path: Path
) -> None:
    async with running(tmp_path) as peer:
        before, last = peer.dump(), "SELECT last_contact_on FROM person WHERE name = 'Maria Lopez'"
        contact = peer.value(last)
        await peer.press("c", key)
        assert words in peer.message
        assert peer.rows(LATEST) == [("attempt", "phone", "me", text)]
        assert peer.value(last) == contact
        assert "Maria Lopez" in peer.screen
        assert "Sunil Rao" in peer.cursor_line
        await peer.press("u")
        assert peer.dump() == before


async def test_several_numbers_are_chosen_before_the_call(tmp_path: Path, opened: Path) -> None:
    async with small_house(tmp_path) as peer:
        await to_row(peer, "samples of oak")
        screen = await peer.press("c")
        assert links_in(opened) == []
        lines = [line for line in screen.split("\n") if "7946 090" in line]
        assert "1  020 7946 0901, shop" in screen
        assert "3  020 7946 0900, not to be used, old office" in lines[-1]
        await peer.press("j", "enter")
        assert links_in(opened) == ["tel:02079460902"]
        assert "2    no answer" in await peer.press("x")
        await peer.press("k", "1", "2")
        assert links_in(opened)[1:] == ["tel:+442079460901"]
        assert peer.rows(LATEST) == [("attempt", "phone", "me", "no answer")]


async def test_a_number_not_to_be_used_is_never_dialled_by_itself(
    tmp_path: Path, opened: Path
) -> None:
    async with small_house(tmp_path) as peer:
        await to_row(peer, "the key")
        assert "not to be used" in await peer.press("c")
        assert links_in(opened) == []
        # Their promise is theirs to keep: the row stays.
        assert "log a line, " not in await peer.press("1")
        await peer.press("1", "=he will bring it", "enter")
        assert peer.value("SELECT status FROM promise WHERE text = 'the key'") == "open"


async def test_without_a_number_or_a_person_it_says_so(tmp_path: Path) -> None:
    async with small_house(tmp_path) as peer:
        await to_row(peer, "a drawing")
        await peer.press("c")
        assert peer.message.startswith("No number for No Way.")
        await peer.press("m")
        assert peer.message.startswith("No e-mail address for No Way.")
        await to_row(peer, "water the plants")
        for key in "cmt":
            await peer.press(key)
            assert "about nobody" in peer.message


async def test_without_an_opener_the_card_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with running(tmp_path) as peer:
        assert "Copied; no program here opens links." in await peer.press("c")
        await peer.press("escape")
        assert "maria@lopez.example copied: no program here opens" in await peer.press("m")


async def test_over_ssh_nothing_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Path
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with running(tmp_path) as peer:
        assert "Copied; over SSH nothing can be opened here." in await peer.press("c")
        assert links_in(opened) == []


async def test_of_marked_rows_the_first_is_called(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        screen = await peer.press("space", "space", "c")
        assert "Call Maria Lopez (first of 2 marked)" in screen
        await peer.press("2")
        assert "Call Sunil Rao" in await peer.press("c")
        await peer.press("2")
        assert peer.value("SELECT count(*) FROM interaction WHERE kind = 'attempt'") == 2
        assert "•" not in peer.screen


async def test_again_calls_the_next(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path) as peer:
        assert "Call Sunil Rao" in await peer.press("c", "2", ".")
        assert len(links_in(opened)) == 2


async def test_clicks_choose_the_outcome(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("c")
        await peer.click("no answer")
        assert peer.rows(LATEST) == [("attempt", "phone", "me", "no answer")]


@pytest.mark.parametrize("pane", ["2", "4"])
async def test_people_and_their_history_can_be_called(pane: str, tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press(pane, "c")
        assert "Call " in peer.screen
        await peer.press("1", "=hello", "enter")
        assert peer.rows(LATEST) == [("conversation", "phone", "both", "hello")]


async def test_a_closed_gate_holds_calls_and_lets_mails_through(
    tmp_path: Path, opened: Path
) -> None:
    async with running(tmp_path) as peer:
        await hold_calls(peer, "Maria Lopez")
        await peer.press("c")
        assert peer.message.startswith("Held: ")
        assert links_in(opened) == []
        await peer.press("m")
        assert "Sent?" in peer.screen
        await peer.press("escape", "c", "!", "=her boiler burst", "enter", "c", "2")
        assert links_in(opened)[1:] == [MARIA_TEL]
        await peer.press("k", "c")
        assert peer.message.startswith("Held: ")


async def hold_calls(peer: Peer, name: str) -> None:
    """Agree with a person that nobody calls them."""
    from peer_tui.storage.models import Boundary

    who = peer.value("SELECT id FROM person WHERE name = ?", name)

    def agree() -> None:
        with peer.app.store.transaction("add", "agreed") as transaction:
            values = {"person_id": who, "side": "theirs", "kind": "channel", "value": "mail only"}
            transaction.insert(Boundary, values)

    await peer.app.store.run(agree)


# writing


async def test_a_mail_is_logged_only_once_it_was_sent(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path) as peer:
        before, acts = peer.dump(), peer.value(ACTS)
        screen = await peer.press("m")
        assert "Draft to maria@lopez.example opened. Sent?" in screen
        assert "1 logs it  d also kept  Esc does not" in screen
        await peer.press("j", "2", "escape")
        assert peer.dump() == before
        assert peer.value(ACTS) == acts
        await peer.press("m", "1")
        assert peer.rows(LATEST) == [
            ("conversation", "email", "me", "send quote for oak table")
        ]  # fmt: skip
        assert "Sunil Rao" in peer.cursor_line
        assert links_in(opened) == [
            "mailto:maria@lopez.example?subject=send%20quote%20for%20oak%20table"
        ] * 2  # fmt: skip
        await peer.press("u")
        assert peer.dump() == before


async def test_a_mail_can_be_all_there_was_to_do(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        await peer.press("m", "d")
        quote = "SELECT status FROM promise WHERE text LIKE 'send quote for oak%'"
        assert peer.value(quote) == "kept"
        await peer.press("u")
        assert peer.dump() == before


async def test_clicks_say_that_it_was_sent(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        acts = peer.value(ACTS)
        await peer.press("m")
        await peer.click("Esc does not")
        assert peer.value(ACTS) == acts
        await peer.press("m")
        await peer.click("d also kept")
        assert "Kept: send quote" in peer.message


async def test_one_template_is_used_at_once(tmp_path: Path, opened: Path) -> None:
    async with small_house(tmp_path) as peer:
        template(tmp_path, "note.md", "Subject: {promise}\n\nHello {first},\nno {nme}.\n{me}")
        await to_row(peer, "samples of oak")
        screen = await peer.press("m")
        assert "templates/note.md: {nme} is not known. Did you mean {name}?" in screen
        assert links_in(opened) == [
            "mailto:ida%2Bshop@berg.example?subject=samples%20of%20oak"
            "&body=Hello%20Ida%2C%0D%0Ano%20%7Bnme%7D.%0D%0Aann"
        ]
        await peer.press("1")
        assert peer.rows(LATEST) == [("conversation", "email", "me", "samples of oak")]


async def test_among_several_templates_a_digit_chooses(tmp_path: Path, opened: Path) -> None:
    async with small_house(tmp_path) as peer:
        for name in ("b.md", "a.md", "released.md"):
            template(tmp_path, name, f"Subject: {name}")
        await to_row(peer, "samples of oak")
        screen = await peer.press("m")
        assert "Mail to Ida Berg" in screen
        assert "released" not in screen
        await peer.press("2")
        assert "Sent?" in peer.screen
        await peer.press("escape", "m", "escape", "m", "enter")
        assert [link.partition("=")[2] for link in links_in(opened)] == ["b.md", "a.md"]


async def test_a_broken_template_does_not_keep_the_draft(tmp_path: Path, opened: Path) -> None:
    async with small_house(tmp_path) as peer:
        template(tmp_path, "bad.md", b"\xff\xff")
        await to_row(peer, "samples of oak")
        assert "templates/bad.md is not UTF-8 text" in await peer.press("m")
        assert links_in(opened) == ["mailto:ida%2Bshop@berg.example?subject=samples%20of%20oak"]


async def test_addresses_not_to_be_used_are_not(tmp_path: Path, opened: Path) -> None:
    async with small_house(tmp_path) as peer:
        await to_row(peer, "the key")
        await peer.press("m")
        assert peer.message == "No e-mail address of Kim Shut is to be used."
        assert links_in(opened) == []


async def test_after_letting_go_m_tells_them(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("x")
        assert "m tell them" in peer.screen
        assert "Sunil Rao" in peer.cursor_line
        assert "maria@lopez.example" in await peer.press("m")
        assert links_in(opened)[0].endswith("?subject=About%3A%20send%20quote%20for%20oak%20table")
        await peer.press("1")
        assert peer.rows(LATEST) == [
            ("conversation", "email", "me", "About: send quote for oak table")
        ]
        # The promise stays let go, and the key is about the row again.
        quote = "SELECT status FROM promise WHERE text LIKE 'send quote for oak%'"
        assert peer.value(quote) == "released"
        assert "sunil@raoprint.example" in await peer.press("m")


async def test_the_letter_for_letting_go_is_the_owners(tmp_path: Path, opened: Path) -> None:
    async with small_house(tmp_path) as peer:
        template(tmp_path, "released.md", "Subject: no {promise}\nsorry")
        await to_row(peer, "samples of oak")
        await peer.press("x", "m")
        assert links_in(opened)[0].endswith("?subject=no%20samples%20of%20oak&body=sorry")


async def test_once_something_else_was_said_nothing_is_offered(
    tmp_path: Path, opened: Path
) -> None:
    async with running(tmp_path) as peer:
        await peer.press("x", "u", "j", "m")
        assert "maria@lopez.example" not in links_in(opened)[0]


# thanking


async def test_thanks_are_one_line_and_close_what_asked_for_them(tmp_path: Path) -> None:
    async with small_house(tmp_path) as peer:
        before, acts = peer.dump(), peer.value(ACTS)
        await to_row(peer, "samples of oak")
        screen = await peer.press("t")
        assert "Thank Ida Berg:" in screen
        assert "for: thank her for the cake" in screen
        await peer.press("=a card with oak leaves", "enter")
        assert peer.message == "Thanked Ida Berg: a card with oak leaves."
        assert peer.rows(LATEST) == [("kindness", "", "me", "a card with oak leaves")]
        assert peer.value("SELECT status FROM follow_up WHERE purpose = 'thank'") == "done"
        assert peer.value(ACTS) == acts + 1
        await peer.press("u")
        assert peer.dump() == before


async def test_nothing_owed_is_said(tmp_path: Path) -> None:
    async with small_house(tmp_path) as peer:
        await to_row(peer, "a drawing")
        await peer.press("t")
        assert peer.message.startswith("Nothing to thank No Way for yet.")
        assert not peer.app.work.bar.is_open  # type: ignore[union-attr]


async def test_marked_rows_are_thanked_with_the_same_line(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before, acts = peer.dump(), peer.value(ACTS)
        await peer.press("*", "t", "=thank you all", "enter")
        open_thanks = (
            "SELECT count(*) FROM follow_up WHERE status = 'open' AND purpose = 'thank'"
            " AND due_on <= '2026-11-18'"
        )
        assert peer.value(open_thanks) == 0
        assert peer.value(ACTS) == acts + 1
        await peer.press("u")
        assert peer.dump() == before
