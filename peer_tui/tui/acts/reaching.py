"""What a call and a mail have in common: whom they go to, and where the cursor goes then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem, closed_by_contact, closing_word
from peer_tui.domain.people import Person
from peer_tui.domain.quick_add_record import PersonRef
from peer_tui.storage.queries.person import person as read_person
from peer_tui.tui.targets import Subject, Targets, targets

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


@dataclass(frozen=True, slots=True)
class Contact:
    """One person to be reached, and the row it is about."""

    chosen: Targets
    """That row alone."""
    person: Person
    more: int
    """How many rows are marked besides."""

    @property
    def ref(self) -> PersonRef:
        """The person, as the services take them."""
        assert self.person.id is not None
        return PersonRef(self.person.id, self.person.name)

    @property
    def item(self) -> AgendaItem | None:
        """The row, where it is one of the queue."""
        return self.chosen.items[0] if self.chosen.items else None

    @property
    def closing(self) -> str:
        """What being done would do to the row; see `domain.agenda.closing_word`."""
        return closing_word(self.item)

    @property
    def always_closes(self) -> tuple[AgendaItem, ...]:
        """The row, where being in touch is all it asks for."""
        return closed_by_contact(self.item)

    @property
    def first_words(self) -> str:
        """Says that only the first of several marked rows is acted on."""
        return f" (first of {self.more + 1} marked)" if self.more else ""


def contact_of(app: "PeerApp", screen: "WorkScreen") -> Contact | None:
    """Whom the first marked row, or that under the cursor, is about; None says why on screen."""
    marked = screen.targets()
    if not marked.rows:
        screen.say("Nothing here to act on.")
        return None
    chosen = targets(marked.rows[:1], screen.current_subject())
    if not chosen.subjects:
        screen.say("This row is about nobody; there is no one to reach.")
        return None
    person = read_person(app.store.reader, chosen.subjects[0].id)
    if person is None:
        screen.say("This person is no longer there.")
        return None
    return Contact(chosen, person, len(marked.rows) - 1)


def none_yet(app: "PeerApp", what: str, person: Person) -> str:
    """Says that a person has no number or address, and how to add one."""
    keys = app.keymap.keys_of("person.edit")
    how = f" {keys[0]} adds one to the person." if keys else ""
    return f"No {what} for {person.name}.{how}"


def move_on(screen: "WorkScreen", contact: Contact) -> None:
    """On to the next row; of several marked rows only this one is unmarked."""
    view = screen.list_in_use
    if contact.more and view is not None:
        acted_on = contact.chosen.rows[0].id
        view.set_marks(
            key for key in view.marks if not (isinstance(key, tuple) and key[-1] == acted_on)
        )
    else:
        screen.after_verb(contact.chosen)


def through_gate(
    app: "PeerApp",
    screen: "WorkScreen",
    contact: Contact,
    channel: str,
    then: Callable[[str], None],
) -> None:
    """Go on where the person may be reached this way now; `then` gets what is to be minded."""
    from peer_tui.tui.gate_watch import may_contact

    ref = contact.ref
    screen.message_line.clear()
    subject = Subject(ref.id, ref.name)
    may_contact(app, screen, subject, channel, lambda: then(screen.message_line.text))
