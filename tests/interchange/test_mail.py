"""Mail into the shared history: subjects, direction, people known by their addresses."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_tui.clock import FixedClock
from peer_tui.domain.history import Initiator, Interaction
from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.interchange import mail
from peer_tui.interchange.apply import StoredPeople, apply
from peer_tui.interchange.mail_body import body_of
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.interchange.records import ReadResult
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.storage.doctor import examine
from peer_tui.storage.store import Identity, Store, open_store

ME = ReadChoices(me=frozenset({"me@shop.example"}))


def _mail(sender: str, to: str, subject: str, *more: str, body: str = "Hello") -> bytes:
    lines = [
        "From x@y.example Mon Jun 01 10:00:00 2026",
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        "Date: Tue, 2 Jun 2026 09:30:00 +0200",
        *more,
        "",
        body,
        "",
    ]
    return "\n".join(lines).encode()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database with Ann in it."""
    clock = FixedClock(datetime(2026, 11, 18, 10, 30, tzinfo=UTC))
    opened = open_store(tmp_path / "peer.db", clock, Identity("bench", "owner"))
    point = ContactPoint(ContactKind.EMAIL, "Ann@x.example", "", "ann@x.example")
    add_person(opened, Person("Ann", contact_points=(point,)))
    yield opened
    opened.close()


def _bring(store: Store, read: ReadResult) -> str:
    plan = make_plan(read.records, StoredPeople(store.reader), items=read.items)
    return apply(store, plan).message


BOX = (
    _mail("Ann <ANN@x.example>", "me@shop.example", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=")
    + _mail("Me <me@shop.example>", "ann@x.example, bo@z.example", "Offer")
    + _mail("stranger@q.example", "me@shop.example", "Hi")
    + _mail("news@x.example", "me@shop.example", "Sale", "List-Unsubscribe: <x>")
    + _mail("no-reply@x.example", "me@shop.example", "Code")
)


def test_only_mail_with_people_one_has_comes_in(store: Store) -> None:
    read = read_bytes(BOX, "x", ME)
    assert read.left_out == {mail.AUTOMATIC: 2}
    said = _bring(store, read)
    assert said == "Imported 2 entries of the history."
    rows = store.reader.rows("SELECT text, channel, initiated_by, at FROM interaction ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("Grüße", "email", "them", "2026-06-02T07:30:00Z"),
        ("Offer", "email", "me", "2026-06-02T07:30:00Z"),
    ]
    assert store.reader.value("SELECT last_contact_on FROM person") == "2026-06-02"
    before = store.reader.value("SELECT count(*) FROM action")
    assert "Nothing was written" in _bring(store, read_bytes(BOX, "x", ME))
    assert store.reader.value("SELECT count(*) FROM action") == before
    assert examine(store.path) == []
    undo(store)
    assert store.reader.value("SELECT count(*) FROM interaction") == 0
    assert store.reader.value("SELECT last_contact_on FROM person") is None
    assert examine(store.path) == []


def test_without_my_address_mail_is_about_its_sender() -> None:
    read = read_bytes(BOX, "x")
    assert [record.emails[0] for record in read.items] == [
        *("ann@x.example", "me@shop.example", "stranger@q.example"),
    ]


def test_bodies_come_only_when_asked_for() -> None:
    box = _mail("ann@x.example", "me@shop.example", "S", body="line 1\nFrom here on\nline 3")
    [record] = read_bytes(box, "x", ME).items
    assert isinstance(record.item, Interaction)
    assert record.item.text == "S"
    [record] = read_bytes(box, "x", ReadChoices(me=ME.me, bodies=True)).items
    assert record.item.text == "S\n\nline 1\nFrom here on\nline 3"


def test_a_single_mail_is_known_by_its_header() -> None:
    single = _mail("ann@x.example", "me@shop.example", "S").partition(b"\n")[2]
    read = read_bytes(single, "x.txt", ME)
    assert read.format == "mail"
    [record] = read.items
    assert isinstance(record.item, Interaction)
    assert record.item.initiated_by is Initiator.THEM


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?x-unknown?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("=?us-ascii?Q?Gr=FC=DFe?=", "Grüße"),
        ("=?idna?Q?=FF?=", "ÿ"),
        ("plain", "plain"),
    ],
)
def test_wrong_charsets_never_raise(raw: str, text: str) -> None:
    assert mail.decoded_words(raw) in (text, raw)


def test_html_is_read_as_text_and_hidden_parts_are_left_out() -> None:
    message = b"Content-Type: text/html; charset=bogus\n\n<style>p{}</style><p>Gr\xfc\xdfe</p>"
    assert body_of(message) == "Grüße"


def test_parts_within_parts_without_end_are_given_up() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    assert body_of(nested) == ""


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    box = b"From a@b Mon Jun 01 10:00:00 2026\nFrom: a@b.example\n" + data
    choices = ReadChoices(bodies=True)
    result = mail.read_mbox(box, "x", choices)
    for record in result.items:
        record.item.text.encode()
    mail.read_mail(data, "x", choices)


def test_a_mailbox_whose_owner_did_not_say_who_they_are_gets_a_hint(store: Store) -> None:
    [hint] = read_bytes(BOX, "x").hints
    assert hint.startswith("1 mail is from me@shop.example; if that is you, say so with `--me")
    assert read_bytes(BOX, "x", ME).hints == []
    strangers = _mail("ann@x.example", "bo@z.example", "1") + _mail(
        "cy@q.example", "di@q.example", "2"
    )
    assert read_bytes(strangers, "x").hints == []


def test_the_address_that_mail_is_delivered_to_is_the_owner(store: Store) -> None:
    box = _mail("ann@x.example", "me@z.example", "1", "Delivered-To: me@z.example") + _mail(
        "me@z.example", "ann@x.example", "2"
    )
    [hint] = read_bytes(box, "x").hints
    assert "`--me me@z.example`" in hint


def test_a_second_import_says_that_all_was_here(store: Store) -> None:
    _bring(store, read_bytes(BOX, "x", ME))
    said = _bring(store, read_bytes(BOX, "x", ME))
    assert said == "2 entries were here already. Nothing was written."


def test_mail_about_nobody_is_nothing_imported(store: Store) -> None:
    box = _mail("stranger@q.example", "me@shop.example", "Hi")
    assert _bring(store, read_bytes(box, "x", ME)) == "Imported nothing. Nothing was written."


def test_a_line_that_the_mailbox_changed_is_as_it_was_written() -> None:
    choices = ReadChoices(me=ME.me, bodies=True)
    body = "Hello\n>From Monday on I am away.\n>>From me\n> From here"
    [item] = read_bytes(
        _mail("ann@x.example", "me@shop.example", "Hi", body=body), "x", choices
    ).items
    assert isinstance(item.item, Interaction)
    assert item.item.text == "Hi\n\nHello\nFrom Monday on I am away.\n>From me\n> From here"
