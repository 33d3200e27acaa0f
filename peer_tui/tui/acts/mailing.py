"""The mail: a draft in the owner's mail program, logged only once it is said to be sent."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Channel
from peer_tui.domain.links import mailto
from peer_tui.domain.people import ContactKind, Person
from peer_tui.errors import DataError
from peer_tui.settings.templates import (
    RELEASED,
    Letter,
    fill,
    read_template,
    template_files,
    template_folder,
)
from peer_tui.storage.queries.card import card
from peer_tui.storage.queries.person import person as read_person
from peer_tui.tui.acts.reaching import Contact, contact_of, move_on, none_yet, through_gate
from peer_tui.tui.screens.work import UNDO_HINT
from peer_tui.tui.targets import Targets
from peer_tui.tui.widgets.painted_line import Hint

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

LOG, LOG_AND_DONE = "1", "d"


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open a draft for the row, or what the message line offers it for."""
    offer, app.verbs.offer = app.verbs.offer, None
    if offer is not None and offer[0] == screen.message_line.text:
        offer[1](screen)
    else:
        mail(app, screen)
    return True


def mail(app: "PeerApp", screen: "WorkScreen") -> None:
    """Write to whom the row is about; of several marked rows, the first."""
    contact = contact_of(app, screen)
    if contact is not None:
        mail_to(app, screen, contact)


def mail_to(app: "PeerApp", screen: "WorkScreen", contact: Contact) -> None:
    """Write to this person, where there is an address and the gate is open."""
    address = address_of(contact.person)
    if not address:
        screen.say(_no_address(app, contact.person))
        return
    draft = Draft(app, screen, contact, address)
    through_gate(app, screen, contact, Channel.EMAIL, draft.begin)


def address_of(person: Person) -> str:
    """The preferred e-mail address that may be used; empty without one."""
    for point in person.contact_points:
        if point.kind is ContactKind.EMAIL and not point.do_not_use and "@" in point.value:
            return point.value.strip()
    return ""


def _no_address(app: "PeerApp", person: Person) -> str:
    if any(point.kind is ContactKind.EMAIL for point in person.contact_points):
        return f"No e-mail address of {person.name} is to be used."
    return none_yet(app, "e-mail address", person)


class Draft:
    """One mail on its way: the template, the draft, the question whether it was sent."""

    text_first: ClassVar[bool] = False
    """Whether the text is what is copied where no mail program opens it."""

    def __init__(
        self,
        app: "PeerApp",
        screen: "WorkScreen",
        contact: Contact,
        address: str,
        released: AgendaItem | None = None,
    ) -> None:
        """`released`: the promise that was let go, which the mail is about."""
        self._app = app
        self._screen = screen
        self._contact = contact
        self._address = address
        self._released = released
        self._advice = ""

    def begin(self, advice: str) -> None:
        """Choose the template, where there is a choice, and open the draft."""
        self._advice = advice
        folder = template_folder(self._app.locations.config)
        if self._released is not None:
            told = folder / f"{RELEASED}.md"
            self._open(told if told.is_file() else None)
            return
        files = template_files(folder)
        if len(files) < 2:
            self._open(files[0] if files else None)
            return
        from peer_tui.tui.modals.choice_panel import ChoicePanel

        def chosen(file: Path | None) -> None:
            if file is not None:
                self._open(file)

        name = self._contact.person.name + self._contact.first_words
        panel = ChoicePanel(f"Mail to {name}", [(path.stem, path) for path in files])
        self._app.push_screen(panel, chosen)

    def letter(self, template: Path | None) -> Letter:
        """What the draft says."""
        item = self._released or self._contact.item
        subject = item.text if item is not None and item.kind is not ItemKind.RHYTHM else ""
        if self._released is not None:
            subject = f"About: {subject}"
        return filled(template, subject, values_for(self._app, self._contact.person, item))

    def _open(self, template: Path | None) -> None:
        from peer_tui.tui.modals.line_question import LineQuestion

        letter = self.letter(template)
        words = _open_draft(self._app, self._address, letter, text_first=self.text_first)
        answers = {LOG: "logs it"}
        if self._contact.closing:
            answers[LOG_AND_DONE] = f"also {self._contact.closing}"
        notes = filter(None, (self._advice, letter.warning))
        question = LineQuestion([*notes, f"{words} Sent?"], {**answers, "Esc": "does not"})

        def answered(key: str | None) -> None:
            if key is not None:
                self._app.start(self.log(letter.subject, key))

        self._app.push_screen(question, answered)

    async def log(self, subject: str, key: str) -> None:
        """Keep that it was sent, answered by that key."""
        from peer_tui.services import contact as contacts
        from peer_tui.services.default_day import SnoozeRules

        contact, store = self._contact, self._app.store
        rules = SnoozeRules.of(self._app.settings)
        closes = contact.chosen.items if key == LOG_AND_DONE else contact.always_closes
        outcome = await self._app.act(
            lambda: contacts.mail_sent(store, contact.ref, subject, closes, rules), repeats=True
        )
        if outcome is not None:
            self._app.verbs.remember(partial(mail, self._app))
            move_on(self._screen, contact)


