"""Tables of other programs and of people: names of columns by their words, and odd cells."""

from dataclasses import replace

import pytest

from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.errors import ImportRefused
from peer_tui.interchange.column_mapping import Proposal, read_option
from peer_tui.interchange.csv_columns import Column
from peer_tui.interchange.csv_formats import look_at_csv, read_csv
from peer_tui.interchange.csv_header import columns_of
from peer_tui.interchange.csv_values import labelled_phones, phones_of
from peer_tui.interchange.csv_writer import write_google_csv
from peer_tui.interchange.exported_people import ExportedPerson
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices


def _field(name: str) -> str:
    found: list[Column] = columns_of([name])
    return ".".join(filter(None, (found[0].kind, found[0].label, found[0].part))) if found else ""


def _one(text: str) -> Person:
    (record,) = read_csv(text.encode(), "x.csv").or_refused().records
    return record.person


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Mobile No.", "phone.mobile"),
        ("MobilePhone", "phone.mobile"),
        ("MOBILEPHONE", "phone.mobile"),
        ("Phone - mobile", "phone.mobile"),
        ("Telephone business 1", "phone.work"),
        ("Rufnummer (privat)", "phone.home"),
        ("Email ID", "email"),
        ("E-Mail geschäftlich", "email.work"),
        ("invitee_email", "email"),
        ("Post Code", "address.postal_code"),
        ("City - Home", "address.home.city"),
        ("AddressMailStreet", "address.street"),
        ("MAILINGPOSTALCODE", "address.postal_code"),
        ("billing_address_2", "address.extended"),
        ("PLZ/Ort", "address.city"),
        ("DateOfBirth", "birthday"),
        ("Familienname", "family"),
        ("workURL", "url.work"),
        ("Company Phone", "phone.work"),
        ("Tel. geschäftl.", "phone.work"),
        ("CP - Ville", "address.city"),
    ],
)
def test_a_name_is_understood_by_its_words(name: str, field: str) -> None:
    assert _field(name) == field


@pytest.mark.parametrize(
    "name",
    ["TaxNumber", "Account Number", "Number of emails", "City ID", "Order Date", "Client since",
     "Phone country", "Username", "Customer Status", "To", "RecordId"],
)  # fmt: skip
def test_a_name_with_a_word_of_something_else_says_nothing(name: str) -> None:
    assert _field(name) == ""


def test_columns_that_hold_something_nobody_knows_are_told() -> None:
    text = "Name,Shelf,Empty,Bin\nAnn Poe,oak,,\nBo Lee,,,7\n"
    assert read_csv(text.encode(), "x.csv").not_taken == ["Shelf", "Bin"]


def test_values_that_leave_no_doubt_are_taken_under_an_unknown_name() -> None:
    text = "Name,Write to,Ring\nAnn Poe,ann@x.example,+44 7700 900111\nBo,bo@x.example,+4477009\n"
    first, _ = read_csv(text.encode(), "x.csv").records
    values = [point.value for point in first.person.contact_points]
    assert values == ["ann@x.example", "+44 7700 900111"]


def test_an_address_of_the_owner_in_every_row_is_nobody_elses() -> None:
    rows = "".join(f"P{n} Poe,me@x.example,me@x.example\n" for n in range(6))
    result = read_csv(f"Name,User Email,Booked with\n{rows}".encode(), "x.csv")
    assert not any(each.person.contact_points for each in result.records)
    assert result.not_taken == ["User Email", "Booked with"]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("01225 1, 07700 900111", ["01225 1", "07700 900111"]),
        ("01225 2 / 07700 900222", ["01225 2", "07700 900222"]),
        ("030 / 777 88-0", ["030 / 777 88-0"]),
        ("033203 / 123456", ["033203 / 123456"]),
        ("0431 123456, 7", ["0431 123456, 7"]),
        ("+1 415-555-0199; ext. 12", ["+1 415-555-0199; ext. 12"]),
    ],
)
def test_several_numbers_in_a_cell(cell: str, numbers: list[str]) -> None:
    assert phones_of(cell) == numbers


def test_numbers_with_their_kinds_before_them() -> None:
    cell = "Phone:(555) 010-0100 Mobile:(555) 010-0101"
    assert labelled_phones(cell) == [("", "(555) 010-0100"), ("mobile", "(555) 010-0101")]
    assert labelled_phones("Ask: 0431 123456") == []


