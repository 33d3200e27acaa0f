"""The virtual list in a running app."""

import os
from unittest.mock import patch

import pytest
from textual.app import ComposeResult
from textual.color import Color
from textual.events import MouseScrollDown
from textual.geometry import Region

from peer_tui.tui.themes import PALETTES
from tests.tui.list_app import ListApp
from tests.tui.test_row_window import Item


async def test_rows_are_on_screen_with_the_cursor_on_the_first() -> None:
    app = ListApp(100_000)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        lines = app.screen_lines()
        assert lines[0] == "▌ row 0"
        assert lines[10] == "  row 10"
        assert app.seen.highlighted == [0]
        assert app.source.reads == 1


async def test_keys_move_the_cursor_and_only_changed_lines_are_painted() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        painted = app.painted
        await pilot.press("down")
        assert app.painted - painted == 2
        await pilot.press("up")
        assert app.painted - painted <= 4
        await pilot.press("end")
        assert app.screen_lines()[-1] == "▌ row 999"
        await pilot.press("pageup")
        assert app.rows.cursor_row == Item(989)
        await pilot.press("home", "pagedown")
        assert app.rows.cursor_row == Item(10)
        await pilot.pause()
        assert app.seen.highlighted[-1] == 10


async def test_headings_are_skipped_and_shown() -> None:
    app = ListApp(30, frozenset({0, 5, 6}))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert app.screen_lines()[:2] == ["  row 0", "▌ row 1"]
        await pilot.press(*["down"] * 4)
        assert app.rows.cursor_row == Item(7)
        await pilot.click(app.rows, offset=(5, 5))
        assert app.rows.cursor_row == Item(7)


async def test_a_click_selects_and_a_second_click_opens() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(app.rows, offset=(5, 3))
        assert app.rows.cursor_row == Item(3)
        assert app.seen.opened == []
        await pilot.click(app.rows, offset=(5, 3))
        assert app.seen.opened == [3]
        await pilot.press("tab")
        assert app.focused is not app.rows
        await pilot.click(app.rows, offset=(5, 3))
        assert app.rows.has_focus
        assert app.seen.opened == [3]
        await pilot.press("enter")
        assert app.seen.opened == [3, 3]


async def test_the_wheel_scrolls_and_keeps_the_cursor_in_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.press(*["down"] * 5)
        app.rows.post_message(_wheel_down())
        await pilot.pause()
        assert app.screen_lines()[0] == "  row 3"
        assert app.rows.cursor_row == Item(5)
        app.rows.post_message(_wheel_down())
        await pilot.pause()
        assert app.rows.cursor_row == Item(6)


async def test_marks_follow_their_rows() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.rows.action_toggle_mark()
        app.rows.action_toggle_mark()
        assert app.rows.marks == {0, 1}
        assert app.screen_lines()[:3] == ["• row 0", "• row 1", "▌ row 2"]
        del app.source.items[0]
        app.rows.refresh_rows()
        assert app.rows.marks == {1}
        assert app.screen_lines()[:2] == ["• row 1", "▌ row 2"]
        app.rows.action_end()
        app.rows.refresh_rows()
        assert app.rows.marks == {1}
        app.rows.action_clear_marks()
        assert app.rows.marks == frozenset()
        assert app.rows.action_mark_all()
        assert len(app.rows.marks) == 999
        del app.source.items[5:900]
        app.rows.refresh_rows()
        assert len(app.rows.marks) == len(app.rows.marked_rows()) == 104


async def test_a_range_follows_the_cursor_both_ways() -> None:
    app = ListApp(300, frozenset({4}))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("down", "down")
        app.rows.action_mark_range()
        app.rows.action_move(3)
        assert app.rows.marks == {2, 3, 5, 6}
        app.rows.action_move(-4)
        assert app.rows.marks == {1, 2}
        app.rows.action_end()
        assert app.rows.marks == set(range(2, 300)) - {4}
        app.rows.action_move(-1)
        app.rows.action_mark_range()
        app.rows.action_home()
        assert app.rows.marks == set(range(2, 299)) - {4}
        app.rows.set_marks([1])
        assert app.screen_lines()[1] == "• row 1"


async def test_the_last_set_comes_back_without_those_that_are_gone() -> None:
    app = ListApp(30)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert not app.rows.action_mark_again()
        for _ in range(3):
            app.rows.action_toggle_mark()
        del app.source.items[1]
        app.rows.refresh_rows()
        app.rows.action_clear_marks()
        assert app.rows.action_mark_again()
        assert app.rows.marks == {0, 2}
        app.source.items.insert(1, Item(1))
        app.rows.action_mark_again()
        assert app.rows.marks == {0, 1, 2}
        app.rows.action_clear_marks()
        app.rows.action_toggle_mark()
        app.rows.action_clear_marks()
        app.rows.action_mark_again()
        assert app.rows.marks == {3}


async def test_no_more_than_two_thousand_rows_are_marked_at_once() -> None:
    app = ListApp(2500)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert not app.rows.action_mark_all()
        assert len(app.rows.marked_rows()) == 2000


