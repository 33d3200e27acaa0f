"""People of any kind, as they can be kept: cleaned texts."""

from hypothesis import strategies as st

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Rhythm,
    RhythmKind,
    Tag,
)
from peer_tui.domain.text import clean, clean_line

_CHARACTERS = st.one_of(
    st.sampled_from("ab Zé,;:\\\"'=+-@^%*/日😀\u0301"), st.characters(codec="utf-8")
)
LINES = st.text(_CHARACTERS, max_size=30).map(clean_line)
"""One line of cleaned text, perhaps empty."""
SOME_LINES = LINES.filter(bool)
NOTES = st.text(st.one_of(_CHARACTERS, st.just("\n")), max_size=120).map(
    lambda text: clean(text).strip()
)
LABELS = st.one_of(
    st.sampled_from(["", "work", "home", "mobile", "work fax", "Cell", "Boat", "other"]), LINES
)
ZONES = st.one_of(st.sampled_from(["", "Europe/London", "-05:00", "+0530"]), LINES)
RHYTHMS = st.one_of(
    st.sampled_from([Rhythm(), Rhythm(RhythmKind.TRIGGERED)]),
    st.integers(1, 3650).map(lambda days: Rhythm(RhythmKind.PERIODIC, days)),
)
_NUMBERS = st.from_regex(r"\+?[0-9][0-9 ()/.-]{3,14}[0-9]", fullmatch=True)
_HOSTS = st.from_regex(r"[a-z0-9.+_-]{1,12}@[a-z0-9-]{1,12}\.example", fullmatch=True)
_PAGES = st.from_regex(r"https?://[a-z0-9.]{1,12}/[a-zA-Z0-9,;?&=/_~-]{0,20}", fullmatch=True)


@st.composite
def contact_points(draw: st.DrawFn) -> ContactPoint:
    """A contact point."""
    kind = draw(st.sampled_from(ContactKind))
    values = {
        ContactKind.PHONE: _NUMBERS.map(clean_line),
        ContactKind.EMAIL: _HOSTS,
        ContactKind.ADDRESS: SOME_LINES,
        ContactKind.URL: _PAGES,
        ContactKind.MESSENGER: SOME_LINES,
    }
    value = draw(values[kind])
    normalised = value.lower() if kind is ContactKind.EMAIL else ""
    return ContactPoint(kind, value, draw(LABELS), normalised, draw(st.booleans()))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """A date of which any part may be unknown."""
    day = draw(st.dates())
    year, month, number = (draw(st.booleans()) for _ in range(3))
    on = PartialDate(
        max(day.year, 1000) if year else None,
        day.month if month else None,
        min(day.day, 28) if number else None,
    )
    return on if on.year != 1604 and str(on) else PartialDate(2021, 5, 4)


@st.composite
def important_dates(draw: st.DrawFn) -> ImportantDate:
    """A day worth a word."""
    kind = draw(st.sampled_from(DateKind))
    lead = draw(st.one_of(st.none(), st.integers(0, 365)))
    return ImportantDate(kind, draw(partial_dates()), draw(LABELS), lead)


@st.composite
def people(draw: st.DrawFn) -> Person:
    """A person as it can be kept."""
    names = draw(st.lists(SOME_LINES, max_size=3, unique=True))
    return Person(
        name=draw(SOME_LINES.filter(lambda text: text.strip(" ;"))),
        uid="5b6a4c1e-0d5c-4a64-9f5b-0c9d1f3f8f00",
        prefix=draw(LINES),
        given=draw(LINES),
        additional=draw(LINES),
        family=draw(LINES),
        suffix=draw(LINES),
        nickname=draw(LINES),
        organisation=draw(LINES),
        job_title=draw(LINES),
        met_on=draw(st.sampled_from(["", "2021", "2021-05-04", "--05-04"])),
        met_through=draw(LINES),
        time_zone=draw(ZONES),
        language=draw(st.one_of(st.sampled_from(["", "de", "pt-BR"]), LINES)),
        rhythm=draw(RHYTHMS),
        notes=draw(NOTES),
        contact_points=tuple(draw(st.lists(contact_points(), max_size=5))),
        tags=tuple(Tag(name, draw(st.sampled_from(["", "2021"]))) for name in names),
        dates=tuple(draw(st.lists(important_dates(), max_size=4))),
    )
