"""What an empty queue says: a full stop at the end of the day, or a welcome on the first."""

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content

from peer_tui.domain.calendar_days import short_day
from peer_tui.storage.queries.journal import handled_today, kept_today
from peer_tui.storage.queries.week import coming
from peer_tui.storage.reader import Reader
from peer_tui.tui.keymap import Keymap
from peer_tui.tui.text import cell_width, pad
from peer_tui.tui.themes import RowStyles


def _line(styles: RowStyles, *parts: tuple[str, str]) -> Content:
    palette = {"text": styles.text_strong, "mid": styles.mid, "key": styles.accent_strong}
    return Content.assemble(*((text, _style(palette[look])) for text, look in parts))


def _style(style: object) -> str:
    return str(style)


LOOK_AHEAD_DAYS = 400
AT_THE_END = (("add.line", "add"), ("review.open", "review"), ("app.quit_or_back", "quit"))
"""What may be done once nothing is due, by the id of the action."""
TO_BEGIN = (
    ("add.line", "add someone:  person Maria Lopez maria@lopez.example"),
    ("import.open", "import contacts; you see first what would happen"),
    ("demo.open", "look around in sample data, a file of its own"),
    ("help.open", "the keys that work here"),
    ("app.quit_or_back", "quit"),
)
"""How to begin, by the id of the action."""


def day_words(kept: int, handled: int) -> str:
    """What was done today, kept promises first; they are among what was handled. Empty: nothing."""
    if not kept:
        return f"Handled today: {_items(handled)}." if handled else ""
    words = f"Kept today: {_counted(kept, 'promise')}."
    return f"{words} Handled: {_items(handled)}." if handled > kept else words


def _items(number: int) -> str:
    return _counted(number, "item")


def _counted(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number} {thing}s"


def zero_lines(reader: Reader, today: date, styles: RowStyles, keymap: Keymap) -> list[Content]:
    """ "Nothing is due. Enjoy it.", what was handled, what comes next."""
    so_far = day_words(kept_today(reader, today), handled_today(reader, today))
    lines = [Content(), _line(styles, ("Nothing is due. Enjoy it.", "text")), Content()]
    if so_far:
        lines.append(_line(styles, (so_far, "mid")))
    ahead = coming(reader, today + timedelta(days=1), today + timedelta(days=LOOK_AHEAD_DAYS))
    if ahead:
        day = ahead[0][0]
        number = sum(on == day for on, _ in ahead)
        lines.append(_line(styles, (f"Next: {short_day(day, today)}, {_items(number)}.", "mid")))
    parts = [
        piece
        for key, word in _keyed(keymap, AT_THE_END)
        for piece in ((key, "key"), (f" {word}   ", "mid"))
    ]
    return [*lines, Content(), _line(styles, *parts)]


def first_run_lines(styles: RowStyles, keymap: Keymap) -> list[Content]:
    """A welcome, and the ways to begin."""
    ways = _keyed(keymap, TO_BEGIN)
    cells = max((cell_width(key) for key, _ in ways), default=0)
    lines = [Content(), _line(styles, ("Welcome. This is Peer.", "text"))]
    lines.append(_line(styles, ("Your people, what you promised each other, what is due.", "mid")))
    lines.append(Content())
    lines.extend(
        _line(styles, (pad(key, cells), "key"), (f"  {does}", "mid")) for key, does in ways
    )
    return lines


def _keyed(keymap: Keymap, ways: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The main key of each action and what it does; an action without a key is left out."""
    return [(key, does) for action_id, does in ways if (key := keymap.key_of(action_id))]
