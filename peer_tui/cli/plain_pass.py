"""The daily pass in plain lines: what is asked, and what each letter does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.cli.words import sentence
from peer_tui.domain.agenda import AgendaItem, ItemKind, why_first
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.dates import parse_phrase
from peer_tui.domain.history import Channel
from peer_tui.domain.people import ContactKind
from peer_tui.domain.quick_add import PersonRef, QuickAdd, parse
from peer_tui.domain.text import clean_line
from peer_tui.errors import PeerError
from peer_tui.services import items, undo
from peer_tui.services.add import known_people
from peer_tui.services.default_day import SnoozeRules, default_day
from peer_tui.storage.queries.agenda import due_counts, queue

if TYPE_CHECKING:
    from peer_tui.services.outcome import Outcome
    from peer_tui.settings.schema import Settings
    from peer_tui.storage.store import Store

PAGE = 50
LETTERS = """\
d done (a promise: kept)      l TEXT log and done; " > " adds the next step
s snooze to the day shown     S DATE snooze until
r DATE another date           x let go (a promise: released)
n TEXT note, the row stays    i all about the person
c call                        m mail
t TEXT thank or applaud       b what was agreed about contact
! WHY pass once what is held  . the same once more, on this row
u undo   U redo               Enter the next row, this one stays   q quit"""
ASKED = "d l s S r x n c m t b i u, s snoozes to {}, Enter next, ? letters, q quit: "
REPEATED = frozenset("dxsSrlnt")
"""Letters that the full stop repeats, with the words typed after them."""
UNANSWERED = {"2": "no answer", "3": "left a voicemail"}
"""What is logged of a call that nobody took."""


class Ended(Exception):
    """The owner has had enough, or the input is over."""


class PlainPass:
    """One pass through what is due."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._passed: set[tuple[ItemKind, int]] = set()
        self._handled = 0
        self._last: tuple[str, str] | None = None
        self._let_through: int | None = None
        """The person whose held contact was passed, once."""
        self._acts: dict[str, Callable[[AgendaItem, str], None]] = {
            "d": lambda item, _: self._do(lambda: items.done(store, [item])),
            "x": lambda item, _: self._do(lambda: items.let_go(store, [item])),
            "s": lambda item, _: self._snooze(item, None),
            "S": self._snooze_until,
            "r": self._reschedule,
            "l": self._log,
            "n": self._note,
            "c": self._call,
            "m": self._mail,
            "t": self._thank,
            "b": lambda item, _: self._tell_wishes(item),
            "!": self._pass_once,
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
            while (item := self._next()) is not None:
                if item != shown:
                    self._show(item)
                    shown = item
                letter, _, rest = self._ask(self._question(item)).partition(" ")
                if letter == "q":
                    break
                if letter == "." and self._last is not None:
                    letter, rest = self._last
                self._act(item, letter, rest.strip())
        except Ended:
            pass
        output.data(self._last_words())

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
        counts = due_counts(self._store.reader, self._today)
        number = counts.late + counts.today
        return f"{number} due, {counts.late} late." if number else "Nothing is due. Enjoy it."

    def _show(self, item: AgendaItem) -> None:
        output.data("")
        output.data(sentence(item, self._today))
        output.data(f"Why now: {why_first(item, self._today)}.")

    def _question(self, item: AgendaItem) -> str:
        rules = SnoozeRules.of(self._settings)
        day = default_day(self._store.reader, item, self._today, rules)
        return ASKED.format(short_day(day, self._today))

    def _last_words(self) -> str:
        waiting = f", {len(self._passed)} left for later" if self._passed else ""
        return f"{self._handled} handled{waiting}. {self._count()}"

    def _tell_about(self, item: AgendaItem) -> None:
        from peer_tui.cli.briefing_text import briefing_lines
        from peer_tui.services.briefing import brief

        briefing = brief(self._store.reader, item.person_id) if item.person_id else None
        if briefing is None:
            output.talk("This row is about nobody in particular.")
            return
        for line in briefing_lines(briefing, self._today):
            output.data(line)

    # what is done

    def _do(self, call: Callable[[], Outcome]) -> None:
        outcome = call()
        self._handled += 1
        output.data(f"{outcome.message} u takes it back.")

    def _turn_back(self, call: Callable[[Store], Outcome]) -> None:
        output.data(call(self._store).message)
        self._handled = max(0, self._handled + (1 if call is undo.redo else -1))

    def _snooze(self, item: AgendaItem, until: date | None) -> None:
        rules = SnoozeRules.of(self._settings)
        self._do(lambda: items.snooze(self._store, [item], until, rules))

    def _snooze_until(self, item: AgendaItem, words: str) -> None:
        found = self._date(words or self._ask("Until when: "))
        if found is not None:
            self._snooze(item, found.date() if isinstance(found, datetime) else found)

    def _reschedule(self, item: AgendaItem, words: str) -> None:
        found = self._date(words or self._ask("To which day: "))
        if found is None:
            return
        at = found.time() if isinstance(found, datetime) else None
        on = found.date() if isinstance(found, datetime) else found
        self._do(lambda: items.reschedule(self._store, [item], on, at))

    def _date(self, words: str) -> date | None:
        found = parse_phrase(words, self._now, self._settings.date_order)
        if not isinstance(found, date):
            output.talk(f"{words or 'Nothing'} is no single date. Try: fri, 24 nov, in 3 weeks.")
            return None
        if (found.date() if isinstance(found, datetime) else found) < self._today:
            output.talk(f"{short_day(found, self._today)} is past.")
            return None
        return found

    def _log(self, item: AgendaItem, text: str) -> None:
        self._write(item, "log", text or self._ask("What happened: "), closes=[item])

    def _note(self, item: AgendaItem, text: str) -> None:
        self._write(item, "note", text or self._ask("What to remember: "), closes=[])

    def _write(self, item: AgendaItem, kind: str, text: str, closes: list[AgendaItem]) -> None:
        from peer_tui.services.add import save

        line = self._read(item, f"{kind} {text}")
        if line is not None:
            self._do(lambda: save(self._store, line, allow_new=False, closes=closes))

    def _read(self, item: AgendaItem, text: str) -> QuickAdd | None:
        """The line about the person of the row; None when it was refused, which was said."""
        if item.person_id is None:
            output.talk("This row is about nobody; the history needs a person.")
            return None
        line = parse(
            text,
            self._now,
            known_people(self._store.reader),
            row_person=PersonRef(item.person_id, item.person_name),
            order=self._settings.date_order,
            working_days=self._settings.working_days,
        )
        refusal = line.refusal
        if line.new_people:
            refusal = f"nobody is called {' and '.join(line.new_people)} yet."
        if refusal is not None:
            output.talk(f"Not saved: {refusal}")
            return None
        return line

    # contact

    def _call(self, item: AgendaItem, _: str) -> None:
        from peer_tui.services import contact

        numbers = self._ways(item, ContactKind.PHONE, "phone number")
        if not numbers:
            return
        output.data(", ".join(numbers))
        ended = self._ask("1 spoke, 2 no answer, 3 left a voicemail, Enter nothing: ")
        person = PersonRef(item.person_id or 0, item.person_name)
        if ended == "1":
            line = self._read(item, f"log {self._ask('What was said: ') or 'call'}")
            if line is not None:
                self._do(lambda: contact.spoke(self._store, line, [item]))
        elif ended in UNANSWERED:
            text = UNANSWERED[ended]
            output.data(contact.not_reached(self._store, person, text).message)

    def _mail(self, item: AgendaItem, _: str) -> None:
        from peer_tui.services import contact

        addresses = self._ways(item, ContactKind.EMAIL, "mail address")
        if not addresses:
            return
        output.data(", ".join(addresses))
        if self._ask("1 it was sent, Enter it was not: ") == "1":
            text = self._ask("About what: ")
            person = PersonRef(item.person_id or 0, item.person_name)
            output.data(contact.mail_sent(self._store, person, text).message)

    def _ways(self, item: AgendaItem, kind: ContactKind, words: str) -> list[str]:
        """The numbers or addresses, unless a boundary holds the contact; what is so is said."""
        from peer_tui.storage.queries.person import person as read_person
        from peer_tui.storage.queries.reach import reach

        person = read_person(self._store.reader, item.person_id) if item.person_id else None
        if person is None or item.person_id is None:
            output.talk("This row is about nobody in particular.")
            return []
        channel = Channel.PHONE if kind is ContactKind.PHONE else Channel.EMAIL
        quiet = self._settings.quiet_hours
        found = reach(self._store.reader, item.person_id, self._now, channel, quiet)
        passed, self._let_through = self._let_through == item.person_id, None
        if not found.open and not passed:
            opens = found.opens_at
            when = f"; opens {opens.astimezone():%a %-d %b %H:%M}" if opens else ""
            output.talk(f"Held: {found.why}{when}. ! and a reason passes once.")
            return []
        if found.advice:
            output.talk(f"({found.advice})")
        ways = [
            clean_line(point.value)
            for point in person.contact_points
            if point.kind is kind and not point.do_not_use
        ]
        if not ways:
            output.talk(f"{clean_line(person.name)} has no {words}.")
        return ways

    def _thank(self, item: AgendaItem, text: str) -> None:
        from peer_tui.services import contact
        from peer_tui.storage.queries.thanks import oldest_thanks

        owed = oldest_thanks(self._store.reader, item.person_id) if item.person_id else None
        if owed is None:
            output.talk("Nothing to thank for here.")
            return
        output.data(sentence(owed, self._today))
        words = text or self._ask("Your words: ")
        self._do(lambda: contact.thank(self._store, [owed], words))

    def _tell_wishes(self, item: AgendaItem) -> None:
        from peer_tui.services.wishes import wish_words
        from peer_tui.storage.queries.reach import boundaries, preferences

        reader, who = self._store.reader, item.person_id
        wishes = [*boundaries(reader, who), *preferences(reader, who)] if who else []
        for wish in wishes:
            output.data(wish_words(wish, self._today))
        if not wishes:
            output.talk("Nothing was agreed or asked for.")

    def _pass_once(self, item: AgendaItem, reason: str) -> None:
        from peer_tui.services.wishes import pass_gate
        from peer_tui.storage.queries.reach import reach

        who = item.person_id
        held = reach(self._store.reader, who, self._now) if who else None
        if who is None or held is None or held.open:
            output.talk("Nothing is held here.")
            return
        why = reason or self._ask("Why now, although it is held: ")
        output.data(pass_gate(self._store, who, held.why, why).message)
        self._let_through = who

    # helpers

    def _ask(self, question: str) -> str:
        answer = output.ask_line(question)
        if answer is None:
            raise Ended
        return answer

    def _next(self) -> AgendaItem | None:
        pages = queue(self._store.reader, self._today)
        rows = list(pages.first(PAGE))
        while rows:
            for row in rows:
                if (row.kind, row.id) not in self._passed:
                    return row
            rows = list(pages.after(rows[-1], PAGE))
        return None

    @property
    def _now(self) -> datetime:
        return self._store.clock.now()

    @property
    def _today(self) -> date:
        return self._now.date()
