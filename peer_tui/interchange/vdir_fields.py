"""What two sides say, field by field: which of them changed since they agreed, and which clash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Digests = dict[str, tuple[str, ...]]
"""By field, a digest of each value in order; a field without a value is left out."""
Part = TypeVar("Part")


def digest_of(text: str) -> str:
    """A value in twelve characters."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def digests(values: dict[str, Iterable[str]]) -> Digests:
    """The digests of fields given as texts; empty texts are no values."""
    found = {name: tuple(digest_of(text) for text in texts if text)
             for name, texts in values.items()}  # fmt: skip
    return {name: parts for name, parts in found.items() if parts}


def packed_digests(found: Digests) -> str:
    """The digests as one text; the same for the same fields."""
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def unpacked_digests(text: str) -> Digests:
    """What `packed_digests` was given; nothing for an empty text."""
    return {name: tuple(parts) for name, parts in json.loads(text).items()} if text else {}


@dataclass(slots=True)
class Merge:
    """What becomes of the fields of both sides."""

    takes: list[str] = field(default_factory=list)
    """Fields in which we follow the file."""
    joins: list[str] = field(default_factory=list)
    """Lists that both changed: each part that came or went on either side came or went."""
    conflicts: list[str] = field(default_factory=list)
    """Fields that both changed to different values."""


def merge(
    ours: Digests, theirs: Digests, our_base: Digests, their_base: Digests, lists: Collection[str]
) -> Merge:
    """Compare both sides with what each was when they agreed; without a base, with nothing."""
    found = Merge()
    for name in sorted({*ours, *theirs, *our_base, *their_base}):
        mine, other = ours.get(name, ()), theirs.get(name, ())
        i_changed = mine != our_base.get(name, ())
        they_changed = other != their_base.get(name, ())
        if mine == other or not they_changed:
            continue
        if not i_changed:
            found.takes.append(name)
        elif name in lists:
            found.joins.append(name)
        else:
            found.conflicts.append(name)
    return found


def merged_parts(
    ours: Sequence[Part],
    theirs: Sequence[Part],
    base: Collection[str],
    digest: Callable[[Part], str],
    *,
    in_their_order: bool,
) -> tuple[Part, ...]:
    """Our parts without those the file dropped, and those it added; `base` is what it had."""
    there = {digest(part): part for part in theirs}
    gone = set(base) - set(there)
    kept = [part for part in ours if digest(part) not in gone]
    here = {digest(part) for part in kept}
    new = [part for key, part in there.items() if key not in base and key not in here]
    found = [*kept, *new]
    if in_their_order:
        places = {key: place for place, key in enumerate(there)}
        found.sort(key=lambda part: places.get(digest(part), len(places)))
    return tuple(found)
