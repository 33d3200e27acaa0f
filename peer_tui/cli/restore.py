"""`peer restore`: put a backup in place of the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from peer_tui.cli import output, places
from peer_tui.cli.options import Run, database_option, pass_run

if TYPE_CHECKING:
    from peer_tui.services.outcome import Outcome

AGREED = "restore"
"""What is typed to agree."""


@click.command("restore", short_help="Put a backup in place of the database.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--aside", is_flag=True, help="For a damaged database: keep it aside under another name."
)
@database_option
@pass_run
def command(run: Run, file: Path | None, yes: bool, aside: bool) -> int:
    """Put the backup FILE in place of the database, after a backup of what is there now.

    FILE may be the name alone of one in the folder of the backups. Without FILE they are listed,
    the newest first.
    """
    from peer_tui.errors import UsageError
    from peer_tui.services.safekeeping import restore

    if file is None:
        return _list(run)
    if not file.exists():
        file = run.locations.backups / file
    if not yes and not _agreed(file, run.locations.database):
        raise UsageError("Nothing was changed. --yes restores without asking.")
    if aside:
        outcome = _set_aside(run, file)
    else:
        with run.store() as store:
            outcome = restore(store, file, run.locations.backups)
    output.data(outcome.message)
    return 0


def _list(run: Run) -> int:
    from peer_tui.cli.table import columns
    from peer_tui.errors import NothingFound
    from peer_tui.services.safekeeping import backup_words
    from peer_tui.storage.backup_names import list_backups

    found = list_backups(run.locations.database, run.locations.backups)
    if not found:
        raise NothingFound(f"There is no backup in {run.locations.backups}.")
    for line in columns([(made.path.name, backup_words(made, run.clock)) for made in found]):
        output.data(line)
    return 0


def _agreed(file: Path, database: Path) -> bool:
    if not output.can_ask():
        return False
    question = f"This puts {file} in place of {database}. Type {AGREED} to go on: "
    return output.ask(question) == AGREED


def _set_aside(run: Run, file: Path) -> Outcome:
    from peer_tui.services.safekeeping import restore_damaged
    from peer_tui.settings.identity import find_identity

    found = run.locations
    store, outcome = restore_damaged(
        places.checked(found),
        file,
        run.clock,
        find_identity(found.device, run.environment),
        found.state,
    )
    store.close()
    return outcome
