"""What a mapping of a file without a header row is remembered by: what its columns look like. Pure.

Two files may look alike and hold different things. So what was said of such a file is only
proposed for the next one of its shape; the owner takes it with one key, or says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from peer_tui.interchange.column_mapping import Proposal, has_only_numbers, propose
from peer_tui.storage.hashing import sha256_hex

SHAPE = "shape:"
"""Begins what such a mapping is remembered by; a fingerprint of names never does."""
AS_BEFORE = "you said so of a file that looks like this one"

_MOST_COLUMNS = 2000
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

Rows = Sequence[Sequence[str]]


def shape_of(rows: Rows) -> str:
    """The number of columns, and of what kind most cells of each are."""
    width = min(max(map(len, rows), default=0), _MOST_COLUMNS)
    kinds = (
        Counter(_kind(cell) for row in rows if at < len(row) and (cell := row[at].strip()))
        for at in range(width)
    )
    words = (min(count, key=lambda kind: (-count[kind], kind), default="empty") for count in kinds)
    return SHAPE + sha256_hex("\n".join(words).encode())[:32]


def _kind(cell: str) -> str:
    if _EMAIL.fullmatch(cell):
        return "email"
    if _URL.fullmatch(cell):
        return "url"
    return "words" if any(map(str.isalpha, cell)) else "digits"


def proposed_again(rows: Rows, remembered: Mapping[str, Mapping[str, str]]) -> list[Proposal]:
    """What the owner said of the columns of a file of this shape; empty when nothing was."""
    if not any(key.startswith(SHAPE) for key in remembered):
        return []
    said = remembered.get(shape_of(rows), {})
    if not has_only_numbers(said):
        return []
    return [
        replace(each, field=field, certain=True, why=AS_BEFORE)
        if (field := said.get(str(each.position + 1)))
        else each
        for each in propose([], rows)
    ]
