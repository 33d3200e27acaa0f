"""The calendar: what other programs find in it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.people import Person
from peer_tui.domain.quick_add import parse
from peer_tui.interchange.icalendar_items import CalendarItem, CalendarKind, State, calendar_items
from peer_tui.interchange.icalendar_writer import write_events, write_todos
from peer_tui.services.add import known_people, save
from peer_tui.services.items import done, let_go, reschedule, snooze
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.store import Identity, Store, open_store
from tests.interchange.people import LINES, NOTES

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
SINCE = NOW.date() - timedelta(days=30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database with two people."""
    opened = open_store(tmp_path / "peer.db", FixedClock(NOW), Identity("bench", "owner"))
    add_person(opened, Person("Maria Lopez", notes="likes oak"))
    add_person(opened, Person("Zoë Müller"))
    yield opened
    opened.close()


def add(store: Store, line: str) -> None:
    save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def upcoming(store: Store) -> list[AgendaItem]:
    """Everything that is due by the end of the year."""
    return list(queue(store.reader, date(2026, 12, 31)).first(50))


def only(store: Store) -> AgendaItem:
    [item] = upcoming(store)
    return item


def events(store: Store, *, notes: bool = False) -> str:
    return "".join(write_events(calendar_items(store.reader, SINCE), notes=notes))


def todos(store: Store, *, notes: bool = False) -> str:
    return "".join(write_todos(calendar_items(store.reader, SINCE), notes=notes))


def unfolded(text: str) -> list[str]:
    """The lines, after checking how they are folded."""
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_a_promise_of_mine_is_an_event_of_a_whole_day(store: Store) -> None:
    add(store, "promise @maria send quote, soon by 20 nov #oak")
    lines = unfolded(events(store))
    row = store.reader.value("SELECT id FROM promise")
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Peer//peer-tui//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Peer",
        "BEGIN:VEVENT",
        f"UID:peer-event-promise-{row}",
        f"DTSTAMP:{store.reader.value('SELECT max(at) FROM action').translate(_PLAIN)}",
        "SEQUENCE:0",
        "SUMMARY:Maria Lopez: send quote\\, soon (promised)",
        "CATEGORIES:oak",
        "X-PEER-KIND:promise",
        f"X-PEER-ID:{row}",
        "DTSTART;VALUE=DATE:20261120",
        "DTEND;VALUE=DATE:20261121",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Maria Lopez: send quote\\, soon (promised)",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


_PLAIN = str.maketrans("", "", "-:")


def test_what_they_promised_stays_out(store: Store) -> None:
    add(store, "@maria owes floor plan by fri")
    assert "VEVENT" not in events(store)
    assert "VTODO" not in todos(store)


def test_the_same_data_makes_the_same_bytes_and_a_change_another_sequence(store: Store) -> None:
    add(store, "promise @maria send quote by 20 nov")
    before = events(store)
    assert events(store) == before
    reschedule(store, [only(store)], date(2026, 12, 1))
    lines = unfolded(events(store))
    assert "SEQUENCE:1" in lines
    assert "DTSTART;VALUE=DATE:20261201" in lines
    undo(store)
    lines = unfolded(events(store))
    assert "SEQUENCE:2" in lines
    assert "DTSTART;VALUE=DATE:20261120" in lines


def test_private_notes_only_when_asked_for(store: Store) -> None:
    add(store, "promise @maria send quote by 20 nov")
    assert "likes oak" not in events(store) + todos(store)
    assert "DESCRIPTION:likes oak" in unfolded(events(store, notes=True))
    assert "DESCRIPTION:likes oak" in unfolded(todos(store, notes=True))


