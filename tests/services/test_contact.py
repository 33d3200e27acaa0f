"""Calls, mails and thanks: what each leaves in the tables, and that one undo takes it back."""

from datetime import date

import pytest

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.people import Person, Rhythm, RhythmKind
from peer_tui.domain.quick_add import PersonRef, QuickAdd, parse
from peer_tui.errors import NothingFound, UsageError
from peer_tui.services import contact
from peer_tui.services.add import known_people, save
from peer_tui.services.people import add_person, set_rhythm
from peer_tui.services.undo import redo, undo
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.reach import reach
from peer_tui.storage.queries.thanks import oldest_thanks
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

ENTRY = "SELECT kind, channel, initiated_by, text FROM interaction ORDER BY id DESC LIMIT 1"


@pytest.fixture
def maria(store: Store) -> PersonRef:
    return PersonRef(add_person(store, Person("Maria Lopez")).ids[0], "Maria Lopez")


def add(store: Store, line: str) -> None:
    save(store, read(store, line), allow_new=True)


def read(store: Store, line: str) -> QuickAdd:
    return parse(line, NOW, known_people(store.reader))


def due(store: Store) -> list[AgendaItem]:
    return list(queue(store.reader, NOW.date()).first(50))


def test_a_call_that_was_answered_closes_the_row_and_adds_the_step(
    store: Store, maria: PersonRef
) -> None:
    add(store, "promise @maria send quote today")
    before = dump(store)
    line = read(store, "log @maria she is glad > send plan fri")
    outcome = contact.spoke(store, line, due(store))
    assert outcome.message.startswith("Kept: send quote (Maria Lopez)")
    assert store.reader.row(ENTRY) == ("conversation", "phone", "both", "she is glad")
    assert store.reader.rows("SELECT status FROM promise") == [("kept",)]
    assert store.reader.rows("SELECT text, due_on FROM follow_up") == [("send plan", "2026-11-20")]
    after = dump(store)
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after


def test_a_call_keeps_the_way_that_the_line_names(store: Store, maria: PersonRef) -> None:
    contact.spoke(store, read(store, "log @maria she is glad via whatsapp"))
    assert store.reader.row(ENTRY) == ("conversation", "whatsapp", "both", "she is glad")


def test_a_call_that_cannot_be_read_is_not_logged(store: Store, maria: PersonRef) -> None:
    with pytest.raises(UsageError):
        contact.spoke(store, read(store, "log @maria"))
    assert store.reader.row(ENTRY) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (contact.NO_ANSWER, "No answer from Maria Lopez, logged."),
        (contact.VOICEMAIL, "Left Maria Lopez a voicemail, logged."),
    ],
)
def test_an_unanswered_call_is_no_contact(
    text: str, said: str, store: Store, maria: PersonRef
) -> None:
    add(store, "log @maria met 2026-09-01")
    set_rhythm(store, [maria.id], Rhythm(RhythmKind.PERIODIC, 28))
    before, waiting = dump(store), due(store)
    assert contact.not_reached(store, maria, text).message == said
    assert store.reader.row(ENTRY) == ("attempt", "phone", "me", text)
    assert store.reader.rows("SELECT last_contact_on FROM person") == [("2026-09-01",)]
    assert due(store) == waiting
    undo(store)
    assert dump(store) == before


def test_two_unanswered_calls_ask_for_room(store: Store, maria: PersonRef) -> None:
    contact.not_reached(store, maria)
    assert reach(store.reader, maria.id, NOW).advice == ""
    contact.not_reached(store, maria)
    assert "two unanswered" in reach(store.reader, maria.id, NOW).advice


def test_a_mail_is_a_contact_of_mine(store: Store, maria: PersonRef) -> None:
    add(store, "promise @maria send quote today")
    before = dump(store)
    assert contact.mail_sent(store, maria, "Your quote").message == (
        "Mail to Maria Lopez: Your quote, logged."
    )
    assert store.reader.row(ENTRY) == ("conversation", "email", "me", "Your quote")
    assert store.reader.rows("SELECT last_contact_on FROM person") == [("2026-11-18",)]
    assert store.reader.rows("SELECT status FROM promise") == [("open",)]
    undo(store)
    assert dump(store) == before


def test_a_mail_may_close_the_row(store: Store, maria: PersonRef) -> None:
    add(store, "promise @maria send quote today")
    before = dump(store)
    contact.mail_sent(store, maria, "Your quote", due(store))
    assert store.reader.rows(
        "SELECT status, closed_by_interaction_id = (SELECT max(id) FROM interaction) FROM promise"
    ) == [("kept", 1)]
    undo(store)
    assert dump(store) == before


def test_what_a_follow_up_begins_with_is_its_purpose(store: Store, maria: PersonRef) -> None:
    for line in (
        "@maria thank her for the cake",
        "@maria Applaud the prize",
        "@maria thanksgiving",
    ):
        add(store, line)
    add(store, "thank the post office")
    assert store.reader.rows("SELECT purpose FROM follow_up ORDER BY id") == [
        ("thank",),
        ("applaud",),
        ("check in",),
        ("check in",),
    ]


def test_thanks_close_what_asked_for_them(store: Store, maria: PersonRef) -> None:
    ben = add_person(store, Person("Ben Okafor")).ids[0]
    add(store, "@maria thank her for the cake")
    add(store, "@ben applaud the prize")
    owed = [oldest_thanks(store.reader, who) for who in (maria.id, ben)]
    items = [item for item in owed if item is not None]
    assert [item.kind for item in items] == [ItemKind.FOLLOW_UP] * 2
    before = dump(store)
    assert contact.thank(store, items, "a card").message == "Thanked 2 people: a card."
    assert store.reader.rows(
        "SELECT i.kind, i.initiated_by, i.text, p.name FROM interaction AS i"
        " JOIN interaction_person AS link ON link.interaction_id = i.id"
        " JOIN person AS p ON p.id = link.person_id ORDER BY i.id"
    ) == [("kindness", "me", "a card", "Maria Lopez"), ("story", "me", "a card", "Ben Okafor")]
    assert store.reader.rows("SELECT status, closed_on FROM follow_up") == [
        ("done", "2026-11-18"),
        ("done", "2026-11-18"),
    ]
    assert oldest_thanks(store.reader, maria.id) is None
    undo(store)
    assert dump(store) == before


def test_the_oldest_thanks_come_first(store: Store, maria: PersonRef) -> None:
    for line in ("thank her for the cake 30 nov", "thank her for the lift 20 nov"):
        add(store, f"@maria {line}")
    oldest = oldest_thanks(store.reader, maria.id)
    assert oldest is not None
    assert oldest.due_on == date(2026, 11, 20)


def test_nothing_owed_is_refused_before_anything_is_opened(store: Store) -> None:
    store.read_only = True
    with pytest.raises(NothingFound):
        contact.thank(store, [], "a card")
