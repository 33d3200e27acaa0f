"""The follow-up that brings a need, an introduction, an invitation or a wish into the queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.follow_ups import FollowUpStatus, Purpose
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp


class TiedBy(StrEnum):
    """The column that says what a follow-up is about."""

    NEED = "need_id"
    INTRODUCTION = "introduction_id"
    INVITATION = "invitation_id"
    PREFERENCE = "preference_id"

    @property
    def purpose(self) -> Purpose:
        """What such a follow-up is for."""
        return {
            TiedBy.NEED: Purpose.ASK_SOLVED,
            TiedBy.INTRODUCTION: Purpose.INTRODUCTION,
            TiedBy.INVITATION: Purpose.INVITATION,
            TiedBy.PREFERENCE: Purpose.RECONFIRM,
        }[self]


class Tied(NamedTuple):
    """The follow-ups about one row, inside an act."""

    transaction: Transaction
    by: TiedBy
    row_id: int

    def insert(
        self, person_id: int, text: str, due: date, values: Mapping[str, Any] = MappingProxyType({})
    ) -> int:
        """Make one, with these values of further columns or in the place of its own.

        Returns its id.
        """
        own: Values = {
            "person_id": person_id,
            "text": text,
            "purpose": str(self.by.purpose),
            "due_on": due.isoformat(),
            str(self.by): self.row_id,
        }
        return self.transaction.insert(FollowUp, {**own, **values})

    def waiting(self) -> list[Values]:
        """The open ones, oldest first, each with its id and the day it is due."""
        return self.transaction.query(
            f"SELECT id, due_on FROM follow_up WHERE {self.by} = ? AND status = 'open'"
            " AND purpose = ? ORDER BY id",
            (self.row_id, str(self.by.purpose)),
        )

    def change(self, values: Values) -> bool:
        """Change every open one; whether there was any."""
        waiting = self.waiting()
        for row in waiting:
            self.transaction.update(FollowUp, row["id"], values)
        return bool(waiting)

    def done(self, today: date, entry_id: int) -> None:
        """What they asked was answered, by that entry of the history."""
        self._close(FollowUpStatus.DONE, today, {"interaction_id": entry_id})

    def let_go(self, today: date) -> None:
        """Nothing is asked any more."""
        self._close(FollowUpStatus.LET_GO, today, {})

    def _close(self, status: FollowUpStatus, today: date, values: Values) -> None:
        self.change({"status": str(status), "closed_on": today.isoformat()} | values)


def waiting_words(until: date, today: date) -> str:
    """ "Waits till Wed 25 Nov": short, so that it is read whole at the end of a line of 80."""
    return f"Waits till {short_day(until, today)}"
