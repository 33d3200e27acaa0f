"""Monica's JSON: people and all that happened with them, twice the same, and one undo."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.clock import FixedClock
from peer_tui.domain.people import Rhythm, RhythmKind
from peer_tui.errors import ImportRefused
from peer_tui.interchange.apply import StoredPeople, apply
from peer_tui.interchange.monica import read_monica
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_bytes
from peer_tui.services.undo import undo
from peer_tui.storage.doctor import examine
from peer_tui.storage.store import Identity, Store, open_store


def _many(kind: str, *values: dict[str, Any]) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def _one(uuid: str, **properties: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    made = "2026-03-04T10:00:00Z"
    return {"uuid": uuid, "created_at": made, "updated_at": made, "properties": properties}


ANN = _one(
    "ann", first_name="Ann", last_name="Lee", company="Acme", job="Owner", tags=["oak", "elm"],
    birthdate={"date": "1980-05-06T00:00:00Z", "is_year_unknown": True, "is_age_based": False},
    first_met_additional_info="at the stand",
    first_met_date={"date": "2020-01-02", "is_year_unknown": False, "is_age_based": False},
    stay_in_touch_frequency=30, is_dead=False,
) | {
    "data": [
        _many("contact_field", _one("f", data="Ann@x.example", type="t-mail")),
        _many("address", _one("a", name="home", street="1 Elm", city="Leeds")),
        _many("call", _one("c", called_at="2026-03-05", content="prices", contact_called=True)),
        _many("note", _one("n", body="likes tea")),
        _many("conversation", _one("v", happened_at="2026-03-06",
              messages=[_one("m", content="hi", written_by_me=True)])),
        _many("reminder",
              _one("r", title="Ring", initial_date="2024-12-01", frequency_type="year",
                   frequency_number=1),
              _one("r2", title="Past", initial_date="2024-12-01", frequency_type="one_time")),
        _many("task", _one("t", title="Send list", completed=False)),
        _many("debt", _one("d1", amount="50.00", currency="EUR", in_debt=True,
                           status="inprogress"),
              _one("d2", amount="7", in_debt=False, status="complete")),
        _many("gift", _one("g", name="Mug")),
        {"count": 1, "type": "activity", "values": ["walk"]},
    ]
}  # fmt: skip
DOCUMENT = {
    "version": "1.0-preview.1",
    "account": {
        "data": [
            _many("contact", ANN, _one("bo", first_name="Bo")),
            _many("relationship", _one("rel", type="partner", contact_is="bo", of_contact="ann")),
            _many("activity", _one("walk", summary="Walk", happened_at="2026-03-07")),
        ],
        "instance": {"contact_field_types": [_one("t-mail", name="Email", type="email")]},
    },
}
EXPORT = json.dumps(DOCUMENT).encode()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    clock = FixedClock(datetime(2026, 11, 18, 10, 30, tzinfo=UTC))
    opened = open_store(tmp_path / "peer.db", clock, Identity("bench", "owner"))
    yield opened
    opened.close()


def _bring(store: Store) -> str:
    read = read_bytes(EXPORT, "monica.json")
    plan = make_plan(read.records, StoredPeople(store.reader), items=read.items)
    return apply(store, plan).message


def test_people_come_with_everything() -> None:
    result = read_bytes(EXPORT, "x")
    ann = result.records[0].person
    assert (ann.name, ann.organisation, ann.met_on) == ("Ann Lee", "Acme", "2020-01-02")
    assert ann.rhythm == Rhythm(RhythmKind.PERIODIC, 30)
    assert [tag.name for tag in ann.tags] == ["oak", "elm"]
    assert [str(day.on) for day in ann.dates] == ["--05-06"]
    assert [point.value for point in ann.contact_points] == ["Ann@x.example", "1 Elm, Leeds"]
    assert "Partner: Bo" in ann.notes
    assert "Met: at the stand" in ann.notes
    assert sum(result.left_out.values()) == 1


def test_history_promises_and_follow_ups_come_in_once(store: Store) -> None:
    said = _bring(store)
    assert "2 new" in said
    assert "4 entries of the history, 3 promises, 2 follow-ups" in said
    history = store.reader.rows(
        "SELECT kind, channel, initiated_by, text FROM interaction ORDER BY at"
    )
    assert [tuple(row) for row in history] == [
        ("note", "", "both", "likes tea"),
        ("conversation", "phone", "them", "prices"),
        ("conversation", "text", "me", "Me: hi"),
        ("conversation", "", "both", "Walk"),
    ]
    promises = store.reader.rows("SELECT side, status, text FROM promise ORDER BY text")
    assert [tuple(row) for row in promises] == [
        ("theirs", "kept", "Ann Lee pays back 7"),
        ("mine", "open", "Pay back 50.00 EUR"),
        ("mine", "open", "Send list"),
    ]
    due = store.reader.rows("SELECT text, due_on, status, recurrence FROM follow_up ORDER BY text")
    assert [tuple(row) for row in due] == [
        ("Past", "2024-12-01", "done", ""),
        ("Ring", "2026-12-01", "open", "FREQ=YEARLY"),
    ]
    acts = store.reader.value("SELECT count(*) FROM action")
    assert "Nothing was written" in _bring(store)
    assert store.reader.value("SELECT count(*) FROM action") == acts
    assert examine(store.path) == []
    undo(store)
    for table in ("person", "interaction", "promise", "follow_up", "source_card"):
        assert store.reader.value(f"SELECT count(*) FROM {table}") == 0
    assert examine(store.path) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"account": ', "not whole JSON"),
        (b'{"a": 1}', "not an export of Monica"),
        (b'{"a":' * 100_000, "not whole JSON"),
        (b"{\xff}", "not whole JSON"),
    ],
)
def test_other_json_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        read_bytes(data, "x")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["uuid", "type", "values", "data", "properties", "created_at", "title",
                         "amount", "initial_date", "frequency_number", "first_name", "messages"]),
        inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(_JSON, st.sampled_from(["contact_field", "call", "note", "reminder", "task", "debt",
                               "conversation", "address"]))  # fmt: skip
def test_any_json_in_the_place_of_any_value(value: Any, kind: str) -> None:  # noqa: ANN401
    contact = _one("u", first_name="Ann", tags=value, birthdate=value) | {
        "data": [_many(kind, _one("v", title=value, body=value)), _many(kind, value), value]
    }
    account = {"data": [_many("contact", contact), _many("relationship", value), value],
               "instance": {"contact_field_types": value}}  # fmt: skip
    data = json.dumps({"account": account}).encode("utf-8", "replace")
    read_monica(data, "x")
