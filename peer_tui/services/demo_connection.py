"""Who is tied to whom in the sample data, whom the joiner introduces, and who was asked for a hand.

Days count back or forth from today.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.introductions import ask_one_words
from peer_tui.domain.invitations import InvitationKind
from peer_tui.domain.relations import RelationKind as Kind
from peer_tui.services.relations import write_relation
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import FollowUp, Introduction, Invitation

RELATIONS = (
    ("Rosa Bianchi", Kind.REFERRED_BY, "Quentin Dubois", ""),
    ("Uma Krishnan", Kind.REFERRED_BY, "Rosa Bianchi", ""),
    ("Eilidh MacLeod", Kind.REFERRED_BY, "Rosa Bianchi", ""),
    ("Yusuf Demir", Kind.REFERRED_BY, "Eilidh MacLeod", ""),
    ("Freya Sørensen", Kind.COLLEAGUE, "Leïla Benali", ""),
    ("Wren Abbott", Kind.OTHER, "Quentin Dubois", "learned from / taught"),
    ("Marek Zieliński", Kind.NEIGHBOUR, "Yusuf Demir", ""),
    ("Tomáš Dvořák", Kind.FRIEND, "Ilse van der Berg", ""),
    ("Ola Adeyemi", Kind.SPOUSE, "Víctor Peña", ""),
)


def write_connection(transaction: Transaction, ids: Mapping[str, int], today: date) -> None:
    """Write it into the sample; `ids` are those of the people by name."""
    for one, kind, other, label in RELATIONS:
        write_relation(transaction, ids[one], ids[other], kind, label)
    _under_way(transaction, ids, today)
    _made(transaction, ids, today)
    _asked(transaction, ids, today)


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def _under_way(transaction: Transaction, ids: Mapping[str, int], today: date) -> None:
    """One said yes, the other is asked in two weeks."""
    about = "wool for lining cases"
    introduction_id = transaction.insert(
        Introduction,
        {
            "one_id": ids["Tomáš Dvořák"],
            "other_id": ids["Þórunn Jónsdóttir"],
            "about": about,
            "begun_on": _day(today, -9),
            "one_consent": "yes",
        },
    )
    transaction.insert(
        FollowUp,
        {
            "person_id": ids["Þórunn Jónsdóttir"],
            "text": ask_one_words("Tomáš Dvořák", about),
            "purpose": str(Purpose.INTRODUCTION),
            "due_on": _day(today, 15),
            "introduction_id": introduction_id,
        },
    )


def _made(transaction: Transaction, ids: Mapping[str, int], today: date) -> None:
    transaction.insert(
        Introduction,
        {
            "one_id": ids["Rosa Bianchi"],
            "other_id": ids["Ola Adeyemi"],
            "about": "her books",
            "begun_on": _day(today, -140),
            "one_consent": "yes",
            "other_consent": "yes",
            "made_on": _day(today, -120),
            "outcome": "Ola keeps the books of the trattoria now",
            "closed_on": _day(today, -96),
        },
    )


def _asked(transaction: Transaction, ids: Mapping[str, int], today: date) -> None:
    """One came and was thanked for, one would rather not."""
    transaction.insert(
        Invitation,
        {
            "person_id": ids["Quentin Dubois"],
            "kind": str(InvitationKind.ADVICE),
            "text": "advise on the old hinges",
            "asked_on": _day(today, -130),
            "answer": "yes",
            "answered_on": _day(today, -126),
            "closed_on": _day(today, -110),
        },
    )
    transaction.insert(
        Invitation,
        {
            "person_id": ids["Marek Zieliński"],
            "kind": str(InvitationKind.STORY),
            "text": "tell the story of his workbench",
            "asked_on": _day(today, -60),
            "answer": "no",
            "answered_on": _day(today, -58),
            "rests_until": _day(today, 122),
            "closed_on": _day(today, -58),
        },
    )
