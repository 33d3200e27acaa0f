"""Two people made one: nothing of either is lost, and taking it back is exact."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_tui.domain.duplicates import pair_of
from peer_tui.domain.merging import FIELDS, STANDING, Take, differ, is_set, words_of
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
from peer_tui.domain.quick_add import parse
from peer_tui.domain.sameness import phone_digits
from peer_tui.domain.standing import Door
from peer_tui.domain.wish_line import read_wish
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services import add, merging, standing, undo, wishes
from peer_tui.services.merging import Choices, keep_apart, merge, read_merge
from peer_tui.services.people import add_person, edit_person
from peer_tui.storage.doctor import examine
from peer_tui.storage.journal import columns
from peer_tui.storage.models import DOMAIN_MODELS, SourceCard
from peer_tui.storage.models import Person as PersonModel
from peer_tui.storage.queries import merging as queries
from peer_tui.storage.queries.duplicates import duplicates, kept_apart
from peer_tui.storage.queries.find import find
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, dump, maria, new_store, put

MONTHLY = Rhythm(RhythmKind.PERIODIC, 30)


def line(store: Store, text: str) -> None:
    """Save a quick-add line."""
    now = store.clock.now()
    read = parse(text, now, add.known_people(store.reader))
    assert read.refusal is None, read.refusal
    add.save(store, read, allow_new=True)


def two_marias(store: Store) -> tuple[int, int]:
    """The same woman twice, each entry with something of its own."""
    one = add_person(store, maria()).ids[0]
    line(store, "promise @maria the second quote by fri")
    line(store, "log @maria met at the fair > call mon")
    twin = Person(
        "Mary Lopez",
        job_title="Owner",
        notes="Likes oak.",
        contact_points=(
            ContactPoint(ContactKind.PHONE, "+44 20 7946 0000", "", "+442079460000"),
            ContactPoint(ContactKind.EMAIL, "mary@sued.example", "", "mary@sued.example"),
        ),
        tags=(Tag("Customer"), Tag("neighbour")),
        dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(None, 5, 4), lead_days=7),),
    )
    other = add_person(store, twin).ids[0]
    line(store, "owes @mary keys of the site mon")
    line(store, "@mary every month check the boards")
    wishes.add_wish(store, other, read_wish("mail only", store.clock.now()))
    wishes.add_wish(store, other, read_wish("wants oak", store.clock.now()))
    return one, other


def merge_two(store: Store, one: int, other: int, choices: Choices | None = None) -> str:
    """Merge the second into the first; the message."""
    return merge(store, read_merge(store.reader, one, other), choices).message


def count(store: Store, table: str, person_id: int) -> int:
    """How many rows of a table are of that person."""
    sql = f"SELECT count(*) FROM {table} WHERE person_id = ?"
    return int(store.reader.value(sql, (person_id,)))


def test_everything_is_given_to_the_one_who_stays(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, other = two_marias(store)
    before = dump(store)
    assert merge_two(store, one, other) == "Merged Mary Lopez into Maria Łopez."
    merged = read_person(store.reader, one)
    assert merged is not None
    assert read_person(store.reader, other) is None
    assert (merged.organisation, merged.job_title) == ("Bäckerei Süd", "Owner")
    assert merged.notes == "Likes oak."
    assert merged.rhythm == MONTHLY
    assert [point.value for point in merged.contact_points] == [
        "020 7946 0000",
        "maria@example.com",
        "mary@sued.example",
    ]
    assert [(tag.name, tag.since) for tag in merged.tags] == [
        ("customer", "2021"),
        ("neighbour", ""),
    ]
    assert [str(day.on) for day in merged.dates] == ["--05-04"]
    assert count(store, "promise", one) == 2
    assert count(store, "follow_up", one) == 3
    assert (count(store, "preference", one), count(store, "boundary", one)) == (1, 1)
    hits = [hit for group in find(store.reader, "mary@sued", 10).groups for hit in group.hits]
    assert [hit.person_name for hit in hits] == ["Maria Łopez"]
    assert undo.undo(store).message == "Undone: merged Mary Lopez into Maria Łopez."
    assert dump(store) == before
    undo.redo(store)
    assert read_person(store.reader, one) == merged
    store.close()
    assert examine(store.path) == []


def test_last_contact_and_rhythm_are_those_of_the_common_history(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one = add_person(store, Person("Ann", rhythm=MONTHLY)).ids[0]
    other = add_person(store, Person("Anna")).ids[0]
    line(store, "log @anna called yesterday")
    merge_two(store, one, other)
    yesterday = TODAY - timedelta(days=1)
    row = store.reader.row("SELECT last_contact_on, rhythm_on FROM person WHERE id = ?", (one,))
    assert row == (yesterday.isoformat(), (yesterday + timedelta(days=30)).isoformat())
    store.close()


def test_an_entry_with_both_names_each_of_them_once(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one = add_person(store, Person("Maria Lopez")).ids[0]
    other = add_person(store, Person("Sunil Rao")).ids[0]
    line(store, "@maria @sunil log met at the fair")
    before = dump(store)
    merge_two(store, one, other)
    assert store.reader.rows("SELECT person_id FROM interaction_person") == [(one,)]
    undo.undo(store)
    assert dump(store) == before
    store.close()


def test_the_owner_chooses_field_by_field_and_takes_lines_off(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, other = two_marias(store)
    before = dump(store)
    page = read_merge(store.reader, one, other)
    off = frozenset(
        part.key for part in page.lines if part.kept.get("value") == "maria@example.com"
    ) | {part.key for part in page.lines if part.entity == "important_date"}
    assert len(off) == 2
    choices = Choices({"name": Take.GOING, "job_title": Take.STAYING}, off)
    assert merge(store, page, choices).message == "Merged Maria Łopez into Mary Lopez."
    merged = read_person(store.reader, one)
    assert merged is not None
    assert (merged.name, merged.job_title, merged.dates) == ("Mary Lopez", "", ())
    assert [point.value for point in merged.contact_points] == [
        "020 7946 0000",
        "mary@sued.example",
    ]
    reminders = "SELECT count(*) FROM follow_up WHERE important_date_id IS NOT NULL"
    assert store.reader.value(reminders) == 0
    undo.undo(store)
    assert dump(store) == before
    store.close()
    assert examine(store.path) == []


def test_a_birthday_of_both_keeps_one_reminder(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fuller = ImportantDate(DateKind.BIRTHDAY, PartialDate(1980, 5, 4), lead_days=3)
    shorter = ImportantDate(DateKind.BIRTHDAY, PartialDate(None, 5, 4), lead_days=3)
    one = add_person(store, Person("Ann", dates=(shorter,))).ids[0]
    other = add_person(store, Person("Anna", dates=(fuller,))).ids[0]
    merge_two(store, one, other)
    merged = read_person(store.reader, one)
    assert merged is not None
    assert [str(day.on) for day in merged.dates] == ["1980-05-04"]
    assert store.reader.value("SELECT count(*) FROM follow_up WHERE status = 'open'") == 1
    store.close()
    assert examine(store.path) == []


def test_cards_come_along_so_that_a_second_import_changes_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one = add_person(store, Person("Ann")).ids[0]
    other = add_person(store, Person("Anna")).ids[0]
    with store.transaction("import", "cards") as transaction:
        for who, uid in ((one, "u1"), (other, "u2"), (other, "u1")):
            card = {"source": "a.vcf", "uid": uid, "content": "raw", "content_hash": uid}
            transaction.insert(SourceCard, card | {"person_id": who})
    merge_two(store, one, other)
    rows = store.reader.rows("SELECT person_id, uid FROM source_card ORDER BY id")
    assert rows == [(one, "u1"), (one, "u2")]
    store.close()


def test_what_was_kept_apart_stays_apart(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    ann, anna, joan = (add_person(store, Person(name)).ids[0] for name in ("Ann", "Anna", "Joan"))
    keep_apart(store, joan, anna)
    keep_apart(store, ann, anna)
    before = dump(store)
    merge_two(store, ann, anna)
    assert kept_apart(store.reader) == {pair_of(ann, joan)}
    undo.undo(store)
    assert dump(store) == before
    store.close()


def test_not_the_same_is_remembered_and_taken_back(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one = add_person(store, Person("John Smith")).ids[0]
    other = add_person(store, Person("Joan Smith")).ids[0]
    assert len(duplicates(store.reader).pairs) == 1
    before = dump(store)
    assert keep_apart(store, other, one).message == (
        "Not the same person: John Smith and Joan Smith."
    )
    assert duplicates(store.reader).pairs == ()
    seq = store.reader.value("SELECT seq FROM head")
    keep_apart(store, one, other)
    assert store.reader.value("SELECT seq FROM head") == seq
    undo.undo(store)
    assert dump(store) == before
    store.close()


def test_who_stays_has_more_behind_them(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    ann, anna = (add_person(store, Person(name)).ids[0] for name in ("Ann", "Anna"))
    assert queries.who_stays(store.reader, pair_of(ann, anna)) == (ann, anna)
    line(store, "log @anna called")
    assert queries.who_stays(store.reader, pair_of(ann, anna)) == (anna, ann)
    store.close()


def test_nobody_is_merged_with_themselves_or_with_somebody_gone(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    ann = add_person(store, Person("Ann")).ids[0]
    for call in (read_merge, lambda _reader, *pair: keep_apart(store, *pair)):
        with pytest.raises(UsageError):
            call(store.reader, ann, ann)
        with pytest.raises(EditConflict):
            call(store.reader, ann, 7)
    store.close()


def test_a_change_elsewhere_while_the_page_is_open_is_said(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, other = two_marias(store)
    page = read_merge(store.reader, one, other)
    shown = read_person(store.reader, other)
    assert shown is not None
    edit_person(store, shown, replace(shown, job_title="Partner"))
    before = dump(store)
    with pytest.raises(EditConflict, match="Mary Lopez was changed elsewhere"):
        merge(store, page)
    assert dump(store) == before
    store.close()


def test_later_edits_are_taken_back_first_and_then_the_merge(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, other = two_marias(store)
    before = dump(store)
    merge_two(store, one, other)
    merged = read_person(store.reader, one)
    assert merged is not None
    edit_person(store, merged, replace(merged, job_title="Partner", tags=()))
    line(store, "log @maria called")
    for _ in range(3):
        undo.undo(store)
    assert dump(store) == before
    store.close()
    assert examine(store.path) == []


def test_an_undo_that_no_longer_fits_names_the_conflict(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, other = two_marias(store)
    merge_two(store, one, other)
    # Another program has given the free place to somebody else.
    uid = "00000000-0000-0000-0000-000000000000"
    put(store, "person", id=other, uid=uid, name="Somebody", sort_name="somebody")
    after = dump(store)
    with pytest.raises(EditConflict, match=r"Merged Mary Lopez into Maria Łopez.*Undo that first"):
        undo.undo(store)
    assert dump(store) == after
    store.close()


def test_a_door_and_the_end_of_a_rest_are_chosen(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, other, resting, longer = (add_person(store, Person("Ana Lima")).ids[0] for _ in range(4))
    standing.end_well(store, [one])
    standing.end_well(store, [other], door=Door.CLOSED_BY_THEM)
    standing.rest(store, [resting], until=TODAY + timedelta(days=3))
    standing.rest(store, [longer], until=TODAY + timedelta(days=300))
    said = {
        who: words_of(
            STANDING, read_merge(store.reader, who, one if who != one else other).staying.row
        )
        for who in (one, other, resting, longer)
    }
    assert list(said.values()) == [
        "ended, the door is open",
        "ended, the door is closed by them",
        "resting until Sat 21 Nov 2026",
        "resting until Tue 14 Sep 2027",
    ]
    for staying, going in ((one, other), (resting, longer)):
        page = read_merge(store.reader, staying, going)
        assert differ(STANDING, page.staying.row, page.going.row)
    store.close()


def test_no_column_of_a_person_is_forgotten() -> None:
    chosen = {column for each in FIELDS for column in each.columns}
    # Of the one who stays, or computed.
    kept = {"id", "uid", "version", "last_contact_on", "rhythm_on"}
    assert chosen | kept == set(columns(PersonModel))


def test_no_table_of_a_person_is_forgotten() -> None:
    """Everything that points to a person is given along, or has a rule of its own."""
    along = {model._meta.table_name for model in merging.tables_along()} | set(queries.PARTS)
    pointing = {
        model._meta.table_name
        for model in DOMAIN_MODELS
        for each in model._meta.refs
        if each.rel_model is PersonModel
    }
    pairs = {model._meta.table_name for model in merging.PAIR_MODELS}
    assert pointing - along == pairs


# any two people

words = st.sampled_from(["", "oak", "Ölmühle", "ann@x.example", "second line\nmore", "a b"])
digits = st.sampled_from(["020 7946 0000", "+44 20 7946 0000", "5550123", "+49 30 123456 ext 4"])
points = st.one_of(
    st.builds(ContactPoint, st.just(ContactKind.PHONE), digits, words),
    st.builds(
        ContactPoint,
        st.sampled_from([ContactKind.EMAIL, ContactKind.URL, ContactKind.ADDRESS]),
        st.sampled_from(["Ann@X.example", "ann@x.example", "b@y.example", "1 Oak St"]),
        words,
    ),
    st.builds(
        ContactPoint,
        st.just(ContactKind.MESSENGER),
        st.sampled_from(["ann", "bob"]),
        st.sampled_from(["", "signal", "matrix"]),
        st.just(""),
        st.booleans(),
    ),
)
days = st.builds(
    ImportantDate,
    st.sampled_from(DateKind),
    st.builds(
        PartialDate,
        st.sampled_from([None, 1980, 1981]),
        st.sampled_from([2, 5]),
        st.sampled_from([3, 4]),
    ),
    st.sampled_from(["", "wedding"]),
    st.sampled_from([None, 0, 7]),
)
tags = st.builds(
    Tag,
    st.sampled_from(["customer", "Customer", "neighbour"]),
    st.sampled_from(["", "2021", "2022"]),
    st.sampled_from(["", "2023"]),
)
rhythms = st.sampled_from([Rhythm(), MONTHLY, Rhythm(RhythmKind.TRIGGERED)])
people = st.builds(
    Person,
    st.sampled_from(["Ann Smith", "ann smith", "Anna", "ann@x.example"]),
    given=st.sampled_from(["", "Ann"]),
    family=st.sampled_from(["", "Smith"]),
    nickname=words,
    organisation=words,
    job_title=words,
    met_on=st.sampled_from(["", "2021"]),
    notes=words,
    rhythm=rhythms,
    contact_points=st.lists(points, max_size=4).map(tuple),
    tags=st.lists(tags, max_size=3).map(tuple),
    dates=st.lists(days, max_size=3).map(tuple),
)
LINES = (
    "promise @{} the second quote by fri",
    "@{} owes keys of the site mon",
    "log @{} tiles are here #tiles > call mon",
    "@{} @third log met at the fair",
    "@first @second log met all together",
    "@{} every month check the boards",
    "thank @{} tomorrow",
    "@{} wants oak, ask again 1 mar",
    "need @{} leaking tap, check in 2 weeks",
    "thanks @{} for the referral",
    "@{} referred by @third",
)
lines = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(["first", "second"])), max_size=9
)
takes = st.dictionaries(
    st.sampled_from([each.name for each in FIELDS]), st.sampled_from(Take), max_size=4
)


@contextmanager
def fresh() -> Iterator[Store]:
    """A store in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="peer-merge-"))
    store = new_store(folder)
    store.database().run("pragma synchronous = 0")
    try:
        yield store
    finally:
        store.close()
        shutil.rmtree(folder)


