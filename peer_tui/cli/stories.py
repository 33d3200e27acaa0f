"""`peer stories`: the stories that people said others may hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.storage.queries.stories import SharedStory
    from peer_tui.storage.store import Store


@click.command("stories", short_help="Show the stories that may be shared.")
@click.argument("person", nargs=-1)
@click.option("--limit", default=200, show_default=True, help="At most so many.")
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, person: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Show the stories that people said others may hear, of PERSON (any part of the name) or all.

    \b
    peer stories
    peer stories hạnh
    """
    words = " ".join(person)
    with run.existing_store() as store:
        stories = [] if store is None else _stories(store, words, max(1, limit))
    if as_json:
        output.document({"stories": [_document(story) for story in stories]})
        return 0
    for line in _lines(run, stories):
        output.data(line)
    if not stories:
        output.talk("No story that may be shared. p S on a story notes that they said so.")
    return 0


def _stories(store: Store, words: str, limit: int) -> list[SharedStory]:
    from peer_tui.cli.whom import person_named
    from peer_tui.storage.queries.stories import shareable

    who = person_named(store.reader, words) if words else None
    return shareable(store.reader, who, limit)


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
