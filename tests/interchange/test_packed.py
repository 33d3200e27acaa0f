"""A packed list is the list that was put in."""

from hypothesis import given
from hypothesis import strategies as st

from peer_tui.interchange.packed import BLOCK, PackedList


@given(st.lists(st.text(max_size=3), max_size=3 * BLOCK), st.integers(-400, 400), st.slices(200))
def test_it_reads_as_the_list(items: list[str], at: int, part: slice) -> None:
    packed = PackedList(items)
    assert list(packed) == items
    assert len(packed) == len(items)
    assert packed[part] == items[part]
    if -len(items) <= at < len(items):
        assert packed[at] == items[at]
