"""What stands in the rows of two people side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from peer_tui.domain.merging import FIELDS, Take, is_set, part_label, part_words, words_of
from peer_tui.services.merging import Choices, MergePage, take_of


@dataclass(frozen=True, slots=True)
class SideRow:
    """One field, or one contact point, tag or date, of both."""

    key: tuple[str, int | str]
    """("field", its name), or table and id."""
    label: str
    left: str
    """Of the one who stays."""
    right: str
    keeps_left: bool
    keeps_right: bool

    @property
    def is_field(self) -> bool:
        """Whether one of two values is chosen; else a part is kept or left out."""
        return self.key[0] == "field"


def side_rows(page: MergePage, choices: Choices) -> Iterator[SideRow]:
    """Every field that one of the two has, then their parts."""
    staying, going = page.staying.row, page.going.row
    for field in FIELDS:
        if is_set(field, staying) or is_set(field, going):
            take = take_of(page, choices, field.name)
            left, right = words_of(field, staying), words_of(field, going)
            yield SideRow(
                ("field", field.name),
                field.label,
                left,
                right,
                take in (Take.STAYING, Take.BOTH),
                take in (Take.GOING, Take.BOTH),
            )
    for line in page.lines:
        kept = line.key not in choices.taken_off
        left = part_words(line.entity, line.staying) if line.staying else ""
        right = ", ".join(part_words(line.entity, part) for part in line.going)
        label = part_label(line.entity, line.kept)
        yield SideRow(line.key, label, left, right, kept and bool(left), kept and bool(right))
