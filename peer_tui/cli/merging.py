"""`peer merge`: two people made one, or remembered as two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.domain.merging import Take
    from peer_tui.services.merging import Choices, MergePage
    from peer_tui.storage.store import Store

AGREED = "yes"


@click.command("merge", short_help="Make two people one.")
@click.argument("stays")
@click.argument("goes")
@click.option(
    "--take", "taken", multiple=True, metavar="FIELD",
    help="Keep this field of GOES: name, organisation, job_title, rhythm and so on; repeatable.",
)  # fmt: skip
@click.option("--not-same", is_flag=True, help="Remember instead that they are two people.")
@click.option("--dry-run", is_flag=True, help="Show what would be kept and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@today_option
@database_option
@pass_run
def command(
    run: Run,
    stays: str,
    goes: str,
    taken: tuple[str, ...],
    not_same: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Give everything of GOES to STAYS and delete GOES; one undo takes it back.

    Each is a number of `peer duplicates`, or enough of a name. History, promises, follow-ups,
    contact points, tags, dates and cards of both are kept. Of what a person has once, what STAYS
    has is kept, else what GOES has; notes of both.
    """
    from peer_tui.cli.whom import person_named
    from peer_tui.errors import NothingFound, UsageError
    from peer_tui.services.merging import read_merge

    with run.existing_store() as store:
        if store is None:
            raise NothingFound("There is nobody here yet.")
        one, other = person_named(store.reader, stays), person_named(store.reader, goes)
        if not_same:
            return _keep_apart(store, one, other)
        page = read_merge(store.reader, one, other)
        choices = _choices(taken)
        is_certain = dry_run or yes
        if not as_json:
            _table(page, choices)
        if not is_certain and not _agreed(page):
            raise UsageError("Nothing was merged. --yes merges without asking, --dry-run looks.")
        message = "" if dry_run else _merge(store, page, choices)
    if as_json:
        _document(page, choices, merged=not dry_run)
    output.talk(f"{message} `peer undo` takes it back." if message else "Nothing was written.")
    return 0


def _keep_apart(store: Store, one: int, other: int) -> int:
    from peer_tui.services.merging import keep_apart

    output.talk(keep_apart(store, one, other).message)
    return 0


def _choices(taken: tuple[str, ...]) -> Choices:
    from peer_tui.domain.merging import BY_NAME, Take
    from peer_tui.errors import UsageError
    from peer_tui.services.merging import Choices

    takes: dict[str, Take] = {}
    for name in taken:
        field = name.replace("-", "_")
        if field not in BY_NAME:
            raise UsageError(f"There is no field {name!r}. There are: {', '.join(BY_NAME)}.")
        takes[field] = Take.GOING
    return Choices(takes)


def _agreed(page: MergePage) -> bool:
    if not output.can_ask():
        return False
    names = f"{page.going.row['name']} into {page.staying.row['name']}"
    return output.ask(f"Merge {names}? Type {AGREED} to go on: ") == AGREED


def _merge(store: Store, page: MergePage, choices: Choices) -> str:
    from peer_tui.services.merging import merge

    return merge(store, page, choices).message


def _kept(page: MergePage, choices: Choices) -> list[tuple[str, str, str]]:
    """What is kept of every field and part that one of the two has: label, value, what is not."""
    from peer_tui.domain.merging import FIELDS, Take, is_set, part_label, part_words, words_of
    from peer_tui.services.merging import take_of

    staying, going = page.staying.row, page.going.row
    rows = []
    for field in FIELDS:
        if not (is_set(field, staying) or is_set(field, going)):
            continue
        mine, theirs = words_of(field, staying), words_of(field, going)
        take = take_of(page, choices, field.name)
        if take is Take.BOTH:
            rows.append((field.label, f"{mine}; {theirs}", ""))
        else:
            kept, left = (theirs, mine) if take is Take.GOING else (mine, theirs)
            rows.append((field.label, kept, left if left != kept else ""))
    for line in page.lines:
        label = part_label(line.entity, line.kept)
        rows.append((label, part_words(line.entity, line.kept), ""))
    return rows


def _table(page: MergePage, choices: Choices) -> None:
    from peer_tui.cli.table import columns
    from peer_tui.domain.text import clean_line

    rows = [
        (label, clean_line(kept) or "-", f"not {clean_line(left)}" if left else "")
        for label, kept, left in _kept(page, choices)
    ]
    rows += [
        (name.capitalize(), f"{one} + {other}", "")
        for name, one, other in page.along
        if one or other
    ]
    for line in columns(rows, flexible=1):
        output.data(line)


def _document(page: MergePage, choices: Choices, *, merged: bool) -> None:
    def side(row: dict[str, Any]) -> dict[str, Any]:
        return {"id": row["id"], "name": row["name"]}

    output.document(
        {
            "merged": merged,
            "stays": side(page.staying.row),
            "goes": side(page.going.row),
            "kept": [
                {"what": label, "value": kept or None, "not": left or None}
                for label, kept, left in _kept(page, choices)
            ],
            "along": {name: [one, other] for name, one, other in page.along},
        }
    )
