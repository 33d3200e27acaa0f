"""`peer suggest`: who may like to contribute."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option


@click.command("suggest", short_help="Show who may like to tell a story, help or advise.")
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, as_json: bool) -> int:
    """Show a few people who may like to contribute, each with the reason.

    Their need was solved by their own word, or they let a story of theirs be told. Whoever was not
    asked for longest comes first; nobody who was asked in the last 90 days.

    \b
    peer suggest
    """
    from peer_tui.domain.text import clean_line
    from peer_tui.storage.queries.suggestions import suggestions

    now = run.clock.now()
    with run.existing_store() as store:
        found = suggestions(store.reader, now, run.settings.quiet_hours) if store else []
    if as_json:
        rows = [
            {
                "person_id": each.person_id,
                "name": each.name,
                "why": each.why,
                "kind": str(each.kind),
                "asked_on": each.asked_on.isoformat() if each.asked_on else None,
            }
            for each in found
        ]
        output.document({"today": now.date().isoformat(), "suggestions": rows})
        return 0
    for each in found:
        output.data(clean_line(f"{each.name}: {each.why}"))
    if not found:
        output.talk("Nobody comes to mind now.")
    return 0
