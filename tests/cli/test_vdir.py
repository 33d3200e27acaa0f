"""`peer vdir` from outside: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from peer_tui.cli.vdir import answer_of
from peer_tui.interchange.vdir_plan import Deed, Gone, VdirRow
from tests.cli.conftest import TODAY, Home, error_line

DAY = ("--today", TODAY)


@pytest.fixture
def shared(sample: Home) -> Path:
    """The sample data, written out."""
    run = sample.peer("vdir", "export", "shared", *DAY)
    assert run.returncode == 0, run.stderr
    return sample.root / "shared"


def first_card(folder: Path) -> Path:
    return min((folder / "people").glob("*.vcf"))


def rename(path: Path, name: str) -> None:
    lines = path.read_text("utf-8").splitlines()
    lines = [f"FN:{name}" if line.startswith("FN") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_export_says_how_many_and_keeps_them_for_the_owner(sample: Home) -> None:
    run = sample.peer("vdir", "export", "shared", *DAY)
    assert run.returncode == 0
    assert run.stderr == ""
    files = list((sample.root / "shared").glob("*/*"))
    assert run.stdout.split() == ["new", "file", str(len(files))]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert sample.peer("vdir", "export", "shared", *DAY).stdout.split() == ["same", str(len(files))]


def test_a_sync_takes_in_and_one_undo_takes_it_back(sample: Home, shared: Path) -> None:
    rename(first_card(shared), "Rosa Verdi")
    run = sample.peer("vdir", "sync", "shared", *DAY)
    assert run.returncode == 0
    assert "takes name from the file" in run.stderr
    assert "`peer undo`" in run.stderr
    assert sample.peer("find", "Rosa Verdi").returncode == 0
    assert sample.peer("undo").stdout == "Undone: took in from the vdir shared: 1 changed.\n"
    assert sample.peer("find", "Rosa Verdi").returncode == 1


def test_a_dry_run_writes_nothing(sample: Home, shared: Path) -> None:
    rename(first_card(shared), "Rosa Verdi")
    text, data = first_card(shared).read_bytes(), sample.database.read_bytes()
    run = sample.peer("vdir", "sync", "shared", "--dry-run", "--json", *DAY)
    document = json.loads(run.stdout)
    assert document["schema"] == 1
    assert document["counts"]["changed in Peer"] == 1
    assert [row["what"] for row in document["rows"]] == ["changed in Peer"]
    assert first_card(shared).read_bytes() == text
    assert sample.database.read_bytes() == data


def test_what_waits_for_a_word_ends_with_one(sample: Home, shared: Path) -> None:
    path = first_card(shared)
    path.unlink()
    run = sample.peer("vdir", "sync", "shared", "--json", *DAY)
    assert run.returncode == 1
    assert [row["what"] for row in json.loads(run.stdout)["rows"]] == ["file gone"]
    assert sample.peer("vdir", "sync", "shared", "--gone", "restore", *DAY).returncode == 0
    assert path.is_file()


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [("w", Gone.RESTORE), ("R", Gone.REMOVE), ("l", Gone.LEAVE), ("", Gone.ASK), ("yes", Gone.ASK)],
)
@pytest.mark.parametrize("deed", [Deed.FILE_GONE, Deed.ROW_GONE])
def test_a_person_is_asked_what_becomes_of_what_is_gone(
    answer: str, wanted: Gone, deed: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr("peer_tui.cli.output.ask", ask)
    row = VdirRow(deed, "people/a.vcf", "Ann \x1b[2J", "gone")
    assert answer_of(row) is wanted
    assert "people/a.vcf" in asked[0]
    assert "\x1b" not in asked[0]


def test_an_empty_folder_is_refused_with_four(sample: Home, shared: Path) -> None:
    for path in (shared / "people").iterdir():
        path.unlink()
    run = sample.peer("vdir", "sync", "shared", *DAY)
    assert run.returncode == 4
    assert "is empty, and held" in error_line(run)


def test_what_cannot_be_is_said_in_one_sentence(home: Home) -> None:
    run = home.peer("vdir", "export", "nowhere/shared")
    assert run.returncode == 2
    assert "does not exist" in error_line(run)
    (home.root / "file").write_text("x")
    run = home.peer("vdir", "sync", "file")
    assert run.returncode == 2
    assert "is a file" in error_line(run)
    run = home.peer("vdir", "import", "shared")
    assert run.returncode == 4
    assert "peer vdir export" in error_line(run)
