"""`peer demo`: look around with sample data."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, pass_run, today_option


@click.command("demo", short_help="Open sample data, in a file of its own.")
@click.option("--reset", is_flag=True, help="Make the sample anew, relative to today.")
@click.option("--path", is_flag=True, help="Print the file of the sample and leave.")
@today_option
@pass_run
def command(run: Run, reset: bool, path: bool) -> int:
    """Open sample data, kept in a file of its own; your own data is not touched."""
    from peer_tui.cli.screen import run_screen
    from peer_tui.services.demo import prepare
    from peer_tui.settings.identity import find_identity

    locations = run.locations
    identity = find_identity(locations.device, run.environment)
    sample = prepare(
        locations.demo, run.clock, identity, reset=reset, state_directory=locations.state
    )
    if path:
        output.data(str(sample))
        return 0
    return run_screen(sample, sample=True, today=run.today)
