"""One key taught in each of the first sessions, and then no more."""

from pathlib import Path

from peer_tui.tui.keymap import Keymap

LESSONS = (
    ("item.snooze", "puts the row off to the next working day"),
    ("item.log", "writes down what happened, and is done with the row"),
    ("help.open", "shows every key that works where you are"),
)
"""Action and what it does, for the first, second and third session."""


def next_lesson(counted: Path, keymap: Keymap) -> str:
    """The lesson of this session, counted in that file; "" once all have been given.

    Nothing is taught where it cannot be counted: the same lesson would come every time.
    """
    try:
        given = int(counted.read_bytes()[:9])
    except FileNotFoundError:
        given = 0
    except (OSError, ValueError):
        return ""
    if not 0 <= given < len(LESSONS):
        return ""
    action_id, does = LESSONS[given]
    try:
        counted.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        counted.write_text(f"{given + 1}\n", "utf-8")
    except OSError:
        return ""
    key = next(iter(keymap.keys_of(action_id)), "")
    return f"One key for today: {key} {does}." if key else ""
