"""Filters and views on the command line: the language of the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peer_tui.cli.options import Run

if TYPE_CHECKING:
    from peer_tui.domain.filter_query import FilterQuery

_ASKS = re.compile(r"(?:^|\s)(?:-\S|-*[^\W\d_][\w-]*:)")


def is_filter(text: str) -> bool:
    """Whether the text has a field or a negated word, outside quotes."""
    return bool(_ASKS.search(re.sub(r'(?:(?<=\s)|^)"[^"]*"?', "", text)))


def parsed(run: Run, text: str) -> FilterQuery:
    """The filter that the text says; raises UsageError with a sentence."""
    from peer_tui.domain.date_words import Moment
    from peer_tui.domain.filter_query import parse_filter

    settings = run.settings
    now = run.clock.now().replace(tzinfo=None)
    moment = Moment(now, settings.date_order, settings.working_days)
    return parse_filter(text, moment, settings.week_start)


def text_of_view(run: Run, letter: str) -> str:
    """The filter that is kept under a letter; raises UsageError naming those there are."""
    from peer_tui.domain.filter_fields import VIEWS
    from peer_tui.errors import UsageError

    if letter in VIEWS:
        return VIEWS[letter].text
    views = run.settings.views
    if letter not in views:
        raise UsageError(
            f"There is no view {letter}. Views: {', '.join([*VIEWS, *sorted(views)])}."
        )
    return views[letter]