def _open_draft(app: "PeerApp", address: str, letter: Letter, *, text_first: bool) -> str:
    """Open the draft; what was done, in words.

    Without a mail program the address is copied, or with `text_first` the text.
    """
    from peer_tui.tui.clipboard import copy
    from peer_tui.tui.outside import open_link

    refusal = open_link(mailto(address, letter.subject, letter.body), os.environ)
    if not refusal:
        return f"Draft to {address} opened."
    if text_first:
        copy(app, letter.body, os.environ)
        return f"To {address}; the text is copied: {refusal}."
    copy(app, address, os.environ)
    return f"{address} copied: {refusal}."


def filled(path: Path | None, subject: str, values: Mapping[str, str]) -> Letter:
    """The letter of a template, or an empty one; `subject` where it has none of its own."""
    letter = Letter(subject, "")
    if path is not None:
        try:
            letter = fill(read_template(path), values, path.name)
        except DataError as error:
            return Letter(subject, "", str(error))
    return Letter(letter.subject or subject, letter.body, letter.warning)


def values_for(app: "PeerApp", person: Person, item: AgendaItem | None) -> dict[str, str]:
    """What the names in a template stand for."""
    promise = item.text if item is not None else ""
    if not promise and person.id is not None:
        found = card(app.store.reader, person.id)
        owed = found.mine.first if found is not None else ()
        promise = owed[0].text if owed else ""
    last = person.last_contact_on
    return {
        "name": person.name,
        "first": person.given or person.nickname or person.name.split()[0],
        "promise": promise,
        "last": short_day(last, app.today()) if last else "",
        "me": app.store.identity.actor,
    }


# after a promise was let go


def offer_to_tell(app: "PeerApp", screen: "WorkScreen", chosen: Targets) -> None:
    """After one promise was let go: offer to tell the other side, if there is an address."""
    released = chosen.items[0] if len(chosen.items) == 1 else None
    if released is None or released.kind is not ItemKind.PROMISE or released.person_id is None:
        return
    person = read_person(app.store.reader, released.person_id)
    keys = app.keymap.keys_of("item.mail")
    if person is None or not keys or not address_of(person):
        return
    sentence = screen.message_line.text
    # In the place of "again": room for the sentence comes first.
    hints = [UNDO_HINT, Hint(keys[0], "tell them", "item.mail")]
    screen.message_line.show(sentence, hints)

    def tell(front: "WorkScreen") -> None:
        contact = Contact(Targets((), ()), person, 0)
        draft = Draft(app, front, contact, address_of(person), released)
        through_gate(app, front, contact, Channel.EMAIL, draft.begin)

    app.verbs.offer = (sentence, tell)
