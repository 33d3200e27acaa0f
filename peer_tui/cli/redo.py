"""`peer redo`: do again what was taken back last."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, pass_run


@click.command("redo", short_help="Do again what was taken back last.")
@database_option
@pass_run
def command(run: Run) -> int:
    """Do again what was taken back last."""
    from peer_tui.cli.importing_words import bar
    from peer_tui.errors import NothingFound
    from peer_tui.services.undo import redo

    with run.existing_store() as store:
        if store is None:
            raise NothingFound("Nothing to redo.")
        try:
            outcome = redo(store, lambda done, of: bar("Doing again", done, of))
        finally:
            output.progress("")
        output.data(outcome.message)
    return 0
