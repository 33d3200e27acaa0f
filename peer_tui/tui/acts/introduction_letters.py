"""The letter that introduces two people to each other, offered once it is made."""

import os
from typing import TYPE_CHECKING

from peer_tui.domain.history import Channel
from peer_tui.domain.introductions import about_words
from peer_tui.domain.links import mailto
from peer_tui.domain.people import Person
from peer_tui.errors import DataError
from peer_tui.settings.templates import (
    INTRODUCTION,
    Letter,
    fill,
    read_template,
    template_folder,
)
from peer_tui.storage.queries.around import ShownIntroduction
from peer_tui.storage.queries.person import person as read_person
from peer_tui.tui.acts.mailing import address_of
from peer_tui.tui.gate_watch import may_contact
from peer_tui.tui.screens.work import UNDO_HINT
from peer_tui.tui.targets import Subject
from peer_tui.tui.widgets.painted_line import Hint

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def offer_letter(app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction) -> None:
    """After an introduction was made: offer the letter to both, or to who has an address."""
    ids = (shown.introduction.one_id, shown.introduction.other_id)
    people = [found for id_ in ids if (found := read_person(app.store.reader, id_)) is not None]
    keys = app.keymap.keys_of("item.mail")
    if not keys or not any(map(address_of, people)):
        return
    whom = "both" if all(map(address_of, people)) else "one of them"
    hints = [UNDO_HINT, Hint(keys[0], f"write to {whom}", "item.mail")]
    screen.message_line.show(screen.message_line.text, hints)

    def write(front: "WorkScreen") -> None:
        _through_gates(app, front, shown, people)

    app.verbs.offer = (screen.message_line.text, write)


def _through_gates(
    app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction, people: list[Person]
) -> None:
    """Everybody the letter goes to must be open for mail."""
    subjects = [
        Subject(each.id, each.name) for each in people if each.id is not None and address_of(each)
    ]

    def go_on() -> None:
        if subjects:
            may_contact(app, screen, subjects.pop(0), Channel.EMAIL, go_on)
        else:
            _open(app, screen, shown)

    go_on()


def _open(app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction) -> None:
    from peer_tui.tui.clipboard import copy
    from peer_tui.tui.outside import open_link

    ids = (shown.introduction.one_id, shown.introduction.other_id)
    people = [found for id_ in ids if (found := read_person(app.store.reader, id_)) is not None]
    addresses = [address for each in people if (address := address_of(each))]
    letter = _letter(app, shown, people)
    link = link_to(addresses, letter)
    refusal = open_link(link, os.environ)
    to = " and ".join(addresses)
    if refusal:
        copy(app, ", ".join(addresses), os.environ)
        words = f"{to} copied: {refusal}."
    else:
        words = f"Draft to {to} opened."
    without = [f"No address for {each.name}." for each in people if not address_of(each)]
    screen.say(" ".join(filter(None, (words, *without, letter.warning))))


def link_to(addresses: list[str], letter: Letter) -> str:
    """One draft to several addresses (RFC 6068, section 2: apart by commas)."""
    first, *others = addresses
    more = "".join("," + mailto(address).removeprefix("mailto:") for address in others)
    to, mark, fields = mailto(first, letter.subject, letter.body).partition("?")
    return f"{to}{more}{mark}{fields}"


def _letter(app: "PeerApp", shown: ShownIntroduction, people: list[Person]) -> Letter:
    """The owner's template for it, or a few plain words."""
    one, other = (each.given or each.nickname or each.name.split()[0] for each in people)
    about = about_words(shown.introduction.about)
    values = {
        "first": one,
        "other": other,
        "name": shown.one,
        "last": "",
        "promise": shown.introduction.about,
        "me": app.store.identity.actor,
    }
    plain = Letter(
        f"{shown.one} and {shown.other}",
        f"{one}, this is {other}. {other}, this is {one}.\n\n"
        f"You both said that you would like to meet{about}.\n",
    )
    path = template_folder(app.locations.config) / f"{INTRODUCTION}.md"
    if not path.is_file():
        return plain
    try:
        letter = fill(read_template(path), values, path.name)
    except DataError as error:
        return Letter(plain.subject, plain.body, str(error))
    return Letter(letter.subject or plain.subject, letter.body, letter.warning)
