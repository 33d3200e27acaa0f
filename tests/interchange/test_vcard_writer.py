"""vCards out: strict, and in again with every field and every line that is not understood."""

import csv
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
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
from peer_tui.errors import ImportRefused
from peer_tui.interchange.exported_people import ExportedPerson
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.vcard import HANDLERS, read_vcards
from peer_tui.interchange.vcard_writer import VERSIONS, seen, write_card
from peer_tui.interchange.vcard_writer_base import read_base
from tests.interchange.people import people
from tests.paths import SHARED

CORPUS = SHARED / "corpus"
UID = "5b6a4c1e-0d5c-4a64-9f5b-0c9d1f3f8f00"
ANN = Person(
    name="Ann Smith",
    uid=UID,
    given="Ann",
    family="Smith",
    organisation="Acme; Co",
    time_zone="Europe/London",
    language="pt-BR",
    rhythm=Rhythm(RhythmKind.PERIODIC, 42),
    notes="one, two; three\nfour \\ five",
    contact_points=(
        ContactPoint(ContactKind.EMAIL, "ann@acme.example", "work", "ann@acme.example"),
        ContactPoint(ContactKind.PHONE, "+44 20 7946 0999", "mobile"),
        ContactPoint(ContactKind.ADDRESS, "5 Elm St, LS1 Leeds", "Boat"),
        ContactPoint(ContactKind.URL, "https://acme.example/a,b", "work"),
        ContactPoint(ContactKind.MESSENGER, "ann.s", "Skype"),
    ),
    tags=(Tag("customer", "2021"), Tag("a,b")),
    dates=(
        ImportantDate(DateKind.BIRTHDAY, PartialDate(None, 2, 3), lead_days=7),
        ImportantDate(DateKind.OTHER, PartialDate(2020, 5, 1), "opened the shop"),
    ),
)


def read_again(text: str) -> Person:
    """The one person of a card."""
    result = read_vcards(text.encode(), "out.vcf")
    assert not result.problems
    (record,) = result.records
    return record.person


