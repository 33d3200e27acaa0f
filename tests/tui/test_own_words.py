"""Rows, cards and fixed sentences: what matters is never cut, and keys are the owner's own."""

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.settings.schema import Settings
from peer_tui.tui.panes.words import item_text
from tests.tui.peer_app import NARROW, WIDE, running

MIDDLE = (60, 20)
TODAY = date(2026, 11, 18)


def row(purpose: Purpose, text: str) -> AgendaItem:
    item = AgendaItem(ItemKind.FOLLOW_UP, 1, text, TODAY, 1, "Ann Oak")
    return item._replace(purpose=purpose)


@pytest.mark.parametrize(
    ("purpose", "text", "shown"),
    [
        (Purpose.THANK, "thank for the referral", "for the referral"),
        (Purpose.THANK, "thank: brought cake", "brought cake"),
        (Purpose.THANK, "thank him for taking in the parcel", "for taking in the parcel"),
        (Purpose.THANK, "Thank Ann for the tip", "for the tip"),
        (Purpose.THANK, "sent you her neighbour", "sent you her neighbour"),
        (Purpose.THANK, "thank Ann", "Ann"),
        (Purpose.THANK, "thank", "thank"),
        (Purpose.APPLAUD, "applaud: won the fair!", "won the fair!"),
        (Purpose.APPLAUD, "say well done", "say well done"),
        (Purpose.ASK_SOLVED, "leaking tap: is it solved?", "leaking tap"),
        (Purpose.ASK_SOLVED, "did the hinge hold?", "did the hinge hold?"),
        (
            Purpose.INTRODUCTION,
            "introduce to Cem Kaya, about oak? ask both",
            "ask both: to meet Cem Kaya, about oak",
        ),
        (Purpose.INTRODUCTION, "introduce to Cem? ask them", "ask them: to meet Cem"),
        (Purpose.INTRODUCTION, "introduce to Cem: both said yes", "both said yes: to meet Cem"),
        (Purpose.INTRODUCTION, "ask what came of meeting Cem", "ask what came of meeting Cem"),
        (Purpose.CHECK_IN, "thank the bank", "thank the bank"),
    ],
)
def test_a_row_says_what_its_tag_does_not(purpose: Purpose, text: str, shown: str) -> None:
    assert item_text(row(purpose, text), TODAY) == shown


