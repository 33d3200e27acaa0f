"""Date phrases with their answers: the shared cases, and phrases that must be right or refused."""

from datetime import UTC, date, datetime

import pytest

from peer_tui.domain.dates import DateOrder, parse_phrase
from peer_tui.domain.recurrence import Recurrence
from tests.paths import SHARED

NOW = datetime(2026, 11, 18, 10, 30)


def answer_of(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> str:
    """The reading on Wednesday 18 November 2026 at 10:30, as the case files write it."""
    found = parse_phrase(text, NOW, order)
    if found is None:
        return "NONE"
    if isinstance(found, Recurrence):
        parts = dict(part.split("=") for part in found.rrule.split(";"))
        day = parts.get("BYDAY", "")
        return ":".join(["R", parts["FREQ"], parts.get("INTERVAL", "1"), *([day] if day else [])])
    return f"{found:%Y-%m-%d %H:%M}" if isinstance(found, datetime) else found.isoformat()


def test_the_shared_cases() -> None:
    """Every row of cases/dates.tsv comes out as one of its acceptable readings."""
    path = SHARED / "cases" / "dates.tsv"
    if not path.exists():
        pytest.skip(f"the shared cases are not on this machine: {path.name}")
    wrong = []
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if row[0].startswith("#") or row[0] == "phrase":
            continue
        phrase, expected, locale = [*row, "", ""][:3]
        order = DateOrder.MONTH_FIRST if locale == "US" else DateOrder.DAY_FIRST
        if answer_of(phrase, order) not in expected.split("|"):
            wrong.append((phrase, expected, answer_of(phrase, order)))
    assert wrong == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("tues", "2026-11-24"),
        ("Thurs", "2026-11-19"),
        ("in a couple of days", "2026-11-20"),
        ("the day after tomorrow", "2026-11-20"),
        ("a week today", "2026-11-25"),
        ("friday week", "2026-11-27"),
        ("tomorrow week", "2026-11-26"),
        ("a week on friday", "2026-11-27"),
        ("fri next week", "2026-11-27"),
        ("next friday at 3pm", "2026-11-27 15:00"),
        ("3.30pm", "2026-11-18 15:30"),
        ("fri 9:30", "2026-11-20 09:30"),
        ("tonight at 8", "2026-11-18 20:00"),
        ("tomorrow at 9 in the morning", "2026-11-19 09:00"),
        ("half past 3pm tomorrow", "2026-11-19 15:30"),
        ("quarter to 9am fri", "2026-11-20 08:45"),
        ("10:15 on tue 1 dec", "2026-12-01 10:15"),
        ("tomorrow morning", "2026-11-19"),
        ("last night", "2026-11-17"),
        ("this weekend", "2026-11-21"),
        ("next weekend", "2026-11-28"),
        ("last mon", "2026-11-16"),
        ("last wed", "2026-11-11"),
        ("this wed", "2026-11-18"),
        ("end of january", "2027-01-31"),
        ("end of feb 2028", "2028-02-29"),
        ("start of next month", "2026-12-01"),
        ("mid-january", "2027-01-15"),
        ("last day of the month", "2026-11-30"),
        ("last working day of the month", "2026-11-30"),
        ("2nd tuesday of january", "2027-01-12"),
        ("25th of the month", "2026-11-25"),
        ("end of q1", "2027-03-31"),
        ("29 feb", "2028-02-29"),
        ("31st", "2026-12-31"),
        ("18 nov", "2026-11-18"),
        ("Friday 20 November", "2026-11-20"),
        ("Friday the 20th", "2026-11-20"),
        ("Dec 1st, 2026", "2026-12-01"),
        ("5th of may", "2027-05-05"),
        ("1.12.", "2026-12-01"),
        ("1-12-2026", "2026-12-01"),
        ("26 dec '26", "2026-12-26"),
        ("2026/12/01", "2026-12-01"),
        ("christmas eve", "2026-12-24"),
        ("new year\u2019s eve", "2026-12-31"),
        ("good friday", "2027-03-26"),
        ("easter monday", "2027-03-29"),
        ("a week before christmas", "2026-12-18"),
        ("-3d", "2026-11-15"),
        ("twenty-one days", "2026-12-09"),
        ("in two weeks' time", "2026-12-02"),
        ("in 18 months", "2028-05-18"),
        ("2 weeks ago", "2026-11-04"),
        ("by end of month", "2026-11-30"),
        ("until friday", "2026-11-20"),
        ("eod friday", "2026-11-20"),
        ("every weekday", "R:WEEKLY:1:MO,TU,WE,TH,FR"),
        ("every mon, wed and fri", "R:WEEKLY:1:MO,WE,FR"),
        ("every last friday", "R:MONTHLY:1:-1FR"),
        ("every 2nd tuesday", "R:MONTHLY:1:2TU"),
        ("every second week", "R:WEEKLY:2"),
        ("every year on 4 march", "R:YEARLY:1"),
        ("fortnightly on mon", "R:WEEKLY:2:MO"),
        ("every half year", "R:MONTHLY:6"),
    ],
)
def test_a_phrase_is_read(phrase: str, expected: str) -> None:
    """Phrases an owner types, with the only reading that is right."""
    assert answer_of(phrase) == expected
    assert answer_of(f"  {phrase.upper()} ") == expected


