"""From an empty file, and from an older one, to the present schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import Model

from peer_tui.domain.people import Tag
from peer_tui.errors import DataError
from peer_tui.storage.backup_names import list_backups
from peer_tui.storage.doctor import examine
from peer_tui.storage.driver import connect
from peer_tui.storage.journal_models import JOURNAL_MODELS, PersonDocument
from peer_tui.storage.migrations import runner, versions
from peer_tui.storage.models import DOMAIN_MODELS
from tests.storage.support import add, new_store

SEARCH_PREFIX = "search_"


def test_the_models_are_the_migrated_schema(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    models: list[type[Model]] = [*DOMAIN_MODELS, *JOURNAL_MODELS, PersonDocument]
    rows = store.reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in rows if not name.startswith(SEARCH_PREFIX)}
    assert tables == {model._meta.table_name for model in models}
    differences = []
    for model in models:
        table = model._meta.table_name
        columns = {
            name: (kind.upper(), bool(required), primary)
            for _n, name, kind, required, _default, primary in store.reader.rows(
                f"pragma table_info({table})"
            )
        }
        for field in model._meta.sorted_fields:
            kind, required, _primary = columns.pop(field.column_name)
            if required == bool(field.null):
                differences.append(f"{table}.{field.column_name}: required {required}")
            if (kind == "TEXT") != (field.field_type == "TEXT"):
                differences.append(f"{table}.{field.column_name}: {kind} for {field.field_type}")
        differences += [f"{table}.{name} has no field" for name in columns]
    assert differences == []
    store.close()


def test_a_new_file_is_for_the_owner_only(tmp_path: Path) -> None:
    store = new_store(tmp_path / "peer")
    add(store, "Ann")
    assert (tmp_path / "peer").stat().st_mode & 0o777 == 0o700
    for path in (tmp_path / "peer").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert {path.name for path in (tmp_path / "peer").iterdir()} == {
        "peer.db",
        "peer.db-wal",
        "peer.db-shm",
    }
    store.close()


def test_a_file_of_no_length_is_a_new_one_and_needs_no_backup(tmp_path: Path) -> None:
    (tmp_path / "peer.db").touch()
    store = new_store(tmp_path)
    assert store.reader.value("pragma user_version") == versions.VERSION
    assert store.reader.value("pragma application_id") == versions.APPLICATION_ID
    assert not (tmp_path / "backups").exists()
    store.close()


def set_next_version(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    number = versions.VERSION + 1
    for module in ("versions", "runner"):
        monkeypatch.setattr(f"peer_tui.storage.migrations.{module}.VERSION", number)
    for module in ("store", "opening"):
        monkeypatch.setattr(f"peer_tui.storage.{module}.VERSION", number)
    monkeypatch.setattr(runner, "STEPS", (*runner.STEPS, statements))


def test_an_older_file_is_backed_up_and_brought_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    store.close()
    old = versions.VERSION
    set_next_version(monkeypatch, "ALTER TABLE person ADD COLUMN shoe TEXT NOT NULL DEFAULT ''")
    store = new_store(tmp_path)
    assert store.reader.row("SELECT name, shoe FROM person") == ("Ann", "")
    assert store.reader.value("pragma user_version") == old + 1
    store.close()
    (backup,) = list_backups(tmp_path / "peer.db", tmp_path / "backups")
    assert backup.why == "migration"
    copy = connect(backup.path, options="mode=ro")
    assert copy.execute("pragma user_version").fetchone()[0] == old
    assert copy.execute("SELECT name FROM person").fetchall() == [("Ann",)]
    copy.close()
    new_store(tmp_path).close()
    assert len(list_backups(tmp_path / "peer.db", tmp_path / "backups")) == 1


@pytest.mark.parametrize(
    "second",
    [
        "INSERT INTO no_such_table VALUES (1)",
        "INSERT INTO tag (id, person_id, name) VALUES (1, 99, 'points nowhere')",
    ],
)
def test_a_step_that_fails_leaves_the_old_version_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    store.close()
    old = versions.VERSION
    with monkeypatch.context() as patched:
        set_next_version(patched, "ALTER TABLE person ADD COLUMN shoe TEXT", second)
        with pytest.raises(DataError):
            new_store(tmp_path)
    store = new_store(tmp_path)
    assert store.reader.value("pragma user_version") == old
    names = [row[1] for row in store.reader.rows("pragma table_info(person)")]
    assert "shoe" not in names
    store.close()
    assert examine(tmp_path / "peer.db") == []


def test_a_step_does_not_take_rows_along_by_foreign_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    add(store, "Ann", tags=(Tag("customer"),))
    store.close()
    set_next_version(
        monkeypatch,
        "CREATE TABLE person_next AS SELECT * FROM person",
        "DROP TABLE person",
        "ALTER TABLE person_next RENAME TO person",
        "CREATE UNIQUE INDEX person_key ON person (id)",
    )
    store = new_store(tmp_path)
    assert store.reader.row("SELECT count(*), (SELECT count(*) FROM tag) FROM person") == (1, 1)
    assert store.database().run("pragma foreign_keys").fetchone()[0] == 1
    store.close()
