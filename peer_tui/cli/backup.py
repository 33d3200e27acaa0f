"""`peer backup`: a checked copy of the database."""

from __future__ import annotations

from pathlib import Path

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, pass_run
from peer_tui.services.backup_moments import Occasion

OCCASIONS = [occasion.value for occasion in Occasion]


@click.command("backup", short_help="Write a checked copy of the database.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--if-changed", is_flag=True, help="Only when something changed since the newest.")
@click.option(
    "--occasion",
    type=click.Choice(OCCASIONS),
    default=Occasion.EXIT.value,
    hidden=True,
    help="What stands in the name of a backup made because something changed.",
)
@database_option
@pass_run
def command(run: Run, file: Path | None, if_changed: bool, occasion: str) -> int:
    """Write a checked copy of the database, to FILE or into the folder of the backups."""
    from peer_tui.errors import NothingFound, UsageError
    from peer_tui.services.safekeeping import backup, backup_if_due
    from peer_tui.storage.backup import make_backup

    if file is not None and if_changed:
        raise UsageError("--if-changed is for the folder of the backups: leave FILE out.")
    if file is not None and file.exists():
        raise UsageError(f"{file} exists already. Nothing was written.")
    if file is not None and not file.parent.is_dir():
        raise UsageError(f"The folder {file.parent} does not exist. Nothing was written.")
    with run.existing_store() as store:
        if store is None:
            raise NothingFound("There is nothing to back up yet.")
        if if_changed:
            made = backup_if_due(store, run.locations.backups, Occasion(occasion))
            if made is not None:
                output.data(str(made))
            return 0
        if file is None:
            written = backup(store, run.locations.backups)
        else:
            written = make_backup(store.path, file.parent, "asked", run.clock.now()).path
            written = written.replace(file)
    output.data(str(written))
    return 0
