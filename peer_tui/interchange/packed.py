"""A long list that takes little room: its items are kept packed, in blocks."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

Item = TypeVar("Item")

BLOCK = 128
"""Items packed together: they share words, so a block is a fraction of its items' size."""
_LEVEL = 1


def pack(value: object) -> bytes:
    """A value in few bytes; only ever given back to `unpack` of the same process."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _LEVEL)


def unpack(data: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """The value that was packed."""
    return pickle.loads(zlib.decompress(data))


class PackedList(Sequence[Item], Generic[Item]):
    """A list of values that can be added to and read, not changed.

    Reading gives an equal value, not the same object. Reading in order is fast; jumping about
    unpacks a block each time.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._blocks: list[bytes] = []
        self._tail: list[Item] = []
        self._opened: tuple[int, list[Item]] = (-1, [])
        self.extend(items)

    def append(self, item: Item) -> None:
        """Add one item at the end."""
        self._tail.append(item)
        if len(self._tail) == BLOCK:
            self._blocks.append(pack(self._tail))
            self._tail = []

    def extend(self, items: Iterable[Item]) -> None:
        """Add items at the end."""
        for item in items:
            self.append(item)

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._tail)

    def _block(self, number: int) -> list[Item]:
        if number == len(self._blocks):
            return self._tail
        if self._opened[0] != number:
            self._opened = (number, unpack(self._blocks[number]))
        return self._opened[1]

    def __iter__(self) -> Iterator[Item]:
        number = 0
        while number < len(self._blocks):
            yield from self._block(number)
            number += 1
        yield from self._tail

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        position = at + len(self) if at < 0 else at
        if not 0 <= position < len(self):
            raise IndexError(at)
        return self._block(position // BLOCK)[position % BLOCK]
