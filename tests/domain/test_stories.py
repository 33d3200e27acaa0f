"""What a kindness or a story asks for, in words that read on."""

import pytest

from peer_tui.domain.stories import applause_text, thanks_text


@pytest.mark.parametrize(
    ("told", "asks"),
    [
        ("for the referral", "thank for the referral"),
        ("the referral", "thank for the referral"),
        ("Her van over the weekend", "thank for Her van over the weekend"),
        ("both were kind", "thank: both were kind"),
        ("brought cake", "thank: brought cake"),
    ],
)
def test_thanks_read_on(told: str, asks: str) -> None:
    assert thanks_text(told) == asks


def test_applause_keeps_their_words() -> None:
    assert applause_text("won the fair!") == "applaud: won the fair!"
