"""Tables without a header row: taken where the cells leave no doubt, refused where they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.people import ContactKind
from peer_tui.interchange.column_mapping import read_option
from peer_tui.interchange.column_shape import AS_BEFORE, proposed_again, shape_of
from peer_tui.interchange.csv_formats import look_at_csv, read_csv
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.interchange.records import ReadResult


def _read(text: str) -> ReadResult:
    return read_csv(text.encode(), "x.csv")


def _names(text: str) -> list[str]:
    return [record.person.name for record in _read(text).records]


def test_first_and_last_names_are_those_the_addresses_are_made_of() -> None:
    result = _read(
        "Smith,Ann,ann.smith@x.example,+44 20 7946 0101\n"
        "Lind,Bob,blind@y.example,+46 8 123 456\n"
        "Ödön,Éva,eva.odon7@z.example,\n"
    )
    people = [record.person for record in result.records]
    assert [(p.given, p.family) for p in people] == [
        ("Ann", "Smith"), ("Bob", "Lind"), ("Éva", "Ödön")
    ]  # fmt: skip
    assert [point.kind for point in people[0].contact_points] == [
        ContactKind.EMAIL,
        ContactKind.PHONE,
    ]
    assert not result.problems


def test_the_only_words_of_a_row_are_its_name() -> None:
    assert _names("Ann Smith;+44 20 7946 0101\nMeyer GmbH;+49 30 1234 567\n") == [
        "Ann Smith",
        "Meyer GmbH",
    ]


def test_a_plain_list_of_addresses() -> None:
    assert _names("ann@x.example\n\nbob@y.example\n") == ["ann@x.example", "bob@y.example"]


def test_what_nobody_can_tell_is_kept_as_it_came_and_told() -> None:
    result = _read("17,4,ann@x.example\n18,9,info@y.example\n")
    assert [record.person.name for record in result.records] == ["ann@x.example", "info@y.example"]
    assert '"column 1": "17"' in result.records[0].raw
    assert result.problems[0].line == 0
    assert "the columns 1, 2 do not say what they hold" in result.problems[0].what


@pytest.mark.parametrize(
    "text",
    [
        # Which of the two is the name?
        "Ann Smith,New York,ann@x.example\nBob Lind,Oslo Town,post@y.example\n",
        # A name column that the addresses do not repeat.
        "Ann,Smith,info@x.example\nBob,Lind,office@y.example\n",
        # The same words again and again are no names.
        "Stammgast,+44 20 7946 0101\nStammgast,+44 20 7946 0102\n",
        # Numbers may be anything.
        "1,2\n3,4\n",
        "4711,020 7946 0101\n4712,020 7946 0102\n",
        # Half of the rows have no address to tell them by.
        "1,ann@x.example\n2,\n3,\n4,bob@y.example\n",
        # Every row has the same address.
        "1,info@x.example\n2,info@x.example\n",
        # Notes are words, too.
        "ann@x.example,likes green tea and long walks 4 times\nbo@x.example,paid 40 of 50\n",
        # A date may be a birthday or the day of the last order.
        "Ann Smith,ann.smith@x.example,1980-03-04\nBob Lind,bob.lind@x.example,1999-12-24\n",
        # A cell of the first row that could be the name of a column.
        "Ann Smith,ann.smith@x.example,Customer\nBob Lind,bob.lind@y.example,Supplier\n",
        # A first row of data that looks like names of columns: it may not be lost.
        "Ann Smith,,+44 20 7946 0100\nBob Lind,bob.lind@x.example,+44 20 7946 0101\n"
        "Cy Poe,cy.poe@x.example,+44 20 7946 0102\nD,x\n,\n,,,,\n1,2,3,4,5\n",
        "Ann Smith,\nBob Lind,bob.lind@x.example\nCy Poe,cy.poe@x.example\n",
    ],
)
def test_cells_in_doubt_are_refused_with_the_way_out(text: str) -> None:
    result = _read(text)
    assert not result.records
    assert result.skipped
    assert "--map '" in result.refusal
    assert "seen: " in result.refusal


def test_a_year_is_a_name_of_a_column_beside_others() -> None:
    assert _names("Name,Email,2024\nAnn,a@x.example,17\n") == ["Ann"]


def test_rows_of_data_before_a_header_are_no_header() -> None:
    text = "office@shop.example,Notes\nName,Email\nAnn,a@x.example\n"
    assert _names(text) == ["Ann"]


@pytest.mark.parametrize(
    "text",
    [
        "1,1@x.example,,,\n2\t2@x.example\n3;3@x.example;;\n",
        "Name,Email,Phone\nAnn,a@x.example,1234567\nBo\tb@x.example\t1234568\n"
        "Smith, Cy\tc@x.example\t1234569\n",
        "Name\tEmail\tPhone\nAnn\ta@x.example\t1234567\nBo,b@x.example,1234568\n"
        "Cy;c@x.example;1234569\n",
    ],
)
def test_a_separator_that_changes_inside_the_file(text: str) -> None:
    emails = [record.person.contact_points[0].value[1:] for record in _read(text).records]
    assert emails == ["@x.example"] * 3


def test_a_comma_in_a_text_divides_nothing() -> None:
    text = "Name;Email;Notes\nSmith, Ann;a@x.example;one, two, three\nBo; b@x.example\nCy, Poe\n"
    people = [record.person for record in _read(text).records]
    assert [(p.name, p.notes) for p in people] == [
        ("Smith, Ann", "one, two, three"), ("Bo", ""), ("Cy, Poe", "")
    ]  # fmt: skip


DOUBTFUL = "Ann Smith,New York,ann@x.example,17\nBob Lind,Oslo Town,post@y.example,18\n"
ALIKE = "Cy Poe,Bergen,cy@z.example,190\nDi Fox,Rome,di@z.example,\n,Turin,ed@z.example,2\n"


def _said(text: str, option: str) -> dict[str, dict[str, str]]:
    """What is remembered of a file that was read with this mapping."""
    return read_csv(text.encode(), "x.csv", ReadChoices(columns=read_option(option))).mappings


def _fields(text: str, remembered: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    sight = look_at_csv(text.encode(), "x.csv", remembered)
    return [(each.field, each.why) for each in sight.proposals]


def test_what_was_said_is_proposed_for_the_next_file_of_that_shape_and_never_just_taken() -> None:
    said = _said(DOUBTFUL, "1=name,2=address..city,3=email,4=ignored")
    fields = ["name", "address..city", "email", "ignored"]
    assert _fields(ALIKE, said) == [(field, AS_BEFORE) for field in fields]
    result = read_csv(ALIKE.encode(), "x.csv", ReadChoices(remembered=said))
    assert not result.records
    option = "1=name,2=address..city,3=email,4=ignored"
    assert f"--map '{option}'" in result.refusal
    again = read_csv(ALIKE.encode(), "x.csv", ReadChoices(columns=read_option(option)))
    assert [record.person.name for record in again.records][:2] == ["Cy Poe", "Di Fox"]
    assert set(again.mappings) & set(said)


def test_what_seems_certain_and_was_said_otherwise_is_asked() -> None:
    plain = "Ann Smith;+44 20 7946 0101\nBo Lind;+49 30 1234 567\n"
    assert [record.person.name for record in _read(plain).records] == ["Ann Smith", "Bo Lind"]
    said = _said(plain, "1=organisation,2=phone.work")
    others = "Cy Poe;+44 20 7946 0103\nDi Fox;+49 30 1234 569\n"
    result = read_csv(others.encode(), "x.csv", ReadChoices(remembered=said))
    assert not result.records
    assert "--map '1=organisation,2=phone.work'" in result.refusal
    same = _said(plain, "1=name,2=phone")
    result = read_csv(others.encode(), "x.csv", ReadChoices(remembered=same))
    assert len(result.records) == 2


def test_the_same_file_is_read_again_without_a_question() -> None:
    said = _said(DOUBTFUL, "1=name,2=address..city,3=email,4=ignored")
    longer = f"{DOUBTFUL}Cy Poe,Bergen,cy@z.example,190\n"
    result = read_csv(longer.encode(), "x.csv", ReadChoices(remembered=said))
    assert [record.person.name for record in result.records] == ["Ann Smith", "Bob Lind", "Cy Poe"]


@pytest.mark.parametrize(
    "other",
    ["Cy Poe,cy@z.example,Bergen,190\n" * 2, "Cy Poe,Bergen,cy@z.example\n" * 2, "Name,Tel\na,1\n"],
)
def test_nothing_is_proposed_for_a_file_of_another_shape_or_with_known_names(other: str) -> None:
    said = _said(DOUBTFUL, "1=name,2=address..city,3=email,4=ignored")
    assert AS_BEFORE not in [why for _, why in _fields(other, said)]


def test_names_in_the_first_row_are_data_where_the_owner_said_so() -> None:
    text = "Ann Smith;Oslo\nBob Lind;Rome\n"
    said = _said(text, "1=name,2=address..city")
    sight = look_at_csv(b"Cy Poe;Turin\nDi Fox;Bonn\n", "x.csv", said)
    assert sight.names == []
    assert sight.option == "1=name,2=address..city"
    result = read_csv(b"Cy Poe;Turin\nDi Fox;Bonn\n", "x.csv", ReadChoices(remembered=said))
    assert not result.records
    assert "--map '1=name,2=address..city'" in result.refusal


@given(st.lists(st.lists(st.text(max_size=5), max_size=5), max_size=5), st.dictionaries(
    st.text(max_size=3), st.dictionaries(st.text(max_size=3), st.text(max_size=3)), max_size=3
))  # fmt: skip
def test_any_rows_have_a_shape(rows: list[list[str]], said: dict[str, dict[str, str]]) -> None:
    assert shape_of(rows) == shape_of([[*row] for row in rows])
    proposed_again(rows, said | {shape_of(rows): {"1": "name", "9": "email"}})
