"""A packed list is the list that was put in."""

from hypothesis import given
from hypothesis import strategies as st

from peer_tui.interchange.packed import BLOCK, PackedList


@given(st.lists(st.text(max_size=3), max_size=3 * BLOCK), st.integers(-400, 400), st.slices(200))
def test_it_reads_as_the_list(items: list[str], at: int, part: slice) -> None:
    packed = PackedList(items)
    assert list(PackedList(packed)) == items
    assert list(packed) == items
    assert len(packed) == len(items)
    assert packed[part] == items[part]
    if -len(items) <= at < len(items):
        assert packed[at] == items[at]


@given(*[st.lists(st.integers(), max_size=2 * BLOCK)] * 3)
def test_lists_are_put_together_and_stay_apart(
    one: list[int], two: list[int], three: list[int]
) -> None:
    first, second = PackedList(one), PackedList(two)
    first.extend(second)
    second.extend(PackedList(three))
    first.append(1)
    assert list(first) == [*one, *two, 1]
    assert list(second) == [*two, *three]
