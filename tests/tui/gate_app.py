"""A small program behind the key gate, with an inline bar and a modal that both take text."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from peer_tui.tui import compat
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.key_gate import KeyGate
from peer_tui.tui.keymap import Keymap


class Rows(Static, can_focus=True):
    """Stands for a list."""


class Ask(ModalScreen[str]):
    """A modal with one text field."""

    AUTO_FOCUS = "Input"

    def compose(self) -> ComposeResult:
        yield Input(id="modal-input")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)


class GateApp(KeyGate[None]):
    """Notes down what ran and what was typed.

    `l` opens an inline bar, `d` the modal, `n` an inline bar whose Input is mounted only then.
    """

    AUTO_FOCUS = "Rows"

    def __init__(self, keymap: Keymap | None = None, driver: type | None = None) -> None:
        super().__init__(keymap, driver)
        self.log_of_keys: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Rows("rows")
            yield Input(id="bar")
            yield Static("", id="log")

    def on_mount(self) -> None:
        self.query_one("#bar").display = False

    def place(self) -> Place:
        return Place.DUE

    async def perform(self, action: Action) -> bool:
        self.note(action.id)
        match action.id:
            case "item.done":
                self.push_screen(Ask(), lambda text: self.note(f"modal:{text}"))
            case "item.log":
                bar = self.query_one("#bar", Input)
                bar.display = True
                bar.value = ""
                bar.focus()
            case "item.note":
                late = Input(id="late")
                await self.mount(late)
                late.focus()
            case "import.open":
                with self.suspend():
                    print("SUSPENDED")
            case "app.quit":
                compat.restore_terminal(self)
                self.exit()
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.note(f"{event.input.id}:{event.value}")
        if event.input.id == "late":
            event.input.remove()
        else:
            event.input.display = False
        self.screen.query_one(Rows).focus()

    def on_key_held(self, key: str) -> None:
        self.note(f"held:{key}")

    def on_unknown_chord(self, chord: str) -> None:
        self.note(f"chord:{chord}")

    def on_paste_ignored(self, text: str) -> None:
        self.note(f"ignored:{text}")

    def note(self, what: str) -> None:
        self.log_of_keys.append(what)
        if self.screen_stack:
            self.screen_stack[0].query_one("#log", Static).update(" ".join(self.log_of_keys))


if __name__ == "__main__":
    GateApp().run()
