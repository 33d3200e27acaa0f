"""Options that several commands share, before or after the name of the command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from peer_tui.cli import places
from peer_tui.clock import Clock, FixedClock, SystemClock
from peer_tui.settings.locations import Locations, find_locations

if TYPE_CHECKING:
    from peer_tui.settings.schema import Settings
    from peer_tui.storage.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
MORNING = time(10, 30)
"""The time of day when the day is given by `--today`."""


@dataclass
class Run:
    """What one run of the command line works with."""

    database: str | None = None
    """As typed after `--db`."""
    today: date | None = None
    """As given by `--today`."""
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    @property
    def clock(self) -> Clock:
        """The machine's clock, or one that stands still on the day given."""
        if self.today is None:
            return SystemClock()
        return FixedClock(datetime.combine(self.today, MORNING).astimezone())

    @property
    def locations(self) -> Locations:
        """Where the files are, for this run."""
        found = find_locations(self.environment)
        return found if self.database is None else found.named(places.named(self.database))

    @cached_property
    def settings(self) -> Settings:
        """The owner's choices; what is wrong with them is said once."""
        from peer_tui.cli.output import talk
        from peer_tui.settings.load import load

        loaded = load(self.locations.config)
        for warning in loaded.warnings:
            talk(f"peer: {warning}")
        return loaded.settings

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, made if it is not there yet."""
        with self._opened(places.checked(self.locations)) as store:
            yield store

    @contextmanager
    def existing_store(self) -> Iterator[Store | None]:
        """The database to look into; None when the owner has none yet."""
        path = places.existing(self.locations)
        if path is None:
            yield None
            return
        with self._opened(path) as store:
            yield store

    @contextmanager
    def previewing_store(self) -> Iterator[Store | None]:
        """The database to look into for a dry run, which makes none where there is none."""
        path = places.checked(self.locations)
        if not path.exists():
            yield None
            return
        with self._opened(path) as store:
            yield store

    @contextmanager
    def _opened(self, path: Path) -> Iterator[Store]:
        from peer_tui.cli.output import talk
        from peer_tui.settings.identity import find_identity
        from peer_tui.storage.store import open_store

        found = self.locations
        store = open_store(
            path,
            self.clock,
            find_identity(found.device, self.environment),
            state_directory=found.state,
            backup_directory=found.backups,
        )
        try:
            if store.warning is not None:
                talk(f"peer: {store.warning}")
            yield store
        finally:
            store.close()


pass_run = click.make_pass_decorator(Run, ensure=True)


class IsoDate(click.ParamType[date]):
    """A day as 2026-11-18."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day; fails with a sentence."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-11-18.", param, ctx)


def database_option(command: Command) -> Command:
    """Add `--db PATH`."""

    def keep(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.ensure_object(Run).database = value

    return click.option(
        "--db", metavar="PATH", expose_value=False, callback=keep,
        help="The database file (else PEER_DB, else the owner's own).",
    )(command)  # fmt: skip


def today_option(command: Command) -> Command:
    """Add `--today DATE`."""

    def keep(ctx: click.Context, _: click.Parameter, value: date | None) -> None:
        if value is not None:
            ctx.ensure_object(Run).today = value

    return click.option(
        "--today", metavar="DATE", type=IsoDate(), expose_value=False, callback=keep,
        help="Take this day for today, such as 2026-11-18.",
    )(command)  # fmt: skip


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document.")(command)


def listing_options(command: Command) -> Command:
    """Add what a list of things people said takes: `PERSON`, `--limit` and what all lists take."""
    limit = click.option("--limit", default=200, show_default=True, help="At most so many.")
    shared = json_option(today_option(database_option(command)))
    return click.argument("person", nargs=-1)(limit(shared))
