"""Which mail is the owner's: the setting, and what the option adds to it."""

import json
from pathlib import Path

from tests.cli.conftest import Home

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Smith\nEMAIL:ann@x.example\nEND:VCARD\n"
BOX = "".join(
    f"From {sender} Mon Jan 05 10:11:12 2026\nFrom: {sender}\nTo: ann@x.example\n"
    f"Date: Mon, 5 Jan 2026 10:11:12 +0000\nSubject: {sender}\nMessage-ID: <{sender}>\n\nx\n\n"
    for sender in ("me@shop.example", "me@home.example", "ann@x.example")
)


def _config(home: Home, text: str) -> None:
    path = Path(json.loads(home.peer("where", "--json").stdout)["config"]["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _history(home: Home) -> dict[str, str]:
    shown = json.loads(home.peer("show", "ann", "--json").stdout)
    return {entry["text"]: entry["initiated_by"] for entry in shown["history"]}


def test_the_setting_and_the_option_together_say_which_mail_is_mine(home: Home) -> None:
    _config(home, 'my_addresses = ["Me@Shop.example"]\n')
    (home.root / "ann.vcf").write_text(CARD, "utf-8")
    (home.root / "box.mbox").write_text(BOX, "utf-8")
    done = home.peer("import", "ann.vcf", "box.mbox", "--me", "me@home.example")
    assert done.returncode == 0, done.stderr
    assert _history(home) == {
        "me@shop.example": "me",
        "me@home.example": "me",
        "ann@x.example": "them",
    }


def test_without_them_mail_is_about_its_sender(home: Home) -> None:
    (home.root / "ann.vcf").write_text(CARD, "utf-8")
    assert home.peer("import", "ann.vcf").returncode == 0
    assert home.peer("import", "-", stdin=BOX).returncode == 0
    assert _history(home) == {"ann@x.example": "them"}


def test_a_table_in_doubt_is_refused_with_the_way_out(home: Home) -> None:
    (home.root / "x.csv").write_text("1,,3\n4,5,6\n", "utf-8")
    for arguments in (("x.csv",), ("x.csv", "--dry-run"), ("-",)):
        refused = home.peer("import", *arguments, stdin="1,,3\n4,5,6\n")
        assert refused.returncode == 4
        assert "--map '1=?,2=?,3=?'" in refused.stderr
    assert not home.database.exists()
    assert home.peer("import", "x.csv", "--map", "1=name,3=note.Number").returncode == 0
    assert json.loads(home.peer("show", "4", "--json").stdout)["person"]["notes"] == "Number: 6"


def test_what_was_not_read_of_a_folder_is_said_and_is_exit_one(home: Home) -> None:
    folder = home.root / "cards"
    folder.mkdir()
    (folder / "ann.vcf").write_text(CARD, "utf-8")
    (folder / "empty.csv").write_text("", "utf-8")
    (folder / "bo.contact").write_text("<c:contact/>", "utf-8")
    done = home.peer("import", "cards", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [each["where"] for each in found["not_read"]] == ["empty.csv", "bo.contact"]
    assert (found["new"], found["problems"]) == (1, [])
    assert "Not read: 2" in home.peer("import", "cards").stderr


def test_mail_of_nobody_known_says_whose_it_may_be(home: Home) -> None:
    box = BOX.replace("To: ann", "Delivered-To: me@shop.example\nTo: ann")
    assert "`--me me@shop.example`" in home.peer("import", "-", stdin=box).stderr
