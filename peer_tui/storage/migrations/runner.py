"""Brings a file to the present schema, each step and its number in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peer_tui.errors import DataError
from peer_tui.storage.migrations import step_0001, step_0002, step_0003
from peer_tui.storage.migrations.versions import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from peer_tui.storage.database import PeerDatabase
    from peer_tui.storage.store import Store

STEPS: tuple[tuple[str, ...], ...] = (
    step_0001.STATEMENTS,
    step_0002.STATEMENTS,
    step_0003.STATEMENTS,
)
"""Step n brings the schema from version n-1 to n."""


def pending(version: int) -> range:
    """The numbers of the steps a file of this version still needs."""
    return range(version + 1, VERSION + 1)


def bring_up_to_date(store: Store, version: int, backup_directory: Path) -> None:
    """Migrate the file of a store; one that holds anything is backed up first."""
    if version > 0:
        from peer_tui.storage.backup import make_backup

        make_backup(store.path, backup_directory, "migration", store.clock.now())
    migrate(store.database())


def migrate(database: PeerDatabase) -> None:
    """Apply what is pending. Foreign keys are off outside the transaction, checked before commit.

    Raises DataError when a step would leave a row pointing nowhere; the file is then unchanged.
    """
    version = database.run("pragma user_version").fetchone()[0]
    if not pending(version):
        return
    database.run("pragma foreign_keys = 0")
    try:
        for number in pending(version):
            with database.atomic("IMMEDIATE"):
                # Another process may have taken the step while this one waited for the lock.
                if database.run("pragma user_version").fetchone()[0] >= number:
                    continue
                for statement in STEPS[number - 1]:
                    database.run(statement)
                database.run(f"pragma application_id = {APPLICATION_ID}")
                database.run(f"pragma user_version = {number}")
                if database.run("pragma foreign_key_check").fetchone():
                    raise DataError(
                        f"The database could not be brought to version {number}: some rows"
                        " point nowhere. Nothing was changed."
                    )
    finally:
        database.run("pragma foreign_keys = 1")
