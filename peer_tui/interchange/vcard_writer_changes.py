"""What changed since a card came in, put into its lines: every other line stays as it is."""

from collections.abc import Sequence

from peer_tui.domain.people import ContactKind, ContactPoint, ImportantDate, Person
from peer_tui.interchange.vcard_lines import split_property
from peer_tui.interchange.vcard_values import components, list_items
from peer_tui.interchange.vcard_writer_base import (
    BaseCard,
    BaseLine,
    point_key,
    points_of,
    read_lines,
)
from peer_tui.interchange.vcard_writer_lines import escape, property_line, split_parameters
from peer_tui.interchange.vcard_writer_properties import (
    NOT_FOR_TALKING,
    Groups,
    date_lines,
    language_line,
    name_line,
    parts_line,
    point_lines,
    point_value,
    rhythm_line,
    tag_lines,
    text_line,
    time_zone_line,
)

_NAMES = ("FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE")
_POINTS = ("TEL", "EMAIL", "ADR", "URL", "IMPP")
_PARTS = ("family", "given", "additional", "prefix", "suffix")

_Key = tuple[ContactKind, str]


def change_fields(base: BaseCard, person: Person, version: str, groups: Groups) -> None:
    """Make the card say what the person says now."""
    was = base.contact.person()
    change = _Changes(base, version, groups)
    if person.name != was.name or not any(line.value.strip() for line in base.named("FN")):
        change.field(("FN",), [name_line(person)])
    if any(getattr(person, part) != getattr(was, part) for part in _PARTS):
        change.field(("N",), [parts_line(person)])
    elif not base.named("N") and version == "3.0":
        base.insert([parts_line(person)], "FN")
    if person.nickname != was.nickname:
        change.field(("NICKNAME", "X-NICKNAME"), text_line("NICKNAME", person.nickname))
    if person.organisation != was.organisation:
        change.organisation(person.organisation)
    if person.job_title != was.job_title:
        name = "TITLE" if base.named("TITLE") or not base.named("ROLE") else "ROLE"
        change.field((name,), text_line(name, person.job_title))
    change.points(person.contact_points, was.contact_points)
    change.dates(person.dates, was.dates)
    tags = [(tag.name, tag.since, tag.until) for tag in person.tags]
    if tags != [(tag.name, tag.since, tag.until) for tag in was.tags]:
        names = {name for line in base.named("CATEGORIES") for name in list_items(line.value)}
        others = sorted(names - set(base.contact.tags) - {name for name, _, _ in tags} - {""})
        change.field(("CATEGORIES", "X-PEER-TAG"), tag_lines(person.tags, others))
    for name, text, before in (
        ("X-PEER-MET-ON", person.met_on, was.met_on),
        ("X-PEER-MET-THROUGH", person.met_through, was.met_through),
    ):
        if text != before:
            change.field((name,), text_line(name, text))
    if person.time_zone != was.time_zone:
        change.field(("TZ",), time_zone_line(person.time_zone, version))
    if person.language != was.language:
        change.field(("LANG", "X-PEER-LANGUAGE"), language_line(person.language, version))
    if person.rhythm != was.rhythm:
        change.field(("X-PEER-RHYTHM",), rhythm_line(person.rhythm))
    change.notes(person.notes)


