"""The contact gate where contact begins: says why not and from when, or lets the act go on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from peer_tui.domain.calendar_days import WEEKDAY_NAMES, relative
from peer_tui.services.outcome import EVERYTHING, Outcome
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from peer_tui.domain.gate import Reach
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


PASSED = "Passed once: the next contact goes through."


def may_contact(
    app: "PeerApp",
    screen: "WorkScreen",
    subject: Subject,
    channel: str,
    then: Callable[[], None],
) -> bool:
    """Go on with `then` if the person may be reached by this way of contact now.

    Where it is held, the message line says why and from when, and nothing happens unless the
    gate was passed for this person; that is used up by it. Returns whether `then` was called.
    """
    found = _reach(app, subject, channel)
    if not found.open and not _use_pass(app, subject):
        app.verbs.refused = (subject.id, channel)
        screen.say(held_words(app, found))
        return False
    if found.advice and found.open:
        screen.say(f"{_capital(found.advice)}.")
    then()
    return True


def advise(app: "PeerApp", screen: "WorkScreen", subject: Subject) -> None:
    """Say that contact is held, where a line is only written down."""
    from peer_tui.storage.queries.reach import any_boundaries

    if not any_boundaries(app.store.reader):
        return
    found = _reach(app, subject, "")
    if not found.open:
        screen.say(f"Held now: {found.why}. What happened can be written down all the same.")


def pass_once(app: "PeerApp", screen: "WorkScreen", subject: Subject) -> None:
    """Ask why, keep the reason in the history, and let the next contact through."""
    from peer_tui.services import wishes
    from peer_tui.tui.bars.bar_question import BarQuestion
    from peer_tui.tui.bars.saving import ask_to_save

    person_id, channel = app.verbs.refused
    found = _reach(app, subject, channel if person_id == subject.id else "")
    if found.open:
        screen.say(f"Nothing is held with {subject.name} now.")
        return
    if app.held.passed(subject.id):
        screen.say(PASSED)
        return
    question = BarQuestion(
        kind="pass",
        prompt=f"Why now, {subject.name}?",
        draft_key=f"pass:{subject.id}",
        placeholder=found.why,
    )

    async def pass_once(reason: str) -> Outcome | None:
        store = app.store
        done = await app.act(lambda: wishes.pass_gate(store, subject.id, found.why, reason))
        if done is not None:
            app.verbs.passes[subject.id] = done.ids[0]
            app.data_changed(EVERYTHING)
        return done

    ask_to_save(screen, question, pass_once)


def held_words(app: "PeerApp", found: "Reach") -> str:
    """ "Held: mail only (agreed 3 Oct). Opens Thu 19 Nov 10:00.  ! passes once"."""
    key = next(iter(app.keymap.keys_of("item.pass_gate")), "")
    passes = f"  {key} passes once" if key else ""
    return f"Held: {found.why}. {opens_words(app, found.opens_at)}.{passes}"


def opens_words(app: "PeerApp", opens_at: "datetime | None") -> str:
    """ "Opens tomorrow 10:00", or that it never does as things stand."""
    if opens_at is None:
        return "It does not open by itself"
    local = opens_at.astimezone()
    at = "" if (local.hour, local.minute) == (0, 0) else f" {local.hour:02}:{local.minute:02}"
    return f"Opens {relative(local.date(), app.today())}{at}"


def clock_there(now: "datetime", zone: "tzinfo") -> str:
    """ "There it is Thu 04:30"."""
    local = now.astimezone(zone)
    day = f"{WEEKDAY_NAMES[local.weekday()][:3]} " if local.date() != now.date() else ""
    return f"There it is {day}{local.hour:02}:{local.minute:02}"


def _reach(app: "PeerApp", subject: Subject, channel: str) -> "Reach":
    from peer_tui.storage.queries.reach import reach

    quiet = app.settings.quiet_hours
    return reach(app.store.reader, subject.id, app.now(), channel, quiet)


def _use_pass(app: "PeerApp", subject: Subject) -> bool:
    """Whether the gate was passed for this person and the reason was not taken back since."""
    passed = app.held.passed(subject.id)
    if app.verbs.passes.pop(subject.id, None) is not None:
        app.data_changed(EVERYTHING)
    return passed


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
