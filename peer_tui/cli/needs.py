"""`peer needs`: what people came with, and whether it was solved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, listing_options, pass_run

if TYPE_CHECKING:
    from peer_tui.storage.rows import NeedRow


@click.command("needs", short_help="Show what people came with.")
@listing_options
@pass_run
def command(run: Run, person: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Show what PERSON (any part of the name) came with; without one, all that is still open.

    \b
    peer needs
    peer needs ben
    """
    today, words = run.clock.now().date(), " ".join(person)
    rows = _rows(run, words, max(1, limit))
    if as_json:
        output.document({"today": today.isoformat(), "needs": [need_document(row) for row in rows]})
        return 0
    for line in _lines(rows, today, named=not words):
        output.data(line)
    if not rows:
        output.talk("No needs written down." if words else "No open needs.")
    elif not words and len(rows) == limit:
        output.talk(f"The oldest {limit}; --limit shows more.")
    return 0


def _rows(run: Run, words: str, limit: int) -> Sequence[NeedRow]:
    from peer_tui.cli.whom import store_and_person
    from peer_tui.storage.queries.needs import needs_of, open_needs

    if words:
        with store_and_person(run, words) as (store, who):
            return needs_of(store.reader, who, limit)
    with run.existing_store() as existing:
        return [] if existing is None else open_needs(existing.reader).first(limit)


def _lines(rows: Sequence[NeedRow], today: date, *, named: bool) -> Iterator[str]:
    from peer_tui.cli.table import columns
    from peer_tui.domain.text import clean_line

    cells = [
        (clean_line(row.person_name) if named else "", clean_line(row.text), state(row, today))
        for row in rows
    ]
    shown = cells if named else [cell[1:] for cell in cells]
    yield from columns(shown, flexible=int(named))


def state(row: NeedRow, today: date) -> str:
    """Where it stands, what was said, what each side gives."""
    from peer_tui.domain.needs import sides_words, state_words
    from peer_tui.domain.text import clean_line

    words = state_words(row.outcome, row.said_by, row.closed_on, row.check_on, row.came_on, today)
    said = f"“{clean_line(row.answer)}”" if row.answer else ""
    sides = clean_line(sides_words(row.i_give, row.they_give))
    return " · ".join(filter(None, (words, said, sides)))


def need_document(row: NeedRow) -> dict[str, Any]:
    """A need as its JSON object; null where nothing was said."""
    return {
        "id": row.id,
        "person": row.person_name,
        "person_id": row.person_id,
        "text": row.text,
        "i_give": row.i_give or None,
        "they_give": row.they_give or None,
        "came_on": row.came_on.isoformat(),
        "check_on": row.check_on.isoformat() if row.check_on else None,
        "outcome": row.outcome or None,
        "answer": row.answer or None,
        "said_by": row.said_by or None,
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
    }
