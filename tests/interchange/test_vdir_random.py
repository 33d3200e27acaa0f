"""Any edits on both sides end with equal sides, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from peer_tui.domain.people import ContactKind, Person
from peer_tui.interchange.vcard import read_vcards
from peer_tui.interchange.vdir_component import read_component
from peer_tui.interchange.vdir_plan import Gone, Keep
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.storage.models import FollowUp
from peer_tui.storage.queries.person import person as read_person
from tests.interchange.vdirs import Desk, add_line, desk, phone, replace_line
from tests.storage.support import TODAY

ACTS = (
    "our name",
    "our company",
    "our phone",
    "our phone away",
    "our new person",
    "our note",
    "our item",
    "our item text",
    "our item day",
    "our item done",
    "their name",
    "their company",
    "their phone",
    "their phone away",
    "their new person",
    "their unknown line",
    "their item day",
    "their item text",
    "their item done",
    "their new task",
    "their card gone",
    "sync",
    "sync for files",
)
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 999)), min_size=1, max_size=14)


class Play:
    """Both sides at work, and what must be there in the end."""

    def __init__(self, at: Desk) -> None:
        self.at = at
        self.count = 0
        self.phones: set[str] = set()
        self.unknown: dict[Path, list[str]] = {}
        self.people = 0
        self.tasks = 0
        self.our_new_person()
        self.our_item()
        at.export()

    def number(self) -> int:
        self.count += 1
        return self.count

    def somebody(self, chosen: int) -> Person:
        ids = [row[0] for row in self.at.store.reader.rows("SELECT id FROM person ORDER BY id")]
        found = read_person(self.at.store.reader, ids[chosen % len(ids)])
        assert found is not None
        return found

    def card(self, chosen: int) -> Path:
        cards = self.at.cards()
        return cards[chosen % len(cards)]

    def sync(self, keep: Keep = Keep.PEER) -> None:
        self.at.run(keep=keep, gone=Gone.RESTORE)

    def our_new_person(self) -> None:
        number = self.number()
        self.people += 1
        points = (phone(f"020 7946 {number:04}"),)
        self.phones.add(points[0].value)
        add_person(self.at.store, Person(f"Person {number}", contact_points=points))

    def our_item(self) -> None:
        who = self.somebody(0).id
        self.at.follow_up(f"item {self.number()}", who, TODAY + timedelta(days=self.count))

    def act(self, name: str, chosen: int) -> None:
        if name.startswith("sync"):
            self.sync(Keep.FILE if "files" in name else Keep.PEER)
        elif name == "our item":
            self.our_item()
        elif name.startswith("our item"):
            self.our_item_change(name, chosen)
        elif name == "our new person":
            self.our_new_person()
        elif name.startswith("our"):
            self.our_edit(name, self.somebody(chosen))
        elif "item" in name or "task" in name:
            self.their_item(name, chosen)
        else:
            self.their_card(name, chosen)

    def our_edit(self, name: str, person: Person) -> None:
        number = self.number()
        points = person.contact_points
        edited = {
            "our name": replace(person, name=f"Ours {number}"),
            "our company": replace(person, organisation=f"Ours, {number}; Ltd"),
            "our note": replace(person, notes=f"line, {number}\nand; more"),
            "our phone": replace(person, contact_points=(*points, phone(f"+44 {number:07}"))),
            "our phone away": replace(person, contact_points=points[1:]),
        }[name]
        if name == "our phone":
            self.phones.add(f"+44 {number:07}")
        elif name == "our phone away" and points:
            self.phones.discard(points[0].value)
        self.at.edit(person, edited)

    def our_item_change(self, name: str, chosen: int) -> None:
        ids = [row[0] for row in self.at.store.reader.rows("SELECT id FROM follow_up ORDER BY id")]
        number = self.number()
        values = {
            "our item text": {"text": f"ours {number}"},
            "our item day": {"due_on": (TODAY + timedelta(days=number)).isoformat()},
            "our item done": {"status": "done", "closed_on": TODAY.isoformat()},
        }[name]
        with self.at.store.transaction("edit", "x") as transaction:
            transaction.update(FollowUp, ids[chosen % len(ids)], values)

    def their_card(self, name: str, chosen: int) -> None:
        number = self.number()
        if name == "their new person":
            self.people += 1
            self.phones.add(f"0161 {number:07}")
            text = (
                f"VERSION:3.0\nUID:new-{number}\nFN:Theirs {number}\nTEL;TYPE=WORK:0161 {number:07}"
            )
            self.at.card(text, f"new-{number}.vcf")
            return
        if not self.at.cards():
            return
        path = self.card(chosen)
        text = path.read_bytes().decode()
        if name == "their name":
            replace_line(path, "FN", f"FN:Theirs {number}")
        elif name == "their company":
            if "\nORG" in text:
                replace_line(path, "ORG", "")
            add_line(path, f"ORG:Theirs\\, {number}")
        elif name == "their phone":
            self.phones.add(f"0151 {number:07}")
            add_line(path, f"TEL;TYPE=home:0151 {number:07}")
        elif name == "their phone away" and "\nTEL" in text:
            points = read_vcards(text.encode(), "").records[0].person.contact_points
            numbers = {point.value for point in points if point.kind is ContactKind.PHONE}
            self.phones -= numbers
            replace_line(path, "TEL", "")
        elif name == "their unknown line":
            add_line(path, f"X-OTHER-PROGRAM:{number}")
            self.unknown.setdefault(path, []).append(f"X-OTHER-PROGRAM:{number}")
        elif name == "their card gone":
            # What nobody has seen yet goes with the file: it is the owner's own act.
            self.sync()
            path.unlink()
            self.unknown.pop(path, None)

    def their_item(self, name: str, chosen: int) -> None:
        number = self.number()
        if name == "their new task":
            self.tasks += 1
            self.at.file(
                f"calendar/task-{number}.ics",
                "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VTODO\n"
                f"UID:task-{number}\nSUMMARY:task {number}\nDUE;VALUE=DATE:20261224\n"
                "X-OTHER:kept\nEND:VTODO\nEND:VCALENDAR\n",
            )
            return
        items = self.at.items()
        path = items[chosen % len(items)]
        event = b"VEVENT" in path.read_bytes()
        day = TODAY + timedelta(days=number + 100)
        if name == "their item day" and event:
            replace_line(path, "DTSTART", f"DTSTART;VALUE=DATE:{day:%Y%m%d}")
            replace_line(path, "DTEND", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}")
        elif name == "their item day":
            replace_line(path, "DUE", f"DUE;VALUE=DATE:{day:%Y%m%d}")
        elif name == "their item text":
            add_line(path, "X-OTHER:1", "SUMMARY")
            replace_line(path, "SUMMARY", f"SUMMARY:theirs {number}")
        elif not event and read_component(path.read_bytes()).value("STATUS") == "NEEDS-ACTION":
            replace_line(path, "STATUS", "STATUS:COMPLETED")

    def check(self, keep: Keep) -> None:
        # Where an event and its to-do were given two days, a second look settles the second.
        for _ in range(3):
            self.sync(keep)
        report = self.at.run(gone=Gone.ASK)
        assert not report.rows, report.rows
        assert not report.problems
        here, there = set(), set()
        for row in self.at.store.reader.rows("SELECT value FROM contact_point"):
            here.add(row[0])
        people = []
        for path in self.at.cards():
            records = read_vcards(path.read_bytes(), path.name).records
            assert len(records) == 1
            people.append(records[0].person.name)
            there |= {point.value for point in records[0].person.contact_points}
        assert here == there == self.phones
        assert sorted(people) == self.at.names()
        assert len(people) == self.people
        for path, lines in self.unknown.items():
            assert set(lines) <= set(path.read_text("utf-8").splitlines())
        for path in self.at.items("task-"):
            assert "X-OTHER:kept" in path.read_text("utf-8").splitlines()
        assert len(self.at.items("task-")) == self.tasks
        self.check_items()

    def check_items(self) -> None:
        rows = {
            row[0]: row[1:]
            for row in self.at.store.reader.rows("SELECT id, due_on, status, text FROM follow_up")
        }
        seen = set()
        for path in self.at.items():
            component = read_component(path.read_bytes())
            number = int(component.value("X-PEER-ID"))
            seen.add(number)
            due, status, text = rows[number]
            assert component.when == due
            assert component.state == status
            assert text in component.summary
        opened = {number for number, row in rows.items() if row[1] == "open"}
        assert opened <= seen


@given(STEPS, st.sampled_from([Keep.PEER, Keep.FILE]))
@settings(max_examples=40, deadline=None)
def test_any_edits_end_with_equal_sides(steps: list[tuple[str, int]], keep: Keep) -> None:
    with desk() as at:
        play = Play(at)
        for name, chosen in steps:
            play.act(name, chosen)
        play.check(keep)


def test_an_undo_goes_out_as_well() -> None:
    with desk() as at:
        play = Play(at)
        replace_line(at.cards()[0], "FN", "FN:Somebody Else")
        play.sync()
        assert at.names() == ["Somebody Else"]
        undo(at.store)
        play.sync()
        assert at.names() == ["Person 1"]
        assert "FN:Person 1" in at.cards()[0].read_text("utf-8")
