"""Worth sending: who may get a message, who is left out and why, and what is kept of it."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.domain.quick_add import PersonRef
from peer_tui.domain.topics import is_about, topics_of
from peer_tui.domain.wish_line import read_wish
from peer_tui.errors import EditConflict, UsageError
from peer_tui.interchange.json_archive import write_archive
from peer_tui.interchange.json_archive_reading import read_archive
from peer_tui.services import merging, sending, wishes
from peer_tui.services.people import add_person
from peer_tui.services.standing import end_well, rest
from peer_tui.services.undo import redo, undo
from peer_tui.storage.doctor import examine
from peer_tui.storage.models import Person as PersonRow
from peer_tui.storage.models import Preference as PreferenceRow
from peer_tui.storage.queries import messages
from peer_tui.storage.queries.messages import MessageRow, Part, message, recipients
from peer_tui.storage.store import Store
from tests.storage.support import NOW, dump, new_store

OAK = "The oak samples are in."


def person(
    store: Store, name: str, *said: str, mail: str = "a@b.example", unused: bool = False
) -> int:
    points = (ContactPoint(ContactKind.EMAIL, mail, do_not_use=unused),) if mail else ()
    [who] = add_person(store, Person(name, contact_points=points)).ids
    for line in said:
        wishes.add_wish(store, who, read_wish(line, NOW))
    return who


@pytest.fixture
def oak(store: Store) -> MessageRow:
    [made] = sending.begin(store, f"{OAK}\n", "oak,  OAK, Workshop days").ids
    found = message(store.reader, made)
    assert found is not None
    return found


def shown(store: Store, about: MessageRow, now: datetime = NOW) -> dict[str, tuple[Part, str]]:
    found = recipients(store.reader, about, now)
    return {row.person_name: (row.part, row.note) for row in found.rows}


def test_only_who_said_so_and_may_be_written_to(store: Store, oak: MessageRow) -> None:
    assert oak.topics == ("oak", "Workshop days")
    person(store, "Ana", "wants Oak news")
    person(store, "Ben", "wants oak", "no contact until 30 nov")
    person(store, "Cleo", "avoids oak", "wants workshop days")
    person(store, "Dan", "wants oak", mail="")
    person(store, "Eva", "wants oak", unused=True)
    person(store, "Fay", "unsure about oak")
    person(store, "Gus", "wants oaken barrels")
    person(store, "Hal")
    rest(store, [person(store, "Ida", "wants oak")])
    end_well(store, [person(store, "Jo", "wants oak")])
    rest(store, [person(store, "Kim", "wants oak")], until=date(2026, 11, 20))
    person(store, "Leo", "wants workshop days")
    person(store, "Mia", "wants oak", "calls only")
    found = shown(store, oak)
    assert found == {
        "Ana": (Part.OPEN, ""),
        "Ben": (Part.LEFT_OUT, "held until Tue 1 Dec: no contact until 30 Nov"),
        "Cleo": (Part.LEFT_OUT, "avoids oak"),
        "Dan": (Part.LEFT_OUT, "no e-mail address"),
        "Eva": (Part.LEFT_OUT, "no e-mail address to be used"),
        "Fay": (Part.LEFT_OUT, "unsure about oak"),
        "Ida": (Part.LEFT_OUT, "resting"),
        "Jo": (Part.LEFT_OUT, "ended"),
        "Kim": (Part.LEFT_OUT, "resting until Fri 20 Nov"),
        "Leo": (Part.OPEN, ""),
        "Mia": (Part.LEFT_OUT, "held: phone only"),
    }
    after = shown(store, oak, NOW + timedelta(days=15))
    assert after["Ben"] == (Part.OPEN, "")
    assert after["Kim"] == (Part.OPEN, "")


def test_those_without_an_address_keep_nobody_from_the_page(store: Store, oak: MessageRow) -> None:
    with store.transaction("import", "many") as transaction:
        many = [{"uid": str(n), "name": f"A{n}", "sort_name": f"a{n}"} for n in range(210)]
        ids = transaction.insert_many(PersonRow, many)
        wants = {"topic": "oak", "stance": "wants"}
        transaction.insert_many(PreferenceRow, [{"person_id": who, **wants} for who in ids])
    person(store, "Zoe", "wants oak")
    person(store, "Zora", "wants oak", unused=True)
    found = recipients(store.reader, oak, NOW)
    assert found.more
    assert [row.person_name for row in found.of(Part.OPEN)] == ["Zoe"]
    assert len(found.of(Part.LEFT_OUT)) == messages.MOST_PEOPLE - 1


def test_a_topic_agreed_to_be_left_alone(store: Store, oak: MessageRow) -> None:
    person(store, "Ana", "wants workshop days", "not about oak")
    part, note = shown(store, oak)["Ana"]
    assert part is Part.LEFT_OUT
    assert "oak" in note


def test_my_quiet_hours_hold_everybody(store: Store, oak: MessageRow) -> None:
    person(store, "Ana", "wants oak")
    found = recipients(store.reader, oak, NOW, (time(10), time(11)))
    assert found.of(Part.OPEN) == ()
    assert found.of(Part.LEFT_OUT)[0].note.startswith("held until")


def test_sent_is_one_step_with_entry_and_wish_acted_on(store: Store, oak: MessageRow) -> None:
    ana = person(store, "Ana", "wants oak news", "wants brass", "avoids oak wardrobes")
    before = dump(store)
    sending.sent(store, oak, PersonRef(ana, "Ana"), "how is the loft?")
    assert store.reader.rows("SELECT kind, channel, initiated_by, text FROM interaction") == [
        ("conversation", "email", "me", f"{OAK} · how is the loft?")
    ]
    assert store.reader.rows("SELECT topic, acted_on FROM preference ORDER BY id") == [
        ("oak news", "2026-11-18"),
        ("brass", None),
        ("oak wardrobes", None),
    ]
    found = message(store.reader, oak.id)
    assert found is not None
    assert found.sent == 1
    assert shown(store, oak) == {"Ana": (Part.DONE, "got it today")}
    with pytest.raises(EditConflict, match="Ana got it already"):
        sending.sent(store, oak, PersonRef(ana, "Ana"))
    with pytest.raises(EditConflict, match="got it already"):
        sending.pass_over(store, oak, PersonRef(ana, "Ana"))
    after = dump(store)
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after
    assert examine(store.path) == []


def test_a_message_needs_a_text_and_a_topic(store: Store) -> None:
    for text, topics in (("", "oak"), (OAK, ""), (OAK, " , ;")):
        with pytest.raises(UsageError):
            sending.begin(store, text, topics)


def test_closed_and_open_again(store: Store, oak: MessageRow) -> None:
    before = dump(store)
    sending.close_or_open(store, oak)
    with pytest.raises(EditConflict):
        sending.close_or_open(store, oak)
    [newer] = sending.begin(store, "Second", "oak").ids
    assert [row.id for row in messages.messages(store.reader)] == [newer, oak.id]
    undo(store)
    undo(store)
    assert dump(store) == before


def test_a_merge_keeps_who_got_what(store: Store, oak: MessageRow) -> None:
    ana, anna = person(store, "Ana", "wants oak"), person(store, "Anna", "wants oak")
    sending.sent(store, oak, PersonRef(anna, "Anna"))
    sending.pass_over(store, oak, PersonRef(ana, "Ana"))
    before = dump(store)
    merging.merge(store, merging.read_merge(store.reader, ana, anna))
    assert shown(store, oak)["Ana"] == (Part.DONE, "got it today")
    assert examine(store.path) == []
    undo(store)
    assert dump(store) == before


def test_who_is_left_over_comes_once_others_are_done(
    store: Store, oak: MessageRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [person(store, name, "wants oak") for name in ("Ana", "Ben", "Cleo")]
    monkeypatch.setattr(messages, "MOST_PEOPLE", 2)
    found = recipients(store.reader, oak, NOW)
    assert [row.person_name for row in found.rows] == ["Ana", "Ben"]
    assert found.more
    sending.sent(store, oak, PersonRef(people[0], "Ana"))
    assert [row.person_name for row in recipients(store.reader, oak, NOW).rows] == ["Ben", "Cleo"]


def test_an_archive_keeps_it(tmp_path: Path, store: Store, oak: MessageRow) -> None:
    ana = person(store, "Ana", "wants oak")
    sending.sent(store, oak, PersonRef(ana, "Ana"), "hello")
    rest(store, [ana], "moving", date(2027, 3, 1))
    out = io.BytesIO()
    write_archive(store.path, out)
    (tmp_path / "other").mkdir()
    other = new_store(tmp_path / "other")
    read_archive(other, io.BytesIO(out.getvalue()), "kept.json")
    assert dump(other) == dump(store)
    other.close()


# topics


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("oak", "Oak", True),
        ("oak", "oak news", True),
        ("oak tables", "oak", True),
        ("oak", "oaken", False),
        ("cafés", "Cafes", True),
        ("photos of rooms", "photos of finished rooms", True),
        ("oak tables", "oak chairs", False),
        ("", "oak", False),
        ("!", "oak", False),
    ],
)
def test_topics_meet_by_whole_words(one: str, other: str, meet: bool) -> None:
    assert is_about(one, other) is meet


@given(st.text(), st.text())
def test_topics_meet_both_ways(one: str, other: str) -> None:
    assert is_about(one, other) is is_about(other, one)
    assert all(is_about(topic, topic) for topic in topics_of(one))
