"""Importing what was imported before, and the files of programs that number alike."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.interchange.apply import StoredPeople, apply
from peer_tui.interchange.csv_formats import read_csv
from peer_tui.interchange.merging import add_missing
from peer_tui.interchange.plan import make_plan, raw_hash
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.interchange.records import ContactRecord, ReadResult
from peer_tui.services.people import save_person
from peer_tui.storage.models import SourceCard
from peer_tui.storage.queries.people import names_matching
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.store import Identity, Store, open_store

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
BREVO = b"Customer ID,Name,Email\n12,L\xc3\xa9a Roux,lea@roux.example\n"
SHOP = b"Customer ID,Name,Phone,Notes\n12,Tim Hale,+44 1225 111111,pays late\n"
LIST = b"Name,Mob\nAnn Poe,07700 900111\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(tmp_path / "peer.db", FixedClock(NOW), Identity("bench", "owner"))
    yield opened
    opened.close()


def bring(store: Store, read: ReadResult) -> str:
    return apply(store, make_plan(read.records, StoredPeople(store.reader))).message


def bring_file(store: Store, data: bytes, name: str = "list.csv") -> str:
    return bring(store, read_bytes(data, name).or_refused())


def names(store: Store) -> list[str]:
    return sorted(name for (name,) in store.reader.rows("SELECT name FROM person"))


def one(store: Store, name: str) -> Person:
    [(id_, _)] = names_matching(store.reader, name)
    found = read_person(store.reader, id_)
    assert found is not None
    return found


def as_earlier_versions_kept_it(store: Store) -> None:
    rows = store.reader.rows("SELECT id, content FROM source_card")
    with store.transaction("import", "as before") as transaction:
        for id_, content in rows:
            transaction.update(SourceCard, id_, {"content_hash": raw_hash(content)})


def phones(person: Person) -> list[str]:
    return [each.value for each in person.contact_points if each.kind is ContactKind.PHONE]


def say(store: Store, name: str, person: Person) -> None:
    """What the owner makes of them."""
    with store.transaction("edit", "by hand") as transaction:
        save_person(transaction, one(store, name).id or 0, person, NOW.date())


NO_CHANGE = "0 new, 0 changed, 1 same"


def test_one_number_of_two_programs_is_two_people(store: Store) -> None:
    bring_file(store, BREVO)
    bring_file(store, SHOP)
    assert names(store) == ["Léa Roux", "Tim Hale"]
    assert one(store, "Léa").notes == ""
    for data in (BREVO, SHOP, BREVO):
        assert NO_CHANGE in bring_file(store, data)
        assert names(store) == ["Léa Roux", "Tim Hale"]
    contents = store.reader.rows("SELECT content FROM source_card ORDER BY id")
    assert [("Roux" in content, "Hale" in content) for (content,) in contents] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_a_shared_number_still_finds_its_own_in_a_newer_export(store: Store) -> None:
    bring_file(store, BREVO)
    bring_file(store, SHOP)
    newer = SHOP.replace(b"pays late", b"pays early")
    assert "0 new, 1 changed" in bring_file(store, newer)
    assert "pays early" in one(store, "Tim").notes
    say(store, "Tim", Person("Timmy"))
    assert "0 new" in bring_file(store, newer.replace(b"early", b"never"))
    assert names(store) == ["Léa Roux", "Timmy"]


def test_both_programs_in_one_import(store: Store) -> None:
    def both() -> ReadResult:
        read = read_bytes(BREVO, "a.csv")
        read.take_in(read_bytes(SHOP, "b.csv"))
        return read

    bring(store, both())
    assert names(store) == ["Léa Roux", "Tim Hale"]
    assert "0 new, 0 changed, 2 same" in bring(store, both())
    assert NO_CHANGE in bring_file(store, SHOP)
    assert names(store) == ["Léa Roux", "Tim Hale"]


def test_one_uid_of_two_directories_is_two_people(store: Store) -> None:
    entry = "dn: uid=jdoe,dc={0}\nobjectClass: inetOrgPerson\ncn: {1}\nuid: jdoe\nmail: {2}\n"
    first = entry.format("a", "John Doe", "john@a.example").encode()
    second = entry.format("b", "Jane Doe", "jane@b.example").encode()
    bring_file(store, first, "a.ldif")
    bring_file(store, second, "b.ldif")
    assert names(store) == ["Jane Doe", "John Doe"]
    assert NO_CHANGE in bring_file(store, second, "b.ldif")


def test_a_card_of_one_uid_stays_certain(store: Store) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:{0}\r\nEND:VCARD\r\n"
    bring_file(store, card.format("Ann Poe").encode(), "a.vcf")
    assert "0 new" in bring_file(store, card.format("Ellen Lee").encode(), "b.vcf")


def test_columns_named_later_are_read(store: Store) -> None:
    bring(store, read_csv(LIST, "list.csv", ReadChoices(columns={"Name": "name"})))
    choices = ReadChoices(columns={"Name": "name", "Mob": "phone.mobile"})
    named = read_csv(LIST, "list.csv", choices)
    assert "0 new, 1 changed" in bring(store, named)
    assert phones(one(store, "Ann")) == ["07700 900111"]
    again = bring(store, read_csv(LIST, "list.csv", choices))
    assert again.endswith(f"{NO_CHANGE}. Nothing was written.")


def test_a_column_named_as_the_number_doubles_nobody(store: Store) -> None:
    data = b"Name,Ref\nAnn Poe,7\n"
    bring(store, read_csv(data, "list.csv", ReadChoices(columns={"Name": "name"})))
    choices = ReadChoices(columns={"Name": "name", "Ref": "uid"})
    assert "0 new" in bring(store, read_csv(data, "list.csv", choices))
    assert names(store) == ["Ann Poe"]


@pytest.mark.parametrize("data", [BREVO, SHOP, LIST.replace(b"Mob", b"Phone")])
def test_a_table_of_an_earlier_version_is_known_and_compared_once(
    data: bytes, store: Store
) -> None:
    bring_file(store, data)
    before = names(store)
    as_earlier_versions_kept_it(store)
    assert NO_CHANGE in bring_file(store, data)
    assert bring_file(store, data).endswith("Nothing was written.")
    assert names(store) == before


def test_a_removed_phone_stays_removed(store: Store) -> None:
    data = LIST.replace(b"Mob", b"Phone")
    bring_file(store, data)
    say(store, "Ann", Person("Ann Poe"))
    assert bring_file(store, data).endswith("Nothing was written.")
    assert phones(one(store, "Ann")) == []


@pytest.mark.parametrize(
    ("here", "other", "both"),
    [
        ("met at fair", "met at fair\nwants oak", "met at fair\nwants oak"),
        ("met at fair\nwants oak", "met at fair\nwants oak and pine",
         "met at fair\nwants oak and pine"),
        ("mine\n\nmet at fair\nwants oak", "met at fair\nwants oak and pine",
         "mine\n\nmet at fair\nwants oak and pine"),
        ("a\nc", "a\nb\nc", "a\nc\n\nb"),
        ("Spouse: Tom\nVAT: 1", "Spouse: Tom\nVAT: 2", "Spouse: Tom\nVAT: 1\n\nVAT: 2"),
        ("wants oak", "wants oak", "wants oak"),
        ("wants oak and pine", "wants oak", "wants oak and pine"),
        ("tea", "a", "tea\n\na"),
        ("a", "tea", "a\n\ntea"),
        ("mine", "one\n\ntwo", "mine\n\none\n\ntwo"),
        ("", "one\n\ntwo", "one\n\ntwo"),
        ("wants oak", "wants oak\nand\nwants oak and pine", "wants oak\nand\nwants oak and pine"),
    ],
)  # fmt: skip
def test_notes_of_a_newer_export_are_not_doubled(here: str, other: str, both: str) -> None:
    ann = Person("Ann", notes=here)
    merged, _ = add_missing(ann, Person("Ann", notes=other), lambda point: point)
    assert merged.notes == both
    assert add_missing(merged, Person("Ann", notes=other), lambda point: point)[1] == ""


def test_somebody_with_another_job_stays_and_that_is_said(store: Store) -> None:
    rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{0}\n"
    row = "Ann,Poe,https://www.linkedin.com/in/annpoe,,{0},Owner,03 Nov 2021"
    bring_file(store, rows.format(row.format("Poe Ltd")).encode())
    newer = rows.format(row.format("New Ltd")).encode()
    assert "1 same (1 differs and stays as it was)" in bring_file(store, newer)
    assert one(store, "Ann").organisation == "Poe Ltd"
    assert "differs" not in bring_file(store, newer)


def test_two_rows_of_one_person_are_one_person(store: Store) -> None:
    data = b"Name,Email,Phone\nAnn Poe,ann@poe.example,\nAnn Poe,ann@poe.example,07700 900111\n"
    assert "Imported 1 person from 2 records: 1 new, 0 changed, 0 same" in bring_file(store, data)
    assert phones(one(store, "Ann")) == ["07700 900111"]
    more = data.replace(b"poe.example,\n", b"poe.example,07700 900222\n")
    assert "Imported 1 person from 2 records: 0 new, 1 changed, 0 same" in bring_file(store, more)


def test_a_record_read_otherwise_is_compared(store: Store) -> None:
    read = ReadResult()
    read.records.append(ContactRecord("vcard", "1", Person("Ann"), "raw", 1))
    bring(store, read)
    point = ContactPoint(ContactKind.PHONE, "1234567")
    better = ReadResult()
    better.records.append(
        ContactRecord("vcard", "1", Person("Ann", contact_points=(point,)), "raw", 1)
    )
    assert "1 changed" in bring(store, better)
    assert phones(one(store, "Ann")) == ["1234567"]
