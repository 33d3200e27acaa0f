"""Every fault ends in one plain sentence, and the file is as it was."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from peer_tui.errors import DataError
from peer_tui.storage import database as database_module
from peer_tui.storage.doctor import examine
from peer_tui.storage.driver import WRITER_PRAGMAS, connect, driver
from peer_tui.storage.migrations import versions
from peer_tui.storage.store import Store
from tests.storage.support import add, new_store

Spoil = Callable[[Path], None]


def with_people(directory: Path, number: int = 60) -> Path:
    store = new_store(directory)
    for n in range(number):
        add(store, f"Ann {n}", notes="words " * 50)
    store.close()
    return store.path


def text_file(path: Path) -> None:
    path.write_text("Dear diary, today I met Ann.\n" * 40)


def foreign(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.touch()
    connection = connect(path)
    connection.execute("pragma journal_mode = wal")
    connection.execute("CREATE TABLE song (title TEXT)")
    connection.execute("INSERT INTO song VALUES ('secret song')")
    connection.close()


def newer(path: Path) -> None:
    connection = connect(path)
    connection.execute(f"pragma user_version = {versions.VERSION + 1}")
    connection.close()


def overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def header_flipped(path: Path) -> None:
    overwrite(path, 0, b"tILqs")


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_to_a_stub(path: Path) -> None:
    os.truncate(path, 60)


REFUSED: list[tuple[Spoil, str]] = [
    (text_file, "not a Peer database"),
    (foreign, "another program"),
    (newer, "newer Peer"),
    (header_flipped, "not a Peer database"),
    (truncated, "damaged"),
    (cut_to_a_stub, "damaged"),
]


def snapshot(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    ("spoil", "words"), REFUSED, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_refused_file_is_untouched(tmp_path: Path, spoil: Spoil, words: str) -> None:
    path = with_people(tmp_path)
    spoil(path)
    before = snapshot(tmp_path)
    with pytest.raises(DataError, match=words) as raised:
        new_store(tmp_path)
    assert raised.value.exit_code == 3
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert snapshot(tmp_path) == before
    assert set(before) == {"peer.db"}


def test_a_directory_a_pipe_and_a_dangling_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a" / "peer.db").mkdir(parents=True)
    with pytest.raises(DataError, match="is a directory"):
        new_store(tmp_path / "a")
    (tmp_path / "b").mkdir()
    os.mkfifo(tmp_path / "b" / "peer.db")
    with pytest.raises(DataError, match="not a file"):
        new_store(tmp_path / "b")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "peer.db").symlink_to(tmp_path / "nowhere")
    with pytest.raises(DataError, match="cannot be created"):
        new_store(tmp_path / "c")
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="cannot be created"):
        new_store(tmp_path / "file" / "deeper")


def read_everything(store: Store) -> None:
    for table in ("person", "change", "action", "person_document"):
        store.reader.rows(f"SELECT * FROM {table}")


def add_many(store: Store) -> None:
    for n in range(300):
        add(store, f"Bea {n}")


def test_a_damaged_page_is_a_sentence_where_it_is_met(tmp_path: Path) -> None:
    path = with_people(tmp_path, 200)
    connection = connect(path)
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'head'"
    head = (connection.execute(sql).fetchone()[0] - 1) * 4096
    connection.close()
    whole = path.read_bytes()
    for at in range(len(whole) // 4096 // 2 * 4096, len(whole), 2 * 4096):
        # A page of the schema, or where the journal stands, would be met on the way in already.
        if b"CREATE " not in whole[at : at + 4096] and at != head:
            overwrite(path, at, b"\xff" * 4096)
    store = new_store(tmp_path)
    with pytest.raises(DataError, match="`peer restore FILE --aside`"):
        read_everything(store)
    with pytest.raises(DataError, match="damaged"):
        add_many(store)
    store.close()


@pytest.mark.parametrize("log", [None, b"", b"garbage " * 1000], ids=["gone", "empty", "garbage"])
def test_a_lost_log_is_noticed_and_not_fatal(tmp_path: Path, log: bytes | None) -> None:
    live, copy, state = tmp_path / "live", tmp_path / "copy", tmp_path / "state"
    copy.mkdir()
    store = new_store(live, state_directory=state)
    add(store, "Ann")
    connection = connect(store.path)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    shutil.copy(live / "peer.db", copy)
    add(store, "Bea")
    add(store, "Cy")
    store.close()
    shutil.copy(copy / "peer.db", live)
    if log is not None:
        (live / "peer.db-wal").write_bytes(log)
    store = new_store(live, state_directory=state)
    assert store.warning is not None
    assert "2 acts are missing" in store.warning
    assert store.reader.value("SELECT count(*) FROM person") == 1
    add(store, "Di")
    store.close()
    store = new_store(live, state_directory=state)
    assert store.warning is None
    store.close()
    assert examine(store.path) == []


def test_another_history_of_the_same_length_is_noticed(tmp_path: Path) -> None:
    state = tmp_path / "state"
    for name in ("one", "two"):
        store = new_store(tmp_path / name, state_directory=state if name == "one" else None)
        add(store, f"Ann {name}")
        store.close()
    shutil.copy(tmp_path / "two" / "peer.db", tmp_path / "one" / "peer.db")
    store = new_store(tmp_path / "one", state_directory=state)
    assert store.warning is not None
    store.close()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"seq": "x", "hash": 1}', b"\xff\xfe"])
def test_a_mark_that_cannot_be_read_is_ignored(tmp_path: Path, content: bytes) -> None:
    state = tmp_path / "state"
    store = new_store(tmp_path, state_directory=state)
    add(store, "Ann")
    store.close()
    (mark,) = state.iterdir()
    assert mark.stat().st_mode & 0o777 == 0o600
    mark.write_bytes(content)
    store = new_store(tmp_path, state_directory=state)
    assert store.warning is None
    store.close()


def test_a_held_lock_is_waited_for_and_then_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = tuple((n, 50 if n == "busy_timeout" else v) for n, v in WRITER_PRAGMAS)
    monkeypatch.setattr(database_module, "WRITER_PRAGMAS", quick)
    store = new_store(tmp_path)
    add(store, "Ann")
    other = connect(store.path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DataError, match="Another program is writing"):
        add(store, "Bea")
    other.execute("COMMIT")
    other.close()
    add(store, "Cy")
    assert store.reader.rows("SELECT name FROM person ORDER BY id") == [("Ann",), ("Cy",)]
    store.close()
    assert examine(store.path) == []


def test_a_full_disk_saves_nothing_and_says_so(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    pages = store.reader.value("pragma page_count")
    store.database().run(f"pragma max_page_count = {pages}")
    with pytest.raises(DataError, match="disk is full"):
        add(store, "Bea", notes="words " * 20000)
    store.database().run("pragma max_page_count = 1000000")
    assert store.reader.rows("SELECT name FROM person") == [("Ann",)]
    add(store, "Cy")
    store.close()
    assert examine(store.path) == []


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


def test_a_log_that_cannot_grow_saves_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    log = tmp_path / "peer.db-wal"
    with file_size_limit(log.stat().st_size + 8192), pytest.raises(DataError, match=r"disk|full"):
        add(store, "Bea", notes="words " * 20000)
    assert store.reader.rows("SELECT name FROM person") == [("Ann",)]
    add(store, "Cy")
    store.close()
    assert examine(store.path) == []


@contextmanager
def nobody() -> Iterator[None]:
    """Act as a user without rights; only root has to change for that."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)]
)
def test_a_read_only_place_can_be_read(folder_mode: int, file_mode: int) -> None:
    # pytest's own folder is closed to the user this test acts as.
    folder = Path(tempfile.mkdtemp(prefix="peer-read-only-"))
    try:
        store = new_store(folder)
        add(store, "Ann")
        store.close()
        store.path.chmod(file_mode)
        folder.chmod(folder_mode)
        with nobody():
            store = new_store(folder)
            assert store.read_only
            assert store.reader.value("SELECT name FROM person") == "Ann"
            with pytest.raises(DataError, match="read-only"):
                add(store, "Bea")
            store.close()
        assert {path.name for path in folder.iterdir()} == {"peer.db"}
        assert examine(store.path) == []
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_the_first_error_is_the_one_that_is_told(tmp_path: Path) -> None:
    """Peewee's rollback after SQLite's own must not hide the cause."""
    store = new_store(tmp_path)
    store.database().run("pragma max_page_count = 1")
    with pytest.raises(DataError) as raised:
        add(store, "Bea", notes="words " * 20000)
    assert "cannot rollback" not in str(raised.value)
    assert isinstance(driver().Error, type)
    store.close()
