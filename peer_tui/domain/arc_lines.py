"""The arc drawn as lines of text, for the screen and the command line alike.

Above the line of time what they began, below it what I began, in half cells and on the same scale.
A quarter is one cell, or several where there is room. Half cells rather than braille dots: they
are in every terminal font, and a bar reads as a bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from peer_tui.domain.arc import Arc, Season, felt_words
from peer_tui.domain.calendar_days import MONTH_NAMES

LABEL_CELLS = 17
WIDEST_QUARTER = 4
"""Cells of a quarter at most."""
BAR_ROWS = 3
HALVES = 2
_UP = (" ", "▄", "█")
_DOWN = (" ", "▀", "█")


class Voice(StrEnum):
    """What a line is, for its colour."""

    THEIRS = "theirs"
    MINE = "mine"
    TIME = "time"
    PLAIN = "plain"
    PIN = "pin"
    QUIET = "quiet"


class ArcLine(NamedTuple):
    """A line of the drawing: a label, and what it shows."""

    label: str
    text: str
    voice: Voice


def arc_lines(arc: Arc, width: int, name: str) -> list[ArcLine]:
    """The arc in at most `width` cells, from 40 on; `name` is what the person is called.

    The words of a pin are whole: whoever shows them wraps or cuts them.
    """
    if arc.since is None:
        return [ArcLine("So far", f"Nothing shared with {name} yet.", Voice.QUIET)]
    room = max(1, width - LABEL_CELLS)
    cells = max(1, min(WIDEST_QUARTER, room // len(arc.seasons)))
    seasons = arc.seasons[-(room // cells) :]
    lines = [ArcLine("Since", _since_words(arc, seasons), Voice.PLAIN)]
    lines += _bars(seasons, cells)
    lines += _kept(seasons, cells)
    if arc.tells_felt:
        lines.append(ArcLine("How it felt", _marks(map(_felt_mark, seasons), cells), Voice.PLAIN))
        lines.append(ArcLine("", felt_words(arc), Voice.QUIET))
    lines.append(ArcLine("", "", Voice.PLAIN))
    lines += [
        ArcLine(day_words(pin.on), f"{pin.what}{': ' if pin.text else ''}{pin.text}", Voice.PIN)
        for pin in arc.pins
    ]
    return lines


def day_words(day: date) -> str:
    """A day with its year: "8 Sep 2024"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def step_words(arc: Arc, name: str) -> str:
    """Who reached out last, as a sentence; empty before anything happened."""
    sentences = {"me": "I reached out last.", "them": f"{name} reached out last."}
    return sentences.get(arc.last_step, "We met last." if arc.last_step else "")


def _since_words(arc: Arc, seasons: Sequence[Season]) -> str:
    assert arc.since is not None
    words = day_words(arc.since)
    shown = seasons[0].quarter
    if len(seasons) < len(arc.seasons):
        words += f"; drawn from {MONTH_NAMES[shown.number * 3 - 3][:3]} {shown.year}"
    return words


def _bars(seasons: Sequence[Season], cells: int) -> Iterator[ArcLine]:
    most = max(max(season.mine, season.theirs) for season in seasons)
    levels = BAR_ROWS * HALVES

    def halves(number: int) -> int:
        # One contact is always seen, and so is the difference between some and none.
        return max(1, round(number * levels / max(most, levels))) if number else 0

    above = max(1, *(halves(season.theirs) for season in seasons))
    below = max(1, *(halves(season.mine) for season in seasons))
    for row in reversed(range(-(-above // HALVES))):
        text = _row([_UP[_part(halves(each.theirs), row)] for each in seasons], cells)
        yield ArcLine("They reached out" * (row == 0), text, Voice.THEIRS)
    yield ArcLine("", _years(seasons, cells), Voice.TIME)
    for row in range(-(-below // HALVES)):
        text = _row([_DOWN[_part(halves(each.mine), row)] for each in seasons], cells)
        yield ArcLine("I reached out" * (row == 0), text, Voice.MINE)


def _part(halves: int, row: int) -> int:
    return max(0, min(HALVES, halves - row * HALVES))


def _row(marks: Iterable[str], cells: int) -> str:
    # A blank between bars where there is room keeps quarters apart.
    wide = max(1, cells - 1)
    return "".join(mark * wide + " " * (cells - wide) for mark in marks).rstrip()


def _marks(marks: Iterable[str], cells: int) -> str:
    return "".join(mark.ljust(cells)[:cells] for mark in marks).rstrip()


def _years(seasons: Sequence[Season], cells: int) -> str:
    line = list("─" * (cells * len(seasons)))
    free = 0
    for number, season in enumerate(seasons):
        words = str(season.quarter.year)
        at = number * cells
        starts = season.quarter.number == 1 or number == 0
        if starts and at >= free and at + len(words) <= len(line):
            line[at : at + len(words)] = words
            free = at + len(words) + 1
    return "".join(line)


def _kept(seasons: Sequence[Season], cells: int) -> Iterator[ArcLine]:
    theirs = sum(season.kept_theirs for season in seasons)
    mine = sum(season.kept_mine for season in seasons)
    if theirs:
        text = _marks((_number(season.kept_theirs) for season in seasons), cells)
        yield ArcLine("They kept", text, Voice.THEIRS)
    if mine:
        text = _marks((_number(season.kept_mine) for season in seasons), cells)
        yield ArcLine("I kept", text, Voice.MINE)


def _number(number: int) -> str:
    return "" if not number else str(number) if number < 10 else "+"


def _felt_mark(season: Season) -> str:
    if not season.felt_points:
        return " "
    mean = season.felt / season.felt_points
    return "+" if mean > 1 / 3 else "-" if mean < -1 / 3 else "o"
