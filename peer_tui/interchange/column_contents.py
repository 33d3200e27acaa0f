"""What the columns of a table without a header row hold, told by their cells alone. Pure.

A table is taken only when its cells leave no doubt; where they do, the owner says what is what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from peer_tui.domain.text import fold
from peer_tui.interchange.column_mapping import Proposal

_MOST = 0.9
_WORDY = frozenset({"name", "given", "organisation"})
_REACHES = frozenset({"email", "phone"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_PARTS = re.compile(r"[._+-]+")

Rows = Sequence[Sequence[str]]


def settled_by_contents(proposals: Sequence[Proposal], rows: Rows) -> list[Proposal]:
    """The proposals with what only the whole table can tell.

    First and last names are those of which the e-mail addresses are made; a name is also the
    only column of words, where each row has one of its own. A column without any word and
    without any sense is left aside when an e-mail address or a phone number tells the rows apart.
    """
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    found = _first_and_last(list(proposals), rows) or _only_words(list(proposals), rows)
    reached = any(
        each.certain and each.field in _REACHES and _is_own_of_each_row(rows, each.position)
        for each in found
    )
    return [_left_aside(each, rows) if reached else each for each in found]


def is_certain_without_header(proposals: Sequence[Proposal]) -> bool:
    """Whether the table can be taken without asking."""
    fields = {each.field for each in proposals}
    return bool(fields & (_WORDY | _REACHES)) and all(each.certain for each in proposals)


def left_aside(proposals: Sequence[Proposal]) -> list[int]:
    """The numbers, from 1, of the columns that hold something nobody can tell."""
    return [each.position + 1 for each in proposals if each.field == "ignored" and each.samples]


def _cells(rows: Rows, at: int) -> list[str]:
    return [row[at].strip() if at < len(row) else "" for row in rows]


def _is_own_of_each_row(rows: Rows, at: int) -> bool:
    cells = [cell for cell in _cells(rows, at) if cell]
    return len(cells) > 1 and min(len(cells), len(set(cells))) >= _MOST * len(rows)


def _left_aside(each: Proposal, rows: Rows) -> Proposal:
    if (
        each.certain
        or each.field
        or any(_WORD.search(cell) for cell in _cells(rows, each.position))
    ):
        return each
    return replace(each, field="ignored", certain=True, why="it holds no words")


def _only_words(found: list[Proposal], rows: Rows) -> list[Proposal]:
    """With a name, where one column of words stands among nothing but clear ones."""
    wordy = [each for each in found if each.field in _WORDY]
    others = [each for each in found if each not in wordy and each.samples]
    if len(wordy) != 1 or not others or not all(each.certain for each in others):
        return found
    only = wordy[0]
    if only.certain or not _is_own_of_each_row(rows, only.position):
        return found
    why = "they are the only words of their rows"
    return [replace(each, field="name", certain=True, why=why) if each is only else each
            for each in found]  # fmt: skip


def _first_and_last(found: list[Proposal], rows: Rows) -> list[Proposal]:
    """With first and last names, where the e-mail addresses are made of two columns."""
    emails = [each.position for each in found if each.certain and each.field == "email"]
    doubted = [each for each in found if each.field in _WORDY and not each.certain]
    if len(emails) != 1 or len(doubted) != 2:
        return []
    for given, family in (doubted, doubted[::-1]):
        columns = zip(
            *(_cells(rows, at) for at in (given.position, family.position, emails[0])), strict=True
        )
        full = [cells for cells in columns if all(cells)]
        hits = sum(1 for cells in full if _is_made_of(*cells))
        if len(full) > 1 and len(full) >= len(rows) / 2 and hits >= _MOST * len(full):
            fields = {given.position: "given", family.position: "family"}
            why = "the e-mail addresses are made of these names"
            return [
                replace(each, field=fields[each.position], certain=True, why=why)
                if each.position in fields
                else each
                for each in found
            ]
    return []


def _is_made_of(given: str, family: str, email: str) -> bool:
    """Whether an address is `given.family@`, `givenfamily@` or `gfamily@`."""
    local = fold(email).partition("@")[0]
    first, last = (_PARTS.sub("", fold(name).replace(" ", "")) for name in (given, family))
    if len(last) < 2 or not first:
        return False
    return _PARTS.sub("", local).rstrip("0123456789") in (first + last, first[0] + last)
