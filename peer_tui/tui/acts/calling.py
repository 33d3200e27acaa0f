"""The call: the card with the number, then what came of it."""

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Channel
from peer_tui.domain.links import dialled, tel
from peer_tui.domain.people import ContactKind, Person
from peer_tui.domain.quick_add_words import line_of_call
from peer_tui.storage.queries.card import Card, card
from peer_tui.tui.acts.reaching import Contact, contact_of, move_on, none_yet, through_gate
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.modals.call_card import CallCard, CallResult, Number
from peer_tui.tui.panes.card import days_ago
from peer_tui.tui.panes.words import item_tag, item_text, item_when
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from datetime import date

    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the call card for the row, or say why there is none."""
    call(app, screen)
    return True


def call(app: "PeerApp", screen: "WorkScreen") -> None:
    """Call whom the row is about; of several marked rows, the first."""
    contact = contact_of(app, screen)
    if contact is None:
        return
    numbers = numbers_of(contact.person)
    if not numbers:
        screen.say(none_yet(app, "number", contact.person))
        return

    def go_on(advice: str) -> None:
        _open_card(app, screen, contact, numbers, advice)

    through_gate(app, screen, contact, Channel.PHONE, go_on)


def numbers_of(person: Person) -> list[Number]:
    """The telephone numbers of a person, those not to be used last."""
    numbers = [
        Number(point.value, dialled(point), point.label, point.do_not_use)
        for point in person.contact_points
        if point.kind is ContactKind.PHONE
    ]
    return sorted(numbers, key=lambda number: number.do_not_use)


def _open_card(
    app: "PeerApp", screen: "WorkScreen", contact: Contact, numbers: list[Number], advice: str
) -> None:
    assert contact.person.id is not None
    found = card(app.store.reader, contact.person.id)
    facts = list(filter(None, (advice,)))
    if found is not None:
        facts += _facts(found, contact, app.today())
    title = f"Call {contact.person.name}{contact.first_words}"
    panel = CallCard(title, facts, numbers, partial(_dial, app), contact.closing)

    def came_of_it(result: CallResult | None) -> None:
        if result in (CallResult.SPOKE, CallResult.SPOKE_OPEN):
            _ask_what_was_said(app, screen, contact, closes=result is CallResult.SPOKE)
        elif result is not None:
            app.start(_log_unanswered(app, screen, contact, result))

    app.push_screen(panel, came_of_it)


def _facts(found: Card, contact: Contact, today: "date") -> list[str]:
    """What stands between us: the row first, then all that is due, then the last contact."""
    due = [*found.mine.first, *found.follow_ups, *found.theirs.first]
    rows = [item for item in contact.chosen.items if item_text(item, today)]
    ids = {item.id for item in rows}
    rows += [item for item in due if item.due_on <= today and item.id not in ids]
    facts = [
        f"{item_tag(item)}  {item_text(item, today)}, {item_when(item, today, short=False)}"
        for item in rows
    ]
    last = found.person.last_contact_on
    if last is not None:
        facts.append(f"Last contact {short_day(last, today)} ({days_ago(last, today)})")
    return facts


def _dial(app: "PeerApp", number: Number) -> str:
    """Copy the number and have it dialled; what was done, in words."""
    from peer_tui.tui.clipboard import copy
    from peer_tui.tui.outside import open_link

    if not number.dialled:
        copy(app, number.shown, os.environ)
        return "Copied as written; it is no number to dial."
    copy(app, number.dialled, os.environ)
    refusal = open_link(tel(number.dialled), os.environ)
    return f"Copied; {refusal}." if refusal else "Copied, and handed to the dialler."


async def _log_unanswered(
    app: "PeerApp", screen: "WorkScreen", contact: Contact, result: CallResult
) -> None:
    from peer_tui.services import contact as contacts

    text = contacts.VOICEMAIL if result is CallResult.VOICEMAIL else contacts.NO_ANSWER
    outcome = await app.act(
        lambda: contacts.not_reached(app.store, contact.ref, text), repeats=True
    )
    if outcome is not None:
        _acted(app, screen, contact)


def _acted(app: "PeerApp", screen: "WorkScreen", contact: Contact) -> None:
    app.verbs.remember(partial(call, app))
    move_on(screen, contact)


# what was said


def _ask_what_was_said(
    app: "PeerApp", screen: "WorkScreen", contact: Contact, *, closes: bool
) -> None:
    from peer_tui.tui.adding import Adding

    person = contact.person
    assert person.id is not None
    adding = Adding(app, (Subject(person.id, person.name),), lead="log ")

    def preview(text: str) -> Preview:
        line = line_of_call(text)
        seen = adding.preview(line)
        return seen if line == text else replace(seen, spans=())

    closing = f" + {contact.closing}" if closes and contact.closing else ""
    question = replace(
        adding.question(
            kind="item.call",
            prompt=f"Call{closing}, {person.name}:",
            draft_key=f"item.call:{person.id}",
            placeholder="what was said; Enter alone logs a call  > next step by fri",
        ),
        multiline=True,
        allow_empty=True,
        preview=preview,
    )
    items = contact.always_closes or (contact.chosen.items if closing else ())

    async def save(text: str) -> None:
        from peer_tui.services import contact as contacts
        from peer_tui.services.default_day import SnoozeRules

        parsed = adding.parse(line_of_call(text))
        outcome = None
        if parsed.refusal:
            screen.say(parsed.refusal)
        else:
            rules, rhythms = SnoozeRules.of(app.settings), app.settings.rhythms
            spoke = partial(contacts.spoke, app.store, parsed, items, rules, rhythms)
            outcome = await app.act(spoke, repeats=True)
        if outcome is None:
            _keep(screen, question, text)
        else:
            _acted(app, screen, contact)

    def answered(text: str | None) -> None:
        if text is not None:
            app.start(save(text))

    screen.ask(question, answered)


def _keep(screen: "WorkScreen", question: BarQuestion, text: str) -> None:
    if text.strip():
        screen.bar.keep_draft(question, text)
