"""Everything that can be kept goes through merge, undo, archive and purge without loss.

The database is that of `everything.build`; the first test here keeps it complete.
"""

from __future__ import annotations

import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from peer_tui.cli.briefing_text import briefing_document, briefing_lines
from peer_tui.clock import FixedClock
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.people import Person
from peer_tui.domain.quick_add import PersonRef, QuickAdd
from peer_tui.errors import EditConflict, NothingFound
from peer_tui.interchange.icalendar_items import calendar_items
from peer_tui.interchange.icalendar_writer import write_todos
from peer_tui.interchange.json_archive import write_archive
from peer_tui.interchange.json_archive_reading import read_archive
from peer_tui.interchange.markdown_page import page
from peer_tui.interchange.vdir_removal import remove_person
from peer_tui.services import editing, forgetting, merging, undo
from peer_tui.services.briefing import brief
from peer_tui.services.people import add_person
from peer_tui.storage.doctor import examine
from peer_tui.storage.journal import MODELS, Values, columns, defaults
from peer_tui.storage.models import DOMAIN_MODELS, Interaction
from peer_tui.storage.queries.kept_about import kept_about
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store, open_store
from tests.services.everything import WORDS, Everything, build
from tests.storage.support import HER, ME, NOW, dump, new_store

STAY_AT_DEFAULT = {("attachment", "version"): "an attachment is taken off, never changed"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Everything]:
    """The database with everything, closed; to be copied."""
    store = new_store(tmp_path_factory.mktemp("everything"))
    everybody = build(store)
    store.close()
    return store.path, everybody


@pytest.fixture
def people(made: tuple[Path, Everything]) -> Everything:
    """Who is in it."""
    return made[1]


@pytest.fixture
def store(made: tuple[Path, Everything], tmp_path: Path) -> Iterator[Store]:
    """A copy of it, which the doctor finds whole before and after."""
    path = tmp_path / "peer.db"
    shutil.copyfile(made[0], path)
    opened = open_store(path, FixedClock(NOW), ME)
    opened.database().run("pragma synchronous = 0")
    yield opened
    opened.close()
    assert examine(path) == []


def test_every_column_of_every_table_says_something(store: Store) -> None:
    left = set()
    for model in DOMAIN_MODELS:
        table, usual = model._meta.table_name, defaults(model)
        assert store.reader.value(f"SELECT count(*) FROM {table}"), table
        for name in columns(model):
            found = {row[0] for row in store.reader.rows(f"SELECT {name} FROM {table}")}
            if found <= {usual[name]}:
                left.add((table, name))
    assert left == set(STAY_AT_DEFAULT)


def there_and_back(store: Store, act: Callable[[], object]) -> None:
    """The act, taken back and done again: the rows are byte for byte what they were."""
    before = dump(store)
    act()
    after = dump(store)
    assert after != before
    undo.undo(store)
    assert dump(store) == before
    undo.redo(store)
    assert dump(store) == after


def test_all_acts_are_taken_back_one_by_one_and_done_again(store: Store) -> None:
    states = [dump(store)]
    while True:
        try:
            undo.undo(store)
        except NothingFound:
            break
        states.append(dump(store))
    assert len(states) > 100
    assert not any(states[-1].values())
    for state in reversed(states[:-1]):
        undo.redo(store)
        assert dump(store) == state


def archived(store: Store) -> bytes:
    out = io.BytesIO()
    write_archive(store.path, out)
    return out.getvalue()


def test_the_archive_brings_every_row_back(store: Store, tmp_path: Path) -> None:
    archive = archived(store)
    (tmp_path / "other").mkdir()
    other = new_store(tmp_path / "other", HER)
    read_archive(other, io.BytesIO(archive), "kept.json")
    assert dump(other) == dump(store)
    assert archived(other) == archive
    other.close()
    assert examine(other.path) == []


# merging two about whom everything is kept

LOST_BY_A_MERGE = {
    "person": "the one who goes; what to keep of both is chosen field by field",
    "contact_point": "one number under two labels is one line, chosen on the page",
    "message_person": "who got a message was not only passed over",
}


def rows_of(store: Store, table: str) -> list[Values]:
    names = columns(MODELS[table])
    return [
        dict(zip(names, row, strict=True))
        for row in store.reader.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY id")
    ]


def as_one(row: Values, staying: int, going: int) -> tuple[tuple[str, object], ...]:
    """What a row says once the two are one, whoever it was about."""
    ends = ("person_id", "one_id", "other_id")
    without = ("id", "version", "preference_id", "position")
    return tuple(
        (name, staying if name in ends and value == going else value)
        for name, value in row.items()
        if name not in without
    )


