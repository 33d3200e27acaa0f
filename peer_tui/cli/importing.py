"""`peer import`: contacts, history and promises from the files of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option
from peer_tui.errors import UsageError

if TYPE_CHECKING:
    from peer_tui.interchange.plan import ImportPlan
    from peer_tui.interchange.reading_choices import ReadChoices
    from peer_tui.interchange.records import ReadResult
    from peer_tui.storage.store import Store

PIPE = "-"
ASK = "?"
NOT_WHOLE = 1
"""The exit code of an import that found nothing, or of which something is missing."""


@click.command("import", short_help="Import contacts from files.")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Show what would happen and write nothing.")
@click.option(
    "--map",
    "mapping",
    metavar="MAP",
    help="For CSV: what the columns hold, as in 'Name=name,Tel=phone'; by number (1=name) where "
    "there is no header row; '?' lists the columns. It is remembered for files of that header, and "
    "proposed again for one without.",
)
@click.option(
    "--me",
    "me",
    multiple=True,
    metavar="ADDRESS",
    help="For mail: an e-mail address of yours, beside those of the setting my_addresses; mail "
    "from it is yours to the others.",
)
@click.option("--bodies", is_flag=True, help="For mail: keep the texts and not only subjects.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Tag everybody new or changed.")
@json_option
@today_option
@database_option
@pass_run
def command(
    run: Run,
    files: tuple[str, ...],
    dry_run: bool,
    mapping: str | None,
    me: tuple[str, ...],
    bodies: bool,
    tags: tuple[str, ...],
    as_json: bool,
) -> int:
    """Import FILES, folders, or - for a pipe: vCard, CSV, LDIF, mail (mbox, eml), Monica's JSON.

    The content of a file says what it is. Nobody already kept is overwritten, a second import of
    a file changes nothing, and one undo takes an import back.
    """
    from peer_tui.cli.archive import holds_archive, import_archive
    from peer_tui.cli.importing_words import document, show

    if mapping is not None and mapping.strip() == ASK:
        return _look(run, files, as_json=as_json)
    if holds_archive(files):
        return import_archive(run, files[0], dry_run=dry_run, as_json=as_json)
    output.progress("Reading…")
    message = ""
    try:
        read = _read(files, _choices(run, mapping, me, bodies=bodies))
        if dry_run:
            with run.previewing_store() as store:
                plan = _plan(store, read)
        else:
            with run.store() as store:
                plan = _plan(store, read)
                message = _apply(run, store, plan, tags)
            _remember(run, read)
    finally:
        output.progress("")
    if as_json:
        output.document(document(read, plan))
    else:
        show(read, plan, message, dry_run=dry_run)
    return NOT_WHOLE if plan.is_empty or read.not_read else 0


def _choices(run: Run, mapping: str | None, me: tuple[str, ...], *, bodies: bool) -> ReadChoices:
    from peer_tui.cli.importing_words import bar_of_bytes
    from peer_tui.interchange.column_mapping import read_option
    from peer_tui.interchange.mapping_memory import remembered_mappings
    from peer_tui.interchange.reading_choices import ReadChoices

    wrong = next((address for address in me if "@" not in address), None)
    if wrong is not None:
        raise UsageError(f"{wrong!r} is no e-mail address; write it as --me name@example.com.")
    return ReadChoices(
        columns=read_option(mapping) if mapping else {},
        remembered=remembered_mappings(run.locations.columns),
        me=frozenset((*run.settings.my_addresses, *(each.strip().lower() for each in me))),
        bodies=bodies,
        progress=bar_of_bytes,
    )


def _look(run: Run, files: tuple[str, ...], *, as_json: bool) -> int:
    """List the columns of a CSV file with what they probably hold."""
    from peer_tui.cli.importing_words import columns_document, show_columns
    from peer_tui.interchange.csv_formats import look_at_csv
    from peer_tui.interchange.mapping_memory import remembered_mappings

    if len(files) != 1:
        raise UsageError("--map '?' looks at one file at a time.")
    name = "standard input" if files[0] == PIPE else Path(files[0]).name
    sight = look_at_csv(_bytes_of(files[0]), name, remembered_mappings(run.locations.columns))
    if as_json:
        output.document(columns_document(name, sight))
    else:
        show_columns(name, sight)
    return 0


def _bytes_of(name: str) -> bytes:
    from peer_tui.interchange.reading import bytes_of, within_limit

    if name == PIPE:
        return within_limit(sys.stdin.buffer, "standard input")
    return bytes_of(Path(name).expanduser())


def _read(files: tuple[str, ...], choices: ReadChoices) -> ReadResult:
    from peer_tui.interchange.reading import read_bytes, read_many
    from peer_tui.interchange.records import ReadResult

    result = ReadResult()
    for name in files:
        if name == PIPE:
            piped = read_bytes(_bytes_of(PIPE), "standard input", choices)
            result.take_in(piped.or_refused())
        else:
            result.take_in(read_many([Path(name).expanduser()], choices))
    return result


def _plan(store: Store | None, read: ReadResult) -> ImportPlan:
    from peer_tui.cli.importing_words import bar
    from peer_tui.interchange.apply import NoPeople, StoredPeople
    from peer_tui.interchange.plan import make_plan

    known = StoredPeople(store.reader) if store else NoPeople()
    return make_plan(
        read.records,
        known,
        items=read.items,
        progress=lambda done, of: bar("Comparing", done, of),
    )


def _apply(run: Run, store: Store, plan: ImportPlan, tags: tuple[str, ...]) -> str:
    from peer_tui.cli.importing_words import bar
    from peer_tui.interchange.apply import apply
    from peer_tui.services.safekeeping import backup

    if plan.changes_anything:
        backup(store, run.locations.backups, "import")
    outcome = apply(store, plan, lambda done, of: bar("Saving", done, of), tags=tags)
    return outcome.message.removesuffix(" Nothing was written.")


def _remember(run: Run, read: ReadResult) -> None:
    from peer_tui.interchange.mapping_memory import remember_mappings

    if read.mappings:
        remember_mappings(run.locations.columns, read.mappings)
