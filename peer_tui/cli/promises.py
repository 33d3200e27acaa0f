"""`peer promises`: what is promised both ways, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.storage.queries.ledger import Record
    from peer_tui.storage.rows import PromiseRow


@click.command("promises", short_help="Show what is promised, both ways.")
@click.argument("person", nargs=-1)
@click.option("--mine", "side", flag_value="mine", help="Only what I promised.")
@click.option("--theirs", "side", flag_value="theirs", help="Only what they promised.")
@click.option("--all", "everything", is_flag=True, help="What was kept, let go or taken back, too.")
@json_option
@today_option
@database_option
@pass_run
def command(
    run: Run, person: tuple[str, ...], side: str | None, everything: bool, as_json: bool
) -> int:
    """Show the open promises with PERSON (a number or any part of the name), or with everybody.

    \b
    peer promises
    peer promises maria --all
    """
    today, words = run.clock.now().date(), " ".join(person)
    record = _record(run, words) if words else None
    if record is not None:
        rows = [*record.open, *(record.closed if everything else ())]
    else:
        rows = _everybodys(run, closed=everything)
    rows = [row for row in rows if side in (None, row.side)]
    if as_json:
        output.document(_document(rows, record, today))
        return 0
    for line in _lines(rows, record, today):
        output.data(line)
    if not rows:
        output.talk("No promises." if everything else "No open promises.")
    return 0


def _record(run: Run, words: str) -> Record:
    from peer_tui.cli.whom import store_and_person
    from peer_tui.storage.queries.ledger import record_of

    with store_and_person(run, words) as (store, who):
        return record_of(store.reader, who)


def _everybodys(run: Run, *, closed: bool) -> list[PromiseRow]:
    from peer_tui.storage.queries.ledger import everybodys

    with run.existing_store() as store:
        return [] if store is None else list(everybodys(store.reader, closed=closed))


def _lines(rows: Sequence[PromiseRow], record: Record | None, today: date) -> Iterator[str]:
    from peer_tui.cli.table import columns
    from peer_tui.domain.promise_words import ending_words, how_words
    from peer_tui.domain.text import clean_line

    if record is not None and (kept := _kept(record)):
        yield kept
    cells = []
    for row in rows:
        ending = ending_words(row.side, row.status, row.closed_on, row.due_on, today)
        how = how_words(row.firmness, row.moves)
        told = " · ".join(filter(None, (ending, how, _before(record, row, today))))
        whose = "I owe" if row.side == "mine" else "they owe"
        if row.status != "open":
            whose = str(row.side)
        name = [] if record is not None else [clean_line(row.person_name)]
        cells.append((whose, *name, clean_line(row.text), told))
    yield from columns(cells, flexible=len(cells[0]) - 2 if cells else None)


def _before(record: Record | None, row: PromiseRow, today: date) -> str:
    """The dates it had before."""
    from peer_tui.domain.promise_words import moves_words
    from peer_tui.domain.text import clean_line

    moves = [] if record is None else record.moves.get(row.id, [])
    return moves_words([(move.old_due_on, clean_line(move.why)) for move in moves], today)


def _kept(record: Record) -> str:
    from peer_tui.domain.promise_words import record_words

    return record_words(record.mine, record.theirs)


def _document(rows: Sequence[PromiseRow], record: Record | None, today: date) -> dict[str, Any]:
    document: dict[str, Any] = {"today": today.isoformat()}
    if record is not None:
        document["kept"] = {"mine": record.mine._asdict(), "theirs": record.theirs._asdict()}
    return document | {"promises": [_promise(row, record) for row in rows]}


def _promise(row: PromiseRow, record: Record | None) -> dict[str, Any]:
    moves = [] if record is None else record.moves.get(row.id, [])
    origin = None if record is None else record.origins.get(row.id)
    told: dict[str, Any] = {
        "id": row.id,
        "person": row.person_name,
        "person_id": row.person_id,
        "side": str(row.side),
        "text": row.text,
        "made": row.made_on.isoformat(),
        "due": _iso(row.due_on),
        "firmness": "firm" if row.firmness == "hard" else row.firmness,
        "status": row.status,
        "closed": _iso(row.closed_on),
        "moves": row.moves,
    }
    if record is None:
        return told
    return told | {
        "moved": [
            {"on": _iso(move.moved_on), "from": _iso(move.old_due_on), "to": _iso(move.new_due_on),
             "why": move.why}
            for move in moves
        ],
        "from": origin and {"on": _iso(origin.on), "text": origin.text},
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
