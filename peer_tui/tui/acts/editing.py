"""`e`: the row as a quick-add line, changed in place. `E`: its text in the owner's editor."""

from dataclasses import replace
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.quick_add_record import PAST_KINDS
from peer_tui.errors import UsageError
from peer_tui.services import editing
from peer_tui.storage.rows import HistoryRow, Hit, HitKind, NeedRow, PersonRow
from peer_tui.tui.adding import Adding, record_words
from peer_tui.tui.bars.bar_question import Preview
from peer_tui.tui.targets import AnyRow, Subject, subject_of

if TYPE_CHECKING:
    from peer_tui.domain.quick_add_record import QuickAdd, Record
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

UNCHANGED = "Nothing was changed."
GONE = "This row is no longer there; it was removed elsewhere."
_KINDS = {ItemKind.PROMISE: HitKind.PROMISE, ItemKind.FOLLOW_UP: HitKind.FOLLOW_UP}


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Edit the one row the verbs would act on; a person, or what is none, by form."""
    chosen = screen.targets()
    if len(chosen.rows) > 1:
        words = f"{len(chosen.rows)} rows are marked; one is edited at a time"
        screen.say(app.keymap.advice(words, ("app.back", "clears")))
        return True
    row = chosen.rows[0] if chosen.rows else None
    if isinstance(row, NeedRow):
        from peer_tui.tui.acts import need_editing

        need_editing.edit(app, screen, row)
        return True
    kind, row_id = _kind_and_id(row)
    subject = subject_of(row) or screen.current_subject()
    if kind is None:
        if subject is None:
            screen.say("Nothing here to edit.")
        elif action.id == "item.edit":
            _open_form(app, screen, subject)
        else:
            _edit_long(app, screen, HitKind.PERSON, subject.id)
    elif action.id == "item.edit":
        _edit_line(app, screen, kind, row_id, subject)
    else:
        _edit_long(app, screen, kind, row_id)
    return True


def _kind_and_id(row: AnyRow | None) -> tuple[HitKind | None, int]:
    """What kind of text the row has; None for a person's row."""
    if isinstance(row, AgendaItem):
        return _KINDS.get(row.kind), row.id
    if isinstance(row, HistoryRow):
        return HitKind.INTERACTION, row.id
    if isinstance(row, Hit) and row.kind is not HitKind.PERSON:
        return row.kind, row.id
    return None, row.id if isinstance(row, PersonRow | Hit) else 0


def _open_form(app: "PeerApp", screen: "WorkScreen", subject: Subject) -> None:
    from peer_tui.storage.queries.person import person
    from peer_tui.tui.screens.person_form import PersonForm

    shown = person(app.store.reader, subject.id)
    if shown is None:
        screen.say("This person is no longer there; it was removed elsewhere.")
        return
    app.push_screen(PersonForm(shown))


class Changing(Adding):
    """The quick-add bar on a row that is there already."""

    def __init__(
        self, app: "PeerApp", shown: editing.Editable, stand_in: tuple[Subject, ...]
    ) -> None:
        """`stand_in`: whom the line is about where it names nobody."""
        # An entry stays one, whatever its words could begin.
        super().__init__(app, stand_in, sure=shown.record.kind in PAST_KINDS)
        self._shown = shown

    def words(self, record: "Record") -> str:
        """A record as the preview shows it; changing a row asks nothing new of the owner."""
        return record_words(record, self._app.today())

    def preview(self, text: str) -> Preview:
        """What the row would become; blocks Enter where it cannot become that."""
        preview = super().preview(text)
        if not preview.ok:
            return preview
        try:
            editing.checked(self._shown, self.parse(text))
        except UsageError as error:
            return Preview(str(error), preview.spans, ok=False)
        return preview


def _edit_line(
    app: "PeerApp", screen: "WorkScreen", kind: HitKind, row_id: int, subject: Subject | None
) -> None:
    from peer_tui.domain.quick_add_line import write_line

    shown = editing.read(app.store.reader, kind, row_id)
    if shown is None:
        screen.say(GONE)
        return
    people = tuple(Subject(who.id, who.name) for who in shown.record.people if hasattr(who, "id"))
    # A follow-up whose line names its person is about nobody once the name is taken out.
    stand_ins = ((), people) if kind is HitKind.FOLLOW_UP else (people,)
    for stand_in in stand_ins:
        changing = Changing(app, shown, stand_in)
        line = write_line(shown.record, changing.parse)
        if line is not None:
            _ask(app, screen, changing, shown, line)
            return
    key = next(iter(app.keymap.keys_of("item.edit_long")), "")
    opens = f"; {key} opens its text in your editor" if key else ""
    screen.say(f"No single line can hold this row{opens}.")


def _ask(
    app: "PeerApp",
    screen: "WorkScreen",
    changing: Changing,
    shown: editing.Editable,
    line: str,
) -> None:
    # The line is part of the name: a draft of what the row was is no draft of what it is.
    question = changing.question(
        kind="edit", prompt="Edit:", draft_key=f"edit:{shown.kind}:{shown.id}:{line}"
    )
    question = replace(question, initial=line, multiline=True)

    async def save(text: str, parsed: "QuickAdd") -> None:
        saved = await app.act(lambda: editing.change(app.store, shown, parsed))
        if saved is None:
            screen.bar.keep_draft(question, text)

    def answered(text: str | None) -> None:
        if text is None:
            return
        if text == line:
            screen.say(UNCHANGED)
            return
        app.start(save(text, changing.parse(text)))

    screen.ask(question, answered)


def _edit_long(app: "PeerApp", screen: "WorkScreen", kind: HitKind, row_id: int) -> None:
    text = editing.text_of(app.store.reader, kind, row_id)
    if text is None:
        screen.say(GONE)
        return
    app.start(_edit_outside(app, screen, kind, row_id, text))


async def _edit_outside(
    app: "PeerApp", screen: "WorkScreen", kind: HitKind, row_id: int, text: str
) -> None:
    from peer_tui.tui.outside_editor import NotEdited, OutsideEditor

    editor = OutsideEditor(app)
    try:
        edited = editor.edit(text)
    except NotEdited as reason:
        screen.say(str(reason))
        return
    if edited is None:
        editor.forget()
        screen.say(UNCHANGED)
        return
    saved = await app.act(lambda: editing.change_text(app.store, kind, row_id, text, edited))
    if saved is None and edited.strip():
        screen.say(f"{screen.message_line.text} Your text: {editor.path}")
    else:
        editor.forget()
