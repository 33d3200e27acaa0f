"""Changing a row in place: same id, one undo step, nothing of somebody else's lost."""

from datetime import date

import pytest

from peer_tui.domain.people import Person, Rhythm, RhythmKind
from peer_tui.domain.quick_add import PersonRef, QuickAdd, parse
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.add import known_people, save
from peer_tui.services.editing import Editable, change, change_text, checked, read, text_of
from peer_tui.services.people import add_person
from peer_tui.services.undo import redo, undo
from peer_tui.storage.models import Promise
from peer_tui.storage.queries.find import find
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    for name in ("Maria Lopez", "Ben Okafor"):
        rhythm = Rhythm(RhythmKind.PERIODIC, 30)
        add_person(store, Person(name, rhythm=rhythm))


def line(store: Store, text: str, row: PersonRef | None = None) -> QuickAdd:
    return parse(text, NOW, known_people(store.reader), row_person=row)


def add(store: Store, kind: HitKind, text: str) -> Editable:
    [id_] = save(store, line(store, text), allow_new=False).ids
    shown = read(store.reader, kind, id_)
    assert shown is not None
    return shown


def row(store: Store, table: str, row_id: int, columns: str) -> tuple[object, ...]:
    found = store.reader.row(f"SELECT {columns} FROM {table} WHERE id = ?", (row_id,))
    assert found is not None
    return tuple(found)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (HitKind.PROMISE, "promise @maria send quote by 2026-11-20", "they owe @maria x #oak !"),
        (HitKind.FOLLOW_UP, "@ben call by 2026-11-20", "@maria every 6 weeks from 2026-12-01 see"),
        (HitKind.FOLLOW_UP, "@ben see every week", "water the plants on 2026-11-30 10:00"),
        (HitKind.INTERACTION, "log @ben met on 2026-10-01", "note @maria other on 2026-11-02"),
        (HitKind.INTERACTION, "log @ben met", "log @ben @maria met both via mail #fair"),
        (HitKind.INTERACTION, "thanks @ben for the van", "kindness @ben lent our van via phone"),
        (HitKind.INTERACTION, "story @ben his fair", "win @ben the fair (may share) #private"),
        (HitKind.INTERACTION, "win @ben the fair (may share)", "milestone @ben ten years"),
        (HitKind.INTERACTION, "log @ben met", "hope @ben a second shop on 2026-11-02"),
        (HitKind.INTERACTION, "hope @ben a second shop", "note @ben has a second shop"),
    ],
)
def test_a_change_keeps_the_row_and_undo_restores_every_byte(
    store: Store, kind: HitKind, before: str, after: str
) -> None:
    shown = add(store, kind, before)
    unchanged = dump(store)
    version = row(store, kind, shown.id, "version")[0]
    change(store, shown, line(store, after))
    now_there = read(store.reader, kind, shown.id)
    assert now_there is not None
    assert now_there.record == line(store, after).records[0]
    assert row(store, kind, shown.id, "version") == (int(str(version)) + 1,)
    changed = dump(store)
    undo(store)
    assert dump(store) == unchanged
    redo(store)
    assert dump(store) == changed


def test_nothing_is_written_where_nothing_differs(store: Store) -> None:
    shown = add(store, HitKind.PROMISE, "promise @maria send quote by 2026-11-20")
    before = (dump(store), store.reader.row("SELECT count(*) FROM action", ()))
    outcome = change(store, shown, line(store, "promise @maria send quote by 2026-11-20"))
    assert outcome.message == "Nothing was changed."
    assert (dump(store), store.reader.row("SELECT count(*) FROM action", ())) == before


def test_another_date_of_a_promise_is_a_correction(store: Store) -> None:
    shown = add(store, HitKind.PROMISE, "promise @maria send quote by 2026-11-20")
    change(store, shown, line(store, "promise @maria send quote by 2026-11-27 9:30"))
    assert row(store, "promise", shown.id, "due_on, due_time") == ("2026-11-27", "09:30")
    assert store.reader.rows("SELECT * FROM promise_move") == []
    assert store.reader.rows("SELECT * FROM interaction") == []


def test_an_entry_keeps_its_hour_and_is_found_on_its_new_day(store: Store) -> None:
    shown = add(store, HitKind.INTERACTION, "log @ben signed on 2026-10-01 14:05")
    change(store, shown, line(store, "log @ben signed the lease on 2026-10-03"))
    (at,) = row(store, "interaction", shown.id, "at")
    assert store.reader.rows("SELECT at FROM interaction_person") == [(at,)]
    again = read(store.reader, HitKind.INTERACTION, shown.id)
    assert again is not None
    assert again.record.due == date(2026, 10, 3)
    [found] = find(store.reader, "lease", 5).groups
    assert found.hits[0].on == date(2026, 10, 3)
    last = store.reader.rows("SELECT last_contact_on FROM person WHERE name LIKE 'Ben%'")
    assert last == [("2026-10-03",)]
    assert not find(store.reader, "signed on", 5).groups


