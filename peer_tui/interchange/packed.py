"""A long list that takes little room: its items are kept packed, in blocks."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

Item = TypeVar("Item")

BLOCK = 128
"""Items packed together: they share words, so a block is a fraction of its items' size."""
_LEVEL = 1


Reading = Callable[[Any], tuple[Any, ...]]


def _fields_of(kind: type) -> Reading | None:
    """What reads the fields of a data class in order; None for any other kind."""
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    getter = attrgetter(*names)
    return getter if len(names) > 1 else lambda value: (getter(value),)


class _Pickler(pickle.Pickler):
    """Takes data classes by their fields at once: the standard way asks for each by name."""

    def __init__(self, buffer: io.BytesIO) -> None:
        super().__init__(buffer, pickle.HIGHEST_PROTOCOL)
        self._readings: dict[type, Reading | None] = {}

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 - whatever is packed
        """The class and the arguments it is made from."""
        kind = type(value)
        if kind not in self._readings:
            self._readings[kind] = _fields_of(kind)
        read = self._readings[kind]
        return NotImplemented if read is None else (kind, read(value))


def pack(value: object) -> bytes:
    """A value in few bytes; only ever given back to `unpack` of the same process."""
    buffer = io.BytesIO()
    _Pickler(buffer).dump(value)
    return zlib.compress(buffer.getbuffer(), _LEVEL)


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
        if isinstance(items, PackedList) and not self._tail:
            # Nothing is to be packed together with what is here.
            self._blocks += items._blocks
            self._tail = list(items._tail)
            return
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
