"""The complete archive: out and in again without losing a byte, or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_tui.domain.history import InteractionKind
from peer_tui.errors import ImportRefused
from peer_tui.interchange.json_archive import is_archive, write_archive
from peer_tui.interchange.json_archive_reading import read_archive
from peer_tui.interchange.reading import read_bytes
from peer_tui.services import items, undo
from peer_tui.services.people import add_person
from peer_tui.storage.doctor import examine
from peer_tui.storage.journal import Transaction
from peer_tui.storage.journal_models import JOURNAL_MODELS
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.models import (
    DOMAIN_MODELS,
    Attachment,
    Boundary,
    FollowUp,
    ImportantDate,
    Interaction,
    InteractionPerson,
    Person,
    Preference,
    Promise,
    PromiseMove,
    SourceCard,
)
from peer_tui.storage.queries import agenda
from peer_tui.storage.store import Store
from peer_tui.storage.whole import holds_anything, tables
from tests.paths import REPOSITORY
from tests.storage.support import HER, NOW, TODAY, dump, iso, maria, new_store

# Whatever a database can hold, line separators, escape sequences and direction marks among it.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
DAYS = st.dates().map(iso)


@contextmanager
def fresh() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder), HER)
        try:
            yield store
        finally:
            store.close()


def archived(store: Store) -> bytes:
    out = io.BytesIO()
    write_archive(store.path, out)
    return out.getvalue()


def read(store: Store, archive: bytes) -> str:
    return read_archive(store, io.BytesIO(archive), "kept.json").message


def resealed(body: bytes) -> bytes:
    """The archive with a seal that fits, as somebody could make it who wants to."""
    lines = body[: body.index(b'"sha256"')]
    return lines + f'"sha256": "{hashlib.sha256(lines).hexdigest()}"\n}}\n'.encode()


def whole_table(store: Store, name: str) -> list[Any]:
    return store.reader.rows(f"SELECT * FROM {name} ORDER BY 1, 2")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Everything the program can do, once."""
    opened = new_store(tmp_path)
    who = add_person(opened, maria()).ids[0]
    with opened.transaction("add", "Everything") as transaction:
        base = {"person_id": who, "text": "send the quote", "due_on": iso(TODAY)}
        promise = transaction.insert(Promise, base | {"side": "mine", "made_on": iso(TODAY)})
        transaction.insert(PromiseMove, {"promise_id": promise, "moved_on": iso(TODAY)})
        transaction.insert(FollowUp, base | {"recurrence": "FREQ=DAILY"})
        transaction.insert(Preference, {"person_id": who, "topic": "oak", "stance": "wants"})
        transaction.insert(Boundary, {"person_id": who, "side": "mine", "kind": "days"})
        birthday = {"person_id": who, "kind": "birthday", "month": 2, "day": 29}
        transaction.insert(ImportantDate, birthday)
        card = "BEGIN:VCARD\r\nFN:Maria\r\nX-ODD:\x1b[31m\x85\u2028\r\nEND:VCARD\r\n"
        kept = {"person_id": who, "source": "phone", "content": card, "content_hash": "x"}
        transaction.insert(SourceCard, kept)
    items.done(opened, agenda.queue(opened.reader, TODAY).first(5), items.Entry("rang", NOW))
    with opened.transaction("attach", "Attached") as transaction:
        (entry,) = transaction.query("SELECT id FROM interaction")
        transaction.insert(Attachment, {"interaction_id": entry["id"], "location": "/q.pdf"})
    undo.undo(opened)
    undo.redo(opened)
    yield opened
    opened.close()


def test_everything_comes_back_and_the_second_archive_is_the_first(store: Store) -> None:
    first = archived(store)
    with fresh() as other:
        assert "1 person" in read(other, first)
        assert archived(other) == first
        assert dump(other) == dump(store)
        for name in ("head", "action", "change"):
            assert whole_table(other, name) == whole_table(store, name)
        assert examine(other.path) == []
        assert other.reader.rows("SELECT name FROM sqlite_master ORDER BY name") == (
            store.reader.rows("SELECT name FROM sqlite_master ORDER BY name")
        )


