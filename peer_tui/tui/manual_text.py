"""The pages of the manual: a small part of Markdown, read, and set in lines of a width.

Understood are headings, paragraphs, lists, tables, fenced blocks, `keys`, **strong** words and
[links](page.md) to other pages. Anything else is shown as it is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from peer_tui.domain.text import fold
from peer_tui.tui.text import cell_width, one_line, pad

FOLDER = Path(__file__).parent.parent / "help"
ORDER = (
    *("start", "morning", "quick-add", "promises", "contact", "filters", "review"),
    *("needs", "thanks", "connection", "rhythm", "standing", "sending", "arc", "showing", "words"),
    *("importing", "duplicates", "settings", "keys", "data", "archive"),
)
CONTENTS = "contents"
"""The name of the page that lists the others."""
FOUND = "found"
"""The name of the page that lists what a search found."""
LEAST_COLUMN = 8
GAP = 2
_INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^]]+)\]\(([a-z-]+)\.md\)")


class Voice(StrEnum):
    """How a stretch of text is said."""

    PLAIN = "plain"
    KEY = "key"
    STRONG = "strong"
    QUIET = "quiet"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one voice."""

    text: str
    voice: Voice = Voice.PLAIN
    link: str = ""
    """The page it leads to, and after a # the number of the block there; "" for none."""


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    ENTRY = "entry"
    """A row of one line, its last cell cut where it is too long."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list, a line of an example, or a table."""

    kind: Kind
    cells: tuple[tuple[Span, ...], ...]
    """One, but for the cells of a row of a table."""
    new: bool = True
    """Whether a blank line stands before it."""

    @property
    def text(self) -> str:
        """Its words without voices."""
        return "  ".join("".join(span.text for span in cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the manual."""

    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def summary(self) -> str:
        """Its first paragraph's first sentence."""
        found = next((b.text for b in self.blocks if b.kind is Kind.PARAGRAPH), "")
        return found.split(". ")[0].split(": ")[0].rstrip(".:")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page as it is set."""

    spans: tuple[Span, ...]
    block: int
    """The number of the block it belongs to."""


def read_pages(folder: Path = FOLDER) -> dict[str, Page]:
    """Every page by its name, in the order of the contents."""
    found = {path.stem: path for path in sorted(folder.glob("*.md"))}
    names = [*(name for name in ORDER if name in found), *sorted(found.keys() - set(ORDER))]
    return {name: read_page(name, found[name].read_text("utf-8")) for name in names}


def contents(pages: dict[str, Page]) -> Page:
    """The page that lists the others."""
    return _list(CONTENTS, "The manual", [(p.title, p.name, p.summary) for p in pages.values()])


def found_in(pages: dict[str, Page], query: str, most: int = 40) -> Page:
    """A page of links to every block that has all words of the query."""
    words = fold(query).split()
    found = [
        (page.title, f"{page.name}#{number}", block.text)
        for page in pages.values()
        for number, block in enumerate(page.blocks)
        if words and all(word in fold(block.text) for word in words)
    ]
    if words and not found:
        nothing = Block(Kind.PARAGRAPH, ((Span("Nothing in the manual has these words."),),))
        return Page(FOUND, "Search", (nothing,))
    return _list(FOUND, f"{len(found)} found" if found else "Search", found[:most])


def _list(name: str, title: str, rows: Sequence[tuple[str, str, str]]) -> Page:
    """A page of links: (words, where to, what is said beside it)."""
    blocks = [
        Block(
            Kind.ENTRY,
            ((Span(words, Voice.LINK, link),), (Span(aside, Voice.QUIET),)),
            new=number == 0,
        )
        for number, (words, link, aside) in enumerate(rows)
    ]
    return Page(name, title, tuple(blocks))


def read_page(name: str, text: str) -> Page:
    """A page from its Markdown; the first heading is the title."""
    blocks: list[Block] = []
    title = name
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.split("\n")
        if lines[0].startswith("# "):
            title = lines.pop(0)[2:].strip()
        blocks.extend(_blocks(lines))
    return Page(name, title, tuple(blocks))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of a part without blank lines."""
    lines = [line for line in lines if not line.startswith("<!--")]
    if not lines:
        return
    if lines[0].startswith("```"):
        for number, line in enumerate(line for line in lines if not line.startswith("```")):
            yield Block(Kind.CODE, ((Span(line, Voice.KEY),),), number == 0)
    elif lines[0].startswith("|"):
        rows = [line for line in lines if not re.fullmatch(r"\|[-:| ]+\|", line)]
        for number, line in enumerate(rows):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            texts = (cell.strip().replace("\\|", "|") for cell in cells)
            head = number == 0 and len(rows) < len(lines)
            voiced = ((Span(text, Voice.QUIET),) if head else _spans(text) for text in texts)
            yield Block(Kind.TABLE, tuple(voiced), number == 0)
    elif lines[0].startswith("#"):
        yield Block(Kind.HEADING, ((Span(lines[0].lstrip("# "), Voice.STRONG),),))
        yield from _blocks(lines[1:])
    else:
        yield from _texts(lines)


def _texts(lines: list[str]) -> Iterator[Block]:
    """Paragraphs and items; a line that begins no item goes on with the one before."""
    texts: list[tuple[Kind, str]] = []
    for line in lines:
        if line.startswith("- "):
            texts.append((Kind.ITEM, line[2:].strip()))
        elif texts:
            kind, before = texts[-1]
            texts[-1] = (kind, f"{before} {line.strip()}")
        else:
            texts.append((Kind.PARAGRAPH, line.strip()))
    for number, (kind, text) in enumerate(texts):
        yield Block(kind, (_spans(text),), number == 0)


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            spans.append(Span(text[at : found.start()]))
        key, strong, words, page = found.groups()
        if key:
            spans.append(Span(key, Voice.KEY))
        elif strong:
            spans.append(Span(strong, Voice.STRONG))
        else:
            spans.append(Span(words, Voice.LINK, page))
        at = found.end()
    if at < len(text) or not spans:
        spans.append(Span(text[at:]))
    return tuple(spans)


def set_page(page: Page, width: int) -> list[Line]:
    """The lines of a page, each of at most `width` cells."""
    lines: list[Line] = []
    for number, block in enumerate(page.blocks):
        if block.new and lines:
            lines.append(Line((), number))
        if block.kind in (Kind.TABLE, Kind.ENTRY):
            column = _column(page.blocks, number, width)
            entry = block.kind is Kind.ENTRY
            rows = [_entry(block, column, width)] if entry else _row(block, column, width)
            lines.extend(Line(spans, number) for spans in rows)
        else:
            lead = {Kind.ITEM: "· ", Kind.CODE: "  "}.get(block.kind, "")
            lines.extend(Line(spans, number) for spans in _hung(block.cells[0], lead, width))
    return lines


def _column(blocks: Sequence[Block], number: int, width: int) -> int:
    """The width of the first column of the table a row belongs to."""
    first = last = number
    while first > 0 and not blocks[first].new:
        first -= 1
    while last + 1 < len(blocks) and not blocks[last + 1].new:
        last += 1
    widest = max(
        sum(cell_width(span.text) for span in block.cells[0]) for block in blocks[first : last + 1]
    )
    return max(LEAST_COLUMN, min(widest, width // 2))


def _row(block: Block, column: int, width: int) -> Iterator[tuple[Span, ...]]:
    """The lines of a row: the first cell, then the others one under the other beside it."""
    left = list(wrapped(block.cells[0], column))
    room = max(1, width - column - GAP)
    right = [line for cell in block.cells[1:] for line in wrapped(cell, room)]
    for number in range(max(len(left), len(right))):
        begin = left[number] if number < len(left) else ()
        used = sum(cell_width(span.text) for span in begin)
        rest = right[number] if number < len(right) else ()
        yield (*begin, Span(pad("", column + GAP - used)), *rest)


def _entry(block: Block, column: int, width: int) -> tuple[Span, ...]:
    """The one line of an entry: a link and what is said beside it."""
    (link,), (aside,) = block.cells
    words, room = one_line(link.text, column), max(0, width - column - GAP)
    gap = Span(pad("", column + GAP - cell_width(words)))
    return (replace(link, text=words), gap, replace(aside, text=one_line(aside.text, room)))


def _hung(spans: Sequence[Span], lead: str, width: int) -> Iterator[tuple[Span, ...]]:
    """The lines of a text behind a lead that only its first line has."""
    blank = " " * len(lead)
    for number, line in enumerate(wrapped(spans, max(1, width - len(lead)))):
        yield (Span(blank if number else lead, Voice.QUIET), *line) if lead else line


def wrapped(spans: Sequence[Span], width: int) -> Iterator[tuple[Span, ...]]:
    """The text in lines of at most `width` cells, broken between words, voices kept."""
    line: list[Span] = []
    used = 0
    for piece in _pieces(spans, width):
        cells = cell_width(piece.text)
        if used + cells > width and used:
            yield _joined(line)
            line, used = [], 0
            if not piece.text.strip():
                continue
        line.append(piece)
        used += cells
    if line:
        yield _joined(line)


def _pieces(spans: Sequence[Span], width: int) -> Iterator[Span]:
    """Words and the blanks between them; a word longer than a line in parts."""
    for span in spans:
        for word in re.findall(r"\s+|\S+", span.text):
            rest = word
            while cell_width(rest) > width:
                part = rest[: max(1, width // 2)]
                yield replace(span, text=part)
                rest = rest[len(part) :]
            if rest:
                yield replace(span, text=rest)


def _joined(pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces with neighbours of one span as one, blanks at the end taken off."""
    joined: list[Span] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and (last.voice, last.link) == (piece.voice, piece.link):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)
