"""`peer where`: which files the program uses."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run


@click.command("where", short_help="Show where the files are kept.")
@json_option
@database_option
@pass_run
def command(run: Run, as_json: bool) -> int:
    """Show where the database, its backups, the configuration and the log are kept."""
    from peer_tui.cli.table import columns

    found = run.locations
    places = {
        "database": found.database,
        "backups": found.backups,
        "sample": found.demo,
        "config": found.config,
        "log": found.log,
    }
    if as_json:
        output.document(
            {name: {"path": str(path), "exists": path.exists()} for name, path in places.items()}
        )
        return 0
    rows = [
        (name, str(path) if path.exists() else f"{path} (not there yet)")
        for name, path in places.items()
    ]
    for line in columns(rows):
        output.data(line)
    return 0
