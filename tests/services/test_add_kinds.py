"""Quick-add lines of needs, wishes, kindness, stories, pairs and invitations, in the tables."""

import pytest

from peer_tui.clock import to_utc_text
from peer_tui.domain.quick_add import parse
from peer_tui.services.add import known_people, save
from peer_tui.services.outcome import Outcome
from peer_tui.services.undo import redo, undo
from peer_tui.storage.store import Store
from tests.interchange.test_json_archive import archived, fresh, read
from tests.services.conftest import NOW, dump

PEOPLE = ("Ana Ruiz", "Ben Okafor", "May Chen", "Zoë Müller")
FOLLOW_UP = "text, purpose, due_on"
LINES = (
    "boundary @ana no calls after 18, agreed today",
    "@ana wants oak news, ask again 1 mar",
    "need @ben leaking tap, check in 2 weeks; I give a washer; they give bread",
    "thanks @zoe for the referral > promise @zoe a cake by fri",
    "kindness @zoe lent her our van yesterday via phone #private",
    "story @may won the fair! > promise @may bring flowers by fri",
    "hope @may open a second shop (may share), ask in spring",
    "milestone @may @zoe ten years of the stall",
    "intro @ana @ben about wholesale",
    "@ana referred by @ben",
    "invite @ana to tell the story of the oak table",
    "log @nadia met > they owe photos next week > need a new tap, check fri > promise a tap",
)


def add(store: Store, line: str) -> Outcome:
    return save(store, parse(line, NOW, known_people(store.reader)), allow_new=True)


def row(store: Store, table: str, columns: str) -> tuple[object, ...]:
    found = store.reader.row(f"SELECT {columns} FROM {table} ORDER BY id DESC")
    assert found is not None
    return tuple(found)


def person(store: Store, name: str) -> int:
    found: int = store.reader.value("SELECT id FROM person WHERE name = ?", (name,))
    return found


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    for name in PEOPLE:
        add(store, f"person {name}")


@pytest.mark.parametrize("line", LINES)
def test_each_line_is_one_act_and_undo_restores_every_byte(line: str, store: Store) -> None:
    before = dump(store)
    actions = store.reader.value("SELECT count(*) FROM action")
    add(store, line)
    assert store.reader.value("SELECT count(*) FROM action") == actions + 1
    after = dump(store)
    assert after != before
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after


def test_a_boundary(store: Store) -> None:
    said = add(store, LINES[0])
    assert said.message == "Boundary with Ana Ruiz: no calls after 18:00 (agreed 18 Nov)."
    assert row(store, "boundary", "person_id, side, kind, value, agreed_on") == (
        *(person(store, "Ana Ruiz"), "theirs", "hours", "not 18:00-24:00 by phone", "2026-11-18"),
    )


def test_a_preference(store: Store) -> None:
    said = add(store, LINES[1])
    assert said.message == "Ana Ruiz wants oak news, ask again 1 Mar 2027."
    assert row(store, "preference", "person_id, topic, stance, reconfirm_on") == (
        *(person(store, "Ana Ruiz"), "oak news", "wants", "2027-03-01"),
    )


def test_a_need_and_its_check(store: Store) -> None:
    said = add(store, LINES[2])
    assert said.message == (
        "Need of Ben Okafor: leaking tap, check Wed 2 Dec, I give a washer; they give bread."
    )
    assert row(store, "need", "text, i_give, they_give, check_on, from_interaction_id") == (
        *("leaking tap", "a washer", "bread", "2026-12-02", None),
    )
    assert row(store, "follow_up", f"{FOLLOW_UP}, need_id") == (
        *("leaking tap: is it solved?", "ask whether solved", "2026-12-02", said.ids[0]),
    )


def test_thanks_are_owed_for_a_kindness(store: Store) -> None:
    said = add(store, LINES[3])
    assert said.message.startswith("Kindness from Zoë Müller: for the referral, today; promise to")
    entry, promise = said.ids
    assert row(store, "interaction", "id, kind, side, initiated_by, text") == (
        *(entry, "kindness", "theirs", "them", "for the referral"),
    )
    assert row(store, "follow_up", f"{FOLLOW_UP}, interaction_id, person_id") == (
        *("thank for the referral", "thank", "2026-11-18", entry, person(store, "Zoë Müller")),
    )
    assert row(store, "promise", "id, from_interaction_id") == (promise, entry)


