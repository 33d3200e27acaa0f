"""Unknown columns: what is certain is taken, what is not is asked, what was said is remembered."""

from pathlib import Path

import pytest

from peer_tui.errors import UsageError
from peer_tui.interchange.column_mapping import Proposal, positions_of, propose, read_option
from peer_tui.interchange.csv_formats import look_at_csv, read_csv
from peer_tui.interchange.mapping_memory import remember_mappings, remembered_mappings
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.interchange.records import ReadResult


def _read(text: str, option: str = "", remembered: dict[str, dict[str, str]] | None = None
          ) -> ReadResult:  # fmt: skip
    choices = ReadChoices(columns=read_option(option), remembered=remembered or {})
    return read_csv(text.encode(), "x.csv", choices)


def _fields(proposals: list[Proposal]) -> dict[str, tuple[str, bool]]:
    return {each.key: (each.field, each.certain) for each in proposals}


def test_values_tell_what_names_do_not() -> None:
    rows = [
        ["Ann Smith", "ann@x.example", "+44 20 7946 0101", "https://x.example", "1980-03-04"],
        ["Ben Lind", "ben@y.example", "+46 8 123 456", "www.y.example", "1971-12-24"],
    ]
    assert _fields(propose([], rows)) == {
        "1": ("name", True),
        "2": ("email", True),
        "3": ("phone", True),
        "4": ("url", True),
        "5": ("birthday", False),
    }


def test_a_number_without_a_country_may_be_anything() -> None:
    [guess] = propose(["Code"], [["4711 0815"], ["4711 0816"]])
    assert (guess.field, guess.certain) == ("phone", False)


def test_a_file_without_header_is_read_when_nothing_is_in_doubt() -> None:
    result = _read("John Doe,John,Doe,john@doe.example\nJane Roe,Jane,Roe,jane@roe.example\n")
    assert [record.person.name for record in result.records] == ["John Doe", "Jane Roe"]
    assert result.records[0].person.family == "Doe"


def test_doubt_is_refused_with_the_option_that_settles_it() -> None:
    text = "Foo,Bar\nAnn,ann@x.example\nBo,info@y.example\n"
    assert "--map 'Foo=given,Bar=email'" in _read(text).refusal
    result = _read(text, "Foo=name,Bar=email.office")
    assert [record.person.name for record in result.records] == ["Ann", "Bo"]
    assert result.records[0].person.contact_points[0].label == "office"
    assert list(result.mappings.values()) == [{"Foo": "name", "Bar": "email.office"}]


def test_an_unknown_column_of_addresses_beside_known_ones_is_left_alone() -> None:
    result = _read("Name,Chef Mail\nAnn,boss@x.example\n")
    assert result.records[0].person.contact_points == ()
    assert "boss@x.example" in result.records[0].raw


def test_a_mapping_changes_only_what_it_names() -> None:
    result = _read("Name,Email,Foo\nAnn,a@x.example,Acme\n", "Foo=company,Email=")
    person = result.records[0].person
    assert (person.name, person.organisation, person.contact_points) == ("Ann", "Acme", ())


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("Nome=name", "There is no column 'Nome'; there are: Foo, Bar"),
        ("Foo=shoe size", "'shoe size' is nothing that a column can hold"),
        ("Foo", "does not say what a column holds"),
        ("9=name", "There is no column '9'"),
    ],
)
def test_a_wrong_mapping_is_a_plain_sentence(option: str, words: str) -> None:
    with pytest.raises(UsageError, match=words.replace("(", r"\(")):
        _read("Foo,Bar\n1,2\n", option)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Info,Info\nAnn,ann@x.example\nBo,bo@x.example\n", "Info=given,2=email"),
        ("Foo\nAnn,ann@x.example\n", "Foo=given,2=email"),
        ("F\x07oo,Bar\nAnn,ann@x.example\n", "Foo=given,Bar=email"),
        ("Foo,Ann's mail\nAnn,ann@x.example\n", "Foo=given,2=email"),
        ("Foo,Home Street,Email\nAnn,1 Elm,ann@x.example\n", "Foo=given,"
         "Home Street=address.home.street,Email=email"),
    ],
    ids=["names twice", "no name", "control character", "quote", "part of an address"],
)  # fmt: skip
def test_every_column_can_be_named(text: str, option: str) -> None:
    """What `--map '?'` shows can be given back, and means each column where it stands."""
    sight = look_at_csv(text.encode(), "x.csv")
    assert sight.option.replace("=?", "=") == option
    person = _read(text, option).records[0].person
    assert person.name == "Ann"
    assert [p.value for p in person.contact_points if "@" in p.value] == ["ann@x.example"]


