"""The themes, and the one place where painters get their colours.

Each theme is a `Palette`; from it come the Textual `Theme` (variables for the style sheets) and
the `RowStyles` that painters use. The accent and the lanes (I owe, they owe, quiet) differ in
lightness too, so that they are told apart in greyscale.
"""

from functools import cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme


class Palette(NamedTuple):
    """The colours of one theme, as Textual writes them (`#rrggbb` or `ansi_...`)."""

    name: str
    """The theme name, as in `App.theme`."""
    dark: bool
    ground: str
    """The background of everything that is not selected."""
    text: str
    """The owner's words."""
    mid: str
    """The words of the frame: titles, labels."""
    dim: str
    """The rest: hints, far dates."""
    rule: str
    """Thin lines; never text."""
    selected: str
    """The ground of the selected row in the focused list."""
    selected_blurred: str
    """The ground of the selected row in a list without focus."""
    accent: str
    """Keys, the cursor bar, thanks."""
    i_owe: str
    """What I owe, and what is late."""
    they_owe: str
    quiet: str
    """People gone quiet."""

    @property
    def ansi(self) -> bool:
        """Whether the colours are the terminal's own sixteen."""
        return self.ground.startswith("ansi_")

    @property
    def text_colours(self) -> dict[str, str]:
        """Every colour that text may have, by its field name."""
        names = ("text", "mid", "dim", "accent", "i_owe", "they_owe", "quiet")
        return {name: getattr(self, name) for name in names}

    @property
    def grounds(self) -> dict[str, str]:
        """Every colour that text may stand on, by its field name."""
        names = ("ground", "selected", "selected_blurred")
        return {name: getattr(self, name) for name in names}


class RowStyles(NamedTuple):
    """Rich styles ready for segments.

    The text styles set the foreground only: the widget lays the ground under the whole line.
    `_strong` is bold, `_quote` italic.
    """

    ground: Style
    """Background (and default text) of a plain line."""
    selected: Style
    """Background of the selected row in the focused list."""
    selected_blurred: Style
    """Background of the selected row in a list without focus."""
    text: Style
    text_strong: Style
    text_quote: Style
    mid: Style
    mid_strong: Style
    mid_quote: Style
    dim: Style
    dim_strong: Style
    dim_quote: Style
    rule: Style
    accent: Style
    accent_strong: Style
    i_owe: Style
    i_owe_strong: Style
    they_owe: Style
    they_owe_strong: Style
    quiet: Style
    quiet_strong: Style


DARK = Palette(
    name="peer-dark",
    dark=True,
    ground="#1b1c1e",
    text="#e9e4d8",
    mid="#b9b2a3",
    dim="#a5a095",
    rule="#34363a",
    selected="#2b3736",
    selected_blurred="#26292b",
    accent="#70c0a9",
    i_owe="#f0c170",
    they_owe="#7da7d6",
    quiet="#d2aed9",
)
LIGHT = Palette(
    name="peer-light",
    dark=False,
    ground="#faf6ee",
    text="#26231e",
    mid="#5b554a",
    dim="#6c6558",
    rule="#dcd3c2",
    selected="#dcebe4",
    selected_blurred="#eeece4",
    accent="#146a57",
    i_owe="#9b5700",
    they_owe="#1b548b",
    quiet="#62336b",
)
CONTRAST = Palette(
    name="peer-contrast",
    dark=True,
    ground="#000000",
    text="#ffffff",
    mid="#ececec",
    dim="#cfcfcf",
    rule="#9a9a9a",
    selected="#10344f",
    selected_blurred="#242424",
    accent="#7dffdc",
    i_owe="#ffd65e",
    they_owe="#a1c7fc",
    quiet="#eebefc",
)
ANSI_DARK = Palette(
    name="ansi-dark",
    dark=True,
    ground="ansi_default",
    text="ansi_default",
    mid="ansi_default",
    dim="ansi_default",
    rule="ansi_bright_black",
    selected="ansi_default",
    selected_blurred="ansi_default",
    accent="ansi_cyan",
    i_owe="ansi_yellow",
    they_owe="ansi_bright_blue",
    quiet="ansi_magenta",
)
ANSI_LIGHT = Palette(
    name="ansi-light",
    dark=False,
    ground="ansi_default",
    text="ansi_default",
    mid="ansi_default",
    dim="ansi_default",
    rule="ansi_bright_black",
    selected="ansi_default",
    selected_blurred="ansi_default",
    accent="ansi_green",
    i_owe="ansi_magenta",
    they_owe="ansi_blue",
    quiet="ansi_default",
)