def two(store: Store, first: Person, second: Person, said: list[tuple[str, str]]) -> list[int]:
    """Two people with a history, promises, follow-ups and cards."""
    ids = [add_person(store, Person(name)).ids[0] for name in ("First", "Second", "Third")]
    for text, who in said:
        line(store, text.format(who))
    wishes.add_wish(store, ids[len(said) % 2], read_wish("mail only", NOW))
    for person_id, person in zip(ids, (first, second), strict=False):
        shown = read_person(store.reader, person_id)
        assert shown is not None
        edit_person(store, shown, replace(person, id=person_id, uid=shown.uid))
    return ids


def texts(store: Store, table: str, column: str = "text") -> Counter[Any]:
    """How often each text stands in a table."""
    return Counter(value for (value,) in store.reader.rows(f"SELECT {column} FROM {table}"))


SAID_ONCE = {"preference": "topic", "relation": "kind", "follow_up": "text"}
"""Where what both say alike is kept once, by table, with what it says."""


def assert_questions_are_tied(store: Store) -> None:
    """Every question is about what its text names, of the same person."""
    asked = store.reader.rows(
        "SELECT f.text, f.person_id, coalesce(n.text, p.topic), coalesce(n.person_id, p.person_id)"
        " FROM follow_up AS f LEFT JOIN need AS n ON n.id = f.need_id"
        " LEFT JOIN preference AS p ON p.id = f.preference_id"
        " WHERE f.purpose IN ('ask whether solved', 'reconfirm a preference')"
    )
    for text, person_id, about, about_whom in asked:
        assert about in text
        assert person_id == about_whom


