"""The arc of a relationship: from the first meeting to the present, drawn."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.geometry import Region, Size
from textual.widget import Widget

from peer_tui.domain.arc import Arc
from peer_tui.domain.arc_lines import LABEL_CELLS, ArcLine, Voice, arc_lines, step_words
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.arc import arc_with
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.screens.page import HeadedPage, OwnKeys, Regions, headed
from peer_tui.tui.targets import Subject
from peer_tui.tui.text import one_line, wrap
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.painted_line import LineBuilder
from peer_tui.tui.widgets.row_lines import GUTTER

_STEPS = {"move.down": 1, "move.up": -1}
_ENDS = {"move.top": -(10**6), "move.bottom": 10**6}


class ArcScreen(OwnKeys, HeadedPage):
    """Quarters of contact from each side, promises kept, how it felt, and the moments pinned."""

    takes: ClassVar[frozenset[str]] = frozenset({*_STEPS, *_ENDS, "move.page_down", "move.page_up"})

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self.title_line = PaneTitle("arc", self._title, id="arc-title")
        self.drawing = PaintedBlock(id="arc")

    @property
    def _title(self) -> str:
        return f"The arc with {self._subject.name}"

    def divide(self, size: Size, foot: int) -> Regions:
        """Title and drawing."""
        inner = max(0, size.width - 2 * GUTTER)
        return {
            **headed(size.width),
            "arc-title": Region(0, 2, size.width, 1),
            "arc": Region(GUTTER, 3, inner, max(0, foot - 3)),
        }

    def parts(self) -> Iterable[Widget]:
        """Title and drawing."""
        return self.title_line, self.drawing

    def on_mount(self) -> None:
        """Draw."""
        self.title_line.set_active(True)
        self._read()

    def scrolled(self) -> PaintedBlock:
        """The drawing."""
        return self.drawing

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Draw anew."""
        self._read()

    def _read(self) -> None:
        arc = arc_with(self.peer.store.reader, self._subject.id, self.peer.today())
        self.title_line.set_title(self._title, step_words(arc, self._subject.name).rstrip("."))
        name = self._subject.name
        self.drawing.show(
            lambda styles, width: list(_painted(arc, name, styles, width)), keep_place=True
        )
        self.show_hints()

    @property
    def list_in_use(self) -> None:
        """No list here."""
        return None

    def place(self) -> Place:
        """The arc of one person."""
        return Place.ARC

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The way through the drawing, and back."""
        return [("move.down", "Down"), ("move.up", "Up"), ("app.back", "Back")]

    async def perform(self, action: Action) -> bool:
        """Scroll; whatever else a page knows."""
        page = max(1, self.drawing.size.height - 1)
        steps = {**_STEPS, **_ENDS, "move.page_down": page, "move.page_up": -page}
        if action.id in steps:
            self.drawing.scroll_lines(steps[action.id])
            return True
        return await super().perform(action)


def _painted(arc: Arc, name: str, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
    colours = {
        Voice.THEIRS: styles.they_owe,
        Voice.MINE: styles.i_owe,
        Voice.TIME: styles.dim,
        Voice.PLAIN: styles.text,
        Voice.PIN: styles.text,
        Voice.QUIET: styles.mid,
    }
    for line in arc_lines(arc, width, name):
        for label, text in _pieces(line, width):
            row = LineBuilder()
            row.add(one_line(label, LABEL_CELLS - 1, "left") + " ", styles.mid)
            row.add(text, colours[line.voice])
            yield row


def _pieces(line: ArcLine, width: int) -> Iterator[tuple[str, str]]:
    """A line as it is drawn; words that do not fit go on below."""
    if line.voice not in (Voice.PIN, Voice.QUIET):
        yield line.label, line.text[: width - LABEL_CELLS]
        return
    for number, words in enumerate(wrap(line.text, width - LABEL_CELLS)):
        yield ("" if number else line.label), words
