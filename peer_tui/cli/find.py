"""`peer find`: people, promises, follow-ups and history by any of their words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.storage.queries.find import FindResult
    from peer_tui.storage.rows import Hit

NOTHING = 1
"""Exit code when there is no match."""


@click.command("find", short_help="Find people, promises and history.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, help="At most so many of each kind.")
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Find people, promises, follow-ups and history that have all the WORDS.

    \b
    peer find oak table
    """
    query = " ".join(words)
    today = run.clock.now().date()
    with run.existing_store() as store:
        if store is None:
            result = None
        else:
            from peer_tui.storage.queries.find import find

            result = find(store.reader, query, max(1, limit))
    found = bool(result and result.groups)
    if as_json:
        _document(query, result)
    elif result:
        _table(result, today)
    if not found:
        output.talk(f"Nothing has the words {query}.")
    return 0 if found else NOTHING


def _document(query: str, result: FindResult | None) -> None:
    groups = result.groups if result else ()
    output.document(
        {
            "query": query,
            "hits": [_hit_document(hit) for group in groups for hit in group.hits],
            "more": sorted(str(group.kind).replace("_", "-") for group in groups if group.more),
        }
    )


def _hit_document(hit: Hit) -> dict[str, Any]:
    return {
        "kind": str(hit.kind).replace("_", "-"),
        "id": hit.id,
        "person": hit.person_name or None,
        "person_id": hit.person_id,
        "text": hit.text or None,
        "on": hit.on.isoformat() if hit.on else None,
    }


def _table(result: FindResult, today: date) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.domain.calendar_days import relative
    from peer_tui.domain.text import clean_line

    rows = [
        (
            str(hit.kind).replace("_", "-").replace("interaction", "history"),
            clean_line(hit.person_name),
            clean_line(hit.text),
            relative(hit.on, today) if hit.on else "",
        )
        for hit in result.hits
    ]
    for line in columns(rows, flexible=2):
        output.data(line)
    for group in result.groups:
        if group.more:
            output.talk(f"More of kind {group.kind} than the {len(group.hits)} shown.")
