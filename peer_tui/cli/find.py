"""`peer find`: people, promises, follow-ups and history by any of their words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.domain.filter_query import FilterQuery
    from peer_tui.storage.queries.find import FindResult
    from peer_tui.storage.rows import Hit
    from peer_tui.storage.store import Store

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

    With a field or a word after a hyphen among them, the WORDS are a filter, as on the screen,
    and only what is open is looked at. When hardly anybody has the WORDS, people with
    nearly such a name are added, marked "near".

    \b
    peer find oak table
    peer find 'tag:oak owed:me'
    """
    from peer_tui.cli.filtering import is_filter, parsed

    query = " ".join(words)
    today = run.clock.now().date()
    asked = parsed(run, query).narrowing if is_filter(query) else None
    with run.existing_store() as store:
        result = None if store is None else _result(run, store, query, asked, max(1, limit))
    found = bool(result and result.groups)
    if as_json:
        _document(query, result)
    elif result:
        _table(result, today)
    if not found:
        output.talk(f"Nothing is {asked}." if asked else f"Nothing has the words {query}.")
    return 0 if found else NOTHING


def _result(
    run: Run, store: Store, query: str, asked: FilterQuery | None, limit: int
) -> FindResult:
    if asked is None:
        from peer_tui.storage.queries.find import find

        return find(store.reader, query, limit)
    from peer_tui.storage.queries.filtered_find import find_filtered
    from peer_tui.storage.queries.filters import Filter

    return find_filtered(Filter(store.reader, asked, run.clock.now()), limit)


def _document(query: str, result: FindResult | None) -> None:
    groups = result.groups if result else ()
    output.document(
        {
            "query": query,
            "hits": [
                _hit_document(hit) | ({"near": True} if group.near else {})
                for group in groups
                for hit in group.hits
            ],
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


def _kind_word(hit: Hit) -> str:
    return str(hit.kind).replace("_", "-").replace("interaction", "history")


def _table(result: FindResult, today: date) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.domain.calendar_days import relative
    from peer_tui.domain.text import clean_line

    rows = [
        (
            "near" if group.near else _kind_word(hit),
            clean_line(hit.person_name),
            clean_line(hit.text),
            relative(hit.on, today) if hit.on else "",
        )
        for group in result.groups
        for hit in group.hits
    ]
    for line in columns(rows, flexible=2):
        output.data(line)
    for group in result.groups:
        if group.more:
            output.talk(f"More of kind {group.kind} than the {len(group.hits)} shown.")