class _Changes:
    """Puts changes into the lines of one card."""

    def __init__(self, base: BaseCard, version: str, groups: Groups) -> None:
        self._base = base
        self._version = version
        self._groups = groups

    def field(self, names: Sequence[str], texts: Sequence[str]) -> None:
        """Put these lines in the place of all of those names."""
        lines = self._base.named(*names)
        if not lines:
            behind = _NAMES if names[0] in _NAMES else ()
            self._base.insert(texts, *behind)
            return
        if texts:
            group = _written_group(lines[0])
            self._base.replace(lines[0], [f"{group}{texts[0]}", *texts[1:]])
            lines = lines[1:]
        self._base.remove(lines)

    def organisation(self, name: str) -> None:
        """Change the first part of ORG; the departments stay."""
        lines = [line for line in self._base.named("ORG") if line.value.strip("; ")]
        rest = components(lines[0].value)[1:] if lines and name else []
        value = ";".join(map(escape, (name, *rest)))
        self.field(("ORG",), [property_line("ORG", value)] if name else [])

    def points(self, wanted: Sequence[ContactPoint], was: Sequence[ContactPoint]) -> None:
        """Change contact points: labels, values, those that came and went, and their order."""
        plain = [(p.kind, p.value, p.label, p.do_not_use) for p in wanted]
        if plain == [(p.kind, p.value, p.label, p.do_not_use) for p in was]:
            return
        known = points_of(self._base)
        before = {point_key(p.kind, p.value): p for p in was}
        keys = [point_key(p.kind, p.value) for p in wanted]
        left = [key for key in known if key not in keys]
        placed: list[BaseLine] = []
        for key, point in zip(keys, wanted, strict=True):
            old = before.get(key)
            lines = known.get(key, [])
            if old and lines and (old.label, old.do_not_use) == (point.label, point.do_not_use):
                placed.append(lines[0])
            elif lines:
                placed.append(self._relabelled(lines[0], point))
                self._base.remove(lines[1:])
            else:
                placed.append(self._new_point(point, left, known, before))
        self._base.remove([line for key in left for line in known[key]])
        self._order(placed, wanted)

    def _new_point(
        self,
        point: ContactPoint,
        left: list[_Key],
        known: dict[_Key, list[BaseLine]],
        before: dict[_Key, ContactPoint],
    ) -> BaseLine:
        """The line of a value that is new: in the place of one that is gone, else of its own."""
        for key in left:
            old = before.get(key)
            same = old and (old.kind, old.label, old.do_not_use)
            line = known[key][0]
            if same == (point.kind, point.label, point.do_not_use) and line.name in _POINTS:
                left.remove(key)
                more, value = point_value(point, self._version)
                group, name, parameters = split_parameters(split_property(line.text)[0])
                changed = {"VALUE", "ENCODING", "CHARSET", "LABEL"}
                parameters = [
                    pair for pair in parameters if pair[0].upper() not in changed and pair[1]
                ]
                text = property_line(name, value, [*parameters, *more], group)
                self._base.remove(known[key][1:])
                return self._base.replace(line, [text])[0]
        texts = point_lines(point, self._version, self._groups)
        names = [line.name for line in self._base.lines]
        own = texts[0].partition(":")[0].partition(";")[0].rpartition(".")[2]
        behind = (own,) if own in names else _POINTS
        return self._base.insert(texts, *(behind if set(behind) & set(names) else _NAMES))[0]

    def _relabelled(self, line: BaseLine, point: ContactPoint) -> BaseLine:
        """The line with another label; a structured value stays."""
        texts = point_lines(point, self._version, self._groups)
        if line.name == "ADR" and not line.head.encoding:
            head = texts[0][: -len(point_value(point, self._version)[1])]
            texts[0] = head + line.value
        labels = [
            other
            for other in self._base.named("X-ABLABEL")
            if line.head.group and other.head.group == line.head.group
        ]
        self._base.remove(labels)
        return self._base.replace(line, texts)[0]

    def _order(self, placed: Sequence[BaseLine], wanted: Sequence[ContactPoint]) -> None:
        """Bring the lines into the wanted order, where reading them gives another."""
        contact = read_lines(self._base.lines)
        found = [point_key(p.kind, p.value) for p in contact.contact_points()]
        order = sorted(wanted, key=lambda point: point.kind in NOT_FOR_TALKING)
        if found == [point_key(p.kind, p.value) for p in order]:
            return
        lines = self._base.lines
        numbers = {id(line) for line in placed}
        slots = [at for at, line in enumerate(lines) if id(line) in numbers]
        for slot, line in zip(slots, placed, strict=True):
            if line.head.preference < 101:
                line.text, line.is_new = _without_preference(line), True
            lines[slot] = line

    def dates(self, wanted: Sequence[ImportantDate], was: Sequence[ImportantDate]) -> None:
        """Change dates: a line whose date is gone takes the new one of its kind."""
        gone = {_date_key(date) for date in was} - {_date_key(date) for date in wanted}
        new = [date for date in wanted if _date_key(date) not in {_date_key(d) for d in was}]
        contact = self._base.contact
        for line in [line for line in self._base.lines if line.date >= 0]:
            kind, on = contact.dates[line.date][1].kind, contact.dates[line.date][1].on
            if not any(key[0] == kind and key[1] == str(on) for key in gone):
                continue
            same = next((date for date in new if date.kind is kind and not date.label), None)
            if same is None or line.head.group:
                self._base.remove([line])
                continue
            new.remove(same)
            self._base.replace(line, date_lines(same, self._version, self._groups))
        for date in new:
            self._base.insert(date_lines(date, self._version, self._groups), "BDAY", *_POINTS)

    def notes(self, wanted: str) -> None:
        """Change the notes; what the reader tells in them of other lines stays in those."""
        contact = read_lines(self._base.lines)
        if contact.all_notes() == wanted:
            return
        contact.notes = []
        told = contact.all_notes()
        text = wanted.removesuffix(told).rstrip("\n") if told else wanted
        if f"{text}\n\n{told}".lstrip("\n") != wanted:
            text = wanted
            self._forget(set(wanted.split("\n")))
        self.field(("NOTE",), text_line("NOTE", text))

    def _forget(self, told: set[str]) -> None:
        """Take out relations, departments and roles that the notes do not tell any more."""
        labels = self._base.named("X-ABLABEL")
        for line in list(self._base.lines):
            alone = read_lines([line, *labels])
            if line.name == "ORG" and len(components(line.value)) > 1:
                if alone.all_notes() not in told:
                    name = components(line.value)[0]
                    text = property_line("ORG", escape(name))
                    self._base.replace(line, [_written_group(line) + text])
            elif alone.relations and alone.all_notes() not in told:
                self._base.remove([line])
            elif line.name == "ROLE" and f"Role: {alone.fields.get('role')}" not in told:
                self._base.remove([line] if self._base.named("TITLE") else [])


def _date_key(date: ImportantDate) -> tuple[object, ...]:
    return date.kind, str(date.on), date.label, date.lead_days


def _written_group(line: BaseLine) -> str:
    """The group of a line as it is written, with its dot."""
    group = split_parameters(split_property(line.text)[0])[0]
    return f"{group}." if group else ""


def _without_preference(line: BaseLine) -> str:
    head, value = split_property(line.text)
    group, name, parameters = split_parameters(head)
    found: list[tuple[str, str]] = []
    for key, text in parameters:
        if key.upper() == "TYPE":
            types = [part for part in text.strip('"').split(",") if part.lower() != "pref"]
            if types:
                found.append((key, ",".join(types)))
        elif key.upper() not in ("PREF", "PREF=1") and key.lower() != "pref":
            found.append((key, text))
    return property_line(name, value, found, group)
