"""Who acts, and on which machine; shown where two edits meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from peer_tui.storage.store import Identity

_NAME = re.compile(r"[\w-]{1,64}")


def find_identity(device: Path, environment: Mapping[str, str]) -> Identity:
    """The identity of this machine and user; the machine's name is made once and kept in a file.

    Where the file can be neither read nor written, the machine has a name for this run only.
    """
    actor = environment.get("USER") or environment.get("USERNAME") or "owner"
    return Identity(_kept_name(device) or _make_name(device), actor)


def _kept_name(device: Path) -> str:
    try:
        name = device.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return name if _NAME.fullmatch(name) else ""


def _make_name(device: Path) -> str:
    import platform
    import secrets

    from peer_tui.settings.save import write_whole

    host = re.sub(r"[^\w-]+", "-", platform.node().split(".")[0])[:40].strip("-")
    name = f"{host or 'device'}-{secrets.token_hex(2)}"
    try:
        write_whole(device, f"{name}\n")
    except OSError:
        return name
    return name
