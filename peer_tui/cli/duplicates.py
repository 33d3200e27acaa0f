"""`peer duplicates`: people who may be one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run

if TYPE_CHECKING:
    from peer_tui.storage.queries.duplicates import DuplicatePair, Duplicates, Side

NOTHING = 1
"""Exit code when nobody looks like somebody else."""
DEFAULT_LIMIT = 100


@click.command("duplicates", short_help="List people who may be one person.")
@click.option(
    "--limit", default=DEFAULT_LIMIT, show_default=True, help="At most so many, the likeliest."
)
@json_option
@database_option
@pass_run
def command(run: Run, limit: int, as_json: bool) -> int:
    """List pairs of people who may be one person, and why, the likeliest first.

    They share an e-mail address, a phone number or a card, or their names are alike. The numbers
    are for `peer merge`, which makes the two one or remembers that they are not.
    """
    from peer_tui.storage.queries.duplicates import Duplicates, duplicates

    found = Duplicates((), 0)
    with run.existing_store() as store:
        if store is not None:
            found = duplicates(store.reader, max(1, limit))
    if as_json:
        _document(found)
    else:
        _table(found)
    if not found.pairs:
        output.talk("Nobody here looks like somebody else.")
    return 0 if found.pairs else NOTHING


def _document(found: Duplicates) -> None:
    output.document({"total": found.total, "pairs": [_pair_document(pair) for pair in found.pairs]})


def _pair_document(pair: DuplicatePair) -> dict[str, Any]:
    return {
        "one": _side_document(pair.one),
        "other": _side_document(pair.other),
        "why": [str(sign) for sign in pair.signs],
        "shared": pair.shared or None,
        "likeness": pair.likeness,
        "same_organisation": pair.same_organisation,
    }


def _side_document(side: Side) -> dict[str, Any]:
    return {"id": side.id, "name": side.name, "organisation": side.organisation or None}


def _table(found: Duplicates) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.domain.text import clean_line

    rows = [
        (
            ", ".join(pair.signs),
            clean_line(pair.one.name),
            clean_line(pair.other.name),
            f"{pair.one.id} {pair.other.id}",
        )
        for pair in found.pairs
    ]
    for line in columns(rows, flexible=2):
        output.data(line)
    if found.total > len(found.pairs):
        output.talk(f"{found.total:,} pairs in all; --limit shows more.")
