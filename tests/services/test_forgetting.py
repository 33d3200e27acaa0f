"""What is kept about a person can be shown, forgotten with a stub, and purged past taking back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from peer_tui.domain.boundaries import Boundary, BoundaryKind
from peer_tui.domain.history import Side
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.quick_add import parse
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services import add, forgetting, merging, undo, wishes
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.outcome import Outcome
from peer_tui.storage import doctor
from peer_tui.storage.driver import connect
from peer_tui.storage.models import Introduction, Invitation, Need, Relation, SourceCard
from peer_tui.storage.queries.kept_about import KeptLine, kept_about
from peer_tui.storage.queries.person import person
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump
from tests.storage.support import add as add_somebody
from tests.storage.support import maria

SECRETS = ("Łopez", "lopez", "Bäckerei", "7946", "maria@example", "walnut", "Zebrano", "teak")
"""Words that stand nowhere but in what is about Maria."""


def say(store: Store, line: str) -> Outcome:
    parsed = parse(line, NOW, add.known_people(store.reader))
    return add.save(store, parsed, allow_new=True)


@pytest.fixture
def maria_id(store: Store) -> int:
    """Somebody about whom there is something in every table."""
    who = add_somebody(store, "Ben Okafor")
    person_id = add_somebody(store, maria().name, **_parts())
    for line in (
        "promise @łopez quote for the walnut table by fri",
        "they owe @łopez photos of the teak floor",
        "follow up @łopez zebrano samples",
        "note @łopez likes Zebrano #private",
        "log @łopez @ben met about the teak fair",
        "log @łopez asked for walnut",
    ):
        say(store, line)
    wishes.add_wish(store, person_id, Boundary(Side.THEIRS, BoundaryKind.HOURS, "09:00-17:30"))
    wishes.add_wish(store, person_id, Preference("walnut news", Stance.WANTS))
    with store.transaction("test", "Others") as transaction:
        at = {"one_id": person_id, "other_id": who}
        transaction.insert(
            Need, {"person_id": person_id, "text": "teak floor", "came_on": "2026-01-01"}
        )
        transaction.insert(Relation, at | {"kind": "colleague"})
        transaction.insert(Introduction, at | {"about": "teak", "begun_on": "2026-01-01"})
        transaction.insert(
            Invitation,
            {"person_id": person_id, "kind": "story", "text": "walnut", "asked_on": "2026-01-01"},
        )
        transaction.insert(
            SourceCard,
            {
                "person_id": person_id,
                "source": "vcard",
                "content": "FN:Maria Łopez",
                "content_hash": "x",
            },
        )
    return person_id


def _parts() -> dict[str, object]:
    whole = maria()
    names = ("nickname", "organisation", "contact_points", "tags", "rhythm")
    return {name: getattr(whole, name) for name in names} | {"notes": "walnut man\nteak too"}


def test_the_page_tells_all_of_it(store: Store, maria_id: int) -> None:
    lines = kept_about(store.reader, maria_id)
    text = "\n".join(f"{line.section}: {line.text}" for line in lines)
    for told in (
        "Who: Name: Maria Łopez",
        "Contact: phone: 020 7946 0000 (work)",
        "Roles and tags: customer since 2021",
        "What was agreed: ",
        "What they asked for: wants walnut news",
        "Needs: teak floor",
        "Promises: I owe: quote for the walnut table",
        "Promises: They owe: photos of the teak floor",
        "Follow-ups: ",
        "Invitations: ",
        "From other programs: A card from vcard",
        "People around them: Maria Łopez works with Ben Okafor",
        "People around them: Introduction of Maria Łopez and Ben Okafor about teak",
        "Shared history: ",
        "Notes: teak too",
    ):
        assert told in text
    assert [line.text for line in lines if line.private] == [
        line.text for line in lines if "likes Zebrano" in line.text
    ]
    assert kept_about(store.reader, 7) == []


def lines_with(store: Store, person_id: int, *words: str) -> list[KeptLine]:
    lines = kept_about(store.reader, person_id)
    return [line for line in lines if any(word in line.text for word in words)]


def test_parts_are_forgotten_with_a_dated_stub(store: Store, maria_id: int) -> None:
    before = dump(store)
    chosen = lines_with(store, maria_id, "020 7946", "teak too", "asked for walnut", "photos of")
    outcome = forgetting.forget(store, maria_id, chosen)
    assert outcome.message == (
        "Forgotten about Maria Łopez: 1 line of notes, 1 way to reach them, 1 promise, 1 entry."
    )
    kept = person(store.reader, maria_id)
    assert kept is not None
    assert [point.value for point in kept.contact_points] == ["maria@example.com"]
    assert kept.notes == "walnut man"
    told = [line.text for line in kept_about(store.reader, maria_id)]
    assert any("They owe: (forgotten 18 Nov 2026) (released)" in each for each in told)
    assert any("conversation) (forgotten 18 Nov 2026)" in each for each in told)
    assert any("forgotten 18 Nov 2026: 1 line of notes" in each for each in told)
    assert not lines_with(store, maria_id, "photos", "asked for walnut")
    assert doctor.examine(store.path) == []
    undo.undo(store)
    assert dump(store) == before


def test_a_whole_person_is_forgotten_and_comes_back(store: Store, maria_id: int) -> None:
    before = dump(store)
    forgetting.forget_all(store, maria_id)
    told = kept_about(store.reader, maria_id)
    text = "\n".join(line.text for line in told)
    assert "Name: Somebody (forgotten 18 Nov 2026)" in text
    for secret in SECRETS:
        assert secret.lower() not in text.lower()
    assert store.reader.value("SELECT standing FROM person WHERE id = ?", (maria_id,)) == "ended"
    assert store.reader.value("SELECT count(*) FROM promise WHERE status = 'open'") == 0
    assert doctor.examine(store.path) == []
    undo.undo(store)
    assert dump(store) == before


def test_to_purge_asks_for_the_name(store: Store, maria_id: int) -> None:
    before = dump(store)
    with pytest.raises(UsageError, match="first 3 letters"):
        forgetting.purge(store, maria_id, "Mor")
    with pytest.raises(UsageError):
        forgetting.purge(store, maria_id, "")
    assert dump(store) == before


def in_the_file(path: Path) -> str:
    whole = b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
    return whole.decode("utf-8", "replace").lower()


def test_a_purged_person_is_nowhere_in_the_file(store: Store, maria_id: int) -> None:
    changed = person(store.reader, maria_id)
    assert changed is not None
    say(store, "log @ben brought a ladder")
    path = store.path
    assert all(secret.lower() in in_the_file(path) for secret in SECRETS)
    outcome = forgetting.purge(store, maria_id, "mar")
    assert "cannot be taken back" in outcome.message
    assert "What is shared with others stays theirs: 1 entry." in outcome.message
    kept = store.reader.rows("SELECT text FROM interaction")
    assert sorted(kept) == [("brought a ladder",), ("met about the teak fair",)]
    assert store.reader.rows("SELECT name FROM person") == [("Ben Okafor",)]
    assert doctor.examine(path) == []
    store.close()
    content = in_the_file(path)
    for secret in set(SECRETS) - {"teak"}:
        assert secret.lower() not in content, secret


def test_the_rest_can_still_be_taken_back(store: Store, maria_id: int) -> None:
    say(store, "promise @ben bring the ladder")
    forgetting.purge(store, maria_id, "Mar")
    say(store, "promise @ben bring the rope")
    undo.undo(store)
    undo.undo(store)
    assert store.reader.rows("SELECT text FROM promise") == []
    assert store.reader.rows("SELECT text FROM interaction") == [("met about the teak fair",)]
    undo.redo(store)
    assert doctor.examine(store.path) == []


def test_whoever_was_merged_into_them_goes_too(store: Store, maria_id: int) -> None:
    double = add_somebody(store, "Mia Mahogany", notes="mahogany")
    with store.transaction("log", "x") as transaction:
        write_entry(transaction, Entry("likes wenge", datetime(2026, 1, 1, tzinfo=UTC)), [double])
    merging.merge(store, merging.read_merge(store.reader, maria_id, double))
    forgetting.purge(store, maria_id, "MAR")
    path = store.path
    store.close()
    content = in_the_file(path)
    assert "mahogany" not in content
    assert "wenge" not in content
    assert doctor.examine(path) == []


def test_a_person_who_is_gone_cannot_be_purged(store: Store, maria_id: int) -> None:
    forgetting.purge(store, maria_id, "Mar")
    with pytest.raises(EditConflict):
        forgetting.purge(store, maria_id, "Mar")


def test_a_file_that_is_held_is_purged_and_says_what_is_left(
    store: Store, maria_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peer_tui.storage.driver.BUSY_TIMEOUT_MS", 100)
    other = connect(store.path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM person").fetchall()
    try:
        outcome = forgetting.purge(store, maria_id, "mar")
    finally:
        other.close()
    assert outcome.message.startswith("Maria Łopez is purged")
    assert "Another program holds the file" in outcome.message
    assert store.reader.value("SELECT count(*) FROM person WHERE id = ?", (maria_id,)) == 0
