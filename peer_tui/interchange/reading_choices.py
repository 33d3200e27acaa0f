"""What the owner says about files that are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are read; what it raises ends the reading."""


def no_progress(_done: int, _of: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class ReadChoices:
    """How to read files; the defaults ask nothing of the owner."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """For CSV: fields by column name or number, as `column_mapping.read_option` gives them."""
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For CSV: such mappings of earlier files, by the fingerprint of the header or by shape."""
    me: frozenset[str] = frozenset()
    """For mail: the owner's own addresses, in lower case."""
    bodies: bool = False
    """For mail: whether texts are kept, and not only subjects."""
    progress: Progress = no_progress
    """Told how far the reading of a file is."""


NO_CHOICES = ReadChoices()