def test_a_kindness_of_mine_asks_for_nothing(store: Store) -> None:
    said = add(store, LINES[4])
    assert said.message == "Kindness to Zoë Müller: lent her our van, yesterday."
    noon = NOW.replace(day=17, hour=12, minute=0)
    assert row(store, "interaction", "kind, side, at, channel, tags") == (
        *("kindness", "mine", to_utc_text(noon), "phone", "private"),
    )
    assert store.reader.value("SELECT count(*) FROM follow_up") == 0


def test_a_win_asks_for_applause_and_its_promise_is_tied_to_it(store: Store) -> None:
    said = add(store, LINES[5])
    assert said.message == (
        "Win of May Chen: won the fair!, today; promise to May Chen: bring flowers, Fri 20 Nov."
    )
    entry, _ = said.ids
    assert row(store, "interaction", "id, kind, aspect, may_share") == (entry, "story", "win", 0)
    assert row(store, "follow_up", f"{FOLLOW_UP}, interaction_id") == (
        *("applaud: won the fair!", "applaud", "2026-11-18", entry),
    )
    assert row(store, "promise", "text, from_interaction_id") == ("bring flowers", entry)


def test_a_hope_comes_back_as_a_question(store: Store) -> None:
    said = add(store, LINES[6])
    assert said.message == (
        "Hope of May Chen: open a second shop, today, may share, asked again 1 Mar 2027."
    )
    assert row(store, "interaction", "aspect, may_share") == ("hope", 1)
    assert row(store, "follow_up", FOLLOW_UP) == (
        *("how is it going: open a second shop?", "check in", "2027-03-01"),
    )


def test_a_milestone_of_two(store: Store) -> None:
    add(store, LINES[7])
    assert row(store, "interaction", "kind, aspect") == ("milestone", "")
    assert store.reader.value("SELECT count(*) FROM interaction_person") == 2
    assert store.reader.value("SELECT count(*) FROM follow_up WHERE purpose = 'applaud'") == 2


def test_an_introduction(store: Store) -> None:
    said = add(store, LINES[8])
    assert said.message == "Introduction of Ana Ruiz and Ben Okafor, about wholesale."
    ids = person(store, "Ana Ruiz"), person(store, "Ben Okafor")
    assert row(store, "introduction", "one_id, other_id, about, made_on") == (
        *ids,
        *("wholesale", None),
    )
    assert row(store, "follow_up", "purpose, introduction_id") == ("introduction", said.ids[0])


def test_a_relation(store: Store) -> None:
    said = add(store, LINES[9])
    assert said.message == "Ana Ruiz referred by Ben Okafor."
    assert row(store, "relation", "one_id, other_id, kind") == (
        *(person(store, "Ana Ruiz"), person(store, "Ben Okafor"), "referred by"),
    )


def test_a_relation_that_is_kept_is_not_written_twice(store: Store) -> None:
    add(store, LINES[9])
    before = dump(store), store.reader.value("SELECT count(*) FROM action")
    for line in (LINES[9], "@ben referred @ana"):
        assert add(store, line).message.startswith("Kept already: ")
    assert (dump(store), store.reader.value("SELECT count(*) FROM action")) == before


def test_an_invitation(store: Store) -> None:
    said = add(store, LINES[10])
    assert said.message == "Invitation to Ana Ruiz: to tell the story of the oak table."
    assert row(store, "invitation", "person_id, kind, text") == (
        *(person(store, "Ana Ruiz"), "story", "to tell the story of the oak table"),
    )
    assert row(store, "follow_up", "purpose, invitation_id") == ("invitation", said.ids[0])


def test_steps_are_tied_to_the_entry_and_the_need_before_them(store: Store) -> None:
    entry, theirs, need, mine = add(store, LINES[11]).ids
    assert store.reader.rows(
        "SELECT id, from_interaction_id, need_id FROM promise ORDER BY id"
    ) == [
        (theirs, entry, None),
        (mine, entry, need),
    ]
    assert row(store, "need", "id, from_interaction_id") == (need, entry)
    assert row(store, "follow_up", "purpose, need_id") == ("ask whether solved", need)
    who = person(store, "nadia")
    for table in ("promise", "need", "follow_up", "interaction_person"):
        assert store.reader.rows(f"SELECT DISTINCT person_id FROM {table}") == [(who,)]


def test_all_of_it_comes_back_from_an_archive(store: Store) -> None:
    for line in LINES:
        add(store, line)
    with fresh() as other:
        read(other, archived(store))
        assert dump(other) == dump(store)
