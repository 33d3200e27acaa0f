"""What becomes of two people who are made one: field by field, and part by part.

Rows are dictionaries by column name, as the tables keep them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from peer_tui.domain.people import ContactKind, ContactPoint, PartialDate, Standing
from peer_tui.domain.sameness import all_digits, is_real_name, point_key
from peer_tui.domain.standing import Door, StandingState
from peer_tui.domain.text import fold

Values = dict[str, Any]
MOST_TRUNK_ZEROS = 2


class Take(StrEnum):
    """Whose value of a field is kept."""

    STAYING = "staying"
    """That of the person who stays."""
    GOING = "going"
    """That of the person who goes."""
    BOTH = "both"
    """One below the other; only for notes."""


@dataclass(frozen=True, slots=True)
class Field:
    """What is chosen as one."""

    name: str
    label: str
    columns: tuple[str, ...]
    """The first ones decide whether there is a value; all are taken together."""
    unset: tuple[object, ...]
    """The values of a field nobody has touched, of as many of the columns as decide."""


NAME = Field(
    "name",
    "Name",
    ("name", "sort_name", "prefix", "given", "additional", "family", "suffix"),
    ("",),
)
NOTES = Field("notes", "Notes", ("notes",), ("",))
RHYTHM = Field(
    "rhythm",
    "Rhythm",
    ("rhythm_kind", "rhythm_days", "snoozed_until", "snooze_count", "waits_for_reply"),
    ("ambient", None),
)
STANDING = Field(
    "standing",
    "Standing",
    ("standing", "door", "standing_reason", "rests_until"),
    ("active",),
)

FIELDS: tuple[Field, ...] = (
    NAME,
    Field("nickname", "Nickname", ("nickname",), ("",)),
    Field("organisation", "Organisation", ("organisation",), ("",)),
    Field("job_title", "Job", ("job_title",), ("",)),
    Field("met_on", "Met on", ("met_on",), ("",)),
    Field("met_through", "Met through", ("met_through",), ("",)),
    Field("time_zone", "Time zone", ("time_zone",), ("",)),
    Field("language", "Language", ("language",), ("",)),
    RHYTHM,
    STANDING,
    NOTES,
)
"""Everything a person says about themselves once, in the order of the page."""
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
_NAME_PARTS = NAME.columns[2:]


def is_set(field: Field, person: Values) -> bool:
    """Whether somebody has given the field a value."""
    found = tuple(person[column] for column in field.columns[: len(field.unset)])
    return found != field.unset and (field is not NAME or is_real_name(person["name"]))


def differ(field: Field, staying: Values, going: Values) -> bool:
    """Whether there is something to choose: both have a value, and not the same one."""
    return (
        is_set(field, staying)
        and is_set(field, going)
        and words_of(field, staying) != words_of(field, going)
    )


def usual_take(field: Field, staying: Values, going: Values) -> Take:
    """What is taken unless the owner says otherwise: what is set, both notes, else who stays."""
    if not is_set(field, going):
        return Take.STAYING
    if not is_set(field, staying):
        return Take.GOING
    return Take.BOTH if field is NOTES else Take.STAYING


def next_take(field: Field, take: Take) -> Take:
    """The next choice, round and round."""
    order = [Take.STAYING, Take.GOING]
    if field is NOTES:
        order.append(Take.BOTH)
    return order[(order.index(take) + 1) % len(order)] if take in order else Take.STAYING


def chosen_values(field: Field, staying: Values, going: Values, take: Take) -> Values:
    """The columns of the field as they are to be."""
    if take is Take.BOTH and field is NOTES:
        return {"notes": _both_notes(staying["notes"], going["notes"])}
    chosen, other = (going, staying) if take is Take.GOING else (staying, going)
    values = {column: chosen[column] for column in field.columns}
    same_name = field is NAME and fold(chosen["name"]) == fold(other["name"])
    if same_name and not any(chosen[part] for part in _NAME_PARTS):
        # Only one of the two knows the parts of the name.
        values |= {part: other[part] for part in _NAME_PARTS}
    return values


def _both_notes(first: str, second: str) -> str:
    if second in first:
        return first
    return second if first in second else f"{first}\n\n{second}"


def words_of(field: Field, person: Values) -> str:
    """The value in words; empty where there is none."""
    if field is RHYTHM:
        days = person["rhythm_days"]
        if person["rhythm_kind"] == "periodic":
            return "every day" if days == 1 else f"every {days} days"
        return "" if person["rhythm_kind"] == "ambient" else "when something happens"
    if field is STANDING:
        until = person["rests_until"]
        state = StandingState(
            Standing(person["standing"]),
            Door(person["door"]),
            person["standing_reason"],
            date.fromisoformat(until) if until else None,
        )
        # Always with the year, and a rest that is over is still told as what stands there.
        return state.words(date.min)
    return str(person[field.columns[0]])


# parts: contact points, tags, important dates


def joined_part(entity: str, one: Values, other: Values) -> Values | None:
    """What a part becomes that says the same as another one; None where both are to be kept.

    Nothing the other one knows is lost: a label, a fuller number or date, a period.
    """
    if entity == "contact_point":
        return _joined_point(one, other)
    if entity == "tag":
        return _joined_tag(one, other)
    if entity == "important_date":
        return _joined_date(one, other)
    without = {"id", "person_id", "version"}
    same = all(one[column] == other[column] for column in one if column not in without)
    return {} if same else None


def _joined_point(one: Values, other: Values) -> Values | None:
    if one["kind"] != other["kind"] or not _same_point(one, other):
        return None
    if one["kind"] == ContactKind.MESSENGER and fold(one["label"]) != fold(other["label"]):
        # The label names the service: one handle may be there with several.
        return None
    changes: Values = {}
    if other["label"] and not one["label"]:
        changes["label"] = other["label"]
    if other["normalised"] and not one["normalised"]:
        changes |= {"value": other["value"], "normalised": other["normalised"]}
    if other["do_not_use"] and not one["do_not_use"]:
        changes["do_not_use"] = 1
    return changes


def _same_point(one: Values, other: Values) -> bool:
    if one["kind"] == ContactKind.PHONE:
        return _same_phone(one, other)
    return _key(one) == _key(other)


def _same_phone(one: Values, other: Values) -> bool:
    """Whether both say the same number whole, one perhaps without its country."""
    if one["value"] == other["value"]:
        return True
    if one["normalised"] and other["normalised"]:
        return bool(one["normalised"] == other["normalised"]) and _plain(one) == _plain(other)
    if not (_plain(one) and _plain(other)):
        return False
    short, full = sorted((all_digits(one["value"]), all_digits(other["value"])), key=len)
    bare = short.lstrip("0")
    written = len(short) - len(bare) <= MOST_TRUNK_ZEROS
    return short == full or (written and len(bare) >= 7 and full.endswith(bare))


def _plain(point: Values) -> bool:
    """Whether a number is written without an extension: two of one house differ only there."""
    value = str(point["value"])
    return all_digits(value) == "".join(char for char in value if "0" <= char <= "9")


def _key(point: Values) -> str:
    return point_key(
        ContactPoint(ContactKind(point["kind"]), point["value"], "", point["normalised"])
    )


def _joined_tag(one: Values, other: Values) -> Values | None:
    if fold(one["name"]) != fold(other["name"]):
        return None
    changes: Values = {}
    for column in ("since", "until"):
        if one[column] and other[column] and one[column] != other[column]:
            return None
        if other[column] and not one[column]:
            changes[column] = other[column]
    return changes


def _joined_date(one: Values, other: Values) -> Values | None:
    if one["kind"] != other["kind"] or fold(one["label"]) != fold(other["label"]):
        return None
    changes: Values = {}
    for column in ("year", "month", "day", "lead_days"):
        if one[column] is None:
            if other[column] is not None:
                changes[column] = other[column]
        elif other[column] is not None and one[column] != other[column]:
            return None
    if (one["month"], one["day"]) == (other["month"], other["day"]):
        return changes
    # Parts of a date that nobody has said to belong together are not put together.
    return None


def part_words(entity: str, part: Values) -> str:
    """A part in words."""
    if entity == "contact_point":
        unused = " (not to be used)" if part["do_not_use"] else ""
        return f"{part['value']}{unused}"
    if entity == "tag":
        return f"{part['name']} {part['since']}".rstrip()
    on = PartialDate(part["year"], part["month"], part["day"])
    return f"{part['label'] or part['kind']} {on}"


def part_label(entity: str, part: Values) -> str:
    """What kind of part it is."""
    if entity == "contact_point":
        kind = {"phone": "Phone", "email": "E-mail", "url": "Web", "address": "Address"}
        return kind.get(part["kind"], "Messenger")
    return "Tag" if entity == "tag" else "Date"
