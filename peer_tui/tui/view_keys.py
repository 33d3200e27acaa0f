"""The owner's own views by their letter: chords that are not in the registry."""

from typing import TYPE_CHECKING

from peer_tui.tui.action_list import LISTS
from peer_tui.tui.actions import Place

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.spoken_gate import SpokenGate

OPEN_FROM = LISTS | {Place.PERSON, Place.FIND}
"""Where a view can be opened: it leads back to its list."""
FIRST = "filter.save"
"""The action whose chord begins with the key of the views."""


def words_of(gate: "SpokenGate", prefix: str) -> str:
    """What stands on the message line while a chord waits for its second key."""
    app = _app(gate)
    if app is None or app.work is None:
        return f"{prefix} ..."
    from peer_tui.tui.chords import begun_words, show_continuations

    if prefix != view_key(app) or app.place() not in OPEN_FROM:
        parts = show_continuations(app.work, prefix)
    else:
        from peer_tui.tui.acts.filtering import views_words

        parts = views_words(app)
    return begun_words(prefix, parts, app.work.size.width)


def opens(gate: "SpokenGate", chord: str) -> bool:
    """Open the view of a chord that is no command; False if it is none."""
    app = _app(gate)
    prefix, _, letter = chord.partition(" ")
    if app is None or not letter or prefix != view_key(app) or app.place() not in OPEN_FROM:
        return False
    from peer_tui.tui.acts.filtering import open_view

    return open_view(app, letter)


def view_key(app: "PeerApp") -> str:
    """The first key of every view: F, unless the owner chose another."""
    keys = app.keymap.keys_of(FIRST)
    return keys[0].split(" ")[0] if keys and " " in keys[0] else ""


def _app(gate: "SpokenGate") -> "PeerApp | None":
    from peer_tui.tui.app import PeerApp

    return gate if isinstance(gate, PeerApp) else None
