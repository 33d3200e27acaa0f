"""What they said, in plain lines: whether a need is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.needs import UNSOLVED, NeedOutcome

if TYPE_CHECKING:
    from peer_tui.cli.plain_pass import PlainPass
    from peer_tui.services.needs import PromiseToSolve

OUTCOMES = {
    "1": NeedOutcome.SOLVED,
    "2": NeedOutcome.PARTLY,
    "3": NeedOutcome.NOT,
    "4": NeedOutcome.NO_ANSWER,
}


class PlainAnswer:
    """The letter y of the plain pass."""

    def __init__(self, plain_pass: PlainPass) -> None:
        self._pass = plain_pass

    def answer(self, item: AgendaItem, _: str) -> None:
        """Ask whether the need behind the row is solved, and write it down."""
        from peer_tui.services import needs
        from peer_tui.storage.queries.needs import need, need_of_follow_up

        store = self._pass.store
        asks = item.purpose is Purpose.ASK_SOLVED
        need_id = need_of_follow_up(store.reader, item.id) if asks else None
        found = None if need_id is None else need(store.reader, need_id)
        if found is None:
            output.talk("Nothing is asked here that y could answer.")
            return
        output.data(f"They came with: {found.text}")
        asked = "1 solved, 2 partly, 3 not, 4 no answer, Enter nothing: "
        outcome = OUTCOMES.get(self._pass.ask(asked))
        if outcome is None:
            return
        said = outcome is not NeedOutcome.NO_ANSWER
        words = self._pass.ask("Their words (Enter: my own opinion): ") if said else ""
        promise = self._promise(item) if outcome in UNSOLVED else None
        self._pass.do(lambda: needs.answer(store, found.id, outcome, words, promise))

    def _promise(self, item: AgendaItem) -> PromiseToSolve | None:
        """What I promise to do about it; None for nothing."""
        from peer_tui.domain.quick_add import RecordKind
        from peer_tui.services.needs import PromiseToSolve

        text = self._pass.ask("I promise (Enter: nothing): ")
        line = self._pass.read(item, f"promise {text}") if text else None
        if line is None:
            return None
        record = line.records[0]
        who = [getattr(person, "id", 0) for person in record.people]
        if (
            len(line.records) > 1
            or record.kind is not RecordKind.PROMISE_MINE
            or who != [item.person_id]
        ):
            output.talk("One promise of mine to this person stands here; nothing was promised.")
            return None
        return PromiseToSolve(record.text.rstrip(" ,;"), record.due, record.time)
