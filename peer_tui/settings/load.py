"""Reads the configuration file: what cannot be used becomes a warning, never the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peer_tui.settings.schema import KEYS, SCHEMA, Refused, Setting, Settings, nearest


@dataclass(frozen=True, slots=True)
class Loaded:
    """The choices in effect, and what was wrong with the file."""

    settings: Settings = field(default_factory=Settings)
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
    # Most owners have no such file, and start sooner without the parser.
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _unread(f"{path} is not valid TOML: {error}.")
    values, warnings = _checked(table, path)
    return Loaded(Settings(**values), tuple(warnings))


def _unread(sentence: str) -> Loaded:
    return Loaded(warnings=(f"{sentence} The defaults are used.",))


def _checked(table: dict[str, Any], path: Path) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    warnings = [_unknown(key, path) for key in table if key not in KEYS]
    for setting in SCHEMA:
        if setting.key not in table:
            continue
        try:
            values[setting.key] = setting.read(table[setting.key])
        except Refused as refused:
            warnings.append(_wrong(setting, table[setting.key], str(refused), path))
    return values, warnings


def _unknown(key: str, path: Path) -> str:
    near = nearest(key, KEYS)
    hint = f" Did you mean {near}?" if near else f" Known keys: {', '.join(KEYS)}."
    return f"{path}: there is no setting {key}.{hint}"


def _wrong(setting: Setting, value: object, near: str, path: Path) -> str:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    hint = f" Did you mean {near}?" if near else ""
    return (
        f"{path}: {setting.key} = {shown} cannot be used.{hint} Allowed: {setting.allowed}."
        " The default is used."
    )
