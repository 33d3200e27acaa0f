"""Rhythm without guilt, from an empty database, by the keys a user types."""

from pathlib import Path
from types import MappingProxyType

import pytest

from peer_tui.settings.schema import Settings
from tests.tui.peer_app import NARROW, WIDE, running

RHYTHM = "SELECT name, rhythm_kind, rhythm_days, rhythm_on FROM person ORDER BY sort_name"
BY_ROLE = Settings(rhythms=MappingProxyType({"customer": "60 days", "neighbour": "triggered"}))
BLAME = ("overdue", "neglect", "forgot", "should have", "failed", "behind")


async def test_periodic_ambient_and_triggered(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await peer.press("a", "=person Ana Ruiz", "enter")
        empty_handed = peer.dump()
        assert peer.rows(RHYTHM) == [("Ana Ruiz", "ambient", None, None)]
        await peer.press("2", "t", "=60 days", "enter")
        assert peer.rows(RHYTHM) == [("Ana Ruiz", "periodic", 60, None)]
        await peer.press("a", "=log @ana saw her 2026-09-01", "enter")
        assert peer.rows(RHYTHM)[0][3] == "2026-10-31"
        assert "QUIET" in peer.screen
        await peer.press("2", "t", "=triggered", "enter")
        assert "only when something happens" in peer.message
        assert peer.rows(RHYTHM) == [("Ana Ruiz", "triggered", None, None)]
        assert "QUIET" not in peer.screen
        await peer.press("2", "t", "=whenever", "enter")
        assert peer.rows(RHYTHM) == [("Ana Ruiz", "ambient", None, None)]
        await peer.press("u", "u", "u", "u")
        assert peer.dump() == empty_handed


async def test_putting_off_is_no_contact_and_the_third_time_offers_to_loosen(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await peer.press("a", "=person Ana Ruiz", "enter", "2", "t", "=4 weeks", "enter")
        await peer.press("a", "=log @ana saw her 2026-09-01", "enter", "1")
        assert "QUIET" in peer.cursor_line or "Ana" in peer.cursor_line
        last = "SELECT last_contact_on, snooze_count FROM person"
        await peer.press("2", "s", "g", "g", "s")
        assert peer.rows(last) == [("2026-09-01", 2)]
        screen = await peer.press("g", "g", "s")
        assert "the third time" in peer.message
        assert "o l loosen" in screen
        assert peer.rows(last) == [("2026-09-01", 3)]
        await peer.press("o", "l")
        assert "every 8 weeks" in peer.message
        assert peer.rows(RHYTHM)[0][2] == 56
        for word in BLAME:
            assert word not in screen.lower()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_two_unanswered_in_a_row_ask_for_room(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("a", "=person Ana Ruiz +44 20 7946 0101", "enter")
        await peer.press("2", "t", "=4 weeks", "enter")
        await peer.press("a", "=log @ana saw her 2026-09-01", "enter", "1")
        assert "give it room" not in peer.screen
        await peer.press("c", "2", "1", "g", "g", "c", "2", "1", "g", "g")
        attempts = "SELECT count(*) FROM interaction WHERE kind = 'attempt'"
        assert peer.value(attempts) == 2
        row = next(line for line in peer.lines if "QUIET" in line)
        assert "two unanswered" in row
        assert "two unanswered in a row: give it room" in await peer.press("enter")
        await peer.press("escape", "a", "=log @ana rang back", "enter")
        assert "give it room" not in peer.screen


async def test_a_role_brings_its_rhythm(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False, settings=BY_ROLE) as peer:
        empty = peer.dump()
        await peer.press("a", "=person Ana Ruiz #customer", "enter")
        assert "in touch every 60 days" in peer.message
        await peer.press("a", "=person Ben Okafor", "enter")
        assert peer.rows(RHYTHM) == [
            ("Ana Ruiz", "periodic", 60, None),
            ("Ben Okafor", "ambient", None, None),
        ]
        # by form, a role that is new
        await peer.press("2", "G", "g", "e")
        for _ in range(20):
            focused = peer.app.focused
            if focused is not None and focused.id == "tags":
                break
            await peer.press("tab")
        await peer.press("=Neighbour", "f2")
        assert "only when something happens" in peer.message
        assert peer.rows(RHYTHM)[1] == ("Ben Okafor", "triggered", None, None)
        await peer.press("u", "u", "u")
        assert peer.dump() == empty


NEXT = "> person Cora Dahl #customer"


@pytest.mark.parametrize(
    "keys",
    [
        ("a", f"=log said hello {NEXT}"),
        ("l", f"=said hello {NEXT}"),
        ("n", f"=likes oak {NEXT}"),
        ("c", "1", f"=said hello {NEXT}"),
        ("c", "1", f"={NEXT}"),
        ("p", "n", f"=a leaking tap {NEXT}"),
        ("p", "k", f"=for the referral {NEXT}"),
        ("p", "K", f"=lent our van {NEXT}"),
        ("p", "s", f"=win the fair {NEXT}"),
        ("p", "r", f"=works with @ben {NEXT}"),
        ("p", "i", f"=@ben about oak {NEXT}"),
    ],
    ids=" ".join,
)
async def test_a_role_brings_its_rhythm_wherever_the_line_is_typed(
    keys: tuple[str, ...], tmp_path: Path
) -> None:
    async with running(tmp_path, WIDE, sample=False, settings=BY_ROLE) as peer:
        await peer.press("a", "=person Ana Ruiz +44 20 7946 0101", "enter")
        await peer.press("a", "=person Ben Okafor", "enter", "2", "g", "g")
        assert peer.cursor_line.startswith("Ana Ruiz")
        await peer.press(*keys, "enter")
        assert "in touch every 60 days" in peer.message
        assert peer.rows(RHYTHM)[2] == ("Cora Dahl", "periodic", 60, None)


async def test_nobody_imported_is_overdue(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{0}\r\nCATEGORIES:customer\r\nEND:VCARD\r\n"
    file = tmp_path / "people.vcf"
    file.write_text("".join(card.format(name) for name in ("Ana Ruiz", "Ben Okafor")))
    async with running(tmp_path, WIDE, sample=False, settings=BY_ROLE) as peer:
        await peer.press("i", f"={file}", "enter")
        await peer.accept_import()
        assert [row[1:] for row in peer.rows(RHYTHM)] == [("ambient", None, None)] * 2
        assert peer.value("SELECT count(*) FROM tag WHERE name = 'customer'") == 2
        screen = await peer.press("1")
        assert "QUIET" not in screen
        assert "late" not in screen.lower().replace("later", "")