def unfolded(text: str) -> list[str]:
    """The lines of a card, after checking how they are folded."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_person_without_a_card_is_written_whole(version: str) -> None:
    lines = unfolded(write_card(ExportedPerson(ANN), version))
    assert lines[:2] == ["BEGIN:VCARD", f"VERSION:{version}"]
    assert lines[-1] == "END:VCARD"
    old = version == "3.0"
    for line in (
        f"UID:{UID}" if old else f"UID:urn:uuid:{UID}",
        "FN:Ann Smith",
        "N:Smith;Ann;;;",
        "ORG:Acme\\; Co",
        "NOTE:one\\, two\\; three\\nfour \\\\ five",
        "EMAIL;TYPE=INTERNET,work,pref:ann@acme.example" if old
        else "EMAIL;TYPE=work;PREF=1:ann@acme.example",
        "TEL;TYPE=cell:+44 20 7946 0999",
        "item1.ADR:;;5 Elm St\\, LS1 Leeds;;;;",
        "item1.X-ABLabel:Boat",
        "URL;TYPE=work:https://acme.example/a%2Cb",
        "IMPP;X-SERVICE-TYPE=Skype:skype:ann.s",
        "CATEGORIES:customer,a\\,b",
        "X-PEER-TAG:customer;2021;",
        "BDAY;X-APPLE-OMIT-YEAR=1604;X-PEER-DAYS-BEFORE=7:1604-02-03" if old
        else "BDAY;X-PEER-DAYS-BEFORE=7:--0203",
        "item2.X-ABDATE:2020-05-01" if old else "item2.X-ABDATE:20200501",
        "TZ;VALUE=text:Europe/London" if old else "TZ:Europe/London",
        "X-PEER-LANGUAGE:pt-BR" if old else "LANG:pt-BR",
        "X-PEER-RHYTHM:periodic;42",
    ):  # fmt: skip
        assert line in lines
    assert seen(read_again("\r\n".join(lines))) == seen(ANN)


@pytest.mark.parametrize("version", VERSIONS)
def test_zone_language_and_rhythm_are_read_and_changed_in_their_lines(version: str) -> None:
    raw = (
        f"BEGIN:VCARD\nVERSION:{version}\nUID:{UID}\nFN:Ann\nN:;Ann;;;\nTZ:-05:00\nLANG;PREF=2:fr\n"
        "LANG;PREF=1:en\nX-OTHER:kept\nX-PEER-RHYTHM:periodic;7\nEND:VCARD\n"
    )
    person = read_again(raw)
    assert (person.time_zone, person.language) == ("-05:00", "en")
    assert person.rhythm == Rhythm(RhythmKind.PERIODIC, 7)
    same = unfolded(write_card(ExportedPerson(person, card=raw), version))
    assert same == raw.strip().split("\n")
    edited = replace(person, time_zone="Asia/Tokyo", language="ja", rhythm=Rhythm())
    lines = unfolded(write_card(ExportedPerson(edited, card=raw), version))
    assert "X-OTHER:kept" in lines
    assert not any(line.startswith("X-PEER-RHYTHM") for line in lines)
    again = read_again("\r\n".join(lines))
    assert (again.time_zone, again.language, again.rhythm) == ("Asia/Tokyo", "ja", Rhythm())


@pytest.mark.parametrize(
    "value",
    ["", "periodic", "periodic;0", "periodic;3651", "periodic;-7", "weekly", "periodic;٧"],
)
def test_a_rhythm_that_is_none_is_left_alone(value: str) -> None:
    text = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nX-PEER-RHYTHM:{value}\nEND:VCARD\n"
    assert read_again(text).rhythm == Rhythm()


def test_an_international_number_is_a_uri_in_version_4() -> None:
    phone = ContactPoint(ContactKind.PHONE, "+442079460999", "work")
    text = write_card(ExportedPerson(Person("Ann", uid=UID, contact_points=(phone,))), "4.0")
    assert "TEL;TYPE=work,voice;VALUE=uri:tel:+442079460999" in unfolded(text)


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=120, deadline=None)
@given(person=people())
def test_out_and_in_again_keeps_every_field(version: str, person: Person) -> None:
    text = write_card(ExportedPerson(person), version)
    lines = unfolded(text)
    assert sum(line.split(":")[0].split(";")[0] == "UID" for line in lines) == 1
    assert seen(read_again(text)) == seen(person)


RAW = "\n".join(
    [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Other//EN",
        "X-FIRST;X-P=1:kept, as; it is",
        "item7.TEL;type=WORK;type=pref:+1 555 0100",
        "item7.X-ABLabel:Boat",
        "FN:Ann Smith",
        "N:Smith;Ann;;;",
        "EMAIL;TYPE=INTERNET,HOME;X-KEEP=yes:ann@home.example",
        "ADR;TYPE=work:;;5 Elm St;Leeds;;LS1;UK",
        "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 12,
        " " + "QUJD" * 18,
        "BDAY:1980-01-31",
        "item3.X-ABRELATEDNAMES:Bo",
        "item3.X-ABLabel:_$!<Spouse>!$_",
        "CATEGORIES:Customers,myContacts",
        "NOTE:first",
        "X-LAST:\\n\\,",
        "UID:other-uid",
        "END:VCARD",
        "",
    ]
)


def changed(**fields: object) -> tuple[list[str], list[str]]:
    """The lines that went and those that came when these fields of the card changed."""
    base = read_vcards(RAW.encode(), "x").records[0].person
    person = replace(base, uid=UID, **fields)  # type: ignore[arg-type]  # fields of any type
    text = write_card(ExportedPerson(person, card=RAW))
    assert seen(read_again(text)) == seen(person)
    before, after = RAW.strip().split("\n"), text.replace("\r\n", "\n").strip().split("\n")
    kept = [line for line in before if line in after]
    assert kept == [line for line in after if line in before]
    return [x for x in before if x not in after], [x for x in after if x not in before]


def points(*changes: tuple[int, dict[str, str]]) -> tuple[ContactPoint, ...]:
    """The contact points of the card, some of them changed."""
    found = list(read_vcards(RAW.encode(), "x").records[0].person.contact_points)
    for at, fields in changes:
        found[at] = replace(found[at], **fields)  # type: ignore[arg-type]  # texts only
    return tuple(found)


def test_a_card_of_which_nothing_changed_stays_as_it_is() -> None:
    assert changed() == ([], [])


def test_only_the_lines_that_changed_are_rewritten() -> None:
    assert changed(name="Ann Jones") == (["FN:Ann Smith"], ["FN:Ann Jones"])
    assert changed(job_title="Buyer") == ([], ["TITLE:Buyer"])
    assert changed(notes="second, third\n\nSpouse: Bo") == (
        ["NOTE:first"],
        ["NOTE:second\\, third"],
    )
    assert changed(tags=(Tag("VIP"),)) == (
        ["CATEGORIES:Customers,myContacts"],
        ["CATEGORIES:VIP,myContacts"],
    )
    assert changed(dates=()) == (["BDAY:1980-01-31"], [])


def test_a_relation_that_the_notes_do_not_tell_any_more_goes() -> None:
    assert changed(notes="first") == (
        ["item3.X-ABRELATEDNAMES:Bo", "item3.X-ABLabel:_$!<Spouse>!$_"],
        [],
    )
    assert changed(notes="Spouse: Bo\n\nfirst") == (["NOTE:first"], ["NOTE:Spouse: Bo\\n\\nfirst"])


def test_a_contact_point_keeps_its_group_and_what_is_not_understood() -> None:
    assert changed(contact_points=points((0, {"value": "+1 555 0199"}))) == (
        ["item7.TEL;type=WORK;type=pref:+1 555 0100"],
        ["item7.TEL;type=WORK;type=pref:+1 555 0199"],
    )
    mail = {"value": "ann@new.example", "normalised": "ann@new.example"}
    assert changed(contact_points=points((1, mail))) == (
        ["EMAIL;TYPE=INTERNET,HOME;X-KEEP=yes:ann@home.example"],
        ["EMAIL;TYPE=INTERNET,HOME;X-KEEP=yes:ann@new.example"],
    )
    gone, came = changed(contact_points=points((2, {"label": "home"})))
    assert (gone, came) == (
        ["ADR;TYPE=work:;;5 Elm St;Leeds;;LS1;UK"],
        ["ADR;TYPE=home:;;5 Elm St;Leeds;;LS1;UK"],
    )
    assert changed(contact_points=points()[1:]) == (
        ["item7.TEL;type=WORK;type=pref:+1 555 0100", "item7.X-ABLabel:Boat"],
        [],
    )


def test_a_new_order_is_read_again() -> None:
    phone, mail, address = points()
    base = read_vcards(RAW.encode(), "x").records[0].person
    person = replace(base, uid=UID, contact_points=(mail, phone, address))
    text = write_card(ExportedPerson(person, card=RAW))
    assert seen(read_again(text)) == seen(person)
    assert "EMAIL;TYPE=INTERNET,HOME;X-KEEP=yes:ann@home.example" in unfolded(text)


UNKNOWN = ["X-FIRST;X-P=1:kept, as; it is", "PRODID:-//Other//EN", "X-LAST:\\n\\,"]


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=100, deadline=None)
@given(person=people())
def test_any_change_keeps_every_unknown_line(version: str, person: Person) -> None:
    text = write_card(ExportedPerson(person, card=RAW), version)
    lines = unfolded(text)
    assert [line for line in lines if line in UNKNOWN] == [
        line for line in RAW.split("\n") if line in UNKNOWN
    ]
    assert any(line.startswith("PHOTO") and "QUJD" * 30 in line for line in lines)
    assert "UID:other-uid" in lines or "UID;VALUE=text:other-uid" in lines
    assert seen(read_again(text)) == seen(person)


def test_a_card_of_version_2_is_written_by_the_rules() -> None:
    raw = "\n".join(
        [
            "BEGIN:VCARD",
            "VERSION:2.1",
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85str=C3=B6m;Nadia, Dr.",
            "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nadia =C3=85str=C3=B6m",
            "TEL;WORK;VOICE:0201",
            "NOTE;ENCODING=QUOTED-PRINTABLE:one, two=0D=0Athree",
            "PHOTO;ENCODING=BASE64;JPEG:QUJD",
            " REVG",
            "X-ODD;ENCODING=QUOTED-PRINTABLE:a=0Ab",
            "END:VCARD",
        ]
    )
    base = read_vcards(raw.encode(), "x").records[0].person
    text = write_card(ExportedPerson(replace(base, uid=UID), card=raw))
    assert unfolded(text)[1:-1] == [
        "VERSION:3.0",
        f"UID:{UID}",
        "N:Åström;Nadia\\, Dr.",
        "FN:Nadia Åström",
        "TEL;TYPE=WORK,VOICE:0201",
        "NOTE:one\\, two\\nthree",
        "PHOTO;ENCODING=b;TYPE=JPEG:QUJDREVG",
        "X-ODD:a\\nb",
    ]
    new = unfolded(write_card(ExportedPerson(replace(base, uid=UID), card=raw), "4.0"))
    assert "PHOTO:data:image/jpeg;base64,QUJDREVG" in new


def test_an_agent_becomes_one_line() -> None:
    nested = "AGENT:\nBEGIN:VCARD\nFN:A,B\nEND:VCARD"
    raw = f"BEGIN:VCARD\nVERSION:2.1\nFN:Boss\n{nested}\nTEL:1\nEND:VCARD"
    text = write_card(ExportedPerson(read_vcards(raw.encode(), "x").records[0].person, card=raw))
    assert "AGENT:BEGIN:VCARD\\nFN:A\\,B\\nEND:VCARD" in unfolded(text)
    assert read_again(text).name == "Boss"


@cache
def corpus_files() -> list[str]:
    index = CORPUS / "INDEX.tsv"
    if not index.exists():
        return [""]
    with index.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["file"] for row in rows if row["kind"] == "vcard"]


@pytest.mark.parametrize("file", corpus_files())
def test_every_card_of_the_corpus_written_and_read_again_is_the_same(file: str) -> None:
    if not file:
        pytest.skip("the folder of other programs' files is not here")
    data = (CORPUS / "vcard" / file).read_bytes()
    try:
        records = read_bytes(data, file).records[:40]
    except ImportRefused:
        return
    for record in records:
        person = replace(record.person, uid=UID)
        for version in VERSIONS:
            text = write_card(ExportedPerson(person, card=record.raw), version)
            unfolded(text)
            again = read_vcards(text.encode(), file).records
            assert [seen(each.person) for each in again] == [seen(person)]
            assert again[0].uid in (record.uid, UID)


@pytest.mark.parametrize("file", corpus_files())
def test_every_line_of_the_corpus_that_is_not_understood_stays(file: str) -> None:
    if not file:
        pytest.skip("the folder of other programs' files is not here")
    data = (CORPUS / "vcard" / file).read_bytes()
    try:
        records = read_bytes(data, file).records[:40]
    except ImportRefused:
        return
    for record in records:
        for person in (record.person, ANN):
            for version in VERSIONS:
                card = ExportedPerson(replace(person, uid=UID), card=record.raw)
                assert unknown(write_card(card, version)) == unknown(record.raw)


def unknown(card: str) -> list[tuple[str, str]]:
    """Name and value of the lines that the reader has no field for, without white space.

    Pictures have another form in each version: only what tells them apart is looked at.
    """
    found = []
    for line in read_base(card.replace("\r\n", "\n")).lines:
        # The country of an address goes with it.
        if line.name in HANDLERS or line.name in ("VERSION", "X-ABADR"):
            continue
        value = "".join(line.value.replace("\\n", "").split()).rpartition("base64,")[2]
        # What would end the card for other programs has another name.
        name = {"X-END": "END", "X-BEGIN": "BEGIN"}.get(line.name, line.name)
        found.append((name, value))
    return found


ODD_LINES = st.one_of(
    st.sampled_from(
        [
            "FN:Ann", "FN;PREF=1:Bo, Co", "N:a;b", "N;X-PEER-FROM-NAME=1:x", "ORG:Acme;Sales",
            "ORG:;x", "TITLE:t", "ROLE:Decides", "TEL;WORK:1", "TEL;TYPE=pref,cell:1 2",
            "item1.TEL:12", "item1.X-ABLabel:Boat", "item1.EMAIL:a@b.example", "EMAIL;PREF=2:C@D.e",
            "ADR:;;x;y;;;z", "ADR:x", "LABEL:l1\\nl2", "URL:http://a.example/,x", "IMPP:xmpp:a@b",
            "X-SKYPE:a", "BDAY:1980-01-31", "BDAY:never", "BDAY;VALUE=text:circa 1800",
            "ANNIVERSARY:2001-02-03", "X-ABDATE:2001-02-03", "item2.X-ABDATE:--0203",
            "item2.X-ABLabel:_$!<Anniversary>!$_", "NOTE:a, b; c", "NOTE:Spouse: Bo",
            "NOTE;ENCODING=QUOTED-PRINTABLE:=41=", "=42", "X-SPOUSE:Bo", "RELATED;TYPE=child:C",
            "CATEGORIES:a,b;c", "X-PEER-TAG:a;1;2", "UID:", "UID:u", "VERSION:4.0", "VERSION:2.1",
            "AGENT:BEGIN:VCARD", "END:VCARD", "BEGIN:VCARD", " folded", "\t x", "", "#c", "x",
            "X-A;B=\"q:;\":v", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;N;;",
            "PHOTO;BASE64:QQ==", "TZ:x", "TZ;VALUE=text:-05:00\\; EST\\; Raleigh/North America",
            "LANG:de", "LANG;PREF=1:en", "X-PEER-LANGUAGE:fr", "X-PEER-RHYTHM:periodic;7",
            "X-PEER-RHYTHM:never", '.:"x', "N:;A;;;\nB", "KIND:org", "X-PEER-MET-ON:2021",
        ]
    ),
    st.text(st.characters(codec="utf-8"), max_size=20),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    lines=st.lists(ODD_LINES, max_size=14), other=st.booleans(), version=st.sampled_from(VERSIONS)
)
def test_whatever_the_base_is_the_person_comes_back(
    lines: list[str], other: bool, version: str
) -> None:
    data = "\n".join(["BEGIN:VCARD", "FN:Zoë", *lines, "END:VCARD"]).encode()
    for record in read_vcards(data, "x").records:
        person = ANN if other else replace(record.person, uid=UID)
        text = write_card(ExportedPerson(person, card=record.raw), version)
        unfolded(text)
        (again,) = read_vcards(text.encode(), "x").records
        assert seen(again.person) == seen(person)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "lines",
    [
        "ADR;TYPE=work:;Suite g\nD2-630;2875 Laurier;\n Quebec;QC\nTEL;VALUE=uri;T262",
        f"TEL:1\nX-{'A' * 100}:v",
        f"TEL:1\nX-{'A' * 73};B=c:v",
        f"TEL:1\n{'a' * 100}.X-A:v",
        "ADR:;Suite g\nX;A=b;\nc:d",
        f"ADR:;Long {'Suite; ' * 9}\n2 Laurier; x{' long' * 20}\n Que",
    ],
    ids=[
        "no colon",
        "long name",
        "name of 75",
        "long group",
        "odd",
        "long odd",
    ],
)
def test_an_odd_line_stays_a_line_of_its_own(lines: str, version: str) -> None:
    """What is not understood never becomes part of what is, whoever writes it."""
    raw = f"BEGIN:VCARD\nVERSION:4.0\nFN:Ann\n{lines}\nEND:VCARD\n"
    (record,) = read_vcards(raw.encode(), "x").records
    points = tuple(replace(point, label="boat") for point in record.person.contact_points)
    for person in (record.person, replace(record.person, contact_points=points)):
        text = write_card(ExportedPerson(replace(person, uid=UID), card=raw), version)
        assert "\n" not in text.replace("\r\n", "")
        again = read_vcards(text.encode(), "x")
        assert [seen(each.person) for each in again.records] == [seen(person)]
        assert not again.problems


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("label", ["_$!<HomeFAX>!$\x7f", "_$!<_$!<Home>!$_>!$_"])
def test_a_damaged_label_is_the_same_once_it_is_written(label: str, version: str) -> None:
    raw = (
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nitem1.TEL:55 9999\nitem1.X-ABLabel:{label}\nEND:VCARD\n"
    )
    (record,) = read_vcards(raw.encode(), "x").records
    person = replace(record.person, uid=UID)
    (again,) = read_vcards(write_card(ExportedPerson(person), version).encode(), "x").records
    assert seen(again.person) == seen(person)


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=300))
def test_long_lines_are_folded_inside_no_character(text: str) -> None:
    person = Person("Ann", uid=UID, notes=text)
    unfolded(write_card(ExportedPerson(person)))


@settings(max_examples=60, deadline=None)
@given(start=st.integers(0, 80), text=st.text("=AÄ", min_size=60, max_size=200))
def test_no_folded_line_can_be_taken_for_a_soft_break(start: int, text: str) -> None:
    """A head of another program may name quoted-printable where it means nothing."""
    number = f"{'1' * start}{text}".replace("==", "=A")
    raw = f"BEGIN:VCARD\nFN:Ann\nTEL;X=ENCODING=QUOTED-PRINTABLE:{number}\nEND:VCARD\n"
    card = write_card(ExportedPerson(Person("Ann", uid=UID, notes=number)))
    assert "=\r\n " not in card
    for record in read_vcards(raw.encode(), "x").records:
        again = read_again(write_card(ExportedPerson(replace(record.person, uid=UID), card=raw)))
        assert seen(again) == seen(record.person)


@pytest.mark.parametrize("version", VERSIONS)
def test_khard_shows_names_numbers_and_birthdays(version: str, tmp_path: Path) -> None:
    khard = Path(sys.executable).with_name("khard")
    if not khard.exists():
        pytest.skip("khard is not installed")
    (tmp_path / "book").mkdir()
    bo = Person(
        "Bo Østergård",
        uid="7b6a4c1e-0d5c-4a64-9f5b-0c9d1f3f8f00",
        contact_points=(ContactPoint(ContactKind.PHONE, "+4512345678", "home"),),
        dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(1980, 12, 31)),),
    )
    for person in (ANN, bo):
        text = write_card(ExportedPerson(person), version)
        (tmp_path / "book" / f"{person.uid}.vcf").write_bytes(text.encode())
    config = tmp_path / "khard.conf"
    config.write_text(f"[addressbooks]\n[[peer]]\npath = {tmp_path / 'book'}\n", "utf-8")

    def shown(*command: str) -> str:
        run = subprocess.run(
            [khard, "-c", config, *command],
            env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    assert {line.split("\t")[1] for line in shown("list", "--parsable").splitlines()} == {
        "Ann Smith",
        "Bo Østergård",
    }
    numbers = shown("phone", "--parsable")
    assert "+44 20 7946 0999\tAnn Smith\tcell" in numbers
    assert "+4512345678\tBo Østergård" in numbers
    assert "ann@acme.example\tAnn Smith" in shown("email", "--parsable", "ann")
    assert "Birthday: 12/31/80" in shown("show", f"uid:{bo.uid}")
    assert "one, two; three" in shown("show", f"uid:{ANN.uid}")
