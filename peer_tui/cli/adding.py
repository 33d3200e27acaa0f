"""`peer add`: one line becomes promises, follow-ups, entries of the history, needs, a person."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option
from peer_tui.errors import PeerError

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
    lines = _lines(line)
    if as_json and len(lines) != 1:
        raise click.UsageError("--json takes one line.")
    if dry_run:
        with run.previewing_store() as existing:
            _preview(run, existing, lines, as_json)
        return 0
    with run.store() as store:
        if len(lines) > 1:
            _check(run, store, lines, new=new)
        for number, each in lines:
            try:
                _add(run, store, each, new=new, as_json=as_json)
            except PeerError as error:
                if len(lines) == 1:
                    raise
                raise type(error)(
                    f"Line {number}: {error} The lines before it are saved."
                ) from error
    return 0


def _lines(words: tuple[str, ...]) -> list[tuple[int, str]]:
    """The lines that are not empty, each with its number."""
    if words != ("-",):
        return [(1, " ".join(words))]
    typed = sys.stdin.read().splitlines()
    return [(number, line) for number, line in enumerate(typed, 1) if line.strip()]


def _read(run: Run, store: Store | None, line: str, coming: Sequence[str] = ()) -> QuickAdd:
    """Read a line; `coming` are the names that lines before it create."""
    from peer_tui.domain.quick_add import PersonRef, parse
    from peer_tui.services.add import known_people

    settings = run.settings
    there = known_people(store.reader) if store else lambda _: ()

    def known(fragment: str) -> Sequence[PersonRef]:
        # No id is below zero.
        return there(fragment) or [
            PersonRef(-number, name)
            for number, name in enumerate(coming, 1)
            if _begins(name, fragment)
        ]

    return parse(
        line,
        run.clock.now(),
        known,
        order=settings.date_order,
        working_days=settings.working_days,
    )


def _begins(name: str, fragment: str) -> bool:
    """Whether every word of the fragment is the start of a word of the name."""
    from peer_tui.domain.text import fold

    words = fold(name).split()
    return all(any(word.startswith(part) for word in words) for part in fold(fragment).split())


def _created(quick_add: QuickAdd) -> list[str]:
    """The names that a line creates."""
    from peer_tui.domain.quick_add import RecordKind

    described = [record.text for record in quick_add.records if record.kind is RecordKind.PERSON]
    return [*described, *quick_add.new_people]


def _check(run: Run, store: Store, lines: Sequence[tuple[int, str]], *, new: bool) -> None:
    """Read every line before any is saved; raises UsageError with the number of the first bad."""
    from peer_tui.errors import UsageError

    coming: list[str] = []
    for number, line in lines:
        quick_add = _read(run, store, line, coming)
        reason = _reason(run, store, quick_add)
        if quick_add.new_people and not new and not reason:
            reason = _nobody(" and ".join(quick_add.new_people))[1]
        if reason:
            raise UsageError(f"Nothing was saved. Line {number}: {reason}")
        coming += _created(quick_add)


def _reason(run: Run, store: Store | None, quick_add: QuickAdd) -> str:
    """Why a line would not be saved; empty where it would."""
    if store is None:
        return quick_add.refusal or ""
    from peer_tui.services.add import refusal_of

    return refusal_of(store.reader, quick_add, run.clock.now().date())


def _preview(
    run: Run, store: Store | None, lines: Sequence[tuple[int, str]], as_json: bool
) -> None:
    from peer_tui.services.add_words import describe

    coming: list[str] = []
    for number, line in lines:
        quick_add = _read(run, store, line, coming)
        reason = _reason(run, store, quick_add)
        if reason:
            where = f"Line {number}: " if len(lines) > 1 else ""
            _refuse(quick_add, f"{where}Not saved: {reason}", reason, as_json)
        coming += _created(quick_add)
        if as_json:
            output.document(_document(quick_add))
            return
        for record in quick_add.records:
            words = describe(record, run.clock.now().date())
            output.data(f"{words[:1].upper()}{words[1:]}.")
        say_notes(quick_add)
        _say_held(run, store, quick_add)


def _add(run: Run, store: Store, line: str, *, new: bool, as_json: bool) -> None:
    from peer_tui.services.add import save

    quick_add = _read(run, store, line)
    if quick_add.refusal is not None:
        _refuse(quick_add, f"Not saved: {quick_add.refusal}", quick_add.refusal, as_json)
    names = " and ".join(quick_add.new_people)
    if names and not new and not _agreed(names):
        reason, way_on = _nobody(names)
        _refuse(quick_add, f"Not saved: {way_on}", reason, as_json)
    try:
        outcome = save(store, quick_add, allow_new=True, rhythms=run.settings.rhythms)
    except PeerError as error:
        if as_json:
            output.document(_document(quick_add) | {"refused": str(error)})
        raise
    if as_json:
        output.document(_document(quick_add))
        return
    output.data(outcome.message)
    say_notes(quick_add)
    _say_held(run, store, quick_add)


def _nobody(names: str) -> tuple[str, str]:
    """That nobody is called so: why, and a sentence with the way on."""
    reason = f"nobody is called {names} yet"
    return reason, f"{reason}. Add --new to create them, or correct the name."


def _agreed(names: str) -> bool:
    if not output.can_ask():
        return False
    return output.ask(f"This creates {names}. Enter saves, anything else stops: ") == ""


def _refuse(quick_add: QuickAdd, sentence: str, reason: str, as_json: bool) -> NoReturn:
    from peer_tui.errors import UsageError

    if as_json:
        output.document(_document(quick_add) | {"refused": reason})
    raise UsageError(sentence)


def say_notes(quick_add: QuickAdd) -> None:
    """Say what was read otherwise than it may have been meant."""
    from peer_tui.domain.quick_add import RecordKind

    # No key takes another reading of the kind here.
    instead = {f"Tab: {kind}": "" for kind in RecordKind}
    instead[f"Tab: {RecordKind.FOLLOW_UP}"] = 'begin with "follow up" for a follow-up'
    for note in quick_add.notes:
        words = instead.get(note, note)
        if words:
            output.talk(f"({words})")


def _say_held(run: Run, store: Store | None, quick_add: QuickAdd) -> None:
    """Say who is held on the day of a next step."""
    from peer_tui.services.add_words import held_that_day

    if store is None:
        return
    for record in quick_add.records:
        words = held_that_day(store.reader, record, run.clock.now().date())
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
