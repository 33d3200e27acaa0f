"""The reader rules of the vCard reader, one table each."""

import pytest

from peer_tui.domain.people import ContactKind, DateKind, Person
from peer_tui.interchange.records import ContactRecord, ReadResult
from peer_tui.interchange.vcard import read_vcards


def _read(*lines: str, end: str = "\r\n") -> ReadResult:
    text = end.join(["BEGIN:VCARD", *lines, "END:VCARD", ""])
    return read_vcards(text.encode(), "x.vcf")


def _record(*lines: str) -> ContactRecord:
    (record,) = _read(*lines).records
    return record


def _person(*lines: str) -> Person:
    return _record("VERSION:3.0", "FN:Ann", *lines).person


def _points(person: Person, kind: ContactKind) -> list[tuple[str, str]]:
    return [(p.value, p.label) for p in person.contact_points if p.kind is kind]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\n\r\n"])
def test_lines_may_end_in_any_way(end: str) -> None:
    (record,) = _read("VERSION:3.0", "FN:Ann Smith", "TEL:1234567", end=end).records
    assert record.person.name == "Ann Smith"
    assert record.person.contact_points[0].value == "1234567"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Ann Smith", "N:Other;Name"], "Ann Smith"),
        (["N:Smith;Ann;Mary;Dr.;Jr."], "Dr. Ann Mary Smith Jr."),
        (["FN: ", "N:;;;;", "NICKNAME:Annie", "ORG:Acme"], "Annie"),
        (["ORG:Acme Ltd;Sales", "EMAIL:a@b.example"], "Acme Ltd"),
        (["EMAIL:a@b.example", "TEL:123"], "a@b.example"),
        (["TEL:+49 30 123"], "+49 30 123"),
        (["N:mononym"], "mononym"),
        (["FN:One", "FN;PREF=1:Two"], "Two"),
        (["fn:lower case"], "lower case"),
        (["item1.FN:grouped"], "grouped"),
        ([r"FN:Smith\, Ann"], "Smith, Ann"),
        (["FN:a,b"], "a,b"),
        (["FN:two\\nlines"], "two lines"),
    ],
)
def test_the_name(lines: list[str], name: str) -> None:
    assert _record("VERSION:3.0", *lines).person.name == name


@pytest.mark.parametrize(
    "lines", [[], ["VERSION:4.0", "URL:http://x.example"], ["PHOTO:x"], ["TEL:", "EMAIL: "]]
)
def test_a_card_with_nothing_to_call_it_by_is_skipped(lines: list[str]) -> None:
    result = _read(*lines)
    assert not result.records
    assert [(skipped.line, skipped.where) for skipped in result.skipped] == [(1, "x.vcf")]


def test_a_list_of_contacts_is_skipped() -> None:
    result = _read("VERSION:4.0", "KIND:group", "FN:Friends", "MEMBER:urn:uuid:1")
    assert not result.records
    assert "list of contacts" in result.skipped[0].what


@pytest.mark.parametrize(
    ("line", "value", "label"),
    [
        ("TEL;WORK;VOICE:1234567", "1234567", "work"),
        ("TEL;TYPE=HOME,FAX:1234567", "1234567", "home fax"),
        ("TEL;TYPE=CELL;TYPE=pref:1234567", "1234567", "mobile"),
        ('TEL;VALUE=uri;TYPE="work,voice":tel:+1-418-656-9254;ext=102',
         "+1-418-656-9254 ext. 102", "work"),
        ("TEL;VALUE=uri:tel:+33-01-23-45-67", "+33-01-23-45-67", ""),
        ("TEL;TYPE=IPHONE;TYPE=CELL:1", "1", "mobile"),
        ("TEL;X-Samsung=1;CELL:call me", "call me", "mobile"),
    ],
)  # fmt: skip
def test_phones(line: str, value: str, label: str) -> None:
    assert _points(_person(line), ContactKind.PHONE) == [(value, label)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("EMAIL;INTERNET:Ann@Acme.example", "Ann@Acme.example"),
        ("EMAIL:mailto:ann@acme.example", "ann@acme.example"),
        ('EMAIL:"Ann" <ann@acme.example>', "ann@acme.example"),
        ("EMAIL;TYPE=INTERNET: ann@acme.example ", "ann@acme.example"),
    ],
)
def test_emails_are_bare_and_normalised(line: str, value: str) -> None:
    (point,) = _person(line).contact_points
    assert (point.value, point.normalised) == (value, value.lower())


