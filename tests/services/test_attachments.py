"""Files and pages of an entry: pointed to, never copied, opened only where that is safe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.attachments import Attachment, is_link, refusal_of
from peer_tui.errors import EditConflict, UsageError
from peer_tui.interchange.markdown_page import page
from peer_tui.services import items, undo
from peer_tui.services.attachments import attach, detach, missing, read_reference
from peer_tui.services.people import add_person
from peer_tui.storage.doctor import examine
from peer_tui.storage.queries import history
from peer_tui.storage.queries.attachments import attachments_of
from peer_tui.storage.store import Store
from tests.storage.support import NOW, dump, maria, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    who = add_person(opened, maria()).ids[0]
    with opened.transaction("log", "rang") as transaction:
        items.write_entry(transaction, items.Entry("rang", NOW), [who])
    yield opened
    opened.close()


def entry_of(store: Store) -> int:
    return int(store.reader.value("SELECT id FROM interaction"))


def test_it_is_added_listed_and_taken_back_exactly(store: Store, tmp_path: Path) -> None:
    quote = tmp_path / "oak quote.pdf"
    quote.write_bytes(b"%PDF")
    before, entry = dump(store), entry_of(store)
    assert "Attached oak quote.pdf" in attach(store, entry, str(quote)).message
    attach(store, entry, "https://shop.example/q?id=4 as the signed quote")
    found = attachments_of(store.reader, entry)
    assert [each.name for each in found] == ["oak quote.pdf", "the signed quote"]
    assert [each.location for each in found] == [str(quote), "https://shop.example/q?id=4"]
    who = store.reader.value("SELECT id FROM person")
    [row] = history.with_person(store.reader, who).first(9)
    assert row.attached == 2
    told = "".join(page(store.reader, who, NOW))
    assert "rang\n  - Attached: oak quote.pdf (" in told
    assert "\n  - Attached: the signed quote (https://shop.example/q?id=4)\n" in told
    undo.undo(store)
    undo.undo(store)
    assert dump(store) == before
    undo.redo(store)
    assert [each.name for each in attachments_of(store.reader, entry)] == ["oak quote.pdf"]
    assert examine(store.path) == []
    assert list(tmp_path.glob("**/*.pdf")) == [quote]


def test_one_is_taken_off_and_comes_back_as_it_was(store: Store, tmp_path: Path) -> None:
    quote = tmp_path / "oak quote.pdf"
    quote.touch()
    entry = entry_of(store)
    (first,) = attach(store, entry, f"{quote} as the quote").ids
    attach(store, entry, "https://shop.example")
    before = dump(store)
    assert detach(store, first).message == "Took off the quote; the file itself stays where it is."
    assert [each.name for each in attachments_of(store.reader, entry)] == ["shop.example"]
    assert quote.exists()
    with pytest.raises(EditConflict):
        detach(store, first)
    undo.undo(store)
    assert dump(store) == before
    undo.redo(store)
    assert [each.name for each in attachments_of(store.reader, entry)] == ["shop.example"]
    assert examine(store.path) == []


def test_an_entry_that_is_gone_gets_nothing(store: Store) -> None:
    with pytest.raises(EditConflict):
        attach(store, 5, "https://shop.example")


def test_a_path_is_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, odd = tmp_path / "plan.txt", tmp_path / "sketch as built.txt"
    for path in (plain, odd):
        path.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_reference("plan.txt") == (str(plain), "")
    assert read_reference("~/plan.txt as the plan") == (str(plain), "the plan")
    assert read_reference(str(odd)) == (str(odd), "")
    assert read_reference(f"{odd} as old") == (str(odd), "old")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Type the path"),
        ("no/such/file.pdf", "There is no file"),
        (".", "There is no file"),
        ("javascript:alert(1)", "Only http"),
        ("file:///etc/hosts", "Only http"),
        ("ssh://host/x", "Only http"),
        ("\\\\host\\share\\x.pdf", "Only http"),
        ("//host/share/x.pdf", "Only http"),
        ("https://", "not whole"),
        ("https:// two words", "not whole"),
        ("x.desktop", "would run"),
        ("run.SH", "would run"),
        ("a\0b", "There is no file"),
        ("~nobody-of-this-name/x", "There is no file"),
        ("x" * 5000, "There is no file"),
    ],
)
def test_what_cannot_be_opened_is_not_attached(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_reference(text)


@pytest.mark.parametrize(
    "link", ["http://a.example", "HTTPS://a.example/x#y", "mailto:a@b.example", "tel:+441"]
)
def test_links_that_open(link: str) -> None:
    assert read_reference(link) == (link, "")
    assert missing(Attachment(1, link)) == ""


def test_what_was_moved_is_told(tmp_path: Path) -> None:
    kept = tmp_path / "q.pdf"
    assert "not there" in missing(Attachment(1, str(kept)))
    kept.touch()
    assert missing(Attachment(1, str(kept))) == ""
    # An archive of somebody else may say anything.
    program = tmp_path / "q.desktop"
    program.touch()
    assert "would run" in missing(Attachment(1, str(program)))
    assert "Only http" in missing(Attachment(1, "smb://host/share"))


@given(st.text(max_size=60))
def test_nothing_else_is_ever_a_link(text: str) -> None:
    if is_link(text):
        assert refusal_of(text) == ""
        assert text.lower().startswith(("http://", "https://", "mailto:", "tel:"))
        assert not any(char.isspace() for char in text)


@given(st.text(max_size=80), st.text(max_size=20))
def test_there_is_always_a_name(location: str, label: str) -> None:
    name = Attachment(1, location, label).name
    assert name == label if label else name or not location
