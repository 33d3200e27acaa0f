"""What a person asked for, or asked not to get."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stance(StrEnum):
    """What they said about a topic."""

    WANTS = "wants"
    AVOIDS = "avoids"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Preference:
    """One topic and what they said about it."""

    topic: str
    stance: Stance
    said_on: date | None = None
    acted_on: date | None = None
    """When it was last answered with something."""
    reconfirm_on: date | None = None
    """When to ask whether it still holds."""
    id: int | None = None
    person_id: int | None = None
    version: int = 1


def preference_words(preference: Preference) -> str:
    """ "wants oak", "avoids newsletters", "unsure about workshops"."""
    if preference.stance is Stance.UNSURE:
        return f"unsure about {preference.topic}"
    return f"{preference.stance} {preference.topic}"
