"""CSV out: no formulas, and in again as it was."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
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
from peer_tui.interchange.csv_guard import guarded, guarded_but_numbers, unguarded
from peer_tui.interchange.csv_writer import write_csv, write_google_csv
from peer_tui.interchange.exported_people import ExportedPerson
from peer_tui.interchange.reading import read_bytes
from tests.interchange.people import people

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def written(persons: Sequence[Person], *, google: bool = False) -> str:
    """The file that these people make."""
    write = write_google_csv if google else write_csv
    return "".join(write(lambda: map(ExportedPerson, persons)))


def plain(person: Person) -> Person:
    """The person without what is not in the file."""
    points = (replace(point, id=None) for point in person.contact_points)
    dates = sorted(
        person.dates, key=lambda day: (day.kind, str(day.on), day.label, str(day.lead_days))
    )
    return replace(person, uid="", contact_points=tuple(points), dates=tuple(dates))


@given(text=st.text())
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULAS)


def test_a_text_that_begins_with_an_apostrophe_stays() -> None:
    assert guarded("'tis") == "''tis"
    assert guarded("=1") == "'=1"
    assert unguarded("'tis") == "'tis"
    assert guarded_but_numbers("+49 (30) 1-2") == "+49 (30) 1-2"
    assert guarded_but_numbers("+cmd|1") == "'+cmd|1"


@settings(max_examples=100, deadline=None)
@given(persons=st.lists(people(), min_size=1, max_size=3))
def test_out_and_in_again_keeps_everybody_whole(persons: list[Person]) -> None:
    text = written(persons)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not any(cell.startswith(FORMULAS) for cell in cells)
    result = read_bytes(text.encode(), "out.csv")
    assert not result.problems
    assert result.format == "csv:peer"
    assert [plain(record.person) for record in result.records] == list(map(plain, persons))
    assert [record.uid for record in result.records] == [person.uid for person in persons]


ANN = Person(
    name="=Ann",
    uid="u1",
    given="Ann",
    notes="one\ntwo, \"three\"",
    rhythm=Rhythm(RhythmKind.PERIODIC, 42),
    contact_points=(
        ContactPoint(ContactKind.PHONE, "+49 30 123456", "work", do_not_use=True),
        ContactPoint(ContactKind.EMAIL, "ann@acme.example", "", "ann@acme.example"),
    ),
    tags=(Tag("a,b", "2021"), Tag("c")),
    dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(None, 2, 3)),),
)  # fmt: skip


def test_our_own_columns() -> None:
    row = next(csv.DictReader(io.StringIO(written([ANN]), newline="")))
    assert {name: cell for name, cell in row.items() if cell} == {
        "Peer UID": "u1",
        "Name": "'=Ann",
        "Given Name": "Ann",
        "Tags": '"a,b",c',
        "Tags - Since": "2021,",
        "Rhythm": "42",
        "E-mail 1 - Value": "ann@acme.example",
        "Phone 1 - Label": "work",
        "Phone 1 - Value": "'+49 30 123456",
        "Phone 1 - Do Not Use": "yes",
        "Birthday": "'--02-03",
        "Preferred Order": "phone email",
        "Notes": 'one\ntwo, "three"',
    }


def test_a_spreadsheet_may_divide_by_semicolons() -> None:
    rows = csv.reader(io.StringIO(written([ANN]), newline=""))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(rows)
    (record,) = read_bytes(stream.getvalue().encode("utf-8-sig"), "x").records
    assert plain(record.person) == plain(ANN)


def test_the_google_columns_are_read_by_our_reader() -> None:
    text = written([ANN, Person("Bo", uid="u2")], google=True)
    result = read_bytes(text.encode(), "x")
    assert result.format == "csv:google"
    ann, bo = (record.person for record in result.records)
    assert (ann.given, bo.name) == ("Ann", "Bo")
    assert [(p.kind, p.value, p.label) for p in ann.contact_points] == [
        (ContactKind.EMAIL, "ann@acme.example", ""),
        (ContactKind.PHONE, "+49 30 123456", "work"),
    ]
    assert [tag.name for tag in ann.tags] == ["a,b", "c"]
    assert [str(date.on) for date in ann.dates] == ["--02-03"]


def test_a_row_without_anything_to_call_it_by_is_skipped() -> None:
    text = "Peer UID,Name,Notes,Birthday\nu1,,text,\nu2,Bo,,31 Smarch\n"
    result = read_bytes(text.encode(), "x")
    assert len(result.skipped) == 1
    assert [record.person.name for record in result.records] == ["Bo"]
    assert "31 Smarch" in result.problems[0].what
