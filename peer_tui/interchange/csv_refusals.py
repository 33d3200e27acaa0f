"""Tables that are no address books, and why: sentences for the owner. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from peer_tui.interchange.csv_columns import column_key

_MESSAGES = frozenset({"conversation id", "from", "to", "date"})


def why_no_address_book(names: Sequence[str], where: str) -> str:
    """Why a table of these columns holds no people; empty when it may."""
    if {column_key(name) for name in names[:200]} >= _MESSAGES:
        return (
            f"{where} holds messages, not people. Of LinkedIn's export, Connections.csv holds them."
        )
    return ""


def why_nothing_was_taken(where: str) -> str:
    """What is said of a table with a header row and nothing below it."""
    return f"{where} has columns but no rows: there is nobody in it."
