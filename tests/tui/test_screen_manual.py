"""The manual: its pages say what is there, are set in any width, and lead back to the place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.filter_fields import FIELDS
from peer_tui.settings.load import load
from peer_tui.settings.schema import SCHEMA, TABLES, Settings
from peer_tui.tui.action_list import ACTIONS
from peer_tui.tui.key_names import parse_keys
from peer_tui.tui.keymap import keymap_in_force
from peer_tui.tui.manual_text import (
    FOLDER,
    ORDER,
    Kind,
    Span,
    Voice,
    contents,
    found_in,
    read_page,
    read_pages,
    set_page,
    wrapped,
)
from peer_tui.tui.screens.help import field_meaning
from peer_tui.tui.text import cell_width
from tests.tui.peer_app import NARROW, WIDE, running

TINY = (40, 12)
THEMES = ("peer-dark", "peer-light", "peer-contrast", "ansi-dark", "ansi-light")


def table(*rows: tuple[str, str], head: tuple[str, str]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{left}` | {right} |" for left, right in rows)])


def filter_table() -> str:
    rows = [(field.example, field_meaning(field)) for field in FIELDS]
    return table(*rows, head=("you type", "what stays"))


def settings_table() -> str:
    rows = [(each.key, f"{each.help}. Allowed: {each.allowed}.") for each in SCHEMA]
    rows += [(f"[{each.key}]", f"{each.help}: {each.allowed}.") for each in TABLES]
    return table(*rows, head=("name", "what it is"))


@pytest.mark.parametrize(
    ("page", "mark", "written"),
    [("filters", "fields", filter_table), ("settings", "settings", settings_table)],
)
def test_the_tables_are_those_of_the_program(page: str, mark: str, written: object) -> None:
    assert callable(written)
    text = (FOLDER / f"{page}.md").read_text("utf-8")
    [found] = re.findall(f"<!-- {mark}:start -->\n(.*)<!-- {mark}:end -->", text, re.DOTALL)
    assert found.strip() == written()


def test_every_page_is_in_the_order_of_the_contents() -> None:
    pages = read_pages()
    assert tuple(pages) == ORDER
    for page in pages.values():
        assert page.title != page.name
        assert 10 < len(page.summary) <= 58, page.name


def test_every_link_leads_to_a_page() -> None:
    pages = read_pages()
    for page in [*pages.values(), contents(pages)]:
        for block in page.blocks:
            for cell in block.cells:
                for span in cell:
                    assert span.link == "" or span.link in pages, page.name
        assert not re.search(r"[`*]|\]\(", " ".join(block.text for block in page.blocks)) or (
            page.name in ("quick-add", "keys", "filters", "importing")
        ), page.name


def test_the_example_of_the_settings_works(tmp_path: Path) -> None:
    for name in ("settings", "keys"):
        [example] = re.findall(r"```\n(.*?)```", (FOLDER / f"{name}.md").read_text(), re.DOTALL)
        (tmp_path / "config.toml").write_text(example)
        loaded = load(tmp_path / "config.toml")
        assert loaded.warnings == ()
        assert keymap_in_force(loaded.settings.keys).faults == ()


@pytest.mark.parametrize("name", ["morning", "contact", "review", "start"])
def test_the_keys_told_are_keys_of_the_program(name: str) -> None:
    keys = {key for action in ACTIONS for key in action.keys}
    cells = [cell for block in read_pages()[name].blocks for cell in block.cells]
    told = {span.text for cell in cells for span in cell if span.voice is Voice.KEY}
    assert told
    for text in told:
        if not re.search(r"[.:{]|^\d$|^z2$|^r$|templates| @|^person ", text):
            assert set(parse_keys(text)) <= keys, text


# the lines


@pytest.mark.parametrize("width", [1, 7, 20, 36, 76, 200])
def test_no_line_is_longer_than_the_page(width: int) -> None:
    pages = read_pages()
    for page in [*pages.values(), contents(pages), found_in(pages, "the")]:
        for line in set_page(page, width):
            length = sum(cell_width(span.text) for span in line.spans)
            assert length <= max(width, 12), (page.name, line)


words = st.text("ab 漢é", max_size=30)


@given(st.lists(st.builds(Span, words, st.sampled_from(Voice)), max_size=5), st.integers(2, 20))
def test_wrapping_loses_nothing_but_blanks(spans: list[Span], width: int) -> None:
    lines = list(wrapped(spans, width))
    for line in lines:
        assert sum(cell_width(span.text) for span in line) <= width
    shown = "".join(span.text for line in lines for span in line)
    assert "".join(shown.split()) == "".join("".join(span.text for span in spans).split())


@given(st.text("ab`*[](). |-#\n", max_size=80))
def test_any_text_is_a_page(text: str) -> None:
    set_page(read_page("x", text), 20)


def test_a_page_in_its_parts() -> None:
    page = read_page("x", "# One\n\nA `k` and **b**, [two](y.md).\n\n- i\n  j\n\n```\n[a]\n```\n")
    assert page.title == "One"
    assert [block.kind for block in page.blocks] == [Kind.PARAGRAPH, Kind.ITEM, Kind.CODE]
    assert [(s.text, s.voice, s.link) for s in page.blocks[0].cells[0]] == [
        ("A ", Voice.PLAIN, ""),
        ("k", Voice.KEY, ""),
        (" and ", Voice.PLAIN, ""),
        ("b", Voice.STRONG, ""),
        (", ", Voice.PLAIN, ""),
        ("two", Voice.LINK, "y"),
        (".", Voice.PLAIN, ""),
    ]
    assert page.blocks[1].text == "i j"


# on the screen


@pytest.mark.parametrize("size", [TINY, NARROW, WIDE])
async def test_reading_and_back_to_the_very_place(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        await peer.press("j", "j")
        place = peer.cursor_line
        before = peer.screen
        await peer.press("f1")
        assert peer.lines[0].strip() == "The manual"
        assert "Getting in touch" in peer.screen
        await peer.press("enter")
        assert "A morning" in peer.lines[0]
        assert "The list begins" in peer.screen
        await peer.press("escape")
        assert peer.lines[0].strip() == "The manual"
        await peer.press("escape")
        assert peer.cursor_line == place
        assert peer.screen == before


async def test_scrolling_ends_with_the_page(tmp_path: Path) -> None:
    async with running(tmp_path, TINY) as peer:
        top = await peer.press("f1", "enter")
        assert await peer.press("pagedown") != top
        end = await peer.press("G")
        assert await peer.press("pagedown", "j") == end
        assert await peer.press("g", "g") == top
        assert await peer.press("k", "pageup") == top


async def test_links_lead_on_and_escape_back(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("f1", *"j" * (ORDER.index("contact") - 1), "enter")
        assert "Getting in touch" in peer.lines[0]
        await peer.press("tab", "enter")
        assert "Settings" in peer.lines[0]
        await peer.press("escape")
        assert "Getting in touch" in peer.lines[0]
        await peer.press("f1")
        assert peer.lines[0].strip() == "The manual"
        await peer.press("end")
        await peer.click("Your data")
        assert "Everything is in one file" in peer.screen
        await peer.press("q", "f1")
        assert "Follow-ups due" in peer.screen


async def test_the_search_goes_to_the_words(tmp_path: Path) -> None:
    async with running(tmp_path, TINY) as peer:
        await peer.press("f1", "/", "=released.md")
        assert "1 found" in peer.lines[0]
        await peer.press("enter")
        assert "Getting in touch" in peer.lines[0]
        assert "released.md" in peer.screen
        await peer.press("escape", "escape")
        assert peer.lines[0].strip() == "The manual"
        await peer.press("/", "=zzzz", "enter")
        assert peer.lines[0].strip() == "The manual"
        await peer.press("/", "=the", "down", "escape")
        assert peer.lines[0].strip() == "The manual"


async def test_it_opens_at_the_page_of_the_place(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press(",", "f1", "enter")
        assert "Settings" in peer.lines[0]
        await peer.press("escape", "escape")
        assert "Theme" in peer.cursor_line


async def test_another_size_keeps_the_paragraph(tmp_path: Path) -> None:
    async with running(tmp_path, TINY) as peer:
        await peer.press("f1", "enter", "pagedown", "pagedown")
        first = peer.lines[1].split()[:2]
        wide = await peer.resize((60, 14))
        assert " ".join(first) in " ".join(wide.split())


@pytest.mark.parametrize("theme", THEMES)
async def test_the_chosen_link_is_told_without_colour(theme: str, tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        peer.app.theme = theme
        await peer.press("f1", "j")
        strips = peer.app.screen._compositor.render_strips()
        reversed_ = [s.text for strip in strips for s in strip if s.style and s.style.reverse]
        assert len(reversed_) == 1


# the keys that work here


async def test_help_has_the_keys_the_filters_and_the_manual(tmp_path: Path) -> None:
    async with running(tmp_path, (100, 200)) as peer:
        shown = await peer.press("question_mark")
        assert "The keys that work in due. Esc closes.  F1 the manual." in shown
        assert "Put off to the day shown" in shown
        for field in FIELDS:
            assert field.example in shown
        narrowed = await peer.press("=owed:me")
        assert "promises: owed to me" in narrowed
        assert "Put off to the day shown" not in narrowed
        assert "No key does that." in await peer.press("=qqq")
        await peer.press("ctrl+u")
        assert "Put off to the day shown" in await peer.press("=snooze")
        assert "Start" in await peer.press("f1")
        assert peer.lines[0].strip() == "The manual"
        await peer.press("escape")
        assert "Follow-ups due" in peer.screen


async def test_help_shows_the_keys_in_force(tmp_path: Path) -> None:
    settings = Settings(keys={"item.done": "D", "manual.open": "F2", "filter.open": ""})
    async with running(tmp_path, (100, 200), settings=settings) as peer:
        shown = await peer.press("question_mark")
        assert "F2 the manual" in shown
        assert re.search(r"^\s*D\s+Done; a promise: kept", shown, re.MULTILINE)
        await peer.press("f2")
        assert peer.lines[0].strip() == "The manual"