def merged(store: Store, staying: int, going: int) -> None:
    merging.merge(store, merging.read_merge(store.reader, staying, going))


@pytest.mark.parametrize("turned", [False, True])
def test_a_merge_of_two_rich_people_loses_nothing(
    store: Store, people: Everything, turned: bool
) -> None:
    staying, going = (people.twin, people.ana) if turned else (people.ana, people.twin)
    before = {table: rows_of(store, table) for table in MODELS}
    merged(store, staying, going)
    lost: Counter[str] = Counter()
    for table, rows in before.items():
        after = rows_of(store, table)
        ids = {row["id"] for row in after}
        said = {as_one(row, staying, going) for row in after}
        for row in rows:
            if row["id"] not in ids and as_one(row, staying, going) not in said:
                lost[table] += 1
    assert lost == Counter(LOST_BY_A_MERGE.keys())
    for table in MODELS:
        for row in rows_of(store, table):
            assert going not in (row.get("person_id"), row.get("one_id"), row.get("other_id"))


@pytest.mark.parametrize("column", ["need_id", "introduction_id", "preference_id", "invitation_id"])
def test_after_a_merge_questions_point_to_what_they_ask_about(
    store: Store, people: Everything, column: str
) -> None:
    table = column.removesuffix("_id")
    sql = (
        f"SELECT f.id, coalesce(t.{'topic' if table == 'preference' else 'id'}, '') FROM follow_up"
        f" AS f JOIN {table} AS t ON t.id = f.{column} ORDER BY f.id"
    )
    before = dict(store.reader.rows(sql))
    assert before
    merged(store, people.ana, people.twin)
    after = dict(store.reader.rows(sql))
    kept = {row["id"] for row in rows_of(store, "follow_up")}
    assert after == {id_: about for id_, about in before.items() if id_ in kept}
    # Both wanted oak, and both were to be asked about it the same day: once is enough.
    assert len(before) - len(after) == (1 if table == "preference" else 0)


def test_a_merge_goes_back_and_forth(store: Store, people: Everything) -> None:
    there_and_back(store, lambda: merged(store, people.ana, people.twin))


def test_the_archive_of_what_was_merged_is_whole(
    store: Store, people: Everything, tmp_path: Path
) -> None:
    merged(store, people.ana, people.twin)
    test_the_archive_brings_every_row_back(store, tmp_path)


# what is told about a person

NOT_ON_THE_PAGE = {
    "interaction_person": "ties an entry, which is there, to them",
    "promise_move": "told with the promise",
    "attachment": "told with the entry",
    "message": "told with who got it",
    "not_same": "says of two entries that they are not one; nothing about the person",
}


def rows_about(store: Store, person_id: int) -> set[tuple[str, int]]:
    """Every row that points to the person, from near or far."""
    found = {("person", person_id)}
    for table, model in MODELS.items():
        ends = [name for name in ("person_id", "one_id", "other_id") if name in columns(model)]
        if ends:
            where = " OR ".join(f"{name} = {person_id}" for name in ends)
            rows = store.reader.rows(f"SELECT id FROM {table} WHERE {where}")
            found |= {(table, row[0]) for row in rows}
    for table, sql in (
        ("interaction", "SELECT interaction_id FROM interaction_person"),
        ("message", "SELECT message_id FROM message_person"),
    ):
        rows = store.reader.rows(f"{sql} WHERE person_id = {person_id}")
        found |= {(table, row[0]) for row in rows}
    return found


def test_every_row_about_a_person_is_told(store: Store, people: Everything) -> None:
    told = {(line.entity, line.row_id) for line in kept_about(store.reader, people.ana)}
    rows = rows_about(store, people.ana)
    assert rows - told <= {(table, row) for table, row in rows if table in NOT_ON_THE_PAGE}
    assert told <= rows
    assert {table for table, _ in rows} == set(MODELS) - {"promise_move", "attachment"}


def told(store: Store, person_id: int) -> str:
    return "\n".join(line.text for line in kept_about(store.reader, person_id))


def written(store: Store, person_id: int) -> str:
    return "".join(page(store.reader, person_id, NOW)).replace("\\", "")


