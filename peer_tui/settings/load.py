"""Reads the configuration file: what cannot be used becomes a warning, never the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from peer_tui.settings.values import Settings

if TYPE_CHECKING:
    from peer_tui.settings.schema import Setting, Table


LONGEST_SHOWN = 60
"""Characters of a value that a warning repeats."""


class Loaded(NamedTuple):
    """The choices in effect, and what was wrong with the file."""

    settings: Settings = Settings()
    warnings: tuple[str, ...] = ()
    """Plain sentences naming file, key, value and what is allowed."""


def load(path: Path) -> Loaded:
    """The owner's choices; the default wherever the file does not say, or says wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Loaded()
    except OSError as error:
        return _unread(f"{path} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        return _unread(f"{path} is not UTF-8 text.")
    # Most owners have no such file, and start sooner without the parser and the schema.
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _unread(f"{path} is not valid TOML: {error}.")
    values, warnings = _checked(table, path)
    return Loaded(Settings(**values), tuple(warnings))


def in_brief(warnings: tuple[str, ...], path: Path, width: int) -> str:
    """The first of some warnings for a line of that many cells, and where the others stand.

    What is about the file is shortened to its first sentence where it does not fit.
    """
    first, *others = warnings
    words = first.replace(str(path), path.name)
    more = f" Press , for {len(others)} more." if others else ""
    if words.startswith(path.name) and len(words + more) + 2 > width:
        words = f"{words.split('. ')[0]}."
        more = more or " Press , for all of it."
    return words + more


def _unread(sentence: str) -> Loaded:
    return Loaded(warnings=(f"{sentence} The defaults are used.",))


def _checked(table: dict[str, Any], path: Path) -> tuple[dict[str, Any], list[str]]:
    from peer_tui.settings.schema import KEYS, SCHEMA, TABLES, Refused

    values: dict[str, Any] = {}
    warnings = [_unknown(key, path) for key in table if key not in KEYS]
    for setting in SCHEMA:
        if setting.key not in table:
            continue
        try:
            values[setting.key] = setting.read(table[setting.key])
        except Refused as refused:
            warnings.append(_wrong(setting, table[setting.key], str(refused), path))
    for own in TABLES:
        if own.key in table:
            values[own.key], faults = _entries(own, table[own.key], path)
            warnings.extend(faults)
    return values, warnings


def _entries(table: Table, found: object, path: Path) -> tuple[Mapping[str, str], list[str]]:
    """The entries of a table that can be used; a wrong one leaves the others in force."""
    if not isinstance(found, dict):
        said = f"{path}: {table.key} = {_shown(found)} cannot be used."
        return MappingProxyType({}), [f"{said} It is a table: write [{table.key}] above its lines."]
    good: dict[str, str] = {}
    warnings: list[str] = []
    for name, value in _flat(found):
        if isinstance(value, str) and table.takes(name, value):
            good[name] = value
        else:
            warnings.append(
                f"{path}: [{table.key}] {_safe(name)} = {_shown(value)} cannot be used."
                f" Allowed: {table.allowed}. It is left out."
            )
    return MappingProxyType(good), warnings


def _flat(table: dict[str, Any], above: str = "") -> list[tuple[str, object]]:
    """The entries with their whole names: a dot in a name without quotes makes a table."""
    entries: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            entries += _flat(value, f"{above}{name}.")
        else:
            entries.append((above + name, value))
    return entries


def _shown(value: object) -> str:
    return f'"{_safe(value)}"' if isinstance(value, str) else _safe(str(value))


def _safe(text: str) -> str:
    """The text fit for one line of a terminal."""
    from peer_tui.domain.text import clean_line

    line = clean_line(text)
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}..."


def _unknown(key: str, path: Path) -> str:
    from peer_tui.settings.schema import KEYS, nearest

    near = nearest(key, KEYS)
    hint = f" Did you mean {near}?" if near else f" Known keys: {', '.join(KEYS)}."
    return f"{path}: there is no setting {_safe(key)}.{hint}"


def _wrong(setting: Setting, value: object, near: str, path: Path) -> str:
    hint = f" Did you mean {near}?" if near else ""
    return (
        f"{path}: {setting.key} = {_shown(value)} cannot be used.{hint} Allowed: {setting.allowed}."
        " The default is used."
    )