def test_groups_name_a_property_with_apple_labels() -> None:
    person = _person(
        "item1.TEL;type=pref:111", "item1.X-ABLabel:_$!<HomeFAX>!$_",
        "item2.EMAIL:a@b.example", "item2.X-ABLabel:Boat",
        "item3.X-ABDATE:2013-03-12", "item3.X-ABLabel:_$!<Anniversary>!$_",
        "item4.X-ABRELATEDNAMES:Bo", "item4.X-ABLabel:_$!<Spouse>!$_",
        "item5.ADR:;;5 Elm St\\nFlat 2;Leeds;;LS1;UK", "item5.X-ABADR:gb",
    )  # fmt: skip
    assert _points(person, ContactKind.PHONE) == [("111", "home fax")]
    assert _points(person, ContactKind.EMAIL) == [("a@b.example", "Boat")]
    assert _points(person, ContactKind.ADDRESS) == [("5 Elm St, Flat 2, LS1 Leeds, UK", "")]
    assert [(d.kind, str(d.on)) for d in person.dates] == [(DateKind.ANNIVERSARY, "2013-03-12")]
    assert person.notes == "Spouse: Bo"


def test_the_preferred_come_first_and_none_twice() -> None:
    person = _person(
        "ADR;TYPE=pref:;;Here;;;;", "TEL:1111111", "EMAIL:a@x.example", "EMAIL;PREF=2:b@x.example",
        "EMAIL;PREF=1:c@x.example", "EMAIL;TYPE=PREF:A@X.example",
    )  # fmt: skip
    values = [point.value for point in person.contact_points]
    assert values == ["c@x.example", "A@X.example", "b@x.example", "1111111", "Here"]


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("BDAY:1980-01-31", "1980-01-31"),
        ("BDAY;VALUE=date:19800131", "1980-01-31"),
        ("BDAY:--0203", "--02-03"),
        ("BDAY:--02-03", "--02-03"),
        ("BDAY;VALUE=DATE-TIME:19890612T143000Z", "1989-06-12"),
        ("BDAY:1953-10-15T23:10:00+02:00", "1953-10-15"),
        ("BDAY;VALUE=text:circa 1800", "1800"),
        ("BDAY:1604-05-06", "--05-06"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-06", "--05-06"),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-05-06", "--05-06"),
        ("BDAY:June 12\\, 1999", "1999-06-12"),
    ],
)
def test_birthdays(line: str, on: str) -> None:
    assert [(d.kind, str(d.on)) for d in _person(line).dates] == [(DateKind.BIRTHDAY, on)]


def test_a_date_that_is_none_is_a_problem_of_its_card() -> None:
    result = _read("FN:Ann", "BDAY:31 Smarch", "TEL:1")
    assert "31 Smarch" in result.problems[0].what
    assert result.problems[0].where == "x.vcf: Ann"
    assert result.records[0].person.dates == ()


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        (["NOTE;ENCODING=QUOTED-PRINTABLE:caf=C3=A9 =", "and more=0D=0Aline two"],
         "café and more\nline two"),
        (["NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:caf=E9"], "café"),
        (["NOTE;QUOTED-PRINTABLE:=48=69"], "Hi"),
        (["NOTE;ENCODING=b:SGVsbG8="], "Hello"),
        (["NOTE:folded te", " xt", "\t here"], "folded text here"),
        (["NOTE:one", "two without a head"], "one\ntwo without a head"),
        (["NOTE:a, b; c"], "a, b; c"),
        ([r"NOTE:a\, b\; c\\d\ne"], "a, b; c\\d\ne"),
        (["NOTE:first", "NOTE:second"], "first\n\nsecond"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:half=C3"], "halfÃ"),
    ],
)  # fmt: skip
def test_text_values(lines: list[str], notes: str) -> None:
    assert _person(*lines).notes == notes


def test_base64_may_go_on_without_a_margin() -> None:
    person = _person("PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ", "AAAA+/==", "", "TEL:1234567")
    assert [point.value for point in person.contact_points] == ["1234567"]
    assert person.notes == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_of_the_whole_file(encoding: str) -> None:
    data = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Ørsted\r\nEND:VCARD\r\n".encode(encoding)
    assert read_vcards(data, "x").records[0].person.name == "Zoë Ørsted"


def test_files_put_together_keep_their_byte_order_marks() -> None:
    one = "\ufeffBEGIN:VCARD\r\nFN:Zoë\r\nEND:VCARD\r\n".encode()
    assert len(read_vcards(one * 3, "x").records) == 3


def test_an_indented_file_is_moved_left() -> None:
    text = "  BEGIN:VCARD\n  FN:Zoë\n  NOTE:a\n   b\n  END:VCARD\n"
    (record,) = read_vcards(text.encode(), "x").records
    assert (record.person.name, record.person.notes) == ("Zoë", "ab")