def reachable(store: Store) -> set[tuple[str, str]]:
    """Every way to reach anybody, as two writings of it agree."""
    rows = store.reader.rows("SELECT kind, value FROM contact_point")
    return {
        (kind, phone_digits(value) if kind == "phone" else " ".join(sorted(value.lower().split())))
        for kind, value in rows
    }


@given(people, people, lines, takes, st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_of_any_two_is_lost(
    first: Person,
    second: Person,
    said: list[tuple[str, str]],
    chosen: dict[str, Take],
    has_turned: bool,
) -> None:
    with fresh() as store:
        one, other, _third = two(store, first, second, said)
        staying, going = (other, one) if has_turned else (one, other)
        before, found = dump(store), reachable(store)
        kept = {table: texts(store, table) for table in ("promise", "interaction", "need")}
        told = {table: set(texts(store, table, column)) for table, column in SAID_ONCE.items()}
        notes = texts(store, "person", "notes")
        page = read_merge(store.reader, staying, going)
        merge(store, page, Choices(chosen))
        assert reachable(store) == found
        assert {table: texts(store, table) for table in kept} == kept
        assert {
            table: set(texts(store, table, column)) for table, column in SAID_ONCE.items()
        } == told
        assert_questions_are_tied(store)
        assert {name.lower() for name in texts(store, "tag", "name")} == {
            row[2].lower() for row in before["tag"]
        }
        assert_fields(store, page, chosen)
        if "notes" not in chosen:
            for text in notes:
                assert text in str(
                    store.reader.value("SELECT notes FROM person WHERE name <> 'Third'")
                )
        for model in merging.tables_along():
            assert count(store, model._meta.table_name, going) == 0
        after = dump(store)
        undo.undo(store)
        assert dump(store) == before
        undo.redo(store)
        assert dump(store) == after
        store.close()
        assert examine(store.path) == []


def assert_fields(store: Store, page: merging.MergePage, chosen: dict[str, Take]) -> None:
    """Every field is as chosen; what only one of the two knew is there."""
    whole = queries.whole_person(store.reader, page.staying.id)
    assert whole is not None
    for each in FIELDS:
        mine, theirs = (words_of(each, who.row) for who in (page.staying, page.going))
        now = words_of(each, whole.row)
        take = merging.take_of(page, Choices(chosen), each.name)
        if each.name not in chosen and is_set(each, page.going.row):
            assert now
        if take is not Take.BOTH:
            assert now == (theirs if take is Take.GOING else mine)
