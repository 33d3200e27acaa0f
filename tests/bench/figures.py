"""Figures of a run, and whether they hold."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    gate: str
    what: str
    value: float
    limit: float
    rounds: int
    unit: str = "x"
    """x for a ratio, ms for milliseconds."""
    at_least: bool = False
    """Whether the limit is a lower one."""
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Whether the value keeps within the limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        sign = ">=" if self.at_least else "<="
        verdict = "holds" if self.holds else "FAILS"
        value, limit = f"{self.value:.2f} {self.unit}", f"{sign} {self.limit:g} {self.unit}"
        return (self.gate, self.what, value, limit, verdict, str(self.rounds), self.detail)


Measure = Callable[[int], list[Figure]]
"""Takes the number of rounds."""

HEADINGS = ("gate", "what", "figure", "gate value", "", "rounds", "")


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least so many per cent of the values do not exceed."""
    ordered = sorted(values)
    place = -(-len(ordered) * percent // 100) - 1
    return ordered[max(0, int(place))]


def ratio_of_rounds(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of two values measured side by side."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """The median and the extremes, in words."""
    middle = statistics.median(values)
    return f"{middle:.1f} {unit} ({min(values):.1f} to {max(values):.1f})"


def table(figures: Sequence[Figure]) -> str:
    """The figures as text in columns."""
    lines = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
