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
