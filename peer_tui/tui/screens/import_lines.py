"""The plan of an import as rows of a list; made on another thread, for there may be many."""

from collections.abc import Hashable
from typing import NamedTuple

from peer_tui.domain.text import clean_line
from peer_tui.interchange.plan import ImportPlan, Verdict
from peer_tui.interchange.records import ReadResult
from peer_tui.tui.widgets.fixed_rows import FixedRows

ORDER = (Verdict.CHANGED, Verdict.SKIPPED, Verdict.NEW, Verdict.SAME)
"""What needs a look comes first."""
_LONGEST_NAME = 40
_MOST_NAMES = 12


class Line(NamedTuple):
    """One record of the plan, or a card that could not be read."""

    number: int
    position: int
    """In the plan; -1 for what is not in it."""
    verdict: str
    name: str
    reason: str


class Lines(FixedRows[Line]):
    """Lines whose numbers are their places."""

    def _index(self, key: Hashable) -> int | None:
        return key if isinstance(key, int) and 0 <= key < len(self.rows) else None


def _not_taken(names: list[str]) -> list[tuple[int, str, str, str]]:
    """Which columns of a table hold something and nobody knows what, on one line."""
    if not names:
        return []
    some = ", ".join(clean_line(name)[:_LONGEST_NAME] for name in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    count = "1 column" if len(names) == 1 else f"{len(names):,} columns"
    return [(-1, "note", count, f"not taken: {some}{more}; c says what they hold")]


def lines_of(found: ReadResult, plan: ImportPlan) -> Lines:
    """Every record with its verdict and reason; what could not be read is among the skipped."""
    by_verdict: dict[Verdict, list[tuple[int, str, str, str]]] = {each: [] for each in ORDER}
    for item in plan.lines():
        by_verdict[item.verdict].append(
            (item.position, str(item.verdict), item.name or "(no name)", item.reason)
        )
    raw = [
        *((-1, "missing", each.where, each.what) for each in found.not_read),
        *((-1, "note", "your mail", hint) for hint in found.hints),
        *_not_taken(found.not_taken),
        *((-1, str(Verdict.SKIPPED), f"card at line {p.line}", p.what) for p in found.skipped),
        *(row for verdict in ORDER for row in by_verdict[verdict]),
        *(
            (-1, "note", f"card at line {p.line}" if p.line else "the file", p.what)
            for p in found.problems
        ),
    ]
    return Lines(tuple(Line(at, *row) for at, row in enumerate(raw)), lambda line: line.number)
