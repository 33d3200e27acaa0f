"""`peer stories`: the stories that people said others may hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, listing_options, pass_run

if TYPE_CHECKING:
    from peer_tui.storage.queries.stories import SharedStory


@click.command("stories", short_help="Show the stories that may be shared.")
@listing_options
@pass_run
def command(run: Run, person: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Show the stories that people said others may hear, of PERSON (any part of the name) or all.

    \b
    peer stories
    peer stories hạnh
    """
    stories = _stories(run, " ".join(person), max(1, limit))
    if as_json:
        today = run.clock.now().date().isoformat()
        output.document({"today": today, "stories": [_document(story) for story in stories]})
        return 0
    for line in _lines(run, stories):
        output.data(line)
    if not stories:
        output.talk("No story that may be shared. On the screen, a story can be marked so.")
    return 0


def _stories(run: Run, words: str, limit: int) -> list[SharedStory]:
    from peer_tui.cli.whom import store_and_person
    from peer_tui.storage.queries.stories import shareable

    if words:
        with store_and_person(run, words) as (store, who):
            return shareable(store.reader, who, limit)
    with run.existing_store() as existing:
        return [] if existing is None else shareable(existing.reader, None, limit)


def _lines(run: Run, stories: list[SharedStory]) -> list[str]:
    from peer_tui.cli.table import columns
    from peer_tui.clock import local_day
    from peer_tui.domain.calendar_days import relative
    from peer_tui.domain.text import clean_line

    today = run.clock.now().date()
    rows = [
        (
            relative(local_day(story.at), today),
            clean_line(story.person_name),
            story.aspect or "story",
            clean_line(story.text),
        )
        for story in stories
    ]
    return columns(rows, flexible=3)


def _document(story: SharedStory) -> dict[str, object]:
    return {
        "id": story.interaction_id,
        "at": story.at,
        "person": story.person_name,
        "person_id": story.person_id,
        "aspect": story.aspect or None,
        "text": story.text,
    }
