"""Reading is total: any bytes give contacts, problems, or a refusal, and nothing else.

What was read goes out and comes in again as it was, whatever happened to the file before. By hand
for as long as you like: `PEER_FUZZ=100000 python -m pytest tests/interchange/test_fuzz.py
--hypothesis-profile=random`.
"""

import contextlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peer_tui.domain.people import Person
from peer_tui.domain.text import clean, clean_line
from peer_tui.errors import ImportRefused
from peer_tui.interchange.column_mapping import has_only_numbers, positions_of, read_option
from peer_tui.interchange.csv_formats import look_at_csv, read_csv
from peer_tui.interchange.exported_people import ExportedPerson
from peer_tui.interchange.json_archive_reading import read_archive
from peer_tui.interchange.ldif import read_ldif
from peer_tui.interchange.mail import read_mail, read_mbox
from peer_tui.interchange.monica import read_monica
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.interchange.records import ContactRecord, ReadResult
from peer_tui.interchange.vcard import read_vcards
from peer_tui.interchange.vcard_writer import VERSIONS, seen, write_card
from peer_tui.interchange.vdir_component import FIELDS, patched, read_component
from peer_tui.interchange.vdir_plan import Deed, Keep
from peer_tui.interchange.vdir_side import Unreadable
from peer_tui.storage.store import Store
from peer_tui.storage.whole import holds_anything
from tests.interchange.fuzz_damage import PIECES, ROUNDS, damaged, fuzz
from tests.interchange.fuzz_samples import (
    ARCHIVE,
    CARD,
    CORPUS,
    EVENT,
    KINDS,
    TASK,
    made_up,
    of_the_corpus,
)
from tests.interchange.known import People
from tests.interchange.test_csv_writer import plain, written
from tests.interchange.test_json_archive import resealed
from tests.interchange.vdirs import desk
from tests.storage.support import HER, new_store

MINE = ReadChoices(me=frozenset({"me@x.example"}), bodies=True)
MOST_BACK = 3
"""Contacts of a file that are written back."""
Origin = Callable[[str], tuple[bytes, ...]]
NEEDS_CORPUS = pytest.mark.skipif(
    not CORPUS.exists(), reason="the folder of other programs' files is not here"
)
both_origins = pytest.mark.parametrize(
    "origin",
    [
        pytest.param(made_up, id="made up"),
        pytest.param(of_the_corpus, id="corpus", marks=NEEDS_CORPUS),
    ],
)


@pytest.fixture(scope="module", autouse=True, params=range(ROUNDS) if ROUNDS > 1 else None)
def one_round() -> None:
    """Each rule once more for each round that is asked for by hand."""


@cache
def _files(origin: Origin, *kinds: str) -> st.SearchStrategy[bytes]:
    """Damaged files of these kinds."""
    return damaged([content for kind in kinds for content in origin(kind)])


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


@fuzz(1000)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(data, "x"))
    _check(read_vcards(data, "x"))
    with contextlib.suppress(ImportRefused):
        _check(read_csv(data, "x"))


@fuzz(1000)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
@example(b"BEGIN:VCARD\nNOTE;CHARSET=idna;ENCODING=QUOTED-PRINTABLE:=FF\nEND:VCARD")
@example(b"BEGIN:VCARD\nFN;ENCODING=B;CHARSET=hex:YWE=\nEND:VCARD")
@example(b"FN:Ann\nIMPP:sip: ann@x.example\nX-SOCIALPROFILE:x-apple: ann\n")
def test_anything_like_a_file(data: bytes) -> None:
    _check(read_vcards(b"BEGIN:VCARD\n" + data, "x"))
    with contextlib.suppress(ImportRefused):
        _check(read_csv(b"Name,Email,Notes\n" + data, "x"))


@fuzz(4000)
@given(_files(made_up, *KINDS))
def test_any_file(data: bytes) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(data, "x", MINE))


@fuzz(300)
@given(st.integers(0, len(CARD)))
def test_a_card_cut_anywhere(length: int) -> None:
    result = read_vcards(CARD[:length], "x")
    _check(result)
    assert len(result.records) + len(result.skipped) == (1 if length >= 11 else 0)