@pytest.mark.parametrize("size", [NARROW, WIDE, MIDDLE])
async def test_the_state_of_an_introduction_is_never_cut(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        for name in ("Maria Lopez-Fernandez", "Kaspar von Lindenberg"):
            await peer.press("a", f"=person {name}", "enter")
        await peer.press(
            "2", "g", "g", "p", "i", "=@maria about wholesale of cards and oak", "enter", "1"
        )
        assert "ask both: to meet" in peer.cursor_line
        await peer.press("y", "1", "y", "1")
        assert "both said yes" in peer.cursor_line


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_parts_of_a_need_stand_apart(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("a", "=person Ben Oak", "enter", "2")
        await peer.press("p", "n", "=leaking tap, check 2 dec, I give a washer", "enter")
        assert "leaking tap · ask Wed 2 Dec · I give a washer" in peer.screen
        await peer.press("p", "n", "=bare hook, check 3 dec", "enter")
        assert "bare hook · ask Thu 3 Dec" in peer.screen
        assert "3 Dec ·" not in peer.screen


OWN_KEYS = {
    "add.line": "N",
    "review.open": "W",
    "app.quit_or_back": "Q",
    "import.open": "I",
    "demo.open": "D",
    "help.open": "H",
    "app.back": "B",
    "person.open": "O",
    "item.done": "",
    "filter.save": "F k",
}


async def test_the_welcome_names_the_keys_of_the_owner(tmp_path: Path) -> None:
    settings = Settings(keys=OWN_KEYS)
    async with running(tmp_path, sample=False, settings=settings) as peer:
        begin = [line.strip() for line in peer.lines if "  " in line.strip()]
        for words in ("N  add someone", "I  import", "D  look around", "H  the keys", "Q  quit"):
            assert any(line.startswith(words) for line in begin), (words, peer.screen)


async def test_a_long_key_keeps_the_welcome_in_line_and_none_leaves_its_line_out(
    tmp_path: Path,
) -> None:
    settings = Settings(keys={"add.line": "Ctrl-N", "import.open": ""})
    async with running(tmp_path, sample=False, settings=settings) as peer:
        assert "Ctrl-N  add someone" in peer.screen
        assert "s       look around" in peer.screen
        assert "import contacts" not in peer.screen


async def test_the_end_of_the_day_names_the_keys_of_the_owner(tmp_path: Path) -> None:
    for keys, words in (
        ({}, "a add   w review   q quit"),
        (OWN_KEYS, "N add   W review   Q quit"),
        ({"review.open": ""}, "a add   q quit"),
    ):
        async with running(tmp_path, sample=False, settings=Settings(keys=keys)) as peer:
            if not peer.value("SELECT count(*) FROM person"):
                await peer.press("a", "=person Ann Oak", "enter", "1")
            assert "Nothing is due" in peer.screen
            assert words in peer.screen


async def test_filters_cards_and_marks_name_the_keys_of_the_owner(tmp_path: Path) -> None:
    async with running(tmp_path, (80, 40), settings=Settings(keys=OWN_KEYS)) as peer:
        assert "more · O opens everything" in peer.screen
        await peer.press("f", "=zzz", "enter")
        assert "Nothing here is zzz. B shows all." in peer.screen
        assert "B clears" in peer.screen
        await peer.press("B", "space", "space", "y")
        assert peer.message == "2 rows are marked; answers come one at a time: B clears."
        await peer.press("e")
        assert peer.message == "2 rows are marked; one is edited at a time: B clears."
        await peer.press("p", "n")
        assert peer.message == "A need belongs to one person: B takes off the marks."
        assert "k save" in await peer.press("F")


async def test_a_kept_promise_says_when_it_asks_and_never_on_a_day_off(tmp_path: Path) -> None:
    settings = Settings(country="US")
    async with running(tmp_path, sample=False, settings=settings) as peer:
        await peer.press("a", "=person Ben Oak", "enter", "2")
        await peer.press("p", "n", "=leaking tap, check today", "enter", "1", "y", "3")
        await peer.press("=still drips", "enter", "= with a washer, by fri", "enter")
        await peer.press("3", "d")
        assert peer.value("SELECT due_on FROM follow_up WHERE status = 'open'") == "2026-11-23"
        assert "Asks Mon 23 Nov whether it is solved." in peer.message
        assert "Asks" not in await peer.press("u")


@pytest.mark.parametrize("size", [NARROW, MIDDLE, (40, 15)])
@pytest.mark.parametrize("prefix", ["p", "o", "g", "F"])
async def test_what_may_follow_a_key_is_never_cut_in_its_middle(
    tmp_path: Path, size: tuple[int, int], prefix: str
) -> None:
    async with running(tmp_path, size) as peer:
        await peer.press(prefix)
        said = peer.lines[-2].strip()
        assert said.startswith(f"{prefix} ...")
        assert said == peer.message, "nothing is cut"
        assert ", …" not in said or size != NARROW


async def test_words_of_a_card_that_break_leave_no_dot_behind(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("a", "=person Ben Oak", "enter", "2")
        line = "=the cupboard door sags, check 2 dec, I give new hinges and a day of work"
        await peer.press("p", "n", line, "enter")
        assert any(each.strip().endswith("sags · ask Wed 2 Dec") for each in peer.lines)
        assert any(each.strip() == "I give new hinges and a day of work" for each in peer.lines)


async def test_erasing_for_good_is_hinted(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2", "p", "c")
        assert "P Purge" in peer.hints
        assert peer.hints.rstrip().endswith("? keys")


async def test_an_example_in_a_narrow_bar_is_cut_with_a_mark(tmp_path: Path) -> None:
    async with running(tmp_path, (40, 15), sample=False) as peer:
        [bar] = [line for line in (await peer.press("a")).split("\n") if "Add:" in line]
        assert bar.rstrip().endswith("…")
        screen = await peer.resize((80, 24))
        assert "promise @maria send quote by fri" in screen
        assert "Add: x" in await peer.press("x")


async def test_a_row_of_forty_columns_says_what_it_is_about(tmp_path: Path) -> None:
    async with running(tmp_path, (40, 15)) as peer:
        rows = [line[2:] for line in peer.lines if line[2:8].strip() in ("I OWE", "F-UP", "QUIET")]
        assert rows[0].startswith("I OWE   Maria    send quote …")
        assert rows[0].endswith("5d late")
        assert len(rows) > 2
        assert all(cell_len(row) <= 38 for row in rows)


async def test_the_week_has_short_days_where_room_is_short(tmp_path: Path) -> None:
    async with running(tmp_path, MIDDLE) as peer:
        await peer.press("5")
        assert peer.cursor_line.endswith("Thu 19")
        await peer.resize(NARROW)
        assert peer.cursor_line.endswith("Thu 19 Nov")


async def test_a_long_wish_goes_on_in_the_next_line(tmp_path: Path) -> None:
    async with running(tmp_path, MIDDLE, sample=False) as peer:
        await peer.press("a", "=person Ben Oak", "enter", "2", "enter")
        wish = "news about oak and ash boards thicker than forty millimetres"
        await peer.press("b", "a", f"=wants {wish}", "enter", "escape")
        said = " ".join(" ".join(line.split()) for line in peer.lines)
        assert f"Wants: {wish}" in said


async def test_a_promise_that_is_late_says_that_it_was_due(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        assert "send quote for oak table was due Fri 13 Nov, moved once" in peer.screen
