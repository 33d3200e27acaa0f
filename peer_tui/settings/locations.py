"""Where the files of the program are. Pure functions: nothing is read, nothing is made.

On macOS the three folders of the platform are one, so no two names below may be alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

APPLICATION = "peer"


class Locations(NamedTuple):
    """The files and folders of one owner on one machine."""

    database: Path
    demo: Path
    """The database of the sample data; never the owner's own."""
    config: Path
    log: Path
    device: Path
    """The name under which this machine acts."""
    backups: Path
    """The folder of the backups, beside the database."""
    database_is_named: bool = False
    """Whether the owner named the database, by option or environment."""

    @property
    def state(self) -> Path:
        """The folder of what this machine remembers; losing it loses no data."""
        return self.log.parent

    @property
    def lessons(self) -> Path:
        """The file that counts the keys taught at the start of the first sessions."""
        return self.state / "lessons"

    @property
    def columns(self) -> Path:
        """The file of what the owner said about the columns of other programs' files."""
        return self.config.parent / "columns.json"

    def named(self, database: Path) -> Locations:
        """The same, with the database the owner named on the command line."""
        return Locations(
            database=database,
            demo=self.demo,
            config=self.config,
            log=self.log,
            device=self.device,
            backups=backups_of(database),
            database_is_named=True,
        )


def find_locations(environment: Mapping[str, str]) -> Locations:
    """The places the environment asks for, else those of the platform.

    PEER_DB names the database file, PEER_DATA the folder of the data, PEER_CONFIG the
    configuration file; an empty value counts as not set. A leading ~ is the home directory.
    """
    data = _named(environment, "PEER_DATA") or _platform("data")
    state = _platform("state")
    database = _named(environment, "PEER_DB")
    return Locations(
        database=database or data / "peer.db",
        demo=data / "demo.db",
        config=_named(environment, "PEER_CONFIG") or _platform("config") / "config.toml",
        log=state / "peer.log",
        device=state / "device",
        backups=backups_of(database or data / "peer.db"),
        database_is_named=database is not None,
    )


def backups_of(database: Path) -> Path:
    """The folder for backups of a database: beside it."""
    return database.parent / "backups"


def _named(environment: Mapping[str, str], key: str) -> Path | None:
    value = environment.get(key, "")
    return Path(value).expanduser() if value else None


def _platform(kind: str) -> Path:
    from platformdirs import PlatformDirs

    folders = PlatformDirs(APPLICATION, appauthor=False)
    return {
        "data": folders.user_data_path,
        "config": folders.user_config_path,
        "state": folders.user_state_path,
    }[kind]