@fuzz(300)
@given(
    st.sampled_from([content for kind in KINDS for content in made_up(kind)]),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp932", "koi8-r"]),
    st.sampled_from(["utf-8", "cp1252", "cp932", "utf-16-be", "latin-1"]),
)
def test_every_charset_mislabelled(sample: bytes, charset: str, said: str) -> None:
    text = sample.decode("utf-8", "replace").replace("Ann", "Änn Ł 名 \U0001f600")
    text = text.replace("bogus", said).replace("CHARSET=UTF-8", f"CHARSET={said}")
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(text.encode(charset, "replace"), "x", MINE))


@both_origins
@fuzz(3500)
@given(data=st.data())
def test_cards(origin: Origin, data: st.DataObject) -> None:
    """What is kept of a card reads like the card, where the card is whole and of one charset."""
    content = data.draw(_files(origin, "vcard"))
    result = read_vcards(content, "x")
    _check(result)
    with contextlib.suppress(UnicodeDecodeError):
        content.decode()
        ends = any("END:VCARD" in problem.what for problem in result.problems)
        for record in result.records if not ends else ():
            (again,) = read_vcards(record.raw.encode(), "x").records
            assert again == replace(record, line=1)


def _otherwise(person: Person) -> Person:
    """Somebody of whom nearly everything was edited."""
    points = [
        replace(point, label="boat" if at % 2 else point.label, do_not_use=at % 3 == 0)
        for at, point in enumerate(reversed(person.contact_points))
    ]
    return replace(
        person,
        name="Zed Zee",
        given="Zed",
        family="Zee",
        organisation="",
        notes=f"{person.notes}\nmore",
        contact_points=tuple(points),
        dates=person.dates[:1],
        tags=person.tags[1:],
    )


@both_origins
@fuzz(2000)
@given(data=st.data())
def test_cards_written_back(origin: Origin, data: st.DataObject) -> None:
    """Over their own card and alone, unchanged and edited: it is the same person."""
    for record in read_vcards(data.draw(_files(origin, "vcard")), "x").records[:MOST_BACK]:
        person = replace(record.person, uid="u")
        both = (person, record.raw), (_otherwise(person), record.raw), (person, "")
        for version in VERSIONS:
            for wanted, card in both:
                text = write_card(ExportedPerson(wanted, card=card), version)
                (again,) = read_vcards(text.encode("utf-8", "replace"), "x").records
                assert seen(again.person) == seen(wanted)


def _check_table(content: bytes) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_csv(content, "x"))
        sight = look_at_csv(content, "x")
        wanted = read_option(sight.option.replace("=?", "="))
        if wanted and not (sight.names and has_only_numbers(wanted)):
            names, width = sight.names, max(map(len, [sight.names, *sight.rows]))
            places = positions_of(wanted, names or ["column"] * width, width)
            fields = {each.position: each.field or "ignored" for each in sight.proposals}
            assert places.items() <= fields.items()
            result = read_csv(content, "x", ReadChoices(columns=wanted))
            assert not result.refusal
            _check(result)


@both_origins
@fuzz(1200)
@given(data=st.data())
def test_tables(origin: Origin, data: st.DataObject) -> None:
    _check_table(data.draw(_files(origin, "csv")))


@both_origins
@fuzz(1200)
@given(data=st.data())
def test_tables_without_a_header(origin: Origin, data: st.DataObject) -> None:
    _check_table(data.draw(_files(origin, "headless")))


@fuzz(1500)
@given(_files(made_up, "activities"))
def test_activities_of_pipedrive(content: bytes) -> None:
    _check_table(content)


@both_origins
@fuzz(2000)
@given(data=st.data())
def test_whoever_was_read_goes_out_as_a_table(origin: Origin, data: st.DataObject) -> None:
    records: list[ContactRecord] = []
    with contextlib.suppress(ImportRefused):
        content = data.draw(_files(origin, "vcard", "csv"))
        records = read_bytes(content, "x").records[:MOST_BACK]
    if records:
        people = [replace(record.person, uid=record.uid) for record in records]
        result = read_bytes(written(people).encode(), "x")
        assert [plain(record.person) for record in result.records] == list(map(plain, people))
        assert not result.problems
        written(people, google=True).encode()