WORDED = {
    "person": ("name", "nickname", "organisation", "job_title", "met_through", "notes",
               "time_zone", "language", "standing_reason"),
    "contact_point": ("value", "label"),
    "tag": ("name", "since", "until"),
    "important_date": ("label",),
    "interaction": ("text",),
    "need": ("text", "i_give", "they_give", "answer"),
    "promise": ("text",),
    "promise_move": ("why",),
    "preference": ("topic",),
    "introduction": ("about", "outcome"),
    "invitation": ("text",),
    "boundary": ("sentence",),
    "attachment": ("location", "label"),
    "message": ("text",),
}  # fmt: skip
"""Columns that hold words of the owner or of the person, by table."""


def words_about(store: Store, person_id: int) -> Iterator[tuple[str, str, str]]:
    """The table, the column and each line of every such word."""
    rows = rows_about(store, person_id)
    for table, column in (("promise_move", "promise_id"), ("attachment", "interaction_id")):
        pointed = column.removesuffix("_id")
        rows |= {
            (table, row["id"]) for row in rows_of(store, table) if (pointed, row[column]) in rows
        }
    for table, names in WORDED.items():
        for row in rows_of(store, table):
            if (table, row["id"]) in rows:
                for name in names:
                    for line in str(row[name]).splitlines():
                        yield table, name, line


@pytest.mark.parametrize("tell", [told, written])
def test_every_word_about_a_person_is_told(
    store: Store, people: Everything, tell: Callable[[Store, int], str]
) -> None:
    for person_id in (people.ana, people.twin):
        text = tell(store, person_id)
        for table, name, line in words_about(store, person_id):
            assert line in text, (table, name, line)


def shown(store: Store, person_id: int) -> str:
    """The briefing, as a program reads it."""
    briefing = brief(store.reader, person_id, at=NOW)
    assert briefing is not None
    text = "\n".join(briefing_lines(briefing, NOW.date()))
    assert text
    return json.dumps(briefing_document(briefing, NOW.date()), ensure_ascii=False)


TOLD_ELSEWHERE = {
    "interaction": "the last entries; the whole history is on the page",
    "attachment": "with the history",
    "promise": "what is open, and counts; `peer promises --all` tells how the others ended",
    "promise_move": "with the promises",
    "message": "with the history",
    "person": "what the card shows; the parts of the name are on the page",
}


def test_the_briefing_tells_all_that_is_not_told_elsewhere(
    store: Store, people: Everything
) -> None:
    text = shown(store, people.ana)
    for table, name, line in words_about(store, people.ana):
        if table not in TOLD_ELSEWHERE:
            assert line in text, (table, name, line)
    briefing = brief(store.reader, people.twin, at=NOW)
    assert briefing is not None
    plain = "\n".join(briefing_lines(briefing, NOW.date()))
    for words in (
        "ended, the door is closed by them: zebrano is done",
        "I give zebrano oil; they give zebrano bread",
        "old zebrano friend of Ben Okafor",
        "they share zebrano",
        "advise on zebrano: would rather not",
        "theirs, the zebrano cake",
        "mine, lent a zebrano saw",
    ):
        assert words in plain


def test_every_purpose_stands_in_the_calendar(store: Store) -> None:
    items = list(calendar_items(store.reader, NOW.date()))
    assert {item.why for item in items} >= set(Purpose)
    calendar = "".join(write_todos(items)).replace("\r\n ", "").replace("\\", "")
    for item in items:
        assert item.text in calendar


def test_the_page_of_a_merge_counts_what_comes_along(store: Store, people: Everything) -> None:
    along = merging.read_merge(store.reader, people.ana, people.twin).along
    assert {name for name, one, other in along if one and other} == {name for name, *_ in along}


# forgetting


def test_each_line_is_forgotten_and_comes_back(store: Store, people: Everything) -> None:
    before = dump(store)
    for line in kept_about(store.reader, people.ana):
        forgetting.forget(store, people.ana, [line])
        left = kept_about(store.reader, people.ana)
        assert line not in left, line
        undo.undo(store)
        assert dump(store) == before, line


def test_a_person_is_forgotten_whole_and_comes_back(store: Store, people: Everything) -> None:
    there_and_back(store, lambda: forgetting.forget_all(store, people.twin))
    text = told(store, people.twin).lower()
    assert WORDS[1] not in text


def in_the_file(path: Path) -> str:
    whole = b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
    return whole.decode("utf-8", "replace").lower()


def purge(store: Store, person_id: int) -> None:
    name = store.reader.value("SELECT name FROM person WHERE id = ?", (person_id,))
    forgetting.purge(store, person_id, name[:3])
    assert examine(store.path) == []


