"""What a filter lets through is what its words say, row by row, in every list."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_tui.clock import to_utc_text
from peer_tui.domain.boundaries import BoundaryKind
from peer_tui.domain.date_words import Moment
from peer_tui.domain.filter_fields import CHANNELS, CONTACTS, HISTORY_KINDS
from peer_tui.domain.filter_query import FilterQuery, Term, parse_filter
from peer_tui.domain.text import fold
from peer_tui.storage import search
from peer_tui.storage.derived import refresh_documents
from peer_tui.storage.queries import filters
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.filtered_find import find_filtered
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.history import with_person
from peer_tui.storage.queries.ledger import kept_promises
from peer_tui.storage.queries.open_items import due_list, snoozed
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.queries.promises import open_promises
from peer_tui.storage.queries.week import coming
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, iso, new_store, put

Row = dict[str, Any]
MOMENT = Moment(NOW.replace(tzinfo=None))
PEOPLE, ITEMS = 40, 60
NAMES = ("Maria Łopez", "Mario Rossi", "Ana Ruiz", "Zoë Müller", "Oak Ansen", "Ben O'Kafor")
FIRMS = ("", "", "Lopez & Oak", "Bäckerei Süd", "(Tischlerei) Nord")
TAGS = ("customer", "oak", "old oak", "Café", "neighbour")
TEXTS = ("send quote for oak table", "call about the café", "return box", "maria said", "")
DAYS = (None, -40, -3, 0, 1, 4, 20)
CLOSED = TODAY - timedelta(days=2)
HELD, FREE = 1, 2
"""A person never to be contacted, and one with a wish that holds nothing now."""


def some_day(chance: random.Random) -> str | None:
    days = chance.choice(DAYS)
    return None if days is None else iso(TODAY + timedelta(days=days))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = new_store(tmp_path_factory.mktemp("filters"))
    opened.database().run("pragma synchronous = 0")
    opened.database().run("pragma foreign_keys = 0")
    with opened.database().atomic("IMMEDIATE"):
        fill(opened, random.Random(11))
    yield opened
    opened.close()


def fill(store: Store, chance: random.Random) -> None:
    for n in range(1, PEOPLE + 1):
        put_person(store, chance, n)
    for n in range(1, ITEMS + 1):
        put_items(store, chance, n)
        put_entry(store, chance, n)
    boundary = {"side": "theirs", "agreed_on": iso(TODAY)}
    put(store, "boundary", id=1, person_id=HELD, kind=BoundaryKind.NO_CONTACT, **boundary)
    put(store, "boundary", id=2, person_id=FREE, kind=BoundaryKind.CHANNEL, value="rather mail",
        **boundary)  # fmt: skip
    refresh_documents(store.database(), range(1, PEOPLE + 1))


def put_person(store: Store, chance: random.Random, n: int) -> None:
    name = f"{chance.choice(NAMES)} {n}"
    last = some_day(chance)
    rhythm = chance.choice([None, 7, 30])
    runs_out = last and rhythm and iso(date.fromisoformat(last) + timedelta(days=rhythm))
    put(
        store, "person", id=n, uid=str(n), name=name, sort_name=fold(name),
        organisation=chance.choice(FIRMS), rhythm_days=rhythm, last_contact_on=last,
        rhythm_kind="periodic" if rhythm else "ambient", rhythm_on=runs_out,
        snoozed_until=some_day(chance) if runs_out else None,
        snooze_count=chance.randrange(5), waits_for_reply=chance.randrange(2),
    )  # fmt: skip
    for tag in chance.sample(TAGS, chance.randrange(3)):
        put(store, "tag", id=n * 10 + TAGS.index(tag), person_id=n, name=tag)
    for index, kind in enumerate(chance.sample(list(CONTACTS.values()), chance.randrange(3))):
        put(store, "contact_point", id=n * 10 + index, person_id=n, kind=str(kind), value="x",
            do_not_use=chance.randrange(2))  # fmt: skip
    if chance.randrange(2):
        put(store, "important_date", id=n, person_id=n, kind="birthday")
    for index in range(chance.randrange(3)):
        put_need(store, chance, n * 10 + index, n)


def put_need(store: Store, chance: random.Random, n: int, person_id: int) -> None:
    outcome = chance.choice(["", "", "solved", "partly", "not", "no answer"])
    by = chance.choice(["mine", "theirs"]) if outcome not in ("", "no answer") else ""
    closed = iso(TODAY) if outcome and chance.randrange(3) else None
    put(store, "need", id=n, person_id=person_id, text="tap", came_on=iso(TODAY), outcome=outcome,
        said_by=by, closed_on=closed)  # fmt: skip


def put_items(store: Store, chance: random.Random, n: int) -> None:
    for table, index in (("promise", search.Index.PROMISE), ("follow_up", search.Index.FOLLOW_UP)):
        values: Row = {
            "text": chance.choice(TEXTS), "channel": chance.choice(["", "phone", "email"]),
            "tags": chance.choice(["", "", "oak", "Café old"]), "starred": chance.randrange(2),
            "snoozed_until": some_day(chance), "snooze_count": chance.randrange(5),
            "waits_for_reply": chance.randrange(2), "person_id": chance.randrange(1, PEOPLE + 1),
        }  # fmt: skip
        if table == "promise":
            status = chance.choice(["open", "open", "open", "kept"])
            values |= {"side": chance.choice(["mine", "theirs"]), "made_on": "2026-01-01"}
            values |= {"due_on": some_day(chance)}
            values |= {"firmness": ("hard", "soft", "someday")[n % 3]}
            values |= {"closed_on": iso(CLOSED) if status == "kept" else None}
            for moved in range(chance.randrange(3)):
                put(store, "promise_move", id=n * 10 + moved, promise_id=n, moved_on="2026-01-02")
        else:
            status = chance.choice(["open", "open", "open", "done"])
            values |= {"due_on": some_day(chance) or iso(TODAY)}
            values["person_id"] = chance.choice([None, values["person_id"]])
        put(store, table, id=n, status=status, **values)
        search.add(store.database(), index, [(n, f"{values['text']} {values['tags']}")])


def put_entry(store: Store, chance: random.Random, n: int) -> None:
    at = to_utc_text(NOW - timedelta(days=n))
    text, tags = chance.choice(TEXTS), chance.choice(["", "oak"])
    put(
        store, "interaction", id=n, at=at, kind=chance.choice(list(HISTORY_KINDS.values())),
        channel=chance.choice(["", "phone"]), initiated_by=chance.choice(["me", "them", "both"]),
        text=text, tags=tags, search_key=1000 - n,
    )  # fmt: skip
    search.add(store.database(), search.Index.INTERACTION, [(1000 - n, f"{text} {tags}")])
    for person in chance.sample(range(1, PEOPLE + 1), 2):
        put(store, "interaction_person", id=n * 100 + person, interaction_id=n,
            person_id=person, at=at)  # fmt: skip


# what the words say, without SQL


class House:
    """Every row, and whether it has what a term asks."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.people = {row["id"]: row for row in self.table("person")}
        self.tags = self.table("tag")
        self.contacts = self.table("contact_point")
        self.needs = self.table("need")
        self.dates = {row["person_id"] for row in self.table("important_date")}
        self.moves = self.table("promise_move")
        self.promises = [row for row in self.table("promise") if row["status"] == "open"]
        self.follow_ups = [row for row in self.table("follow_up") if row["status"] == "open"]
        self.entries = {row["id"]: row for row in self.table("interaction")}
        self.links = self.table("interaction_person")
        self.documents = {row["id"]: row for row in self.table("person_document")}

    def table(self, name: str) -> list[Row]:
        columns = [row[1] for row in self.store.reader.rows(f"pragma table_info({name})")]
        rows = self.store.reader.rows(f"SELECT * FROM {name}")
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def has(self, query: FilterQuery, kind: str, row: Row, person_id: int | None) -> bool:
        person = None if person_id is None else self.people[person_id]
        if kind == "person":
            assert person is not None
            return self.person_has(query.terms, person)
        return all(self.asked(term, kind, row, person) != term.negated for term in query.terms)

    def person_has(self, terms: Sequence[Term], person: Row) -> bool:
        items = self.items_of(person)
        joint = [term for term in terms if of_items(term) and not term.negated]
        if joint and not any(all(self.asked(t, k, r, person) for t in joint) for k, r in items):
            return False
        for term in terms:
            if term in joint:
                continue
            if of_items(term):
                found = any(self.asked(term, kind, row, person) for kind, row in items)
            else:
                found = self.asked(term, "person", person, person)
            if found == term.negated:
                return False
        return True

    def items_of(self, person: Row) -> list[tuple[str, Row]]:
        found = [("promise", row) for row in self.promises if row["person_id"] == person["id"]]
        found += [("follow-up", row) for row in self.follow_ups if row["person_id"] == person["id"]]
        return found + ([("rhythm", person)] if person["rhythm_on"] else [])

    def asked(self, term: Term, kind: str, row: Row, person: Row | None) -> bool:
        if of_items(term) or term.field in ("kind", "by"):
            return bool(self.row_asked(term, kind, row))
        if term.field == "tag":
            own = row.get("tags", "") if kind != "person" else ""
            of_person = person is not None and any(
                speaks(tag["name"], term.value)
                for tag in self.tags
                if tag["person_id"] == person["id"]
            )
            return of_person or speaks(own, term.value)
        if not term.field:
            return self.text_asked(term.value, kind, row, person)
        return person is not None and bool(self.person_asked(term, person))

    def text_asked(self, value: str, kind: str, row: Row, person: Row | None) -> bool:
        document = self.documents[person["id"]] if person else {"names": "", "other": ""}
        if kind in ("person", "rhythm"):
            return speaks(document["names"], value) or speaks(document["other"], value)
        texts = speaks(f"{row['text']} {row['tags']}", value)
        return texts or (kind != "entry" and speaks(document["names"], value))

    def row_asked(self, term: Term, kind: str, row: Row) -> object:
        item = kind in ("promise", "follow-up", "rhythm")
        dated = kind in ("promise", "follow-up")
        match term.field:
            case "kind":
                return term.value in (kind, kind == "entry" and row["kind"].replace(" ", "-"))
            case "by":
                return kind == "entry" and row["initiated_by"] == term.value
            case "owed":
                return kind == "promise" and (row["side"] == "theirs") == (term.value == "me")
            case "moved":
                moves = [move for move in self.moves if move["promise_id"] == row["id"]]
                return kind == "promise" and len(moves) >= max(1, term.number)
            case "firm":
                firmness = "firm" if row.get("firmness") == "hard" else row.get("firmness")
                return kind == "promise" and firmness == term.value
            case "channel":
                known = kind in ("promise", "follow-up", "entry")
                return known and row["channel"] == CHANNELS[term.value]
            case "starred":
                return dated and row["starred"]
            case "waiting":
                return item and row["waits_for_reply"]
            case "snoozed":
                if term.number:
                    return item and row["snooze_count"] >= term.number
                return item and (row["snoozed_until"] or "") > TODAY.isoformat()
        if term.value == "none":
            return dated and row["due_on"] is None
        first, last = iso(term.first) or "", iso(term.last) or "9999"
        return dated and row["due_on"] is not None and first <= row["due_on"] <= last

    def person_asked(self, term: Term, person: Row) -> object:
        today, last = TODAY.isoformat(), person["last_contact_on"]
        match term.field:
            case "person":
                return speaks(self.documents[person["id"]]["names"], term.value)
            case "org":
                return speaks(person["organisation"], term.value)
            case "quiet" if term.number:
                return last and last <= (TODAY - timedelta(days=term.number)).isoformat()
            case "quiet":
                return person["rhythm_on"] and person["rhythm_on"] <= today
            case "new":
                return person["rhythm_kind"] == "periodic" and last is None
            case "held":
                return person["id"] == HELD
            case "need" | "solved":
                mine = [need for need in self.needs if need["person_id"] == person["id"]]
                if term.value == "open":
                    return any(need["closed_on"] is None for need in mine)
                asked = {"said_by": term.value, "outcome": "solved"}
                if term.field == "need":
                    asked = {"outcome": term.value}
                return any(all(need[each] == asked[each] for each in asked) for need in mine)
        if term.value == "tag":
            return any(tag["person_id"] == person["id"] for tag in self.tags)
        if term.value == "date":
            return person["id"] in self.dates
        return any(
            point["person_id"] == person["id"]
            and point["kind"] == CONTACTS[term.value]
            and not point["do_not_use"]
            for point in self.contacts
        )


