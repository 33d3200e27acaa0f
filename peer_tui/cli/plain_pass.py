"""The daily pass in plain lines: what is asked, and what each letter does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.cli.plain_answer import PlainAnswer
from peer_tui.cli.plain_contact import PlainContact
from peer_tui.cli.plain_line import PlainLine
from peer_tui.cli.words import sentence
from peer_tui.domain.agenda import AgendaItem, ItemKind, why_first
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.dates import parse_phrase
from peer_tui.errors import PeerError
from peer_tui.services import items, undo
from peer_tui.services.default_day import SnoozeRules, closed_words, default_day
from peer_tui.storage.queries.agenda import due_counts, queue
from peer_tui.storage.queries.held import held_now
from peer_tui.storage.queries.reach import any_boundaries, reach

if TYPE_CHECKING:
    from peer_tui.services.outcome import Outcome
    from peer_tui.settings.schema import Settings
    from peer_tui.storage.store import Store

PAGE = 50
SOMEDAY = "someday"
"""In the place of a date: a promise without one."""
LETTERS = """\
d done (a promise: kept)      l TEXT log and done; " > " adds the next step
s snooze to the day shown     S DATE snooze until
r DATE another date; for a promise "someday", too
x let go (a promise: released)
n TEXT note, the row stays    i all about the person
c call                        m mail
t TEXT thank or applaud       b what was agreed about contact
y what they said, where a row asks: is it solved? may I introduce you?
! WHY pass once what is held  . the same once more, on this row
u undo   U redo               Enter the next row, this one stays   q quit"""
ASKED = "d l s S r x n c m t y b i u, s snoozes to {}, Enter next, ? letters, q quit: "
NOTHING_LEFT = "Nothing is left. u takes the last act back, Enter ends: "
REPEATED = frozenset("dxsSrlnt")
"""Letters that the full stop repeats, with the words typed after them."""


class Ended(Exception):
    """The owner has had enough, or the input is over."""


class PlainPass:
    """One pass through what is due."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._passed: set[tuple[ItemKind, int]] = set()
        self._handled = 0
        self._last: tuple[str, str] | None = None
        self.lines = PlainLine(self)
        self._contact = contact = PlainContact(self)
        self._acts: dict[str, Callable[[AgendaItem, str], object]] = {
            "d": lambda item, _: self.do(lambda: items.done(store, [item], rules=self.rules)),
            "x": lambda item, _: self.do(lambda: items.let_go(store, [item])),
            "s": lambda item, _: self._snooze(item, None),
            "S": self._snooze_until,
            "r": self._reschedule,
            "l": self.lines.log,
            "n": self.lines.note,
            "c": contact.call,
            "m": contact.mail,
            "t": contact.thank,
            "y": PlainAnswer(self, contact).answer,
            "b": lambda item, _: contact.tell_wishes(item),
            "!": contact.pass_once,
            "i": lambda item, _: self._tell_about(item),
            "u": lambda *_: self._turn_back(undo.undo),
            "U": lambda *_: self._turn_back(undo.redo),
            "?": lambda *_: output.data(LETTERS),
            "": lambda item, _: self._passed.add((item.kind, item.id)),
        }

    def run(self) -> None:
        """Until nothing is left, or the owner ends it."""
        output.data(self._count())
        shown: AgendaItem | None = None
        try:
            while (item := self._next()) is not None or self._takes_back():
                if item is None:
                    shown = None
                    continue
                if item != shown:
                    self._show(item)
                    shown = item
                letter, _, rest = self.ask(self._question(item)).partition(" ")
                if letter == "q":
                    break
                if letter == "." and self._last is not None:
                    letter, rest = self._last
                self._act(item, letter, rest.strip())
        except Ended:
            pass
        output.data(self._last_words())

    def _takes_back(self) -> bool:
        """Nothing is left: whether the owner took the last act back, which may bring a row."""
        if not self._handled or self.ask(NOTHING_LEFT) != "u":
            return False
        try:
            self._turn_back(undo.undo)
        except PeerError as error:
            output.talk(str(error))
            return False
        return True

    def _act(self, item: AgendaItem, letter: str, rest: str) -> None:
        act = self._acts.get(letter)
        if act is None:
            output.talk(f"{letter} is none of the letters. ? lists them.")
            return
        if letter in REPEATED:
            self._last = (letter, rest)
        try:
            act(item, rest)
        except PeerError as error:
            output.talk(str(error))

    # what is said

    def _count(self) -> str:
        reader = self.store.reader
        counts = due_counts(reader, self.today, held_now(reader, self.store.clock.now()))
        number = counts.late + counts.today + counts.held
        held = f", {counts.held} held" if counts.held else ""
        return f"{number} due, {counts.late} late{held}." if number else "Nothing is due. Enjoy it."

    def _show(self, item: AgendaItem) -> None:
        output.data("")
        output.data(sentence(item, self.today))
        output.data(f"Why now: {why_first(item, self.today, self._held_by(item))}.")

    def _held_by(self, item: AgendaItem) -> str:
        """What holds contact with the person of the row now; "" if nothing does."""
        if item.person_id is None or not any_boundaries(self.store.reader):
            return ""
        if self._contact.is_passed(item.person_id):
            return ""
        return reach(self.store.reader, item.person_id, self.store.clock.now()).why

    def _question(self, item: AgendaItem) -> str:
        day = default_day(self.store.reader, item, self.today, self.rules)
        return ASKED.format(short_day(day, self.today))

    def _last_words(self) -> str:
        waiting = f", {len(self._passed)} left for later" if self._passed else ""
        return f"{self._handled} handled{waiting}. {self._count()}"

    def _tell_about(self, item: AgendaItem) -> None:
        from peer_tui.cli.briefing_text import briefing_lines
        from peer_tui.services.briefing import brief

        reader, who = self.store.reader, item.person_id
        briefing = brief(reader, who, at=self.now) if who else None
        if briefing is None:
            output.talk("This row is about nobody in particular.")
            return
        for line in briefing_lines(briefing, self.today):
            output.data(line)

    # what is done

    def do(self, call: Callable[[], Outcome]) -> Outcome:
        """Run an act, and say what it did."""
        outcome = call()
        self._handled += 1
        output.data(f"{outcome.message} u takes it back." if outcome.changed else outcome.message)
        return outcome

    def _turn_back(self, call: Callable[[Store], Outcome]) -> None:
        output.data(call(self.store).message)
        self._handled = max(0, self._handled + (1 if call is undo.redo else -1))

    def _snooze(self, item: AgendaItem, until: date | None) -> None:
        self.do(lambda: items.snooze(self.store, [item], until, self.rules))

    def _snooze_until(self, item: AgendaItem, words: str) -> None:
        found = self._date(words or self.ask("Until when: "))
        if found is not None:
            on = found.date() if isinstance(found, datetime) else found
            self._say_closed(item, on)
            self._snooze(item, on)

    def _reschedule(self, item: AgendaItem, words: str) -> None:
        words = words or self.ask("To which day: ")
        if words == SOMEDAY and item.kind is ItemKind.PROMISE:
            self.do(lambda: items.reschedule(self.store, [item], None))
            return
        found = self._date(words)
        if found is None:
            return
        at = found.time() if isinstance(found, datetime) else None
        on = found.date() if isinstance(found, datetime) else found
        self._say_closed(item, on)
        self.do(lambda: items.reschedule(self.store, [item], on, at))

    def _say_closed(self, item: AgendaItem, day: date) -> None:
        """What keeps the person from being reached on the day that was named."""
        words = ""
        if item.person_id is not None:
            reader = self.store.reader
            words = closed_words(reader, item.person_id, day, item.channel, self.today)
        if words:
            output.talk(f"({words})")

    def _date(self, words: str) -> date | None:
        found = parse_phrase(words, self.now, self.settings.date_order)
        if not isinstance(found, date):
            output.talk(f"{words or 'Nothing'} is no single date. Try: fri, 24 nov, in 3 weeks.")
            return None
        if (found.date() if isinstance(found, datetime) else found) < self.today:
            output.talk(f"{short_day(found, self.today)} is past.")
            return None
        return found

    # helpers

    def ask(self, question: str) -> str:
        """One answer; raises Ended at the end of the input."""
        answer = output.ask_line(question)
        if answer is None:
            raise Ended
        return answer

    def _next(self) -> AgendaItem | None:
        pages = queue(self.store.reader, self.today)
        rows = list(pages.first(PAGE))
        while rows:
            for row in rows:
                if (row.kind, row.id) not in self._passed:
                    return row
            rows = list(pages.after(rows[-1], PAGE))
        return None

    @property
    def rules(self) -> SnoozeRules:
        """Which days suit the owner."""
        return SnoozeRules.of(self.settings)

    @property
    def now(self) -> datetime:
        """The present moment, where the owner is."""
        return self.store.clock.now()

    @property
    def today(self) -> date:
        """The owner's calendar date."""
        return self.now.date()