REFUSED = """
at 9|at 3|fri at 3|3:30|fri 3:30|half past 3|quarter to nine|midnight|12am fri|24:00 fri|fri 25:00
9am|09:00|fri 9:60|8am tonight|morning|tomorrow 3pm 4pm|every monday at 9am|in 2 hours|now|asap
31 feb|30/2|32nd|3th|11st|0 days|in 0 days|0d|in 1000 years|13/13|2026-13-01|2026-02-29|1 jan 2200
2026|20261201|1204|12|1dec|1/2/3|1 jan 99|1-12|1-12-26|december 2026|may 2027|in may|march|q1|in q2
fri 21 nov|mon 12/12/26|friday 13th|friday 13|monday monday|mon-fri|fri or sat|tomorrow tomorrow
last week|last month|this mon|15th of the month|mid month|start of the month|week before christmas
first|second|the first|sun deck|sat down|mon ami|friday-ish|tomorrow?|3 eggs|10 to 12|2-3 weeks
1.5 weeks|1,5 weeks|few days|a day|one day|a week|week|fortnight|the other day|some day|soon
biweekly|bi-weekly|bimonthly|twice a week|every 0 weeks|every 1000 weeks|every few weeks|every
every hour|every weekend|every january|every 30 feb|every 31 apr|every second tuesday|mondays
every mon-fri|24/7|black friday
thanksgiving|mother's day|chinese new year|happy new year|easter 9999|two fridays
\u0661\u0662 dec|\uff11 dec|1\u00a0dec 2\u2013|demain|5 janvier|+|-|.|'|the|on|by|at|in|next|
"""


@pytest.mark.parametrize("phrase", REFUSED.replace("\n", "|").split("|"))
def test_a_phrase_is_refused(phrase: str) -> None:
    """What has two honest readings, or none, is not guessed."""
    assert answer_of(phrase) == "NONE"
    assert answer_of(phrase, DateOrder.MONTH_FIRST) == "NONE"


def test_only_the_local_time_of_an_aware_moment_counts() -> None:
    """The date is the owner's local one, and the answer has no zone."""
    aware = NOW.replace(tzinfo=UTC)
    assert parse_phrase("tomorrow", aware) == date(2026, 11, 19)
    assert parse_phrase("tomorrow 3pm", aware) == datetime(2026, 11, 19, 15)


def test_a_time_alone_is_todays_while_it_is_ahead() -> None:
    """A time already past is refused: tomorrow would be a guess."""
    assert parse_phrase("at 11am", NOW) == datetime(2026, 11, 18, 11)
    assert parse_phrase("10:30", NOW) is None


def test_working_days_are_the_owners() -> None:
    """A shop open from Tuesday to Saturday counts those."""
    assert parse_phrase("in 3 working days", NOW, working_days=frozenset({1, 2, 3, 4, 5})) == date(
        2026, 11, 21
    )
