"""`peer messages`: what is worth sending, and who may get it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.storage.queries.messages import MessageRow, RecipientRow, Recipients


@click.command("messages", short_help="List what is worth sending, and to whom.")
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, as_json: bool) -> int:
    """List what is worth sending, and who said that they want it.

    Only reading: every mail goes to one person, from the screen, with a line of its own.
    """
    from peer_tui.storage.queries.messages import messages, recipients

    found: list[tuple[MessageRow, Recipients]] = []
    with run.existing_store() as store:
        if store is not None:
            now, quiet = run.clock.now(), run.settings.quiet_hours
            for row in messages(store.reader):
                found.append((row, recipients(store.reader, row, now, quiet)))
    if as_json:
        listed = [_document(row, people) for row, people in found]
        output.document({"today": run.clock.now().date().isoformat(), "messages": listed})
    else:
        for number, (row, people) in enumerate(found):
            _write(row, people, first=number == 0)
    if not found:
        output.talk("Nothing is worth sending yet; it is written down on the screen.")
    return 0


def _write(row: MessageRow, people: Recipients, *, first: bool) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.domain.text import clean_line

    if not first:
        output.data("")
    closed = " (closed)" if row.closed_on else ""
    output.data(f"{clean_line(row.text)}  [{clean_line(', '.join(row.topics))}]{closed}")
    for line in columns([_cells(each) for each in people.rows], flexible=1):
        output.data(f"  {line}")
    if people.more:
        output.data("  and others, once these are done")


def _cells(row: RecipientRow) -> tuple[str, str]:
    from peer_tui.domain.text import clean_line

    words = row.note if row.part.name != "OPEN" else f"wants {row.topic}"
    return clean_line(row.person_name), clean_line(words)


def _document(row: MessageRow, people: Recipients) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": row.text,
        "topics": list(row.topics),
        "begun_on": row.begun_on.isoformat(),
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
        "sent": row.sent,
        "people": [
            {
                "id": each.person_id,
                "name": each.person_name,
                "part": each.part.name.lower().replace("_", " "),
                "topic": each.topic,
                "said_on": each.said_on.isoformat() if each.said_on else None,
                "note": each.note or None,
            }
            for each in people.rows
        ],
        "more": people.more,
    }
