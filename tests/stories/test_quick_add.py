"""The six lines of an owner's evening, typed into an empty Peer, and all taken back."""

from pathlib import Path

import pytest

from tests.tui.peer_app import NARROW, WIDE, Peer, running

PEOPLE = ("Ana Ruiz", "Ben Okafor", "May Chen", "Zoë Müller")
FOLLOW_UPS = (
    "SELECT person.name, f.text, f.purpose, f.due_on FROM follow_up AS f"
    " LEFT JOIN person ON person.id = f.person_id ORDER BY f.id"
)
STORY = "SELECT kind, side, aspect, text FROM interaction WHERE kind IN ('story', 'kindness')"
LINES = (
    ("boundary @ana no calls after 18", "Boundary · Ana Ruiz · no calls after 18:00"),
    ("@ana wants oak news", "Preference · Ana Ruiz · wants oak news"),
    ("need @ben leaking tap, check in 2 weeks", "Need · Ben Okafor · leaking tap · check Wed 2"),
    ("thanks @zoe for the referral", "Kindness from Zoë Müller · for the referral"),
    (
        "story @may won the fair! > promise @may bring flowers by fri",
        "Win · May Chen · won the fair!",
    ),
    ("intro @ana @ben about wholesale", "Introduction · Ana Ruiz and Ben Okafor · about wholesale"),
)


async def type_line(peer: Peer, line: str, seen: str) -> None:
    """Type a line, see what it means, save it."""
    screen = await peer.press("a", f"={line}")
    assert seen in screen
    await peer.press("enter")
    assert peer.message
    assert "Add:" not in peer.screen


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_six_lines_and_all_the_way_back(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        for name in PEOPLE:
            await peer.press("a", f"=person {name}", "enter")
        dumps = [peer.dump()]
        for line, seen in LINES:
            await type_line(peer, line, seen)
            dumps.append(peer.dump())
        assert peer.rows("SELECT side, kind, value FROM boundary") == [
            ("theirs", "hours", "not 18:00-24:00 by phone")
        ]
        assert peer.rows("SELECT topic, stance FROM preference") == [("oak news", "wants")]
        assert peer.rows("SELECT text, check_on FROM need") == [("leaking tap", "2026-12-02")]
        assert peer.rows(STORY) == [
            ("kindness", "theirs", "", "for the referral"),
            ("story", "theirs", "win", "won the fair!"),
        ]
        assert peer.rows("SELECT about, made_on FROM introduction") == [("wholesale", None)]
        asked = peer.rows(FOLLOW_UPS)
        assert asked[:3] == [
            ("Ben Okafor", "leaking tap: is it solved?", "ask whether solved", "2026-12-02"),
            ("Zoë Müller", "thank for the referral", "thank", "2026-11-18"),
            ("May Chen", "applaud: won the fair!", "applaud", "2026-11-18"),
        ]
        assert asked[3][2] == "introduction"
        tied = (
            "SELECT p.text, p.due_on, i.text FROM promise AS p"
            " JOIN interaction AS i ON i.id = p.from_interaction_id"
        )
        assert peer.rows(tied) == [("bring flowers", "2026-11-20", "won the fair!")]
        screen = await peer.press("1")
        for words in ("for the referral", "won the fair!"):
            assert words in screen
        for before in reversed(dumps[:-1]):
            await peer.press("u")
            assert peer.dump() == before


async def test_tab_makes_a_follow_up_of_it_and_back(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=person Ana Ruiz", "enter")
        screen = await peer.press("a", "=@ana wants oak news")
        assert "Preference · Ana Ruiz · wants oak news" in screen
        assert "Tab: follow-up" in screen
        screen = await peer.press("tab")
        assert "Follow-up · Ana Ruiz · wants oak news · Thu 19 Nov" in screen
        assert "Tab: preference" in screen
        await peer.press("enter")
        assert peer.rows(FOLLOW_UPS) == [("Ana Ruiz", "wants oak news", "check in", "2026-11-19")]
        assert peer.value("SELECT count(*) FROM preference") == 0


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("need leaking tap", "who is it? add @name (Tab: follow-up)"),
        ("intro @ana", "an introduction is of two people: name both"),
        ("boundary @ana no calls after 6", "6 in the morning or in the evening?"),
        ("story @an won the fair!", "Who? Enter, then  1 Ana Ruiz  2 Anna Berg"),
    ],
)
async def test_what_is_not_clear_is_not_saved(line: str, why: str, tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        for name in ("Ana Ruiz", "Anna Berg"):
            await peer.press("a", f"=person {name}", "enter")
        # Nobody stands in: the list of what is due is empty.
        await peer.press("1")
        before = peer.dump()
        assert why in await peer.press("a", f"={line}", "enter")
        assert peer.dump() == before
        if "Who?" in why:
            await peer.press("2", "enter")
            assert peer.rows(FOLLOW_UPS)[0][:3] == (
                *("Anna Berg", "applaud: won the fair!", "applaud"),
            )