def test_each_property_has_its_own_charset() -> None:
    data = b"\n".join(
        [
            b"BEGIN:VCARD",
            b"VERSION:2.1",
            b"N;CHARSET=SHIFT_JIS:" + "安藤;ロイド".encode("shift_jis"),
            "ORG:Žižka".encode(),
            b"TITLE:" + "Größe".encode("cp1252"),
            b"END:VCARD",
        ]
    )
    record = read_vcards(data, "x").records[0]
    assert (record.person.family, record.person.organisation) == ("安藤", "Žižka")
    record.raw.encode()


def test_a_begin_closes_the_card_before_and_the_end_of_the_file_the_last() -> None:
    text = "BEGIN:VCARD\nFN:One\nBEGIN:vcard \nFN:Two\nEND:VCARD\nstray\nBEGIN:VCARD\nFN:Three"
    result = read_vcards(text.encode(), "x")
    assert [(r.person.name, r.line) for r in result.records] == [
        ("One", 1),
        ("Two", 3),
        ("Three", 7),
    ]
    assert [p.line for p in result.problems] == [1, 7, 6]


@pytest.mark.parametrize(
    "agent",
    [
        ["AGENT:BEGIN:VCARD", "FN:Agent", "TEL:999", "END:VCARD"],
        ["AGENT:", "BEGIN:VCARD", "FN:Agent", "TEL:999", "END:VCARD"],
        ["AGENT:BEGIN:VCARD", " FN:Agent", " TEL:999", " END:VCARD"],
        ["AGENT;VALUE=uri:CID:x", "AGENT:not a card"],
    ],
)
def test_an_agent_stays_in_its_card(agent: list[str]) -> None:
    result = _read("VERSION:3.0", "FN:Boss", *agent, "TEL:1234567")
    assert [r.person.name for r in result.records] == ["Boss"]
    assert [p.value for p in result.records[0].person.contact_points] == ["1234567"]
    assert "END:VCARD" in result.records[0].raw


def test_uids_are_stable_and_made_up_from_the_content_when_missing() -> None:
    assert _record("FN:A", "UID:urn:uuid:12").uid == "12"
    first, second = _record("FN:A", "TEL:1"), _record("FN:A", "TEL:1")
    assert first.uid == second.uid != _record("FN:A", "TEL:2").uid


def test_what_is_not_understood_stays_in_the_raw_card() -> None:
    record = _record(
        "VERSION:3.0", "FN:A", "X-CUSTOM;X=1:value", "PHOTO;VALUE=uri:data:image/png,x"
    )
    assert "X-CUSTOM;X=1:value" in record.raw
    assert "data:image/png" in record.raw
    assert record.person.contact_points == ()


def test_messengers_and_profiles() -> None:
    person = _person(
        "IMPP;X-SERVICE-TYPE=Skype:skype:ann.s", "IMPP:xmpp:ann@jabber.example", "X-ICQ:12345",
        "X-SOCIALPROFILE;type=twitter:http://twitter.example/ann", "URL:http\\://ann.example",
    )  # fmt: skip
    assert _points(person, ContactKind.MESSENGER) == [
        ("ann.s", "Skype"),
        ("ann@jabber.example", "xmpp"),
        ("12345", "ICQ"),
    ]
    assert _points(person, ContactKind.URL) == [
        ("http://twitter.example/ann", "twitter"),
        ("http://ann.example", ""),
    ]


def test_categories_organisation_and_title() -> None:
    person = _person(
        "CATEGORIES:Customers,VIP,myContacts", "ORG:Acme\\; Co;Sales;North", "TITLE:Buyer",
        "ROLE:Decides", "NICKNAME:An, Annie",
    )  # fmt: skip
    assert [tag.name for tag in person.tags] == ["Customers", "VIP"]
    assert (person.organisation, person.job_title) == ("Acme; Co", "Buyer")
    assert person.nickname == "An, Annie"
    assert person.notes == "Department: Sales, North\nRole: Decides"


def test_hostile_text_is_cleaned() -> None:
    person = _record(
        "FN:Eve\x1b]52;c;aGk=\x07\u202e txt.exe", "NOTE:a\x1b[2Jb\\nc", "ORG:[/]x\x00y"
    ).person
    assert person.name == "Eve]52;c;aGk= txt.exe"
    assert person.notes == "a[2Jb\nc"
    assert person.organisation == "[/]xy"


def test_what_is_kept_of_a_card_with_nuls_reads_like_the_card() -> None:
    record = _record("FN:Ann", "NOTE;ENCODING=QUOTED-PRINTABLE:=C\x003=BC")
    assert record.person.notes == "ü"
    (again,) = read_vcards(record.raw.encode(), "x").records
    assert again.person == record.person
