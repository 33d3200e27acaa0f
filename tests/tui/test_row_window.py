"""The window of rows against a plain list: same rows, same order, cursor right and visible."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.loaded_rows import LEAST_LOADED, SCREENS_LOADED, RowKey
from peer_tui.tui.widgets.row_window import RowWindow


@dataclass(frozen=True, order=True)
class Item:
    """A row with its place in the order; odd groups of ten hold headings."""

    place: int
    heading: bool = field(default=False, compare=False)


@dataclass
class ListSource:
    """A row source over a sorted list, as storage would answer."""

    items: list[Item]
    reads: int = 0

    def first(self, limit: int) -> Sequence[Item]:
        self.reads += 1
        return self.items[:limit]

    def last(self, limit: int) -> Sequence[Item]:
        self.reads += 1
        return self.items[-limit:]

    def after(self, row: Item, limit: int) -> Sequence[Item]:
        self.reads += 1
        start = bisect_right(self.items, row)
        return self.items[start : start + limit]

    def before(self, row: Item, limit: int) -> Sequence[Item]:
        self.reads += 1
        end = bisect_left(self.items, row)
        return self.items[max(0, end - limit) : end]

    def around(self, key: RowKey, limit: int) -> Sequence[Item]:
        self.reads += 1
        for index, item in enumerate(self.items):
            if item.place == key:
                start = max(0, index - limit // 2)
                return self.items[start : max(index + 1, start + limit)]
        return []

    def key(self, row: Item) -> RowKey:
        return row.place


def selectable(item: Item) -> bool:
    return not item.heading


def window_over(count: int, height: int, headings: frozenset[int] = frozenset()) -> RowWindow[Item]:
    source = ListSource([Item(place, place in headings) for place in range(count)])
    return RowWindow(source, selectable, height)


class WindowMachine(RuleBasedStateMachine):
    """Random moves and changes underneath, compared with the list after every step."""

    @initialize(
        flags=st.lists(st.integers(0, 3), max_size=400),
        height=st.integers(1, 100),
    )
    def start(self, flags: list[int], height: int) -> None:
        self.source = ListSource([Item(i * 1000, flag == 0) for i, flag in enumerate(flags)])
        self.window: RowWindow[Item] = RowWindow(self.source, selectable, height)

    @rule(steps=st.integers(-30, 30))
    def move(self, steps: int) -> None:
        before = self.window.cursor_row
        self.window.move(steps)
        choices = [item for item in self.source.items if selectable(item)]
        if before is not None and steps:
            wanted = choices.index(before) + steps
            assert self.window.cursor_row == choices[max(0, min(wanted, len(choices) - 1))]

    @rule(pages=st.sampled_from([-2, -1, 1, 2]))
    def page(self, pages: int) -> None:
        before = self.window.cursor_row
        self.window.page(pages)
        after = self.window.cursor_row
        if before is not None and after is not None:
            assert (after >= before) if pages > 0 else (after <= before)

    @rule(lines=st.sampled_from([-9, -3, -1, 1, 3, 9]))
    def scroll(self, lines: int) -> None:
        self.window.scroll(lines)

    @rule()
    def home(self) -> None:
        self.window.home()
        assert self.window.visible == self.source.items[: self.window.height] or (
            self.window.cursor is not None and self.window.cursor >= self.window.height - 1
        )

    @rule()
    def end(self) -> None:
        self.window.end()
        choices = [item for item in self.source.items if selectable(item)]
        assert self.window.cursor_row == (choices[-1] if choices else None)

    @rule(height=st.integers(1, 100))
    def resize(self, height: int) -> None:
        before = self.window.cursor_row
        self.window.resize(height)
        assert self.window.cursor_row == before

    @rule(data=st.data())
    def pick(self, data: st.DataObject) -> None:
        if self.source.items:
            item = data.draw(st.sampled_from(self.source.items))
            assert self.window.select_key(item.place) is selectable(item)
            if selectable(item):
                assert self.window.cursor_row == item

    @rule(place=st.integers(-5_000, 400_000), heading=st.booleans(), count=st.integers(1, 40))
    def insert(self, place: int, heading: bool, count: int) -> None:
        known = {item.place for item in self.source.items}
        new = [Item(p, heading) for p in range(place, place + count) if p not in known]
        self.source.items = sorted([*self.source.items, *new])
        self.reload()

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        size = len(self.source.items)
        start = data.draw(st.integers(0, size))
        del self.source.items[start : start + data.draw(st.sampled_from([1, 2, 10, 500]))]
        self.reload()

    @rule()
    def delete_under_the_cursor(self) -> None:
        row = self.window.cursor_row
        if row is not None:
            self.source.items.remove(row)
            self.reload()

    def reload(self) -> None:
        row = self.window.cursor_row
        self.window.reload()
        choices = [item for item in self.source.items if selectable(item)]
        if row is None or not choices:
            return
        if row in choices:
            assert self.window.cursor_row == row
        else:
            following = bisect_left(choices, row)
            assert self.window.cursor_row == choices[min(following, len(choices) - 1)]

    @invariant()
    def consistent(self) -> None:
        if not hasattr(self, "window"):
            return
        window, items = self.window, self.source.items
        if window.rows:
            start = items.index(window.rows[0])
            assert window.rows == items[start : start + len(window.rows)]
        assert len(window.visible) == min(window.height, len(items))
        assert (window.cursor is not None) == any(selectable(item) for item in items)
        if window.cursor is not None:
            assert selectable(window.rows[window.cursor])
            assert 0 <= window.cursor - window.top < window.height
        assert len(window.rows) <= max(LEAST_LOADED, SCREENS_LOADED * window.height)


WindowMachine.TestCase.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
TestWindow = WindowMachine.TestCase


def test_the_first_page_is_the_visible_height() -> None:
    window = window_over(100_000, 30)
    assert len(window.rows) == 30
    assert isinstance(window.source, ListSource)
    assert window.source.reads == 1


def test_a_move_inside_the_window_reads_nothing() -> None:
    window = window_over(1000, 30)
    window.move(1)
    assert isinstance(window.source, ListSource)
    reads = window.source.reads
    for _ in range(20):
        window.move(1)
    assert window.source.reads - reads <= 1


def test_the_view_moves_no_further_than_the_cursor_needs() -> None:
    window = window_over(1000, 20)
    window.end()
    lines = [19]
    for _ in range(400):
        window.move(-1)
        assert window.cursor_line is not None
        lines.append(window.cursor_line)
    assert lines[:20] == list(range(19, -1, -1))
    assert set(lines[20:]) == {0}
    window.page(-1)
    assert window.cursor_row == Item(1000 - 1 - 400 - 19)
    assert window.cursor_line == 0


def test_the_wheel_moves_the_view_by_its_lines_and_not_the_cursor() -> None:
    window = window_over(1000, 20)
    window.end()
    window.move(-200)
    first = window.visible[0]
    for step in range(1, 60):
        window.scroll(-3)
        assert window.visible[0] == Item(first.place - 3 * step)
    assert window.cursor_line == 19


def test_page_keeps_the_line_of_the_cursor() -> None:
    window = window_over(1000, 20)
    window.move(7)
    window.page(1)
    assert window.cursor_line == 7
    assert window.cursor_row == Item(26)


def test_moving_up_to_the_first_row_shows_its_heading() -> None:
    window = window_over(100, 10, frozenset({0, 1}))
    window.move(30)
    window.move(-30)
    assert window.visible[0] == Item(0)
    assert window.cursor_row == Item(2)


def test_moving_down_to_the_last_row_shows_the_summary() -> None:
    window = window_over(30, 10, frozenset({28, 29}))
    window.move(100)
    assert window.cursor_row == Item(27)
    assert window.visible[-1] == Item(29)


def test_a_reload_keeps_row_and_line() -> None:
    window = window_over(1000, 20)
    window.move(500)
    line = window.cursor_line
    assert isinstance(window.source, ListSource)
    window.source.items = [
        item for item in window.source.items if item.place % 3 or item.place == 500
    ]
    window.reload()
    assert window.cursor_row == Item(500)
    assert window.cursor_line == line


def test_a_view_at_the_start_shows_what_comes_in_above() -> None:
    window = window_over(100, 20)
    window.move(2)
    assert isinstance(window.source, ListSource)
    window.source.items.insert(0, Item(-1))
    window.reload()
    assert window.visible[0] == Item(-1)
    assert window.cursor_row == Item(2)


def test_everything_vanishes_and_comes_back() -> None:
    window = window_over(50, 10)
    assert isinstance(window.source, ListSource)
    items, window.source.items = window.source.items, []
    window.reload()
    assert window.visible == []
    assert window.cursor_row is None
    window.move(1)
    window.page(-1)
    window.end()
    window.source.items = items
    window.reload()
    assert window.cursor_row == Item(0)


def test_a_row_that_is_gone_from_a_whole_list_gives_way_to_its_neighbour() -> None:
    def whole(*places: int) -> FixedRows[Item]:
        return FixedRows(tuple(map(Item, places)), lambda item: item.place)

    window = RowWindow(whole(1, 2, 3), selectable, 5)
    window.move(1)
    for left, under in (((1, 3), Item(3)), ((1,), Item(1)), ((), None)):
        window.source = whole(*left)
        window.reload()
        assert window.cursor_row == under
        assert list(window.rows) == list(map(Item, left))
