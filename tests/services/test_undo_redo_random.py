"""200 random steps over every service that writes, on the sample data, back and forth by a model.

The model is the list of all dumps so far and a place in it: undo and redo move the place by one,
and the file must be byte for byte what it was there.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.boundaries import Boundary, BoundaryKind
from peer_tui.domain.history import Side
from peer_tui.domain.people import Person, Rhythm, RhythmKind
from peer_tui.domain.preferences import Preference
from peer_tui.domain.quick_add import PersonRef, QuickAdd, parse
from peer_tui.domain.wish_line import read_wish
from peer_tui.errors import EditConflict, NothingFound, PeerError
from peer_tui.services import (
    add,
    after_break,
    contact,
    crossings,
    easing,
    editing,
    items,
    merging,
    promises,
    reconfirming,
    standing,
    undo,
    wishes,
)
from peer_tui.services.default_day import SnoozeRules
from peer_tui.services.demo import prepare
from peer_tui.services.items import people_of
from peer_tui.services.people import add_person, edit_person, set_rhythm
from peer_tui.storage.doctor import examine
from peer_tui.storage.queries import agenda, reach
from peer_tui.storage.queries.items import open_follow_up
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.queries.thanks import oldest_thanks
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store, open_store
from tests.services.acts_with_peers import PEER_ACTS, any_id
from tests.storage.support import ME, NOW, dump

Rows = list[AgendaItem]
Act = Callable[[Store, int], object]
STEPS = 200
LINES = (
    "@maria promise the second quote by fri",
    "@okafor owes keys of the site mon",
    "log @ana tiles are here #tiles > call mon",
    "@maria @sunil log met at the fair",
    "@zoe every month check the boards",
    "thank @ben tomorrow",
    "person Nadia Haddad nadia@haddad.example",
    "@somebody new call tomorrow",
    "note @kaspar likes it quiet",
    "@maria need a new hinge, check in 2 weeks; I give the hinge > promise a visit",
    "thanks @zoe for the boards > they owe an invoice",
    "story @may won a prize! > promise @may a card by fri",
    "hope @sunil a bigger oven (may share), ask in spring",
    "boundary @kaspar mail only, agreed today",
    "@uma wants oak news, ask again 1 mar",
    "intro @ana @okafor about oak",
    "@ana referred by @okafor",
    "invite @zoe to tell the story of her shop",
)
WISHES = ("mail only", "no calls before 10, agreed today", "wants oak", "avoids newsletters")
TABLES = {
    HitKind.PROMISE: "promise",
    HitKind.FOLLOW_UP: "follow_up",
    HitKind.INTERACTION: "interaction",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, closed; to be copied."""
    return prepare(tmp_path_factory.mktemp("sample") / "peer.db", FixedClock(NOW), ME)


@contextmanager
def copied(sample: Path) -> Iterator[Store]:
    """A store on a copy of the sample data."""
    folder = Path(tempfile.mkdtemp(prefix="peer-steps-"))
    for part in sample.parent.glob(f"{sample.name}*"):
        shutil.copyfile(part, folder / part.name)
    store = open_store(folder / sample.name, FixedClock(NOW), ME)
    store.database().run("pragma synchronous = 0")
    try:
        yield store
    finally:
        store.close()
        shutil.rmtree(folder)


# the steps: each takes the store and a number that decides what it acts on


def one_of(store: Store, table: str, number: int) -> int:
    """The id of some row of the table."""
    ids = [row[0] for row in store.reader.rows(f"SELECT id FROM {table} ORDER BY id")]
    return int(ids[number % len(ids)])


def ref(store: Store, number: int) -> PersonRef:
    """Some person."""
    who = one_of(store, "person", number)
    return PersonRef(who, store.reader.value("SELECT name FROM person WHERE id = ?", (who,)))


def line(store: Store, text: str, row: PersonRef | None = None) -> QuickAdd:
    """What a line says now."""
    return parse(text, store.clock.now(), add.known_people(store.reader), row_person=row)


def add_line(store: Store, number: int) -> None:
    add.save(store, line(store, LINES[number % len(LINES)]), allow_new=True)


def new_person(store: Store, number: int) -> None:
    add_person(store, Person(f"Person {number}", rhythm=Rhythm(RhythmKind.PERIODIC, 1 + number)))


def change_person(store: Store, number: int) -> None:
    shown = read_person(store.reader, one_of(store, "person", number))
    assert shown is not None
    edited = replace(shown, name=f"{shown.name[:20]} {number}", contact_points=(), dates=())
    edit_person(store, shown, edited)


