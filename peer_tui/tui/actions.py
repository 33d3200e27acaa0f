"""What an action is: what can be done, where, on which rows, and in which words.

All of them stand in `action_list`.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Place(StrEnum):
    """Where on the screen keys are commands."""

    ANYWHERE = "anywhere"
    """Every place below, when no text field has focus."""
    DUE = "due"
    PEOPLE = "people"
    PROMISES = "promises"
    HISTORY = "history"
    WEEK = "week"
    PERSON = "person"
    """A person's own screen, with the whole history."""
    FIND = "find"
    """The results of a search, once the list and not the bar has focus."""
    FIRST_RUN = "first_run"
    """The screen of an empty database."""
    IMPORT = "import"
    """The preview of an import."""
    COLUMNS = "columns"
    """The columns of a file to import."""
    REVIEW = "review"
    """The short lists of the weekly review."""
    BOUNDARIES = "boundaries"
    """What a person and the owner agreed about contact."""
    SETTINGS = "settings"
    """The owner's choices."""
    DUPLICATES = "duplicates"
    """Pairs of people who may be one."""
    MERGE = "merge"
    """Two people side by side."""
    MESSAGES = "messages"
    """What is worth sending."""
    SENDING = "sending"
    """The people who want one message, one by one."""
    KEPT = "kept"
    """All that is kept about one person."""
    ARC = "arc"
    """The arc of a relationship."""
    LOOK_BACK = "look_back"
    """What a week was like."""
    AROUND = "ties"
    """The people around one person."""


class RowKind(StrEnum):
    """What stands in the row under the cursor; verbs take their words from it."""

    FOLLOW_UP = "follow_up"
    PROMISE = "promise"
    """A promise of either side."""
    RHYTHM = "rhythm"
    """A person gone quiet past their rhythm."""
    PERSON = "person"
    INTERACTION = "interaction"
    WISH = "wish"
    """Something a person asked for."""
    NEED = "need"
    """What a person came with."""


class Action(NamedTuple):
    """One thing the owner can do."""

    id: str
    """Stable name, by which the owner gives it other keys: "item.done"."""
    keys: tuple[str, ...]
    """The default keys, the main one first."""
    where: frozenset[Place]
    label: str
    """One or two words for the footer."""
    help: str
    """One sentence for `?` and the README, without a full stop."""
    footer: bool = False
    """Whether it may stand in the hint line."""

    @property
    def is_verb(self) -> bool:
        """Whether it changes a row, so that a held key must not run it again and again."""
        verbs = ("item.", "ease.", "wish.", "pair.", "kept.", "tie.", "standing.", "send.")
        opens = self.id.endswith(".open")
        return (self.id.startswith(verbs) and not opens) or self.id == "edit.again"


_LABELS: Mapping[tuple[str, RowKind], str] = MappingProxyType(
    {
        ("item.done", RowKind.PROMISE): "Kept",
        ("item.let_go", RowKind.PROMISE): "Release",
        ("item.reschedule", RowKind.PROMISE): "Renegotiate",
        ("item.log", RowKind.PROMISE): "Log + kept",
        ("item.done", RowKind.WISH): "Acted on",
        ("item.log", RowKind.WISH): "Log",
        ("item.log", RowKind.PERSON): "Log",
        ("item.done", RowKind.PERSON): "In touch",
        ("item.let_go", RowKind.PERSON): "No rhythm",
        ("item.log", RowKind.INTERACTION): "Log",
        ("item.log", RowKind.NEED): "Log",
    }
)

_WITH_A_PERSON = frozenset(
    {
        "item.log",
        "item.note",
        "item.call",
        "item.mail",
        "item.thank",
        "item.boundaries",
        "item.pass_gate",
        "item.edit",
        "item.edit_long",
        "item.answer",
    }
)
RHYTHM_VERBS = frozenset(
    {"item.done", "item.snooze", "item.snooze_until", "item.reschedule", "item.let_go"}
)
"""Verbs that act on the rhythm with a person where the row is the person."""
_WITH_AN_ENTRY = frozenset({"item.attach", "item.open_attached", "item.detach"})
_UNHINTED_FOR_PEOPLE = frozenset({"item.snooze_until", "item.reschedule", "item.let_go"})
_VERBS_OF: Mapping[RowKind, frozenset[str]] = MappingProxyType(
    {
        RowKind.PERSON: _WITH_A_PERSON | RHYTHM_VERBS,
        RowKind.INTERACTION: _WITH_A_PERSON | _WITH_AN_ENTRY,
        RowKind.WISH: _WITH_A_PERSON - {"item.edit", "item.edit_long"} | {"item.done"},
        RowKind.NEED: _WITH_A_PERSON - {"item.edit_long"},
    }
)
"""The verbs that make sense on a row; a kind that is absent takes all of them."""


def label_for(action: Action, row_kind: RowKind | None) -> str:
    """The words for an action on such a row: "Kept" and "Release" on a promise."""
    if row_kind is None:
        return action.label
    return _LABELS.get((action.id, row_kind), action.label)


def acts_on(action: Action, row_kind: RowKind | None) -> bool:
    """Whether the action means something on such a row (None: there is no row)."""
    if not action.id.startswith("item."):
        return True
    if row_kind is None or (action.id in _WITH_AN_ENTRY and row_kind is not RowKind.INTERACTION):
        return False
    return row_kind not in _VERBS_OF or action.id in _VERBS_OF[row_kind]


def hinted(action: Action, row_kind: RowKind | None) -> bool:
    """Whether the hint line names the action for such a row; the others stand in `?` only."""
    if not action.footer or not acts_on(action, row_kind):
        return False
    return row_kind is not RowKind.PERSON or action.id not in _UNHINTED_FOR_PEOPLE


def works_in(action: Action, place: Place) -> bool:
    """Whether the action can be used in the place."""
    return Place.ANYWHERE in action.where or place in action.where
