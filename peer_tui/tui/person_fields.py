"""The fields of the person form as text, and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Tag,
)
from peer_tui.domain.rhythm import rhythm_words
from peer_tui.domain.rhythm_phrases import read_rhythm
from peer_tui.domain.text import clean, clean_line

SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST_LEAD_DAYS = 365


class FieldFault(ValueError):
    """A field cannot be read; says which, why and what would do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Field:
    """One line (or, for `many`, one entry per line) of the form."""

    name: str
    label: str
    help: str
    example: str = ""
    many: bool = False


FIELDS = (
    Field("name", "Name", "All that is needed; a nickname will do."),
    Field("nickname", "Nickname", "How you call them."),
    Field("organisation", "Organisation", "Where they work, if that matters."),
    Field("job_title", "Role there", "What they do there."),
    Field(
        "reach", "Reach", "One a line: phone, e-mail, address, link; a word before : is its label.",
        "mobile: +44 20 7946 0101", many=True,
    ),
    Field(
        "tags", "Roles and tags", "With commas: customer since 2021, neighbour.",
        "customer since 2021, neighbour",
    ),
    Field("rhythm", "In touch every", "4 weeks, month, whenever; empty: whenever.", "4 weeks"),
    Field(
        "dates", "Dates", "One a line: birthday 4 Mar, or birthday 4 Mar 1980 (7 days before).",
        "birthday 4 Mar (3 days before)", many=True,
    ),
    Field("met_on", "Met on", "A year, a month or a day: 2021, 2021-05, 2021-05-04."),
    Field("met_through", "Met through", "Who or what brought you together."),
    Field(
        "time_zone", "Time zone", "Whose clock they live by: Europe/London, tokyo; empty: yours.",
        "Europe/London",
    ),
    Field("language", "Language", "What you speak with them: en, es, pt-BR.", "en"),
    Field("prefix", "Title", "Dr, Prof."),
    Field("given", "Given name", "As on an envelope."),
    Field("additional", "Middle names", "As on an envelope."),
    Field("family", "Family name", "As on an envelope."),
    Field("suffix", "Suffix", "Jr., PhD."),
    Field("notes", "Note", "Anything worth remembering. Ctrl-J or Enter: a new line.", many=True),
)  # fmt: skip
_PLAIN = (
    "name", "nickname", "organisation", "job_title", "met_through", "time_zone", "language",
    "prefix", "given", "additional", "family", "suffix",
)  # fmt: skip
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_URL = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?\d[\d\s().\-/]{3,}")
_LABEL = re.compile(r"([^\W\d][\w -]{0,30}):\s+(.*)", re.DOTALL)
_LABELLED_KINDS = {
    "address": ContactKind.ADDRESS,
    "web": ContactKind.URL,
    "messenger": ContactKind.MESSENGER,
}
_SINCE = re.compile(r"(.*?)\s+(since|until)\s+([\d-]+)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_DATE = re.compile(
    r"(?P<label>.*?)\s*\b(?P<day>\d{1,2})\s+(?P<month>[a-z]{3,9})\.?(?:\s+(?P<year>\d{4}))?"
    r"(?:\s*\((?P<lead>\d{1,3})\s+days?\s+before\)|\s*\((?P<same>on the day)\))?",
    re.IGNORECASE,
)


def write_fields(person: Person) -> dict[str, str]:
    """The person as the form shows it."""
    values = {name: getattr(person, name) for name in _PLAIN}
    values["reach"] = "\n".join(map(point_text, person.contact_points))
    values["tags"] = ", ".join(map(_tag_text, person.tags))
    values["rhythm"] = "" if person.id is None else _rhythm_text(person)
    values["dates"] = "\n".join(map(_date_text, person.dates))
    values["met_on"] = person.met_on
    values["notes"] = person.notes
    return values


def read_fields(values: dict[str, str], shown: Person) -> Person:
    """The person the form describes. Raises FieldFault naming the field that cannot be read.

    A line that was not touched keeps what the form cannot show of it (a "do not use" mark).
    """
    name = clean_line(values["name"])
    if not name:
        raise FieldFault("name", "A person needs a name; a nickname will do.")
    rhythm = read_rhythm(values["rhythm"] or "whenever")
    if rhythm is None:
        raise FieldFault(
            "rhythm", f"“{values['rhythm']}” is no rhythm: try 4 weeks, month, whenever."
        )
    known_points = {point_text(point): point for point in shown.contact_points}
    known_dates = {_date_text(day): day for day in shown.dates}
    line = {field: clean_line(values[field]) for field in _PLAIN}
    return replace(
        shown,
        name=line["name"],
        nickname=line["nickname"],
        organisation=line["organisation"],
        job_title=line["job_title"],
        met_through=line["met_through"],
        time_zone=_read_zone(line["time_zone"], shown.time_zone),
        language=_read_language(line["language"], shown.language),
        prefix=line["prefix"],
        given=line["given"],
        additional=line["additional"],
        family=line["family"],
        suffix=line["suffix"],
        contact_points=tuple(_each_line(values["reach"], known_points, read_point)),
        tags=tuple(
            _read_tag(text) for part in values["tags"].split(",") if (text := clean_line(part))
        ),
        rhythm=rhythm,
        dates=tuple(_each_line(values["dates"], known_dates, _read_date)),
        met_on=_read_partial(clean_line(values["met_on"])),
        notes=clean(values["notes"]).strip(),
    )


