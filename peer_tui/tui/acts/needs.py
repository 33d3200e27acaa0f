"""Whether a need is solved: one key says it, one line holds it in their words."""

from dataclasses import replace
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.needs import OWN_OPINION, UNSOLVED, NeedOutcome
from peer_tui.domain.quick_add_record import RecordKind
from peer_tui.services import needs as service
from peer_tui.services.default_day import SnoozeRules
from peer_tui.services.needs import PromiseToSolve
from peer_tui.storage.queries.needs import need_of_follow_up, need_row
from peer_tui.storage.rows import NeedRow
from peer_tui.tui.adding import Adding
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.domain.quick_add_record import QuickAdd
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

GONE = "This need is no longer there; it was removed elsewhere."
NO_NEED = "This asks about no need that is written down"
CHOICES = (
    ("solved", NeedOutcome.SOLVED),
    ("partly solved", NeedOutcome.PARTLY),
    ("not solved", NeedOutcome.NOT),
    ("no answer", NeedOutcome.NO_ANSWER),
)


def ask(app: "PeerApp", screen: "WorkScreen", item: AgendaItem) -> None:
    """Ask whether the need behind a solved-check is solved."""
    need_id = need_of_follow_up(app.store.reader, item.id)
    if need_id is None:
        screen.say(app.keymap.advice(NO_NEED, ("item.log", "logs what they said")))
        return
    ask_need(app, screen, need_id, item)


def ask_need(
    app: "PeerApp", screen: "WorkScreen", need_id: int, asking: AgendaItem | None = None
) -> None:
    """Ask whether the need is solved; `asking` is the row that asks it, if one does."""
    need = need_row(app.store.reader, need_id)
    if need is None:
        screen.say(GONE)
        return
    _Answer(app, screen, need, asking).begin()


class _Answer:
    """One answer on its way: the outcome, their words, what I promise where it is not solved."""

    def __init__(
        self, app: "PeerApp", screen: "WorkScreen", need: NeedRow, asking: AgendaItem | None
    ) -> None:
        self._app = app
        self._asking = asking
        self._screen = screen
        self._need = need
        self._outcome = NeedOutcome.OPEN
        self._words = ""
        self._typed: list[tuple[BarQuestion, str]] = []
        """What was typed so far: drafts, should it not be saved."""

    def begin(self) -> None:
        """One key for the outcome."""
        title = f"Is it solved?  {self._need.person_name}: {self._need.text}"
        panel = ChoicePanel(title, CHOICES, esc_words="leaves it open")
        self._app.push_screen(panel, self._chosen)

    def _chosen(self, outcome: NeedOutcome | None) -> None:
        if outcome is None:
            return
        self._outcome = outcome
        if outcome is NeedOutcome.NO_ANSWER:
            self._app.start(self._save(None))
        else:
            self._ask_words()

    def _ask_words(self) -> None:
        question = BarQuestion(
            kind="need answer",
            prompt=f"Their words, {self._need.person_name}:",
            placeholder=f"empty: {OWN_OPINION}",
            draft_key=f"need answer:{self._need.id}",
            preview=self._preview,
            allow_empty=True,
        )

        def answered(words: str | None) -> None:
            if words is None:
                return
            self._words = words
            self._typed.append((question, words))
            if self._outcome in UNSOLVED:
                self._ask_promise()
            else:
                self._app.start(self._save(None))

        self._screen.ask(question, answered)

    def _preview(self, text: str) -> Preview:
        head = next(words for words, outcome in CHOICES if outcome is self._outcome)
        who = f"“{text.strip()}”" if text.strip() else OWN_OPINION
        return Preview(f"{self._need.text} · {head} · {who}")

    def _ask_promise(self) -> None:
        promising = _Promising(self._app, self._need)
        question = promising.question(
            kind="item.promise",
            prompt=f"I owe {self._need.person_name}:",
            draft_key=f"need promise:{self._need.id}",
            placeholder="what I do about it, by fri",
        )
        question = replace(question, initial=promising.offered(), esc_words="no promise")

        def answered(line: str | None) -> None:
            if line is None:
                self._app.start(self._save(None))
                return
            self._typed.append((question, line))
            self._app.start(self._save(promising.promise(line)))

        self._screen.ask(question, answered)

    async def _save(self, promise: PromiseToSolve | None) -> None:
        need, outcome, words = self._need, self._outcome, self._words
        store, screen = self._app.store, self._screen
        chosen, asking = screen.targets(), self._asking
        rules = SnoozeRules.of(self._app.settings)
        saved = await self._app.act(
            lambda: service.answer(store, need, outcome, words, promise, asking=asking, rules=rules)
        )
        if saved is not None:
            screen.after_verb(chosen)
            return
        for question, line in self._typed:
            screen.bar.keep_draft(question, line)


class _Promising(Adding):
    """The quick-add bar for the one promise that is to solve a need."""

    def __init__(self, app: "PeerApp", need: NeedRow) -> None:
        super().__init__(app, [Subject(need.person_id, need.person_name)], lead="promise ")
        self._need = need

    def preview(self, text: str) -> Preview:
        """What I would owe; blocks Enter for anything but one promise to this person."""
        preview = super().preview(text)
        if preview.ok and not self._is_one(self.parse(text)):
            name = self._need.person_name
            return Preview(f"One promise of mine to {name} stands here.", preview.spans, ok=False)
        return preview

    def _is_one(self, parsed: "QuickAdd") -> bool:
        if len(parsed.records) != 1 or parsed.records[0].kind is not RecordKind.PROMISE_MINE:
            return False
        return [getattr(who, "id", 0) for who in parsed.records[0].people] == [self._need.person_id]

    def offered(self) -> str:
        """The need as the text of a promise; between quotation marks where it would be misread."""
        text = self._need.text
        parsed = self.parse(text)
        if not parsed.refusal and self._is_one(parsed):
            record = parsed.records[0]
            if record.text == text and record.due is None and not record.tags:
                return text
        return f'"{text.replace(chr(34), "")}"'

    def promise(self, line: str) -> PromiseToSolve:
        """What the line says."""
        record = self.parse(line).records[0]
        return PromiseToSolve(record.text.rstrip(" ,;"), record.due, record.time)
