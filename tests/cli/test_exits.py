"""How commands end: exit codes, one plain sentence, and files that stay as they were."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TODAY, Home, error_line


def test_a_fresh_home_has_nothing_due_and_gets_no_files(home: Home) -> None:
    run = home.peer("due", "--json")
    assert run.returncode == 0
    assert json.loads(run.stdout)["items"] == []
    assert list(home.root.iterdir()) == []


def test_nothing_found_is_one(sample: Home) -> None:
    assert sample.peer("find", "zzzz").returncode == 1
    assert sample.peer("show", "zzzz").returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("due", "--nonsense"), ("add",), ("due", "--today", "fri"), ("show", "a")],
)
def test_usage_is_two(arguments: tuple[str, ...], sample: Home) -> None:
    run = sample.peer(*arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    error_line(run)


def test_a_slip_in_a_command_is_answered_with_the_nearest(home: Home) -> None:
    assert "Did you mean find?" in error_line(home.peer("fnd"))


@pytest.mark.parametrize("command", ["due", "find x", "show x", "undo", "backup", "add x"])
def test_paths_that_hold_no_database_are_three(command: str, home: Home) -> None:
    text = home.root / "shopping.txt"
    text.write_text("flour\neggs\n" * 300)
    other = home.root / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE cake (id)")
    connection.close()
    missing_folder = home.root / "nowhere" / "peer.db"
    kept = {path: path.read_bytes() for path in (text, other)}
    for path in (text, other, missing_folder, home.root):
        run = home.peer("--db", str(path), *command.split())
        assert run.returncode == 3, (path, run.stderr)
        assert run.stdout == ""
        assert str(path) in error_line(run)
    assert {path: path.read_bytes() for path in (text, other)} == kept
    assert not missing_folder.parent.exists()


@pytest.mark.parametrize("command", ["due", "find x", "show x", "undo", "redo", "backup"])
def test_looking_into_a_named_file_never_makes_it(command: str, home: Home) -> None:
    path = home.root / "slip.db"
    for run in (
        home.peer("--db", str(path), *command.split()),
        home.peer(*command.split(), PEER_DB=str(path)),
    ):
        assert run.returncode == 3
        assert "does not exist" in error_line(run)
    assert not path.exists()


def test_a_newer_database_is_three(sample: Home) -> None:
    connection = sqlite3.connect(sample.database)
    connection.execute("pragma user_version = 999")
    connection.close()
    before = sample.database.read_bytes()
    run = sample.peer("due")
    assert run.returncode == 3
    assert "newer Peer" in error_line(run)
    assert sample.database.read_bytes() == before


def test_an_import_that_cannot_be_read_is_four(home: Home) -> None:
    picture = home.root / "cat.vcf"
    picture.write_bytes(b"\x89PNG" + bytes(range(256)))
    run = home.peer("import", str(picture))
    assert run.returncode == 4
    assert "cat.vcf" in error_line(run)
    assert not home.database.exists()


def test_refused_lines_say_why_in_the_document_too(sample: Home) -> None:
    for how in (["--dry-run"], []):
        run = sample.peer("add", *how, "--json", "--today", TODAY, "promise @m tea by fri")
        assert run.returncode == 2
        document = json.loads(run.stdout)
        assert document["refused"].startswith("which person?")
        assert document["records"][0]["text"] == "tea"
        assert "which person?" in error_line(run)


def test_a_new_name_needs_a_word(sample: Home) -> None:
    refused = sample.peer("add", "@nadia hello fri")
    assert refused.returncode == 2
    assert "--new" in error_line(refused)
    document = json.loads(sample.peer("add", "--json", "@nadia hello fri").stdout)
    assert document["refused"] == "nobody is called nadia yet"
    assert sample.peer("show", "nadia").returncode == 1
    dry = sample.peer("add", "--dry-run", "--json", "@nadia hello fri")
    assert dry.returncode == 0
    assert "creates nadia" in json.loads(dry.stdout)["notes"]
    assert sample.peer("add", "--new", "@nadia hello fri").returncode == 0
    assert sample.peer("show", "nadia").returncode == 0


def test_a_dry_run_makes_nothing(home: Home) -> None:
    assert home.peer("add", "--dry-run", "person Ann").returncode == 0
    card = "BEGIN:VCARD\nFN:Ann\nEND:VCARD\n"
    assert home.peer("import", "--dry-run", "-", stdin=card).returncode == 0
    assert not home.database.exists()


def test_lines_from_a_pipe(home: Home) -> None:
    run = home.peer("add", "-", stdin="person Ann\n\nperson Bea\n")
    assert run.returncode == 0
    assert run.stdout == "Added Ann.\nAdded Bea.\n"


def test_files_are_for_the_owner_only(home: Home) -> None:
    home.peer("add", "person Ann")
    home.peer("backup")
    for path in home.root.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0 or path.name in ("data", "state"), path


def test_an_empty_home_works(tmp_path: Path) -> None:
    home = Home(tmp_path)
    environment = {
        "HOME": "",
        "XDG_DATA_HOME": str(tmp_path / "d"),
        "XDG_STATE_HOME": "/dev/null/x",
    }
    run = home.peer("add", "person Ann", **environment)
    assert run.returncode == 0, run.stderr


def test_a_broken_configuration_warns_and_works(sample: Home) -> None:
    config = sample.root / "config" / "peer" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "peer-drak"\ndayly_number = 3\n')
    run = sample.peer("add", "--dry-run", "@ana tea fri")
    assert run.returncode == 0
    assert "Did you mean peer-dark?" in run.stderr
    assert "Did you mean daily_number?" in run.stderr


def test_an_interrupted_import_writes_nothing(home: Home) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "peer_tui", "import", "-"],
        env=home.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    # More than a pipe holds: written once the program has begun to read.
    process.stdin.write(b"NOTE:words\r\n" * 50_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, talk = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in talk
    assert not home.database.exists()


def test_a_closed_pipe_is_quiet(sample: Home) -> None:
    peer = f"{sys.executable} -m peer_tui keys --json"
    run = subprocess.run(
        ["bash", "-c", f"{peer} | true; exit ${{PIPESTATUS[0]}}"],
        env=sample.environment() | {"PYTHONUNBUFFERED": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0
    assert run.stderr == ""


def test_backup_and_restore(sample: Home) -> None:
    kept = sample.root / "kept.db"
    assert sample.peer("backup", str(kept)).returncode == 0
    assert sample.peer("backup", str(kept)).returncode == 2
    sample.peer("add", "person Nadia")
    assert sample.peer("restore", str(kept)).returncode == 2
    assert sample.peer("show", "nadia").returncode == 0
    assert sample.peer("restore", "--yes", str(kept)).returncode == 0
    assert sample.peer("show", "nadia").returncode == 1
    assert sample.peer("restore", "--yes", str(sample.root / "none.db")).returncode == 3


def test_backups_are_listed_and_found_by_name(sample: Home) -> None:
    assert sample.peer("restore").returncode == 1
    made = Path(sample.peer("backup").stdout.strip()).name
    [line] = sample.peer("restore").stdout.splitlines()
    assert line.startswith(f"{made}  ")
    assert line.endswith("(asked)")
    sample.peer("add", "person Nadia")
    assert sample.peer("restore", "--yes", made).returncode == 0
    assert sample.peer("show", "nadia").returncode == 1


def test_a_sample_made_anew_opens_without_a_warning(home: Home) -> None:
    for day in ("2026-11-18", "2026-11-19"):
        path = home.peer("demo", "--reset", "--path", "--today", day).stdout.strip()
        run = home.peer("--db", path, "add", "--dry-run", "@ana tea fri")
        assert "not as this machine left it" not in run.stderr


def test_a_damaged_database_is_kept_aside(sample: Home) -> None:
    kept = sample.root / "kept.db"
    sample.peer("backup", str(kept))
    sample.database.write_bytes(b"x" * 8192)
    assert sample.peer("restore", "--yes", str(kept)).returncode == 3
    assert sample.peer("restore", "--yes", "--aside", str(kept)).returncode == 0
    assert sample.peer("show", "maria").returncode == 0
    damaged = [path for path in sample.database.parent.iterdir() if "damaged" in path.name]
    assert [path.read_bytes() for path in damaged] == [b"x" * 8192]


def test_control_characters_never_reach_the_terminal(home: Home) -> None:
    name = "[/]Ann [bold \x1b]52;c;eA==\x07\u202eevil"
    home.peer("add", f"person {name}")
    home.peer("add", "@ann \x1b[31mred\x9b news by 2026-11-01", "--today", TODAY)
    for command in (("due",), ("due", "--plain"), ("find", "ann"), ("show", "ann")):
        written = home.peer(*command, "--today", TODAY).stdout
        assert "[/]Ann [bold" in written
        assert not set(written) & set("\x1b\x07\x9b\u202e")


def test_a_fault_is_one_sentence_and_the_log_holds_no_content(sample: Home) -> None:
    secret = "the-secret-of-maria"
    script = (
        "import sys, peer_tui.cli.main as main\n"
        "def broken(arguments):\n"
        f"    raise ValueError('{secret}')\n"
        "main.run = broken\n"
        f"sys.argv = ['peer', 'find', '{secret}']\n"
        "from peer_tui.__main__ import main as start\n"
        "sys.exit(start())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=sample.environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 70
    log = (sample.root / "state" / "peer" / "peer.log").read_text()
    assert "ValueError" in error_line(run)
    assert "ValueError" in log
    assert "broken" in log
    assert secret not in log + run.stderr
    assert os.fspath(sample.root) not in log


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_an_output_that_takes_no_more_is_no_fault_of_the_program(sample: Home) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = subprocess.run(
            [sys.executable, "-m", "peer_tui", "due", "--today", TODAY],
            env=sample.environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
        )
    assert run.returncode == 3
    assert "could not be written: No space left on device." in error_line(run)


@pytest.mark.parametrize("command", ["due >&-", "due 2>&-", "triage <&-"])
def test_a_stream_that_is_closed_gives_and_takes_nothing(command: str, sample: Home) -> None:
    run = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m peer_tui {command}"],
        env=sample.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 0
    assert "Traceback" not in run.stderr
    assert sample.peer("doctor").returncode == 0


def test_a_backup_to_a_file_is_made_whether_or_not_anything_changed(sample: Home) -> None:
    kept = sample.root / "kept.db"
    run = sample.peer("backup", str(kept), "--if-changed")
    assert run.returncode == 2
    assert "leave FILE out" in error_line(run)


@pytest.mark.parametrize("command", ["needs", "stories", "promises", "around"])
def test_nobody_is_nobody_with_and_without_a_database(command: str, home: Home) -> None:
    assert home.peer(command, "ana").returncode == 1
    home.peer("add", "person Ben")
    assert home.peer(command, "ana").returncode == 1


@pytest.mark.parametrize("command", ["stories", "messages", "needs", "promises"])
def test_an_empty_list_is_no_fault_and_says_its_day(command: str, home: Home) -> None:
    run = home.peer(command, "--json", "--today", TODAY)
    assert run.returncode == 0
    assert json.loads(run.stdout)["today"] == TODAY


def test_two_pages_are_not_one(sample: Home) -> None:
    run = sample.peer("show", "maria", "--arc", "--for-them")
    assert run.returncode == 2
    assert "ask for one of them" in error_line(run)