def test_the_journal_goes_on_where_it_was(store: Store) -> None:
    with fresh() as other:
        read(other, archived(store))
        while "Everything" not in undo.undo(other).message.title():
            pass
        undo.undo(other)
        assert other.reader.value("SELECT count(*) FROM person") == 0
        while other.reader.value("SELECT count(*) FROM action WHERE undone = 1"):
            undo.redo(other)
        assert other.reader.value("SELECT name FROM person") == maria().name
        assert examine(other.path) == []


def test_every_table_and_every_column_is_in_it(store: Store) -> None:
    kept = json.loads(archived(store))
    made = store.reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    stored = {name for (name,) in made if not name.startswith(("search_", "sqlite_"))}
    # The words people are found by are made from the other tables.
    assert set(kept["tables"]) == stored - {"person_document"}
    for table in tables():
        columns = {row[1] for row in store.reader.rows(f"pragma table_info({table.name})")}
        names = {column.name for column in table.columns}
        assert names == columns - {"last_contact_on", "rhythm_on"}
        assert all(set(row) == names for row in kept["tables"][table.name])
    assert (kept["schema"], kept["tables_schema"]) == (1, VERSION)
    assert kept["rows"] == {name: len(rows) for name, rows in kept["tables"].items()}


def test_one_row_stands_on_one_line_and_no_line_harms_a_terminal(store: Store) -> None:
    text = archived(store).decode()
    rows = [line for line in text.splitlines() if line.startswith('{"')]
    assert len(rows) == sum(json.loads(text)["rows"].values())
    assert not [char for char in text if char != "\n" and not char.isprintable()]


