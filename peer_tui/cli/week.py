"""`peer week`: the look back on a week."""

from __future__ import annotations

from datetime import timedelta

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option


@click.command("week", short_help="Look back on the week: kept, thanked, solved, new, rested.")
@click.option("--ago", type=click.IntRange(0, 520), default=0, help="So many weeks ago.")
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, ago: int, as_json: bool) -> int:
    """Look back on a week, from Monday on: kept, thanked, solved, new, rested.

    What was taken back since is not there.
    """
    from peer_tui.cli.table import columns
    from peer_tui.domain.calendar_days import short_day
    from peer_tui.domain.text import clean_line
    from peer_tui.storage.queries.look_back import DAYS, look_back, monday_of, week_words

    today = run.clock.now().date()
    monday = monday_of(today) - timedelta(days=DAYS * ago)
    with run.existing_store() as store:
        parts = look_back(store.reader, monday) if store else []
    if as_json:
        output.document(
            {
                "from": monday.isoformat(),
                **{
                    str(part.part): {
                        "count": part.number,
                        "events": [
                            {"on": each.on.isoformat(), "who": each.person_name, "text": each.text}
                            for each in part.events
                        ],
                    }
                    for part in parts
                },
            }
        )
        return 0
    output.data(f"From {short_day(monday, today)}: {week_words(parts) or 'nothing yet'}")
    rows = [
        (
            str(part.part),
            short_day(each.on, today),
            clean_line(each.person_name),
            clean_line(each.text),
        )
        for part in parts
        for each in part.events
    ]
    for line in columns(rows, flexible=3):
        output.data(line)
    return 0
