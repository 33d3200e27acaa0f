"""`peer due`: the queue of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.domain.agenda import AgendaItem
    from peer_tui.domain.filter_query import FilterQuery
    from peer_tui.storage.queries.agenda import DueCounts
    from peer_tui.storage.queries.keyset import Pages
    from peer_tui.storage.store import Store

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
        counts = _counts(store, today)
    if as_json:
        _document(items, counts, today, query)
    elif plain:
        from peer_tui.cli.words import sentence

        for item in items:
            output.data(sentence(item, today))
    else:
        _table(items, today)
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


def _counts(store: Store | None, today: date) -> DueCounts | None:
    from peer_tui.storage.queries.agenda import due_counts

    return due_counts(store.reader, today) if store else None


def _document(
    items: list[AgendaItem], counts: DueCounts | None, today: date, query: FilterQuery | None
) -> None:
    from peer_tui.cli.words import item_document
    from peer_tui.domain.agenda import is_due, section_of, why_first

    rows = [
        item_document(item, today)
        | {
            "lane": str(section_of(item, today).lane),
            "why": why_first(item, today) if is_due(item, today) else None,
        }
        for item in items
    ]
    totals = counts._asdict() if counts else {}
    document = {"today": today.isoformat(), "items": rows, "counts": totals}
    output.document(document if query is None else document | {"filter": str(query)})


def _table(items: list[AgendaItem], today: date) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.cli.words import item_text, kind_word
    from peer_tui.domain.text import clean_line

    rows = [
        (
            kind_word(item),
            clean_line(item.person_name),
            item_text(item, today),
            _when(item, today),
        )
        for item in items
    ]
    for line in columns(rows, flexible=2):
        output.data(line)


def _when(item: AgendaItem, today: date) -> str:
    """When it is due and, while it is put off, when it comes back."""
    from peer_tui.cli.words import due_words
    from peer_tui.domain.calendar_days import relative

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
    said = "Nothing is due." if not number else f"{number} due, {counts.late} late."
    coming = (
        ("tomorrow", counts.tomorrow),
        ("this week", counts.this_week),
        ("later", counts.later),
        ("someday", counts.someday),
        ("never in touch", counts.new),
    )
    words = ", ".join(f"{name} {many}" for name, many in coming if many)
    return f"{said} Still to come: {words}." if words else said
