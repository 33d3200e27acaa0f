"""One vCard while its properties come in."""

from dataclasses import replace

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    Person,
    Rhythm,
    Tag,
)
from peer_tui.domain.relations import Tie
from peer_tui.interchange.dates import parse_date
from peer_tui.interchange.records import display_name, one_line
from peer_tui.interchange.relations import tie_called
from peer_tui.interchange.vcard_lines import Head

_NOT_FOR_TALKING = (ContactKind.ADDRESS, ContactKind.URL)

# One for all: it is packed once for many cards, not with each.
NO_RHYTHM = Rhythm()


class Contact:
    """Gathers one card's properties into a person."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.uid = ""
        self.is_group = False
        self.full_name: tuple[int, str] = (999, "")
        self.language: tuple[int, str] = (999, "")
        """Preference and tag."""
        self.rhythm: Rhythm = NO_RHYTHM
        self.fields: dict[str, str] = {}
        self.notes: list[str] = []
        self.tags: dict[str, None] = {}
        self.tag_years: dict[str, tuple[str, str]] = {}
        """Since when and until when."""
        self.points: list[tuple[bool, int, int, str, ContactKind, str, str, bool]] = []
        """Is not for talking, preference, order in the card, group, kind, value, label, unused."""
        self.dates: list[tuple[str, ImportantDate]] = []
        self.relations: list[tuple[str, str, str]] = []
        """Group, kind and name."""
        self.own_ties: list[tuple[Tie, str]] = []
        """What the contact is to whom, written by us."""
        self.labels: dict[str, str] = {}
        self.address_labels: list[tuple[Head, str]] = []
        self.unreadable: list[str] = []

    def add_point(self, head: Head, kind: ContactKind, value: str, label: str = "") -> None:
        """Keeps a contact point; what one talks through comes before addresses and pages."""
        if value:
            place = kind in _NOT_FOR_TALKING, head.preference, len(self.points)
            group, parameters, unused = head.group, head.parameters, False
            if parameters:
                unused = "X-PEER-DO-NOT-USE" in parameters
                if ours := parameters.get("X-PEER-LABEL", ""):
                    group, label = "", one_line(ours)
            self.points.append((*place, group, kind, value, label or head.label, unused))

    def fill(self, name: str, value: str) -> None:
        """Sets a single-value field unless an earlier property did."""
        if value and not self.fields.get(name):
            self.fields[name] = value

    def add_date(self, head: Head, kind: DateKind, value: str, label: str = "") -> None:
        """Keep a date; Apple's stand-in year means that the year is not known."""
        if head.parameters.get("X-APPLE-OMIT-YEAR") == value[:4]:
            value = "-" + value[4:] if value[4:5] == "-" else "--" + value[4:]
        on = parse_date(value)
        if on is None:
            if value:
                self.unreadable.append(f"the {label or kind.value} {value[:40]!r} is not a date")
            return
        lead = head.parameters.get("X-PEER-DAYS-BEFORE", "")
        lead_days = int(lead) if lead.isdecimal() and len(lead) < 5 else None
        label = one_line(head.parameters.get("X-PEER-LABEL", label))
        self.dates.append((head.group, ImportantDate(kind, on, label, lead_days)))

    def contact_points(self) -> tuple[ContactPoint, ...]:
        """The preferred first, labels filled in, each only once."""
        known: dict[tuple[ContactKind, str], ContactPoint] = {}
        for _, _, _, group, kind, value, label, unused in sorted(self.points):
            normalised = value.lower() if kind is ContactKind.EMAIL else ""
            key = (kind, normalised or value)
            if key not in known:
                label = self.labels.get(group, label) if group else label
                known[key] = ContactPoint(kind, value, label, normalised, unused)
        return tuple(known.values())

    def important_dates(self) -> tuple[ImportantDate, ...]:
        """The dates with the labels of their groups; only one birthday."""
        found: dict[tuple[object, ...], ImportantDate] = {}
        for group, date in self.dates:
            label = self.labels.get(group, "") if group else ""
            if label and date.kind is DateKind.OTHER:
                kinds = {"anniversary": DateKind.ANNIVERSARY, "birthday": DateKind.BIRTHDAY}
                kind = kinds.get(label, DateKind.OTHER)
                date = replace(date, kind=kind, label="" if kind is not DateKind.OTHER else label)
            key = (date.kind,) if date.kind is DateKind.BIRTHDAY else (date.kind, date.on)
            found.setdefault(key, date)
        return tuple(found.values())

    def ties(self) -> tuple[tuple[Tie, str], ...]:
        """What the contact is to whom, as far as that is understood."""
        if not (self.relations or self.own_ties):
            return ()
        called = (
            (tie_called(self.labels.get(group, "") or kind), name)
            for group, kind, name in self.relations
        )
        return (*self.own_ties, *((tie, name) for tie, name in called if tie is not None))

    def all_notes(self) -> str:
        """The notes, then what has no field of its own, a line each."""
        lines = [
            f"{(self.labels.get(group, '') or kind or 'relation').capitalize()}: {name}"
            for group, kind, name in self.relations
        ]
        if department := self.fields.get("department"):
            lines.append(f"Department: {department}")
        role = self.fields.get("role", "")
        if role and self.fields.get("job_title") and role != self.fields["job_title"]:
            lines.append(f"Role: {role}")
        if lines:
            written = {line for note in self.notes for line in note.split("\n")}
            lines = [line for line in lines if line not in written]
        return "\n\n".join([*self.notes, *(["\n".join(lines)] if lines else [])])

    def _tags(self) -> tuple[Tag, ...]:
        years = self.tag_years
        if not years:
            return tuple(map(Tag, self.tags))
        return tuple(Tag(name, *years.get(name, ("", ""))) for name in self.tags)

    def person(self) -> Person:
        """Everything that was gathered; the name may be empty."""
        fields = self.fields
        for head, text in self.address_labels:
            if not any(row[4] is ContactKind.ADDRESS for row in self.points):
                value = ", ".join(filter(None, map(one_line, text.split("\n"))))
                self.add_point(head, ContactKind.ADDRESS, value)
        person = Person(
            name=self.full_name[1],
            prefix=fields.get("prefix", ""),
            given=fields.get("given", ""),
            additional=fields.get("additional", ""),
            family=fields.get("family", ""),
            suffix=fields.get("suffix", ""),
            nickname=fields.get("nickname", ""),
            organisation=fields.get("organisation", ""),
            job_title=fields.get("job_title") or fields.get("role", ""),
            notes=self.all_notes(),
            contact_points=self.contact_points(),
            met_on=fields.get("met_on", ""),
            met_through=fields.get("met_through", ""),
            time_zone=fields.get("time_zone", ""),
            language=self.language[1],
            rhythm=self.rhythm,
            tags=self._tags(),
            dates=self.important_dates(),
        )
        return person if person.name else replace(person, name=display_name(person))
