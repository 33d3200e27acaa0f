"""`peer show`: the briefing before a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from datetime import datetime

    from peer_tui.services.briefing import Briefing
    from peer_tui.storage.store import Store


@click.command("show", short_help="Show what to know before a call.")
@click.argument("person", nargs=-1, required=True)
@click.option("--for-them", is_flag=True, help="All that is kept, as you would show it to them.")
@click.option("--arc", "as_arc", is_flag=True, help="The arc since you met, drawn in lines.")
@click.option("--without-private", is_flag=True, help="With --for-them: no private lines.")
@json_option
@today_option
@database_option
@pass_run
def command(
    run: Run,
    person: tuple[str, ...],
    for_them: bool,
    as_arc: bool,
    without_private: bool,
    as_json: bool,
) -> int:
    """Show what to know before a call with PERSON (any part of the name).

    \b
    peer show maria
    peer show maria --for-them
    peer show maria --arc
    """
    from peer_tui.cli.briefing_text import briefing_document, briefing_lines
    from peer_tui.errors import NothingFound

    if for_them or without_private:
        from peer_tui.cli.kept_about_text import show_for_them

        return show_for_them(run, " ".join(person), private=not without_private, as_json=as_json)
    if as_arc:
        from peer_tui.cli.arc_text import show_arc

        return show_arc(run, " ".join(person), as_json=as_json)
    today = run.clock.now().date()
    words = " ".join(person)
    with run.existing_store() as store:
        briefing = _briefing(store, words, run.clock.now()) if store else None
    if briefing is None:
        raise NothingFound(f"Nobody is called {words}.")
    if as_json:
        output.document(briefing_document(briefing, today))
    else:
        for line in briefing_lines(briefing, today):
            output.data(line)
    return 0


def _briefing(store: Store, words: str, now: datetime) -> Briefing | None:
    from peer_tui.errors import UsageError
    from peer_tui.services.briefing import brief, candidates

    found = candidates(store.reader, words)
    if len(found) > 1:
        names = ", ".join(name for _, name in found[:9])
        more = f" and {len(found) - 9} more" if len(found) > 9 else ""
        raise UsageError(f"Which person? {names}{more}")
    return brief(store.reader, found[0][0], at=now) if found else None
