"""The rules of a vdir: who changed what, and what becomes of it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from peer_tui.domain.people import Person, Tag
from peer_tui.errors import ImportRefused
from peer_tui.interchange.vdir_component import read_component
from peer_tui.interchange.vdir_folder import write
from peer_tui.interchange.vdir_plan import Deed, Direction, Gone, Keep
from peer_tui.interchange.vdir_side import Unreadable
from peer_tui.services import undo
from peer_tui.services.people import add_person
from peer_tui.storage.doctor import examine
from peer_tui.storage.models import Promise
from tests.interchange.vdirs import Desk, add_line, deeds, desk, phone, replace_line
from tests.storage.support import dump

OTHER = "VERSION:3.0\nUID:other-1\nFN:Ben Okafor\nTEL;TYPE=WORK:0151 496 0000\nX-OTHER:kept"


@pytest.fixture
def at() -> Iterator[Desk]:
    """One person with a promise and a follow-up, written out."""
    with desk() as made:
        maria = Person("Maria Lopez", organisation="Oak Ltd", contact_points=(phone("1234567"),))
        who = add_person(made.store, maria).ids[0]
        made.promise("send quote", who)
        made.follow_up("ask about boards", who, date(2026, 12, 1))
        made.export()
        yield made


def test_a_second_run_finds_nothing_to_do(at: Desk) -> None:
    assert len(at.cards()) == 1
    assert len(at.items("event")) == len(at.items("todo")) == 2
    report = at.run()
    assert deeds(report) == []
    assert report.same == 5


def test_files_are_for_the_owner_only_and_no_other_file_is_made(at: Desk) -> None:
    for path in (*at.cards(), *at.items()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(at.folder.rglob("*"))) == 7


def test_what_only_the_file_changed_comes_in_as_one_undo_step(at: Desk) -> None:
    before = dump(at.store)
    replace_line(at.cards()[0], "FN", "FN:Maria Miller")
    replace_line(at.items("event-follow")[0], "DTSTART", "DTSTART;VALUE=DATE:20270105")
    at.card(OTHER)
    text = at.cards()[0].read_bytes()
    report = at.run(Direction.IMPORT)
    assert sorted(deeds(report)) == sorted([Deed.UPDATE, Deed.UPDATE, Deed.TAKE_IN])
    assert at.names() == ["Ben Okafor", "Maria Miller"]
    assert at.cards()[0].read_bytes() == text
    assert at.store.reader.value("SELECT due_on FROM follow_up") == "2027-01-05"
    undo.undo(at.store)
    assert dump(at.store) == before
    assert not examine(at.store.path)


def test_what_only_we_changed_rewrites_only_those_lines(at: Desk) -> None:
    path = at.cards()[0]
    add_line(path, "X-OTHER:kept;as it is")
    at.run()
    before = path.read_text("utf-8").splitlines()
    maria = at.person("Maria Lopez")
    at.edit(maria, replace(maria, organisation="Ash, Elm and Co"))
    assert deeds(at.run()) == [Deed.REWRITE]
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ["ORG:Ash\\, Elm and Co"]
    assert [line for line in before if line not in after] == ["ORG:Oak Ltd"]


def test_only_the_lines_of_a_task_that_changed_are_rewritten(at: Desk) -> None:
    path = at.items("todo-promise")[0]
    add_line(path, "X-OTHER:kept", "END:VTODO")
    at.run()
    before = path.read_text("utf-8").splitlines()
    with at.store.transaction("edit", "x") as transaction:
        number = at.store.reader.value("SELECT id FROM promise")
        transaction.update(Promise, number, {"due_on": "2026-12-24"})
    at.run()
    after = path.read_text("utf-8").splitlines()
    new = [line.split(":")[0] for line in after if line not in before]
    assert new == ["SEQUENCE", "DUE;VALUE=DATE"]
    assert "X-OTHER:kept" in after


WAYS = [(Direction.SYNC,), (Direction.IMPORT, Direction.EXPORT), (Direction.IMPORT, Direction.SYNC)]


@pytest.mark.parametrize("ways", WAYS, ids=lambda ways: "-".join(ways))
def test_changes_of_different_fields_meet(at: Desk, ways: tuple[Direction, ...]) -> None:
    maria = at.person("Maria Lopez")
    at.edit(maria, replace(maria, nickname="Mia", contact_points=(*maria.contact_points,
                                                                   phone("7654321"))))  # fmt: skip
    add_line(at.cards()[0], "TEL;TYPE=home:5550000")
    replace_line(at.cards()[0], "ORG", "ORG:Ash Ltd")
    for direction in ways:
        at.run(direction)
    maria = at.person("Maria Lopez")
    assert (maria.nickname, maria.organisation) == ("Mia", "Ash Ltd")
    assert {point.value for point in maria.contact_points} == {"1234567", "7654321", "5550000"}
    assert "NICKNAME:Mia" in at.cards()[0].read_text("utf-8")
    assert deeds(at.run()) == []


def both_rename(at: Desk) -> None:
    maria = at.person("Maria Lopez")
    at.edit(maria, replace(maria, name="Maria Ours"))
    replace_line(at.cards()[0], "FN", "FN:Maria Theirs")


def test_a_field_that_both_changed_stays_on_both_and_is_said(at: Desk) -> None:
    both_rename(at)
    text = at.cards()[0].read_bytes()
    for _ in range(2):
        report = at.run()
        assert Deed.CONFLICT in deeds(report)
        assert report.is_open
        assert "both changed name" in next(r.reason for r in report.rows if r.deed is Deed.CONFLICT)
    assert at.names() == ["Maria Ours"]
    assert at.cards()[0].read_bytes() == text


@pytest.mark.parametrize(("keep", "name"), [(Keep.PEER, "Maria Ours"), (Keep.FILE, "Maria Theirs")])
def test_the_owner_says_which_side_stands(at: Desk, keep: Keep, name: str) -> None:
    both_rename(at)
    overruled = at.cards()[0].read_bytes()
    at.run(keep=keep)
    assert at.names() == [name]
    assert f"FN:{name}" in at.cards()[0].read_text("utf-8")
    assert deeds(at.run()) == []
    if keep is Keep.PEER:
        kept = list((at.place / "state").rglob("kept/*"))
        assert [path.read_bytes() for path in kept] == [overruled]
    else:
        undo.undo(at.store)
        assert at.names() == ["Maria Ours"]


def test_an_import_alone_overrules_no_file(at: Desk) -> None:
    both_rename(at)
    text = at.cards()[0].read_bytes()
    assert Deed.CONFLICT in deeds(at.run(Direction.IMPORT, Keep.PEER))
    assert Deed.CONFLICT in deeds(at.run(Direction.EXPORT, Keep.PEER))
    assert at.cards()[0].read_bytes() == text


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process is fixed here")
def test_a_time_of_the_day_moves_with_the_owner(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = at.items("event-follow")[0]
    try:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()
        replace_line(path, "DTSTART", "DTSTART;TZID=Europe/Berlin:20261201T111500")
        replace_line(path, "DTEND", "DTEND;TZID=Europe/Berlin:20261201T114500")
        at.run()
        assert at.store.reader.value("SELECT due_time FROM follow_up") == "10:15"
        assert "TZID=Europe/Berlin" in path.read_text("utf-8")
        monkeypatch.setenv("TZ", "America/New_York")
        time.tzset()
        at.run()
        assert "DTSTART:20261201T151500Z" in path.read_text("utf-8")
        assert deeds(at.run()) == []
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_event_and_its_task_given_two_days_are_a_conflict(at: Desk) -> None:
    replace_line(at.items("event-promise")[0], "DTSTART", "DTSTART;VALUE=DATE:20270105")
    replace_line(at.items("todo-promise")[0], "DUE", "DUE;VALUE=DATE:20270106")
    report = at.run()
    assert Deed.UPDATE in deeds(report)
    assert Deed.CONFLICT in deeds(report)
    moves = at.store.reader.rows("SELECT old_due_on, new_due_on FROM promise_move")
    assert moves == [("2026-11-18", "2027-01-05")]


def test_a_file_that_is_gone_is_asked_about(at: Desk) -> None:
    at.card(OTHER)
    at.run()
    path = at.cards()[-1]
    path.unlink()
    report = at.run()
    assert deeds(report) == [Deed.FILE_GONE]
    assert report.is_open
    assert "Ben Okafor" in at.names()
    at.run(gone=Gone.RESTORE)
    assert "X-OTHER:kept" in path.read_text("utf-8")
    path.unlink()
    at.run(gone=Gone.LEAVE)
    assert deeds(at.run()) == []
    assert "Ben Okafor" in at.names()
    assert not path.exists()
    at.card(OTHER.replace("Ben", "Benjamin"))
    at.run()
    assert at.names() == ["Benjamin Okafor", "Maria Lopez"]


def test_nobody_with_a_history_is_deleted(at: Desk) -> None:
    at.card(OTHER)
    at.run()
    for path in at.cards():
        path.unlink()
    at.card("VERSION:3.0\nUID:x\nFN:Somebody", "x.vcf")
    report = at.run(gone=Gone.REMOVE)
    assert at.names() == ["Maria Lopez", "Somebody"]
    stays = next(row for row in report.rows if row.deed is Deed.FILE_GONE)
    assert (stays.name, stays.reason) == (
        "Maria Lopez",
        "they have a history with you, so they stay",
    )
    undo.undo(at.store)
    assert at.names() == ["Ben Okafor", "Maria Lopez"]


def test_a_row_that_is_gone_leaves_its_file_until_it_is_asked_about(at: Desk) -> None:
    at.card(OTHER)
    at.run()
    undo.undo(at.store)
    assert deeds(at.run()) == [Deed.ROW_GONE]
    path = at.cards()[-1]
    text = path.read_bytes()
    at.run(gone=Gone.REMOVE)
    assert not path.exists()
    assert text in [kept.read_bytes() for kept in (at.place / "state").rglob("kept/*")]
    assert deeds(at.run()) == []


def test_a_promise_that_loses_its_date_loses_its_event(at: Desk) -> None:
    replace_line(at.items("todo-promise")[0], "DUE", "")
    at.run()
    assert at.store.reader.row("SELECT due_on, firmness FROM promise") == (None, "someday")
    assert not at.items("event-promise")
    assert at.items("todo-promise")
    assert deeds(at.run()) == []


def test_an_empty_folder_is_refused(at: Desk) -> None:
    before = dump(at.store)
    for path in at.cards():
        path.unlink()
    for direction in Direction:
        with pytest.raises(ImportRefused, match="is empty, and held 1 file before"):
            at.run(direction)
    assert dump(at.store) == before
    at.run(gone=Gone.RESTORE)
    assert len(at.cards()) == 1


def test_a_folder_that_never_held_anything_is_refused_but_for_export() -> None:
    with desk() as at:
        with pytest.raises(ImportRefused, match="peer vdir export"):
            at.run()
        at.export()


def test_without_the_state_both_sides_find_each_other_again(at: Desk) -> None:
    at.card(OTHER)
    at.card("VERSION:4.0\nFN:No Uid\nEMAIL:no@uid.example", "no-uid.vcf")
    at.file("calendar/milk.ics", task("milk", "buy milk"))
    at.run()
    before, files = dump(at.store), {path: path.read_bytes() for path in (*at.cards(), *at.items())}
    next((at.place / "state").rglob("state.json")).write_text("{]")
    report = at.run()
    assert deeds(report) == []
    assert dump(at.store) == before
    assert {path: path.read_bytes() for path in (*at.cards(), *at.items())} == files


def task(uid: str, text: str, more: str = "") -> str:
    lines = f"UID:{uid}\nSUMMARY:{text}\nDUE;VALUE=DATE:20261224\n{more}"
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VTODO\n{lines}END:VTODO\nEND:VCALENDAR\n"


def test_an_older_copy_of_the_database_does_not_overwrite_files(at: Desk) -> None:
    older = at.store.path.with_name("older.db")
    at.store.database().run("VACUUM INTO ?", (str(older),))
    add_line(at.cards()[0], "TEL;TYPE=home:5550000")
    at.run()
    at.store.close()
    for name in ("peer.db-wal", "peer.db-shm"):
        (at.place / name).unlink(missing_ok=True)
    older.replace(at.place / "peer.db")
    again = Desk(at.place)
    again.run()
    assert "5550000" in {point.value for point in again.person("Maria Lopez").contact_points}
    assert "5550000" in at.cards()[0].read_text("utf-8")
    again.store.close()


def test_hostile_files_are_listed_and_left_alone(at: Desk) -> None:
    people, calendar = at.folder / "people", at.folder / "calendar"
    hostile = {
        people / "empty.vcf": b"",
        people / "two.vcf": b"BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n",
        people / "nuls.vcf": b"\0" * 5000,
        people / "zip.vcf": b"PK\x03\x04" + bytes(range(256)) * 40,
        people / "nested.vcf": b"BEGIN:VCARD\nAGENT:\n" * 10000,
        people / "group.vcf": b"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:G\nEND:VCARD\n",
        calendar / "empty.ics": b"",
        calendar / "deep.ics": b"BEGIN:VTODO\n" * 20000,
        calendar / "cut.ics": b"BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x",
        calendar / "day.ics": task("day", "x").replace("20261224", "99999999").encode(),
        calendar / "bytes.ics": b"\xff\xfe\x00BEGIN:VEVENT\r\x85END:VEVENT\n",
        calendar / "number.ics": task("n", "x", "X-PEER-KIND:promise\nX-PEER-ID:" + "9" * 5000
                                      + "\nRRULE:FREQ=SECONDLY\n").encode(),
    }  # fmt: skip
    for path, data in hostile.items():
        path.write_bytes(data)
    os.mkfifo(people / "pipe.vcf")
    (people / "link.vcf").symlink_to("/etc/hostname")
    (people / "folder.vcf").mkdir()
    (people / ".hidden.vcf").write_bytes(b"x")
    (people / "other.txt").write_bytes(b"x")
    (people / "large.vcf").write_bytes(b"BEGIN:VCARD\nNOTE:" + b"x" * (17 << 20))
    (people / b"\xff\x1b[2J.vcf".decode("utf-8", "surrogateescape")).write_bytes(b"x")
    before = dump(at.store)
    for _ in range(2):
        report = at.run()
        told = {problem.where for problem in report.problems} | {row.key for row in report.rows}
        missing = {f"{path.parent.name}/{path.name}" for path in hostile} - told
        assert missing <= {"people/nested.vcf"}
        assert {"people/pipe.vcf", "people/link.vcf", "people/large.vcf"} <= told
        assert "people/.hidden.vcf" not in told
    assert dump(at.store) == before
    assert {path: path.read_bytes() for path in hostile} == hostile


def test_a_second_file_for_one_person_is_left_alone(at: Desk) -> None:
    text = at.cards()[0].read_bytes()
    (at.folder / "people" / "copy.vcf").write_bytes(text)
    report = at.run()
    assert deeds(report) == [Deed.LEFT]
    assert "has a file already" in report.rows[0].reason
    assert at.names() == ["Maria Lopez"]


def test_events_and_closed_tasks_of_others_are_left_alone(at: Desk) -> None:
    event = "BEGIN:VEVENT\nUID:e\nSUMMARY:Meeting\nDTSTART:20261201T100000Z\nEND:VEVENT"
    at.file("calendar/e.ics", f"BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR\n")
    at.file("calendar/c.ics", task("c", "old", "STATUS:COMPLETED\n"))
    at.file("calendar/r.ics", task("r", "again", "RRULE:FREQ=WEEKLY\n"))
    report = at.run()
    assert deeds(report) == [Deed.LEFT] * 3
    assert not report.is_open
    assert at.store.reader.value("SELECT count(*) FROM follow_up") == 1


def test_an_interruption_leaves_whole_files_and_the_next_run_goes_on(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        add_person(at.store, Person(f"Person {number}", tags=(Tag("new"),)))
    calls: list[object] = []

    def interrupted(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 4:
            raise KeyboardInterrupt
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("peer_tui.interchange.vdir.write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        at.run()
    monkeypatch.undo()
    assert len(at.cards()) == 4
    report = at.run()
    assert deeds(report) == [Deed.WRITE] * 3
    assert len(at.cards()) == 7


def test_a_file_changed_at_the_last_moment_is_not_overwritten(at: Desk) -> None:
    maria = at.person("Maria Lopez")
    at.edit(maria, replace(maria, nickname="Mia"))
    vdir = at.vdir()
    vdir.look()
    add_line(at.cards()[0], "NOTE:just now")
    report = vdir.do()
    assert report.problems
    assert "NOTE:just now" in at.cards()[0].read_text("utf-8")
    at.run()
    assert at.person("Maria Lopez").notes == "just now"
    assert "NICKNAME:Mia" in at.cards()[0].read_text("utf-8")


def test_export_overwrites_nothing_that_changed_in_a_file(at: Desk) -> None:
    replace_line(at.cards()[0], "FN", "FN:Maria Theirs")
    text = at.cards()[0].read_bytes()
    assert deeds(at.export()) == [Deed.LEFT]
    assert at.cards()[0].read_bytes() == text
    assert at.names() == ["Maria Lopez"]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("DTSTART;VALUE=DATE:20261118", "2026-11-18"),
        ("DTSTART;TZID=Nowhere/Atlantis:20261118T101500", "2026-11-18T10:15"),
        ("DTSTART:20261118T101500", "2026-11-18T10:15"),
        ("DTSTART:20261318", ""),
        ("DTSTART:soon", ""),
        ('DTSTART;X="a:b";VALUE=DATE:20261118', "2026-11-18"),
    ],
)
def test_days_of_other_programs(line: str, when: str) -> None:
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{line}\nEND:VEVENT\nEND:VCALENDAR\n"
    assert read_component(text.encode()).when == when


def test_a_changed_occurrence_stands_beside_its_event() -> None:
    one = "BEGIN:VEVENT\nUID:a\nSUMMARY:{0}\n{1}END:VEVENT\n"
    text = one.format("moved", "RECURRENCE-ID:20261118\n") + one.format("whole", "")
    assert read_component(text.encode()).summary == "whole"
    with pytest.raises(Unreadable, match="several"):
        read_component((text + text).encode())


def test_bytes_that_are_no_text_stay_as_they_are(at: Desk) -> None:
    path = at.folder / "calendar" / "latin.ics"
    path.write_bytes(task("latin", "Caf\xe9 au lait", "X-OTHER:\xfc\xff\n").encode("latin-1"))
    at.run()
    assert at.store.reader.value("SELECT text FROM follow_up WHERE text LIKE 'Caf%'")
    assert b"X-OTHER:\xfc\xff\r\n" in path.read_bytes()
    assert b"SUMMARY:Caf\xe9 au lait\r\n" in path.read_bytes()
    assert deeds(at.run()) == []


def test_an_alarm_tells_the_name_of_today(at: Desk) -> None:
    maria = at.person("Maria Lopez")
    at.edit(maria, replace(maria, name="Maria Miller"))
    at.run()
    for path in at.items("event"):
        text = path.read_text("utf-8")
        assert "Lopez" not in text
        assert text.count("BEGIN:VALARM") == text.count("TRIGGER:PT9H") == 1


def test_an_alarm_of_the_owner_stays(at: Desk) -> None:
    path = at.items("event-promise")[0]
    replace_line(path, "TRIGGER", "TRIGGER:-PT2H")
    with at.store.transaction("edit", "x") as transaction:
        number = at.store.reader.value("SELECT id FROM promise")
        transaction.update(Promise, number, {"due_on": "2026-12-24"})
    at.run()
    text = path.read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20261224" in text
    assert "TRIGGER:-PT2H" in text
    assert text.count("BEGIN:VALARM") == 1
