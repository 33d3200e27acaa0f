"""The verbs: from a key on a row to one service call, and on to the next row."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.services.default_day import SnoozeRules, default_day
from peer_tui.services.outcome import Outcome
from peer_tui.tui import acts
from peer_tui.tui.action_list import BY_ID
from peer_tui.tui.actions import RHYTHM_VERBS, Action, RowKind, acts_on
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import AnyRow, Targets, targets

if TYPE_CHECKING:
    from peer_tui.tui.adding import Adding
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.modals.date_choices import DateChoice
    from peer_tui.tui.welcoming import Welcome

STAYS = frozenset({"item.note"})
"""Verbs after which the cursor stays on its row."""
OFTEN = 3
"""After so many snoozes in a row it is worth a thought whether to put off again."""
ONE_MOVE = 2
"""Ids that come back where one promise got another date: of the move and of its entry."""
SNOOZES = frozenset({"item.snooze", "item.snooze_until"})


class Repeatable(NamedTuple):
    """The last act, ready to be done again on another row."""

    action_id: str
    on: date | None = None
    at: time | None = None
    line: str = ""
    waits_for_reply: bool = False
    spread: bool = False


class Verbs:
    """Runs the verbs of the registry on whatever screen is in front."""

    def __init__(self, app: "PeerApp") -> None:
        self._app = app
        self._last: Repeatable | Callable[[WorkScreen], None] | None = None
        self.passes: dict[int, int] = {}
        """People whom the gate lets through once, with the entry of the history that says why."""
        self.refused: tuple[int, str] = (0, "")
        """The person and the way of contact that were held last."""
        self.offer: tuple[str, Callable[[WorkScreen], None]] | None = None
        """What the mail key does as long as this sentence stands on the message line."""
        self.just_logged: tuple[str, int | None] = ("", None)
        """The entry just logged, as long as this sentence stands on the message line."""
        self.moved: tuple[str, Callable[[WorkScreen], None]] | None = None
        """What the key for notes does as long as this sentence stands on the message line."""
        self.put_off_often: tuple[str, AgendaItem] | None = None
        """What the keys for easing act on as long as this sentence stands on the message line."""

        self.welcome: Welcome | None = None
        """Whom the key for welcoming back is about while its sentence stands."""

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
        moved, self.moved = self.moved, None
        if action.id == "item.note" and moved and moved[0] == screen.message_line.text:
            moved[1](screen)
            return True
        chosen = screen.targets()
        if not acts_on(action, chosen.kind):
            screen.say(self._nothing_to_act_on(action, chosen))
            return True
        chosen = self._with_items(chosen, action.id)
        if action.id in RHYTHM_VERBS and not chosen.items:
            screen.say(self._nothing_behind(chosen, action))
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
        return default_day(self._app.store.reader, item, self._app.today(), self._rules())

    def _rules(self) -> SnoozeRules:
        return SnoozeRules.of(self._app.settings)

    def _with_items(self, chosen: Targets, action_id: str) -> Targets:
        """The rows with the items behind them; without rhythms that the act would not change."""
        if len(chosen.items) == len(chosen.rows):
            return chosen
        from peer_tui.tui.found_items import with_items

        rhythms = action_id in RHYTHM_VERBS
        return with_items(
            self._app.store.reader, chosen, rhythms=rhythms, running=action_id != "item.done"
        )

    def _nothing_behind(self, chosen: Targets, action: Action) -> str:
        if chosen.kind is not RowKind.PERSON:
            return "This is closed already."
        who = chosen.subjects[0].name if len(chosen.subjects) == 1 else "None of them"
        if action.id == "item.let_go":
            return f"{who} has no rhythm to end."
        [key, *_] = (*self._app.keymap.keys_of("person.rhythm"), "")
        gives = f"; {key} gives one" if key else ""
        return f"{who} has no rhythm to put off{gives}."

    def _nothing_to_act_on(self, action: Action, chosen: Targets) -> str:
        if not chosen.rows:
            return "Nothing here to act on."
        ways = ("item.log", "logs"), ("item.note", "notes"), ("person.open", "opens")
        return self._app.keymap.advice(f"“{action.label}” is for what is due; here", *ways)

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
        chosen = self._with_items(chosen, self._last.action_id)
        if self._last.action_id in RHYTHM_VERBS and not chosen.items:
            screen.say(self._nothing_behind(chosen, BY_ID[self._last.action_id]))
            return
        self._app.start(self._run(screen, chosen, self._last))

    async def _run(self, screen: WorkScreen, chosen: Targets, what: Repeatable) -> bool:
        call = self._call(screen, chosen, what)
        day = self._third_snooze(chosen, what)
        done = None if call is None else await self._app.act(call, repeats=True)
        if done is None:
            return False
        self._last = what
        if what.action_id == "item.log" and done.ids:
            self.just_logged = (screen.message_line.text, done.ids[0])
        if what.action_id not in STAYS:
            screen.after_verb(chosen)
        if day is not None:
            from peer_tui.tui.acts.easing import offer_ease

            offer_ease(self._app, screen, chosen.items[0], day)
        if what.action_id == "item.let_go":
            from peer_tui.tui.acts.mailing import offer_to_tell

            offer_to_tell(self._app, screen, chosen)
        if what.action_id == "item.reschedule" and len(done.ids) == ONE_MOVE:
            from peer_tui.tui.acts.promising import offer_why

            offer_why(self._app, screen, chosen.items[0], done.ids)
        return True

    def _call(
        self, screen: WorkScreen, chosen: Targets, what: Repeatable
    ) -> Callable[[], Outcome] | None:
        from peer_tui.services import items

        store, rows = self._app.store, chosen.items
        match what.action_id:
            case "item.done":
                return lambda: items.done(store, rows, rules=self._rules())
            case "item.let_go":
                return lambda: items.let_go(store, rows)
            case "item.snooze_until" if what.spread:
                from peer_tui.tui.putting_off import spread_days

                days = spread_days(self._app, rows)
                return lambda: items.spread(store, rows, days)
            case "item.snooze" | "item.snooze_until":
                rules, waits = self._rules(), what.waits_for_reply
                return lambda: items.snooze(store, rows, what.on, rules, waits_for_reply=waits)
            case "item.reschedule":
                return lambda: items.reschedule(store, rows, what.on, what.at)
        return self._line_call(screen, chosen, what)

    def _line_call(
        self, screen: WorkScreen, chosen: Targets, what: Repeatable
    ) -> Callable[[], Outcome] | None:
        closes = chosen.items if what.action_id == "item.log" else ()
        adding = self._adding(chosen, what.action_id)
        parsed = adding.parse(what.line)
        if parsed.refusal:
            screen.say(parsed.refusal)
            return None
        return adding.saving(parsed, closes)

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

        def save(line: str) -> Awaitable[object]:
            return self._run(screen, chosen, Repeatable(action.id, line=line))

        ask_to_save(screen, replace(question, multiline=True), save)
        if log:
            from peer_tui.tui.gate_watch import advise

            advise(self._app, screen, chosen.subjects[0])

    def _ask_date(self, screen: WorkScreen, chosen: Targets, action: Action) -> None:
        from peer_tui.tui.putting_off import ask_date

        def then(choice: "DateChoice") -> None:
            what = Repeatable(
                action.id,
                on=choice.on,
                at=choice.at,
                waits_for_reply=choice.waits_for_reply,
                spread=choice.spread,
            )
            self._app.start(self._run(screen, chosen, what))

        ask_date(self._app, chosen, action, then)

    def _third_snooze(self, chosen: Targets, what: Repeatable) -> date | None:
        """The day one item is put off to, if that is the third time (sixth, ...) in a row."""
        planned = what.spread or what.waits_for_reply
        if what.action_id not in SNOOZES or planned or len(chosen.items) != 1:
            return None
        item = chosen.items[0]
        third = (item.snooze_count + 1) % OFTEN == 0
        return (what.on or self.snooze_default(item)) if third else None

    def hint_label(self, action_id: str, label: str, screen: WorkScreen) -> str:
        """The words of a hint, with the default shown before the press."""
        row = screen.current_row()
        if action_id != "item.snooze" or row is None:
            return label
        shown = row if isinstance(row, AgendaItem) else self._item_behind(row)
        if shown is None:
            return label
        return f"{label} > {short_day(self.snooze_default(shown), self._app.today())}"

    def _item_behind(self, row: AnyRow) -> AgendaItem | None:
        items = self._with_items(targets([row], None), "item.snooze").items
        return items[0] if items else None
