"""How often to be in touch, asked in one line."""

import re
from typing import TYPE_CHECKING

from peer_tui.domain.people import Rhythm, RhythmKind
from peer_tui.domain.rhythm import every_words
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Targets

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp

DEFAULT_DAYS = 28
MOST_DAYS = 3650
UNIT_DAYS = {"d": 1, "day": 1, "w": 7, "wk": 7, "week": 7, "m": 30, "mo": 30, "month": 30}
UNIT_DAYS |= {"y": 365, "year": 365, "quarter": 91}
_EVERY = re.compile(r"(?:every\s+)?(\d{1,4})?\s*([a-z]*?)s?")
WORDS = {
    "ambient": RhythmKind.AMBIENT,
    "never": RhythmKind.AMBIENT,
    "none": RhythmKind.AMBIENT,
    "whenever": RhythmKind.AMBIENT,
    "triggered": RhythmKind.TRIGGERED,
}


def read_rhythm(text: str) -> Rhythm | None:
    """A rhythm as it is typed: "4 weeks", "30", "month", "whenever"; None when it is not one.

    Empty text is the default of four weeks.
    """
    line = text.strip().lower()
    if not line:
        return Rhythm(RhythmKind.PERIODIC, DEFAULT_DAYS)
    if line in WORDS:
        return Rhythm(WORDS[line])
    found = _EVERY.fullmatch(line)
    if found is None:
        return None
    number, unit = found.groups()
    if unit not in UNIT_DAYS and not (unit == "" and number):
        return None
    days = int(number or 1) * UNIT_DAYS.get(unit, 1)
    return Rhythm(RhythmKind.PERIODIC, days) if 1 <= days <= MOST_DAYS else None


def rhythm_words(rhythm: Rhythm) -> str:
    """A rhythm in words: "every 4 weeks", "whenever paths cross", "only when something happens"."""
    if rhythm.kind is RhythmKind.PERIODIC and rhythm.days:
        return f"every {every_words(rhythm.days)}"
    if rhythm.kind is RhythmKind.TRIGGERED:
        return "only when something happens"
    return "whenever paths cross"


def ask_for_rhythm(app: "PeerApp", screen: WorkScreen, chosen: Targets) -> None:
    """Ask once for everyone marked; one undo step."""

    def preview(text: str) -> Preview:
        rhythm = read_rhythm(text)
        if rhythm is None:
            return Preview("Not a rhythm: try 4 weeks, 30 days, month, whenever.", ok=False)
        return Preview(rhythm_words(rhythm))

    names = chosen.subjects[0].name if len(chosen.subjects) == 1 else "everyone marked"
    question = BarQuestion(
        kind="rhythm", prompt=f"In touch with {names}, every:", preview=preview, allow_empty=True
    )

    def answered(text: str | None) -> None:
        rhythm = None if text is None else read_rhythm(text)
        if rhythm is not None:
            app.start(_save(app, screen, chosen, rhythm))

    screen.ask(question, answered)


async def _save(app: "PeerApp", screen: WorkScreen, chosen: Targets, rhythm: Rhythm) -> None:
    from peer_tui.services.people import set_rhythm

    ids = [subject.id for subject in chosen.subjects]
    if await app.act(lambda: set_rhythm(app.store, ids, rhythm)) is not None:
        screen.after_verb(chosen)
