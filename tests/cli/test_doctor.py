"""`peer doctor` looks at everything, says what it found, and changes nothing."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Home, error_line


def everything_beside(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}


def harm(database: Path, *statements: str) -> None:
    connection = sqlite3.connect(database)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_all_is_well_and_nothing_is_written(sample: Home) -> None:
    before = everything_beside(sample)
    run = sample.peer("doctor")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    *checks, last = run.stdout.splitlines()
    assert len(checks) >= 7
    assert all(line.startswith("well  ") for line in checks)
    assert last == f"All is well with {sample.database}."
    assert everything_beside(sample) == before


def test_as_json(sample: Home) -> None:
    run = sample.peer("doctor", "--json")
    assert run.returncode == 0
    found = json.loads(run.stdout)
    assert (found["schema"], found["findings"]) == (1, 0)
    assert found["path"] == str(sample.database)
    assert all(check["findings"] == [] for check in found["checks"])


def test_what_does_not_agree_is_named(sample: Home) -> None:
    harm(sample.database, "UPDATE person SET notes = 'changed by hand' WHERE notes <> ''")
    before = everything_beside(sample)
    run = sample.peer("doctor")
    assert run.returncode == 3
    assert "not as the journal says" in run.stdout
    assert "peer restore" in run.stderr
    assert everything_beside(sample) == before
    found = json.loads(sample.peer("doctor", "--json").stdout)
    (check,) = [check for check in found["checks"] if check["findings"]]
    assert check["what"] == "the tables against the journal"
    assert len(check["findings"]) == found["findings"]


def test_what_a_damaged_row_says_is_kept_from_the_terminal(sample: Home) -> None:
    harm(
        sample.database,
        "INSERT INTO change (action_id, position, entity, row_id, op, after)"
        " SELECT id, 9999, 'tag', 5, 'insert', 'no json \x1b[31m' FROM action WHERE seq = 1",
    )
    run = sample.peer("doctor")
    assert run.returncode == 3
    assert "a row cannot be read" in run.stdout
    assert "\x1b" not in run.stdout + run.stderr


def test_a_damaged_file_is_looked_at_as_far_as_it_can_be_read(sample: Home) -> None:
    content = bytearray(sample.database.read_bytes())
    for at in range(3 * 4096, len(content), 7 * 4096):
        content[at : at + 4096] = b"\xa5" * 4096
    sample.database.write_bytes(content)
    run = sample.peer("doctor", "--json")
    assert run.returncode == 3
    found = json.loads(run.stdout)
    assert len(found["checks"]) >= 7
    assert found["findings"] > 1
    assert "Traceback" not in run.stderr
    assert sample.database.read_bytes() == content
    assert list(sample.database.parent.iterdir()) == [sample.database]


def test_a_table_that_is_gone_is_a_finding(sample: Home) -> None:
    harm(sample.database, "DROP TABLE promise_move")
    run = sample.peer("doctor")
    assert run.returncode == 3
    assert "could not be finished" in run.stdout
    assert "well" in run.stdout


def test_what_stands_in_the_log_of_a_killed_program_counts(sample: Home) -> None:
    connection = sqlite3.connect(sample.database)
    connection.execute("pragma journal_mode = wal")
    connection.execute("UPDATE head SET hash = 'x'")
    connection.commit()
    # Copied while it is open, so the change stands in the log alone.
    for ending in ("", "-wal"):
        kept = sample.database.with_name(f"peer.db{ending}")
        kept.with_name(f"killed.db{ending}").write_bytes(kept.read_bytes())
    connection.close()
    run = sample.peer("--db", str(sample.database.with_name("killed.db")), "doctor")
    assert run.returncode == 3
    assert "not its last act" in run.stdout


def test_a_file_of_an_older_peer_is_left_as_it_is(sample: Home) -> None:
    harm(sample.database, "pragma user_version = 1")
    before = everything_beside(sample)
    run = sample.peer("doctor")
    assert run.returncode == 3
    assert "an older Peer made the file" in run.stdout
    assert everything_beside(sample) == before


@pytest.mark.parametrize("content", ["flour\neggs\n" * 300, "SQLite format 3\0" + "x" * 5000])
def test_what_is_no_database_is_one_sentence(home: Home, content: str) -> None:
    other = home.root / "other.db"
    other.write_text(content)
    run = home.peer("--db", str(other), "doctor")
    assert run.returncode == 3
    assert str(other) in error_line(run)
    assert other.read_text() == content


def test_without_a_database_there_is_nothing_to_check(home: Home) -> None:
    assert home.peer("doctor").returncode == 1
    (home.root / "empty.db").touch()
    assert home.peer("--db", "empty.db", "doctor").returncode == 1
    assert home.peer("--db", "none.db", "doctor").returncode == 3
