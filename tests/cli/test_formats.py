"""What each command writes on standard output, byte for byte."""

import json

import pytest

from tests.cli.conftest import TODAY, Golden, Home

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:1
FN:Maria Lopez
EMAIL:maria@lopez.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:2
FN:Nadia Åström
TEL:+44 20 7946 0999
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:3
END:VCARD
"""

LISTS = {
    "due": ("due",),
    "due_plain": ("due", "--plain"),
    "due_json": ("due", "--json"),
    "find": ("find", "oak"),
    "find_json": ("find", "oak", "--json"),
    "show": ("show", "maria"),
    "show_wide_names": ("show", "taro"),
    "show_json": ("show", "maria", "--json"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str, sample: Home, golden: Golden) -> None:
    run = sample.peer(*LISTS[name], "--today", TODAY)
    assert run.returncode == 0, run.stderr
    golden(f"{name}.txt", run.stdout)
    if "--json" in LISTS[name]:
        assert json.loads(run.stdout)["schema"] == 1


def test_the_queue_does_not_run_backwards(sample: Home, golden: Golden) -> None:
    """Undo and redo say what they did, and the queue follows."""
    before = sample.peer("due", "--today", TODAY).stdout
    undone = sample.peer("undo")
    between = sample.peer("due", "--today", TODAY).stdout
    redone = sample.peer("redo")
    golden("undo.txt", undone.stdout + redone.stdout)
    assert len(between.splitlines()) == len(before.splitlines()) + 1
    assert sample.peer("due", "--today", TODAY).stdout == before


def test_add(sample: Home, golden: Golden) -> None:
    lines = (
        "promise @maria oil for the table by fri",
        "log @okafor signed the contract yesterday > thank him mon",
        "@ana coffee every! 6 weeks",
        "person Nadia Åström #customer nadia@astrom.example",
    )
    runs = [sample.peer("add", line, "--today", TODAY) for line in lines]
    assert [run.returncode for run in runs] == [0, 0, 0, 0]
    golden("add.txt", "".join(run.stdout for run in runs))


@pytest.mark.parametrize("how", ["add", "add --dry-run"])
def test_add_json(how: str, sample: Home, golden: Golden) -> None:
    """A dry run writes the document that saving writes."""
    line = 'log @maria called, wants "oak fri" #kitchen > send sample by fri via email !'
    run = sample.peer(*how.split(), "--json", "--today", TODAY, line)
    assert run.returncode == 0, run.stderr
    golden("add_json.txt", run.stdout)


def test_import(sample: Home, golden: Golden) -> None:
    preview = sample.peer("import", "-", "--dry-run", "--json", stdin=CARDS)
    plain = sample.peer("import", "-", "--dry-run", stdin=CARDS)
    first = sample.peer("import", "-", stdin=CARDS)
    second = sample.peer("import", "-", stdin=CARDS)
    assert {run.returncode for run in (preview, plain, first, second)} == {0}
    golden("import_json.txt", preview.stdout)
    golden("import.txt", plain.stdout + first.stdout + second.stdout)


def test_import_says_which_columns_were_not_taken(home: Home) -> None:
    table = "Name,Mobile No,Shelf\nAnn Poe,07700 900111,oak\n"
    document = json.loads(home.peer("import", "-", "--dry-run", "--json", stdin=table).stdout)
    assert document["not_taken"] == ["Shelf"]
    run = home.peer("import", "-", stdin=table)
    assert run.returncode == 0
    assert "Not taken: Shelf; `--map` says what they hold." in run.stderr


def test_keys(home: Home) -> None:
    documented = json.loads(home.peer("keys", "--json").stdout)["actions"]
    plain = home.peer("keys").stdout
    assert all(action["help"] in plain for action in documented if action["keys"])


def test_where(home: Home) -> None:
    places = json.loads(home.peer("where", "--json").stdout)
    assert places["schema"] == 1
    assert places["database"] == {"path": str(home.database), "exists": False}
    assert str(home.database) in home.peer("where").stdout
    assert list(home.root.iterdir()) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, home: Home) -> None:
    assert "_PEER_COMPLETE" in home.peer("completion", shell).stdout


def test_a_shell_gets_its_completions(home: Home) -> None:
    asked = {"_PEER_COMPLETE": "bash_complete", "COMP_WORDS": "peer fi", "COMP_CWORD": "1"}
    assert home.peer(**asked).stdout.split() == ["plain,find"]
