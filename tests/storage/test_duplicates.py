"""Who may be one person, found among the rows of a real file."""

from __future__ import annotations

from pathlib import Path

import pytest

from peer_tui.domain.duplicates import Sign
from peer_tui.domain.people import ContactKind, ContactPoint
from peer_tui.services.merging import keep_apart, merge, read_merge
from peer_tui.services.undo import undo
from peer_tui.storage.models import SourceCard
from peer_tui.storage.queries import duplicates as queries
from peer_tui.storage.queries.duplicates import Duplicates, duplicates, still_open
from peer_tui.storage.store import Store
from tests.storage.support import add, new_store


def with_point(store: Store, name: str, kind: ContactKind, value: str) -> int:
    """Somebody with one contact point."""
    return add(store, name, contact_points=(ContactPoint(kind, value),))


def whys(found: Duplicates) -> list[tuple[str, str, tuple[Sign, ...]]]:
    """The pairs by name, with the reasons."""
    return [(each.one.name, each.other.name, each.signs) for each in found.pairs]


@pytest.mark.parametrize("block", [1, 2, 400])
def test_addresses_numbers_cards_and_names(
    block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "BLOCK", block)
    store = new_store(tmp_path)
    with_point(store, "Bob Jones", ContactKind.EMAIL, "Bob@Jones.example")
    with_point(store, "Robert Jones", ContactKind.EMAIL, "bob@jones.example ")
    with_point(store, "Ana", ContactKind.PHONE, "020 7946 0000")
    with_point(store, "Zoe", ContactKind.PHONE, "+44 20 7946 0000")
    with_point(store, "Number Seven", ContactKind.PHONE, "0000")
    with_point(store, "Eighth Number", ContactKind.PHONE, "0000")
    with_point(store, "Page One", ContactKind.URL, "bob@jones.example")
    cards = [add(store, name) for name in ("Omar", "Ines")]
    with store.transaction("import", "cards") as transaction:
        for source, who in enumerate(cards):
            card = {"source": f"{source}.vcf", "uid": "u1", "content": "", "content_hash": ""}
            transaction.insert(SourceCard, card | {"person_id": who})
    add(store, "John Smith", organisation="Oak Ltd")
    add(store, "Joan Smith", organisation="OAK ltd")
    found = duplicates(store.reader)
    assert whys(found) == [
        ("Bob Jones", "Robert Jones", (Sign.EMAIL,)),
        ("Ana", "Zoe", (Sign.PHONE,)),
        ("Omar", "Ines", (Sign.UID,)),
        ("John Smith", "Joan Smith", (Sign.NAME,)),
    ]
    assert found.pairs[0].shared == "bob@jones.example"
    assert found.pairs[-1].same_organisation
    assert found.total == 4
    assert len(duplicates(store.reader, 2).pairs) == 2
    store.close()


def test_a_number_that_programs_share_is_no_sign(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    people = [add(store, name) for name in ("Omar", "Ines")]
    with store.transaction("import", "rows") as transaction:
        for content, who in zip("ab", people, strict=True):
            card = {"source": "csv:other", "uid": "12", "content": content, "content_hash": content}
            transaction.insert(SourceCard, card | {"person_id": who})
    assert whys(duplicates(store.reader)) == []
    store.close()


def test_a_search_nobody_wants_any_more_ends(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for _ in range(3):
        add(store, "Ann Smith")
    assert duplicates(store.reader, is_wanted=lambda: False) == Duplicates((), 0)
    store.close()


def test_what_was_settled_is_taken_out_and_comes_back(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    ann, anne, anna = (add(store, "Ann Smith") for _ in range(3))
    found = duplicates(store.reader)
    assert found.total == len(found.pairs) == 3
    keep_apart(store, ann, anna)
    assert still_open(store.reader, found) == duplicates(store.reader)
    merge(store, read_merge(store.reader, ann, anne))
    assert still_open(store.reader, found) == Duplicates((), 0)
    undo(store)
    undo(store)
    assert still_open(store.reader, found) == found
    store.close()
