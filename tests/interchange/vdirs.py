"""A vdir and a store, and another program that works on the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.interchange.vdir import Report, Vdir
from peer_tui.interchange.vdir_plan import Deed, Direction, Gone, Keep
from peer_tui.services.people import edit_person
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.store import Store
from tests.storage.support import TODAY, new_store


class Desk:
    """One owner, one folder."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = place / "vdir"
        self.store: Store = new_store(place)

    def vdir(
        self,
        direction: Direction = Direction.SYNC,
        keep: Keep = Keep.BOTH,
        gone: Gone = Gone.ASK,
    ) -> Vdir:
        """The vdir as one run sees it."""
        return Vdir(
            self.store,
            self.folder,
            self.place / "state",
            direction=direction,
            keep=keep,
            decide=lambda _: gone,
            fills_empty=gone is Gone.RESTORE,
        )

    def run(
        self,
        direction: Direction = Direction.SYNC,
        keep: Keep = Keep.BOTH,
        gone: Gone = Gone.ASK,
    ) -> Report:
        """One run, to its end."""
        vdir = self.vdir(direction, keep, gone)
        vdir.look()
        return vdir.do()

    def export(self) -> Report:
        """Write everything."""
        return self.run(Direction.EXPORT)

    def cards(self) -> list[Path]:
        """The files of people."""
        return sorted((self.folder / "people").glob("*.vcf"))

    def items(self, sort: str = "") -> list[Path]:
        """The files of the calendar; of one sort where asked."""
        return sorted((self.folder / "calendar").glob(f"*{sort}*.ics" if sort else "*.ics"))

    def card(self, text: str, name: str = "new.vcf") -> Path:
        """A vCard as another program writes it; returns its file."""
        body = text.replace("\n", "\r\n")
        return self.file(f"people/{name}", f"BEGIN:VCARD\r\n{body}\r\nEND:VCARD\r\n")

    def file(self, key: str, text: str) -> Path:
        """Put a file into the vdir."""
        path = self.folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def person(self, name: str) -> Person:
        """Somebody by name."""
        row = self.store.reader.row("SELECT id FROM person WHERE name = ?", (name,))
        found = read_person(self.store.reader, row[0])
        assert found is not None
        return found

    def names(self) -> list[str]:
        """Everybody."""
        return [row[0] for row in self.store.reader.rows("SELECT name FROM person ORDER BY name")]

    def edit(self, shown: Person, edited: Person) -> None:
        """Edit a person in Peer."""
        edit_person(self.store, shown, edited)

    def follow_up(self, text: str, person_id: int | None = None, on: date = TODAY) -> int:
        """A new follow-up."""
        with self.store.transaction("add", "x") as transaction:
            return transaction.insert(
                FollowUp, {"text": text, "due_on": on.isoformat(), "person_id": person_id}
            )

    def promise(self, text: str, person_id: int, on: date | None = TODAY) -> int:
        """A new promise of mine."""
        with self.store.transaction("add", "x") as transaction:
            return transaction.insert(
                Promise,
                {"text": text, "side": "mine", "person_id": person_id,
                 "made_on": TODAY.isoformat(), "due_on": on.isoformat() if on else None},
            )  # fmt: skip


def phone(number: str, label: str = "work") -> ContactPoint:
    """A phone number."""
    return ContactPoint(ContactKind.PHONE, number, label)


def replace_line(path: Path, name: str, line: str) -> None:
    """Another program changes one line of a file; an empty line takes it out."""
    text = path.read_bytes().decode()
    new = re.sub(
        rf"^{name}\b[^\r\n]*(\r?\n)", f"{line}\\1" if line else "", text, flags=re.MULTILINE
    )
    assert new != text
    path.write_bytes(new.encode())


def add_line(path: Path, line: str, before: str = "END:VCARD") -> None:
    """Another program adds a line."""
    text = path.read_bytes().decode()
    assert before in text
    path.write_bytes(text.replace(before, f"{line}\r\n{before}", 1).encode())


def deeds(report: Report) -> list[Deed]:
    """What was done, without what stayed."""
    return [row.deed for row in report.rows]


@contextmanager
def desk() -> Iterator[Desk]:
    """A fresh one."""
    with TemporaryDirectory() as place:
        made = Desk(Path(place))
        try:
            yield made
        finally:
            made.store.close()