@st.composite
def _rows(draw: st.DrawFn, transaction: Transaction) -> None:
    people = [
        transaction.insert(
            Person,
            {
                "uid": f"{transaction.action_id}-{number}",
                "name": draw(TEXTS),
                "sort_name": draw(TEXTS),
            }
            | {"notes": draw(TEXTS), "rhythm_kind": "periodic", "rhythm_days": draw(RHYTHMS)},
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    one = st.sampled_from(people)
    for _ in range(draw(st.integers(0, 3))):
        at = f"{draw(DAYS)}T10:00:00Z"
        values = {"at": at, "kind": draw(st.sampled_from(list(InteractionKind))).value}
        texts = {
            "text": draw(TEXTS),
            "tags": draw(TEXTS),
            "search_key": draw(DAY_NUMBERS) | transaction.ids.next() % 2**40,
        }
        entry = transaction.insert(Interaction, values | texts)
        link = {"interaction_id": entry, "person_id": draw(one), "at": at}
        transaction.insert(InteractionPerson, link)
        transaction.insert(Attachment, {"interaction_id": entry, "location": draw(TEXTS)})
    if draw(st.booleans()):
        promise = {"side": "mine", "text": draw(TEXTS), "made_on": "2026-01-01"}
        numbers = {"person_id": draw(one), "snooze_count": draw(NUMBERS)}
        transaction.insert(Promise, promise | numbers)
        card = {"person_id": draw(one), "source": draw(TEXTS), "content": draw(TEXTS)}
        transaction.insert(SourceCard, card | {"content_hash": draw(TEXTS)})


DAY_NUMBERS = st.integers(0, 2**22).map(lambda number: number << 40)
RHYTHMS = st.none() | st.integers(1, 900)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_archive_to_database_to_archive_is_the_same_bytes(data: st.DataObject) -> None:
    with fresh() as first, fresh() as second:
        for _ in range(data.draw(st.integers(0, 2))):
            with first.transaction("add", data.draw(TEXTS)) as transaction:
                data.draw(_rows(transaction))
        if data.draw(st.booleans()) and first.reader.value("SELECT count(*) FROM action"):
            undo.undo(first)
        archive = archived(first)
        read(second, archive)
        assert archived(second) == archive
        assert dump(second) == dump(first)
        assert examine(second.path) == examine(first.path) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_damaged_is_refused_and_writes_nothing(data: st.DataObject) -> None:
    with fresh() as store:
        add_person(store, maria())
        archive = archived(store)
    at = data.draw(st.integers(0, len(archive) - 1))
    harmed = data.draw(
        st.sampled_from(
            [
                archive[:at],
                archive[:at] + bytes([archive[at] ^ 1]) + archive[at + 1 :],
                archive[:at] + archive[at + 1 :],
                archive[:at] + b"\0" + archive[at:],
            ]
        )
    )
    with fresh() as empty:
        with pytest.raises(ImportRefused):
            read(empty, harmed)
        assert not holds_anything(empty.reader.row)
        assert examine(empty.path) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'"name":"Maria', b'"shoe":1,"name":"Maria', "no column 'shoe'"),
        (b'"rhythm_days":30', b'"rhythm_days":"x"', "rhythm_days of person cannot be this"),
        (b'"rhythm_days":30', b'"rhythm_days":1e3', "cannot be this"),
        (b'"rhythm_days":30', b'"rhythm_days":true', "cannot be this"),
        (b'"rhythm_days":30', b'"rhythm_days":' + b"9" * 30, "cannot be this"),
        (b'"rhythm_days":30', b'"rhythm_days":' + b"[" * 100_000, "not a row"),
        (b'"nickname":"Mia"', b'"nickname":"\\ud800"', "nickname of person cannot be this"),
        (b'"nickname":"Mia"', b'"nickname":null', "cannot be this"),
        (b'"nickname":"Mia"', b'"nickname":"\xff"', "not UTF-8"),
        (rb'"contact_point": \[', b'"shoes": [', "no table of Peer begins here"),
        (rb'"tag": \[', b'"person": [', "not in its order"),
        (b'"rows": {"person": 1', b'"rows": {"person": 2', "numbers of rows"),
        (rb'"person_id":\d+', b'"person_id":9', "points to one that is not there"),
        (b'"seq":1,"device"', b'"seq":2,"device"', "not its last act"),
        (b"{\"id\":", b"[],\n{\"id\":", "not a row"),
        (b"},\n\"sha", b"}\n\"sha", "no table"),
    ],
)  # fmt: skip
def test_a_wrong_row_under_a_right_seal_is_refused(
    tmp_path: Path, old: bytes, new: bytes, words: str
) -> None:
    first = new_store(tmp_path)
    add_person(first, maria())
    archive = archived(first)
    first.close()
    harmed, number = re.subn(old, lambda _: new, archive, count=1)
    assert number == 1
    with fresh() as empty:
        with pytest.raises(ImportRefused, match=r"kept\.json, line [0-9]+: ") as refused:
            read(empty, resealed(harmed))
        assert words in str(refused.value)
        assert not holds_anything(empty.reader.row)
        assert examine(empty.path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb'("interaction_id":\d+,"person_id":\d+,"at":")[^"]+', rb"\1soon"),
        (rb'("rhythm_days":)30', rb"\g<1>999999999999999"),
    ],
)
def test_a_date_that_is_none_is_refused(store: Store, old: bytes, new: bytes) -> None:
    archive, number = re.subn(old, new, archived(store), count=1)
    assert number == 1
    with fresh() as empty:
        with pytest.raises(ImportRefused, match="is none"):
            read(empty, resealed(archive))
        assert not holds_anything(empty.reader.row)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_stands_under_a_right_seal_is_read_or_refused(data: st.DataObject) -> None:
    with fresh() as store:
        who = add_person(store, maria()).ids[0]
        with store.transaction("log", "rang") as transaction:
            items.write_entry(transaction, items.Entry("rang", NOW), [who])
        archive = archived(store)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, archive.index(b'"sha256"') - 1))
        piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=3))
        archive = archive[:at] + piece + archive[at + data.draw(st.integers(0, 12)) :]
        if b'"sha256"' not in archive:
            return
    with fresh() as empty:
        try:
            read(empty, resealed(archive))
        except ImportRefused:
            assert not holds_anything(empty.reader.row)
            assert examine(empty.path) == []


PIECES = [
    b'"',
    b"\n",
    b",",
    b"}",
    b"null",
    b"-1",
    b"99999999999",
    b"{\n",
    b"]\n",
    b"\\ud800",
    b"[[",
]


