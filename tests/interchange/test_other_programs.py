"""Files as other programs write them, made up by us after their formats, with what is in them.

PEER_GOLDEN=write writes anew what is read; look at every line of the difference.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from peer_tui.domain.people import Person
from peer_tui.interchange.exported_people import ExportedPerson
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.interchange.records import ReadResult
from peer_tui.interchange.vcard import read_vcards
from peer_tui.interchange.vcard_writer import VERSIONS, seen, write_card

FOLDER = Path(__file__).with_name("other_programs")
EXPECTED = Path(__file__).with_name("other_programs.txt")
FILES = sorted(path.name for path in FOLDER.iterdir())
ME = ReadChoices(me=frozenset({"me@x.example"}))
TEXTS = (
    *("name", "prefix", "given", "additional", "family", "nickname", "organisation"),
    *("job_title", "met_on", "met_through", "time_zone", "language", "notes"),
)


def _read(file: str) -> ReadResult:
    return read_bytes((FOLDER / file).read_bytes(), file, ME).or_refused()


def _person(person: Person) -> list[str]:
    found = [f"  {name}: {text!r}" for name in TEXTS if (text := getattr(person, name))]
    found += [f"  {p.kind} {p.label!r}: {p.value!r}" for p in person.contact_points]
    found += [f"  {day.kind} {day.label!r}: {day.on}" for day in person.dates]
    return found + [f"  tag: {tag.name!r}" for tag in person.tags]


def _told(file: str) -> str:
    result = _read(file)
    lines = [f"== {file}: {result.format}"]
    for record in result.records:
        lines += [f"- {record.uid}", *_person(record.person)]
    for item in result.items:
        who = f"{item.item.initiated_by} {' '.join(item.emails)}"  # type: ignore[union-attr]  # mail
        lines.append(f"* {item.item.at:%Y-%m-%d %H:%M} {who}: {item.item.text!r}")  # type: ignore[union-attr]
    lines += [f"skipped, line {each.line}: {each.what}" for each in result.skipped]
    lines += [f"problem, line {each.line}: {each.what}" for each in result.problems]
    lines += [f"left out: {count} {reason}" for reason, count in result.left_out.items()]
    return "\n".join([*lines, ""])


def test_what_is_in_them_is_read() -> None:
    told = "\n".join(map(_told, FILES))
    if os.environ.get("PEER_GOLDEN") == "write":
        EXPECTED.write_text(told, "utf-8")
    assert told == EXPECTED.read_text("utf-8")


@pytest.mark.parametrize("file", [name for name in FILES if name.endswith(".vcf")])
@pytest.mark.parametrize("version", VERSIONS)
def test_their_cards_leave_again_whole(file: str, version: str) -> None:
    for record in _read(file).records:
        person = replace(record.person, uid="u")
        text = write_card(ExportedPerson(person, card=record.raw), version)
        (again,) = read_vcards(text.encode(), file).records
        assert seen(again.person) == seen(person)
        (alone,) = read_vcards(write_card(ExportedPerson(person), version).encode(), file).records
        assert seen(alone.person) == seen(person)


def test_dates_of_a_table_divided_by_semicolons_have_their_day_first() -> None:
    (record,) = _read("spreadsheet_french.csv").records
    assert str(record.person.dates[0].on) == "1980-03-04"
