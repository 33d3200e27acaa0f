"""`peer undo`: take back the last act."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, pass_run


@click.command("undo", short_help="Take back the last change.")
@database_option
@pass_run
def command(run: Run) -> int:
    """Take back the last change, also one of yesterday; again for the one before."""
    from peer_tui.cli.importing_words import bar
    from peer_tui.errors import NothingFound
    from peer_tui.services.undo import undo

    with run.existing_store() as store:
        if store is None:
            raise NothingFound("Nothing to undo.")
        try:
            outcome = undo(store, lambda done, of: bar("Taking back", done, of))
        finally:
            output.progress("")
        output.data(outcome.message)
    return 0
