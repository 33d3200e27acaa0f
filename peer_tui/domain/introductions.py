"""Two people who may get to know each other: nothing is made before both said yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_BEGINNING = "introduce to "
_MADE, _LEFT = "introduced ", "left be: introducing "
_ASK_BOTH, _ASK_THEM, _BOTH_YES = "? ask both", "? ask them", ": both said yes"
OUTCOME_AFTER_DAYS = 14
"""So long after an introduction was made I ask what came of it."""


class Consent(StrEnum):
    """What one of the two said."""

    NOT_ASKED = ""
    ASKED = "asked"
    YES = "yes"
    NO = "no"


class IntroductionState(StrEnum):
    """Where an introduction stands."""

    ASKING = "asking"
    READY = "ready"
    """Both said yes; it is not made yet."""
    MADE = "made"
    """What came of it is not known yet."""
    OVER = "over"
    """What came of it is known, or it was left at that."""
    LEFT_BE = "left be"
    """One of them would rather not; who, is said to nobody."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two people who may get to know each other through me."""

    one_id: int
    other_id: int
    about: str = ""
    begun_on: date = date.min
    one_consent: Consent = Consent.NOT_ASKED
    other_consent: Consent = Consent.NOT_ASKED
    made_on: date | None = None
    outcome: str = ""
    closed_on: date | None = None
    id: int | None = None
    version: int = 1

    @property
    def state(self) -> IntroductionState:
        """Where it stands."""
        if self.made_on is not None:
            over = self.closed_on is not None
            return IntroductionState.OVER if over else IntroductionState.MADE
        if Consent.NO in (self.one_consent, self.other_consent) or self.closed_on is not None:
            return IntroductionState.LEFT_BE
        if self.one_consent is self.other_consent is Consent.YES:
            return IntroductionState.READY
        return IntroductionState.ASKING

    @property
    def is_open(self) -> bool:
        """Whether something is still to be asked or done."""
        return self.closed_on is None

    def consent_of(self, person_id: int) -> Consent:
        """What this one of the two said."""
        return self.one_consent if person_id == self.one_id else self.other_consent

    def partner_of(self, person_id: int) -> int:
        """The other one of the two."""
        return self.other_id if person_id == self.one_id else self.one_id


def ask_both_words(other: str, about: str = "") -> str:
    """The follow-up that asks both; its row names the one."""
    return f"{_BEGINNING}{other}{about_words(about)}{_ASK_BOTH}"


def ask_one_words(other: str, about: str = "") -> str:
    """The follow-up that asks the one who has not answered."""
    return f"{_BEGINNING}{other}{about_words(about)}{_ASK_THEM}"


def make_words(other: str, about: str = "") -> str:
    """The follow-up once both said yes."""
    return f"{_BEGINNING}{other}{about_words(about)}{_BOTH_YES}"


def state_first(text: str) -> str:
    """The follow-up of an introduction with its state in front: "ask both: to meet Cem Kaya".

    Where room is short, its end is what is cut. Any other text stays as it is.
    """
    for ending in (_ASK_BOTH, _ASK_THEM, _BOTH_YES):
        if text.startswith(_BEGINNING) and text.endswith(ending):
            who = text[len(_BEGINNING) : -len(ending)]
            return f"{ending.lstrip('?: ')}: to meet {who}"
    return text


def outcome_words(other: str) -> str:
    """The follow-up that asks what came of it."""
    return f"ask what came of meeting {other}"


def made_words(one: str, other: str, about: str = "") -> str:
    """The entry of the history when it is made."""
    return f"{_MADE}{one} and {other}{about_words(about)}"


def left_words(one: str, other: str, about: str = "") -> str:
    """The entry when it is left be; it does not say who would rather not."""
    return f"{_LEFT}{one} and {other}{about_words(about)}"


def without_names(text: str, names: Iterable[str]) -> str:
    """An entry of an introduction without these names; any other text stays as it is."""
    if text.startswith((_MADE, _LEFT)):
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, "somebody")
    return text


def about_words(about: str) -> str:
    """ ", about wholesale"; empty without a matter."""
    return f", about {about}" if about else ""


def names_from(found: Introduction, person_id: int, names: tuple[str, str]) -> tuple[str, str]:
    """The names of the one and the other, as (of that person, of the other one)."""
    return names if person_id == found.one_id else (names[1], names[0])


def state_words(found: Introduction, person_id: int, names: tuple[str, str]) -> str:
    """Where it stands, for the page of one of the two.

    `names`: of that person and of the other one.
    """
    me, other = names
    match found.state:
        case IntroductionState.READY:
            return "both said yes; not made yet"
        case IntroductionState.MADE:
            return "made; what came of it is not known yet"
        case IntroductionState.OVER:
            return f"made; {found.outcome}" if found.outcome else "made"
        case IntroductionState.LEFT_BE:
            return "left be"
    said = {
        Consent.YES: "said yes",
        Consent.ASKED: "was asked",
        Consent.NOT_ASKED: "to be asked",
        Consent.NO: "",
    }
    mine = found.consent_of(person_id)
    theirs = found.consent_of(found.partner_of(person_id))
    if mine is theirs:
        return "both were asked" if mine is Consent.ASKED else "both to be asked"
    return f"{me} {said[mine]}, {other} {said[theirs]}"