async def test_the_mark_column_and_ctrl_click_mark() -> None:
    app = ListApp(30)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(app.rows, offset=(1, 3))
        await pilot.click(app.rows, offset=(8, 5), control=True)
        assert app.rows.marks == {3, 5}
        await pilot.click(app.rows, offset=(0, 3))
        assert app.rows.marks == {5}
        assert app.seen.opened == []


async def test_only_the_newest_highlight_arrives() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        for _ in range(8):
            app.rows.action_move(1)
        await pilot.pause()
        assert app.seen.highlighted == [0, 8]


@pytest.mark.parametrize("theme", PALETTES)
async def test_every_theme_draws_the_list(theme: str) -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.theme = theme
        await pilot.pause()
        assert app.screen_lines()[0] == "▌ row 0"
        assert app.rows.render_lines(Region(0, 0, 40, 11))[0].cell_length == 40


async def test_a_list_filled_while_the_screen_is_composed_announces_its_row() -> None:
    class EagerApp(ListApp):
        def compose(self) -> ComposeResult:
            self.rows.show(self.source)
            yield self.rows

        def on_mount(self) -> None:
            self.rows.focus()

    app = EagerApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert app.seen.highlighted == [0]


async def test_after_a_verb_the_cursor_is_on_the_next_row() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.press(*["down"] * 4)
        app.rows.next_row()
        del app.source.items[4]
        app.rows.refresh_rows()
        await pilot.pause()
        assert app.rows.cursor_row == Item(5)
        app.source.items.insert(4, Item(4))
        app.rows.refresh_rows()
        assert app.rows.cursor_row == Item(5)
        assert "  row 4" in app.screen_lines()


async def test_empty_and_full_again() -> None:
    app = ListApp(3)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        items, app.source.items = app.source.items, []
        app.rows.refresh_rows()
        await pilot.press("down", "pageup", "end", "home", "enter")
        await pilot.pause()
        assert app.screen_lines()[:2] == ["  Nothing is due.", "  Enjoy it."]
        assert app.seen.highlighted[-1] is None
        assert app.rows.cursor_row is None
        app.source.items = items
        app.rows.refresh_rows()
        assert app.screen_lines()[0] == "▌ row 0"


async def test_another_source_keeps_the_place_or_starts_anew() -> None:
    app = ListApp()
    other = ListApp(500)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.press(*["pagedown"] * 4)
        assert app.rows.cursor_row == Item(40)
        app.rows.action_toggle_mark()
        app.rows.show(other.source)
        assert app.rows.cursor_row == Item(41)
        assert app.rows.marks == {40}
        app.rows.show(other.source, keep_place=False)
        assert app.rows.cursor_row == Item(0)
        assert app.rows.marks == frozenset()
        assert app.rows.select_key(300)
        assert app.rows.cursor_row == Item(300)
        assert not app.rows.select_key(900)


@pytest.mark.parametrize("height", [2, 3, 24, 101])
async def test_every_height_and_live_resize_keep_the_place(height: int) -> None:
    app = ListApp()
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.press(*["pagedown"] * 3)
        row = app.rows.cursor_row
        await pilot.resize_terminal(25, height)
        await pilot.pause()
        assert app.rows.cursor_row == row
        lines = app.screen_lines()
        assert len(lines) == height - 1
        assert sum(line.startswith("▌") for line in lines) == 1
        assert all(app.rows.render_line(y).cell_length == 25 for y in range(height - 1))


async def test_the_selected_ground_dims_without_focus() -> None:
    app = ListApp()
    palette = PALETTES["peer-dark"]
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert _ground(app, 0) == Color.parse(palette.selected)
        assert _ground(app, 1) == Color.parse(palette.ground)
        await pilot.press("tab")
        assert _ground(app, 0) == Color.parse(palette.selected_blurred)
        app.theme = "peer-light"
        await pilot.pause()
        assert _ground(app, 1) == Color.parse(PALETTES["peer-light"].ground)


async def test_no_color_leaves_the_cursor_visible() -> None:
    with patch.dict(os.environ, {"NO_COLOR": "1"}):
        app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        strip = app.rows.render_lines(Region(0, 0, 40, 1))[0]
        assert strip.text.startswith("▌")
        for segment in strip:
            assert segment.style is not None
            colour = segment.style.color
            assert colour is not None
            assert len(set(colour.get_truecolor())) == 1


async def test_a_region_is_cropped_on_both_sides() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        strips = app.rows.render_lines(Region(2, 1, 5, 3))
        assert [strip.text for strip in strips] == ["row 1", "row 2", "row 3"]


def _wheel_down() -> MouseScrollDown:
    return MouseScrollDown(
        widget=None, x=1, y=1, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False
    )


def _ground(app: ListApp, line: int) -> Color:
    style = list(app.rows.render_line(line))[-1].style
    assert style is not None
    assert style.bgcolor is not None
    return Color.from_rich_color(style.bgcolor)
