"""The shared quick-add cases, tried from outside: words and formats are those of their columns."""

import csv
import json
from typing import Any

import pytest

from tests.cli.conftest import TODAY, Home
from tests.paths import SHARED

CASES = SHARED / "cases" / "quick_add.tsv"
BOOK = ("Maria Lopez", "Mario Rossi", "Ben Okafor", "Ana Ruiz", "Zoe Muller", "Sunil Rao")
NOT_SAVED = "not saved: "
NOBODY = "the row's person, else none"


def cases() -> list[dict[str, str]]:
    if not CASES.is_file():
        return []
    lines = CASES.read_text("utf-8").splitlines()[1:]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    return [{name: value or "" for name, value in row.items()} for row in rows]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that knows the people of the cases."""
    home = Home(tmp_path_factory.mktemp("book"))
    names = "\n".join(f"person {name}" for name in (*BOOK, "May Chen"))
    assert home.peer("add", "-", stdin=names).returncode == 0
    return home


def columns(document: dict[str, Any]) -> dict[str, str]:
    """The records of a document as the cells of a case."""

    def joined(key: str) -> str:
        return " > ".join(str(record[key] or "") for record in document["records"])

    records = document["records"]
    return {
        "kind": joined("kind"),
        "person": records[0]["person"] or NOBODY,
        "text": joined("text"),
        "due": joined("due"),
        "time": joined("time").strip(" >"),
        "every": joined("every").strip(" >"),
        "channel": joined("channel").strip(" >"),
        "tags": " ".join(tag for record in records for tag in record["tags"]),
        "star": "yes" if records[0]["star"] else "",
    }


def test_the_cases_are_there() -> None:
    if not CASES.is_file():
        pytest.skip("the shared cases are not on this machine")
    assert len(cases()) > 20


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["line"])
def test_a_dry_run_says_what_the_case_says(case: dict[str, str], book: Home) -> None:
    before = book.database.read_bytes()
    run = book.peer("add", "--dry-run", "--json", "--today", TODAY, case["line"])
    document = json.loads(run.stdout)
    assert book.database.read_bytes() == before
    if case["kind"].startswith(NOT_SAVED):
        assert run.returncode == 2
        assert document["refused"] == case["kind"].removeprefix(NOT_SAVED)
        assert document["records"][0]["text"] == case["text"]
        return
    assert run.returncode == 0, run.stderr
    told = columns(document)
    assert told == {name: case[name] for name in told}