def test_what_was_let_go_is_cancelled_once_and_what_is_done_reminds_of_nothing(
    store: Store,
) -> None:
    add(store, "@maria ask about the oak every friday")
    let_go(store, [only(store)])
    lines = unfolded(events(store))
    assert lines.count("STATUS:CANCELLED") == 1
    assert not {"BEGIN:VALARM", "STATUS:CONFIRMED"} & set(lines)
    assert not any(line.startswith("RRULE") for line in lines)
    assert "STATUS:CANCELLED" in unfolded(todos(store))
    undo(store)
    done(store, [only(store)])
    lines = unfolded(events(store))
    assert lines.count("BEGIN:VALARM") == 1
    assert any(line.startswith("SUMMARY:Done: Maria Lopez: ") for line in lines)
    assert "STATUS:COMPLETED" in unfolded(todos(store))


def test_what_was_closed_long_ago_stays_out(store: Store) -> None:
    add(store, "promise @maria send quote by 20 nov")
    done(store, [only(store)])
    later = NOW.date() + timedelta(days=1)
    assert not list(calendar_items(store.reader, later))
    assert not list(calendar_items(store.reader, SINCE, people=frozenset()))


def test_a_snoozed_follow_up_is_on_the_day_it_comes_back(store: Store) -> None:
    add(store, "@maria coffee 20 nov")
    snooze(store, [only(store)], date(2026, 12, 24))
    assert "DTSTART;VALUE=DATE:20261224" in unfolded(events(store))


def test_a_promise_without_a_date_is_a_to_do_only(store: Store) -> None:
    add(store, "promise @maria the big shelf someday")
    assert "VEVENT" not in events(store)
    lines = unfolded(todos(store))
    assert "STATUS:NEEDS-ACTION" in lines
    assert not any(line.startswith("DUE") for line in lines)


def item(**fields: Any) -> CalendarItem:  # noqa: ANN401 - fields of any type
    """An open follow-up about Maria, with these fields."""
    plain = CalendarItem(
        kind=CalendarKind.FOLLOW_UP, id=7, text="tea", why="check in", person_name="Maria",
        notes="", state=State.OPEN, on=date(2026, 11, 20), at=None, rrule="", tags=(),
        starred=False, changed_at=NOW, edits=0,
    )  # fmt: skip
    return replace(plain, **fields)


def only_component(text: str) -> Any:  # noqa: ANN401 - the library has no types
    icalendar = pytest.importorskip("icalendar", reason="the icalendar library is not here")
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    (component,) = calendar.subcomponents
    assert not component.errors
    return component


def test_a_time_of_the_day_is_a_moment_or_repeats_where_the_owner_is() -> None:
    once = only_component("".join(write_events([item(at=time(15, 30))])))
    assert once.decoded("DTSTART") == datetime(2026, 11, 20, 15, 30).astimezone()
    rule = "FREQ=DAILY;UNTIL=20261201T000000Z"
    many = unfolded("".join(write_events([item(at=time(15, 30), rrule=rule)])))
    assert {"DTSTART:20261120T153000", f"RRULE:{rule}"} <= set(many)
    days = unfolded("".join(write_events([item(rrule=rule)])))
    assert "RRULE:FREQ=DAILY;UNTIL=20261201" in days


def test_a_month_end_repeats_as_in_the_program(store: Store) -> None:
    add(store, "@maria invoice 31 dec every month")
    event = only_component(events(store))
    from dateutil.rrule import rrulestr

    rule = rrulestr(
        event["RRULE"].to_ical().decode(),
        dtstart=datetime.combine(event.decoded("DTSTART"), time()),
    )
    found = [day.date() for day in islice(rule, 3)]
    assert found[0] == event.decoded("DTSTART")
    assert all((day + timedelta(days=1)).day == 1 or day.day in (18, 31) for day in found)


def test_counted_from_done_does_not_repeat_in_the_calendar(store: Store) -> None:
    add(store, "@maria coffee every! 6 weeks")
    assert "RRULE" not in events(store)


