"""The rhythm that comes with a role: given by hand, never in the place of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peer_tui.domain.people import Person, Rhythm, RhythmKind, Tag
from peer_tui.domain.quick_add import parse
from peer_tui.domain.rhythm_phrases import with_role_rhythm
from peer_tui.services import add
from peer_tui.services.people import add_person, edit_person
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.store import Store
from tests.storage.support import NOW

ROLES = {"Customer": "60 days", "vendor": "month", "neighbour": "triggered"}
SIXTY = Rhythm(RhythmKind.PERIODIC, 60)


@pytest.mark.parametrize(
    ("tags", "own", "given"),
    [
        (("customer",), Rhythm(), SIXTY),
        (("CUSTOMER",), Rhythm(), SIXTY),
        (("vendor", "customer"), Rhythm(), SIXTY),
        (("neighbour",), Rhythm(), Rhythm(RhythmKind.TRIGGERED)),
        (("customers",), Rhythm(), Rhythm()),
        ((), Rhythm(), Rhythm()),
        (("customer",), Rhythm(RhythmKind.PERIODIC, 7), Rhythm(RhythmKind.PERIODIC, 7)),
        (("customer",), Rhythm(RhythmKind.TRIGGERED), Rhythm(RhythmKind.TRIGGERED)),
    ],
)
def test_the_first_role_that_fits(tags: tuple[str, ...], own: Rhythm, given: Rhythm) -> None:
    person = Person("Ana", rhythm=own)
    assert with_role_rhythm(person, map(Tag, tags), ROLES) == replace(person, rhythm=given)


def test_only_a_role_that_is_new_brings_one(store: Store) -> None:
    [who] = add_person(store, Person("Ana", tags=(Tag("customer"),))).ids
    shown = read_person(store.reader, who)
    assert shown is not None
    assert shown.rhythm == Rhythm()
    said = edit_person(store, shown, replace(shown, nickname="A"), ROLES)
    assert said.message == "Saved Ana."
    shown = read_person(store.reader, who)
    assert shown is not None
    assert shown.rhythm == Rhythm()
    more = replace(shown, tags=(*shown.tags, Tag("vendor")))
    said = edit_person(store, shown, more, ROLES)
    assert said.message == "Saved Ana, in touch every 30 days."
    after = read_person(store.reader, who)
    assert after is not None
    assert after.rhythm == Rhythm(RhythmKind.PERIODIC, 30)
    chosen = replace(after, rhythm=Rhythm(), tags=(*after.tags, Tag("Customer")))
    edit_person(store, after, chosen, ROLES)
    last = read_person(store.reader, who)
    assert last is not None
    assert last.rhythm == Rhythm(), "what was chosen in the form stands"


def test_a_line_gives_it_too(store: Store) -> None:
    line = parse("person Ana Ruiz #customer", NOW, add.known_people(store.reader))
    said = add.save(store, line, allow_new=True, rhythms=ROLES)
    assert said.message == "Added Ana Ruiz; in touch every 60 days."
    kept = store.reader.rows("SELECT rhythm_kind, rhythm_days, rhythm_on FROM person")
    assert kept == [("periodic", 60, None)]
