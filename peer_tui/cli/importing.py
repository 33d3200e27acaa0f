"""`peer import`: contacts from the files of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.interchange.plan import ImportPlan
    from peer_tui.interchange.records import Problem, ReadResult
    from peer_tui.storage.store import Store

PIPE = "-"
MOST_SHOWN = 20
"""Skipped contacts and problems listed in words; all of them are in the JSON."""
NOTHING = 1


@click.command("import", short_help="Import contacts from files.")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Show what would happen and write nothing.")
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, files: tuple[str, ...], dry_run: bool, as_json: bool) -> int:
    """Import contacts (vCard, CSV) from FILES, folders, or - for a pipe.

    Nobody already kept is overwritten, a second import of a file changes nothing, and one undo
    takes an import back.
    """
    from peer_tui.cli.archive import holds_archive, import_archive

    if holds_archive(files):
        return import_archive(run, files[0], dry_run=dry_run, as_json=as_json)
    output.progress("Reading…")
    try:
        read = _read(files)
        output.progress(f"Comparing {len(read.records):,} contacts…")
        if dry_run:
            with run.previewing_store() as store:
                plan = _plan(store, read)
        else:
            with run.store() as store:
                plan = _plan(store, read)
                _apply(run, store, plan)
    finally:
        output.progress("")
    if as_json:
        output.document(_document(read, plan))
    else:
        _show(read, plan, dry_run=dry_run)
    return 0 if plan.planned else NOTHING


def _read(files: tuple[str, ...]) -> ReadResult:
    from peer_tui.interchange.reading import read_bytes, read_many
    from peer_tui.interchange.records import ReadResult

    result = ReadResult()
    for name in files:
        if name == PIPE:
            result.take_in(read_bytes(sys.stdin.buffer.read(), "standard input"))
        else:
            result.take_in(read_many([Path(name).expanduser()]))
    return result


def _plan(store: Store | None, read: ReadResult) -> ImportPlan:
    from peer_tui.interchange.apply import NoPeople, StoredPeople
    from peer_tui.interchange.plan import make_plan

    return make_plan(read.records, StoredPeople(store.reader) if store else NoPeople())


def _apply(run: Run, store: Store, plan: ImportPlan) -> None:
    from peer_tui.interchange.apply import apply
    from peer_tui.services.safekeeping import backup

    if not plan.planned:
        return
    if plan.changes_anything:
        backup(store, run.locations.backups, "import")
    apply(store, plan, lambda done, of: output.progress(f"Saving {done:,} of {of:,}…"))


def _counts(read: ReadResult, plan: ImportPlan) -> dict[str, int]:
    from peer_tui.interchange.plan import Verdict

    return {
        "contacts": len(read.records) + len(read.skipped),
        "new": plan.count(Verdict.NEW),
        "changed": plan.count(Verdict.CHANGED),
        "same": plan.count(Verdict.SAME),
    }


def _skipped(read: ReadResult, plan: ImportPlan) -> list[Problem]:
    from peer_tui.interchange.plan import Verdict
    from peer_tui.interchange.records import Problem

    planned = [
        Problem(item.record.source, item.record.line, item.reason)
        for item in plan.planned
        if item.verdict is Verdict.SKIPPED
    ]
    return [*read.skipped, *planned]


def _document(read: ReadResult, plan: ImportPlan) -> dict[str, Any]:
    return {
        **_counts(read, plan),
        "skipped": [_problem_document(each) for each in _skipped(read, plan)],
        "problems": [_problem_document(each) for each in read.problems],
    }


def _problem_document(problem: Problem) -> dict[str, Any]:
    return {"where": problem.where, "line": problem.line, "what": problem.what}


def _show(read: ReadResult, plan: ImportPlan, *, dry_run: bool) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.interchange.apply import imported_words

    skipped = _skipped(read, plan)
    counts = _counts(read, plan) | {"skipped": len(skipped), "problems": len(read.problems)}
    if dry_run:
        rows = [(name, f"{number:,}") for name, number in counts.items()]
        for line in columns(rows):
            output.data(line)
        output.talk("Nothing was written.")
    else:
        output.data(f"{imported_words(plan)}.")
        if plan.changes_anything:
            output.talk("`peer undo` takes it back.")
    _list("Skipped", skipped)
    _list("Not understood, kept as it came", read.problems)


def _list(title: str, problems: list[Problem]) -> None:
    from peer_tui.domain.text import clean_line

    if not problems:
        return
    output.talk(f"{title}: {len(problems):,}")
    for problem in problems[:MOST_SHOWN]:
        line = f", line {problem.line}" if problem.line else ""
        output.talk(f"  {clean_line(problem.where)}{line}: {clean_line(problem.what)}")
    if len(problems) > MOST_SHOWN:
        output.talk(f"  and {len(problems) - MOST_SHOWN:,} more (all of them with --json)")
