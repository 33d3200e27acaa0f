"""What `peer import` says: plans, outcomes, and the columns of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from peer_tui.cli import output

if TYPE_CHECKING:
    from peer_tui.interchange.csv_formats import Sight
    from peer_tui.interchange.plan import ImportPlan
    from peer_tui.interchange.records import Problem, ReadResult

MOST_SHOWN = 20
"""Skipped contacts and problems listed in words."""
MOST_LISTED = 100_000
"""Skipped contacts and problems in the JSON."""
MOST_COLUMNS_SHOWN = 12
"""Names of columns that were left, in words."""
_CELLS = 24
_MEGABYTE = 1_000_000


def bar(doing: str, done: int, of: int) -> None:
    """Show how far a long task is."""
    output.progress(f"{doing} {_bar(done, of)} {done:,} of {of:,}")


def bar_of_bytes(done: int, of: int) -> None:
    """Show how far the reading of a file is."""
    far = f"{done / _MEGABYTE:,.1f} of {of / _MEGABYTE:,.1f} MB"
    output.progress(f"Reading {_bar(done, of)} {far}")


def _bar(done: int, of: int) -> str:
    filled = _CELLS * min(done, of) // of if of else _CELLS
    return f"[{'#' * filled}{'.' * (_CELLS - filled)}]"


def counts(read: ReadResult, plan: ImportPlan) -> dict[str, int]:
    """The numbers of a plan; those of the history and the like only where a file has any."""
    from peer_tui.domain.history import Interaction
    from peer_tui.domain.promises import Promise

    people, _ = plan.planned.people()
    found = {
        "contacts": len(read.records) + len(read.skipped),
        **{str(verdict): number for verdict, number in people.items()},
    }
    if plan.differing:
        found["differing"] = len(plan.differing)
    if read.items:
        kinds = {"history": 0, "promises": 0, "follow_ups": 0}
        for planned in plan.items:
            item = planned.record.item
            if isinstance(item, Interaction):
                kinds["history"] += 1
            else:
                kinds["promises" if isinstance(item, Promise) else "follow_ups"] += 1
        found |= kinds | {"there_already": plan.same_items}
    return found


def left_out(read: ReadResult, plan: ImportPlan) -> dict[str, int]:
    """What is left out on purpose: how many, by reason."""
    found = dict(read.left_out)
    for reason, count in plan.left_out.items():
        found[reason] = found.get(reason, 0) + count
    return found


def _skipped(read: ReadResult, plan: ImportPlan) -> Iterator[Problem]:
    from peer_tui.interchange.plan import Verdict
    from peer_tui.interchange.records import Problem

    yield from read.skipped
    if plan.count(Verdict.SKIPPED):
        for line in plan.lines():
            if line.verdict is Verdict.SKIPPED:
                yield Problem("", 0, line.reason)


def document(read: ReadResult, plan: ImportPlan) -> dict[str, Any]:
    """The outcome as one JSON document."""
    found: dict[str, Any] = {
        **counts(read, plan),
        "skipped": _listed(_skipped(read, plan)),
        "problems": _listed(read.problems),
    }
    if reasons := left_out(read, plan):
        found["left_out"] = reasons
    if read.not_taken:
        found["not_taken"] = read.not_taken
    if read.not_read:
        found["not_read"] = _listed(read.not_read)
    if read.hints:
        found["hints"] = read.hints
    return found


def _listed(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {"where": each.where, "line": each.line, "what": each.what}
        for each in islice(problems, MOST_LISTED)
    ]


def show(read: ReadResult, plan: ImportPlan, message: str, *, dry_run: bool) -> None:
    """Say what would happen, or what happened."""
    from peer_tui.cli.table import columns
    from peer_tui.interchange.plan import Verdict

    skipped = len(read.skipped) + plan.count(Verdict.SKIPPED)
    if dry_run:
        numbers = counts(read, plan) | {"skipped": skipped, "problems": len(read.problems)}
        rows = [(name.replace("_", " "), f"{number:,}") for name, number in numbers.items()]
        for line in columns(rows):
            output.data(line)
        output.talk("Nothing was written.")
    else:
        output.data(message)
        if plan.changes_anything:
            output.talk("`peer undo` takes it back.")
    for reason, count in left_out(read, plan).items():
        output.talk(f"Left out: {count:,} {reason}")
    if read.not_taken:
        output.talk(not_taken_words(read.not_taken))
    _list("Not read", len(read.not_read), read.not_read)
    _list("Skipped", skipped, _skipped(read, plan))
    _list("Not understood, kept as it came", len(read.problems), read.problems)
    for hint in read.hints:
        output.talk(hint)


def not_taken_words(names: list[str]) -> str:
    """Which columns of a table were left, and how to say what they hold."""
    from peer_tui.domain.text import clean_line

    some = ", ".join(clean_line(name)[:40] for name in names[:MOST_COLUMNS_SHOWN])
    more = len(names) - MOST_COLUMNS_SHOWN
    rest = f" and {more:,} more" if more > 0 else ""
    return f"Not taken: {some}{rest}; `--map` says what they hold."


def _list(title: str, number: int, problems: Iterable[Problem]) -> None:
    from peer_tui.domain.text import clean_line

    if not number:
        return
    output.talk(f"{title}: {number:,}")
    for problem in islice(problems, MOST_SHOWN):
        line = f", line {problem.line}" if problem.line else ""
        where = f"{clean_line(problem.where)}{line}: " if problem.where else ""
        output.talk(f"  {where}{clean_line(problem.what)}")
    if number > MOST_SHOWN:
        output.talk(f"  and {number - MOST_SHOWN:,} more (all of them with --json)")


def columns_document(name: str, sight: Sight) -> dict[str, Any]:
    """The columns of a file with what they probably hold, as JSON."""
    return {
        "file": name,
        "header": bool(sight.names),
        "columns": [
            {
                "number": each.position + 1,
                "name": each.name,
                "field": each.field,
                "certain": each.certain,
                "why": each.why,
                "samples": list(each.samples),
            }
            for each in sight.proposals
        ],
        "map": sight.option,
    }


def show_columns(name: str, sight: Sight) -> None:
    """List the columns of a file with what they probably hold, and how to say it."""
    from peer_tui.cli.table import columns
    from peer_tui.domain.text import clean_line
    from peer_tui.interchange.column_mapping import FIELDS

    output.data(f"{clean_line(name)}: {'' if sight.names else 'no header row, '}"
                f"{len(sight.proposals)} columns")  # fmt: skip
    rows = [("column", "holds", "", "for example")]
    rows += [
        (
            each.key[:40],
            each.field or "?",
            "certain" if each.certain else "a guess",
            " | ".join(each.samples)[:60],
        )
        for each in sight.proposals
    ]
    for line in columns(rows):
        output.data(line)
    output.talk(f"peer import {clean_line(name)} --map '{sight.option}'")
    known = chain.from_iterable(zip(FIELDS, strict=True))
    output.talk(f"A column can hold: {', '.join(known)}.")
