"""The owner's letters: `templates/*.md` beside the configuration file, with names to fill in.

A first line "Subject: ..." is the subject; the rest is the letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from peer_tui.domain.text import clean, clean_line
from peer_tui.errors import DataError
from peer_tui.settings.schema import nearest

FOLDER = "templates"
RELEASED = "released"
"""The letter that says a promise was let go; never offered for another one."""
INTRODUCTION = "introduction"
"""The letter that introduces two people to each other; `{other}` is the second of them."""
OWN_USE = frozenset({RELEASED, INTRODUCTION})
"""Letters for one occasion, offered with it and for no other mail."""
MOST_BYTES = 64 * 1024
PLACEHOLDERS = ("first", "last", "me", "name", "promise")
"""What can be filled in: `{first}` name, day of the last contact, my name, name, what is owed."""

_PLACEHOLDER = re.compile(r"\{([^\W\d][\w-]*)\}")
_SUBJECT = re.compile(r"subject\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft, filled in."""

    subject: str
    """One line; empty where the template has none."""
    body: str
    warning: str = ""
    """One sentence about the template, naming its file; empty when all is well."""


def template_folder(config: Path) -> Path:
    """Where the templates are, for a configuration file."""
    return config.parent / FOLDER


def template_files(folder: Path) -> list[Path]:
    """The templates to choose from, by name. None where the folder is missing or unreadable."""
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() == ".md"]
    except OSError:
        return []
    offered = (path for path in found if path.stem not in OWN_USE and not path.name.startswith("."))
    return sorted(offered, key=lambda path: path.name.casefold())


def read_template(path: Path) -> str:
    """The text of a template. Raises DataError, naming the file, where it cannot be used."""
    name = f"{FOLDER}/{clean_line(path.name)}"
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error.strerror}.") from error
    if len(content) > MOST_BYTES:
        raise DataError(f"{name} is longer than {MOST_BYTES // 1024} kB, so it is not used.")
    try:
        return clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DataError(f"{name} is not UTF-8 text, so it is not used.") from error


def fill(text: str, values: Mapping[str, str], file_name: str) -> Letter:
    """The letter with every known name filled in; an unknown one stays as it stands.

    What is filled in is never searched for names itself.
    """
    unknown: list[str] = []

    def put(match: re.Match[str]) -> str:
        if match[1] in values:
            return values[match[1]]
        unknown.append(match[1])
        return match[0]

    first, _, rest = text.partition("\n")
    named = _SUBJECT.match(first)
    subject, body = (first[named.end() :], rest) if named else ("", text)
    letter = Letter(clean_line(_PLACEHOLDER.sub(put, subject)), _PLACEHOLDER.sub(put, body).strip())
    if not unknown:
        return letter
    return Letter(letter.subject, letter.body, _unknown_words(unknown[0], file_name))


def _unknown_words(name: str, file_name: str) -> str:
    near = nearest(name, PLACEHOLDERS)
    known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
    hint = f" Did you mean {{{near}}}?" if near else f" There are {known}."
    return f"{FOLDER}/{clean_line(file_name)}: {{{name}}} is not known.{hint}"
