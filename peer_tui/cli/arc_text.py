"""`peer show --arc`: the arc of a relationship as lines of text."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from peer_tui.cli import output
from peer_tui.cli.whom import store_and_person
from peer_tui.domain.arc import Arc, felt_words
from peer_tui.domain.arc_lines import LABEL_CELLS, arc_lines, step_words
from peer_tui.domain.text import clean_line
from peer_tui.storage.queries.arc import arc_with
from peer_tui.storage.queries.person import person

if TYPE_CHECKING:
    from peer_tui.cli.options import Run


def show_arc(run: Run, words: str, *, as_json: bool) -> int:
    """Print the arc with the person of that name. Raises as `person_named`."""
    with store_and_person(run, words) as (store, person_id):
        who = person(store.reader, person_id)
        arc = arc_with(store.reader, person_id, run.clock.now().date())
    assert who is not None
    if as_json:
        output.document(_document(arc))
        return 0
    name = clean_line(who.name)
    output.data(" ".join(filter(None, (f"The arc with {name}.", step_words(arc, name)))))
    for line in arc_lines(arc, shutil.get_terminal_size().columns - 1, name):
        output.data(f"{line.label:<{LABEL_CELLS}}{clean_line(line.text)}".rstrip())
    return 0


def _document(arc: Arc) -> dict[str, Any]:
    return {
        "since": arc.since.isoformat() if arc.since else None,
        "last_step": arc.last_step or None,
        "felt": felt_words(arc) or None,
        "quarters": [
            {
                "year": season.quarter.year,
                "quarter": season.quarter.number,
                "they_reached_out": season.theirs,
                "i_reached_out": season.mine,
                "they_kept": season.kept_theirs,
                "i_kept": season.kept_mine,
            }
            for season in arc.seasons
        ],
        "pins": [
            {"on": pin.on.isoformat(), "what": pin.what, "text": pin.text} for pin in arc.pins
        ],
    }
