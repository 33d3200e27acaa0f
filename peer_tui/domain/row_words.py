"""What stands beside the tag of a row: the text without the word that the tag says already."""

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.introductions import state_first
from peer_tui.domain.needs import ASKED

_SAID = {Purpose.THANK: ("thank", "thanks"), Purpose.APPLAUD: ("applaud",)}
"""First words that say no more than the tag does."""
_PRONOUNS = frozenset({"you", "him", "her", "them"})


def beside_tag(purpose: Purpose, text: str, name: str = "") -> str:
    """ "for the referral" of "thank for the referral", "leaking tap" of "...: is it solved?".

    `name`: of the person, who stands in the row, too. An introduction begins with its state. Where
    nothing would be left, the text is as it is.
    """
    if purpose is Purpose.INTRODUCTION:
        return state_first(text)
    if purpose is Purpose.ASK_SOLVED:
        return text.removesuffix(ASKED) or text
    first, _, rest = text.partition(" ")
    if first.rstrip(":").lower() not in _SAID.get(purpose, ()):
        return text
    whom, _, what = rest.partition(" ")
    known = whom.lower() in {*_PRONOUNS, *name.lower().split()}
    return (what if known and what else rest) or text