def test_after_a_purge_only_what_is_shared_names_them(store: Store, people: Everything) -> None:
    shared = store.reader.rows(
        "SELECT interaction_id FROM interaction_person WHERE person_id <> ? AND interaction_id IN"
        " (SELECT interaction_id FROM interaction_person WHERE person_id = ?)",
        (people.ana, people.ana),
    )
    purge(store, people.ana)
    for table, model in MODELS.items():
        for row in rows_of(store, table):
            if WORDS[0] in str(row).lower():
                assert (row["id"],) in shared, row
                assert model is Interaction
    labels = store.reader.rows("SELECT label FROM action")
    assert not [label for (label,) in labels if WORDS[0] in label.lower()]
    changes = store.reader.rows("SELECT entity, row_id, before, after FROM change")
    for entity, row_id, *kept in changes:
        if WORDS[0] in str(kept).lower():
            assert entity == "interaction"
            assert (row_id,) in shared


@pytest.mark.parametrize("is_merged", [False, True], ids=["apart", "merged"])
def test_once_all_are_purged_no_word_is_left_in_the_file(
    store: Store, people: Everything, is_merged: bool
) -> None:
    going = [people.twin]
    if is_merged:
        merged(store, people.ana, people.twin)
        undo.undo(store)
        undo.redo(store)
        going = []
    for person_id in (people.ana, *going, people.ben):
        purge(store, person_id)
    store.close()
    content = in_the_file(store.path)
    for word in (*WORDS, "mahogany", "okafor"):
        at = content.find(word)
        assert at < 0, content[max(0, at - 200) : at + 100]
    assert "may chen" in content


def test_a_purge_after_a_merge_was_taken_back_leaves_the_other_whole(
    store: Store, people: Everything
) -> None:
    merged(store, people.ana, people.twin)
    undo.undo(store)
    before = told(store, people.twin)
    purge(store, people.ana)
    shared = "(conversation, with 1 more)"
    assert told(store, people.twin) == before.replace(shared, "(conversation)")


def test_a_row_that_is_about_somebody_else_now_stays_theirs(
    store: Store, people: Everything
) -> None:
    shown = editing.read(store.reader, HitKind.FOLLOW_UP, _bench(store, people.ana))
    assert shown is not None
    ben = PersonRef(people.ben, "Ben Okafor")
    moved = replace(shown.record, text="the plain bench", people=(ben,), tags=())
    editing.change(store, shown, QuickAdd(records=(moved,)))
    purge(store, people.ana)
    (kept,) = [row for row in rows_of(store, "follow_up") if row["text"] == "the plain bench"]
    assert kept["person_id"] == people.ben
    sql = "SELECT after FROM change WHERE row_id = ? AND after IS NOT NULL"
    assert WORDS[0] not in str(store.reader.rows(sql, (kept["id"],))).lower()


def _bench(store: Store, person_id: int) -> int:
    sql = "SELECT id FROM follow_up WHERE person_id = ? AND text LIKE '%bench' AND status = 'open'"
    return int(store.reader.value(sql, (person_id,)))


def test_what_is_left_after_a_purge_goes_on(
    store: Store, people: Everything, tmp_path: Path
) -> None:
    merged(store, people.ana, people.twin)
    purge(store, people.ana)
    test_the_archive_brings_every_row_back(store, tmp_path)
    before = dump(store)
    taken_back = 0
    with suppress(NothingFound, EditConflict):
        while True:
            undo.undo(store)
            taken_back += 1
    assert taken_back > 3
    for _ in range(taken_back):
        undo.redo(store)
    assert dump(store) == before


# a card that was deleted on the other side

LEAVES_WITH_THE_CARD = {"contact_point", "tag", "important_date", "source_card", "not_same"}


class _Done(Exception):
    """Takes the act back that was only tried."""


def test_whoever_has_any_of_it_is_not_removed_with_their_card(store: Store) -> None:
    bea = add_person(store, Person("Bea")).ids[0]
    before, tried = dump(store), set()
    for table, model in MODELS.items():
        for column in ("person_id", "one_id", "other_id"):
            if column in columns(model):
                row = rows_of(store, table)[-1]
                with suppress(_Done), store.transaction("test", "Tried") as transaction:
                    transaction.update(model, row["id"], {column: bea})
                    said = remove_person(transaction, bea)
                    assert bool(said) is (table not in LEAVES_WITH_THE_CARD), table
                    raise _Done
                tried.add(table)
    assert {"need", "relation", "introduction", "invitation", "message_person"} <= tried
    assert dump(store) == before
