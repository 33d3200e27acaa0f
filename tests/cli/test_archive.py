"""`peer export json` and `peer import` of it: everything out and everything in again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Home, error_line


@pytest.fixture
def archive(sample: Home) -> Path:
    """The sample data as an archive."""
    run = sample.peer("export", "json", "-o", "all.json")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("all.json: ")
    return sample.root / "all.json"


def test_out_and_in_again_gives_the_same_bytes(sample: Home, archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    run = sample.peer("import", "--db", "new.db", "all.json")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Restored the archive: 41 people")
    again = sample.peer("export", "json", "--db", "new.db")
    assert again.stdout.encode() == archive.read_bytes()
    assert sample.peer("doctor", "--db", "new.db").returncode == 0
    shown = [
        sample.peer("due", "--today", "2026-11-18", *more).stdout
        for more in ((), ("--db", "new.db"))
    ]
    assert shown[0] == shown[1]
    assert sample.peer("--db", "new.db", "undo").stdout == sample.peer("undo").stdout


def test_through_a_pipe(sample: Home, archive: Path) -> None:
    peer = f"{sys.executable} -m peer_tui"
    piped = f"{peer} export json -o - | {peer} import --json --db piped.db -"
    run = subprocess.run(
        ["bash", "-c", piped],
        cwd=sample.root,
        env=sample.environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    told = json.loads(run.stdout)
    assert (told["schema"], told["rows"]["person"]) == (1, 41)
    assert sample.peer("export", "json", "--db", "piped.db").stdout.encode() == archive.read_bytes()


def test_looking_first_writes_nothing(sample: Home, archive: Path) -> None:
    run = sample.peer("import", "--dry-run", "--db", "new.db", str(archive))
    assert run.returncode == 0
    assert "interaction" in run.stdout
    assert "Nothing was written." in run.stderr
    assert not (sample.root / "new.db").exists()
    run = sample.peer("import", "--dry-run", str(archive))
    assert run.returncode == 4
    assert "--db NEW" in error_line(run)


def test_into_what_holds_anything_it_is_refused(sample: Home, archive: Path) -> None:
    run = sample.peer("import", str(archive))
    assert run.returncode == 4
    assert "--db NEW" in error_line(run)
    assert sample.peer("export", "json").stdout.encode() == archive.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'"name":"Maria Lopez"', b'"name":"Maria Lopes"', "damaged"),
        (b'"schema": 1', b'"schema": 7', "newer Peer"),
        (b"]\n},\n", b"]\n", "damaged"),
    ],
)
def test_what_cannot_be_relied_on_makes_no_database(
    sample: Home, archive: Path, old: bytes, new: bytes, words: str
) -> None:
    archive.write_bytes(archive.read_bytes().replace(old, new, 1))
    run = sample.peer("import", "--db", "new.db", str(archive))
    assert run.returncode == 4
    assert words in error_line(run)
    assert not (sample.root / "new.db").exists()
    cut = sample.peer("import", "--db", "new.db", "-", stdin=archive.read_text()[:9000])
    assert cut.returncode == 4
    assert not (sample.root / "new.db").exists()


def test_it_comes_alone(sample: Home, archive: Path) -> None:
    (sample.root / "a.vcf").write_text("BEGIN:VCARD\nFN:Ann\nEND:VCARD\n")
    run = sample.peer("import", "--db", "new.db", "a.vcf", str(archive))
    assert run.returncode == 2
    assert "alone" in error_line(run)
    assert not (sample.root / "new.db").exists()


@pytest.mark.parametrize(
    ("out", "words"),
    [("all.json", "--force"), ("none/x.json", "folder"), (".", "folder")],
)
def test_no_file_is_written_over(sample: Home, archive: Path, out: str, words: str) -> None:
    kept = archive.read_bytes()
    run = sample.peer("export", "json", "-o", out)
    assert run.returncode == 2
    assert words in error_line(run)
    assert archive.read_bytes() == kept
    assert sample.peer("export", "json", "-o", "all.json", "--force").returncode == 0
    assert archive.read_bytes() == kept


def test_the_database_itself_is_never_written_over(sample: Home) -> None:
    before = sample.database.read_bytes()
    run = sample.peer("export", "json", "--force", "-o", str(sample.database))
    assert run.returncode == 2
    assert "the database itself" in error_line(run)
    assert sample.database.read_bytes() == before


def test_without_a_database_there_is_nothing(home: Home) -> None:
    assert home.peer("export", "json").returncode == 1
