"""Lines and attributes that one program writes in its own way."""

import pytest

from peer_tui.domain.people import Person
from peer_tui.errors import ImportRefused
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.text_lines import LONGEST_LINE


def of_card(*lines: str) -> Person:
    card = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Ann", *lines, "END:VCARD", ""])
    return read_bytes(card.encode(), "a.vcf").records[0].person


def of_entry(*lines: str) -> Person:
    text = "\n".join(["dn: cn=Ann", "objectClass: person", "cn: Ann", *lines, ""])
    return read_bytes(text.encode(), "a.ldif").records[0].person


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("TEL;X-Shop:1234567", "Shop"),
        ("TEL;X-OTHER:1234567", "other"),
        ("EMAIL;X-Verein:ann@verein.example", "Verein"),
        ("TEL;TYPE=x-other:1234567", "other"),
        ("TEL;TYPE=x-tokyo-office:1234567", "tokyo-office"),
        ("TEL;TYPE=WORK,X-Shop:1234567", "work"),
        ("TEL;X-NEC-SECRET:1234567", ""),
        ("TEL;TYPE=x-unknown:1234567", ""),
        ("TEL;TYPE=HOMEFAX:1234567", "home fax"),
        ("TEL;TYPE=WORKFAX:1234567", "work fax"),
        ("X-MS-TEL;VOICE;COMPANY:1234567", "main"),
        ("X-MS-TEL;VOICE;ASSISTANT:1234567", "assistant"),
        ("X-MS-TEL;VOICE;CALLBACK:1234567", "callback"),
        ("X-ASSISTANT-TEL:1234567", "assistant"),
        ("URL;TYPE=HOMEPAGE:https://ann.example", "home page"),
        ("URL;TYPE=BLOG:https://ann.example", "blog"),
    ],
)
def test_labels_of_a_program(line: str, label: str) -> None:
    [point] = of_card(line).contact_points
    assert (point.value, point.label) == (line.partition(":")[2], label)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("X-WAB-SPOUSE_NAME:Tom", "Spouse: Tom"),
        ("X-CHILDREN:Aino", "Children: Aino"),
        ("X-MAIDENNAME:Schulz", "Maiden name: Schulz"),
        ("X-CUSTOM1;VALUE=TEXT:VAT 123", "Custom 1: VAT 123"),
    ],
)
def test_lines_without_a_field_of_their_own_show_in_the_notes(line: str, note: str) -> None:
    assert of_card(line).notes == note


def test_a_whole_address_behind_its_parts_is_not_told_twice() -> None:
    google = "ADR:;;1 Oak St;Bath;;BA1;UK;1 Oak St\\nBath\\nBA1\\nUK"
    assert [each.value for each in of_card(google).contact_points] == ["1 Oak St, BA1 Bath, UK"]
    cut = "ADR:;;1 Oak St;Bath;;BA1;Bosnia; Herzegovina"
    assert "Herzegovina" in of_card(cut).contact_points[0].value


def test_a_group_of_android_is_a_tag_and_a_number_of_one_is_not() -> None:
    line = "X-ANDROID-CUSTOM:vnd.android.cursor.item/group_membership;{};;;;"
    found = of_card(line.format("Trade"), line.format("12"))
    assert [tag.name for tag in found.tags] == ["Trade"]


def test_a_change_of_a_directory_is_no_entry() -> None:
    text = b"dn: cn=Ann\nchangetype: modify\nreplace: mail\nmail: ann@new.example\n-\n"
    read = read_bytes(text, "a.ldif")
    assert (len(read.records), read.problems) == (0, [])
    assert [each.what for each in read.skipped] == ["it is a change of an entry, and no entry"]
    assert of_entry("changetype: add").name == "Ann"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (r"CN=Boss\, Bo,OU=Users", "Boss, Bo"),
        (r"CN=M\C3\BCller,OU=Users", "Müller"),
        ("uid=bo,ou=people", "uid=bo,ou=people"),
    ],
)
def test_a_manager_of_a_directory(value: str, name: str) -> None:
    assert of_entry(f"manager: {value}").notes == f"Manager: {name}"


def test_active_directory_shows_a_name_and_says_the_country_twice() -> None:
    lines = ("displayName: Ann Roe (Buying)", "l: Hull", "co: United Kingdom", "c: GB")
    found = of_entry(*lines)
    assert found.name == "Ann Roe (Buying)"
    assert [each.value for each in found.contact_points] == ["Hull, United Kingdom"]
    assert [each.value for each in of_entry("l: Hull", "c: GB").contact_points] == ["Hull, GB"]
    assert [tag.name for tag in of_entry("vcardCategories: Trade").tags] == ["Trade"]


def test_a_line_too_long_is_named_with_whose_it_is() -> None:
    huge = "x" * (LONGEST_LINE + 1)
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nNOTE:{huge}\nEND:VCARD\n"
    [missing] = read_bytes(card.encode(), "a.vcf").not_read
    assert (missing.where, missing.line) == ("a.vcf: Ann", 4)
    entry = f"dn: cn=Ann\ncn: Ann\ndescription: {huge}\nmail: ann@oak.example\n"
    read = read_bytes(entry.encode(), "a.ldif")
    [missing] = read.not_read
    assert (missing.where, missing.line) == ("a.ldif: Ann", 3)
    assert [each.value for each in read.records[0].person.contact_points] == ["ann@oak.example"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_file_filled_up_with_nuls_is_read(encoding: str) -> None:
    data = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n".encode(encoding)
    [record] = read_bytes(data + b"\0" * 4000, "a.vcf").records
    assert record.person.name == "Ann"


def test_json_that_is_too_deep_is_refused_in_plain_words() -> None:
    deep = b'{"a":' * 100_000
    with pytest.raises(ImportRefused) as refused:
        read_bytes(deep, "a.json")
    assert "RecursionError" not in str(refused.value)
