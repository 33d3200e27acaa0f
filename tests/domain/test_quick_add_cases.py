"""Quick-add lines with their answers: the shared cases, and lines that must not be misread."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial

import pytest

from peer_tui.domain.dates import DateOrder
from peer_tui.domain.history import Channel
from peer_tui.domain.people import ContactKind
from peer_tui.domain.quick_add import (
    NewPerson,
    PersonRef,
    QuickAdd,
    RecordKind,
    SpanKind,
    match_people,
    parse,
)
from tests.paths import SHARED

NOW = datetime(2026, 11, 18, 10, 30)
NAMES = (
    *("Maria Lopez", "Mario Rossi", "Ben Okafor", "Ana Ruiz"),
    *("Zoe Muller", "Sunil Rao", "May Chen"),
)
BOOK = [PersonRef(number, name) for number, name in enumerate(NAMES, start=1)]
BEN, ANA = BOOK[2], BOOK[3]
TOMORROW = date(2026, 11, 19)


def known(fragment: str) -> Sequence[PersonRef]:
    """The people of the address book whose name holds the fragment."""
    return match_people(fragment, BOOK)


read = partial(parse, now=NOW, people=known)


def _case_rows() -> list[dict[str, str]]:
    path = SHARED / "cases" / "quick_add.tsv"
    if not path.exists():
        pytest.skip(f"the shared cases are not on this machine: {path.name}")
    lines = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return [dict(zip(lines[0], row, strict=True)) for row in lines[1:]]


def _answer(found: QuickAdd) -> dict[str, str]:
    records = found.records
    first = records[0]
    people = [person.name for person in first.people]
    return {
        "kind": " > ".join(record.kind for record in records),
        "person": ", ".join(people),
        "text": " > ".join(record.text for record in records),
        "due": " > ".join(record.due.isoformat() if record.due else "" for record in records),
        "time": f"{first.time:%H:%M}" if first.time else "",
        "every": first.recurrence.words if first.recurrence else "",
        "channel": first.channel.value,
        "tags": " ".join(first.tags),
        "star": "yes" if first.starred else "",
    }


# Remarks of the case file about why, rather than notes the program shows.
REMARKS = {
    "day/month order of the locale; next year; weekend": ("next year", "weekend"),
    "default date; no date in 'monitor'": ("default date: Thu 19 Nov",),
    "": (),
}


def test_the_shared_cases() -> None:
    """Every line of cases/quick_add.tsv gives its record, its notes or its refusal."""
    for row in _case_rows():
        found = read(row["line"])
        answer = _answer(found)
        refused = row["kind"].startswith("not saved: ")
        assert found.refusal == (row["kind"].removeprefix("not saved: ") if refused else None)
        expected = {key: row[key] for key in answer}
        if refused:
            expected["kind"] = answer["kind"]
        if row["person"].startswith("new person: "):
            expected["person"] = row["person"].removeprefix("new person: ")
            assert found.new_people == (expected["person"],)
        if row["person"] == "the row's person, else none":
            expected["person"] = ""
            assert read(row["line"], row_person=ANA).records[0].people == (ANA,)
        assert answer == expected, row["line"]
        for note in REMARKS.get(row["note"], (row["note"],)):
            assert note in found.notes, row["line"]


@pytest.mark.parametrize(
    "text",
    [
        *("call Tom", "sit in the sun", "work on sun deck", "based on sat nav", "i sat"),
        *("send card for christmas", "plan christmas", "work on christmas cards", "do year end"),
        *("meet on the 2nd floor", "gift for his 21st", "due 3rd party", "second coat"),
        *("delayed by 2 weeks", "away for 2 weeks", "water plants twice a week", "model 3 m"),
        *("cut ply 3/4", "raise by 1.5", "install version 1.12", "order cable 5m", "bulb 60w"),
        *("due 1/12 rent", "on 3/4 inch ply", "open 24/7", "train 15:40", "by 9am"),
        *("away until fri", "not before fri", "news from fri", "ask about fri", "mon - fri"),
        *("tues or wed", "by fri or sat", "on fri 27", "mon-fri", "by mon 20 nov", "fri 21 nov"),
        *("by 1 dec 26 chairs", "in may", "by may", "may fair", "march on", "black friday"),
        *("every second tue", "bank holiday monday", "looks good friday", "nice weekend"),
        *("what happened yesterday", "report last friday", "check stock weekly", "twice a month"),
        *("every friend", "old monitor", "tomorrowland", "quote fri!", "x by fri; y", "\uff13d"),
        *("every mon-fri", "every mon to fri", "every 2nd and 4th tue", "every 1st, 15th"),
        *("every 3rd week of the month", "every week until christmas", "every day or two"),
        *("every year in may", "every week for 3 months", "every fri 13th", "every jan 1 2027"),
        *("invoice 12 may 5", "3, 4 dec", "3 & 4 dec", "1 dec - 5 dec", "by dec 1 - 5", "3-4 dec"),
        *("fri 10am, 2pm", "on tue wed and thu", "late next week", "over the weekend"),
        *("open between 3 and 5pm fri",),
        *(
            "it arrived a week ago today",
            "met yesterday 3pm",
            "3 days today",
            "merry christmas day",
        ),
        *("tomorrow call him", "3 weeks holiday plan", "someday", "in 2 hours", "on mondays"),
    ],
)
def test_words_that_are_no_date_stay_text(text: str) -> None:
    """No date is guessed: the words stay, and the follow-up gets the default date, said so."""
    found = read(f"@ana {text}")
    assert [record.text for record in found.records] == [text]
    assert found.records[0].due == TOMORROW
    assert found.records[0].recurrence is None
    assert "default date: Thu 19 Nov" in found.notes


@pytest.mark.parametrize(
    ("line", "text", "due"),
    [
        ("x by friday send quote", "x send quote", date(2026, 11, 20)),
        ("call on mon about invoice", "call about invoice", date(2026, 11, 23)),
        ("x by fri to attic", "x to attic", date(2026, 11, 20)),
        ("on fri 20 chairs", "20 chairs", date(2026, 11, 20)),
        ("invoice due 30 days", "invoice", date(2026, 12, 18)),
        ("card by christmas", "card", date(2026, 12, 25)),
        ("x the 15th", "x", date(2026, 12, 15)),
        ("x 1 dec 26 !", "x", date(2026, 12, 1)),
        ("x a week on friday #a via sms", "x", date(2026, 11, 27)),
        ("catch up fri.", "catch up", date(2026, 11, 20)),
        ("ring her fri", "ring her", date(2026, 11, 20)),
        ("x two weeks before christmas", "x", date(2026, 12, 11)),
        ("x last friday of the month", "x", date(2026, 11, 27)),
        ("x BY  End of   the Month", "x", date(2026, 11, 30)),
        ("lunch fri at 3", "lunch at 3", date(2026, 11, 20)),
        ("call at 5 tomorrow", "call at 5", date(2026, 11, 19)),
        ("pay at the end of the month", "pay", date(2026, 11, 30)),
        ("quote by close of business fri", "quote", date(2026, 11, 20)),
        ("visit at christmas", "visit", date(2026, 12, 25)),
        ("x by mon, then y", "x then y", date(2026, 11, 23)),
    ],
)
def test_words_that_are_a_date_leave_the_text(line: str, text: str, due: date) -> None:
    """Anywhere after by, on and due; bare as the last words."""
    record = read(f"@ana {line}").records[0]
    assert (record.text, record.due) == (text, due)


@pytest.mark.parametrize(
    "text", ["met mon", "wants it by fri", "called at 5pm", "met on 5 nov", "payment due yesterday"]
)
def test_a_log_never_lies_ahead(text: str) -> None:
    """What would be a date to come stays in the text of the history."""
    record = read(f"log @ben {text}").records[0]
    assert (record.text, record.due, record.time) == (text, NOW.date(), None)


def test_a_log_of_the_past() -> None:
    """A past day or time is when it happened."""
    assert read("log @ben met last fri").records[0].due == date(2026, 11, 13)
    assert read("log @ben called at 9am").records[0].time == time(9)


def test_times_stand_beside_dates() -> None:
    """With the date, and with a recurrence."""
    assert read("@ben lunch fri at 1pm").records[0].time == time(13)
    record = read("@ben standup every mon at 9am").records[0]
    assert (record.due, record.time) == (date(2026, 11, 23), time(9))


def test_the_other_reading() -> None:
    """Tab takes the other Friday, and offers the first one back."""
    first = read("@ben x next fri")
    other = read("@ben x next fri", other_reading=True)
    assert (first.records[0].due, first.alternative) == (date(2026, 11, 27), "Fri 20 Nov")
    assert (other.records[0].due, other.alternative) == (date(2026, 11, 20), "Fri 27 Nov")


def test_the_order_of_day_and_month() -> None:
    """From the settings."""
    found = read("@ana x by 3/4", order=DateOrder.MONTH_FIRST)
    assert found.records[0].due == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("i owe @ben lunch", RecordKind.PROMISE_MINE, "lunch"),
        ("@ben owe 50", RecordKind.PROMISE_MINE, "50"),
        ("owes @ben 50", RecordKind.PROMISE_THEIRS, "50"),
        ("@ben promised a sample", RecordKind.PROMISE_THEIRS, "a sample"),
        ("@ben sample +owed", RecordKind.PROMISE_THEIRS, "sample"),
        ("+log @ben met", RecordKind.INTERACTION, "met"),
        ("note: @ben likes tea", RecordKind.NOTE, "likes tea"),
        ("follow up with @ben about tea", RecordKind.FOLLOW_UP, "about tea"),
        ("Follow-Up @ben tea", RecordKind.FOLLOW_UP, "tea"),
        ("@ben person of the year", RecordKind.FOLLOW_UP, "person of the year"),
        ("logging @ben", RecordKind.FOLLOW_UP, "logging"),
    ],
)
def test_kinds(line: str, kind: RecordKind, text: str) -> None:
    """The first words, or a sigil anywhere, say what it is."""
    record = read(line).records[0]
    assert (record.kind, record.text, record.people) == (kind, text, (BEN,))


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("", "what is there to come back to?"),
        ("@ana fri", "what is there to come back to?"),
        ("owes @ben", "what did they promise?"),
        ("log @ben", "what happened?"),
        ("note @ben", "what is worth noting?"),
        ("person #customer", "what is their name?"),
        ("promise lunch", "who is it for? add @name"),
        ("they owe lunch", "who promised it? add @name"),
        ("log lunch", "who was it with? add @name"),
        ("note lunch", "who is it about? add @name"),
        ("promise @ana @ben lunch", "a promise is to one person: keep one @name"),
        ("@ana @ben lunch", "a follow-up is with one person: keep one @name"),
        ("log @ben x > ", "what is there to come back to?"),
        ("log @ana @ben x > call", "a follow-up is with one person: keep one @name"),
        ("@mar x > @mar y", "which person? Maria Lopez, Mario Rossi"),
    ],
)
def test_refusals(line: str, refusal: str) -> None:
    """A clear sentence, and nothing to save."""
    assert read(line).refusal == refusal


def test_the_person_of_the_row_stands_in() -> None:
    """Unless the line names one."""
    assert read("promise lunch", row_person=ANA).records[0].people == (ANA,)
    assert read("promise @ben lunch", row_person=ANA).records[0].people == (BEN,)
    assert read("promise lunch", row_person=ANA).refusal is None


def test_the_next_step_inherits_the_person() -> None:
    """Of the step before it, a new person included."""
    steps = read("log @ben x > promise y by fri > @ana z").records
    assert [record.people for record in steps] == [(BEN,), (BEN,), (ANA,)]
    found = read("person Kim Oz > call fri")
    assert [record.people for record in found.records] == [(NewPerson("Kim Oz"),)] * 2
    assert found.new_people == ()


def test_names() -> None:
    """Any part, accents and case ignored; words that go on with the name belong to it."""
    book = [*BOOK, PersonRef(8, "Zoë Ångström"), PersonRef(9, "Zoë")]

    def people(line: str) -> tuple[PersonRef | NewPerson, ...]:
        found = parse(line, NOW, lambda fragment: match_people(fragment, book))
        return found.records[0].people

    assert people("@angstrom hello") == (book[7],)
    assert people("@zoe hello") == (book[8],)
    assert people("@mar rossi hello") == (BOOK[1],)
    assert people('@"MARIA LOPEZ" hello') == (BOOK[0],)
    assert people("@ben's invoice") == (BEN,)
    assert people("@ben: hello") == (BEN,)
    assert people("log @ana, @ben @ana hello") == (ANA, BEN)
    assert read("log @ana and @ben met").records[0].text == "met"
    assert people("mail ben@okafor.example") == ()


def test_an_ambiguous_name_is_asked_for() -> None:
    """With its candidates, where it stands, and all else kept."""
    found = read("hello @mar fri")
    assert [person.name for person in found.choices] == ["Maria Lopez", "Mario Rossi"]
    assert found.choice_span is not None
    assert (found.choice_span.start, found.choice_span.end) == (6, 10)
    assert found.records[0].text == "hello"


def test_a_new_person_is_created_once() -> None:
    """However often the line names them."""
    found = read("log @nadia met > @Nadia call fri")
    assert found.new_people == ("nadia",)
    assert found.notes == ("creates nadia",)
    assert found.records[0].people == found.records[1].people == (NewPerson("nadia"),)
    assert read("person Kim > @kim call fri").new_people == ()


def test_a_person_line() -> None:
    """Name, tags, and contact points at the end."""
    found = read("person Kim 2 Oz #customer #oak kim@oz.example +44 20 7946 0101 (0151)4960203")
    record = found.records[0]
    assert (record.kind, record.text, record.tags) == (
        RecordKind.PERSON,
        "Kim 2 Oz",
        ("customer", "oak"),
    )
    assert [(point.kind, point.value) for point in record.contact_points] == [
        (ContactKind.EMAIL, "kim@oz.example"),
        (ContactKind.PHONE, "+44 20 7946 0101 (0151)4960203"),
    ]
    assert (
        "Maria Lopez is already kept: this makes a second one" in read("person maria lopez").notes
    )


def test_channels_tags_and_literals() -> None:
    """`via` leaves the text, a leading channel verb stays; a number sign before digits is text."""
    record = read('ring @ben re #1204 #Oak! via post #oak “by fri” 12" pipe').records[0]
    assert record.text == 'ring re #1204 by fri 12" pipe'
    assert record.tags == ("Oak", "oak")
    assert record.channel is Channel.POST
    assert read('@ben "unclosed by fri').records[0].text == '"unclosed'


def test_notes_of_the_day() -> None:
    """What is odd about a date is said, never blocking."""
    assert read("@ana x today").notes == ()
    assert read("@ana x due yesterday").notes == ("1 day overdue",)
    assert read("@ana x by 2030-11-18").notes == ("2030",)
    assert read("@ana x mon", working_days=frozenset({1, 2, 3, 4})).notes == ("not a working day",)
    assert read("promise @ana x").notes == ("no date",)
    assert "only a follow-up repeats" in read("promise @ana x every week").notes[1]


def test_spans_underline_what_was_taken() -> None:
    """In the line as typed, several words of one date as one span."""
    line = "log @ben  met, #oak yesterday 3pm"
    found = [(line[span.start : span.end], span.kind) for span in read(line).spans]
    assert found == [
        ("log", SpanKind.KIND),
        ("@ben", SpanKind.PERSON),
        ("#oak", SpanKind.TAG),
        ("yesterday 3pm", SpanKind.DATE),
    ]


def test_line_breaks_stay_in_the_text() -> None:
    """Ctrl-J in the bar makes a second line of text."""
    assert read("note @ben likes tea\nand  oak").records[0].text == "likes tea\nand oak"
