"""Turns Textual's screenshot into a picture that stands on its own: SVG, and PNG from it.

The exported SVG fetches fonts from the network, is framed in one colour for every theme, and
counts characters where a terminal counts cells. So it is read back into coloured runs of text
and drawn again on a grid of cells, rules and blocks as shapes, without a link to anywhere.
"""

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image
from rich.cells import cell_len

SVG = "{http://www.w3.org/2000/svg}"
RICH_CELL = 12.2
RICH_LINE = 24.4
"""Width and height of a cell in the exported picture."""
RICH_BASELINE = 20.0

CELL = 10
LINE = 20
FONT_SIZE = 16.61
"""The size at which DejaVu Sans Mono and Menlo are one cell wide."""
BASELINE = 15
MARGIN = 16
TITLE_BAR = 34
FONTS = "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace"
DECORATIONS = {"underline": 18, "line-through": 10}
"""How far below the top of the cell the line runs."""
PNG_FONT = "DejaVu Sans Mono"

BOX_ARMS = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "udr", "┤": "udl",
    "┬": "lrd", "┴": "lru", "┼": "lrud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu",
    "━": "LR", "┃": "UD", "╸": "L", "╺": "R", "╴": "l", "╶": "r", "╵": "u", "╷": "d",
}  # fmt: skip
"""Light arms in small letters, heavy ones in capitals."""
BLOCKS = {
    **{chr(0x2581 + n): (0.0, 1 - (n + 1) / 8, 1.0, (n + 1) / 8) for n in range(8)},
    **{chr(0x2589 + n): (0.0, 0.0, (7 - n) / 8, 1.0) for n in range(7)},
    "▀": (0.0, 0.0, 1.0, 0.5),
    "▐": (0.5, 0.0, 0.5, 1.0),
    "▔": (0.0, 0.0, 1.0, 1 / 8),
    "▕": (7 / 8, 0.0, 1 / 8, 1.0),
}
"""x, y, width and height as parts of the cell."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A stretch of background."""

    row: int
    column: int
    cells: int
    colour: str


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text of one style."""

    row: int
    column: int
    text: str
    colour: str
    attributes: str
    """Weight and slant, as SVG attributes."""
    decoration: str
    """A key of `DECORATIONS`, or nothing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What stood on the screen."""

    columns: int
    rows: int
    grounds: tuple[Ground, ...]
    words: tuple[Words, ...]


def read_export(svg: str, columns: int, rows: int) -> Screen:
    """The runs of a screenshot exported by Textual."""
    root = ElementTree.fromstring(svg)
    sheet = root.findtext(f"{SVG}style") or ""
    styles = dict(re.findall(r"\.[\w-]+-(r\d+) \{ (.*?) \}", sheet))
    grounds = [
        Ground(
            round((float(rect.get("y", 0)) - 1.5) / RICH_LINE),
            round(float(rect.get("x", 0)) / RICH_CELL),
            round(float(rect.get("width", 0)) / RICH_CELL),
            rect.get("fill", ""),
        )
        for rect in root.iter(f"{SVG}rect")
        if rect.get("shape-rendering") == "crispEdges"
    ]
    words = [
        _words(text, styles)
        for text in root.iter(f"{SVG}text")
        if text.get("clip-path") is not None
    ]
    return Screen(columns, rows, tuple(grounds), tuple(words))


def _words(text: ElementTree.Element, styles: dict[str, str]) -> Words:
    style = styles[text.get("class", "").rsplit("-", 1)[-1]]
    rules = dict(rule.split(": ") for rule in style.rstrip(";").split(";") if ": " in rule)
    return Words(
        round((float(text.get("y", 0)) - RICH_BASELINE) / RICH_LINE),
        round(float(text.get("x", 0)) / RICH_CELL),
        (text.text or "").replace("\xa0", " "),
        rules.pop("fill"),
        decoration=rules.pop("text-decoration", ""),
        attributes="".join(f' {name}="{value}"' for name, value in rules.items()),
    )


def draw(screen: Screen, title: str) -> str:
    """The picture as SVG: a window with the title, the screen in it."""
    ground = _commonest_ground(screen)
    light = int(ground[1:3], 16) > 127
    edge, name = ("#cfc5b2", "#6c6558") if light else ("#3d4045", "#a5a095")
    width = screen.columns * CELL + 2 * MARGIN
    height = screen.rows * LINE + TITLE_BAR + MARGIN
    lights = "".join(
        f'<circle cx="{20 + 19 * n}" cy="17" r="5.5" fill="{colour}"/>'
        for n, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    body = "\n".join([*_ground_rects(screen, ground), *_lines(screen)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}"'
        f' font-family="{FONTS}" font-size="{FONT_SIZE}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect x="0.5" y="0.5" width="{_number(width - 1)}" height="{_number(height - 1)}"'
        f' rx="8" fill="{ground}" stroke="{edge}"/>\n{lights}\n'
        f'<text x="{_number(width / 2)}" y="22" text-anchor="middle" font-size="14"'
        f' font-weight="bold" fill="{name}">{escape(title)}</text>\n'
        f'<g transform="translate({_number(MARGIN)} {_number(TITLE_BAR)})" xml:space="preserve">\n'
        f"{body}\n</g>\n</svg>\n"
    )


def _commonest_ground(screen: Screen) -> str:
    cells: dict[str, int] = {}
    for each in screen.grounds:
        cells[each.colour] = cells.get(each.colour, 0) + each.cells
    return max(cells, key=lambda colour: cells[colour])


def _ground_rects(screen: Screen, ground: str) -> list[str]:
    return [
        _rect(each.column * CELL, each.row * LINE, each.cells * CELL, LINE, each.colour)
        for each in _joined(screen.grounds)
        if each.colour != ground
    ]


def _joined(grounds: tuple[Ground, ...]) -> list[Ground]:
    joined: list[Ground] = []
    for each in sorted(grounds, key=lambda ground: (ground.row, ground.column)):
        last = joined[-1] if joined else None
        if (
            last
            and (last.row, last.colour) == (each.row, each.colour)
            and last.column + last.cells == each.column
        ):
            joined[-1] = Ground(last.row, last.column, last.cells + each.cells, last.colour)
        else:
            joined.append(each)
    return joined


def _lines(screen: Screen) -> list[str]:
    drawn: list[str] = []
    for run in screen.words:
        column = run.column
        for piece in _pieces(run.text):
            cells = cell_len(piece)
            if piece[0] in BOX_ARMS or piece[0] in BLOCKS:
                drawn.extend(_shapes(piece, column, run))
            elif piece.strip():
                drawn.append(_text(piece, column, run))
            column += cells
        if run.decoration:
            top = run.row * LINE + DECORATIONS[run.decoration]
            width = (column - run.column) * CELL
            drawn.append(_rect(run.column * CELL, top, width, 1, run.colour))
    return drawn


def _kind(char: str) -> str:
    """Characters of one kind may stand in one run of text."""
    if char in BOX_ARMS or char in BLOCKS:
        return char
    if unicodedata.combining(char):
        return ""
    if cell_len(char) == 2:
        return "wide"
    return "text"


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    before = ""
    for char in text:
        kind = _kind(char) or before
        if pieces and kind == before:
            pieces[-1] += char
        else:
            pieces.append(char)
        before = kind
    return [part for piece in pieces for part in re.split(r"(\s{2,})", piece) if part]


def _text(piece: str, column: int, run: Words) -> str:
    lead = len(piece) - len(piece.lstrip(" "))
    shown = piece.strip(" ")
    length = cell_len(shown) * CELL
    return (
        f'<text x="{_number((column + lead) * CELL)}" y="{_number(run.row * LINE + BASELINE)}"'
        f' textLength="{_number(length)}" fill="{run.colour}"{run.attributes}>'
        f"{escape(shown)}</text>"
    )


def _shapes(piece: str, column: int, run: Words) -> list[str]:
    """A repeated rule or block as shapes."""
    top, left, width = run.row * LINE, column * CELL, len(piece) * CELL
    if piece[0] in BLOCKS:
        x, y, across, down = BLOCKS[piece[0]]
        if across == 1:
            return [_rect(left, top + y * LINE, width, down * LINE, run.colour)]
        return [
            _rect(left + (n + x) * CELL, top + y * LINE, across * CELL, down * LINE, run.colour)
            for n in range(len(piece))
        ]
    if piece[0] in "─━":
        thick = 2 if piece[0] == "━" else 1
        return [_rect(left, top + LINE // 2, width, thick, run.colour)]
    return [
        rect
        for n in range(len(piece))
        for rect in _arms(BOX_ARMS[piece[0]], left + n * CELL, top, run.colour)
    ]


def _arms(arms: str, left: float, top: float, colour: str) -> list[str]:
    rects = []
    for arm in arms:
        thick = 2 if arm.isupper() else 1
        x, y = left + CELL // 2, top + LINE // 2
        match arm.lower():
            case "l":
                rects.append(_rect(left, y, CELL // 2 + thick, thick, colour))
            case "r":
                rects.append(_rect(x, y, CELL // 2, thick, colour))
            case "u":
                rects.append(_rect(x, top, thick, LINE // 2 + thick, colour))
            case "d":
                rects.append(_rect(x, y, thick, LINE // 2, colour))
    return rects


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}"'
        f' height="{_number(height)}" fill="{colour}"/>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def write_png(svg: str, path: Path, scale: float) -> None:
    """The same picture as PNG; at `scale` 1 a cell is 10 pixels wide."""
    import cairosvg

    prepared = re.sub(r"(<text [^>]*?)>([^<]*)</text>", _with_font, svg)
    raw = cairosvg.svg2png(bytestring=prepared.replace(FONTS, PNG_FONT).encode(), scale=scale)
    image = Image.open(io.BytesIO(raw)).convert("RGBA")
    _with_palette(image).save(path, optimize=True)


def _with_palette(image: Image.Image) -> Image.Image:
    """At most 256 colours, each the commonest of those it stands for: grounds stay exact."""
    drawn = image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    parts = iter(image.tobytes())
    pixels = zip(drawn.tobytes(), zip(parts, parts, parts, parts, strict=True), strict=True)
    commonest: dict[int, bytes] = {}
    for (place, colour), _ in Counter(pixels).most_common():
        commonest.setdefault(place, bytes(colour))
    last = max(commonest)
    drawn.putpalette(b"".join(commonest.get(n, bytes(4)) for n in range(last + 1)), "RGBA")
    return drawn


def _with_font(match: re.Match[str]) -> str:
    """Name a font for wide characters: the drawing library looks in one font only."""
    head, text = match.groups()
    if cell_len(text[:1]) != 2:
        return match[0]
    return f'{head} font-family="{_font_with(text[0])}">{text}</text>'


def _font_with(char: str) -> str:
    """A font of this machine that has the character, as fontconfig chooses it."""
    if shutil.which("fc-match") is None:
        return PNG_FONT
    found = subprocess.run(
        ["fc-match", "-f", "%{family[0]}", f":charset={ord(char):x}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return found.stdout