@both_origins
@fuzz(2500)
@given(data=st.data())
def test_entries_of_a_directory(origin: Origin, data: st.DataObject) -> None:
    _check(read_ldif(data.draw(_files(origin, "ldif")), "x"))


@both_origins
@fuzz(2500)
@given(data=st.data())
def test_mail(origin: Origin, data: st.DataObject) -> None:
    content = data.draw(_files(origin, "mail"))
    _check(read_mbox(content, "x", MINE))
    _check(read_mail(content, "x", MINE))


@fuzz(4500)
@given(_files(made_up, "monica"))
def test_accounts_of_monica(content: bytes) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_monica(content, "x"))


@fuzz(4000)
@given(_files(made_up, "aliases"))
def test_aliases(content: bytes) -> None:
    with contextlib.suppress(ImportRefused):
        _check(read_bytes(content, "x", MINE))


@both_origins
@fuzz(2000)
@given(data=st.data())
def test_a_second_import_changes_nothing(origin: Origin, data: st.DataObject) -> None:
    content = data.draw(_files(origin, "vcard", "csv", "ldif"))
    with contextlib.suppress(ImportRefused):
        records, known = read_bytes(content, "x").records, People()
        known.apply(make_plan(records, known, "GB"))
        assert not make_plan(records, known, "GB").changes_anything


OURS = [read_component(content) for content in (EVENT, TASK)]


@fuzz(4000)
@given(_files(made_up, "calendar"), st.lists(st.sampled_from(sorted(FIELDS)), min_size=1))
def test_items_of_a_calendar_take_what_changed(content: bytes, fields: list[str]) -> None:
    """Whatever their file is, what we put into it is read from it."""
    try:
        theirs = read_component(content)
    except Unreadable:
        return
    (ours,) = (each for each in OURS if each.kind == theirs.kind)
    again = read_component(patched(theirs, ours, fields))
    for name, value in (("when", ours.when), ("summary", ours.summary), ("state", ours.state)):
        assert name not in fields or getattr(again, name) == value


class Empty:
    """An empty database, made anew after an archive went in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self.store: Store = self._new()

    def _new(self) -> Store:
        self._number += 1
        place = self._folder / str(self._number)
        place.mkdir()
        return new_store(place, HER)

    def take(self, content: bytes) -> None:
        """Read an archive; nothing may be written of one that is refused."""
        try:
            read_archive(self.store, io.BytesIO(content), "x")
        except ImportRefused:
            assert not holds_anything(self.store.reader.row)
        else:
            self.store.close()
            self.store = self._new()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Empty]:
    made = Empty(tmp_path_factory.mktemp("archives"))
    yield made
    made.store.close()


@fuzz(2000)
@given(content=damaged([ARCHIVE.read_bytes()]))
def test_archives(empty: Empty, content: bytes) -> None:
    """Damaged by chance, and by somebody who puts a right seal under it."""
    empty.take(content)
    if b'"sha256"' in content:
        empty.take(resealed(content))


@fuzz(120)
@given(_files(made_up, "vcard"), _files(made_up, "calendar"))
def test_files_of_a_vdir(card: bytes, item: bytes) -> None:
    """Whatever other programs leave in the folder, a second run finds it at rest."""
    with desk() as at:
        at.follow_up("ring Bo")
        at.export()
        for key, content in (("people/x.vcf", card), ("calendar/x.ics", item)):
            at.file(key, "").write_bytes(content)
        at.run(keep=Keep.FILE)
        at.run(keep=Keep.FILE)
        texts = {path: path.read_bytes() for path in (*at.cards(), *at.items())}
        assert {row.deed for row in at.run(keep=Keep.FILE).rows} <= {Deed.LEFT}
        assert {path: path.read_bytes() for path in (*at.cards(), *at.items())} == texts
