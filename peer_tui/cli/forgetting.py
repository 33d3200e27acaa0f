"""`peer forget`: what is kept about a person, forgotten in parts, whole, or for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, pass_run, today_option

if TYPE_CHECKING:
    from peer_tui.storage.queries.kept_about import KeptLine


@click.command("forget", short_help="Forget what is kept about a person.")
@click.argument("person", nargs=-1, required=True)
@click.option(
    "--section",
    "sections",
    multiple=True,
    help="Forget this section of `peer show --for-them`: Contact, Dates, Notes...; repeatable.",
)
@click.option("--line", "words", multiple=True, help="Forget every line with these words in it.")
@click.option("--all", "everything", is_flag=True, help="Forget everything; a stub is left.")
@click.option("--purge", metavar="LETTERS", help="Erase for good: the first 3 letters of the name.")
@today_option
@database_option
@pass_run
def command(
    run: Run,
    person: tuple[str, ...],
    sections: tuple[str, ...],
    words: tuple[str, ...],
    everything: bool,
    purge: str | None,
) -> int:
    """Forget parts of what is kept about PERSON, or all of it; a dated stub is left.

    One `peer undo` takes it back, until --purge: that erases the person from every table, from
    the record of what was done, and from the pages of the file. Backups made before still hold
    them, until they are thinned out.

    \b
    peer forget maria --section Contact
    peer forget maria --purge mar
    """
    from peer_tui.cli.whom import store_and_person
    from peer_tui.domain.text import fold
    from peer_tui.errors import UsageError
    from peer_tui.services import forgetting
    from peer_tui.storage.queries.kept_about import kept_about

    if sum((bool(sections or words), everything, purge is not None)) != 1:
        raise UsageError("Say what to forget: --section, --line, --all or --purge.")
    if not all(fold(each).strip() for each in words):
        raise UsageError("--line needs a word that the line has.")
    with store_and_person(run, " ".join(person)) as (store, who):
        if purge is not None:
            output.talk(forgetting.purge(store, who, purge).message)
            return 0
        if everything:
            message = forgetting.forget_all(store, who).message
        else:
            chosen = _chosen(kept_about(store.reader, who), sections, words)
            message = forgetting.forget(store, who, chosen).message
    output.talk(f"{message} `peer undo` takes it back.")
    return 0


def _chosen(
    lines: list[KeptLine], sections: tuple[str, ...], words: tuple[str, ...]
) -> list[KeptLine]:
    from peer_tui.domain.text import fold
    from peer_tui.errors import NothingFound, UsageError

    known = {fold(line.section): line.section for line in lines}
    for each in sections:
        if fold(each) not in known:
            there = ", ".join(known.values())
            raise UsageError(f"Nothing is kept under {each}. There is: {there}.")
    wanted = {fold(each) for each in sections}
    chosen = [
        line
        for line in lines
        if fold(line.section) in wanted or any(fold(each) in fold(line.text) for each in words)
    ]
    if not chosen:
        raise NothingFound("No line has these words; `peer show --for-them` lists them all.")
    return chosen
