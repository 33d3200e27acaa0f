"""What they said, in plain lines: to a solved-check, a wish, an introduction, an invitation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.needs import UNSOLVED, NeedOutcome
from peer_tui.domain.text import clean_line

if TYPE_CHECKING:
    from peer_tui.cli.plain_contact import PlainContact
    from peer_tui.cli.plain_pass import PlainPass
    from peer_tui.services.answers import PossibleAnswer
    from peer_tui.services.needs import PromiseToSolve
    from peer_tui.storage.queries.around import ShownIntroduction

OUTCOMES = {
    "1": NeedOutcome.SOLVED,
    "2": NeedOutcome.PARTLY,
    "3": NeedOutcome.NOT,
    "4": NeedOutcome.NO_ANSWER,
}
NO_QUESTION = "Nothing is asked here that y could answer."
GONE = "What this asks about is not written down; l logs what they said, d is done with it."


class PlainAnswer:
    """The letter y of the plain pass."""

    def __init__(self, plain_pass: PlainPass, contact: PlainContact) -> None:
        self._pass = plain_pass
        self._contact = contact
        self._asks: dict[Purpose, Callable[[AgendaItem], bool]] = {
            Purpose.ASK_SOLVED: self._ask_solved,
            Purpose.RECONFIRM: self._ask_wish,
            Purpose.INTRODUCTION: self._ask_introduction,
            Purpose.INVITATION: self._ask_invitation,
        }
        """Each asks, and says whether there was anything to ask about."""

    def answer(self, item: AgendaItem, _: str) -> None:
        """Ask what they said, where the row carries a question, and write it down."""
        asks = self._asks.get(item.purpose) if item.kind is ItemKind.FOLLOW_UP else None
        if asks is None:
            output.talk(NO_QUESTION)
        elif not asks(item):
            output.talk(GONE)

    def _choose(self, answers: Sequence[PossibleAnswer]) -> PossibleAnswer | None:
        for number, each in enumerate(answers, 1):
            output.data(f"{number} {clean_line(each.words)}")
        typed = self._pass.ask(f"1 to {len(answers)}, Enter nothing: ")
        if typed.isdecimal() and 0 < int(typed) <= len(answers):
            return answers[int(typed) - 1]
        _say_unknown(typed)
        return None

    # whether a need is solved

    def _ask_solved(self, item: AgendaItem) -> bool:
        from peer_tui.services import needs
        from peer_tui.storage.queries.needs import need, need_of_follow_up

        store = self._pass.store
        need_id = need_of_follow_up(store.reader, item.id)
        found = None if need_id is None else need(store.reader, need_id)
        if found is None:
            return False
        output.data(f"They came with: {clean_line(found.text)}")
        typed = self._pass.ask("1 solved, 2 partly, 3 not, 4 no answer, Enter nothing: ")
        outcome = OUTCOMES.get(typed)
        if outcome is None:
            _say_unknown(typed)
            return True
        said = outcome is not NeedOutcome.NO_ANSWER
        words = self._pass.ask("Their words (Enter: my own opinion): ") if said else ""
        promise = self._promise(item) if outcome in UNSOLVED else None
        rules = self._pass.rules
        self._pass.do(
            lambda: needs.answer(store, found, outcome, words, promise, asking=item, rules=rules)
        )
        return True

    def _promise(self, item: AgendaItem) -> PromiseToSolve | None:
        """What I promise to do about it; None for nothing."""
        from peer_tui.domain.quick_add import RecordKind
        from peer_tui.services.needs import PromiseToSolve

        text = self._pass.ask("I promise (Enter: nothing): ")
        line = self._pass.lines.read(item, f"promise {text}") if text else None
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

    # whether a wish still holds

    def _ask_wish(self, item: AgendaItem) -> bool:
        from peer_tui.services.answers import about_preference

        output.data(clean_line(f"{item.person_name}: {item.text}"))
        answer = self._choose(about_preference(self._pass.store, item))
        if answer is not None:
            self._pass.do(answer.keep)
        return True

    # what both say to an introduction, and what came of it

    def _ask_introduction(self, item: AgendaItem) -> bool:
        from peer_tui.domain.introductions import IntroductionState, about_words
        from peer_tui.services.answers import about_introduction, said_so_far
        from peer_tui.storage.queries import around

        store, now, quiet = self._pass.store, self._pass.now, self._pass.settings.quiet_hours
        introduction_id, _ = around.asks_about(store.reader, item.id)
        shown = around.introduction(store.reader, introduction_id) if introduction_id else None
        if shown is None:
            return False
        found = shown.introduction
        both = clean_line(f"{shown.one} and {shown.other}{about_words(found.about)}")
        if not found.is_open:
            output.talk(f"{both}: that is over; d is done with the row.")
        elif found.state is IntroductionState.MADE:
            self._ask_outcome(both, shown)
        else:
            output.data(both)
            for fact in said_so_far(store.reader, shown, now, quiet):
                output.data(clean_line(fact))
            answer = self._choose(about_introduction(store, shown))
            if answer is not None:
                self._pass.do(answer.keep)
            if answer is not None and answer.makes:
                self._contact.tell_both((found.one_id, found.other_id))
        return True

    def _ask_outcome(self, both: str, shown: ShownIntroduction) -> None:
        from peer_tui.services import introductions

        made_on, today = shown.introduction.made_on, self._pass.today
        since = f", introduced {short_day(made_on, today)}" if made_on else ""
        output.data(f"{both}{since}")
        words = self._pass.ask("What came of it (Enter: nothing yet): ")
        if words:
            store = self._pass.store
            self._pass.do(lambda: introductions.outcome(store, shown.introduction, words))

    # what they say to an invitation

    def _ask_invitation(self, item: AgendaItem) -> bool:
        from peer_tui.services.answers import about_invitation
        from peer_tui.storage.queries import around

        store = self._pass.store
        _, invitation_id = around.asks_about(store.reader, item.id)
        found = around.invitation(store.reader, invitation_id) if invitation_id else None
        if found is None:
            return False
        asked = clean_line(f"{item.person_name}: {found.words}")
        if found.closed_on is not None:
            output.talk(f"{asked}: that was answered already; d is done with the row.")
            return True
        output.data(asked)
        answer = self._choose(about_invitation(store, found))
        if answer is not None:
            self._pass.do(answer.keep)
        return True


def _say_unknown(typed: str) -> None:
    if typed:
        output.talk(f"{typed} is none of these; nothing was written down.")
