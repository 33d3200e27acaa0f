"""What a quick-add line makes, said in words: for the message, the journal and the preview."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from peer_tui.domain.boundaries import Boundary, agreed_words, near_date
from peer_tui.domain.calendar_days import day_text, relative
from peer_tui.domain.needs import sides_words
from peer_tui.domain.preferences import Preference, preference_words
from peer_tui.domain.quick_add_record import PAST_KINDS, PersonRef, Record, RecordKind
from peer_tui.domain.stories import APPLAUDED, StoryAspect

if TYPE_CHECKING:
    from peer_tui.storage.reader import Reader


def describe(record: Record, today: date) -> str:
    """The record in words: `promise to Maria Lopez: send quote, Fri 20 Nov`."""
    who = " and ".join(person.name for person in record.people)
    kind = record.kind
    if kind is RecordKind.PERSON:
        return f"added {record.text}"
    if kind is RecordKind.PREFERENCE:
        return f"{who} {wish_text(record, today)}"
    if kind is RecordKind.RELATION:
        return pair_words(record)
    if kind is RecordKind.INTRODUCTION:
        about = f", about {record.text}" if record.text else ""
        return f"introduction of {who}{about}"
    words = [f"{_head(record, who)}: {record.text}"]
    if kind is RecordKind.BOUNDARY:
        words = [f"{_head(record, who)}: {wish_text(record, today)}"]
    elif kind is not RecordKind.INVITATION:
        words.append(_when(record, today))
    words.extend(asides(record))
    if record.ask_on is not None:
        words.append(f"asked again {near_date(record.ask_on, today)}")
    return ", ".join(words)


def wish_text(record: Record, today: date) -> str:
    """What was agreed or asked for: "no calls after 18:00", "wants oak, ask again 1 Mar"."""
    if isinstance(record.wish, Boundary):
        return agreed_words(record.wish, today)
    if not isinstance(record.wish, Preference):
        return record.text
    dated = (
        ("said", record.wish.said_on),
        ("acted on", record.wish.acted_on),
        ("ask again", record.wish.reconfirm_on),
    )
    days = [f"{word} {near_date(day, today)}" for word, day in dated if day is not None]
    return ", ".join([preference_words(record.wish), *days])


def pair_words(record: Record) -> str:
    """ "Ana Ruiz works with Ben Okafor"."""
    words = record.tie.words if record.tie else record.text
    return f" {words} ".join(person.name for person in record.people)


def asides(record: Record) -> list[str]:
    """What stands beside the text: what each side gives, whether a story may be shared."""
    said = [sides_words(record.i_give, record.they_give)]
    if record.may_share:
        said.append("may share")
    return [words for words in said if words]


def asks_for(record: Record, today: date) -> str:
    """What it asks of the owner next: thanks, applause, a question on a day; empty for nothing."""
    if record.kind is RecordKind.THANKS:
        return "thanks due today"
    asked = f"asked again {near_date(record.ask_on, today)}" if record.ask_on else ""
    if record.kind is RecordKind.STORY and record.aspect in APPLAUDED:
        return f"applause due today, {asked}" if asked else "applause due today"
    if record.kind is RecordKind.INTRODUCTION:
        return "both are asked first"
    if record.aspect is StoryAspect.HOPE:
        return asked or "no day to ask"
    return asked


def held_that_day(reader: Reader, record: Record, today: date) -> str:
    """What keeps the person from being reached on the day of a next step; "" for nothing."""
    is_step = record.kind in (RecordKind.FOLLOW_UP, RecordKind.PROMISE_MINE)
    who = record.people[0] if record.people else None
    if not is_step or record.due is None or not isinstance(who, PersonRef):
        return ""
    from peer_tui.services.default_day import closed_words

    return closed_words(reader, who.id, record.due, record.channel, today)


def _head(record: Record, who: str) -> str:
    heads = {
        RecordKind.PROMISE_MINE: f"promise to {who}",
        RecordKind.PROMISE_THEIRS: f"promise from {who}",
        RecordKind.FOLLOW_UP: f"follow-up with {who}" if who else "follow-up",
        RecordKind.INTERACTION: f"history with {who}",
        RecordKind.NOTE: f"note on {who}",
        RecordKind.BOUNDARY: f"boundary with {who}",
        RecordKind.NEED: f"need of {who}",
        RecordKind.THANKS: f"kindness from {who}",
        RecordKind.KINDNESS: f"kindness to {who}",
        RecordKind.STORY: f"{record.aspect or 'story'} of {who}",
        RecordKind.INVITATION: f"invitation to {who}",
    }
    return heads[record.kind]


def _when(record: Record, today: date) -> str:
    if record.due is None:
        return "no day to check" if record.kind is RecordKind.NEED else "no date"
    near = record.kind in PAST_KINDS
    day = relative(record.due, today) if near else day_text(record.due)
    if not near and record.due.year != today.year:
        day += f" {record.due.year}"
    if record.kind is RecordKind.NEED:
        day = f"check {day}"
    at = f" {record.time:%H:%M}" if record.time else ""
    every = f", {record.recurrence.words}" if record.recurrence else ""
    return f"{day}{at}{every}"
