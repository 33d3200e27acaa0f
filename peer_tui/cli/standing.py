"""`peer standing`: let it rest with a person, end it well, welcome them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import IsoDate, Run, database_option, pass_run, today_option

if TYPE_CHECKING:
    from datetime import date

WAYS = ("active", "resting", "ended")
DOORS = ("open", "closed by me", "closed by them")


@click.command("standing", short_help="Let it rest with a person, end it well, welcome them back.")
@click.argument("person", nargs=-1, metavar="PERSON...")
@click.argument("standing", type=click.Choice(WAYS))
@click.option("--reason", default="", help="Why, in a few words.")
@click.option("--until", metavar="DATE", type=IsoDate(), help="The day a rest is over.")
@click.option("--door", type=click.Choice(DOORS), help="Once it ended: who closed the door.")
@today_option
@database_option
@pass_run
def command(
    run: Run,
    person: tuple[str, ...],
    standing: str,
    reason: str,
    until: date | None,
    door: str | None,
) -> int:
    """Say how it stands with PERSON (a number or any part of the name).

    The rhythm stops while it rests and once it ended; promises and the history stay.

    \b
    peer standing maria resting --until 2027-03-01 --reason "moving house"
    peer standing maria ended --door "closed by them"
    peer standing maria active
    """
    from peer_tui.cli.whom import store_and_person
    from peer_tui.domain.standing import Door
    from peer_tui.errors import UsageError
    from peer_tui.services import standing as services

    if not person:
        raise UsageError(f"Say who: peer standing maria {standing}.")
    if until is not None and standing != "resting":
        raise UsageError("--until is for a rest.")
    if door is not None and standing != "ended":
        raise UsageError("--door is for what ended.")
    if reason and standing == "active":
        raise UsageError("--reason is for a rest or an end.")
    with store_and_person(run, " ".join(person)) as (store, who):
        if standing == "resting":
            outcome = services.rest(store, [who], reason, until)
        elif standing == "ended":
            outcome = services.end_well(store, [who], reason, Door(door or Door.OPEN))
        else:
            outcome = services.make_active(store, [who])
    output.talk(f"{outcome.message} `peer undo` takes it back.")
    return 0
