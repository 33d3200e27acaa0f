"""What an import would do: nobody merged by mistake, nothing overwritten, nothing twice."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
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
from peer_tui.interchange.merging import names_agree
from peer_tui.interchange.phones import normalise_phone, phone_digits
from peer_tui.interchange.plan import KnownPeople, Verdict, make_plan
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.records import ContactRecord
from tests.interchange.known import People
from tests.paths import REPOSITORY, SHARED


def _email(value: str) -> ContactPoint:
    return ContactPoint(ContactKind.EMAIL, value, "", value.lower())


def _phone(value: str) -> ContactPoint:
    return ContactPoint(ContactKind.PHONE, value)


def _record(name: str, *points: ContactPoint, uid: str = "", **fields: str) -> ContactRecord:
    person = Person(name, contact_points=points, **fields)  # type: ignore[arg-type]
    raw = f"{person}"
    return ContactRecord("vcard", uid or f"content:{raw}", person, raw, 1)


def _verdicts(records: list[ContactRecord], known: KnownPeople) -> list[str]:
    return [item.verdict.value for item in make_plan(records, known).planned]


def test_a_new_person_gets_normalised_phones() -> None:
    plan = make_plan([_record("Ann", _phone("030 1234567"), _phone("12"))], People(), "DE")
    (item,) = plan.planned
    assert item.verdict is Verdict.NEW
    assert item.merged is not None
    assert [p.normalised for p in item.merged.contact_points] == ["+49301234567", ""]


def test_zone_language_and_rhythm_fill_what_is_empty_and_replace_nothing() -> None:
    ann = _email("ann@x.example")
    known = People()
    number = known.add(Person("Ann", contact_points=(ann,), language="de"))
    record = _record("Ann", ann, time_zone="Asia/Tokyo", language="ja")
    weekly = replace(record.person, rhythm=Rhythm(RhythmKind.PERIODIC, 7))
    plan = make_plan([replace(record, person=weekly)], known)
    assert plan.planned[0].reason == "fills time zone, sets a rhythm"
    known.apply(plan)
    person = known.people[number]
    assert (person.time_zone, person.language, person.rhythm.days) == ("Asia/Tokyo", "de", 7)
    monthly = replace(weekly, rhythm=Rhythm(RhythmKind.PERIODIC, 30))
    again = replace(record, person=monthly, raw="another")
    assert make_plan([again], known).planned[0].reason == "nothing new"


def test_a_name_alone_never_merges() -> None:
    known = People()
    known.add(Person("Ann Smith", organisation="Acme"))
    assert _verdicts([_record("Ann Smith", organisation="Acme")], known) == ["new"]


@pytest.mark.parametrize(
    ("point", "same"),
    [
        (_email("ANN@x.example"), True),
        (_email("ann@y.example"), False),
        (_phone("+44 (0)113 496 0000"), True),
        (_phone("0113 4960000 ext. 5"), True),
        (_phone("0113 4960001"), False),
    ],
)
def test_an_address_or_number_finds_the_person(point: ContactPoint, same: bool) -> None:
    known = People()
    number = known.add(
        Person("Ann Smith", contact_points=(_email("ann@x.example"), _phone("0113 496 0000")))
    )
    (item,) = make_plan([_record("Smith, Ann", point)], known).planned
    assert item.person_id == (number if same else None)
    assert item.verdict is (Verdict.SAME if same else Verdict.NEW)


def test_colleagues_with_one_address_stay_two() -> None:
    records = [
        _record("Ann Smith", _email("info@firm.example"), _phone("0113 4960000")),
        _record("Bob Jones", _email("info@firm.example"), _phone("0113 4960000")),
        _record("Bob Jones", _email("info@firm.example"), _phone("0777 1234567")),
    ]
    first, second, third = make_plan(records, People()).planned
    assert (first.verdict, second.verdict) == (Verdict.NEW, Verdict.NEW)
    assert second.reason == "shares info@firm.example with Ann Smith"
    assert (third.verdict, third.into) == (Verdict.SAME, 1)


def test_nothing_is_overwritten_and_what_is_missing_is_added() -> None:
    known = People()
    old = Person(
        "Ann Smith", nickname="Annie", job_title="Owner", notes="likes tea",
        contact_points=(_email("ann@x.example"),), tags=(Tag("VIP"),),
        dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(1980, 1, 2)),),
    )  # fmt: skip
    known.add(old)
    person = Person(
        "Ann B. Smith", nickname="A", job_title="Buyer", organisation="Acme", notes="met in May",
        contact_points=(_email("Ann@X.example"), _phone("0113 4960000"), _phone("+44113 4960000")),
        tags=(Tag("vip"), Tag("Leeds")),
        dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(1981, 1, 2)),
               ImportantDate(DateKind.ANNIVERSARY, PartialDate(2001))),
    )  # fmt: skip
    (item,) = make_plan([ContactRecord("vcard", "u", person, "raw", 1)], known).planned
    assert item.verdict is Verdict.CHANGED
    assert item.reason == (
        "adds 1 phone, adds 1 date, adds 1 tag, fills organisation, adds a note; "
        "another job title in the file: yours stays"
    )
    merged = item.merged
    assert merged is not None
    assert (merged.name, merged.nickname, merged.job_title) == ("Ann Smith", "Annie", "Owner")
    assert merged.notes == "likes tea\n\nmet in May"
    assert merged.contact_points[: len(old.contact_points)] == old.contact_points
    assert merged.dates[:1] == old.dates
    assert [tag.name for tag in merged.tags] == ["VIP", "Leeds"]


def test_an_unchanged_card_brings_nothing_back_that_the_owner_removed() -> None:
    known = People()
    record = _record("Ann", _email("a@x.example"), uid="1", notes="old")
    known.apply(make_plan([record], known))
    known.people[1] = Person("Ann", id=1)
    (item,) = make_plan([record], known).planned
    assert (item.verdict, item.reason) == (Verdict.SAME, "unchanged since the last import")


def test_one_uid_for_everybody_is_no_uid() -> None:
    records = [_record("Ann Smith", uid="x"), _record("Bob Jones", uid="x")]
    known = People()
    plan = make_plan(records, known)
    assert [item.verdict for item in plan.planned] == [Verdict.NEW, Verdict.NEW]
    assert plan.planned[0].record.uid != plan.planned[1].record.uid
    known.apply(plan)
    assert _verdicts(records, known) == ["same", "same"]


def test_a_real_name_takes_the_place_of_an_address() -> None:
    records = [_record("a@x.example", _email("a@x.example")), _record("Ann", _email("a@x.example"))]
    first, second = make_plan(records, People()).planned
    assert first.merged is not None
    assert first.merged.name == "Ann"
    assert (second.verdict, second.into) == (Verdict.SAME, 0)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Ann Smith", "ann SMITH", True),
        ("Ann", "Ann Smith", True),
        ("Dr. Smith, Ann", "Ann Smith", True),
        ("Łukasz Żak", "Lukasz Zak", True),
        ("Ann Smith", "Bob Smith", False),
        ("John Smith", "Joan Smith", False),
        ("Acme", "Ann Smith", False),
    ],
)
def test_names(one: str, other: str, agree: bool) -> None:
    assert names_agree(Person(one), Person(other)) is agree
    assert names_agree(Person(other), Person(one)) is agree


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("+49 30 1234567", "01234567"),
        ("030/1234567", "01234567"),
        ("(800) 000-0000 x12", "00000000"),
        ("112", ""),
        ("Handy", ""),
        ("", ""),
    ],
)
def test_phone_digits(value: str, digits: str) -> None:
    assert phone_digits(value) == digits


@given(st.text(), st.sampled_from(["", "DE", "XX", "??"]))
def test_any_text_may_be_a_phone(value: str, region: str) -> None:
    normalised = normalise_phone(value, region)
    assert normalised == "" or normalised.startswith("+")
    assert len(phone_digits(value)) in (0, 7, 8)


_POINTS = st.sampled_from(
    [_email(f"{name}@x.example") for name in ("info", "ann", "bob")]
    + [_phone(number) for number in ("0113 4960000", "+44 113 4960000", "0777 123456", "12")]
    + [ContactPoint(ContactKind.URL, "http://x.example/")]
)
_NAMES = st.sampled_from(
    ["Ann Smith", "Ann", "Smith, Ann", "Bob Jones", "Bob", "info@x.example", "0113 4960000", "Ä"]
)
_RECORDS = st.builds(
    lambda name, points, uid, notes: _record(name, *points, uid=uid, notes=notes),
    _NAMES,
    st.lists(_POINTS, max_size=4),
    st.sampled_from(["", "", "1", "2"]),
    st.sampled_from(["", "a", "b"]),
)


@given(st.lists(_RECORDS, max_size=8), st.lists(_RECORDS, max_size=3))
def test_a_second_import_changes_nothing(
    records: list[ContactRecord], before: list[ContactRecord]
) -> None:
    known = People()
    for record in before:
        known.add(record.person)
    known.apply(make_plan(records, known, "GB"))
    people = dict(known.people)
    again = make_plan(records, known, "GB")
    assert [item.reason for item in again.planned if item.verdict is not Verdict.SAME] == []
    assert not again.changes_anything
    known.apply(again)
    assert known.people == people


@given(st.lists(_RECORDS, max_size=8), _RECORDS)
def test_nobody_loses_anything(records: list[ContactRecord], before: ContactRecord) -> None:
    known = People()
    known.add(before.person)
    known.apply(make_plan(records, known))
    person = known.people[1]
    assert person.contact_points[: len(before.person.contact_points)] == (
        before.person.contact_points
    )
    assert person.notes.startswith(before.person.notes)


def test_other_programs_files_import_once() -> None:
    corpus = SHARED / "corpus"
    if not corpus.exists():
        pytest.skip("the folder of other programs' files is not here")
    records: list[ContactRecord] = []
    for path in sorted([*corpus.glob("vcard/*.vcf"), *corpus.glob("csv/*.csv")]):
        try:
            records += read_bytes(path.read_bytes(), path.name).records[:60]
        except ImportRefused:
            continue
    known = People()
    known.apply(make_plan(records, known))
    again = make_plan(records, known)
    assert again.count(Verdict.SAME) == len(records)


def test_reading_does_not_wait_for_phonenumbers() -> None:
    code = (
        "import sys, peer_tui.interchange.plan, peer_tui.interchange.reading;"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False).returncode == 0
