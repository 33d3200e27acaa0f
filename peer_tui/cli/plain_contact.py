"""Getting in touch, in plain lines: numbers, addresses, thanks, and what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.cli.words import sentence
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.history import Channel
from peer_tui.domain.people import ContactKind
from peer_tui.domain.quick_add import PersonRef
from peer_tui.domain.text import clean_line

if TYPE_CHECKING:
    from peer_tui.cli.plain_pass import PlainPass
    from peer_tui.services.wishes import Wish

UNANSWERED = {"2": "no answer", "3": "left a voicemail"}
"""What is logged of a call that nobody took."""


class PlainContact:
    """The letters c, m, t, b and ! of the plain pass."""

    def __init__(self, plain_pass: PlainPass) -> None:
        self._pass = plain_pass
        self._let_through: int | None = None
        """The person whose held contact was passed, once."""

    def call(self, item: AgendaItem, _: str) -> None:
        """Say the numbers, and log what came of the call."""
        from peer_tui.services import contact

        numbers = self._ways(item, ContactKind.PHONE, "phone number")
        if not numbers:
            return
        output.data(", ".join(numbers))
        ended = self._pass.ask("1 spoke, 2 no answer, 3 left a voicemail, Enter nothing: ")
        person = PersonRef(item.person_id or 0, item.person_name)
        if ended == "1":
            line = self._pass.read(item, f"log {self._pass.ask('What was said: ') or 'call'}")
            if line is not None:
                self._pass.do(lambda: contact.spoke(self._pass.store, line, [item]))
        elif ended in UNANSWERED:
            text = UNANSWERED[ended]
            output.data(contact.not_reached(self._pass.store, person, text).message)

    def mail(self, item: AgendaItem, _: str) -> None:
        """Say the addresses, and log the mail once it was sent."""
        from peer_tui.services import contact

        addresses = self._ways(item, ContactKind.EMAIL, "mail address")
        if not addresses:
            return
        output.data(", ".join(addresses))
        if self._pass.ask("1 it was sent, Enter it was not: ") == "1":
            text = self._pass.ask("About what: ")
            person = PersonRef(item.person_id or 0, item.person_name)
            output.data(contact.mail_sent(self._pass.store, person, text).message)

    def _ways(self, item: AgendaItem, kind: ContactKind, words: str) -> list[str]:
        """The numbers or addresses, unless a boundary holds the contact; what is so is said."""
        from peer_tui.storage.queries.person import person as read_person
        from peer_tui.storage.queries.reach import reach

        person = read_person(self._pass.store.reader, item.person_id) if item.person_id else None
        if person is None or item.person_id is None:
            output.talk("This row is about nobody in particular.")
            return []
        channel = Channel.PHONE if kind is ContactKind.PHONE else Channel.EMAIL
        quiet = self._pass.settings.quiet_hours
        found = reach(self._pass.store.reader, item.person_id, self._pass.now, channel, quiet)
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

    def thank(self, item: AgendaItem, text: str) -> None:
        """Thank or applaud, where it is owed."""
        from peer_tui.services import contact
        from peer_tui.storage.queries.thanks import oldest_thanks

        owed = oldest_thanks(self._pass.store.reader, item.person_id) if item.person_id else None
        if owed is None:
            output.talk("Nothing to thank for here.")
            return
        output.data(sentence(owed, self._pass.today))
        words = text or self._pass.ask("Your words: ")
        self._pass.do(lambda: contact.thank(self._pass.store, [owed], words))

    def tell_wishes(self, item: AgendaItem) -> None:
        """Say what was agreed and asked for."""
        from peer_tui.services.wishes import wish_words
        from peer_tui.storage.queries.reach import boundaries, preferences

        reader, who = self._pass.store.reader, item.person_id
        wishes: list[Wish] = [*boundaries(reader, who), *preferences(reader, who)] if who else []
        for wish in wishes:
            output.data(wish_words(wish, self._pass.today))
        if not wishes:
            output.talk("Nothing was agreed or asked for.")

    def pass_once(self, item: AgendaItem, reason: str) -> None:
        """Let the next contact through although it is held; the reason is kept."""
        from peer_tui.services.wishes import pass_gate
        from peer_tui.storage.queries.reach import reach

        who = item.person_id
        held = reach(self._pass.store.reader, who, self._pass.now) if who else None
        if who is None or held is None or held.open:
            output.talk("Nothing is held here.")
            return
        why = reason or self._pass.ask("Why now, although it is held: ")
        output.data(pass_gate(self._pass.store, who, held.why, why).message)
        self._let_through = who
