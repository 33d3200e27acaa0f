"""LDIF: base64, folded lines, several values, lists, and whatever else stands in a file."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from peer_tui.interchange.ldif import read_ldif
from peer_tui.interchange.reading import read_bytes

NOTE = base64.b64encode("Zoë likes\nmornings".encode()).decode()
ENTRY = f"""version: 1

# a comment
 that goes on
dn: cn=Zo,mail=zoe@x.example
objectclass: inetOrgPerson
cn:: {base64.b64encode("Zoë Müller".encode()).decode()}
mail: zoe@x.example
mail: zoe@y.example
mozillaHomeStreet: 1 Elm
 Street
description:: {NOTE}
jpegPhoto:< file:///etc/passwd
birthyear: 1980
birthmonth: 3
birthday: 4

dn: cn=all
objectclass: groupOfNames
cn: all
member: cn=Zo
"""


def test_an_entry_is_read_whole() -> None:
    result = read_bytes(ENTRY.encode(), "x.txt")
    [record] = result.records
    person = record.person
    assert (person.name, person.notes) == ("Zoë Müller", "Zoë likes\nmornings")
    values = [point.value for point in person.contact_points]
    assert values == ["zoe@x.example", "zoe@y.example", "1 ElmStreet"]
    assert [str(day.on) for day in person.dates] == ["1980-03-04"]
    assert record.uid == "cn=zo,mail=zoe@x.example"
    assert "passwd" not in str(person)
    assert [problem.what for problem in result.skipped] == ["it is a list of contacts"]


def test_line_ends_and_missing_empty_lines_do_not_matter() -> None:
    text = "dn: cn=A\ncn: Ann\ndn: cn=B\ncn: Bo\n"
    for end in ("\n", "\r\n", "\r"):
        result = read_bytes(text.replace("\n", end).encode(), "x")
        assert [record.person.name for record in result.records] == ["Ann", "Bo"]


def test_what_cannot_be_decoded_is_listed() -> None:
    result = read_ldif(b"dn: cn=A\ncn: Ann\nmail:: ???\nnonsense\n", "x")
    assert [problem.what for problem in result.problems] == [
        "the mail cannot be decoded",
        "a line that is no attribute was left out",
    ]


def test_old_code_pages_are_read() -> None:
    result = read_ldif("dn: cn=A\ncn: Müller\n".encode("cp1252"), "x")
    assert result.records[0].person.name == "Müller"


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    for record in read_ldif(b"dn: x\ncn: " + data, "x").records:
        record.raw.encode()
        assert record.person.name
