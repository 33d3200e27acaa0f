"""`peer undo`: take back the last act."""

from __future__ import annotations

import click

from peer_tui.cli.options import Run, database_option, pass_run


@click.command("undo", short_help="Take back the last change.")
@database_option
@pass_run
def command(run: Run) -> int:
    """Take back the last change, also one of yesterday; again for the one before."""
    from peer_tui.cli.turning_back import turn
    from peer_tui.services.undo import undo

    return turn(run, undo, "undo", "Taking back")
