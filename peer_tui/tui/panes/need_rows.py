"""Paints what people came with as rows of a list."""

from datetime import date

from textual.strip import Strip

from peer_tui.domain.needs import OUTCOME_WORDS, NeedOutcome, state_words
from peer_tui.storage.rows import NeedRow
from peer_tui.tui.panes.painters import ROOMY, TAG_CELLS, Columns, name_cells
from peer_tui.tui.text import cell_width
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.row_lines import RowState

TAG = "NEED"


def paint_need(
    row: NeedRow,
    width: int,
    state: RowState,
    styles: RowStyles,
    today: date,
    *,
    named: bool = True,
) -> Strip:
    """Tag, name, what it is, where it stands."""
    line = Columns()
    line.add(TAG, TAG_CELLS, styles.dim if row.closed_on else styles.accent_strong)
    name = name_cells(width) if named else 0
    line.add(row.person_name, name, styles.text_strong if state.selected else styles.text)
    words = _state(row, today) if width >= ROOMY else OUTCOME_WORDS[NeedOutcome(row.outcome)]
    when = min(cell_width(words) + 1, max(0, width - TAG_CELLS - name - 8))
    left = width - TAG_CELLS - name - when
    line.add(row.text, left, styles.dim if row.closed_on else styles.mid)
    line.add(words, when, styles.dim, right=True)
    return line.strip()


def _state(row: NeedRow, today: date) -> str:
    return state_words(row.outcome, row.said_by, row.closed_on, row.check_on, row.came_on, today)
