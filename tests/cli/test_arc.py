"""`peer show --arc` and `peer week`: drawn in lines, whole as JSON."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Home


@pytest.fixture
def ana(home: Home) -> Home:
    """Ana, with two entries."""
    for line in (
        "person Ana Ruiz",
        "log @ana asked for a table on 3 feb 2025",
        "log @ana chose oak",
    ):
        assert home.peer("add", line).returncode == 0
    return home


def test_the_arc_as_text_and_as_json(ana: Home) -> None:
    drawn = ana.peer("show", "ana", "--arc").stdout
    assert drawn.startswith("The arc with Ana Ruiz. We met last.\nSince            3 Feb 2025\n")
    assert "They reached out ▄" in drawn
    found = json.loads(ana.peer("show", "ana", "--arc", "--json").stdout)
    assert (found["schema"], found["since"], found["felt"]) == (1, "2025-02-03", None)
    assert found["quarters"][0] == {
        "year": 2025,
        "quarter": 1,
        "they_reached_out": 1,
        "i_reached_out": 1,
        "they_kept": 0,
        "i_kept": 0,
    }
    assert ana.peer("show", "bob", "--arc").returncode == 1


def test_the_week(ana: Home, home: Home) -> None:
    lines = ana.peer("week").stdout.splitlines()
    assert lines[0].endswith("kept 0, thanked 0, solved 0, new 1, rested 0")
    assert "Ana Ruiz" in lines[1]
    found = json.loads(ana.peer("week", "--json").stdout)
    assert found["new"]["count"] == 1
    assert ana.peer("week", "--ago", "3").stdout.splitlines()[1:] == []
