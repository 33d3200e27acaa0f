"""An archive that the released schema 2 wrote, kept as it came, is read by what came after."""

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from peer_tui.errors import NothingFound
from peer_tui.interchange.json_archive import write_archive
from peer_tui.interchange.json_archive_reading import check_archive, read_archive
from peer_tui.services import undo
from peer_tui.storage.doctor import examine
from peer_tui.storage.migrations import step_0001, step_0002
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.models import CACHED_COLUMNS
from peer_tui.storage.store import Store
from peer_tui.storage.whole import tables
from tests.storage.support import HER, new_store

KEPT = Path(__file__).with_name("archive_of_schema_2.json")


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Store]:
    """A database filled from the archive."""
    store = new_store(tmp_path, HER)
    read_archive(store, io.BytesIO(KEPT.read_bytes()), KEPT.name)
    yield store
    store.close()


def old_columns() -> dict[str, list[str]]:
    """The tables of schema 2 with their columns, as its own statements make them."""
    old = sqlite3.connect(":memory:")
    for statement in (*step_0001.STATEMENTS, *step_0002.STATEMENTS):
        old.execute(statement)
    names = {table.name for table in tables()}
    rows = old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: [row[1] for row in old.execute(f"PRAGMA table_info({name})")]
        for (name,) in rows
        if name in names
    }


def test_the_kept_archive_has_the_tables_and_columns_of_schema_2() -> None:
    archive = check_archive(io.BytesIO(KEPT.read_bytes()), KEPT.name)
    assert archive.tables_schema == 2
    assert set(archive.rows) == set(old_columns())
    assert sum(archive.rows.values()) == 48
    line = next(line for line in KEPT.read_text("utf-8").splitlines() if '"Maria Lopez"' in line)
    written = [name for name in old_columns()["person"] if f'"{name}":' in line]
    assert sorted(written) == sorted(set(old_columns()["person"]) - CACHED_COLUMNS)


def test_everything_is_there_and_what_is_new_is_as_in_a_database_brought_up(
    restored: Store,
) -> None:
    reader = restored.reader
    assert reader.rows("SELECT name, time_zone, language, door FROM person ORDER BY name") == [
        ("Ben Okafor", "", "", "open"),
        ("Maria Lopez", "Europe/Madrid", "", "open"),
    ]
    assert reader.rows("SELECT text, need_id FROM promise ORDER BY text") == [
        ("floor plan", None),
        ("send quote", None),
    ]
    assert reader.value("SELECT topic FROM preference") == "oak"
    assert reader.rows("SELECT side, felt, may_share FROM interaction") == [("", None, 0)]
    assert reader.rows("SELECT DISTINCT erased FROM action") == [(0,)]
    assert reader.value("SELECT count(*) FROM need") == 0
    assert examine(restored.path) == []


def test_its_undo_goes_on(restored: Store) -> None:
    assert restored.reader.value("SELECT count(*) FROM follow_up WHERE text LIKE 'tea%'") == 0
    undo.undo(restored)
    assert restored.reader.rows("SELECT text, need_id FROM follow_up WHERE text LIKE 'tea%'") == [
        ("tea", None)
    ]
    for _ in range(10):
        undo.undo(restored)
    with pytest.raises(NothingFound):
        undo.undo(restored)
    assert restored.reader.value("SELECT count(*) FROM person") == 0
    assert examine(restored.path) == []


def test_it_leaves_again_as_an_archive_of_this_schema(restored: Store, tmp_path: Path) -> None:
    out = io.BytesIO()
    write_archive(restored.path, out)
    again = new_store(tmp_path / "again", HER)
    read_archive(again, io.BytesIO(out.getvalue()), "again.json")
    second = io.BytesIO()
    write_archive(again.path, second)
    again.close()
    assert second.getvalue() == out.getvalue()
    assert f'"tables_schema": {VERSION},'.encode() in out.getvalue()