Part = TypeVar("Part")


def _each_line(text: str, known: dict[str, Part], read: Callable[[str], Part]) -> list[Part]:
    lines = (clean_line(line) for line in clean(text).split("\n"))
    return [known[line] if line in known else read(line) for line in lines if line]


def point_text(point: ContactPoint) -> str:
    """A contact point as one line: its label before a colon."""
    value = ", ".join(filter(None, (part.strip() for part in point.value.split("\n"))))
    label = point.label
    labels = {kind: word for word, kind in _LABELLED_KINDS.items()}
    if not label and _guess(value) is not point.kind and point.kind in labels:
        label = labels[point.kind]
    return clean_line(f"{label}: {value}" if label else value)


def read_point(line: str) -> ContactPoint:
    """A contact point from one line; what it is shows in its value."""
    labelled = _LABEL.fullmatch(line)
    label, value = labelled.groups() if labelled and not _URL.match(line) else ("", line)
    kind = _LABELLED_KINDS.get(label.lower(), _guess(value))
    normalised = value.lower() if kind is ContactKind.EMAIL else ""
    return ContactPoint(kind, value, label, normalised)


def _guess(value: str) -> ContactKind:
    if _EMAIL.fullmatch(value):
        return ContactKind.EMAIL
    if _URL.fullmatch(value):
        return ContactKind.URL
    if _PHONE.fullmatch(value):
        return ContactKind.PHONE
    return ContactKind.ADDRESS if "," in value or " " in value else ContactKind.MESSENGER


def _tag_text(tag: Tag) -> str:
    since = f" since {tag.since}" if tag.since else ""
    until = f" until {tag.until}" if tag.until else ""
    return f"{tag.name}{since}{until}"


def _read_tag(text: str) -> Tag:
    dates = {"since": "", "until": ""}
    while found := _SINCE.fullmatch(text):
        text, word, when = found.groups()
        dates[word.lower()] = when
    return Tag(text, dates["since"], dates["until"])


def _rhythm_text(person: Person) -> str:
    words = rhythm_words(person.rhythm)
    exact = read_rhythm(words.removeprefix("every "))
    if person.rhythm.days and (exact is None or exact.days != person.rhythm.days):
        return f"{person.rhythm.days} days"
    return words.removeprefix("every ") if person.rhythm.days else str(person.rhythm.kind)


def _date_text(day: ImportantDate) -> str:
    on = day.on
    month = SHORT_MONTHS[on.month - 1].title() if on.month else ""
    parts = (str(on.day) if on.day else "", month, str(on.year) if on.year else "")
    lead = "" if day.lead_days is None else f"({day.lead_days} days before)"
    return clean_line(" ".join((day.label or str(day.kind), *parts, lead)))


def _read_date(line: str) -> ImportantDate:
    found = _DATE.fullmatch(line)
    month = None
    if found:
        name = found["month"].lower()
        month = next((n for n, short in enumerate(SHORT_MONTHS, 1) if name.startswith(short)), None)
    if found is None or month is None:
        raise FieldFault(
            "dates", f"“{line}” is no date: try birthday 4 Mar, or wedding 4 Mar 2019."
        )
    year = int(found["year"]) if found["year"] else None
    lead = 0 if found["same"] else int(found["lead"]) if found["lead"] else None
    if not _is_a_day(year, month, int(found["day"])):
        raise FieldFault("dates", f"“{line}”: there is no such day.")
    if lead is not None and lead > MOST_LEAD_DAYS:
        raise FieldFault("dates", f"“{line}”: at most {MOST_LEAD_DAYS} days before.")
    label = found["label"].strip(" :")
    kind = next((kind for kind in DateKind if kind == label.lower()), DateKind.OTHER)
    on = PartialDate(year, month, int(found["day"]))
    return ImportantDate(kind, on, "" if kind == label.lower() else label, lead)


def _is_a_day(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def _read_zone(text: str, shown: str) -> str:
    """A zone by its name or its place; what another program wrote stays while nobody touches it."""
    if text == shown or not text:
        return text
    from zoneinfo import available_timezones

    from peer_tui.storage.queries.reach import zone_named
    from peer_tui.tui.time_zones import MOST_SHOWN, zones_meant

    found = zones_meant(text, frozenset(available_timezones()))
    if len(found) > 1:
        some = ", ".join(found[:MOST_SHOWN])
        raise FieldFault("time_zone", f"“{text}” may be several time zones: {some}.")
    if not found and zone_named(text) is None:
        raise FieldFault(
            "time_zone", f"“{text}” is no time zone: try Europe/London, tokyo, or +05:30."
        )
    return found[0] if found else text


def _read_language(text: str, shown: str) -> str:
    if text == shown or not text or _LANGUAGE.fullmatch(text):
        return text
    raise FieldFault("language", f"“{text}” is no short name of a language: try en, es, pt-BR.")


def _read_partial(text: str) -> str:
    if not text:
        return ""
    found = _PARTIAL.fullmatch(text)
    if found is None:
        raise FieldFault("met_on", f"“{text}” is no date: try 2021, 2021-05 or 2021-05-04.")
    year, month, day = (int(part) if part else None for part in found.groups())
    if month is not None and not _is_a_day(year, month, day or 1):
        raise FieldFault("met_on", f"“{text}”: there is no such day.")
    return str(PartialDate(year, month, day))
