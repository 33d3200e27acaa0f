"""The bare framework: one Static, rewritten at every key. What Peer is measured against."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class BareApp(App[None]):
    """Paints one line; any key but Ctrl-Q paints another."""

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Static("bare 0", id="line")

    def on_mount(self) -> None:
        """Start counting."""
        self._keys = 0

    def on_key(self, event: Key) -> None:
        """Show that the key came."""
        self._keys += 1
        self.query_one("#line", Static).update(f"bare {self._keys} {event.key}")


if __name__ == "__main__":
    BareApp().run()
