"""Letters of the owner's own: filled in, never run, and never in the way of a draft."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.errors import DataError
from peer_tui.settings.templates import (
    MOST_BYTES,
    PLACEHOLDERS,
    fill,
    read_template,
    template_files,
    template_folder,
)

VALUES = {
    "name": "Maria Lopez",
    "first": "Maria",
    "promise": "oak table",
    "last": "Fri 13 Nov",
    "me": "ann",
}


def test_every_name_is_filled_in() -> None:
    text = "Subject: About {promise}\n\nHello {first} ({name}),\n\nsince {last}.\n{me}\n"
    letter = fill(text, VALUES, "quote.md")
    assert letter.subject == "About oak table"
    assert letter.body == "Hello Maria (Maria Lopez),\n\nsince Fri 13 Nov.\nann"
    assert letter.warning == ""
    assert set(VALUES) == set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("first", "subject", "body"),
    [("subject:hello", "hello", ""), ("Subjects matter", "", "Subjects matter"), ("", "", "")],
)
def test_a_subject_is_a_first_line_that_says_so(first: str, subject: str, body: str) -> None:
    letter = fill(first, VALUES, "quote.md")
    assert (letter.subject, letter.body) == (subject, body)


def test_an_unknown_name_is_named_with_its_file() -> None:
    letter = fill("Hello {nme}, {first}", VALUES, "quote.md")
    assert letter.body == "Hello {nme}, Maria"
    assert letter.warning == "templates/quote.md: {nme} is not known. Did you mean {name}?"


def test_braces_that_are_no_name_stay() -> None:
    assert fill("{} {0} {{first}} {a b}", VALUES, "a.md").body == "{} {0} {Maria} {a b}"


@given(st.text())
def test_what_is_filled_in_is_never_filled_in_again(text: str) -> None:
    letter = fill("x{name}x", VALUES | {"name": text}, "a.md")
    assert letter.body == f"x{text}x"
    assert letter.warning == ""


@given(st.text())
def test_any_text_is_a_letter(text: str) -> None:
    letter = fill(text, VALUES, "a.md")
    assert "\n" not in letter.subject


def test_files_are_offered_by_name(tmp_path: Path) -> None:
    folder = template_folder(tmp_path / "config.toml")
    assert template_files(folder) == []
    folder.mkdir()
    for name in ("quote.md", "Angebot.MD", "released.md", ".hidden.md", "notes.txt"):
        (folder / name).write_text("x")
    assert [path.name for path in template_files(folder)] == ["Angebot.MD", "quote.md"]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    bad, big, folder = tmp_path / "bad.md", tmp_path / "big.md", tmp_path / "folder.md"
    bad.write_bytes(b"\xff\xfe")
    big.write_bytes(b"x" * (MOST_BYTES + 1))
    folder.mkdir()
    for path, words in ((bad, "not UTF-8"), (big, "longer than"), (folder, "cannot be read")):
        with pytest.raises(DataError, match=rf"templates/{path.name} .*{words}"):
            read_template(path)


def test_a_letter_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfSubject: hi\r\n\r\nred \x1b[31m\x00text\r\n")
    assert fill(read_template(path), VALUES, "a.md").body == "red [31mtext"
