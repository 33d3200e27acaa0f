"""`peer show --for-them`: all that is kept about a person, as a plain page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from peer_tui.cli import output
from peer_tui.cli.whom import store_and_person
from peer_tui.domain.text import clean_line
from peer_tui.storage.queries.kept_about import KeptLine, kept_about

if TYPE_CHECKING:
    from peer_tui.cli.options import Run

MARK = " (private)"


def show_for_them(run: Run, words: str, *, private: bool, as_json: bool) -> int:
    """Print the page; `private`: with the private lines, marked. Raises as `person_named`."""
    with store_and_person(run, words) as (store, who):
        lines = kept_about(store.reader, who)
    shown = [line for line in lines if private or not line.private]
    if as_json:
        output.document({"lines": [_document(line) for line in shown]})
        return 0
    for section, of_section in groupby(shown, key=lambda line: line.section):
        output.data(section)
        for line in of_section:
            output.data(f"  {clean_line(line.text)}{MARK if line.private else ''}")
    if len(shown) < len(lines):
        output.talk(f"{len(lines) - len(shown)} private lines are left out.")
    return 0


def _document(line: KeptLine) -> dict[str, Any]:
    return {"section": line.section, "text": line.text, "private": line.private}