@pytest.mark.parametrize("empty", ["0.0.00", "0-0-00", "00/00/0000", "0000-00-00"])
def test_a_date_of_zeros_is_none_and_no_problem(empty: str) -> None:
    text = f"Name,Birthday,Anniversary\nAnn Poe,{empty},{empty}\n"
    result = read_csv(text.encode(), "x.csv")
    assert not result.records[0].person.dates
    assert not result.problems


@pytest.mark.parametrize(
    ("header", "on"),
    [
        ("Name,Birthday,Zip", "1980-05-06"),
        ("Name,Birthday,Postcode", "1980-06-05"),
        ("Naam,Geboortedatum,Stad", "1980-06-05"),
        ("Name,Birthday (DD/MM/YYYY),Zip", "1980-06-05"),
    ],
)
def test_the_language_of_the_names_says_whether_the_day_is_first(header: str, on: str) -> None:
    (date,) = _one(f"{header}\nAnn Poe,5/6/1980,1\n").dates
    assert str(date.on) == on


def test_a_customer_who_is_a_person_is_no_business() -> None:
    person = _one("Customer,Contact,Phone\nTim Hale,Tim Hale,01225 1\n")
    assert (person.name, person.organisation) == ("Tim Hale", "")
    person = _one("Customer,First Name,Last Name\nDr Tim Hale,Tim,Hale\n")
    assert (person.name, person.organisation) == ("Tim Hale", "")


def test_a_name_turned_round_does_not_replace_the_parts() -> None:
    person = _one('Name,First Name,Last Name\n"Lind, Ulla",Ulla,Lind\n')
    assert person.name == "Ulla Lind"


def test_two_addresses_of_one_row_stay_two() -> None:
    header = "Name,Billing Street,Billing City,Shipping Street,Shipping City"
    person = _one(f"{header}\nAnn Poe,1 Oak,Bath,2 Elm,Hull\n")
    values = [p.value for p in person.contact_points if p.kind is ContactKind.ADDRESS]
    assert values == ["1 Oak, Bath", "2 Elm, Hull"]


def test_messages_are_no_people() -> None:
    text = "CONVERSATION ID,FROM,TO,DATE,CONTENT\n1,Ann,Bo,2024-01-01,hi\n"
    with pytest.raises(ImportRefused, match="holds messages, not people"):
        read_csv(text.encode(), "messages.csv")


def test_a_header_without_rows_is_said_to_be_one() -> None:
    with pytest.raises(ImportRefused, match="columns but no rows"):
        read_csv(b"Name,Email\n,\n", "x.csv")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html>\n<html><body>a</body></html>", "an HTML page"),
        (b'<?xml version="1.0"?>\n<phonebooks></phonebooks>', "an XML file"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "a calendar"),
        (b'["vcard",[["version",{},"text","4.0"]]]', "a JSON file of another program"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(ImportRefused, match=f"x is {kind}, not an address book"):
        read_bytes(data, "x")


def test_a_long_name_of_a_column_is_given_by_its_number() -> None:
    assert Proposal(3, "y" * 41, "", certain=False, why="").key == "4"
    refusal = read_csv(f"{'y' * 90000}\nfoo\nbar\n".encode(), "x.csv").refusal
    assert len(refusal) < 400


def test_what_is_shown_for_it_reads_a_table_with_types_the_same() -> None:
    text = "Name,Email,Email Type\nAnn Poe,ann@x.example,shop\n"
    person = _one(text)
    assert [point.label for point in person.contact_points] == ["shop"]
    option = look_at_csv(text.encode(), "x.csv").option
    (again,) = read_csv(text.encode(), "x.csv", ReadChoices(columns=read_option(option))).records
    assert again.person == person


@pytest.mark.parametrize(
    "person",
    [
        Person(name="Hale Joinery", organisation="Hale Joinery"),
        Person(
            name="lone@x.example",
            contact_points=(
                ContactPoint(ContactKind.EMAIL, "lone@x.example", normalised="lone@x.example"),
            ),
        ),
        Person(name="Uncle Bob Smith"),
        Person(name="Bob Smith", given="Robert", family="Smith"),
        Person(name="Ann Poe", given="Ann", family="Poe"),
    ],
    ids=["company", "only mail", "undivided", "other first name", "parts"],
)
def test_names_for_google_come_back_as_they_went(person: Person) -> None:
    text = "".join(write_google_csv(lambda: [ExportedPerson(person)]))
    assert replace(_one(text), tags=()) == person
