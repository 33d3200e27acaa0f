"""What an action does, one module for each kind of act, imported when it is first used.

Every module has a function `perform(app, screen, action) -> bool`.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

_MODULES = MappingProxyType(
    {
        "item.call": "calling",
        "item.mail": "mailing",
        "item.thank": "thanking",
        "item.answer": "answering",
        "need.add": "telling",
        "story.add": "telling",
        "kindness.add": "telling",
        "kindness.mine": "telling",
        "story.share": "sharing",
        "item.boundaries": "boundaries",
        "item.pass_gate": "boundaries",
        "item.edit": "editing",
        "item.edit_long": "editing",
        "item.attach": "attachments",
        "item.open_attached": "attachments",
        "item.detach": "attachments",
        "people.around": "relating",
        "relation.add": "relating",
        "intro.add": "introducing",
        "invitation.add": "inviting",
        "promise.record": "promising",
        "promise.firmness": "promising",
        "promise.withdraw": "promising",
        "boundary.crossed": "crossing",
        "row.why": "explaining",
        "ease.loosen": "easing",
        "ease.when_needed": "easing",
        "ease.let_go": "easing",
        "ease.end_well": "standing",
        "standing.rest": "standing",
        "standing.active": "standing",
        "message.open": "sending",
        "filter.open": "filtering",
        "filter.late": "filtering",
        "filter.they_owe": "filtering",
        "filter.quiet": "filtering",
        "filter.snoozed": "filtering",
        "filter.held": "filtering",
        "filter.save": "filtering",
        "jump.letters": "jumping",
        "people.duplicates": "duplicates",
        "review.open": "reviewing",
        "overdue.ease": "after_break",
        "palette.open": "palette",
        "settings.open": "choosing",
        "manual.open": "manual",
        "person.for_them": "showing",
        "arc.open": "arc",
        "week.look_back": "arc",
        "felt.good": "feeling",
        "felt.neither": "feeling",
        "felt.hard": "feeling",
    }
)
"""The module of this package that runs an action."""


def runs(action_id: str) -> bool:
    """Whether a module of this package runs the action."""
    return action_id in _MODULES


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Run the action; False if no module here does."""
    module = _MODULES.get(action.id)
    if module is None:
        return False
    done: bool = import_module(f"peer_tui.tui.acts.{module}").perform(app, screen, action)
    return done