ITEM_FIELDS = ("owed", "due", "snoozed", "moved", "firm", "starred", "waiting", "channel")


def of_items(term: Term) -> bool:
    item_kind = term.field == "kind" and term.value in ("promise", "follow-up", "rhythm")
    return term.field in ITEM_FIELDS or item_kind


def speaks(text: str, value: str) -> bool:
    wanted = re.findall(r"\w+", fold(value))
    found = re.findall(r"\w+", fold(text))
    starts = range(len(found) - len(wanted) + 1)
    return any(
        found[at : at + len(wanted) - 1] == wanted[:-1]
        and found[at + len(wanted) - 1].startswith(wanted[-1])
        for at in starts
    )


TERMS = (
    "oak", "ma", "loPez", '"oak table"', "caf", "zzz", "mül", "tag:oak", "tag:caf", "tag:zzz",
    "tag:old", "person:mar", 'person:"maria l"', "org:oak", "org:sud", "org:tisch", "owed:me",
    "owed:them", "due:late", "due:today", "due:tomorrow", "due:week", "due:none", "due:>today",
    "due:<2026-11-16", "quiet", "quiet:2", "quiet:30", "snoozed", "snoozed:3", "moved", "moved:2",
    "firm:firm", "firm:soft", "firm:someday",
    "kind:promise", "kind:follow-up", "kind:rhythm", "kind:person", "kind:note", "channel:call",
    "by:me", "by:them", "has:phone", "has:tag", "has:date", "held", "starred", "waiting", "new",
    "need:open", "need:solved", "need:partly", "need:not", "solved:mine", "solved:theirs",
)  # fmt: skip
queries = st.lists(
    st.builds(str.__add__, st.sampled_from(["", "", "-"]), st.sampled_from(TERMS)),
    min_size=1,
    max_size=3,
).map(lambda words: parse_filter(" ".join(words), MOMENT))
many = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True, params=(filters.FEW, 2), ids=("few", "many"))
def found(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What few rows have is looked up first, what many have is asked of each row."""
    monkeypatch.setattr(filters, "FEW", request.param)


@pytest.fixture(scope="module")
def house(store: Store) -> House:
    return House(store)


def paged(pages: Any, size: int = 7) -> list[Any]:  # noqa: ANN401 - pages of any row
    """Every row, forwards in pages; backwards it is the same, and each row is found by its key."""
    rows = list(pages.first(size))
    while more := list(pages.after(rows[-1], size)) if rows else []:
        rows += more
    back = list(pages.last(size))
    while more := list(pages.before(back[0], size)) if back else []:
        back[:0] = more
    assert back == rows
    for row in rows[:3]:
        assert row in pages.around(pages.key(row), 2)
    return rows


def ids(rows: Sequence[Any]) -> list[tuple[str, int]]:
    return sorted((str(getattr(row, "kind", "")), row.id) for row in rows)


@given(queries)
@many
def test_people(store: Store, house: House, query: FilterQuery) -> None:
    rows = paged(all_people(store.reader, Filter(store.reader, query, NOW)))
    assert rows == sorted(rows, key=lambda row: (row.sort_name, row.id))
    wanted = [key for key, row in house.people.items() if house.has(query, "person", row, key)]
    assert sorted(row.id for row in rows) == sorted(wanted)


@given(queries)
@many
def test_promises(store: Store, house: House, query: FilterQuery) -> None:
    rows = paged(open_promises(store.reader, wanted=Filter(store.reader, query, NOW)))
    wanted = [
        row["id"] for row in house.promises if house.has(query, "promise", row, row["person_id"])
    ]
    assert sorted(row.id for row in rows) == sorted(wanted)


@given(queries)
@many
def test_history(store: Store, house: House, query: FilterQuery) -> None:
    for person_id in (1, 2, 3):
        rows = paged(with_person(store.reader, person_id, Filter(store.reader, query, NOW)))
        linked = [link["interaction_id"] for link in house.links if link["person_id"] == person_id]
        entries = [house.entries[key] for key in linked]
        wanted = [row["id"] for row in entries if house.has(query, "entry", row, person_id)]
        assert sorted(row.id for row in rows) == sorted(wanted)


def is_asleep(row: Row) -> bool:
    return (row["snoozed_until"] or "") > TODAY.isoformat()


def open_rows(house: House, keep: Callable[[str, Row], bool]) -> list[tuple[str, Row]]:
    rows = [("promise", row) for row in house.promises]
    rows += [("follow-up", row) for row in house.follow_ups]
    rows += [("rhythm", row) for row in house.people.values() if row["rhythm_on"]]
    return [(kind, row) for kind, row in rows if keep(kind, row)]


def expected(
    house: House, query: FilterQuery, rows: Sequence[tuple[str, Row]]
) -> list[tuple[str, int]]:
    return sorted(
        (kind.replace("-", "_"), row["id"])
        for kind, row in rows
        if house.has(query, kind, row, row["id"] if kind == "rhythm" else row["person_id"])
    )


@given(queries)
@many
def test_due(store: Store, house: House, query: FilterQuery) -> None:
    wanted = Filter(store.reader, query, NOW)
    rows = paged(due_list(wanted))
    if query.asks("snoozed"):
        kept = open_rows(house, lambda kind, row: is_asleep(row))
        assert [row.snoozed_until for row in rows] == sorted(row.snoozed_until for row in rows)
    elif query.asks("due"):
        kept = open_rows(house, lambda kind, row: kind != "rhythm" and not is_asleep(row))
        assert [row.due_on for row in rows] == sorted(row.due_on for row in rows)
    else:
        due = set(ids(paged(queue(store.reader, TODAY))))
        kept = open_rows(house, lambda kind, row: (kind.replace("-", "_"), row["id"]) in due)
        order = ids_in_order(queue(store.reader, TODAY))
        assert [key for key in order if key in ids(rows)] == [(str(r.kind), r.id) for r in rows]
    assert ids(rows) == expected(house, query, kept)


def ids_in_order(pages: Any) -> list[tuple[str, int]]:  # noqa: ANN401 - pages of any row
    return [(str(row.kind), row.id) for row in paged(pages)]


@given(queries)
@many
def test_week(store: Store, house: House, query: FilterQuery) -> None:
    last = TODAY + timedelta(days=14)
    wanted = Filter(store.reader, query, NOW)
    everything = {(str(item.kind), item.id) for _, item in coming(store.reader, TODAY, last)}
    rows = [item for _, item in coming(store.reader, TODAY, last, wanted=wanted)]
    kept = open_rows(house, lambda kind, row: (kind.replace("-", "_"), row["id"]) in everything)
    assert ids(rows) == expected(house, query, [each for each in kept if each[0] != "rhythm"])


@given(queries)
@settings(many, max_examples=60)
def test_find(store: Store, house: House, query: FilterQuery) -> None:
    groups = {
        group.kind: sorted(hit.id for hit in group.hits)
        for group in find_filtered(Filter(store.reader, query, NOW), 1000).groups
    }
    follow_ups = [
        row["id"]
        for row in house.follow_ups
        if house.has(query, "follow-up", row, row["person_id"])
    ]
    assert groups.get(HitKind.FOLLOW_UP, []) == sorted(follow_ups)
    entries = {
        link["interaction_id"]
        for link in house.links
        if house.has(query, "entry", house.entries[link["interaction_id"]], link["person_id"])
    }
    assert groups.get(HitKind.INTERACTION, []) == sorted(entries)


def test_what_is_put_off_comes_back_in_order(store: Store) -> None:
    query = parse_filter("snoozed", MOMENT)
    rows = paged(snoozed(Filter(store.reader, query, NOW)))
    assert {str(row.kind) for row in rows} == {"promise", "follow_up", "rhythm"}
    assert all(row.snoozed_until is not None and row.snoozed_until > TODAY for row in rows)


def test_values_are_never_syntax(store: Store) -> None:
    for text in ("');drop", '"\' OR 1=1 --"', "tag:%x", "org:_x", 'person:"ma* NEAR"', "tag:x'y"):
        query = parse_filter(text, MOMENT)
        assert all_people(store.reader, Filter(store.reader, query, NOW)).first(5) == []


@pytest.mark.parametrize("also", ["", "owed:me", "-oak", "tag:oak", "moved", "person:mar"])
@pytest.mark.parametrize("asked", ["late", "on-time"])
def test_what_was_kept(store: Store, house: House, asked: str, also: str) -> None:
    """The list of kept promises is what its words say; the list of open ones has none of them."""
    query = parse_filter(f"kept:{asked} {also}", MOMENT)
    wanted = Filter(store.reader, query, NOW)
    rows = store.reader.rows(
        "SELECT id, due_on FROM promise WHERE status = 'kept' ORDER BY closed_on DESC, id DESC"
    )
    on_time = {id_: due is None or due >= iso(CLOSED) for id_, due in rows}
    others = FilterQuery(query.terms[1:])
    known = {row["id"]: row for row in house.table("promise")}
    expected = [
        id_
        for id_, in_time in on_time.items()
        if in_time is (asked == "on-time")
        and house.has(others, "promise", known[id_], known[id_]["person_id"])
    ]
    assert [row.id for row in kept_promises(store.reader, wanted).first(999)] == expected
    assert open_promises(store.reader, wanted=wanted).first(999) == []
