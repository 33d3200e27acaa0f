"""Who referred whom, as a small tree."""

from collections.abc import Iterator
from typing import NamedTuple

LEVELS = 3
"""So many levels are shown above a person and below."""
MOST_BRANCHES = 20
"""So many people referred by one are shown."""
MOST_PEOPLE = 60
"""So many people are in the tree."""

BRANCH, LAST, THROUGH, NOTHING = "├ ", "└ ", "│ ", "  "


class Referral(NamedTuple):
    """A person and whom they referred."""

    person_id: int
    name: str
    referred: tuple["Referral", ...] = ()
    more: bool = False
    """Whether they referred more people than are shown."""


class TreeLine(NamedTuple):
    """One line of the tree as it is drawn."""

    lines: str
    """What stands before the name."""
    person_id: int | None
    """None where it says only that there are more."""
    name: str


def tree_lines(root: Referral) -> list[TreeLine]:
    """The tree, one person a line, with thin lines from who referred to whom they referred."""
    return [TreeLine("", root.person_id, root.name), *_below(root, "")]


def _below(node: Referral, before: str) -> Iterator[TreeLine]:
    for number, child in enumerate(node.referred, 1):
        last = number == len(node.referred) and not node.more
        yield TreeLine(before + (LAST if last else BRANCH), child.person_id, child.name)
        yield from _below(child, before + (NOTHING if last else THROUGH))
    if node.more:
        yield TreeLine(before + LAST, None, "and more")
