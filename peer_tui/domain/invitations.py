"""Asking a person to contribute: a story, help for another, advice. One ask at a time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peer_tui.domain.text import clean_line, without_first_word

COOL_OFF_DAYS = 90
"""So long after an ask nobody is suggested again."""
REST_DAYS = 180
"""So long nothing is asked of a person who said no."""
LATER_DAYS = 30
"""After "later" the ask comes back in so many days."""
RECEIVE_DAYS = 14
"""After a yes I come back in so many days to receive it."""
ANSWER_DAYS = 7
"""Once asked, so long is waited for the answer."""


class InvitationKind(StrEnum):
    """What a person is asked for."""

    STORY = "story"
    HELP = "help"
    ADVICE = "advice"


class Answer(StrEnum):
    """What they said."""

    NONE = ""
    YES = "yes"
    NO = "no"
    LATER = "later"


KIND_WORDS = {
    InvitationKind.STORY: "tell their story",
    InvitationKind.HELP: "help somebody",
    InvitationKind.ADVICE: "give advice",
}
_FIRST_WORDS = {
    "tell": InvitationKind.STORY,
    "story": InvitationKind.STORY,
    "write": InvitationKind.STORY,
    "help": InvitationKind.HELP,
    "show": InvitationKind.HELP,
    "advise": InvitationKind.ADVICE,
    "advice": InvitationKind.ADVICE,
    "say": InvitationKind.ADVICE,
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """A person asked to contribute."""

    person_id: int
    kind: InvitationKind
    text: str = ""
    asked_on: date = date.min
    answer: Answer = Answer.NONE
    answered_on: date | None = None
    rests_until: date | None = None
    """No other invitation before this day."""
    closed_on: date | None = None
    id: int | None = None
    version: int = 1

    @property
    def words(self) -> str:
        """What is asked: the owner's words, else the kind in words."""
        return self.text or KIND_WORDS[self.kind]


def kind_of(text: str) -> InvitationKind:
    """The kind that the words name first: "to tell the story", "help Ben"; advice without one."""
    for word in clean_line(text).lower().split():
        found = _FIRST_WORDS.get(word.strip(",.:;"))
        if found is not None:
            return found
    return InvitationKind.ADVICE


def ask_words(invitation: Invitation) -> str:
    """The follow-up that asks: "ask to tell the story of the oak table"."""
    return f"ask to {without_first_word(invitation.words, 'to')}"


def receive_words(invitation: Invitation) -> str:
    """The follow-up after a yes."""
    return f"said yes, receive it: {without_first_word(invitation.words, 'to')}"


def thank_words(invitation: Invitation) -> str:
    """The follow-up once it was received."""
    return f"thank for: {without_first_word(invitation.words, 'to')}"


def state_words(invitation: Invitation) -> str:
    """Where it stands."""
    match invitation.answer:
        case Answer.YES:
            return "said yes" if invitation.closed_on is None else "said yes, and it came"
        case Answer.NO:
            return "would rather not"
        case Answer.LATER:
            return "asked to be asked later"
    return "no answer yet" if invitation.closed_on is None else "left at that"
