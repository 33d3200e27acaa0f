"""Getting in touch, in plain lines: numbers, addresses, thanks, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.cli.words import sentence
from peer_tui.domain.agenda import AgendaItem, closed_by_contact, closing_word
from peer_tui.domain.history import Channel
from peer_tui.domain.people import ContactKind, Person
from peer_tui.domain.quick_add import PersonRef
from peer_tui.domain.text import clean_line

if TYPE_CHECKING:
    from peer_tui.cli.plain_pass import PlainPass
    from peer_tui.domain.gate import Reach
    from peer_tui.services.wishes import Wish

UNANSWERED = {"2": "no answer", "3": "left a voicemail"}
"""What is logged of a call that nobody took."""
NOBODY = "This row is about nobody in particular."


class PlainContact:
    """The letters c, m, t, b and ! of the plain pass."""

    def __init__(self, plain_pass: PlainPass) -> None:
        self._pass = plain_pass
        self._passes: dict[int, int] = {}
        """People whose held contact goes through once, with the entry that says why."""
        self._refused: tuple[int, Channel | str] = (0, "")
        """The person and the way of contact that were held last."""

    def call(self, item: AgendaItem, _: str) -> None:
        """Say the numbers, and log what came of the call."""
        from peer_tui.cli.briefing_text import contact_point_words
        from peer_tui.services import contact

        person = self._person(item)
        if person is None:
            return
        points = [point for point in person.contact_points if point.kind is ContactKind.PHONE]
        if not points:
            output.talk(f"{clean_line(person.name)} has no phone number.")
        if not points or not self._may_contact(person, Channel.PHONE):
            return
        for point in sorted(points, key=lambda point: point.do_not_use):
            output.data(contact_point_words(point))
        closing = closing_word(item)
        spoke = f"1 spoke: {closing}, n spoke: the row stays" if closing else "1 spoke"
        ended = self._pass.ask(f"{spoke}, 2 no answer, 3 left a voicemail, Enter nothing: ")
        if ended == "1" or (ended == "n" and closing):
            closes = (item,) if ended == "1" and closing else closed_by_contact(item)
            self._spoke(item, closes)
        elif ended in UNANSWERED:
            who = PersonRef(item.person_id or 0, item.person_name)
            text = UNANSWERED[ended]
            self._pass.do(lambda: contact.not_reached(self._pass.store, who, text))
        elif ended:
            output.talk(f"{ended} is none of these; nothing was logged.")

    def _spoke(self, item: AgendaItem, closes: Sequence[AgendaItem]) -> None:
        from peer_tui.domain.quick_add_words import line_of_call
        from peer_tui.services import contact

        said = line_of_call(self._pass.ask("What was said: "))
        line = self._pass.lines.read(item, f"log {said}")
        if line is not None:
            store, rules = self._pass.store, self._pass.rules
            rhythms = self._pass.settings.rhythms
            self._pass.do(lambda: contact.spoke(store, line, closes, rules, rhythms))

    def mail(self, item: AgendaItem, _: str) -> None:
        """Say the addresses, and log the mail once it was sent."""
        from peer_tui.services import contact

        person = self._person(item)
        if person is None:
            return
        addresses = _addresses(person)
        if not addresses:
            output.talk(_no_address(person))
        if not addresses or not self._may_contact(person, Channel.EMAIL):
            return
        for address in addresses:
            output.data(address)
        closing = closing_word(item)
        also = f", d it was sent: {closing}" if closing else ""
        sent = self._pass.ask(f"1 it was sent{also}, Enter it was not: ")
        if sent == "1" or (sent == "d" and closing):
            text = self._pass.ask("About what: ")
            who = PersonRef(item.person_id or 0, item.person_name)
            closes = (item,) if sent == "d" else closed_by_contact(item)
            store, rules = self._pass.store, self._pass.rules
            self._pass.do(lambda: contact.mail_sent(store, who, text, closes, rules))
        elif sent:
            output.talk(f"{sent} is none of these; nothing was logged.")

    def tell_both(self, people: Sequence[int]) -> None:
        """Say where a letter to both of these people goes, unless one of them is held.

        Who has no address is named.
        """
        from peer_tui.storage.queries.person import person as read_person

        found = [read_person(self._pass.store.reader, id_) for id_ in people]
        persons = [person for person in found if person is not None]
        reached = {person.id: _addresses(person)[0] for person in persons if _addresses(person)}
        for person in persons:
            if person.id not in reached:
                output.talk(_no_address(person))
            elif not self._may_contact(person, Channel.EMAIL, has_row=False):
                return
        if reached:
            to = "both" if len(reached) == len(people) else "the other"
            output.data(f"Write to {to}: {', '.join(reached.values())}")

    def _person(self, item: AgendaItem) -> Person | None:
        """Whom the row is about; that it is nobody is said."""
        from peer_tui.storage.queries.person import person as read_person

        person = read_person(self._pass.store.reader, item.person_id) if item.person_id else None
        if person is None:
            output.talk(NOBODY)
        return person

    def _may_contact(self, person: Person, channel: Channel, *, has_row: bool = True) -> bool:
        """Whether a boundary lets them be reached this way now; what is so is said.

        Where contact is held, a reason given before lets it through once; one can be given now
        where the row is still there.
        """
        assert person.id is not None
        found = self._reach(person.id, channel)
        if found.open:
            if found.advice:
                output.talk(f"({clean_line(found.advice)})")
            return True
        passed = self.is_passed(person.id)
        self._passes.pop(person.id, None)
        if not passed:
            self._refused = (person.id, channel)
            way_on = " ! and a reason passes once." if has_row else ""
            output.talk(f"{self._held_words(found)}{way_on}")
        return passed

    def _reach(self, person_id: int, channel: Channel | str) -> Reach:
        from peer_tui.storage.queries.reach import reach

        quiet = self._pass.settings.quiet_hours
        return reach(self._pass.store.reader, person_id, self._pass.now, channel, quiet)

    def _held_words(self, found: Reach) -> str:
        from peer_tui.cli.briefing_text import moment_words

        opens = "It does not open by itself"
        if found.opens_at is not None:
            opens = f"Opens {moment_words(found.opens_at, self._pass.today)}"
        return f"Held: {clean_line(found.why)}. {opens}."

    def is_passed(self, person_id: int) -> bool:
        """Whether the next contact goes through although it is held, by a reason that stands."""
        from peer_tui.storage.queries.reach import has_entry

        entry_id = self._passes.get(person_id)
        return entry_id is not None and has_entry(self._pass.store.reader, entry_id)

    def pass_once(self, item: AgendaItem, reason: str) -> None:
        """Let the next contact through although it is held; the reason is kept."""
        from peer_tui.services.wishes import pass_gate

        who = item.person_id
        refused, channel = self._refused
        held = self._reach(who, channel if refused == who else "") if who else None
        if who is None or held is None or held.open:
            output.talk("Nothing is held here.")
            return
        if self.is_passed(who):
            output.talk("Passed once: the next contact goes through.")
            return
        why = reason or self._pass.ask("Why now, although it is held: ")
        done = self._pass.do(lambda: pass_gate(self._pass.store, who, held.why, why))
        self._passes[who] = done.ids[0]

    def thank(self, item: AgendaItem, text: str) -> None:
        """Thank or applaud, where it is owed."""
        from peer_tui.services import contact
        from peer_tui.storage.queries.thanks import oldest_thanks

        owed = oldest_thanks(self._pass.store.reader, item.person_id) if item.person_id else None
        if owed is None:
            output.talk("Nothing to thank for here.")
            return
        output.data(sentence(owed, self._pass.today))
        words = text or self._pass.ask("Your words (Enter: nothing): ")
        if words:
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


def _addresses(person: Person) -> list[str]:
    return [
        clean_line(point.value)
        for point in person.contact_points
        if point.kind is ContactKind.EMAIL and not point.do_not_use
    ]


def _no_address(person: Person) -> str:
    name = clean_line(person.name)
    if any(point.kind is ContactKind.EMAIL for point in person.contact_points):
        return f"No mail address of {name} is to be used."
    return f"{name} has no mail address."
