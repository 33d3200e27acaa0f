"""Changes single keys of the configuration file; comments and order stay as they are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from peer_tui.errors import DataError
from peer_tui.settings.schema import SCHEMA

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_BY_KEY = {setting.key: setting for setting in SCHEMA}


def save(path: Path, key: str, value: object) -> None:
    """Write one setting, given as in `Settings`.

    Raises DataError when the file is not valid TOML or cannot be written; it is unchanged then.
    """

    def change(document: TOMLDocument) -> None:
        document[key] = _BY_KEY[key].write(value)

    _change(path, key, change)


def save_entry(path: Path, table: str, name: str, value: str | None) -> None:
    """Write one entry of a table ("views", "k", "tag:oak"), or take it out with None.

    Raises DataError when the file is not valid TOML, has something else in the place of the
    table, or cannot be written; it is unchanged then.
    """
    import tomlkit

    def change(document: TOMLDocument) -> None:
        if table not in document:
            document[table] = tomlkit.table()
        entries = document[table]
        if not isinstance(entries, MutableMapping):
            raise DataError(f"{path}: {table} is not a table, so {name} was not saved.")
        if value is None:
            entries.pop(name, None)
        else:
            entries[name] = value

    _change(path, name, change)


def _change(path: Path, key: str, change: Callable[[TOMLDocument], None]) -> None:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(path.read_text("utf-8-sig") if path.exists() else "")
        change(document)
        write_whole(path, document.as_string())
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise DataError(f"{path} is not valid TOML, so {key} was not saved: {error}.") from error
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}.") from error


def write_whole(path: Path, text: str) -> None:
    """Replace a file at once, readable by the owner only; a link keeps pointing to it."""
    target = path.resolve()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
