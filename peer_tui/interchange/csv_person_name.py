"""How somebody is called whose name stands in several columns. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from peer_tui.domain.people import Person
from peer_tui.domain.text import fold
from peer_tui.interchange.column_values import COMPANY
from peer_tui.interchange.records import display_name

_RARE = frozenset({"academic", "infix", "buyer"})
_WORD = re.compile(r"[^\W\d_]+")


def named(person: Person, texts: Mapping[str, str]) -> Person:
    """The person with the name to show, which may be empty.

    `texts`: the cells of "name", and where there are any "academic", "infix" and "buyer".
    A name that says more than its parts is kept as it is. One of several words that is also the
    first name was never divided: so we write it for Google. One beside a first name alone is the
    last name; one that only a business has is that of the business.
    """
    name = texts.get("name", "")
    joined = display_name(person)
    if not name and joined.isascii() and _RARE.isdisjoint(texts):
        return replace(person, name=joined)
    if academic := texts.get("academic"):
        person = replace(person, prefix=academic)
    infix = texts.get("infix", "")
    if infix and person.family:
        person = replace(person, family=f"{infix} {person.family}")
    if " " in name and name == person.given and not (person.family or person.additional):
        return replace(person, name=name, given="")
    if name and person.given and not person.family and not _words(person.given) & _words(name):
        person, name = replace(person, family=f"{infix} {name}".strip()), ""
    person = _with_business(person, name, texts.get("buyer", ""))
    if not (person.given or person.family):
        return replace(person, name=name or texts.get("buyer", "") or display_name(person))
    if _is_east_asian(person.given) and _is_east_asian(person.family):
        return replace(person, name=f"{person.family} {person.given}")
    joined = display_name(person)
    return replace(person, name=name if _says_more(name, joined, person.family) else joined)


def _with_business(person: Person, name: str, buyer: str) -> Person:
    """The person with the business that a buyer is, or a name that is none of a person."""
    if person.organisation:
        return person
    parts = _words(f"{person.given} {person.family}")
    if buyer and (COMPANY.search(buyer) or not (parts or _words(name)) <= _words(buyer)):
        return replace(person, organisation=buyer)
    if parts and COMPANY.search(name):
        return replace(person, organisation=name)
    return person


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _says_more(name: str, joined: str, family: str) -> bool:
    """Whether a name is more than its parts, or another first name before the last name."""
    words = _words(name)
    if (family and name.startswith(f"{family},")) or words <= _words(joined):
        return False
    is_of_family = bool(family) and fold(name).endswith(f" {fold(family)}")
    return (is_of_family or words > _words(joined)) and not COMPANY.search(name)


def _is_east_asian(text: str) -> bool:
    return bool(text) and all(
        unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
        for char in text
    )
