"""khard, khal and todoman read what Peer writes, and Peer reads what they write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from peer_tui.domain.people import DateKind, ImportantDate, PartialDate, Person
from peer_tui.interchange.vdir_plan import Deed
from peer_tui.services.people import add_person
from peer_tui.storage.models import FollowUp
from tests.interchange.vdirs import Desk, deeds, desk, phone
from tests.storage.support import TODAY

SCRIPTS = Path(sys.executable).parent
KHARD = """
[addressbooks]
[[people]]
path = {folder}/people
[general]
editor = true
merge_editor = true
default_action = list
[contact table]
display = formatted_name
"""
KHAL = """
[calendars]
[[peer]]
path = {folder}/calendar
[locale]
local_timezone = UTC
default_timezone = UTC
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
timeformat = %H:%M
[default]
default_calendar = peer
[sqlite]
path = {place}/khal.db
"""
TODOMAN = """
path = "{folder}/calendar"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "calendar"
cache_path = "{place}/todoman.db"
"""


@pytest.fixture
def at() -> Iterator[Desk]:
    """A vdir with two people and what is due with them."""
    with desk() as made:
        birthday = ImportantDate(DateKind.BIRTHDAY, PartialDate(None, 3, 4))
        maria = Person(
            "Maria Łopez; Sons, Ltd", contact_points=(phone("020 7946 0000"),), dates=(birthday,)
        )
        who = add_person(made.store, maria).ids[0]
        add_person(made.store, Person("Zoë Müller"))
        made.promise("send quote, by post", who, date(2026, 11, 20))
        at_ten = made.follow_up("call about boards", who, date(2026, 11, 21))
        with made.store.transaction("edit", "x") as transaction:
            transaction.update(FollowUp, at_ten, {"due_time": "10:15"})
        made.promise("a bench some day", who, None)
        made.export()
        yield made


def run(at: Desk, name: str, config: str, *words: str) -> str:
    """What another program says about the vdir."""
    if not (SCRIPTS / name).exists():
        pytest.skip(f"{name} is not installed (the extra `interop`)")
    path = at.place / ("todoman.py" if name == "todo" else f"{name}.conf")
    path.write_text(config.format(folder=at.folder, place=at.place), "utf-8")
    option = "--config" if name == "todo" else "-c"
    ended = subprocess.run(
        [SCRIPTS / name, option, path, *words],
        env=os.environ | {"HOME": str(at.place), "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        input="yes\n" * 3, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_khard_reads_names_numbers_and_a_birthday_without_a_year(at: Desk) -> None:
    listed = run(at, "khard", KHARD, "list")
    assert "Maria Łopez; Sons, Ltd" in listed
    assert "Zoë Müller" in listed
    assert "020 7946 0000" in run(at, "khard", KHARD, "phone", "Maria")
    birthdays = run(at, "khard", KHARD, "birthdays")
    assert "1604" not in birthdays
    assert "03-04" in birthdays


def test_what_khard_writes_comes_in(at: Desk) -> None:
    wanted = at.place / "new.yaml"
    wanted.write_text(
        "First name: Ben\nLast name: Okafor\nPhone:\n    work: 0151 496 0000\n", "utf-8"
    )
    run(at, "khard", KHARD, "new", "-a", "people", "-i", str(wanted))
    assert Deed.TAKE_IN in deeds(at.run())
    assert [point.value for point in at.person("Ben Okafor").contact_points] == ["0151 496 0000"]
    wanted.write_text("Organisation: Oak, Ash and Co\n", "utf-8")
    run(at, "khard", KHARD, "edit", "-i", str(wanted), "Zoë")
    at.run()
    assert at.person("Zoë Müller").organisation == "Oak, Ash and Co"
    assert deeds(at.run()) == []


def test_khal_reads_days_times_and_alarms(at: Desk) -> None:
    form = "{start-date}|{start-time}|{title}|{alarm-symbol}"
    listed = run(at, "khal", KHAL, "list", "--format", form, "2026-11-20", "2d").splitlines()
    rows = {line.split("|")[2]: line.split("|") for line in listed if "|" in line}
    quote = rows["Maria Łopez; Sons, Ltd: send quote, by post (promised)"]
    assert quote[:2] == ["2026-11-20", ""]
    # The program runs in UTC, wherever the tests run.
    begin = datetime.combine(date(2026, 11, 21), time(10, 15)).astimezone(UTC)
    (boards,) = [row for title, row in rows.items() if "call about boards" in title]
    assert boards[:2] == [begin.date().isoformat(), begin.strftime("%H:%M")]
    assert all(row[3].strip() for row in rows.values())


def test_the_alarms_ring_at_nine_or_a_quarter_before(at: Desk) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    triggers = set()
    for path in at.items("event"):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        triggers |= {alarm["TRIGGER"].dt for alarm in calendar.walk("VALARM")}
    assert triggers == {timedelta(hours=9), timedelta(minutes=-15)}


def test_todoman_reads_tasks_and_what_it_does_comes_in(at: Desk) -> None:
    listed = json.loads(run(at, "todo", TODOMAN, "--porcelain", "list"))
    tasks = {task["summary"]: task for task in listed}
    quote = "Maria Łopez; Sons, Ltd: send quote, by post (promised)"
    assert set(tasks) == {
        quote,
        "Maria Łopez; Sons, Ltd: call about boards (check in)",
        "Maria Łopez; Sons, Ltd: a bench some day (promised)",
    }
    assert datetime.fromtimestamp(tasks[quote]["due"], UTC).date() == date(2026, 11, 20)
    run(at, "todo", TODOMAN, "done", str(tasks[quote]["id"]))
    run(at, "todo", TODOMAN, "new", "--due", "2026-12-24", "--list", "calendar", "buy candles")
    found = deeds(at.run())
    assert Deed.UPDATE in found
    assert Deed.TAKE_IN in found
    reader = at.store.reader
    row = reader.row("SELECT status, closed_on FROM promise WHERE text = 'send quote, by post'")
    assert row == ("kept", TODAY.isoformat())
    row = reader.row("SELECT text, due_on FROM follow_up WHERE text LIKE 'buy%'")
    assert row == ("buy candles", "2026-12-24")
    assert deeds(at.run()) == []
    left = json.loads(run(at, "todo", TODOMAN, "--porcelain", "list"))
    assert quote not in {task["summary"] for task in left}