def two_people(store: Store, number: int) -> tuple[int, int]:
    """Some two people; now and then one and the same, which is refused."""
    return one_of(store, "person", number), one_of(store, "person", 3 * number + 1)


def merge(store: Store, number: int) -> None:
    merging.merge(store, merging.read_merge(store.reader, *two_people(store, number)))


def keep_apart(store: Store, number: int) -> None:
    merging.keep_apart(store, *two_people(store, number))


def rhythm(store: Store, number: int) -> None:
    people = [one_of(store, "person", number + more) for more in range(1 + number % 3)]
    set_rhythm(store, list(dict.fromkeys(people)), Rhythm(RhythmKind.PERIODIC, 1 + number))


def edit_line(store: Store, number: int) -> None:
    kind = list(TABLES)[number % len(TABLES)]
    shown = editing.read(store.reader, kind, one_of(store, TABLES[kind], number))
    assert shown is not None
    record = replace(shown.record, text=f"edited {number}", tags=("new",))
    editing.change(store, shown, QuickAdd(records=(record,)))


def edit_text(store: Store, number: int) -> None:
    kind = list(TABLES)[number % len(TABLES)]
    row = one_of(store, TABLES[kind], number)
    shown = editing.text_of(store.reader, kind, row)
    assert shown is not None
    editing.change_text(store, kind, row, shown, f"{shown}\nmore {number}")


def add_wish(store: Store, number: int) -> None:
    wish = read_wish(WISHES[number % len(WISHES)], store.clock.now())
    wishes.add_wish(store, one_of(store, "person", number), wish)


def wish_of(store: Store, number: int) -> wishes.Wish:
    """Some boundary or preference."""
    sql = "SELECT person_id FROM boundary UNION SELECT person_id FROM preference ORDER BY 1"
    people = [row[0] for row in store.reader.rows(sql)]
    if not people:
        raise NothingFound("none left")
    who = people[number % len(people)]
    found: list[wishes.Wish] = [*reach.boundaries(store.reader, who)]
    found += reach.preferences(store.reader, who)
    return found[number % len(found)]


def change_wish(store: Store, number: int) -> None:
    wish = read_wish(WISHES[number % len(WISHES)], store.clock.now())
    wishes.change_wish(store, wish_of(store, number), wish)


def act_on_wish(store: Store, number: int) -> None:
    wish = wish_of(store, number)
    if isinstance(wish, Preference):
        wishes.acted_on(store, wish)
    else:
        wishes.remove_wish(store, wish)


def pass_gate(store: Store, number: int) -> None:
    wishes.pass_gate(store, one_of(store, "person", number), "mail only", f"reason {number}")


def boundary_crossed(store: Store, number: int) -> None:
    evenings = Boundary(Side.MINE, BoundaryKind.HOURS, "not 19:00-24:00")
    answered = list(crossings.Answered)[number % 3]
    crossings.crossed(store, one_of(store, "person", number), evenings, answered, str(number))


def reconfirm(store: Store, number: int) -> None:
    sql = "SELECT id FROM follow_up WHERE preference_id IS NOT NULL AND status = 'open' ORDER BY id"
    rows = store.reader.rows(sql)
    asking = [found for (id_,) in rows if (found := open_follow_up(store.reader, id_))]
    if not asking:
        raise NothingFound("nothing is asked")
    said = list(reconfirming.Answer)[-1 - number % 4]
    reconfirming.answer(store, asking[number % len(asking)], said)


def pass_time(store: Store, number: int) -> None:
    store.clock = FixedClock(store.clock.now() + timedelta(hours=3 * number))


def thank(store: Store, number: int) -> None:
    owed = [
        found
        for (who,) in store.reader.rows("SELECT id FROM person ORDER BY id")
        if (found := oldest_thanks(store.reader, who)) is not None
    ]
    contact.thank(store, owed[: 1 + number % 2], "thank you")


def spoke(store: Store, rows: Rows, number: int) -> None:
    who = PersonRef(rows[0].person_id or 0, rows[0].person_name)
    if rows[0].person_id is not None:
        contact.spoke(store, line(store, f"log rang {number} > call mon", who), rows[:1])


def mailed(store: Store, rows: Rows, number: int) -> None:
    closes: Sequence[AgendaItem] = rows[: number % 2]
    contact.mail_sent(store, ref(store, number), f"about {number}", closes)


def logged(store: Store, rows: Rows, number: int) -> None:
    items.done(store, rows, items.Entry(f"rang {number}", store.clock.now(), tags="a b"))


def snooze_until(store: Store, rows: Rows, number: int) -> None:
    day = store.clock.now().date() + timedelta(days=1 + number)
    items.snooze(store, rows, day, waits_for_reply=number % 2 == 0)


