"""CSV files of each program we know, and of those we do not."""

import csv
import json

import pytest

from peer_tui.domain.people import ContactKind, DateKind, Person
from peer_tui.errors import ImportRefused
from peer_tui.interchange.csv_columns import column_of
from peer_tui.interchange.csv_formats import read_csv
from peer_tui.interchange.records import ReadResult


def _read(text: str, encoding: str = "utf-8") -> ReadResult:
    return read_csv(text.encode(encoding), "x.csv")


def _person(text: str) -> Person:
    (record,) = _read(text).records
    return record.person


def _values(person: Person, kind: ContactKind) -> list[tuple[str, str]]:
    return [(p.value, p.label) for p in person.contact_points if p.kind is kind]


def test_google_as_it_is_now() -> None:
    result = _read(
        "First Name,Middle Name,Last Name,Nickname,File As,Organization Name,Organization Title,"
        "Organization Department,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        "Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,"
        "Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,"
        "Website 1 - Label,Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value,"
        "Event 1 - Label,Event 1 - Value\n"
        'Ann,M,Smith,Annie,,Acme,Buyer,Sales, --05-06,"two\nlines",VIP ::: * myContacts,* Work,'
        "a@x.example ::: b@x.example,Mobile,+49 151 1,Home,ignored,Elm St 5,Leeds,LS1,UK,"
        "Blog,http://x.example,Shoe size,38,Anniversary,2001-02-03\n"
    )
    assert result.format == "csv:google"
    person = result.records[0].person
    assert person.name == "Ann M Smith"
    assert (person.nickname, person.organisation, person.job_title) == ("Annie", "Acme", "Buyer")
    assert _values(person, ContactKind.EMAIL) == [("a@x.example", "work"), ("b@x.example", "work")]
    assert _values(person, ContactKind.PHONE) == [("+49 151 1", "mobile")]
    assert _values(person, ContactKind.ADDRESS) == [("Elm St 5, LS1 Leeds, UK", "home")]
    assert _values(person, ContactKind.URL) == [("http://x.example", "Blog")]
    assert [tag.name for tag in person.tags] == ["VIP"]
    assert person.notes == "two\nlines\n\nShoe size: 38\nDepartment: Sales"
    assert [(d.kind, str(d.on)) for d in person.dates] == [
        (DateKind.BIRTHDAY, "--05-06"),
        (DateKind.ANNIVERSARY, "2001-02-03"),
    ]


def test_linkedin_with_its_notes_and_empty_names() -> None:
    result = _read(
        'Notes:\n"When exporting your connection data, you may notice, that..."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ann,Smith,https://www.linkedin.com/in/Ann/,,Acme,Buyer,15 Jun 2026\n"
        ",,,,,,30 Apr 2026\n"
    )
    assert result.format == "csv:linkedin"
    (record,) = result.records
    assert record.uid == "https://www.linkedin.com/in/ann"
    assert record.line == 5
    assert (record.person.met_on, record.person.job_title) == ("2026-06-15", "Buyer")
    assert [problem.line for problem in result.skipped] == [6]


