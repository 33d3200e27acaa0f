"""What a key means while keys are commands: chords, and the guard against a held key.

Pure: keys and times go in, a reading comes out. The gate (`key_gate.py`) decides *when* a key is
read; this decides *what* it says.
"""

from enum import Enum, auto
from typing import NamedTuple

from peer_tui.tui.actions import Action, Place
from peer_tui.tui.keymap import Keymap

BURST_SECONDS = 0.015
"""Keys closer than this came in one read: nobody types or repeats that fast."""
HELD_AFTER = 3
"""The how-manieth equal verb of one burst is stopped."""
TEXT_SECONDS = 0.1
"""What follows a letter that is no command this quickly is text, and no command either."""
TEXT_KEYS = frozenset({"Space", "Backspace", "Enter"})
"""Named keys that belong to typing; Enter ends it."""


class Meaning(Enum):
    """What to do with a key."""

    RUN = auto()
    """Run `Reading.action`."""
    WAIT = auto()
    """The first key of a chord; the next one decides."""
    HELD = auto()
    """A verb held down or fallen on: drop it and say so."""
    SILENT = auto()
    """Part of a held run already reported, or of a chord given up: drop it."""
    TEXT = auto()
    """Part of a text typed where none is taken ("hello"): drop it and say so."""
    UNKNOWN = auto()
    """No command here; `Reading.key` may be a chord."""


class Reading(NamedTuple):
    """The meaning of one key."""

    meaning: Meaning
    key: str
    action: Action | None = None


class KeyReader:
    """Reads a stream of command keys."""

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._prefix = ""
        self._last_key = ""
        self._last_time = float("-inf")
        self._run = 0
        self._text_until = float("-inf")

    @property
    def prefix(self) -> str:
        """The first key of a chord that waits for its second, or ""."""
        return self._prefix

    def forget(self) -> None:
        """Give up a begun chord: the keys went to a text field or a panel."""
        self._prefix = ""
        self._run = 0
        self._text_until = float("-inf")

    def read(self, key: str, at: float, place: Place) -> Reading:
        """The meaning of `key`, which arrived `at` (seconds of any steady clock)."""
        if self._goes_on_as_text(key, at):
            return Reading(Meaning.TEXT, key)
        if self._prefix:
            prefix, self._prefix = self._prefix, ""
            if key == "Esc":
                return Reading(Meaning.SILENT, key)
            key = f"{prefix} {key}"
        elif self._keymap.is_prefix(key):
            self._prefix = key
            self._run = 0
            return Reading(Meaning.WAIT, key)
        action = self._keymap.action_for(key, place)
        if action is None:
            self._run = 0
            if len(key) == 1 and key.isalpha():
                self._text_until = at + TEXT_SECONDS
            return Reading(Meaning.UNKNOWN, key)
        held = self._count(key, at) if action.is_verb else self._reset()
        if held == HELD_AFTER:
            return Reading(Meaning.HELD, key, action)
        if held > HELD_AFTER:
            return Reading(Meaning.SILENT, key, action)
        return Reading(Meaning.RUN, key, action)

    def _goes_on_as_text(self, key: str, at: float) -> bool:
        """Whether the key belongs to a text that began with a letter that is no command."""
        is_text = at < self._text_until and (len(key) == 1 or key in TEXT_KEYS)
        ends = not is_text or key == "Enter"
        self._text_until = float("-inf") if ends else at + TEXT_SECONDS
        return is_text

    def _count(self, key: str, at: float) -> int:
        """How many equal verbs this burst has brought, this one included."""
        in_burst = self._run and key == self._last_key and at - self._last_time < BURST_SECONDS
        self._run = self._run + 1 if in_burst else 1
        self._last_key, self._last_time = key, at
        return self._run

    def _reset(self) -> int:
        self._run = 0
        return 0
