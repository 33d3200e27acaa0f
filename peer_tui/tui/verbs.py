"""The verbs: from a key on a row to one service call, and on to the next row."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem, ItemKind, default_snooze
from peer_tui.domain.calendar_days import short_day
from peer_tui.services.outcome import Outcome
from peer_tui.tui import acts
from peer_tui.tui.actions import BY_ID, Action, acts_on
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Targets

if TYPE_CHECKING:
    from peer_tui.tui.adding import Adding
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.modals.date_choices import DateChoice

LOAD_DAYS = 62
"""Days ahead for which the date panel shows how much is due."""
STAYS = frozenset({"item.note"})
"""Verbs after which the cursor stays on its row."""


@dataclass(frozen=True, slots=True)
class Repeatable:
    """The last act, ready to be done again on another row."""

    action_id: str
    on: date | None = None
    at: time | None = None
    line: str = ""


class Verbs:
    """Runs the verbs of the registry on whatever screen is in front."""

    def __init__(self, app: "PeerApp") -> None:
        self._app = app
        self._last: Repeatable | Callable[[WorkScreen], None] | None = None

    def remember(self, again: Callable[[WorkScreen], None]) -> None:
        """Let the key for "again" call this with the screen in front, until the next act."""
        self._last = again

    def perform(self, screen: WorkScreen, action: Action) -> bool:
        """Run a verb; False when the action is none."""
        if action.id == "edit.again":
            self._again(screen)
            return True
        if not action.id.startswith("item.") or acts.runs(action.id):
            return False
        chosen = screen.targets()
        if not acts_on(action, chosen.kind):
            screen.say(self._nothing_to_act_on(action, chosen))
            return True
        match action.id:
            case "item.done" | "item.snooze" | "item.let_go":
                self._app.start(self._run(screen, chosen, Repeatable(action.id)))
            case "item.snooze_until" | "item.reschedule":
                self._ask_date(screen, chosen, action)
            case "item.log" | "item.note":
                self._ask_line(screen, chosen, action)
        return True

    def snooze_default(self, item: AgendaItem) -> date:
        """The day the snooze key would put the item off to."""
        return default_snooze(item, self._app.today(), self._app.settings.working_days)

    def _nothing_to_act_on(self, action: Action, chosen: Targets) -> str:
        if not chosen.rows:
            return "Nothing here to act on."
        return f"“{action.label}” is for what is due; here l logs, n notes, Enter opens."

    def _again(self, screen: WorkScreen) -> None:
        if self._last is None:
            screen.say("Nothing to do again yet.")
            return
        if not isinstance(self._last, Repeatable):
            self._last(screen)
            return
        chosen = screen.targets()
        if not acts_on(BY_ID[self._last.action_id], chosen.kind):
            screen.say(self._nothing_to_act_on(BY_ID[self._last.action_id], chosen))
            return
        self._app.start(self._run(screen, chosen, self._last))

    async def _run(self, screen: WorkScreen, chosen: Targets, what: Repeatable) -> bool:
        call = self._call(screen, chosen, what)
        if call is None or await self._app.act(call) is None:
            return False
        self._last = what
        if what.action_id not in STAYS:
            screen.after_verb(chosen)
        return True

    def _call(
        self, screen: WorkScreen, chosen: Targets, what: Repeatable
    ) -> Callable[[], Outcome] | None:
        from peer_tui.services import items

        store, rows = self._app.store, chosen.items
        match what.action_id:
            case "item.done":
                return lambda: items.done(store, rows)
            case "item.let_go":
                return lambda: items.let_go(store, rows)
            case "item.snooze":
                working_days = self._app.settings.working_days
                return lambda: items.snooze(store, rows, working_days=working_days)
            case "item.snooze_until":
                return lambda: items.snooze(store, rows, what.on)
            case "item.reschedule":
                return lambda: items.reschedule(store, rows, what.on, what.at)
        return self._line_call(screen, chosen, what)

    def _line_call(
        self, screen: WorkScreen, chosen: Targets, what: Repeatable
    ) -> Callable[[], Outcome] | None:
        from peer_tui.services import add

        closes = chosen.items if what.action_id == "item.log" else ()
        adding = self._adding(chosen, what.action_id)
        parsed = adding.parse(what.line)
        if parsed.refusal:
            screen.say(parsed.refusal)
            return None
        store = self._app.store
        return lambda: add.save(store, parsed, allow_new=True, closes=closes)

    def _adding(self, chosen: Targets, action_id: str) -> "Adding":
        from peer_tui.tui.adding import Adding

        lead = "log " if action_id == "item.log" else "note "
        return Adding(self._app, chosen.subjects, lead=lead)

    def _ask_line(self, screen: WorkScreen, chosen: Targets, action: Action) -> None:
        if not chosen.subjects:
            screen.say("This row is about nobody; a log entry needs a person.")
            return
        log = action.id == "item.log"
        names = ", ".join(subject.name for subject in chosen.subjects[:3])
        prompt = f"{'Log' if log else 'Note'}, {names}:"
        question = self._adding(chosen, action.id).question(
            kind=action.id,
            prompt=prompt,
            draft_key=f"{action.id}:{chosen.subjects[0].id}",
            placeholder="what happened  > next step by fri" if log else "what to remember",
        )

        async def save(line: str) -> None:
            if not await self._run(screen, chosen, Repeatable(action.id, line=line)):
                screen.bar.keep_draft(question, line)

        def answered(line: str | None) -> None:
            if line is not None:
                self._app.start(save(line))

        screen.ask(replace(question, multiline=True), answered)

    def _ask_date(self, screen: WorkScreen, chosen: Targets, action: Action) -> None:
        from peer_tui.storage.queries.promises import due_load
        from peer_tui.tui.modals.date_panel import DatePanel

        today = self._app.today()
        first = chosen.items[0]
        verb = "Snooze" if action.id == "item.snooze_until" else action.label
        what = f"{first.person_name or first.text}" if len(chosen.items) == 1 else ""
        title = f"{verb} {what or f'{len(chosen.items)} items'} until"
        if action.id == "item.reschedule":
            title = title.removesuffix(" until") + " to"
        last = date.fromordinal(today.toordinal() + LOAD_DAYS)
        panel = DatePanel(
            title,
            self._app.now().replace(tzinfo=None),
            self.snooze_default(first),
            due_load(self._app.store.reader, today, last),
            allow_someday=action.id == "item.reschedule"
            and all(item.kind is ItemKind.PROMISE for item in chosen.items),
            order=self._app.settings.date_order,
        )

        def chosen_day(choice: "DateChoice | None") -> None:
            if choice is not None:
                what = Repeatable(action.id, on=choice.on, at=choice.at)
                self._app.start(self._run(screen, chosen, what))

        self._app.push_screen(panel, chosen_day)

    def hint_label(self, action_id: str, label: str, screen: WorkScreen) -> str:
        """The words of a hint, with the default shown before the press."""
        row = screen.current_row()
        if action_id == "item.snooze" and isinstance(row, AgendaItem):
            return f"{label} > {short_day(self.snooze_default(row), self._app.today())}"
        return label