PALETTES: dict[str, Palette] = {
    palette.name: palette for palette in (DARK, LIGHT, CONTRAST, ANSI_DARK, ANSI_LIGHT)
}
"""Every palette by theme name; the first is the default."""

DEFAULT_THEME = DARK.name

_VARIABLES = {
    "peer-text": "text",
    "peer-mid": "mid",
    "peer-dim": "dim",
    "peer-rule": "rule",
    "peer-ground": "ground",
    "peer-selected": "selected",
    "peer-accent": "accent",
    "peer-i-owe": "i_owe",
    "peer-they-owe": "they_owe",
    "peer-quiet": "quiet",
}


def palette_for(theme_name: str) -> Palette:
    """The palette of a theme; the default one where the name is not one of ours."""
    return PALETTES.get(theme_name, DARK)


@cache
def ground_colour(theme_name: str) -> Color:
    """The background of a theme as Textual's line filters want it."""
    return Color.parse(palette_for(theme_name).ground)


def css_variables(theme_name: str = DEFAULT_THEME) -> dict[str, str]:
    """`$peer-...` variables for style sheets; for `App.get_theme_variable_defaults` too.

    Textual reads the style sheets once before our theme is set, so the app must give defaults.
    """
    palette = palette_for(theme_name)
    return {variable: getattr(palette, field) for variable, field in _VARIABLES.items()}


def themes() -> tuple[Theme, ...]:
    """Every theme, ready for `App.register_theme`."""
    return tuple(_theme(palette) for palette in PALETTES.values())


@cache
def styles_for(theme_name: str) -> RowStyles:
    """The styles painters use under that theme; the default ones for a foreign theme."""
    palette = palette_for(theme_name)
    ansi = palette.ansi
    text = Style(color=_rich(palette.text))
    mid = Style(color=_rich(palette.mid))
    # The sixteen colours have no dimmer default, the dim attribute has to do.
    dim = Style(color=_rich(palette.dim), dim=True if ansi else None)
    accent = Style(color=_rich(palette.accent))
    i_owe = Style(color=_rich(palette.i_owe))
    they_owe = Style(color=_rich(palette.they_owe))
    quiet = Style(color=_rich(palette.quiet))
    strong, quote = Style(bold=True), Style(italic=True)
    ground = Style(color=_rich(palette.text), bgcolor=_rich(palette.ground))
    return RowStyles(
        ground=ground,
        selected=ground + Style(bgcolor=_rich(palette.selected), bold=True if ansi else None),
        selected_blurred=ground + Style(bgcolor=_rich(palette.selected_blurred)),
        text=text,
        text_strong=text + strong,
        text_quote=text + quote,
        mid=mid,
        mid_strong=mid + strong,
        mid_quote=mid + quote,
        dim=dim,
        dim_strong=dim + strong,
        dim_quote=dim + quote,
        rule=Style(color=_rich(palette.rule)),
        accent=accent,
        accent_strong=accent + strong,
        i_owe=i_owe,
        i_owe_strong=i_owe + strong,
        they_owe=they_owe,
        they_owe_strong=they_owe + strong,
        quiet=quiet,
        quiet_strong=quiet + strong,
    )


def _rich(colour: str) -> str:
    """The colour as Rich names it."""
    return Color.parse(colour).rich_color.name


def _theme(palette: Palette) -> Theme:
    variables = {
        "border": palette.rule,
        "border-blurred": palette.rule,
        "block-cursor-background": palette.accent,
        "block-cursor-foreground": palette.ground,
        "input-cursor-background": palette.accent,
        "input-cursor-foreground": palette.ground,
        "input-selection-background": palette.selected,
        "scrollbar": palette.rule,
        "scrollbar-background": palette.ground,
    }
    if palette.ansi:
        # Textual's own style sheets need more variables under a theme of sixteen colours.
        variables = BUILTIN_THEMES[palette.name].variables
    return Theme(
        name=palette.name,
        dark=palette.dark,
        ansi=palette.ansi,
        primary=palette.accent,
        secondary=palette.they_owe,
        accent=palette.accent,
        warning=palette.i_owe,
        error=palette.i_owe,
        success=palette.accent,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.ground,
        panel=palette.ground,
        boost=palette.ground,
        text_alpha=1.0,
        variables={**variables, **css_variables(palette.name)},
    )
