"""Files that other programs wrote: none raises, and every contact in them is accounted for."""

import csv
from functools import cache

import pytest

from peer_tui.errors import ImportRefused
from peer_tui.interchange.column_mapping import read_option
from peer_tui.interchange.csv_formats import look_at_csv, read_csv
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices
from tests.paths import SHARED

CORPUS = SHARED / "corpus"
INDEX = CORPUS / "INDEX.tsv"
NO_CORPUS = "the folder of other programs' files is not here"


@cache
def _index() -> dict[tuple[str, str], dict[str, str]]:
    if not INDEX.exists():
        return {}
    with INDEX.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["kind"], row["file"]): row for row in rows}


def _files(kind: str) -> list[str]:
    return [file for of_kind, file in _index() if of_kind == kind] or [""]


@pytest.mark.parametrize("file", _files("vcard"))
def test_every_card_is_a_record_or_skipped(file: str) -> None:
    if not file:
        pytest.skip(NO_CORPUS)
    expected = int(_index()["vcard", file]["expected_count"])
    data = (CORPUS / "vcard" / file).read_bytes()
    if not expected:
        with pytest.raises(ImportRefused, match="empty"):
            read_bytes(data, file)
        return
    result = read_bytes(data, file)
    assert result.format == "vcard"
    assert len(result.records) + len(result.skipped) == expected
    for record in result.records:
        assert record.person.name == " ".join(record.person.name.split())
        assert record.raw.startswith("BEGIN:VCARD")
        assert record.uid


@pytest.mark.parametrize("file", _files("csv"))
def test_every_row_is_a_record_or_skipped(file: str) -> None:
    if not file:
        pytest.skip(NO_CORPUS)
    row = _index()["csv", file]
    data = (CORPUS / "csv" / file).read_bytes()
    result = read_bytes(data, file)
    assert len(result.records) + len(result.skipped) == int(row["expected_count"])


@pytest.mark.parametrize("file", _files("csv"))
def test_a_file_read_by_what_is_certain_of_the_option_shown_is_the_same(file: str) -> None:
    if not file:
        pytest.skip(NO_CORPUS)
    data = (CORPUS / "csv" / file).read_bytes()
    sight = look_at_csv(data, file)
    assert sight.proposals
    option = read_option(sight.option.replace("=?", "="))
    assert not read_csv(data, file, ReadChoices(columns=option)).refusal
    sure = {each.key for each in sight.proposals if each.certain}
    wanted = {key: field for key, field in option.items() if key in sure}
    result = read_csv(data, file, ReadChoices(columns=wanted))
    if expected := read_csv(data, file).records:
        assert [each.person for each in result.records] == [each.person for each in expected]


@pytest.mark.parametrize("kind", ["ldif", "mbox"])
def test_every_entry_and_mail_is_accounted_for(kind: str) -> None:
    if not INDEX.exists():
        pytest.skip(NO_CORPUS)
    for file in _files(kind):
        result = read_bytes((CORPUS / kind / file).read_bytes(), file)
        held = len(result.records) + len(result.skipped) + len(result.items)
        expected = int(_index()[kind, file]["expected_count"])
        assert (file, held + sum(result.left_out.values())) == (file, expected)
        assert result.format == ("ldif" if kind == "ldif" else "mail")


@pytest.mark.parametrize("file", _files("vcard"))
def test_a_card_read_again_from_its_raw_text_is_the_same_person(file: str) -> None:
    if not file:
        pytest.skip(NO_CORPUS)
    data = (CORPUS / "vcard" / file).read_bytes()
    try:
        records = read_bytes(data, file).records[:40]
    except ImportRefused:
        return
    for record in records:
        again = read_bytes(record.raw.encode(), file).records
        assert [other.person for other in again] == [record.person]
        assert [other.uid for other in again] == [record.uid]
