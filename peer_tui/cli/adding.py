"""`peer add`: one line becomes promises, follow-ups, entries of the history, needs, a person."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.domain.quick_add import QuickAdd, Record
    from peer_tui.storage.store import Store


@click.command("add", short_help="Add a record or a person in one line.")
@click.argument("line", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Show what would be saved and save nothing.")
@click.option("--new", is_flag=True, help="Create people whose name is new.")
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, line: tuple[str, ...], dry_run: bool, new: bool, as_json: bool) -> int:
    """Add a promise, follow-up, entry, need, wish or person in one LINE; - reads from a pipe.

    \b
    peer add promise @maria send quote by fri
    peer add "log @ben paid deposit yesterday > ask for the keys mon"
    peer add need @ben leaking tap, check in 2 weeks
    peer add boundary @ana no calls after 18
    peer add person Maria Lopez
    """
    if dry_run:
        return _preview(run, " ".join(line), as_json)
    lines = _lines(line)
    if as_json and len(lines) != 1:
        raise click.UsageError("--json takes one line.")
    with run.store() as store:
        for each in lines:
            _add(run, store, each, new=new, as_json=as_json)
    return 0


def _lines(words: tuple[str, ...]) -> list[str]:
    if words != ("-",):
        return [" ".join(words)]
    return [line for line in sys.stdin.read().splitlines() if line.strip()]


def _read(run: Run, store: Store | None, line: str) -> QuickAdd:
    from peer_tui.domain.quick_add import parse
    from peer_tui.services.add import known_people

    settings = run.settings
    return parse(
        line,
        run.clock.now(),
        known_people(store.reader) if store else lambda _: (),
        order=settings.date_order,
        working_days=settings.working_days,
    )


def _preview(run: Run, line: str, as_json: bool) -> int:
    from peer_tui.services.add_words import describe

    with run.previewing_store() as store:
        quick_add = _read(run, store, line)
    if quick_add.refusal is not None:
        _refuse(quick_add, f"Not saved: {quick_add.refusal}", quick_add.refusal, as_json)
    if as_json:
        output.document(_document(quick_add))
        return 0
    for record in quick_add.records:
        words = describe(record, run.clock.now().date())
        output.data(f"{words[:1].upper()}{words[1:]}.")
    _say_notes(quick_add)
    return 0


def _add(run: Run, store: Store, line: str, *, new: bool, as_json: bool) -> None:
    from peer_tui.services.add import save

    quick_add = _read(run, store, line)
    if quick_add.refusal is not None:
        _refuse(quick_add, f"Not saved: {quick_add.refusal}", quick_add.refusal, as_json)
    names = " and ".join(quick_add.new_people)
    if names and not new and not _agreed(names):
        reason = f"nobody is called {names} yet"
        sentence = f"Not saved: {reason}. Add --new to create them, or correct the name."
        _refuse(quick_add, sentence, reason, as_json)
    outcome = save(store, quick_add, allow_new=True, rhythms=run.settings.rhythms)
    if as_json:
        output.document(_document(quick_add))
        return
    output.data(outcome.message)
    _say_notes(quick_add)


def _agreed(names: str) -> bool:
    if not output.can_ask():
        return False
    return output.ask(f"This creates {names}. Enter saves, anything else stops: ") == ""


def _refuse(quick_add: QuickAdd, sentence: str, reason: str, as_json: bool) -> NoReturn:
    from peer_tui.errors import UsageError

    if as_json:
        output.document(_document(quick_add) | {"refused": reason})
    raise UsageError(sentence)


def _say_notes(quick_add: QuickAdd) -> None:
    from peer_tui.domain.quick_add import RecordKind

    # No key takes another reading of the kind here.
    instead = {f"Tab: {kind}": "" for kind in RecordKind}
    instead[f"Tab: {RecordKind.FOLLOW_UP}"] = 'begin with "follow up" for a follow-up'
    for note in quick_add.notes:
        words = instead.get(note, note)
        if words:
            output.talk(f"({words})")


def _document(quick_add: QuickAdd) -> dict[str, Any]:
    return {
        "records": [
            record_document(record, quick_add.notes if number == 0 else ())
            for number, record in enumerate(quick_add.records)
        ],
        "notes": list(quick_add.notes),
    }


def record_document(record: Record, notes: Sequence[str]) -> dict[str, Any]:
    """A record as its JSON object; null where the line says nothing."""
    from peer_tui.domain.quick_add import NewPerson, RecordKind

    marked = record.kind is not RecordKind.PERSON
    names = [
        f"new person: {person.name}" if marked and isinstance(person, NewPerson) else person.name
        for person in record.people
    ]
    return {
        "kind": str(record.kind),
        "person": ", ".join(names) or None,
        "text": record.text,
        "due": record.due.isoformat() if record.due else None,
        "time": record.time.strftime("%H:%M") if record.time else None,
        "every": record.recurrence.words if record.recurrence else None,
        "channel": str(record.channel) or None,
        "tags": list(record.tags),
        "star": record.starred,
        "note": "; ".join(notes) or None,
    } | _of_its_kind(record)


def _of_its_kind(record: Record) -> dict[str, Any]:
    """What only needs, stories, wishes, relations and invitations say."""
    from peer_tui.domain.quick_add import RecordKind
    from peer_tui.domain.wish_line import write_wish

    match record.kind:
        case RecordKind.NEED:
            return {"i_give": record.i_give or None, "they_give": record.they_give or None}
        case RecordKind.STORY:
            return {
                "aspect": str(record.aspect) if record.aspect else None,
                "ask": record.ask_on.isoformat() if record.ask_on else None,
                "may_share": record.may_share,
            }
        case RecordKind.BOUNDARY | RecordKind.PREFERENCE:
            return {"wish": write_wish(record.wish) if record.wish else None}
        case RecordKind.RELATION:
            return {"relation": record.tie.words if record.tie else None}
        case RecordKind.INVITATION:
            return {"invitation": str(record.invitation)}
    return {}
