"""What the columns of a header row hold, each seen together with the others. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from peer_tui.interchange.csv_columns import LONGEST_NAME, Column, column_key, column_of

_YAHOO_PHONES = frozenset({"home", "work", "other", "primary", "yahoo phone"})
_BARE_PHONES = frozenset({"home", "work"})
_GERMAN_TITLES = frozenset({"titel"})
_FULL_OR_GIVEN = frozenset({"nombre", "nome", "nom", "ad", "imie"})
_CUSTOMERS = frozenset(
    {
        *("customer", "customer name", "customer full name", "client", "client name", "kunde"),
        *("kundenname", "cliente"),
    }
)
"""Names of a column that says who buys, be it a business or a person."""
_LATER = frozenset({"ship", "shipping", "delivery"})
"""Whose columns only add to what the others say."""
_HOME_OF_LOTUS = frozenset(
    {
        *("phonenumber", "streetaddress", "city", "state", "zip", "country"),
    }
)
_EVENTS = frozenset({"event type name", "event name"})
_REACHED = frozenset({"phone", "email", "url"})


def columns_of(header: Sequence[str]) -> list[Column]:
    """The known columns of a header row, in order; those of a delivery last."""
    columns = [column for at, name in enumerate(header) if (column := column_of(at, name))]
    keys = [column_key(name[:LONGEST_NAME]) for name in header]
    found = _with_titles(columns, keys)
    found = _with_names(found, keys)
    found = _with_types(found, keys)
    found = [_by_its_neighbours(column, keys) for column in found]
    bare = _YAHOO_PHONES if "yahoo phone" in keys else _BARE_PHONES if "mobile" in keys else ()
    found += [Column(at, "phone", key) for at, key in enumerate(keys) if key in bare]
    found = _with_one_address(found)
    return sorted(found, key=lambda column: column.origin in _LATER)


def _with_titles(columns: Sequence[Column], keys: Sequence[str]) -> list[Column]:
    """A "Title" stands before the name where there is a job title of its own, as in Outlook.

    Else it is the job title; so is the second of two. Beside "Anrede" a "Titel" is that of a
    scholar.
    """
    kinds = {column.kind for column in columns}
    titles = [column.position for column in columns if column.kind == "title"]
    is_before = "job_title" in kinds or len(titles) > 1
    found: list[Column] = []
    for column in columns:
        if column.kind == "title":
            kind = "job_title"
            if "anrede" in keys and keys[column.position] in _GERMAN_TITLES:
                kind = "academic"
            elif is_before and column.position == titles[0]:
                kind = "prefix"
            column = Column(column.position, kind)
        found.append(column)
    return found


def _with_names(columns: list[Column], keys: Sequence[str]) -> list[Column]:
    """A buyer beside a person to talk to is a business; a first name alone is a whole one."""
    kinds = {column.kind for column in columns}
    named = [column for column in columns if column.kind == "name"]
    buyers = [column for column in named if keys[column.position] in _CUSTOMERS]
    is_beside = len(buyers) < len(named) or kinds & {"given", "family"}
    firm = buyers[0] if buyers and is_beside else None
    found: list[Column] = []
    for column in columns:
        if column is firm:
            column = Column(column.position, "buyer")
        elif (
            column.kind in ("given", "family")
            and keys[column.position] in _FULL_OR_GIVEN
            and len(kinds & {"given", "family", "name"}) == 1
        ):
            column = Column(column.position, "name")
        found.append(column)
    return found


def _with_types(columns: Sequence[Column], keys: Sequence[str]) -> list[Column]:
    """`Phone Number 2 Type` holds the label of `Phone Number 2`."""
    places = {key: at for at, key in reversed(list(enumerate(keys)))}
    found: list[Column] = []
    labels: list[Column] = []
    for column in columns:
        key = keys[column.position]
        label = places.get(f"{key} type")
        if column.kind in _REACHED and not column.group and label is not None:
            column = replace(column, part="value", group=f"{column.kind} {key}")
            labels.append(replace(column, position=label, part="label"))
        found.append(column)
    taken = {column.position for column in labels}
    return [column for column in found if column.position not in taken] + labels


def _by_its_neighbours(column: Column, keys: Sequence[str]) -> Column:
    """What a name means that says something else in another program's header."""
    key = keys[column.position]
    if key.endswith(" address") and f"{key.removesuffix(' address')} street" in keys:
        return replace(column, part="whole")
    if key == "ort" and "ort geschaftlich" in keys:
        return Column(column.position, "note", "Ort")
    if key == "beruf" and {"position", "funktion"} & set(keys):
        return Column(column.position, "note", "Beruf")
    if key == "webseite" and "telefon geschaftlich" in keys:
        return replace(column, label="work")
    if key == "primary phone" and "business phone" in keys:
        return replace(column, label="main")
    if key in ("fax number", "faxnumber") and "work phone" not in keys:
        return replace(column, label="fax")
    if key == "url" and "connected on" in keys:
        return replace(column, label="LinkedIn")
    if key == "region" and "cc" in keys:
        return Column(column.position, "ignored")
    if key in _HOME_OF_LOTUS and "officephonenumber" in keys:
        group = column.group and "address home"
        return replace(column, label="home", group=group)
    if key == "location" and not _EVENTS.isdisjoint(keys):
        return Column(column.position, "ignored")
    return column


def _with_one_address(columns: list[Column]) -> list[Column]:
    """The parts of one address under one label, where only some names tell whose it is.

    "Ville" is the town at home for Outlook; beside "Adresse" it is the town of that address.
    "Street 1" beside "Ship City" is the street of that town.
    """
    parts: dict[str, set[str]] = {}
    for column in columns:
        if column.kind == "address":
            parts.setdefault(column.group, set()).add(column.part)
    plain = parts.pop("address ", set())
    whose = {"street", "whole"}
    if not plain or len(parts) != 1:
        return columns
    group, others = parts.popitem()
    is_told = group == "address work" or group == "address other"
    if is_told or plain & others or (plain & whose and others & whose):
        return columns
    return [
        replace(column, label="", group="address ") if column.kind == "address" else column
        for column in columns
    ]
