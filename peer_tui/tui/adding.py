"""Quick add in the bar: the live meaning of the line, the choices, the other reading."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.quick_add import PersonRef, QuickAdd, Record, RecordKind, parse
from peer_tui.domain.quick_add_record import (
    PAIR_KINDS,
    PAST_KINDS,
    WISH_KINDS,
    NewPerson,
    SpanKind,
)
from peer_tui.domain.quick_add_words import NEXT_STEP
from peer_tui.services.add_words import asides, asks_for, held_that_day, pair_words, wish_text
from peer_tui.services.outcome import Outcome
from peer_tui.storage.queries.people import names_matching
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from datetime import date

    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

_KIND_WORDS = {
    RecordKind.PROMISE_MINE: "I owe",
    RecordKind.PROMISE_THEIRS: "They owe",
    RecordKind.FOLLOW_UP: "Follow-up",
    RecordKind.INTERACTION: "Log",
    RecordKind.NOTE: "Note",
    RecordKind.PERSON: "Person",
    RecordKind.BOUNDARY: "Boundary",
    RecordKind.PREFERENCE: "Preference",
    RecordKind.NEED: "Need",
    RecordKind.THANKS: "Kindness from",
    RecordKind.KINDNESS: "Kindness to",
    RecordKind.STORY: "Story",
    RecordKind.INTRODUCTION: "Introduction",
    RecordKind.RELATION: "Relation",
    RecordKind.INVITATION: "Invitation",
}


OTHER_READING = "other reading"
_KIND_TO = frozenset({RecordKind.THANKS, RecordKind.KINDNESS})
"""Kinds whose words go on with the name."""
PREVIEW_LINES = 3
"""A line and its next step, and one for notes."""


class Adding:
    """One use of the quick-add bar."""

    def __init__(
        self, app: "PeerApp", subjects: Sequence[Subject], *, lead: str = "", sure: bool = False
    ) -> None:
        """`subjects`: whom the row is about; `lead`: words that stand before every line.

        `sure`: the first words say the kind whatever follows, as a lead always does.
        """
        self._app = app
        self._lead = lead
        self._sure = sure
        self._row_people = [PersonRef(subject.id, subject.name) for subject in subjects]
        self._other_reading = False
        self._last_text = ""

    def question(
        self, *, kind: str, prompt: str, draft_key: str = "", placeholder: str = ""
    ) -> BarQuestion:
        """The question for the bar."""
        return BarQuestion(
            kind=kind,
            prompt=prompt,
            draft_key=draft_key,
            preview=self.preview,
            on_tab=self._take_other_reading,
            preview_lines=PREVIEW_LINES,
            placeholder=placeholder,
            on_backspace=self._date_back_to_words,
            on_pick=self._pick,
        )

    def ask(self, screen: "WorkScreen", question: BarQuestion) -> None:
        """Ask for a line and save it; one that could not be saved is kept as a draft."""
        ask_to_save(screen, question, lambda line: self._app.act(self.saving(self.parse(line))))

    def saving(self, parsed: QuickAdd, closes: Sequence[AgendaItem] = ()) -> Callable[[], Outcome]:
        """The act that saves what was read; whoever is added gets the rhythm of their role."""
        from peer_tui.services import add
        from peer_tui.services.default_day import SnoozeRules

        store, settings = self._app.store, self._app.settings
        return lambda: add.save(
            store,
            parsed,
            allow_new=True,
            closes=closes,
            rhythms=settings.rhythms,
            rules=SnoozeRules.of(settings),
        )

    def parse(self, text: str) -> QuickAdd:
        """The reading of a line, as it would be saved."""

        def people(fragment: str) -> Sequence[PersonRef]:
            found = names_matching(self._app.store.reader, fragment)
            return [PersonRef(id_, name) for id_, name in found]

        parsed = parse(
            self._lead + text,
            self._app.now(),
            people,
            row_person=self._row_people[0] if self._row_people else None,
            order=self._app.settings.date_order,
            working_days=self._app.settings.working_days,
            other_reading=self._other_reading,
            surely_opened=self._sure or bool(self._lead),
        )
        everybody = tuple(self._row_people)
        first = parsed.records[0]
        if len(everybody) > 1 and first.kind in PAST_KINDS and first.people == everybody[:1]:
            shared = replace(parsed.records[0], people=everybody)
            return replace(parsed, records=(shared, *parsed.records[1:]))
        return parsed

    def preview(self, text: str) -> Preview:
        """What the line means, as it stands; blocks Enter where it cannot be saved."""
        if text != self._last_text:
            self._last_text = text
            self._other_reading = self._other_reading and bool(text)
        if not text.strip():
            return Preview("", ok=False)
        parsed = self.parse(text)
        lead = len(self._lead)
        spans = tuple(
            (span.start - lead, span.end - lead)
            for span in parsed.spans
            if span.start >= lead
            and span.kind is not SpanKind.LITERAL
            and text[span.start - lead : span.end - lead] != NEXT_STEP
        )
        if parsed.choices:
            names = "  ".join(f"{n} {who.name}" for n, who in enumerate(parsed.choices[:9], 1))
            return Preview(
                f"Who? Enter, then  {names}", spans, ok=False, pick_at=self._name_end(parsed)
            )
        tab = OTHER_READING if parsed.alternative else ""
        if parsed.refusal:
            other = f" (Tab: {parsed.alternative})" if parsed.alternative else ""
            return Preview(f"{parsed.refusal}{other}", spans, ok=False, tab_words=tab)
        lines = [self.words(one) for one in parsed.records]
        notes = "; ".join(note for note in parsed.notes if note not in lines[0])
        if notes:
            lines.append(f"({notes})")
        confirm = f"creates {', '.join(parsed.new_people)}" if parsed.new_people else ""
        return Preview("\n".join(lines), spans, confirm=confirm, tab_words=tab)

    def words(self, record: Record) -> str:
        """A record as the preview shows it, with what saving it asks of the owner next."""
        today = self._app.today()
        asks = asks_for(record, today)
        held = held_that_day(self._app.store.reader, record, today)
        said = (record_words(record, today), asks, held)
        return " · ".join(filter(None, said))

    def _name_end(self, parsed: QuickAdd) -> int | None:
        span = parsed.choice_span
        return None if span is None else span.end - len(self._lead)

    def _take_other_reading(self, text: str, cursor: int) -> str | None:
        if self.parse(text).alternative is None:
            return None
        self._other_reading = not self._other_reading
        return text

    def _date_back_to_words(self, text: str, cursor: int) -> str | None:
        """Quote the date that ends at the cursor, so that it is read as words."""
        lead = len(self._lead)
        for span in self.parse(text).spans:
            start, end = span.start - lead, span.end - lead
            if span.kind is SpanKind.DATE and end == cursor and start >= 0:
                return f'{text[:start]}"{text[start:end]}"{text[end:]}'
        return None

    def _pick(self, text: str, number: int) -> str | None:
        parsed = self.parse(text)
        span = parsed.choice_span
        if span is None or number > len(parsed.choices):
            return None
        lead = len(self._lead)
        name = parsed.choices[number - 1].name
        return f'{text[: span.start - lead]}@"{name}"{text[span.end - lead :]}'


def record_words(record: Record, today: "date") -> str:
    """A record as the preview shows it: kind, person, text, date."""
    pair = record.kind in PAIR_KINDS
    names = (" and " if pair else ", ").join(person.name for person in record.people)
    new = any(isinstance(person, NewPerson) for person in record.people)
    kind = str(record.aspect).capitalize() if record.aspect else _KIND_WORDS[record.kind]
    if record.kind is RecordKind.RELATION:
        names, text = pair_words(record), ""
    elif record.kind in WISH_KINDS:
        text = wish_text(record, today)
    elif record.kind is RecordKind.INTRODUCTION:
        text = f"about {record.text}" if record.text else ""
    else:
        text = record.text or names
    if record.kind is RecordKind.PERSON:
        names = ""
    elif new:
        names += " (new)"
    parts = [f"{kind} {names}"] if record.kind in _KIND_TO else [kind, names]
    parts.extend([text, *asides(record)])
    head = " · ".join(part for part in parts if part)
    return head + _when_words(record, today) + _extra_words(record)


def _when_words(record: Record, today: "date") -> str:
    if record.due is None:
        promise = record.kind in (RecordKind.PROMISE_MINE, RecordKind.PROMISE_THEIRS)
        no_check = " · no day to check" if record.kind is RecordKind.NEED else ""
        return " · no date" if promise else no_check
    at = record.time.strftime(" %H:%M") if record.time else ""
    check = "check " if record.kind is RecordKind.NEED else ""
    return f" · {check}{short_day(record.due, today)}{at}"


def _extra_words(record: Record) -> str:
    extra = [point.value for point in record.contact_points]
    if record.recurrence is not None:
        extra.append(record.recurrence.words)
    if record.channel:
        extra.append(f"by {record.channel}")
    extra.extend(f"#{tag}" for tag in record.tags)
    if record.starred:
        extra.append("★")
    return "".join(f" · {word}" for word in extra)
