"""`peer show --for-them` and `peer forget`: what they say, write and refuse."""

from __future__ import annotations

import json

import pytest

from peer_tui.storage.doctor import examine
from tests.cli.conftest import Home, error_line


@pytest.fixture
def ana(home: Home) -> Home:
    """Ana, with a private note."""
    for line in ("person Ana Ruiz ana@ruiz.example", "note @ana likes to haggle #private"):
        assert home.peer("add", line).returncode == 0
    return home


def test_the_page_marks_or_leaves_out_what_is_private(ana: Home) -> None:
    whole = ana.peer("show", "ana", "--for-them")
    assert "Contact\n  email: ana@ruiz.example\n" in whole.stdout
    assert "likes to haggle (private)\n" in whole.stdout
    shown = ana.peer("show", "ana", "--for-them", "--without-private")
    assert "haggle" not in shown.stdout
    assert "1 private lines are left out" in shown.stderr
    found = json.loads(ana.peer("show", "ana", "--for-them", "--json").stdout)
    assert found["schema"] == 1
    assert {"section": "Contact", "text": "email: ana@ruiz.example", "private": False} in found[
        "lines"
    ]


def test_parts_are_forgotten_and_taken_back(ana: Home) -> None:
    forgot = ana.peer("forget", "ana", "--section", "contact", "--line", "HAGGLE")
    assert forgot.returncode == 0
    assert "1 way to reach them, 1 entry" in forgot.stderr
    shown = ana.peer("show", "ana", "--for-them").stdout
    assert "ruiz.example" not in shown
    assert "haggle" not in shown
    assert ana.peer("undo").returncode == 0
    assert "ruiz.example" in ana.peer("show", "ana", "--for-them").stdout


@pytest.mark.parametrize(
    ("options", "sentence", "code"),
    [
        ((), "Say what to forget", 2),
        (("--all", "--purge", "ana"), "Say what to forget", 2),
        (("--section", "garden"), "There is: Who, Contact", 2),
        (("--line", "walnut"), "No line has these words", 1),
        (("--line", ""), "needs a word", 2),
        (("--line", "haggle", "--line", " "), "needs a word", 2),
        (("--purge", "bob"), "first 3 letters", 2),
    ],
)
def test_what_is_not_meant_is_refused(
    ana: Home, options: tuple[str, ...], sentence: str, code: int
) -> None:
    before = ana.peer("show", "ana", "--for-them").stdout
    refused = ana.peer("forget", "ana", *options)
    assert refused.returncode == code
    assert sentence in error_line(refused)
    assert ana.peer("show", "ana", "--for-them").stdout == before


def test_all_is_forgotten_or_purged(ana: Home) -> None:
    assert "is forgotten" in ana.peer("forget", "ana", "--all").stderr
    assert ana.peer("show", "ana").returncode == 1
    assert ana.peer("undo").returncode == 0
    purged = ana.peer("forget", "ana", "--purge", "ANA")
    assert "cannot be taken back" in purged.stderr
    assert b"haggle" not in ana.database.read_bytes()
    assert examine(ana.database) == []
    assert ana.peer("undo").returncode == 1
