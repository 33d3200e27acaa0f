"""Reading is total: any bytes give contacts, problems, or a refusal, and nothing else."""

import contextlib
import os

from hypothesis import example, given, settings
from hypothesis import strategies as st

from peer_tui.domain.text import clean, clean_line
from peer_tui.errors import ImportRefused
from peer_tui.interchange.csv_formats import read_csv
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.interchange.records import ReadResult
from peer_tui.interchange.vcard import read_vcards

EXAMPLES = int(os.environ.get("PEER_FUZZ", "100"))
"""Examples for each rule; hours by hand, seconds otherwise."""
fuzz = settings(max_examples=EXAMPLES, deadline=None)
CARD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Ann;;;
FN:Ann Müller
item1.TEL;TYPE="work,voice";PREF=1:+49 30 1234567
item1.X-ABLabel:_$!<Work>!$_
ADR;WORK:;;Elm\\, St 5;Leeds;;LS1;UK
PHOTO;ENCODING=BASE64:
 /9j/4AAQ
AGENT:BEGIN:VCARD
FN:Agent
END:VCARD
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-06
NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=
two
END:VCARD
""".encode()
_PIECES = st.sampled_from(
    [
        b"BEGIN:VCARD\n", b"END:VCARD\n", b"AGENT:", b"\n", b"\r", b" ", b"\t", b"=\n", b"=C3",
        b";", b":", b'"', b"\\", b",", b"FN:", b"N:", b"TEL;TYPE=", b"BDAY:", b"ORG:", b"NOTE;",
        b"ENCODING=QUOTED-PRINTABLE:", b"ENCODING=B:", b"CHARSET=", b"x\xff", b"\x00", b"item1.",
        b"Name,Email\n", b"Phone 1 - Value", b"Labels", b" ::: ", b"* ", b"Birthday", b"1/2/3",
        "ü\u202e".encode(), b"utf-7", b"idna", b"base64", b"punycode:", b"\x1b[2J",
    ]
)  # fmt: skip


ENTRY = b"""version: 1
dn: cn=Ann,mail=a@x.example
cn:: QW5u
mail: a@x.example
street: 1 Elm
  Street
description:: bGluZQ==
"""
BOX = b"""From a@x.example Mon Jun 01 10:00:00 2026
From: =?utf-8?Q?Ann?= <a@x.example>
To: me@x.example, "B, C" <b@x.example>
Subject: =?iso-8859-1?B?R3L8?= there
Date: Tue, 2 Jun 2026 09:30:00 +0200
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=bogus
Content-Transfer-Encoding: quoted-printable

Gr=FC
--x--
"""
TABLE = b"""Name,E-mail,Phone,Birthday,Foo
Ann,a@x.example,+44 20 7946 0101,1980-03-04,x
"Bo, ""B"" Lee",b@x.example,,4/3/1980,y
"""
ACCOUNT = b"""{"version": "1.0-preview.1", "account": {"data": [{"count": 1, "type": "contact",
"values": [{"uuid": "a", "properties": {"first_name": "Ann"}, "data": [{"type": "note", "values":
[{"created_at": "2026-01-02T03:04:05Z", "properties": {"body": "x"}}]}]}]}]}}"""
ABOOK = b"""# abook addressbook file
[format]
program=abook
version=0.6.1

[0]
name=Ann
email=a@x.example,b@x.example
mobile=+44 20 7946 0101
"""
ALIASES = b"""alias -group shop ann "Ann Q." <a@x.example> # a friend
alias bob b@x.example (Bob)
alias all ann,\\
  bob
"""
HEADLESS = b"1,Ann,Lee,ann.lee@x.example\n2\tBo\tLi\tbli@x.example\n3;Cy;Poe;cpoe@x.example\n"
SAMPLES = (CARD, ENTRY, BOX, TABLE, ACCOUNT, ABOOK, ALIASES, HEADLESS)
MINE = ReadChoices(me=frozenset({"me@x.example"}), bodies=True)


def _check(result: ReadResult) -> None:
    assert not (result.refusal and (result.records or result.items))
    for item in result.items:
        item.item.text.encode()
        item.uid.encode()
        item.raw.encode()
    for record in result.records:
        person = record.person
        assert person.name
        assert person.notes == clean(person.notes)
        for line in (person.name, person.given, person.family, person.organisation):
            assert line == clean_line(line)
        for point in person.contact_points:
            assert point.value == clean_line(point.value) != ""
            assert point.label == clean_line(point.label)
        record.raw.encode()
        record.uid.encode()
        assert "\0" not in record.raw


@fuzz
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(data, "x"))
    _check(read_vcards(data, "x"))
    with contextlib.suppress(ImportRefused):
        _check(read_csv(data, "x"))


@fuzz
@given(st.lists(_PIECES, max_size=40).map(b"".join))
@example(b"BEGIN:VCARD\nNOTE;CHARSET=idna;ENCODING=QUOTED-PRINTABLE:=FF\nEND:VCARD")
@example(b"BEGIN:VCARD\nFN;ENCODING=B;CHARSET=hex:YWE=\nEND:VCARD")
@example(b"FN:Ann\nIMPP:sip: ann@x.example\nX-SOCIALPROFILE:x-apple: ann\n")
def test_anything_like_a_file(data: bytes) -> None:
    _check(read_vcards(b"BEGIN:VCARD\n" + data, "x"))
    with contextlib.suppress(ImportRefused):
        _check(read_csv(b"Name,Email,Notes\n" + data, "x"))


@fuzz
@given(st.integers(0, len(CARD)))
def test_a_card_cut_anywhere(length: int) -> None:
    result = read_vcards(CARD[:length], "x")
    _check(result)
    assert len(result.records) + len(result.skipped) == (1 if length >= 11 else 0)


@fuzz
@given(st.integers(0, len(CARD) - 1), st.binary(max_size=4))
def test_a_card_damaged_anywhere(position: int, damage: bytes) -> None:
    _check(read_vcards(CARD[:position] + damage + CARD[position + 1 :], "x"))


@fuzz
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 40), st.binary(max_size=6)), max_size=6),
)
def test_any_file_damaged_anywhere(sample: bytes, damages: list[tuple[int, int, bytes]]) -> None:
    for at, length, damage in damages:
        at %= len(sample)
        sample = sample[:at] + damage + sample[at + length :]
        sample = sample or b"x"
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(sample, "x", MINE))


@fuzz
@given(
    st.sampled_from(SAMPLES),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp932", "koi8-r"]),
    st.sampled_from(["utf-8", "cp1252", "cp932", "utf-16-be", "latin-1"]),
)
def test_every_charset_mislabelled(sample: bytes, written: str, said: str) -> None:
    text = sample.decode().replace("Ann", "Änn Ł 名 \U0001f600").replace("bogus", said)
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(text.encode(written, "replace"), "x", MINE))


@fuzz
@given(st.sampled_from(SAMPLES), st.integers(0, 900))
def test_any_file_cut_anywhere(sample: bytes, length: int) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(sample[: length % len(sample)], "x", MINE))
