"""What an act on rows of the queue is called, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Side


def counted(number: int, one: str) -> str:
    """A number of things: "1 item", "12 items"."""
    return f"{number} {one}{'' if number == 1 else 's'}"


def label_of(
    words: Callable[[AgendaItem], str],
    items: Sequence[AgendaItem],
    many: str = "",
    mixed: str = "Done with",
) -> str:
    """What an act on these items is called; `many` or `mixed` stands before how many there are."""
    if len(items) == 1:
        return words(items[0])
    if not many and all(item.kind is ItemKind.RHYTHM for item in items):
        return f"{words(items[0]).removesuffix(items[0].person_name)}{len(items)} people"
    heads = {words(item).split(":")[0] for item in items}
    return f"{many or (heads.pop() if len(heads) == 1 else mixed)} {len(items)} items"


def done_words(items: Sequence[AgendaItem]) -> str:
    """What closing these items is called: "Kept: send quote (Maria Lopez)"."""
    return label_of(_done_words, items)


def let_go_words(items: Sequence[AgendaItem]) -> str:
    """What letting these items go is called: "Released: send quote (Maria Lopez)"."""
    return label_of(_let_go_words, items, mixed="Let go")


def asks_words(days: Sequence[date], today: date) -> str:
    """ " Asks Thu 26 Nov whether it is solved.", of the first of several days; "" without any."""
    return f" Asks {short_day(min(days), today)} whether it is solved." if days else ""


def sentences(parts: Sequence[str]) -> str:
    """ " Thanks are due.": each once, with a blank before it; empty parts are left out."""
    return "".join(f" {part}." for part in dict.fromkeys(parts) if part)


def who_or_what(item: AgendaItem) -> str:
    """Whom the item is about; what it is where it is about nobody."""
    return item.person_name or item.text


def due_words(item: AgendaItem, today: date) -> str:
    """ "Thu 19 Nov", "no date"."""
    return "no date" if item.due_on == date.max else short_day(item.due_on, today)


def still_due(item: AgendaItem, today: date) -> str:
    """ " (still due Thu 19 Nov)"; empty without a date."""
    return f" (still due {short_day(item.due_on, today)})" if item.due_on != date.max else ""


def _done_words(item: AgendaItem) -> str:
    if item.kind is ItemKind.RHYTHM:
        return f"In touch with {item.person_name}"
    if item.kind is ItemKind.PROMISE:
        kept = "Kept" if item.side is Side.MINE else "They kept"
        return f"{kept}: {item.text} ({item.person_name})"
    who = f" ({item.person_name})" if item.person_name else ""
    return f"Done: {item.text}{who}"


def _let_go_words(item: AgendaItem) -> str:
    if item.kind is ItemKind.RHYTHM:
        return f"No rhythm any more with {item.person_name}"
    verb = "Released" if item.kind is ItemKind.PROMISE else "Let go"
    who = f" ({item.person_name})" if item.person_name else ""
    return f"{verb}: {item.text}{who}"
