"""A stand-in for the programs that open links, so that no test calls or writes to anybody."""

import os
from collections.abc import Mapping
from pathlib import Path

OPENERS = ("xdg-open", "open")


def fake_openers(folder: Path) -> Path:
    """Put openers that only write down their link into `folder`; returns the file they write."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = folder / "opened.txt"
    for name in OPENERS:
        program = folder / name
        program.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{opened}'\n")
        program.chmod(0o755)
    return opened


def with_openers(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The variables under which those openers, and no other, are found."""
    return {
        "PATH": os.pathsep.join((str(folder), environ.get("PATH", ""))),
        # A display, so that a session over SSH counts as one where links can be opened.
        "DISPLAY": ":0",
        "TMUX": "",
        "STY": "",
    }


def links_in(opened: Path) -> list[str]:
    """The links that were opened so far."""
    return opened.read_text().splitlines() if opened.exists() else []
