"""`peer export`: everything may leave again, in the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.interchange.exported_people import ExportedPerson
    from peer_tui.interchange.icalendar_items import CalendarItem
    from peer_tui.storage.reader import Reader
    from peer_tui.storage.store import Store

PIPE = "-"
CLOSED_DAYS = 30
"""Items closed no longer ago are in the calendar too, so that calendars that have them learn it."""
BETWEEN = 1000
"""People between two reports of progress."""
_OPTIONS = {
    "vcf": {"version"},
    "csv": {"google"},
    "ics": {"todo", "notes"},
    "md": set(),
    "json": set(),
}
_MARK = "\ufeff"
"""Begins a CSV file, or a spreadsheet reads it in an old code page."""


@dataclass
class _Task:
    """What is asked for."""

    run: Run
    store: Store
    people: tuple[str, ...]
    out: str
    force: bool
    version: str = "3.0"
    google: bool = False
    todo: str = ""
    notes: bool = False
    written: list[dict[str, object]] = field(default_factory=list)
    """The files that were written, and how much is in each."""


@click.command("export", short_help="Write people, calendar or everything into files.")
@click.argument("what", type=click.Choice(list(_OPTIONS)))
@click.argument("person", nargs=-1)
@click.option("-o", "--output", "out", metavar="FILE", default=PIPE,
              help="The file, for md a folder too; - is standard output (default).")  # fmt: skip
@click.option("--version", type=click.Choice(["3", "4"]), help="vcf: the version of vCard (3).")
@click.option("--google", is_flag=True, help="csv: the columns of Google Contacts.")
@click.option("--todo", metavar="FILE", help="ics: the same as to-dos, into a second file.")
@click.option("--notes", is_flag=True, help="ics: with the private notes about people.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@json_option
@today_option
@database_option
@pass_run
def command(
    run: Run,
    what: str,
    person: tuple[str, ...],
    out: str,
    version: str | None,
    google: bool,
    todo: str | None,
    notes: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Write everybody, or each PERSON (any part of a name, or a filter), as WHAT.

    vcf and csv are contacts, ics is the calendar of follow-ups and of promises, md is a page
    about each person, json is everything.

    \b
    peer export vcf -o people.vcf
    peer export csv 'tag:oak' -o oak.csv
    peer export ics -o calendar.ics --todo tasks.ics
    peer export md maria
    """
    from peer_tui.errors import NothingFound, UsageError

    given = {"version": version, "google": google, "todo": todo, "notes": notes}
    for name, value in given.items():
        if value and name not in _OPTIONS[what]:
            raise UsageError(f"--{name} says nothing about {what}. Nothing was written.")
    if as_json and (PIPE in (out, todo) or what == "json"):
        raise UsageError("--json tells about files: it needs -o FILE, and not json itself.")
    if what == "json":
        return _archive(run, person, out, force=force)
    with run.existing_store() as store:
        if store is None:
            raise NothingFound("There is nothing to export yet.")
        task = _Task(run, store, person, out, force, f"{version or 3}.0", google, todo or "", notes)
        with _one_moment(store.reader):
            _WRITERS[what](task)
    _tell(task, what, as_json=as_json)
    return 0


@contextmanager
def _one_moment(reader: Reader) -> Iterator[None]:
    """What is read inside is of one moment, whatever is changed elsewhere meanwhile."""
    reader.value("BEGIN")
    try:
        yield
    finally:
        reader.value("COMMIT")
        output.progress("")


def _archive(run: Run, people: Sequence[str], out: str, *, force: bool) -> int:
    from peer_tui.cli.archive import export_archive
    from peer_tui.errors import UsageError

    if people:
        raise UsageError("json is the whole archive; it cannot be of some people only.")
    path = Path(out).expanduser()
    replace = force or (out != PIPE and path.is_file() and _may_replace(path))
    return export_archive(run, out, force=replace)


def _tell(task: _Task, what: str, *, as_json: bool) -> None:
    if as_json:
        output.document({"format": what, "files": task.written})
        return
    for each in task.written:
        count, noun = next((n, name) for name, n in each.items() if name != "file")
        output.data(f"{each['file']}: {count:,} {noun}.")
    if task.written and what in ("vcf", "csv"):
        output.talk("History and promises are not in it; `peer export json` has everything.")


# whom


def _ids(task: _Task) -> Iterator[int]:
    """The people asked for; everybody by name when nobody is named."""
    from peer_tui.cli.filtering import is_filter, parsed
    from peer_tui.interchange.exported_people import ids_by_name
    from peer_tui.storage.queries.filters import Filter

    reader, words = task.store.reader, " ".join(task.people)
    if words and is_filter(words):
        query = parsed(task.run, words).narrowing
        return ids_by_name(reader, Filter(reader, query, task.run.clock.now()))
    if words:
        from peer_tui.cli.whom import person_named

        return iter(dict.fromkeys(person_named(reader, name) for name in task.people))
    return ids_by_name(reader)


def _some(ids: Iterator[int]) -> Iterator[int]:
    """The same; raises NothingFound when there is nobody."""
    from peer_tui.errors import NothingFound

    first = next(ids, None)
    if first is None:
        raise NothingFound("There is nobody to export.")
    return chain([first], ids)


# files


