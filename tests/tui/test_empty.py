"""What the end of the day says was done."""

import pytest

from peer_tui.tui.panes.empty import day_words


@pytest.mark.parametrize(
    ("kept", "handled", "words"),
    [
        (0, 0, ""),
        (0, 1, "Handled today: 1 item."),
        (0, 9, "Handled today: 9 items."),
        (1, 1, "Kept today: 1 promise."),
        (3, 3, "Kept today: 3 promises."),
        (1, 2, "Kept today: 1 promise. Handled: 2 items."),
        (3, 9, "Kept today: 3 promises. Handled: 9 items."),
    ],
)
def test_kept_promises_come_first(kept: int, handled: int, words: str) -> None:
    assert day_words(kept, handled) == words
