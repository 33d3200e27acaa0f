"""Add or edit a person: everything the form holds, saved as one step."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static, TextArea

from peer_tui.domain.people import Person
from peer_tui.errors import PeerError
from peer_tui.tui.modals.panel import Panel
from peer_tui.tui.person_fields import FIELDS, FieldFault, read_fields, write_fields

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp


class PersonForm(Panel[int | None]):
    """The form; dismissed with the id of the person, or None after Esc."""

    DEFAULT_CSS = """
    PersonForm { align: center middle; background: $peer-ground; }
    PersonForm > VerticalScroll { width: 100%; max-width: 100; height: 1fr; padding: 0 2; }
    PersonForm #form-title { dock: top; height: 1; padding: 0 2; text-style: bold; }
    PersonForm #form-message { height: auto; min-height: 1; max-height: 4; padding: 0 2;
        color: $peer-i-owe; }
    PersonForm #form-hints { height: 1; padding: 0 2; color: $peer-dim; }
    PersonForm Horizontal { height: auto; }
    PersonForm .form-label { width: 18; color: $peer-mid; }
    PersonForm Input { width: 1fr; border: none; height: 1; background: $peer-ground;
        padding: 0; }
    PersonForm Input:focus { background: $peer-selected; }
    PersonForm TextArea { width: 1fr; height: auto; min-height: 1; max-height: 8; border: none;
        padding: 0; background: $peer-ground; }
    PersonForm TextArea:focus { background: $peer-selected; }
    PersonForm .form-help { color: $peer-dim; padding: 0 0 0 18; height: 1; display: none; }
    PersonForm .-active .form-help { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Back"),
        Binding("ctrl+o", "save", "Save"),
        Binding("f2", "save", "Save"),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(self, shown: Person | None) -> None:
        """`shown` is the person as the form found them; None adds a new one."""
        super().__init__()
        self._shown = shown or Person(name="")
        self._is_new = shown is None
        self._values = write_fields(self._shown)
        self._sure_to_leave = False

    def compose(self) -> ComposeResult:
        """A line for every field."""
        title = "Add a person" if self._is_new else "Edit"
        yield Static(title, id="form-title", markup=False)
        with VerticalScroll(can_focus=False):
            for field in FIELDS:
                with Horizontal():
                    yield Static(field.label, classes="form-label", markup=False)
                    if field.many:
                        area = TextArea(
                            self._values[field.name], id=field.name, tab_behavior="focus",
                            compact=True, soft_wrap=True,
                        )  # fmt: skip
                        area.cursor_blink = False
                        yield area
                    else:
                        line = Input(
                            self._values[field.name], id=field.name, compact=True,
                            placeholder=field.example, select_on_focus=False,
                        )  # fmt: skip
                        line.cursor_blink = False
                        yield line
        yield Static("", id="form-message", markup=False)
        yield Static(
            "F2 or Enter on the last line saves   Esc leaves", id="form-hints", markup=False
        )

    def on_mount(self) -> None:
        """The name first."""
        self.query_one("#name").focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field takes."""
        found = next((field for field in FIELDS if field.name == event.widget.id), None)
        if found is not None:
            self.query_one("#form-hints", Static).update(f"{found.help}   F2 saves   Esc leaves")

    def on_input_submitted(self) -> None:
        """Enter in a one-line field saves: the name alone is enough."""
        self.action_save()

    @property
    def _peer(self) -> "PeerApp":
        from peer_tui.tui.app import PeerApp

        assert isinstance(self.app, PeerApp)
        return self.app

    def _typed(self) -> dict[str, str]:
        values = {}
        for field in FIELDS:
            widget = self.query_one(f"#{field.name}")
            values[field.name] = widget.text if isinstance(widget, TextArea) else _value(widget)
        return values

    def action_save(self) -> None:
        """Check, save, leave; where something is wrong the form stays, with the reason."""
        try:
            edited = read_fields(self._typed(), self._shown)
        except FieldFault as fault:
            self._complain(str(fault))
            self.query_one(f"#{fault.field}").focus()
            return
        self._peer.start(self._save(edited))

    async def _save(self, edited: Person) -> None:
        from peer_tui.services import people

        app = self._peer
        store, shown, rhythms = app.store, self._shown, app.settings.rhythms
        try:
            outcome = await store.run(
                (lambda: people.add_person(store, edited, rhythms))
                if self._is_new
                else (lambda: people.edit_person(store, shown, edited, rhythms))
            )
        except PeerError as error:
            self._complain(str(error))
            return
        self.dismiss(outcome.ids[0])
        app.say(outcome.message, undo=True)
        app.data_changed(outcome.topics)

    def _complain(self, sentence: str) -> None:
        from peer_tui.tui.text import as_content

        self.query_one("#form-message", Static).update(as_content(sentence))

    def action_give_up(self) -> None:
        """Leave; what was typed is asked about once."""
        if self._typed() != self._values and not self._sure_to_leave:
            self._sure_to_leave = True
            self._complain("Not saved yet: F2 saves, Esc again leaves it.")
            return
        self.dismiss(None)


def _value(widget: object) -> str:
    assert isinstance(widget, Input)
    return widget.value
