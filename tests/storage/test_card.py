"""The card of a person: bounded, and the same as its parts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from peer_tui.services import items
from peer_tui.services.people import add_person
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries.card import card
from peer_tui.storage.queries.person import person
from tests.storage.support import NOW, TODAY, add, iso, maria, new_store


def test_a_card_holds_the_first_of_everything_and_the_counts(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    who = add_person(store, maria()).ids[0]
    other = add(store, "Bea")
    with store.transaction("add", "x") as transaction:
        for n in range(7):
            due = iso(TODAY + timedelta(days=7 - n))
            for side in ("mine", "theirs", "mine")[: 2 + (n == 6)]:
                values = {"person_id": who, "side": side, "text": f"{side} {n}", "due_on": due}
                transaction.insert(Promise, values | {"made_on": iso(TODAY)})
            transaction.insert(FollowUp, {"person_id": who, "text": f"come {n}", "due_on": due})
        transaction.insert(FollowUp, {"person_id": other, "text": "not hers", "due_on": iso(TODAY)})
        for status, closed in (("kept", 1), ("kept", 3), ("released", 1)):
            values = {"person_id": who, "side": "theirs", "text": "", "made_on": iso(TODAY)}
            values |= {"status": status, "due_on": iso(TODAY + timedelta(days=2))}
            transaction.insert(Promise, values | {"closed_on": iso(TODAY + timedelta(days=closed))})
        entry = items.Entry("rang", NOW, channel="phone", initiated_by="them")
        items.write_entry(transaction, entry, [who, other])
        items.write_entry(
            transaction, items.Entry("a note", NOW + timedelta(hours=1), kind="note"), [who]
        )
    shown = card(store.reader, who)
    assert shown is not None
    assert shown.person == person(store.reader, who)
    assert [item.text for item in shown.mine.first] == [
        "mine 6",
        "mine 6",
        "mine 5",
        "mine 4",
        "mine 3",
    ]
    assert (shown.mine.count, shown.theirs.count) == (8, 7)
    assert [item.text for item in shown.follow_ups] == ["come 6", "come 5", "come 4"]
    assert shown.theirs.kept == (1, 2)
    assert shown.mine.kept == (0, 0)
    assert shown.last_contact is not None
    assert (shown.last_contact.channel, shown.last_contact.initiated_by) == ("phone", "them")
    assert shown.history_count == 2
    assert card(store.reader, 1) is None
    store.close()
