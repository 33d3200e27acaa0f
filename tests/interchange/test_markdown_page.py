"""The page about a person."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.people import ContactKind, ContactPoint, Person, Tag
from peer_tui.domain.quick_add import parse
from peer_tui.interchange.markdown_page import file_name, page
from peer_tui.services.add import known_people, save
from peer_tui.services.people import add_person
from peer_tui.storage.store import Identity, Store, open_store

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
MARIA = Person(
    "Maria *Lopez*",
    organisation="Lopez [Interiors]",
    job_title="owner",
    notes="# likes\n- oak",
    met_on="2021",
    time_zone="Asia/Tokyo",
    language="ja",
    contact_points=(
        ContactPoint(ContactKind.PHONE, "+44 20 7946 0101", "work", do_not_use=True),
        ContactPoint(ContactKind.URL, "https://lopez.example/a_b"),
    ),
    tags=(Tag("customer", "2021"),),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database with Maria."""
    opened = open_store(tmp_path / "peer.db", FixedClock(NOW), Identity("bench", "owner"))
    add_person(opened, MARIA)
    yield opened
    opened.close()


def written(store: Store) -> str:
    return "".join(page(store.reader, store.reader.value("SELECT id FROM person"), NOW))


def test_a_page_tells_what_is_kept(store: Store) -> None:
    for line in (
        "promise @maria send quote by 20 nov",
        "@maria owes floor plan by fri",
        "@maria coffee next monday",
        "log @maria called, wants oak yesterday",
    ):
        save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)
    assert written(store) == "\n".join(
        [
            "# Maria \\*Lopez\\*",
            "",
            "owner, Lopez \\[Interiors\\]",
            "",
            "customer since 2021",
            "",
            "Last contact: 17 Nov 2026. Met: 2021. Time zone: Asia/Tokyo. Language: ja.",
            "",
            "## Contact",
            "",
            "- Phone (work): +44 20 7946 0101, not to be used",
            "- Web page: https://lopez.example/a\\_b",
            "",
            "## What I promised",
            "",
            "- send quote, by 20 Nov 2026",
            "",
            "## What they promised",
            "",
            "- floor plan, by 20 Nov 2026",
            "",
            "## Next",
            "",
            "- 23 Nov 2026: coffee (check in)",
            "",
            "## Notes",
            "",
            "# likes",
            "- oak",
            "",
            "## Shared history",
            "",
            "- 17 Nov 2026: called, wants oak",
            "",
            "",
        ]
    )


def test_a_long_history_is_there_whole(store: Store) -> None:
    for number in range(60):
        line = f"log @maria word {number} yesterday"
        save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)
    assert written(store).count("- 17 Nov 2026") == 60


def test_nobody_has_no_page(store: Store) -> None:
    assert list(page(store.reader, 1, NOW)) == []


def test_names_of_files_are_safe_and_each_is_its_own() -> None:
    taken: set[str] = set()
    names = [
        "../../etc/passwd",
        "Maria López",
        "maria lopez",
        "",
        "CON",
        "日本",
        "a" * 300,
        "\x1b[2J",
    ]
    assert [file_name(name, taken) for name in names] == [
        "etc-passwd.md",
        "maria-lopez.md",
        "maria-lopez-2.md",
        "person.md",
        "person-con.md",
        "日本.md",
        f"{'a' * 80}.md",
        "2j.md",
    ]


def test_without_any_contact_it_says_so_as_the_screen_does(store: Store) -> None:
    assert "Last contact: not yet. Met: 2021." in written(store)