def test_a_row_that_comes_twice_is_refused(store: Store) -> None:
    archive = archived(store)
    start = archive.index(b'{"id"')
    row = archive[start : archive.index(b"\n", start) + 1]
    twice = archive.replace(row, row.replace(b"}\n", b"},\n") + row)
    with fresh() as empty:
        with pytest.raises(ImportRefused, match="comes twice"):
            read(empty, resealed(twice.replace(b'"person": 1', b'"person": 2')))
        assert not holds_anything(empty.reader.row)


def test_into_a_database_that_holds_anything_it_is_refused(store: Store) -> None:
    before = dump(store)
    archive = archived(store)
    with pytest.raises(ImportRefused, match="--db NEW"):
        read(store, archive)
    assert dump(store) == before
    with fresh() as undone:
        add_person(undone, maria())
        undo.undo(undone)
        # Nobody is there, but the history of those who were.
        with pytest.raises(ImportRefused, match="--db NEW"):
            read(undone, archive)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"schema": 1', b'"schema": 2'), (b'"tables_schema": 3', b'"tables_schema": 99')],
)
def test_a_newer_archive_is_refused(store: Store, old: bytes, new: bytes) -> None:
    newer = resealed(archived(store).replace(old, new, 1))
    with fresh() as empty, pytest.raises(ImportRefused, match="newer Peer"):
        read(empty, newer)


def test_an_older_archive_gets_what_came_since(store: Store) -> None:
    """Columns and tables that it does not have yet are as in a database brought up."""
    lines = archived(store).replace(b'"waits_for_reply":0,', b"").splitlines(keepends=True)
    first = lines.index(b'"attachment": [\n')
    lines[first : first + 3] = []
    older = b"".join(lines).replace(b'"attachment": 1, ', b"")
    with fresh() as other:
        read(other, resealed(older.replace(b'"tables_schema": 3', b'"tables_schema": 1')))
        assert other.reader.value("SELECT waits_for_reply FROM person") == 0
        assert other.reader.value("SELECT count(*) FROM attachment") == 0


def test_what_stops_in_the_middle_leaves_nothing(store: Store) -> None:
    archive = archived(store)

    def stop(done: int, of: int) -> None:
        if done * 2 > of:
            raise KeyboardInterrupt

    with fresh() as empty:
        with pytest.raises(KeyboardInterrupt):
            read_archive(empty, io.BytesIO(archive), "kept.json", stop)
        assert not holds_anything(empty.reader.row)
        assert examine(empty.path) == []


def test_an_archive_is_known_by_its_content(store: Store) -> None:
    archive = archived(store)
    assert is_archive(archive)
    assert is_archive(b"\xef\xbb\xbf \r\n" + archive[:200])
    assert not is_archive(b"BEGIN:VCARD\nNOTE:peer archive")
    assert not is_archive(b'{"kind": "shopping"}')
    assert not is_archive(b"")
    with pytest.raises(ImportRefused, match="archive of Peer"):
        read_bytes(archive, "kept.json")


def test_the_tables_are_in_an_order_that_can_be_filled() -> None:
    names = [table.name for table in tables()]
    assert names.index("person") < names.index("tag")
    assert names.index("action") < names.index("change")


PAGE = REPOSITORY / "peer_tui" / "help" / "archive.md"
BEFORE_TABLES = "never null unless it says so.\n\n"


def told_tables() -> str:
    """What the manual says of the tables, made from them."""
    whats = {
        model._meta.table_name: (model.__doc__ or "").partition("\n")[0].rstrip(".")
        for model in (*DOMAIN_MODELS, *JOURNAL_MODELS)
    }
    lines = []
    for table in tables():
        columns = ", ".join(
            f"`{column.name}`"
            + ("" if column.is_text else " number")
            + (" or null" if column.may_be_null else "")
            for column in table.columns
        )
        lines.append(f"**{table.name}** {whats[table.name]}.\n")
        lines.append(f"- {columns}\n")
    return "\n".join(lines)


def test_the_manual_tells_every_table_and_column() -> None:
    """PEER_GOLDEN=write writes the part about the tables anew."""
    page = PAGE.read_text("utf-8")
    before, found, told = page.partition(BEFORE_TABLES)
    assert found
    if os.environ.get("PEER_GOLDEN") == "write":
        PAGE.write_text(before + found + told_tables(), "utf-8")
    assert told == told_tables(), "run this test with PEER_GOLDEN=write"