@pytest.mark.parametrize(
    ("header", "row", "source", "uid"),
    [
        ("Record ID,First Name,Last Name,Email,Phone Number,Company Name,Lifecycle Stage",
         "77,Ann,Smith,a@x.example,1234567,Acme,customer", "csv:hubspot", "77"),
        ("Person - ID,Person - Name,Person - Organization,Person - Email - Work,"
         "Person - Phone - Mobile", "78,Ann Smith,Acme,a@x.example,1234567",
         "csv:pipedrive", "78"),
        ("First Name,Last Name,Email,Phone,Account Name,Mailing City,Contact ID",
         "Ann,Smith,a@x.example,1234567,Acme,Leeds,003A", "csv:salesforce", "003A"),
    ],
)  # fmt: skip
def test_business_programs(header: str, row: str, source: str, uid: str) -> None:
    result = _read(f"{header}\n{row}\n")
    (record,) = result.records
    assert (result.format, record.source, record.uid) == (source, source, uid)
    person = record.person
    assert (person.name, person.organisation) == ("Ann Smith", "Acme")
    assert [point.value for point in person.contact_points][:2] == ["a@x.example", "1234567"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    rows = [["Vorname", "Nachname", "E-Mail-Adresse"], ["Jürgen", "Groß", "j@x.example"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (record,) = _read(text, encoding).records
    assert record.person.name == "Jürgen Groß"
    assert json.loads(record.raw)["Nachname"] == "Groß"


def test_old_code_pages_by_their_column_names() -> None:
    text = "Имя;Фамилия;Адрес электронной почты\nАнна;Иванова;a@x.example\n"
    assert _read(text, "cp1251").records[0].person.name == "Анна Иванова"
    text = "Display Name,Primary Email\n名無しの権兵衛です,a@x.example\n"
    assert _read(text, "cp932").records[0].person.name == "名無しの権兵衛です"


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("E-mail 2 Address", "email", ""),
        ("Telefon geschäftlich 2", "phone", "work"),
        ("TÉLÉPHONE MOBILE", "phone", "mobile"),
        ("first_name", "given", ""),
        ("Dienstlich: Ort", "address", "work"),
        ("Postleitzahl (privat)", "address", "home"),
        ("名", "given", ""),
        ("Phone 3", "phone", ""),
        ("Manager's Name", "note", "Manager"),
    ],
)
def test_column_names(name: str, kind: str, label: str) -> None:
    column = column_of(0, name)
    assert column is not None
    assert (column.kind, column.label) == (kind, label)


@pytest.mark.parametrize("name", ["", " ", "XVorname", "1", "john@doe.example", "x" * 5000])
def test_names_that_are_none(name: str) -> None:
    assert column_of(0, name) is None


def test_a_title_is_a_prefix_beside_a_job_title_only() -> None:
    assert _person("Title,First Name,Last Name,Job Title\nDr.,Ann,Smith,Buyer\n").prefix == "Dr."
    assert _person("Title,First Name,Last Name\nBuyer,Ann,Smith\n").job_title == "Buyer"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [(["3/4/2000", "31/12/1999"], ["2000-04-03", "1999-12-31"]), (["3/4/2000"], ["2000-03-04"])],
)
def test_one_date_with_its_day_first_decides_for_all(rows: list[str], expected: list[str]) -> None:
    text = "Name,Birthday\n" + "".join(f"Ann {at},{row}\n" for at, row in enumerate(rows))
    people = [record.person for record in _read(text).records]
    assert [str(person.dates[0].on) for person in people] == expected


def test_thunderbird_gives_birthdays_in_three_columns() -> None:
    head = "Vorname,Nachname,Geburtsjahr,Geburtsmonat,Geburtstag\n"
    assert str(_person(f"{head}Ann,S,1972,1,31").dates[0].on) == "1972-01-31"
    assert str(_person(f"{head}Ann,S,,1,31").dates[0].on) == "--01-31"


def test_a_row_may_be_shorter_or_longer_than_the_header() -> None:
    result = _read("Name,Email\nAnn\nBo,b@x.example,more,and more\n\n,\n")
    assert [record.person.name for record in result.records] == ["Ann", "Bo"]
    assert json.loads(result.records[1].raw)["column 3"] == "more"
    assert not result.skipped


def test_equal_rows_have_equal_uids_whatever_empty_columns_there_are() -> None:
    first = _read("Name,Email\nAnn,a@x.example\n").records[0]
    second = _read("Name,Email,Phone\nAnn,a@x.example,\n").records[0]
    assert first.uid == second.uid


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", 1),
        ("John Doe,John,j@x.example\n", 1),
        ("just words\n", 0),
        ("1,,3\n4,5,6", 2),
    ],
)
def test_a_file_without_a_known_column_is_refused(text: str, rows: int) -> None:
    result = _read(text)
    assert (len(result.records), len(result.skipped)) == (0, rows)
    with pytest.raises(ImportRefused, match=r"x\.csv .*seen: .* --map '.*=.*'; --map '[?]' shows"):
        result.or_refused()


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(ImportRefused, match="2000 columns"):
        _read("Name," + "x," * 1_000_000 + "\nAnn\n")


def test_a_huge_row_is_cut_and_listed() -> None:
    result = _read("Name,Email\nAnn," + "a," * 5000 + "\n")
    assert "first 2000 of" in result.problems[0].what
    assert len(json.loads(result.records[0].raw)) <= 2000


def test_huge_fields_are_read_or_listed_and_the_limit_is_put_back() -> None:
    before = csv.field_size_limit()
    result = _read("Name,Notes\nAnn," + "x" * 1_000_000 + "\nBo," + "y" * 20_000_000 + "\nCy,z\n")
    assert [record.person.name for record in result.records] == ["Ann", "Cy"]
    assert result.not_read[0].line == 3
    assert "more than 8 MB" in result.not_read[0].what
    assert csv.field_size_limit() == before


def test_a_quote_that_is_never_closed_spoils_one_row() -> None:
    text = 'Name,Email\nAnn,"a@x.example\n' + "".join(f"P{n},p{n}@x.example\n" for n in range(900))
    result = _read(text)
    assert len(result.records) == 901
    assert [(problem.line, problem.what[:7]) for problem in result.problems] == [(2, "a quote")]


def test_nuls_and_escape_sequences_are_left_out() -> None:
    person = _person("Name,Notes\nA\0nn\x1b[31m,a\x07b\n")
    assert (person.name, person.notes) == ("Ann[31m", "ab")
