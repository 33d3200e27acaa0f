"""Which people are held by a boundary now: asked for every painted row, so it must cost nothing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from peer_tui.domain.gate import Agreement, Reach
    from peer_tui.tui.app import PeerApp

MOST_KEPT = 2000
"""People whose agreements are kept in memory until the data changes."""
ANY_BOUNDARY = "SELECT EXISTS (SELECT 1 FROM boundary)"
HAS_BOUNDARY = "SELECT EXISTS (SELECT 1 FROM boundary WHERE person_id = ?)"


class HeldPeople:
    """Whether a person may be reached, read once per change of the data and once a minute."""

    def __init__(self, app: "PeerApp") -> None:
        self._app = app
        self.is_asked = False
        """Whether the gate is asked already: not before the first screen stands."""
        self._any: bool | None = None
        self._agreements: dict[int, Agreement | None] = {}
        self._found: dict[int, Reach | None] = {}
        self._room: dict[int, bool] = {}
        self._minute: datetime | None = None

    def forget(self) -> None:
        """The data has changed."""
        self._any = None
        self._agreements.clear()
        self._found.clear()
        self._room.clear()

    def __call__(self, person_id: int | None) -> "Reach | None":
        """Why the person is held and until when; None when they are not, or that was passed."""
        if self._any is None:
            self._any = bool(self._app.store.reader.value(ANY_BOUNDARY))
        if not self._any or person_id is None or not self.is_asked:
            return None
        if person_id not in self._found:
            self._found[person_id] = self._look(person_id)
        found = self._found[person_id]
        return None if found is not None and self.passed(person_id) else found

    def passed(self, person_id: int) -> bool:
        """Whether the next contact with the person goes through, as the owner gave a reason."""
        entry_id = self._app.verbs.passes.get(person_id)
        if entry_id is None:
            return False
        from peer_tui.storage.queries.reach import has_entry

        # A reason that was taken back lets nobody through.
        return has_entry(self._app.store.reader, entry_id)

    def let_through(self) -> frozenset[int]:
        """Everybody whose next contact goes through."""
        return frozenset(who for who in self._app.verbs.passes if self.passed(who))

    def needs_room(self, person_id: int | None) -> bool:
        """Whether the last two steps were mine and nobody answered."""
        if person_id is None:
            return False
        if person_id not in self._room:
            if len(self._room) > MOST_KEPT:
                self._room.clear()
            from peer_tui.domain.history import UNANSWERED
            from peer_tui.storage.queries.unanswered import unanswered

            self._room[person_id] = unanswered(self._app.store.reader, person_id) >= UNANSWERED
        return self._room[person_id]

    def has_turned(self) -> bool:
        """Whether somebody among those asked for was held a minute ago and is not, or now is."""
        if not self._any or not self._see_minute():
            return False
        agreed = [(who, self._agreements.get(who)) for who in self._found]
        if not any(agreement for _, agreement in agreed):
            return False
        from peer_tui.domain.gate import is_open

        now = self._app.now()
        # Only whether: until when is worked out for the rows that are painted.
        return any(
            is_open(agreement, now) != (self._found[who] is None)
            for who, agreement in agreed
            if agreement is not None
        )

    def _see_minute(self) -> bool:
        """Whether another minute has begun since the last look."""
        minute = self._app.now().replace(second=0, microsecond=0)
        if minute == self._minute:
            return False
        self._minute = minute
        return True

    def _look(self, person_id: int) -> "Reach | None":
        if len(self._agreements) > MOST_KEPT:
            self.forget()
            self._any = True
        if person_id not in self._agreements:
            self._agreements[person_id] = self._read(person_id)
        agreement = self._agreements[person_id]
        if agreement is None:
            return None
        from peer_tui.domain.gate import reach

        found = reach(agreement, self._app.now())
        return None if found.open else found

    def _read(self, person_id: int) -> "Agreement | None":
        reader = self._app.store.reader
        if not reader.value(HAS_BOUNDARY, (person_id,)):
            return None
        from peer_tui.storage.queries.reach import boundaries_of

        return boundaries_of(reader, person_id)
