"""What the people of the sample data came with, what was kind, and what they told.

Days count back or forth from today. Everything is older than the last contact of its person, and
nothing of it is due today, so that the morning stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Initiator, InteractionKind, Side
from peer_tui.domain.needs import NeedDraft
from peer_tui.domain.stories import StoryAspect
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.kindness import write_kindness
from peer_tui.services.needs import write_need
from peer_tui.services.stories import write_story
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Need


@dataclass(frozen=True, slots=True)
class Came:
    """A need."""

    who: str
    text: str
    came: int
    """Days ago."""
    i_give: str = ""
    they_give: str = ""
    outcome: str = ""
    answer: str = ""
    said_by: str = ""
    closed: int | None = None
    """Days ago; None while it is open."""


NEEDS = (
    Came("Kaspar Lind", "the cupboard door sags", 20, "new hinges", "20 and a cake"),
    Came("Aoife Brennan", "shelves that bear warm trays", 45, "beech shelves", "240"),
    Came("Rosa Bianchi", "the bench creaks when guests sit down", 60, "an evening", "supper"),
    Came("Yusuf Demir", "the mirror frame came loose", 190, "a new frame", "haircuts for a year"),
    Came("Gus", "the gate scrapes over the flags", 30),
    Came("Uma Krishnan", "drawers that cannot catch a finger", 120, "soft runners", "310",
         "solved", "not one tear since", "theirs", 40),
    Came("Leïla Benali", "the counter stands in the way of the buckets", 150, "", "",
         "solved", "", "mine", 70),
    Came("Marek Zieliński", "tool board for the pit", 200, "", "", "partly",
         "the long keys still fall off", "theirs", 90),
)  # fmt: skip
"""Those with a solved-check in `demo_events` are asked about then."""

KIND = (
    ("Ola Adeyemi", Side.THEIRS, "for untangling the tax letter on a Sunday", 47),
    ("Víctor Peña", Side.MINE, "lent our van while his was in the garage", 98),
    ("Víctor Peña", Side.THEIRS, "for driving the timber through the night", 51),
    ("Quentin Dubois", Side.THEIRS, "for his old planes", 210),
)
"""Thanks were given for all of it, the day after."""

TOLD: tuple[tuple[str, StoryAspect, str, int, bool], ...] = (
    ("Nguyễn Thị Hạnh", StoryAspect.WIN, "the second noodle bar is open!", 33, True),
    ("Freya Sørensen", StoryAspect.MILESTONE, "ten years of the café", 80, True),
    ("Chloé Lefèvre", StoryAspect.HOPE, "an atelier with light from the north", 66, False),
    ("Þórunn Jónsdóttir", StoryAspect.STRUGGLE, "nobody to mind the shop in winter", 58, False),
)
ASKED_AFTER = 40
"""Days from today on which the hope comes back as a question."""


def write_told(transaction: Transaction, ids: Mapping[str, int], now: datetime) -> None:
    """Write it into the sample; `ids` are those of the people by name."""
    for came in NEEDS:
        _write_need(transaction, ids[came.who], came, now)
    for who, side, text, ago in KIND:
        at = now - timedelta(days=ago)
        entry_id = write_kindness(transaction, [ids[who]], text, side=side, at=at)
        _acted_on(transaction, entry_id, "wrote a card", InteractionKind.KINDNESS, at)
    for who, aspect, text, ago, may_share in TOLD:
        at = now - timedelta(days=ago)
        hope = aspect is StoryAspect.HOPE
        entry_id = write_story(
            transaction,
            [ids[who]],
            text,
            aspect=aspect,
            at=at,
            ask_on=now.date() + timedelta(days=ASKED_AFTER) if hope else None,
            may_share=may_share,
        )
        _acted_on(transaction, entry_id, "sent flowers", InteractionKind.STORY, at)


def _write_need(transaction: Transaction, person_id: int, came: Came, now: datetime) -> None:
    began = now.date() - timedelta(days=came.came)
    draft = NeedDraft(person_id, came.text, None, came.i_give, came.they_give)
    need_id = write_need(transaction, draft, began)
    checks = _checks(transaction, person_id) if came.closed is None else ()
    for check in checks:
        transaction.update(FollowUp, check["id"], {"need_id": need_id})
        transaction.update(Need, need_id, {"check_on": check["due_on"]})
    if came.closed is not None:
        said = {"outcome": came.outcome, "answer": came.answer, "said_by": came.said_by}
        closed_on = (now.date() - timedelta(days=came.closed)).isoformat()
        transaction.update(Need, need_id, said | {"closed_on": closed_on})


def _checks(transaction: Transaction, person_id: int) -> Sequence[Values]:
    return transaction.query(
        "SELECT id, due_on FROM follow_up WHERE person_id = ? AND status = 'open'"
        " AND purpose = ? AND need_id IS NULL",
        (person_id, str(Purpose.ASK_SOLVED)),
    )


def _acted_on(
    transaction: Transaction, entry_id: int, text: str, kind: InteractionKind, at: datetime
) -> None:
    """Close the thanks or applause that an entry asked for, with one of our own."""
    owed = transaction.query(
        "SELECT id, person_id FROM follow_up WHERE interaction_id = ? AND purpose IN (?, ?)",
        (entry_id, str(Purpose.THANK), str(Purpose.APPLAUD)),
    )
    day_after = at + timedelta(days=1)
    for row in owed:
        entry = Entry(text, day_after, kind, initiated_by=Initiator.ME)
        thanks_id = write_entry(transaction, entry, [row["person_id"]])
        closed: Values = {"status": "done", "closed_on": day_after.date().isoformat()}
        transaction.update(FollowUp, row["id"], closed | {"interaction_id": thanks_id})