def test_a_number_is_a_place_before_it_is_a_name() -> None:
    names = ["Name", "2024", "2"]
    assert positions_of({"2": "email"}, names) == {1: "email"}
    assert positions_of({"2024": "notes"}, names) == {1: "notes"}


def test_columns_of_one_number_stay_together_when_they_are_named() -> None:
    text = "Foo,E-mail 1 - Label,E-mail 1 - Value,Event 1 - Label\nAnn,work,a@x.example,Party\n"
    option = look_at_csv(text.encode(), "x.csv").option
    assert "Event" not in option
    (point,) = _read(text, option.replace("=?", "=")).records[0].person.contact_points
    assert (point.value, point.label) == ("a@x.example", "work")


def test_a_mapping_is_remembered_by_the_header(tmp_path: Path) -> None:
    kept = tmp_path / "columns.json"
    text = "Foo,Bar\nAnn,1\n"
    remember_mappings(kept, _read(text, "Foo=name").mappings)
    assert kept.stat().st_mode & 0o777 == 0o600
    again = _read("FOO, bar\nBo,2\n", remembered=remembered_mappings(kept))
    assert [record.person.name for record in again.records] == ["Bo"]
    assert _read("Foo,Bar,Baz\nCy,3,\n", remembered=remembered_mappings(kept)).refusal


@pytest.mark.parametrize("content", ["", "[", "[]", '{"a": 1}', '{"a": {"x": "nonsense"}}'])
def test_a_spoiled_memory_is_as_if_forgotten(content: str, tmp_path: Path) -> None:
    kept = tmp_path / "columns.json"
    kept.write_text(content)
    assert remembered_mappings(kept) == {}


def test_what_makes_sense_in_a_spoiled_memory_stays(tmp_path: Path) -> None:
    kept = tmp_path / "columns.json"
    kept.write_text('{"a": {"Foo": "name", "Event 1 - Label": "event..label"}}')
    assert remembered_mappings(kept) == {"a": {"Foo": "name"}}


def test_a_file_is_shown_before_it_is_read() -> None:
    sight = look_at_csv(b"Foo;Mail\nAnn;a@x.example\n", "x")
    assert sight.names == ["Foo", "Mail"]
    assert sight.rows == [["Ann", "a@x.example"]]
    assert sight.proposals[1].samples == ("a@x.example",)
    assert look_at_csv(b"1;2\n3;4\n", "x").fingerprint == ""


def test_another_delimiter_inside_the_file_divides_its_row() -> None:
    result = _read("1,1@x.example,,\n2\t2@x.example\tz\n", "1=name,2=email")
    assert [record.person.name for record in result.records] == ["1", "2"]


def test_activities_of_pipedrive_become_history_and_follow_ups() -> None:
    head = "Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,"
    head += "Activity - Done,Activity - Note,Person - Name,Person - Email\n"
    result = _read(
        head + "Ring,Call,2026-11-01,,Done,nice,Ann,Ann@x.example\n"
        "Ask,Task,2026-12-01,09:30,To do,,Ann,ann@x.example\nNo,Call,2026-12-01,,,,Bo,\n"
    )
    assert [record.item.text for record in result.items] == ["Ring\n\nnice", "Ask"]
    assert {record.emails for record in result.items} == {("ann@x.example",)}
    assert sum(result.left_out.values()) == 1
