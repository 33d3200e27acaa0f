"""`e` on a need: its text, what each side gives and the day to ask, as one line."""

from dataclasses import replace
from typing import TYPE_CHECKING

from peer_tui.domain.needs import Need, NeedDraft
from peer_tui.domain.quick_add_record import RecordKind
from peer_tui.services import needs as service
from peer_tui.storage.queries.needs import need as read_need
from peer_tui.storage.rows import NeedRow
from peer_tui.tui.adding import Adding
from peer_tui.tui.bars.bar_question import Preview
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

NO_LINE = "No single line can hold this need: it has both quotation marks and words like a date."


class _Changing(Adding):
    """The quick-add bar on a need that is there already."""

    def __init__(self, app: "PeerApp", row: NeedRow, shown: Need) -> None:
        super().__init__(app, [Subject(row.person_id, row.person_name)], lead="need ")
        self._shown = shown

    def draft(self, line: str) -> NeedDraft | None:
        """What the line would make of the need; None where it says anything else."""
        parsed = self.parse(line)
        if parsed.refusal or len(parsed.records) != 1:
            return None
        record = parsed.records[0]
        who = [getattr(person, "id", 0) for person in record.people]
        if record.kind is not RecordKind.NEED or who != [self._shown.person_id]:
            return None
        return NeedDraft(
            self._shown.person_id, record.text, record.due, record.i_give, record.they_give
        )

    def preview(self, text: str) -> Preview:
        """What the need would become; blocks Enter where it cannot become that."""
        preview = super().preview(text)
        if preview.ok and self.draft(text) is None:
            return Preview("A need stays one need of the same person.", preview.spans, ok=False)
        return preview

    def line(self) -> str | None:
        """The need as a line that is read as it is; None where there is none."""
        shown = self._shown
        wanted = NeedDraft(
            shown.person_id, shown.text, shown.check_on, shown.i_give, shown.they_give
        )
        check = f", check {shown.check_on.isoformat()}" if shown.check_on else ""
        gives = [
            f"; {who} give {what}"
            for who, what in (("I", shown.i_give), ("they", shown.they_give))
            if what
        ]
        for text in (shown.text, f'"{shown.text}"'):
            line = "".join((text, check, *gives))
            if self.draft(line) == wanted:
                return line
        return None


def edit(app: "PeerApp", screen: "WorkScreen", row: NeedRow) -> None:
    """Ask for the line, and save what it says."""
    from peer_tui.tui.acts.editing import GONE, UNCHANGED

    shown = read_need(app.store.reader, row.id)
    if shown is None:
        screen.say(GONE)
        return
    changing = _Changing(app, row, shown)
    line = changing.line()
    if line is None:
        screen.say(NO_LINE)
        return
    question = changing.question(
        kind="edit need", prompt="Edit need:", draft_key=f"edit:need:{shown.id}:{line}"
    )
    question = replace(question, initial=line)

    async def save(text: str, draft: NeedDraft) -> None:
        call = app.act(lambda: service.change_need(app.store, shown, draft))
        if await call is None:
            screen.bar.keep_draft(question, text)

    def answered(text: str | None) -> None:
        if text is None:
            return
        draft = changing.draft(text)
        if text == line or draft is None:
            screen.say(UNCHANGED)
            return
        app.start(save(text, draft))

    screen.ask(question, answered)
