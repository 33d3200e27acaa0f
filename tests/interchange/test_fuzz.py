"""Reading is total: any bytes give contacts, problems, or a refusal, and nothing else."""

import contextlib

from hypothesis import example, given
from hypothesis import strategies as st

from peer_tui.domain.text import clean, clean_line
from peer_tui.errors import ImportRefused
from peer_tui.interchange.csv_formats import read_csv
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.records import ReadResult
from peer_tui.interchange.vcard import read_vcards

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


def _check(result: ReadResult) -> None:
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


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(data, "x"))
    _check(read_vcards(data, "x"))
    with contextlib.suppress(ImportRefused):
        _check(read_csv(data, "x"))


@given(st.lists(_PIECES, max_size=40).map(b"".join))
@example(b"BEGIN:VCARD\nNOTE;CHARSET=idna;ENCODING=QUOTED-PRINTABLE:=FF\nEND:VCARD")
@example(b"BEGIN:VCARD\nFN;ENCODING=B;CHARSET=hex:YWE=\nEND:VCARD")
def test_anything_like_a_file(data: bytes) -> None:
    _check(read_vcards(b"BEGIN:VCARD\n" + data, "x"))
    with contextlib.suppress(ImportRefused):
        _check(read_csv(b"Name,Email,Notes\n" + data, "x"))


@given(st.integers(0, len(CARD)))
def test_a_card_cut_anywhere(length: int) -> None:
    result = read_vcards(CARD[:length], "x")
    _check(result)
    assert len(result.records) + len(result.skipped) == (1 if length >= 11 else 0)


@given(st.integers(0, len(CARD) - 1), st.binary(max_size=4))
def test_a_card_damaged_anywhere(position: int, damage: bytes) -> None:
    _check(read_vcards(CARD[:position] + damage + CARD[position + 1 :], "x"))
