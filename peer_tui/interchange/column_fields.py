"""What a column of a CSV file can hold, and how the owner writes it."""

import re

from peer_tui.domain.text import clean_line
from peer_tui.errors import UsageError
from peer_tui.interchange.csv_columns import column_key, known_names

FIELDS = {
    "name": "full name",
    "given": "first name",
    "family": "last name",
    "additional": "middle name",
    "prefix": "title before the name",
    "suffix": "what follows the name",
    "nickname": "nickname",
    "organisation": "company",
    "department": "department",
    "job_title": "job title",
    "email": "e-mail address",
    "phone": "phone",
    "phone.mobile": "mobile phone",
    "phone.work": "work phone",
    "phone.home": "home phone",
    "url": "web page",
    "messenger": "messenger",
    "address..whole": "whole address",
    "address..street": "street",
    "address..city": "town",
    "address..region": "region",
    "address..postal_code": "postal code",
    "address..country": "country",
    "birthday": "birthday",
    "anniversary": "anniversary",
    "met_on": "day of meeting",
    "time_zone": "time zone",
    "language": "language",
    "notes": "notes",
    "tags": "tags",
    "uid": "number of the contact in the other program",
    "ignored": "left out",
}
"""What a column can be mapped to, and what that is called. Labels of the owner's own are allowed
after a dot: `email.office`, `phone.shop`, `note.Birthday cake`."""
IGNORED = "ignored"

_KINDS_WITH_LABEL = frozenset({"email", "phone", "url", "messenger", "note"})
_ADDRESS = re.compile(
    r"address\.[^.=,]*\.(?:whole|street|extended|po_box|city|region|postal_code|country)"
)


def checked_field(text: str) -> str:
    """A field as the owner writes it: `email`, `phone.shop`, `Last Name`, or nothing to leave out.

    Raises UsageError for one that is not known.
    """
    found = field_as_written(text)
    if found is None:
        raise UsageError(
            f"{clean_line(text)!r} is nothing that a column can hold; there are "
            f"{', '.join(FIELDS)}."
        )
    return found


def field_as_written(text: str) -> str | None:
    """`checked_field`, and None for one that is not known."""
    text = text.strip()
    kind, dot, label = text.partition(".")
    if not text:
        return IGNORED
    if dot and kind in _KINDS_WITH_LABEL:
        return f"{kind}.{clean_line(label)}"
    if text in FIELDS or _ADDRESS.fullmatch(text):
        return text
    return known_names().get(column_key(text))
