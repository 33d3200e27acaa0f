"""What was agreed and asked for in the sample data; days count back or forth from today."""

from __future__ import annotations

from dataclasses import dataclass

from peer_tui.domain.boundaries import BoundaryKind
from peer_tui.domain.history import Side
from peer_tui.domain.preferences import Stance


@dataclass(frozen=True, slots=True)
class Agreed:
    """A boundary."""

    who: str
    kind: BoundaryKind
    value: str = ""
    agreed: int = 0
    """Days ago; 0 for not said."""
    until: int | None = None
    """Days from today."""
    side: Side = Side.THEIRS
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A preference."""

    who: str
    topic: str
    stance: Stance = Stance.WANTS
    said: int = 0
    """Days ago; 0 for not said."""
    acted: int | None = None
    """Days ago; None for not yet."""


BOUNDARIES = (
    Agreed("Maria Lopez", BoundaryKind.CHANNEL, "rather mail"),
    Agreed("Maria Lopez", BoundaryKind.DAYS, "not sat, sun", 46),
    Agreed("Zoë Müller", BoundaryKind.HOURS, "not 11:00-24:00 by phone", 90),
    Agreed("Ben Okafor", BoundaryKind.NO_CONTACT, "", 14, until=5),
    Agreed("Dana Weiss", BoundaryKind.EMERGENCIES, "sat, sun", 200),
    Agreed("山田 太郎", BoundaryKind.HOURS, "09:00-18:00 by phone"),
    Agreed("Sunil Rao", BoundaryKind.AT_MOST, "2 a month", 120),
    Agreed("Rosa Bianchi", BoundaryKind.SEASON, "10 dec - 6 jan", 300),
    Agreed("Quentin Dubois", BoundaryKind.CHANNEL, "not text, whatsapp"),
    Agreed("Quentin Dubois", BoundaryKind.TOPIC, "his old workshop"),
    Agreed("Wren Abbott", BoundaryKind.HOURS, "not 19:00-24:00", 60, side=Side.MINE,
           sentence="I read it tomorrow at eight, with a coffee."),
)  # fmt: skip

PREFERENCES = (
    Asked("Maria Lopez", "oak", said=9),
    Asked("Maria Lopez", "workshop days", said=310, acted=120),
    Asked("Maria Lopez", "newsletters", Stance.AVOIDS, said=310),
    Asked("Leo Hart", "the catalogue by post", said=30),
    Asked("Ana Ruiz", "photos of finished rooms", said=52, acted=40),
    Asked("Kaspar Lind", "offers for new furniture", Stance.AVOIDS),
    Asked("May Chen", "evening opening", Stance.UNSURE, said=63),
)

TIME_ZONES = (("山田 太郎", "Asia/Tokyo"),)
"""Those who live by another clock."""
