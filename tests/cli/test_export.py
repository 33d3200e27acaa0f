"""`peer export`: what leaves, where it is written, and what is refused."""

import csv
import io
import json
import re
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import TODAY, Golden, Home, error_line

CARD = """BEGIN:VCARD
VERSION:3.0
UID:1
X-ODD;A=b:kept
FN:Nadia Åström
TEL:+44 20 7946 0999
END:VCARD
"""


def only_the_owner_reads(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("how", ["vcf", "vcf --version 4", "csv", "csv --google", "md"])
def test_one_person_on_standard_output(how: str, sample: Home, golden: Golden) -> None:
    run = sample.peer("export", *how.split(), "maria", "--today", TODAY)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    settled = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "its-uid", run.stdout)
    golden(f"export_{how.replace(' --', '_').replace(' ', '_')}.txt", settled)


def test_a_card_goes_out_as_it_came_in(home: Home) -> None:
    home.peer("import", "-", stdin=CARD)
    run = home.peer("export", "vcf")
    whole = CARD.replace(
        "FN:Nadia Åström\n", "FN:Nadia Åström\nN;X-PEER-FROM-NAME=1:Åström;Nadia;;;\n"
    )
    assert run.stdout.replace("\r\n", "\n") == whole
    again = home.peer("import", "-", "--json", stdin=run.stdout)
    assert json.loads(again.stdout)["new"] == 0


@pytest.mark.parametrize("what", ["vcf", "vcf --version 4", "csv"])
def test_our_own_file_changes_nothing_when_it_comes_in_again(what: str, sample: Home) -> None:
    sample.peer("add", "person Nobody Reachable")
    path = sample.root / "people"
    sample.peer("export", *what.split(), "-o", str(path))
    again = json.loads(sample.peer("import", "--dry-run", "--json", str(path)).stdout)
    assert (again["contacts"], again["new"], again["changed"]) == (42, 0, 0)


def test_files_are_whole_private_and_never_written_over(sample: Home) -> None:
    path = sample.root / "people.vcf"
    run = sample.peer("export", "vcf", "-o", str(path))
    assert run.stdout == f"{path}: 41 people.\n"
    assert "peer export json" in run.stderr
    assert only_the_owner_reads(path)
    assert path.read_text("utf-8").count("BEGIN:VCARD") == 41
    path.write_text("mine", "utf-8")
    again = sample.peer("export", "vcf", "-o", str(path))
    assert again.returncode == 2
    assert "--force" in error_line(again)
    assert path.read_text("utf-8") == "mine"
    assert sample.peer("export", "vcf", "-o", str(path), "--force").returncode == 0
    assert path.read_text("utf-8").startswith("BEGIN:VCARD")
    assert [each.name for each in sample.root.iterdir() if each.name.startswith(".")] == []


def test_all_of_a_csv_file_is_read_again(sample: Home) -> None:
    path = sample.root / "people.csv"
    assert sample.peer("export", "csv", "-o", str(path)).returncode == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfPeer UID")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert len(rows) == 42
    dry = sample.peer("import", "--dry-run", "--json", str(path))
    assert json.loads(dry.stdout)["contacts"] == 41


def test_events_and_to_dos_are_two_files(sample: Home) -> None:
    events, todos = sample.root / "calendar.ics", sample.root / "tasks.ics"
    run = sample.peer(
        "export", "ics", "-o", str(events), "--todo", str(todos), "--json", "--today", TODAY
    )
    document = json.loads(run.stdout)
    assert document["schema"] == 1
    text = events.read_text("utf-8")
    assert document["files"] == [
        {"file": str(events), "events": text.count("BEGIN:VEVENT")},
        {"file": str(todos), "to-dos": todos.read_text("utf-8").count("BEGIN:VTODO")},
    ]
    assert "VTODO" not in text
    assert only_the_owner_reads(todos)
    again = sample.peer("export", "ics", "--today", TODAY)
    assert again.stdout.replace("\r\n", "\n") == text.replace("\r\n", "\n")
    of_one = sample.peer("export", "ics", "maria", "--today", TODAY).stdout
    assert 0 < of_one.count("BEGIN:VEVENT") < text.count("BEGIN:VEVENT")


def test_pages_have_a_file_each(sample: Home) -> None:
    folder = sample.root / "pages"
    run = sample.peer("export", "md", "-o", str(folder), "--today", TODAY)
    assert run.stdout == f"{folder}: 41 pages.\n"
    files = sorted(folder.iterdir())
    assert len(files) == 41
    assert all(map(only_the_owner_reads, files))
    assert (folder / "maria-lopez.md").read_text("utf-8").startswith("# Maria Lopez\n")
    again = sample.peer("export", "md", "-o", str(folder))
    assert "--force" in error_line(again)


def test_the_people_of_a_filter(sample: Home) -> None:
    run = sample.peer("export", "vcf", "tag:customer")
    assert 0 < run.stdout.count("BEGIN:VCARD") < 41


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("vcf", "nobody-of-this-name"), 1, "Nobody is called"),
        (("vcf", "tag:nothing-of-this"), 1, "nobody to export"),
        (("md",), 2, "needs a folder"),
        (("csv", "--todo", "x.ics"), 2, "--todo says nothing about csv"),
        (("ics", "-o", "x", "--todo", "x"), 2, "two files"),
        (("vcf", "--json"), 2, "-o FILE"),
        (("json", "maria"), 2, "whole archive"),
        (("vcf", "-o", "missing/x.vcf"), 2, "does not exist"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], code: int, words: str, sample: Home) -> None:
    run = sample.peer("export", *arguments)
    assert run.returncode == code
    assert words in error_line(run)
    assert not (sample.root / "x").exists()


def test_the_database_is_never_written_over(sample: Home) -> None:
    before = sample.database.read_bytes()
    run = sample.peer("export", "vcf", "-o", str(sample.database), "--force")
    assert run.returncode == 2
    assert "is the database itself" in error_line(run)
    assert sample.database.read_bytes() == before


def test_nothing_is_exported_where_nothing_is(home: Home) -> None:
    assert home.peer("export", "vcf").returncode == 1
