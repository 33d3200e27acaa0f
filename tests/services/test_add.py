"""Saving quick-add lines: what stands in the tables afterwards."""

import pytest

from peer_tui.clock import to_utc_text
from peer_tui.domain.quick_add import parse
from peer_tui.errors import UsageError
from peer_tui.services.add import known_people, save
from peer_tui.services.outcome import Outcome
from peer_tui.services.undo import undo
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump


def add(store: Store, line: str, *, allow_new: bool = True) -> Outcome:
    return save(store, parse(line, NOW, known_people(store.reader)), allow_new=allow_new)


def row(store: Store, table: str, columns: str) -> tuple[object, ...]:
    found: tuple[object, ...] = store.reader.row(f"SELECT {columns} FROM {table} ORDER BY id DESC")
    return found


def actions(store: Store) -> int:
    number: int = store.reader.value("SELECT count(*) FROM action")
    return number


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    for name in ("Maria Lopez", "Ben Okafor", "Zoë Müller"):
        add(store, f"person {name}")


def test_a_promise_of_mine(store: Store) -> None:
    said = add(store, "promise @maria send quote by fri 10:00 via email #kitchen #oak !")
    assert said.message == "Promise to Maria Lopez: send quote, Fri 20 Nov 10:00."
    assert row(
        store, "promise", "side, text, made_on, due_on, due_time, channel, tags, starred"
    ) == (
        *("mine", "send quote", "2026-11-18", "2026-11-20", "10:00", "email"),
        *("kitchen oak", 1),
    )


def test_a_promise_of_theirs_without_a_date(store: Store) -> None:
    said = add(store, "they owe @ben signed contract")
    assert said.message == "Promise from Ben Okafor: signed contract, no date."
    assert row(store, "promise", "side, due_on, due_time, status") == ("theirs", None, None, "open")


def test_a_recurring_follow_up(store: Store) -> None:
    said = add(store, "@zoe coffee every! 6 weeks")
    assert said.message == "Follow-up with Zoë Müller: coffee, Wed 30 Dec, 6 weeks after done."
    assert row(store, "follow_up", "recurrence, recurs_from, due_on") == (
        *("FREQ=WEEKLY;INTERVAL=6", "completion", "2026-12-30"),
    )


def test_a_follow_up_without_a_person(store: Store) -> None:
    assert add(store, "send brochure next week").message == (
        "Follow-up: send brochure, Mon 23 Nov."
    )
    assert row(store, "follow_up", "person_id") == (None,)


def test_the_next_step_is_tied_to_the_entry(store: Store) -> None:
    before = actions(store)
    said = add(store, "log @maria called > send sample by fri > +promise quote by mon")
    assert actions(store) == before + 1
    interaction, follow_up, promise = said.ids
    assert row(store, "follow_up", "id, interaction_id") == (follow_up, interaction)
    assert row(store, "promise", "id, from_interaction_id") == (promise, interaction)
    people = {
        store.reader.value(f"SELECT person_id FROM {table}")
        for table in ("follow_up", "promise", "interaction_person")
    }
    assert len(people) == 1


def test_an_entry_of_yesterday_stands_at_noon_and_one_of_today_now(store: Store) -> None:
    add(store, "log @maria @ben met at the fair yesterday")
    noon = NOW.replace(day=17, hour=12, minute=0)
    assert row(store, "interaction", "at") == (to_utc_text(noon),)
    assert store.reader.value("SELECT count(*) FROM interaction_person") == 2
    add(store, "log @maria called")
    assert row(store, "interaction", "at, kind, initiated_by") == (
        *(to_utc_text(NOW), "conversation", "both"),
    )


def test_a_note_is_no_contact(store: Store) -> None:
    add(store, "note @maria likes oak")
    assert row(store, "interaction", "kind") == ("note",)
    found = store.reader.value("SELECT last_contact_on FROM person WHERE name = 'Maria Lopez'")
    assert found is None
    add(store, "log @maria called")
    found = store.reader.value("SELECT last_contact_on FROM person WHERE name = 'Maria Lopez'")
    assert found == "2026-11-18"


def test_a_person_with_everything(store: Store) -> None:
    add(store, "person Ann Åström #customer Ann@Astrom.example +44 20 7946 0101")
    assert row(store, "tag", "name") == ("customer",)
    assert store.reader.rows("SELECT kind, value, normalised FROM contact_point ORDER BY id") == [
        ("email", "Ann@Astrom.example", "ann@astrom.example"),
        ("phone", "+44 20 7946 0101", ""),
    ]


def test_a_new_name_is_created_once_and_only_when_allowed(store: Store) -> None:
    before = dump(store)
    with pytest.raises(UsageError, match="Nobody is called nadia yet"):
        add(store, "log @nadia called > @nadia hello fri", allow_new=False)
    assert dump(store) == before
    add(store, "log @nadia called > @nadia hello fri")
    assert store.reader.value("SELECT count(*) FROM person WHERE name = 'nadia'") == 1
    undo(store)
    assert dump(store) == before


def test_whoever_is_described_on_the_line_is_made_once(store: Store) -> None:
    add(store, "log @Cora saw her > person Cora #customer > follow up @cora call fri")
    assert row(store, "tag", "name") == ("customer",)
    assert store.reader.value("SELECT count(*) FROM person WHERE name = 'Cora'") == 1


@pytest.mark.parametrize("line", ["promise @ma", "promise @maria", "promise soon", ""])
def test_a_refused_line_saves_nothing(line: str, store: Store) -> None:
    add(store, "person Mario Rossi")
    before = dump(store), actions(store)
    with pytest.raises(UsageError, match="Not saved: "):
        add(store, line)
    assert (dump(store), actions(store)) == before
