"""`peer due`: the queue of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.domain.agenda import AgendaItem
    from peer_tui.domain.filter_query import FilterQuery
    from peer_tui.domain.gate import Reach
    from peer_tui.storage.queries.agenda import DueCounts
    from peer_tui.storage.queries.keyset import Pages
    from peer_tui.storage.store import Store

    Held = dict[int, Reach]
    """Why the people who are held now are held."""

PAGE = 500


@click.command("due", short_help="Show what is due, the first thing first.")
@click.option("--view", metavar="LETTER", help="One of the saved views: l, o, q, z, h or your own.")
@click.option(
    "--filter", "words", metavar="TEXT", help="Only what TEXT asks for: 'tag:oak owed:me'."
)
@json_option
@click.option("--plain", is_flag=True, help="One sentence for each row, for reading aloud.")
@today_option
@database_option
@pass_run
def command(run: Run, view: str | None, words: str | None, as_json: bool, plain: bool) -> int:
    """Show what is due: promises, follow-ups and people gone quiet, the first thing first.

    \b
    peer due --view l
    peer due --filter 'tag:oak -owed:me'

    A filter that asks for due dates or for what is snoozed shows what is not due today, too.
    """
    today = run.clock.now().date()
    query = asked(run, view, words)
    with run.existing_store() as store:
        items = list(_queue(store, run.clock.now(), query)) if store else []
        held = _held(store, run.clock.now()) if store else {}
        counts = _counts(store, today, list(held))
    if as_json:
        _document(items, counts, held, today, query)
    elif plain:
        from peer_tui.cli.words import sentence

        for item in items:
            output.data(sentence(item, today) + _held_sentence(item, held, today))
    else:
        _table(items, held, today)
    if not as_json:
        output.talk(_foot(counts, len(items)) if query is None else _found(query, items, today))
    return 0


def asked(run: Run, view: str | None, words: str | None) -> FilterQuery | None:
    """The filter that the options ask for; raises UsageError with a sentence."""
    from peer_tui.cli.filtering import parsed, text_of_view
    from peer_tui.errors import UsageError

    if view is not None and words is not None:
        raise UsageError("Give --view or --filter, not both.")
    text = words if view is None else text_of_view(run, view)
    if text is None:
        return None
    query = parsed(run, text).narrowing
    return query if query.terms else None


def _queue(store: Store, now: datetime, query: FilterQuery | None) -> Iterator[AgendaItem]:
    from peer_tui.storage.queries.agenda import queue

    pages: Pages[AgendaItem]
    if query is None:
        pages = queue(store.reader, now.date())
    else:
        from peer_tui.storage.queries.filters import Filter
        from peer_tui.storage.queries.open_items import due_list

        pages = due_list(Filter(store.reader, query, now))
    rows = list(pages.first(PAGE))
    while rows:
        yield from rows
        rows = list(pages.after(rows[-1], PAGE))


def _counts(store: Store | None, today: date, held: list[int]) -> DueCounts | None:
    from peer_tui.storage.queries.agenda import due_counts

    return due_counts(store.reader, today, held) if store else None


def _held(store: Store, now: datetime) -> Held:
    """Why each person whom a boundary holds now is held, and until when."""
    from peer_tui.storage.queries.held import held_now

    people = held_now(store.reader, now)
    if not people:
        return {}
    from peer_tui.storage.queries.reach import reach

    return {who: reach(store.reader, who, now) for who in people}


def _held_by(item: AgendaItem, held: Held, today: date) -> Reach | None:
    from peer_tui.domain.agenda import is_due

    found = None if item.person_id is None else held.get(item.person_id)
    return found if found is not None and is_due(item, today) else None


def _held_sentence(item: AgendaItem, held: Held, today: date) -> str:
    found = _held_by(item, held, today)
    if found is None:
        return ""
    return f" Held: {found.why}; {_opens(found, today)}."


def _opens(found: Reach, today: date) -> str:
    """ "opens tomorrow 10:00", or that it never does as things stand."""
    if found.opens_at is None:
        return "it does not open by itself"
    from peer_tui.cli.briefing_text import moment_words

    return f"opens {moment_words(found.opens_at, today)}"


def _document(
    items: list[AgendaItem],
    counts: DueCounts | None,
    held: Held,
    today: date,
    query: FilterQuery | None,
) -> None:
    rows = [_row_document(item, held, today) for item in items]
    totals = counts._asdict() if counts else {}
    document = {"today": today.isoformat(), "items": rows, "counts": totals}
    output.document(document if query is None else document | {"filter": str(query)})


def _row_document(item: AgendaItem, held: Held, today: date) -> dict[str, Any]:
    from peer_tui.cli.words import item_document
    from peer_tui.clock import to_utc_text
    from peer_tui.domain.agenda import is_due, lane_of, section_of, why_first

    by = _held_by(item, held, today)
    lane = lane_of(item, today, held=by is not None) or section_of(item, today).lane
    opens = None if by is None or by.opens_at is None else to_utc_text(by.opens_at)
    return item_document(item, today) | {
        "lane": str(lane),
        "why": why_first(item, today, by.why if by else "") if is_due(item, today) else None,
        "held": None if by is None else {"why": by.why, "opens": opens},
    }


def _table(items: list[AgendaItem], held: Held, today: date) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.cli.words import item_text, kind_word
    from peer_tui.domain.text import clean_line

    rows = [
        (
            kind_word(item),
            clean_line(item.person_name),
            item_text(item, today),
            _when(item, held, today),
        )
        for item in items
    ]
    for line in columns(rows, flexible=2):
        output.data(line)


def _when(item: AgendaItem, held: Held, today: date) -> str:
    """When it is due and, while it is put off, when it comes back; or why it is held."""
    from peer_tui.cli.words import due_words
    from peer_tui.domain.calendar_days import relative

    by = _held_by(item, held, today)
    if by is not None:
        return f"held: {by.why}; {_opens(by, today)}"
    due = due_words(item, today)
    if item.snoozed_until is None or item.snoozed_until <= today:
        return due
    back = f"back {relative(item.snoozed_until, today)}"
    return f"{due}, {back}" if due else back


def _found(query: FilterQuery, items: list[AgendaItem], today: date) -> str:
    from peer_tui.domain.filter_query import in_words

    return f"{len(items) or 'Nothing'}: {in_words(query, today)}."


def _foot(counts: DueCounts | None, number: int) -> str:
    if counts is None:
        return "There is no database yet: `peer import FILE` or `peer add LINE` begins one."
    kept_back = f", {counts.held} held" if counts.held else ""
    said = "Nothing is due." if not number else f"{number} due, {counts.late} late{kept_back}."
    coming = (
        ("tomorrow", counts.tomorrow),
        ("this week", counts.this_week),
        ("later", counts.later),
        ("someday", counts.someday),
        ("never in touch", counts.new),
    )
    words = ", ".join(f"{name} {many}" for name, many in coming if many)
    return f"{said} Still to come: {words}." if words else said
