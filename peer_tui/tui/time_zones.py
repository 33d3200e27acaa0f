"""Which clock a person lives by, asked in one line."""

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from peer_tui.services import wishes
from peer_tui.storage.queries.reach import zone_named
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.gate_watch import clock_there
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

MOST_SHOWN = 4
SAME_CLOCK = "The same clock as mine."


def zones_meant(text: str, names: frozenset[str]) -> list[str]:
    """The zones a text may mean: its whole name, else the name of the place at its end."""
    wanted = text.strip().lower().replace(" ", "_")
    whole = [name for name in names if name.lower() == wanted]
    return whole or sorted(name for name in names if name.lower().split("/")[-1] == wanted)


def ask_for_zone(app: "PeerApp", screen: "WorkScreen", subject: Subject) -> None:
    """Ask for the place; the preview says what time it is there."""
    names = frozenset(available_timezones())
    current = app.store.reader.value("SELECT time_zone FROM person WHERE id = ?", (subject.id,))

    def preview(text: str) -> Preview:
        if not text.strip():
            return Preview(SAME_CLOCK)
        found = zones_meant(text, names)
        zone = zone_named(found[0]) if len(found) == 1 else None
        if zone is not None:
            return Preview(f"{found[0]} · {clock_there(app.now(), zone)}")
        if found:
            return Preview(f"Which one? {', '.join(found[:MOST_SHOWN])}", ok=False)
        return Preview("No such place: try Europe/London, or tokyo.", ok=False)

    def answered(text: str | None) -> None:
        if text is not None:
            name = zones_meant(text, names)[0] if text.strip() else ""
            app.start(app.act(lambda: wishes.set_time_zone(app.store, subject.id, name)))

    question = BarQuestion(
        kind="zone",
        prompt=f"Where does {subject.name} live?",
        initial=current or "",
        placeholder="Europe/London, tokyo; empty: the same clock as mine",
        draft_key=f"zone:{subject.id}",
        preview=preview,
        allow_empty=True,
    )
    screen.ask(question, answered)
