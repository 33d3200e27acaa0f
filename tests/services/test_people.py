"""Adding and editing people: two forms open at once lose nothing."""

from dataclasses import replace

import pytest

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
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.people import add_person, edit_person, set_rhythm
from peer_tui.services.undo import undo
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.store import Store
from tests.services.conftest import dump

FULL = Person(
    "Zoë Müller",
    organisation="Müller Feinkost",
    contact_points=(
        ContactPoint(ContactKind.PHONE, "+44 20 7946 0101", "work"),
        ContactPoint(ContactKind.EMAIL, "zoe@feinkost.example", "", "zoe@feinkost.example"),
    ),
    tags=(Tag("customer", "2021"), Tag("neighbour")),
    dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(None, 12, 5), lead_days=3),),
    rhythm=Rhythm(RhythmKind.PERIODIC, 30),
    notes="mornings",
)


@pytest.fixture
def zoe(store: Store) -> Person:
    [id_] = add_person(store, FULL).ids
    return shown(store, id_)


def shown(store: Store, person_id: int | None) -> Person:
    found = read_person(store.reader, person_id or 0)
    assert found is not None
    return found


def without_ids(person: Person) -> Person:
    return replace(
        person,
        id=None,
        uid="",
        version=1,
        contact_points=tuple(replace(each, id=None) for each in person.contact_points),
        tags=tuple(replace(each, id=None) for each in person.tags),
        dates=tuple(replace(each, id=None) for each in person.dates),
    )


def test_what_is_added_is_read_again(zoe: Person, store: Store) -> None:
    assert without_ids(zoe) == FULL
    assert store.reader.rows("SELECT due_on, purpose, recurrence FROM follow_up") == [
        ("2026-12-02", "important date", "FREQ=YEARLY")
    ]


@pytest.mark.parametrize("name", ["", "  ", "\x1b\u202e"])
def test_a_person_needs_a_name(name: str, zoe: Person, store: Store) -> None:
    before = dump(store)
    with pytest.raises(UsageError):
        add_person(store, Person(name))
    with pytest.raises(UsageError):
        edit_person(store, zoe, replace(zoe, name=name))
    assert dump(store) == before


def test_an_edit_that_changes_nothing_writes_nothing(zoe: Person, store: Store) -> None:
    before = dump(store), store.reader.value("SELECT count(*) FROM action")
    edit_person(store, zoe, zoe)
    assert (dump(store), store.reader.value("SELECT count(*) FROM action")) == before


def test_an_edit_is_one_undo_step(zoe: Person, store: Store) -> None:
    before = dump(store)
    edited = replace(
        zoe,
        name="Zoë Müller-Rao",
        contact_points=zoe.contact_points[1:],
        tags=(),
        dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(1980, 12, 6), lead_days=0),),
    )
    edit_person(store, zoe, edited)
    assert without_ids(shown(store, zoe.id)) == without_ids(edited)
    assert store.reader.rows("SELECT due_on FROM follow_up") == [("2026-12-06",)]
    undo(store)
    assert dump(store) == before


def test_different_fields_of_two_forms_are_merged(zoe: Person, store: Store) -> None:
    edit_person(store, zoe, replace(zoe, organisation="Feinkost & Co"))
    edit_person(store, zoe, replace(zoe, tags=(*zoe.tags, Tag("vendor"))))
    now = shown(store, zoe.id)
    assert now.organisation == "Feinkost & Co"
    assert [tag.name for tag in now.tags] == ["customer", "neighbour", "vendor"]


def test_one_field_of_two_forms_is_a_conflict(zoe: Person, store: Store) -> None:
    edit_person(store, zoe, replace(zoe, organisation="Feinkost & Co"))
    before = dump(store)
    with pytest.raises(EditConflict, match=r"organisation of Zoë Müller .* Feinkost & Co"):
        edit_person(store, zoe, replace(zoe, organisation="Other", notes="mine"))
    assert dump(store) == before
    edit_person(store, zoe, replace(zoe, organisation="Feinkost & Co", notes="mine"))
    assert shown(store, zoe.id).notes == "mine"


def test_an_edit_of_somebody_who_is_gone(zoe: Person, store: Store) -> None:
    undo(store)
    with pytest.raises(EditConflict):
        edit_person(store, zoe, replace(zoe, notes="mine"))


def test_a_rhythm_for_several_is_one_step(zoe: Person, store: Store) -> None:
    [ann] = add_person(store, Person("Ann")).ids
    before = dump(store)
    set_rhythm(store, [zoe.id or 0, ann], Rhythm(RhythmKind.PERIODIC, 14))
    assert store.reader.rows("SELECT rhythm_days FROM person") == [(14,), (14,)]
    undo(store)
    assert dump(store) == before
