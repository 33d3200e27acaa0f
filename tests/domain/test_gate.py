"""The contact gate against a scan of every minute, in zones with all sorts of clock changes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_tui.domain.boundaries import (
    DAY_NAMES,
    MONTH_WORDS,
    Boundary,
    BoundaryKind,
    clock_text,
)
from peer_tui.domain.gate import (
    CONTRADICTION,
    GIVE_ROOM,
    Agreement,
    Reach,
    day_is_open,
    is_open,
    reach,
)
from peer_tui.domain.history import Channel, Side

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
SEVERAL_HOURS = timedelta(hours=5, minutes=37)

PLACES = (
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Asia/Kathmandu", date(2026, 12, 31)),
    # Half an hour of summer time.
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    # The clock jumps over midnight, or comes back to it.
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 17)),
    ("Asia/Beirut", date(2026, 3, 29)),
    # One minute past midnight, back into the day before.
    ("America/St_Johns", date(2010, 11, 7)),
    # A day that was left out.
    ("Pacific/Apia", date(2011, 12, 30)),
    ("UTC", date(2028, 2, 29)),
)

Closes = Callable[[datetime, Channel], bool]


@dataclass(frozen=True)
class Said:
    """A boundary, and by itself what it closes at a local time."""

    boundary: Boundary
    closes: Closes


SCOPED = frozenset(
    {BoundaryKind.DAYS, BoundaryKind.HOURS, BoundaryKind.SEASON, BoundaryKind.AT_MOST}
)


@st.composite
def said(draw: st.DrawFn, near: date, contacts: Sequence[datetime]) -> Said:
    side = draw(st.sampled_from(list(Side)))
    until = draw(st.sampled_from([None, None, near, near + DAY, near + 40 * DAY]))
    scope = draw(st.sampled_from([None, None, Channel.PHONE, Channel.EMAIL]))
    shape = draw(st.sampled_from([days, hours, channel, season, always, emergencies, soft, most]))
    kind, value, closes = most(draw, contacts) if shape is most else shape(draw)
    if scope and kind in SCOPED:
        value += f" by {'phone' if scope is Channel.PHONE else 'mail'}"
    else:
        scope = None

    def closed(at: datetime, way: Channel) -> bool:
        if until is not None and at.date() > until:
            return False
        return scope in (None, way) and closes(at, way)

    return Said(Boundary(side, kind, value, until=until), closed)


Shape = tuple[BoundaryKind, str, Closes]


def days(draw: st.DrawFn) -> Shape:
    chosen = draw(st.sets(st.integers(0, 6), min_size=1, max_size=6))
    refused = draw(st.booleans())
    text = ", ".join(DAY_NAMES[day] for day in sorted(chosen))
    return (
        BoundaryKind.DAYS,
        f"not {text}" if refused else text,
        lambda at, way: (at.weekday() in chosen) is refused,
    )


def hours(draw: st.DrawFn) -> Shape:
    edges = st.integers(0, 95).map(lambda quarter: quarter * 15)
    start, end = draw(st.tuples(edges, edges).filter(lambda pair: pair[0] != pair[1]))
    refused = draw(st.booleans())

    def inside(at: datetime) -> bool:
        minute = at.hour * 60 + at.minute
        if start < end:
            return start <= minute < end
        return not end <= minute < start

    text = f"{clock_text(start)}-{clock_text(end)}"
    return (
        BoundaryKind.HOURS,
        f"not {text}" if refused else text,
        lambda at, way: inside(at) is refused,
    )


def channel(draw: st.DrawFn) -> Shape:
    only = draw(st.booleans())
    value = "mail only" if only else "not phone"
    return (
        BoundaryKind.CHANNEL,
        value,
        lambda at, way: way is not Channel.EMAIL if only else way is Channel.PHONE,
    )


def season(draw: st.DrawFn) -> Shape:
    day = st.dates(date(2024, 1, 1), date(2024, 12, 31))
    first, last = draw(day), draw(day)
    text = f"{first.day} {MONTH_WORDS[first.month - 1]} - {last.day} {MONTH_WORDS[last.month - 1]}"
    begins, ends = (first.month, first.day), (last.month, last.day)

    def inside(at: datetime, way: Channel) -> bool:
        now = (at.month, at.day)
        return begins <= now <= ends if begins <= ends else not ends < now < begins

    return BoundaryKind.SEASON, text, inside


def always(draw: st.DrawFn) -> Shape:
    kind = draw(st.sampled_from([BoundaryKind.NO_CONTACT, BoundaryKind.EMERGENCIES]))
    return kind, "", lambda at, way: True


def emergencies(draw: st.DrawFn) -> Shape:
    chosen = draw(st.sets(st.integers(0, 6), min_size=1, max_size=6))
    text = ", ".join(DAY_NAMES[day] for day in sorted(chosen))
    return BoundaryKind.EMERGENCIES, text, lambda at, way: at.weekday() in chosen


def soft(draw: st.DrawFn) -> Shape:
    words = [(BoundaryKind.TOPIC, "the divorce"), (BoundaryKind.CHANNEL, "rather mail")]
    return *draw(st.sampled_from(words)), lambda at, way: False


PERIODS: dict[str, Callable[[datetime], object]] = {
    "week": lambda at: at.isocalendar()[:2],
    "month": lambda at: (at.year, at.month),
    "year": lambda at: at.year,
}


def most(draw: st.DrawFn, contacts: Sequence[datetime] = ()) -> Shape:
    number, period = draw(st.integers(1, 3)), draw(st.sampled_from(list(PERIODS)))
    of = PERIODS[period]

    def used_up(at: datetime, way: Channel) -> bool:
        return sum(of(each.astimezone(at.tzinfo)) == of(at) for each in contacts) >= number

    return BoundaryKind.AT_MOST, f"{number} a {period}", used_up


@st.composite
def situations(draw: st.DrawFn) -> tuple[Agreement, list[Said], datetime, str]:
    name, near = draw(st.sampled_from(PLACES))
    home = ZoneInfo(draw(st.sampled_from(["Europe/London", "America/New_York", name])))
    at = datetime.combine(near, time(), ZoneInfo(name)).astimezone(UTC)
    at += draw(st.integers(-60 * 60, 30 * 60)) * MINUTE
    before = st.integers(0, 50 * 24 * 60).map(lambda minutes: at - minutes * MINUTE)
    contacts = tuple(draw(st.lists(before, max_size=4)))
    boundaries = draw(st.lists(said(near, contacts), min_size=1, max_size=5))
    way = draw(st.sampled_from(["", "phone", "email"]))
    agreed = tuple(each.boundary for each in boundaries)
    agreement = Agreement(agreed, ZoneInfo(name), contacts=contacts, home=home)
    return agreement, boundaries, at, way


def really_open(agreement: Agreement, all_said: Sequence[Said], at: datetime, way: str) -> bool:
    # No boundary of this test tells the other ways apart from a visit.
    ways = [Channel(way)] if way else [Channel.PHONE, Channel.EMAIL, Channel.VISIT]
    local = {
        Side.MINE: at.astimezone(agreement.home),
        Side.THEIRS: at.astimezone(agreement.time_zone),
    }
    return any(
        not any(each.closes(local[each.boundary.side], channel) for each in all_said)
        for channel in ways
    )


def minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start += MINUTE


@settings(max_examples=120, deadline=None)
@given(situations())
def test_the_gate_opens_at_the_first_moment_that_is_really_open(
    situation: tuple[Agreement, list[Said], datetime, str],
) -> None:
    agreement, all_said, at, way = situation
    found = reach(agreement, at, way)
    assert found.open is really_open(agreement, all_said, at, way)
    assert is_open(agreement, at, way) is found.open
    if found.open:
        assert found.opens_at is None
        assert found.why == ""
        return
    assert found.why
    end = found.opens_at or at + 400 * DAY
    if found.opens_at is not None:
        assert at < found.opens_at
        assert really_open(agreement, all_said, found.opens_at, way)
    looked_at = [*minutes(at, min(end, at + 2 * DAY)), *minutes(max(at, end - DAY), end)]
    quarter = at.replace(minute=at.minute // 15 * 15) + QUARTER
    looked_at += [quarter + step * QUARTER for step in range(min(800, (end - quarter) // QUARTER))]
    # Over a long wait the whole of it, at steps that fall on every hour of the day.
    looked_at += [at + step * SEVERAL_HOURS for step in range((end - at) // SEVERAL_HOURS)]
    for moment in looked_at:
        assert not really_open(agreement, all_said, moment, way), moment


@settings(max_examples=60, deadline=None)
@given(situations(), st.integers(0, 95), st.integers(0, 95))
def test_my_quiet_hours_are_one_more_boundary(
    situation: tuple[Agreement, list[Said], datetime, str], first: int, last: int
) -> None:
    """Held just as if the hours were agreed with everybody."""
    agreement, all_said, at, way = situation
    if first == last:
        return
    start, end = (time(n // 4, n % 4 * 15) for n in (first, last))
    found = reach(agreement, at, way, (start, end))

    def is_quiet(moment: datetime) -> bool:
        now = moment.astimezone(agreement.home).time()
        return start <= now < end if start < end else not end <= now < start

    assert found.open is (not is_quiet(at) and really_open(agreement, all_said, at, way))
    if found.opens_at is not None:
        assert not is_quiet(found.opens_at)
        assert really_open(agreement, all_said, found.opens_at, way)


@settings(max_examples=40, deadline=None)
@given(situations())
def test_a_day_is_open_when_one_of_its_minutes_is(
    situation: tuple[Agreement, list[Said], datetime, str],
) -> None:
    agreement, all_said, at, way = situation
    day = at.astimezone(agreement.home).date()
    start = datetime.combine(day, time(), agreement.home).astimezone(UTC)
    end = datetime.combine(day + DAY, time(), agreement.home).astimezone(UTC)
    some = any(really_open(agreement, all_said, moment, way) for moment in minutes(start, end))
    assert day_is_open(agreement, day, way) is some


def agreement(*parts: tuple[str, str], **more: object) -> Agreement:
    boundaries = tuple(Boundary(Side.THEIRS, BoundaryKind(kind), value) for kind, value in parts)
    return Agreement(boundaries, **({"home": LONDON} | more))  # type: ignore[arg-type]


def at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def opens(found: Reach, zone: ZoneInfo = LONDON) -> str:
    assert found.opens_at is not None
    return found.opens_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("parts", "moment", "opening"),
    [
        ([("days", "not sat, sun")], "2026-11-21 10:00", "2026-11-23 00:00"),
        (
            [("days", "not sat, sun"), ("hours", "09:00-17:30")],
            "2026-11-20 17:30", "2026-11-23 09:00",
        ),
        ([("hours", "22:00-06:00")], "2026-11-20 12:00", "2026-11-20 22:00"),
        ([("season", "1 dec - 6 jan")], "2026-12-24 12:00", "2027-01-07 00:00"),
        ([("season", "1 dec - 6 jan"), ("days", "mon")], "2026-12-24 12:00", "2027-01-11 00:00"),
        # The hours that the change of the clock swallows.
        ([("hours", "01:15-01:45")], "2026-03-28 02:00", "2026-03-30 01:15"),
        (
            [("season", "1 jan - 28 feb"), ("season", "1 mar - 31 dec")],
            "2026-11-20 12:00", "2028-02-29 00:00",
        ),
    ],
)  # fmt: skip
def test_when_it_opens(parts: list[tuple[str, str]], moment: str, opening: str) -> None:
    found = reach(agreement(*parts), at(moment))
    assert not found.open
    assert opens(found) == opening


def test_their_hours_are_read_where_they_live() -> None:
    found = reach(agreement(("hours", "09:00-17:00"), time_zone=NEW_YORK), at("2026-11-18 10:30"))
    assert opens(found) == "2026-11-18 14:00"
    assert found.why == "09:00-17:00 only, their time"


def test_never_says_why() -> None:
    nobody = reach(agreement(("no contact", "")), at("2026-11-18 10:30"))
    assert (nobody.open, nobody.opens_at, nobody.why) == (False, None, "no contact")
    torn = reach(agreement(("days", "mon"), ("days", "not mon")), at("2026-11-18 10:30"))
    assert torn.opens_at is None
    assert torn.why == f"mon only; {CONTRADICTION}"


def test_a_season_of_the_whole_year_never_ends() -> None:
    found = reach(agreement(("season", "27 nov - 26 nov")), at("2026-11-18 10:30"))
    assert (found.open, found.opens_at, found.why) == (False, None, "not 27 nov - 26 nov")
    until = Boundary(Side.THEIRS, BoundaryKind.SEASON, "1 jan - 31 dec", until=date(2031, 5, 1))
    assert opens(reach(Agreement((until,), home=LONDON), at("2026-11-18 10:30"))) == (
        "2031-05-02 00:00"
    )


def test_another_way_stays_open() -> None:
    terms = agreement(("channel", "mail only"))
    assert not reach(terms, at("2026-11-18 10:30"), "phone").open
    assert reach(terms, at("2026-11-18 10:30"), "email") == Reach(open=True)
    assert reach(terms, at("2026-11-18 10:30")) == Reach(open=True, advice="mail only")


def test_so_many_a_month_and_no_more() -> None:
    contacts = tuple(at(f"2026-11-{day} 12:00") for day in ("03", "10"))
    terms = agreement(("at most", "2 a month"), contacts=contacts)
    assert opens(reach(terms, at("2026-11-18 10:30"))) == "2026-12-01 00:00"
    assert reach(
        agreement(("at most", "3 a month"), contacts=contacts), at("2026-11-18 10:30")
    ).open
    weekly = agreement(("at most", "1 a week"), contacts=contacts)
    assert reach(weekly, at("2026-11-18 10:30")).open
    assert opens(reach(weekly, at("2026-11-11 10:30"))) == "2026-11-16 00:00"
    yearly = agreement(("at most", "2 a year"), contacts=contacts)
    assert opens(reach(yearly, at("2026-11-18 10:30"))) == "2027-01-01 00:00"


def test_a_boundary_ends_with_its_last_day() -> None:
    rest = Boundary(
        Side.MINE, BoundaryKind.NO_CONTACT, until=date(2027, 3, 1), agreed_on=date(2026, 10, 3)
    )
    found = reach(Agreement((rest,), home=LONDON), at("2026-11-18 10:30"))
    assert opens(found) == "2027-03-02 00:00"
    assert found.why == "mine: no contact until 1 Mar 2027 (agreed 3 Oct)"


def test_my_own_quiet_hours() -> None:
    quiet = (time(20), time(7))
    found = reach(Agreement(home=LONDON), at("2026-11-18 21:30"), "", quiet)
    assert (found.why, opens(found)) == ("my quiet hours", "2026-11-19 07:00")
    assert reach(Agreement(home=LONDON), at("2026-11-18 19:59"), "", quiet).open


def test_soft_words_close_nothing() -> None:
    terms = agreement(("channel", "rather mail"), ("topic", "the divorce"), unanswered=2)
    assert reach(terms, at("2026-11-18 10:30"), "phone") == Reach(
        open=True, advice=f"rather mail; not about the divorce; {GIVE_ROOM}"
    )
    assert (
        reach(terms, at("2026-11-18 10:30"), "email").advice
        == f"not about the divorce; {GIVE_ROOM}"
    )


def test_what_cannot_be_read_is_said_and_closes_nothing() -> None:
    found = reach(agreement(("hours", "whenever")), at("2026-11-18 10:30"))
    assert found.open
    assert "not understood: hours whenever" in found.advice


def test_a_marked_number_is_told() -> None:
    terms = agreement(unusable=frozenset({Channel.PHONE}))
    assert "do not use" in reach(terms, at("2026-11-18 10:30"), "phone").advice
    assert reach(terms, at("2026-11-18 10:30"), "email").advice == ""


def test_what_closes_every_way_is_reason_enough() -> None:
    terms = agreement(("channel", "mail only"), ("no contact", ""))
    assert reach(terms, at("2026-11-18 10:30")).why == "no contact"
    assert reach(terms, at("2026-11-18 10:30"), "phone").why == "mail only; no contact"
    both = agreement(("channel", "mail only"), ("channel", "not mail"))
    assert reach(both, at("2026-11-18 10:30")).why == f"mail only; no mail; {CONTRADICTION}"
