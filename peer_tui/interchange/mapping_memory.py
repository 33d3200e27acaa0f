"""Remembers which column of a file held what: by its header, else by the shape of its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from peer_tui.errors import DataError, UsageError
from peer_tui.interchange.column_fields import checked_field
from peer_tui.settings.save import write_whole

_MOST = 500
"""Mappings kept; the oldest go first."""

Mappings = dict[str, dict[str, str]]
"""Fields by column name or number, by fingerprint or shape."""


def remembered_mappings(path: Path) -> Mappings:
    """Every mapping of the file; what makes no sense in it is left out. Never raises."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    found = {str(key): _mapping(value) for key, value in content.items()}
    return {key: value for key, value in found.items() if value}


def _mapping(value: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, field in value.items() if isinstance(value, dict) else ():
        with suppress(UsageError):
            found[str(name)] = checked_field(str(field))
    return found


def remember_mappings(path: Path, fresh: Mapping[str, Mapping[str, str]]) -> None:
    """Add mappings to the file, atomically. Raises DataError when it cannot be written."""
    kept = remembered_mappings(path)
    for key, mapping in fresh.items():
        kept.pop(key, None)
        kept[key] = dict(mapping)
    newest = dict(list(kept.items())[-_MOST:])
    try:
        write_whole(path, json.dumps(newest, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}.") from error
