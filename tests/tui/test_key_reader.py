"""The guard against a held or fallen key: one read is stopped, a hand never is."""

import pytest

from peer_tui.tui.action_list import ACTIONS
from peer_tui.tui.actions import Place, works_in
from peer_tui.tui.key_reader import KeyReader, Meaning
from peer_tui.tui.keymap import Keymap

REPEAT = 1 / 30
"""Seconds between two repeats of a held key, as terminals send them."""
FAST_HAND = 0.04
ONE_READ = 0.0001
VERBS = [
    (place, key)
    for place in Place
    if place is not Place.ANYWHERE
    for action in ACTIONS
    if action.is_verb and works_in(action, place)
    for key in action.keys
    if " " not in key
]


def meanings(place: Place, key: str, gap: float, number: int = 6) -> list[Meaning]:
    reader = KeyReader(Keymap.build())
    return [reader.read(key, 100 + n * gap, place).meaning for n in range(number)]


@pytest.mark.parametrize("gap", [REPEAT, FAST_HAND])
def test_a_hand_and_a_repeating_key_are_never_stopped(gap: float) -> None:
    for place, key in VERBS:
        assert meanings(place, key, gap) == [Meaning.RUN] * 6, (place, key)


def test_three_equal_verbs_in_one_read_stop_in_every_place() -> None:
    assert VERBS
    for place, key in VERBS:
        read = meanings(place, key, ONE_READ)
        assert read == [Meaning.RUN] * 2 + [Meaning.HELD] + [Meaning.SILENT] * 3, (place, key)
