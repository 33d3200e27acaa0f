"""Filters of the lists, and views: filters kept under a letter."""

from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from peer_tui.domain.date_words import Moment
from peer_tui.domain.filter_fields import VIEWS
from peer_tui.domain.filter_query import (
    FilterQuery,
    FilterRefused,
    completed,
    in_words,
    parse_filter,
    to_text,
)
from peer_tui.errors import PeerError
from peer_tui.settings.schema import VIEWS_OF_PEER
from peer_tui.tui.actions import Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.text import one_line
from peer_tui.tui.view_keys import view_key

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.live_filter import LiveFilter
    from peer_tui.tui.screens.work import WorkScreen

PLACEHOLDER = "tag:oak  owed:me  due:late  quiet:30  -held  or any words; ? lists the fields"
LONGEST_VIEW = 18
"""Characters of a view of the owner's on the message line."""


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the bar for a filter, save the filter, or open one of Peer's own views."""
    if screen is not app.main:
        return False
    match action.id:
        case "filter.open":
            _ask(app)
        case "filter.save":
            _ask_letter(app)
        case _:
            name = action.id.removeprefix("filter.")
            open_view(app, next(letter for letter, view in VIEWS.items() if view.name == name))
    return True


def open_view(app: "PeerApp", letter: str) -> bool:
    """Show the view of that letter in its list; False if there is none."""
    view = VIEWS.get(letter)
    text = app.settings.views.get(letter) if view is None else view.text
    if text is None:
        return False
    try:
        query = parsed(app, text)
    except FilterRefused as refused:
        app.say(f"The view {letter} cannot be read. {refused}")
        return True
    app.pop_to_main()
    main = app.main
    main.go(Place(query.place) if query.place else main.current)
    app.start(_settle(app, query.narrowing))
    return True


def views_words(app: "PeerApp") -> list[str]:
    """Every view and its letter, Peer's own first."""
    own = [f"{letter} {view.name.replace('_', ' ')}" for letter, view in VIEWS.items()]
    saved = [f"{letter} {_short(text)}" for letter, text in sorted(app.settings.views.items())]
    key = app.keymap.key_of("filter.save")
    saves = [f"{key.split(' ')[-1]} save"] if key else []
    return [*own, *saves, *saved]


def _short(text: str) -> str:
    text = one_line(text.partition(" ")[2] if text.startswith("in:") else text, len(text))
    return text if len(text) <= LONGEST_VIEW else f"{text[: LONGEST_VIEW - 1]}…"


def parsed(app: "PeerApp", text: str) -> FilterQuery:
    """The filter that a text says, today and as the owner writes dates; raises FilterRefused."""
    settings = app.settings
    moment = Moment(app.now().replace(tzinfo=None), settings.date_order, settings.working_days)
    return parse_filter(text, moment, settings.week_start)


async def _settle(app: "PeerApp", query: FilterQuery | None) -> None:
    from peer_tui.tui.live_filter import LiveFilter

    live = LiveFilter(app, app.main.current)
    try:
        await live.settle(query if query is None or query.terms else None)
    finally:
        live.close()


def follow_the_day(app: "PeerApp") -> None:
    """Read the days of every filter in force again: what was today is yesterday."""
    for pane in app.main.panes.by_place.values():
        if pane.query is not None:
            pane.query = parsed(app, str(pane.query))


# the bar


def _ask(app: "PeerApp") -> None:
    from peer_tui.tui.live_filter import LiveFilter

    main = app.main
    place = main.current
    before = main.panes[place].query
    live = LiveFilter(app, place)
    question = BarQuestion(
        kind="filter",
        prompt=f"Filter {str(place).capitalize()}:",
        initial="" if before is None else to_text(before),
        placeholder=PLACEHOLDER,
        draft_key=f"filter:{place}",
        allow_empty=True,
        preview=lambda text: _previewed(app, live, text),
        on_tab=lambda text, _cursor: completed(text),
        tab_words="completes",
        enter_words="keeps it",
        esc_words="takes it back",
    )

    async def keep(text: str | None) -> None:
        try:
            query = before if text is None else _meant(app, text)
            await live.settle(query)
        finally:
            live.close()

    def answered(text: str | None) -> None:
        if text is None:
            # Esc takes back what was before, also in the bar.
            main.bar.keep_draft(question, question.initial)
        app.start(keep(text))

    main.ask(question, answered)


def _meant(app: "PeerApp", text: str) -> FilterQuery | None:
    """The filter of a text; None for no filter. The list stays where it is: in: is left out."""
    query = parsed(app, text).narrowing
    return query if query.terms else None


def _previewed(app: "PeerApp", live: "LiveFilter", text: str) -> Preview:
    """Narrow the list, and say what the filter shows, or why it cannot be read."""
    try:
        query = _meant(app, text)
    except FilterRefused as refused:
        # The word under the cursor is not finished yet: the others stand.
        with suppress(FilterRefused):
            live.want(_meant(app, text.rpartition(" ")[0]))
        return Preview(str(refused), ok=False)
    live.want(query)
    if query is None:
        return Preview("Everything is shown.")
    words = in_words(query, app.today())
    narrowed = app.main.panes[app.main.current].narrowed
    if live.shown == query and narrowed is not None:
        number = len(narrowed.rows)
        rows = "1 row" if number == 1 and narrowed.is_whole else f"{narrowed.counted} rows"
        return Preview(f"{rows}: {words}")
    return Preview(words)


# saving


def _ask_letter(app: "PeerApp") -> None:
    main = app.main
    place = main.current
    query = main.panes[place].query
    if query is None:
        way = ("filter.open", "makes one")
        app.say(app.keymap.advice("There is no filter to save here", way))
        return
    text = f"in:{place} {to_text(query)}"
    question = BarQuestion(
        kind="view",
        prompt="Save under the letter:",
        placeholder=f"one letter or digit for {to_text(query)}",
        preview=lambda letter: _letter_preview(app, letter.strip()),
    )

    def answered(letter: str | None) -> None:
        if letter is not None:
            app.start(_save(app, letter, text))

    main.ask(question, answered)


def _letter_preview(app: "PeerApp", letter: str) -> Preview:
    plain = len(letter) == 1 and letter.isascii() and letter.isalnum()
    if not plain or letter.isupper():
        return Preview("One small letter or digit.", ok=not letter)
    if letter in VIEWS_OF_PEER:
        taken = ", ".join(VIEWS_OF_PEER)
        return Preview(f"{taken} are Peer's own. Choose another.", ok=False)
    known = app.settings.views.get(letter)
    opens = f"{view_key(app)} {letter} will open it."
    return Preview(opens.lstrip(), confirm=f"replaces {known}" if known else "")


async def _save(app: "PeerApp", letter: str, text: str) -> None:
    from peer_tui.settings.save import save_entry

    path = app.locations.config
    try:
        await app.store.run(lambda: save_entry(path, "views", letter, text))
    except PeerError as error:
        app.say(str(error))
        return
    views = MappingProxyType({**app.settings.views, letter: text})
    app.settings = replace(app.settings, views=views)
    app.say(f"Saved: {view_key(app)} {letter} opens {text}.")
