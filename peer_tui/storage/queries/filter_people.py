"""Fields of a filter that ask something of the person alone: who has it, and whether one has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from peer_tui.domain.filter_fields import CONTACTS
from peer_tui.domain.filter_query import Term
from peer_tui.storage.queries.filter_words import phrase
from peer_tui.storage.queries.item_sql import ACTIVE
from peer_tui.storage.search import Index

Bind = Callable[[object], str]
"""Gives the mark of a value in the SQL text."""


class People(NamedTuple):
    """The people who have what is asked."""

    among: str
    """A SELECT of their ids."""
    test: str = ""
    """The same asked of the one person {0}; empty where the list does as well."""


def _person(term: Term, bind: Bind, _today: date) -> People:
    return People(_named(term, bind))


def _named(term: Term, bind: Bind) -> str:
    named = bind(f"names : {phrase(term.value)}")
    return f"SELECT rowid FROM {Index.PERSON} WHERE {Index.PERSON} MATCH {named}"


def _referred(term: Term, bind: Bind, _today: date) -> People:
    named = _named(term, bind)
    return People(
        "SELECT one_id FROM relation"
        f" WHERE other_id IN ({named}) AND relation.kind = 'referred by'",
        "EXISTS (SELECT 1 FROM relation AS tie WHERE tie.one_id = {0}"
        f" AND tie.kind = 'referred by' AND tie.other_id IN ({named}))",
    )


def _has(term: Term, bind: Bind, _today: date) -> People:
    table, which = {"tag": ("tag", "1"), "date": ("important_date", "1")}.get(
        term.value, ("contact_point", "")
    )
    if not which:
        which = f"kind = {bind(str(CONTACTS[term.value]))} AND do_not_use = 0"
    return People(
        f"SELECT person_id FROM {table} WHERE {which}",
        f"EXISTS (SELECT 1 FROM {table} AS had WHERE had.person_id = {{0}} AND {which})",
    )


def _quiet(term: Term, bind: Bind, today: date) -> People:
    days = term.number or 0
    column = "last_contact_on" if days else "rhythm_on"
    last = bind((today - timedelta(days=days)).isoformat())
    return People(
        f"SELECT id FROM person WHERE {column} IS NOT NULL AND {column} <= {last}",
        f"(SELECT quiet.{column} <= {last} FROM person AS quiet WHERE quiet.id = {{0}})",
    )


def _new(_term: Term, bind: Bind, today: date) -> People:
    return People(
        "SELECT id FROM person WHERE rhythm_kind = 'periodic' AND last_contact_on IS NULL"
        f" AND {ACTIVE.format(bind(today.isoformat()))}"
    )


PEOPLE: Mapping[str, Callable[[Term, Bind, date], People]] = MappingProxyType(
    {
        "person": _person,
        "referred": _referred,
        "has": _has,
        "quiet": _quiet,
        "new": _new,
    }
)
"""By the name of the field."""
