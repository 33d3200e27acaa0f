"""`peer vdir`: people and calendar shared with other programs through a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack, cast

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option
from peer_tui.errors import DataError, UsageError

if TYPE_CHECKING:
    from peer_tui.interchange.vdir import Report, Vdir
    from peer_tui.interchange.vdir_plan import Gone, VdirRow
    from peer_tui.storage.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
MOST_SHOWN = 40
"""Lines listed in words; all of them are in the JSON."""
OPEN = 1
"""Exit code when something waits for a word of the owner."""


class Options(TypedDict):
    """What all three are given, as `_common` reads it from the command line."""

    folder: Path
    dry_run: bool
    keep: str
    gone: str
    as_json: bool


@click.group("vdir", short_help="Share people and calendar through a folder.")
def command() -> None:
    """Share people and calendar through a folder, one file per item (a vdir).

    DIR/people holds vCards and DIR/calendar events and to-dos, as vdirsyncer, khard, khal and
    todoman keep them. Nothing is overwritten that changed on both sides, and nothing is removed
    without being asked for.
    """


def _common(wrapped: Command) -> Command:
    """The options of all three."""
    decorated: Any = wrapped
    for option in (
        click.argument("folder", metavar="DIR", type=click.Path(path_type=Path)),
        click.option("--dry-run", is_flag=True, help="Show what would happen and write nothing."),
        click.option(
            "--keep", type=click.Choice(("both", "peer", "file")), default="both",
            help="What stands where both sides changed the same; both: each its own.",
        ),
        click.option(
            "--gone", type=click.Choice(("ask", "restore", "remove", "leave")), default="ask",
            help="What becomes of an item that one side has no longer.",
        ),
        json_option, today_option, database_option, pass_run,
    ):  # fmt: skip
        decorated = option(decorated)
    return cast(Command, decorated)


@command.command("export", short_help="Write what Peer has into the folder.")
@_common
def export(run: Run, **options: Unpack[Options]) -> int:
    """Write people, follow-ups and promises into DIR; what changed there is not overwritten."""
    return _run(run, "export", **options)


@command.command("import", short_help="Take in what the folder has.")
@_common
def import_(run: Run, **options: Unpack[Options]) -> int:
    """Take in what is new or changed in DIR, as one undo step; no file is written."""
    return _run(run, "import", **options)


@command.command("sync", short_help="Both ways.")
@_common
def sync(run: Run, **options: Unpack[Options]) -> int:
    """Take in what changed in DIR, then write what changed in Peer."""
    return _run(run, "sync", **options)


def _run(run: Run, direction: str, **options: Unpack[Options]) -> int:
    folder, gone = options["folder"].expanduser(), options["gone"]
    dry_run, keep = options["dry_run"], options["keep"]
    if not folder.parent.is_dir():
        raise UsageError(f"The folder {folder.parent} does not exist. Nothing was written.")
    if dry_run:
        with run.previewing_store() as store:
            if store is None:
                raise DataError(f"{run.locations.database} does not exist yet; nothing to compare.")
            vdir = _vdir(run, store, folder, direction, keep, gone, asks=False)
            report = _looked(vdir)
    else:
        with run.store() as store:
            asks = gone == "ask" and output.can_ask()
            vdir = _vdir(run, store, folder, direction, keep, gone, asks=asks)
            report = _done(run, store, vdir)
    if options["as_json"]:
        output.document(_document(report))
    else:
        _show(report, dry_run=dry_run)
    return OPEN if report.is_open else 0


def _vdir(
    run: Run, store: Store, folder: Path, direction: str, keep: str, gone: str, *, asks: bool
) -> Vdir:
    from peer_tui.interchange.vdir import Vdir
    from peer_tui.interchange.vdir_plan import Direction, Gone, Keep

    def progress(words: str, done: int, of: int) -> None:
        output.progress(f"{words} {done:,} of {of:,}…" if of else f"{words}…")

    return Vdir(
        store,
        folder,
        run.locations.state,
        direction=Direction(direction),
        keep=Keep(keep),
        decide=answer_of if asks else lambda _: Gone(gone),
        fills_empty=gone == "restore",
        progress=progress,
    )


def _looked(vdir: Vdir) -> Report:
    try:
        return vdir.look()
    finally:
        output.progress("")


def _done(run: Run, store: Store, vdir: Vdir) -> Report:
    from peer_tui.interchange.vdir_plan import Direction
    from peer_tui.services.safekeeping import backup

    try:
        vdir.look()
        if vdir.takes_in and vdir.direction is not Direction.EXPORT:
            backup(store, run.locations.backups, "import")
        return vdir.do()
    finally:
        output.progress("")


def answer_of(row: VdirRow) -> Gone:
    """Ask what becomes of an item that one side has no longer; any other answer is "later"."""
    from peer_tui.domain.text import clean_line
    from peer_tui.interchange.vdir_plan import Deed, Gone

    output.progress("")
    name, key = clean_line(row.name), clean_line(row.key)
    if row.deed is Deed.FILE_GONE:
        words = f"{name}: the file {key} is gone. [w]rite it again, [r]emove from Peer"
    else:
        words = f"{name} is gone in Peer; the file {key} is there. [w] take it in, [r]emove it"
    answer = output.ask(f"{words}, [l]eave it so, or Enter for later: ").lower()
    return {"w": Gone.RESTORE, "r": Gone.REMOVE, "l": Gone.LEAVE}.get(answer, Gone.ASK)


def _document(report: Report) -> dict[str, Any]:
    return {
        "counts": report.counts(),
        "rows": [
            {"what": str(row.deed), "file": row.key, "name": row.name, "reason": row.reason}
            for row in report.rows
        ],
        "problems": [{"where": each.where, "what": each.what} for each in report.problems],
    }


def _show(report: Report, *, dry_run: bool) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.domain.text import clean_line
    from peer_tui.interchange.vdir_plan import Deed

    counts = [(words, f"{number:,}") for words, number in report.counts().items() if number]
    for line in columns(counts) if counts else ["Nothing is there on either side."]:
        output.data(line)
    told = [row for row in report.rows if row.deed not in (Deed.WRITE, Deed.REWRITE)]
    lines = [
        f"{row.deed}: {clean_line(row.name)} ({clean_line(row.key)})"
        + (f": {clean_line(row.reason)}" if row.reason else "")
        for row in told
    ]
    lines += [f"{clean_line(each.where)}: {clean_line(each.what)}" for each in report.problems]
    for line in lines[:MOST_SHOWN]:
        output.talk(f"  {line}")
    if len(lines) > MOST_SHOWN:
        output.talk(f"  and {len(lines) - MOST_SHOWN:,} more (all of them with --json)")
    if dry_run:
        output.talk("Nothing was written.")
    elif any(row.deed in (Deed.TAKE_IN, Deed.UPDATE, Deed.TAKE_OUT) for row in report.rows):
        output.talk("`peer undo` takes back what was taken in.")
    if any(row.deed is Deed.CONFLICT for row in report.rows):
        output.talk("--keep peer or --keep file says which side stands.")
