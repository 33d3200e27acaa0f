"""`peer due`: the queue of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.domain.agenda import AgendaItem
    from peer_tui.storage.queries.agenda import DueCounts
    from peer_tui.storage.store import Store

PAGE = 500


@click.command("due", short_help="Show what is due, the first thing first.")
@json_option
@click.option("--plain", is_flag=True, help="One sentence for each row, for reading aloud.")
@today_option
@database_option
@pass_run
def command(run: Run, as_json: bool, plain: bool) -> int:
    """Show what is due: promises, follow-ups and people gone quiet, the first thing first."""
    today = run.clock.now().date()
    with run.existing_store() as store:
        items = list(_queue(store, today)) if store else []
        counts = _counts(store, today)
    if as_json:
        _document(items, counts, today)
    elif plain:
        for item in items:
            output.data(_sentence(item, today))
    else:
        _table(items, today)
    if not as_json:
        output.talk(_foot(counts, len(items)))
    return 0


def _queue(store: Store, today: date) -> Iterator[AgendaItem]:
    from peer_tui.storage.queries.agenda import queue

    pages = queue(store.reader, today)
    rows = list(pages.first(PAGE))
    while rows:
        yield from rows
        rows = list(pages.after(rows[-1], PAGE))


def _counts(store: Store | None, today: date) -> DueCounts | None:
    from peer_tui.storage.queries.agenda import due_counts

    return due_counts(store.reader, today) if store else None


def _document(items: list[AgendaItem], counts: DueCounts | None, today: date) -> None:
    from peer_tui.cli.words import item_document
    from peer_tui.domain.agenda import section_of, why_first

    rows = [
        item_document(item, today)
        | {"lane": str(section_of(item, today).lane), "why": why_first(item, today)}
        for item in items
    ]
    totals = counts._asdict() if counts else {}
    output.document({"today": today.isoformat(), "items": rows, "counts": totals})


def _table(items: list[AgendaItem], today: date) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.cli.words import due_words, item_text, kind_word
    from peer_tui.domain.text import clean_line

    rows = [
        (
            kind_word(item),
            clean_line(item.person_name),
            item_text(item, today),
            due_words(item, today),
        )
        for item in items
    ]
    for line in columns(rows, flexible=2):
        output.data(line)


def _sentence(item: AgendaItem, today: date) -> str:
    from peer_tui.cli.words import due_words, item_text, kind_word
    from peer_tui.domain.text import clean_line

    kind = kind_word(item)
    who = clean_line(item.person_name)
    head = f"{kind[:1].upper()}{kind[1:]}" + (f", {who}" if who else "")
    parts = (item_text(item, today), due_words(item, today))
    return f"{head}: {', '.join(part for part in parts if part)}."


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
