"""Acts of needs, connections, messages, feelings and forgetting, for random sequences.

Each takes the store and a number that decides what it acts on. What is refused (a PeerError)
leaves everything as it was; NothingFound stands for a table without a row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from peer_tui.domain.introductions import Consent
from peer_tui.domain.introductions import Introduction as ShownIntroduction
from peer_tui.domain.invitations import Answer, InvitationKind
from peer_tui.domain.needs import NeedDraft, NeedOutcome
from peer_tui.domain.quick_add import PersonRef
from peer_tui.domain.relations import RelationKind, Tie
from peer_tui.errors import NothingFound
from peer_tui.services import (
    attachments,
    feeling,
    forgetting,
    introductions,
    invitations,
    needs,
    promises,
    relations,
    sending,
    stories,
)
from peer_tui.storage.queries import around
from peer_tui.storage.queries.kept_about import kept_about
from peer_tui.storage.queries.messages import MessageRow, messages
from peer_tui.storage.queries.needs import need
from peer_tui.storage.store import Store

Act = Callable[[Store, int], object]
SHARED = "(SELECT * FROM interaction WHERE kind IN ('story', 'milestone') AND side <> 'mine')"


def any_id(store: Store, table: str, number: int) -> int:
    """The id of some row."""
    ids = [row[0] for row in store.reader.rows(f"SELECT id FROM {table} ORDER BY id")]
    if not ids:
        raise NothingFound("none there")
    return int(ids[number % len(ids)])


def two(store: Store, number: int) -> tuple[int, int]:
    """Some two people; now and then one and the same, which is refused."""
    return any_id(store, "person", number), any_id(store, "person", 5 * number + 2)


def who(store: Store, number: int) -> PersonRef:
    """Some person."""
    person_id = any_id(store, "person", number)
    name = store.reader.value("SELECT name FROM person WHERE id = ?", (person_id,))
    return PersonRef(person_id, name)


def answer_need(store: Store, number: int) -> None:
    """Say whether a need is solved, with words or without, with a promise or without."""
    outcome = [each for each in NeedOutcome if each][number % 4]
    promise = needs.PromiseToSolve(f"mend {number}") if number % 3 else None
    words = f"said {number}" if number % 2 else ""
    shown = need(store.reader, any_id(store, "need", number))
    assert shown is not None
    needs.answer(store, shown, outcome, words, promise)


def change_need(store: Store, number: int) -> None:
    """Another text, and another day to ask or none."""
    shown = need(store.reader, any_id(store, "need", number))
    assert shown is not None
    day = store.clock.now().date() + timedelta(days=number) if number % 3 else None
    draft = NeedDraft(shown.person_id, f"need {number}", day, shown.i_give, f"they {number}")
    needs.change_need(store, shown, draft)


def tie(store: Store, number: int) -> None:
    """Keep what one is to another."""
    kind = list(RelationKind)[number % len(RelationKind)]
    words = "sails with" if kind is RelationKind.OTHER else ""
    draft = relations.RelationDraft(*two(store, number), Tie(kind, words))
    relations.add_relation(store, draft)


def change_tie(store: Store, number: int) -> None:
    """Put another tie in the place of one, or take it out."""
    row = store.reader.row(
        "SELECT one_id FROM relation WHERE id = ?", (any_id(store, "relation", number),)
    )
    shown = around.related(store.reader, row[0])[0].relation
    if number % 2:
        relations.remove_relation(store, shown)
    else:
        ends = (shown.one_id, shown.other_id)
        draft = relations.RelationDraft(*ends, Tie(RelationKind.FRIEND, f"words {number}"))
        relations.change_relation(store, shown, draft)


def introduce(store: Store, number: int) -> None:
    """Begin an introduction."""
    introductions.add_introduction(store, *two(store, number), f"about {number}")


def introduction_of(store: Store, number: int) -> ShownIntroduction:
    """Some introduction, an open one if there is one."""
    shown = None
    for more in range(4):
        found = around.introduction(store.reader, any_id(store, "introduction", number + more))
        assert found is not None
        shown = found.introduction
        if shown.is_open:
            break
    assert shown is not None
    return shown


def consent(store: Store, number: int) -> None:
    """Note what one of the two said; mostly yes."""
    shown = introduction_of(store, number)
    said = (Consent.YES, Consent.YES, Consent.ASKED, Consent.YES, Consent.NO)[number % 5]
    whose = shown.one_id if shown.one_consent is not Consent.YES else shown.other_id
    introductions.answered(store, shown, whose, said)


def go_on_introducing(store: Store, number: int) -> None:
    """Make an introduction, note what came of it, or leave it."""
    shown = introduction_of(store, number)
    if number % 7 == 0:
        introductions.left(store, shown)
    elif shown.made_on is None:
        introductions.made(store, shown)
    else:
        introductions.outcome(store, shown, f"they met {number} times")


def invite(store: Store, number: int) -> None:
    """Ask somebody to contribute."""
    kind = list(InvitationKind)[number % len(InvitationKind)]
    invitations.add_invitation(store, any_id(store, "person", number), kind, f"ask {number}")


def go_on_inviting(store: Store, number: int) -> None:
    """Ask, note the answer, receive what they said yes to, or leave it."""
    rows = store.reader.rows("SELECT id FROM invitation WHERE closed_on IS NULL ORDER BY id")
    shown = around.invitation(store.reader, rows[number % len(rows)][0]) if rows else None
    if shown is None:
        invite(store, number)
        return
    if number % 6 == 0:
        invitations.left(store, shown)
    elif number % 6 == 1:
        invitations.asked(store, shown)
    elif shown.answer is Answer.YES:
        invitations.received(store, shown)
    else:
        said = (Answer.YES, Answer.LATER, Answer.NO)[number % 3]
        invitations.answered(store, shown, said)


def begin_message(store: Store, number: int) -> None:
    """Write down what is worth sending."""
    sending.begin(store, f"message {number}", "oak, elm")


def message_of(store: Store, number: int) -> MessageRow:
    """Some message."""
    found = messages(store.reader)
    if not found:
        raise NothingFound("no message")
    return found[number % len(found)]


def send(store: Store, number: int) -> None:
    """Send a message to somebody, or pass somebody over."""
    message, person = message_of(store, number), who(store, 3 * number)
    if number % 3:
        sending.sent(store, message, person, f"line {number}")
    else:
        sending.pass_over(store, message, person)


def close_message(store: Store, number: int) -> None:
    """Close a message, or open it again."""
    sending.close_or_open(store, message_of(store, number))


def feel(store: Store, number: int) -> None:
    """Say how an entry felt."""
    feeling.set_felt(store, any_id(store, "interaction", number), number % 3 - 1)


def share(store: Store, number: int) -> None:
    """Turn whether a story may be shared."""
    stories.turn_sharing(store, any_id(store, SHARED, number))


def say_why(store: Store, number: int) -> None:
    """Say why a promise was moved."""
    move = any_id(store, "promise_move", number)
    promises.say_why(store, move, any_id(store, "interaction", number), f"why {number}")


def attach(store: Store, number: int) -> None:
    """Point an entry of the history to a page, or take what is attached off again."""
    if number % 3 == 0:
        attachments.detach(store, any_id(store, "attachment", number))
    else:
        entry = any_id(store, "interaction", number)
        attachments.attach(store, entry, f"https://x.example/{number} as plan")


def forget(store: Store, number: int) -> None:
    """Forget some lines about a person."""
    person_id = any_id(store, "person", number)
    lines = kept_about(store.reader, person_id)
    forgetting.forget(store, person_id, lines[number % len(lines) :: 1 + number % 4])


def forget_all(store: Store, number: int) -> None:
    """Forget everything about a person."""
    forgetting.forget_all(store, any_id(store, "person", number))


PEER_ACTS: tuple[Act, ...] = (
    *(answer_need, change_need, tie, change_tie, introduce, consent, consent, go_on_introducing),
    *(invite, go_on_inviting, begin_message, send, close_message, feel, share, say_why, attach),
    *(forget, forget_all),
)
