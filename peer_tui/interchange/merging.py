"""Adds what a record knows to a person, without touching anything that is there already."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    Person,
    Rhythm,
    Tag,
)
from peer_tui.domain.sameness import is_real_name, name_words, point_key
from peer_tui.domain.text import fold

_FIELDS = {
    "nickname": "nickname",
    "organisation": "organisation",
    "job_title": "job title",
    "met_on": "day of meeting",
    "met_through": "who made the acquaintance",
    "time_zone": "time zone",
    "language": "language",
}
_MOST_LINES = 200
"""Lines of notes of which a longer one may take the place."""
_DIFFERING = {"organisation": "organisation", "job_title": "job title"}
"""What an export says anew where something happened to somebody."""
_NAME_PARTS = ("prefix", "given", "additional", "family", "suffix")
_KIND_NAMES = {
    ContactKind.PHONE: ("phone", "phones"),
    ContactKind.EMAIL: ("e-mail address", "e-mail addresses"),
    ContactKind.ADDRESS: ("address", "addresses"),
    ContactKind.URL: ("web page", "web pages"),
    ContactKind.MESSENGER: ("messenger", "messengers"),
}


def has_real_name(person: Person) -> bool:
    """See `is_real_name`."""
    return is_real_name(person.name)


def names_agree(one: Person, other: Person) -> bool:
    """See `same_name`."""
    return same_name(one.name, other.name)


def same_name(one: str, other: str) -> bool:
    """Whether both can name one person: the same name, one within the other, or one without.

    "Ann", "Ann Smith" and "Dr. Smith, Ann" agree; "Ann Smith" and "Bob Smith" do not. An
    organisation's name is a name.
    """
    if not is_real_name(one) or not is_real_name(other):
        return True
    first, second = name_words(one), name_words(other)
    return first <= second or second <= first


def _counted(count: int, names: tuple[str, str]) -> str:
    return f"{count} {names[0] if count == 1 else names[1]}"


def _new_points(person: Person, other: Person) -> list[ContactPoint]:
    known = {(point.kind, point_key(point)) for point in person.contact_points}
    found: list[ContactPoint] = []
    for point in other.contact_points:
        key = (point.kind, point_key(point))
        if key not in known:
            known.add(key)
            found.append(replace(point, id=None))
    return found


def _new_tags(person: Person, other: Person) -> list[Tag]:
    known = {fold(tag.name) for tag in person.tags}
    return [replace(tag, id=None) for tag in other.tags if fold(tag.name) not in known]


def _new_dates(person: Person, other: Person) -> list[ImportantDate]:
    known = {(date.kind, fold(date.label), str(date.on)) for date in person.dates}
    has_birthday = any(date.kind is DateKind.BIRTHDAY for date in person.dates)
    return [
        replace(date, id=None)
        for date in other.dates
        if (date.kind, fold(date.label), str(date.on)) not in known
        and not (has_birthday and date.kind is DateKind.BIRTHDAY)
    ]


def _names(person: Person, other: Person) -> dict[str, str]:
    """A name where a number or address stood in for one; name parts where there were none."""
    changes: dict[str, str] = {}
    if has_real_name(other) and not has_real_name(person):
        changes["name"] = other.name
    elif not name_words(person.name) & name_words(other.name):
        return {}
    if not any(getattr(person, part) for part in _NAME_PARTS):
        changes |= {part: value for part in _NAME_PARTS if (value := getattr(other, part))}
    return changes


def differing(person: Person, other: Person) -> str:
    """What the other says differently, and the person keeps, in plain words; empty for nothing."""
    words = [
        name
        for field, name in _DIFFERING.items()
        if getattr(other, field)
        and getattr(person, field)
        and fold(getattr(other, field)) != fold(getattr(person, field))
    ]
    if not names_agree(person, other):
        words.insert(0, "name")
    return ", ".join(words)


def _has_whole(text: str, words: str) -> bool:
    """Whether these words stand in the text, and not only within other words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _notes(here: str, other: str) -> str:
    """The notes with what only the other has: longer lines in their places, new ones below."""
    if not here or _has_whole(other, here):
        return other or here
    if not other or _has_whole(here, other):
        return here
    lines = here.split("\n")
    known, others = {line.strip() for line in lines}, {each.strip() for each in other.split("\n")}
    fresh: list[str] = []
    for line in other.split("\n"):
        text = line.strip()
        if text and text in known:
            continue
        shorter = (
            at
            for at, old in enumerate(map(str.strip, lines[:_MOST_LINES]))
            if old and old not in others and text.startswith(old) and _has_whole(text, old)
        )
        if (at := next(shorter, -1)) >= 0:
            lines[at] = line
        elif text or (fresh and fresh[-1]):
            fresh.append(line)
    return "\n\n".join(filter(None, ("\n".join(lines), "\n".join(fresh).rstrip())))


def add_missing(
    person: Person, other: Person, prepare: Callable[[ContactPoint], ContactPoint]
) -> tuple[Person, str]:
    """The person with what only the other has, and what was added in plain words.

    New contact points (passed through `prepare`), dates and tags are added, empty fields
    filled and unseen notes put below the others; nothing is replaced or removed. The words
    are empty when there was nothing to add.
    """
    words: list[str] = []
    changes: dict[str, Any] = {**_names(person, other)}
    if "name" in changes:
        words.append(f"names them {other.name}")
    elif changes:
        words.append("fills parts of the name")
    if points := [prepare(point) for point in _new_points(person, other)]:
        kinds = [point.kind for point in points]
        words += [
            f"adds {_counted(kinds.count(kind), names)}"
            for kind, names in _KIND_NAMES.items()
            if kind in kinds
        ]
        changes["contact_points"] = person.contact_points + tuple(points)
    if dates := _new_dates(person, other):
        words.append(f"adds {_counted(len(dates), ('date', 'dates'))}")
        changes["dates"] = person.dates + tuple(dates)
    if tags := _new_tags(person, other):
        words.append(f"adds {_counted(len(tags), ('tag', 'tags'))}")
        changes["tags"] = person.tags + tuple(tags)
    for field, name in _FIELDS.items():
        if getattr(other, field) and not getattr(person, field):
            words.append(f"fills {name}")
            changes[field] = getattr(other, field)
    if other.rhythm != Rhythm() and person.rhythm == Rhythm():
        words.append("sets a rhythm")
        changes["rhythm"] = other.rhythm
    if (notes := _notes(person.notes, other.notes)) != person.notes:
        words.append("adds a note")
        changes["notes"] = notes
    if not changes:
        return person, ""
    return replace(person, **changes), ", ".join(words)
