"""A quick-add line about the person of the row, in plain lines: read, doubted aloud, saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.quick_add import PersonRef, QuickAdd, parse

if TYPE_CHECKING:
    from peer_tui.cli.plain_pass import PlainPass


class PlainLine:
    """The letters l and n of the plain pass, and the lines that other letters ask for."""

    def __init__(self, plain_pass: PlainPass) -> None:
        self._pass = plain_pass

    def log(self, item: AgendaItem, text: str) -> None:
        """Write down what happened; the row is done with it."""
        self._write(item, "log", text or self._pass.ask("What happened: "), closes=[item])

    def note(self, item: AgendaItem, text: str) -> None:
        """Write down what is worth noting; the row stays."""
        self._write(item, "note", text or self._pass.ask("What to remember: "), closes=[])

    def _write(self, item: AgendaItem, kind: str, text: str, closes: Sequence[AgendaItem]) -> None:
        from peer_tui.services.add import save

        line = self.read(item, f"{kind} {text}")
        if line is None:
            return
        store, rules, rhythms = self._pass.store, self._pass.rules, self._pass.settings.rhythms
        self._pass.do(
            lambda: save(store, line, allow_new=False, closes=closes, rules=rules, rhythms=rhythms)
        )

    def read(self, item: AgendaItem, text: str) -> QuickAdd | None:
        """The line about the person of the row; None when it was refused, which was said."""
        from peer_tui.services.add import known_people

        if item.person_id is None:
            output.talk("This row is about nobody; the history needs a person.")
            return None
        settings = self._pass.settings
        line = parse(
            text,
            self._pass.now,
            known_people(self._pass.store.reader),
            row_person=PersonRef(item.person_id, item.person_name),
            order=settings.date_order,
            working_days=settings.working_days,
        )
        refusal = line.refusal
        if line.new_people:
            refusal = f"nobody is called {' and '.join(line.new_people)} yet."
        if refusal is not None:
            output.talk(f"Not saved: {refusal}")
            return None
        self._say_doubts(line)
        return line

    def _say_doubts(self, line: QuickAdd) -> None:
        """What was read otherwise than it may be meant, and who is held on the day of a step."""
        from peer_tui.cli.adding import say_notes
        from peer_tui.services.add_words import held_that_day

        say_notes(line)
        for record in line.records:
            words = held_that_day(self._pass.store.reader, record, self._pass.today)
            if words:
                output.talk(f"({words})")
