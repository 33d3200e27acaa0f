"""The palettes: legible on every ground, told apart without colour, alive under NO_COLOR."""

from itertools import combinations

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import Monochrome, NoColor

from peer_tui.tui.themes import (
    ANSI_DARK,
    CONTRAST,
    DARK,
    DEFAULT_THEME,
    LIGHT,
    PALETTES,
    Palette,
    css_variables,
    palette_for,
    styles_for,
    themes,
)

OWN = [DARK, LIGHT, CONTRAST]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(colour).normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_every_text_colour_is_legible_on_every_ground(palette: Palette) -> None:
    wanted = 7.0 if palette is CONTRAST else 4.5
    poor = {
        (colour_name, ground_name): round(contrast(colour, ground), 2)
        for colour_name, colour in palette.text_colours.items()
        for ground_name, ground in palette.grounds.items()
        if contrast(colour, ground) < wanted
    }
    assert poor == {}


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_lanes_and_brightnesses_differ_in_greyscale(palette: Palette) -> None:
    lanes = (palette.accent, palette.i_owe, palette.they_owe, palette.quiet)
    brightnesses = (palette.text, palette.mid, palette.dim)
    for group in (lanes, brightnesses):
        assert all(contrast(one, other) >= 1.1 for one, other in combinations(group, 2))


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_the_selected_row_is_seen_and_dimmer_without_focus(palette: Palette) -> None:
    focused = contrast(palette.selected, palette.ground)
    blurred = contrast(palette.selected_blurred, palette.ground)
    assert focused > blurred > 1.05


def test_every_palette_is_a_registered_theme() -> None:
    app: App[None] = App()
    for theme in themes():
        app.register_theme(theme)
    for name, palette in PALETTES.items():
        theme = app.available_themes[name]
        assert theme.dark is palette.dark
        assert theme.variables["peer-rule"] == palette.rule
        assert theme.ansi is palette.ansi


def test_foreign_themes_get_the_default_palette() -> None:
    assert palette_for("nord") is PALETTES[DEFAULT_THEME]
    assert styles_for("nord") == styles_for(DEFAULT_THEME)
    assert css_variables()["peer-text"] == DARK.text


def test_ansi_themes_use_only_the_terminals_own_colours() -> None:
    styles = styles_for(ANSI_DARK.name)
    for style in (styles.text, styles.i_owe, styles.selected, styles.rule):
        assert style.color is not None
        assert style.color.triplet is None
    assert styles.selected.bold


def test_no_color_keeps_weight_and_the_cursor_bar() -> None:
    styles = styles_for(DARK.name)
    segments = [
        Segment("▌", styles.selected + styles.accent),
        Segment("I OWE", styles.i_owe_strong),
    ]
    ground = Color.parse(DARK.ground)
    plain = NoColor().apply(segments, ground)
    assert [segment.text for segment in plain] == ["▌", "I OWE"]
    assert plain[1].style is not None
    assert plain[1].style.bold
    grey = Monochrome().apply(segments, ground)
    for segment in grey:
        assert segment.style is not None
        assert segment.style.color is not None
        assert segment.style.color.triplet is not None
        assert len(set(segment.style.color.triplet)) == 1
