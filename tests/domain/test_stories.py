"""What a kindness or a story asks for, in words that read on."""

from datetime import date

import pytest

from peer_tui.domain.history import Side
from peer_tui.domain.invitations import (
    Invitation,
    InvitationKind,
    ask_words,
    receive_words,
    thank_words,
)
from peer_tui.domain.stories import Kindness, applause_text, kindness_words, thanks_text


@pytest.mark.parametrize(
    ("told", "asks"),
    [
        ("for the referral", "thank for the referral"),
        ("the referral", "thank for the referral"),
        ("For the cake", "thank for the cake"),
        ("Her van over the weekend", "thank for Her van over the weekend"),
        ("both were kind", "thank: both were kind"),
        ("brought cake", "thank: brought cake"),
    ],
)
def test_thanks_read_on(told: str, asks: str) -> None:
    assert thanks_text(told) == asks


def test_applause_keeps_their_words() -> None:
    assert applause_text("won the fair!") == "applaud: won the fair!"


def test_no_first_word_is_said_twice() -> None:
    on = date(2026, 10, 3)
    assert kindness_words(Kindness(Side.THEIRS, "For the cake", on), on) == (
        "theirs, the cake, Sat 3 Oct"
    )
    for text in ("To tell her story", "to tell her story", "tell her story"):
        asked = Invitation(1, InvitationKind.STORY, text)
        assert ask_words(asked) == "ask to tell her story"
        assert receive_words(asked) == "said yes, receive it: tell her story"
        assert thank_words(asked) == "thank for: tell her story"
