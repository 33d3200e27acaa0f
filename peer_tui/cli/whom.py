"""Who is meant by the words of a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.cli.options import Run
    from peer_tui.errors import NothingFound
    from peer_tui.storage.reader import Reader
    from peer_tui.storage.store import Store

MOST_NAMED = 9
NO_ID = 2**63
"""Ids are smaller."""


@contextmanager
def store_and_person(run: Run, words: str) -> Iterator[tuple[Store, int]]:
    """The database, and the id of the one who is meant.

    Raises as `person_named`; where there is no database yet, nobody is called so.
    """
    with run.existing_store() as store:
        if store is None:
            raise _nobody(words)
        yield store, person_named(store.reader, words)


def person_named(reader: Reader, words: str) -> int:
    """The id of the one who is meant: by number, else by name; a whole name goes before a part.

    Raises NothingFound for nobody and UsageError, with names and numbers, for several.
    """
    from peer_tui.domain.text import clean_line, fold
    from peer_tui.errors import UsageError
    from peer_tui.services.briefing import candidates

    number = int(words) if re.fullmatch("[0-9]{1,19}", words) else NO_ID
    if number < NO_ID and reader.row("SELECT 1 FROM person WHERE id = ?", (number,)):
        return number
    found = candidates(reader, words)
    whole = [each for each in found if fold(each[1]) == fold(clean_line(words))]
    found = whole or found
    if not found:
        raise _nobody(words)
    if len(found) > 1:
        names = ", ".join(f"{clean_line(name)} ({id_})" for id_, name in found[:MOST_NAMED])
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise UsageError(f"Which one, by number? {names}{more}")
    return found[0][0]


def _nobody(words: str) -> NothingFound:
    from peer_tui.domain.text import clean_line
    from peer_tui.errors import NothingFound

    return NothingFound(f"Nobody is called {clean_line(words)}.")
