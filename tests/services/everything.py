"""A database that holds something in every table and every column, made as an owner makes it.

`rich` is what can be kept about one person; two of them, each with words of its own, are what a
merge, an archive, a purge and a page have to carry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import NamedTuple

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.boundaries import Boundary, BoundaryKind
from peer_tui.domain.history import Side
from peer_tui.domain.introductions import Consent, Introduction
from peer_tui.domain.invitations import Answer, InvitationKind
from peer_tui.domain.needs import Need, NeedOutcome
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
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.quick_add import PersonRef, parse
from peer_tui.domain.relations import RelationKind, Tie
from peer_tui.domain.standing import Door
from peer_tui.interchange.apply import StoredPeople, apply
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_bytes
from peer_tui.services import (
    add,
    attachments,
    crossings,
    feeling,
    introductions,
    invitations,
    items,
    merging,
    needs,
    promises,
    relations,
    sending,
    standing,
    stories,
    undo,
    wishes,
)
from peer_tui.services.people import add_person, edit_person
from peer_tui.storage.models import FollowUp
from peer_tui.storage.queries import around, reach
from peer_tui.storage.queries.messages import MessageRow, message
from peer_tui.storage.queries.needs import need
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.rows import (
    FOLLOW_UP_COLUMNS,
    PROMISE_COLUMNS,
    follow_up_item,
    promise_item,
)
from peer_tui.storage.store import Store
from tests.storage.support import NOW, new_store

__all__ = ["Everything", "build", "new_store", "rich"]

TODAY = NOW.date()
LATER = date(2027, 3, 1)


class Everything(NamedTuple):
    """Who is in the database."""

    ana: int
    """Rich, and resting; somebody was merged into her."""
    twin: int
    """As rich, and ended with the door closed."""
    ben: int
    """Whom both are tied to."""
    may: int
    """With a rhythm that is put off."""


NAMES = ("Ana Walnutsen", "Tilda Zebranosen")
WORDS = ("walnut", "zebrano")
"""The word that stands in every text about one of the two, and in none about anybody else."""


def build(store: Store) -> Everything:
    """Put everything into an empty store."""
    ben = add_person(store, Person("Ben Okafor")).ids[0]
    may = add_person(store, Person("May Chen", rhythm=Rhythm(RhythmKind.PERIODIC, 14))).ids[0]
    ana = _person(store, NAMES[0], WORDS[0])
    twin = _person(store, NAMES[1], WORDS[1])
    standing.end_well(store, [twin], f"{WORDS[1]} is done", Door.CLOSED_BY_THEM)
    say(store, f"log @ana @tilda met {' '.join(WORDS)} together")
    oak = _begin(store, "the oak list", "oak, teak")
    _merged(store, ana, oak)
    for person_id, name, word in zip((ana, twin), NAMES, WORDS, strict=True):
        rich(store, person_id, name, word, ben)
    _message(store, oak, (ana, twin))
    wishes.add_wish(store, may, Preference("teak", Stance.UNSURE, TODAY))
    say(store, "log @may called")
    rhythm = AgendaItem(ItemKind.RHYTHM, may, "", TODAY, may, "May Chen", "may chen")
    items.snooze(store, [rhythm], TODAY + timedelta(days=3), waits_for_reply=True)
    standing.rest(store, [ana], f"moves her {WORDS[0]}", LATER)
    say(store, "@ben every! 6 weeks at 9am call about the bench #bench !")
    say(store, "call about the weather in a month")
    undo.undo(store)
    return Everything(ana, twin, ben, may)


def rich(store: Store, person_id: int, name: str, word: str, other: int) -> None:
    """Keep about a person all that can be kept; `word` stands in every text of it."""
    at = f'@"{name}"'
    _import_card(store, name, word)
    _history(store, person_id, at, word)
    _needs(store, person_id, at, word)
    _wishes(store, person_id, word)
    _around(store, person_id, other, word)
    _follow_ups(store, person_id, at, word)
    _promises(store, person_id, at, word)


def say(store: Store, line: str) -> tuple[int, ...]:
    """Save a line as it is typed."""
    read = parse(line, store.clock.now(), add.known_people(store.reader))
    assert read.refusal is None, (line, read.refusal)
    assert not read.new_people, line
    return add.save(store, read, allow_new=False).ids


def later(store: Store, days: int, act: Callable[[], object]) -> None:
    """Act some days later, and be back today."""
    now = store.clock
    store.clock = FixedClock(now.now() + timedelta(days=days))
    act()
    store.clock = now


def _person(store: Store, name: str, word: str) -> int:
    shown = Person(
        name,
        prefix=f"Dr {word}",
        given=f"G {word}",
        additional=f"M {word}",
        family=f"F {word}",
        suffix=f"MA {word}",
        nickname=f"Nick {word}",
        organisation=f"{word} House",
        job_title=f"{word} maker",
        met_on="2021",
        met_through=f"the {word} fair",
        time_zone="Asia/Tokyo",
        language="ja",
        notes=f"likes {word}\nowes {word} money #private",
        rhythm=Rhythm(RhythmKind.PERIODIC, 30),
        contact_points=(
            ContactPoint(ContactKind.PHONE, "+44 20 7946 0101", word, "+442079460101", True),
            ContactPoint(ContactKind.EMAIL, f"{word}@house.example", "", f"{word}@house.example"),
        ),
        tags=(Tag(f"{word}er", "2021", "2024"), Tag("customer", "2020")),
        dates=(
            ImportantDate(DateKind.OTHER, PartialDate(2001, 12, 24), f"{word} day", 7),
            ImportantDate(DateKind.BIRTHDAY, PartialDate(1980, 5, 4)),
        ),
    )
    person_id = add_person(store, replace(shown, notes="")).ids[0]
    before = read_person(store.reader, person_id)
    assert before is not None
    edit_person(store, before, replace(before, notes=shown.notes))
    return person_id


def _merged(store: Store, person_id: int, oak: MessageRow) -> None:
    """Somebody who turned out to be the same: what they had is given along."""
    double = add_person(store, Person("Ania mahogany", notes="mahogany")).ids[0]
    say(store, "log @ania brought mahogany")
    sending.sent(store, oak, PersonRef(double, "Ania mahogany"), "mahogany")
    sending.pass_over(store, oak, PersonRef(person_id, NAMES[0]))
    merging.merge(store, merging.read_merge(store.reader, person_id, double))


def _begin(store: Store, text: str, topics: str) -> MessageRow:
    found = message(store.reader, sending.begin(store, text, topics).ids[0])
    assert found is not None
    return found


def _message(store: Store, oak: MessageRow, people: Sequence[int]) -> None:
    """Another message, to each of them with a line of their own; the first is closed."""
    elm = _begin(store, "the elm list", "elm")
    for person_id, word in zip(people, WORDS, strict=True):
        sending.sent(store, elm, PersonRef(person_id, f"one who likes {word}"), f"for {word}")
    sending.close_or_open(store, oak)


def _import_card(store: Store, name: str, word: str) -> None:
    card = "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", f"UID:{word}", f"FN:{name}",
         f"EMAIL:{word}@house.example", "END:VCARD", ""]
    )  # fmt: skip
    read = read_bytes(card.encode(), "phone.vcf")
    apply(store, make_plan(read.records, StoredPeople(store.reader)))


def _history(store: Store, person_id: int, at: str, word: str) -> None:
    entry = say(store, f"log {at} rang about {word} via phone yesterday at 9am #{word}")[0]
    attachments.attach(store, entry, f"https://{word}.example/plan as {word} plan")
    feeling.set_felt(store, entry, -1)
    say(store, f"note {at} {word} is shy #private")
    say(store, f"thanks {at} for the {word} cake")
    say(store, f"kindness {at} lent a {word} saw")
    win = say(store, f"win {at} won the {word} fair (may share)")[0]
    feeling.set_felt(store, win, 1)
    stories.turn_sharing(store, say(store, f"milestone {at} {word} shop is 10 years old")[0])
    say(store, f"hope {at} a bigger {word} oven, ask in spring")
    say(store, f"struggle {at} the {word} landlord")
    wishes.pass_gate(store, person_id, "mail only", f"{word} burst")
    mine = Boundary(Side.MINE, BoundaryKind.DAYS, "not sat, sun", TODAY, LATER, f"{word}, Monday")
    wish = wishes.add_wish(store, person_id, mine).ids[0]
    shown = next(each for each in reach.boundaries(store.reader, person_id) if each.id == wish)
    wishes.change_wish(store, shown, replace(shown, sentence=f"{word}: Monday is better"))
    crossings.crossed(store, person_id, mine, crossings.Answered.GAVE_IN, f"{word} again")


def _promises(store: Store, person_id: int, at: str, word: str) -> None:
    say(store, f"promise {at} {word} quote by fri at 3pm via mail #{word} !")
    item = _promise(store, person_id)
    move, entry = items.reschedule(store, [item], TODAY + timedelta(days=9), time(15)).ids
    promises.say_why(store, move, entry, f"{word} is late")
    promises.set_firmness(store, [_promise(store, person_id)])
    until = TODAY + timedelta(days=4)
    say(store, f"log {at} {word} fair > they owe {word} photos by fri")
    kept = _promise(store, person_id)
    done = items.Entry(f"{word} photos are here", NOW, channel="email", initiated_by="them")
    later(store, 3, lambda: items.done(store, [kept], done))
    items.snooze(store, [_promise(store, person_id)], until, waits_for_reply=True)
    say(store, f"promise {at} {word} ladder")
    promises.withdraw(store, [_promise(store, person_id)])
    say(store, f"they owe {at} {word} keys")
    items.let_go(store, [_promise(store, person_id)])


def _follow_ups(store: Store, person_id: int, at: str, word: str) -> None:
    say(store, f"{at} call about the {word} bench every! 6 weeks at 9am #{word} !")
    items.done(store, [_follow_up(store, person_id)], items.Entry(f"{word} bench stands", NOW))
    until = TODAY + timedelta(days=50)
    items.snooze(store, [_follow_up(store, person_id)], until, waits_for_reply=True)
    with store.transaction("test", f"Asked about a {word} promise") as transaction:
        # Nothing of the program ties a follow-up to a promise any more; older files do.
        sql = "SELECT max(id) FROM promise WHERE person_id = ?"
        promise_id = store.reader.value(sql, (person_id,))
        values = {"person_id": person_id, "promise_id": promise_id, "due_on": "2026-12-01"}
        transaction.insert(FollowUp, values | {"text": f"keep the {word} promise"})


def _needs(store: Store, person_id: int, at: str, word: str) -> None:
    gives = f"I give {word} oil; they give {word} bread"
    say(
        store,
        f"log {at} told of the {word} door > need {word} door sags, check in 2 weeks; {gives}",
    )
    promise = needs.PromiseToSolve(f"mend the {word} door", TODAY + timedelta(days=5))
    answer = f"the {word} door is better"
    needs.answer(store, _need(store, person_id), NeedOutcome.PARTLY, answer, promise)
    say(store, f"need {at} {word} tap, check in 2 weeks")
    needs.answer(store, _need(store, person_id), NeedOutcome.SOLVED, f"{word} tap is dry")
    say(store, f"need {at} {word} roof, check in 3 weeks")


def _wishes(store: Store, person_id: int, word: str) -> None:
    said, again = date(2026, 10, 1), TODAY + timedelta(days=90)
    wish = Preference(f"{word} news", Stance.WANTS, said, said, again)
    wishes.add_wish(store, person_id, wish)
    shown = reach.preferences(store.reader, person_id)[0]
    wishes.acted_on(store, shown)
    # The same of whoever is asked: a merge keeps it once.
    wishes.add_wish(store, person_id, Preference("oak", Stance.WANTS, said, None, again))
    wishes.add_wish(store, person_id, Boundary(Side.THEIRS, BoundaryKind.HOURS, "09:00-17:30"))


def _around(store: Store, person_id: int, other: int, word: str) -> None:
    tie = Tie(RelationKind.OTHER, f"{word} friend of / friend of {word}")
    relations.add_relation(store, relations.RelationDraft(person_id, other, tie))
    shown = around.related(store.reader, person_id)[0].relation
    label = f"old {word} friend of / old friend of {word}"
    draft = relations.RelationDraft(person_id, other, Tie(RelationKind.OTHER, label))
    relations.change_relation(store, shown, draft)
    introduced = introductions.add_introduction(store, person_id, other, f"{word} boards").ids[0]
    for who in (person_id, other):
        introductions.answered(store, _introduction(store, introduced), who, Consent.YES)
    introductions.made(store, _introduction(store, introduced))
    introductions.outcome(store, _introduction(store, introduced), f"they share {word}")
    asked = introductions.add_introduction(store, person_id, other, f"{word} glue").ids[0]
    introductions.answered(store, _introduction(store, asked), person_id, Consent.ASKED)
    _invitations(store, person_id, word)
    apart = add_person(store, Person("Apart Twin")).ids[0]
    merging.keep_apart(store, person_id, apart)


def _invitations(store: Store, person_id: int, word: str) -> None:
    def invited(kind: InvitationKind, text: str) -> int:
        return invitations.add_invitation(store, person_id, kind, text).ids[0]

    def answered(invitation_id: int, answer: Answer) -> None:
        shown = around.invitation(store.reader, invitation_id)
        assert shown is not None
        invitations.answered(store, shown, answer)

    first = invited(InvitationKind.STORY, f"tell of the {word} table")
    answered(first, Answer.YES)
    said = around.invitation(store.reader, first)
    assert said is not None
    invitations.received(store, said)
    answered(invited(InvitationKind.ADVICE, f"advise on {word}"), Answer.NO)


def _introduction(store: Store, introduction_id: int) -> Introduction:
    found = around.introduction(store.reader, introduction_id)
    assert found is not None
    return found.introduction


def _need(store: Store, person_id: int) -> Need:
    sql = "SELECT max(id) FROM need WHERE person_id = ?"
    found = need(store.reader, int(store.reader.value(sql, (person_id,))))
    assert found is not None
    return found


def _promise(store: Store, person_id: int) -> AgendaItem:
    return _open(store, "promise", person_id)[-1]


def _follow_up(store: Store, person_id: int) -> AgendaItem:
    return _open(store, "follow_up", person_id)[-1]


def _open(store: Store, table: str, person_id: int) -> list[AgendaItem]:
    """What is open with a person, the newest last."""
    wanted = PROMISE_COLUMNS if table == "promise" else FOLLOW_UP_COLUMNS
    make = promise_item if table == "promise" else follow_up_item
    rows = store.reader.rows(
        f"SELECT {wanted} FROM {table} JOIN person ON person.id = {table}.person_id"
        f" WHERE person_id = ? AND status = 'open' ORDER BY {table}.id",
        (person_id,),
    )
    return [make(row) for row in rows]