@settings(max_examples=60, deadline=None)
@given(text=LINES, name=LINES, notes=NOTES, starred=st.booleans(), state=st.sampled_from(State))
def test_any_text_is_read_by_the_library(
    text: str, name: str, notes: str, starred: bool, state: State
) -> None:
    one = item(text=text, person_name=name, notes=notes, starred=starred, state=state)
    for write in (write_events, write_todos):
        written = "".join(write([one], notes=True))
        unfolded(written)
        component = only_component(written)
        head = "Done: " if state is State.DONE else ""
        who = f"{name}: " if name else ""
        assert str(component["SUMMARY"]) == " ".join(f"{head}{who}{text} (check in)".split())
        assert str(component.get("DESCRIPTION", "")).replace("\r\n", "\n") == notes


def program(name: str) -> str:
    """The path of a program beside the interpreter, or of the whole machine."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def run(home: Path, *command: str) -> str:
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    environment |= {"XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    environment |= {"XDG_STATE_HOME": str(home / "state"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    ended = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_khal_shows_the_names_dates_and_alarms(store: Store, tmp_path: Path) -> None:
    khal = program("khal")
    add(store, "promise @maria send quote by 20 nov")
    add(store, "@zoë call about the oak every tuesday")
    (tmp_path / "calendar").mkdir()
    (tmp_path / "out.ics").write_bytes(events(store).encode())
    (tmp_path / "khal.conf").write_text(
        f"[calendars]\n[[peer]]\npath = {tmp_path / 'calendar'}\n"
        "[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = UTC\ndefault_timezone = UTC\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n[default]\ndefault_calendar = peer\n",
        "utf-8",
    )
    base = (khal, "-c", str(tmp_path / "khal.conf"))
    run(tmp_path, *base, "import", "--batch", "-a", "peer", str(tmp_path / "out.ics"))
    kept = (path.read_text("utf-8") for path in (tmp_path / "calendar").glob("*.ics"))
    assert all("TRIGGER:PT9H" in text for text in kept)
    form = "{start-date}|{title}|{alarm-symbol}|{repeat-symbol}"
    listed = run(
        tmp_path, *base, "list", "--day-format", "", "--format", form, "2026-11-18", "2026-12-05"
    )
    rows = {tuple(line.split("|")[:2]) for line in listed.splitlines() if "|" in line}
    assert rows == {
        ("2026-11-20", "Maria Lopez: send quote (promised)"),
        ("2026-11-24", "Zoë Müller: call about the oak (check in)"),
        ("2026-12-01", "Zoë Müller: call about the oak (check in)"),
    }
    assert all(line.split("|")[2].strip() for line in listed.splitlines() if "|" in line)


def test_todoman_shows_the_names_dates_and_states(store: Store, tmp_path: Path) -> None:
    todo = program("todo")
    add(store, "promise @maria send quote by 20 nov !")
    add(store, "@zoë call about the oak 24 nov")
    done(store, [each for each in upcoming(store) if not each.starred])
    folder = tmp_path / "tasks" / "peer"
    folder.mkdir(parents=True)
    # In such a folder every to-do has a file of its own.
    parts = re.findall(r"BEGIN:VTODO.*?END:VTODO\r\n", todos(store), re.DOTALL)
    for number, part in enumerate(parts):
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{part}END:VCALENDAR\r\n"
        (folder / f"{number}.ics").write_bytes(text.encode())
    config = tmp_path / "todoman.py"
    config.write_text(
        f'path = "{tmp_path}/tasks/*"\ncache_path = "{tmp_path}/todoman.sqlite3"\n'
        'date_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n',
        "utf-8",
    )
    base = (todo, "--config", str(config), "--porcelain", "list", "--status", "ANY")
    found = {each["summary"]: each for each in json.loads(run(tmp_path, *base))}
    mine = found["Maria Lopez: send quote (promised)"]
    assert datetime.fromtimestamp(mine["due"], UTC).date() == date(2026, 11, 20)
    assert mine["priority"] == 1
    assert not mine["completed"]
    assert found["Done: Zoë Müller: call about the oak (check in)"]["completed"]
