"""What happened and what is owed in the sample data; days count back or forth from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Channel, Initiator, InteractionKind, Side


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the shared history."""

    who: str
    days_ago: int
    text: str
    channel: Channel = Channel.PHONE
    by: Initiator = Initiator.BOTH
    kind: InteractionKind = InteractionKind.CONVERSATION


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise; `kept` is how many days ago it was kept."""

    who: str
    text: str
    due: int | None
    """Days from today; None for someday."""
    side: Side = Side.MINE
    moved_from: int | None = None
    snoozes: int = 0
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """A follow-up."""

    who: str
    text: str
    due: int
    purpose: Purpose = Purpose.CHECK_IN
    at: time | None = None
    channel: Channel = Channel.NONE
    every: str = ""
    snoozes: int = 0


_MAIL, _CALL, _VISIT = Channel.EMAIL, Channel.PHONE, Channel.VISIT
_ME, _THEM = Initiator.ME, Initiator.THEM
_STORY, _KINDNESS = InteractionKind.STORY, InteractionKind.KINDNESS

HISTORY = (
    Told("Maria Lopez", 5, "asked for two more days, she said fine", _MAIL, _THEM),
    Told("Maria Lopez", 9, "wants oak, not pine; budget 2,400", _CALL, _ME),
    Told("Maria Lopez", 22, "measured the kitchen, met Jo", _VISIT),
    Told("Maria Lopez", 33, "Ana Ruiz sent her", _CALL, _THEM),
    Told("Maria Lopez", 44, "first enquiry from the website about a table", _MAIL, _THEM),
    Told("Maria Lopez", 71, "trade fair, stand 14; talked about kitchens", _VISIT),
    Told("Maria Lopez", 251, "won the small-shop prize; card sent the day after", Channel.NONE,
         _THEM, _STORY),
    Told("Maria Lopez", 270, "told her honestly the delivery would slip", _CALL, _ME),
    Told("Maria Lopez", 310, "she brought cake for the whole workshop", _VISIT, _THEM, _KINDNESS),
    Told("Maria Lopez", 402, "shelves are up, she is happy with the edges", _VISIT, _ME),
    Told("Maria Lopez", 431, "chose the oiled finish after two samples", _MAIL, _THEM),
    Told("Maria Lopez", 455, "sent three sketches for the shelves", _MAIL, _ME),
    Told("Maria Lopez", 620, "lent her the big clamps over the weekend", _VISIT, _ME, _KINDNESS),
    Told("Maria Lopez", 801, "moved in next door, said hello over the fence", _VISIT, _THEM),
    Told("Maria Lopez", 1204, "asked whether we repair drawers; we do", _CALL, _THEM),
    Told("Sunil Rao", 12, "brought the sample box of papers, wants it back", _VISIT, _THEM),
    Told("Sunil Rao", 40, "cards printed, colour is exactly right", _CALL, _ME),
    Told("Sunil Rao", 96, "his daughter starts school, he is proud", _CALL, _THEM, _STORY),
    Told("Kaspar Lind", 8, "the cupboard door hangs again, fitted a wider hinge", _VISIT, _ME),
    Told("Kaspar Lind", 15, "hinge broke a second time, not amused", _CALL, _THEM),
    Told("Zoë Müller", 4, "asked for wholesale prices of the serving boards", _CALL, _THEM),
    Told("Zoë Müller", 27, "took twelve boards for the Christmas window", _VISIT, _THEM),
    Told("Ana Ruiz", 5, "sent us her neighbour, who needs a bookcase", _MAIL, _THEM, _KINDNESS),
    Told("Ana Ruiz", 19, "agreed who does which wall in Mill Lane", _CALL),
    Told("Ana Ruiz", 52, "tiles arrived chipped, she stayed calm", _VISIT, _THEM),
    Told("Ben Okafor", 14, "happy with the staircase drawing, will sign", _VISIT),
    Told("Ben Okafor", 36, "two offers on his desk, ours is the dearer", _CALL, _THEM),
    Told("Ben Okafor", 120, "he waited a week for us without a word", _MAIL, _ME,
         InteractionKind.CONCESSION),
    Told("May Chen", 63, "new counter is in use from six in the morning", _CALL, _THEM),
    Told("May Chen", 92, "fitted the counter overnight so she could open", _VISIT, _ME),
    Told("May Chen", 121, "wants rounded corners, the waiters bump into them", _CALL, _THEM),
    Told("Dana Weiss", 21, "showed her the walnut samples for the practice", _VISIT, _ME),
    Told("Dana Weiss", 48, "introduced us to the library people", _MAIL, _THEM,
         InteractionKind.INTRODUCTION),
    Told("山田 太郎", 31, "new Japanese saws in stock, he keeps two for us", _MAIL, _THEM),
    Told("山田 太郎", 75, "visited his warehouse, tea and a long talk", _VISIT, _ME),
    Told("Leo Hart", 9, "borrowed his van, brought it back full", _VISIT, _ME, _KINDNESS),
    Told("Leo Hart", 30, "wants a counter for the workshop in spring", _CALL, _THEM),
)  # fmt: skip
"""Told of those with something due."""

PROMISES = (
    Owed("Maria Lopez", "send quote for oak table", -5, moved_from=-7),
    Owed("Sunil Rao", "return the sample box", -1),
    Owed("Zoë Müller", "samples of the round board", 5),
    Owed("Ana Ruiz", "tile plan for the hallway", 12),
    Owed("Quentin Dubois", "show him the finished staircase", None),
    Owed("Uma Krishnan", "a morning in the workshop for the children", None),
    Owed("Ben Okafor", "signed contract", -2, Side.THEIRS, snoozes=2),
    Owed("山田 太郎", "measurements of the saw cabinet", 1, Side.THEIRS),
    Owed("Ana Ruiz", "deposit", 9, Side.THEIRS),
    Owed("Siobhán O'Neill", "look for the old brass handles", None, Side.THEIRS),
    *(
        Owed("Maria Lopez", text, -due, kept=kept)
        for text, due, kept in (
            ("sketches for the shelves", 455, 456), ("two finish samples", 430, 431),
            ("fit the shelves", 402, 402), ("oil for the table top", 380, 382),
            ("a photo for her website", 300, 301), ("card for the prize", 249, 250),
            ("new delivery date", 262, 262), ("measure the kitchen", 24, 22),
        )
    ),
    *(
        Owed("Maria Lopez", text, -due, Side.THEIRS, kept=kept)
        for text, due, kept in (
            ("floor plan", 440, 441), ("deposit", 420, 425), ("choose the oak", 12, 13),
        )
    ),
    Owed("May Chen", "fit the counter before opening", -92, kept=92),
    Owed("Ben Okafor", "drawing of the staircase", -16, kept=16),
    Owed("Ben Okafor", "keys of the site", -30, Side.THEIRS, kept=31),
    Owed("Leo Hart", "bring the van back clean", -9, kept=9),
    Owed("Rosa Bianchi", "repair the corner bench", -40, kept=37),
)  # fmt: skip

TODAY = (
    Next("Kaspar Lind", "did the new hinge hold?", 0, Purpose.ASK_SOLVED),
    Next("Zoë Müller", "call: wholesale price list", 0, at=time(10), channel=_CALL),
    Next("Ana Ruiz", "sent you her neighbour", -5, Purpose.THANK),
)

HANDLED = (
    Next("Wren Abbott", "how was the first week at college?", 0),
    Next("Ola Adeyemi", "send the October receipts", 0, channel=_MAIL),
    Next("Gus", "thank him for taking in the parcel", -1, Purpose.THANK),
)
"""Due today and already done this morning."""

PUT_OFF = Next("Leo Hart", "ask about the counter for spring", -1)
"""Due yesterday and put off this morning."""

COMING = (
    Next("Wren Abbott", "agree the dates of the next course", 1),
    Next("Siobhán O'Neill", "pick up the drawer runners", 1, at=time(16, 30), channel=_VISIT),
    Next("Aoife Brennan", "how do the bread shelves hold up?", 2, Purpose.ASK_SOLVED),
    Next("Freya Sørensen", "opening of the second room", 2, Purpose.INVITATION),
    Next("Ola Adeyemi", "quarter figures", 3, channel=_MAIL),
    Next("Hanna Virtanen", "say well done for the magazine page", 3, Purpose.APPLAUD),
    Next("Nguyễn Thị Hạnh", "stools: which height?", 4),
    Next("Maria Lopez", "ask about the hallway", 5),
    Next("Leïla Benali", "flower stand sketch", 6),
    Next("Víctor Peña", "book the van for Mill Lane", 6),
    Next("Dana Weiss", "introduce her to Hanna", 7, Purpose.INTRODUCTION),
    Next("Bilal Haddad", "lamp fittings for the library", 8),
    Next("Chloé Lefèvre", "fabric for the bench", 9),
    Next("Dmytro Kovalenko", "who starts first in Mill Lane?", 10),
    Next("김민준", "photos of the staircase", 12),
    Next("João Pereira", "price of cork from January", 14, channel=_MAIL),
    Next("Uma Krishnan", "small chairs: order before the holidays", 15),
    Next("Rosa Bianchi", "is the bench still quiet?", 16, Purpose.ASK_SOLVED),
    Next("ليلى حداد", "reading lamp shelf", 18),
    Next("Tomáš Dvořák", "spruce offcuts for him", 20),
    Next("Оксана Коваль", "glazed knobs, first samples", 23),
    Next("Yusuf Demir", "mirror frame, six months on", 26, Purpose.ASK_SOLVED),
    Next("Quentin Dubois", "coffee", 13, every="FREQ=WEEKLY;INTERVAL=4"),
    Next("Ola Adeyemi", "monthly hour over the books", 11, every="FREQ=MONTHLY;BYMONTHDAY=1"),
    Next("Þórunn Jónsdóttir", "counter for the wool shop", 30),
    Next("Ilse van der Berg", "glass for the two doors", 33),
    Next("İpek Yıldız", "loom repair", 40),
    Next("Ξένια Παππά", "desk with the hidden drawer", 45),
    Next("प्रिया शर्मा", "display case before Diwali", 60),
    Next("Marek Zieliński", "bench for the garage", 75),
    Next("Maximiliana Konstantina von Hohenberg-Langenfeld zu Wiesenthal",
         "window frames of the south wing: permission?", 90),
    Next("Gus", "return the ladder before it is winter", 21),
    Next("Maria Lopez", "birthday card", 0, every="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=4"),
)  # fmt: skip
"""Later than today; a yearly one falls on its next date."""

TALK = (
    ("asked for a date in spring", _CALL, _THEM),
    ("sent the drawing, she will look at it at the weekend", _MAIL, _ME),
    ("came by for the offcuts", _VISIT, _THEM),
    ("price is fine, wants to think about the wood", _CALL, _THEM),
    ("delivered on time, helped to carry", _VISIT, _ME),
    ("invoice paid, thanked us for the quick work", _MAIL, _THEM),
    ("looked at the damaged edge together, we replace it", _VISIT, _THEM),
    ("talked about the market and the rain", _VISIT, Initiator.BOTH),
    ("recommended us to a cousin", _CALL, _THEM),
    ("asked how the move went; better than feared", _CALL, _ME),
    ("wants it one shade darker", Channel.TEXT, _THEM),
    ("sent photos of the finished room", Channel.WHATSAPP, _THEM),
    ("ordered the same again", _MAIL, _THEM),
    ("told us what the last joiner did wrong", _VISIT, _THEM),
    ("said no to the extra varnish, fair enough", _CALL, _ME),
    ("agreed to meet after the holidays", Channel.TEXT, Initiator.BOTH),
    ("sent a card from the coast", Channel.POST, _THEM),
    ("explained why oak moves in a heated room", _VISIT, _ME),
    ("fixed the wobbling leg in five minutes", _VISIT, _ME),
    ("the new opening hours are working out", _CALL, _THEM),
)  # fmt: skip
"""Small talk that fills the histories of the others."""