def _write(task: _Task, out: str, pieces: Iterable[str]) -> None:
    """Write the pieces into a file that is there whole or not at all, or to standard output."""
    from peer_tui.domain.text import clean
    from peer_tui.errors import UsageError
    from peer_tui.interchange.new_file import new_file

    if out == PIPE:
        stream, shown = output.stream(), output.is_terminal()
        for piece in pieces:
            # Lines that other programs wrote leave as they came, but for the eyes of a terminal.
            text = clean(piece) if shown else piece
            stream.write(text.encode("utf-8", "replace"))
        return
    path = Path(out).expanduser()
    if path.exists() and path.samefile(task.store.path):
        raise UsageError(f"{path} is the database itself. Nothing was written.")
    replace = task.force or (path.is_file() and _may_replace(path))
    with new_file(path, replace=replace) as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", "replace"))


def _may_replace(path: Path) -> bool:
    if not output.can_ask():
        return False
    return output.ask(f"{path} is there already. Replace it? [y/N] ").lower() in ("y", "yes")


def _counted(people: Iterable[ExportedPerson], counts: list[int]) -> Iterator[ExportedPerson]:
    """The same people; the last of the counts is how many have passed."""
    counts.append(0)
    for person in people:
        counts[-1] += 1
        if counts[-1] % BETWEEN == 0:
            output.progress(f"Writing {counts[-1]:,} people…")
        yield person


def _write_people(task: _Task, pieces: Iterable[str], counts: list[int]) -> None:
    _write(task, task.out, pieces)
    if task.out != PIPE:
        task.written.append({"file": task.out, "people": counts[-1]})


# formats


def _vcf(task: _Task) -> None:
    from peer_tui.interchange.exported_people import exported_people
    from peer_tui.interchange.vcard_writer import write_cards

    counts: list[int] = []
    people = _counted(exported_people(task.store.reader, _some(_ids(task))), counts)
    _write_people(task, write_cards(people, task.version), counts)


def _csv(task: _Task) -> None:
    from peer_tui.interchange.csv_writer import write_csv, write_google_csv
    from peer_tui.interchange.exported_people import exported_people

    counts: list[int] = []

    def people() -> Iterator[ExportedPerson]:
        return _counted(exported_people(task.store.reader, _some(_ids(task))), counts)

    pieces = write_google_csv(people) if task.google else write_csv(people)
    _write_people(task, pieces if task.out == PIPE else chain([_MARK], pieces), counts)


def _ics(task: _Task) -> None:
    from peer_tui.errors import NothingFound, UsageError
    from peer_tui.interchange.icalendar_items import calendar_items
    from peer_tui.interchange.icalendar_writer import write_events, write_todos

    if task.todo == task.out:
        raise UsageError("Events and to-dos need two files. Nothing was written.")
    people = frozenset(_ids(task)) if task.people else None
    since = task.run.clock.now().date() - timedelta(days=CLOSED_DAYS)

    def items() -> Iterator[CalendarItem]:
        return calendar_items(task.store.reader, since, people)

    if next(items(), None) is None:
        raise NothingFound("There are no follow-ups and no promises to export.")
    for out, write, noun in (
        (task.out, write_events, "events"),
        (task.todo, write_todos, "to-dos"),
    ):
        if not out:
            continue
        # Head and end of the calendar are no items.
        pieces = _Tally(write(items(), notes=task.notes))
        _write(task, out, pieces)
        if out != PIPE:
            task.written.append({"file": out, noun: pieces.count - 2})


class _Tally:
    """Pieces that are counted while they pass."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = pieces
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for piece in self._pieces:
            self.count += 1
            yield piece


def _md(task: _Task) -> None:
    from peer_tui.errors import UsageError
    from peer_tui.interchange.markdown_page import page

    reader, now = task.store.reader, task.run.clock.now()
    ids = _some(_ids(task))
    folder = Path(task.out).expanduser()
    if task.out == PIPE or (folder.suffix == ".md" and not folder.is_dir()):
        first, more = next(ids), next(ids, None)
        if more is not None:
            raise UsageError("More than one page needs a folder: -o FOLDER. Nothing was written.")
        _write(task, task.out, page(reader, first, now))
        if task.out != PIPE:
            task.written.append({"file": task.out, "pages": 1})
        return
    _write_pages(task, folder, ids)


def _write_pages(task: _Task, folder: Path, ids: Iterator[int]) -> None:
    """One file for each person; nothing is written when one of them is there already."""
    from peer_tui.errors import UsageError
    from peer_tui.interchange.exported_people import names_of
    from peer_tui.interchange.markdown_page import file_name, page

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder. Nothing was written.")
    taken: set[str] = set()
    files = [(id_, file_name(name, taken)) for id_, name in names_of(task.store.reader, ids)]
    there = [name for _, name in files if (folder / name).exists()]
    if there and not task.force:
        raise UsageError(
            f"{folder / there[0]} exists already; --force replaces it. Nothing was written."
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.") from error
    for number, (id_, name) in enumerate(files, start=1):
        output.progress(f"Writing {number:,} of {len(files):,} pages…")
        pieces = page(task.store.reader, id_, task.run.clock.now())
        _write(task, str(folder / name), pieces)
    task.written.append({"file": task.out, "pages": len(files)})


_WRITERS = {"vcf": _vcf, "csv": _csv, "ics": _ics, "md": _md}
