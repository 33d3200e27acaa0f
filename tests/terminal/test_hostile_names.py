"""Names that would break a screen: shown everywhere, harmless everywhere."""

import re
from pathlib import Path

import pytest

from peer_tui.domain.people import ContactKind, ContactPoint, Person, Tag
from peer_tui.services.people import add_person
from peer_tui.storage.store import Identity, Store, open_store
from peer_tui.tui.app import morning_of
from tests.storage.support import TODAY, iso
from tests.terminal.conftest import Opener
from tests.terminal.peer_terminal import SIZES, PeerTerminal, copy_database

NAMES = (
    "[/]Ann [bold",
    "\x1b]52;c;aGk=\x07Eve\x1b[5;5HXYZ\x9b31m",
    "\u202egnirts\u202c \u2066Rtl\u2069 marks\u200f",
    "Long" * 75,
    "山田太郎山田太郎山田太郎山田",
    "👩‍👩‍👧 Zoo ❤️ family",
    "ليلى حداد",
    "Nul\x00 Tab\tLine\nend\r",
    "$(touch x) `id` %s {0} \\",
    "stacke\u0301\u0302\u0303\u0304\u0305\u0306" * 9,
)
SHOWN = ("[/]Ann [bold", "Eve", "Rtl", "Long", "山", "Zoo", "Nul", "$(touch", "stack")
TYPED = ("person [/]Ann [bold", "@[/x] call fri", '@"[red]A" log [/]', "note [@click=x]a[/]")
VISITS = (("enter", "q"), ("l", "esc"), ("S", "esc"), ("e", "esc"), ("d", "u"))
BAD = re.compile(
    rb"\x1b\]52|\x1b\[5;5HXYZ|\xc2\x9b|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
"""A clipboard write, a moved cursor, a C1 control, direction marks."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database where everybody has such a name and everything has such a text.

    Written behind the services' back: a file from elsewhere never passed our own entrance.
    """
    path = tmp_path_factory.mktemp("hostile") / "peer.db"
    store = open_store(path, morning_of(TODAY), Identity("desk", "ann"))
    for name in NAMES:
        fill(store, name)
    store.close()
    return path


def fill(store: Store, name: str) -> None:
    """A person with everything named alike."""
    point = ContactPoint(ContactKind.EMAIL, "a@x.example")
    person = Person(name, organisation="o", tags=(Tag("t"),), contact_points=(point,), notes="n")
    id_ = add_person(store, person).ids[0]
    for sql in (
        "UPDATE person SET name = ?, organisation = ?1, job_title = ?1, notes = ?1 WHERE id = ?2",
        "UPDATE contact_point SET value = ?, label = ?1 WHERE person_id = ?2",
        "UPDATE tag SET name = ? WHERE person_id = ?2",
        "INSERT INTO promise (id, person_id, side, text, made_on, due_on, firmness, status)"
        f" VALUES (?2 + 1000, ?2, 'mine', ?1, '{TODAY}', '{TODAY}', 'hard', 'open')",
        "INSERT INTO follow_up (id, person_id, text, purpose, due_on, status)"
        f" VALUES (?2 + 1001, ?2, ?1, 'check in', '{iso(TODAY)}', 'open')",
        "INSERT INTO interaction (id, at, text, search_key)"
        f" VALUES (?2 + 1002, '{TODAY}T09:00:00Z', ?1, ?2)",
        "INSERT INTO interaction_person (id, interaction_id, person_id, at)"
        f" VALUES (?2 + 1003, ?2 + 1002, ?2, '{TODAY}T09:00:00Z')",
    ):
        store.database().run(sql, (name, id_))


@pytest.mark.parametrize("size", SIZES, ids=["narrow", "wide"])
def test_every_place_where_a_name_is_shown(
    size: tuple[int, int], hostile: Path, tmp_path: Path
) -> None:
    database = copy_database(hostile, tmp_path / "peer.db")
    args = ("--db", str(database), "--today", TODAY.isoformat())
    with PeerTerminal(tmp_path, size, args=args, database=database) as terminal:
        seen = terminal.screen_now()
        terminal.quiet = 0.03
        for name in SHOWN:
            assert name in seen, (name, seen)
        for _ in NAMES:
            for keys in VISITS if terminal.is_narrow else VISITS[:2]:
                terminal.press(*keys)
            terminal.press("j")
            assert_alive(terminal)
        for pane in "2345":
            terminal.press(pane, "end", "home")
        assert_alive(terminal)
        terminal.press("1", "*", "l", "esc", "esc", "a", "@", "esc")
        for word in ("ann", "eve", "long", "rtl"):
            terminal.press("/", word, "enter", "q")
            assert_alive(terminal)
        terminal.leave()


def test_the_preview_of_an_import(tmp_path: Path) -> None:
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name.replace(chr(10), '')}\r\nEND:VCARD\r\n"
        for name in NAMES
    )
    file = tmp_path / "ca[b]rds[.vcf"
    file.write_text(cards, "utf-8", newline="")
    database = tmp_path / "peer.db"
    args = ("--db", str(database), "--today", TODAY.isoformat())
    with PeerTerminal(tmp_path, args=args, database=database, ready="This is Peer") as terminal:
        terminal.press("i", str(file), "enter")
        terminal.wait_for("Import ca[b]rds[.vcf")
        assert "[/]Ann [bold" in terminal.settle()
        assert_alive(terminal)
        terminal.wait_for("Enter Import")
        terminal.press("enter")
        terminal.wait_for("lose touch with?")
        assert "[/]Ann [bold" in terminal.screen_now()
        escapes = "SELECT count(*) FROM person WHERE instr(name, char(27))"
        assert terminal.value(escapes) == 0
        terminal.press("t", "enter")
        assert_alive(terminal)


def test_what_is_typed_is_text(peer: Opener) -> None:
    terminal = peer()
    for typed in TYPED:
        terminal.press("a", typed, "enter", "enter", "esc", "esc")
        assert_alive(terminal)


def assert_alive(terminal: PeerTerminal) -> None:
    """It runs on, and nothing of the data has reached the terminal as a command."""
    assert not terminal.ended, terminal.screen_now()
    found = BAD.search(terminal.raw)
    assert found is None, terminal.raw[max(0, found.start() - 80) : found.end() + 40]
