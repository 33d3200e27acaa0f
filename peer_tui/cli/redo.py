"""`peer redo`: do again what was taken back last."""

from __future__ import annotations

import click

from peer_tui.cli.options import Run, database_option, pass_run


@click.command("redo", short_help="Do again what was taken back last.")
@database_option
@pass_run
def command(run: Run) -> int:
    """Do again what was taken back last."""
    from peer_tui.cli.turning_back import turn
    from peer_tui.services.undo import redo

    return turn(run, redo, "redo", "Doing again")