def test_edits_of_different_fields_merge_and_of_one_field_refuse(store: Store) -> None:
    shown = add(store, HitKind.FOLLOW_UP, "@ben see the shop on 2026-11-20 #oak")
    change(store, shown, line(store, "@ben see the shop on 2026-11-25 #oak"))
    change(store, shown, line(store, "@ben see both shops on 2026-11-20 #oak !"))
    now_there = read(store.reader, HitKind.FOLLOW_UP, shown.id)
    assert now_there is not None
    record = now_there.record
    assert (record.text, record.due, record.starred) == ("see both shops", date(2026, 11, 25), True)
    before = dump(store)
    with pytest.raises(EditConflict, match=r"The date .* 2026-11-25.*Nothing was saved"):
        change(store, shown, line(store, "@ben see the shop on 2026-11-21 #oak"))
    with pytest.raises(EditConflict, match="The text"):
        change_text(store, HitKind.FOLLOW_UP, shown.id, "see the shop", "see no shop")
    assert dump(store) == before
    undo(store)
    undo(store)
    undo(store)
    with pytest.raises(EditConflict, match="no longer there"):
        change(store, shown, line(store, "@ben see the shop on 2026-11-21 #oak"))


def test_what_a_row_cannot_become_is_refused(store: Store) -> None:
    promise = add(store, HitKind.PROMISE, "promise @maria send quote by 2026-11-20")
    follow_up = add(store, HitKind.FOLLOW_UP, "@ben see")
    entry = add(store, HitKind.INTERACTION, "log @ben met")
    for shown, text, words in (
        (promise, "promise @ben send quote", "stays with Maria Lopez"),
        (promise, "@maria send quote", "stays a promise"),
        (promise, "promise @maria send > ask again fri", "edited alone"),
        (follow_up, "log @ben see", "stays a follow-up"),
        (follow_up, "@ben", "come back to"),
        (entry, "promise @ben met", "stays a history entry"),
        (entry, "log @ben met !", "no star"),
        (entry, "need @ben a tap", "stays a history entry"),
        (entry, "hope @ben a shop, ask in spring", "a follow-up of its own"),
    ):
        with pytest.raises(UsageError, match=words):
            checked(shown, line(store, text))


@pytest.mark.parametrize(
    ("before", "after", "columns"),
    [
        ("story @ben the fair", "win @ben the fair", ("story", "theirs", "win", 0, "them")),
        ("log @ben the van", "kindness @ben the van", ("kindness", "mine", "", 0, "me")),
        (
            "win @ben ten years (may share)",
            "milestone @ben ten years (may share)",
            ("milestone", "theirs", "", 1, "them"),
        ),
        (
            "hope @ben a shop (may share)",
            "hope @ben a second shop",
            ("story", "theirs", "hope", 0, "them"),
        ),
        ("thanks @ben for the van", "log @ben the van", ("conversation", "", "", 0, "them")),
    ],
)
def test_side_and_aspect_go_with_the_words(
    store: Store, before: str, after: str, columns: tuple[object, ...]
) -> None:
    [entry] = save(store, line(store, before), allow_new=False).ids
    asked = store.reader.value("SELECT count(*) FROM follow_up")
    shown = read(store.reader, HitKind.INTERACTION, entry)
    assert shown is not None
    change(store, shown, line(store, after))
    found = row(store, "interaction", entry, "kind, side, aspect, may_share, initiated_by")
    assert found == columns
    assert store.reader.value("SELECT count(*) FROM follow_up") == asked


def test_a_follow_up_may_go_to_somebody_new_or_to_nobody(store: Store) -> None:
    shown = add(store, HitKind.FOLLOW_UP, "@ben see the shop on 2026-11-20")
    before = dump(store)
    change(store, shown, line(store, "@Nadia see the shop on 2026-11-20"))
    [(name,)] = store.reader.rows(
        "SELECT person.name FROM follow_up JOIN person ON person.id = follow_up.person_id"
    )
    assert name == "Nadia"
    undo(store)
    assert dump(store) == before
    change(store, shown, line(store, "see the shop on 2026-11-20"))
    assert row(store, "follow_up", shown.id, "person_id") == (None,)


def test_a_text_is_changed_alone(store: Store) -> None:
    shown = add(store, HitKind.INTERACTION, "log @ben met")
    before = dump(store)
    change_text(store, HitKind.INTERACTION, shown.id, "met", "# Met\n\n- twice  \r\n- gladly\n")
    assert row(store, "interaction", shown.id, "text") == ("# Met\n\n- twice\n- gladly",)
    undo(store)
    assert dump(store) == before
    follow_up = add(store, HitKind.FOLLOW_UP, "@ben see at 2026-11-20 10:00")
    with pytest.raises(UsageError, match="empty"):
        change_text(store, HitKind.FOLLOW_UP, follow_up.id, "see", " \n")
    [(ben,)] = store.reader.rows("SELECT id FROM person WHERE name LIKE 'Ben%'")
    change_text(store, HitKind.PERSON, ben, "", "Likes oak.\n")
    assert text_of(store.reader, HitKind.PERSON, ben) == "Likes oak."
    assert text_of(store.reader, HitKind.PERSON, 1) is None
    assert read(store.reader, HitKind.PROMISE, 1) is None


def test_a_corrected_date_is_not_hidden_by_an_older_snooze(store: Store) -> None:
    shown = add(store, HitKind.PROMISE, "promise @maria send quote by 2026-11-20")
    with store.transaction("snooze", "snooze") as transaction:
        transaction.update(Promise, shown.id, {"snoozed_until": "2026-12-24", "snooze_count": 1})
    change(store, shown, line(store, "promise @maria send quote on 2026-11-19 9:00"))
    columns = "snoozed_until, snooze_count, due_time"
    assert row(store, "promise", shown.id, columns) == (None, 1, "09:00")