def reschedule(store: Store, rows: Rows, number: int) -> None:
    day = store.clock.now().date() + timedelta(days=number)
    items.reschedule(store, rows, None if number == 0 else day)


def spread(store: Store, rows: Rows, number: int) -> None:
    today = store.clock.now().date()
    days = after_break.days_ahead(store.reader, today, len(rows), 1 + number, SnoozeRules())
    items.spread(store, rows, days)


def on_rows(act: Callable[[Store, Rows, int], object]) -> Act:
    """The act on one to four rows of the queue."""

    def acting(store: Store, number: int) -> None:
        # What is put off or not due yet is drawn too, or soon nothing would be left.
        far = timedelta(days=400 * (number % 2))
        rows = agenda.queue(store.reader, store.clock.now().date() + far).first(30)
        chosen = rows[number % (len(rows) + 1) :][: 1 + number % 4]
        if chosen:
            act(store, chosen, number)

    return acting


ACTS: tuple[Act, ...] = (
    *(add_line, add_line, new_person, change_person, rhythm, edit_line, edit_text, pass_time),
    *(add_wish, change_wish, act_on_wish, pass_gate, thank, merge, keep_apart),
    lambda store, number: contact.not_reached(store, ref(store, number)),
    *(boundary_crossed, reconfirm),
    on_rows(lambda store, rows, _number: promises.set_firmness(store, rows)),
    on_rows(lambda store, rows, _number: promises.withdraw(store, rows)),
    *map(on_rows, (spoke, mailed, logged, snooze_until, reschedule, spread)),
    on_rows(lambda store, rows, _number: items.done(store, rows)),
    on_rows(lambda store, rows, _number: items.snooze(store, rows)),
    on_rows(lambda store, rows, _number: items.let_go(store, rows)),
    on_rows(lambda store, rows, _number: easing.loosen(store, rows)),
    on_rows(lambda store, rows, _number: easing.when_needed(store, rows)),
    on_rows(lambda store, rows, number: standing.end_well(store, people_of(rows[:1]), str(number))),
    on_rows(lambda store, rows, number: standing.rest(store, people_of(rows[:1]), str(number))),
    lambda store, number: standing.make_active(
        store, [any_id(store, "(SELECT id FROM person WHERE standing <> 'active')", number)]
    ),
    *PEER_ACTS,
)
BACK, FORTH = len(ACTS), len(ACTS) + 1
steps = st.tuples(
    st.one_of(st.integers(0, len(ACTS) - 1), st.sampled_from((BACK, BACK, FORTH))),
    st.integers(0, 20),
)


class Model:
    """The store, and what it must be after each undo and redo."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.states = [dump(store)]
        self.at = 0

    def act(self, act: Act, number: int) -> None:
        """Run an act; what is refused leaves everything as it was."""
        seq = self.seq()
        with suppress(PeerError):
            act(self.store, number)
        written = self.seq() - seq
        assert written <= 1
        if written:
            self.states[self.at + 1 :] = [dump(self.store)]
            self.at += 1
        else:
            assert dump(self.store) == self.states[self.at]

    def move(self, step: int) -> None:
        """Undo (-1) or redo (1), where the model can."""
        call = undo.undo if step < 0 else undo.redo
        if not self.at and step < 0:
            return
        if self.at + step >= len(self.states):
            with pytest.raises((NothingFound, EditConflict)):
                call(self.store)
        else:
            call(self.store)
            self.at += step
        assert dump(self.store) == self.states[self.at]

    def seq(self) -> int:
        return int(self.store.reader.value("SELECT seq FROM head"))


@given(st.lists(steps, min_size=STEPS, max_size=STEPS))
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Making a failing example smaller takes minutes; the seed is enough to see it again.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
def test_200_steps_back_and_forth(sample: Path, drawn: list[tuple[int, int]]) -> None:
    with copied(sample) as store:
        model = Model(store)
        for what, number in drawn:
            if what < len(ACTS):
                model.act(ACTS[what], number)
            else:
                model.move(-1 if what == BACK else 1)
        while model.at:
            model.move(-1)
        while model.at < len(model.states) - 1:
            model.move(1)
        store.close()
        assert examine(store.path) == []


@pytest.mark.parametrize("act", [act for act in ACTS if act is not pass_time])
def test_every_act_is_one_step_back(sample: Path, act: Act) -> None:
    with copied(sample) as store:
        model = Model(store)
        for number in range(4):
            model.act(act, number)
        assert model.at
        while model.at:
            model.move(-1)
